//! Small pure text rules: what a person or a foreign sheet wrote, brought into one shape.

use std::ops::RangeInclusive;

/// Turns one full-width character into its half-width form: `Ａ` → `A`, `０` → `0`, `（` → `(`, the
/// ideographic space → a space. Other characters, Chinese punctuation without a twin among
/// them, are returned unchanged.
#[must_use]
pub fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

/// White space and the invisible characters that spreadsheets and web pages leave in cells.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}'
        )
        || character.is_control()
}

/// The key under which a name is compared: half-width, without any white space, every kind of
/// bracket round, ASCII letters upper case. Two spellings of one firm's name give one key.
#[must_use]
pub fn normalise_name(name: &str) -> String {
    name.chars()
        .map(half_width)
        .filter(|&character| !is_blank(character))
        .map(|character| match character {
            '〔' | '【' | '〖' | '﹙' | '[' => '(',
            '〕' | '】' | '〗' | '﹚' | ']' => ')',
            '•' | '・' | '‧' => '·',
            other => other.to_ascii_uppercase(),
        })
        .collect()
}

/// The first `limit` characters of a text (characters, not bytes), with `…` as the last of them
/// when something was cut off.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if text.chars().nth(limit).is_none() {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(limit.saturating_sub(1)).collect();
    if limit > 0 {
        clipped.truncate(clipped.trim_end().len());
        clipped.push('…');
    }
    clipped
}

/// Whether a text has so many characters, blanks around it aside.
#[must_use]
pub fn is_long(text: &str, characters: RangeInclusive<usize>) -> bool {
    characters.contains(&text.trim().chars().count())
}

/// A cell of a foreign sheet, tidied: tabs, line ends and runs of blanks become one space, both
/// ends are trimmed. None when nothing is left or when the cell only says that there is nothing
/// (`-`, `/`, `—`, `无`, `NULL` and the like).
#[must_use]
pub fn clean_cell(cell: &str) -> Option<String> {
    let mut cleaned = String::with_capacity(cell.len());
    for word in cell.split(is_blank).filter(|word| !word.is_empty()) {
        if !cleaned.is_empty() {
            cleaned.push(' ');
        }
        cleaned.push_str(word);
    }
    if cleaned.is_empty() || means_nothing(&cleaned) { None } else { Some(cleaned) }
}

/// Whether a tidied cell is one of the usual signs for "no value".
fn means_nothing(cell: &str) -> bool {
    let only_signs = cell.chars().map(half_width).all(|character| {
        matches!(character, '-' | '/' | '\\' | '—' | '–' | '―' | '─' | '_' | '*' | ' ' | '.')
    });
    only_signs
        || matches!(cell, "无" | "暂无" | "没有" | "空" | "（无）" | "(无)")
        || ["null", "none", "nil", "nan", "n/a", "#n/a"]
            .iter()
            .any(|sign| cell.eq_ignore_ascii_case(sign))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_give_one_key() {
        for spelling in [
            "绿桥（青浦）环保科技有限公司",
            "绿桥(青浦)环保科技有限公司",
            " 绿桥 （青浦）环保科技\t有限公司\u{200B}",
            "绿桥【青浦】环保科技有限公司",
        ] {
            assert_eq!(normalise_name(spelling), "绿桥(青浦)环保科技有限公司");
        }
        assert_eq!(normalise_name("３ｍ中国"), "3M中国");
    }

    #[test]
    fn a_clipped_text_never_exceeds_its_limit() {
        assert_eq!(clip("危险废物", 4), "危险废物");
        assert_eq!(clip("危险废物转移", 4), "危险废…");
        assert_eq!(clip("ab cd", 4), "ab…");
        assert_eq!(clip("废", 0), "");
    }

    #[test]
    fn blanks_around_a_text_do_not_make_it_longer() {
        assert!(is_long("  废水　", 2..=2));
        assert!(!is_long("   ", 1..=4));
        assert!(!is_long("危险废物", 1..=3));
    }

    #[test]
    fn cells_that_say_nothing_are_none() {
        for empty in [
            "", "  ", "-", "--", "/", "—", "——", "无", " 无\n", "暂无", "NULL", "N/A", "\t", "－",
            "／",
        ] {
            assert_eq!(clean_cell(empty), None, "{empty:?}");
        }
    }

    #[test]
    fn cells_are_trimmed_and_their_blanks_collapsed() {
        for (cell, expected) in [
            ("347 天/年\t\n\t 24 时/天", "347 天/年 24 时/天"),
            ("　青浦区　", "青浦区"),
            ("\u{FEFF}单位名称", "单位名称"),
            ("无锡市", "无锡市"),
            ("-5", "-5"),
        ] {
            assert_eq!(clean_cell(cell).as_deref(), Some(expected));
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(name in "\\PC{0,40}") {
            let once = normalise_name(&name);
            prop_assert_eq!(normalise_name(&once), once);
        }

        #[test]
        fn clipping_keeps_the_limit(text in "\\PC{0,40}", limit in 0usize..50) {
            prop_assert!(clip(&text, limit).chars().count() <= limit);
        }

        #[test]
        fn cleaning_twice_changes_nothing(cell in "[ \\t\\n\\-/无青浦a]{0,20}") {
            if let Some(once) = clean_cell(&cell) {
                prop_assert_eq!(clean_cell(&once), Some(once.clone()));
            }
        }
    }
}
