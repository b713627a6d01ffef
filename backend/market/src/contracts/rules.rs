//! Which act leads where, and when silence speaks.

use super::entity::ContractState;
use super::entity::milestone::MilestoneState;
use chrono::{DateTime, Days, NaiveDate, Utc};
use kernel::Pace;
use kernel::calendar::{CalendarCertainty, add_working_days_or_weekdays};
use kernel::clock::{china_day, china_time};

/// A contract is signed within so many days of its draft, or both sides are reminded. After art. 46 of
/// 政府采购法 and 招标投标法, which do not bind needs between enterprises: 配置值.
pub(super) const SIGN_DAYS: i64 = 30;
/// A delivery that nobody answers for so many days is accepted. 配置值.
pub(super) const SILENCE_DAYS: i64 = 14;
/// So many days before silence accepts, the buyer is reminded. 配置值.
const REMINDED_DAYS: [i64; 3] = [7, 3, 1];
/// A payment that is late by more than so many days is counted in public. 配置值.
pub(super) const OVERDUE_DAYS: u64 = 30;
/// The other side answers a dispute within so many working days. 配置值.
const ANSWER_WORKING_DAYS: u32 = 5;
/// Disputes and changes of one contract. 配置值.
pub(super) const MOST_OF_A_CONTRACT: u64 = 20;

kernel::problems! {
    /// Why a step of a contract is refused.
    ContractProblem {
        ChangedMeanwhile = "contracts.changed_meanwhile", "", "这份合同刚刚有了变化，请看过最新内容再操作";
        NotDraft = "contracts.not_draft", "", "合同已经签署或结束，条款不能直接修改；履行中的合同请提出变更";
        NotToSign = "contracts.not_to_sign", "", "合同已经签署或结束，不能再签";
        AlreadySigned = "contracts.already_signed", "", "本单位已经签署这一版条款";
        OnlyOwnersSign = "contracts.only_owners_sign", "", "只有单位管理员可以代表单位签署合同";
        OtherText = "contracts.other_text", "digest", "合同文本与页面上的不一致，请刷新后核对摘要再签署";
        OnlyBuyer = "contracts.only_buyer", "", "这一步由委托方办理";
        OnlyProvider = "contracts.only_provider", "", "这一步由服务方办理";
        NotActive = "contracts.not_active", "", "合同不在履行中，不能办理";
        CannotCancel = "contracts.cannot_cancel", "", "合同已经签署或结束，不能放弃签署";
        SubjectLength = "contracts.subject_length", "subject", "服务内容请写 10 到 5000 个字";
        PlaceLength = "contracts.place_length", "place", "服务地点请写 2 到 200 个字";
        OtherLength = "contracts.other_length", "otherTerms", "其他约定最多 5000 个字";
        TermOrder = "contracts.term_order", "endsOn", "结束日期不能早于开始日期，期限最长十年";
        PaymentDays = "contracts.payment_days", "paymentDays", "付款期限在 0 到 60 天之间";
        MilestoneCount = "contracts.milestone_count", "milestones", "节点需要 1 到 12 个";
        MilestoneTitle = "contracts.milestone_title", "milestones", "每个节点的名称请写 2 到 60 个字";
        MilestoneDates = "contracts.milestone_dates", "milestones", "节点日期要在合同期限内，并按先后排列";
        Shares = "contracts.shares", "milestones", "各节点的比例都要大于 0，合计必须正好是 100%";
        NotToSubmit = "contracts.not_to_submit", "", "这个节点已经提交或验收";
        NotSubmitted = "contracts.not_submitted", "", "这个节点还没有提交交付，或者已经验收";
        NoteLength = "contracts.note_length", "note", "交付说明请写 4 到 2000 个字";
        ReasonLength = "contracts.reason_length", "reason", "请用 4 到 500 个字说明原因";
        NotToPay = "contracts.not_to_pay", "", "这个节点还没有验收，或者已经登记付款";
        NotPaid = "contracts.not_paid", "", "委托方还没有登记付款，或者已经确认收到";
        PriceForm = "contracts.price_form", "priceYuan", "总价请填大于已验收金额的数，如 86000 或 8.6万";
        NothingChanged = "contracts.nothing_changed", "", "没有改动任何内容";
        OpenChange = "contracts.open_change", "", "已有一项变更等待对方确认，请先处理";
        NoOpenChange = "contracts.no_open_change", "", "这项变更已经处理";
        OtherSideDecides = "contracts.other_side_decides", "", "变更由对方决定；本单位提出的可以收回";
        TooMany = "contracts.too_many", "", "一份合同最多提出 20 次";
        ClaimLength = "contracts.claim_length", "claim", "请用 10 到 2000 个字说明争议";
        OpenDispute = "contracts.open_dispute", "", "已有一项争议在处理中";
        NoOpenDispute = "contracts.no_open_dispute", "", "这项争议已经结束";
        NotToAnswer = "contracts.not_to_answer", "", "争议由对方答复一次，不能再答复";
        AnswerLength = "contracts.answer_length", "answer", "答复请写 4 到 2000 个字";
        NotYoursToEnd = "contracts.not_yours_to_end", "", "争议由提出的一方结束";
        OutcomeLength = "contracts.outcome_length", "outcome", "请用 2 到 500 个字说明结果";
    }
}

