//! The verbs of an evaluation: score, exclude, fix, rank.

use super::entity::score::Model as Score;
use super::entity::{Model, Ranking};
use super::ranking::{self, Entry};
use super::rules::{self, EvaluationProblem, ExclusionReason, MOST_AT_ONCE};
use super::store;
use crate::bids::{self, BidRow, BidState};
use crate::demands::stages::{self, Act};
use crate::demands::{self, DemandEnd, DemandRow, DemandStage, DemandState};
use crate::envelopes;
use crate::procedures::{self, Criterion};
use commons::audit::{self, Recorded};
use commons::memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::id::{AccountId, BidId, DemandId};
use kernel::text::is_long;
use kernel::{Denied, Problem, Result};
use platform::Cx;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A line of a sheet as it is typed.
#[derive(Debug, Clone)]
pub(super) struct TypedScore {
    pub(super) bid_id: BidId,
    pub(super) criterion: i32,
    /// None takes the line out.
    pub(super) points: Option<String>,
    pub(super) note: Option<String>,
}

/// Writes lines of the caller's own sheet. Owners and editors of the buyer.
pub(super) async fn score(cx: &mut Cx, id: &DemandId, typed: Vec<TypedScore>) -> Result<DemandRow> {
    let demand = get_scored(cx, id).await?;
    let Some(evaluator) = cx.actor.account_id().cloned() else {
        return Err(Denied::Forbidden.into());
    };
    if typed.len() > MOST_AT_ONCE {
        return Err(EvaluationProblem::TooMany.into());
    }
    let criteria = criteria_of(cx, id).await?;
    let bids = counted(cx, id).await?;
    let mut problems = Vec::new();
    for (at, it) in typed.iter().enumerate() {
        let found = check(it, &criteria, &bids);
        problems.extend(found.into_iter().map(|it| in_list(it, at)));
    }
    kernel::error::collect(problems)?;
    let mut kept = Vec::new();
    for it in &typed {
        let Some(points_centi) = it.points.as_deref().and_then(rules::parse_points) else {
            store::clear(&cx.tx, id, &evaluator, &it.bid_id, it.criterion).await?;
            continue;
        };
        let note = it.note.as_deref().map(str::trim).filter(|it| !it.is_empty());
        kept.push(Score {
            demand_id: id.clone(),
            evaluator_id: evaluator.clone(),
            bid_id: it.bid_id.clone(),
            criterion: it.criterion,
            points_centi,
            note: note.map(str::to_owned),
            scored_at: cx.now,
        });
    }
    // Said twice in one form: the last one holds.
    let once: HashMap<_, _> =
        kept.into_iter().map(|it| ((it.bid_id.clone(), it.criterion), it)).collect();
    store::put(&cx.tx, once.into_values().collect()).await?;
    // Not what was given: nobody reads a sheet that is not fixed.
    record(cx, "evaluation.score", &demand, json!({ "lines": typed.len() })).await?;
    Ok(demand)
}

/// All that is wrong with a line.
fn check(typed: &TypedScore, criteria: &[Criterion], bids: &[BidRow]) -> Vec<EvaluationProblem> {
    let mut problems = Vec::new();
    if !bids.iter().any(|it| it.id == typed.bid_id) {
        problems.push(EvaluationProblem::BidNotScored);
    }
    let note = typed.note.as_deref().unwrap_or_default();
    if note.trim().chars().count() > 500 {
        problems.push(EvaluationProblem::NoteLength);
    }
    let found = rules::technical(criteria).find(|(number, _)| *number == typed.criterion);
    match (found, &typed.points) {
        (None, _) => problems.push(EvaluationProblem::CriterionUnknown),
        (Some(_), None) => {}
        (Some((_, criterion)), Some(points)) => {
            let most = criterion.weight * 100;
            if rules::parse_points(points).is_none_or(|it| it > most) {
                problems.push(EvaluationProblem::PointsForm);
            }
        }
    }
    problems
}

/// A problem with one line of a list.
fn in_list(problem: EvaluationProblem, at: usize) -> Problem {
    let problem = Problem::from(problem);
    let mut path = vec!["scores".into(), at.to_string().into()];
    path.extend(problem.path);
    Problem { path, ..problem }
}

