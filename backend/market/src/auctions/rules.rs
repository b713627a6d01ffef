//! Rounds, steps, and what an offer must be.

use super::entity::AuctionTerms;
use chrono::{DateTime, Duration, Utc};
use kernel::money::parse_yuan;
use kernel::{Fen, Pace};

/// Rounds of one auction. 配置值.
const MOST_ROUNDS: i32 = 3;
/// Minutes of one round: from, to. 配置值.
const MINUTES: std::ops::RangeInclusive<i32> = 2..=60;
/// The least step, in ten-thousandths of the lowest start: from, to. 配置值.
const STEPS: std::ops::RangeInclusive<i32> = 50..=300;
/// Bidders are told so long before. 配置值.
const LEAD: Duration = Duration::hours(24);
/// Fewer bidders have nothing to outbid.
pub const LEAST_BIDDERS: usize = 2;

kernel::problems! {
    /// Why an auction, or an offer, is refused.
    AuctionProblem {
        NotOffered = "auctions.not_offered", "auction", "这种采购方式不能竞价";
        Rounds = "auctions.rounds", "auction", "竞价 1 到 3 轮，每轮 2 到 60 分钟（配置值）";
        Step = "auctions.step", "auction", "每次至少降 0.5% 到 3%（配置值）";
        Floor = "auctions.floor", "auction", "底线价请填大于 0 的金额";
        NotAgreed = "auctions.not_agreed", "", "这条需求发布时没有约定竞价";
        NotRanked = "auctions.not_ranked", "", "报价开启排序后、拟选定之前才能竞价";
        HeldBefore = "auctions.held_before", "", "这条需求已经竞价过";
        TooFew = "auctions.too_few", "", "至少要有两份有效报价才能竞价";
        TooSoon = "auctions.too_soon", "startsAt", "请至少提前 24 小时通知报价机构（配置值）";
        TooLate = "auctions.too_late", "startsAt", "竞价要在选定期限之前结束";
        Runs = "auctions.runs", "", "竞价还没有结束，先等结果";
        NotNow = "auctions.not_now", "", "现在没有进行中的一轮竞价";
        NotBidder = "auctions.not_bidder", "", "只有报价有效的机构可以参加竞价";
        OncePerRound = "auctions.once_per_round", "priceYuan", "这一轮已经报过，下一轮再降";
        PriceForm = "auctions.price_form", "priceYuan", "报价请填大于 0 的金额，如 86000 或 8.6万";
        NotLower = "auctions.not_lower", "priceYuan", "要比本单位现价至少低一个最小降幅";
    }
}

/// As typed.
#[derive(Debug, Clone)]
pub struct TypedAuction {
    /// How many rounds.
    pub rounds: i32,
    /// How many minutes a round takes.
    pub minutes: i32,
    /// The least step.
    pub step_bp: i32,
    /// Yuan.
    pub floor_yuan: Option<String>,
}

/// All that is wrong with what is typed, or the terms.
pub fn check_terms(typed: TypedAuction) -> Result<AuctionTerms, Vec<AuctionProblem>> {
    let mut problems = Vec::new();
    if !(1..=MOST_ROUNDS).contains(&typed.rounds) || !MINUTES.contains(&typed.minutes) {
        problems.push(AuctionProblem::Rounds);
    }
    if !STEPS.contains(&typed.step_bp) {
        problems.push(AuctionProblem::Step);
    }
    let floor = typed.floor_yuan.filter(|it| !it.trim().is_empty()).map(|it| parse_yuan(&it));
    let floor_fen = match floor {
        Some(Ok(fen)) if fen.0 > 0 => Some(fen.0),
        None => None,
        Some(_) => {
            problems.push(AuctionProblem::Floor);
            None
        }
    };
    let (rounds, minutes, step_bp) = (typed.rounds, typed.minutes, typed.step_bp);
    if problems.is_empty() {
        Ok(AuctionTerms { rounds, minutes, step_bp, floor_fen })
    } else {
        Err(problems)
    }
}

/// When an auction is held.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Its first round begins.
    pub starts_at: DateTime<Utc>,
    /// How many.
    pub rounds: i32,
    /// Of each.
    pub round: Duration,
}

impl Times {
    /// As the terms say, from a time on.
    pub fn of(terms: &AuctionTerms, starts_at: DateTime<Utc>) -> Self {
        // Minutes are minutes: of the practice hall as well, where a day is one.
        Self { starts_at, rounds: terms.rounds, round: Duration::minutes(terms.minutes.into()) }
    }

    /// When a round ends, counted from 1.
    pub fn end_of(&self, round: i32) -> DateTime<Utc> {
        self.starts_at + self.round * round
    }

    /// When the last one ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.end_of(self.rounds)
    }
}

/// Where an auction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Announced.
    Before,
    /// In this round, counted from 1.
    Round(i32),
    /// After the last one.
    Over,
}

/// Where an auction stands at an instant.
pub fn phase(times: &Times, now: DateTime<Utc>) -> Phase {
    if now < times.starts_at {
        return Phase::Before;
    }
    let round = (1..=times.rounds).find(|it| now < times.end_of(*it));
    round.map_or(Phase::Over, Phase::Round)
}

/// What is wrong with the time of a start: too soon, or it would end after the buyer's own time.
pub fn check_start(
    times: &Times,
    until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    pace: Pace,
) -> Option<AuctionProblem> {
    if times.starts_at < now + pace.scaled(LEAD) {
        Some(AuctionProblem::TooSoon)
    } else if until.is_some_and(|it| times.ends_at() >= it) {
        Some(AuctionProblem::TooLate)
    } else {
        None
    }
}

