//! Which article of one text says what an article of another says: shared pairs of characters, each
//! weighted by how rare it is, with the headings the articles stand under as a second witness.
//!
//! The score is between 0 and 1,000: 85 parts for the words (six tenths of them how much both share,
//! four tenths how much of the shorter one the other holds), 15 for the headings. The parts were set by
//! reading the pairs found for the ten laws that went into the Code (配置值).

use std::collections::{HashMap, HashSet};

/// Pairs in fewer words than this say nothing of themselves; the pair counts as often as it stands.
const REPEATS: u32 = 3;
const OF_WORDS: f64 = 0.85;
const OF_HEADINGS: f64 = 0.15;
const OF_SHARED: f64 = 0.6;
const OF_HELD: f64 = 0.4;

/// Two characters that follow each other.
type Pair = (char, char);

/// An article to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The headings above it, and the name of its law.
    pub headings: &'a str,
    /// Its words.
    pub text: &'a str,
}

/// An article that may say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Which of the newer articles.
    pub at: usize,
    /// How alike they are, of 1,000.
    pub score_milli: i32,
}

/// For every older article the most alike newer ones, the best first, at most `limit`, none below
/// `least_milli`.
pub fn align(
    old: &[Side<'_>],
    new: &[Side<'_>],
    limit: usize,
    least_milli: i32,
) -> Vec<Vec<Candidate>> {
    let pairs_of = |sides: &[Side<'_>]| -> Vec<HashMap<Pair, u32>> {
        sides.iter().map(|it| pairs(it.text)).collect()
    };
    let (old_pairs, new_pairs) = (pairs_of(old), pairs_of(new));
    let rare = Rarity::of(old_pairs.iter().chain(&new_pairs));
    let heads = |sides: &[Side<'_>]| -> Vec<HashMap<Pair, u32>> {
        sides.iter().map(|it| pairs(it.headings)).collect()
    };
    let (old_heads, new_heads) = (heads(old), heads(new));
    let rare_heads = Rarity::of(old_heads.iter().chain(&new_heads));
    let weigh = |all: Vec<HashMap<Pair, u32>>| -> Vec<Weighed> {
        all.into_iter().map(|it| Weighed::of(it, &rare)).collect()
    };
    let (old_weighed, new_weighed) = (weigh(old_pairs), weigh(new_pairs));
    let mut holders: HashMap<Pair, Vec<(usize, f64)>> = HashMap::new();
    for (at, side) in new_weighed.iter().enumerate() {
        for (pair, weight) in &side.weights {
            holders.entry(*pair).or_default().push((at, *weight));
        }
    }
    let one = |(at, side): (usize, &Weighed)| {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for (pair, weight) in &side.weights {
            for (holder, other) in holders.get(pair).into_iter().flatten() {
                *shared.entry(*holder).or_default() += weight.min(*other);
            }
        }
        let mut found: Vec<Candidate> = shared
            .into_iter()
            .map(|(holder, both)| {
                let words = words_score(both, side.mass, new_weighed[holder].mass);
                let heads = rare_heads.part_held(&old_heads[at], &new_heads[holder]);
                let score = OF_WORDS * words + OF_HEADINGS * heads;
                Candidate { at: holder, score_milli: milli(score) }
            })
            .filter(|it| it.score_milli >= least_milli)
            .collect();
        found.sort_by_key(|it| (-it.score_milli, it.at));
        found.truncate(limit);
        found
    };
    old_weighed.iter().enumerate().map(one).collect()
}

/// How alike two texts are by their words alone, of 1,000; every pair weighs the same.
pub fn likeness(one: &str, other: &str) -> i32 {
    let (one, other) = (pairs(one), pairs(other));
    let mass = |it: &HashMap<Pair, u32>| f64::from(it.values().sum::<u32>());
    let both: u32 = one.iter().map(|(it, n)| other.get(it).map_or(0, |m| *n.min(m))).sum();
    milli(words_score(f64::from(both), mass(&one), mass(&other)))
}

fn words_score(both: f64, one: f64, other: f64) -> f64 {
    if one <= 0.0 || other <= 0.0 {
        return 0.0;
    }
    OF_SHARED * (2.0 * both / (one + other)) + OF_HELD * (both / one.min(other))
}

fn milli(score: f64) -> i32 {
    // Between 0 and 1 by construction.
    (score.clamp(0.0, 1.0) * 1_000.0).round() as i32
}

/// The pairs of a text without signs and blanks, each at most three times. Names of offices that were
/// changed everywhere at once count as the same.
fn pairs(text: &str) -> HashMap<Pair, u32> {
    let text = text
        .replace("环境保护行政主管部门", "生态环境主管部门")
        .replace("环境保护主管部门", "生态环境主管部门")
        .replace("人民政府", "政府");
    let mut pairs = HashMap::new();
    let mut before = None;
    for character in text.chars().filter(|it| it.is_alphanumeric()) {
        if let Some(before) = before {
            let count: &mut u32 = pairs.entry((before, character)).or_default();
            *count = (*count + 1).min(REPEATS);
        }
        before = Some(character);
    }
    pairs
}

/// How rare each pair is.
struct Rarity {
    holders: HashMap<Pair, u32>,
    sides: f64,
}

impl Rarity {
    fn of<'a>(sides: impl Iterator<Item = &'a HashMap<Pair, u32>>) -> Self {
        let (mut holders, mut count): (HashMap<Pair, u32>, f64) = (HashMap::new(), 0.0);
        for side in sides {
            count += 1.0;
            for pair in side.keys() {
                *holders.entry(*pair).or_default() += 1;
            }
        }
        Self { holders, sides: count }
    }

    fn weight(&self, pair: Pair) -> f64 {
        let holders = self.holders.get(&pair).copied().unwrap_or(0);
        ((self.sides + 1.0) / (f64::from(holders) + 0.5)).ln().max(0.01)
    }

    /// How much of what one holds the other holds as well.
    fn part_held(&self, one: &HashMap<Pair, u32>, other: &HashMap<Pair, u32>) -> f64 {
        let (mut all, mut held) = (0.0, 0.0);
        for pair in one.keys() {
            let weight = self.weight(*pair);
            all += weight;
            if other.contains_key(pair) {
                held += weight;
            }
        }
        if all > 0.0 { held / all } else { 0.0 }
    }
}

/// A text's pairs with their weights.
struct Weighed {
    weights: HashMap<Pair, f64>,
    mass: f64,
}

impl Weighed {
    fn of(pairs: HashMap<Pair, u32>, rare: &Rarity) -> Self {
        let weigh = |(pair, count): (Pair, u32)| (pair, f64::from(count) * rare.weight(pair));
        let weights: HashMap<Pair, f64> = pairs.into_iter().map(weigh).collect();
        let mass = weights.values().sum();
        Self { weights, mass }
    }
}

/// Two texts of one law article by article: the same article of both, one that went, one that came.
/// Pairs keep the order of the newer text; what went stands where it stood.
pub fn matched(
    old: &[Side<'_>],
    new: &[Side<'_>],
    least_milli: i32,
) -> Vec<(Option<usize>, Option<usize>)> {
    let candidates = align(old, new, 3, least_milli);
    let mut ranked: Vec<(i32, usize, usize)> = Vec::new();
    for (at, found) in candidates.iter().enumerate() {
        ranked.extend(found.iter().map(|it| (-it.score_milli, at, it.at)));
    }
    // The most alike first; of equals those that stand near each other.
    ranked.sort_by_key(|(score, old, new)| (*score, old.abs_diff(*new), *old));
    let (mut olds, mut news) = (HashSet::new(), HashMap::new());
    for (_, old, new) in ranked {
        if !olds.contains(&old) && !news.contains_key(&new) {
            olds.insert(old);
            news.insert(new, old);
        }
    }
    let mut rows = Vec::new();
    let mut next_old = 0;
    for at in 0..new.len() {
        let before = news.get(&at).copied();
        if let Some(before) = before {
            let gone = (next_old..before).filter(|it| !olds.contains(it));
            rows.extend(gone.map(|it| (Some(it), None)));
            next_old = next_old.max(before + 1);
        }
        rows.push((before, Some(at)));
    }
    let shown: HashSet<usize> = rows.iter().filter_map(|it| it.0).collect();
    rows.extend((0..old.len()).filter(|it| !shown.contains(it)).map(|it| (Some(it), None)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sides<'a>(texts: &[&'a str]) -> Vec<Side<'a>> {
        texts.iter().map(|text| Side { headings: "", text }).collect()
    }

    #[test]
    fn the_article_with_the_same_words_is_found() {
        let old = [
            "国务院环境保护主管部门制定国家污染物排放标准。",
            "排放噪声的单位应当缴纳罚款十万元。",
        ];
        let new = [
            "排放噪声的单位，应当缴纳罚款二十万元。",
            "国务院生态环境主管部门制定国家污染物排放标准。",
            "国家鼓励公众参与。",
        ];

        let found = align(&sides(&old), &sides(&new), 3, 300);

        assert_eq!(found[0][0].at, 1);
        assert!(found[0][0].score_milli >= 840, "only headings are missing: {found:?}");
        assert_eq!(found[1][0].at, 0);
        assert!(found[1][0].score_milli < found[0][0].score_milli);
    }

    #[test]
    fn headings_decide_between_equal_words() {
        let text = "县级以上人民政府应当加强监督管理。";
        let old = [Side { headings: "水污染防治法 监督管理", text }];
        let new = [
            Side { headings: "大气污染防治 监督", text },
            Side { headings: "水污染防治 监督", text },
        ];

        assert_eq!(align(&old, &new, 1, 300)[0][0].at, 1);
    }

    #[test]
    fn renumbered_articles_are_matched_by_their_words() {
        let old = ["为了防治噪声制定本法。", "主管部门公布举报电话。", "附则自公布之日起施行。"];
        let new =
            ["为了防治噪声制定本法。", "新增一条关于规划的内容。", "主管部门公布举报电话和邮箱。"];

        let rows = matched(&sides(&old), &sides(&new), 400);

        assert_eq!(
            rows,
            [(Some(0), Some(0)), (None, Some(1)), (Some(1), Some(2)), (Some(2), None)]
        );
    }

    proptest! {
        #[test]
        fn scores_lie_within_bounds_and_equals_are_most_alike(
            one in "[甲乙丙丁戊]{2,30}", other in "[甲乙丙丁戊]{2,30}",
        ) {
            let score = likeness(&one, &other);
            prop_assert!((0..=1_000).contains(&score));
            prop_assert_eq!(score, likeness(&other, &one));
            prop_assert_eq!(likeness(&one, &one), 1_000);
        }

        #[test]
        fn every_article_of_both_texts_stands_in_one_row(
            old in proptest::collection::vec("[甲乙丙丁]{3,9}", 0..8),
            new in proptest::collection::vec("[甲乙丙丁]{3,9}", 0..8),
        ) {
            let old: Vec<&str> = old.iter().map(String::as_str).collect();
            let new: Vec<&str> = new.iter().map(String::as_str).collect();
            let rows = matched(&sides(&old), &sides(&new), 300);
            let mut olds: Vec<usize> = rows.iter().filter_map(|it| it.0).collect();
            let mut news: Vec<usize> = rows.iter().filter_map(|it| it.1).collect();
            olds.sort_unstable();
            news.sort_unstable();
            prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
        }
    }
}