/// Says that a bid does not meet what is asked: it is scored and ranked no more. Its bidder is told.
/// While bids are scored by what the technical envelope shows, and once ranked by the qualification that
/// can be read then. Owners and editors of the buyer.
pub(super) async fn exclude(
    cx: &mut Cx,
    id: &DemandId,
    bid_id: &BidId,
    reason: ExclusionReason,
    text: &str,
) -> Result<DemandRow> {
    let demand = demands::actions::get_own(cx, id).await?;
    let is_ranked = demand.stage == Some(DemandStage::Ranked);
    let may_exclude = is_ranked || demand.stage == Some(DemandStage::Scoring);
    if demand.state != DemandState::Opened || !may_exclude {
        return Err(EvaluationProblem::NotScoring.into());
    }
    if !is_long(text, 5..=500) {
        return Err(EvaluationProblem::ReasonLength.into());
    }
    let bid = counted(cx, id).await?.into_iter().find(|it| &it.id == bid_id);
    let bid = bid.ok_or(EvaluationProblem::BidNotScored)?;
    let reason = format!("{}：{}", reason.label(), text.trim());
    let body = format!("贵单位对“{}”的报价被认定不符合要求，不再参加评审。{reason}", demand.title);
    tell_bidder(cx, &bid, "报价未通过资格审查", body).await?;
    bids::exclude(cx, bid, reason).await?;
    if counted(cx, id).await?.is_empty() {
        envelopes::actions::end_key(cx, &demand).await?;
        return demands::actions::end_without_bids(cx, demand, DemandEnd::NoneCounts).await;
    }
    if is_ranked {
        rank(cx, &demand).await?;
    }
    stages::lost_a_bid(cx, &demand).await
}

/// Fixes every sheet; from now on nobody scores. `revision` is the one that was seen. Owners and
/// editors of the buyer.
pub(super) async fn lock(cx: &mut Cx, id: &DemandId, revision: i32) -> Result<DemandRow> {
    let demand = get_scored(cx, id).await?;
    if demand.revision != revision {
        return Err(demands::rules::DemandProblem::ChangedMeanwhile.into());
    }
    let bids: Vec<BidId> = counted(cx, id).await?.into_iter().map(|it| it.id).collect();
    let evaluators = memberships::editors_of(&cx.tx, &demand.organisation_id).await?;
    let mut scores = store::scores_of(&cx.tx, id).await?;
    // Who has left the buyer since does not decide for it any more.
    scores.retain(|it| evaluators.contains(&it.evaluator_id));
    let technical = rules::technical(&criteria_of(cx, id).await?).count();
    let sheets = rules::sheets(&scores, &bids, technical);
    if let Some(obstacle) = rules::obstacle_to_lock(&sheets, bids.len()) {
        return Err(obstacle.into());
    }
    let counting: Vec<AccountId> = sheets.into_keys().collect();
    let sheets = counting.len();
    store::keep_sheets_of(&cx.tx, id, counting).await?;
    let row = Model {
        demand_id: id.clone(),
        locked_by: cx.actor.account_id().cloned(),
        locked_at: cx.now,
        ranked_at: None,
        ranking: None,
        published_at: None,
    };
    store::insert(&cx.tx, row).await?;
    record(cx, "evaluation.fix", &demand, json!({ "sheets": sheets, "bids": bids.len() })).await?;
    let act = (Act::Lock, true);
    stages::move_on(cx, &demand, act, ("evaluation.lock", "demands.scores_locked")).await
}

/// Ranks the bids of a need whose price envelopes have just been opened. Called by whoever opened
/// them, in the same transaction.
///
/// # Errors
/// A problem when the need does not wait for its prices; a fault when the database fails.
pub async fn prices_are_open(cx: &mut Cx, demand: &DemandRow) -> Result<DemandRow> {
    demands::lock_demand(&cx.tx, &demand.id).await?.ok_or(Denied::NotFound)?;
    let count = rank(cx, demand).await?;
    let act = (Act::Rank, true);
    let after = stages::move_on(cx, demand, act, ("evaluation.rank", "demands.ranked")).await?;
    if let Some(account_id) = after.posted_by.clone() {
        let body =
            format!("需求“{}”的价格已开启，{count} 份报价已排序，请拟定选定机构。", after.title);
        let path = format!("/workspace/demands/{}", after.id);
        let (title, kind) = ("评审已完成排序".into(), NoticeKind::Demand);
        notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await?;
    }
    Ok(after)
}

