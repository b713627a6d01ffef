//! Looking, once a night, and what follows from verdicts.

use super::actions::{self, NewFinding};
use super::rules::{self, FlagSubject, Thresholds};
use super::store;
use crate::bids::{self, BidRow, BidState};
use crate::demands::stages::shows_names;
use crate::demands::{self, DemandRow};
use crate::ocds::{self, rules::written};
use anyhow::Context;
use commons::organisations;
use kernel::id::{OrganisationId, RedFlagId};
use kernel::{Actor, RegionCode, Result};
use platform::events::Event;
use platform::{Cx, Db};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How many processes are read at once.
const BATCH: u64 = 500;

/// Looks at every process that is no demonstration, once a day in China. What is found is kept with the day, so that
/// a second server does not look again.
///
/// # Errors
/// A fault when the database fails.
pub async fn look_due(db: &Db) -> Result<usize> {
    let day = db.clock().today();
    if store::has_looked_on(db.read(), day).await? {
        return Ok(0);
    }
    let known = processes(db).await?;
    let whole: Vec<Value> = known.iter().map(|it| it.whole.clone()).collect();
    let found = rules::find(&whole, &Thresholds::OURS);
    let by_ocid: HashMap<&str, &Known> = known.iter().map(|it| (it.ocid.as_str(), it)).collect();
    let mut findings = Vec::new();
    for ((subject, id, flag), value) in found {
        if !rules::is_task(subject, flag) {
            continue;
        }
        let named = match subject {
            FlagSubject::Process => by_ocid.get(id.as_str()).map(|it| of_process(it)),
            _ => of_organisation(db, &id, &known).await?,
        };
        let Some((title, region_code, facts)) = named else { continue };
        findings.push(NewFinding {
            flag,
            subject,
            subject_id: id,
            title,
            region_code,
            value,
            facts,
        });
    }
    let count = known.len();
    db.in_transaction(Actor::System("flags.look"), |cx| {
        Box::pin(async move { actions::note(cx, day, count, findings).await })
    })
    .await?;
    Ok(1)
}

/// A process with what is in no public release.
struct Known {
    ocid: String,
    demand: DemandRow,
    whole: Value,
}

/// Every process that is no demonstration, with its bids once they are open.
async fn processes(db: &Db) -> Result<Vec<Known>> {
    let mut known = Vec::new();
    let mut after = String::new();
    while (known.len() as u64) < rules::PROCESSES {
        let rows = ocds::compiled_after(db.read(), &after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.ocid);
        let rows: Vec<_> = rows.into_iter().filter(|it| !it.is_demo).collect();
        let ids: Vec<_> = rows.iter().map(|it| it.demand_id.clone()).collect();
        let needs: HashMap<_, _> = demands::find_demands(db.read(), &ids)
            .await?
            .into_iter()
            .map(|it| (it.id.clone(), it))
            .collect();
        let now = db.clock().now();
        for row in rows {
            let Some(demand) = needs.get(&row.demand_id).cloned() else { continue };
            let mut whole: Value = serde_json::from_str(&row.compiled).context("read a process")?;
            if demands::rules::bids_are_open(&demand, now) && shows_names(&demand) {
                let bids = bids::of_demand(db.read(), &demand.id).await?;
                whole["bids"]["details"] = bids.iter().map(bid).collect();
            }
            known.push(Known { ocid: row.ocid, demand, whole });
        }
    }
    Ok(known)
}

fn bid(row: &BidRow) -> Value {
    let status = match row.state {
        BidState::Submitted | BidState::Awarded | BidState::Lost => "valid",
        BidState::Broken | BidState::Excluded => "disqualified",
        _ => "withdrawn",
    };
    let (id, at) = (row.id.as_str(), written(row.submitted_at));
    rules::bid(id, status, &at, row.organisation_id.as_str(), row.price_fen)
}

type Named = (String, RegionCode, Vec<(&'static str, String)>);

fn of_process(known: &Known) -> Named {
    let demand = &known.demand;
    let facts = vec![
        ("需求", format!("/demands/{}", demand.id)),
        ("截止时间", written(demand.deadline)),
        ("报价份数", demand.bid_count.to_string()),
    ];
    (demand.title.clone(), demand.region_code.clone(), facts)
}

/// An organisation: where it is registered, else where its last process was.
async fn of_organisation(db: &Db, id: &str, known: &[Known]) -> Result<Option<Named>> {
    let Ok(id) = OrganisationId::parse(id) else { return Ok(None) };
    let Some(row) = organisations::find(db.read(), &id).await? else { return Ok(None) };
    let takes_part = |it: &&Known| {
        let ids: HashSet<&str> = it.whole["parties"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| it["id"].as_str())
            .collect();
        ids.contains(id.as_str())
    };
    let last = known.iter().rev().find(takes_part).map(|it| it.demand.region_code.clone());
    let Some(region) = row.region_code.or(last) else { return Ok(None) };
    Ok(Some((row.name, region, vec![("单位", id.to_string())])))
}

/// Applies what moderators decided about findings: passed is right, refused is not.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_moderated(cx: &mut Cx, event: &Event) -> Result<()> {
    let text = |key: &str| event.payload.get(key).and_then(Value::as_str);
    if text("subjectKind") != Some(actions::SUBJECT) {
        return Ok(());
    }
    let Some(id) = text("subjectId").and_then(|it| RedFlagId::parse(it).ok()) else {
        return Ok(());
    };
    match event.name.as_str() {
        "moderation.approved" => actions::decide(cx, &id, true).await,
        "moderation.overturned" => actions::decide(cx, &id, false).await,
        "moderation.refused" => actions::decide(cx, &id, false).await,
        _ => Ok(()),
    }
}
