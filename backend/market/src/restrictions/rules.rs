//! What a restriction must say.

use chrono::NaiveDate;
use kernel::text::is_long;

kernel::problems! {
    /// Why a restriction is refused.
    RestrictionProblem {
        ReasonLength = "restrictions.reason_length", "reason", "请写明原因和依据，10 到 500 个字";
        AppealLength = "restrictions.appeal_length", "appeal", "请写明申诉方式和期限，4 到 300 个字";
        UntilPast = "restrictions.until_past", "until", "期限不能早于今天";
        AlreadyRestricted = "restrictions.already_restricted", "", "这家机构已有限制，请先解除再重新作出";
        NotRestricted = "restrictions.not_restricted", "", "这家机构没有限制";
        NoteLength = "restrictions.note_length", "note", "请写明解除的原因，4 到 300 个字";
    }
}

/// All that is wrong with the words of a restriction.
pub fn check(
    reason: &str,
    appeal: &str,
    until: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<RestrictionProblem> {
    use RestrictionProblem as P;
    let wrong = [
        (!is_long(reason, 10..=500), P::ReasonLength),
        (!is_long(appeal, 4..=300), P::AppealLength),
        (until.is_some_and(|it| it < today), P::UntilPast),
    ];
    wrong.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

/// What is wrong with the words that lift one.
pub fn check_end(note: &str) -> Option<RestrictionProblem> {
    (!is_long(note, 4..=300)).then_some(RestrictionProblem::NoteLength)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restriction_says_why_how_long_and_how_to_appeal() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let reason = "监测数据弄虚作假，依据平台规则第 12 条";
        assert_eq!(check(reason, "十日内向协会书面申诉", Some(today), today), []);
        assert_eq!(check(reason, "十日内向协会书面申诉", None, today), []);
        assert_eq!(
            check("违规", " ", today.pred_opt(), today),
            [
                RestrictionProblem::ReasonLength,
                RestrictionProblem::AppealLength,
                RestrictionProblem::UntilPast
            ]
        );
        assert_eq!(check_end("  "), Some(RestrictionProblem::NoteLength));
        assert_eq!(check_end("整改已经完成"), None);
    }
}
