//! What verdicts teach.

use super::rules::{AlertVerdict, Judged, Lesson, TypedSearch, Unfit, check, lessons};
use chrono::{DateTime, Duration, Utc};
use kernel::{Fen, RegionCode};
use proptest::prelude::*;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn said(days_ago: i64, unfit: Option<Unfit>) -> Judged {
    Judged {
        verdict: if unfit.is_some() { AlertVerdict::NotForUs } else { AlertVerdict::Useful },
        unfit,
        at: now() - Duration::days(days_ago),
        category: "waste/hazardous".into(),
        place: RegionCode::parse("3205").unwrap(),
        budget: Some(Fen::from_yuan(5_000)),
    }
}

#[test]
fn one_verdict_is_no_lesson_and_two_are() {
    let category = Lesson::Category("waste/hazardous".into());
    let once = [said(1, Some(Unfit::NotOurService))];
    assert!(lessons(&once, now()).is_empty());

    let twice = [said(1, Some(Unfit::NotOurService)), said(2, Some(Unfit::NotOurService))];
    assert_eq!(lessons(&twice, now()), [category]);
}

#[test]
fn a_useful_need_of_the_same_kind_takes_back_what_was_said_before() {
    let said = [
        said(1, None),
        said(2, Some(Unfit::NotOurService)),
        said(3, Some(Unfit::NotOurService)),
        said(4, Some(Unfit::TooFar)),
        said(5, Some(Unfit::TooFar)),
        said(6, Some(Unfit::TooSmall)),
        said(7, Some(Unfit::TooSmall)),
    ];
    assert!(lessons(&said, now()).is_empty());
    assert_eq!(lessons(&said[1..], now()).len(), 3);
}

#[test]
fn no_capacity_holds_a_month() {
    let busy = |days| lessons(&[said(days, Some(Unfit::NoCapacity))], now());
    assert!(
        matches!(&busy(1)[..], [Lesson::Busy(_, until)] if *until == now() + Duration::days(29))
    );
    assert!(busy(31).is_empty());
}

#[test]
fn the_second_largest_of_what_was_too_small_is_the_limit() {
    let small = |yuan| {
        let budget = Some(Fen::from_yuan(yuan));
        Judged { budget, ..said(1, Some(Unfit::TooSmall)) }
    };
    let found = lessons(&[small(3_000), small(90_000), small(5_000)], now());
    assert_eq!(found, [Lesson::UpTo(Fen::from_yuan(5_000))]);
}

#[test]
fn a_search_asks_for_something() {
    let typed = |name: &str, words: &str| TypedSearch {
        name: name.into(),
        words: words.into(),
        category: String::new(),
        region: None,
    };
    assert!(check(&typed("苏州危废", "危废")).is_empty());
    assert_eq!(check(&typed("", " ")).len(), 2);
    assert_eq!(check(&typed("名", &"长".repeat(61))).len(), 1);
}

proptest! {
    /// What is older than a year teaches nothing, whatever it is.
    #[test]
    fn old_verdicts_teach_nothing(days in 365_i64..4_000, count in 1_usize..6) {
        let all = [Unfit::NotOurService, Unfit::TooFar, Unfit::TooSmall, Unfit::NoCapacity];
        let said: Vec<_> = all.iter().cycle().take(count * 4).map(|it| said(days, Some(*it))).collect();
        prop_assert!(lessons(&said, now()).is_empty());
    }
}
