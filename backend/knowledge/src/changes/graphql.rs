//! Changes as GraphQL shows them.

use super::entity::Model;
use super::rules::LawChangeKind;
use super::store;
use crate::policies::graphql::law::Law;
use crate::policies::rules::naming;
use crate::policies::store as laws;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use kernel::id::{LawChangeId, LawId};
use kernel::{Date, Page, PageLimit};
use platform::Db;
use platform::graphql::{Connection, Public, Shown, context, list_cost};
use std::collections::HashMap;

/// What happened to a text (文本变化).
pub struct LawChange(Model);

impl LawChange {
    pub(crate) fn of(row: Model) -> Self {
        Self(row)
    }
}

#[Object]
impl LawChange {
    /// Which.
    async fn id(&self) -> &LawChangeId {
        &self.0.id
    }

    /// What happened.
    async fn kind(&self) -> LawChangeKind {
        self.0.kind
    }

    /// To which text; null when it is gone.
    async fn law(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Law>> {
        let key = LawOf(self.0.law_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }

    /// From which day it holds.
    async fn day(&self) -> Date {
        Date(self.0.day)
    }

    /// When it became known here.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }
}

/// Reading changes.
#[derive(Default)]
pub struct LawChangeQuery;

#[Object]
impl LawChangeQuery {
    /// What happened to texts, what became known last first; of one law (slug or title), or of all.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn law_changes(
        &self,
        ctx: &Context<'_>,
        law: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<LawChange>> {
        let (db, _) = context(ctx);
        let slug = law.as_deref().map(naming::slug);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), slug.as_deref(), &page).await.shown()?;
        Ok(Connection::of(rows.map(LawChange), None))
    }
}

/// Key of the loader of dated texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LawOf(pub(crate) LawId);

#[async_trait::async_trait]
impl Loader<LawOf> for Db {
    type Value = Law;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[LawOf]) -> Result<HashMap<LawOf, Law>, Self::Error> {
        let ids: Vec<LawId> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = laws::find_all(self.read(), &ids).await.shown()?;
        Ok(rows.into_iter().map(|it| (LawOf(it.id.clone()), Law::of(it))).collect())
    }
}
