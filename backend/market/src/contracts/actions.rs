//! The verbs of a contract: draft, edit, sign, give up.

use super::document::{Block, digest, document, words};
use super::entity::{ContractState, Model, Side, milestone, signature};
use super::rules::{self, Act, ContractProblem};
use super::terms::{self, TypedTerms, USUAL_PAYMENT_DAYS};
use super::{access, mails, parts, store};
use crate::bids::{self, BidRow};
use crate::demands::{self, DemandRow, DemandState};
use crate::partners;
use commons::audit::{self, Recorded};
use commons::memberships::actions as memberships;
use commons::organisations;
use kernel::clock::china_day;
use kernel::id::{ContractId, DemandId, MilestoneId, OrganisationId};
use kernel::text::is_long;
use kernel::{Denied, Fen, NewEvent, Result};
use platform::Cx;
use serde_json::{Value, json};

/// The noun under which contracts are audited and announced.
pub(super) const SUBJECT: &str = "contract";

/// What an act is called in the log, and what it is announced as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) action: &'static str,
    pub(super) event: &'static str,
}

impl Side {
    /// The one across the table.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Buyer => Self::Provider,
            Self::Provider => Self::Buyer,
        }
    }
}

/// Drafts the contracts of a need that was awarded: one, or one for each enterprise that shares it. Done by the product; a
/// need that has them keeps them.
pub(super) async fn draft(cx: &mut Cx, demand_id: &DemandId) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let Some(demand) = demands::lock_demand(&cx.tx, demand_id).await? else { return Ok(()) };
    let Some(bid_id) = demand.awarded_bid_id.clone() else { return Ok(()) };
    let has_one = !store::of_demands(&cx.tx, std::slice::from_ref(demand_id)).await?.is_empty();
    if has_one || demand.state != DemandState::Awarded {
        return Ok(());
    }
    let Some(bid) = bids::find_bid(&cx.tx, &bid_id).await? else { return Ok(()) };
    let Some(price) = bid.price_fen else {
        return Err(anyhow::anyhow!("the awarded bid {bid_id} has no price").into());
    };
    let joined = partners::joined(&cx.tx, demand_id).await?;
    let is_shared = !joined.is_empty();
    let joined = joined.into_iter().map(|it| (it.organisation_id, it.quantity)).collect();
    let parts = parts::parts(demand.organisation_id.clone(), demand.quantity, joined);
    let weights: Vec<i32> = parts.iter().map(|it| it.weight).collect();
    let prices = terms::split(price, &weights);
    for (part, price_fen) in parts.into_iter().zip(prices) {
        // A part so small that it costs nothing needs no contract.
        if price_fen.0 > 0 {
            let quantity = part.quantity.filter(|_| is_shared);
            draft_for(cx, &demand, &bid, (part.buyer, quantity), price_fen).await?;
        }
    }
    Ok(())
}

/// Drafts the contract of one buyer.
async fn draft_for(
    cx: &mut Cx,
    demand: &DemandRow,
    bid: &BidRow,
    (buyer, part): (OrganisationId, Option<f64>),
    price_fen: Fen,
) -> Result<()> {
    let buyer = organisations::find(&cx.tx, &buyer).await?;
    let seller = organisations::find(&cx.tx, &bid.organisation_id).await?;
    let (Some(buyer), Some(seller)) = (buyer, seller) else { return Ok(()) };
    let Some(days) = bid.duration_days else {
        return Err(anyhow::anyhow!("the awarded bid {} has no days", bid.id).into());
    };
    let starts_on = china_day(demand.awarded_at.unwrap_or(cx.now));
    let ends_on = terms::end_of(starts_on, days);
    let (pace, place) = (demand.pace(), kernel::region::full_name(&demand.region_code));
    let address = demand.address.as_ref();
    let row = Model {
        id: ContractId::new(cx.now, &mut cx.rng),
        demand_id: demand.id.clone(),
        bid_id: bid.id.clone(),
        buyer_id: buyer.id,
        buyer_name: buyer.name,
        buyer_code: buyer.credit_code,
        seller_id: seller.id,
        seller_name: seller.name,
        seller_code: seller.credit_code,
        provider_id: bid.provider_id.clone(),
        region_code: demand.region_code.clone(),
        title: demand.title.clone(),
        subject: terms::subject_of(demand, part),
        place: address.map_or(place.clone(), |it| format!("{place} {it}")),
        price_fen,
        starts_on,
        ends_on,
        payment_days: USUAL_PAYMENT_DAYS,
        other_terms: bid.plan.clone(),
        state: ContractState::Draft,
        terms_revision: 1,
        revision: 1,
        drafted_at: cx.now,
        signed_at: None,
        ended_at: None,
        end_reason: None,
        dispute_count: 0,
        acts_at: Some(rules::signing_is_late_at(cx.now, pace)),
        is_demo: demand.is_demo,
        pace: demand.pace,
        part,
    };
    let whole = terms::TypedMilestone {
        title: "服务完成并验收".into(),
        due_on: ends_on,
        share_bp: terms::WHOLE_BP,
    };
    store::insert(&cx.tx, row.clone()).await?;
    write_milestones(cx, &row, vec![whole]).await?;
    record(cx, "contracts.draft", &row, None).await?;
    announce(cx, "contracts.drafted", &row).await?;
    let days = terms::days(rules::SIGN_DAYS, pace);
    let body = format!("合同已按选定的报价拟好，请在 {days}内核对并签署。");
    mails::tell_both(cx, &row, "合同待签署", &body).await
}

