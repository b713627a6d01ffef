//! The SQL of laws and articles: finding and listing. Writing is in `write`.

mod write;

pub(crate) use write::update;
pub(super) use write::{delete_articles, insert, insert_articles, set_superseded, set_words};

use super::entity::{article, law};
use super::rules::fields::LawDomain;
use super::rules::{LawKind, LawLevel, LawStatus, fields};
use chrono::NaiveDate;
use kernel::id::LawId;
use kernel::{Cursor, Page, RegionCode, Result, Slice};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use std::collections::HashMap;

/// Which laws a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub(crate) kind: Option<LawKind>,
    pub(crate) status: Option<LawStatus>,
    pub(crate) region: Option<RegionCode>,
    pub(crate) level: Option<LawLevel>,
    pub(crate) domain: Option<LawDomain>,
    pub(crate) industry: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) since: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
}

/// All dated texts of a law, the newest first.
pub(crate) async fn find_texts(db: &impl ConnectionTrait, slug: &str) -> Result<Vec<law::Model>> {
    let query = law::Entity::find()
        .filter(law::Column::Slug.eq(slug))
        .order_by_desc(law::Column::VersionOn);
    Ok(query.all(db).await?)
}

/// All dated texts of several laws, by slug, the newest first.
pub(crate) async fn find_texts_of(
    db: &impl ConnectionTrait,
    slugs: &[String],
) -> Result<HashMap<String, Vec<law::Model>>> {
    let query = law::Entity::find()
        .filter(law::Column::Slug.is_in(slugs.iter().cloned()))
        .order_by_desc(law::Column::VersionOn);
    let mut texts: HashMap<String, Vec<law::Model>> = HashMap::new();
    for row in query.all(db).await? {
        texts.entry(row.slug.clone()).or_default().push(row);
    }
    Ok(texts)
}

/// Dated texts by their ids.
pub(crate) async fn find_all(db: &impl ConnectionTrait, ids: &[LawId]) -> Result<Vec<law::Model>> {
    let query = law::Entity::find().filter(law::Column::Id.is_in(ids.iter().cloned()));
    Ok(query.all(db).await?)
}

/// All ids after one, in order; for rebuilding the index.
pub(crate) async fn ids_after(
    db: &impl ConnectionTrait,
    after: &str,
    limit: u64,
) -> Result<Vec<LawId>> {
    let query = law::Entity::find()
        .select_only()
        .column(law::Column::Id)
        .filter(law::Column::Id.gt(after))
        .order_by_asc(law::Column::Id)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// The list of dated texts, the newest vote first.
pub(crate) async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    today: NaiveDate,
    page: &Page,
) -> Result<Slice<law::Model>> {
    let mut query = law::Entity::find()
        .filter(matching(filter, today))
        .order_by_desc(law::Column::VersionOn)
        .order_by_asc(law::Column::Id);
    if let Some(after) = &page.after {
        let [day, id] = after.keys::<2>()?;
        let day: NaiveDate = day.parse().map_err(|_| kernel::page::bad_cursor())?;
        let same_day = Condition::all()
            .add(law::Column::VersionOn.eq(day))
            .add(law::Column::Id.gt(id.as_str()));
        query = query.filter(Condition::any().add(law::Column::VersionOn.lt(day)).add(same_day));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.version_on, &it.id])))
}

/// How many dated texts the whole list has.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    filter: &Filter,
    today: NaiveDate,
) -> Result<i64> {
    let count = law::Entity::find().filter(matching(filter, today)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn matching(filter: &Filter, today: NaiveDate) -> Condition {
    let mut all = Condition::all();
    if let Some(kind) = filter.kind {
        all = all.add(law::Column::Kind.eq(kind));
    }
    if let Some(status) = filter.status {
        all = all.add(standing(status, today));
    }
    if let Some(region) = &filter.region {
        all = all.add(law::Column::RegionCode.starts_with(region.as_str()));
    }
    if let Some(level) = filter.level {
        all = all.add(of_level(level));
    }
    if let Some(domain) = filter.domain {
        all = all.add(law::Column::Domain.eq(domain));
    }
    if let Some(industry) = &filter.industry {
        all = all.add(law::Column::Industry.eq(industry.as_str()));
    }
    if let Some(issuer) = &filter.issuer {
        all = all.add(law::Column::Issuer.contains(issuer.as_str()));
    }
    if let Some(number) = &filter.number {
        let forms = fields::number_forms(number);
        let any = |any: Condition, it: String| any.add(law::Column::Number.contains(it));
        all = all.add(forms.into_iter().fold(Condition::any(), any));
    }
    if let Some(since) = filter.since {
        all = all.add(law::Column::VersionOn.gte(since));
    }
    if let Some(until) = filter.until {
        all = all.add(law::Column::VersionOn.lte(until));
    }
    all
}

/// For how much of the land: by the code of its division.
fn of_level(level: LawLevel) -> Condition {
    use law::Column as C;
    let all = Condition::all();
    match level {
        LawLevel::National => {
            all.add(C::RegionCode.is_null()).add(C::Kind.ne(LawKind::LocalRegulation))
        }
        LawLevel::Province => all.add(Expr::cust("length(region_code) = 2")),
        LawLevel::City => all.add(Expr::cust("length(region_code) > 2")),
    }
}

/// The same decision as [`super::rules::dates::status`], in SQL.
fn standing(status: LawStatus, today: NaiveDate) -> Condition {
    use law::Column as C;
    let has_come = |column: C| column.lte(today);
    let has_not_come = |column: C| Condition::any().add(column.is_null()).add(column.gt(today));
    let all = Condition::all();
    if status == LawStatus::Repealed {
        return all.add(has_come(C::RepealedOn));
    }
    let all = all.add(has_not_come(C::RepealedOn));
    if status == LawStatus::Amended {
        return all.add(has_come(C::SupersededOn));
    }
    let all = all.add(has_not_come(C::SupersededOn));
    match status {
        LawStatus::NotYetInForce => all.add(C::EffectiveOn.gt(today)),
        _ => all.add(has_come(C::EffectiveOn)),
    }
}

/// Articles that contain the words, each with its dated text, the oldest text first.
pub(crate) async fn articles_with(
    db: &impl ConnectionTrait,
    words: &str,
) -> Result<Vec<(article::Model, law::Model)>> {
    let rows = article::Entity::find()
        .find_also_related(law::Entity)
        .filter(article::Column::Text.contains(words))
        .order_by_asc(law::Column::VersionOn)
        .order_by_asc(article::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(article, law)| Some((article, law?))).collect())
}

/// All articles of a dated text, in order.
pub(crate) async fn articles_of(
    db: &impl ConnectionTrait,
    id: &LawId,
) -> Result<Vec<article::Model>> {
    Ok(ordered(id).all(db).await?)
}

/// The article at a place of a dated text.
pub(crate) async fn article_at(
    db: &impl ConnectionTrait,
    id: &LawId,
    position: i32,
) -> Result<Option<article::Model>> {
    let query = article::Entity::find()
        .filter(article::Column::LawId.eq(id.clone()))
        .filter(article::Column::Position.eq(position));
    Ok(query.one(db).await?)
}

/// One page of the articles of a dated text that contain all the words, in order.
pub(crate) async fn page_articles(
    db: &impl ConnectionTrait,
    id: &LawId,
    words: &[String],
    page: &Page,
) -> Result<Slice<article::Model>> {
    let mut query = ordered(id).filter(containing(words));
    if let Some(after) = &page.after {
        let [position] = after.keys::<1>()?;
        let position: i32 = position.parse().map_err(|_| kernel::page::bad_cursor())?;
        query = query.filter(article::Column::Position.gt(position));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.position])))
}

