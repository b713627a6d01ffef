//! When a check may be decided, what must be said, and how its clock runs.

use super::entity::{ChangeState, FieldDifference, Look, Model, Side};
use super::kinds;
use super::reasons::Reason;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Actor;
use kernel::calendar::{CalendarCertainty, add_working_days_or_weekdays};

/// The longest note, in characters.
pub const NOTE_CHARACTERS: usize = 500;

/// The most requests one act on many may hold.
pub const BATCH_ITEMS: usize = 100;

/// Working days within which an owner may object. 配置值: no public source.
pub const APPEAL_DAYS: u32 = 10;

/// A setting names a kind that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("审核设置中没有名为“{0}”的类型")]
pub struct UnknownKind(pub String);

kernel::problems! {
    /// Why a decision is refused.
    ModerationProblem {
        AlreadyDecided = "moderation.already_decided", "", "这张审核单已经处理过了，请刷新";
        ChangedMeanwhile = "moderation.changed_meanwhile", "revision", "别人刚处理过这张审核单，请刷新后再看";
        WithOwner = "moderation.with_owner", "", "正在等对方补正，补正后再处理";
        Taken = "moderation.taken", "", "另一位审核员已领取这张审核单，现在不能处理";
        Held = "moderation.held", "", "这张审核单在一次批量处理中，生效或撤销后才能处理";
        NeedsAnother = "moderation.needs_another", "", "复核须由另一位审核员完成";
        NeedsOtherSide = "moderation.needs_other_side", "", "跨地区事项须由另一方的审核员复核";
        SecondDecides = "moderation.second_decides", "", "复核时请通过或退回，不能再要求补正";
        AppealStands = "moderation.appeal_stands", "", "申诉请通过或退回，不能要求补正";
        ReasonMissing = "moderation.reason_missing", "reasonCode", "请选择理由";
        NoteMissing = "moderation.note_missing", "note", "请写明要对方怎样修改";
        NoteTooLong = "moderation.note_too_long", "note", "说明最多 500 个字";
        InwardNoteTooLong = "moderation.inward_note_too_long", "inwardNote", "内部备注最多 500 个字";
        NotTaken = "moderation.not_taken", "", "这张审核单不在您手中";
        NotSampled = "moderation.not_sampled", "", "这张审核单不在抽查中";
        NothingReturned = "moderation.nothing_returned", "", "没有等待补正的审核";
        AssigneeUnknown = "moderation.assignee_unknown", "assignTo", "请选择能处理这些审核单的审核员";
        JointAlone = "moderation.joint_alone", "", "跨地区事项请逐张处理";
        BatchEmpty = "moderation.batch_empty", "", "所选审核单都不能这样处理";
        BatchSize = "moderation.batch_size", "items", "一次请选 1 到 100 张审核单";
        BatchOver = "moderation.batch_over", "", "这次批量处理已经生效或撤销";
    }
}

/// How somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may be public.
    Approve,
    /// It may not.
    Refuse,
    /// Its owner shall mend it.
    Return,
}

impl Verdict {
    /// Where the request stands after it.
    pub fn state(self) -> ChangeState {
        match self {
            Self::Approve => ChangeState::Approved,
            Self::Refuse => ChangeState::Refused,
            Self::Return => ChangeState::Returned,
        }
    }
}

/// What a decision says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Why it goes back, for statistics.
    pub reason: Option<Reason>,
    /// What the owner is told.
    pub note: Option<String>,
    /// What moderators tell each other.
    pub inward_note: Option<String>,
}

impl Words {
    /// Trimmed, and none where nothing is said.
    #[must_use]
    pub fn tidied(self) -> Self {
        let tidy =
            |text: Option<String>| text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        Self { note: tidy(self.note), inward_note: tidy(self.inward_note), ..self }
    }
}

/// Whether a request waits for a decision.
pub fn is_open(state: ChangeState) -> bool {
    matches!(state, ChangeState::Waiting | ChangeState::SecondLook)
}

/// Whether somebody else has it in hand.
pub fn is_taken_from(request: &Model, actor: &Actor, now: DateTime<Utc>) -> bool {
    request.taken_until.is_some_and(|it| it > now)
        && request.taken_by.as_ref() != actor.account_id()
}

