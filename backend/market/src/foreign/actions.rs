//! The verb of a foreign release: record.

use super::entity::{process, release};
use super::rules::{MOST_RELEASES, NewRelease};
use super::store;
use crate::ocds::{merge, rules::digest};
use anyhow::Context;
use commons::{Conflict, RecordOutcome};
use kernel::text::clip;
use kernel::{Denied, Result};
use platform::Cx;
use serde_json::Value;

/// Takes a release in. The same one twice changes nothing.
///
/// # Errors
/// Forbidden for persons; a sentence when it does not fit those before, and when there are too many.
pub async fn record_release(cx: &mut Cx, new: NewRelease) -> Result<RecordOutcome> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let digest = digest(&new.body);
    let before = store::find_release(&cx.tx, &new.ocid, &new.release_id).await?;
    let outcome = match &before {
        Some(before) if before.digest == digest => return Ok(RecordOutcome::Unchanged),
        Some(before) if !before.is_compiled => {
            return Ok(RecordOutcome::Conflict(Conflict {
                reason: format!("{} 已有同一编号的发布记录，内容不同；发布记录不应改动", new.ocid),
                with: None,
            }));
        }
        Some(_) => RecordOutcome::Changed,
        None => RecordOutcome::New,
    };
    let row = release::Model {
        ocid: new.ocid.clone(),
        release_id: new.release_id,
        released_at: new.released_at,
        is_compiled: new.is_compiled,
        digest,
        body: Value::Object(new.body).to_string(),
        source: clip(&new.source, 200),
        recorded_at: cx.now,
    };
    let mut all = store::releases_of(&cx.tx, &new.ocid, MOST_RELEASES).await?;
    all.retain(|it| it.release_id != row.release_id);
    if all.len() as u64 >= MOST_RELEASES {
        return Err(Denied::BadInput("一个过程的发布记录太多".into()).into());
    }
    all.push(row.clone());
    store::put_process(&cx.tx, process_of(cx, &new.ocid, &all, &row.source)?).await?;
    store::put_release(&cx.tx, row).await?;
    Ok(outcome)
}

/// What is known of a process: its releases merged, or what its publisher merged when there are none.
fn process_of(cx: &Cx, ocid: &str, all: &[release::Model], source: &str) -> Result<process::Model> {
    let has_releases = all.iter().any(|it| !it.is_compiled);
    let counted = all.iter().filter(|it| it.is_compiled != has_releases);
    let bodies = counted.map(|it| serde_json::from_str(&it.body).context("read a release"));
    let bodies = bodies.collect::<anyhow::Result<Vec<Value>>>()?;
    let compiled = merge::compiled(&bodies)
        .map_err(|error| Denied::BadInput(format!("与已有的发布记录合不上：{error}")))?;
    let text =
        |place: &str| compiled.pointer(place).and_then(Value::as_str).map(|it| clip(it, 300));
    Ok(process::Model {
        ocid: ocid.to_owned(),
        source: source.to_owned(),
        title: text("/tender/title").or_else(|| text("/planning/budget/project")),
        buyer_name: text("/buyer/name"),
        status: text("/tender/status"),
        release_count: i32::try_from(bodies.len()).unwrap_or(i32::MAX),
        compiled: compiled.to_string(),
        recorded_at: cx.now,
    })
}
