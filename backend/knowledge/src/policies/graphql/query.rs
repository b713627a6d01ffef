//! Reading the law library.

use super::super::rules::{LawKind, LawStatus, naming};
use super::super::store;
use super::article::Article;
use super::law::{Law, current, texts_of, today};
use async_graphql::{Context, InputObject, Object};
use kernel::{Page, PageLimit, RegionCode};
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
}

/// Reading the law library.
#[derive(Default)]
pub struct PolicyQuery;

#[Object]
impl PolicyQuery {
    /// One law by its slug or title: the text in force today, else the newest. With a day behind
    /// it (`环境保护法@2014-04-24`) the text of that day. Null when we have none.
    #[graphql(guard = "Public")]
    async fn law(&self, ctx: &Context<'_>, slug: String) -> async_graphql::Result<Option<Law>> {
        find(ctx, &slug).await
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
        let filter = filter.unwrap_or_default();
        let filter =
            store::Filter { kind: filter.kind, status: filter.status, region: filter.region };
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
    ) -> async_graphql::Result<Option<Article>> {
        let Some(law) = find(ctx, &law).await?.filter(|_| number > 0) else { return Ok(None) };
        let (db, _) = context(ctx);
        let rows = store::find_numbered(db.read(), &law.0.id, number).await.shown()?;
        let row = rows.into_iter().min_by_key(|it| (it.branch, it.position));
        Ok(row.map(|row| Article { row, law }))
    }
}

async fn find(ctx: &Context<'_>, reference: &str) -> async_graphql::Result<Option<Law>> {
    let Some((slug, version_on)) = naming::parse_reference(reference) else { return Ok(None) };
    let texts = texts_of(ctx, &slug).await?;
    Ok(match version_on {
        Some(day) => texts.into_iter().find(|it| it.0.version_on == day),
        None => current(ctx, &texts).cloned(),
    })
}
