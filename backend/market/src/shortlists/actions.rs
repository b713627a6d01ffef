//! The verbs of a shortlist: save, leave out, take in again, lock, delete.

use super::entity::{Conditions, Model, Shortlisted, count_of, words_of};
use super::rules::{self, ShortlistProblem};
use super::store;
use crate::directory::{self, ProviderRow, profile_of, rules::REVIEWS_TO_SHOW};
use commons::audit::{self, Recorded};
use commons::requests;
use kernel::id::{OrganisationId, ProviderId, ShortlistId};
use kernel::{Denied, Error, Result};
use platform::Cx;
use serde_json::{Value, json};

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct NewShortlist {
    /// What it is for.
    pub title: String,
    /// By what the providers were found, in words.
    pub conditions: Vec<String>,
    /// The address of the list they were chosen from.
    pub found_at: String,
    /// How many the conditions left.
    pub total: i32,
    /// Who was chosen, in their order.
    pub provider_ids: Vec<ProviderId>,
}

/// Keeps a list of providers as their pages are now. The same key twice gives the same list.
///
/// # Errors
/// Problems with the title and the choice; forbidden for viewers, not found for a provider that is
/// not there.
pub async fn save(cx: &mut Cx, new: NewShortlist, request_key: &str) -> Result<Model> {
    let organisation_id = editor(cx)?;
    if let Some(earlier) = requests::answered(cx, request_key).await? {
        let id = ShortlistId::parse(&earlier);
        let id = id.map_err(|_| Denied::BadInput("requestKey: used".into()))?;
        return store::find(&cx.tx, &id).await?.ok_or(Error::Denied(Denied::NotFound));
    }
    let title = rules::title(&new.title)?;
    match new.provider_ids.len() {
        0 => return Err(ShortlistProblem::Empty.into()),
        1..=rules::MOST => {}
        _ => return Err(ShortlistProblem::TooMany.into()),
    }
    if store::count(&cx.tx, &organisation_id).await? >= rules::MOST_LISTS {
        return Err(ShortlistProblem::Full.into());
    }
    let mut pages = directory::find_providers(&cx.tx, &new.provider_ids).await?;
    let mut entries: Vec<Shortlisted> = Vec::with_capacity(pages.len());
    for id in &new.provider_ids {
        match pages.remove(id) {
            Some(page) => entries.push(copy_of(cx, page).await?),
            // Named twice, it stands there once.
            None if entries.iter().any(|it| &it.provider_id == id) => {}
            None => return Err(Denied::NotFound.into()),
        }
    }
    let list = Model {
        id: ShortlistId::new(cx.now, &mut cx.rng),
        organisation_id,
        made_by: cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?,
        title,
        conditions: Conditions(new.conditions),
        found_at: new.found_at,
        total: new.total,
        entries: words_of(&entries)?,
        entry_count: count_of(&entries),
        kept_count: count_of(&entries),
        taken_at: cx.now,
        locked_at: None,
        stamp: None,
        revision: 1,
    };
    store::insert(&cx.tx, list.clone()).await?;
    requests::remember(cx, request_key, list.id.as_str()).await?;
    let kept = json!({ "title": list.title, "providers": entries.len() });
    record(cx, "shortlists.save", &list.id, Some(kept)).await?;
    Ok(list)
}

/// Leaves a provider out with a reason, or takes it in again without one.
///
/// # Errors
/// Problems with the reason, and once the list is locked or a colleague was faster; not found for
/// others, forbidden for viewers.
pub async fn judge(
    cx: &mut Cx,
    id: &ShortlistId,
    provider_id: &ProviderId,
    reason: Option<&str>,
    revision: i32,
) -> Result<Model> {
    let mut list = own_open(cx, id, revision).await?;
    let left_out = reason.map(rules::reason).transpose()?;
    let mut entries = list.shortlisted()?;
    let entry = entries.iter_mut().find(|it| &it.provider_id == provider_id);
    entry.ok_or(Denied::NotFound)?.left_out = left_out;
    list.entries = words_of(&entries)?;
    list.kept_count = count_of(entries.iter().filter(|it| it.left_out.is_none()));
    list.revision += 1;
    store::update(&cx.tx, list.clone()).await?;
    Ok(list)
}

/// Locks a list: nothing of it changes any more.
///
/// # Errors
/// Problems when nobody is left on it, it is locked already or a colleague was faster; not found for
/// others, forbidden for viewers.
pub async fn lock(cx: &mut Cx, id: &ShortlistId, revision: i32) -> Result<Model> {
    let list = own_open(cx, id, revision).await?;
    if list.kept_count == 0 {
        return Err(ShortlistProblem::NoneLeft.into());
    }
    let stamp = rules::stamp(&list, cx.now);
    let list =
        Model { locked_at: Some(cx.now), stamp: Some(stamp), revision: list.revision + 1, ..list };
    store::update(&cx.tx, list.clone()).await?;
    record(cx, "shortlists.lock", id, Some(json!({ "stamp": list.stamp }))).await?;
    Ok(list)
}

/// Deletes an open list.
///
/// # Errors
/// A problem once it is locked; not found for others, forbidden for viewers.
pub async fn delete(cx: &mut Cx, id: &ShortlistId, revision: i32) -> Result<Model> {
    let list = own_open(cx, id, revision).await?;
    store::delete(&cx.tx, id).await?;
    record(cx, "shortlists.delete", id, None).await?;
    Ok(list)
}

async fn copy_of(cx: &Cx, page: ProviderRow) -> Result<Shortlisted> {
    let profile = profile_of(&cx.tx, &page).await?;
    Ok(Shortlisted {
        provider_id: page.id,
        name: page.name,
        credit_code: page.credit_code,
        region_code: page.region_code,
        rating_centi: (page.review_count >= REVIEWS_TO_SHOW).then_some(page.rating_centi),
        review_count: page.review_count,
        profile,
        source: page.source,
        source_on: page.source_on,
        left_out: None,
    })
}

/// The organisation of a caller who may change its lists.
fn editor(cx: &Cx) -> Result<OrganisationId> {
    let organisation_id = cx.actor.organisation_id().cloned().ok_or(Denied::Forbidden)?;
    if cx.actor.may_edit() { Ok(organisation_id) } else { Err(Denied::Forbidden.into()) }
}

async fn own_open(cx: &Cx, id: &ShortlistId, revision: i32) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let list = found
        .filter(|it| cx.actor.organisation_id() == Some(&it.organisation_id))
        .ok_or(Error::Denied(Denied::NotFound))?;
    editor(cx)?;
    if list.locked_at.is_some() {
        return Err(ShortlistProblem::Locked.into());
    }
    if list.revision != revision {
        return Err(ShortlistProblem::Changed.into());
    }
    Ok(list)
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    id: &ShortlistId,
    after: Option<Value>,
) -> Result<()> {
    let subject_id = id.as_str();
    let recorded = Recorded { action, subject_kind: "shortlist", subject_id, before: None, after };
    audit::record(cx, recorded).await
}
