//! The verbs of a need: post, publish, refuse, withdraw, open, award.

use super::differences::{differences, terms_told};
use super::entity::{DemandEnd, DemandStage, DemandState, Model};
use super::rules::{self, DemandProblem, TypedDemand};
use super::stages::{self, Act};
use super::{access, clocks, mails, store};
use crate::auctions;
use crate::bids;
use crate::envelopes;
use crate::procedures::{
    self, Custody, ProcedureKind,
    rules::{TermsProblem, TypedTerms},
};
use crate::proposals;
use crate::scopes::{self, Answers, rules::TypedAnswer};
use chrono::{DateTime, Duration, Utc};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::moderation::actions::{self as moderation, Mended, NewChange};
use commons::requests;
use kernel::id::{BidId, DemandId, OrganisationId};
use kernel::text::is_long;
use kernel::{Denied, Error, NewEvent, Pace, Problem, Result};
use platform::Cx;
use serde_json::{Value, json};

/// The noun under which needs are moderated, audited and announced.
pub const SUBJECT: &str = "demand";

/// Posts a need; it waits for the association of its region. The same key twice gives the same
/// need.
///
/// # Errors
/// Problems with the fields, or when the caller acts for no enterprise; forbidden for viewers.
pub async fn post(
    cx: &mut Cx,
    typed: TypedDemand,
    (terms, scope): (TypedTerms, Vec<TypedAnswer>),
    request_key: &str,
    shortest_window: Duration,
) -> Result<Model> {
    let (procedure, procedure_terms) = (terms.procedure, procedures::find(terms.procedure));
    let pace = procedure_terms.runs_at();
    let organisation_id = ensure_may_post(cx, pace).await?;
    if let Some(earlier) = requests::answered(cx, request_key).await? {
        let id =
            DemandId::parse(&earlier).map_err(|_| Denied::BadInput("requestKey: used".into()))?;
        return get(cx, &id).await;
    }
    if pace.is_practice()
        && store::count_practice(&cx.tx, &organisation_id).await? >= rules::MOST_PRACTICE
    {
        return Err(DemandProblem::TooMuchPractice.into());
    }
    let scope = scope_of(&typed, procedure, &scope);
    let checked = rules::check(typed, cx.now, (shortest_window, pace));
    let said = kernel::error::both(scope, procedures::rules::check(terms));
    let (checked, (scope, terms)) = kernel::error::both(checked, said)?;
    let row = Model {
        id: DemandId::new(cx.now, &mut cx.rng),
        organisation_id,
        posted_by: cx.actor.account_id().cloned(),
        title: rules::marked(checked.title, pace),
        description: checked.description,
        category_code: checked.category_code,
        province_code: checked.region_code.province(),
        city_code: checked.region_code.city(),
        county_code: checked.region_code.county(),
        region_code: checked.region_code,
        address: checked.address,
        budget_min_fen: checked.budget_min,
        budget_max_fen: checked.budget_max,
        waste_code: checked.waste_code,
        quantity: checked.quantity,
        unit: checked.unit,
        deadline: checked.deadline,
        state: DemandState::Submitted,
        published_at: None,
        opened_at: None,
        awarded_at: None,
        awarded_bid_id: None,
        bid_count: 0,
        is_demo: false,
        revision: 1,
        created_at: cx.now,
        updated_at: cx.now,
        extensions: 0,
        procedure,
        stage: None,
        pace: procedure_terms.pace,
        least_bids: procedure_terms.least_bids,
        is_scored: procedure_terms.is_scored,
        stage_ends_at: None,
        acts_at: None,
        end_reason: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    procedures::keep(cx, &row, terms).await?;
    scopes::keep(&cx.tx, &row.id, scope).await?;
    requests::remember(cx, request_key, row.id.as_str()).await?;
    if pace.is_practice() {
        record(cx, "demands.post", &row, None).await?;
        return publish_now(cx, row).await;
    }
    let told = terms_told(&cx.tx, &row.id).await?;
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: row.title.clone(),
        region_code: row.region_code.clone(),
        second_region_code: None,
        first_by: None,
        differences: differences(None, (&row, &told)),
    };
    moderation::submit(cx, change).await?;
    record(cx, "demands.post", &row, None).await?;
    announce(cx, "demands.posted", &row).await?;
    Ok(row)
}

