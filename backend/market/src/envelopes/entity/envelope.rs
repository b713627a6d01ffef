//! Rows of envelopes.

use super::super::rules::Content;
use kernel::id::{BidId, DemandId, EnvelopeId, OrganisationId};
use sea_orm::entity::prelude::*;

/// What an envelope holds (信封).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EnvelopeKind {
    /// 资格文件.
    Qualification,
    /// 技术方案.
    Technical,
    /// 价格.
    Price,
}

/// A sealed part of a bid (信封).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "envelopes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EnvelopeId,
    /// For which need.
    pub demand_id: DemandId,
    /// By whom.
    pub organisation_id: OrganisationId,
    /// Of which bid; none until it is handed in.
    pub bid_id: Option<BidId>,
    /// What it holds.
    pub kind: EnvelopeKind,
    /// How long it is, sealed.
    pub bytes: i64,
    /// SHA-256 of what came, sealed.
    pub digest: String,
    /// When it came.
    pub received_at: DateTimeUtc,
    /// When it was opened; none before.
    pub opened_at: Option<DateTimeUtc>,
    /// What it says; none until it is opened.
    pub content: Option<Content>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
