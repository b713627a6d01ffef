//! Suspending an organisation, and letting it act again.

use super::entity::Model;
use super::rules::{self, SuspensionProblem};
use super::store;
use crate::audit::{self, Recorded};
use crate::memberships::actions as members;
use crate::moderation::actions::{self as moderation, NewChange};
use crate::moderation::{FieldDifference, find_of_subject};
use crate::organisations::{self, OrganisationRow, Standing, access, actions as standings};
use chrono::NaiveDate;
use kernel::id::{OrganisationId, SuspensionId};
use kernel::{Actor, Denied, Error, NewEvent, Problem, Result};
use platform::{Cx, Db};
use sea_orm::ConnectionTrait;
use serde_json::json;

/// The noun under which appeals are moderated and audited.
pub const SUBJECT: &str = "suspension";
/// How many are listed of one organisation. 配置值.
const LISTED: u64 = 20;
/// Where people read what has become of their organisation.
const HOME: &str = "/workspace/suspensions";

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
    // An appeal that still waits has nothing to decide any more.
    moderation::withdraw_of_subject(cx, after.id.as_str()).await?;
    standings::stand(cx, organisation, Standing::Active).await?;
    members::tell_all(cx, id, "单位恢复正常", "暂停已解除，现在可以继续办理业务。", HOME).await?;
    cx.emit(NewEvent::of("organisations.restored", "organisation", id)).await?;
    Ok(after)
}

/// Appeals against the suspension that holds: another moderator than the one who suspended decides.
/// Owners of the organisation, once for each suspension.
///
/// # Errors
/// Forbidden for others; problems when nothing holds it back, it was appealed before, or nothing is
/// said.
pub async fn appeal(cx: &mut Cx, text: &str) -> Result<Model> {
    let own = cx.actor.organisation_id().cloned().filter(|it| cx.actor.owns(it));
    let id = own.ok_or(Denied::Forbidden)?;
    organisations::lock(&cx.tx, std::slice::from_ref(&id)).await?;
    let found = store::open_of(&cx.tx, &id).await?;
    let row = found.ok_or_else(|| Error::problem(SuspensionProblem::NotSuspended))?;
    if find_of_subject(&cx.tx, row.id.as_str()).await?.is_some() {
        return Err(SuspensionProblem::AppealedAlready.into());
    }
    if let Some(problem) = rules::check_appeal(text) {
        return Err(problem.into());
    }
    let organisation = organisations::find(&cx.tx, &id).await?.ok_or(Denied::NotFound)?;
    let region_code = organisation.region_code.ok_or(Denied::NotFound)?;
    let until = row.until.map_or_else(|| "至协会恢复为止".to_owned(), |it| it.to_string());
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: format!("暂停申诉：{}", organisation.name),
        region_code,
        second_region_code: None,
        first_by: row.begun_by.clone(),
        differences: vec![
            FieldDifference::said("reason", "暂停原因", row.reason.clone()),
            FieldDifference::said("until", "暂停期限", until),
            FieldDifference::said("appeal", "申诉理由", text.trim().to_owned()),
        ],
    };
    let check = moderation::submit(cx, change).await?;
    let recorded = Recorded {
        action: "suspensions.appeal",
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({ "organisation": id, "check": check.id })),
    };
    audit::record(cx, recorded).await?;
    Ok(row)
}

/// Applies what was decided about an appeal: upheld, the organisation may act again; refused, it
/// stays suspended and is told. Done by the product.
///
/// # Errors
/// Forbidden for persons.
pub(super) async fn end_appeal(cx: &mut Cx, id: &SuspensionId, is_upheld: bool) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find(&cx.tx, id).await?;
    let Some(row) = found.filter(|it| it.ended_at.is_none()) else { return Ok(()) };
    if is_upheld {
        return restore(cx, &row.organisation_id, "申诉成立，经复核解除暂停").await.map(drop);
    }
    let body = "经另一位审核员复核，暂停维持，说明见工作台。";
    members::tell_all(cx, &row.organisation_id, "暂停申诉未获支持", body, HOME).await.map(drop)
}

/// The suspensions of an organisation, newest first: for its own people, and for moderators of its
/// region.
///
/// # Errors
/// Not found for others.
pub async fn history(db: &Db, actor: &Actor, id: &OrganisationId) -> Result<Vec<Model>> {
    if actor.organisation_id() != Some(id) {
        get_supervised(db.read(), actor, id).await?;
    }
    store::of_organisation(db.read(), id, LISTED).await
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
