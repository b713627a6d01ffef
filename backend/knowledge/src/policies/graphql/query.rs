//! Reading the law library.

use super::super::rules::fields::LawDomain;
use super::super::rules::{LawKind, LawLevel, LawStatus, dates, naming};
use super::super::store;
use super::article::Article;
use super::comparison::{ComparedArticle, LawComparison};
use super::law::{Law, current, texts_of, today};
use async_graphql::{Context, InputObject, Object};
use kernel::{Date, Page, PageLimit, RegionCode};
use platform::graphql::{Connection, Public, Shown, context, list_cost};

/// Which laws.
#[derive(InputObject, Debug, Clone, Default)]
pub struct LawFilter {
    /// Of this sort.
    pub kind: Option<LawKind>,
    /// Standing so today.
    pub status: Option<LawStatus>,
    /// Made for this division or one in it.
    pub region: Option<RegionCode>,
    /// Made for so much of the land.
    pub level: Option<LawLevel>,
    /// About this.
    pub domain: Option<LawDomain>,
    /// Made for this division of GB/T 4754 (two digits).
    pub industry: Option<String>,
    /// Whose maker's name has these words; at most 50 characters of them count.
    pub issuer: Option<String>,
    /// Whose 文号 has these signs, in whatever brackets; at most 50 characters of them count.
    pub number: Option<String>,
    /// Voted on this day or later.
    pub since: Option<Date>,
    /// Voted on this day or earlier.
    pub until: Option<Date>,
}

impl From<LawFilter> for store::Filter {
    fn from(it: LawFilter) -> Self {
        let words = |typed: Option<String>| {
            let plain = typed?.replace(['%', '_', '\\'], "");
            let plain: String = plain.trim().chars().take(50).collect();
            (!plain.is_empty()).then_some(plain)
        };
        Self {
            kind: it.kind,
            status: it.status,
            region: it.region,
            level: it.level,
            domain: it.domain,
            industry: words(it.industry),
            issuer: words(it.issuer),
            number: words(it.number),
            since: it.since.map(|day| day.0),
            until: it.until.map(|day| day.0),
        }
    }
}

/// Reading the law library.
#[derive(Default)]
pub struct PolicyQuery;

#[Object]
impl PolicyQuery {
    /// One law by its slug or title: the text in force today, else the newest. With a day behind
    /// it (`环境保护法@2014-04-24`) the text of that vote. With `on` the text that held on that day, or
    /// the oldest we have when none did. Null when we have none.
    #[graphql(guard = "Public")]
    async fn law(
        &self,
        ctx: &Context<'_>,
        slug: String,
        on: Option<Date>,
    ) -> async_graphql::Result<Option<Law>> {
        find(ctx, &slug, on).await
    }

    /// Dated texts, the newest vote first.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn laws(
        &self,
        ctx: &Context<'_>,
        filter: Option<LawFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Law>> {
        let (db, _) = context(ctx);
        let filter = store::Filter::from(filter.unwrap_or_default());
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &filter, today(ctx), &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &filter, today(ctx)).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(Law::of), total))
    }

    /// One article of a law; the law is named as in `law`. Null when our copy has no such
    /// article.
    #[graphql(guard = "Public")]
    async fn article(
        &self,
        ctx: &Context<'_>,
        law: String,
        number: i32,
        on: Option<Date>,
    ) -> async_graphql::Result<Option<Article>> {
        let Some(law) = find(ctx, &law, on).await?.filter(|_| number > 0) else { return Ok(None) };
        numbered(ctx, law, number).await
    }

    /// Two dated texts side by side; laws are named as in `law`. Within one law articles are matched by
    /// their words, between a repealed law and its successor by what is known of successions. Null when
    /// we lack one of them.
    #[graphql(guard = "Public", complexity = "500 + child_complexity")]
    async fn law_comparison(
        &self,
        ctx: &Context<'_>,
        before: String,
        after: String,
    ) -> async_graphql::Result<Option<LawComparison>> {
        let before = find(ctx, &before, None).await?;
        let Some((before, after)) = before.zip(find(ctx, &after, None).await?) else {
            return Ok(None);
        };
        Ok(Some(LawComparison::of(ctx, before, after).await?))
    }

    /// Two articles side by side; null when we lack one of them.
    #[graphql(guard = "Public")]
    async fn article_comparison(
        &self,
        ctx: &Context<'_>,
        before: ArticlePlace,
        after: ArticlePlace,
    ) -> async_graphql::Result<Option<ComparedArticle>> {
        let mut found = Vec::new();
        for place in [before, after] {
            let Some(law) = find(ctx, &place.law, None).await? else { return Ok(None) };
            found.push(numbered(ctx, law, place.number).await?);
        }
        let (after, before) = (found.pop().flatten(), found.pop().flatten());
        Ok(before.zip(after).map(|(old, new)| ComparedArticle::of(Some(old), Some(new))))
    }
}

/// Which article.
#[derive(InputObject, Debug, Clone)]
pub struct ArticlePlace {
    /// The law, named as in `law`.
    law: String,
    /// The number of the article.
    number: i32,
}

async fn numbered(
    ctx: &Context<'_>,
    law: Law,
    number: i32,
) -> async_graphql::Result<Option<Article>> {
    let (db, _) = context(ctx);
    let rows = store::find_numbered(db.read(), &law.0.id, number).await.shown()?;
    let row = rows.into_iter().min_by_key(|it| (it.branch, it.position));
    Ok(row.map(|row| Article { row, law }))
}

async fn find(
    ctx: &Context<'_>,
    reference: &str,
    on: Option<Date>,
) -> async_graphql::Result<Option<Law>> {
    let Some((slug, version_on)) = naming::parse_reference(reference) else { return Ok(None) };
    let texts = texts_of(ctx, &slug).await?;
    Ok(match (version_on, on) {
        (Some(day), _) => texts.into_iter().find(|it| it.0.version_on == day),
        (None, None) => current(ctx, &texts).cloned(),
        (None, Some(Date(day))) => {
            let days: Vec<_> = texts.iter().map(|it| it.0.days()).collect();
            dates::held_on(&days, day).and_then(|at| texts.into_iter().nth(at))
        }
    })
}
