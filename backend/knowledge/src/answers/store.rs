//! The SQL of stored answers and guides.

use super::entity::answer::{self, AnswerState, Field};
use super::entity::{case, guide, version};
use chrono::{DateTime, Utc};
use kernel::id::{AnswerId, GuideId};
use kernel::{Cursor, Page, Result, Slice};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// At most so many entries are read into the book.
const MOST: u64 = 20_000;
/// Rows are written so many at a time: databases limit the values of one statement.
const STEP: usize = 40;

/// The keys of all entries and guides.
pub(super) async fn keys(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let answers = answer::Entity::find().select_only().column(answer::Column::Key).limit(MOST);
    let guides = guide::Entity::find().select_only().column(guide::Column::Key).limit(MOST);
    let mut keys: Vec<String> = answers.into_tuple().all(db).await?;
    keys.extend(guides.into_tuple::<String>().all(db).await?);
    Ok(keys)
}

pub(super) async fn insert_all(tx: &impl ConnectionTrait, rows: Vec<answer::Model>) -> Result<()> {
    for step in rows.chunks(STEP) {
        let rows = step.iter().cloned().map(IntoActiveModel::into_active_model);
        answer::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

pub(super) async fn insert_guides(
    tx: &impl ConnectionTrait,
    rows: Vec<guide::Model>,
) -> Result<()> {
    for step in rows.chunks(STEP) {
        let rows = step.iter().cloned().map(IntoActiveModel::into_active_model);
        guide::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// When entries and guides changed last: tells whether the book is still right.
pub(crate) async fn changed_at(
    db: &impl ConnectionTrait,
) -> Result<(Option<DateTime<Utc>>, Option<DateTime<Utc>>)> {
    let answers = answer::Entity::find()
        .select_only()
        .column(answer::Column::UpdatedAt)
        .order_by_desc(answer::Column::UpdatedAt);
    let guides = guide::Entity::find()
        .select_only()
        .column(guide::Column::UpdatedAt)
        .order_by_desc(guide::Column::UpdatedAt);
    Ok((answers.into_tuple().one(db).await?, guides.into_tuple().one(db).await?))
}

/// Every published entry, the latest change first.
pub(crate) async fn published(db: &impl ConnectionTrait) -> Result<Vec<answer::Model>> {
    let query = answer::Entity::find()
        .filter(answer::Column::State.eq(AnswerState::Published))
        .order_by_desc(answer::Column::UpdatedAt)
        .order_by_asc(answer::Column::Key)
        .limit(MOST);
    Ok(query.all(db).await?)
}

/// The published entries of a field, or of all, by id.
pub(crate) async fn of_field(
    db: &impl ConnectionTrait,
    field: Option<Field>,
    limit: u64,
) -> Result<Vec<answer::Model>> {
    let mut query = answer::Entity::find().filter(answer::Column::State.eq(AnswerState::Published));
    if let Some(field) = field {
        query = query.filter(answer::Column::Field.eq(field));
    }
    Ok(query.order_by_asc(answer::Column::Id).limit(limit).all(db).await?)
}

/// How many published entries each field has.
pub(crate) async fn count_by_field(db: &impl ConnectionTrait) -> Result<Vec<(Field, i64)>> {
    let query = answer::Entity::find()
        .select_only()
        .column(answer::Column::Field)
        .column_as(answer::Column::Id.count(), "entries")
        .filter(answer::Column::State.eq(AnswerState::Published))
        .group_by(answer::Column::Field);
    Ok(query.into_tuple().all(db).await?)
}

/// Every guide.
pub(crate) async fn guides(db: &impl ConnectionTrait) -> Result<Vec<guide::Model>> {
    Ok(guide::Entity::find().order_by_asc(guide::Column::Id).limit(MOST).all(db).await?)
}

/// One entry.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: &AnswerId,
) -> Result<Option<answer::Model>> {
    Ok(answer::Entity::find_by_id(id.clone()).one(db).await?)
}

/// One guide.
pub(crate) async fn find_guide(
    db: &impl ConnectionTrait,
    id: &GuideId,
) -> Result<Option<guide::Model>> {
    Ok(guide::Entity::find_by_id(id.clone()).one(db).await?)
}

/// One entry by what we know it by.
pub(super) async fn find_by_key(
    db: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<answer::Model>> {
    Ok(answer::Entity::find().filter(answer::Column::Key.eq(key)).one(db).await?)
}

/// One entry that is about to be changed.
pub(super) async fn find_for_change(
    tx: &impl ConnectionTrait,
    id: &AnswerId,
) -> Result<Option<answer::Model>> {
    Ok(answer::Entity::find_by_id(id.clone()).lock_exclusive().one(tx).await?)
}

pub(super) async fn update(tx: &impl ConnectionTrait, row: answer::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

pub(super) async fn insert_version(tx: &impl ConnectionTrait, row: version::Model) -> Result<()> {
    version::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes an entry's question a case of the test set.
pub(super) async fn insert_case(tx: &impl ConnectionTrait, of: &answer::Model) -> Result<()> {
    let row = case::Model {
        answer_id: of.id.clone(),
        question: of.question.clone(),
        citations: of.citations.clone(),
        created_at: of.created_at,
    };
    case::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Cases run at most beside those that came with the product.
const CASES: u64 = 2_000;

/// The cases that confirmed answers became, the latest first.
pub(crate) async fn cases(db: &impl ConnectionTrait) -> Result<Vec<case::Model>> {
    let query = case::Entity::find().order_by_desc(case::Column::AnswerId).limit(CASES);
    Ok(query.all(db).await?)
}

/// The entries of a state in the order they came.
pub(crate) async fn page(
    db: &impl ConnectionTrait,
    state: AnswerState,
    field: Option<Field>,
    page: &Page,
) -> Result<Slice<answer::Model>> {
    let mut query = answer::Entity::find()
        .filter(answer::Column::State.eq(state))
        .order_by_asc(answer::Column::Id);
    if let Some(field) = field {
        query = query.filter(answer::Column::Field.eq(field));
    }
    if let Some(after) = &page.after {
        let [id] = after.keys::<1>()?;
        query = query.filter(answer::Column::Id.gt(id.as_str()));
    }
    let rows = query.limit(page.fetch()).all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.id])))
}
