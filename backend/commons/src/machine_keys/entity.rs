//! Rows of keys of machines.

use kernel::id::{AccountId, MachineKeyId, OrganisationId};
use sea_orm::entity::prelude::*;

/// A key of a machine.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "machine_keys")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MachineKeyId,
    /// For whom it asks; null for a neighbouring system.
    pub organisation_id: Option<OrganisationId>,
    /// Who made it.
    pub made_by: AccountId,
    /// What it is for, in its maker's words.
    pub name: String,
    /// What it begins with, so that people tell keys apart.
    pub prefix: String,
    /// SHA-256 of the key; the key itself is nowhere kept.
    pub digest: String,
    /// What it may do: a list of [`kernel::Scope`].
    pub scopes: Json,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it ends by itself.
    pub expires_at: DateTimeUtc,
    /// When it was last used, to a minute; null when it never was.
    pub last_used_at: Option<DateTimeUtc>,
    /// When it was revoked.
    pub revoked_at: Option<DateTimeUtc>,
    /// The one mapping it may send files in under; null for any.
    pub feed: Option<String>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
