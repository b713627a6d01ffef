//! The fewest laboratories that cover a plan together. Pure.

/// Steps of the exact search at most; beyond them the greedy answer stands, which may take one or two
/// laboratories more than need be.
const STEPS: usize = 200_000;

/// Laboratories that cover together what can be covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Team {
    /// Places of the laboratories, as they were given.
    pub(super) members: Vec<usize>,
    /// Whether it is certain that fewer do not suffice.
    pub(super) is_smallest: bool,
}

/// The fewest of `labs` whose lines, a bit each, cover every line that any of them covers. Among teams of one size
/// laboratories given first are preferred.
pub(super) fn smallest(labs: &[u64]) -> Team {
    let wanted = labs.iter().fold(0, |all, it| all | it);
    let useful = undominated(labs);
    let greedy = greedy(labs, &useful, wanted);
    let mut search = Search { labs, useful: &useful, steps: 0 };
    for size in 1..greedy.len() {
        let mut members = Vec::new();
        match search.find(wanted, size, &mut members) {
            Some(true) => return Team { members, is_smallest: true },
            Some(false) => {}
            None => return Team { members: greedy, is_smallest: false },
        }
    }
    Team { members: greedy, is_smallest: true }
}

/// Laboratories that no other replaces: none before them covers as much, none at all covers more.
fn undominated(labs: &[u64]) -> Vec<usize> {
    let replaces = |(other, lines): (usize, u64), place: usize| {
        let is_within = labs[place] & !lines == 0;
        other != place && is_within && (lines != labs[place] || other < place)
    };
    let is_useful = |place: &usize| {
        labs[*place] != 0 && !labs.iter().copied().enumerate().any(|other| replaces(other, *place))
    };
    (0..labs.len()).filter(is_useful).collect()
}

fn greedy(labs: &[u64], useful: &[usize], mut wanted: u64) -> Vec<usize> {
    let mut members = Vec::new();
    while wanted != 0 {
        let gain = |place: &&usize| (labs[**place] & wanted).count_ones();
        // Of several that gain the same the one given first.
        let Some(best) = useful.iter().rev().max_by_key(gain) else { break };
        wanted &= !labs[*best];
        members.push(*best);
    }
    members.sort_unstable();
    members
}

struct Search<'a> {
    labs: &'a [u64],
    useful: &'a [usize],
    steps: usize,
}

impl Search<'_> {
    /// Whether so many laboratories cover what is wanted; they are put into `members`. None when that would
    /// take too long to say.
    fn find(&mut self, wanted: u64, size: usize, members: &mut Vec<usize>) -> Option<bool> {
        if wanted == 0 {
            members.sort_unstable();
            return Some(true);
        }
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        let most = self.useful.iter().map(|it| (self.labs[*it] & wanted).count_ones()).max()?;
        if size == 0 || most * u32::try_from(size).unwrap_or(u32::MAX) < wanted.count_ones() {
            return Some(false);
        }
        // The line that fewest cover must be covered by one of those.
        let line = rarest(self.labs, self.useful, wanted);
        for &place in self.useful.iter().filter(|it| self.labs[**it] & line != 0) {
            members.push(place);
            if self.find(wanted & !self.labs[place], size - 1, members)? {
                return Some(true);
            }
            members.pop();
        }
        Some(false)
    }
}

fn rarest(labs: &[u64], useful: &[usize], wanted: u64) -> u64 {
    let lines = (0..u64::BITS).map(|bit| 1 << bit).filter(|line| wanted & line != 0);
    let holders = |line: &u64| useful.iter().filter(|it| labs[**it] & line != 0).count();
    lines.min_by_key(holders).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_that_covers_all_is_enough() {
        let team = smallest(&[0b011, 0b111, 0b100]);
        assert_eq!(team, Team { members: vec![1], is_smallest: true });
    }

    #[test]
    fn greed_is_not_good_enough() {
        // The largest first would need three.
        let team =
            smallest(&[0b1111_0000, 0b0011_1100 | 1 << 8 | 1 << 9, 0b0000_1111 | 1 << 8 | 1 << 9]);
        assert_eq!(team.members, [0, 2]);
    }

    #[test]
    fn the_first_of_equals_is_preferred_and_nobody_is_nobody() {
        assert_eq!(smallest(&[0b11, 0b11]).members, [0]);
        assert_eq!(smallest(&[]).members, [0; 0]);
        assert_eq!(smallest(&[0, 0]).members, [0; 0]);
    }

    proptest! {
        #[test]
        fn a_team_covers_all_and_is_as_small_as_trying_everything_says(
            labs in prop::collection::vec(0_u64..256, 0..9)
        ) {
            let all = labs.iter().fold(0, |sum, it| sum | it);
            let covers = |team: &[usize]| team.iter().fold(0, |sum, it| sum | labs[*it]) == all;
            let team = smallest(&labs);
            prop_assert!(covers(&team.members) && team.is_smallest);
            let least = (0_u32..1 << labs.len())
                .map(|set| (0..labs.len()).filter(|it| set >> it & 1 == 1).collect::<Vec<_>>())
                .filter(|it| covers(it))
                .map(|it| it.len())
                .min();
            prop_assert_eq!(Some(team.members.len()), least);
        }
    }
}
