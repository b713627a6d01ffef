//! Who acts: carried in every action, decided once at the door.

use crate::RegionCode;
use crate::id::{AccountId, MachineKeyId, OrganisationId};
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
    /// 系统管理员: accounts of staff, settings, jobs, machine keys; decides nothing, reads no audit.
    SystemAdministrator,
    /// 安全管理员: locks, ends sessions, confirms appointments.
    SecurityAdministrator,
    /// 审计管理员: reads the audit log and changes nothing.
    AuditAdministrator,
}

impl Role {
    /// Whether this is one of the three administrators, who are three persons
    /// (GB/T 22239-2019 8.1.5: system, audit and security management are apart).
    #[must_use]
    pub fn is_administrator(self) -> bool {
        matches!(
            self,
            Self::SystemAdministrator | Self::SecurityAdministrator | Self::AuditAdministrator
        )
    }

    /// Whether the person works for the platform or an association, not for a market party.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self == Self::Moderator || self.is_administrator()
    }

    /// As it is stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "VISITOR",
            Self::Member => "MEMBER",
            Self::Moderator => "MODERATOR",
            Self::SystemAdministrator => "SYSTEM_ADMINISTRATOR",
            Self::SecurityAdministrator => "SECURITY_ADMINISTRATOR",
            Self::AuditAdministrator => "AUDIT_ADMINISTRATOR",
        }
    }
}

/// What a person may do inside an organisation (成员角色).
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
pub enum MemberRole {
    /// 管理员: all an editor may; members, registration, transfer, closing.
    Owner,
    /// 编辑: posts, bids, awards, edits the profile.
    Editor,
    /// 查看: reads what is the organisation's own.
    Viewer,
}

impl MemberRole {
    /// The role in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "管理员",
            Self::Editor => "编辑",
            Self::Viewer => "查看",
        }
    }
}

/// The organisation a person acts for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Which organisation.
    pub organisation_id: OrganisationId,
    /// What it is here for.
    pub kind: OrganisationKind,
    /// What the person may do inside it.
    pub role: MemberRole,
    /// Whether the organisation was active and the person's address confirmed when the token was
    /// made. A yes holds as long as the token; a no is looked up again where it matters.
    pub is_cleared: bool,
}

/// What a machine may do with its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Scope {
    /// Reads what is public.
    DirectoryRead,
    /// Reads, beside that, what a viewer of its organisation reads.
    OrganisationRead,
    /// Sends files of a source in; reads nothing but what became of them.
    FeedPush,
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
    /// A machine that asks with a key; it changes nothing.
    Machine {
        /// Its key.
        key_id: MachineKeyId,
        /// The organisation it reads for, if any, as a viewer of it.
        member: Option<Member>,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// The product itself: jobs, imports, seeds. The text names the program.
    System(&'static str),
}

impl Actor {
    /// The role; none for machines and the product itself, which are no persons.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Visitor => Some(Role::Visitor),
            Self::Person { role, .. } => Some(*role),
            Self::Machine { .. } | Self::System(_) => None,
        }
    }

    /// As what the actor acts, for the log: a role, `MACHINE` or `SYSTEM`.
    pub fn acts_as(&self) -> &'static str {
        let other = if matches!(self, Self::Machine { .. }) { "MACHINE" } else { "SYSTEM" };
        self.role().map_or(other, Role::as_str)
    }

    /// The membership acted in.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::Person { member, .. } => member.as_ref(),
            Self::Machine { member, scopes, .. } => {
                member.as_ref().filter(|_| scopes.contains(&Scope::OrganisationRead))
            }
            _ => None,
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
        self.member().map(|it| &it.organisation_id)
    }

    /// Whether the actor may change what is the organisation's own: owners and editors.
    pub fn may_edit(&self) -> bool {
        self.member().is_some_and(|it| it.role != MemberRole::Viewer)
    }

    /// Whether the actor owns this organisation here: members, registration, closing.
    pub fn owns(&self, organisation_id: &OrganisationId) -> bool {
        self.member().is_some_and(|it| {
            it.role == MemberRole::Owner && &it.organisation_id == organisation_id
        })
    }

    /// Whether the actor acts for an organisation of this kind.
    pub fn acts_for(&self, kind: OrganisationKind) -> bool {
        self.member().is_some_and(|it| it.kind == kind)
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
