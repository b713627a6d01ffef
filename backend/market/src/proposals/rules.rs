//! Clocks of a notice, what an objection must say, and what a panel's votes decide.

use super::entity::{ObjectionState, ProposalState, Verdict};
use chrono::{DateTime, Duration, Utc};
use kernel::Pace;
use kernel::text::is_long;

/// Working days in which the buyer answers an objection. 配置值.
pub const ANSWER_DAYS: u32 = 3;
/// Working days in which the panel then decides. 配置值.
pub const DECIDE_DAYS: u32 = 5;
/// So many associations that say the same decide; there are three.
const ENOUGH: usize = 2;

kernel::problems! {
    /// Why a proposal is refused.
    ProposalProblem {
        NotRanked = "proposals.not_ranked", "", "报价还没有排序，或者已经在公示，现在不能拟定";
        NotAsked = "proposals.not_asked", "", "这条需求不需要公示，可以直接选定";
        BidNotRanked = "proposals.bid_not_ranked", "bidId", "这份报价不在排序里，不能拟选定";
        ReasonMissing = "proposals.reason_missing", "reason", "不选第一名，或者再次拟选异议成立的一份时，请用 20 到 500 个字说明理由";
        ReasonLength = "proposals.reason_length", "reason", "理由最多 500 个字";
    }
}

kernel::problems! {
    /// Why a step of an objection is refused.
    ObjectionProblem {
        NotBidder = "objections.not_bidder", "", "只有参加了这次报价的机构可以提异议";
        OwnProposal = "objections.own_proposal", "", "不能对拟选定本单位提异议";
        TooLate = "objections.too_late", "", "公示已经结束，不能再提异议";
        AlreadyOpen = "objections.already_open", "", "贵单位已有一件异议在处理";
        TextLength = "objections.text_length", "text", "异议需 20 到 2000 个字";
        AnswerLength = "objections.answer_length", "answer", "答复需 2 到 2000 个字";
        AlreadyAnswered = "objections.already_answered", "", "这件异议已经答复";
        Ended = "objections.ended", "", "这件异议已经处理完";
        NotPanel = "objections.not_panel", "", "只有协会的审核员可以表决";
        Conflict = "objections.conflict", "", "您同时是发布企业或报价机构的成员，请由同事表决";
        AnswerAwaited = "objections.answer_awaited", "", "发布企业还没有答复，答复期限没有到";
        AlreadyVoted = "objections.already_voted", "", "贵协会已经表决";
        VoteReasonLength = "objections.vote_reason_length", "reason", "请用 10 到 1000 个字说明理由";
    }
}

/// When a notice ends: so many days later, at the same hour; on the next working day when that is
/// none (配置值, after the three days of 招标投标法实施条例 art. 54, which does not bind needs between
/// enterprises).
pub fn notice_end(from: DateTime<Utc>, days: i32, pace: Pace) -> DateTime<Utc> {
    let end = from + pace.days(days.max(0).into());
    if pace.is_practice() {
        return end;
    }
    // The first working day after the eve is the day itself, or the next one.
    pace.after_working_days(end - Duration::days(1), 1)
}

/// When the panel of a need of the practice hall, which nobody convenes, is over: an objection that is open
/// by then is dismissed.
pub fn is_left_alone(pace: Pace, decide_due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    pace.is_practice() && now >= decide_due
}

/// What is wrong with the reason of a proposal; `is_needed`: not the first in rank, or proposed
/// before and overturned.
pub fn check_reason(reason: Option<&str>, is_needed: bool) -> Option<ProposalProblem> {
    let reason = reason.unwrap_or_default();
    if is_needed && !is_long(reason, 20..=500) {
        Some(ProposalProblem::ReasonMissing)
    } else if reason.trim().chars().count() > 500 {
        Some(ProposalProblem::ReasonLength)
    } else {
        None
    }
}

/// Whether a proposal becomes an award now.
pub fn is_due(
    state: ProposalState,
    ends_at: DateTime<Utc>,
    has_open_objection: bool,
    now: DateTime<Utc>,
) -> bool {
    state == ProposalState::Standing && now >= ends_at && !has_open_objection
}

/// Whether the panel may vote: the buyer has answered, or had its time.
pub fn may_vote_now(is_answered: bool, answer_due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    is_answered || now >= answer_due
}

