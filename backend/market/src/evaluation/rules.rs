//! What a score must be, and when a sheet is whole.

use super::entity::score::Model as Score;
use crate::procedures::{Criterion, CriterionKind};
use kernel::id::{AccountId, BidId};
use std::collections::{BTreeMap, HashSet};

/// The most scores that are saved at once: ten criteria of thirty bids. 配置值.
pub const MOST_AT_ONCE: usize = 300;

kernel::problems! {
    /// Why a step of the evaluation is refused.
    EvaluationProblem {
        NotScoring = "evaluation.not_scoring", "", "现在不在技术评分阶段，不能评分";
        PointsForm = "evaluation.points_form", "points", "得分在 0 和该项分值之间，最多两位小数";
        NoteLength = "evaluation.note_length", "note", "评分说明最多 500 个字";
        CriterionUnknown = "evaluation.criterion_unknown", "criterion", "没有这一项技术标准";
        BidNotScored = "evaluation.bid_not_scored", "bidId", "这份报价不参加评分";
        TooMany = "evaluation.too_many", "scores", "一次最多保存 300 个得分";
        SheetMissing = "evaluation.sheet_missing", "", "至少要有一份填完的评分表才能锁定";
        SheetNotWhole = "evaluation.sheet_not_whole", "", "还有评分表没有填完，请填完或清空后再锁定";
        NoBidLeft = "evaluation.no_bid_left", "", "没有参加评分的报价，请撤回需求重新发布";
        ReasonLength = "evaluation.reason_length", "text", "请用 5 到 500 个字说明资格不符的原因";
    }
}

/// Why a bid is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ExclusionReason {
    /// 资质不符.
    Licence,
    /// 经营范围不符.
    Scope,
    /// 没有响应实质性要求.
    Plan,
    /// 材料不实.
    Untrue,
    /// 有利害关系.
    Conflict,
    /// 其他.
    Other,
}

impl ExclusionReason {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Licence => "资质不符合要求",
            Self::Scope => "经营范围不符",
            Self::Plan => "没有响应实质性要求",
            Self::Untrue => "材料不实",
            Self::Conflict => "与发布企业或其他报价机构有利害关系",
            Self::Other => "其他",
        }
    }
}

/// Hundredths of a point, of `27`, `27.5` or `27.50`; none for anything else.
pub fn parse_points(typed: &str) -> Option<i32> {
    let typed = typed.trim();
    let (whole, part) = typed.split_once('.').unwrap_or((typed, "0"));
    let are_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if !are_digits(whole) || !are_digits(part) || whole.len() > 3 || part.len() > 2 {
        return None;
    }
    let centi = part.parse::<i32>().ok()? * if part.len() == 1 { 10 } else { 1 };
    Some(whole.parse::<i32>().ok()? * 100 + centi)
}

/// Points as they are read: `27.50`.
pub fn points_text(centi: i32) -> String {
    let sign = if centi < 0 { "-" } else { "" };
    let centi = centi.unsigned_abs();
    format!("{sign}{}.{:02}", centi / 100, centi % 100)
}

/// The technical criteria with their numbers in the terms, from 1.
pub fn technical(criteria: &[Criterion]) -> impl Iterator<Item = (i32, &Criterion)> {
    (1..).zip(criteria).filter(|(_, it)| it.kind == CriterionKind::Technical)
}

/// The begun sheets: by evaluator, whether each is whole.
pub fn sheets(scores: &[Score], bids: &[BidId], criteria: usize) -> BTreeMap<AccountId, bool> {
    let counted: HashSet<&BidId> = bids.iter().collect();
    let mut counts = BTreeMap::<AccountId, usize>::new();
    for score in scores.iter().filter(|it| counted.contains(&it.bid_id)) {
        *counts.entry(score.evaluator_id.clone()).or_default() += 1;
    }
    let whole = bids.len() * criteria;
    counts.into_iter().map(|(who, count)| (who, count == whole)).collect()
}

/// Why the sheets cannot be fixed; none when they can.
pub fn obstacle_to_lock(
    sheets: &BTreeMap<AccountId, bool>,
    bids: usize,
) -> Option<EvaluationProblem> {
    if bids == 0 {
        Some(EvaluationProblem::NoBidLeft)
    } else if sheets.values().any(|is_whole| !is_whole) {
        Some(EvaluationProblem::SheetNotWhole)
    } else if sheets.is_empty() {
        Some(EvaluationProblem::SheetMissing)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_have_two_decimals_at_most() {
        for (typed, centi) in [
            ("0", Some(0)),
            ("27", Some(2_700)),
            ("27.5", Some(2_750)),
            (" 27.05 ", Some(2_705)),
            ("100.00", Some(10_000)),
            ("27.505", None),
            ("-1", None),
            ("", None),
            (".5", None),
            ("5.", None),
            ("1e2", None),
            ("9999", None),
        ] {
            assert_eq!(parse_points(typed), centi, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn points_are_read_as_they_were_written(centi in 0..=10_000_i32) {
            prop_assert_eq!(parse_points(&points_text(centi)), Some(centi));
        }
    }

    #[test]
    fn sheets_are_fixed_when_every_begun_one_is_whole() {
        use EvaluationProblem::{NoBidLeft, SheetMissing, SheetNotWhole};

        let whole = |all: &[(&str, bool)]| {
            let id = |it: &str| AccountId::parse(&format!("acc_01ARZ3NDEKTSV4RRFFQ69G5FA{it}"));
            all.iter().map(|(who, it)| (id(who).unwrap(), *it)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(obstacle_to_lock(&whole(&[]), 2), Some(SheetMissing));
        assert_eq!(obstacle_to_lock(&whole(&[("A", true)]), 0), Some(NoBidLeft));
        assert_eq!(obstacle_to_lock(&whole(&[("A", true), ("B", false)]), 2), Some(SheetNotWhole));
        assert_eq!(obstacle_to_lock(&whole(&[("A", true), ("B", true)]), 2), None);
    }
}
