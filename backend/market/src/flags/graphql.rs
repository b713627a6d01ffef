//! Flags as GraphQL shows them, to those who judge them.

use super::entity::finding::{Model, RedFlagState};
use super::rules::{self, FlagSubject, RedFlag};
use super::store;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::moderation::{self, ChangeRequest};
use commons::organisations::Place;
use kernel::id::RedFlagId;
use kernel::{Actor, Date, Denied, Page, PageLimit, Role};
use platform::graphql::{Connection, Needs, Shown, context, list_cost};

/// How many findings are listed. 配置值.
const LISTED: u64 = 50;

/// How a flag has done so far.
#[derive(SimpleObject)]
pub struct RedFlagFigure {
    /// Which.
    flag: RedFlag,
    /// What people call it.
    title: &'static str,
    /// Findings nobody has judged yet.
    open: i32,
    /// Findings that were right.
    confirmed: i32,
    /// Findings that were not.
    dismissed: i32,
    /// Of a hundred verdicts, how many said that it was right; null before the first one.
    precision_percent: Option<i32>,
    /// Whether it was wrong so often that it makes no more checks.
    is_retired: bool,
}

/// Something a flag has found (疑点提示).
pub struct RedFlagFinding(Model);

#[Object]
impl RedFlagFinding {
    /// Which.
    async fn id(&self) -> &RedFlagId {
        &self.0.id
    }
    /// What was looked for.
    async fn flag(&self) -> RedFlag {
        self.0.flag
    }
    /// About what.
    async fn subject(&self) -> FlagSubject {
        self.0.subject
    }
    /// The need, or the organisation.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// How much of it, for people.
    async fn value(&self) -> String {
        rules::shown(self.0.flag, self.0.value)
    }
    /// What was said of it.
    async fn state(&self) -> RedFlagState {
        self.0.state
    }
    /// Where it is looked at.
    async fn region(&self) -> Place {
        Place { code: self.0.region_code.clone() }
    }
    /// Where to read of it: the process as its page shows it; null for an organisation.
    async fn url(&self) -> Option<String> {
        let id = (self.0.subject == FlagSubject::Process).then_some(&self.0.subject_id)?;
        Some(format!("/open-data/ocds/records/{id}.json"))
    }
    /// Where its check stands; null for moderators of other regions.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        moderation::shown_of_subject(ctx, self.0.id.as_str()).await
    }
    /// When it was decided; null before.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// When it was found first.
    async fn found_at(&self) -> DateTime<Utc> {
        self.0.found_at
    }
}

/// What the flags have found, and how often they were right.
#[derive(SimpleObject)]
pub struct RedFlags {
    /// The last day they have looked; null before the first one.
    looked_on: Option<Date>,
    /// At how many processes; null before the first day.
    processes: Option<i32>,
    /// Each flag.
    figures: Vec<RedFlagFigure>,
    /// The newest findings, at most fifty.
    findings: Vec<RedFlagFinding>,
}

/// Which findings.
#[derive(InputObject, Default)]
pub struct RedFlagFilter {
    /// Of this flag.
    flag: Option<RedFlag>,
    /// Judged so, or not yet.
    state: Option<RedFlagState>,
}

/// Reading flags.
#[derive(Default)]
pub struct FlagQuery;

#[Object]
impl FlagQuery {
    /// Findings of the moderator's region, the newest first.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn red_flag_findings(
        &self,
        ctx: &Context<'_>,
        filter: Option<RedFlagFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<RedFlagFinding>> {
        let (db, request) = context(ctx);
        let region = match &request.actor {
            Actor::Person { region, .. } => region.as_ref(),
            _ => return Err(Denied::Forbidden).shown(),
        };
        let filter = filter.unwrap_or_default();
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows =
            store::page(db.read(), filter.flag, filter.state, region, &page).await.shown()?;
        Ok(Connection::of(rows.map(RedFlagFinding), None))
    }

    /// What the flags have found in contracting processes, and how often they were right. Moderators read it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn red_flags(&self, ctx: &Context<'_>) -> async_graphql::Result<RedFlags> {
        let (db, _) = context(ctx);
        let db = db.read();
        let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        let mut figures = Vec::with_capacity(RedFlag::ALL.len());
        for flag in RedFlag::ALL {
            let open = store::count(db, flag, RedFlagState::Open).await.shown()?;
            let confirmed = store::count(db, flag, RedFlagState::Confirmed).await.shown()?;
            let dismissed = store::count(db, flag, RedFlagState::Dismissed).await.shown()?;
            figures.push(RedFlagFigure {
                flag,
                title: flag.title(),
                open: number(open),
                confirmed: number(confirmed),
                dismissed: number(dismissed),
                precision_percent: rules::precision_percent(confirmed, dismissed).map(number),
                is_retired: rules::is_retired(confirmed, dismissed),
            });
        }
        let night = store::last_night(db).await.shown()?;
        let findings = store::newest(db, LISTED).await.shown()?;
        Ok(RedFlags {
            looked_on: night.as_ref().map(|it| Date(it.day)),
            processes: night.map(|it| it.processes),
            figures,
            findings: findings.into_iter().map(RedFlagFinding).collect(),
        })
    }
}
