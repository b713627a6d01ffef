//! The verb of a notice: record.

use super::entity::{notice, project};
use super::rules::{self, NewNotice};
use super::store;
use commons::RecordOutcome;
use kernel::id::{OfficialNoticeId, OfficialProjectId};
use kernel::text::{clip, normalise_name};
use kernel::{Denied, Result};
use platform::Cx;
use sha2::{Digest, Sha256};

/// Takes a notice in, unless it is of a place that is not served, and brings it together with others about its project. The same one twice changes nothing;
/// what a source corrects follows it, in the same project.
///
/// # Errors
/// Forbidden for persons; a fault when the database fails.
pub async fn record_notice(cx: &mut Cx, new: NewNotice) -> Result<RecordOutcome> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    if new.is_elsewhere {
        return Ok(RecordOutcome::Passed);
    }
    let digest = digest_of(&new);
    let before = store::find_notice(&cx.tx, &new.source, &new.source_key).await?;
    if before.as_ref().is_some_and(|it| it.digest == digest) {
        return Ok(RecordOutcome::Unchanged);
    }
    let known = match &before {
        Some(it) => store::find(&cx.tx, &it.project_id).await?,
        None => project_of(cx, &new).await?,
    };
    let is_known = known.is_some();
    let mut row = with(known.unwrap_or_else(|| empty(cx, &new)), &new, cx);
    row.notice_count += i32::from(before.is_none());
    let project_id = row.id.clone();
    if is_known {
        store::update(&cx.tx, row).await?;
    } else {
        store::insert(&cx.tx, row).await?;
    }
    let id = match &before {
        Some(it) => it.id.clone(),
        None => OfficialNoticeId::new(cx.now, &mut cx.rng),
    };
    let row = notice::Model {
        id,
        project_id,
        kind: new.kind,
        title: new.title,
        published_on: new.published_on,
        source: new.source,
        source_key: new.source_key,
        url: new.url,
        given: notice::Given(new.given),
        digest,
        recorded_at: cx.now,
    };
    if before.is_some() {
        store::update_notice(&cx.tx, row).await?;
        return Ok(RecordOutcome::Changed);
    }
    store::insert_notice(&cx.tx, row).await?;
    Ok(RecordOutcome::New)
}

fn digest_of(new: &NewNotice) -> String {
    let said = format!("{:?}", (&new.kind, &new.title, &new.given, &new.url, &new.region_code));
    hex::encode(Sha256::digest(said.as_bytes()))
}

/// The project a notice is about: by its number, else by title and buyer where budget and number do not say
/// otherwise.
async fn project_of(cx: &Cx, new: &NewNotice) -> Result<Option<project::Model>> {
    let number = new.project_number.as_deref().and_then(rules::number_key);
    if let Some(key) = &number
        && let Some(found) = store::find_by_number(&cx.tx, key).await?
    {
        return Ok(Some(found));
    }
    let (title, buyer) = (rules::title_key(&new.title), buyer_key(new));
    // Without a buyer, only towns' names would tell two projects of the same title apart.
    if buyer.is_empty() || !rules::title_tells(&title) {
        return Ok(None);
    }
    let found = store::find_by_title(&cx.tx, &title, &buyer).await?;
    Ok(found.into_iter().find(|it| {
        rules::fits(it.number_key.as_ref(), number.as_ref())
            && rules::fits(it.budget_fen.as_ref(), new.budget.as_ref())
    }))
}

fn buyer_key(new: &NewNotice) -> String {
    new.buyer_name.as_deref().map(normalise_name).unwrap_or_default()
}

fn empty(cx: &mut Cx, new: &NewNotice) -> project::Model {
    project::Model {
        id: OfficialProjectId::new(cx.now, &mut cx.rng),
        title: new.title.clone(),
        title_key: rules::title_key(&new.title),
        project_number: None,
        number_key: None,
        buyer_name: None,
        buyer_key: String::new(),
        region_code: None,
        province_code: None,
        city_code: None,
        county_code: None,
        budget_fen: None,
        award_fen: None,
        supplier_name: None,
        bid_deadline: None,
        stage: new.kind.stage(),
        latest_kind: new.kind,
        notice_count: 0,
        first_on: new.published_on,
        latest_on: new.published_on.unwrap_or_else(|| cx.today()),
        updated_at: cx.now,
    }
}

/// A project with what another notice says of it. A number is taken once; what later notices say of amounts and
/// terms stands, of place the deeper one.
fn with(before: project::Model, new: &NewNotice, cx: &Cx) -> project::Model {
    let is_later = new.published_on.is_none_or(|day| day >= before.latest_on);
    let number = new.project_number.as_ref().filter(|it| rules::number_key(it).is_some());
    let number = before.project_number.clone().or_else(|| number.map(|it| clip(it, 100)));
    let deeper = |new: &kernel::RegionCode| match &before.region_code {
        Some(known) => known.contains(new),
        None => true,
    };
    let region = new.region_code.clone().filter(deeper).or_else(|| before.region_code.clone());
    let buyer_name = before.buyer_name.clone().or_else(|| new.buyer_name.clone());
    let newest =
        |known, said: Option<kernel::Fen>| if is_later { said.or(known) } else { known.or(said) };
    project::Model {
        number_key: number.as_deref().and_then(rules::number_key),
        project_number: number,
        buyer_key: buyer_name.as_deref().map(normalise_name).unwrap_or_default(),
        buyer_name,
        province_code: region.as_ref().map(kernel::RegionCode::province),
        city_code: region.as_ref().and_then(kernel::RegionCode::city),
        county_code: region.as_ref().and_then(kernel::RegionCode::county),
        region_code: region,
        budget_fen: newest(before.budget_fen, new.budget),
        award_fen: newest(before.award_fen, new.award),
        supplier_name: new.supplier_name.clone().or_else(|| before.supplier_name.clone()),
        bid_deadline: new.bid_deadline.filter(|_| is_later).or(before.bid_deadline),
        stage: before.stage.max(new.kind.stage()),
        latest_kind: if is_later { new.kind } else { before.latest_kind },
        first_on: before.first_on.into_iter().chain(new.published_on).min(),
        latest_on: new.published_on.map_or(before.latest_on, |it| it.max(before.latest_on)),
        updated_at: cx.now,
        ..before
    }
}
