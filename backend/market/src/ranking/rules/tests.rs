use super::*;
use crate::ranking::entity::version::{Judgements, RankingVersionState};
use chrono::{DateTime, Utc};
use kernel::id::{EvidenceId, ProviderId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-21T02:00:00Z".parse().unwrap()
}

fn book() -> RuleBook {
    let bases = [60_000, 100_000, 0, 0, 0, 0, 0];
    let weights = [2_231, 2_597, 1_531, 1_294, 1_294, 496, 557];
    let components = Component::ALL.into_iter().zip(bases.into_iter().zip(weights));
    let rule = |code: &str, component, points_milli| rule::Model {
        version: 1,
        code: code.to_owned(),
        component,
        position: 1,
        name: code.to_owned(),
        points_milli,
        months: Some(6),
        source: "测试".to_owned(),
        is_verified: true,
        is_entered: true,
        remedy: String::new(),
    };
    let rules = [
        rule("penalty.fine", Component::Penalty, -25_000),
        rule("qualification.holds", Component::Qualification, 50_000),
        rule("reviews.bound", Component::Reviews, 1_000),
    ];
    RuleBook {
        version: version::Model {
            number: 1,
            state: RankingVersionState::Live,
            title: "测试".to_owned(),
            note: String::new(),
            panel: String::new(),
            judgements: Judgements(Vec::new()),
            consistency_ppm: 0,
            holds_from: Some(day("2026-01-01")),
            drafted_by: None,
            drafted_at: now(),
            published_by: None,
            published_at: None,
            revision: 1,
        },
        components: components
            .map(|(component, (base_milli, weight))| component::Model {
                version: 1,
                component,
                base_milli,
                weight,
            })
            .collect(),
        rules: rules.into_iter().map(|it| (it.code.clone(), it)).collect(),
    }
}

fn row(rule: &str, times_milli: i64) -> Evidence {
    let mut dice = kernel::Dice::seeded(times_milli.unsigned_abs() ^ rule.len() as u64);
    Evidence {
        id: EvidenceId::new(now(), &mut dice),
        provider_id: ProviderId::new(now(), &mut dice),
        rule_code: rule.to_owned(),
        rule_version: 1,
        subject: "一".to_owned(),
        times_milli,
        note: None,
        source: "测试".to_owned(),
        source_url: None,
        happened_on: day("2026-11-01"),
        effective_from: day("2026-11-10"),
        expires_on: Some(day("2027-05-01")),
        is_derived: false,
        entered_by: None,
        entered_at: now(),
        ended_on: None,
        ended_by: None,
        end_note: None,
    }
}

fn score(rows: &[Evidence]) -> i64 {
    let book = book();
    book.score(&book.sums(rows, &HashSet::new(), day("2026-11-21")))
}

#[test]
fn without_evidence_a_score_is_its_bases_by_weight() {
    // 60 × 0.2231 + 100 × 0.2597 = 39.356.
    assert_eq!(score(&[]), 39_356);
}

#[test]
fn a_fine_takes_its_points_by_weight_and_no_more_than_there_are() {
    // 25 × 0.2597 = 6.4925 less, rounded half up.
    assert_eq!(score(&[row("penalty.fine", 1_000)]), 32_864);
    assert_eq!(score(&[row("penalty.fine", 4_000)]), 13_386);
    assert_eq!(score(&[row("penalty.fine", 20_000)]), 13_386, "never below nothing");
}

#[test]
fn what_is_full_is_full() {
    let two = [row("qualification.holds", 1_000), row("qualification.holds", 1_001)];
    assert_eq!(score(&two), 39_356 + 15_310);
    let five = [&two[..], &two[..], &two[..1]].concat();
    assert_eq!(score(&five), score(&two));
}

#[test]
fn a_rule_that_a_version_does_not_have_counts_nothing() {
    assert_eq!(score(&[row("penalty.unknown", 1_000)]), score(&[]));
}

#[test]
fn a_row_counts_from_its_first_day_to_its_last_unless_it_is_ended() {
    let it = row("penalty.fine", 1_000);
    let ended = Evidence { ended_on: Some(day("2026-12-01")), ..it.clone() };
    let cases = [
        ("2026-11-09", false, false),
        ("2026-11-10", true, true),
        ("2026-11-30", true, true),
        ("2026-12-01", true, false),
        ("2027-05-01", true, false),
        ("2027-05-02", false, false),
    ];
    for (on, counts, counts_ended) in cases {
        assert_eq!(is_in_force(&it, day(on)), counts, "{on}");
        assert_eq!(is_in_force(&ended, day(on)), counts_ended, "{on}");
    }
}

#[test]
fn a_disputed_row_is_not_counted() {
    let (book, it) = (book(), row("penalty.fine", 1_000));
    let frozen = HashSet::from([it.id.clone()]);
    let sums = book.sums([&it], &frozen, day("2026-11-21"));
    assert_eq!(sums, Sums::default());
}

#[test]
fn points_are_cut_to_thousandths_towards_nothing() {
    assert_eq!(points_of(42_498, 1_000), 42_498);
    assert_eq!(points_of(1_500, -8_333), -12_499);
    assert_eq!(points_of(3, 333), 0);
}

#[test]
fn a_term_is_counted_in_calendar_months() {
    assert_eq!(expiry(day("2026-08-31"), Some(6)), Some(day("2027-02-28")));
    assert_eq!(expiry(day("2026-08-31"), None), None);
}

#[test]
fn who_is_new_here_and_has_no_record_is_a_newcomer() {
    let reviewed = Sums([0, 0, 0, 0, 1, 0, 0]);
    let known = day("2026-06-01");
    assert!(is_newcomer(known, &Sums::default(), day("2026-11-27")));
    assert!(!is_newcomer(known, &Sums::default(), day("2026-11-28")));
    assert!(!is_newcomer(known, &reviewed, day("2026-06-02")));
}
