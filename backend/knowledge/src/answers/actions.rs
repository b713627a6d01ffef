//! What is done to entries.

use super::access;
use super::entity::answer::{self, AnswerState, Audience, Citations, Field, Phrases};
use super::entity::{guide, version};
use super::rules::{AnswerProblem, Changes, Citation, NewAnswer, NewGuide};
use super::store;
use crate::policies::cite;
use crate::policies::rules::{LawStatus, naming};
use crate::ripples::{self, CiterKind, Writing};
use commons::audit::{self, Recorded};
use kernel::RegionCode;
use kernel::id::{AnswerId, GuideId};
use kernel::{Denied, Result};
use platform::Cx;
use std::collections::HashSet;

/// Who wrote what is planted.
const OURS: &str = "平台编写，依据所引条文";

/// Plants what we wrote beforehand and is not there yet; what is there stays as editors left it. Answers
/// how many entries came.
///
/// # Errors
/// Forbidden for persons; a fault when the database fails.
pub async fn plant(cx: &mut Cx, answers: Vec<NewAnswer>, guides: Vec<NewGuide>) -> Result<usize> {
    if !access::may_plant(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let known: HashSet<String> = store::keys(&cx.tx).await?.into_iter().collect();
    let answers: Vec<NewAnswer> =
        answers.into_iter().filter(|it| !known.contains(&it.key)).collect();
    let guides: Vec<NewGuide> = guides.into_iter().filter(|it| !known.contains(&it.key)).collect();
    let count = answers.len() + guides.len();
    let mut rows = Vec::with_capacity(answers.len());
    for new in answers {
        rows.push(answer_row(cx, new));
    }
    store::insert_all(&cx.tx, rows.clone()).await?;
    for row in &rows {
        say_what_it_rests_on(cx, row).await?;
    }
    let mut rows = Vec::with_capacity(guides.len());
    for new in guides {
        rows.push(guide_row(cx, new));
    }
    store::insert_guides(&cx.tx, rows).await?;
    Ok(count)
}

/// An answer that people gave and an editor publishes.
#[derive(Debug, Clone)]
pub struct Published {
    /// The question, as others would ask it.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub text: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// Who wrote it.
    pub source: String,
}

/// How long a published answer stands before somebody looks at it again. 配置值.
const REVIEWED_AFTER: chrono::Days = chrono::Days::new(180);

/// Publishes an answer as an entry of its own. Editors.
///
/// # Errors
/// Forbidden for others; a fault when the database fails.
pub async fn publish(cx: &mut Cx, new: Published) -> Result<answer::Model> {
    if !access::may_edit(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let id = AnswerId::new(cx.now, &mut cx.rng);
    let today = cx.today();
    let row = answer::Model {
        key: id.to_string(),
        id,
        question: new.question,
        alternatives: Phrases(new.alternatives),
        text: new.text,
        field: new.field,
        region_code: new.region,
        audience: Audience::Enterprise,
        citations: Citations(new.citations),
        valid_from: today,
        valid_to: None,
        review_by: today.checked_add_days(REVIEWED_AFTER).unwrap_or(today),
        checked_on: today,
        source: new.source,
        state: AnswerState::Published,
        revision: 1,
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::insert_all(&cx.tx, vec![row.clone()]).await?;
    say_what_it_rests_on(cx, &row).await?;
    // What people confirmed is asked of the assistant ever after.
    store::insert_case(&cx.tx, &row).await?;
    let recorded = Recorded {
        action: "answers.publish",
        subject_kind: "answer",
        subject_id: row.id.as_str(),
        before: None,
        after: Some(serde_json::json!({ "question": row.question, "revision": row.revision })),
    };
    audit::record(cx, recorded).await?;
    Ok(row)
}

/// Changes an entry; what it was is kept. `lowers` says that the test set fares worse with the change: then it
/// is refused. Editors.
///
/// # Errors
/// Forbidden for others; problems with the words or the articles; changed meanwhile.
pub async fn revise(
    cx: &mut Cx,
    id: &AnswerId,
    revision: i32,
    changes: Changes,
    lowers: bool,
) -> Result<answer::Model> {
    let before = for_change(cx, id, revision).await?;
    let problems = changes.problems();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let slugged = |it: &Citation| Citation { law: naming::slug(&it.law), article: it.article };
    let citations: Vec<Citation> = changes.citations.iter().map(slugged).collect();
    let wanted: Vec<(String, i32)> =
        citations.iter().map(|it| (it.law.clone(), it.article)).collect();
    let cited = cite::cite(&cx.tx, &wanted, cx.today()).await?;
    if cited.len() != wanted.len() {
        return Err(AnswerProblem::NoSuchArticle.into());
    }
    if cited.iter().any(|it| it.status != LawStatus::InForce) {
        return Err(AnswerProblem::NotInForce.into());
    }
    if lowers {
        return Err(AnswerProblem::LowersAccuracy.into());
    }
    let after = answer::Model {
        citations: Citations(citations),
        checked_on: cx.today(),
        revision: before.revision + 1,
        updated_at: cx.now,
        ..changes.applied(before.clone())
    };
    write(cx, &before, &after, "answers.revise").await?;
    Ok(after)
}

/// A draft for questions that were missed, as the assistant proposes it.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// By which the draft is known, so that there is one.
    pub key: String,
    /// The question.
    pub question: String,
    /// Other ways it was asked.
    pub alternatives: Vec<String>,
    /// Where the draft comes from, and its words.
    pub text: String,
    /// What it is about.
    pub field: Field,
    /// The articles it may rest on.
    pub citations: Vec<Citation>,
}

/// Lays a draft down for an editor to write on; the one that lies there when there is one. Editors.
///
/// # Errors
/// Forbidden for others; a fault when the database fails.
pub async fn propose(cx: &mut Cx, new: Proposed) -> Result<answer::Model> {
    if !access::may_edit(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    if let Some(known) = store::find_by_key(&cx.tx, &new.key).await?
        && known.state == AnswerState::Draft
    {
        return Ok(known);
    }
    let today = cx.today();
    let id = AnswerId::new(cx.now, &mut cx.rng);
    let row = answer::Model {
        // Once published or put away, the same questions get a new draft.
        key: if store::find_by_key(&cx.tx, &new.key).await?.is_some() {
            id.to_string()
        } else {
            new.key
        },
        id,
        question: new.question,
        alternatives: Phrases(new.alternatives),
        text: new.text,
        field: new.field,
        region_code: None,
        audience: Audience::Enterprise,
        citations: Citations(new.citations),
        valid_from: today,
        valid_to: None,
        review_by: today,
        checked_on: today,
        source: OURS.to_owned(),
        state: AnswerState::Draft,
        revision: 1,
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::insert_all(&cx.tx, vec![row.clone()]).await?;
    let recorded = Recorded {
        action: "answers.propose",
        subject_kind: "answer",
        subject_id: row.id.as_str(),
        before: None,
        after: Some(serde_json::json!({ "question": row.question })),
    };
    audit::record(cx, recorded).await?;
    Ok(row)
}

/// Gives a draft to whoever asks; its question becomes a case of the test set. `lowers` as in [`revise`].
/// Editors.
///
/// # Errors
/// Forbidden for others; no draft, problems with its words or articles; changed meanwhile.
pub async fn release(
    cx: &mut Cx,
    id: &AnswerId,
    revision: i32,
    lowers: bool,
) -> Result<answer::Model> {
    let before = for_change(cx, id, revision).await?;
    super::rules::ensure_publishable(&before)?;
    let wanted: Vec<(String, i32)> =
        before.citations.0.iter().map(|it| (it.law.clone(), it.article)).collect();
    let cited = cite::cite(&cx.tx, &wanted, cx.today()).await?;
    if cited.len() != wanted.len() {
        return Err(AnswerProblem::NoSuchArticle.into());
    }
    if cited.iter().any(|it| it.status != LawStatus::InForce) {
        return Err(AnswerProblem::NotInForce.into());
    }
    if lowers {
        return Err(AnswerProblem::LowersAccuracy.into());
    }
    let today = cx.today();
    let after = answer::Model {
        state: AnswerState::Published,
        valid_from: before.valid_from.min(today),
        checked_on: today,
        review_by: today.checked_add_days(REVIEWED_AFTER).unwrap_or(today),
        revision: before.revision + 1,
        updated_at: cx.now,
        ..before.clone()
    };
    write(cx, &before, &after, "answers.release").await?;
    store::insert_case(&cx.tx, &after).await?;
    Ok(after)
}

/// Takes an entry out of use. Editors.
///
/// # Errors
/// Forbidden for others; changed meanwhile.
pub async fn retire(cx: &mut Cx, id: &AnswerId, revision: i32) -> Result<answer::Model> {
    let before = for_change(cx, id, revision).await?;
    let after = answer::Model {
        state: AnswerState::Retired,
        revision: before.revision + 1,
        updated_at: cx.now,
        ..before.clone()
    };
    write(cx, &before, &after, "answers.retire").await?;
    Ok(after)
}

async fn for_change(cx: &Cx, id: &AnswerId, revision: i32) -> Result<answer::Model> {
    if !access::may_edit(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let row = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    if row.state == AnswerState::Retired {
        return Err(AnswerProblem::Retired.into());
    }
    if row.revision != revision {
        return Err(AnswerProblem::Changed.into());
    }
    Ok(row)
}

async fn write(
    cx: &mut Cx,
    before: &answer::Model,
    after: &answer::Model,
    action: &'static str,
) -> Result<()> {
    let version = version::Model {
        answer_id: before.id.clone(),
        revision: before.revision,
        body: serde_json::to_value(before).map_err(anyhow::Error::new)?,
        changed_at: cx.now,
        changed_by: cx.actor.account_id().cloned(),
    };
    store::insert_version(&cx.tx, version).await?;
    store::update(&cx.tx, after.clone()).await?;
    say_what_it_rests_on(cx, after).await?;
    let told = |it: &answer::Model| serde_json::json!({ "question": it.question, "revision": it.revision, "state": it.state });
    let recorded = Recorded {
        action,
        subject_kind: "answer",
        subject_id: after.id.as_str(),
        before: Some(told(before)),
        after: Some(told(after)),
    };
    audit::record(cx, recorded).await
}

/// Has an entry looked at again when an article it cites changes; one that is out of use rests on nothing.
async fn say_what_it_rests_on(cx: &mut Cx, row: &answer::Model) -> Result<()> {
    let cited = row.citations.0.iter().filter(|_| row.state != AnswerState::Retired);
    let writing = Writing {
        kind: CiterKind::Answer,
        id: row.id.to_string(),
        title: row.question.clone(),
        path: "/workspace/answers".to_owned(),
        places: cited.map(|it| (it.law.clone(), it.article)).collect(),
    };
    ripples::register(cx, writing).await
}

fn answer_row(cx: &mut Cx, new: NewAnswer) -> answer::Model {
    answer::Model {
        id: AnswerId::new(cx.now, &mut cx.rng),
        key: new.key,
        question: new.question,
        alternatives: Phrases(new.alternatives),
        text: new.answer,
        field: new.field,
        region_code: new.region,
        audience: new.audience,
        citations: Citations(new.citations),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        review_by: new.review_by,
        checked_on: new.valid_from.max(cx.today()),
        source: new.source.unwrap_or_else(|| OURS.to_owned()),
        state: AnswerState::Published,
        revision: 1,
        created_at: cx.now,
        updated_at: cx.now,
    }
}

fn guide_row(cx: &mut Cx, new: NewGuide) -> guide::Model {
    guide::Model {
        id: GuideId::new(cx.now, &mut cx.rng),
        key: new.key,
        title: new.title,
        field: new.field,
        region_code: new.region,
        who: new.who,
        steps: Phrases(new.steps),
        papers: Phrases(new.papers),
        place: new.place,
        time_limit: new.time_limit,
        fee: new.fee,
        link: new.link.filter(|it| !it.is_empty()),
        citations: Citations(new.citations),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        review_by: new.review_by,
        updated_at: cx.now,
    }
}
