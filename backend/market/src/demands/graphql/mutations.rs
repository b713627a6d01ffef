//! The verbs of a need.

use super::super::actions;
use super::super::inputs::{DemandPostInput, DemandReviseInput, scope_of, texts_of};
use super::{ShortestWindow, demand_payload};
use crate::procedures::DemandTermsInput;
use async_graphql::{Context, InputObject, Object};
use commons::texts::screened;
use kernel::Role;
use kernel::id::{BidId, DemandId};
use platform::graphql::{Needs, in_transaction};

/// Takes a need back.
#[derive(InputObject)]
pub struct DemandWithdrawInput {
    /// Which.
    demand_id: DemandId,
    /// Why; bidders read it.
    reason: String,
}

/// Chooses a bid.
#[derive(InputObject)]
pub struct DemandAwardInput {
    /// Which need.
    demand_id: DemandId,
    /// Which bid.
    bid_id: BidId,
}

demand_payload! {
    /// How posting ended.
    DemandPostPayload
    /// How mending ended.
    DemandRevisePayload
    /// How withdrawing ended.
    DemandWithdrawPayload
    /// How awarding ended.
    DemandAwardPayload
}

/// The verbs of a need.
#[derive(Default)]
pub struct DemandMutation;

#[Object]
impl DemandMutation {
    /// Posts a need; it waits for the association of its region. Enterprises. Practice is public at once, and
    /// whoever acts for an organisation may post it.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_post(
        &self,
        ctx: &Context<'_>,
        input: DemandPostInput,
    ) -> async_graphql::Result<DemandPostPayload> {
        let window = ctx.data_unchecked::<ShortestWindow>().0;
        let key = input.request_key.clone();
        let mut input = input;
        let terms = input.terms.take().map(DemandTermsInput::typed).unwrap_or_default();
        let scope = scope_of(input.scope.take()).unwrap_or_default();
        let typed = input.typed();
        let answer = screened(ctx, texts_of(&typed), |cx| {
            Box::pin(async move { actions::post(cx, typed, (terms, scope), &key, window).await })
        });
        DemandPostPayload::of(answer.await)
    }

    /// Mends a need that its check has given back; it waits again. Its owner.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_revise(
        &self,
        ctx: &Context<'_>,
        input: DemandReviseInput,
    ) -> async_graphql::Result<DemandRevisePayload> {
        let window = ctx.data_unchecked::<ShortestWindow>().0;
        let mut input = input;
        let (id, revision) = (input.demand_id.clone(), input.revision);
        let terms = input.terms.take().map(DemandTermsInput::typed);
        let scope = scope_of(input.scope.take());
        let typed = input.typed();
        let answer = screened(ctx, texts_of(&typed), |cx| {
            Box::pin(async move {
                actions::revise(cx, &id, revision, (typed, terms, scope), window).await
            })
        });
        DemandRevisePayload::of(answer.await)
    }

    /// Takes a need back. Its owner.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_withdraw(
        &self,
        ctx: &Context<'_>,
        input: DemandWithdrawInput,
    ) -> async_graphql::Result<DemandWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::withdraw(cx, &input.demand_id, &input.reason).await })
        });
        DemandWithdrawPayload::of(answer.await)
    }

    /// Chooses a bid, after the deadline. Its owner.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_award(
        &self,
        ctx: &Context<'_>,
        input: DemandAwardInput,
    ) -> async_graphql::Result<DemandAwardPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::award(cx, &input.demand_id, &input.bid_id).await })
        });
        DemandAwardPayload::of(answer.await)
    }
}
