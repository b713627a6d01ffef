//! The verbs of a change of a page: submit, withdraw, apply, refuse, overturn.

use super::differences::differences;
use super::entity::{Model, ProviderChangeState};
use super::rules::{self, CheckedProfile, ProviderChangeProblem, TypedProfile, TypedQualification};
use super::{access, mails, store};
use crate::directory::actions::{NewQualification, licence_of};
use crate::directory::{self, Profile, ProviderRow, QualificationRow, STATED, profile_of};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::moderation::actions::{self as moderation, Mended, NewChange};
use commons::moderation::{self as checks, ChangeState};
use kernel::id::{ChangeRequestId, ProviderChangeId, QualificationId};
use kernel::{Date, Denied, Error, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which pages are moderated and audited.
pub const SUBJECT: &str = "provider";

/// Sends in what the own page shall say; it waits for the association of its region. `revision` is
/// the one that was seen of a change that was given back, and none for a new one.
///
/// # Errors
/// Problems with the fields, when nothing changes, and while another change waits; forbidden for
/// viewers, not found without a page.
pub async fn submit(cx: &mut Cx, typed: TypedProfile, revision: Option<i32>) -> Result<Model> {
    let page = own_page(cx).await?;
    memberships::ensure_cleared(cx).await?;
    let open = store::open_for_change(&cx.tx, &page.id).await?;
    let open = ensure_may_send(cx, open, revision).await?;
    let region_code = page.region_code.clone().ok_or(ProviderChangeProblem::NoRegion)?;
    let checked = rules::check(typed, cx.today())?;
    let before = profile_of(&cx.tx, &page).await?;
    let known = known_licences(&before, open.as_ref());
    let after = profile(cx, &page, checked, &known)?;
    if (Profile { stated_on: before.stated_on, ..after.clone() }) == before {
        return Err(ProviderChangeProblem::NothingChanged.into());
    }
    let title = format!("{}的机构资料", page.name);
    let differences = differences(&before, &after);
    let account_id = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let Some(open) = open else {
        let change = NewChange {
            subject_kind: SUBJECT,
            subject_id: page.id.to_string(),
            title,
            region_code,
            second_region_code: None,
            first_by: None,
            differences,
        };
        let check = moderation::submit(cx, change).await?;
        let row = Model {
            id: ProviderChangeId::new(cx.now, &mut cx.rng),
            provider_id: page.id,
            change_request_id: check.id,
            state: ProviderChangeState::Submitted,
            before,
            after,
            submitted_by: account_id,
            submitted_at: cx.now,
            ended_at: None,
            revision: 1,
        };
        store::insert(&cx.tx, row.clone()).await?;
        record(cx, "provider_changes.submit", &row).await?;
        return Ok(row);
    };
    let mended = Mended { subject_id: page.id.to_string(), title, region_code, differences };
    moderation::send_again(cx, mended).await?;
    let row = Model {
        before,
        after,
        submitted_by: account_id,
        submitted_at: cx.now,
        revision: open.revision + 1,
        ..open
    };
    store::update(&cx.tx, row.clone()).await?;
    record(cx, "provider_changes.mend", &row).await?;
    Ok(row)
}

/// Takes an own change back before it is decided.
///
/// # Errors
/// Not found for others, forbidden for viewers; a problem when it is over.
pub async fn withdraw(cx: &mut Cx, id: &ProviderChangeId) -> Result<Model> {
    let page = own_page(cx).await?;
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| it.provider_id == page.id).ok_or(Denied::NotFound)?;
    if before.state != ProviderChangeState::Submitted {
        return Err(ProviderChangeProblem::CannotWithdraw.into());
    }
    moderation::withdraw_of_subject(cx, page.id.as_str()).await?;
    end(cx, "provider_changes.withdraw", before, ProviderChangeState::Withdrawn).await
}

/// Puts a change on the page, once it is approved. Done by the product; one that has ended
/// meanwhile is left alone.
///
/// # Errors
/// Forbidden for persons.
pub async fn apply(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    let Some(change) = for_the_product(cx, check, ProviderChangeState::Submitted).await? else {
        return Ok(());
    };
    if let Some(page) = directory::find_provider(&cx.tx, &change.provider_id).await? {
        directory::put_on_page(cx, page, &change.before, &change.after).await?;
    }
    end(cx, "provider_changes.apply", change, ProviderChangeState::Applied).await.map(drop)
}

/// Ends a change that was refused; it is kept for reading.
///
/// # Errors
/// Forbidden for persons.
pub async fn refuse(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    match for_the_product(cx, check, ProviderChangeState::Submitted).await? {
        Some(it) => {
            end(cx, "provider_changes.refuse", it, ProviderChangeState::Refused).await.map(drop)
        }
        None => Ok(()),
    }
}

/// Tells the owner of a change that its check asks for something.
///
/// # Errors
/// Forbidden for persons.
pub async fn ask_to_mend(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    match for_the_product(cx, check, ProviderChangeState::Submitted).await? {
        Some(change) => mails::tell(cx, &change).await,
        None => Ok(()),
    }
}

/// Takes off the page what a rule let pass and a look afterwards found wanting.
///
/// # Errors
/// Forbidden for persons.
pub async fn overturn(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    let Some(change) = for_the_product(cx, check, ProviderChangeState::Applied).await? else {
        return Ok(());
    };
    if let Some(page) = directory::find_provider(&cx.tx, &change.provider_id).await? {
        directory::put_on_page(cx, page, &change.after, &change.before).await?;
    }
    end(cx, "provider_changes.overturn", change, ProviderChangeState::Refused).await.map(drop)
}

