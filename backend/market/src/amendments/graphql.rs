//! Amendments as GraphQL shows them, to everybody.

use super::entity::Model;
use super::{actions, store};
use crate::demands::{DemandAmendInput, ShortestWindow, demand_payload, texts_of};
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::moderation::FieldDifference;
use commons::texts::screened;
use kernel::Role;
use kernel::id::{DemandAmendmentId, DemandId};
use platform::graphql::{Needs, Shown, context};

/// A change of a need while bids are taken (变更).
#[derive(SimpleObject)]
pub struct DemandAmendment {
    /// Which.
    id: DemandAmendmentId,
    /// Why.
    reason: String,
    /// What, field by field.
    differences: Vec<FieldDifference>,
    /// Whether those who had bid must confirm.
    must_confirm: bool,
    /// When.
    made_at: DateTime<Utc>,
}

/// The changes of a need, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_demand(
    ctx: &Context<'_>,
    id: &DemandId,
) -> async_graphql::Result<Vec<DemandAmendment>> {
    let shown = |it: Model| DemandAmendment {
        id: it.id,
        reason: it.reason,
        differences: it.differences.0,
        must_confirm: it.must_confirm,
        made_at: it.made_at,
    };
    let rows = store::of_demand(context(ctx).0.read(), id).await.shown()?;
    Ok(rows.into_iter().map(shown).collect())
}

demand_payload! {
    /// How changing ended.
    DemandAmendPayload
}

/// Changing a need.
#[derive(Default)]
pub struct AmendmentMutation;

#[Object]
impl AmendmentMutation {
    /// Changes a need that takes bids. Everybody reads what and why; bids made on other terms must
    /// be confirmed. Its owner.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_amend(
        &self,
        ctx: &Context<'_>,
        input: DemandAmendInput,
    ) -> async_graphql::Result<DemandAmendPayload> {
        let window = ctx.data_unchecked::<ShortestWindow>().0;
        let (id, revision, reason) =
            (input.demand_id.clone(), input.revision, input.reason.clone());
        let typed = input.typed();
        let answer = screened(ctx, texts_of(&typed), |cx| {
            Box::pin(async move { actions::amend(cx, &id, revision, typed, &reason, window).await })
        });
        DemandAmendPayload::of(answer.await)
    }
}
