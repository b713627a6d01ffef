//! What is done to entries.

use super::access;
use super::entity::answer::{self, AnswerState, Audience, Citations, Field, Phrases};
use super::entity::guide;
use super::rules::{Citation, NewAnswer, NewGuide};
use super::store;
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
    store::insert_all(&cx.tx, rows).await?;
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
        source: OURS.to_owned(),
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
