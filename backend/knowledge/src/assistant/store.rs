//! The SQL of questions that were asked.

use super::entity::{Column, Entity, Model, Tier, Verdict};
use crate::answers::Field;
use chrono::{DateTime, Utc};
use kernel::id::AskedQuestionId;
use kernel::{RegionCode, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

/// Rows are written so many at a time: databases limit the values of one statement.
const STEP: usize = 40;

pub(super) async fn insert_all(tx: &impl ConnectionTrait, rows: &[Model]) -> Result<()> {
    for step in rows.chunks(STEP) {
        let rows = step.iter().cloned().map(IntoActiveModel::into_active_model);
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes down what the asker thought; false when there is no such question.
pub(super) async fn judge(
    tx: &impl ConnectionTrait,
    id: &AskedQuestionId,
    verdict: Verdict,
    reason: Option<String>,
    now: DateTime<Utc>,
) -> Result<bool> {
    use sea_orm::ActiveEnum;
    let done = Entity::update_many()
        .col_expr(Column::Verdict, Expr::val(verdict.to_value()))
        .col_expr(Column::Reason, Expr::val(reason))
        .col_expr(Column::JudgedAt, Expr::val(now))
        .filter(Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// The answers given most since a moment, most often first, with how often.
pub(super) async fn most_given(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<(String, i64)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::AnswerId)
        .column_as(Column::Id.count(), "times")
        .filter(Column::AnswerId.is_not_null())
        .filter(Column::AskedAt.gte(since))
        .group_by(Column::AnswerId)
        .order_by_desc(Expr::cust("times"))
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// Forgets what was asked before a moment.
pub(super) async fn forget(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let done = Entity::delete_many().filter(Column::AskedAt.lt(before)).exec(tx).await?;
    Ok(done.rows_affected)
}

/// Questions of a conversation shown at most.
const SHOWN: u64 = 20;

/// What was asked in a conversation, in order.
pub(super) async fn of_conversation(
    db: &impl ConnectionTrait,
    conversation: &str,
) -> Result<Vec<String>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Text)
        .filter(Column::Conversation.eq(conversation))
        .order_by_asc(Column::AskedAt)
        .limit(SHOWN);
    Ok(query.into_tuple().all(db).await?)
}

/// Groups of what was not answered and nobody dealt with, asked most often first: what they share, the
/// latest of them, how many.
pub(super) async fn missed(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<(String, String, i64)>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Matter)
        .column_as(Column::Text.max(), "one")
        .column_as(Column::Id.count(), "times")
        .filter(Expr::cust("settled_at IS NULL AND tier IN ('DID_YOU_MEAN', 'UNKNOWN')"))
        .group_by(Column::Matter)
        .order_by_desc(Expr::cust("times"))
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// Says that the questions of a matter were dealt with; answers how many.
pub(super) async fn settle(
    tx: &impl ConnectionTrait,
    matter: &str,
    now: DateTime<Utc>,
) -> Result<u64> {
    let done = Entity::update_many()
        .col_expr(Column::SettledAt, Expr::val(now))
        .filter(Column::Matter.eq(matter))
        .filter(Expr::cust("settled_at IS NULL"))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Answers that did not help, the latest first.
pub(super) async fn unhelpful(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>> {
    let query = Entity::find()
        .filter(Expr::cust("verdict IS NOT NULL"))
        .filter(Column::Verdict.eq(Verdict::Down))
        .order_by_desc(Column::JudgedAt)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Questions of a matter that nobody dealt with, as they were asked, the latest first.
pub(super) async fn of_matter(
    db: &impl ConnectionTrait,
    matter: &str,
    limit: u64,
) -> Result<Vec<String>> {
    let query = Entity::find()
        .select_only()
        .column(Column::Text)
        .filter(Column::Matter.eq(matter))
        .filter(Expr::cust("settled_at IS NULL AND tier IN ('DID_YOU_MEAN', 'UNKNOWN')"))
        .order_by_desc(Column::AskedAt)
        .limit(limit);
    let mut texts: Vec<String> = query.into_tuple().all(db).await?;
    let mut seen = std::collections::HashSet::new();
    texts.retain(|it| seen.insert(it.clone()));
    Ok(texts)
}

/// From a moment to another, the second not included.
type Range = (DateTime<Utc>, DateTime<Utc>);

fn asked_in((from, to): Range) -> sea_orm::Select<Entity> {
    Entity::find().select_only().filter(Column::AskedAt.gte(from)).filter(Column::AskedAt.lt(to))
}

/// Questions of a time by how they were answered.
pub(super) async fn by_tier(db: &impl ConnectionTrait, range: Range) -> Result<Vec<(Tier, i64)>> {
    let query = asked_in(range)
        .column(Column::Tier)
        .column_as(Column::Id.count(), "times")
        .group_by(Column::Tier)
        .order_by_asc(Column::Tier);
    Ok(query.into_tuple().all(db).await?)
}

/// Questions of a time by the field that was chosen.
pub(super) async fn by_field(
    db: &impl ConnectionTrait,
    range: Range,
) -> Result<Vec<(Option<Field>, i64)>> {
    let query = asked_in(range)
        .column(Column::Field)
        .column_as(Column::Id.count(), "times")
        .group_by(Column::Field)
        .order_by_desc(Expr::cust("times"));
    Ok(query.into_tuple().all(db).await?)
}

/// Questions of a time by place; divisions of a country are few.
pub(super) async fn by_region(
    db: &impl ConnectionTrait,
    range: Range,
) -> Result<Vec<(Option<RegionCode>, i64)>> {
    let query = asked_in(range)
        .column(Column::RegionCode)
        .column_as(Column::Id.count(), "times")
        .group_by(Column::RegionCode)
        .order_by_desc(Expr::cust("times"));
    Ok(query.into_tuple().all(db).await?)
}

/// Answers of a time by what the askers thought.
pub(super) async fn by_verdict(
    db: &impl ConnectionTrait,
    range: Range,
) -> Result<Vec<(Verdict, i64)>> {
    let query = asked_in(range)
        .column(Column::Verdict)
        .column_as(Column::Id.count(), "times")
        .filter(Column::Verdict.is_not_null())
        .group_by(Column::Verdict)
        .order_by_asc(Column::Verdict);
    Ok(query.into_tuple().all(db).await?)
}
