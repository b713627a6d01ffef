//! What a bid must say.

use kernel::money::parse_yuan;
use kernel::text::is_long;
use kernel::{Fen, Problem};

kernel::problems! {
    /// Why a bid, or a step of it, is refused.
    BidProblem {
        NotProvider = "bids.not_provider", "", "只有服务机构可以报价";
        PriceForm = "bids.price_form", "priceYuan", "报价请填大于 0 的金额，如 86000 或 8.6万";
        DurationRange = "bids.duration_range", "durationDays", "工期需在 1 到 3650 天之间";
        PlanLength = "bids.plan_length", "plan", "方案说明需 10 到 5000 个字";
        AlreadyBid = "bids.already_bid", "demandId", "本单位已经报过价；如要修改，请先撤回再报";
        TooOften = "bids.too_often", "demandId", "对同一条需求最多提交 10 次（配置值），撤回的也算";
        OwnDemand = "bids.own_demand", "demandId", "不能给本单位的需求报价";
        TooLate = "bids.too_late", "demandId", "报价已截止";
        CannotWithdraw = "bids.cannot_withdraw", "", "报价已截止，不能再撤回";
        NothingToConfirm = "bids.nothing_to_confirm", "", "这份报价不需要确认，或者报价已截止";
    }
}

/// How often a provider hands in for one need, taking back included. 配置值.
pub(super) const MOST_TRIES: u64 = 10;

/// A bid whose every field is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CheckedBid {
    pub(super) price: Fen,
    pub(super) duration_days: i32,
    pub(super) plan: String,
}

/// All that is wrong with a bid, or its parsed form.
pub(super) fn check(
    price_yuan: &str,
    duration_days: i32,
    plan: &str,
) -> Result<CheckedBid, Vec<Problem>> {
    let mut problems = Vec::new();
    let price = parse_yuan(price_yuan).ok().filter(|it| it.0 > 0);
    if price.is_none() {
        problems.push(BidProblem::PriceForm);
    }
    if !(1..=3_650).contains(&duration_days) {
        problems.push(BidProblem::DurationRange);
    }
    let plan = plan.trim().to_owned();
    if !is_long(&plan, 10..=5_000) {
        problems.push(BidProblem::PlanLength);
    }
    match price {
        Some(price) if problems.is_empty() => Ok(CheckedBid { price, duration_days, plan }),
        _ => Err(problems.into_iter().map(Into::into).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bid_says_price_time_and_way() {
        assert!(check("8.6万", 30, "按月上门收运，含联单办理。").is_ok());
        let problems = check("免费", 0, "好").unwrap_err();
        assert_eq!(problems.len(), 3);
        assert!(check("0", 30, "按月上门收运，含联单办理。").is_err());
    }
}
