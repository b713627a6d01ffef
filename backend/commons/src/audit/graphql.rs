//! The audit log as audit administrators see it.

use super::{entity::Model, store};
use crate::accounts::AccountNameOf;
use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{Page, PageLimit, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Shown, context, list_cost};

/// One line of the audit log (审计记录).
pub struct AuditEntry(Model);

#[Object]
impl AuditEntry {
    /// Its number in the log.
    async fn id(&self) -> ID {
        self.0.seq.into()
    }

    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who, by the name they go by here; 访客 when nobody was signed in, 系统 when the product
    /// itself acted.
    async fn actor_name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let Some(account_id) = &self.0.account_id else {
            let is_visitor = self.0.role == Role::Visitor.as_str();
            return Ok(if is_visitor { "访客" } else { "系统" }.into());
        };
        let loader = ctx.data_unchecked::<async_graphql::dataloader::DataLoader<Db>>();
        let name = loader.load_one(AccountNameOf(account_id.clone())).await?;
        Ok(name.unwrap_or_else(|| "已注销的账号".into()))
    }

    /// Module and verb: `demands.publish`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// The noun of the subject.
    async fn subject_kind(&self) -> &str {
        &self.0.subject_kind
    }

    /// The subject's id.
    async fn subject_id(&self) -> ID {
        self.0.subject_id.clone().into()
    }

    /// What it was, as JSON; null when it did not exist.
    async fn before(&self) -> Option<String> {
        self.0.before.as_ref().map(ToString::to_string)
    }

    /// What it became, as JSON; null when nothing is left.
    async fn after(&self) -> Option<String> {
        self.0.after.as_ref().map(ToString::to_string)
    }
}

/// Reading the audit log.
#[derive(Default)]
pub struct AuditQuery;

#[Object]
impl AuditQuery {
    /// The audit log, newest first. Audit administrators only.
    #[graphql(
        guard = "Needs(&[Role::AuditAdministrator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        subject_id: Option<ID>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<AuditEntry>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let subject_id = subject_id.as_ref().map(|it| it.as_str());
        let rows = store::page(db.read(), subject_id, &page).await.shown()?;
        Ok(Connection::of(rows.map(AuditEntry), None))
    }
}
