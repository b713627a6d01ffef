//! Snippets: the part of a text where most of the question stands, with marks.

use crate::analysis::normalise;

/// Characters of a snippet.
const LENGTH: usize = 110;
/// Characters shown before the first mark when the snippet begins within the text.
const LEAD: usize = 14;

/// The snippet as escaped HTML with `<mark>`. `words` are normalised; longer ones are marked
/// whole.
pub(crate) fn snippet(body: &str, words: &[&str]) -> String {
    let raw: Vec<char> = body.chars().collect();
    let text: Vec<char> = raw.iter().map(|c| normalise::character(*c)).collect();
    let marks = marks(&text, words);
    let (start, end) = window(&text, &marks);
    let mut html = String::with_capacity((end - start) * 4);
    if start > 0 {
        html.push('…');
    }
    let mut open = false;
    for place in start..end {
        let marked = marks[place] > 0;
        if marked != open {
            html.push_str(if marked { "<mark>" } else { "</mark>" });
            open = marked;
        }
        escape(raw[place], &mut html);
    }
    if open {
        html.push_str("</mark>");
    }
    if end < raw.len() {
        html.push('…');
    }
    html
}

/// For each character the length of the longest word found over it, zero for none.
fn marks(text: &[char], words: &[&str]) -> Vec<u8> {
    let mut marks = vec![0; text.len()];
    for word in words {
        let word: Vec<char> = word.chars().collect();
        let (Some(first), length) = (word.first(), u8::try_from(word.len()).unwrap_or(u8::MAX))
        else {
            continue;
        };
        let mut from = 0;
        while let Some(found) = text[from..].iter().position(|c| c == first) {
            let at = from + found;
            from = at + 1;
            if text[at..].starts_with(&word) {
                marks[at..at + word.len()].iter_mut().for_each(|mark| *mark = length.max(*mark));
                from = at + word.len();
            }
            if from >= text.len() {
                break;
            }
        }
    }
    marks
}

/// The stretch with the most marked characters, begun a little before its first mark.
fn window(text: &[char], marks: &[u8]) -> (usize, usize) {
    if text.len() <= LENGTH {
        return (0, text.len());
    }
    let worth = |place: usize| u32::from(marks[place]);
    let mut sum: u32 = (0..LENGTH).map(worth).sum();
    let (mut best, mut best_start) = (sum, 0);
    for start in 1..=text.len() - LENGTH {
        sum = sum + worth(start + LENGTH - 1) - worth(start - 1);
        if sum > best {
            (best, best_start) = (sum, start);
        }
    }
    let first_mark = (best_start..best_start + LENGTH).find(|place| marks[*place] > 0);
    let start = first_mark.unwrap_or(0).saturating_sub(LEAD).min(text.len() - LENGTH);
    // Begin after punctuation when there is some close by.
    let sentence = text[start..start + LEAD].iter().position(|c| "。；，：\n".contains(*c));
    let start = sentence.map_or(start, |found| start + found + 1);
    (start, (start + LENGTH).min(text.len()))
}

/// Appends the character, escaped for HTML; line breaks become spaces.
fn escape(c: char, into: &mut String) {
    match c {
        '&' => into.push_str("&amp;"),
        '<' => into.push_str("&lt;"),
        '>' => into.push_str("&gt;"),
        '"' => into.push_str("&quot;"),
        '\'' => into.push_str("&#39;"),
        '\n' | '\r' | '\t' => into.push(' '),
        other => into.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_words_are_marked_once() {
        assert_eq!(
            snippet("收集危险废物的单位", &["危险废物", "险废", "废物"]),
            "收集<mark>危险废物</mark>的单位"
        );
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(snippet("<b>水&", &["水"]), "&lt;b&gt;<mark>水</mark>&amp;");
    }

    #[test]
    fn the_best_part_of_a_long_text_is_shown() {
        let text = format!("{}。收集危险废物的单位{}", "前".repeat(300), "后".repeat(300));

        let html = snippet(&text, &["危险废物"]);

        assert!(html.starts_with('…') && html.ends_with('…'));
        assert!(html.contains("收集<mark>危险废物</mark>的单位"));
        assert!(!html.contains("前前前前前前前前前前前前前前前"));
    }

    #[test]
    fn width_and_script_do_not_matter() {
        assert_eq!(
            snippet("ＶＯＣs與危險廢物", &["vocs", "危险废物"]),
            "<mark>ＶＯＣs</mark>與<mark>危險廢物</mark>"
        );
    }

    #[test]
    fn nothing_to_mark_shows_the_beginning() {
        assert_eq!(snippet("", &["水"]), "");
        assert!(snippet(&"字".repeat(500), &["水"]).starts_with('字'));
    }
}
