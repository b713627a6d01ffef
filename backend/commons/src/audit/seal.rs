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
const BATCH: u64 = 500;

/// The digest of an entry behind the seal before it. Every column counts; each is led by its
/// length, so that text cannot move from one to the next.
fn digest(previous: &str, entry: &Model) -> String {
    let json = |value: &Option<serde_json::Value>| value.as_ref().map(canonical);
    let role = serde_json::to_string(&entry.role).unwrap_or_default();
    let columns: [Option<String>; 13] = [
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

/// What is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The entry with this number is gone.
    Removed(i64),
    /// The entry with this number is not what was sealed, or its seal was changed.
    Changed(i64),
    /// The seal at this position is gone.
    SealMissing(i64),
    /// So many entries were slipped in between sealed ones, or are not sealed yet.
    Unsealed(u64),
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removed(seq) => write!(f, "第 {seq} 条审计记录被删除"),
            Self::Changed(seq) => write!(f, "第 {seq} 条审计记录或其封存值被改动"),
            Self::SealMissing(position) => write!(f, "第 {position} 个封存值缺失"),
            Self::Unsealed(count) => {
                write!(f, "有 {count} 条审计记录不在链中（事后插入，或尚未封存）")
            }
        }
    }
}

/// Reads the whole chain and says everything that is wrong, with the number of sealed entries.
///
/// # Errors
/// A fault when the database fails.
pub async fn verify(db: &Db) -> Result<(u64, Vec<Broken>)> {
    let mut broken = Vec::new();
    let (mut position, mut previous, mut sealed, mut found) = (0_i64, String::new(), 0_u64, 0_u64);
    loop {
        let seals = store::seals_after(db.read(), position, BATCH).await?;
        if seals.is_empty() {
            break;
        }
        for seal in seals {
            if seal.position != position + 1 {
                broken.push(Broken::SealMissing(position + 1));
            }
            match store::find(db.read(), seal.entry_seq).await? {
                None => broken.push(Broken::Removed(seal.entry_seq)),
                Some(entry) => {
                    found += 1;
                    if digest(&previous, &entry) != seal.digest {
                        broken.push(Broken::Changed(seal.entry_seq));
                    }
                }
            }
            sealed += 1;
            // Goes on from what was sealed, so that one broken place does not hide the next.
            position = seal.position;
            previous = seal.digest;
        }
    }
    let unsealed = store::count(db.read()).await?.saturating_sub(found);
    if unsealed > 0 {
        broken.push(Broken::Unsealed(unsealed));
    }
    Ok((sealed, broken))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        }
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
