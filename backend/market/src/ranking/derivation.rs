//! From what the platform knows of a provider to the rows of the ledger. Pure: the same facts give
//! the same rows.

use super::rules::{RuleBook, bound, expiry};
use crate::directory::{ProviderRow, QualificationRow, STATED, rules as directory};
use chrono::NaiveDate;
use kernel::clock::china_day;
use kernel::id::{BidId, ContractId, DemandId};

/// Where rows come from that follow from what happened here.
const PLATFORM: &str = "绿桥平台记录";
/// A row that counts once.
const ONCE: i64 = 1_000;

/// What the platform knows of a provider.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) provider: ProviderRow,
    pub(super) licences: Vec<QualificationRow>,
    pub(super) has_categories: bool,
    pub(super) has_regions: bool,
    pub(super) reviews: Vec<ReviewFact>,
    pub(super) bids: Vec<BidFact>,
    pub(super) completed: Vec<CompletedFact>,
}

/// A review: by whom, how many stars, when.
#[derive(Debug, Clone)]
pub(super) struct ReviewFact {
    pub(super) author: String,
    pub(super) stars: i32,
    pub(super) written_on: NaiveDate,
}

/// A contract whose every milestone was accepted.
#[derive(Debug, Clone)]
pub(super) struct CompletedFact {
    pub(super) id: ContractId,
    pub(super) demand_id: DemandId,
    pub(super) title: String,
    pub(super) completed_on: NaiveDate,
}

/// A bid whose need was opened.
#[derive(Debug, Clone)]
pub(super) struct BidFact {
    pub(super) id: BidId,
    pub(super) demand_id: DemandId,
    pub(super) title: String,
    pub(super) opened_on: NaiveDate,
    /// The day it was chosen; none when it was not.
    pub(super) awarded_on: Option<NaiveDate>,
}

/// A row the ledger should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) rule_code: &'static str,
    pub(super) subject: String,
    pub(super) times_milli: i64,
    pub(super) note: Option<String>,
    pub(super) source: String,
    pub(super) source_url: Option<String>,
    pub(super) happened_on: NaiveDate,
    pub(super) expires_on: Option<NaiveDate>,
}

/// The rows that follow from what is known on a day, by the rules of a version: only those it has,
/// and only those that have not run out.
pub(super) fn wanted(facts: &Facts, book: &RuleBook, today: NaiveDate) -> Vec<Wanted> {
    let all = licences(facts, today)
        .chain(completeness(facts))
        .chain(reviews(facts))
        .chain(bids(facts))
        .chain(completed(facts))
        .chain(stated(facts));
    let with_term = all.filter_map(|mut it| {
        let rule = book.rules.get(it.rule_code)?;
        it.expires_on = it.expires_on.or_else(|| expiry(it.happened_on, rule.months));
        Some(it)
    });
    with_term.filter(|it| it.expires_on.is_none_or(|day| day >= today)).collect()
}

fn licences(facts: &Facts, today: NaiveDate) -> impl Iterator<Item = Wanted> {
    let held = facts.licences.iter().filter(move |it| directory::is_valid_on(it, today));
    held.map(|it| Wanted {
        rule_code: "qualification.holds",
        subject: it.id.to_string(),
        times_milli: ONCE,
        note: Some(it.name.clone()),
        source: it.source.clone(),
        source_url: None,
        happened_on: it.valid_from.or(it.source_on).unwrap_or_else(|| china_day(it.created_at)),
        expires_on: it.valid_to,
    })
}

fn completeness(facts: &Facts) -> impl Iterator<Item = Wanted> {
    let it = &facts.provider;
    let filled = [
        ("complete.credit_code", it.credit_code.is_some() && it.credit_code_is_valid),
        ("complete.address", it.address.is_some()),
        ("complete.introduction", it.introduction.is_some()),
        ("complete.size", it.size.is_some()),
        ("complete.people", it.people_count.is_some()),
        ("complete.founded", it.founded_on.is_some()),
        ("complete.categories", facts.has_categories),
        ("complete.regions", facts.has_regions),
    ];
    let (source, said_on) = match it.stated_on {
        Some(day) => (STATED, Some(day)),
        None => (it.source.as_str(), it.source_on),
    };
    let happened_on = said_on.unwrap_or_else(|| china_day(it.created_at));
    filled.into_iter().filter(|(_, is_filled)| *is_filled).map(move |(rule_code, _)| Wanted {
        rule_code,
        subject: "profile".to_owned(),
        times_milli: ONCE,
        note: None,
        source: source.to_owned(),
        source_url: None,
        happened_on,
        expires_on: None,
    })
}

/// One row for all reviews: their lower bound, so many times a point.
fn reviews(facts: &Facts) -> impl Iterator<Item = Wanted> {
    let given: Vec<(&str, i32)> =
        facts.reviews.iter().map(|it| (it.author.as_str(), it.stars)).collect();
    let newest = facts.reviews.iter().map(|it| it.written_on).max();
    bound::lower_bound_milli(&given).zip(newest).into_iter().map(|(bound, newest)| Wanted {
        rule_code: "reviews.bound",
        subject: "reviews".to_owned(),
        times_milli: bound,
        note: Some(format!("共 {} 份评价", facts.reviews.len())),
        source: PLATFORM.to_owned(),
        source_url: None,
        happened_on: newest,
        expires_on: None,
    })
}

/// What was won, a row each; and the months in which bids were opened, without saying for what.
fn bids(facts: &Facts) -> impl Iterator<Item = Wanted> {
    let won = facts.bids.iter().filter_map(|it| {
        Some(Wanted {
            rule_code: "performance.award",
            subject: it.id.to_string(),
            times_milli: ONCE,
            note: Some(it.title.clone()),
            source: PLATFORM.to_owned(),
            source_url: Some(format!("/demands/{}", it.demand_id)),
            happened_on: it.awarded_on?,
            expires_on: None,
        })
    });
    let mut months = std::collections::BTreeMap::<String, NaiveDate>::new();
    for bid in &facts.bids {
        let month = bid.opened_on.format("%Y-%m").to_string();
        let first = months.entry(month).or_insert(bid.opened_on);
        *first = bid.opened_on.min(*first);
    }
    let active = months.into_iter().map(|(month, first)| Wanted {
        rule_code: "activity.bids",
        subject: month,
        times_milli: ONCE,
        note: None,
        source: PLATFORM.to_owned(),
        source_url: None,
        happened_on: first,
        expires_on: None,
    });
    won.chain(active)
}

/// What was completed, a row each.
fn completed(facts: &Facts) -> impl Iterator<Item = Wanted> {
    facts.completed.iter().map(|it| Wanted {
        rule_code: "performance.completed",
        subject: it.id.to_string(),
        times_milli: ONCE,
        note: Some(it.title.clone()),
        source: PLATFORM.to_owned(),
        source_url: Some(format!("/demands/{}", it.demand_id)),
        happened_on: it.completed_on,
        expires_on: None,
    })
}

fn stated(facts: &Facts) -> impl Iterator<Item = Wanted> {
    facts.provider.stated_on.into_iter().map(|day| Wanted {
        rule_code: "activity.stated",
        subject: "stated".to_owned(),
        times_milli: ONCE,
        note: None,
        source: STATED.to_owned(),
        source_url: None,
        happened_on: day,
        expires_on: None,
    })
}
