//! Rows of milestones.

use super::text_enum;
use kernel::Fen;
use kernel::id::{AccountId, ContractId, MilestoneId};
use sea_orm::entity::prelude::*;

text_enum! {
    /// Where a milestone stands.
    MilestoneState {
        /// 待交付.
        Pending,
        /// 待验收.
        Submitted,
        /// 需整改.
        Returned,
        /// 已验收.
        Accepted,
    }
}

/// A part of a contract that is delivered, accepted and paid.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_milestones")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MilestoneId,
    /// Of what.
    pub contract_id: ContractId,
    /// Counts from 1.
    pub number: i32,
    /// One line.
    pub title: String,
    /// Due on this day.
    pub due_on: Date,
    /// Ten-thousandths of the price, as signed.
    pub share_bp: i32,
    /// What it is paid.
    pub amount_fen: Fen,
    /// Where it stands.
    pub state: MilestoneState,
    /// What the provider says of the delivery.
    pub note: Option<String>,
    /// Who handed it over.
    pub submitted_by: Option<AccountId>,
    /// When.
    pub submitted_at: Option<DateTimeUtc>,
    /// What must be mended, as said last.
    pub return_reason: Option<String>,
    /// Who accepted it; none when silence did.
    pub accepted_by: Option<AccountId>,
    /// When.
    pub accepted_at: Option<DateTimeUtc>,
    /// Whether silence accepted it.
    pub is_silent: bool,
    /// Paid by this day, at the latest.
    pub pay_due_on: Option<Date>,
    /// Paid, says the buyer.
    pub paid_on: Option<Date>,
    /// Received, says the provider.
    pub received_on: Option<Date>,
    /// When the clock reminds or accepts.
    pub acts_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
