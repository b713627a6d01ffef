//! Where a part stands, and what it may be mended to.

use async_graphql::Enum;
use kernel::text::is_long;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The longest text of a part, in characters.
pub const WORDS_LIMIT: usize = 200_000;

/// Where a part stands that a machine was not sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReadPartState {
    /// 待核对.
    Open,
    /// 识别正确.
    Accepted,
    /// 已改正.
    Mended,
    /// 不再需要: the text was replaced meanwhile.
    Moot,
}

kernel::problems! {
    /// Why a part cannot be decided so.
    ReadPartProblem {
        Decided = "read_parts.decided", "", "这一处已经核对过";
        ChangedMeanwhile = "read_parts.changed_meanwhile", "", "正文已变化，请刷新后再核对";
        WordsLength = "read_parts.words_length", "words", "请填写改正后的正文，不超过 200,000 个字";
        WordsSame = "read_parts.words_same", "words", "正文没有变化；识别正确请选“识别正确”";
        NoteLength = "read_parts.note_length", "note", "说明不超过 500 个字";
    }
}

/// What is wrong with a decision; `mended` is none when the part is accepted.
pub fn problems_of(
    state: ReadPartState,
    standing: &str,
    seen: &str,
    mended: Option<&str>,
    note: &str,
) -> Vec<ReadPartProblem> {
    let mut problems = Vec::new();
    if state != ReadPartState::Open {
        problems.push(ReadPartProblem::Decided);
    } else if standing != seen {
        problems.push(ReadPartProblem::ChangedMeanwhile);
    }
    if let Some(words) = mended {
        if !is_long(words, 1..=WORDS_LIMIT) {
            problems.push(ReadPartProblem::WordsLength);
        } else if tidy(words) == tidy(standing) {
            problems.push(ReadPartProblem::WordsSame);
        }
    }
    if note.chars().count() > 500 {
        problems.push(ReadPartProblem::NoteLength);
    }
    problems
}

/// Words as they are kept: one line a paragraph, no blanks at its ends, no empty ones.
pub fn tidy(words: &str) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReadPartProblem as P;
    use ReadPartState as S;

    #[test]
    fn a_decision_is_about_the_words_that_were_seen_and_only_once() {
        assert_eq!(problems_of(S::Open, "甲", "甲", None, ""), []);
        assert_eq!(problems_of(S::Open, "甲", "乙", None, ""), [P::ChangedMeanwhile]);
        assert_eq!(problems_of(S::Mended, "甲", "甲", None, ""), [P::Decided]);
        assert_eq!(problems_of(S::Open, "甲", "甲", Some(" "), ""), [P::WordsLength]);
        assert_eq!(problems_of(S::Open, "甲", "甲", Some(" 甲\n"), ""), [P::WordsSame]);
        assert_eq!(
            problems_of(S::Open, "甲", "甲", Some("乙"), &"长".repeat(501)),
            [P::NoteLength]
        );
        assert_eq!(tidy(" 甲 \r\n\n 乙"), "甲\n乙");
    }
}
