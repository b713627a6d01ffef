//! The SQL of successions.

use super::entity::{Column, Entity, Model};
use super::rules::SuccessionState;
use crate::policies::entity::law;
use kernel::id::SuccessionId;
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeSet;

/// Rows of one statement: sixteen columns each, below the 32,766 variables SQLite allows.
const ROWS_PER_STATEMENT: usize = 1_000;
/// The most rows that are read of some articles at once: a page has 1,500 with three candidates each.
const AT_ONCE: u64 = 5_000;
/// The most rows of one law: the longest code has 1,260 articles.
const OF_LAW: u64 = 20_000;
/// The most laws that one law repeals and that are compared with it.
const OLD_LAWS: u64 = 60;

/// Which successions a list shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    pub(super) old_slug: Option<String>,
    pub(super) new_slug: Option<String>,
    pub(super) state: Option<SuccessionState>,
    pub(super) least_milli: i32,
    pub(super) best_only: bool,
}

/// The names of the laws that a law has repealed, as far as the library says so.
pub(super) async fn repealed_by(
    db: &impl ConnectionTrait,
    titles: &[String],
) -> Result<BTreeSet<String>> {
    let query = law::Entity::find()
        .select_only()
        .column(law::Column::Slug)
        .distinct()
        .filter(law::Column::RepealedBy.is_in(titles.iter().cloned()))
        .order_by_asc(law::Column::Slug)
        .limit(OLD_LAWS);
    let slugs: Vec<String> = query.into_tuple().all(db).await?;
    Ok(slugs.into_iter().collect())
}

/// Everything kept about a law that repealed others.
pub(super) async fn all_of_new(db: &impl ConnectionTrait, slug: &str) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::NewSlug.eq(slug)).limit(OF_LAW).all(db).await?)
}

/// Everything kept about a repealed law and the one that repealed it, in the order of the older one.
pub(super) async fn all_of_pair(
    db: &impl ConnectionTrait,
    old_slug: &str,
    new_slug: &str,
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::OldSlug.eq(old_slug))
        .filter(Column::NewSlug.eq(new_slug))
        .order_by_asc(Column::OldNumber)
        .order_by_asc(Column::OldBranch)
        .order_by_asc(Column::Rank)
        .limit(OF_LAW);
    Ok(query.all(db).await?)
}

/// On which side of a succession an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Of a repealed law.
    Old,
    /// Of the law that repealed it.
    New,
}

/// What is kept about some articles on one side, the most alike first.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    side: Side,
    articles: &[(String, i32)],
) -> Result<Vec<Model>> {
    let slugs: BTreeSet<&str> = articles.iter().map(|it| it.0.as_str()).collect();
    let numbers: BTreeSet<i32> = articles.iter().map(|it| it.1).collect();
    let query = match side {
        Side::Old => Entity::find()
            .filter(Column::OldSlug.is_in(slugs))
            .filter(Column::OldNumber.is_in(numbers))
            .order_by_asc(Column::Rank),
        Side::New => Entity::find()
            .filter(Column::NewSlug.is_in(slugs))
            .filter(Column::NewNumber.is_in(numbers))
            .order_by_desc(Column::ScoreMilli),
    };
    Ok(query.order_by_asc(Column::Id).limit(AT_ONCE).all(db).await?)
}

/// The list, by the articles of the repealed laws.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(matching(filter))
        .order_by_asc(Column::OldSlug)
        .order_by_asc(Column::OldNumber)
        .order_by_asc(Column::OldBranch)
        .order_by_asc(Column::Rank)
        .order_by_asc(Column::Id);
    if let Some(after) = &page.after {
        let [slug, number, branch, rank, id] = after.keys::<5>()?;
        let whole = |it: &str| it.parse::<i32>().map_err(|_| kernel::page::bad_cursor());
        let (number, branch, rank) = (whole(number)?, whole(branch)?, whole(rank)?);
        let same = |it: Condition| it.add(Column::OldSlug.eq(slug.as_str()));
        let number_is = |it: Condition| same(it).add(Column::OldNumber.eq(number));
        let branch_is = |it: Condition| number_is(it).add(Column::OldBranch.eq(branch));
        let behind = Condition::any()
            .add(Column::OldSlug.gt(slug.as_str()))
            .add(same(Condition::all()).add(Column::OldNumber.gt(number)))
            .add(number_is(Condition::all()).add(Column::OldBranch.gt(branch)))
            .add(branch_is(Condition::all()).add(Column::Rank.gt(rank)))
            .add(
                branch_is(Condition::all())
                    .add(Column::Rank.eq(rank))
                    .add(Column::Id.gt(id.as_str())),
            );
        query = query.filter(behind);
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    let keys =
        |it: &Model| Cursor::of(&[&it.old_slug, &it.old_number, &it.old_branch, &it.rank, &it.id]);
    Ok(page.slice(rows, keys))
}

/// How many the whole list has.
pub(super) async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<i64> {
    let count = Entity::find().filter(matching(filter)).count(db).await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

fn matching(filter: &Filter) -> Condition {
    let mut all = Condition::all();
    if let Some(slug) = &filter.old_slug {
        all = all.add(Column::OldSlug.eq(slug.as_str()));
    }
    if let Some(slug) = &filter.new_slug {
        all = all.add(Column::NewSlug.eq(slug.as_str()));
    }
    if let Some(state) = filter.state {
        all = all.add(Column::State.eq(state));
    }
    if filter.least_milli > 0 {
        all = all.add(Column::ScoreMilli.gte(filter.least_milli));
    }
    if filter.best_only {
        all = all.add(Column::Rank.eq(1));
    }
    all
}

/// Some rows, locked, in the order of their ids.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    ids: &[SuccessionId],
) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Column::Id.is_in(ids.iter().cloned()))
        .order_by_asc(Column::Id)
        .lock_exclusive();
    Ok(query.all(tx).await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, rows: Vec<Model>) -> Result<()> {
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(ROWS_PER_STATEMENT);
        Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Takes away proposals that are none any more; nothing that was decided.
pub(super) async fn delete(tx: &impl ConnectionTrait, ids: Vec<SuccessionId>) -> Result<()> {
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        Entity::delete_many()
            .filter(Column::Id.is_in(some.iter().cloned()))
            .filter(Column::State.eq(SuccessionState::Proposed))
            .exec(tx)
            .await?;
    }
    Ok(())
}
