//! The audit log as audit administrators see it.

use super::entity::{AuditResult, Model};
use super::store::{self, AuditFilter};
use crate::accounts::{self, AccountNameOf};
use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OrganisationId};
use kernel::{Agent, Cursor, Page, PageLimit, Role};
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

    /// As what: a role, or SYSTEM.
    async fn acted_as(&self) -> &str {
        &self.0.role
    }

    /// Which account; null when nobody was signed in or the product itself acted.
    async fn account_id(&self) -> Option<&AccountId> {
        self.0.account_id.as_ref()
    }

    /// For which organisation; null when for none.
    async fn organisation_id(&self) -> Option<&OrganisationId> {
        self.0.organisation_id.as_ref()
    }

    /// How it ended.
    async fn result(&self) -> AuditResult {
        self.0.result
    }

    /// The caller's address; null for what the product did by itself, and before addresses were
    /// kept.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// The caller's kind of program; null when it was not said.
    async fn agent(&self) -> Option<Agent> {
        self.0.agent
    }

    /// The request it came with; null when it came with none.
    async fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
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

/// Which entries are wanted; everything at once must hold. A search by action, organisation or
/// address that says neither who nor about what looks through the 92 days before `to`, or before
/// now, unless `from` says otherwise.
#[derive(InputObject, Default, Clone)]
pub struct AuditFilterInput {
    /// Who: an account's id or the address they sign in with.
    pub who: Option<String>,
    /// For whom.
    pub organisation_id: Option<OrganisationId>,
    /// `demands.post`, or a module: `demands`.
    pub action: Option<String>,
    /// About what: its id.
    pub subject_id: Option<ID>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// How it ended.
    pub result: Option<AuditResult>,
    /// The caller's address, exactly.
    pub address: Option<String>,
}

impl AuditFilterInput {
    /// The filter with ids; none when nobody is who was asked for.
    ///
    /// # Errors
    /// A fault when the database fails.
    pub async fn read(self, db: &Db) -> kernel::Result<Option<AuditFilter>> {
        let who = self.who.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        let account_id = match who {
            None => None,
            Some(who) => match accounts::id_of(db.read(), &who).await? {
                Some(id) => Some(id),
                None => return Ok(None),
            },
        };
        let text =
            |it: Option<String>| it.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        let filter = AuditFilter {
            account_id,
            organisation_id: self.organisation_id,
            action: text(self.action),
            subject_id: text(self.subject_id.map(|it| it.to_string())),
            from: self.from,
            to: self.to,
            result: self.result,
            address: text(self.address),
        };
        Ok(Some(filter.bounded(db.clock().now())))
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
        filter: Option<AuditFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<AuditEntry>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let filter = filter.unwrap_or_default().read(db).await.shown()?;
        // Nobody has the address that was asked for.
        let Some(filter) = filter else {
            return Ok(Connection::of(page.slice(Vec::new(), |_| Cursor::of(&[])), None));
        };
        let rows = store::page(db.read(), &filter, &page).await.shown()?;
        Ok(Connection::of(rows.map(AuditEntry), None))
    }
}