/// For which organisation the caller may post.
async fn ensure_may_post(cx: &mut Cx, pace: Pace) -> Result<OrganisationId> {
    let organisation_id = cx.actor.organisation_id().cloned();
    let Some(own) = organisation_id.filter(|_| access::may_post(&cx.actor, pace)) else {
        return Err(match pace.is_practice() {
            true => DemandProblem::NoOrganisation.into(),
            false => DemandProblem::NotEnterprise.into(),
        });
    };
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    Ok(own)
}

/// Mends a need that its check has given back; it waits again. `revision` is the one the owner saw.
///
/// # Errors
/// Not found for others than the owner; problems with the fields, when nothing was given back, and
/// when somebody else has mended it meanwhile.
pub async fn revise(
    cx: &mut Cx,
    id: &DemandId,
    revision: i32,
    (typed, terms, scope): (TypedDemand, Option<TypedTerms>, Option<Vec<TypedAnswer>>),
    shortest_window: Duration,
) -> Result<Model> {
    let before = get_own(cx, id).await?;
    if before.state != DemandState::Submitted {
        return Err(DemandProblem::CannotRevise.into());
    }
    if before.revision != revision {
        return Err(DemandProblem::ChangedMeanwhile.into());
    }
    let procedure = terms.as_ref().map_or(before.procedure, |it| it.procedure);
    let of = procedures::find(procedure);
    if of.runs_at() != before.pace() {
        return Err(TermsProblem::PracticeApart.into());
    }
    let is_other = procedure != before.procedure || typed.category_code != before.category_code;
    if scope.is_some() || is_other {
        let scope = scope_of(&typed, procedure, &scope.unwrap_or_default())?;
        scopes::keep(&cx.tx, id, scope).await?;
    }
    let checked = rules::check(typed, cx.now, (shortest_window, before.pace()))?;
    let (least_bids, is_scored) = (of.least_bids, of.is_scored);
    let after = Model { procedure, least_bids, is_scored, ..before.with(checked) };
    let told_before = terms_told(&cx.tx, id).await?;
    if let Some(terms) = terms {
        let terms = procedures::rules::check(terms)?;
        procedures::keep(cx, &after, terms).await?;
    }
    let told = terms_told(&cx.tx, id).await?;
    let mended = Mended {
        subject_id: after.id.to_string(),
        title: after.title.clone(),
        region_code: after.region_code.clone(),
        differences: differences(Some((&before, &told_before)), (&after, &told)),
    };
    moderation::send_again(cx, mended).await?;
    save(cx, "demands.revise", "demands.revised", &before, after).await
}

/// What a need answers to the template of its category.
fn scope_of(
    typed: &TypedDemand,
    procedure: ProcedureKind,
    scope: &[TypedAnswer],
) -> std::result::Result<Answers, Vec<Problem>> {
    let is_asked = procedures::find(procedure).is_scored;
    scopes::rules::check(&typed.category_code, scope, is_asked)
}

/// Makes a need public, once it is approved. Done by the product; a need that has moved on
/// meanwhile is left alone.
///
/// # Errors
/// Forbidden for persons.
pub async fn publish(cx: &mut Cx, id: &DemandId) -> Result<()> {
    match for_the_product(cx, id, DemandState::Submitted).await? {
        Some(before) => publish_now(cx, before).await.map(drop),
        None => Ok(()),
    }
}

/// Makes a need public: its envelopes have a key from now on.
async fn publish_now(cx: &mut Cx, before: Model) -> Result<Model> {
    if let Some(terms) = procedures::store::find(&cx.tx, &before.id).await? {
        envelopes::actions::make_key(cx, &before, terms.custody).await?;
    }
    let after =
        Model { state: DemandState::Published, published_at: Some(cx.now), ..before.clone() };
    save(cx, "demands.publish", "demands.published", &before, after).await
}

/// Takes a need back out of the queue, once it is refused.
///
/// # Errors
/// Forbidden for persons.
pub async fn refuse(cx: &mut Cx, id: &DemandId) -> Result<()> {
    let Some(before) = for_the_product(cx, id, DemandState::Submitted).await? else {
        return Ok(());
    };
    let after = Model { state: DemandState::Refused, ..before.clone() };
    save(cx, "demands.refuse", "demands.refused", &before, after).await.map(drop)
}

