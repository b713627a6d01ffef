//! Handing a question over, naming who answers it, answering, publishing, rating.

use super::access;
use super::entity::consultation::{ConsultationState as State, Model};
use super::entity::expert::{self, Names};
use super::rules::{self, ConsultationProblem as Problem};
use super::{mails, store};
use crate::answers::actions as answers;
use crate::answers::rules::Citation;
use crate::answers::{AnswerRow, Citations, Field};
use crate::assistant::rules::masked;
use crate::policies::cite;
use crate::policies::rules::{LawStatus, naming};
use commons::accounts::rules::parse_email;
use commons::audit::{self, Recorded};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::id::{ConsultationId, ExpertId};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, RegionCode, Result};
use platform::Cx;
use serde_json::json;
use std::collections::HashMap;

/// The noun under which consultations are audited.
pub const SUBJECT: &str = "consultation";

/// A question as somebody hands it over.
#[derive(Debug, Clone)]
pub struct NewConsultation {
    /// What is asked.
    pub question: String,
    /// What was asked of the assistant before, in order.
    pub transcript: Vec<String>,
    /// Where.
    pub region: Option<RegionCode>,
    /// What it is about.
    pub field: Field,
    /// Where to answer; may be empty.
    pub email: String,
}

/// Hands a question to a person, and names one at once when somebody has room. Anybody.
///
/// # Errors
/// Problems with the words or the address, or when too many wait.
pub async fn send(cx: &mut Cx, new: NewConsultation) -> Result<Model> {
    let mut problems: Vec<kernel::Problem> = Vec::new();
    if !rules::is_question(&new.question) {
        problems.push(Problem::QuestionLength.into());
    }
    let email = parse_email(&new.email);
    if email.is_none() && !new.email.trim().is_empty() {
        problems.push(Problem::EmailForm.into());
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    if store::count_open(&cx.tx).await? >= rules::MOST_OPEN {
        return Err(Problem::Full.into());
    }
    let (name_by, answer_by) = rules::clocks(cx.now);
    let row = Model {
        id: ConsultationId::new(cx.now, &mut cx.rng),
        question: masked(new.question.trim()),
        transcript: Names(new.transcript.iter().map(|it| masked(it)).collect()),
        region_code: new.region,
        field: new.field,
        email,
        account_id: cx.actor.account_id().cloned(),
        asked_at: cx.now,
        name_by,
        answer_by,
        state: State::Waiting,
        expert_id: None,
        named_at: None,
        declined: Names::default(),
        answer: None,
        citations: Citations::default(),
        answered_at: None,
        stored_answer_id: None,
        rating: None,
        rating_note: None,
        corrected_at: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    audit::record(cx, recorded("consultations.send", None, &row)).await?;
    cx.emit(NewEvent::of("consultations.sent", SUBJECT, &row.id)).await?;
    let organisation = match cx.actor.organisation_id().cloned() {
        Some(id) => commons::organisations::find(&cx.tx, &id).await?.map(|it| it.name),
        None => None,
    };
    match chosen(cx, &row, organisation.as_deref()).await? {
        Some(expert) => name_to(cx, row, expert).await,
        None => Ok(row),
    }
}

/// Who has room for a question.
async fn chosen(cx: &Cx, row: &Model, organisation: Option<&str>) -> Result<Option<expert::Model>> {
    let experts = store::experts(&cx.tx).await?;
    let loads: HashMap<ExpertId, i64> = (store::loads(&cx.tx).await?.into_iter())
        .filter_map(|(id, open)| Some((id?, open)))
        .collect();
    let open = |it: &expert::Model| loads.get(&it.id).copied().unwrap_or(0);
    let declined = &row.declined.0;
    let region = row.region_code.as_ref();
    Ok(rules::choose(&experts, open, row.field, region, organisation, declined).cloned())
}

async fn name_to(cx: &mut Cx, before: Model, expert: expert::Model) -> Result<Model> {
    let after = Model {
        state: State::Named,
        expert_id: Some(expert.id.clone()),
        named_at: Some(cx.now),
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    store::update_expert(&cx.tx, expert::Model { named_at: Some(cx.now), ..expert.clone() })
        .await?;
    audit::record(cx, recorded("consultations.name", Some(&before), &after)).await?;
    let notice = NewNotice {
        account_id: expert.account_id,
        kind: NoticeKind::Check,
        title: "有一个问题请您答复".into(),
        body: kernel::text::clip(&after.question, 80),
        path: "/workspace/consultations".into(),
    };
    notices::tell(cx, notice).await?;
    Ok(after)
}

/// Names an expert. Moderators.
///
/// # Errors
/// Not found, forbidden, or not open any more.
pub async fn name(cx: &mut Cx, id: &ConsultationId, expert: &ExpertId) -> Result<Model> {
    if !access::may_keep(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let row = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let expert = store::find_expert(&cx.tx, expert).await?.ok_or(Denied::NotFound)?;
    if !matches!(row.state, State::Waiting | State::Named) {
        return Err(Problem::NotOpen.into());
    }
    name_to(cx, row, expert).await
}

/// Hands a question back, with the reason: a conflict of interest, another field. The expert at it.
///
/// # Errors
/// Not found for others, or not open any more.
pub async fn hand_back(cx: &mut Cx, id: &ConsultationId, reason: &str) -> Result<Model> {
    let (before, expert) = own(cx, id).await?;
    if before.state != State::Named {
        return Err(Problem::NotOpen.into());
    }
    if !is_long(reason, 2..=200) {
        return Err(Problem::ReasonLength.into());
    }
    let mut declined = before.declined.clone();
    declined.0.push(expert.id.to_string());
    let after = Model {
        state: State::Waiting,
        expert_id: None,
        named_at: None,
        declined,
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    let entry = Recorded {
        action: "consultations.hand_back",
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: Some(json!({ "expert": before.expert_id })),
        after: Some(json!({ "state": "Waiting", "reason": masked(reason.trim()) })),
    };
    audit::record(cx, entry).await?;
    match chosen(cx, &after, None).await? {
        Some(expert) => name_to(cx, after, expert).await,
        None => Ok(after),
    }
}

/// The question, when the actor is the expert at it.
async fn own(cx: &Cx, id: &ConsultationId) -> Result<(Model, expert::Model)> {
    let row = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let expert = match &row.expert_id {
        Some(expert) => store::find_expert(&cx.tx, expert).await?,
        None => None,
    };
    let expert = expert.filter(|it| access::is_expert(&cx.actor, it)).ok_or(Denied::NotFound)?;
    Ok((row, expert))
}

/// Answers. The expert at it; again until it is published, and the asker is told of the correction.
///
/// # Errors
/// Not found for others; problems with the words or the articles.
pub async fn answer(
    cx: &mut Cx,
    id: &ConsultationId,
    text: &str,
    citations: Vec<Citation>,
) -> Result<Model> {
    let (before, _) = own(cx, id).await?;
    if !matches!(before.state, State::Named | State::Answered) {
        return Err(Problem::NotOpen.into());
    }
    if !is_long(text, 10..=2_000) {
        return Err(Problem::AnswerLength.into());
    }
    let citations = checked(cx, citations).await?;
    let is_correction = before.answer.is_some();
    let after = Model {
        state: State::Answered,
        corrected_at: if is_correction { Some(cx.now) } else { None },
        answer: Some(masked(text.trim())),
        citations: Citations(citations),
        answered_at: Some(cx.now),
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    audit::record(cx, recorded("consultations.answer", Some(&before), &after)).await?;
    cx.emit(NewEvent::of("consultations.answered", SUBJECT, &after.id)).await?;
    tell(cx, &after, if is_correction { "corrected" } else { "answered" }).await?;
    Ok(after)
}

/// Articles that an answer cites at most.
const MOST: usize = 8;

/// The citations with the law as we know it, when we hold every article and each is in force.
async fn checked(cx: &Cx, citations: Vec<Citation>) -> Result<Vec<Citation>> {
    let slug = |it: Citation| Citation { law: naming::slug(&it.law), article: it.article };
    let citations: Vec<Citation> = citations.into_iter().take(MOST).map(slug).collect();
    let wanted: Vec<(String, i32)> =
        citations.iter().map(|it| (it.law.clone(), it.article)).collect();
    let cited = cite::cite(&cx.tx, &wanted, cx.today()).await?;
    if cited.len() != citations.len() {
        return Err(Problem::NoSuchArticle.into());
    }
    if cited.iter().any(|it| it.status != LawStatus::InForce) {
        return Err(Problem::NotInForce.into());
    }
    Ok(citations)
}

/// Askers of one answer who are told of a correction at most.
const TOLD: u64 = 200;

/// Passes a change of a published answer on to those whose question it answers: their page shows it, and they are
/// told. Nothing when its words and articles are as they were.
///
/// # Errors
/// A fault when the database fails.
pub async fn on_answer_revised(cx: &mut Cx, answer: &AnswerRow) -> Result<()> {
    for before in store::of_answer(&cx.tx, &answer.id, TOLD).await? {
        let is_same = before.answer.as_ref() == Some(&answer.text);
        if is_same && before.citations == answer.citations {
            continue;
        }
        let after = Model {
            answer: Some(answer.text.clone()),
            citations: answer.citations.clone(),
            corrected_at: Some(cx.now),
            ..before.clone()
        };
        store::update(&cx.tx, after.clone()).await?;
        audit::record(cx, recorded("consultations.correct", Some(&before), &after)).await?;
        tell(cx, &after, "corrected").await?;
    }
    Ok(())
}

async fn tell(cx: &mut Cx, row: &Model, about: &str) -> Result<()> {
    if row.email.is_some() {
        mails::enqueue(cx, row, about).await?;
    }
    let Some(account_id) = row.account_id.clone() else { return Ok(()) };
    let notice = NewNotice {
        account_id,
        kind: NoticeKind::Check,
        title: if about == "corrected" { "答复有更正" } else { "您的问题已答复" }.into(),
        body: kernel::text::clip(&row.question, 80),
        path: mails::path_of(row),
    };
    notices::tell(cx, notice).await
}

/// Publishes an answer: it becomes a stored answer, and whoever asks the like finds it. Moderators.
///
/// # Errors
/// Not found, forbidden, not answered yet, or without an article.
pub async fn publish(cx: &mut Cx, id: &ConsultationId, question: &str) -> Result<Model> {
    if !access::may_keep(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let before = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let Some(text) = before.answer.clone().filter(|_| before.state == State::Answered) else {
        return Err(Problem::NotOpen.into());
    };
    if before.citations.0.is_empty() {
        return Err(Problem::Uncited.into());
    }
    let question = masked(question.trim());
    if !is_long(&question, 4..=200) {
        return Err(Problem::QuestionLength.into());
    }
    // Both the question as it was put and as the editor put it lead to the answer.
    let published = answers::Published {
        alternatives: vec![kernel::text::clip(&before.question, 200)],
        question,
        text,
        field: before.field,
        region: before.region_code.clone().and_then(|it| RegionCode::parse(&it.as_str()[..2]).ok()),
        citations: before.citations.0.clone(),
        source: "专家答复，经协会审核公开".to_owned(),
    };
    let stored = answers::publish(cx, published).await?;
    let after =
        Model { state: State::Published, stored_answer_id: Some(stored.id), ..before.clone() };
    store::update(&cx.tx, after.clone()).await?;
    audit::record(cx, recorded("consultations.publish", Some(&before), &after)).await?;
    Ok(after)
}

/// Rates an answer. Whoever has the code, once it is answered; again replaces.
///
/// # Errors
/// Not found; problems with the points.
pub async fn rate(cx: &mut Cx, id: &ConsultationId, rating: i32, note: &str) -> Result<Model> {
    let before = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    if before.answer.is_none() {
        return Err(Problem::NotOpen.into());
    }
    if !(1..=5).contains(&rating) {
        return Err(Problem::RatingRange.into());
    }
    let note = masked(&kernel::text::clip(note.trim(), 200));
    let after = Model {
        rating: Some(rating),
        rating_note: Some(note).filter(|it| !it.is_empty()),
        ..before.clone()
    };
    store::update(&cx.tx, after.clone()).await?;
    audit::record(cx, recorded("consultations.rate", Some(&before), &after)).await?;
    Ok(after)
}

fn recorded<'a>(action: &'static str, before: Option<&Model>, row: &'a Model) -> Recorded<'a> {
    let told = |it: &Model| json!({ "state": format!("{:?}", it.state), "expert": it.expert_id });
    Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: before.map(told),
        after: Some(told(row)),
    }
}

/// Interests that an expert declares at most.
const NAMES: usize = 50;

/// An expert as a moderator writes them down.
#[derive(Debug, Clone)]
pub struct NewExpert {
    /// The address they sign in with.
    pub email: String,
    /// As it is shown.
    pub name: String,
    /// Where they work.
    pub unit: String,
    /// What they answer.
    pub fields: Vec<Field>,
    /// Where; none for everywhere.
    pub region: Option<RegionCode>,
    /// Organisations they have an interest in.
    pub conflicts: Vec<String>,
    /// How many questions they take at once.
    pub capacity: i32,
    /// Whether they take questions now.
    pub is_active: bool,
}

fn check_expert(new: &NewExpert) -> Result<()> {
    let wrong = [
        (!is_long(&new.name, 2..=30) || !is_long(&new.unit, 2..=60), Problem::NameLength),
        (new.fields.is_empty(), Problem::NoFields),
        (!(1..=rules::MOST_AT_ONCE).contains(&new.capacity), Problem::Capacity),
    ];
    let problems: Vec<kernel::Problem> =
        wrong.into_iter().filter(|it| it.0).map(|it| it.1.into()).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

/// Writes an expert down, or changes what is written of them. Moderators.
///
/// # Errors
/// Forbidden; problems with the fields, or no such account.
pub async fn keep_expert(cx: &mut Cx, new: NewExpert) -> Result<expert::Model> {
    if !access::may_keep(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    check_expert(&new)?;
    let account = commons::accounts::id_of(&cx.tx, new.email.trim()).await?;
    if !access::may_serve(account.as_ref()) {
        return Err(Problem::NoSuchAccount.into());
    }
    let account = account.ok_or(Problem::NoSuchAccount)?;
    let known = store::expert_of(&cx.tx, &account).await?;
    let conflicts = new.conflicts.into_iter().map(|it| kernel::text::clip(it.trim(), 100));
    let row = expert::Model {
        id: match &known {
            Some(known) => known.id.clone(),
            None => ExpertId::new(cx.now, &mut cx.rng),
        },
        account_id: account,
        name: new.name.trim().to_owned(),
        unit: new.unit.trim().to_owned(),
        fields: expert::Fields(new.fields),
        region_code: new.region,
        conflicts: Names(conflicts.filter(|it| !it.is_empty()).take(NAMES).collect()),
        capacity: new.capacity,
        is_active: new.is_active,
        named_at: known.as_ref().and_then(|it| it.named_at),
        created_at: known.as_ref().map_or(cx.now, |it| it.created_at),
    };
    match known {
        Some(_) => store::update_expert(&cx.tx, row.clone()).await?,
        None => store::insert_expert(&cx.tx, row.clone()).await?,
    }
    let entry = Recorded {
        action: "experts.keep",
        subject_kind: "expert",
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({ "name": row.name, "isActive": row.is_active })),
    };
    audit::record(cx, entry).await?;
    Ok(row)
}
