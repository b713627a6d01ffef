use super::super::entity::Differences;
use super::*;
use chrono::{Duration, TimeZone};
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use kernel::{Dice, RegionCode, Role};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 1, 0, 0).unwrap()
}

fn account(seed: u64) -> AccountId {
    AccountId::new(now(), &mut Dice::seeded(seed))
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap()
}

fn moderator(seed: u64, code: Option<&str>) -> Actor {
    Actor::Person {
        account_id: account(seed),
        role: Role::Moderator,
        member: None,
        region: code.map(region),
    }
}

fn request(state: ChangeState) -> Model {
    Model {
        id: ChangeRequestId::new(now(), &mut Dice::seeded(9)),
        subject_kind: "demand".into(),
        subject_id: "dem_x".into(),
        title: "废乳化液".into(),
        region_code: region("310118"),
        second_region_code: None,
        differences: Differences(Vec::new()),
        submitted_by: Some(account(1)),
        organisation_id: None,
        submitted_at: now(),
        state,
        since: now(),
        due_on: day("2026-11-25"),
        due_is_estimated: false,
        days_left: None,
        taken_by: None,
        taken_until: None,
        assigned_to: None,
        first_by: None,
        first_verdict: None,
        first_side: None,
        decided_by: None,
        decided_at: None,
        reason_code: None,
        note: None,
        inward_note: None,
        look: None,
        batch_id: None,
        revision: 2,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told(request: &Model, actor: &Actor, seen: i32, verdict: Verdict) -> Vec<ModerationProblem> {
    check_decision(request, actor, now(), seen, verdict)
}

#[test]
fn what_is_over_is_not_decided_again() {
    let actor = moderator(2, Some("31"));
    for state in [ChangeState::Approved, ChangeState::Refused, ChangeState::Withdrawn] {
        let told = told(&request(state), &actor, 2, Verdict::Approve);
        assert_eq!(told, [ModerationProblem::AlreadyDecided], "{state:?}");
    }
    let waiting = request(ChangeState::Waiting);
    assert_eq!(told(&waiting, &actor, 1, Verdict::Approve), [ModerationProblem::ChangedMeanwhile]);
    assert!(told(&waiting, &actor, 2, Verdict::Refuse).is_empty());
}

#[test]
fn what_the_owner_mends_waits_for_the_owner() {
    let returned = request(ChangeState::Returned);

    let told = told(&returned, &moderator(2, None), 2, Verdict::Refuse);

    assert_eq!(told, [ModerationProblem::WithOwner]);
}

#[test]
fn what_somebody_has_taken_is_theirs_for_its_time() {
    let mut taken = request(ChangeState::Waiting);
    taken.taken_by = Some(account(2));
    taken.taken_until = Some(now() + Duration::minutes(1));

    assert!(told(&taken, &moderator(2, None), 2, Verdict::Approve).is_empty());
    assert_eq!(told(&taken, &moderator(3, None), 2, Verdict::Approve), [ModerationProblem::Taken]);
    taken.taken_until = Some(now());
    assert!(told(&taken, &moderator(3, None), 2, Verdict::Approve).is_empty());
}

#[test]
fn what_an_act_on_many_holds_is_left_alone() {
    let mut held = request(ChangeState::Waiting);
    held.batch_id = Some(ModerationBatchId::new(now(), &mut Dice::seeded(4)));

    assert_eq!(told(&held, &moderator(3, None), 2, Verdict::Approve), [ModerationProblem::Held]);
}

#[test]
fn the_second_look_is_another_persons_and_ends_it() {
    let mut second = request(ChangeState::SecondLook);
    second.first_by = Some(account(2));
    second.first_verdict = Some(ChangeState::Approved);

    assert_eq!(
        told(&second, &moderator(2, None), 2, Verdict::Approve),
        [ModerationProblem::NeedsAnother]
    );
    assert!(told(&second, &moderator(3, None), 2, Verdict::Refuse).is_empty());
    assert_eq!(
        told(&second, &moderator(3, None), 2, Verdict::Return),
        [ModerationProblem::SecondDecides]
    );
}

#[test]
fn a_matter_between_two_regions_needs_one_of_each_side() {
    let mut joint = request(ChangeState::SecondLook);
    joint.second_region_code = Some(region("320509"));
    joint.first_by = Some(account(2));
    joint.first_verdict = Some(ChangeState::Approved);
    joint.first_side = Some(Side::First);

    let told = |actor: &Actor, joint: &Model| told(joint, actor, 2, Verdict::Approve);
    assert_eq!(told(&moderator(3, Some("31")), &joint), [ModerationProblem::NeedsOtherSide]);
    assert!(told(&moderator(3, Some("32")), &joint).is_empty());
    assert!(told(&moderator(3, None), &joint).is_empty());
    joint.first_side = Some(Side::Second);
    assert_eq!(told(&moderator(3, Some("3205")), &joint), [ModerationProblem::NeedsOtherSide]);
    // Somebody of both sides was first: any other person completes it.
    joint.first_side = Some(Side::Both);
    assert!(told(&moderator(3, Some("31")), &joint).is_empty());
}

#[test]
fn what_goes_back_says_why_and_what_to_do() {
    let words = |reason, note: &str| Words { reason, note: Some(note.into()), inward_note: None };
    for verdict in [Verdict::Refuse, Verdict::Return] {
        assert_eq!(
            check_words(verdict, &words(None, "  ")),
            [ModerationProblem::ReasonMissing, ModerationProblem::NoteMissing]
        );
        let unclear = Some(Reason::Unclear);
        assert!(check_words(verdict, &words(unclear, "请写明废物代码")).is_empty());
        assert_eq!(
            check_words(verdict, &words(unclear, &"字".repeat(501))),
            [ModerationProblem::NoteTooLong]
        );
    }
    assert!(check_words(Verdict::Approve, &Words::default()).is_empty());
    let inward = Words { inward_note: Some("字".repeat(501)), ..Words::default() };
    assert_eq!(check_words(Verdict::Approve, &inward), [ModerationProblem::InwardNoteTooLong]);
}

#[test]
fn the_clock_counts_working_days_and_says_where_it_guesses() {
    // A Saturday: Monday to Wednesday.
    assert_eq!(due_on(day("2026-11-21"), 3), (day("2026-11-25"), false));
    assert_eq!(due_on(day("2026-09-30"), 1), (day("2026-10-08"), false), "国庆");
    assert_eq!(due_on(day("2026-12-30"), 3), (day("2027-01-04"), true), "no notice for 2027");
}

#[test]
fn what_was_left_when_the_owner_was_asked_runs_on() {
    assert_eq!(days_left(day("2026-11-21"), day("2026-11-25")), 3);
    assert_eq!(days_left(day("2026-11-24"), day("2026-11-25")), 1);
    assert_eq!(days_left(day("2026-11-25"), day("2026-11-25")), 0);
    assert_eq!(days_left(day("2026-12-09"), day("2026-11-25")), 0);
    assert_eq!(days_left(day("2026-12-30"), day("2027-01-04")), 3);
    // A week with the owner costs nothing of the term.
    assert_eq!(resumed_due_on(day("2026-12-01"), Some(2)), (day("2026-12-03"), false));
    assert_eq!(resumed_due_on(day("2026-12-01"), Some(0)), (day("2026-12-02"), false));
}

#[test]
fn only_what_waits_can_be_late() {
    let late = day("2026-11-26");
    assert!(is_overdue(&request(ChangeState::Waiting), late));
    assert!(is_overdue(&request(ChangeState::SecondLook), late));
    assert!(!is_overdue(&request(ChangeState::Waiting), day("2026-11-25")));
    assert!(!is_overdue(&request(ChangeState::Returned), late));
    assert!(!is_overdue(&request(ChangeState::Approved), late));
    assert!(is_overdue(&Model { look: Some(Look::Open), ..request(ChangeState::Approved) }, late));
}

#[test]
fn an_owner_is_told_how_to_object() {
    assert!(how_to_appeal(Some("021-00000000")).contains("021-00000000"));
    assert!(!how_to_appeal(None).contains("联系方式"));
}

#[test]
fn two_looks_agree_when_they_end_the_same() {
    use ChangeState::{Approved, Refused};
    let figures = Figures {
        first_looks: vec![(Approved, Approved, 6), (Approved, Refused, 1), (Refused, Refused, 1)],
        looks: vec![(Look::Open, 9), (Look::Upheld, 3), (Look::Overturned, 1)],
        ..Figures::default()
    };

    assert_eq!(figures.agreement(), (10, 12));
    assert_eq!(Figures::default().agreement(), (0, 0));
}

#[test]
fn what_was_mended_is_told_against_what_was_given_back() {
    let field = |field: &str, before: Option<&str>, after: Option<&str>| FieldDifference {
        field: field.into(),
        label: field.into(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let then = [field("name", None, Some("某厂")), field("reason", None, Some("医院"))];
    let now = vec![field("name", None, Some("某某厂")), field("code", None, Some("91"))];

    assert_eq!(
        since(&then, now),
        [
            field("name", Some("某厂"), Some("某某厂")),
            field("code", None, Some("91")),
            field("reason", Some("医院"), None),
        ]
    );
}