async fn write_milestones(
    cx: &mut Cx,
    contract: &Model,
    typed: Vec<terms::TypedMilestone>,
) -> Result<()> {
    let shares: Vec<i32> = typed.iter().map(|it| it.share_bp).collect();
    let amounts = terms::split(contract.price_fen, &shares);
    let mut rows = Vec::with_capacity(typed.len());
    for (number, (it, amount_fen)) in (1..).zip(typed.into_iter().zip(amounts)) {
        rows.push(milestone::Model {
            id: MilestoneId::new(cx.now, &mut cx.rng),
            contract_id: contract.id.clone(),
            number,
            title: it.title,
            due_on: it.due_on,
            share_bp: it.share_bp,
            amount_fen,
            state: milestone::MilestoneState::Pending,
            note: None,
            submitted_by: None,
            submitted_at: None,
            return_reason: None,
            accepted_by: None,
            accepted_at: None,
            is_silent: false,
            pay_due_on: None,
            paid_on: None,
            received_on: None,
            acts_at: None,
        });
    }
    store::replace_milestones(&cx.tx, &contract.id, rows).await
}

/// Writes other terms; signatures that stood are void. The buyer, before both have signed.
pub(super) async fn edit(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    typed: TypedTerms,
) -> Result<Model> {
    let (before, side) = get_for_change(cx, id, revision).await?;
    if side != Side::Buyer {
        return Err(ContractProblem::OnlyBuyer.into());
    }
    let state = rules::next(before.state, Act::Edit).ok_or(ContractProblem::NotDraft)?;
    let checked = terms::check(typed)?;
    let after = Model {
        subject: checked.subject,
        place: checked.place,
        starts_on: checked.starts_on,
        ends_on: checked.ends_on,
        payment_days: checked.payment_days,
        other_terms: checked.other_terms,
        state,
        terms_revision: before.terms_revision + 1,
        ..before.clone()
    };
    write_milestones(cx, &after, checked.milestones).await?;
    let after =
        save(cx, Named { action: "contracts.edit", event: "contracts.edited" }, &before, after)
            .await?;
    let void = before.state == ContractState::Offered;
    let body = if void {
        "条款有修改，之前的签署已失效，请重新核对。"
    } else {
        "委托方修改了条款，请核对。"
    };
    mails::tell(cx, &after, Side::Provider, "合同条款有修改", body).await?;
    Ok(after)
}

/// Signs the text that was seen. An owner of either side.
pub(super) async fn sign(cx: &mut Cx, id: &ContractId, revision: i32, seen: &str) -> Result<Model> {
    let (before, side) = get_for_change(cx, id, revision).await?;
    let own = cx.actor.organisation_id().cloned();
    if !own.is_some_and(|it| cx.actor.owns(&it)) {
        return Err(ContractProblem::OnlyOwnersSign.into());
    }
    let standing: Vec<_> = store::signatures_of(&cx.tx, id)
        .await?
        .into_iter()
        .filter(|it| it.terms_revision == before.terms_revision)
        .collect();
    if standing.iter().any(|it| it.side == side) {
        return Err(ContractProblem::AlreadySigned.into());
    }
    let is_second = !standing.is_empty();
    let state = rules::next(before.state, Act::Sign { is_second });
    let state = state.ok_or(ContractProblem::NotToSign)?;
    let milestones = store::milestones_of(&cx.tx, std::slice::from_ref(id)).await?;
    let blocks = document(&before, &milestones);
    let digest = digest(&blocks);
    if seen != digest {
        return Err(ContractProblem::OtherText.into());
    }
    let account_id = cx.actor.account_id().cloned().ok_or(Denied::Forbidden)?;
    let signature = signature::Model {
        contract_id: id.clone(),
        terms_revision: before.terms_revision,
        side,
        account_id,
        digest,
        text: words(&blocks),
        signed_at: cx.now,
    };
    store::insert_signature(&cx.tx, signature).await?;
    let signed_at = is_second.then_some(cx.now);
    let acts_at = before.acts_at.filter(|_| !is_second);
    let after = Model { state, signed_at, acts_at, ..before.clone() };
    let named = match is_second {
        true => Named { action: "contracts.sign", event: "contracts.activated" },
        false => Named { action: "contracts.sign", event: "contracts.offered" },
    };
    let after = save(cx, named, &before, after).await?;
    match is_second {
        true => mails::tell_both(cx, &after, "合同已生效", "双方都已签署，合同开始履行。").await?,
        false => {
            let body = "对方已经签署，请核对后签署。";
            mails::tell(cx, &after, side.other(), "合同待签署", body).await?;
        }
    }
    Ok(after)
}

