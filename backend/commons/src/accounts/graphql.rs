//! Accounts as GraphQL shows them.

use super::entity::Model;
use super::store;
use crate::organisations::{Organisation, OrganisationOf, Place};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object};
use kernel::id::AccountId;
use kernel::{Member, MemberRole, Role};
use platform::Db;
use platform::graphql::{Public, Shown, context};
use std::collections::HashMap;

/// The person who asks, and for whom they act.
pub struct Viewer {
    account: Model,
    member: Option<Member>,
}

impl Viewer {
    pub(crate) fn new(account: Model, member: Option<Member>) -> Self {
        Self { account, member }
    }
}

#[Object]
impl Viewer {
    /// Which account.
    async fn id(&self) -> &AccountId {
        &self.account.id
    }
    /// Where they sign in.
    async fn email(&self) -> &str {
        &self.account.email
    }
    /// What others see.
    async fn display_name(&self) -> &str {
        &self.account.display_name
    }
    /// What they may do at all.
    async fn role(&self) -> Role {
        self.account.role
    }
    /// Whether they can do nothing but set up a second factor: staff need one.
    async fn must_set_up_second_factor(&self, ctx: &Context<'_>) -> bool {
        context(ctx).1.limited.is_some()
    }
    /// The organisation they act for; null for staff without one.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let Some(member) = &self.member else { return Ok(None) };
        let key = OrganisationOf(member.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// What they may do inside it; null for staff without one.
    async fn member_role(&self) -> Option<MemberRole> {
        self.member.as_ref().map(|it| it.role)
    }
    /// Where a moderator decides or a regulator looks; null for others.
    async fn region(&self) -> Option<Place> {
        self.account.region_code.clone().map(|code| Place { code })
    }
    /// Whether the link that was sent to the address has been opened.
    async fn is_email_confirmed(&self) -> bool {
        self.account.email_confirmed_at.is_some()
    }
}

/// Key of the loader of people's names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountNameOf(pub AccountId);

#[async_trait::async_trait]
impl Loader<AccountNameOf> for Db {
    type Value = String;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[AccountNameOf],
    ) -> Result<HashMap<AccountNameOf, String>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let names = store::names_of(self.read(), &ids).await.shown()?;
        Ok(names.into_iter().map(|(id, name)| (AccountNameOf(id), name)).collect())
    }
}

/// Reading one's own account.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The person who asks; null when nobody is signed in.
    #[graphql(guard = "Public")]
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Viewer>> {
        let (db, request) = context(ctx);
        let id = request.actor.account_id().or(request.limited.as_ref());
        let Some(id) = id else { return Ok(None) };
        let member = request.actor.member().cloned();
        let found = store::find(db.read(), id).await.shown()?;
        Ok(found.map(|account| Viewer { account, member }))
    }
}
