//! Flags as GraphQL shows them, to those who judge them.

use super::entity::finding::{Model, RedFlagState};
use super::rules::{self, FlagSubject, RedFlag};
use super::store;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::RedFlagId;
use kernel::{Date, Role};
use platform::graphql::{Needs, Shown, context};

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

/// Reading flags.
#[derive(Default)]
pub struct FlagQuery;

#[Object]
impl FlagQuery {
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
