//! Keeping the terms of a need.

use super::entity::{Custody, Model, ProcedureKind};
use super::rules::{self, CheckedTerms, TermsProblem};
use super::store;
use crate::demands::DemandRow;
use crate::{directory, envelopes, partners};
use kernel::Result;
use platform::Cx;

/// Writes the terms of a need that is being posted or mended, in place of earlier ones.
///
/// # Errors
/// A problem when a provider that is invited could not bid.
pub(crate) async fn keep(cx: &mut Cx, demand: &DemandRow, terms: CheckedTerms) -> Result<()> {
    store::delete(&cx.tx, &demand.id).await?;
    partners::forget(cx, &demand.id).await?;
    if demand.procedure == ProcedureKind::Simple {
        return Ok(());
    }
    let invited = directory::find_providers(&cx.tx, &terms.invited).await?;
    if invited.len() != terms.invited.len() {
        return Err(TermsProblem::InvitedUnknown.into());
    }
    if terms.custody == Custody::ThreeKeys {
        envelopes::actions::custodians(&cx.tx).await?;
    }
    let procedure = rules::find(demand.procedure);
    let row = Model {
        demand_id: demand.id.clone(),
        custody: terms.custody,
        least_bids: procedure.least_bids,
        notice_days: procedure.notice_days,
        scoring_days: procedure.scoring_days,
        deciding_days: procedure.deciding_days,
        is_scored: procedure.is_scored,
        is_invited: procedure.is_invited,
        is_shared: procedure.is_shared,
        criteria: terms.criteria,
        auction: terms.auction,
    };
    store::insert(&cx.tx, row, &terms.invited).await?;
    partners::keep(cx, demand, terms.partners, procedure.is_shared).await
}
