//! The SQL of versions of the rules.

use super::super::entity::version::RankingVersionState;
use super::super::entity::{component, rule, version};
use super::super::rules::RuleBook;
use anyhow::Context;
use chrono::NaiveDate;
use kernel::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

/// Versions, newest first.
pub(in super::super) async fn list(
    db: &impl ConnectionTrait,
    with_drafts: bool,
    limit: u64,
) -> Result<Vec<version::Model>> {
    let mut query = version::Entity::find().order_by_desc(version::Column::Number).limit(limit);
    if !with_drafts {
        query = query.filter(version::Column::State.ne(RankingVersionState::Draft));
    }
    Ok(query.all(db).await?)
}

pub(in super::super) async fn find(
    db: &impl ConnectionTrait,
    number: i32,
) -> Result<Option<version::Model>> {
    Ok(version::Entity::find_by_id(number).one(db).await?)
}

/// The live version, held: whoever scores waits for whoever scores, so that nobody writes what is
/// older than what another has read.
pub(in super::super) async fn live_for_change(tx: &impl ConnectionTrait) -> Result<RuleBook> {
    let query = version::Entity::find().filter(Expr::cust("state = 'LIVE'")).lock_exclusive();
    let found = query.one(tx).await?.context("one version of the rules is live")?;
    whole(tx, found).await
}

/// The live version.
pub(in super::super) async fn live(db: &impl ConnectionTrait) -> Result<RuleBook> {
    let found = version::Entity::find().filter(Expr::cust("state = 'LIVE'")).one(db).await?;
    whole(db, found.context("one version of the rules is live")?).await
}

/// The number of the live version.
pub(in super::super) async fn live_number(db: &impl ConnectionTrait) -> Result<i32> {
    let found = version::Entity::find().filter(Expr::cust("state = 'LIVE'")).one(db).await?;
    Ok(found.context("one version of the rules is live")?.number)
}

/// The version that held at the end of a day; none before the first.
pub(in super::super) async fn on(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<Option<RuleBook>> {
    let query = version::Entity::find()
        .filter(version::Column::HoldsFrom.lte(day))
        .order_by_desc(version::Column::HoldsFrom)
        .order_by_desc(version::Column::Number);
    match query.one(db).await? {
        Some(found) => Ok(Some(whole(db, found).await?)),
        None => Ok(None),
    }
}

/// A version with its components and rules.
pub(in super::super) async fn whole(
    db: &impl ConnectionTrait,
    version: version::Model,
) -> Result<RuleBook> {
    let components =
        component::Entity::find().filter(component::Column::Version.eq(version.number)).all(db);
    let mut components = components.await?;
    components.sort_by_key(|it| it.component);
    let rules = rule::Entity::find().filter(rule::Column::Version.eq(version.number)).all(db);
    let rules = rules.await?.into_iter().map(|it| (it.code.clone(), it)).collect();
    Ok(RuleBook { version, components, rules })
}

/// A version that is about to be changed.
pub(in super::super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    number: i32,
) -> Result<Option<version::Model>> {
    Ok(version::Entity::find_by_id(number).lock_exclusive().one(tx).await?)
}

/// The highest number, and how many drafts there are.
pub(in super::super) async fn figures(db: &impl ConnectionTrait) -> Result<(i32, u64)> {
    let newest = version::Entity::find().order_by_desc(version::Column::Number).one(db).await?;
    let drafts = version::Column::State.eq(RankingVersionState::Draft);
    let drafts = version::Entity::find().filter(drafts).count(db).await?;
    Ok((newest.map_or(0, |it| it.number), drafts))
}

/// Writes a version with its components and rules.
pub(in super::super) async fn insert(tx: &impl ConnectionTrait, book: RuleBook) -> Result<()> {
    version::Entity::insert(book.version.into_active_model()).exec_without_returning(tx).await?;
    let components = book.components.into_iter().map(IntoActiveModel::into_active_model);
    component::Entity::insert_many(components).exec_without_returning(tx).await?;
    let rules = book.rules.into_values().map(IntoActiveModel::into_active_model);
    rule::Entity::insert_many(rules).exec_without_returning(tx).await?;
    Ok(())
}

pub(in super::super) async fn update(tx: &impl ConnectionTrait, row: version::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Forgets a draft.
pub(in super::super) async fn delete(tx: &impl ConnectionTrait, number: i32) -> Result<()> {
    rule::Entity::delete_many().filter(rule::Column::Version.eq(number)).exec(tx).await?;
    let components = component::Column::Version.eq(number);
    component::Entity::delete_many().filter(components).exec(tx).await?;
    version::Entity::delete_by_id(number).exec(tx).await?;
    Ok(())
}
