//! The verbs of accounts: begin, confirm an address, appoint.

use super::entity::Model;
use super::rules::{self, AccountProblem};
use super::store;
use crate::appointments::actions as appointments;
use crate::audit::{self, Recorded};
use crate::memberships::actions as members;
use kernel::id::{AccountId, OrganisationId};
use kernel::{Denied, MemberRole, RegionCode, Result, Role};
use platform::{Cx, by_constraint};
use serde_json::json;

/// A person who has just registered.
pub(crate) struct NewPerson {
    /// Lower case.
    pub(crate) email: String,
    /// argon2id, in PHC form.
    pub(crate) password_hash: String,
    /// What others see.
    pub(crate) display_name: String,
}

/// Adds the account of a person; their address is not confirmed yet.
pub(crate) async fn begin(
    cx: &mut Cx,
    new: NewPerson,
    organisation_id: Option<OrganisationId>,
) -> Result<Model> {
    let account = Model {
        id: AccountId::new(cx.now, &mut cx.rng),
        email: new.email,
        password_hash: new.password_hash,
        display_name: new.display_name,
        role: Role::Member,
        organisation_id,
        region_code: None,
        locked_until: None,
        created_at: cx.now,
        email_confirmed_at: None,
    };
    add(cx, &account).await?;
    Ok(account)
}

/// Whether an address was registered by somebody else at the same moment.
pub(crate) fn is_taken(error: &kernel::Error) -> bool {
    let taken = kernel::Problem::from(AccountProblem::EmailTaken);
    matches!(error, kernel::Error::Problems(problems) if problems.contains(&taken))
}

/// Writes down that a person reads an address; none when it is not theirs any more.
pub(crate) async fn confirm_email(
    cx: &mut Cx,
    id: &AccountId,
    email: &str,
) -> Result<Option<Model>> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.email == email) else { return Ok(None) };
    let after = Model { email_confirmed_at: Some(cx.now), ..before };
    store::update(&cx.tx, after.clone()).await?;
    let recorded = Recorded {
        action: "accounts.confirm_email",
        subject_kind: "account",
        subject_id: id.as_str(),
        before: None,
        after: None,
    };
    audit::record(cx, recorded).await?;
    Ok(Some(after))
}

async fn add(cx: &mut Cx, account: &Model) -> Result<()> {
    store::insert(&cx.tx, account.clone()).await.map_err(|error| {
        by_constraint(error, "accounts_one_per_email", "accounts.email", AccountProblem::EmailTaken)
    })?;
    let recorded = Recorded {
        action: "accounts.register",
        subject_kind: "account",
        subject_id: account.id.as_str(),
        before: None,
        after: Some(json!({ "role": account.role, "organisation": account.organisation_id })),
    };
    audit::record(cx, recorded).await
}

/// An account of the product's staff, or of a demonstration.
pub struct NewAccount {
    /// Where they sign in.
    pub email: String,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// What others see.
    pub display_name: String,
    /// What they may do at all.
    pub role: Role,
    /// The organisation acted for, and as what.
    pub member: Option<(OrganisationId, MemberRole)>,
    /// Where a moderator decides.
    pub region_code: Option<RegionCode>,
}

/// An address as it is kept.
///
/// # Errors
/// A problem when it is none.
pub fn email_of(typed: &str) -> Result<String> {
    Ok(rules::parse_email(typed).ok_or(AccountProblem::EmailForm)?)
}

/// Adds an account without a registration, its address confirmed and its role in force. Only the
/// product itself may.
///
/// # Errors
/// Forbidden for persons; a problem when the address is taken.
pub async fn appoint(cx: &mut Cx, new: NewAccount) -> Result<Model> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let account = Model {
        id: AccountId::new(cx.now, &mut cx.rng),
        email: new.email,
        password_hash: new.password_hash,
        display_name: new.display_name,
        role: Role::Member,
        organisation_id: new.member.as_ref().map(|it| it.0.clone()),
        region_code: new.region_code.clone(),
        locked_until: None,
        created_at: cx.now,
        email_confirmed_at: Some(cx.now),
    };
    add(cx, &account).await?;
    if let Some((organisation_id, role)) = &new.member {
        members::add(cx, &account.id, organisation_id, *role).await?;
    }
    if new.role.is_staff() {
        appointments::install(cx, &account.id, new.role, new.region_code.clone()).await?;
        return begin_role(cx, &account.id, new.role, new.region_code).await;
    }
    Ok(account)
}

/// Gives an account the staff role it was appointed to. The appointment has been decided; the
/// database refuses an administrator without one.
///
/// # Errors
/// Not found when there is no such account.
pub(crate) async fn begin_role(
    cx: &mut Cx,
    id: &AccountId,
    role: Role,
    region_code: Option<RegionCode>,
) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.ok_or(Denied::NotFound)?;
    let after = Model { role, region_code, ..before };
    store::update(&cx.tx, after.clone()).await?;
    Ok(after)
}
