//! The SQL of the audit log and its seals.

use super::entity::{ActiveModel, AuditResult, Column, Entity, Model};
use super::seal_entity;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::id::{AccountId, OrganisationId};
use kernel::{Cursor, Page, Result, Slice};
use platform::Db;
use platform::events::{self, Position};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

/// Which entries are wanted; everything at once must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who.
    pub account_id: Option<AccountId>,
    /// For whom.
    pub organisation_id: Option<OrganisationId>,
    /// `demands.post`, or a module: `demands`.
    pub action: Option<String>,
    /// About what.
    pub subject_id: Option<String>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// How it ended.
    pub result: Option<AuditResult>,
    /// From where, exactly.
    pub address: Option<String>,
}

/// How far back a search looks that names neither person nor thing nor a beginning: what it asks for
/// has no index of its own, and it goes through the log in order of time. 配置值.
pub const WINDOW: Duration = Duration::days(92);

impl AuditFilter {
    /// The same search with a beginning, where it would go through the whole log without one.
    #[must_use]
    pub fn bounded(self, now: DateTime<Utc>) -> Self {
        let is_served = self.account_id.is_some() || self.subject_id.is_some();
        let is_narrow =
            self.action.is_some() || self.organisation_id.is_some() || self.address.is_some();
        if is_served || !is_narrow || self.from.is_some() {
            return self;
        }
        Self { from: Some(self.to.unwrap_or(now) - WINDOW), ..self }
    }

    fn condition(&self) -> Condition {
        Condition::all()
            .add_option(self.account_id.clone().map(|it| Column::AccountId.eq(it)))
            .add_option(self.organisation_id.clone().map(|it| Column::OrganisationId.eq(it)))
            .add_option(self.action.as_deref().map(of_action))
            .add_option(self.subject_id.as_deref().map(|it| Column::SubjectId.eq(it)))
            .add_option(self.from.map(|it| Column::At.gte(it)))
            .add_option(self.to.map(|it| Column::At.lt(it)))
            .add_option(self.result.map(|it| Column::Result.eq(it)))
            .add_option(self.address.as_deref().map(|it| Column::Address.eq(it)))
    }
}

/// One action, or all of a module: `demands` is everything from `demands.` up to before `demands/`,
/// the sign that follows the point.
fn of_action(action: &str) -> Condition {
    if action.contains('.') {
        Condition::all().add(Column::Action.eq(action))
    } else {
        Condition::all()
            .add(Column::Action.gte(format!("{action}.")))
            .add(Column::Action.lt(format!("{action}/")))
    }
}

pub(super) async fn insert(tx: &impl ConnectionTrait, entry: ActiveModel) -> Result<()> {
    Entity::insert(entry).exec_without_returning(tx).await?;
    Ok(())
}

/// Newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    filter: &AuditFilter,
    page: &Page,
) -> Result<Slice<Model>> {
    let mut query = Entity::find()
        .filter(filter.condition())
        .order_by_desc(Column::At)
        .order_by_desc(Column::Seq)
        .limit(page.fetch());
    if let Some(after) = &page.after {
        let [at, seq] = after.keys::<2>()?;
        let at = at.parse().ok().and_then(DateTime::<Utc>::from_timestamp_micros);
        let at = at.ok_or_else(kernel::page::bad_cursor)?;
        let seq: i64 = seq.parse().map_err(|_| kernel::page::bad_cursor())?;
        let later = Condition::any().add(Column::At.lt(at)).add(Column::Seq.lt(seq));
        // Written as a range and an exception, so that the index of times is entered at the place.
        query = query.filter(Column::At.lte(at)).filter(later);
    }
    let rows = query.all(db).await?;
    Ok(page.slice(rows, |it| Cursor::of(&[&it.at.timestamp_micros(), &it.seq])))
}

/// Entries after a position in order of commit, none of a transaction that is still open.
pub(super) async fn committed_after(db: &Db, after: Position, limit: u64) -> Result<Vec<Model>> {
    // Asked twice a second: both databases begin to read where the last seal stands.
    let query = match db.backend() {
        DbBackend::Postgres => {
            let places = |values: [Expr; 2]| Expr::tuple(values);
            let place = places([Expr::col(Column::TxId), Expr::col(Column::Seq)]);
            Entity::find()
                .filter(place.gt(places([Expr::val(after.tx_id), Expr::val(after.seq)])))
                .filter(Column::TxId.lt(events::horizon(db).await?))
                .order_by_asc(Column::TxId)
        }
        _ => Entity::find().filter(Column::Seq.gt(after.seq)),
    };
    Ok(query.order_by_asc(Column::Seq).limit(limit).all(db.read()).await?)
}

