//! Suspending an organisation, and letting it act again.

use super::entity::Model;
use super::rules::{self, SuspensionProblem};
use super::store;
use crate::memberships::actions as members;
use crate::organisations::{self, OrganisationRow, Standing, access, actions as standings};
use chrono::NaiveDate;
use kernel::id::{OrganisationId, SuspensionId};
use kernel::{Actor, Denied, NewEvent, Problem, Result};
use platform::{Cx, Db};
use sea_orm::ConnectionTrait;

/// Where people read what has become of their organisation.
const HOME: &str = "/workspace/members";

/// Suspends an organisation; what its people are signed in to for it ends. The association of its
/// region.
///
/// # Errors
/// Not found for others; problems with the words, or when it is not active.
pub async fn suspend(
    cx: &mut Cx,
    id: &OrganisationId,
    (reason, appeal): (String, String),
    until: Option<NaiveDate>,
) -> Result<Model> {
    let organisation = get_supervised(&cx.tx, &cx.actor, id).await?;
    let words = rules::check(&reason, &appeal, until, cx.today());
    let mut problems: Vec<Problem> = words.into_iter().map(Into::into).collect();
    if organisation.standing != Standing::Active {
        problems.push(SuspensionProblem::NotActive.into());
    }
    kernel::error::collect(problems)?;
    let row = Model {
        id: SuspensionId::new(cx.now, &mut cx.rng),
        organisation_id: organisation.id.clone(),
        reason: reason.trim().to_owned(),
        appeal: appeal.trim().to_owned(),
        begun_at: cx.now,
        until,
        begun_by: cx.actor.account_id().cloned(),
        ended_at: None,
        ended_by: None,
        end_note: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    standings::stand(cx, organisation, Standing::Suspended).await?;
    members::end_sessions_for(cx, id).await?;
    members::tell_all(
        cx,
        id,
        "单位已被暂停",
        &format!("原因：{}。申诉：{}", row.reason, row.appeal),
        HOME,
    )
    .await?;
    cx.emit(NewEvent::of("organisations.suspended", "organisation", id)).await?;
    Ok(row)
}

/// Lets an organisation act again. The association of its region, or the product once the term is
/// over.
///
/// # Errors
/// Not found for others; a problem when it is not suspended or nothing is said.
pub async fn restore(cx: &mut Cx, id: &OrganisationId, note: &str) -> Result<Model> {
    let organisation = get_supervised(&cx.tx, &cx.actor, id).await?;
    let found = store::open_of(&cx.tx, id).await?;
    let Some(before) = found.filter(|_| organisation.standing == Standing::Suspended) else {
        return Err(SuspensionProblem::NotSuspended.into());
    };
    if let Some(problem) = rules::check_end(note) {
        return Err(problem.into());
    }
    let after = Model {
        ended_at: Some(cx.now),
        ended_by: cx.actor.account_id().cloned(),
        end_note: Some(note.trim().to_owned()),
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    standings::stand(cx, organisation, Standing::Active).await?;
    members::tell_all(cx, id, "单位恢复正常", "暂停已解除，现在可以继续办理业务。", HOME).await?;
    cx.emit(NewEvent::of("organisations.restored", "organisation", id)).await?;
    Ok(after)
}

/// The suspension that holds of an organisation in the region of the actor.
///
/// # Errors
/// Not found for others.
pub async fn open_of(db: &Db, actor: &Actor, id: &OrganisationId) -> Result<Option<Model>> {
    get_supervised(db.read(), actor, id).await?;
    store::open_of(db.read(), id).await
}

/// An organisation in the region of the actor, never their own.
async fn get_supervised(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &OrganisationId,
) -> Result<OrganisationRow> {
    let found = organisations::find(db, id).await?;
    found.filter(|it| access::may_supervise(actor, it)).ok_or_else(|| Denied::NotFound.into())
}
