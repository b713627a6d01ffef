//! The verbs of keys and envelopes.

use super::entity::{custodian_key, demand_key, envelope, key_share, receipt};
use super::rules::{self, CUSTODIANS, Digests, EnvelopeProblem};
use super::store;
use crate::bids::BidRow;
use crate::demands::DemandRow;
use crate::procedures::{Custody, rules::TermsProblem};
use commons::audit::{self, Recorded};
use kernel::id::{DemandId, EnvelopeId, KeyShareId};
use kernel::{Denied, NewEvent, Result};
use platform::jobs::{self, NewJob};
use platform::vault::Place;
use platform::{Cx, Secret, sealing};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

/// Where the private key of a need lies.
pub(super) fn place_of_key(id: &DemandId) -> Place<'_> {
    Place { table: "demand_keys", column: "private_sealed", row: id.as_str() }
}

/// Where a released share lies.
pub(super) fn place_of_share(id: &KeyShareId) -> Place<'_> {
    Place { table: "key_shares", column: "share_sealed", row: id.as_str() }
}

/// The keys of the three associations, or that they are not all there.
///
/// # Errors
/// A problem when one is missing.
pub(crate) async fn custodians(db: &impl ConnectionTrait) -> Result<Vec<custodian_key::Model>> {
    let keys = store::custodian_keys(db).await?;
    if keys.len() == CUSTODIANS.len() { Ok(keys) } else { Err(TermsProblem::KeysMissing.into()) }
}

/// Makes the key of a need that becomes public. A split private key is in memory only while it is
/// split here, and written nowhere.
///
/// # Errors
/// A problem when an association has no key.
pub(crate) async fn make_key(cx: &mut Cx, demand: &DemandRow, custody: Custody) -> Result<()> {
    let pair = sealing::key_pair(&mut cx.rng);
    let private_sealed = match custody {
        Custody::None => return Ok(()),
        Custody::Clock => Some(cx.vault.seal(place_of_key(&demand.id), pair.private.reveal())?),
        Custody::ThreeKeys => None,
    };
    let row = demand_key::Model {
        demand_id: demand.id.clone(),
        public_key: pair.public,
        private_sealed,
        head: rules::first_link(&demand.id),
        receipts: 0,
        made_at: cx.now,
        released_at: None,
        ended_at: None,
    };
    store::insert_key(&cx.tx, row.clone()).await?;
    if custody == Custody::ThreeKeys {
        deal(cx, demand, &pair.private).await?;
    }
    record(cx, "envelopes.key_make", demand, json!({ "publicKey": row.public_key })).await
}

/// Gives each association its share, sealed for its key.
async fn deal(cx: &mut Cx, demand: &DemandRow, private: &Secret) -> Result<()> {
    let keys = custodians(&cx.tx).await?;
    let shares = sealing::split(private, keys.len(), &mut cx.rng);
    for (key, share) in keys.into_iter().zip(shares) {
        let purpose = rules::share_purpose(&demand.id, &key.province_code);
        let text = share.reveal().as_bytes();
        let sealed = sealing::seal(&key.public_key, &purpose, text, &mut cx.rng);
        let sealed = sealed.map_err(anyhow::Error::new)?;
        let row = key_share::Model {
            id: KeyShareId::new(cx.now, &mut cx.rng),
            demand_id: demand.id.clone(),
            province_code: key.province_code,
            custodian_key_id: key.id,
            share_for_custodian: hex::encode(sealed),
            digest: rules::digest(text),
            share_sealed: None,
            released_by: None,
            released_at: None,
        };
        store::insert_share(&cx.tx, row).await?;
    }
    Ok(())
}

