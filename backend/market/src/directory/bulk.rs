//! Large lists: those of whom nothing is known are written together, a table at a time.

use super::actions::{self, NewProvider};
use super::entity::{provider_category, service_region};
use super::store;
use commons::RecordOutcome;
use commons::organisations::actions as organisations;
use kernel::Result;
use platform::Cx;
use std::collections::HashSet;

/// Records providers of a list, as [`actions::record_provider`] would one after the other; answers
/// how each ended, in their order. At most some hundred at a time: all go into one statement a
/// table.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_providers(cx: &mut Cx, new: Vec<NewProvider>) -> Result<Vec<RecordOutcome>> {
    let keys = new.iter().flat_map(|it| organisations::keys_of(&it.organisation)).collect();
    let mut known = organisations::known_among(cx, keys).await?;
    let mut outcomes = Vec::with_capacity(new.len());
    let mut unknown = Vec::new();
    for provider in new {
        if is_unknown(&provider, &mut known) {
            unknown.push(provider);
            outcomes.push(RecordOutcome::New);
        } else {
            // It may be one of those not written yet.
            add_all(cx, std::mem::take(&mut unknown)).await?;
            outcomes.push(actions::record_provider(cx, provider).await?);
        }
    }
    add_all(cx, unknown).await?;
    Ok(outcomes)
}

/// Whether nothing of it is known; from then on it is.
fn is_unknown(new: &NewProvider, known: &mut HashSet<String>) -> bool {
    let keys: Vec<String> = organisations::keys_of(&new.organisation).collect();
    let is_unknown = !keys.iter().any(|it| known.contains(it));
    known.extend(keys);
    is_unknown
}

async fn add_all(cx: &mut Cx, new: Vec<NewProvider>) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let named = new.iter().map(|it| it.organisation.clone()).collect();
    let organisations = organisations::add_all(cx, named).await?;
    let (mut pages, mut licences) = (Vec::with_capacity(new.len()), Vec::new());
    let (mut offered, mut served) = (Vec::new(), Vec::new());
    for (provider, organisation) in new.into_iter().zip(&organisations) {
        let page = actions::page_of(cx, organisation, &provider);
        offered.extend(store::category_rows(&page, &provider.categories));
        served.extend(store::region_rows(&page.id, &provider.service_regions));
        let (source, day) = (provider.organisation.source, provider.organisation.source_on);
        for licence in provider.qualifications {
            licences.push(actions::licence_of(cx, &page.id, licence, &source, day));
        }
        pages.push(page);
    }
    let events = pages.iter().map(|it| actions::changed(&it.id)).collect();
    store::insert_all(&cx.tx, pages).await?;
    store::add_missing::<provider_category::Entity>(&cx.tx, offered).await?;
    store::add_missing::<service_region::Entity>(&cx.tx, served).await?;
    store::insert_qualifications(&cx.tx, licences).await?;
    cx.emit_all(events).await
}
