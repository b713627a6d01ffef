//! The SQL of keys, shares, envelopes, receipts and openings.

use super::entity::{custodian_key, demand_key, envelope, key_share, opening, receipt};
use super::rules::{CUSTODIANS, LOOSE_HOURS};
use chrono::{DateTime, Duration, Utc};
use kernel::id::{BidId, CustodianKeyId, DemandId, EnvelopeId};
use kernel::{RegionCode, Result};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

/// The most needs that wait for a share, as a custodian is shown them.
const WAITING: u64 = 100;
/// The most receipts of one need.
const RECEIPTS: u64 = 5_000;

/// Adds a row.
macro_rules! inserts {
    ($($name:ident: $table:ident;)*) => {$(
        pub(super) async fn $name(tx: &impl ConnectionTrait, row: $table::Model) -> Result<()> {
            $table::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
            Ok(())
        }
    )*};
}

/// Writes all columns of a row.
macro_rules! updates {
    ($($name:ident: $table:ident;)*) => {$(
        pub(super) async fn $name(tx: &impl ConnectionTrait, row: $table::Model) -> Result<()> {
            row.into_active_model().reset_all().update(tx).await?;
            Ok(())
        }
    )*};
}

inserts! {
    insert_custodian_key: custodian_key;
    insert_key: demand_key;
    insert_share: key_share;
    insert_envelope: envelope;
    insert_receipt: receipt;
    insert_opening: opening;
}
updates! {
    update_custodian_key: custodian_key;
    update_key: demand_key;
    update_share: key_share;
    update_envelope: envelope;
}

/// The keys of custodians in use, one a province at most.
pub(super) async fn custodian_keys(db: &impl ConnectionTrait) -> Result<Vec<custodian_key::Model>> {
    let query = custodian_key::Entity::find()
        .filter(custodian_key::Column::EndedAt.is_null())
        .filter(custodian_key::Column::ProvinceCode.is_in(CUSTODIANS))
        .order_by_asc(custodian_key::Column::ProvinceCode);
    Ok(query.all(db).await?)
}

/// Keys of custodians by their ids, in use or not.
pub(super) async fn custodian_keys_by_id(
    db: &impl ConnectionTrait,
    ids: Vec<CustodianKeyId>,
) -> Result<Vec<custodian_key::Model>> {
    let query = custodian_key::Entity::find().filter(custodian_key::Column::Id.is_in(ids));
    Ok(query.all(db).await?)
}

/// The key in use of a province.
pub(super) async fn custodian_key_of(
    db: &impl ConnectionTrait,
    province: &RegionCode,
) -> Result<Option<custodian_key::Model>> {
    let query = custodian_key::Entity::find()
        .filter(custodian_key::Column::ProvinceCode.eq(province.clone()))
        .filter(custodian_key::Column::EndedAt.is_null());
    Ok(query.one(db).await?)
}

/// The key of a need.
pub(super) async fn key_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Option<demand_key::Model>> {
    Ok(demand_key::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The shares of a need's key, by province.
pub(super) async fn shares_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<key_share::Model>> {
    let query = key_share::Entity::find()
        .filter(key_share::Column::DemandId.eq(id.clone()))
        .order_by_asc(key_share::Column::ProvinceCode);
    Ok(query.all(db).await?)
}

/// The shares of a province that were not released yet, of needs whose key was not either.
pub(super) async fn waiting_shares(
    db: &impl ConnectionTrait,
    province: &RegionCode,
) -> Result<Vec<key_share::Model>> {
    let query = key_share::Entity::find()
        .filter(key_share::Column::ProvinceCode.eq(province.clone()))
        .filter(key_share::Column::ReleasedAt.is_null())
        .filter(Expr::cust(
            "EXISTS (SELECT 1 FROM demand_keys k WHERE k.demand_id = key_shares.demand_id \
             AND k.released_at IS NULL AND k.ended_at IS NULL)",
        ))
        .order_by_asc(key_share::Column::DemandId)
        .limit(WAITING);
    Ok(query.all(db).await?)
}

/// An envelope that is about to be used.
pub(super) async fn envelope(
    db: &impl ConnectionTrait,
    id: &EnvelopeId,
) -> Result<Option<envelope::Model>> {
    Ok(envelope::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The envelopes of a bid, in the order of their kinds.
pub(super) async fn envelopes_of(
    db: &impl ConnectionTrait,
    id: &BidId,
) -> Result<Vec<envelope::Model>> {
    let query = envelope::Entity::find().filter(envelope::Column::BidId.eq(id.clone())).limit(3);
    let mut rows = query.all(db).await?;
    rows.sort_by_key(|it| it.kind);
    Ok(rows)
}

/// The envelopes of a kind that a bidder has lying about for a need.
pub(super) async fn loose_of(
    db: &impl ConnectionTrait,
    new: &envelope::Model,
) -> Result<Vec<envelope::Model>> {
    let query = envelope::Entity::find()
        .filter(envelope::Column::BidId.is_null())
        .filter(envelope::Column::DemandId.eq(new.demand_id.clone()))
        .filter(envelope::Column::OrganisationId.eq(new.organisation_id.clone()))
        .filter(envelope::Column::Kind.eq(new.kind))
        .limit(20);
    Ok(query.all(db).await?)
}

/// Envelopes that nobody made a bid of for two days.
pub(super) async fn loose_envelopes(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<envelope::Model>> {
    let query = envelope::Entity::find()
        .filter(envelope::Column::BidId.is_null())
        .filter(envelope::Column::ReceivedAt.lt(now - Duration::hours(LOOSE_HOURS)))
        .order_by_asc(envelope::Column::ReceivedAt)
        .limit(limit);
    Ok(query.all(db).await?)
}

/// Forgets an envelope, unless a bid was made of it meanwhile.
pub(super) async fn delete_loose(tx: &impl ConnectionTrait, id: &EnvelopeId) -> Result<bool> {
    let done = envelope::Entity::delete_many()
        .filter(envelope::Column::Id.eq(id.clone()))
        .filter(envelope::Column::BidId.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Forgets the envelopes of a bid.
pub(super) async fn delete_of(tx: &impl ConnectionTrait, id: &BidId) -> Result<()> {
    let of = envelope::Entity::delete_many().filter(envelope::Column::BidId.eq(id.clone()));
    of.exec(tx).await?;
    Ok(())
}

/// What a bidder was handed.
pub(super) async fn receipt_of(
    db: &impl ConnectionTrait,
    id: &BidId,
) -> Result<Option<receipt::Model>> {
    Ok(receipt::Entity::find_by_id(id.clone()).one(db).await?)
}

/// The receipts of a need, in their order.
pub(super) async fn receipts_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Vec<receipt::Model>> {
    let query = receipt::Entity::find()
        .filter(receipt::Column::DemandId.eq(id.clone()))
        .order_by_asc(receipt::Column::Number)
        .limit(RECEIPTS);
    Ok(query.all(db).await?)
}

/// The list of an opening.
pub(super) async fn opening_of(
    db: &impl ConnectionTrait,
    id: &DemandId,
) -> Result<Option<opening::Model>> {
    Ok(opening::Entity::find_by_id(id.clone()).one(db).await?)
}