/// What keeps an actor who may decide at all from deciding this one now.
pub fn obstacles(request: &Model, actor: &Actor, now: DateTime<Utc>) -> Vec<ModerationProblem> {
    if request.state == ChangeState::Returned {
        return vec![ModerationProblem::WithOwner];
    }
    if !is_open(request.state) {
        return vec![ModerationProblem::AlreadyDecided];
    }
    let mut problems = Vec::new();
    if request.batch_id.is_some() {
        problems.push(ModerationProblem::Held);
    }
    if is_taken_from(request, actor, now) {
        problems.push(ModerationProblem::Taken);
    }
    if request.first_by.is_some() && request.first_by.as_ref() == actor.account_id() {
        problems.push(ModerationProblem::NeedsAnother);
    } else if !completes(request, actor) {
        problems.push(ModerationProblem::NeedsOtherSide);
    }
    problems
}

/// What keeps an actor from the look afterwards at what a rule let pass.
pub fn obstacles_to_look(
    request: &Model,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Vec<ModerationProblem> {
    if request.look != Some(Look::Open) || request.state != ChangeState::Approved {
        vec![ModerationProblem::NotSampled]
    } else if is_taken_from(request, actor, now) {
        vec![ModerationProblem::Taken]
    } else {
        Vec::new()
    }
}

/// What keeps an actor from what is to be done with a request next, decision or look.
pub fn obstacles_to_next(
    request: &Model,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Vec<ModerationProblem> {
    if request.look == Some(Look::Open) {
        obstacles_to_look(request, actor, now)
    } else {
        obstacles(request, actor, now)
    }
}

/// What forbids a decision, all of it. `seen` is the revision the moderator looked at.
pub fn check_decision(
    request: &Model,
    actor: &Actor,
    now: DateTime<Utc>,
    seen: i32,
    verdict: Verdict,
) -> Vec<ModerationProblem> {
    let mut problems = obstacles(request, actor, now);
    let is_over = problems
        .iter()
        .any(|it| matches!(it, ModerationProblem::AlreadyDecided | ModerationProblem::WithOwner));
    if !is_over && request.revision != seen {
        problems = vec![ModerationProblem::ChangedMeanwhile];
    } else if request.state == ChangeState::SecondLook && verdict == Verdict::Return {
        problems.push(ModerationProblem::SecondDecides);
    } else if verdict == Verdict::Return
        && kinds::find(&request.subject_kind).is_some_and(|it| !it.is_mended)
    {
        problems.push(ModerationProblem::AppealStands);
    }
    problems
}

/// What keeps a request out of an act on many; `verdict` is none when it is given to somebody.
pub fn check_batch_item(
    request: &Model,
    actor: &Actor,
    now: DateTime<Utc>,
    seen: i32,
    verdict: Option<Verdict>,
) -> Vec<ModerationProblem> {
    let Some(verdict) = verdict else {
        let is_free = is_open(request.state) || request.look == Some(Look::Open);
        return if is_free { Vec::new() } else { vec![ModerationProblem::AlreadyDecided] };
    };
    let mut problems = check_decision(request, actor, now, seen, verdict);
    if request.second_region_code.is_some() {
        problems.push(ModerationProblem::JointAlone);
    }
    problems
}

/// What is wrong with the words of a decision. Whoever sends something back says why and what to
/// do.
pub fn check_words(verdict: Verdict, words: &Words) -> Vec<ModerationProblem> {
    let is_too_long = |text: &Option<String>| {
        text.as_ref().is_some_and(|it| it.chars().count() > NOTE_CHARACTERS)
    };
    let mut problems = Vec::new();
    if verdict != Verdict::Approve {
        if words.reason.is_none() {
            problems.push(ModerationProblem::ReasonMissing);
        }
        if words.note.as_ref().is_none_or(|it| it.trim().is_empty()) {
            problems.push(ModerationProblem::NoteMissing);
        }
    }
    if is_too_long(&words.note) {
        problems.push(ModerationProblem::NoteTooLong);
    }
    if is_too_long(&words.inward_note) {
        problems.push(ModerationProblem::InwardNoteTooLong);
    }
    problems
}

/// Which side of a matter between two regions an actor decides for; none when it is not between
/// two.
pub fn side_of(request: &Model, actor: &Actor) -> Option<Side> {
    let second = request.second_region_code.as_ref()?;
    Some(match (actor.moderates(&request.region_code), actor.moderates(second)) {
        (true, true) => Side::Both,
        (_, true) => Side::Second,
        _ => Side::First,
    })
}

/// Whether an actor stands for the side that has not decided yet.
fn completes(request: &Model, actor: &Actor) -> bool {
    match (request.first_side, side_of(request, actor)) {
        (Some(Side::First), Some(Side::First)) | (Some(Side::Second), Some(Side::Second)) => false,
        (_, _) => true,
    }
}

/// The day by which a check shall be decided, and whether it was counted in a year whose calendar
/// is not published.
pub fn due_on(today: NaiveDate, working_days: u32) -> (NaiveDate, bool) {
    let (day, certainty) = add_working_days_or_weekdays(today, working_days);
    (day, matches!(certainty, CalendarCertainty::Estimated { .. }))
}

/// The working days from today to the due day; none left when it is over.
pub fn days_left(today: NaiveDate, due_on: NaiveDate) -> u32 {
    // No term of the table is longer than a year.
    (0..366).find(|it| add_working_days_or_weekdays(today, *it).0 >= due_on).unwrap_or(0)
}

/// The due day of a request that its owner has sent again: what was left runs on, and there is
/// one working day at least.
pub fn resumed_due_on(today: NaiveDate, days_left: Option<i32>) -> (NaiveDate, bool) {
    let left = days_left.and_then(|it| u32::try_from(it).ok()).unwrap_or(0);
    due_on(today, left.max(1))
}

/// What changed since a request was given back: each field as it was shown then, and as it is now.
pub fn since(then: &[FieldDifference], now: Vec<FieldDifference>) -> Vec<FieldDifference> {
    let shown = |field: &str| then.iter().find(|it| it.field == field);
    let gone = then.iter().filter(|it| it.after.is_some());
    let gone = gone.filter(|it| !now.iter().any(|new| new.field == it.field));
    let gone =
        gone.map(|it| FieldDifference { before: it.after.clone(), after: None, ..it.clone() });
    let gone: Vec<_> = gone.collect();
    let mut all: Vec<_> = now
        .into_iter()
        .map(|it| FieldDifference {
            before: shown(&it.field).and_then(|it| it.after.clone()),
            ..it
        })
        .collect();
    all.extend(gone);
    all
}

/// Whether it should have been decided by now: also the look at what was drawn.
pub fn is_overdue(request: &Model, today: NaiveDate) -> bool {
    let waits = is_open(request.state) || request.look == Some(Look::Open);
    waits && request.due_on < today
}

/// Numbers about checks.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// How many stand where.
    pub states: Vec<(ChangeState, i64)>,
    /// How the first of two would have decided, how it was decided, how often.
    pub first_looks: Vec<(ChangeState, ChangeState, i64)>,
    /// How looks afterwards ended.
    pub looks: Vec<(Look, i64)>,
    /// Why things went back.
    pub reasons: Vec<(Reason, i64)>,
    /// What should have been decided by now.
    pub overdue: i64,
    /// What the person has in hand.
    pub mine: i64,
}

impl Figures {
    /// How many stand in a state.
    pub fn standing(&self, state: ChangeState) -> i64 {
        self.states.iter().filter(|it| it.0 == state).map(|it| it.1).sum()
    }

    /// How many looks afterwards ended so, or wait.
    pub fn looked(&self, look: Look) -> i64 {
        self.looks.iter().filter(|it| it.0 == look).map(|it| it.1).sum()
    }

    /// Of all that were looked at twice: how many the second look found as the first did, and
    /// how many there were.
    pub fn agreement(&self) -> (i64, i64) {
        let twice: i64 = self.first_looks.iter().map(|it| it.2).sum();
        let same = self.first_looks.iter().filter(|(first, last, _)| first == last);
        let same: i64 = same.map(|it| it.2).sum();
        let upheld = self.looked(Look::Upheld);
        (same + upheld, twice + upheld + self.looked(Look::Overturned))
    }
}

/// How an owner can object to a refusal.
pub fn how_to_appeal(contact: Option<&str>) -> String {
    let by = contact.map(|it| format!("，联系方式：{it}")).unwrap_or_default();
    format!(
        "对结论有异议的，可在收到通知之日起 {APPEAL_DAYS} 个工作日内向作出审核的协会提出，由另一位审核员复核{by}；\
         也可以修改后重新提交"
    )
}

#[cfg(test)]
#[path = "rules/tests.rs"]
mod tests;
