//! When a check may be decided, and what must be said.

use super::entity::ChangeState;

/// Working days within which a check shall be decided. 配置值: no public source.
pub const DUE_WORKING_DAYS: u32 = 3;

/// Why something is refused; the owner sees the sentence, statistics the code.
pub const REASON_CODES: &[(&str, &str)] = &[
    ("incomplete", "内容不完整"),
    ("unclear", "表述不清楚"),
    ("unlawful", "内容不合规"),
    ("duplicate", "与已有内容重复"),
    ("out_of_scope", "不属于平台服务范围"),
    ("other", "其他"),
];

/// The longest note to the owner, in characters.
pub const NOTE_CHARACTERS: usize = 500;

kernel::problems! {
    /// Why a decision is refused.
    ModerationProblem {
        AlreadyDecided = "moderation.already_decided", "", "这张审核单已经处理过了，请刷新";
        ChangedMeanwhile = "moderation.changed_meanwhile", "revision", "别人刚处理过这张审核单，请刷新后再看";
        ReasonUnknown = "moderation.reason_unknown", "reasonCode", "请选择退回原因";
        NoteMissing = "moderation.note_missing", "note", "请写明要对方怎样修改";
        NoteTooLong = "moderation.note_too_long", "note", "说明最多 500 个字";
    }
}

/// What forbids a decision, all of it.
pub fn check_decision(
    state: ChangeState,
    revision: i32,
    seen_revision: i32,
) -> Vec<ModerationProblem> {
    if state != ChangeState::Waiting {
        vec![ModerationProblem::AlreadyDecided]
    } else if revision != seen_revision {
        vec![ModerationProblem::ChangedMeanwhile]
    } else {
        Vec::new()
    }
}

/// What is wrong with a refusal's words.
pub fn check_refusal(reason_code: &str, note: &str) -> Vec<ModerationProblem> {
    let mut problems = Vec::new();
    if !REASON_CODES.iter().any(|(code, _)| *code == reason_code) {
        problems.push(ModerationProblem::ReasonUnknown);
    }
    if note.trim().is_empty() {
        problems.push(ModerationProblem::NoteMissing);
    }
    problems.extend(check_note(note));
    problems
}

/// What is wrong with a note.
pub fn check_note(note: &str) -> Option<ModerationProblem> {
    (note.chars().count() > NOTE_CHARACTERS).then_some(ModerationProblem::NoteTooLong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decided_request_is_not_decided_again() {
        for state in [ChangeState::Approved, ChangeState::Refused] {
            assert_eq!(check_decision(state, 2, 2), [ModerationProblem::AlreadyDecided]);
        }
        assert_eq!(
            check_decision(ChangeState::Waiting, 2, 1),
            [ModerationProblem::ChangedMeanwhile]
        );
        assert!(check_decision(ChangeState::Waiting, 1, 1).is_empty());
    }

    #[test]
    fn a_refusal_says_why_and_what_to_do() {
        assert_eq!(
            check_refusal("whatever", "  "),
            [ModerationProblem::ReasonUnknown, ModerationProblem::NoteMissing]
        );
        assert_eq!(check_refusal("unclear", &"字".repeat(501)), [ModerationProblem::NoteTooLong]);
        assert!(check_refusal("unclear", "请写明废物代码").is_empty());
    }
}
