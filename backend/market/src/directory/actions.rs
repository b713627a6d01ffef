//! What is done to providers.

use super::entity::provider::{EnterpriseSize, Model as ProviderRow};
use super::entity::qualification::{Model as QualificationRow, QualificationKind, WasteClasses};
use super::entity::review::Model as ReviewRow;
use super::entity::{provider_category, service_region};
use super::{reminders, rules, store};
use chrono::NaiveDate;
use commons::audit::{self, Recorded};
use commons::organisations::OrganisationRow;
use commons::organisations::actions::{
    self as organisations, Known, NewOrganisation, recognise_listed,
};
use commons::{Conflict, RecordOutcome};
use kernel::id::{OrganisationId, ProviderId, QualificationId, ReviewId};
use kernel::{NewEvent, Position, RegionCode, Result};
use platform::Cx;
use serde_json::json;
use std::collections::BTreeSet;

/// A provider as a source describes it.
#[derive(Debug, Clone)]
pub struct NewProvider {
    /// Whose page it is.
    pub organisation: NewOrganisation,
    /// The organisation that has said that the row is about it.
    pub is_about: Option<OrganisationId>,
    /// What people call it.
    pub short_name: Option<String>,
    /// In its own words.
    pub introduction: Option<String>,
    /// As it states.
    pub size: Option<EnterpriseSize>,
    /// As it states.
    pub people_count: Option<i32>,
    /// The day it was founded.
    pub founded_on: Option<NaiveDate>,
    /// Category codes.
    pub categories: Vec<String>,
    /// Where it serves.
    pub service_regions: Vec<RegionCode>,
    /// Where it is.
    pub position: Option<Position>,
    /// The licences the source names.
    pub qualifications: Vec<NewQualification>,
    /// Written by us to show how the platform works.
    pub is_demo: bool,
}

/// A licence as a source describes it.
#[derive(Debug, Clone)]
pub struct NewQualification {
    /// How the source tells it apart.
    pub source_key: String,
    /// What kind.
    pub kind: QualificationKind,
    /// What it is called.
    pub name: String,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// What it covers, as given.
    pub scope: Option<String>,
    /// 收集, 贮存, 利用, 处置, as given.
    pub mode: Option<String>,
    /// HW classes, where the source lists them apart; else they are read from the texts.
    pub waste_classes: Vec<String>,
    /// The yearly scale, as given.
    pub capacity_text: Option<String>,
    /// First day.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

/// Records a provider of a list, with its licences. The same row twice changes nothing.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_provider(cx: &mut Cx, new: NewProvider) -> Result<RecordOutcome> {
    let named = &new.organisation;
    let names = (named.name.as_str(), named.credit_code.as_deref());
    let (organisation, page) = match recognise_listed(cx, names, new.is_about.as_ref()).await? {
        Known::Otherwise(conflict) => return Ok(RecordOutcome::Conflict(conflict)),
        // Nobody known has a page: not asked for, since most rows of a large list are new.
        Known::No => (organisations::add(cx, named.clone()).await?, None),
        Known::As(row) => {
            let page = store::find_by_organisation(&cx.tx, &row.id).await?;
            if let Some(page) = &page
                && let Some(conflict) = settle_stated(cx, page, &new).await?
            {
                return Ok(RecordOutcome::Conflict(conflict));
            }
            (organisations::complete(cx, *row, named).await?, page)
        }
    };
    let is_new = page.is_none();
    let (provider, mut has_changed) = match page {
        Some(page) => {
            let (page, is_richer) = enrich(cx, page, &organisation, &new).await?;
            let offers_more = offer_more(cx, &page, &new).await?;
            (page, is_richer || offers_more)
        }
        None => {
            let page = open(cx, &organisation, &new).await?;
            offer(cx, &page, &new.categories, &new.service_regions).await?;
            (page, true)
        }
    };
    for qualification in new.qualifications {
        if !is_new && store::is_listed_otherwise(&cx.tx, &provider.id, &qualification).await? {
            continue;
        }
        let known = match is_new {
            true => None,
            false => {
                store::find_qualification(&cx.tx, &provider.id, &qualification.source_key).await?
            }
        };
        let (source, day) = (&new.organisation.source, new.organisation.source_on);
        has_changed |=
            record_qualification(cx, &provider.id, known, qualification, source, day).await?;
    }
    if has_changed {
        announce(cx, &provider.id).await?;
    }
    Ok(match (is_new, has_changed) {
        (true, _) => RecordOutcome::New,
        (false, true) => RecordOutcome::Changed,
        (false, false) => RecordOutcome::Unchanged,
    })
}

