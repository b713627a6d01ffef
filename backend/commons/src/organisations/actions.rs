//! What is done to organisations and sites.

use super::{Standing, entity, site_entity, store};
use crate::audit::{self, Recorded};
use crate::{Conflict, RecordOutcome, memberships};
use chrono::NaiveDate;
use kernel::id::{OrganisationId, SiteId};
use kernel::{OrganisationKind, RegionCode, Result};
use platform::Cx;
use serde_json::json;
use std::collections::HashSet;

/// An organisation as a source or a person names it.
#[derive(Debug, Clone)]
pub struct NewOrganisation {
    /// What it is here for.
    pub kind: OrganisationKind,
    /// As it is registered.
    pub name: String,
    /// As given; null where the source has none.
    pub credit_code: Option<String>,
    /// Whether the code passes its check digit.
    pub credit_code_is_valid: bool,
    /// Where it is registered.
    pub region_code: Option<RegionCode>,
    /// As given.
    pub address: Option<String>,
    /// Where we know it from.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<NaiveDate>,
}

/// What the names and codes of a source say about an organisation.
#[derive(Debug)]
pub enum Known {
    /// Nothing like it is known.
    No,
    /// It is this one.
    As(Box<entity::Model>),
    /// What is known of an organisation contradicts them.
    Otherwise(Conflict),
}

/// Looks an organisation up: by its credit code, else by its name.
///
/// # Errors
/// A fault when the database fails.
pub async fn recognise(cx: &Cx, name: &str, credit_code: Option<&str>) -> Result<Known> {
    if let Some(code) = credit_code
        && let Some(row) = store::find_by_credit_code(&cx.tx, code).await?
    {
        return Ok(Known::As(Box::new(row)));
    }
    let Some(row) = store::find_by_name(&cx.tx, name).await? else { return Ok(Known::No) };
    match (&row.credit_code, credit_code) {
        (Some(known), Some(given)) if known != given => Ok(Known::Otherwise(Conflict {
            reason: format!("“{name}”已登记的统一社会信用代码是 {known}，这里是 {given}"),
            with: Some(row.id),
        })),
        _ => Ok(Known::As(Box::new(row))),
    }
}

/// Looks up whom a row of a list is about. What an organisation has said of the row holds; else the
/// code and the name decide, and where people act for the organisation of the code, the name must be
/// theirs.
///
/// # Errors
/// A fault when the database fails.
pub async fn recognise_listed(
    cx: &Cx,
    (name, credit_code): (&str, Option<&str>),
    is_about: Option<&OrganisationId>,
) -> Result<Known> {
    if let Some(id) = is_about
        && let Some(row) = store::find(&cx.tx, id).await?
    {
        return Ok(Known::As(Box::new(row)));
    }
    let known = recognise(cx, name, credit_code).await?;
    match known {
        Known::As(row)
            if row.name_key != kernel::text::normalise_name(name)
                && memberships::has_members(&cx.tx, &row.id).await? =>
        {
            let code = row.credit_code.as_deref().unwrap_or_default();
            let reason = format!("统一社会信用代码 {code} 登记的是“{}”，这里是“{name}”", row.name);
            Ok(Known::Otherwise(Conflict { reason, with: Some(row.id) }))
        }
        other => Ok(other),
    }
}

/// Adds an organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn add(cx: &mut Cx, new: NewOrganisation) -> Result<entity::Model> {
    let row = row_of(cx, new);
    store::insert(&cx.tx, row.clone()).await?;
    Ok(row)
}

/// Adds organisations of which [`known_among`] knows none.
///
/// # Errors
/// A fault when the database fails.
pub async fn add_all(cx: &mut Cx, new: Vec<NewOrganisation>) -> Result<Vec<entity::Model>> {
    let rows: Vec<_> = new.into_iter().map(|it| row_of(cx, it)).collect();
    store::insert_all(&cx.tx, rows.clone()).await?;
    Ok(rows)
}

fn row_of(cx: &mut Cx, new: NewOrganisation) -> entity::Model {
    entity::Model {
        id: OrganisationId::new(cx.now, &mut cx.rng),
        kind: new.kind,
        name_key: kernel::text::normalise_name(&new.name),
        name: new.name,
        credit_code: new.credit_code,
        credit_code_is_valid: new.credit_code_is_valid,
        region_code: new.region_code,
        address: new.address,
        source: new.source,
        source_on: new.source_on,
        created_at: cx.now,
        updated_at: cx.now,
        standing: Standing::Active,
    }
}

/// Those among some keys of [`keys_of`] by which an organisation is known.
///
/// # Errors
/// A fault when the database fails.
pub async fn known_among(cx: &Cx, keys: Vec<String>) -> Result<HashSet<String>> {
    store::keys_among(&cx.tx, keys).await
}

/// What an organisation is recognised by: its name and its credit code.
pub fn keys_of(new: &NewOrganisation) -> impl Iterator<Item = String> {
    [Some(kernel::text::normalise_name(&new.name)), new.credit_code.clone()].into_iter().flatten()
}

