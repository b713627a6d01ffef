//! Originals for everybody, and what waits for moderators.

use super::actions::{self, Decision};
use super::entity::{original, part};
use super::rules::ReadPartState;
use super::store;
use crate::policies::graphql::law::Law;
use crate::policies::rules::confidence::ReadDoubt;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{LawId, LawOriginalId, ReadPartId};
use kernel::{Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};
use std::collections::HashMap;

/// A file that a text was read from (原件).
pub struct LawOriginal(original::Model);

#[Object]
impl LawOriginal {
    /// Which.
    async fn id(&self) -> &LawOriginalId {
        &self.0.id
    }
    /// As it was called.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }
    /// Its media type.
    async fn media(&self) -> &str {
        &self.0.media
    }
    /// In bytes.
    async fn size(&self) -> i64 {
        self.0.size
    }
    /// How many pages it has; null where it has none.
    async fn pages(&self) -> Option<i32> {
        self.0.pages
    }
    /// SHA-256 of the file.
    async fn digest(&self) -> &str {
        &self.0.digest
    }
    /// How many parts were read.
    async fn part_count(&self) -> i32 {
        self.0.part_count
    }
    /// How many of them were doubtful.
    async fn doubt_count(&self) -> i32 {
        self.0.doubt_count
    }
    /// When it was read.
    async fn read_at(&self) -> DateTime<Utc> {
        self.0.read_at
    }
    /// Where it can be fetched.
    async fn url(&self) -> String {
        format!("/policy-originals/{}", self.0.id)
    }
}

/// The files a text was read from.
pub(crate) async fn originals_of(
    ctx: &Context<'_>,
    law_id: &LawId,
) -> async_graphql::Result<Vec<LawOriginal>> {
    let rows = store::of_law(context(ctx).0.read(), law_id).await.shown()?;
    Ok(rows.into_iter().map(LawOriginal).collect())
}

/// A part that a machine was not sure of (识别部分).
#[derive(Clone)]
pub struct ReadPart(part::Model);

#[Object]
impl ReadPart {
    /// Which.
    async fn id(&self) -> &ReadPartId {
        &self.0.id
    }
    /// The article it became: 第十二条.
    async fn label(&self) -> &str {
        &self.0.label
    }
    /// How sure we are, of a hundred.
    async fn confidence(&self) -> i32 {
        self.0.confidence
    }
    /// Why not more.
    async fn doubts(&self) -> &[ReadDoubt] {
        &self.0.doubts.0
    }
    /// The page it begins on; null where the file has none.
    async fn page(&self) -> Option<i32> {
        self.0.page
    }
    /// The lines it was read from.
    async fn raw(&self) -> &str {
        &self.0.raw
    }
    /// What stands in the library now; handed back with a decision.
    #[graphql(complexity = "list_cost(5, 1, child_complexity)")]
    async fn words(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let db = context(ctx).0;
        let (law, position) = (&self.0.law_id, self.0.position);
        let row = crate::policies::store::article_at(db.read(), law, position).await.shown()?;
        Ok(row.map(|it| it.text).unwrap_or_default())
    }
    /// Where it stands.
    async fn state(&self) -> ReadPartState {
        self.0.state
    }
    /// What was said with the decision; null until then, and when nothing was.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// The text it belongs to; null when that is gone.
    #[graphql(complexity = "list_cost(5, 1, child_complexity)")]
    async fn law(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Law>> {
        let db = context(ctx).0;
        Ok(crate::policies::find(db.read(), &self.0.law_id).await.shown()?.map(Law::of))
    }
    /// The file it was read from; null when that is gone.
    #[graphql(complexity = "list_cost(5, 1, child_complexity)")]
    async fn original(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<LawOriginal>> {
        let db = context(ctx).0;
        Ok(store::find(db.read(), &self.0.original_id).await.shown()?.map(LawOriginal))
    }
}

/// Key of the loader of a text's waiting parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OpenPartsOf(pub(crate) LawId);

#[async_trait::async_trait]
impl Loader<OpenPartsOf> for Db {
    type Value = Vec<(i32, ReadPart)>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[OpenPartsOf],
    ) -> Result<HashMap<OpenPartsOf, Self::Value>, Self::Error> {
        let ids: Vec<LawId> = keys.iter().map(|it| it.0.clone()).collect();
        let mut found: HashMap<OpenPartsOf, Self::Value> = HashMap::new();
        for row in store::open_of(self.read(), &ids).await.shown()? {
            let key = OpenPartsOf(row.law_id.clone());
            found.entry(key).or_default().push((row.position, ReadPart(row)));
        }
        Ok(found)
    }
}

/// The waiting part at a place of a text.
pub(crate) async fn open_part(
    ctx: &Context<'_>,
    law_id: &LawId,
    position: i32,
) -> async_graphql::Result<Option<ReadPart>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let parts = loader.load_one(OpenPartsOf(law_id.clone())).await?.unwrap_or_default();
    Ok(parts.into_iter().find(|(at, _)| *at == position).map(|(_, part)| part))
}