/// Records the licences a list names of a provider we know; who is not known is passed over.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_licences(cx: &mut Cx, new: NewProvider) -> Result<RecordOutcome> {
    let named = &new.organisation;
    let names = (named.name.as_str(), named.credit_code.as_deref());
    let page = match recognise_listed(cx, names, new.is_about.as_ref()).await? {
        Known::No => None,
        Known::As(row) => store::find_by_organisation(&cx.tx, &row.id).await?,
        Known::Otherwise(conflict) => match &conflict.with {
            Some(id) => store::find_by_organisation(&cx.tx, id).await?,
            None => None,
        },
    };
    match page {
        Some(_) => record_provider(cx, new).await,
        None => Ok(RecordOutcome::Passed),
    }
}

/// What an organisation stated of a licence that a list names otherwise: the same kind and number with
/// another end. Once it has said that the row is about it, the row stands in its place.
async fn settle_stated(cx: &Cx, page: &ProviderRow, new: &NewProvider) -> Result<Option<Conflict>> {
    for licence in &new.qualifications {
        let stated = store::stated_otherwise(&cx.tx, &page.id, licence).await?;
        let Some(stated) = stated else { continue };
        if new.is_about.is_some() {
            store::remove_qualifications(&cx.tx, vec![stated.id]).await?;
            continue;
        }
        let day = |it: Option<NaiveDate>| it.map_or_else(|| "长期".to_owned(), |it| it.to_string());
        let number = stated.number.as_deref().unwrap_or_default();
        return Ok(Some(Conflict {
            reason: format!(
                "{}（{number}）本单位填报的有效期至 {}，名录是 {}",
                stated.name,
                day(stated.valid_to),
                day(licence.valid_to)
            ),
            with: Some(page.organisation_id.clone()),
        }));
    }
    Ok(None)
}

/// Opens the page of an organisation that registered as a provider; does nothing when it has one.
///
/// # Errors
/// A fault when the database fails.
pub async fn open_page(cx: &mut Cx, organisation: &OrganisationRow) -> Result<()> {
    if store::find_by_organisation(&cx.tx, &organisation.id).await?.is_some() {
        return Ok(());
    }
    let new = NewProvider {
        organisation: NewOrganisation {
            kind: organisation.kind,
            name: organisation.name.clone(),
            credit_code: organisation.credit_code.clone(),
            credit_code_is_valid: organisation.credit_code_is_valid,
            region_code: organisation.region_code.clone(),
            address: organisation.address.clone(),
            source: organisation.source.clone(),
            source_on: organisation.source_on,
        },
        position: None,
        is_about: None,
        short_name: None,
        introduction: None,
        size: None,
        people_count: None,
        founded_on: None,
        categories: Vec::new(),
        service_regions: Vec::new(),
        qualifications: Vec::new(),
        is_demo: false,
    };
    let provider = open(cx, organisation, &new).await?;
    let recorded = Recorded {
        action: "directory.open_page",
        subject_kind: "provider",
        subject_id: provider.id.as_str(),
        before: None,
        after: Some(json!({ "name": provider.name, "organisation": organisation.id })),
    };
    audit::record(cx, recorded).await?;
    announce(cx, &provider.id).await
}

/// Moves the page of an organisation to where the organisation is now: the lists of its place follow,
/// and search. Where it serves is its own word and stays.
///
/// # Errors
/// A fault when the database fails.
pub async fn follow(cx: &mut Cx, organisation: &OrganisationRow) -> Result<()> {
    let Some(page) = store::find_by_organisation(&cx.tx, &organisation.id).await? else {
        return Ok(());
    };
    let region = organisation.region_code.clone();
    let page = ProviderRow {
        province_code: region.as_ref().map(RegionCode::province),
        city_code: region.as_ref().and_then(RegionCode::city),
        county_code: region.as_ref().and_then(RegionCode::county),
        region_code: region,
        updated_at: cx.now,
        ..page
    };
    store::update(&cx.tx, page.clone()).await?;
    let ids = std::slice::from_ref(&page.id);
    let offered = store::categories_of(&cx.tx, ids).await?.remove(&page.id).unwrap_or_default();
    store::remove_offers(&cx.tx, &page.id, offered.clone(), Vec::new()).await?;
    offer(cx, &page, &offered, &[]).await?;
    announce(cx, &page.id).await
}

