//! Successions as GraphQL shows them.

use super::actions;
use super::entity::Model;
use super::rules::{self, SuccessionState};
use super::store;
use crate::policies::graphql::article::Article;
use crate::policies::graphql::comparison::{TextPiece, pieces};
use crate::policies::graphql::law::{current, texts_of};
use crate::policies::rules::naming;
use crate::relations::ArticleAt;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::SuccessionId;
use kernel::{Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{
    Connection, Needs, Public, Shown, context, in_transaction, list_cost, split,
};
use std::collections::{HashMap, HashSet};

/// A page of successions: a moderator decides up to a hundred at once.
const PAGE: PageLimit = PageLimit { default: 20, max: 100 };

/// An article by the name of its law, its number and branch.
type Place = (String, i32, i32);

/// The number and branch of an older article, and of the newer one.
pub(crate) type Pair = ((i32, i32), (i32, i32));

/// That an article of a newer law took the place of one of a repealed law (条文承接).
#[derive(Clone)]
pub struct Succession(Model);

impl Succession {
    pub(crate) fn new_url(&self) -> String {
        naming::article_url(&self.0.new_slug, None, self.0.new_number)
    }

    async fn article(
        ctx: &Context<'_>,
        slug: &str,
        number: i32,
        branch: i32,
    ) -> async_graphql::Result<Option<Article>> {
        let texts = texts_of(ctx, slug).await?;
        let Some(law) = current(ctx, &texts) else { return Ok(None) };
        let key = ArticleAt(law.0.id.clone(), number, branch);
        let row = ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?;
        Ok(row.map(|row| Article { row, law: law.clone() }))
    }
}

#[Object]
impl Succession {
    /// Which.
    async fn id(&self) -> &SuccessionId {
        &self.0.id
    }

    /// Where it stands: proposed by comparing, confirmed or refused by a moderator.
    async fn state(&self) -> SuccessionState {
        self.0.state
    }

    /// How alike the words are, in percent.
    async fn score_percent(&self) -> i32 {
        (self.0.score_milli + 5) / 10
    }

    /// 1 for the most alike of the candidates of the older article.
    async fn rank(&self) -> i32 {
        self.0.rank
    }

    /// The article of the repealed law; null when our text of it has no such article any more.
    async fn before(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Article>> {
        Self::article(ctx, &self.0.old_slug, self.0.old_number, self.0.old_branch).await
    }

    /// The article that took its place; null when our text has no such article any more.
    async fn after(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Article>> {
        Self::article(ctx, &self.0.new_slug, self.0.new_number, self.0.new_branch).await
    }

    /// When a moderator decided; null until then.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }

    /// What the moderator said; null when nothing was said.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Both texts in pieces: what is in both, what went, what came. Empty when one of them is gone.
    #[graphql(complexity = "list_cost(10, 10, child_complexity)")]
    async fn pieces(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TextPiece>> {
        let it = &self.0;
        let before = Self::article(ctx, &it.old_slug, it.old_number, it.old_branch).await?;
        let after = Self::article(ctx, &it.new_slug, it.new_number, it.new_branch).await?;
        Ok(before
            .zip(after)
            .map_or_else(Vec::new, |(old, new)| pieces(&old.row.text, &new.row.text)))
    }
}

/// What took the place of an article, as reading pages show it.
pub(crate) async fn of_old(
    ctx: &Context<'_>,
    old: Place,
) -> async_graphql::Result<Vec<Succession>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let rows = loader.load_one(SuccessorsOf(old)).await?.unwrap_or_default();
    let is_any_confirmed = rows.iter().any(|it| it.0.state == SuccessionState::Confirmed);
    let shown = rows
        .into_iter()
        .filter(|it| rules::is_shown(it.0.state, it.0.score_milli, is_any_confirmed));
    // Of what was only proposed the most alike one, and others that are alike enough: articles are
    // split as well as moved. What was confirmed is shown whole.
    let told = shown.filter(|it| is_any_confirmed || rules::is_told(it.0.rank, it.0.score_milli));
    Ok(told.take(10).collect())
}

/// Which articles of a repealed law went where in a newer one, as reading pages show it: places of
/// both, in the order of the older law.
pub(crate) async fn pairs(
    ctx: &Context<'_>,
    old_slug: &str,
    new_slug: &str,
) -> async_graphql::Result<Vec<Pair>> {
    let (db, _) = context(ctx);
    let rows = store::all_of_pair(db.read(), old_slug, new_slug).await.shown()?;
    let confirmed: HashSet<(i32, i32)> = rows
        .iter()
        .filter(|it| it.state == SuccessionState::Confirmed)
        .map(|it| (it.old_number, it.old_branch))
        .collect();
    let mut seen = HashSet::new();
    let shown = rows.into_iter().filter(|it| {
        let old = (it.old_number, it.old_branch);
        let is_confirmed = confirmed.contains(&old);
        let is_first = seen.insert(old);
        rules::is_shown(it.state, it.score_milli, is_confirmed) && (is_confirmed || is_first)
    });
    let pair = |it: Model| ((it.old_number, it.old_branch), (it.new_number, it.new_branch));
    Ok(shown.map(pair).collect())
}

/// What an article took the place of, as reading pages show it: only where it is also shown there as
/// the successor.
pub(crate) async fn of_new(
    ctx: &Context<'_>,
    new: Place,
) -> async_graphql::Result<Vec<Succession>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let rows = loader.load_one(PredecessorsOf(new)).await?.unwrap_or_default();
    let mut shown = Vec::new();
    for row in rows {
        let old = (row.0.old_slug.clone(), row.0.old_number, row.0.old_branch);
        if of_old(ctx, old).await?.iter().any(|it| it.0.id == row.0.id) {
            shown.push(row);
        }
    }
    shown.truncate(12);
    Ok(shown)
}

/// Key of the loader of what took the place of an article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SuccessorsOf(Place);

#[async_trait::async_trait]
impl Loader<SuccessorsOf> for Db {
    type Value = Vec<Succession>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[SuccessorsOf],
    ) -> Result<HashMap<SuccessorsOf, Vec<Succession>>, Self::Error> {
        let wanted: Vec<_> = keys.iter().map(|it| (it.0.0.clone(), it.0.1)).collect();
        let mut found: HashMap<SuccessorsOf, Vec<Succession>> = HashMap::new();
        for row in store::of(self.read(), store::Side::Old, &wanted).await.shown()? {
            let key = SuccessorsOf((row.old_slug.clone(), row.old_number, row.old_branch));
            found.entry(key).or_default().push(Succession(row));
        }
        Ok(found)
    }
}

/// Key of the loader of what an article took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PredecessorsOf(Place);

#[async_trait::async_trait]
impl Loader<PredecessorsOf> for Db {
    type Value = Vec<Succession>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[PredecessorsOf],
    ) -> Result<HashMap<PredecessorsOf, Vec<Succession>>, Self::Error> {
        let wanted: Vec<_> = keys.iter().map(|it| (it.0.0.clone(), it.0.1)).collect();
        let mut found: HashMap<PredecessorsOf, Vec<Succession>> = HashMap::new();
        for row in store::of(self.read(), store::Side::New, &wanted).await.shown()? {
            let key = PredecessorsOf((row.new_slug.clone(), row.new_number, row.new_branch));
            found.entry(key).or_default().push(Succession(row));
        }
        Ok(found)
    }
}

