//! Dated texts of laws.

use super::super::entity::article;
use super::super::entity::law::Model;
use super::super::rules::fields::{self, LawDomain};
use super::super::rules::structure::ContentsEntry;
use super::super::rules::{LawKind, LawStatus, dates, naming};
use super::super::store;
use super::article::Article;
use crate::originals::{self, graphql::LawOriginal};
use crate::relations::{self, LawRelation};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::NaiveDate;
use commons::organisations::Place;
use kernel::id::LawId;
use kernel::{Date, Page, PageLimit};
use platform::Db;
use platform::graphql::{Connection, Shown, Source, context, list_cost};
use std::collections::HashMap;
use std::sync::Arc;

/// A law's page of articles: the longest code of the land has 1,260.
const ARTICLES: PageLimit = PageLimit { default: 50, max: 1_500 };

/// A dated text of a law (法规文本).
#[derive(Clone)]
pub struct Law(pub Arc<Model>);

impl Law {
    pub(crate) fn of(row: Model) -> Self {
        Self(Arc::new(row))
    }

    /// The day its address needs; none when the address without a day leads here.
    pub(crate) async fn dated(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<NaiveDate>> {
        let is_current = match dates::is_current(&self.0.days(), today(ctx)) {
            Some(is_current) => is_current,
            None => {
                let texts = texts_of(ctx, &self.0.slug).await?;
                current(ctx, &texts).is_none_or(|it| it.0.id == self.0.id)
            }
        };
        Ok((!is_current).then_some(self.0.version_on))
    }
}

#[Object]
impl Law {
    /// Which dated text.
    async fn id(&self) -> &LawId {
        &self.0.id
    }

    /// The law, whatever the date of its text: the title without 中华人民共和国, book marks and
    /// blanks, with full-width brackets.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// As published.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// What sort of norm it is.
    async fn kind(&self) -> LawKind {
        self.0.kind
    }

    /// Who made it; null where the source does not say.
    async fn issuer(&self) -> Option<&str> {
        self.0.issuer.as_deref()
    }

    /// 文号; null where the source has none.
    async fn number(&self) -> Option<&str> {
        self.0.number.as_deref()
    }

    /// What it is about, as its title says.
    async fn domain(&self) -> LawDomain {
        self.0.domain.unwrap_or_else(|| fields::domain(&self.0.title))
    }

    /// The division of GB/T 4754 it was made for; null when for all.
    async fn industry(&self) -> Option<&str> {
        self.0.industry.as_deref()
    }

    /// Whether it is only about law (解读, 案例, 知识条目): shown beside the law, and said so.
    async fn is_no_law(&self) -> bool {
        self.0.kind.is_no_law()
    }

    /// Where it holds; null is the whole country, or a place outside 沪苏浙.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }

    /// The day of the law's first vote or order; null where it is not known.
    async fn issued_on(&self) -> Option<Date> {
        self.0.issued_on.map(Date)
    }

    /// The first day this text holds.
    async fn effective_on(&self) -> Option<Date> {
        Some(Date(self.0.effective_on))
    }

    /// The day of the vote or order that made this text.
    async fn version_on(&self) -> Option<Date> {
        Some(Date(self.0.version_on))
    }

    /// The first day the law no longer holds; null when no repeal is known.
    async fn repealed_on(&self) -> Option<Date> {
        self.0.repealed_on.map(Date)
    }

    /// Where the text stands today, or stood on a day; it follows from days alone.
    async fn status(&self, ctx: &Context<'_>, on: Option<Date>) -> LawStatus {
        dates::status(&self.0.days(), on.map_or_else(|| today(ctx), |it| it.0))
    }

    /// The text that took its place: the newer text of the same law, or the law that repealed
    /// it. Null while it holds, or when we have no text of what replaced it.
    async fn replaced_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Law>> {
        match (dates::status(&self.0.days(), today(ctx)), &self.0.repealed_by) {
            (LawStatus::Repealed, Some(title)) => {
                let texts = texts_of(ctx, &naming::slug(title)).await?;
                Ok(current(ctx, &texts).cloned())
            }
            (LawStatus::Amended, _) => {
                let texts = texts_of(ctx, &self.0.slug).await?;
                let newer = texts.into_iter().filter(|it| it.0.version_on > self.0.version_on);
                Ok(newer.min_by_key(|it| it.0.version_on))
            }
            _ => Ok(None),
        }
    }

    /// How many articles our copy has, annexes aside.
    async fn article_count(&self) -> i32 {
        self.0.article_count
    }

    /// Article numbers that our copy lacks.
    async fn missing_articles(&self) -> &[i32] {
        &self.0.missing_articles.0
    }

    /// Who gave our copy.
    async fn source(&self) -> Source {
        Source { name: self.0.source.clone(), taken_on: self.0.source_on }
    }

    /// Its public page. The text in force has the law's plain address, the others carry their
    /// day.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(naming::law_url(&self.0.slug, self.dated(ctx).await?))
    }