async fn open(
    cx: &mut Cx,
    organisation: &OrganisationRow,
    new: &NewProvider,
) -> Result<ProviderRow> {
    let row = page_of(cx, organisation, new);
    store::insert(&cx.tx, row.clone()).await?;
    Ok(row)
}

pub(super) fn page_of(
    cx: &mut Cx,
    organisation: &OrganisationRow,
    new: &NewProvider,
) -> ProviderRow {
    let region = organisation.region_code.clone();
    ProviderRow {
        id: ProviderId::new(cx.now, &mut cx.rng),
        organisation_id: organisation.id.clone(),
        name: organisation.name.clone(),
        short_name: new.short_name.clone(),
        credit_code: organisation.credit_code.clone(),
        credit_code_is_valid: organisation.credit_code_is_valid,
        province_code: region.as_ref().map(RegionCode::province),
        city_code: region.as_ref().and_then(RegionCode::city),
        county_code: region.as_ref().and_then(RegionCode::county),
        region_code: region,
        address: organisation.address.clone(),
        introduction: new.introduction.clone(),
        size: new.size,
        people_count: new.people_count,
        founded_on: new.founded_on,
        rating_centi: 0,
        review_count: 0,
        is_demo: new.is_demo,
        source: new.organisation.source.clone(),
        source_on: new.organisation.source_on,
        created_at: cx.now,
        updated_at: cx.now,
        stated_on: None,
        position: new.position,
    }
}

/// Fills in what a page lacked; what it has stays, since its owner may have checked it.
async fn enrich(
    cx: &mut Cx,
    page: ProviderRow,
    organisation: &OrganisationRow,
    new: &NewProvider,
) -> Result<(ProviderRow, bool)> {
    let region = page.region_code.clone().or_else(|| organisation.region_code.clone());
    let filled = ProviderRow {
        credit_code: organisation.credit_code.clone(),
        credit_code_is_valid: organisation.credit_code_is_valid,
        province_code: region.as_ref().map(RegionCode::province),
        city_code: region.as_ref().and_then(RegionCode::city),
        county_code: region.as_ref().and_then(RegionCode::county),
        region_code: region,
        address: page.address.clone().or_else(|| organisation.address.clone()),
        short_name: page.short_name.clone().or_else(|| new.short_name.clone()),
        introduction: page.introduction.clone().or_else(|| new.introduction.clone()),
        size: page.size.or(new.size),
        people_count: page.people_count.or(new.people_count),
        founded_on: page.founded_on.or(new.founded_on),
        position: page.position.or(new.position),
        ..page.clone()
    };
    if filled == page {
        return Ok((page, false));
    }
    let filled = ProviderRow { updated_at: cx.now, ..filled };
    store::update(&cx.tx, filled.clone()).await?;
    Ok((filled, true))
}

/// Adds the categories and regions a source names to those already known; once the organisation
/// has said itself what it offers where, its word stands.
async fn offer_more(cx: &mut Cx, provider: &ProviderRow, new: &NewProvider) -> Result<bool> {
    if provider.stated_on.is_some() {
        return Ok(false);
    }
    let ids = std::slice::from_ref(&provider.id);
    let known = store::categories_of(&cx.tx, ids).await?.remove(&provider.id).unwrap_or_default();
    let categories: Vec<String> =
        new.categories.iter().filter(|it| !known.contains(it)).cloned().collect();
    let known =
        store::service_regions_of(&cx.tx, ids).await?.remove(&provider.id).unwrap_or_default();
    let regions: Vec<RegionCode> =
        new.service_regions.iter().filter(|it| !known.contains(it)).cloned().collect();
    offer(cx, provider, &categories, &regions).await?;
    Ok(!categories.is_empty() || !regions.is_empty())
}