/// Which successions.
#[derive(InputObject, Debug, Clone, Default)]
pub struct SuccessionFilter {
    /// Of this repealed law, by its slug or title.
    pub old_law: Option<String>,
    /// Into this law, by its slug or title.
    pub new_law: Option<String>,
    /// Standing so.
    pub state: Option<SuccessionState>,
    /// At least this alike, in percent.
    pub least_percent: Option<i32>,
    /// Only the most alike candidate of each article.
    #[graphql(default)]
    pub best_only: bool,
}

/// Reading successions.
#[derive(Default)]
pub struct SuccessionQuery;

#[Object]
impl SuccessionQuery {
    /// Which articles took the place of which, by the articles of the repealed laws.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn successions(
        &self,
        ctx: &Context<'_>,
        filter: Option<SuccessionFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Succession>> {
        let (db, _) = context(ctx);
        let filter = filter.unwrap_or_default();
        let filter = store::Filter {
            old_slug: filter.old_law.as_deref().map(naming::slug),
            new_slug: filter.new_law.as_deref().map(naming::slug),
            state: filter.state,
            least_milli: filter.least_percent.unwrap_or(0).clamp(0, 100) * 10,
            best_only: filter.best_only,
        };
        let page = Page::from_params(PAGE, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &filter, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &filter).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(Succession), total))
    }
}

/// Decides about successions.
#[derive(InputObject)]
pub struct SuccessionsDecideInput {
    /// Which; at most 100.
    succession_ids: Vec<SuccessionId>,
    /// Whether they are right.
    is_confirmed: bool,
    /// Why, at most 500 characters.
    note: Option<String>,
}

/// How deciding ended.
#[derive(SimpleObject)]
pub struct SuccessionsDecidePayload {
    /// As they stand now; empty when there are problems.
    successions: Vec<Succession>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Deciding.
#[derive(Default)]
pub struct SuccessionMutation;

#[Object]
impl SuccessionMutation {
    /// Says of some proposed successions that they are right, or that they are not. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn successions_decide(
        &self,
        ctx: &Context<'_>,
        input: SuccessionsDecideInput,
    ) -> async_graphql::Result<SuccessionsDecidePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let ids = &input.succession_ids;
                actions::decide(cx, ids, input.is_confirmed, input.note.as_deref()).await
            })
        });
        let (rows, problems) = split(answer.await)?;
        let successions = rows.unwrap_or_default().into_iter().map(Succession).collect();
        Ok(SuccessionsDecidePayload { successions, problems })
    }
}