fn after_place(after: Position) -> Condition {
    let later = Condition::all().add(Column::TxId.eq(after.tx_id)).add(Column::Seq.gt(after.seq));
    Condition::any().add(Column::TxId.gt(after.tx_id)).add(later)
}

/// The entries with these numbers.
pub(super) async fn find_many(db: &impl ConnectionTrait, seqs: &[i64]) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::Seq.is_in(seqs.iter().copied())).all(db).await?)
}

pub(super) async fn last_seal(db: &impl ConnectionTrait) -> Result<Option<seal_entity::Model>> {
    let query = seal_entity::Entity::find().order_by_desc(seal_entity::Column::Position);
    Ok(query.one(db).await?)
}

/// The seal of the last entry from before a day in China, with that entry's day; none while it is not
/// sealed yet.
pub(super) async fn last_seal_before(
    db: &impl ConnectionTrait,
    day: NaiveDate,
) -> Result<Option<(NaiveDate, seal_entity::Model)>> {
    let begin =
        day.and_time(chrono::NaiveTime::MIN).and_local_timezone(kernel::clock::china_time());
    let Some(begin) = begin.single() else { return Ok(None) };
    let query = Entity::find()
        .filter(Column::At.lt(begin.with_timezone(&Utc)))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Seq);
    let Some(entry) = query.one(db).await? else { return Ok(None) };
    let by_entry = seal_entity::Column::EntrySeq.eq(entry.seq);
    let seal = seal_entity::Entity::find().filter(by_entry).one(db).await?;
    Ok(seal.map(|it| (kernel::clock::china_day(entry.at), it)))
}

/// Seals after a position, in order.
pub(super) async fn seals_after(
    db: &impl ConnectionTrait,
    position: i64,
    limit: u64,
) -> Result<Vec<seal_entity::Model>> {
    let query = seal_entity::Entity::find()
        .filter(seal_entity::Column::Position.gt(position))
        .order_by_asc(seal_entity::Column::Position)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Numbers of entries without a seal that stand before the last sealed one.
pub(super) async fn unsealed_before_last_seal(
    db: &impl ConnectionTrait,
    limit: u64,
) -> Result<Vec<i64>> {
    let Some(last) = last_seal(db).await? else { return Ok(Vec::new()) };
    let place = Position { tx_id: last.entry_tx_id, seq: last.entry_seq };
    let sealed = Query::select()
        .expr(Expr::val(1))
        .from(seal_entity::Entity)
        .and_where(
            Expr::col((seal_entity::Entity, seal_entity::Column::EntrySeq))
                .equals((Entity, Column::Seq)),
        )
        .to_owned();
    let query = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(after_place(place).not())
        .filter(Expr::exists(sealed).not())
        .order_by_asc(Column::Seq)
        .limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// How many entries stand after the last sealed one.
pub(super) async fn count_after_last_seal(db: &impl ConnectionTrait) -> Result<u64> {
    let last = last_seal(db).await?;
    let place = last
        .map_or(Position::default(), |it| Position { tx_id: it.entry_tx_id, seq: it.entry_seq });
    Ok(Entity::find().filter(after_place(place)).count(db).await?)
}

pub(super) async fn insert_seals(
    tx: &impl ConnectionTrait,
    seals: Vec<seal_entity::Model>,
) -> Result<()> {
    let rows = seals.into_iter().map(IntoActiveModel::into_active_model);
    seal_entity::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn a_search_without_an_index_of_its_own_has_a_beginning() {
        let now = Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap();
        let earlier = now - Duration::days(300);
        let by_action = AuditFilter { action: Some("demands".into()), ..AuditFilter::default() };
        let by_address = AuditFilter { address: Some("10.0.0.1".into()), ..AuditFilter::default() };
        for narrow in [by_action.clone(), by_address] {
            assert_eq!(narrow.clone().bounded(now).from, Some(now - WINDOW));
            let ended = AuditFilter { to: Some(earlier), ..narrow.clone() };
            assert_eq!(ended.bounded(now).from, Some(earlier - WINDOW));
            let begun = AuditFilter { from: Some(earlier), ..narrow };
            assert_eq!(begun.clone().bounded(now), begun, "who says a beginning has it");
        }
        let of_a_thing = AuditFilter { subject_id: Some("dem_1".into()), ..by_action };
        assert_eq!(of_a_thing.clone().bounded(now), of_a_thing);
        assert_eq!(AuditFilter::default().bounded(now), AuditFilter::default());
    }
}