    /// The files our copy was read from, the newest first; empty where it came as text.
    #[graphql(complexity = "list_cost(5, 2, child_complexity)")]
    async fn originals(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LawOriginal>> {
        originals::graphql::originals_of(ctx, &self.0.id).await
    }

    /// How many of its articles a machine read and was not sure of, and no person has looked at yet.
    async fn doubtful_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        originals::graphql::open_count(ctx, &self.0.id).await
    }

    /// The whole text line by line, with its headings: for files.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn lines(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<TextLine>> {
        let (db, _) = context(ctx);
        let articles = store::articles_of(db.read(), &self.0.id).await.shown()?;
        Ok(lines(&self.0, &articles))
    }

    /// What it means in practice, in our own words; not the law's text.
    async fn key_points(&self) -> &[String] {
        &self.0.key_points.0
    }

    /// What stands before the first article; null when nothing does.
    async fn preamble(&self) -> Option<&str> {
        self.0.preamble.as_deref()
    }

    /// Its articles and annexes in order; with `containing` those that have all its words, as they
    /// stand.
    #[graphql(complexity = "list_cost(5, first.unwrap_or(50), child_complexity)")]
    async fn articles(
        &self,
        ctx: &Context<'_>,
        containing: Option<String>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Article>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(ARTICLES, first, after.as_deref()).shown()?;
        let words = naming::words_in(containing.as_deref().unwrap_or_default());
        let rows = store::page_articles(db.read(), &self.0.id, &words, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count_articles(db.read(), &self.0.id, &words).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(|row| Article { row, law: self.clone() }), total))
    }

    /// Its contents: parts, chapters and sections with their first article.
    async fn contents(&self) -> Vec<Entry> {
        self.0.contents.0.iter().cloned().map(Entry).collect()
    }

    /// How it stands to other laws as a whole, and they to it: what it was made under, what it repeals,
    /// who explains it. Read from the words.
    #[graphql(complexity = "list_cost(5, 10, child_complexity)")]
    async fn relations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LawRelation>> {
        relations::law_relations(ctx, self).await
    }

    /// All dated texts of the law that we have, the newest first, this one included.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn versions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Law>> {
        texts_of(ctx, &self.0.slug).await
    }
}

/// What a line of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TextLineKind {
    /// The title.
    Title,
    /// A heading: 编, 章, 节.
    Heading,
    /// The first line of an article, with its label.
    Article,
    /// A further paragraph.
    Text,
}

/// A line of a whole text.
#[derive(SimpleObject)]
pub struct TextLine {
    /// What it is.
    kind: TextLineKind,
    /// The words.
    text: String,
}

fn lines(law: &Model, articles: &[article::Model]) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let mut add = |kind, text: &str| lines.push(TextLine { kind, text: text.to_owned() });
    add(TextLineKind::Title, &law.title);
    for line in law.preamble.iter().flat_map(|it| it.lines()) {
        add(TextLineKind::Text, line);
    }
    let mut before: [Option<&str>; 3] = [None; 3];
    for article in articles {
        let path = [&article.part, &article.chapter, &article.section].map(|it| it.as_deref());
        let changed = (0..3).find(|at| before[*at] != path[*at]).unwrap_or(3);
        for heading in path[changed..].iter().flatten() {
            add(TextLineKind::Heading, heading);
        }
        before = path;
        let mut words = article.text.lines();
        let first = words.next().unwrap_or_default();
        add(TextLineKind::Article, format!("{}　{first}", article.label).trim_end());
        words.for_each(|it| add(TextLineKind::Text, it));
    }
    lines
}

/// A line of a law's contents.
pub struct Entry(ContentsEntry);

/// A line of a law's contents.
#[Object(name = "ContentsEntry")]
impl Entry {
    /// How deep it stands, from 1 for the highest level this law has.
    async fn level(&self) -> i32 {
        self.0.level
    }

    /// The heading.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The first article under it; null when only an annex stands there.
    async fn first_article(&self) -> Option<i32> {
        self.0.first_article
    }
}

pub(crate) fn today(ctx: &Context<'_>) -> NaiveDate {
    context(ctx).0.clock().today()
}

/// The text a reader means who names no day.
pub(crate) fn current<'t>(ctx: &Context<'_>, texts: &'t [Law]) -> Option<&'t Law> {
    let days: Vec<_> = texts.iter().map(|it| it.0.days()).collect();
    texts.get(dates::current(&days, today(ctx))?)
}

/// All dated texts of a law, the newest first; empty when we have none.
pub(crate) async fn texts_of(ctx: &Context<'_>, slug: &str) -> async_graphql::Result<Vec<Law>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(TextsOf(slug.to_owned())).await?.unwrap_or_default())
}

/// Key of the loader of a law's dated texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextsOf(String);

#[async_trait::async_trait]
impl Loader<TextsOf> for Db {
    type Value = Vec<Law>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[TextsOf]) -> Result<HashMap<TextsOf, Vec<Law>>, Self::Error> {
        let slugs: Vec<String> = keys.iter().map(|it| it.0.clone()).collect();
        let texts = store::find_texts_of(self.read(), &slugs).await.shown()?;
        let laws = |rows: Vec<Model>| rows.into_iter().map(Law::of).collect();
        Ok(texts.into_iter().map(|(slug, rows)| (TextsOf(slug), laws(rows))).collect())
    }
}