/// What votes decide; none while fewer than two associations say the same.
pub fn decided(votes: &[Verdict]) -> Option<ObjectionState> {
    let count = |verdict| votes.iter().filter(|it| **it == verdict).count();
    if count(Verdict::Sustain) >= ENOUGH {
        Some(ObjectionState::Sustained)
    } else if count(Verdict::Dismiss) >= ENOUGH {
        Some(ObjectionState::Dismissed)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_notice_that_would_end_on_a_free_day_ends_on_the_next_working_day() {
        for (from, days, end) in [
            // A Monday; a Wednesday over the weekend; into National Day 2026.
            ("2026-11-23T02:00:00Z", 3, "2026-11-26T02:00:00Z"),
            ("2026-11-25T02:00:00Z", 3, "2026-11-30T02:00:00Z"),
            ("2026-09-28T02:00:00Z", 3, "2026-10-08T02:00:00Z"),
        ] {
            assert_eq!(notice_end(at(from), days, Pace::REAL), at(end), "{from}");
        }
        assert_eq!(
            Pace::REAL.after_working_days(at("2026-11-26T02:00:00Z"), 3),
            at("2026-12-01T02:00:00Z"),
            "Friday, Monday, Tuesday"
        );
    }

    #[test]
    fn two_equal_votes_decide() {
        use Verdict::{Dismiss, Sustain};
        assert_eq!(decided(&[]), None);
        assert_eq!(decided(&[Sustain, Dismiss]), None);
        assert_eq!(decided(&[Sustain, Dismiss, Sustain]), Some(ObjectionState::Sustained));
        assert_eq!(decided(&[Dismiss, Dismiss]), Some(ObjectionState::Dismissed));
    }

    #[test]
    fn not_the_first_in_rank_needs_a_reason() {
        assert_eq!(check_reason(None, false), None);
        assert_eq!(check_reason(Some("太短"), true), Some(ProposalProblem::ReasonMissing));
        assert_eq!(check_reason(Some(&"长".repeat(20)), true), None);
        assert_eq!(
            check_reason(Some(&"长".repeat(501)), false),
            Some(ProposalProblem::ReasonLength)
        );
    }

    /// What may happen to a proposal, by the rules above.
    #[derive(Debug, Clone, Copy)]
    enum Step {
        File,
        Withdraw(usize),
        Vote(usize, usize, bool),
        HoursPass(u8),
        Clock,
    }

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::File),
            (0..4_usize).prop_map(Step::Withdraw),
            (0..4_usize, 0..3_usize, any::<bool>()).prop_map(|(a, b, c)| Step::Vote(a, b, c)),
            (1..40_u8).prop_map(Step::HoursPass),
            Just(Step::Clock),
        ]
    }

    proptest! {
        /// Nothing is awarded before the notice has ended, while an objection is open, or after one
        /// was sustained; and every objection can still end.
        #[test]
        fn no_path_awards_over_an_open_objection(steps in prop::collection::vec(any_step(), 0..80)) {
            let start = at("2026-11-23T02:00:00Z");
            let ends_at = notice_end(start, 3, Pace::REAL);
            let (mut now, mut state) = (start, ProposalState::Standing);
            let mut objections: Vec<(ObjectionState, [Option<Verdict>; 3])> = Vec::new();
            let is_open = |it: &(ObjectionState, _)| it.0 == ObjectionState::Open;
            for step in steps {
                match step {
                    Step::HoursPass(hours) => now += Duration::hours(i64::from(hours)),
                    _ if state != ProposalState::Standing => {}
                    Step::File if now < ends_at => {
                        objections.push((ObjectionState::Open, [None; 3]));
                    }
                    Step::File => {}
                    Step::Withdraw(which) => {
                        let found = objections.get_mut(which).filter(|it| is_open(it));
                        if let Some(it) = found {
                            it.0 = ObjectionState::Withdrawn;
                        }
                    }
                    Step::Vote(which, association, sustains) => {
                        let Some(it) = objections.get_mut(which).filter(|it| is_open(it)) else {
                            continue;
                        };
                        let verdict = if sustains { Verdict::Sustain } else { Verdict::Dismiss };
                        it.1[association].get_or_insert(verdict);
                        let votes: Vec<Verdict> = it.1.iter().flatten().copied().collect();
                        it.0 = decided(&votes).unwrap_or(ObjectionState::Open);
                        prop_assert!(votes.len() < 3 || it.0 != ObjectionState::Open);
                        if it.0 == ObjectionState::Sustained {
                            state = ProposalState::Overturned;
                            for other in objections.iter_mut().filter(|it| is_open(it)) {
                                other.0 = ObjectionState::Moot;
                            }
                        }
                    }
                    Step::Clock => {
                        if is_due(state, ends_at, objections.iter().any(is_open), now) {
                            state = ProposalState::Awarded;
                        }
                    }
                }
            }
            if state == ProposalState::Awarded {
                prop_assert!(now >= ends_at);
                let stands =
                    |it: &(ObjectionState, _)| is_open(it) || it.0 == ObjectionState::Sustained;
                prop_assert!(!objections.iter().any(stands));
            }
        }
    }
}
