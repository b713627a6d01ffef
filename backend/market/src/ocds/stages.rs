//! What stands in a release, stage by stage, and which events make one.

use super::rules::{Release, money, written};
use crate::contracts::{self, ContractState, MilestoneRow};
use crate::demands::{DemandRow, DemandState};
use crate::{amendments, bids, categories, procedures, questions};
use chrono::NaiveDate;
use commons::organisations::{self, OrganisationRow};
use futures::future::BoxFuture;
use kernel::region::{self, find};
use kernel::{RegionCode, Result};
use platform::Cx;
use serde_json::{Map, Value, json};

/// Says what is known of a need in a stage of its life.
pub(super) type Say =
    for<'c> fn(&'c Cx, &'c DemandRow, &'c mut Release) -> BoxFuture<'c, Result<()>>;

/// A stage of a need's life.
pub(super) struct Stage {
    /// The events that make a release, with the tags it carries.
    pub(super) events: &'static [(&'static str, &'static [&'static str])],
    /// What is known of it; says nothing before it is reached.
    pub(super) say: Say,
}

/// Every stage, in the order of their sections.
pub(super) const STAGES: &[Stage] = &[TENDER, AWARD, CONTRACT];

const TENDER: Stage = Stage {
    events: &[
        ("demands.published", &["tender"]),
        ("demands.amended", &["tenderAmendment"]),
        ("demands.put_off", &["tenderAmendment"]),
        ("questions.ask", &["tenderUpdate"]),
        ("demands.opened", &["tenderUpdate"]),
        ("demands.envelopes_opened", &["tenderUpdate"]),
        ("demands.stopped", &["tenderUpdate"]),
        ("demands.withdrawn", &["tenderCancellation"]),
        ("demands.overturned", &["tenderCancellation"]),
    ],
    say: |cx, demand, release| Box::pin(tender(cx, demand, release)),
};

const AWARD: Stage = Stage {
    events: &[("demands.awarded", &["award"])],
    say: |cx, demand, release| Box::pin(award(cx, demand, release)),
};

const CONTRACT: Stage = Stage {
    events: &[
        ("contracts.activated", &["contract"]),
        ("contracts.changed", &["contractAmendment"]),
        ("contracts.milestone_accepted", &["implementation"]),
        ("contracts.completed", &["implementationUpdate"]),
        ("contracts.terminated", &["contractTermination"]),
    ],
    say: |cx, demand, release| Box::pin(contract(cx, demand, release)),
};

/// The tags of the release an event makes; none when it makes none.
pub(super) fn tags_of(event: &str) -> Option<&'static [&'static str]> {
    let mut all = STAGES.iter().flat_map(|it| it.events);
    all.find(|(name, _)| *name == event).map(|(_, tags)| *tags)
}

/// What is known of a need now.
pub(super) async fn said(cx: &Cx, demand: &DemandRow) -> Result<Map<String, Value>> {
    let mut release = Release::default();
    if demand.is_demo {
        release.fields.insert("isDemo".into(), true.into());
    }
    for stage in STAGES {
        (stage.say)(cx, demand, &mut release).await?;
    }
    Ok(release.content())
}

/// All that is still said of a need that a later check has taken back.
pub(super) fn taken_back(demand: &DemandRow) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("tender".into(), json!({ "id": demand.id, "status": "cancelled" }));
    fields
}

async fn tender(cx: &Cx, demand: &DemandRow, release: &mut Release) -> Result<()> {
    let owner = organisations::find(&cx.tx, &demand.organisation_id).await?;
    let has_questions = questions::has_any(&cx.tx, &demand.id).await?;
    let mut fields = tender_fields(demand, has_questions);
    if let Some(owner) = owner {
        let buyer = release.party(party(&owner), "buyer");
        release.party(party(&owner), "procuringEntity");
        fields.insert("procuringEntity".into(), buyer.clone());
        release.fields.insert("buyer".into(), buyer);
    }
    let made = amendments::made_to(&cx.tx, &demand.id).await?;
    let made: Vec<Value> = made.iter().rev().map(amendment).collect();
    if !made.is_empty() {
        fields.insert("amendments".into(), made.into());
    }
    release.fields.insert("tender".into(), Value::Object(fields));
    Ok(())
}

fn tender_fields(demand: &DemandRow, has_questions: bool) -> Map<String, Value> {
    let (from, until, _) = demand.window();
    let period = |until| json!({ "startDate": written(from), "endDate": written(until) });
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(demand.id));
    put("title", json!(demand.title));
    put("description", json!(demand.description));
    put("status", json!(status(demand.state)));
    let procedure = procedures::find(demand.procedure);
    put("procurementMethod", json!(if procedure.is_invited { "limited" } else { "open" }));
    put("procurementMethodDetails", json!(procedure.name));
    put("mainProcurementCategory", json!("services"));
    put("submissionMethod", json!(["electronicSubmission"]));
    put("tenderPeriod", period(until));
    put("enquiryPeriod", period(questions::rules::questions_until(demand.window())));
    put("hasEnquiries", json!(has_questions));
    put("items", json!([item(demand)]));
    if let Some(most) = demand.budget_max_fen {
        put("value", money(most));
    }
    if let Some(least) = demand.budget_min_fen {
        put("minValue", money(least));
    }
    let is_opened = matches!(
        demand.state,
        DemandState::Opened | DemandState::Awarded | DemandState::Unsuccessful
    );
    // Bids are counted once they are opened, and before that by nobody.
    if is_opened {
        put("numberOfTenderers", json!(demand.bid_count));
    }
    fields
}

