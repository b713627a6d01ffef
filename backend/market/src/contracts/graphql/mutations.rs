//! The verbs of a contract and its milestones.

use super::super::actions;
use super::super::milestones::{self, Which};
use super::inputs::{
    ContractCancelInput, ContractEditInput, ContractSignInput, MilestoneAcceptInput,
    MilestonePayInput, MilestoneReceiveInput, MilestoneReturnInput, MilestoneSubmitInput,
};
use crate::contracts::contract_payload;
use async_graphql::{Context, Object};
use kernel::Role;
use platform::graphql::{Needs, in_transaction};

contract_payload! {
    /// How editing ended.
    ContractEditPayload
    /// How signing ended.
    ContractSignPayload
    /// How giving up ended.
    ContractCancelPayload
    /// How handing over ended.
    MilestoneSubmitPayload
    /// How accepting ended.
    MilestoneAcceptPayload
    /// How asking for mending ended.
    MilestoneReturnPayload
    /// How paying ended.
    MilestonePayPayload
    /// How receiving ended.
    MilestoneReceivePayload
}

/// The verbs of a contract and its milestones.
#[derive(Default)]
pub struct ContractMutation;

#[Object]
impl ContractMutation {
    /// Writes other terms; signatures that stood are void. The buyer, before both have signed.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_edit(
        &self,
        ctx: &Context<'_>,
        input: ContractEditInput,
    ) -> async_graphql::Result<ContractEditPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let (id, revision) = (input.contract_id.clone(), input.revision);
                actions::edit(cx, &id, revision, input.typed()).await
            })
        });
        ContractEditPayload::of(answer.await)
    }

    /// Signs the text that was seen. An owner of either side.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_sign(
        &self,
        ctx: &Context<'_>,
        input: ContractSignInput,
    ) -> async_graphql::Result<ContractSignPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                actions::sign(cx, &input.contract_id, input.revision, &input.digest).await
            })
        });
        ContractSignPayload::of(answer.await)
    }

    /// Gives a contract up before both have signed. Either side.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_cancel(
        &self,
        ctx: &Context<'_>,
        input: ContractCancelInput,
    ) -> async_graphql::Result<ContractCancelPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                actions::cancel(cx, &input.contract_id, input.revision, &input.reason).await
            })
        });
        ContractCancelPayload::of(answer.await)
    }

    /// Hands a milestone over; silence accepts it after 14 days. The provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn milestone_submit(
        &self,
        ctx: &Context<'_>,
        input: MilestoneSubmitInput,
    ) -> async_graphql::Result<MilestoneSubmitPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let it = Which { id: input.milestone_id, revision: input.revision };
                milestones::submit(cx, &it, &input.note).await
            })
        });
        MilestoneSubmitPayload::of(answer.await)
    }

    /// Accepts a milestone; the last one completes the contract. The buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn milestone_accept(
        &self,
        ctx: &Context<'_>,
        input: MilestoneAcceptInput,
    ) -> async_graphql::Result<MilestoneAcceptPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let it = Which { id: input.milestone_id, revision: input.revision };
                milestones::accept(cx, &it).await
            })
        });
        MilestoneAcceptPayload::of(answer.await)
    }

    /// Asks for mending. The buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn milestone_return(
        &self,
        ctx: &Context<'_>,
        input: MilestoneReturnInput,
    ) -> async_graphql::Result<MilestoneReturnPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let it = Which { id: input.milestone_id, revision: input.revision };
                milestones::give_back(cx, &it, &input.reason).await
            })
        });
        MilestoneReturnPayload::of(answer.await)
    }

    /// Says that an accepted milestone was paid. The buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn milestone_pay(
        &self,
        ctx: &Context<'_>,
        input: MilestonePayInput,
    ) -> async_graphql::Result<MilestonePayPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let it = Which { id: input.milestone_id, revision: input.revision };
                milestones::pay(cx, &it).await
            })
        });
        MilestonePayPayload::of(answer.await)
    }

    /// Says that a payment has come. The provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn milestone_receive(
        &self,
        ctx: &Context<'_>,
        input: MilestoneReceiveInput,
    ) -> async_graphql::Result<MilestoneReceivePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let it = Which { id: input.milestone_id, revision: input.revision };
                milestones::receive(cx, &it).await
            })
        });
        MilestoneReceivePayload::of(answer.await)
    }
}
