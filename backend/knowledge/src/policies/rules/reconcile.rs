//! Two copies of one dated text: which is kept, and what the other one is told.

use super::gaps;
use super::structure::NewArticle;
use sha2::{Digest, Sha256};

/// What is decided about a copy that arrives while one is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The words are the same.
    Same,
    /// The arriving copy takes the stored one's place.
    Replace,
    /// The stored copy stays; the reason is for people.
    Keep(String),
}

/// A fingerprint of the words and their numbers. Punctuation, brackets and blanks differ from
/// copy to copy without a change of the law, so they do not count; nor do headings.
pub fn digest(articles: &[NewArticle]) -> String {
    let mut hasher = Sha256::new();
    for article in articles {
        hasher.update(format!("\n{}.{} ", article.number, article.branch));
        let words: String = article.text.chars().filter_map(word).collect();
        hasher.update(words);
    }
    hex::encode(&hasher.finalize()[..16])
}

fn word(character: char) -> Option<char> {
    let character = kernel::text::half_width(character);
    character.is_alphanumeric().then(|| character.to_ascii_lowercase())
}

/// Decides between two copies of the same words: the one that tells more levels of headings is
/// kept (one public copy of a code has lost its 编).
pub fn between_same_words(stored_levels: i32, arriving_levels: i32) -> Verdict {
    if arriving_levels > stored_levels { Verdict::Replace } else { Verdict::Same }
}

/// Decides between a stored copy and an arriving one of the same law and day whose words
/// differ. The one with more articles wins; between equals the stored one stays, unless
/// `may_correct`: its own source gives it anew.
pub fn between_different_words(
    source: &str,
    stored: &[NewArticle],
    arriving: &[NewArticle],
    may_correct: bool,
) -> Verdict {
    let numbers = |it: &[NewArticle]| -> Vec<(u32, u32)> {
        it.iter().map(|it| (it.number, it.branch)).collect()
    };
    let (old, new) = (numbers(stored), numbers(arriving));
    let (old_count, new_count) = (gaps::completeness(&old), gaps::completeness(&new));
    if new_count > old_count {
        return Verdict::Replace;
    }
    if new_count < old_count {
        let lacking: Vec<u32> =
            old.iter().filter(|it| it.1 == 0 && !new.contains(it)).map(|it| it.0).collect();
        return Verdict::Keep(format!(
            "这份文本有 {new_count} 条，缺{}；已有文本有 {old_count} 条（来源：{source}），保留已有文本",
            gaps::spoken(&lacking, 5),
        ));
    }
    if may_correct {
        return Verdict::Replace;
    }
    let words = |it: &NewArticle| -> String { it.text.chars().filter_map(word).collect() };
    let differing: Vec<u32> = stored
        .iter()
        .zip(arriving)
        .filter(|(old, new)| words(old) != words(new))
        .map(|(old, _)| old.number)
        .collect();
    Verdict::Keep(format!(
        "条文数相同（{old_count} 条）而{}文字不同，保留已有文本（来源：{source}）",
        gaps::spoken(&differing, 5),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::rules::structure::read;

    fn law(last: u32) -> Vec<NewArticle> {
        (1..=last)
            .map(|number| NewArticle {
                number,
                branch: 0,
                label: String::new(),
                part: None,
                chapter: None,
                section: None,
                text: format!("文字{number}，甲"),
            })
            .collect()
    }

    fn check(stored: &[NewArticle], arriving: &[NewArticle], may_correct: bool, expected: &str) {
        let verdict = match between_different_words("甲", stored, arriving, may_correct) {
            Verdict::Same => "same".to_owned(),
            Verdict::Replace => "replace".to_owned(),
            Verdict::Keep(reason) => reason,
        };
        assert!(verdict.contains(expected), "{verdict} instead of {expected}");
    }

    #[test]
    fn the_copy_with_more_articles_wins() {
        let (whole, cut_off) = (law(96), law(79));
        check(&whole, &cut_off, true, "缺第80至96条");
        check(&cut_off, &whole, false, "replace");
    }

    #[test]
    fn punctuation_and_blanks_make_no_difference() {
        let one = read("第一条 甲（乙），丙：１.").articles;
        let other = read("第一条 甲(乙), 丙: 1。").articles;
        assert_eq!(digest(&one), digest(&other));
    }

    #[test]
    fn between_equals_the_stored_copy_stays_unless_its_source_corrects_it() {
        let one = law(3);
        let mut other = law(3);
        other[1].text = "别的".to_owned();
        check(&one, &other, false, "第2条文字不同");
        check(&one, &other, true, "replace");
    }

    #[test]
    fn the_same_words_with_more_headings_replace_those_with_fewer() {
        assert_eq!(between_same_words(0, 1), Verdict::Replace);
        assert_eq!(between_same_words(2, 1), Verdict::Same);
        assert_eq!(between_same_words(1, 1), Verdict::Same);
    }

    #[test]
    fn moving_words_between_articles_is_a_difference() {
        let one = read("第一条 甲乙。\n第二条 丙。").articles;
        let other = read("第一条 甲。\n第二条 乙丙。").articles;
        assert_ne!(digest(&one), digest(&other));
    }
}
