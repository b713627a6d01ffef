//! Alerts as GraphQL shows them: to whom they were told, and by the week to everybody.

use super::entity::{Model, search, week};
use super::rules::{AlertVerdict, TypedSearch, Unfit};
use super::{actions, store};
use crate::categories::{self, ServiceCategory};
use crate::demands::{self, Demand, DemandOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::organisations::Place;
use kernel::id::{AlertId, SavedSearchId};
use kernel::{Date, Page, PageLimit, Problem, RegionCode, Role};
use platform::Db;
use platform::graphql::{
    Connection, Needs, Public, Shown, context, in_transaction, list_cost, split,
};

/// That the caller was told of a need (需求提醒).
pub struct Alert(Model);

#[Object]
impl Alert {
    /// Which.
    async fn id(&self) -> &AlertId {
        &self.0.id
    }
    /// Of which need; null when it is public no more.
    async fn demand(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Demand>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let row = loader.load_one(DemandOf(self.0.demand_id.clone())).await?;
        Ok(row.filter(|it| demands::rules::is_public(it.0.state)))
    }
    /// Why, each a few words.
    async fn reasons(&self) -> &[String] {
        &self.0.reasons.0
    }
    /// When.
    async fn told_at(&self) -> DateTime<Utc> {
        self.0.told_at
    }
    /// What the caller said of it; null until then.
    async fn verdict(&self) -> Option<AlertVerdict> {
        self.0.verdict
    }
    /// Why it was not for them; null otherwise.
    async fn unfit(&self) -> Option<Unfit> {
        self.0.unfit
    }
}

/// A search the caller is told by (保存的搜索).
pub struct SavedSearch(search::Model);

#[Object]
impl SavedSearch {
    /// Which.
    async fn id(&self) -> &SavedSearchId {
        &self.0.id
    }
    /// As they call it.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// All of these stand in title or description; empty asks for none.
    async fn words(&self) -> &str {
        &self.0.words
    }
    /// This category or one below; null is any.
    async fn category(&self) -> Option<&'static ServiceCategory> {
        categories::find(&self.0.category_code)
    }
    /// In this division; null is anywhere.
    async fn region(&self) -> Option<Place> {
        RegionCode::parse(&self.0.region_code).ok().map(|code| Place { code })
    }
}

/// How good the alerts of a week were.
pub struct AlertWeek(week::Model);

#[Object]
impl AlertWeek {
    /// Its first day.
    async fn monday(&self) -> Date {
        Date(self.0.monday)
    }
    /// How many were told.
    async fn told(&self) -> i32 {
        self.0.told
    }
    /// How many were called useful, or led to a bid.
    async fn useful(&self) -> i32 {
        self.0.useful
    }
    /// How many were not for those who were told.
    async fn not_for_us(&self) -> i32 {
        self.0.not_for_us
    }
    /// Useful ones of those that were judged, in per cent; null when none was.
    async fn precision_percent(&self) -> Option<i32> {
        let judged = self.0.useful.saturating_add(self.0.not_for_us);
        (judged > 0).then(|| self.0.useful.saturating_mul(100) / judged)
    }
    /// From publication to the slowest alert, in seconds.
    async fn slowest_seconds(&self) -> i32 {
        self.0.slowest_seconds
    }
}

/// Reading alerts.
#[derive(Default)]
pub struct AlertQuery;

#[Object]
impl AlertQuery {
    /// What the caller was told of, the latest first.
    #[graphql(
        guard = "Needs(&[Role::Member])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn alerts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Alert>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = actions::listed(db, &request.actor, &page).await.shown()?;
        Ok(Connection::of(rows.map(Alert), None))
    }

    /// The searches the caller is told by, the oldest first; at most 20.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "20 * child_complexity")]
    async fn saved_searches(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<SavedSearch>> {
        let (db, request) = context(ctx);
        let rows = actions::searches(db, &request.actor).await.shown()?;
        Ok(rows.into_iter().map(SavedSearch).collect())
    }

    /// What "not for us" has taught: of what the caller's organisation is not told any more, each a sentence.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn alert_lessons(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        let (db, request) = context(ctx);
        let lessons = actions::lessons(db, &request.actor).await.shown()?;
        Ok(lessons.iter().map(super::rules::Lesson::text).collect())
    }

    /// How good alerts were by the week, the latest first; at most 52.
    #[graphql(guard = "Public", complexity = "list_cost(5, first, child_complexity)")]
    async fn alert_weeks(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 8)] first: i32,
    ) -> async_graphql::Result<Vec<AlertWeek>> {
        let (db, _) = context(ctx);
        let page =
            Page::from_params(PageLimit { default: 8, max: 52 }, Some(first), None).shown()?;
        let rows = store::weeks(db.read(), page.first as u64).await.shown()?;
        Ok(rows.into_iter().map(AlertWeek).collect())
    }
}

/// Saves a search; one of words, category and region must ask for something.
#[derive(InputObject)]
pub struct SavedSearchSaveInput {
    /// 1 to 30 characters.
    name: String,
    /// All of these must stand in title or description, at most 60 characters.
    #[graphql(default)]
    words: String,
    /// This category or one below.
    category: Option<String>,
    /// In this division.
    region: Option<RegionCode>,
}

/// Drops a search.
#[derive(InputObject)]
pub struct SavedSearchDropInput {
    /// Which.
    saved_search_id: SavedSearchId,
}

/// Says whether an alert was useful.
#[derive(InputObject)]
pub struct AlertJudgeInput {
    /// Which.
    alert_id: AlertId,
    /// What is said.
    verdict: AlertVerdict,
    /// Why it is not for the provider; needed then.
    unfit: Option<Unfit>,
}

/// How saving ended.
#[derive(SimpleObject)]
pub struct SavedSearchSavePayload {
    /// The new one; null when there are problems.
    saved_search: Option<SavedSearch>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How dropping ended.
#[derive(SimpleObject)]
pub struct SavedSearchDropPayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// How judging ended.
#[derive(SimpleObject)]
pub struct AlertJudgePayload {
    /// As it is now; null when there are problems.
    alert: Option<Alert>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// The verbs of alerts.
#[derive(Default)]
pub struct AlertMutation;

#[Object]
impl AlertMutation {
    /// Saves a search: the caller is told of every need it meets, as soon as that is published.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn saved_search_save(
        &self,
        ctx: &Context<'_>,
        input: SavedSearchSaveInput,
    ) -> async_graphql::Result<SavedSearchSavePayload> {
        let SavedSearchSaveInput { name, words, category, region } = input;
        let category = category.unwrap_or_default();
        let typed = TypedSearch { name, words, category, region };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::save(cx, typed).await }));
        let (row, problems) = split(answer.await)?;
        Ok(SavedSearchSavePayload { saved_search: row.map(SavedSearch), problems })
    }

    /// Drops an own search.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn saved_search_drop(
        &self,
        ctx: &Context<'_>,
        input: SavedSearchDropInput,
    ) -> async_graphql::Result<SavedSearchDropPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::drop(cx, &input.saved_search_id).await })
        });
        let (_, problems) = split(answer.await)?;
        Ok(SavedSearchDropPayload { problems })
    }

    /// Says whether an own alert was useful; what is not teaches what the organisation is told of.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn alert_judge(
        &self,
        ctx: &Context<'_>,
        input: AlertJudgeInput,
    ) -> async_graphql::Result<AlertJudgePayload> {
        let AlertJudgeInput { alert_id, verdict, unfit } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::judge(cx, &alert_id, verdict, unfit).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(AlertJudgePayload { alert: row.map(Alert), problems })
    }
}
