//! What a review must say, and when it is read.

use super::entity::{Criteria, Given, Model};
use crate::contracts::Side;
use crate::directory::rules as directory;
use chrono::{DateTime, Utc};
use kernel::text::is_long;
use kernel::{Pace, Problem};

/// Both sides may review for so many days after completion. 配置值.
pub(crate) const REVIEW_DAYS: i64 = 14;

kernel::problems! {
    /// Why a review is refused.
    ReviewProblem {
        NotCompleted = "reviews.not_completed", "", "合同完成后才能评价";
        TooLate = "reviews.too_late", "", "评价时间已过，合同完成后 14 天内可以评价";
        AlreadyWritten = "reviews.already_written", "", "本单位已经评价过";
        Stars = "reviews.stars", "criteria", "请给每一项打 1 到 5 分";
        TextLength = "reviews.text_length", "text", "评价请写 10 到 1000 个字";
    }
}

/// What is rated, by who rates: code and words.
pub(super) fn criteria_of(author: Side) -> &'static [(&'static str, &'static str)] {
    match author {
        Side::Buyer => &[
            ("quality", "服务质量"),
            ("time", "按时交付"),
            ("contact", "沟通配合"),
            ("compliance", "安全合规"),
        ],
        Side::Provider => {
            &[("clarity", "需求清楚"), ("contact", "沟通配合"), ("payment", "按时付款")]
        }
    }
}

/// A criterion in words.
pub(super) fn label_of(code: &str) -> &'static str {
    let all = [Side::Buyer, Side::Provider].into_iter().flat_map(criteria_of);
    all.clone().find(|it| it.0 == code).map_or("", |it| it.1)
}

/// Until when a contract that was completed is reviewed.
pub fn until(completed_at: DateTime<Utc>, pace: Pace) -> DateTime<Utc> {
    completed_at + pace.days(REVIEW_DAYS)
}

/// A review whose every field is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) stars: i32,
    pub(super) criteria: Criteria,
    pub(super) text: String,
}

/// All that is wrong with a review, or it with its mean.
pub(super) fn check(author: Side, given: &[Given], text: &str) -> Result<Checked, Vec<Problem>> {
    let mut problems = Vec::new();
    let wanted = criteria_of(author);
    let found: Option<Vec<Given>> = wanted
        .iter()
        .map(|(code, _)| {
            let one = given.iter().find(|it| it.code == *code)?;
            (1..=5).contains(&one.stars).then(|| one.clone())
        })
        .collect();
    if found.is_none() {
        problems.push(ReviewProblem::Stars);
    }
    if !is_long(text, 10..=1_000) {
        problems.push(ReviewProblem::TextLength);
    }
    match found {
        Some(found) if problems.is_empty() => Ok(Checked {
            stars: mean(&found),
            criteria: Criteria(found),
            text: text.trim().to_owned(),
        }),
        _ => Err(problems.into_iter().map(Into::into).collect()),
    }
}

/// The mean in whole stars; a half is rounded up.
fn mean(given: &[Given]) -> i32 {
    let count = i32::try_from(given.len()).unwrap_or(1).max(1);
    let sum: i32 = given.iter().map(|it| it.stars).sum();
    (2 * sum + count) / (2 * count)
}

/// Whether others than its author read it.
pub(super) fn is_shown(row: &Model, now: DateTime<Utc>) -> bool {
    row.is_shown || row.shown_from <= now
}

/// The rating of a buyer in hundredths of a point out of 100; none before two reviews by two providers.
pub(super) fn rating_centi(reviews: &[(String, i32)]) -> Option<i32> {
    let authors: std::collections::BTreeSet<&str> =
        reviews.iter().map(|it| it.0.as_str()).collect();
    let stars: Vec<i32> = reviews.iter().map(|it| it.1).collect();
    let least = usize::try_from(directory::REVIEWS_TO_SHOW).unwrap_or(usize::MAX);
    (authors.len() >= least).then(|| directory::rating_centi(&stars))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(stars: &[i32]) -> Vec<Given> {
        let codes = criteria_of(Side::Buyer).iter();
        codes.zip(stars).map(|(it, stars)| Given { code: it.0.into(), stars: *stars }).collect()
    }

    #[test]
    fn every_criterion_is_rated_and_the_mean_is_told() {
        let text = "按时收运，联单齐全，沟通顺畅。";
        assert_eq!(check(Side::Buyer, &given(&[5, 4, 4, 5]), text).unwrap().stars, 5);
        assert_eq!(check(Side::Buyer, &given(&[4, 4, 4, 5]), text).unwrap().stars, 4);
        assert_eq!(check(Side::Buyer, &given(&[1, 1, 1, 1]), text).unwrap().stars, 1);
        for wrong in [&[5, 4, 4][..], &[0, 4, 4, 5], &[6, 4, 4, 5]] {
            assert!(check(Side::Buyer, &given(wrong), text).is_err(), "{wrong:?}");
        }
        assert_eq!(check(Side::Provider, &given(&[5, 5, 5, 5]), "好").unwrap_err().len(), 2);
    }

    #[test]
    fn a_buyer_is_rated_from_two_reviews_by_two_providers_on() {
        let one = |name: &str, stars| (name.to_owned(), stars);
        assert_eq!(rating_centi(&[one("甲", 5)]), None);
        assert_eq!(rating_centi(&[one("甲", 5), one("甲", 5)]), None);
        assert_eq!(rating_centi(&[one("甲", 5), one("乙", 4)]), Some(9_000));
    }

    #[test]
    fn every_criterion_has_words() {
        for side in [Side::Buyer, Side::Provider] {
            assert!(criteria_of(side).iter().all(|it| !label_of(it.0).is_empty()));
        }
    }
}
