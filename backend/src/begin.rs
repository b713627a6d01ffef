//! 开局: what a real installation begins with, from the command line. The first administrator of
//! each kind, and the associations, regulators and the operator with their first owner; everybody
//! else is invited and appointed in the workspace. Nobody types a password here: it is set by the
//! link for a forgotten one.

use crate::app::App;
use clap::{Subcommand, ValueEnum};
use commons::accounts::actions::{self as accounts, NewAccount};
use commons::appointments;
use commons::organisations::{self, actions::NewOrganisation};
use kernel::{Actor, Denied, MemberRole, OrganisationKind, RegionCode, Result, Role};

const ACTOR: Actor = Actor::System("begin");

/// What is begun.
#[derive(Subcommand)]
pub enum Begin {
    /// The first administrator of a kind; three kinds are three persons.
    Administrator {
        /// Of what.
        kind: AdministratorKind,
        /// Where they sign in.
        #[arg(long)]
        email: String,
        /// What others see.
        #[arg(long)]
        name: String,
    },
    /// An association, a regulator or the operator, with its first owner.
    Organisation {
        /// What it is here for.
        kind: FoundedKind,
        /// Its full name.
        #[arg(long)]
        name: String,
        /// Where it is at work: 31, 3205, 320509. The operator has none.
        #[arg(long)]
        region: Option<String>,
        /// Where its owner signs in.
        #[arg(long)]
        owner_email: String,
        /// What others see of its owner.
        #[arg(long)]
        owner_name: String,
    },
}

/// The three kinds of administrator.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AdministratorKind {
    /// 系统管理员.
    System,
    /// 安全管理员.
    Security,
    /// 审计管理员.
    Audit,
}

/// The kinds of organisation that do not register themselves.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FoundedKind {
    /// 协会.
    Association,
    /// 监管部门.
    Regulator,
    /// 运营单位.
    Operator,
}

impl From<AdministratorKind> for Role {
    fn from(kind: AdministratorKind) -> Self {
        match kind {
            AdministratorKind::System => Self::SystemAdministrator,
            AdministratorKind::Security => Self::SecurityAdministrator,
            AdministratorKind::Audit => Self::AuditAdministrator,
        }
    }
}

impl From<FoundedKind> for OrganisationKind {
    fn from(kind: FoundedKind) -> Self {
        match kind {
            FoundedKind::Association => Self::Association,
            FoundedKind::Regulator => Self::Regulator,
            FoundedKind::Operator => Self::Operator,
        }
    }
}

/// Begins it. Whoever it is about sets a password by the link for a forgotten one.
///
/// # Errors
/// Problems with what was typed, or when it has begun already.
pub async fn begin(app: &App, what: Begin) -> Result<()> {
    let hash = app.auth().passwords.hash_of_none(&mut app.db().dice()).await?;
    app.db()
        .in_transaction(ACTOR, |cx| {
            Box::pin(async move {
                match what {
                    Begin::Administrator { kind, email, name } => {
                        let who = (email.as_str(), name.as_str());
                        appointments::actions::begin_first(cx, who, kind.into(), hash).await
                    }
                    Begin::Organisation { kind, name, region, owner_email, owner_name } => {
                        let region_code = region.as_deref().map(RegionCode::parse).transpose();
                        let region_code = region_code
                            .map_err(|_| Denied::BadInput("--region: no such region".into()))?;
                        let new = NewOrganisation {
                            kind: kind.into(),
                            name,
                            credit_code: None,
                            credit_code_is_valid: false,
                            region_code,
                            address: None,
                            source: "运营单位登记".into(),
                            source_on: Some(cx.today()),
                        };
                        let organisation = organisations::actions::add(cx, new).await?;
                        let owner = NewAccount {
                            email: accounts::email_of(&owner_email)?,
                            password_hash: hash,
                            display_name: owner_name,
                            role: Role::Member,
                            member: Some((organisation.id, MemberRole::Owner)),
                            region_code: None,
                        };
                        accounts::appoint(cx, owner).await.map(drop)
                    }
                }
            })
        })
        .await
}
