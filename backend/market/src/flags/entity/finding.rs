//! Rows of findings.

use crate::flags::rules::{FlagSubject, RedFlag};
use kernel::RegionCode;
use kernel::id::RedFlagId;
use sea_orm::entity::prelude::*;

/// What a moderator has said of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RedFlagState {
    /// 待核查.
    Open,
    /// 属实.
    Confirmed,
    /// 不属实.
    Dismissed,
}

/// That a flag finds something.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "red_flags")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RedFlagId,
    /// What was looked for.
    pub flag: RedFlag,
    /// About what.
    pub subject: FlagSubject,
    /// An ocid, or the id of an organisation.
    pub subject_id: String,
    /// What people call it.
    pub title: String,
    /// Whose moderators look.
    pub region_code: RegionCode,
    /// How much of it.
    pub value: f64,
    /// What was said of it.
    pub state: RedFlagState,
    /// When it was found first.
    pub found_at: DateTimeUtc,
    /// The last night on which it was found.
    pub seen_on: Date,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
