//! How bids rank: points of people and of prices, in whole hundredths, so that anybody who adds the
//! sheet up gets the same.

use crate::procedures::{Criterion, CriterionKind};
use chrono::{DateTime, Utc};
use kernel::id::{BidId, ProviderId};
use serde::{Deserialize, Serialize};

/// Fewer prices than this are not compared with their median. 配置值.
const FEWEST_TO_COMPARE: usize = 3;

/// A bid that counts, as it comes into the ranking.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which.
    pub bid_id: BidId,
    /// Whose.
    pub provider_id: ProviderId,
    /// Its number in the list of the opening.
    pub place_in_list: i32,
    /// The whole price, in fen; more than nothing.
    pub price_fen: i64,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// For each technical criterion, what each evaluator gave, in hundredths.
    pub given: Vec<Vec<i32>>,
}

/// A bid in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedBid {
    /// From 1; no two are equal.
    pub rank: i32,
    /// Which.
    pub bid_id: BidId,
    /// Whose.
    pub provider_id: ProviderId,
    /// Its number in the list of the opening.
    pub place_in_list: i32,
    /// The whole price, in fen.
    pub price_fen: i64,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// For each criterion in its order, hundredths.
    pub points: Vec<i32>,
    /// Their sum.
    pub total: i32,
    /// Whether the price lies under half of the median: to be asked about, not excluded.
    pub is_low: bool,
}

impl RankedBid {
    /// Who comes first among equals: the lower price, then the earlier bid.
    pub(super) fn tie(&self) -> (i64, DateTime<Utc>, &BidId) {
        (self.price_fen, self.submitted_at, &self.bid_id)
    }
}

/// The mean of what was given, hundredths, half up; nothing when nothing was given.
pub fn mean(given: &[i32]) -> i32 {
    let count = i64::try_from(given.len()).unwrap_or(i64::MAX).max(1);
    let sum: i64 = given.iter().map(|it| i64::from(*it)).sum();
    i32::try_from((2 * sum + count) / (2 * count)).unwrap_or(0)
}

/// Price points, hundredths, half up: the lowest price gets all, others in proportion
/// (财政部令第87号 art. 55: lowest price / price × weight).
pub fn price_points(lowest_fen: i64, price_fen: i64, weight: i32) -> i32 {
    let (lowest, price) = (i128::from(lowest_fen), i128::from(price_fen.max(1)));
    let twice = 2 * lowest * i128::from(weight) * 100 + price;
    i32::try_from(twice / (2 * price)).unwrap_or(0)
}

/// Whether a price lies under half of the median of all (配置值): a text warns, nobody is excluded.
fn is_low(price: i64, sorted: &[i64]) -> bool {
    if sorted.len() < FEWEST_TO_COMPARE {
        return false;
    }
    let middle = |back: usize| i128::from(sorted[(sorted.len() - back) / 2]);
    // Twice the median: of an even number of prices it lies between the two in the middle.
    let twice_median = match sorted.len() % 2 {
        0 => middle(2) + middle(0),
        _ => 2 * middle(0),
    };
    4 * i128::from(price) < twice_median
}

/// Ranks bids, the best first: by points, then the lower price, then the earlier bid. Without
/// criteria by price alone.
pub fn rank(criteria: &[Criterion], entries: &[Entry]) -> Vec<RankedBid> {
    let mut prices: Vec<i64> = entries.iter().map(|it| it.price_fen).collect();
    prices.sort_unstable();
    let Some(lowest) = prices.first().copied() else { return Vec::new() };
    let score = |it: &Entry| {
        let mut given = it.given.iter();
        let of_criterion = |criterion: &Criterion| match criterion.kind {
            CriterionKind::Technical => given.next().map_or(0, |it| mean(it)),
            CriterionKind::Price => price_points(lowest, it.price_fen, criterion.weight),
        };
        let points: Vec<i32> = criteria.iter().map(of_criterion).collect();
        RankedBid {
            rank: 0,
            bid_id: it.bid_id.clone(),
            provider_id: it.provider_id.clone(),
            place_in_list: it.place_in_list,
            price_fen: it.price_fen,
            submitted_at: it.submitted_at,
            total: points.iter().sum(),
            points,
            is_low: is_low(it.price_fen, &prices),
        }
    };
    let mut ranked: Vec<RankedBid> = entries.iter().map(score).collect();
    ranked.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.tie().cmp(&b.tie())));
    for (rank, it) in (1..).zip(&mut ranked) {
        it.rank = rank;
    }
    ranked
}