/// Where a need stands, in the words of the standard.
fn status(state: DemandState) -> &'static str {
    match state {
        DemandState::Submitted => "planned",
        DemandState::Awarded => "complete",
        DemandState::Unsuccessful => "unsuccessful",
        DemandState::Withdrawn | DemandState::Refused => "cancelled",
        _ => "active",
    }
}

fn item(demand: &DemandRow) -> Value {
    let category = categories::find(&demand.category_code).map_or("", |it| it.name);
    let mut whole = json!({
        "id": "1",
        "description": demand.title,
        "classification": {
            "scheme": "x_greenbridge", "id": demand.category_code, "description": category,
        },
        "additionalClassifications": [{
            "scheme": "x_GB/T-2260", "id": demand.region_code,
            "description": region::full_name(&demand.region_code),
        }],
    });
    if let (Some(code), Some(list)) =
        (&demand.waste_code, whole["additionalClassifications"].as_array_mut())
    {
        list.push(json!({ "scheme": "x_hazardous-waste", "id": code }));
    }
    if let Some(quantity) = demand.quantity {
        whole["quantity"] = json!(quantity);
    }
    if let Some(unit) = &demand.unit {
        whole["unit"] = json!({ "name": unit });
    }
    whole
}

fn amendment(made: &amendments::AmendmentRow) -> Value {
    let changed: Vec<&str> = made.differences.0.iter().map(|it| it.label.as_str()).collect();
    json!({
        "id": made.id, "date": written(made.made_at), "rationale": made.reason,
        "description": format!("变更：{}", changed.join("、")),
    })
}

async fn award(cx: &Cx, demand: &DemandRow, release: &mut Release) -> Result<()> {
    let (Some(id), Some(at)) = (&demand.awarded_bid_id, demand.awarded_at) else { return Ok(()) };
    let Some(bid) = bids::find_bid(&cx.tx, id).await? else { return Ok(()) };
    let winner = organisations::find(&cx.tx, &bid.organisation_id).await?;
    let (Some(winner), Some(price)) = (winner, bid.price_fen) else { return Ok(()) };
    let supplier = release.party(party(&winner), "supplier");
    release.fields.insert(
        "awards".into(),
        json!([{
            "id": bid.id, "title": demand.title, "status": "active", "date": written(at),
            "value": money(price), "suppliers": [supplier], "items": [item(demand)],
        }]),
    );
    Ok(())
}

/// What everybody may know of the contracts: that they were signed, until when, for how much, how far they are. A shared need
/// has one for each who shares it; its buyer is a party then.
async fn contract(cx: &Cx, demand: &DemandRow, release: &mut Release) -> Result<()> {
    let mut all = Vec::new();
    for (row, milestones) in contracts::signed_of(&cx.tx, &demand.id).await? {
        let Some(signed_at) = row.signed_at else { continue };
        if row.buyer_id != demand.organisation_id
            && let Some(buyer) = organisations::find(&cx.tx, &row.buyer_id).await?
        {
            release.party(party(&buyer), "buyer");
        }
        let status = if row.state == ContractState::Active { "active" } else { "terminated" };
        let milestones = milestones.iter().map(milestone).collect::<Vec<_>>();
        all.push(json!({
            "id": row.id, "awardID": row.bid_id, "title": row.title, "status": status,
            "period": { "startDate": begun(row.starts_on), "endDate": begun(row.ends_on) },
            "value": money(row.price_fen), "dateSigned": written(signed_at),
            "implementation": { "milestones": milestones },
        }));
    }
    if !all.is_empty() {
        release.fields.insert("contracts".into(), all.into());
    }
    Ok(())
}

/// A milestone without what the two sides say of it.
fn milestone(row: &MilestoneRow) -> Value {
    let mut milestone = json!({
        "id": row.id, "title": format!("节点 {}", row.number), "type": "delivery",
        "dueDate": begun(row.due_on),
        "status": if row.accepted_at.is_some() { "met" } else { "scheduled" },
    });
    if let Some(at) = row.accepted_at {
        milestone["dateMet"] = json!(written(at));
    }
    milestone
}

/// A day in China as the standard writes it: its first second.
fn begun(day: NaiveDate) -> String {
    format!("{day}T00:00:00+08:00")
}

/// An organisation without whom to call: only what its page says.
pub(super) fn party(row: &OrganisationRow) -> Value {
    let mut party = json!({ "id": row.id, "name": row.name });
    if let Some(code) = row.credit_code.as_ref().filter(|_| row.credit_code_is_valid) {
        party["identifier"] = json!({ "scheme": "CN-USCC", "id": code, "legalName": row.name });
    }
    if let Some(code) = &row.region_code {
        let name = |code: RegionCode| find(code.as_str()).map(|it| it.name.clone());
        let mut address = json!({ "countryName": "中国", "region": name(code.province()) });
        if let Some(city) = code.county().or_else(|| code.city()).and_then(name) {
            address["locality"] = json!(city);
        }
        party["address"] = address;
    }
    party
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn an_event_makes_one_release() {
        let names: Vec<&str> = STAGES.iter().flat_map(|it| it.events).map(|it| it.0).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert_eq!(tags_of("demands.awarded"), Some(["award"].as_slice()));
        assert_eq!(tags_of("bids.submitted"), None, "nothing of a bid before the opening");
    }
}