/// Fills in what an organisation lacked and a source knows. Known facts are not overwritten.
///
/// # Errors
/// A fault when the database fails.
pub async fn complete(
    cx: &mut Cx,
    row: entity::Model,
    new: &NewOrganisation,
) -> Result<entity::Model> {
    let mut filled = row.clone();
    if filled.credit_code.is_none() && new.credit_code.is_some() {
        filled.credit_code.clone_from(&new.credit_code);
        filled.credit_code_is_valid = new.credit_code_is_valid;
    }
    if filled.region_code.is_none() {
        filled.region_code.clone_from(&new.region_code);
    }
    if filled.address.is_none() {
        filled.address.clone_from(&new.address);
    }
    if filled != row {
        filled.updated_at = cx.now;
        store::update(&cx.tx, filled.clone()).await?;
    }
    Ok(filled)
}

/// Writes what an organisation registered as over what it was registered as before.
///
/// # Errors
/// A fault when the database fails.
pub async fn rewrite(
    cx: &mut Cx,
    row: entity::Model,
    new: &NewOrganisation,
) -> Result<entity::Model> {
    let after = entity::Model {
        kind: new.kind,
        name: new.name.clone(),
        name_key: kernel::text::normalise_name(&new.name),
        credit_code: new.credit_code.clone(),
        credit_code_is_valid: new.credit_code_is_valid,
        region_code: new.region_code.clone(),
        updated_at: cx.now,
        ..row
    };
    store::update(&cx.tx, after.clone()).await?;
    Ok(after)
}

/// Gives an organisation a standing; the log says from which to which.
///
/// # Errors
/// A fault when the database fails.
pub async fn stand(
    cx: &mut Cx,
    before: entity::Model,
    standing: Standing,
) -> Result<entity::Model> {
    let after = entity::Model { standing, updated_at: cx.now, ..before.clone() };
    store::update(&cx.tx, after.clone()).await?;
    let recorded = Recorded {
        action: "organisations.stand",
        subject_kind: "organisation",
        subject_id: after.id.as_str(),
        before: Some(json!({ "standing": before.standing })),
        after: Some(json!({ "standing": standing })),
    };
    audit::record(cx, recorded).await?;
    Ok(after)
}

/// Puts an organisation into another region; the log says from where to where, and by which move.
///
/// # Errors
/// A fault when the database fails.
pub async fn put_in(
    cx: &mut Cx,
    before: entity::Model,
    region: RegionCode,
    by_move: &str,
) -> Result<entity::Model> {
    let after = entity::Model { region_code: Some(region), updated_at: cx.now, ..before.clone() };
    store::update(&cx.tx, after.clone()).await?;
    let recorded = Recorded {
        action: "organisations.move",
        subject_kind: "organisation",
        subject_id: after.id.as_str(),
        before: Some(json!({ "region": before.region_code })),
        after: Some(json!({ "region": after.region_code, "move": by_move })),
    };
    audit::record(cx, recorded).await?;
    Ok(after)
}

/// A site as a source lists it, with the enterprise it belongs to.
#[derive(Debug, Clone)]
pub struct NewSite {
    /// Whose.
    pub organisation: NewOrganisation,
    /// The organisation that has said that the row is about it.
    pub is_about: Option<OrganisationId>,
    /// How the source tells it apart.
    pub source_key: String,
    /// As given.
    pub name: String,
    /// What the source calls the area; not every such name is a division.
    pub area_as_given: Option<String>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// As given.
    pub industry: Option<String>,
    /// 废水, 废气, 土壤, 危废 …
    pub media: Vec<String>,
}

/// Records a site of an official list. The same row twice changes nothing.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_site(cx: &mut Cx, new: NewSite) -> Result<RecordOutcome> {
    let named = &new.organisation;
    let names = (named.name.as_str(), named.credit_code.as_deref());
    let organisation = match recognise_listed(cx, names, new.is_about.as_ref()).await? {
        Known::Otherwise(conflict) => return Ok(RecordOutcome::Conflict(conflict)),
        Known::No => add(cx, named.clone()).await?,
        Known::As(row) => complete(cx, *row, named).await?,
    };
    let known = store::find_site(&cx.tx, &named.source, &new.source_key).await?;
    let row = site_entity::Model {
        id: known.as_ref().map_or_else(|| SiteId::new(cx.now, &mut cx.rng), |it| it.id.clone()),
        organisation_id: organisation.id,
        source_key: new.source_key,
        name: new.name,
        region_code: new.organisation.region_code,
        area_as_given: new.area_as_given,
        address: new.organisation.address,
        longitude: new.longitude,
        latitude: new.latitude,
        industry: new.industry,
        media: serde_json::json!(new.media),
        source: new.organisation.source,
        source_on: new.organisation.source_on,
        created_at: known.as_ref().map_or(cx.now, |it| it.created_at),
        updated_at: known.as_ref().map_or(cx.now, |it| it.updated_at),
    };
    match known {
        None => {
            store::insert_site(&cx.tx, row).await?;
            Ok(RecordOutcome::New)
        }
        Some(known) if known == row => Ok(RecordOutcome::Unchanged),
        Some(_) => {
            store::update_site(&cx.tx, site_entity::Model { updated_at: cx.now, ..row }).await?;
            Ok(RecordOutcome::Changed)
        }
    }
}

/// Hands an organisation known from a list to the people who registered for it: it becomes
/// what they registered as, and what was missing is filled in.
///
/// # Errors
/// A fault when the database fails.
pub async fn take_over(
    cx: &mut Cx,
    row: entity::Model,
    new: &NewOrganisation,
) -> Result<entity::Model> {
    let taken = entity::Model { kind: new.kind, ..complete(cx, row, new).await? };
    store::update(&cx.tx, taken.clone()).await?;
    Ok(taken)
}