/// What moves a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Other terms.
    Edit,
    /// A signature; whether the other side's stands under the same text.
    Sign { is_second: bool },
    /// The last milestone is accepted.
    Complete,
    /// Both agree to end it.
    Terminate,
    /// One side gives it up before both have signed.
    Cancel,
}

/// Where an act leads; none when it may not be.
pub(super) fn next(state: ContractState, act: Act) -> Option<ContractState> {
    use ContractState as S;
    match (state, act) {
        (S::Draft | S::Offered, Act::Edit) => Some(S::Draft),
        (S::Draft, Act::Sign { is_second: false }) => Some(S::Offered),
        (S::Offered, Act::Sign { is_second: true }) => Some(S::Active),
        (S::Draft | S::Offered, Act::Cancel) => Some(S::Cancelled),
        (S::Active, Act::Complete) => Some(S::Completed),
        (S::Active, Act::Terminate) => Some(S::Terminated),
        _ => None,
    }
}

/// What moves a milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MilestoneAct {
    Submit,
    Accept,
    Return,
}

/// Where an act leads a milestone; none when it may not be.
pub(super) fn next_milestone(state: MilestoneState, act: MilestoneAct) -> Option<MilestoneState> {
    use MilestoneState as S;
    match (state, act) {
        (S::Pending | S::Returned, MilestoneAct::Submit) => Some(S::Submitted),
        (S::Submitted, MilestoneAct::Accept) => Some(S::Accepted),
        (S::Submitted, MilestoneAct::Return) => Some(S::Returned),
        _ => None,
    }
}

/// What the clock has to do with a delivery next, after an instant: a reminder, or acceptance.
pub(super) fn next_look(
    submitted_at: DateTime<Utc>,
    after: DateTime<Utc>,
    pace: Pace,
) -> DateTime<Utc> {
    let silence = silence_at(submitted_at, pace);
    let reminders = REMINDED_DAYS.into_iter().map(|it| silence - pace.days(it));
    reminders.filter(|it| *it > after).min().unwrap_or(silence)
}

/// When silence accepts a delivery.
pub(super) fn silence_at(submitted_at: DateTime<Utc>, pace: Pace) -> DateTime<Utc> {
    submitted_at + pace.days(SILENCE_DAYS)
}

/// When signing is reminded of.
pub(super) fn signing_is_late_at(drafted_at: DateTime<Utc>, pace: Pace) -> DateTime<Utc> {
    drafted_at + pace.days(SIGN_DAYS)
}

/// By which day a payment is due.
pub(super) fn pay_due(accepted_at: DateTime<Utc>, payment_days: i32) -> NaiveDate {
    let accepted_on = china_day(accepted_at);
    let days = u64::try_from(payment_days).unwrap_or(0);
    accepted_on.checked_add_days(Days::new(days)).unwrap_or(accepted_on)
}

/// Payments due before this day are late enough to be counted in public.
pub(super) fn overdue_before(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(OVERDUE_DAYS)).unwrap_or(today)
}