/// The least step, at least a fen.
pub fn step(lowest_start: Fen, step_bp: i32) -> Fen {
    let part = i128::from(lowest_start.0) * i128::from(step_bp);
    Fen(i64::try_from((part + 9_999) / 10_000).unwrap_or(i64::MAX).max(1))
}

/// What a bidder knows of its own bid in an auction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// Its sealed price.
    pub start: Fen,
    /// Its offers: round and price, in their order.
    pub offers: Vec<(i32, Fen)>,
}

impl Own {
    /// Its price now: the last offer, else the sealed one.
    pub fn price(&self) -> Fen {
        self.offers.last().map_or(self.start, |it| it.1)
    }
}

/// The most that may be offered in a phase; none when nothing may be.
pub fn most(own: &Own, phase: Phase, step: Fen) -> Option<Fen> {
    let Phase::Round(round) = phase else { return None };
    let has_offered = own.offers.iter().any(|it| it.0 == round);
    let most = Fen(own.price().0 - step.0);
    (!has_offered && most.0 > 0).then_some(most)
}

/// The round an offer is for, or why it is refused.
pub fn check_offer(own: &Own, phase: Phase, price: Fen, step: Fen) -> Result<i32, AuctionProblem> {
    let Phase::Round(round) = phase else { return Err(AuctionProblem::NotNow) };
    if own.offers.iter().any(|it| it.0 == round) {
        return Err(AuctionProblem::OncePerRound);
    }
    if price.0 <= 0 {
        return Err(AuctionProblem::PriceForm);
    }
    match most(own, phase, step) {
        Some(most) if price.0 <= most.0 => Ok(round),
        _ => Err(AuctionProblem::NotLower),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    fn typed() -> TypedAuction {
        TypedAuction { rounds: 3, minutes: 5, step_bp: 100, floor_yuan: None }
    }

    #[test]
    fn terms_stay_within_their_limits() {
        assert!(check_terms(typed()).is_ok());
        let wrong = |change: fn(&mut TypedAuction)| {
            let mut it = typed();
            change(&mut it);
            check_terms(it).unwrap_err()
        };
        assert_eq!(wrong(|it| it.rounds = 4), [AuctionProblem::Rounds]);
        assert_eq!(wrong(|it| it.minutes = 1), [AuctionProblem::Rounds]);
        assert_eq!(wrong(|it| it.step_bp = 301), [AuctionProblem::Step]);
        assert_eq!(wrong(|it| it.floor_yuan = Some("免费".into())), [AuctionProblem::Floor]);
        let floor = TypedAuction { floor_yuan: Some("5万".into()), ..typed() };
        assert_eq!(check_terms(floor).unwrap().floor_fen, Some(5_000_000));
    }

    #[test]
    fn rounds_follow_each_other_by_the_clock() {
        let start = at("2026-11-25T01:00:00Z");
        let times = Times::of(&check_terms(typed()).unwrap(), start);
        assert_eq!(phase(&times, start - Duration::seconds(1)), Phase::Before);
        assert_eq!(phase(&times, start), Phase::Round(1));
        assert_eq!(phase(&times, start + Duration::minutes(5)), Phase::Round(2));
        assert_eq!(phase(&times, times.ends_at() - Duration::milliseconds(1)), Phase::Round(3));
        assert_eq!(phase(&times, times.ends_at()), Phase::Over);
        let now = start - Duration::hours(24);
        assert_eq!(check_start(&times, None, now, Pace::REAL), None);
        let later = now + Duration::seconds(1);
        assert_eq!(check_start(&times, None, later, Pace::REAL), Some(AuctionProblem::TooSoon));
        let end = Some(times.ends_at());
        assert_eq!(check_start(&times, end, now, Pace::REAL), Some(AuctionProblem::TooLate));
        assert_eq!(check_start(&times, None, later, Pace::of(1_440)), None);
    }

    #[test]
    fn a_step_is_a_part_of_the_lowest_start_and_never_nothing() {
        assert_eq!(step(Fen(8_600_000), 50), Fen(43_000));
        assert_eq!(step(Fen(8_600_001), 50), Fen(43_001), "rounded up");
        assert_eq!(step(Fen(1), 50), Fen(1));
    }

    proptest! {
        /// Whatever is offered whenever: a price only falls, by a step at least, once a round, never to nothing, and
        /// never outside a round.
        #[test]
        fn a_price_only_falls_by_steps_once_a_round(
            start in 1_i64..10_000_000,
            bp in 50..=300_i32,
            tries in prop::collection::vec((0..2_000_i64, 0_i64..10_000_000), 0..60),
        ) {
            let begin = at("2026-11-25T01:00:00Z");
            let times = Times { starts_at: begin, rounds: 3, round: Duration::minutes(5) };
            let step = step(Fen(start), bp);
            let mut own = Own { start: Fen(start), offers: Vec::new() };
            let mut tries = tries;
            tries.sort_unstable();
            for (seconds, price) in tries {
                let now = begin - Duration::minutes(5) + Duration::seconds(seconds);
                let phase = phase(&times, now);
                let before = own.price();
                if let Ok(round) = check_offer(&own, phase, Fen(price), step) {
                    prop_assert_eq!(phase, Phase::Round(round));
                    prop_assert!(price > 0 && price + step.0 <= before.0);
                    prop_assert!(most(&own, phase, step).is_some_and(|it| price <= it.0));
                    own.offers.push((round, Fen(price)));
                }
            }
            prop_assert!(own.offers.len() <= 3);
            prop_assert!(own.offers.windows(2).all(|it| it[0].0 < it[1].0));
            prop_assert!(own.price().0 <= start);
        }
    }
}
