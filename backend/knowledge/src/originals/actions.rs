//! The verbs: keep what was read from a file, accept a part, mend it.

use super::entity::{original, part};
use super::rules::{self, ReadPartState};
use super::{access, store};
use crate::policies::actions as policies;
use crate::policies::rules::confidence::{JudgedPart, doubtful};
use crate::policies::store as laws;
use commons::audit::{self, Recorded};
use kernel::id::{LawId, LawOriginalId, ReadPartId};
use kernel::{Denied, Result};
use platform::Cx;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// The noun under which parts are audited.
const SUBJECT: &str = "read_part";

/// A file that a text was read from, with how sure we are of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOriginal {
    /// SHA-256 of the file.
    pub digest: String,
    /// Where it lies.
    pub file_key: String,
    /// As it was called.
    pub file_name: String,
    /// Its media type.
    pub media: &'static str,
    /// In bytes.
    pub size: i64,
    /// How many pages it has; none where it has none.
    pub pages: Option<i32>,
    /// The parts in their order.
    pub parts: Vec<JudgedPart>,
}

/// A file as it is handed out: where it lies, its media type, its name.
///
/// # Errors
/// A fault when the database fails.
pub async fn file_of(
    db: &impl ConnectionTrait,
    id: &LawOriginalId,
) -> Result<Option<(String, String, String)>> {
    let row = store::find(db, id).await?;
    Ok(row.map(|it| (it.file_key, it.media, it.file_name)))
}

/// Whether a text was read from this very file before.
pub(crate) async fn is_known(cx: &Cx, digest: &str) -> Result<bool> {
    Ok(store::find_by_digest(&cx.tx, digest).await?.is_some())
}

/// Keeps the file of a text; when the words came from it, its doubtful parts wait for a person.
pub(crate) async fn keep(
    cx: &mut Cx,
    law_id: &LawId,
    new: NewOriginal,
    source: &str,
    is_read_from_it: bool,
) -> Result<()> {
    let doubts = if is_read_from_it { doubtful(&new.parts) } else { Vec::new() };
    let count = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
    let row = original::Model {
        id: LawOriginalId::new(cx.now, &mut cx.rng),
        law_id: law_id.clone(),
        digest: new.digest.clone(),
        file_key: new.file_key.clone(),
        file_name: new.file_name.clone(),
        media: new.media.to_owned(),
        size: new.size,
        pages: new.pages,
        part_count: count(new.parts.len()),
        doubt_count: count(doubts.len()),
        source: source.to_owned(),
        read_at: cx.now,
    };
    let articles = laws::articles_of(&cx.tx, law_id).await?;
    let words = |position: i32| {
        let found = articles.iter().find(|it| it.position == position);
        found.map(|it| it.text.clone()).unwrap_or_default()
    };
    let parts = doubts
        .into_iter()
        .map(|it| part::Model {
            id: ReadPartId::new(cx.now, &mut cx.rng),
            original_id: row.id.clone(),
            law_id: law_id.clone(),
            position: it.position,
            label: it.label.clone(),
            confidence: it.confidence,
            doubts: part::Doubts(it.doubts.clone()),
            page: it.page,
            raw: it.raw.clone(),
            words: words(it.position),
            state: ReadPartState::Open,
            decided_by: None,
            decided_at: None,
            note: None,
        })
        .collect();
    store::insert(&cx.tx, row).await?;
    store::insert_parts(&cx.tx, parts).await
}

/// The words of a text were replaced: what waited is of no use any more.
pub(crate) async fn replaced(cx: &mut Cx, law_id: &LawId) -> Result<()> {
    store::moot(&cx.tx, law_id, cx.now).await
}

/// A decision about a part.
pub(super) struct Decision {
    pub(super) id: ReadPartId,
    /// The words the person saw.
    pub(super) seen: String,
    /// What they should be; none when they are right.
    pub(super) mended: Option<String>,
    pub(super) note: String,
}

/// Accepts a part, or mends it: then the text changes, with all that follows. Moderators.
pub(super) async fn decide(cx: &mut Cx, decision: Decision) -> Result<part::Model> {
    if !access::may_decide(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let before = store::find_part(&cx.tx, &decision.id).await?.ok_or(Denied::NotFound)?;
    let standing = policies::words_at(cx, &before.law_id, before.position).await?;
    let mended = decision.mended.as_deref();
    let problems =
        rules::problems_of(before.state, &standing, &decision.seen, mended, &decision.note);
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let state = match mended {
        Some(_) => ReadPartState::Mended,
        None => ReadPartState::Accepted,
    };
    let note = Some(decision.note.trim().to_owned()).filter(|it| !it.is_empty());
    let words = mended.map(rules::tidy);
    let after = part::Model {
        state,
        decided_by: cx.actor.account_id().cloned(),
        decided_at: Some(cx.now),
        note: note.clone(),
        ..before.clone()
    };
    store::update_part(&cx.tx, after.clone()).await?;
    let recorded = Recorded {
        action: "read_parts.decide",
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: Some(json!({ "state": "OPEN", "words": standing })),
        after: Some(json!({
            "state": format!("{state:?}"), "law": after.law_id, "label": after.label,
            "words": words, "note": note,
        })),
    };
    audit::record(cx, recorded).await?;
    if let Some(words) = words {
        policies::mend(cx, &after.law_id, after.position, words).await?;
    }
    Ok(after)
}
