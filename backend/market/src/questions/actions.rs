//! The verbs of a question: ask, answer, put the deadline off.

use super::entity::Model;
use super::rules::{self, MOST_QUESTIONS, QuestionProblem};
use super::store;
use crate::demands::{self, DemandRow, access as demand_access, rules as demand_rules};
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use commons::requests;
use kernel::id::{DemandId, DemandQuestionId};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, OrganisationKind, Result};
use platform::Cx;
use serde_json::json;

/// Asks about a need. The same key twice is the same question.
pub(super) async fn ask(
    cx: &mut Cx,
    demand_id: &DemandId,
    question: &str,
    request_key: &str,
) -> Result<DemandRow> {
    let organisation_id = cx.actor.organisation_id().cloned();
    let is_provider = cx.actor.acts_for(OrganisationKind::Provider);
    let Some(organisation_id) = organisation_id.filter(|_| is_provider) else {
        return Err(QuestionProblem::NotProvider.into());
    };
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    let demand = demands::find_demand(&cx.tx, demand_id).await?;
    let demand = demand.filter(|it| demand_access::may_see(&cx.actor, it));
    let demand = demand.ok_or(Denied::NotFound)?;
    if requests::answered(cx, request_key).await?.is_some() {
        return Ok(demand);
    }
    let mut problems = Vec::new();
    if !is_long(question, 5..=500) {
        problems.push(QuestionProblem::QuestionLength.into());
    }
    let is_open = demand_rules::takes_bids(&demand, cx.now);
    if !is_open || cx.now >= rules::questions_until(demand.window()) {
        problems.push(QuestionProblem::AskedTooLate.into());
    }
    if store::count_of(&cx.tx, demand_id, &organisation_id).await? >= MOST_QUESTIONS {
        problems.push(QuestionProblem::TooMany.into());
    }
    kernel::error::collect(problems)?;
    let row = Model {
        id: DemandQuestionId::new(cx.now, &mut cx.rng),
        demand_id: demand.id.clone(),
        organisation_id,
        asked_by: cx.actor.account_id().cloned(),
        question: question.trim().to_owned(),
        asked_at: cx.now,
        answer: None,
        answered_by: None,
        answered_at: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    requests::remember(cx, request_key, row.id.as_str()).await?;
    record(cx, "questions.ask", &row).await?;
    if let Some(account_id) = demand.posted_by.clone() {
        let body = format!("有机构就需求“{}”提问：{}", demand.title, row.question);
        let path = format!("/workspace/demands/{}", demand.id);
        let (title, kind) = ("收到提问".into(), NoticeKind::Demand);
        notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await?;
    }
    Ok(demand)
}

/// Answers a question, once, for everybody. The owner of the need.
pub(super) async fn answer(cx: &mut Cx, id: &DemandQuestionId, answer: &str) -> Result<DemandRow> {
    let before = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let demand = demands::find_demand(&cx.tx, &before.demand_id).await?;
    let demand = demand.filter(|it| demand_access::is_owner(&cx.actor, it));
    let demand = demand.ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let mut problems = Vec::new();
    if !is_long(answer, 2..=2_000) {
        problems.push(QuestionProblem::AnswerLength.into());
    }
    if before.answer.is_some() {
        problems.push(QuestionProblem::AlreadyAnswered.into());
    } else if !demand_rules::takes_bids(&demand, cx.now) {
        problems.push(QuestionProblem::AnsweredTooLate.into());
    }
    kernel::error::collect(problems)?;
    let after = Model {
        answer: Some(answer.trim().to_owned()),
        answered_by: cx.actor.account_id().cloned(),
        answered_at: Some(cx.now),
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "questions.answer", &after).await?;
    if let Some(account_id) = after.asked_by {
        let body = format!("需求“{}”的发布企业答复了您的提问。", demand.title);
        let path = format!("/demands/{}#questions", demand.id);
        let (title, kind) = ("提问已答复".into(), NoticeKind::Bid);
        notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await?;
    }
    Ok(demand)
}

/// Puts the deadline off when a question stands unanswered and answers should be there. Done by
/// the product; false when it need not be any more.
pub(super) async fn put_off(cx: &mut Cx, id: &DemandId) -> Result<bool> {
    let Some(demand) = demands::actions::open_for_bids(cx, id).await? else { return Ok(false) };
    let is_due = rules::must_be_put_off(demand.window(), demand.extensions, cx.now)
        && store::has_unanswered(&cx.tx, id).await?;
    if is_due {
        let until = rules::put_off(demand.deadline, demand.pace());
        demands::actions::put_off(cx, demand, until).await?;
    }
    Ok(is_due)
}

/// The log says who asked; no page does.
async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: demands::actions::SUBJECT,
        subject_id: row.demand_id.as_str(),
        before: None,
        after: Some(json!({ "question": row.id, "text": row.question, "answer": row.answer })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of(action, demands::actions::SUBJECT, &row.demand_id)).await
}