/// Makes a bid of envelopes that were uploaded: one of each kind, by the same bidder, for the same
/// need. Its receipt is the next link of the chain; the need's row is locked by then.
///
/// # Errors
/// A problem when an envelope is missing or was used.
pub(crate) async fn attach(
    cx: &mut Cx,
    demand: &DemandRow,
    bid: &BidRow,
    ids: &[EnvelopeId],
) -> Result<receipt::Model> {
    let mut found: Vec<envelope::Model> = Vec::new();
    for id in ids.iter().take(4) {
        found.extend(store::envelope(&cx.tx, id).await?);
    }
    found.sort_by_key(|it| it.kind);
    found.dedup_by_key(|it| it.kind);
    let is_own = |it: &envelope::Model| {
        it.bid_id.is_none()
            && it.demand_id == demand.id
            && it.organisation_id == bid.organisation_id
    };
    if ids.len() != 3 || found.len() != 3 || !found.iter().all(is_own) {
        return Err(EnvelopeProblem::Incomplete.into());
    }
    let key = store::key_of(&cx.tx, &demand.id).await?.ok_or(EnvelopeProblem::NotSealed)?;
    let digests = Digests(found.iter().map(|it| it.digest.clone()).collect());
    let number = key.receipts + 1;
    let head = rules::next_link(&key.head, number, &digests, cx.now);
    let row = receipt::Model {
        bid_id: bid.id.clone(),
        demand_id: demand.id.clone(),
        number,
        digests,
        before: key.head.clone(),
        head: head.clone(),
        received_at: cx.now,
    };
    store::insert_receipt(&cx.tx, row.clone()).await?;
    store::update_key(&cx.tx, demand_key::Model { head, receipts: number, ..key }).await?;
    for envelope in found {
        let bid_id = Some(bid.id.clone());
        store::update_envelope(&cx.tx, envelope::Model { bid_id, ..envelope }).await?;
    }
    Ok(row)
}

/// Deletes what lies in the file store for envelopes that are forgotten.
pub const DELETE_FILES: &str = "envelopes.delete_files";

/// Forgets the envelopes of a bid that is taken back: rows at once, files right after. Its receipt stays, with
/// their digests, as a link of the chain.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn forget(cx: &mut Cx, bid: &BidRow) -> Result<()> {
    let envelopes = store::envelopes_of(&cx.tx, &bid.id).await?;
    if envelopes.is_empty() {
        return Ok(());
    }
    let ids: Vec<EnvelopeId> = envelopes.into_iter().map(|it| it.id).collect();
    store::delete_of(&cx.tx, &bid.id).await?;
    let job = NewJob {
        name: DELETE_FILES,
        payload: json!({ "demand": bid.demand_id, "envelopes": ids }),
        run_at: cx.now,
        dedupe_key: None,
    };
    jobs::enqueue(cx, job).await
}

/// Whether the bids of a need come in envelopes.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn is_sealed(cx: &Cx, id: &DemandId) -> Result<bool> {
    Ok(store::key_of(&cx.tx, id).await?.is_some())
}

/// Releases a key that the clock keeps, at the deadline.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn release_by_clock(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    let Some(key) = store::key_of(&cx.tx, &demand.id).await? else { return Ok(()) };
    if key.private_sealed.is_none() || key.released_at.is_some() {
        return Ok(());
    }
    release(cx, demand, key).await
}

/// Writes down that a key may be used from now on.
pub(super) async fn release(cx: &mut Cx, demand: &DemandRow, key: demand_key::Model) -> Result<()> {
    store::update_key(&cx.tx, demand_key::Model { released_at: Some(cx.now), ..key }).await?;
    record(cx, "envelopes.key_release", demand, json!({})).await?;
    cx.emit(NewEvent::of("envelopes.key_released", "demand", &demand.id)).await
}

/// Destroys the key of a need: the last envelope is open, or none will ever be.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn end_key(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    let Some(key) = store::key_of(&cx.tx, &demand.id).await? else { return Ok(()) };
    if key.ended_at.is_some() {
        return Ok(());
    }
    for share in store::shares_of(&cx.tx, &demand.id).await? {
        store::update_share(&cx.tx, key_share::Model { share_sealed: None, ..share }).await?;
    }
    let ended = demand_key::Model { private_sealed: None, ended_at: Some(cx.now), ..key };
    store::update_key(&cx.tx, ended).await?;
    record(cx, "envelopes.key_destroy", demand, json!({})).await
}

/// The private key of a need, once it was released.
pub(super) async fn private_key(cx: &Cx, id: &DemandId) -> Result<Option<Secret>> {
    let Some(key) = store::key_of(&cx.tx, id).await? else { return Ok(None) };
    match key.private_sealed.filter(|_| key.released_at.is_some()) {
        Some(sealed) => Ok(Some(cx.vault.open(place_of_key(id), &sealed)?)),
        None => Ok(None),
    }
}

pub(super) async fn record(
    cx: &mut Cx,
    action: &'static str,
    demand: &DemandRow,
    after: Value,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: crate::demands::actions::SUBJECT,
        subject_id: demand.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}

/// Only the product may call what follows.
pub(super) fn ensure_system(cx: &Cx) -> Result<()> {
    if cx.actor.is_system() { Ok(()) } else { Err(Denied::Forbidden.into()) }
}
