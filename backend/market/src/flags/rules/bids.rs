//! What the bids of one process say: R028, R030, R035, R036.

use super::reading::{amount, final_awards, ids, list, ocid, submitted};
use super::{Findings, FlagSubject, RedFlag};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

pub(super) fn of_process(process: &Value, found: &mut Findings) {
    let id = ocid(process);
    let mut flag = |flag: RedFlag, value: f64, tenderers: &BTreeSet<&str>, theirs: f64| {
        found.insert((FlagSubject::Process, id.clone(), flag), value);
        for tenderer in tenderers {
            found.insert((FlagSubject::Tenderer, (*tenderer).to_owned(), flag), theirs);
        }
    };
    let same = same_price(process);
    if !same.is_empty() {
        flag(RedFlag::R028, 1.0, &same, 1.0);
    }
    let late = late_winners(process);
    if !late.is_empty() {
        flag(RedFlag::R030, 1.0, &late, 1.0);
    }
    if let Some((winner, others)) = all_others_disqualified(process) {
        flag(RedFlag::R035, others, &BTreeSet::from([winner]), 0.0);
    }
    if lowest_is_disqualified(process) {
        flag(RedFlag::R036, 1.0, &BTreeSet::new(), 0.0);
    }
}

/// R028: who asked the same price as somebody else.
fn same_price(process: &Value) -> BTreeSet<&str> {
    let mut seen: HashMap<(u64, &str), BTreeSet<&str>> = HashMap::new();
    let mut same = BTreeSet::new();
    for bid in submitted(process) {
        let value = &bid["value"];
        let (Some(price), Some(currency)) = (value["amount"].as_f64(), value["currency"].as_str())
        else {
            continue;
        };
        let tenderers: BTreeSet<&str> = ids(bid, "tenderers").collect();
        if tenderers.is_empty() {
            continue;
        }
        let before = seen.insert((price.to_bits(), currency), tenderers.clone());
        if let Some(before) = before.filter(|it| *it != tenderers) {
            same.extend(before);
            same.extend(tenderers);
        }
    }
    same
}

/// R030: who won with a bid that came after the end.
fn late_winners(process: &Value) -> BTreeSet<&str> {
    let Some(end) = process.pointer("/tender/tenderPeriod/endDate").and_then(Value::as_str) else {
        return BTreeSet::new();
    };
    let awards = list(process, "/awards").iter().filter(|it| it["status"] == "active");
    let winners: BTreeSet<&str> = awards.flat_map(|it| ids(it, "suppliers")).collect();
    let late = list(process, "/bids/details")
        .iter()
        .filter(|it| it["status"] == "valid" && it["date"].as_str().is_some_and(|date| date > end));
    late.flat_map(|it| ids(it, "tenderers")).filter(|it| winners.contains(it)).collect()
}

/// R035: the only one whose bid counted, when it won and others were disqualified; and how many.
fn all_others_disqualified(process: &Value) -> Option<(&str, f64)> {
    let awards = final_awards(process)?;
    let winners: BTreeSet<&str> = awards.into_iter().flat_map(|it| ids(it, "suppliers")).collect();
    let of = |status: &str| -> BTreeSet<&str> {
        let bids = list(process, "/bids/details").iter().filter(|it| it["status"] == status);
        bids.flat_map(|it| ids(it, "tenderers")).collect()
    };
    let (valid, disqualified) = (of("valid"), of("disqualified"));
    let others = disqualified.difference(&valid).count();
    let is_only = valid.len() == 1 && valid == winners && others >= 1;
    is_only.then(|| valid.first().map(|it| (*it, others as f64))).flatten()
}

/// R036: whether the cheapest bid was disqualified, and another one counted.
fn lowest_is_disqualified(process: &Value) -> bool {
    if !list(process, "/awards").iter().any(|it| it["status"] == "active") {
        return false;
    }
    let (mut lowest, mut is_out, mut has_valid) = (f64::INFINITY, false, false);
    for bid in submitted(process) {
        let Some(price) = amount(bid) else { continue };
        if price < lowest {
            (lowest, is_out) = (price, bid["status"] == "disqualified");
        }
        has_valid |= bid["status"] == "valid";
    }
    has_valid && is_out
}
