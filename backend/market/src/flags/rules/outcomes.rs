//! What terms, numbers and outcomes say: R003, R018 of a process; R025, R038, R048 of organisations.

use super::reading::{ids, list, ocid, only_id, only_winner, submitted};
use super::{Fences, Findings, FlagSubject, RedFlag, Thresholds, quantile};
use chrono::DateTime;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn of_process(process: &Value, thresholds: &Thresholds, found: &mut Findings) {
    let tender = &process["tender"];
    let at = |field: &str| {
        tender["tenderPeriod"][field].as_str().and_then(|it| DateTime::parse_from_rfc3339(it).ok())
    };
    let mut put = |flag| found.insert((FlagSubject::Process, ocid(process), flag), 1.0);
    if let (Some(start), Some(end)) = (at("startDate"), at("endDate"))
        && (end - start).num_days() < thresholds.days
    {
        put(RedFlag::R003);
    }
    let is_competitive = matches!(tender["procurementMethod"].as_str(), Some("open" | "selective"));
    if is_competitive && tender["numberOfTenderers"].as_u64() == Some(1) {
        put(RedFlag::R018);
    }
}

pub(super) fn of_all(processes: &[&Value], thresholds: &Thresholds, found: &mut Findings) {
    few_wins(processes, found);
    many_disqualified(processes, thresholds, found);
    many_kinds(processes, thresholds, found);
}

/// Of so many, so many.
#[derive(Default, Clone, Copy)]
struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    fn add(&mut self, part: u64, whole: u64) {
        self.part += part;
        self.whole += whole;
    }

    fn ratio(self) -> f64 {
        self.part as f64 / self.whole as f64
    }
}

/// R025: who bids more than three of four, and wins far less often than others.
fn few_wins(processes: &[&Value], found: &mut Findings) {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for process in processes {
        let Some(winner) = only_winner(process) else { continue };
        let valid = list(process, "/bids/details").iter().filter(|it| it["status"] == "valid");
        // Once a process, however many bids.
        let tenderers: BTreeSet<&str> = valid.filter_map(|it| only_id(it, "tenderers")).collect();
        for tenderer in tenderers {
            shares.entry(tenderer).or_default().add(u64::from(tenderer == winner), 1);
        }
    }
    let counts: Vec<f64> = shares.values().map(|it| it.whole as f64).collect();
    let ratios: Vec<f64> = shares.values().map(|it| it.ratio()).collect();
    let (often, fences) = (quantile(&counts, 0.75), Fences::of(&ratios));
    if !(fences.first > 0.0 && fences.lower > 0.0) {
        return;
    }
    for (id, share) in shares {
        if share.whole as f64 >= often && share.ratio() <= fences.lower {
            found.insert((FlagSubject::Tenderer, id.to_owned(), RedFlag::R025), share.ratio());
        }
    }
}

/// R038: with whom, or of whom, far more bids are disqualified than with others.
fn many_disqualified(processes: &[&Value], thresholds: &Thresholds, found: &mut Findings) {
    let mut shares: BTreeMap<(FlagSubject, &str), Share> = BTreeMap::new();
    for process in processes {
        let (mut out, mut all) = (0, 0);
        for bid in submitted(process) {
            let is_out = u64::from(bid["status"] == "disqualified");
            (out, all) = (out + is_out, all + 1);
            for id in ids(bid, "tenderers") {
                shares.entry((FlagSubject::Tenderer, id)).or_default().add(is_out, 1);
            }
        }
        if all == 0 {
            continue;
        }
        let places = [
            (FlagSubject::Buyer, "/buyer/id"),
            (FlagSubject::ProcuringEntity, "/tender/procuringEntity/id"),
        ];
        for (subject, place) in places {
            if let Some(id) = process.pointer(place).and_then(Value::as_str) {
                shares.entry((subject, id)).or_default().add(out, all);
            }
        }
    }
    shares.retain(|_, share| share.whole >= thresholds.bids);
    for subject in [FlagSubject::Buyer, FlagSubject::ProcuringEntity, FlagSubject::Tenderer] {
        let of_them = || shares.iter().filter(|((it, _), _)| *it == subject);
        let ratios: Vec<f64> = of_them().map(|(_, share)| share.ratio()).collect();
        let fence = Fences::of(&ratios).upper;
        for ((_, id), share) in of_them() {
            if fence > 0.0 && share.ratio() >= fence {
                found.insert((subject, (*id).to_owned(), RedFlag::R038), share.ratio());
            }
        }
    }
}

/// R048: who is awarded far more kinds of work than others.
fn many_kinds(processes: &[&Value], thresholds: &Thresholds, found: &mut Findings) {
    let mut suppliers: BTreeMap<&str, (u64, BTreeSet<String>)> = BTreeMap::new();
    for process in processes {
        let mut counted = BTreeSet::new();
        for award in list(process, "/awards").iter().filter(|it| it["status"] == "active") {
            let Some(supplier) = only_id(award, "suppliers") else { continue };
            for item in award["items"].as_array().into_iter().flatten() {
                let Some(kind) = item["classification"]["id"].as_str() else { continue };
                let (count, kinds) = suppliers.entry(supplier).or_default();
                *count += u64::from(counted.insert(supplier));
                kinds.insert(kind.chars().take(thresholds.characters).collect());
            }
        }
    }
    suppliers.retain(|_, (count, _)| *count >= thresholds.processes);
    let kinds: Vec<f64> = suppliers.values().map(|it| it.1.len() as f64).collect();
    let fence = Fences::of(&kinds).upper;
    for (id, (_, kinds)) in suppliers {
        if kinds.len() as f64 >= fence {
            found.insert((FlagSubject::Tenderer, id.to_owned(), RedFlag::R048), kinds.len() as f64);
        }
    }
}