/// By which day a dispute is answered, whether it was counted in a year without a calendar, and when
/// that day is over.
pub(super) fn answer_due(opened_at: DateTime<Utc>, pace: Pace) -> (NaiveDate, bool, DateTime<Utc>) {
    if pace.is_practice() {
        let over = pace.after_working_days(opened_at, ANSWER_WORKING_DAYS);
        return (china_day(over), false, over);
    }
    let (day, certainty) = add_working_days_or_weekdays(china_day(opened_at), ANSWER_WORKING_DAYS);
    let over = day.succ_opt().unwrap_or(day).and_hms_opt(0, 0, 0);
    let over = over.and_then(|it| it.and_local_timezone(china_time()).single());
    let is_estimated = certainty != CalendarCertainty::Published;
    (day, is_estimated, over.map_or(opened_at, |it| it.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use std::collections::BTreeSet;

    const STATES: [ContractState; 6] = [
        ContractState::Draft,
        ContractState::Offered,
        ContractState::Active,
        ContractState::Completed,
        ContractState::Terminated,
        ContractState::Cancelled,
    ];
    const ACTS: [Act; 6] = [
        Act::Edit,
        Act::Sign { is_second: false },
        Act::Sign { is_second: true },
        Act::Complete,
        Act::Terminate,
        Act::Cancel,
    ];

    #[test]
    fn every_path_to_completion_passes_two_signatures_of_one_text() {
        // All walks of eight acts, with how many signatures stand at each step.
        let mut walks = vec![(ContractState::Draft, 0)];
        for _ in 0..8 {
            let mut further = BTreeSet::new();
            for (state, standing) in walks {
                for act in ACTS {
                    let Some(after) = next(state, act) else { continue };
                    let standing = match act {
                        Act::Edit => 0,
                        Act::Sign { .. } => standing + 1,
                        _ => standing,
                    };
                    match after {
                        ContractState::Draft => assert_eq!(standing, 0),
                        ContractState::Offered => assert_eq!(standing, 1),
                        ContractState::Active
                        | ContractState::Completed
                        | ContractState::Terminated => assert_eq!(standing, 2),
                        ContractState::Cancelled => assert!(standing < 2),
                    }
                    further.insert((after, standing));
                }
            }
            walks = further.into_iter().collect();
        }
    }

    #[test]
    fn what_has_ended_moves_no_more() {
        for state in STATES {
            let may_move = ACTS.iter().any(|it| next(state, *it).is_some());
            let has_ended = matches!(
                state,
                ContractState::Completed | ContractState::Terminated | ContractState::Cancelled
            );
            assert_eq!(may_move, !has_ended, "{state:?}");
        }
    }

    #[test]
    fn a_milestone_is_accepted_only_after_it_was_handed_over() {
        use MilestoneAct as A;
        use MilestoneState as S;
        for state in [S::Pending, S::Submitted, S::Returned, S::Accepted] {
            assert_eq!(next_milestone(state, A::Accept).is_some(), state == S::Submitted);
            assert_eq!(next_milestone(state, A::Return).is_some(), state == S::Submitted);
            let may_submit = matches!(state, S::Pending | S::Returned);
            assert_eq!(next_milestone(state, A::Submit).is_some(), may_submit);
        }
    }

    #[test]
    fn the_buyer_is_reminded_at_seven_three_and_one_days_and_then_silence_accepts() {
        let start = Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap();
        let mut at = start;
        let mut days = Vec::new();
        while at < silence_at(start, Pace::REAL) {
            at = next_look(start, at, Pace::REAL);
            days.push((at - start).num_days());
        }
        assert_eq!(days, [7, 11, 13, 14]);
    }

    #[test]
    fn in_the_practice_hall_silence_speaks_after_fourteen_minutes() {
        let start = Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap();
        let fast = Pace::of(1_440);
        assert_eq!((silence_at(start, fast) - start).num_minutes(), 14);
        assert_eq!((next_look(start, start, fast) - start).num_minutes(), 7);
        assert_eq!((answer_due(start, fast).2 - start).num_minutes(), 5);
    }

    #[test]
    fn a_dispute_is_answered_within_five_working_days() {
        // Friday before the National Day week of 2026: 1 to 7 October are off, 10 October is worked.
        let friday = Utc.with_ymd_and_hms(2026, 9, 25, 2, 0, 0).unwrap();
        let (day, is_estimated, over) = answer_due(friday, Pace::REAL);
        assert!(!is_estimated);
        assert!(day > "2026-09-30".parse().unwrap(), "{day}");
        assert_eq!(china_day(over), day.succ_opt().unwrap());
        assert!(answer_due(Utc.with_ymd_and_hms(2026, 12, 29, 2, 0, 0).unwrap(), Pace::REAL).1);
    }
}
