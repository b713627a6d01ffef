//! 试算: who would move if another version were live today.

use super::rules::{RuleBook, Sums};
use super::store::scoring::{self as store, Among};
use super::store::versions;
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::ProviderId;
use sea_orm::ConnectionTrait;
use std::cmp::Reverse;
use std::collections::HashMap;

/// So many providers are read at a time.
const AT_ONCE: u64 = 10_000;

/// What would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulation {
    /// How many providers are scored.
    pub total: usize,
    /// How many would stand further in front.
    pub up: usize,
    /// How many would stand further behind.
    pub down: usize,
    /// How many would have another score.
    pub rescored: usize,
    /// Those that would move furthest, the furthest first.
    pub movers: Vec<Mover>,
}

/// A provider that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// Who.
    pub provider_id: ProviderId,
    /// Thousandths of a point today.
    pub before_milli: i64,
    /// Thousandths of a point by the other version.
    pub after_milli: i64,
    /// The place today, the first is 1; those with the same score share it.
    pub place_before: usize,
    /// The place by the other version.
    pub place_after: usize,
}

impl Mover {
    /// How many places it would move.
    pub fn distance(&self) -> usize {
        self.place_before.abs_diff(self.place_after)
    }
}

/// Scores everything by a version as of a day and compares it with what holds; writes nothing.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn simulate(
    db: &impl ConnectionTrait,
    number: i32,
    day: NaiveDate,
    shown: usize,
) -> Result<Option<Simulation>> {
    let Some(version) = versions::find(db, number).await? else { return Ok(None) };
    let book = versions::whole(db, version).await?;
    let before = store::all(db).await?;
    let after = scores(db, &book, day).await?;
    Ok(Some(compare(&before, &after, shown)))
}

async fn scores(
    db: &impl ConnectionTrait,
    book: &RuleBook,
    day: NaiveDate,
) -> Result<HashMap<ProviderId, i64>> {
    let (mut scores, mut after) = (HashMap::new(), String::new());
    loop {
        let known = store::known_after(db, &after, AT_ONCE).await?;
        let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else { break };
        let among = Among::Between(first, last);
        let sums = store::sums(db, book.version.number, day, among).await?;
        after = last.to_string();
        for (id, _) in known {
            let score = book.score(sums.get(&id).unwrap_or(&Sums::default()));
            scores.insert(id, score);
        }
    }
    Ok(scores)
}

/// Compares two sets of scores; only those of both are looked at.
pub(super) fn compare(
    before: &HashMap<ProviderId, i64>,
    after: &HashMap<ProviderId, i64>,
    shown: usize,
) -> Simulation {
    let both = |scores: &HashMap<ProviderId, i64>| {
        let in_both = |it: &&ProviderId| before.contains_key(*it) && after.contains_key(*it);
        let mut sorted: Vec<i64> = scores.keys().filter(in_both).map(|it| scores[it]).collect();
        sorted.sort_unstable_by_key(|it| Reverse(*it));
        sorted
    };
    let (sorted_before, sorted_after) = (both(before), both(after));
    // The place of a score: one behind all that are higher.
    let place = |sorted: &[i64], score: i64| sorted.partition_point(|it| *it > score) + 1;
    let mut movers = Vec::new();
    let (mut up, mut down, mut rescored) = (0, 0, 0);
    for (id, before_milli) in before {
        let Some(after_milli) = after.get(id) else { continue };
        let mover = Mover {
            provider_id: id.clone(),
            before_milli: *before_milli,
            after_milli: *after_milli,
            place_before: place(&sorted_before, *before_milli),
            place_after: place(&sorted_after, *after_milli),
        };
        rescored += usize::from(before_milli != after_milli);
        up += usize::from(mover.place_after < mover.place_before);
        down += usize::from(mover.place_after > mover.place_before);
        if mover.distance() > 0 || before_milli != after_milli {
            movers.push(mover);
        }
    }
    movers.sort_by_key(|it| {
        let change = (it.after_milli - it.before_milli).abs();
        (Reverse(it.distance()), Reverse(change), it.provider_id.clone())
    });
    movers.truncate(shown);
    Simulation { total: sorted_before.len(), up, down, rescored, movers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(list: &[(&str, i64)]) -> HashMap<ProviderId, i64> {
        let id =
            |it: &str| ProviderId::parse(&format!("prv_01ARZ3NDEKTSV4RRFFQ69G5F{it}")).unwrap();
        list.iter().map(|(key, score)| (id(key), *score)).collect()
    }

    #[test]
    fn those_who_move_furthest_come_first() {
        let before = scores(&[("AA", 90), ("AB", 80), ("AC", 70), ("AD", 60)]);
        let after = scores(&[("AA", 50), ("AB", 80), ("AC", 75), ("AD", 60)]);

        let found = compare(&before, &after, 10);

        assert_eq!((found.total, found.up, found.down, found.rescored), (4, 3, 1, 2));
        let first = &found.movers[0];
        assert_eq!((first.place_before, first.place_after), (1, 4));
        assert_eq!((first.before_milli, first.after_milli), (90, 50));
        assert_eq!(found.movers.len(), 4);
    }

    #[test]
    fn the_same_score_is_the_same_place_and_nothing_moves_by_itself() {
        let same = scores(&[("AA", 80), ("AB", 80), ("AC", 70)]);
        let found = compare(&same, &same, 10);
        assert_eq!((found.up, found.down, found.rescored, found.movers.len()), (0, 0, 0, 0));
        let behind = compare(&same, &scores(&[("AA", 80), ("AB", 80), ("AC", 90)]), 1);
        assert_eq!((behind.movers[0].place_before, behind.movers[0].place_after), (3, 1));
    }
}