pub(super) async fn offer(
    cx: &mut Cx,
    provider: &ProviderRow,
    categories: &[String],
    regions: &[RegionCode],
) -> Result<()> {
    let offered = store::category_rows(provider, categories);
    store::add_missing::<provider_category::Entity>(&cx.tx, offered).await?;
    let served = store::region_rows(&provider.id, regions);
    store::add_missing::<service_region::Entity>(&cx.tx, served).await
}

async fn record_qualification(
    cx: &mut Cx,
    provider_id: &ProviderId,
    known: Option<QualificationRow>,
    new: NewQualification,
    source: &str,
    source_on: Option<NaiveDate>,
) -> Result<bool> {
    let row = licence_of(cx, provider_id, new, source, source_on);
    let Some(known) = known else {
        store::insert_qualifications(&cx.tx, vec![row]).await?;
        return Ok(true);
    };
    let is_same_term = (row.kind, row.valid_to) == (known.kind, known.valid_to);
    let row = QualificationRow {
        id: known.id.clone(),
        created_at: known.created_at,
        // Who was reminded today is not reminded again.
        reminder_on: if is_same_term { known.reminder_on } else { row.reminder_on },
        ..row
    };
    if row == known {
        return Ok(false);
    }
    store::update_qualification(&cx.tx, row).await?;
    Ok(true)
}

/// The row of a licence as a source describes it.
pub(crate) fn licence_of(
    cx: &mut Cx,
    provider_id: &ProviderId,
    new: NewQualification,
    source: &str,
    source_on: Option<NaiveDate>,
) -> QualificationRow {
    let texts = [&new.scope, &new.capacity_text].into_iter().flatten();
    let mut classes = new.waste_classes;
    classes.extend(texts.flat_map(|it| rules::waste_classes_in(it)));
    classes.sort_unstable();
    classes.dedup();
    let holds = rules::holds_on(new.valid_from, new.valid_to, cx.today());
    let reminder_on = reminders::next_after(new.kind, new.valid_to, cx.today());
    QualificationRow {
        id: QualificationId::new(cx.now, &mut cx.rng),
        provider_id: provider_id.clone(),
        source_key: new.source_key,
        kind: new.kind,
        name: new.name,
        number: new.number,
        issuer: new.issuer,
        scope: new.scope,
        mode: new.mode,
        waste_classes: WasteClasses(classes),
        annual_tonnes: new.capacity_text.as_deref().and_then(rules::annual_tonnes_in),
        capacity_text: new.capacity_text,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        source: source.to_owned(),
        source_on,
        created_at: cx.now,
        holds,
        reminder_on,
    }
}

/// Writes down that licences have begun or ended, and tells it of their providers.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn turn(cx: &mut Cx, licences: Vec<(QualificationId, ProviderId)>) -> Result<()> {
    let (ids, providers): (Vec<_>, BTreeSet<_>) = licences.into_iter().unzip();
    store::turn(&cx.tx, ids).await?;
    let events = providers.iter().map(changed).collect();
    cx.emit_all(events).await
}

/// A review of a provider.
#[derive(Debug, Clone)]
pub struct NewReview {
    /// Who wrote it, as shown.
    pub author_name: String,
    /// 1 to 5.
    pub stars: i32,
    /// In the author's words.
    pub text: String,
    /// The day.
    pub written_on: NaiveDate,
}

/// Adds reviews to a provider and works its rating out anew.
///
/// # Errors
/// A fault when the database fails.
pub async fn add_reviews(cx: &mut Cx, id: &ProviderId, reviews: Vec<NewReview>) -> Result<()> {
    for new in reviews {
        let row = ReviewRow {
            id: ReviewId::new(cx.now, &mut cx.rng),
            provider_id: id.clone(),
            author_name: new.author_name,
            stars: new.stars,
            text: new.text,
            written_on: new.written_on,
        };
        store::insert_review(&cx.tx, row).await?;
    }
    let stars = store::stars_of(&cx.tx, id).await?;
    let count = i32::try_from(stars.len()).unwrap_or(i32::MAX);
    store::update_rating(&cx.tx, id, rules::rating_centi(&stars), count).await?;
    announce(cx, id).await
}

pub(super) async fn announce(cx: &mut Cx, id: &ProviderId) -> Result<()> {
    cx.emit(changed(id)).await
}

pub(super) fn changed(id: &ProviderId) -> NewEvent {
    NewEvent::of("directory.provider_changed", "provider", id)
}
