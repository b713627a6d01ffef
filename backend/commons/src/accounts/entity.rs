//! Rows of accounts.

use kernel::id::{AccountId, OrganisationId};
use kernel::{RegionCode, Role};
use sea_orm::entity::prelude::*;

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// Lower case; unique.
    pub email: String,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// What others see.
    pub display_name: String,
    /// What the person may do at all.
    pub role: Role,
    /// The organisation acted for last, which the next sign-in begins with.
    pub organisation_id: Option<OrganisationId>,
    /// Where a moderator decides; null is everywhere.
    pub region_code: Option<RegionCode>,
    /// No sign-in before.
    pub locked_until: Option<DateTimeUtc>,
    /// When the account was made.
    pub created_at: DateTimeUtc,
    /// When the person opened the link that was sent to the address; null until then.
    pub email_confirmed_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
