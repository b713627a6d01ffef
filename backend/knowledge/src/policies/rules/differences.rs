//! What changed between two texts, in pieces that people can read.

use async_graphql::Enum;
use similar::{Algorithm, ChangeTag, TextDiff};
use std::time::Duration;

/// Same words shorter than this between two changes are shown as changed with them: scattered single
/// characters cannot be read.
const SHORTEST_SAME: usize = 2;
/// After this long the rest is shown as changed as a whole.
const PATIENCE: Duration = Duration::from_millis(200);
/// Longer texts are compared line by line.
const LONGEST: usize = 20_000;

/// How a piece of text stands to the other version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum PieceKind {
    /// In both.
    Same,
    /// Only in the older text.
    Removed,
    /// Only in the newer text.
    Added,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How it stands to the other version.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// Both texts in pieces: what is not added is the older text, what is not removed the newer one.
pub fn between(old: &str, new: &str) -> Vec<Piece> {
    let mut config = TextDiff::configure();
    let config = config.algorithm(Algorithm::Myers).timeout(PATIENCE);
    let diff = match old.len().max(new.len()) > LONGEST {
        true => config.diff_lines(old, new),
        false => config.diff_chars(old, new),
    };
    let kind = |tag| match tag {
        ChangeTag::Equal => PieceKind::Same,
        ChangeTag::Delete => PieceKind::Removed,
        ChangeTag::Insert => PieceKind::Added,
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        add(&mut pieces, kind(change.tag()), change.value());
    }
    settled(pieces)
}

/// Whether two texts have the same words, signs and blanks aside.
pub fn are_same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> String { text.chars().filter(|it| it.is_alphanumeric()).collect() };
    words(one) == words(other)
}

fn add(pieces: &mut Vec<Piece>, kind: PieceKind, text: &str) {
    match pieces.last_mut() {
        Some(last) if last.kind == kind => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece { kind, text: text.to_owned() }),
    }
}

/// Short same pieces between changes become part of them; removed stands before added.
fn settled(pieces: Vec<Piece>) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let mut settled: Vec<Piece> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |settled: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        add(settled, PieceKind::Removed, &std::mem::take(removed));
        add(settled, PieceKind::Added, &std::mem::take(added));
    };
    for (at, piece) in pieces.into_iter().enumerate() {
        let is_inner = at > 0 && at < last;
        match piece.kind {
            PieceKind::Removed => removed.push_str(&piece.text),
            PieceKind::Added => added.push_str(&piece.text),
            PieceKind::Same => {
                let is_short = piece.text.chars().count() < SHORTEST_SAME;
                let has_signs = piece.text.chars().any(|it| !it.is_alphanumeric());
                if is_inner && is_short && !has_signs {
                    removed.push_str(&piece.text);
                    added.push_str(&piece.text);
                } else {
                    flush(&mut settled, &mut removed, &mut added);
                    add(&mut settled, PieceKind::Same, &piece.text);
                }
            }
        }
    }
    flush(&mut settled, &mut removed, &mut added);
    settled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(old: &str, new: &str) -> String {
        let mark = |it: &Piece| match it.kind {
            PieceKind::Same => it.text.clone(),
            PieceKind::Removed => format!("[-{}]", it.text),
            PieceKind::Added => format!("[+{}]", it.text),
        };
        between(old, new).iter().map(mark).collect()
    }

    #[test]
    fn changes_are_shown_in_readable_pieces() {
        assert_eq!(read("处十万元罚款", "处二十万元罚款"), "处[+二]十万元罚款");
        assert_eq!(read("甲乙丙", "甲乙丙"), "甲乙丙");
        assert_eq!(read("", "新增"), "[+新增]");
        assert_eq!(read("环保部门应当", "生态环境部门应当"), "[-环保][+生态环境]部门应当");
    }

    #[test]
    fn signs_and_blanks_make_no_other_words() {
        assert!(are_same_words("甲（乙），丙。", "甲(乙)， 丙"));
        assert!(!are_same_words("甲乙", "甲丙"));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(old in "[甲乙丙，。\n]{0,40}", new in "[甲乙丁，。\n]{0,40}") {
            let pieces = between(&old, &new);
            let side = |left_out| -> String {
                pieces.iter().filter(|it| it.kind != left_out).map(|it| it.text.as_str()).collect()
            };
            prop_assert_eq!(side(PieceKind::Added), old);
            prop_assert_eq!(side(PieceKind::Removed), new);
        }
    }
}
