//! Writing releases, from the events of needs.

use super::entity::{process, release};
use super::rules::{self, Publisher};
use super::{merge, stages, store};
use crate::demands::{self, DemandRow, DemandState};
use anyhow::Context;
use kernel::Result;
use kernel::id::DemandId;
use platform::Cx;
use platform::events::Event;
use serde_json::Value;

/// Whether an event may make a release.
pub fn concerns(event: &Event) -> bool {
    stages::tags_of(&event.name).is_some()
}

/// Writes the releases of some events, in their order. Called in the transaction that moves the
/// consumer on: it is the only one that writes releases, so that their numbers have no gaps and come up in
/// commit order.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_events(cx: &mut Cx, events: &[Event], publisher: &Publisher) -> Result<()> {
    for event in events {
        let Some(tags) = stages::tags_of(&event.name) else { continue };
        let Some(id) = demand_of(event) else { continue };
        let found = demands::find_demand(&cx.tx, &id).await?;
        // What is done for practice is no contracting process.
        if let Some(demand) = found.filter(|it| !it.pace().is_practice()) {
            write(cx, &demand, &event.name, tags, publisher).await?;
        }
    }
    Ok(())
}

/// The need an event is about: its subject, or what its payload names.
fn demand_of(event: &Event) -> Option<DemandId> {
    let named = event.payload.get("demandId").and_then(Value::as_str);
    DemandId::parse(&event.subject_id)
        .or_else(|error| named.map_or(Err(error), DemandId::parse))
        .ok()
}

/// Writes a release of what a need says now, unless it says what the last one said.
async fn write(
    cx: &mut Cx,
    demand: &DemandRow,
    event: &str,
    tags: &[&str],
    publisher: &Publisher,
) -> Result<()> {
    let before = store::of_demand(&cx.tx, &demand.id).await?;
    // What never was public is not released, and whatever comes after a check took it back is not either.
    let is_taken_back = demand.state == DemandState::Refused;
    let is_over =
        before.as_ref().is_some_and(|it| it.shown_from == it.release_count && it.shown_from > 1);
    if demand.published_at.is_none() || is_over || (is_taken_back && before.is_none()) {
        return Ok(());
    }
    let content = match is_taken_back {
        true => stages::taken_back(demand),
        false => stages::said(cx, demand).await?,
    };
    let digest = rules::digest(&content);
    let ocid = before.as_ref().map_or_else(|| publisher.ocid(&demand.id), |it| it.ocid.clone());
    let last = store::last_of(&cx.tx, &ocid).await?;
    if last.is_some_and(|it| it.digest == digest) {
        return Ok(());
    }
    let number = before.as_ref().map_or(0, |it| it.release_count) + 1;
    let body = rules::whole(&ocid, number, cx.now, tags, content);
    let mut process = process::Model {
        ocid: ocid.clone(),
        demand_id: demand.id.clone(),
        shown_from: if is_taken_back { number } else { 1 },
        release_count: number,
        is_demo: demand.is_demo,
        compiled: String::new(),
        released_at: cx.now,
    };
    let shown = match &before {
        Some(before) if !is_taken_back => store::releases_of(&cx.tx, before).await?,
        _ => Vec::new(),
    };
    let mut releases = Vec::with_capacity(shown.len() + 1);
    for row in shown {
        releases.push(serde_json::from_str(&row.body).context("read a release")?);
    }
    releases.push(body.clone());
    process.compiled = merge::compiled(&releases).context("merge releases")?.to_string();
    store::put_process(&cx.tx, process).await?;
    let row = release::Model {
        seq: store::head(&cx.tx).await? + 1,
        ocid,
        number,
        event: event.to_owned(),
        digest,
        body: body.to_string(),
        released_at: cx.now,
    };
    store::insert(&cx.tx, row).await
}
