//! Who acts: carried in every action, decided once at the door.

use crate::RegionCode;
use crate::id::{AccountId, OrganisationId};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// What an organisation is here for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrganisationKind {
    /// 企业: posts needs.
    Enterprise,
    /// 服务机构: bids.
    Provider,
    /// 协会: checks, moderates, evaluates.
    Association,
    /// 监管部门: feeds ratings and enforcement.
    Regulator,
    /// 运营单位: keeps the platform running.
    Operator,
}

/// What a person may do at all; what exactly is decided by each module's `access.rs`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// 访客: not signed in.
    Visitor,
    /// 成员: acts for an organisation.
    Member,
    /// 审核员: decides on changes in a region.
    Moderator,
    /// 管理员: reads the audit log.
    Administrator,
}

/// The organisation a person acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which organisation.
    pub organisation_id: OrganisationId,
    /// What it is here for.
    pub kind: OrganisationKind,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Visitor,
    /// A signed-in person.
    Person {
        /// The account.
        account_id: AccountId,
        /// What the person may do at all.
        role: Role,
        /// The organisation acted for, if any.
        member: Option<Member>,
        /// The region a moderator decides for; `None` is everywhere.
        region: Option<RegionCode>,
    },
    /// The product itself: jobs, imports, seeds. The text names the program.
    System(&'static str),
}

impl Actor {
    /// The role, a system counting as administrator.
    pub fn role(&self) -> Role {
        match self {
            Self::Visitor => Role::Visitor,
            Self::Person { role, .. } => *role,
            Self::System(_) => Role::Administrator,
        }
    }

    /// The account, if a person acts.
    pub fn account_id(&self) -> Option<&AccountId> {
        match self {
            Self::Person { account_id, .. } => Some(account_id),
            _ => None,
        }
    }

    /// The organisation acted for.
    pub fn organisation_id(&self) -> Option<&OrganisationId> {
        match self {
            Self::Person { member, .. } => member.as_ref().map(|it| &it.organisation_id),
            _ => None,
        }
    }

    /// Whether the actor acts for an organisation of this kind.
    pub fn acts_for(&self, kind: OrganisationKind) -> bool {
        matches!(self, Self::Person { member: Some(member), .. } if member.kind == kind)
    }

    /// Whether the actor is the product itself.
    pub fn is_system(&self) -> bool {
        matches!(self, Self::System(_))
    }

    /// Whether the actor moderates in the region.
    pub fn moderates(&self, place: &RegionCode) -> bool {
        match self {
            Self::Person { role: Role::Moderator, region, .. } => {
                region.as_ref().is_none_or(|own| own.contains(place))
            }
            _ => false,
        }
    }
}
