//! The verbs of partners: named, join, decline.

use super::entity::{Model, PartnerState};
use super::rules::{self, PartnerProblem, TypedPartner};
use super::store;
use crate::demands::{self, DemandRow, DemandState};
use commons::audit::{self, Recorded};
use commons::memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use commons::organisations::{self, Standing};
use kernel::id::DemandId;
use kernel::{Denied, NewEvent, OrganisationKind, Result};
use platform::Cx;
use serde_json::json;

/// Forgets the partners of a need that is being mended.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn forget(cx: &Cx, id: &DemandId) -> Result<()> {
    store::delete(&cx.tx, id).await
}

/// Writes the partners of a need that is being posted or mended, and tells them.
///
/// # Errors
/// Problems when one is no enterprise of ours.
pub(crate) async fn keep(
    cx: &mut Cx,
    demand: &DemandRow,
    partners: Vec<TypedPartner>,
    is_shared: bool,
) -> Result<()> {
    let problems = rules::check(&partners, is_shared);
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let mut named = Vec::new();
    for partner in partners {
        let code = partner.credit_code.trim().to_ascii_uppercase();
        let found = organisations::find_by_credit_code(&cx.tx, &code).await?;
        let is_partner = |it: &organisations::OrganisationRow| {
            it.kind == OrganisationKind::Enterprise
                && it.standing == Standing::Active
                && it.id != demand.organisation_id
                && !named.contains(&it.id)
        };
        let organisation = found.filter(is_partner).ok_or(PartnerProblem::Unknown)?;
        named.push(organisation.id.clone());
        let row = Model {
            demand_id: demand.id.clone(),
            organisation_id: organisation.id.clone(),
            quantity: partner.quantity,
            state: PartnerState::Invited,
            invited_at: cx.now,
            answered_by: None,
            answered_at: None,
        };
        store::insert(&cx.tx, row).await?;
        for account_id in memberships::editors_of(&cx.tx, &organisation.id).await? {
            let body = format!("有企业邀请贵单位一起采购“{}”，请确认是否加入。", demand.title);
            let (kind, title) = (NoticeKind::Demand, "邀请拼单".into());
            let path = "/workspace/demands/shared".into();
            notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await?;
        }
    }
    Ok(())
}

/// Answers for the caller's enterprise whether it takes part, until bids close.
///
/// # Errors
/// Not found when it was not named, forbidden for viewers, a problem after the deadline.
pub(super) async fn answer(cx: &mut Cx, id: &DemandId, state: PartnerState) -> Result<DemandRow> {
    let own = cx.actor.organisation_id().cloned().ok_or(Denied::NotFound)?;
    let demand = demands::lock_demand(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let before = store::find(&cx.tx, id, &own).await?.ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let is_open = matches!(demand.state, DemandState::Submitted | DemandState::Published);
    if !is_open || cx.now >= demand.deadline {
        return Err(PartnerProblem::Closed.into());
    }
    if before.state == state {
        return Ok(demand);
    }
    let after = Model {
        state,
        answered_by: cx.actor.account_id().cloned(),
        answered_at: Some(cx.now),
        ..before
    };
    store::update(&cx.tx, after).await?;
    let action = match state {
        PartnerState::Joined => "partners.join",
        PartnerState::Declined | PartnerState::Invited => "partners.decline",
    };
    let recorded = Recorded {
        action,
        subject_kind: demands::actions::SUBJECT,
        subject_id: id.as_str(),
        before: None,
        after: Some(json!({ "organisation": own })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of(action, demands::actions::SUBJECT, id)).await?;
    Ok(demand)
}
