//! Notices what a copy of a law lacks: numbers left out, an end cut off.

use std::collections::BTreeSet;

/// A text that begins later than this, or has fewer articles than this, goes on where another
/// ended (修正案 are numbered through) and lacks nothing before.
const LATEST_BEGINNING: u32 = 10;

/// The numbers between the first and the last article that no article has, and those up to
/// `expected_last` when another source says how far the law goes. Numbers that are mostly holes
/// are no sequence (a decision quoting others' articles): then nothing is claimed.
pub fn missing(numbers: &[u32], expected_last: Option<u32>) -> Vec<u32> {
    let present: BTreeSet<u32> = numbers.iter().copied().filter(|it| *it > 0).collect();
    let (Some(&first), Some(&last)) = (present.first(), present.last()) else {
        return Vec::new();
    };
    let begins_itself = first <= LATEST_BEGINNING && present.len() >= LATEST_BEGINNING as usize;
    let from = if begins_itself { 1 } else { first };
    let inner: Vec<u32> = (from..=last).filter(|it| !present.contains(it)).collect();
    if inner.len() > 20 && inner.len() * 2 > present.len() {
        return Vec::new();
    }
    let cut_off = expected_last.filter(|it| *it < 10_000).map_or(0..0, |it| last + 1..it + 1);
    inner.into_iter().chain(cut_off).collect()
}

/// How many different articles a text has; annexes (number 0) do not count.
pub fn completeness(numbers: &[(u32, u32)]) -> usize {
    numbers.iter().filter(|it| it.0 > 0).collect::<BTreeSet<_>>().len()
}

/// Numbers for people, runs joined: 第3条、第80至96条. At most `limit` runs, then 等.
pub fn spoken(numbers: &[u32], limit: usize) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == number => run.1 = number,
            _ => runs.push((number, number)),
        }
    }
    let texts: Vec<String> = runs
        .iter()
        .take(limit)
        .map(
            |(from, to)| {
                if from == to { format!("第{from}条") } else { format!("第{from}至{to}条") }
            },
        )
        .collect();
    let more = if runs.len() > limit { "等" } else { "" };
    format!("{}{more}", texts.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_left_out_are_noticed() {
        let without =
            |left_out: &[u32]| (1..=1242).filter(|it| !left_out.contains(it)).collect::<Vec<_>>();
        assert_eq!(missing(&without(&[1120, 1201]), None), [1120, 1201]);
        assert_eq!(missing(&without(&[]), None), Vec::<u32>::new());
        assert_eq!(missing(&without(&[1]), None), [1]);
        assert_eq!(missing(&[3, 4, 5], None), Vec::<u32>::new(), "宪法修正案（1993年）");
        assert_eq!(missing(&[1, 2, 2, 3, 1], None), Vec::<u32>::new());
        assert_eq!(missing(&[], Some(3)), Vec::<u32>::new());
    }

    #[test]
    fn an_end_cut_off_is_noticed_when_another_source_goes_further() {
        let numbers: Vec<u32> = (1..=79).collect();
        assert_eq!(missing(&numbers, Some(96)), (80..=96).collect::<Vec<_>>());
        assert_eq!(missing(&numbers, Some(79)), Vec::<u32>::new());
    }

    #[test]
    fn a_part_of_a_code_lacks_nothing_before_it() {
        let numbers: Vec<u32> = (1164..=1258).collect();
        assert_eq!(missing(&numbers, None), Vec::<u32>::new());
    }

    #[test]
    fn quoted_numbers_are_no_sequence() {
        assert_eq!(missing(&[1, 2, 3, 200], None), Vec::<u32>::new());
    }

    #[test]
    fn runs_are_joined_for_people() {
        assert_eq!(spoken(&[3, 80, 81, 82], 5), "第3条、第80至82条");
        assert_eq!(spoken(&[1, 3, 5], 2), "第1条、第3条等");
    }

    #[test]
    fn branches_count_and_annexes_do_not() {
        assert_eq!(completeness(&[(1, 0), (1, 1), (1, 1), (0, 0)]), 2);
    }
}
