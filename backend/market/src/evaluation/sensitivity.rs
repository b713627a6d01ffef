//! How far a weight would have to move before another bid won.

use super::ranking::RankedBid;
use crate::procedures::Criterion;

/// What a weight decides, in hundredths of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// By how much the weight would change, up or down.
    pub change: i32,
    /// The number of the bid that would win then.
    pub place_in_list: i32,
}

/// A weight is looked at from nothing to all.
const ALL: i64 = 10_000;

/// For each criterion the smallest change of its weight, the others scaled in proportion, at which
/// another bid would win; none when no weight of it would do. `ranked` has the winner first.
pub fn turns(criteria: &[Criterion], ranked: &[RankedBid]) -> Vec<Option<Turn>> {
    let weights = criteria.iter().map(|it| i64::from(it.weight) * 100);
    weights.enumerate().map(|(at, weight)| turn(at, weight, ranked)).collect()
}

fn turn(at: usize, weight: i64, ranked: &[RankedBid]) -> Option<Turn> {
    let (winner, others) = ranked.split_first()?;
    let nearest = |rival: &RankedBid| {
        let beats = |x: i64| beats(rival, winner, (at, weight), x);
        let up = first(ALL - weight, |by| beats(weight + by)).map(|by| (by, false));
        let down = first(weight, |by| beats(weight - by)).map(|by| (by, true));
        let (by, is_down) = up.into_iter().chain(down).min()?;
        Some((by, is_down, rival.rank, rival.place_in_list))
    };
    let (by, is_down, _, place_in_list) = others.iter().filter_map(nearest).min()?;
    let by = i32::try_from(by).unwrap_or(i32::MAX);
    Some(Turn { change: if is_down { -by } else { by }, place_in_list })
}

/// Whether a rival would win if the criterion weighed `x`. The difference of the two is a straight
/// line in `x`; both sides are multiplied by the weight and by what the others weigh, so that
/// nothing is rounded.
fn beats(rival: &RankedBid, winner: &RankedBid, (at, weight): (usize, i64), x: i64) -> bool {
    let of = |it: &RankedBid| {
        let here = i128::from(it.points.get(at).copied().unwrap_or(0));
        (here, i128::from(it.total) - here)
    };
    let ((here, rest), (winner_here, winner_rest)) = (of(rival), of(winner));
    let (weight, x, all) = (i128::from(weight), i128::from(x), i128::from(ALL));
    let lead =
        (here - winner_here) * x * (all - weight) + (rest - winner_rest) * (all - x) * weight;
    lead > 0 || (lead == 0 && rival.tie() < winner.tie())
}

/// The first of `1..=most` that holds, when what holds once holds from there on.
fn first(most: i64, holds: impl Fn(i64) -> bool) -> Option<i64> {
    if most < 1 || !holds(most) {
        return None;
    }
    let (mut fails, mut works) = (0, most);
    while works - fails > 1 {
        let middle = fails + (works - fails) / 2;
        if holds(middle) {
            works = middle;
        } else {
            fails = middle;
        }
    }
    Some(works)
}

#[cfg(test)]
mod tests {
    use super::super::ranking::rank;
    use super::super::samples::{any_entries, criteria, entry};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_narrow_lead_turns_with_a_small_change() {
        // 60 for the plan, 40 for the price: 56 + 32 against 48 + 40, decided by the lower price.
        let all = criteria(&[60, 40]);
        let ranked = rank(&all, &[entry(1, 125, &[&[5_600]]), entry(2, 100, &[&[4_800]])]);
        assert_eq!((ranked[0].place_in_list, ranked[0].total), (2, 8_800));

        let turns = turns(&all, &ranked);

        assert_eq!(turns[0], Some(Turn { change: 1, place_in_list: 1 }));
        assert_eq!(turns[1], Some(Turn { change: -1, place_in_list: 1 }));
    }

    #[test]
    fn a_bid_that_is_best_everywhere_wins_with_every_weight() {
        let all = criteria(&[60, 40]);
        let ranked = rank(&all, &[entry(1, 100, &[&[5_600]]), entry(2, 125, &[&[4_800]])]);
        assert_eq!(turns(&all, &ranked), [None, None]);
    }

    proptest! {
        /// Tried weight by weight, nothing nearer turns the result, and what is told does.
        #[test]
        fn the_smallest_change_is_the_smallest((all, entries) in any_entries()) {
            let ranked = rank(&all, &entries);
            for (at, turn) in turns(&all, &ranked).into_iter().enumerate() {
                let weight = i64::from(all[at].weight) * 100;
                let turned_at = |x: i64| {
                    ranked[1..].iter().any(|it| beats(it, &ranked[0], (at, weight), x))
                };
                let most = weight.max(ALL - weight);
                let is_one = |by: &i64| {
                    (weight + by <= ALL && turned_at(weight + by))
                        || (weight - by >= 0 && turned_at(weight - by))
                };
                let slowly = (1..=most).find(is_one);
                prop_assert_eq!(turn.map(|it| i64::from(it.change.abs())), slowly);
            }
        }
    }
}