/// Tells the owner of a need that its check asks for something.
///
/// # Errors
/// Forbidden for persons.
pub async fn ask_to_mend(cx: &mut Cx, id: &DemandId) -> Result<()> {
    match for_the_product(cx, id, DemandState::Submitted).await? {
        Some(row) => mails::tell_to_mend(cx, &row).await,
        None => Ok(()),
    }
}

/// Takes back a need that a rule let pass and a look afterwards found wanting. One that has ended
/// meanwhile is left alone.
///
/// # Errors
/// Forbidden for persons.
pub async fn overturn(cx: &mut Cx, id: &DemandId) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| rules::may_end(it.state)) else { return Ok(()) };
    envelopes::actions::end_key(cx, &before).await?;
    proposals::cancel(cx, id).await?;
    let after = Model { state: DemandState::Refused, stage: None, ..before.clone() };
    save(cx, "demands.overturn", "demands.overturned", &before, after).await.map(drop)
}

/// Opens the bids of a need whose deadline has passed, or ends it when there are none.
///
/// # Errors
/// Forbidden for persons.
pub async fn open(cx: &mut Cx, id: &DemandId) -> Result<()> {
    let Some(before) = for_the_product(cx, id, DemandState::Published).await? else {
        return Ok(());
    };
    if cx.now < before.deadline {
        return Ok(());
    }
    open_now(cx, before).await.map(drop)
}

async fn open_now(cx: &mut Cx, before: Model) -> Result<Model> {
    bids::lapse(cx, &before.id).await?;
    let terms = procedures::store::find(&cx.tx, &before.id).await?;
    let custody = terms.map_or(Custody::None, |it| it.custody);
    let state = rules::at_deadline(before.bid_count, before.least_bids);
    let end_reason = (state == DemandState::Unsuccessful).then_some(DemandEnd::TooFewBids);
    let opens_envelopes = state == DemandState::Opened && custody != Custody::None;
    if opens_envelopes {
        envelopes::actions::release_by_clock(cx, &before).await?;
    } else {
        envelopes::actions::end_key(cx, &before).await?;
    }
    if opens_envelopes && custody == Custody::ThreeKeys {
        envelopes::ask_custodians(cx, &before).await?;
    }
    let stage = opens_envelopes.then_some(DemandStage::Opening);
    let after = Model { state, stage, opened_at: Some(cx.now), end_reason, ..before.clone() };
    save(cx, "demands.open", "demands.opened", &before, after).await
}

/// Ends a need whose envelopes gave no bid that counts, or were never opened.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn end_without_bids(
    cx: &mut Cx,
    before: Model,
    reason: DemandEnd,
) -> Result<Model> {
    let (state, end_reason) = (DemandState::Unsuccessful, Some(reason));
    let after = Model { state, stage: None, end_reason, ..before.clone() };
    save(cx, "demands.fail", "demands.opened", &before, after).await
}

/// A need that takes bids, about to be changed by the product; none when it does not.
///
/// # Errors
/// Forbidden for persons.
pub(crate) async fn open_for_bids(cx: &Cx, id: &DemandId) -> Result<Option<Model>> {
    let found = for_the_product(cx, id, DemandState::Published).await?;
    Ok(found.filter(|it| rules::takes_bids(it, cx.now)))
}

/// Puts a deadline off, since a question stands unanswered. Owner and bidders are told.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn put_off(cx: &mut Cx, before: Model, deadline: DateTime<Utc>) -> Result<()> {
    let extensions = before.extensions + 1;
    let after = Model { deadline, extensions, ..before.clone() };
    mails::tell_of_later_deadline(cx, &after).await?;
    write(cx, "demands.put_off", "demands.put_off", &before, after).await.map(drop)
}

/// Writes what its owner has changed while bids are taken; the rules of amendments have passed it.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn amended(cx: &mut Cx, before: &Model, after: Model) -> Result<Model> {
    write(cx, "demands.amend", "demands.amended", before, after).await
}

