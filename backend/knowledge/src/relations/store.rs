//! The SQL of relations.

use super::entity::{Column, Entity, Model};
use crate::policies::entity::{article, law};
use kernel::Result;
use kernel::id::LawId;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::{BTreeSet, HashMap};

/// Rows of one statement: twelve columns each, below the 32,766 variables SQLite allows.
const ROWS_PER_STATEMENT: usize = 1_000;
/// The most rows that are read to say who cites an article.
pub(crate) const CITING_ROWS: u64 = 300;

/// Puts what a text says now in the place of what it said before.
pub(crate) async fn replace(tx: &impl ConnectionTrait, id: &LawId, rows: Vec<Model>) -> Result<()> {
    Entity::delete_many().filter(Column::LawId.eq(id.clone())).exec(tx).await?;
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(ROWS_PER_STATEMENT);
        Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What some articles say: rows in their order, by text and position.
pub(crate) async fn of_articles(
    db: &impl ConnectionTrait,
    keys: &[(LawId, i32)],
) -> Result<HashMap<(LawId, i32), Vec<Model>>> {
    let ids: BTreeSet<LawId> = keys.iter().map(|it| it.0.clone()).collect();
    let positions: BTreeSet<i32> = keys.iter().map(|it| it.1).collect();
    let query = Entity::find()
        .filter(Column::LawId.is_in(ids))
        .filter(Column::Position.is_in(positions))
        .order_by_asc(Column::Place);
    let mut found: HashMap<(LawId, i32), Vec<Model>> = HashMap::new();
    for row in query.all(db).await? {
        found.entry((row.law_id.clone(), row.position)).or_default().push(row);
    }
    Ok(found)
}

/// Who says something of an article, the newest texts first.
pub(crate) async fn citing_article(
    db: &impl ConnectionTrait,
    slug: &str,
    number: i32,
) -> Result<Vec<(Model, law::Model)>> {
    let meant = Condition::all()
        .add(Column::Slug.eq(slug))
        .add(Column::Number.gt(0))
        .add(Column::Number.lte(number))
        .add(Column::LastNumber.gte(number));
    citing(db, meant, CITING_ROWS).await
}

/// Who stands how to a law as a whole, the newest texts first; mere mentions left out.
pub(crate) async fn about_law(
    db: &impl ConnectionTrait,
    slug: &str,
    limit: u64,
) -> Result<Vec<(Model, law::Model)>> {
    let meant = Condition::all()
        .add(Column::Slug.eq(slug))
        .add(Column::Number.eq(0))
        .add(Column::Kind.ne(super::rules::RelationKind::Cites));
    citing(db, meant, limit).await
}

async fn citing(
    db: &impl ConnectionTrait,
    meant: Condition,
    limit: u64,
) -> Result<Vec<(Model, law::Model)>> {
    let rows = Entity::find()
        .find_also_related(law::Entity)
        .filter(meant)
        .order_by_desc(law::Column::VersionOn)
        .order_by_asc(Column::LawId)
        .order_by_asc(Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(row, law)| Some((row, law?))).collect())
}

/// What a text says of other laws as a whole, mere mentions left out.
pub(crate) async fn of_law(
    db: &impl ConnectionTrait,
    id: &LawId,
    limit: u64,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::LawId.eq(id.clone()))
        .filter(Column::Kind.ne(super::rules::RelationKind::Cites))
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Place)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Articles of several texts by number and branch.
pub(crate) async fn articles_at(
    db: &impl ConnectionTrait,
    keys: &[(LawId, i32, i32)],
) -> Result<Vec<article::Model>> {
    let ids: BTreeSet<LawId> = keys.iter().map(|it| it.0.clone()).collect();
    let numbers: BTreeSet<i32> = keys.iter().map(|it| it.1).collect();
    let query = article::Entity::find()
        .filter(article::Column::LawId.is_in(ids))
        .filter(article::Column::Number.is_in(numbers));
    Ok(query.all(db).await?)
}

/// Articles of several texts by position.
pub(crate) async fn articles_in(
    db: &impl ConnectionTrait,
    keys: &[(LawId, i32)],
) -> Result<Vec<article::Model>> {
    let ids: BTreeSet<LawId> = keys.iter().map(|it| it.0.clone()).collect();
    let positions: BTreeSet<i32> = keys.iter().map(|it| it.1).collect();
    let query = article::Entity::find()
        .filter(article::Column::LawId.is_in(ids))
        .filter(article::Column::Position.is_in(positions));
    Ok(query.all(db).await?)
}
