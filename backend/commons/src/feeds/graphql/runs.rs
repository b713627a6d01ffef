//! Sources, their runs, and the rows that were put aside.

use super::super::entity::feed::Model as FeedModel;
use super::super::entity::item::Model as Item;
use super::super::entity::row::{Cells, Model as Row};
use super::super::entity::run::{Model as Run, RunState};
use super::super::{access, rules, store};
use super::FeedConflict;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{FeedId, FeedRowId, FeedRunId};
use kernel::{Page, PageLimit};
use platform::Db;
use platform::graphql::{Connection, Shown, context, list_cost};
use std::collections::HashMap;

/// A source of other people's data (数据源).
pub struct Feed(pub(super) FeedModel);

#[Object]
impl Feed {
    /// Which.
    async fn id(&self) -> &FeedId {
        &self.0.id
    }
    /// As it is kept with what it says.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// `providers`, `enterprises`, `penalties`, `licences`, `accredited-items`, `notices` or `laws`.
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    /// The mapping of its newest file, which is also where it is sent to; null where the usual headers
    /// were recognised.
    async fn mapping_name(&self) -> Option<&str> {
        self.0.mapping_name.as_deref()
    }
    /// How often it is expected, in days.
    async fn every_days(&self) -> i32 {
        self.0.every_days
    }
    /// When something good came of it last; null when nothing did yet.
    async fn good_at(&self) -> Option<DateTime<Utc>> {
        self.0.good_at
    }
    /// Whether nothing good has come of it for longer than it is expected.
    async fn is_stale(&self, ctx: &Context<'_>) -> bool {
        let now = context(ctx).0.clock().now();
        rules::is_stale(self.0.good_at, self.0.every_days, now)
    }
    /// Its newest run; null when it has none.
    async fn last_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FeedRun>> {
        run_of(ctx, self.0.last_run_id.as_ref()).await
    }
    /// Its newest run that was read to the end, replays aside; null when it has none.
    async fn good_run(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FeedRun>> {
        run_of(ctx, self.0.good_run_id.as_ref()).await
    }
    /// Its runs, newest first.
    #[graphql(complexity = "list_cost(3, first.unwrap_or(20), child_complexity)")]
    async fn runs(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<FeedRun>> {
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::runs(context(ctx).0.read(), &self.0.id, &page).await.shown()?;
        Ok(Connection::of(rows.map(FeedRun), None))
    }
    /// What its newest whole files list no more.
    #[graphql(complexity = "list_cost(3, first.unwrap_or(20), child_complexity)")]
    async fn gone(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<FeedItem>> {
        let db = context(ctx).0;
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::gone(db.read(), &self.0.id, &page).await.shown()?;
        let total = match ctx.look_ahead().field("totalCount").exists() {
            true => Some(store::count_gone(db.read(), &self.0.id).await.shown()?),
            false => None,
        };
        Ok(Connection::of(rows.map(FeedItem), total.and_then(|it| i64::try_from(it).ok())))
    }
}

/// Something a source listed, and lists no more.
pub struct FeedItem(Item);

#[Object]
impl FeedItem {
    /// What it names.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Since when.
    async fn gone_at(&self) -> Option<DateTime<Utc>> {
        self.0.gone_at
    }
}

/// How a run was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum FeedRunOrigin {
    /// 命令行.
    Command,
    /// 推送: by a machine with its key.
    Push,
    /// 在数据源页上: by a person.
    Person,
    /// 定时拉取: the source was asked for it.
    Pull,
}

/// A file of a source, or a replay of what was put aside of one (导入记录).
pub struct FeedRun(pub(super) Run);

#[Object]
impl FeedRun {
    /// Which.
    async fn id(&self) -> &FeedRunId {
        &self.0.id
    }
    /// Of which source; null when it is gone.
    async fn feed(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Feed>> {
        let key = FeedOf(self.0.feed_id.clone());
        Ok(ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?.map(Feed))
    }
    /// Where it stands.
    async fn state(&self) -> RunState {
        self.0.state
    }
    /// As the file is called.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }
    /// SHA-256 of the file; empty for folders and replays.
    async fn digest(&self) -> &str {
        &self.0.digest
    }
    /// The name of the mapping; null where the usual headers were recognised.
    async fn mapping_name(&self) -> Option<&str> {
        self.0.mapping_name.as_deref()
    }
    /// The mapping itself; null where the usual headers were recognised.
    async fn mapping_text(&self) -> Option<&str> {
        self.0.mapping_text.as_deref()
    }
    /// Whether the file lists everything the source has.
    async fn is_whole(&self) -> bool {
        self.0.is_whole
    }
    /// The run whose rows are tried again; null for files.
    async fn replay_of(&self) -> Option<&FeedRunId> {
        self.0.replay_of.as_ref()
    }
    /// How it was begun.
    async fn origin(&self) -> FeedRunOrigin {
        match (&self.0.begun_by, &self.0.begun_by_key) {
            (Some(_), _) => FeedRunOrigin::Person,
            (None, Some(_)) => FeedRunOrigin::Push,
            (None, None) if self.0.file_key.is_some() => FeedRunOrigin::Pull,
            (None, None) => FeedRunOrigin::Command,
        }
    }
    /// When it began, or was sent in.
    async fn begun_at(&self) -> DateTime<Utc> {
        self.0.begun_at
    }
    /// When the same body came last.
    async fn received_at(&self) -> DateTime<Utc> {
        self.0.received_at
    }
    /// When it ended; null until then.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Why it ended early; null when it did not.
    async fn stopped(&self) -> Option<&str> {
        self.0.stopped.as_deref()
    }
    /// Rows about somebody who was known: changed, unchanged and in conflict.
    async fn matched_count(&self) -> i32 {
        self.0.changed_count + self.0.unchanged_count + self.0.conflict_count
    }
    /// Rows that were not known.
    async fn new_count(&self) -> i32 {
        self.0.new_count
    }
    /// Rows that were known otherwise.
    async fn changed_count(&self) -> i32 {
        self.0.changed_count
    }
    /// Rows that were known just so.
    async fn unchanged_count(&self) -> i32 {
        self.0.unchanged_count
    }
    /// Rows that contradict what is known.
    async fn conflict_count(&self) -> i32 {
        self.0.conflict_count
    }
    /// Rows that could not be taken.
    async fn rejected_count(&self) -> i32 {
        self.0.rejected_count
    }
    /// Rows about nobody we know, in lists that are taken only for those we know.
    async fn passed_count(&self) -> i32 {
        self.0.passed_count
    }
    /// What the source listed before and this file does not.
    async fn gone_count(&self) -> i32 {
        self.0.gone_count
    }
    /// Rows put aside that wait for a replay.
    async fn waiting_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        let count = store::count_waiting(context(ctx).0.read(), &self.0.id).await.shown()?;
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }
    /// Whether the person who asks may try them again.
    async fn may_replay(&self, ctx: &Context<'_>) -> bool {
        self.0.ended_at.is_some() && access::may_replay(&context(ctx).1.actor)
    }
    /// The rows that were put aside, as they stood in the file.
    #[graphql(complexity = "list_cost(3, first.unwrap_or(20), child_complexity)")]
    async fn rows(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<FeedRow>> {
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::rows(context(ctx).0.read(), &self.0.id, &page).await.shown()?;
        Ok(Connection::of(rows.map(FeedRow), None))
    }
    /// The conflicts it found first, the newest hundred.
    #[graphql(complexity = "list_cost(3, 20, child_complexity)")]
    async fn conflicts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<FeedConflict>> {
        let rows = store::conflicts_of_run(context(ctx).0.read(), &self.0.id).await.shown()?;
        Ok(rows.into_iter().map(FeedConflict).collect())
    }
}

/// A cell of a row that was put aside.
#[derive(SimpleObject)]
pub struct FeedCell {
    /// What stood over it.
    header: String,
    /// What stood in it; `***` for what tells a person apart.
    text: String,
}

pub(super) fn cells_of(cells: &Cells) -> Vec<FeedCell> {
    let cell =
        |(header, text): &(String, String)| FeedCell { header: header.clone(), text: text.clone() };
    cells.0.iter().map(cell).collect()
}

/// A row that could not be taken (待修正的行).
pub struct FeedRow(Row);

#[Object]
impl FeedRow {
    /// Which.
    async fn id(&self) -> &FeedRowId {
        &self.0.id
    }
    /// Where it stood in the file.
    async fn number(&self) -> i64 {
        self.0.number
    }
    /// What it names.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// As it stood.
    async fn cells(&self) -> Vec<FeedCell> {
        cells_of(&self.0.cells)
    }
    /// Why it could not be taken.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// The replay that took it; null while it waits.
    async fn taken_in(&self) -> Option<&FeedRunId> {
        self.0.taken_in.as_ref()
    }
}

async fn run_of(
    ctx: &Context<'_>,
    id: Option<&FeedRunId>,
) -> async_graphql::Result<Option<FeedRun>> {
    let Some(id) = id else { return Ok(None) };
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(RunOf(id.clone())).await?.map(FeedRun))
}

/// Key of the loader of runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RunOf(FeedRunId);

#[async_trait::async_trait]
impl Loader<RunOf> for Db {
    type Value = Run;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[RunOf]) -> Result<HashMap<RunOf, Run>, Self::Error> {
        let ids = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::runs_by_id(self.read(), ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (RunOf(id), it)).collect())
    }
}

/// Key of the loader of feeds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FeedOf(pub(super) FeedId);

#[async_trait::async_trait]
impl Loader<FeedOf> for Db {
    type Value = FeedModel;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[FeedOf]) -> Result<HashMap<FeedOf, FeedModel>, Self::Error> {
        let ids = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::feeds_by_id(self.read(), ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (FeedOf(id), it)).collect())
    }
}
