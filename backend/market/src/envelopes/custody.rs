//! The associations: their keys, and the shares they release in an opening.

use super::actions::{self, place_of_key, place_of_share};
use super::entity::{custodian_key, demand_key, key_share};
use super::rules::{self, EnvelopeProblem};
use super::{access, store};
use crate::demands::{self, DemandRow, DemandStage};
use commons::audit::{self, Recorded};
use kernel::id::{CustodianKeyId, DemandId};
use kernel::{Denied, RegionCode, Result};
use platform::{Cx, Secret, sealing};
use serde_json::json;

/// Registers the key of an association, in place of its former one. Shares already dealt stay with the
/// former: it is kept until they were released.
///
/// # Errors
/// Problems for others than custodians, and for what is no public key.
pub async fn register(cx: &mut Cx, public_key: &str) -> Result<custodian_key::Model> {
    let (province, organisation_id) = custodian(cx)?;
    if !sealing::is_public_key(public_key) {
        return Err(EnvelopeProblem::KeyForm.into());
    }
    let account_id = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let former = store::custodian_key_of(&cx.tx, &province).await?;
    if let Some(former) = former.clone() {
        let ended = custodian_key::Model { ended_at: Some(cx.now), ..former };
        store::update_custodian_key(&cx.tx, ended).await?;
    }
    let row = custodian_key::Model {
        id: CustodianKeyId::new(cx.now, &mut cx.rng),
        province_code: province,
        organisation_id,
        account_id,
        public_key: public_key.to_owned(),
        made_at: cx.now,
        ended_at: None,
    };
    store::insert_custodian_key(&cx.tx, row.clone()).await?;
    let told = |it: &custodian_key::Model| json!({ "province": it.province_code.as_str(), "publicKey": it.public_key });
    let recorded = Recorded {
        action: "envelopes.custodian_key_register",
        subject_kind: "custodian_key",
        subject_id: row.id.as_str(),
        before: former.as_ref().map(told),
        after: Some(told(&row)),
    };
    audit::record(cx, recorded).await?;
    Ok(row)
}

/// Releases the share of the caller's association. The second share gives the key back; from then on
/// envelopes are opened.
///
/// # Errors
/// Problems for others than custodians, before the deadline, for a wrong share, and when none is due.
pub async fn release_share(cx: &mut Cx, id: &DemandId, share: &str) -> Result<DemandRow> {
    let (province, _) = custodian(cx)?;
    let demand = demands::lock_demand(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let mut shares = store::shares_of(&cx.tx, id).await?;
    let own = shares.iter_mut().find(|it| it.province_code == province);
    let own = own.filter(|it| it.released_at.is_none()).ok_or(EnvelopeProblem::NothingToRelease)?;
    if cx.now < demand.deadline {
        return Err(EnvelopeProblem::TooEarly.into());
    }
    if demand.stage != Some(DemandStage::Opening) {
        return Err(EnvelopeProblem::NothingToRelease.into());
    }
    let share = share.trim();
    if rules::digest(share.as_bytes()) != own.digest {
        return Err(EnvelopeProblem::WrongShare.into());
    }
    *own = key_share::Model {
        share_sealed: Some(cx.vault.seal(place_of_share(&own.id), share)?),
        released_by: cx.actor.account_id().cloned(),
        released_at: Some(cx.now),
        ..own.clone()
    };
    store::update_share(&cx.tx, own.clone()).await?;
    let told = json!({ "province": province.as_str() });
    actions::record(cx, "envelopes.share_release", &demand, told).await?;
    put_together(cx, &demand, &shares).await?;
    Ok(demand)
}

/// Puts the key together, once enough shares are there.
async fn put_together(cx: &mut Cx, demand: &DemandRow, shares: &[key_share::Model]) -> Result<()> {
    let key = store::key_of(&cx.tx, &demand.id).await?.ok_or(EnvelopeProblem::NothingToRelease)?;
    let mut released: Vec<Secret> = Vec::new();
    for share in shares {
        if let Some(sealed) = &share.share_sealed {
            released.push(cx.vault.open(place_of_share(&share.id), sealed)?);
        }
    }
    if key.released_at.is_some() || released.len() < usize::from(sealing::SHARES_TO_OPEN) {
        return Ok(());
    }
    let private = sealing::combine(&released).map_err(anyhow::Error::new)?;
    let public = sealing::public_of(&private).map_err(anyhow::Error::new)?;
    if public != key.public_key {
        return Err(anyhow::anyhow!("the shares of {} give another key", demand.id).into());
    }
    let private_sealed = Some(cx.vault.seal(place_of_key(&demand.id), private.reveal())?);
    actions::release(cx, demand, demand_key::Model { private_sealed, ..key }).await
}

/// For which province and association the caller keeps shares.
fn custodian(cx: &Cx) -> Result<(RegionCode, kernel::id::OrganisationId)> {
    let province = access::custodian_of(&cx.actor).ok_or(EnvelopeProblem::NotCustodian)?;
    let organisation = cx.actor.organisation_id().cloned().ok_or(EnvelopeProblem::NotCustodian)?;
    Ok((province, organisation))
}
