//! Relations as GraphQL shows them: what an article cites, who cites it, what became of its words.

use super::entity::Model;
use super::rules::{self, Part, RelationKind};
use super::store;
use crate::policies::entity::article;
use crate::policies::entity::law::Model as LawModel;
use crate::policies::graphql::article::Article;
use crate::policies::graphql::law::{Law, current, texts_of, today};
use crate::policies::rules::{LawStatus, dates, differences, naming};
use crate::successions::{self, Succession};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Enum, Object, SimpleObject};
use kernel::id::LawId;
use platform::Db;
use platform::graphql::{Shown, context};
use std::collections::{BTreeSet, HashMap};

/// The most articles that are shown citing one.
const CITING: usize = 50;
/// The most explanations and cases that are shown beside one.
const EXPLAINING: usize = 20;
/// The most relations of a law as a whole that are shown each way.
const OF_LAW: u64 = 60;

/// What became of the words that were cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum CitationChange {
    /// The words that were meant are in force.
    Unchanged,
    /// A newer text has other words there, or none.
    Amended,
    /// The law that was meant is repealed.
    Repealed,
    /// We have no text of that time, or none at all.
    Unknown,
}

/// A reference in an article (引用).
pub struct Citation {
    row: Model,
    citing: Law,
}

impl Citation {
    fn part(&self) -> Part {
        let number = |it: i32| u32::try_from(it).unwrap_or(0);
        Part {
            number: number(self.row.number),
            branch: number(self.row.branch),
            last: number(self.row.last_number),
            paragraph: self.row.paragraph.map(number),
            item: self.row.item.map(number),
        }
    }

    /// The text that was meant, and whether we have the one of that time.
    async fn meant(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<(Law, bool)>> {
        if self.row.slug == self.citing.0.slug {
            return Ok(Some((self.citing.clone(), true)));
        }
        let texts = texts_of(ctx, &self.row.slug).await?;
        let days: Vec<_> = texts.iter().map(|it| it.0.days()).collect();
        let found = rules::meant(&days, self.citing.0.version_on);
        Ok(found.map(|(at, is_exact)| (texts[at].clone(), is_exact)))
    }

    /// The words of the article in a text; none where it has no such article.
    async fn words(&self, ctx: &Context<'_>, law: &Law) -> async_graphql::Result<Option<String>> {
        let key = ArticleAt(law.0.id.clone(), self.row.number, self.row.branch);
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        Ok(loader.load_one(key).await?.map(|it| it.text))
    }
}

#[Object]
impl Citation {
    /// How the citing text stands to the other.
    async fn kind(&self) -> RelationKind {
        self.row.kind
    }

    /// Where the reference begins in the words of the article, in characters.
    async fn start(&self) -> i32 {
        self.row.starts_at
    }

    /// Where it ends, in characters.
    async fn end(&self) -> i32 {
        self.row.ends_at
    }

    /// What of the other law is meant, as laws write it: 第十二条第二款. Empty for the whole.
    async fn label(&self) -> String {
        self.part().label()
    }

    /// The dated text that was valid when the citing one was made, else the oldest we have. Null when
    /// we have none of that law.
    async fn law(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Law>> {
        Ok(self.meant(ctx).await?.map(|it| it.0))
    }

    /// Where those words can be read; null when we have no text of that law, or the text has no
    /// such article.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some((law, _)) = self.meant(ctx).await? else { return Ok(None) };
        if self.row.number > 0 && self.words(ctx, &law).await?.is_none() {
            return Ok(None);
        }
        let url = naming::article_url(&law.0.slug, law.dated(ctx).await?, self.row.number);
        Ok(Some(format!("{url}{}", naming::anchor(self.row.paragraph, self.row.item))))
    }

    /// What became of the words since.
    async fn change(&self, ctx: &Context<'_>) -> async_graphql::Result<CitationChange> {
        let Some((law, is_exact)) = self.meant(ctx).await? else {
            return Ok(CitationChange::Unknown);
        };
        let day = today(ctx);
        if dates::status(&law.0.days(), day) == LawStatus::Repealed {
            return Ok(CitationChange::Repealed);
        }
        if !is_exact {
            return Ok(CitationChange::Unknown);
        }
        let texts = texts_of(ctx, &law.0.slug).await?;
        let Some(now) = current(ctx, &texts).filter(|it| it.0.version_on > law.0.version_on) else {
            return Ok(CitationChange::Unchanged);
        };
        if self.row.number == 0 {
            return Ok(CitationChange::Amended);
        }
        let (then, now) = (self.words(ctx, &law).await?, self.words(ctx, now).await?);
        let is_same =
            then.zip(now).is_some_and(|(then, now)| differences::are_same_words(&then, &now));
        Ok(if is_same { CitationChange::Unchanged } else { CitationChange::Amended })
    }

