//! What is done with accredited items: lists are taken in, plans are answered.

use super::cover::{self, Team};
use super::entity::Model;
use super::rules::{self, PlanLine};
use super::store;
use crate::directory::{self, ProviderRow};
use chrono::NaiveDate;
use commons::RecordOutcome;
use commons::organisations::actions::{Known, recognise_listed};
use kernel::id::{AccreditedItemId, OrganisationId, ProviderId};
use kernel::{RegionCode, Result, region};
use platform::Cx;
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// Items of the pollutants of one plan that are looked at: three provinces have some hundred laboratories.
const LOOKED_AT: u64 = 20_000;

/// An accredited item as a list names it.
#[derive(Debug, Clone)]
pub struct NewAccreditedItem {
    /// The laboratory.
    pub name: String,
    /// Its credit code; none where the list has none.
    pub credit_code: Option<String>,
    /// The organisation that has said that the row is about it.
    pub is_about: Option<OrganisationId>,
    /// 检测项目, as given.
    pub item: String,
    /// 检测对象, as given; may be empty.
    pub matrix: String,
    /// 检测方法, with the number of its standard.
    pub method: String,
    /// 限制范围, as given.
    pub note: Option<String>,
    /// The last day.
    pub valid_to: Option<NaiveDate>,
    /// What the list calls itself.
    pub source: String,
    /// The day of the list.
    pub source_on: Option<NaiveDate>,
}

/// Writes an item of a laboratory that the directory knows; others are passed over. The same row twice changes
/// nothing.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_item(cx: &mut Cx, new: NewAccreditedItem) -> Result<RecordOutcome> {
    let names = (new.name.as_str(), new.credit_code.as_deref());
    let organisation = match recognise_listed(cx, names, new.is_about.as_ref()).await? {
        Known::No => return Ok(RecordOutcome::Passed),
        Known::Otherwise(conflict) => return Ok(RecordOutcome::Conflict(conflict)),
        Known::As(row) => row.id,
    };
    let Some(provider) = directory::find_by_organisation(&cx.tx, &organisation).await? else {
        return Ok(RecordOutcome::Passed);
    };
    let row = Model {
        id: AccreditedItemId::new(cx.now, &mut cx.rng),
        provider_id: provider.id,
        item_key: rules::item_key(&new.item),
        item: new.item,
        matrix: new.matrix,
        method_key: rules::method_key(&new.method),
        method: rules::method_name(&new.method),
        note: new.note,
        valid_to: new.valid_to,
        source: new.source,
        source_on: new.source_on,
        created_at: cx.now,
    };
    let Some(known) = store::find(&cx.tx, &row).await? else {
        store::insert(&cx.tx, row).await?;
        return Ok(RecordOutcome::New);
    };
    let newer = Model {
        note: row.note,
        valid_to: row.valid_to,
        source: row.source,
        source_on: row.source_on,
        ..known.clone()
    };
    if newer == known {
        return Ok(RecordOutcome::Unchanged);
    }
    store::update(&cx.tx, newer).await?;
    Ok(RecordOutcome::Changed)
}

/// A laboratory and which lines of a plan it covers.
pub(super) struct Lab {
    pub(super) provider: ProviderRow,
    /// The lines it covers, a bit each.
    pub(super) lines: u64,
    /// By line the item it covers it with.
    pub(super) by: BTreeMap<usize, Model>,
    /// Kilometres from the place that was given.
    pub(super) distance_km: Option<f64>,
}

/// A plan, answered.
pub(super) struct Answered {
    /// Those who cover something, most lines first, then nearest.
    pub(super) labs: Vec<Lab>,
    /// Places in `labs` of the fewest who cover together what anybody covers.
    pub(super) team: Team,
    /// By line, how many cover it.
    pub(super) counts: Vec<usize>,
}

/// Answers a plan for a day: who covers what, and the fewest who cover it together. A laboratory that is held back does
/// not count.
pub(super) async fn answer(
    db: &impl ConnectionTrait,
    plan: &[PlanLine],
    near: Option<&RegionCode>,
    on: NaiveDate,
) -> Result<Answered> {
    let keys: Vec<String> = plan.iter().map(|it| rules::item_key(&it.item)).collect();
    let mut found: BTreeMap<ProviderId, BTreeMap<usize, Model>> = BTreeMap::new();
    for row in store::holding(db, &keys, on, LOOKED_AT).await? {
        for (line, (asked, key)) in plan.iter().zip(&keys).enumerate() {
            let is_method =
                asked.method.as_deref().is_none_or(|it| rules::is_method(&row.method, it));
            if *key == row.item_key && is_method {
                let by = found.entry(row.provider_id.clone()).or_default();
                by.entry(line).or_insert_with(|| row.clone());
            }
        }
    }
    let ids: Vec<ProviderId> = found.keys().cloned().collect();
    let restricted = crate::restrictions::open_of_many(db, &ids).await?;
    let mut providers = directory::find_providers(db, &ids).await?;
    let from = near.and_then(region::position);
    let mut labs: Vec<Lab> = Vec::new();
    for (id, by) in found {
        let Some(provider) = providers.remove(&id).filter(|_| !restricted.contains_key(&id)) else {
            continue;
        };
        let seat = provider.region_code.as_ref().and_then(region::position);
        let place = provider.position.or(seat);
        let distance_km = from.zip(place).map(|(from, to)| from.kilometres_to(to));
        let lines = by.keys().fold(0, |lines, line| lines | 1_u64 << line);
        labs.push(Lab { provider, lines, by, distance_km });
    }
    labs.sort_by(|a, b| {
        let far = |it: &Lab| it.distance_km.unwrap_or(f64::INFINITY);
        b.lines.count_ones().cmp(&a.lines.count_ones()).then(far(a).total_cmp(&far(b)))
    });
    let lines: Vec<u64> = labs.iter().map(|it| it.lines).collect();
    let count = |line: usize| lines.iter().filter(|it| *it >> line & 1 == 1).count();
    let counts = (0..plan.len()).map(count).collect();
    Ok(Answered { team: cover::smallest(&lines), labs, counts })
}
