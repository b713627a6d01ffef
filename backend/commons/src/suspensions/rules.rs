//! What a suspension must say.

use chrono::NaiveDate;
use kernel::text::is_long;

kernel::problems! {
    /// Why a suspension is refused.
    SuspensionProblem {
        ReasonLength = "suspensions.reason_length", "reason", "请写明暂停原因和依据，10 到 500 个字";
        AppealLength = "suspensions.appeal_length", "appeal", "请写明申诉方式和期限，4 到 300 个字";
        UntilPast = "suspensions.until_past", "until", "暂停期限不能早于今天";
        NotActive = "suspensions.not_active", "", "只有状态正常的单位可以暂停";
        NotSuspended = "suspensions.not_suspended", "", "这家单位没有暂停";
        AppealTextLength = "suspensions.appeal_text_length", "text", "请写明申诉的理由，10 到 1000 个字";
        AppealedAlready = "suspensions.appealed_already", "", "这次暂停已经申诉过，请等待复核或查看结果";
        NoteLength = "suspensions.note_length", "note", "请写明恢复的原因，4 到 300 个字";
    }
}

/// All that is wrong with the words of a suspension.
pub fn check(
    reason: &str,
    appeal: &str,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<SuspensionProblem> {
    let mut problems = Vec::new();
    if !is_long(reason, 10..=500) {
        problems.push(SuspensionProblem::ReasonLength);
    }
    if !is_long(appeal, 4..=300) {
        problems.push(SuspensionProblem::AppealLength);
    }
    if until.is_some_and(|it| it < today) {
        problems.push(SuspensionProblem::UntilPast);
    }
    problems
}

/// What is wrong with the words that end one.
pub fn check_end(note: &str) -> Option<SuspensionProblem> {
    (!is_long(note, 4..=300)).then_some(SuspensionProblem::NoteLength)
}

/// What is wrong with the words of an appeal.
pub fn check_appeal(text: &str) -> Option<SuspensionProblem> {
    (!is_long(text, 10..=1_000)).then_some(SuspensionProblem::AppealTextLength)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspension_says_why_how_long_and_how_to_appeal() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let reason = "多次发布虚假需求，依据平台规则第 12 条";
        assert_eq!(check(reason, "十日内向协会书面申诉", Some(today), today), []);
        assert_eq!(check(reason, "十日内向协会书面申诉", None, today), []);
        assert_eq!(
            check("违规", " ", today.pred_opt(), today),
            [
                SuspensionProblem::ReasonLength,
                SuspensionProblem::AppealLength,
                SuspensionProblem::UntilPast
            ]
        );
        assert_eq!(check_end("  "), Some(SuspensionProblem::NoteLength));
        assert_eq!(check_end("已经整改完成"), None);
        assert_eq!(check_appeal("不服"), Some(SuspensionProblem::AppealTextLength));
        assert_eq!(check_appeal("所列需求均已签订合同，附件为证"), None);
    }
}
