//! Compares repealed laws with what repealed them, whenever one of them changes.

use super::actions::{self, Found};
use super::rules::{CANDIDATES, LEAST_KEPT, kept};
use super::store;
use crate::policies::entity::{article, law};
use crate::policies::graphql::article::hash;
use crate::policies::rules::alignment::{Side, align};
use crate::policies::rules::{dates, naming};
use crate::policies::store as laws;
use anyhow::Context;
use kernel::{Actor, Result};
use platform::jobs::{self, JobError, NewJob};
use platform::{Cx, Db};
use serde_json::{Value, json};

/// The job that compares.
pub const PROPOSE: &str = "successions.propose";

/// An article with the name of its law.
type Named = (String, article::Model);

/// A law changed: what it repealed, or was repealed by, is compared anew.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn on_law_changed(cx: &mut Cx, law: &law::Model) -> Result<()> {
    let mut slugs = Vec::new();
    if let Some(by) = &law.repealed_by {
        slugs.push(naming::slug(by));
    }
    if !store::repealed_by(&cx.tx, std::slice::from_ref(&law.title)).await?.is_empty() {
        slugs.push(law.slug.clone());
    }
    for slug in slugs {
        let job = NewJob {
            name: PROPOSE,
            payload: json!({ "law": slug }),
            run_at: cx.now,
            dedupe_key: Some(format!("{PROPOSE}:{slug}")),
        };
        jobs::enqueue(cx, job).await?;
    }
    Ok(())
}

/// Compares the laws that a law has repealed with it, and keeps what was found. Nothing is held while
/// words are compared: 880 articles with 1,242 take a while.
///
/// # Errors
/// Retry when the database fails.
pub async fn propose(db: &Db, payload: &Value) -> std::result::Result<(), JobError> {
    let Some(slug) = payload["law"].as_str().map(str::to_owned) else {
        return Err(JobError::GiveUp("no law".to_owned()));
    };
    let Some((title, newer)) = current_articles(db, &slug).await? else { return Ok(()) };
    let titles = [title, slug.clone()];
    let mut older = Vec::new();
    for old in store::repealed_by(db.read(), &titles).await? {
        if let Some((_, articles)) = current_articles(db, &old).await? {
            older.extend(articles);
        }
    }
    if older.is_empty() {
        return Ok(());
    }
    let compared = tokio::task::spawn_blocking(move || compare(&older, &newer)).await;
    let found = compared.context("compare articles").map_err(kernel::Error::Fault)?;
    db.in_transaction(Actor::System(PROPOSE), |cx| {
        Box::pin(async move { actions::keep(cx, &slug, found).await })
    })
    .await?;
    Ok(())
}

/// The title and the numbered articles of the text of a law that a reader means; none when we have none.
async fn current_articles(db: &Db, slug: &str) -> Result<Option<(String, Vec<Named>)>> {
    let texts = laws::find_texts(db.read(), slug).await?;
    let days: Vec<_> = texts.iter().map(law::Model::days).collect();
    let Some(at) = dates::current(&days, db.clock().today()) else { return Ok(None) };
    let articles = laws::articles_of(db.read(), &texts[at].id).await?;
    let named = articles.into_iter().filter(|it| it.number > 0);
    let named = named.map(|it| (slug.to_owned(), it)).collect();
    Ok(Some((texts[at].title.clone(), named)))
}

fn compare(older: &[Named], newer: &[Named]) -> Vec<Found> {
    let headings = |all: &[Named], is_old: bool| -> Vec<String> {
        let of = |(slug, it): &Named| {
            let parts = [&it.part, &it.chapter, &it.section];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            // Of an older law its name says which part of the newer one is meant.
            let name = if is_old { slug.as_str() } else { "" };
            format!("{name} {}", parts.join(" "))
        };
        all.iter().map(of).collect()
    };
    let (old_headings, new_headings) = (headings(older, true), headings(newer, false));
    let old: Vec<Side<'_>> = older
        .iter()
        .zip(&old_headings)
        .map(|((_, it), headings)| Side { headings, text: &it.text })
        .collect();
    let new: Vec<Side<'_>> = newer
        .iter()
        .zip(&new_headings)
        .map(|((_, it), headings)| Side { headings, text: &it.text })
        .collect();
    let mut found = Vec::new();
    for ((slug, before), candidates) in older.iter().zip(align(&old, &new, CANDIDATES, LEAST_KEPT))
    {
        for (rank, candidate) in (1..).zip(kept(candidates)) {
            let after = &newer[candidate.at].1;
            found.push(Found {
                old: (slug.clone(), before.number, before.branch),
                new: (after.number, after.branch),
                rank,
                score_milli: candidate.score_milli,
                old_hash: hash(&before.text),
                new_hash: hash(&after.text),
            });
        }
    }
    found
}