#[cfg(test)]
mod tests {
    use super::super::samples::{any_entries, criteria, entry};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_lowest_price_gets_all_points_and_others_in_proportion() {
        // 财政部令第87号第五十五条: 投标报价得分 = (评标基准价 / 投标报价) × 价格权值.
        for (lowest, price, weight, points) in [
            (8_000_000, 8_000_000, 40, 4_000),
            (8_000_000, 10_000_000, 40, 3_200),
            (8_000_000, 12_000_000, 40, 2_667),
            (1, 3, 10, 333),
            (2, 3, 10, 667),
        ] {
            assert_eq!(price_points(lowest, price, weight), points, "{price}");
        }
    }

    #[test]
    fn a_mean_is_rounded_half_up() {
        assert_eq!(mean(&[2_750, 2_751]), 2_751);
        assert_eq!(mean(&[1, 1, 2]), 1);
        assert_eq!(mean(&[1, 2, 2]), 2);
        assert_eq!(mean(&[]), 0);
    }

    #[test]
    fn a_price_under_half_of_the_median_is_flagged() {
        let flags = |prices: &[i64]| {
            let entries: Vec<_> = (1..).zip(prices).map(|(at, it)| entry(at, *it, &[])).collect();
            let mut ranked = rank(&[], &entries);
            ranked.sort_by_key(|it| it.place_in_list);
            ranked.iter().map(|it| it.is_low).collect::<Vec<_>>()
        };
        assert_eq!(flags(&[49, 100, 200]), [true, false, false]);
        assert_eq!(flags(&[50, 100, 200]), [false, false, false]);
        assert_eq!(flags(&[49, 80, 120, 200]), [true, false, false, false]);
        assert_eq!(flags(&[1, 100]), [false, false], "two prices have no usual one");
    }

    #[test]
    fn equals_rank_by_price_and_then_by_time() {
        let all = criteria(&[60, 40]);
        let (dear, cheap, late) =
            (entry(1, 200, &[&[6_000]]), entry(2, 100, &[&[4_000]]), entry(3, 100, &[&[4_000]]));
        let ranked = rank(&all, &[late, dear, cheap]);
        let order: Vec<_> = ranked.iter().map(|it| (it.place_in_list, it.total)).collect();
        assert_eq!(order, [(2, 8_000), (3, 8_000), (1, 8_000)]);
    }

    proptest! {
        #[test]
        fn the_parts_give_the_total_and_the_lowest_price_gets_all((all, entries) in any_entries()) {
            let ranked = rank(&all, &entries);
            let weight = all[2].weight * 100;
            let lowest = entries.iter().map(|it| it.price_fen).min().unwrap();
            for it in &ranked {
                prop_assert_eq!(it.points.iter().sum::<i32>(), it.total);
                prop_assert!((0..=10_000).contains(&it.total));
                for (points, criterion) in it.points.iter().zip(&all) {
                    prop_assert!((0..=criterion.weight * 100).contains(points));
                }
                if it.price_fen == lowest {
                    prop_assert_eq!(it.points[2], weight);
                }
            }
        }

        #[test]
        fn ranks_are_one_order_however_bids_come((all, entries) in any_entries(), turn in 0..12_usize) {
            let ranked = rank(&all, &entries);
            let mut turned = entries;
            let by = turn % turned.len();
            turned.rotate_left(by);
            turned.reverse();
            prop_assert_eq!(&rank(&all, &turned), &ranked);
            let ranks: Vec<i32> = ranked.iter().map(|it| it.rank).collect();
            prop_assert_eq!(ranks, (1..).take(ranked.len()).collect::<Vec<_>>());
            for pair in ranked.windows(2) {
                let (a, b) = (&pair[0], &pair[1]);
                prop_assert!(a.total > b.total || (a.total == b.total && a.tie() < b.tie()));
            }
        }
    }
}