/// How many parts of a text wait.
pub(crate) async fn open_count(ctx: &Context<'_>, law_id: &LawId) -> async_graphql::Result<i32> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let parts = loader.load_one(OpenPartsOf(law_id.clone())).await?.unwrap_or_default();
    Ok(i32::try_from(parts.len()).unwrap_or(i32::MAX))
}

/// Reading what waits.
#[derive(Default)]
pub struct OriginalQuery;

#[Object]
impl OriginalQuery {
    /// Parts of texts that a machine was not sure of, the least sure first. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn read_parts(
        &self,
        ctx: &Context<'_>,
        state: ReadPartState,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<ReadPart>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), state, &page).await.shown()?;
        let total = match ctx.look_ahead().field("totalCount").exists() {
            true => Some(store::count(db.read(), state).await.shown()?),
            false => None,
        };
        Ok(Connection::of(rows.map(ReadPart), total))
    }
}

/// Says that a part was read rightly.
#[derive(InputObject)]
pub struct ReadPartAcceptInput {
    /// Which.
    read_part_id: ReadPartId,
    /// The `words` that were looked at.
    seen: String,
    /// Anything to be said, up to 500 characters.
    note: Option<String>,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct ReadPartAcceptPayload {
    /// As it stands now; null when there are problems.
    read_part: Option<ReadPart>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Says what a part should be.
#[derive(InputObject)]
pub struct ReadPartMendInput {
    /// Which.
    read_part_id: ReadPartId,
    /// The `words` that were looked at.
    seen: String,
    /// The right words, one line a paragraph.
    words: String,
    /// Anything to be said, up to 500 characters.
    note: Option<String>,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct ReadPartMendPayload {
    /// As it stands now; null when there are problems.
    read_part: Option<ReadPart>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Deciding what waits.
#[derive(Default)]
pub struct OriginalMutation;

#[Object]
impl OriginalMutation {
    /// Says that a part was read rightly. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn read_part_accept(
        &self,
        ctx: &Context<'_>,
        input: ReadPartAcceptInput,
    ) -> async_graphql::Result<ReadPartAcceptPayload> {
        let note = input.note.unwrap_or_default();
        let decision = Decision { id: input.read_part_id, seen: input.seen, mended: None, note };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::decide(cx, decision).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ReadPartAcceptPayload { read_part: row.map(ReadPart), problems })
    }

    /// Mends a part of a text: the text changes, and whatever rests on it is looked at again. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn read_part_mend(
        &self,
        ctx: &Context<'_>,
        input: ReadPartMendInput,
    ) -> async_graphql::Result<ReadPartMendPayload> {
        let (mended, note) = (Some(input.words), input.note.unwrap_or_default());
        let decision = Decision { id: input.read_part_id, seen: input.seen, mended, note };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::decide(cx, decision).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ReadPartMendPayload { read_part: row.map(ReadPart), problems })
    }
}
