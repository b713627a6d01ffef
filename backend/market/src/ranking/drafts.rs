//! Versions of the rules: drafted, published, given up.

use super::entity::version::{Judgements, Model, RankingVersionState};
use super::rules::{RankingProblem, RuleBook, ahp};
use super::store::versions as store;
use anyhow::Context;
use commons::audit::{self, Recorded};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, Problem, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which versions are audited.
pub const SUBJECT: &str = "ranking_version";
/// The most drafts at a time. 配置值.
const DRAFTS: u64 = 20;
/// The most points of a rule, in thousandths; and the longest term, in months. 配置值.
const MOST_POINTS: i64 = 100_000;
const MOST_MONTHS: i32 = 60;

/// A version as a moderator types it: what differs from the live one.
#[derive(Debug, Clone)]
pub struct TypedVersion {
    /// What it is called.
    pub title: String,
    /// What is new, and why.
    pub note: String,
    /// Who judged the pairs; left out with the judgements.
    pub panel: Option<String>,
    /// The judgements; left out when the weights stay.
    pub judgements: Option<Vec<i32>>,
    /// The rules that change.
    pub changes: Vec<RuleChange>,
}

/// What changes of a rule.
#[derive(Debug, Clone)]
pub struct RuleChange {
    /// Which.
    pub code: String,
    /// Thousandths of a point.
    pub points_milli: i64,
    /// How long rows that are entered from then on count; left out when it stays.
    pub months: Option<i32>,
}

/// Drafts a version from the live one.
///
/// # Errors
/// Problems with the fields, and judgements that contradict each other.
pub async fn draft(cx: &mut Cx, typed: TypedVersion) -> Result<Model> {
    let live = store::live(&cx.tx).await?;
    let (newest, drafts) = store::figures(&cx.tx).await?;
    let mut problems = check(&typed, &live);
    let judgements = typed.judgements.clone().unwrap_or_else(|| live.version.judgements.0.clone());
    let weighed = ahp::weigh(live.components.len(), &judgements);
    if weighed.as_ref().is_some_and(|it| it.consistency_ppm >= ahp::REFUSED_FROM_PPM) {
        problems.push(RankingProblem::Inconsistent.into());
    }
    if drafts >= DRAFTS {
        problems.push(RankingProblem::DraftCount.into());
    }
    kernel::error::collect(problems)?;
    let weighed = weighed.context("judgements that were checked can be weighed")?;
    let number = newest + 1;
    let version = Model {
        number,
        state: RankingVersionState::Draft,
        title: typed.title.trim().to_owned(),
        note: typed.note.trim().to_owned(),
        panel: typed.panel.map_or(live.version.panel, |it| it.trim().to_owned()),
        judgements: Judgements(judgements),
        consistency_ppm: weighed.consistency_ppm,
        holds_from: None,
        drafted_by: cx.actor.account_id().cloned(),
        drafted_at: cx.now,
        published_by: None,
        published_at: None,
        revision: 1,
    };
    let mut book = RuleBook { version: version.clone(), ..live };
    for (component, weight) in book.components.iter_mut().zip(weighed.weights) {
        (component.version, component.weight) = (number, weight);
    }
    for rule in book.rules.values_mut() {
        rule.version = number;
        if let Some(change) = typed.changes.iter().find(|it| it.code == rule.code) {
            rule.points_milli = change.points_milli;
            rule.months = change.months.or(rule.months);
            // A number that was changed here stands in no text.
            rule.is_verified = false;
        }
    }
    store::insert(&cx.tx, book).await?;
    record(cx, "ranking.draft", &version).await?;
    Ok(version)
}

/// Publishes a draft: from today it is what everything is scored by. Another person than drafted it.
///
/// # Errors
/// Not found when it is not there; problems when it is no draft, was changed meanwhile, or is the
/// person's own.
pub async fn publish(cx: &mut Cx, number: i32, revision: i32) -> Result<Model> {
    let live = store::live_for_change(&cx.tx).await?.version;
    let before = get_draft(cx, number, revision).await?;
    if before.drafted_by.as_ref() == cx.actor.account_id() {
        return Err(RankingProblem::OwnDraft.into());
    }
    let retired =
        Model { state: RankingVersionState::Retired, revision: live.revision + 1, ..live };
    store::update(&cx.tx, retired.clone()).await?;
    record(cx, "ranking.retire", &retired).await?;
    let after = Model {
        state: RankingVersionState::Live,
        holds_from: Some(cx.today()),
        published_by: cx.actor.account_id().cloned(),
        published_at: Some(cx.now),
        revision: before.revision + 1,
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "ranking.publish", &after).await?;
    cx.emit(NewEvent::of("ranking.published", SUBJECT, &after.number)).await?;
    Ok(after)
}

/// Gives a draft up.
///
/// # Errors
/// Not found when it is not there; problems when it is no draft or was changed meanwhile.
pub async fn discard(cx: &mut Cx, number: i32, revision: i32) -> Result<Model> {
    let before = get_draft(cx, number, revision).await?;
    store::delete(&cx.tx, number).await?;
    record(cx, "ranking.discard", &before).await?;
    Ok(before)
}

async fn get_draft(cx: &Cx, number: i32, revision: i32) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, number).await?.ok_or(Denied::NotFound)?;
    if found.state != RankingVersionState::Draft {
        return Err(RankingProblem::NotDraft.into());
    }
    if found.revision != revision {
        return Err(RankingProblem::ChangedMeanwhile.into());
    }
    Ok(found)
}

fn check(typed: &TypedVersion, live: &RuleBook) -> Vec<Problem> {
    use RankingProblem as P;
    let judgements = typed.judgements.as_deref();
    let count = ahp::pairs(live.components.len());
    let is_known = |it: &RuleChange| live.rules.contains_key(&it.code);
    let is_in_range = |it: &RuleChange| (-MOST_POINTS..=MOST_POINTS).contains(&it.points_milli);
    let has_term = |it: &RuleChange| it.months.is_none_or(|it| (1..=MOST_MONTHS).contains(&it));
    let wrong = [
        (!is_long(&typed.title, 2..=60), P::TitleLength),
        (!is_long(&typed.note, 4..=500), P::NoteLength),
        (typed.panel.as_deref().is_some_and(|it| !is_long(it, 2..=200)), P::PanelLength),
        (judgements.is_some() && typed.panel.is_none(), P::PanelLength),
        (judgements.is_some_and(|it| it.len() != count), P::JudgementCount),
        (
            judgements.is_some_and(|it| !it.iter().all(|it| ahp::is_judgement(*it))),
            P::JudgementRange,
        ),
        (!typed.changes.iter().all(is_known), P::ChangeUnknown),
        (!typed.changes.iter().all(is_in_range), P::PointsRange),
        (!typed.changes.iter().all(has_term), P::MonthsRange),
    ];
    wrong.into_iter().filter(|it| it.0).map(|it| it.1.into()).collect()
}

async fn record(cx: &mut Cx, action: &'static str, version: &Model) -> Result<()> {
    let number = version.number.to_string();
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: &number,
        before: None,
        after: Some(json!({
            "state": version.state, "title": version.title, "holdsFrom": version.holds_from,
            "judgements": version.judgements, "consistencyPpm": version.consistency_ppm,
        })),
    };
    audit::record(cx, recorded).await
}
