//! Rows of appointments.

use kernel::id::{AccountId, AppointmentId};
use kernel::{RegionCode, Role};
use sea_orm::entity::prelude::*;

/// Where an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppointmentState {
    /// 待确认.
    Proposed,
    /// 已生效.
    Confirmed,
    /// 未同意.
    Refused,
}

/// A staff role given to somebody.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointments")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    /// To whom.
    pub account_id: AccountId,
    /// Which role.
    pub role: Role,
    /// Where a moderator decides; null is everywhere.
    pub region_code: Option<RegionCode>,
    /// Where it stands.
    pub state: AppointmentState,
    /// Who proposed it; null when the product itself did.
    pub proposed_by: Option<AccountId>,
    /// When it was proposed.
    pub proposed_at: DateTimeUtc,
    /// Who decided; null when the product itself did, or nobody yet.
    pub decided_by: Option<AccountId>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
