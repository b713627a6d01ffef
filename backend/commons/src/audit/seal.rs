//! 封存: the hash chain over the audit log.
//!
//! Writers of the log never wait for each other; a consumer seals what they have committed, in
//! order of commit. A seal covers the entry and the seal before it, so that changing, removing
//! or inserting an entry breaks the chain at that place.

use super::entity::Model;
use super::{seal_entity, store};
use kernel::{Actor, Result};
use platform::Db;
use platform::events::Position;
use sha2::{Digest, Sha256};

/// How many entries are sealed, or checked, in one step.
pub(super) const BATCH: u64 = 500;

/// The digest of an entry behind the seal before it. Every column counts; each is led by its
/// length, so that text cannot move from one to the next. Entries of form 1 were sealed before
/// there were `form`, `result`, `address` and `agent`; their digest stays what it was.
pub(super) fn digest(previous: &str, entry: &Model) -> String {
    let json = |value: &Option<serde_json::Value>| value.as_ref().map(canonical);
    let role = serde_json::to_string(&entry.role).unwrap_or_default();
    let mut columns: Vec<Option<String>> = vec![
        Some(previous.to_owned()),
        Some(entry.seq.to_string()),
        Some(entry.tx_id.to_string()),
        Some(entry.at.timestamp_micros().to_string()),
        entry.account_id.as_ref().map(ToString::to_string),
        Some(role),
        entry.organisation_id.as_ref().map(ToString::to_string),
        Some(entry.action.clone()),
        Some(entry.subject_kind.clone()),
        Some(entry.subject_id.clone()),
        json(&entry.before),
        json(&entry.after),
        entry.request_id.clone(),
    ];
    if entry.form > 1 {
        let name = |value: serde_json::Result<String>| value.unwrap_or_default();
        columns.extend([
            Some(entry.form.to_string()),
            Some(name(serde_json::to_string(&entry.result))),
            entry.address.clone(),
            entry.agent.map(|it| name(serde_json::to_string(&it))),
        ]);
    }
    let mut hasher = Sha256::new();
    for column in columns {
        match column {
            None => hasher.update([0]),
            Some(text) => {
                hasher.update([1]);
                hasher.update((text.len() as u64).to_be_bytes());
                hasher.update(text.as_bytes());
            }
        }
    }
    hex::encode(hasher.finalize())
}

/// JSON with sorted keys: PostgreSQL does not keep the order in which they were written.
fn canonical(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_unstable();
            let inner: Vec<String> = keys
                .into_iter()
                .map(|key| {
                    format!("{}:{}", serde_json::Value::from(key.as_str()), canonical(&map[key]))
                })
                .collect();
            format!("{{{}}}", inner.join(","))
        }
        serde_json::Value::Array(items) => {
            let inner: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", inner.join(","))
        }
        other => other.to_string(),
    }
}

/// Seals what has been committed since the last seal; false when there was nothing.
///
/// # Errors
/// A fault when the database fails, or when another process sealed at the same moment.
pub async fn seal_next(db: &Db) -> Result<bool> {
    let last = store::last_seal(db.read()).await?;
    let after = last.as_ref().map_or(Position::default(), place);
    let entries = store::committed_after(db, after, BATCH).await?;
    if entries.is_empty() {
        return Ok(false);
    }
    let begin = last.as_ref().map_or(0, |it| it.position) + 1;
    let mut previous = last.map_or(String::new(), |it| it.digest);
    let mut seals = Vec::with_capacity(entries.len());
    for (position, entry) in (begin..).zip(&entries) {
        previous = digest(&previous, entry);
        seals.push(seal_entity::Model {
            position,
            entry_tx_id: entry.tx_id,
            entry_seq: entry.seq,
            digest: previous.clone(),
        });
    }
    db.in_transaction(Actor::System("audit.seal"), |cx| {
        Box::pin(async move { store::insert_seals(&cx.tx, seals).await })
    })
    .await?;
    Ok(true)
}

fn place(seal: &seal_entity::Model) -> Position {
    Position { tx_id: seal.entry_tx_id, seq: seal.entry_seq }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::AuditResult;

    fn entry() -> Model {
        Model {
            seq: 7,
            tx_id: 0,
            at: chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap(),
            account_id: None,
            role: "VISITOR".into(),
            organisation_id: None,
            action: "demands.post".into(),
            subject_kind: "demand".into(),
            subject_id: "dem_x".into(),
            before: None,
            after: Some(serde_json::json!({ "b": 1, "a": [true, null] })),
            request_id: None,
            form: 2,
            result: AuditResult::Done,
            address: None,
            agent: None,
        }
    }

    #[test]
    fn entries_of_before_are_sealed_as_they_were() {
        let old = Model { form: 1, ..entry() };

        assert_eq!(
            digest("", &old),
            "1a5643a3052458e06c36531d6311be641427425b4263ba90f763df69124eb035",
            "as the first release wrote it"
        );
        assert_ne!(digest("", &old), digest("", &entry()));
    }

    #[test]
    fn every_column_counts() {
        let sealed = digest("", &entry());
        assert_eq!(sealed, digest("", &entry()));
        assert_ne!(sealed, digest("before", &entry()));
        for changed in [
            Model { seq: 8, ..entry() },
            Model { action: "demands.pos".into(), subject_kind: "tdemand".into(), ..entry() },
            Model { request_id: Some(String::new()), ..entry() },
            Model { after: None, before: entry().after, ..entry() },
            Model { role: "MEMBER".into(), ..entry() },
            Model { form: 3, ..entry() },
            Model { result: AuditResult::Refused, ..entry() },
            Model { address: Some("10.0.0.1".into()), ..entry() },
            Model { agent: Some(kernel::Agent::Program), ..entry() },
        ] {
            assert_ne!(sealed, digest("", &changed), "{changed:?}");
        }
    }

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let (one, other) =
            (serde_json::json!({"a": 1, "b": 2}), serde_json::json!({"b": 2, "a": 1}));
        assert_eq!(canonical(&one), canonical(&other));
    }
}