/// Ranks the bids of a need anew: their prices have changed in an auction.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn rank_anew(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    rank(cx, demand).await.map(drop)
}

/// Ranks the bids that count, as they are now; how many there are.
async fn rank(cx: &mut Cx, demand: &DemandRow) -> Result<usize> {
    let id = &demand.id;
    let row = store::find(&cx.tx, id).await?;
    let row = row.ok_or(demands::rules::DemandProblem::NotAtThisStage)?;
    let criteria = criteria_of(cx, id).await?;
    let scores = store::scores_of(&cx.tx, id).await?;
    let entries = entries(&criteria, &counted(cx, id).await?, &scores);
    let ranking = ranking::rank(&criteria, &entries);
    let count = ranking.len();
    let first = ranking.first().map(|it| it.place_in_list);
    let ranking = Some(Ranking(ranking));
    store::update(&cx.tx, Model { ranked_at: Some(cx.now), ranking, ..row }).await?;
    record(cx, "evaluation.ranked", demand, json!({ "bids": count, "first": first })).await?;
    Ok(count)
}

/// What comes into the ranking: bids that count and have a price.
pub(super) fn entries(criteria: &[Criterion], bids: &[BidRow], scores: &[Score]) -> Vec<Entry> {
    let given = |bid: &BidRow, number: i32| -> Vec<i32> {
        let of = scores.iter().filter(|it| it.bid_id == bid.id && it.criterion == number);
        of.map(|it| it.points_centi).collect()
    };
    let entry = |it: &BidRow| {
        Some(Entry {
            price_fen: it.price_fen.map(|it| it.0).filter(|it| *it > 0)?,
            bid_id: it.id.clone(),
            provider_id: it.provider_id.clone(),
            place_in_list: it.place_in_list.unwrap_or(0),
            submitted_at: it.submitted_at,
            given: rules::technical(criteria).map(|(number, _)| given(it, number)).collect(),
        })
    };
    bids.iter().filter_map(entry).collect()
}

/// Makes the ranking public: a bid is proposed.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn publish(cx: &mut Cx, id: &DemandId) -> Result<()> {
    let found = store::find(&cx.tx, id).await?;
    let Some(row) = found.filter(|it| it.published_at.is_none()) else { return Ok(()) };
    store::update(&cx.tx, Model { published_at: Some(cx.now), ..row }).await
}

/// The bids that are scored: those that were confirmed, opened whole and not excluded.
async fn counted(cx: &Cx, id: &DemandId) -> Result<Vec<BidRow>> {
    let mut bids = bids::of_demand(&cx.tx, id).await?;
    bids.retain(|it| it.state == BidState::Submitted);
    Ok(bids)
}

pub(super) async fn criteria_of(cx: &Cx, id: &DemandId) -> Result<Vec<Criterion>> {
    let terms = procedures::store::find(&cx.tx, id).await?;
    Ok(terms.map(|it| it.criteria.0).unwrap_or_default())
}

/// A need of the caller's that is being scored, locked.
async fn get_scored(cx: &Cx, id: &DemandId) -> Result<DemandRow> {
    let demand = demands::actions::get_own(cx, id).await?;
    let is_scored =
        demand.state == DemandState::Opened && demand.stage == Some(DemandStage::Scoring);
    if is_scored { Ok(demand) } else { Err(EvaluationProblem::NotScoring.into()) }
}

async fn tell_bidder(cx: &mut Cx, bid: &BidRow, title: &str, body: String) -> Result<()> {
    let Some(account_id) = bid.submitted_by.clone() else { return Ok(()) };
    let (title, kind) = (title.to_owned(), NoticeKind::Bid);
    let path = format!("/workspace/bids/{}", bid.id);
    notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await
}

async fn record(cx: &mut Cx, action: &'static str, demand: &DemandRow, after: Value) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: demands::actions::SUBJECT,
        subject_id: demand.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}