    /// Where what holds today can be read, when that is another text than the one meant. Null when it
    /// is the same, or when we do not know.
    async fn current_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let Some((law, _)) = self.meant(ctx).await? else { return Ok(None) };
        let is_repealed = dates::status(&law.0.days(), today(ctx)) == LawStatus::Repealed;
        if is_repealed && self.row.number > 0 {
            let old = (law.0.slug.clone(), self.row.number, self.row.branch);
            let after = successions::of_old(ctx, old).await?;
            return Ok(after.first().map(Succession::new_url));
        }
        let other = match is_repealed {
            true => match &law.0.repealed_by {
                Some(title) => current(ctx, &texts_of(ctx, &naming::slug(title)).await?).cloned(),
                None => None,
            },
            false => current(ctx, &texts_of(ctx, &law.0.slug).await?).cloned(),
        };
        let Some(other) = other.filter(|it| it.0.id != law.0.id) else { return Ok(None) };
        let number = if is_repealed { 0 } else { self.row.number };
        Ok(Some(naming::article_url(&other.0.slug, other.dated(ctx).await?, number)))
    }
}

/// An article that cites another.
#[derive(SimpleObject)]
pub struct Citing {
    /// Which.
    pub article: Article,
    /// What it means of the other: 第十二条第二款.
    pub label: String,
    /// Whether it was written when an older text than the one looked at was in force.
    pub is_older: bool,
}

/// How another text stands to a law, or the law to it (关系).
#[derive(SimpleObject)]
pub struct LawRelation {
    /// How.
    pub kind: RelationKind,
    /// Whether the other text says so of this law; false when this law says it of the other.
    pub is_incoming: bool,
    /// The other law's title, or its name where we have no text of it.
    pub title: String,
    /// Its public page; null where we have no text of it.
    pub url: Option<String>,
}

/// What became of an article from one text to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum ArticleChange {
    /// The first text we have of the law.
    First,
    /// The same words as in the text before.
    Same,
    /// Other words than in the text before.
    Changed,
    /// The text before had no such article.
    Added,
    /// The text has no such article.
    Absent,
}

/// An article number in one of a law's dated texts (沿革).
#[derive(SimpleObject)]
pub struct ArticleVersion {
    /// The dated text.
    pub law: Law,
    /// The article there; null when it has none of that number.
    pub article: Option<Article>,
    /// Against the text before it.
    pub change: ArticleChange,
}

/// The references in an article, in their order.
pub(crate) async fn citations_of(
    ctx: &Context<'_>,
    article: &Article,
) -> async_graphql::Result<Vec<Citation>> {
    let key = ReferencesOf(article.law.0.id.clone(), article.row.position);
    let rows = ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?.unwrap_or_default();
    Ok(rows.into_iter().map(|row| Citation { row, citing: article.law.clone() }).collect())
}

/// The articles of law that cite an article, see [`citing_of`].
pub(crate) async fn citing(
    ctx: &Context<'_>,
    article: &Article,
) -> async_graphql::Result<Vec<Citing>> {
    citing_of(ctx, article, false).await
}

/// What explains an article and is not law: it may cite an older text of it.
pub(crate) async fn explaining(
    ctx: &Context<'_>,
    article: &Article,
) -> async_graphql::Result<Vec<Citing>> {
    let mut found = citing_of(ctx, article, true).await?;
    found.truncate(EXPLAINING);
    Ok(found)
}

/// The articles that cite an article: those that meant this text or, for the text in force, an
/// older one. Once for each citing article, texts in force first.
async fn citing_of(
    ctx: &Context<'_>,
    article: &Article,
    is_about_law: bool,
) -> async_graphql::Result<Vec<Citing>> {
    let (db, _) = context(ctx);
    let (law, number) = (&article.law.0, article.row.number);
    if number == 0 {
        return Ok(Vec::new());
    }
    let rows = store::citing_article(db.read(), &law.slug, number).await.shown()?;
    let texts = texts_of(ctx, &law.slug).await?;
    let days: Vec<_> = texts.iter().map(|it| it.0.days()).collect();
    let is_current = current(ctx, &texts).is_some_and(|it| it.0.id == law.id);
    let today = today(ctx);
    let mut chosen: Vec<(Model, LawModel, bool)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (row, by) in rows {
        if by.kind.is_no_law() != is_about_law {
            continue;
        }
        let is_own = by.slug == law.slug;
        let meant = rules::meant(&days, by.version_on).map(|(at, _)| &texts[at].0.id);
        let is_older = if is_own { by.id != law.id } else { meant != Some(&law.id) };
        // What was written under other words is told on the page of what holds, not on other ones.
        let is_left_out = is_older && (is_own || !is_current);
        let is_bygone = by.superseded_on.is_some_and(|it| it <= today);
        if is_left_out || (is_current && is_bygone) {
            continue;
        }
        if seen.insert((by.slug.clone(), row.position)) {
            chosen.push((row, by, is_older));
        }
    }
    let order = |by: &LawModel| dates::status(&by.days(), today) != LawStatus::InForce;
    chosen.sort_by_key(|(_, by, _)| order(by));
    chosen.truncate(CITING);
    let keys: Vec<_> = chosen.iter().map(|(row, ..)| (row.law_id.clone(), row.position)).collect();
    let found = store::articles_in(db.read(), &keys).await.shown()?;
    let mut found: HashMap<(LawId, i32), article::Model> =
        found.into_iter().map(|it| ((it.law_id.clone(), it.position), it)).collect();
    let shown = chosen.into_iter().filter_map(|(row, by, is_older)| {
        let words = found.remove(&(row.law_id.clone(), row.position))?;
        let law = Law::of(by);
        let label = Citation { row, citing: law.clone() }.part().label();
        Some(Citing { article: Article { row: words, law }, label, is_older })
    });
    Ok(shown.collect())
}