/// The page of the organisation acted for, if the actor may change it.
async fn own_page(cx: &Cx) -> Result<ProviderRow> {
    let own = cx.actor.organisation_id().filter(|_| access::acts_for_provider(&cx.actor));
    let own = own.ok_or(ProviderChangeProblem::NotProvider)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    directory::find_by_organisation(&cx.tx, own).await?.ok_or_else(|| Denied::NotFound.into())
}

/// The open change, when it was given back and is as the person saw it; none for a new one.
async fn ensure_may_send(
    cx: &Cx,
    open: Option<Model>,
    revision: Option<i32>,
) -> Result<Option<Model>> {
    let Some(open) = open else {
        let is_new = revision.is_none();
        return if is_new { Ok(None) } else { Err(ProviderChangeProblem::ChangedMeanwhile.into()) };
    };
    let check = checks::find_of_subject(&cx.tx, open.provider_id.as_str()).await?;
    if check.is_none_or(|it| it.state != ChangeState::Returned) {
        return Err(ProviderChangeProblem::AlreadyWaiting.into());
    }
    if revision != Some(open.revision) {
        return Err(ProviderChangeProblem::ChangedMeanwhile.into());
    }
    Ok(Some(open))
}

/// The licences a form may name: those of the page, and those the open change brings.
fn known_licences(page: &Profile, open: Option<&Model>) -> Vec<QualificationRow> {
    let mut known = page.qualifications.clone();
    let brought = open.into_iter().flat_map(|it| &it.after.qualifications);
    let brought: Vec<_> =
        brought.filter(|it| known.iter().all(|known| known.id != it.id)).cloned().collect();
    known.extend(brought);
    known
}

fn profile(
    cx: &mut Cx,
    page: &ProviderRow,
    checked: CheckedProfile,
    known: &[QualificationRow],
) -> Result<Profile> {
    let CheckedProfile { typed, service_regions } = checked;
    let licences = typed.qualifications.into_iter().map(|it| licence(cx, page, it, known));
    Ok(Profile {
        short_name: typed.short_name,
        introduction: typed.introduction,
        size: typed.size,
        people_count: typed.people_count,
        founded_on: typed.founded_on.map(|it| it.0),
        categories: typed.categories,
        service_regions,
        qualifications: in_order(licences.collect::<Result<_>>()?, known),
        stated_on: Some(cx.today()),
    })
}

/// Licences in the order of the page, new ones last, so that the same ones in another order are no
/// change.
fn in_order(
    mut licences: Vec<QualificationRow>,
    known: &[QualificationRow],
) -> Vec<QualificationRow> {
    let place = |row: &QualificationRow| known.iter().position(|it| it.id == row.id);
    licences.sort_by_key(|it| place(it).unwrap_or(known.len()));
    licences.dedup_by(|a, b| a.id == b.id);
    licences
}

/// A licence as it shall stand: as it is when nothing of it was changed, else stated today.
fn licence(
    cx: &mut Cx,
    page: &ProviderRow,
    typed: TypedQualification,
    known: &[QualificationRow],
) -> Result<QualificationRow> {
    let found = match &typed.qualification_id {
        Some(id) => {
            let found = known.iter().find(|it| it.id == *id);
            Some(found.ok_or_else(|| Error::problem(ProviderChangeProblem::QualificationUnknown))?)
        }
        None => None,
    };
    let id = match found {
        Some(found) => found.id.clone(),
        None => QualificationId::new(cx.now, &mut cx.rng),
    };
    let new = NewQualification {
        source_key: found.map_or_else(|| format!("stated/{id}"), |it| it.source_key.clone()),
        kind: typed.kind,
        name: typed.name,
        number: typed.number,
        issuer: typed.issuer,
        scope: typed.scope,
        mode: typed.mode,
        waste_classes: typed.waste_classes,
        capacity_text: typed.capacity_text,
        valid_from: typed.valid_from.map(|Date(it)| it),
        valid_to: typed.valid_to.map(|Date(it)| it),
    };
    let today = cx.today();
    let stated = QualificationRow { id, ..licence_of(cx, &page.id, new, STATED, Some(today)) };
    let Some(found) = found else { return Ok(stated) };
    // What the source said stays the source's as long as nobody says otherwise.
    let as_found = QualificationRow {
        waste_classes: stated.waste_classes.clone(),
        name: stated.name.clone(),
        number: stated.number.clone(),
        issuer: stated.issuer.clone(),
        scope: stated.scope.clone(),
        mode: stated.mode.clone(),
        capacity_text: stated.capacity_text.clone(),
        kind: stated.kind,
        valid_from: stated.valid_from,
        valid_to: stated.valid_to,
        ..found.clone()
    };
    let is_same = as_found == *found;
    Ok(if is_same { as_found } else { QualificationRow { created_at: found.created_at, ..stated } })
}

async fn for_the_product(
    cx: &Cx,
    check: &ChangeRequestId,
    state: ProviderChangeState,
) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    Ok(store::find_by_check(&cx.tx, check).await?.filter(|it| it.state == state))
}

async fn end(
    cx: &mut Cx,
    action: &'static str,
    before: Model,
    state: ProviderChangeState,
) -> Result<Model> {
    let after = Model { state, ended_at: Some(cx.now), revision: before.revision + 1, ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, action, &after).await?;
    mails::tell(cx, &after).await?;
    Ok(after)
}

async fn record(cx: &mut Cx, action: &'static str, change: &Model) -> Result<()> {
    let differences = differences(&change.before, &change.after);
    let changed = differences.into_iter().filter(|it| it.before != it.after);
    let fields: Vec<String> = changed.map(|it| it.field).collect();
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: change.provider_id.as_str(),
        before: None,
        after: Some(json!({ "change": change.id, "state": change.state, "fields": fields })),
    };
    audit::record(cx, recorded).await
}