/// How many articles and annexes of a dated text contain all the words.
pub(crate) async fn count_articles(
    db: &impl ConnectionTrait,
    id: &LawId,
    words: &[String],
) -> Result<i64> {
    let count = ordered(id).filter(containing(words)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Every number of a dated text with its branches: `(number, branch, position)`, in order.
pub(crate) async fn find_numbered(
    db: &impl ConnectionTrait,
    id: &LawId,
    number: i32,
) -> Result<Vec<article::Model>> {
    Ok(ordered(id).filter(article::Column::Number.eq(number)).all(db).await?)
}

/// The nearest numbered article before or after a place, branches and annexes passed over.
pub(crate) async fn find_neighbour(
    db: &impl ConnectionTrait,
    from: &article::Model,
    is_next: bool,
) -> Result<Option<article::Model>> {
    use article::Column as C;
    let query = article::Entity::find()
        .filter(C::LawId.eq(from.law_id.clone()))
        .filter(C::Branch.eq(0))
        .filter(C::Number.gt(0));
    let query = if is_next {
        query.filter(C::Position.gt(from.position)).order_by_asc(C::Position)
    } else {
        query.filter(C::Position.lt(from.position)).order_by_desc(C::Position)
    };
    Ok(query.one(db).await?)
}

fn containing(words: &[String]) -> Condition {
    let one = |it: &String| article::Column::Text.contains(it.as_str());
    words.iter().map(one).fold(Condition::all(), Condition::add)
}

fn ordered(id: &LawId) -> Select<article::Entity> {
    article::Entity::find()
        .filter(article::Column::LawId.eq(id.clone()))
        .order_by_asc(article::Column::Position)
}

/// How many dated texts, how many of them in force, how many articles.
pub(crate) async fn figures(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<(i64, i64, i64)> {
    let in_force = Filter { status: Some(LawStatus::InForce), ..Filter::default() };
    let articles: Option<Option<i64>> = law::Entity::find()
        .select_only()
        .column_as(law::Column::ArticleCount.sum(), "articles")
        .into_tuple()
        .one(db)
        .await?;
    Ok((
        count(db, &Filter::default(), today).await?,
        count(db, &in_force, today).await?,
        articles.flatten().unwrap_or(0),
    ))
}

/// The plain articles, branches aside, of these texts and numbers.
pub(super) async fn find_plain(
    db: &impl ConnectionTrait,
    wanted: &[(LawId, i32)],
) -> Result<Vec<article::Model>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let one = |(law, number): &(LawId, i32)| {
        Condition::all()
            .add(article::Column::LawId.eq(law.clone()))
            .add(article::Column::Number.eq(*number))
            .add(article::Column::Branch.eq(0))
    };
    let any = wanted.iter().map(one).fold(Condition::any(), Condition::add);
    Ok(article::Entity::find().filter(any).all(db).await?)
}

/// Texts that an older program wrote, of which less was read.
pub(crate) async fn unread(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<law::Model>> {
    let query = law::Entity::find()
        .filter(law::Column::Domain.is_null())
        .order_by_asc(law::Column::Id)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// The regions that texts are made for.
pub(super) async fn regions(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let query = law::Entity::find()
        .select_only()
        .column(law::Column::RegionCode)
        .distinct()
        .filter(law::Column::RegionCode.is_not_null())
        .limit(1_000);
    Ok(query.into_tuple().all(db).await?)
}
