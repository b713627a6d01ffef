//! Letters to public mailboxes with their replies: drafts of stored answers, which editors look at.
//!
//! Nothing of a letter is kept but its question and the reply, both masked. What the reply cites is read out of
//! its words; an article that is not in force stands there with its status, for the editor to replace.

use super::access;
use super::entity::answer::{self, AnswerState, Audience, Citations, Phrases};
use super::rules::{Citation, field_of};
use super::store;
use crate::assistant::rules::masked;
use crate::policies::cite;
use crate::policies::rules::naming;
use crate::relations::rules::references;
use chrono::NaiveDate;
use commons::RecordOutcome;
use kernel::id::AnswerId;
use kernel::text::clip;
use kernel::{Denied, RegionCode, Result};
use platform::Cx;
use sha2::{Digest, Sha256};

/// Articles that are read out of a reply at most.
const MOST: usize = 8;
/// What a key begins with.
const PREFIX: &str = "letter:";

/// A letter as a mailbox publishes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// What tells it apart from others, its source included.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// The reply.
    pub reply: String,
    /// Who replied.
    pub office: Option<String>,
    /// Where.
    pub region: Option<RegionCode>,
    /// What it is about, in the words of the mailbox.
    pub topic: Option<String>,
    /// When it was answered.
    pub replied_on: Option<NaiveDate>,
    /// Which mailbox.
    pub source: String,
}

/// Takes a letter in as a draft. The same one twice changes nothing; what its source corrects follows it until an
/// editor has laid hands on it.
///
/// # Errors
/// Forbidden for persons; a fault when the database fails.
pub async fn record_letter(cx: &mut Cx, new: NewLetter) -> Result<RecordOutcome> {
    if !access::may_plant(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let key = format!("{PREFIX}{}", &hex::encode(Sha256::digest(new.key.as_bytes()))[..32]);
    let before = store::find_by_key(&cx.tx, &key).await?;
    let row = draft(cx, key, &new).await?;
    let Some(before) = before else {
        store::insert_all(&cx.tx, vec![row]).await?;
        return Ok(RecordOutcome::New);
    };
    let same = |it: &answer::Model| (it.question.clone(), it.text.clone(), it.source.clone());
    if before.revision > 1 || before.state != AnswerState::Draft || same(&before) == same(&row) {
        return Ok(RecordOutcome::Unchanged);
    }
    let after = answer::Model { id: before.id, created_at: before.created_at, ..row };
    store::update(&cx.tx, after).await?;
    Ok(RecordOutcome::Changed)
}

async fn draft(cx: &mut Cx, key: String, new: &NewLetter) -> Result<answer::Model> {
    let today = cx.today();
    let day = new.replied_on.unwrap_or(today);
    let office = new.office.as_deref().unwrap_or(&new.source);
    let said =
        format!("{} {} {}", new.topic.as_deref().unwrap_or_default(), new.title, new.question);
    let province = new.region.as_ref().and_then(|it| RegionCode::parse(it.as_str().get(..2)?).ok());
    let question = clip(&masked(new.title.trim()), 200);
    let asked = clip(&masked(new.question.trim()), 200);
    Ok(answer::Model {
        id: AnswerId::new(cx.now, &mut cx.rng),
        key,
        alternatives: Phrases(Some(asked).filter(|it| *it != question).into_iter().collect()),
        question,
        text: clip(&masked(new.reply.trim()), 2_000),
        field: field_of(&said),
        region_code: province,
        audience: Audience::Resident,
        citations: Citations(cited(cx, &new.reply).await?),
        valid_from: day,
        valid_to: None,
        review_by: today,
        checked_on: day,
        source: clip(&format!("公开信箱：{office}，{day} 回复"), 200),
        state: AnswerState::Draft,
        revision: 1,
        created_at: cx.now,
        updated_at: cx.now,
    })
}

/// The articles a reply names and we hold, in force or not.
async fn cited(cx: &Cx, reply: &str) -> Result<Vec<Citation>> {
    let mut wanted: Vec<(String, i32)> = Vec::new();
    for it in references(reply) {
        let (Some(title), Ok(number)) = (it.title, i32::try_from(it.part.number)) else { continue };
        let one = (naming::slug(&title), number);
        if number > 0 && !wanted.contains(&one) && wanted.len() < MOST {
            wanted.push(one);
        }
    }
    let held = cite::cite(&cx.tx, &wanted, cx.today()).await?;
    Ok(held.into_iter().map(|it| Citation { law: it.slug, article: it.number }).collect())
}