/// Gives a contract up before both have signed, with a reason. Either side.
pub(super) async fn cancel(
    cx: &mut Cx,
    id: &ContractId,
    revision: i32,
    reason: &str,
) -> Result<Model> {
    let (before, side) = get_for_change(cx, id, revision).await?;
    let state = rules::next(before.state, Act::Cancel).ok_or(ContractProblem::CannotCancel)?;
    if !is_long(reason, 4..=500) {
        return Err(ContractProblem::ReasonLength.into());
    }
    let after = Model {
        state,
        ended_at: Some(cx.now),
        end_reason: Some(reason.trim().to_owned()),
        acts_at: None,
        ..before.clone()
    };
    let after = save(
        cx,
        Named { action: "contracts.cancel", event: "contracts.cancelled" },
        &before,
        after,
    )
    .await?;
    let body = format!("对方放弃签署，理由：{}", reason.trim());
    mails::tell(cx, &after, side.other(), "合同未签", &body).await?;
    Ok(after)
}

/// A contract as a paper: the text that is signed, its digest, and who has signed it.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The text, part by part.
    pub blocks: Vec<Block>,
    /// SHA-256 of its words.
    pub digest: String,
    /// Who has signed it, a line each; not part of the text.
    pub signatures: Vec<String>,
}

/// A contract as a paper, for who may read it.
///
/// # Errors
/// Not found for others.
pub async fn paper(cx: &mut Cx, id: &ContractId) -> Result<Paper> {
    let (row, milestones) = find_for_reader(cx, id).await?;
    let blocks = document(&row, &milestones);
    let signed = store::signatures_of(&cx.tx, id).await?.into_iter();
    let standing =
        signed.filter(|it| row.signed_at.is_some() || it.terms_revision == row.terms_revision);
    let signatures = standing.map(|it| {
        let name = match it.side {
            Side::Buyer => &row.buyer_name,
            Side::Provider => &row.seller_name,
        };
        let at = it.signed_at.with_timezone(&kernel::clock::china_time());
        let at = at.format("%Y年%-m月%-d日 %H:%M");
        format!("{name}于 {at} 签署第 {} 版，文本摘要 {}", it.terms_revision, it.digest)
    });
    Ok(Paper { digest: digest(&blocks), signatures: signatures.collect(), blocks })
}

/// A contract for who may read it; a reading by the association is logged.
///
/// # Errors
/// Not found for others.
pub(super) async fn find_for_reader(
    cx: &mut Cx,
    id: &ContractId,
) -> Result<(Model, Vec<milestone::Model>)> {
    let found = store::find(&cx.tx, id).await?;
    let row = found.filter(|it| access::may_read(&cx.actor, it)).ok_or(Denied::NotFound)?;
    if access::reads_as_association(&cx.actor, &row) {
        record(cx, "contracts.read", &row, None).await?;
    }
    let milestones = store::milestones_of(&cx.tx, std::slice::from_ref(id)).await?;
    Ok((row, milestones))
}

/// A contract of the caller's that is about to be changed, as the caller saw it.
///
/// # Errors
/// Not found for others than the two sides, forbidden for viewers; a problem when somebody else has
/// moved it meanwhile.
pub(crate) async fn get_for_change(
    cx: &Cx,
    id: &ContractId,
    revision: i32,
) -> Result<(Model, Side)> {
    let found = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let side = access::side_of(&cx.actor, &found).ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    if found.revision != revision {
        return Err(ContractProblem::ChangedMeanwhile.into());
    }
    Ok((found, side))
}

/// Saves, with an audit entry and an event.
pub(super) async fn save(
    cx: &mut Cx,
    Named { action, event }: Named,
    before: &Model,
    after: Model,
) -> Result<Model> {
    let after = Model { revision: before.revision + 1, ..after };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, action, &after, Some(before)).await?;
    announce(cx, event, &after).await?;
    Ok(after)
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    after: &Model,
    before: Option<&Model>,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: after.id.as_str(),
        before: before.map(standing),
        after: Some(standing(after)),
    };
    audit::record(cx, recorded).await
}

fn standing(row: &Model) -> Value {
    let Fen(price_fen) = row.price_fen;
    json!({
        "state": row.state, "revision": row.revision, "termsRevision": row.terms_revision,
        "priceFen": price_fen, "endsOn": row.ends_on, "reason": row.end_reason,
    })
}

async fn announce(cx: &mut Cx, name: &'static str, row: &Model) -> Result<()> {
    let payload = json!({ "demandId": row.demand_id, "providerId": row.provider_id });
    cx.emit(NewEvent { payload, ..NewEvent::of(name, SUBJECT, &row.id) }).await
}
