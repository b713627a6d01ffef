//! Rows of share codes.

use crate::directory::Profile;
use kernel::RegionCode;
use kernel::id::{AccountId, OrganisationId, ProviderId, ShareCodeId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A section of a page that can be shared; who it is, is always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ShareSection {
    /// 资质与许可.
    Qualifications,
    /// 服务类型和服务地区.
    Services,
    /// 规模、人数、成立日期、地址和简介.
    Facts,
}

/// The sections of a code, as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Sections(pub Vec<ShareSection>);

/// What the page said when the code was made; what is not shared is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct SharedCopy {
    /// As registered.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// Where it is.
    pub region_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// What it says of itself.
    pub profile: Profile,
    /// Where we knew it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<Date>,
}

/// A code.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "share_codes")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ShareCodeId,
    /// Whose page.
    pub provider_id: ProviderId,
    /// Whose code.
    pub organisation_id: OrganisationId,
    /// For whom, in the provider's words.
    pub label: String,
    /// SHA-256 of the code.
    pub digest: String,
    /// What is shared.
    pub sections: Sections,
    /// The copy.
    pub copy: SharedCopy,
    /// By whom.
    pub made_by: AccountId,
    /// When the copy was made.
    pub made_at: DateTimeUtc,
    /// When it is over.
    pub expires_at: DateTimeUtc,
    /// When it was revoked.
    pub ended_at: Option<DateTimeUtc>,
    /// How often others opened it.
    pub opened_count: i32,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
