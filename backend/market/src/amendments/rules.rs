//! What may be changed while bids are taken, and what it asks of bidders.

use crate::demands::DemandRow;
use chrono::{DateTime, Duration, Utc};

/// What bids rest on is changed so long before the deadline, or the deadline moves. 配置值, after
/// the fifteen days of 招标投标法实施条例 art. 21, which does not bind needs between enterprises.
const NOTICE: Duration = Duration::days(3);
/// Changes of one need. 配置值.
pub const MOST_AMENDMENTS: u64 = 20;

/// The field that asks nothing of bidders when it moves.
const DEADLINE: &str = "deadline";

kernel::problems! {
    /// Why a change is refused.
    AmendmentProblem {
        NotOpen = "amendments.not_open", "", "这条需求现在不征集报价，不能变更";
        ReasonLength = "amendments.reason_length", "reason", "请用 4 到 300 个字说明为什么变更";
        CategoryFixed = "amendments.category_fixed", "categoryCode", "服务类别不能变更；请撤回后重新发布";
        RegionFixed = "amendments.region_fixed", "regionCode", "需求不能改到另一个区县；请撤回后重新发布";
        DeadlineNearer = "amendments.deadline_nearer", "deadline", "截止时间只能延后，不能提前";
        NeedsTime = "amendments.needs_time", "deadline", "离截止太近：请同时把截止时间延后，给已报价的机构留出确认时间";
        NothingChanged = "amendments.nothing_changed", "", "没有改动任何内容";
        TooMany = "amendments.too_many", "", "一条需求最多变更 20 次；请撤回后重新发布";
    }
}

/// Whether those who have bid must confirm, given the fields that changed.
pub fn must_confirm<'a>(fields: impl IntoIterator<Item = &'a str>) -> bool {
    fields.into_iter().any(|it| it != DEADLINE)
}

/// All that keeps a need from becoming another.
pub fn check(
    before: &DemandRow,
    after: &DemandRow,
    must_confirm: bool,
    now: DateTime<Utc>,
) -> Vec<AmendmentProblem> {
    let mut problems = Vec::new();
    if after.category_code != before.category_code {
        problems.push(AmendmentProblem::CategoryFixed);
    }
    if after.county_code != before.county_code {
        problems.push(AmendmentProblem::RegionFixed);
    }
    let (from, until, pace) = before.window();
    let notice = pace.scaled(NOTICE).min((until - from) / 4);
    if after.deadline < before.deadline {
        problems.push(AmendmentProblem::DeadlineNearer);
    } else if must_confirm && after.deadline - now < notice {
        problems.push(AmendmentProblem::NeedsTime);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_later_deadline_asks_nothing_of_bidders() {
        assert!(!must_confirm(["deadline"]));
        assert!(must_confirm(["deadline", "quantity"]));
        assert!(!must_confirm([]));
    }
}
