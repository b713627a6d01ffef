//! What is done to entries.

use super::access;
use super::entity::answer::{self, AnswerState, Citations, Phrases};
use super::entity::guide;
use super::rules::{NewAnswer, NewGuide};
use super::store;
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
    let answers: Vec<NewAnswer> = answers.into_iter().filter(|it| !known.contains(&it.key)).collect();
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