/// How a law as a whole stands to others, and others to it.
pub(crate) async fn law_relations(
    ctx: &Context<'_>,
    law: &Law,
) -> async_graphql::Result<Vec<LawRelation>> {
    let (db, _) = context(ctx);
    let mut relations = Vec::new();
    let mut seen = BTreeSet::new();
    for row in store::of_law(db.read(), &law.0.id, OF_LAW).await.shown()? {
        if !seen.insert((format!("{:?}", row.kind), row.slug.clone())) {
            continue;
        }
        let (kind, slug) = (row.kind, row.slug.clone());
        let meant = Citation { row, citing: law.clone() }.meant(ctx).await?.map(|it| it.0);
        let (title, url) = match meant {
            Some(it) => (it.0.title.clone(), Some(naming::law_url(&slug, it.dated(ctx).await?))),
            None => (slug, None),
        };
        relations.push(LawRelation { kind, is_incoming: false, title, url });
    }
    for (row, by) in store::about_law(db.read(), &law.0.slug, OF_LAW).await.shown()? {
        if by.slug == law.0.slug || !seen.insert((format!("<{:?}", row.kind), by.slug.clone())) {
            continue;
        }
        let by = Law::of(by);
        let url = naming::law_url(&by.0.slug, by.dated(ctx).await?);
        let title = by.0.title.clone();
        relations.push(LawRelation { kind: row.kind, is_incoming: true, title, url: Some(url) });
    }
    Ok(relations)
}

/// What an article's number says in every dated text of its law, the oldest first.
pub(crate) async fn history_of(
    ctx: &Context<'_>,
    article: &Article,
) -> async_graphql::Result<Vec<ArticleVersion>> {
    let mut texts = texts_of(ctx, &article.law.0.slug).await?;
    texts.reverse();
    let key = |law: &Law| ArticleAt(law.0.id.clone(), article.row.number, article.row.branch);
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let mut rows = loader.load_many(texts.iter().map(key)).await?;
    let mut versions: Vec<ArticleVersion> = Vec::new();
    let mut before: Option<Option<String>> = None;
    for law in texts {
        let row = rows.remove(&key(&law));
        let words = row.as_ref().map(|it| it.text.clone());
        let change = match (&before, &words) {
            (_, None) => ArticleChange::Absent,
            (None, Some(_)) => ArticleChange::First,
            (Some(None), Some(_)) => ArticleChange::Added,
            (Some(Some(then)), Some(now)) if differences::are_same_words(then, now) => {
                ArticleChange::Same
            }
            _ => ArticleChange::Changed,
        };
        before = Some(words);
        let article = row.map(|row| Article { row, law: law.clone() });
        versions.push(ArticleVersion { law, article, change });
    }
    Ok(versions)
}

/// Key of the loader of an article's references: its text and its place there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReferencesOf(LawId, i32);

#[async_trait::async_trait]
impl Loader<ReferencesOf> for Db {
    type Value = Vec<Model>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ReferencesOf],
    ) -> Result<HashMap<ReferencesOf, Vec<Model>>, Self::Error> {
        let wanted: Vec<_> = keys.iter().map(|it| (it.0.clone(), it.1)).collect();
        let found = store::of_articles(self.read(), &wanted).await.shown()?;
        Ok(found.into_iter().map(|((id, at), rows)| (ReferencesOf(id, at), rows)).collect())
    }
}

/// Key of the loader of articles by their text, number and branch.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArticleAt(pub(crate) LawId, pub(crate) i32, pub(crate) i32);

#[async_trait::async_trait]
impl Loader<ArticleAt> for Db {
    type Value = article::Model;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ArticleAt],
    ) -> Result<HashMap<ArticleAt, article::Model>, Self::Error> {
        let wanted: Vec<_> = keys.iter().map(|it| (it.0.clone(), it.1, it.2)).collect();
        let rows = store::articles_at(self.read(), &wanted).await.shown()?;
        // An annex that repeats a number stands behind the article.
        let rows = rows.into_iter().rev();
        Ok(rows.map(|it| (ArticleAt(it.law_id.clone(), it.number, it.branch), it)).collect())
    }
}
