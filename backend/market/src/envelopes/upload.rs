//! Envelopes on their way in: kept as they come, hashed on the way.

use super::entity::envelope::{self, EnvelopeKind};
use super::reading::key_of_file;
use super::rules::{ENVELOPE_BYTES, EnvelopeProblem};
use super::{access, store};
use crate::bids;
use crate::demands::{self, access as demand_access, rules as demand_rules};
use crate::directory;
use anyhow::Context;
use bytes::Bytes;
use commons::memberships::actions as memberships;
use futures::{Stream, StreamExt};
use kernel::id::{DemandId, EnvelopeId};
use kernel::{Actor, Denied, Error, OrganisationKind, Origin};
use platform::Db;
use platform::files::{FileBody, FileKey, Files, FilesError};
use platform::jobs::JobError;
use platform::sealing::{HEAD, TAG};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};

/// How many envelopes are forgotten in one go.
const AT_ONCE: u64 = 100;

/// Where an envelope lies as it came.
pub(super) fn key_of(envelope: &envelope::Model) -> anyhow::Result<FileKey> {
    sealed_key(envelope.demand_id.as_str(), envelope.id.as_str())
}

fn sealed_key(demand: &str, envelope: &str) -> anyhow::Result<FileKey> {
    let key = format!("envelopes/{demand}/{envelope}.sealed").to_lowercase();
    FileKey::parse(&key).context("an id is a key")
}

/// Deletes the files of envelopes whose bid was taken back; a file that is gone already is no error.
///
/// # Errors
/// Retry when the file store fails.
pub async fn delete_files(files: &Files, payload: &serde_json::Value) -> Result<(), JobError> {
    let wrong = || JobError::GiveUp("not the ids of envelopes".to_owned());
    let demand = payload["demand"].as_str().ok_or_else(wrong)?;
    for id in payload["envelopes"].as_array().ok_or_else(wrong)? {
        let key = id.as_str().and_then(|it| sealed_key(demand, it).ok()).ok_or_else(wrong)?;
        files.delete(&key).await.map_err(|error| JobError::Retry(error.to_string()))?;
    }
    Ok(())
}

/// Keeps an envelope of the caller's for a need that takes bids. No bid yet: that is made of three.
///
/// # Errors
/// Forbidden for others than editors of providers; not found; problems when no bids are taken, and for
/// what is too large or no envelope.
pub async fn keep<S, E>(
    db: &Db,
    files: &Files,
    (actor, origin): (Actor, Origin),
    (demand_id, kind): (DemandId, EnvelopeKind),
    content: S,
) -> kernel::Result<envelope::Model>
where
    S: Stream<Item = std::result::Result<Bytes, E>>,
    E: std::fmt::Display,
{
    let organisation_id = actor.organisation_id().cloned();
    let is_provider = actor.acts_for(OrganisationKind::Provider) && actor.may_edit();
    let organisation_id = organisation_id.filter(|_| is_provider).ok_or(Denied::Forbidden)?;
    let demand = demands::find_demand(db.read(), &demand_id).await?;
    let demand = demand.filter(|it| demand_access::may_see(&actor, it)).ok_or(Denied::NotFound)?;
    if !demand_rules::takes_bids(&demand, db.clock().now()) {
        return Err(bids::rules::BidProblem::TooLate.into());
    }
    if store::key_of(db.read(), &demand_id).await?.is_none() {
        return Err(EnvelopeProblem::NotSealed.into());
    }
    let window_from = demand.window().0;
    let (who, own) = ((actor.clone(), origin.clone()), organisation_id.clone());
    db.in_transaction_for(who.0, who.1, |cx| {
        Box::pin(async move {
            memberships::ensure_cleared(cx).await?;
            let provider = directory::find_by_organisation(&cx.tx, &own).await?;
            let provider = provider.ok_or(bids::rules::BidProblem::NotProvider)?;
            bids::actions::ensure_invited(cx, &demand, &provider.id).await
        })
    })
    .await?;
    let mut row = envelope::Model {
        // Like the id of a bid, it does not tell when it was made.
        id: EnvelopeId::new(window_from, &mut db.dice()),
        demand_id,
        organisation_id,
        bid_id: None,
        kind,
        bytes: 0,
        digest: String::new(),
        received_at: db.clock().now(),
        opened_at: None,
        content: None,
    };
    let key = key_of(&row)?;
    let hash = Arc::new(Mutex::new(Sha256::new()));
    let hashed = content.inspect(|part| {
        if let Ok(bytes) = part {
            hash.lock().expect("no holder of this lock panics").update(bytes);
        }
    });
    let length = match files.put_stream(&key, hashed, ENVELOPE_BYTES).await {
        Ok(length) => length,
        Err(FilesError::TooLarge(_)) => return Err(EnvelopeProblem::TooLarge.into()),
        Err(FilesError::Broken(_)) => return Err(EnvelopeProblem::NotAnEnvelope.into()),
        Err(error) => return Err(Error::Fault(error.into())),
    };
    if length < (HEAD + TAG) as u64 {
        files.delete(&key).await.map_err(anyhow::Error::new)?;
        return Err(EnvelopeProblem::NotAnEnvelope.into());
    }
    row.bytes = i64::try_from(length).unwrap_or(i64::MAX);
    let hash = hash.lock().expect("no holder of this lock panics").clone();
    row.digest = hex::encode(hash.finalize());
    let kept = row.clone();
    let replaced = db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move {
            let replaced = store::loose_of(&cx.tx, &row).await?;
            for former in &replaced {
                store::delete_loose(&cx.tx, &former.id).await?;
            }
            store::insert_envelope(&cx.tx, row).await?;
            Ok(replaced)
        })
    });
    for former in replaced.await? {
        files.delete(&key_of(&former)?).await.map_err(anyhow::Error::new)?;
    }
    Ok(kept)
}

/// A file of an opened envelope, with its name.
///
/// # Errors
/// Not found for those who may not read it, and while it is closed.
pub async fn file(
    db: &Db,
    files: &Files,
    actor: &Actor,
    (id, n): (EnvelopeId, usize),
) -> kernel::Result<(String, FileBody)> {
    let row = store::envelope(db.read(), &id).await?.ok_or(Denied::NotFound)?;
    let attachment = row.content.as_ref().and_then(|it| it.files.get(n)).ok_or(Denied::NotFound)?;
    let bid_id = row.bid_id.as_ref().ok_or(Denied::NotFound)?;
    let bid = bids::find_bid(db.read(), bid_id).await?.ok_or(Denied::NotFound)?;
    let demand = demands::find_demand(db.read(), &row.demand_id).await?.ok_or(Denied::NotFound)?;
    if !access::may_read(actor, &bid, &demand, row.kind) {
        return Err(Denied::NotFound.into());
    }
    let body = files.read(&key_of_file(&row, n)?, None).await.map_err(anyhow::Error::new)?;
    Ok((attachment.name.clone(), body))
}

/// Forgets envelopes that no bid was made of; false when there were none.
///
/// # Errors
/// A fault when the database or the file store fails.
pub async fn forget_loose(db: &Db, files: &Files) -> kernel::Result<bool> {
    let loose = store::loose_envelopes(db.read(), db.clock().now(), AT_ONCE).await?;
    let found = !loose.is_empty();
    for row in loose {
        let (key, id) = (key_of(&row)?, row.id.clone());
        let gone = db.in_transaction(Actor::System("envelopes.forget"), |cx| {
            Box::pin(async move { store::delete_loose(&cx.tx, &id).await })
        });
        if gone.await? {
            files.delete(&key).await.map_err(anyhow::Error::new)?;
        }
    }
    Ok(found)
}