/// Takes a need back, with a reason.
///
/// # Errors
/// Not found for others than the owner, forbidden for its viewers; a problem when it has ended.
pub async fn withdraw(cx: &mut Cx, id: &DemandId, reason: &str) -> Result<Model> {
    let before = get_own(cx, id).await?;
    let reason = reason.trim();
    let mut problems = Vec::new();
    if !is_long(reason, 2..=200) {
        problems.push(DemandProblem::ReasonLength.into());
    }
    if !rules::may_end(before.state) {
        problems.push(DemandProblem::CannotWithdraw.into());
    }
    kernel::error::collect(problems)?;
    moderation::withdraw_of_subject(cx, before.id.as_str()).await?;
    envelopes::actions::end_key(cx, &before).await?;
    proposals::cancel(cx, id).await?;
    let told = format!("需求“{}”已被发布企业撤回：{reason}", before.title);
    bids::tell_bidders(cx, id, "需求已撤回", &told).await?;
    let after = Model { state: DemandState::Withdrawn, stage: None, ..before.clone() };
    save(cx, "demands.withdraw", "demands.withdrawn", &before, after).await
}

/// Chooses a bid. The others are told that they lost.
///
/// # Errors
/// Not found for others than the owner, forbidden for its viewers; problems before the deadline, after the end, and for a
/// bid that does not stand.
pub async fn award(cx: &mut Cx, id: &DemandId, bid_id: &BidId) -> Result<Model> {
    let mut before = get_own(cx, id).await?;
    if before.state == DemandState::Published {
        if cx.now < before.deadline {
            return Err(DemandProblem::NotOpenYet.into());
        }
        before = open_now(cx, before).await?;
    }
    if before.state != DemandState::Opened {
        return Err(DemandProblem::AlreadyEnded.into());
    }
    auctions::ensure_none_runs(cx, id).await?;
    let terms = procedures::store::find(&cx.tx, id).await?;
    let has_notice = terms.is_some_and(|it| it.notice_days > 0);
    stages::award(cx, before, bid_id, (Act::AwardAtOnce, has_notice)).await
}

/// Adds a public need of a new installation.
///
/// # Errors
/// Forbidden for persons; problems with the fields.
pub async fn seed(cx: &mut Cx, row: Model) -> Result<Model> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    store::insert(&cx.tx, row.clone()).await?;
    announce(cx, "demands.published", &row).await?;
    Ok(row)
}

async fn get(cx: &Cx, id: &DemandId) -> Result<Model> {
    let found = store::find(&cx.tx, id).await?;
    found.filter(|it| access::may_see(&cx.actor, it)).ok_or(Error::Denied(Denied::NotFound))
}

/// A need of the caller's that is about to be changed.
///
/// # Errors
/// Not found for others than the owner, forbidden for its viewers.
pub(crate) async fn get_own(cx: &Cx, id: &DemandId) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| access::is_owner(&cx.actor, it)).ok_or(Denied::NotFound)?;
    if access::may_change(&cx.actor, &own) { Ok(own) } else { Err(Denied::Forbidden.into()) }
}

async fn for_the_product(cx: &Cx, id: &DemandId, state: DemandState) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    Ok(store::find_for_change(&cx.tx, id).await?.filter(|it| it.state == state))
}

pub(super) async fn save(
    cx: &mut Cx,
    action: &'static str,
    event: &'static str,
    before: &Model,
    after: Model,
) -> Result<Model> {
    let after = write(cx, action, event, before, after).await?;
    mails::tell(cx, &after).await?;
    Ok(after)
}

/// Writes what is no change to anybody: when a clock looks at it next.
pub(super) async fn write_as_it_is(cx: &Cx, row: Model) -> Result<()> {
    store::update(&cx.tx, row).await
}

/// Saves without telling anybody what its state says.
pub(super) async fn write(
    cx: &mut Cx,
    action: &'static str,
    event: &'static str,
    before: &Model,
    after: Model,
) -> Result<Model> {
    let is_moved = (before.state, before.stage) != (after.state, after.stage);
    let after = if is_moved { clocks::wind(cx, after).await? } else { after };
    let after = Model { revision: before.revision + 1, updated_at: cx.now, ..after };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, action, &after, Some(before)).await?;
    announce(cx, event, &after).await?;
    Ok(after)
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    after: &Model,
    before: Option<&Model>,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: before.map(standing),
        after: Some(standing(after)),
    };
    audit::record(cx, recorded).await
}

fn standing(row: &Model) -> Value {
    json!({
        "title": row.title, "state": row.state, "deadline": row.deadline, "revision": row.revision,
        "awardedBid": row.awarded_bid_id, "stage": row.stage, "endReason": row.end_reason,
    })
}

async fn announce(cx: &mut Cx, name: &'static str, row: &Model) -> Result<()> {
    cx.emit(NewEvent::of(name, SUBJECT, &row.id)).await
}
