//! Keeps the search index in step with the event log.
//!
//! The index remembers in its own commit how far it has read, so a crash between the two
//! stores loses nothing and repeats nothing that matters: a document is always written whole,
//! from what the database says now.

use kernel::Result;
use kernel::id::{DemandId, LawId, ProviderId};
use platform::Db;
use platform::events::{self, Position};
use search_index::{Change, Document, SearchIndex};
use std::collections::BTreeSet;

/// How many events are read for one commit of the index: a commit costs more than a document.
const EVENTS: u64 = 1_000;
/// So many laws at most go into one commit; each brings its articles.
const LAWS_A_COMMIT: usize = 100;
/// How many things are read for one step of a rebuild.
const STEP: u64 = 500;
/// Laws have up to a thousand articles each.
const LAW_STEP: u64 = 20;

/// Reads the next events and brings the index up to them; false when there were none.
///
/// # Errors
/// A fault when the database or the disk fails; nothing is half done.
pub async fn catch_up(db: &Db, index: &SearchIndex) -> Result<bool> {
    let position = position_of(index);
    let events = events::after(db, position, EVENTS).await?;

    let (mut providers, mut demands, mut laws) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut last = None;
    for event in &events {
        if laws.len() == LAWS_A_COMMIT {
            break;
        }
        last = Some(event.position);
        match event.subject_kind.as_str() {
            "provider" => providers.extend(ProviderId::parse(&event.subject_id)),
            "demand" if market::demands::search::shows(&event.name) => {
                demands.extend(DemandId::parse(&event.subject_id));
            }
            "law" => laws.extend(LawId::parse(&event.subject_id)),
            _ => {}
        }
    }
    let Some(last) = last else { return Ok(false) };
    let providers: Vec<_> = providers.into_iter().collect();
    let demands: Vec<_> = demands.into_iter().collect();
    let laws: Vec<_> = laws.into_iter().collect();

    let removed = (providers.iter().map(ToString::to_string))
        .chain(demands.iter().map(ToString::to_string))
        .chain(laws.iter().map(ToString::to_string));
    let mut changes: Vec<Change> = removed.map(|group| Change::Remove { group }).collect();
    let read = db.read();
    let mut documents = market::directory::search::documents(read, &providers).await?;
    documents.extend(market::demands::search::documents(read, &demands).await?);
    documents.extend(knowledge::policies::search::documents(read, &laws).await?);
    changes.extend(documents.into_iter().map(Change::Put));
    if changes.is_empty() {
        index.pass(&last.to_string());
        return Ok(true);
    }

    let index = index.clone();
    let applied =
        tokio::task::spawn_blocking(move || index.apply(changes, &last.to_string())).await;
    applied.map_err(anyhow::Error::new)??;
    Ok(true)
}

fn position_of(index: &SearchIndex) -> Position {
    index.position().and_then(|it| it.parse().ok()).unwrap_or_default()
}

/// Hands over every document the index should hold, in steps.
async fn each_step(db: &Db, mut take: impl FnMut(Vec<Document>) -> Result<()>) -> Result<()> {
    let mut after = String::new();
    loop {
        let ids = market::directory::search::ids_after(db.read(), &after, STEP).await?;
        let Some(last) = ids.last() else { break };
        after = last.to_string();
        take(market::directory::search::documents(db.read(), &ids).await?)?;
    }
    after.clear();
    loop {
        let ids = market::demands::search::ids_after(db.read(), &after, STEP).await?;
        let Some(last) = ids.last() else { break };
        after = last.to_string();
        take(market::demands::search::documents(db.read(), &ids).await?)?;
    }
    after.clear();
    loop {
        let ids = knowledge::policies::search::ids_after(db.read(), &after, LAW_STEP).await?;
        let Some(last) = ids.last() else { break };
        after = last.to_string();
        take(knowledge::policies::search::documents(db.read(), &ids).await?)?;
    }
    Ok(())
}

/// How many documents the index should hold.
///
/// # Errors
/// A fault when the database fails.
pub async fn count(db: &Db) -> Result<u64> {
    let mut count = 0;
    each_step(db, |documents| {
        count += documents.len() as u64;
        Ok(())
    })
    .await?;
    Ok(count)
}

/// Builds the index anew beside the live one and puts it in its place. What is written
/// meanwhile is caught up afterwards. `progress` is told how many documents are done.
///
/// # Errors
/// A fault when the database or the disk fails; the live index stays as it was.
pub async fn rebuild(db: &Db, index: &SearchIndex, mut progress: impl FnMut(u64)) -> Result<u64> {
    let position = events::head(db).await?;
    let mut rebuild = index.rebuild()?;
    let mut count = 0;
    each_step(db, |documents| {
        count += documents.len() as u64;
        rebuild.add(documents)?;
        progress(count);
        Ok(())
    })
    .await?;
    rebuild.finish(&position.to_string())?;
    Ok(count)
}
