//! Proposing somebody for a staff role, and deciding.

use super::entity::{AppointmentState, Model};
use super::rules::{self, AppointmentProblem, Candidate};
use super::{access, store};
use crate::accounts;
use crate::audit::{self, Recorded};
use crate::memberships;
use crate::sessions;
use kernel::id::{AccountId, AppointmentId};
use kernel::{Denied, Error, NewEvent, RegionCode, Result, Role};
use platform::{Cx, by_constraint};
use serde_json::json;

/// Proposes the person of an address for a staff role. System administrators; it takes effect once
/// a security administrator has confirmed it.
///
/// # Errors
/// Forbidden for others; every problem at once.
pub async fn propose(cx: &mut Cx, email: &str, role: Role, region: Option<&str>) -> Result<Model> {
    if cx.actor.role() != Some(Role::SystemAdministrator) {
        return Err(Denied::Forbidden.into());
    }
    let email = accounts::rules::parse_email(email).unwrap_or_default();
    let Some(account) = accounts::find_by_email(&cx.tx, &email).await? else {
        return Err(AppointmentProblem::NoAccount.into());
    };
    if !access::may_propose(&cx.actor, &account.id) {
        return Err(AppointmentProblem::Oneself.into());
    }
    let region = region.map(str::trim).filter(|it| !it.is_empty()).map(RegionCode::parse);
    let region_code =
        region.transpose().map_err(|_| Error::from(AppointmentProblem::RegionUnknown))?;
    let kinds = memberships::kinds_of(&cx.tx, &account.id).await?;
    let candidate = Candidate {
        role: account.role,
        kinds: &kinds,
        was_administrator: store::was_administrator(&cx.tx, &account.id).await?,
    };
    let problems = rules::check(role, region_code.as_ref(), candidate);
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let row = Model {
        id: AppointmentId::new(cx.now, &mut cx.rng),
        account_id: account.id,
        role,
        region_code: region_code.filter(|_| role == Role::Moderator),
        state: AppointmentState::Proposed,
        proposed_by: cx.actor.account_id().cloned(),
        proposed_at: cx.now,
        decided_by: None,
        decided_at: None,
    };
    store::insert(&cx.tx, row.clone()).await.map_err(|error| {
        let columns = "appointments.account_id";
        by_constraint(error, "appointments_one_open", columns, AppointmentProblem::Open)
    })?;
    record(cx, "appointments.propose", &row).await?;
    Ok(row)
}

/// Confirms or refuses an appointment. Confirmed, it takes effect at once, and what the person was
/// signed in to ends. Security administrators, not on themselves.
///
/// # Errors
/// Not found for others; a problem when it is decided already, or the person was an
/// administrator before.
pub async fn decide(cx: &mut Cx, id: &AppointmentId, is_confirmed: bool) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| access::may_decide(&cx.actor, it)).ok_or(Denied::NotFound)?;
    if let Some(problem) = rules::check_decision(before.state) {
        return Err(problem.into());
    }
    let state = if is_confirmed { AppointmentState::Confirmed } else { AppointmentState::Refused };
    let after = Model {
        state,
        decided_by: cx.actor.account_id().cloned(),
        decided_at: Some(cx.now),
        ..before
    };
    store::update(&cx.tx, after.clone()).await.map_err(other_kind)?;
    if is_confirmed {
        let id = &after.account_id;
        accounts::actions::begin_role(cx, id, after.role, after.region_code.clone()).await?;
        sessions::actions::end_all(cx, id).await?;
        record(cx, "appointments.confirm", &after).await?;
        cx.emit(NewEvent::of("appointments.confirmed", "account", &after.account_id)).await?;
    } else {
        record(cx, "appointments.refuse", &after).await?;
    }
    Ok(after)
}

/// Makes the first administrator of a kind, who sets a password by the link for a forgotten one.
/// Done by whoever runs the product, once for each kind; every other one is appointed by two.
///
/// # Errors
/// Forbidden for persons; problems when the kind has an administrator, or with the address.
pub async fn begin_first(
    cx: &mut Cx,
    (email, display_name): (&str, &str),
    role: Role,
    password_hash: String,
) -> Result<()> {
    if !role.is_administrator() || store::has_administrator(&cx.tx, role).await? {
        return Err(AppointmentProblem::NotFirst.into());
    }
    let new = accounts::actions::NewAccount {
        email: accounts::actions::email_of(email)?,
        password_hash,
        display_name: display_name.trim().to_owned(),
        role,
        member: None,
        region_code: None,
    };
    accounts::actions::appoint(cx, new).await.map(drop)
}

/// Writes down a staff role that the product itself gives: seeds, and the first administrators.
///
/// # Errors
/// Forbidden for persons; a problem when the person was an administrator before.
pub(crate) async fn install(
    cx: &mut Cx,
    account_id: &AccountId,
    role: Role,
    region_code: Option<RegionCode>,
) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let row = Model {
        id: AppointmentId::new(cx.now, &mut cx.rng),
        account_id: account_id.clone(),
        role,
        region_code,
        state: AppointmentState::Confirmed,
        proposed_by: None,
        proposed_at: cx.now,
        decided_by: None,
        decided_at: Some(cx.now),
    };
    store::insert(&cx.tx, row.clone()).await.map_err(other_kind)?;
    record(cx, "appointments.install", &row).await
}

fn other_kind(error: sea_orm::DbErr) -> Error {
    let columns = "appointments.account_id";
    by_constraint(error, "appointments_one_administrator", columns, AppointmentProblem::OtherKind)
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: "account",
        subject_id: row.account_id.as_str(),
        before: None,
        after: Some(json!({ "role": row.role, "region": row.region_code, "appointment": row.id })),
    };
    audit::record(cx, recorded).await
}
