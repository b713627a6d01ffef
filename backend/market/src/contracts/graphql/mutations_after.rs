//! What happens to an active contract: changes and disputes.

use super::super::changes::{self, Decision};
use super::super::disputes;
use super::inputs::{
    ContractChangeAgreeInput, ContractChangeProposeInput, ContractChangeRefuseInput,
    ContractChangeWithdrawInput, ContractDisputeAnswerInput, ContractDisputeEndInput,
    ContractDisputeOpenInput,
};
use crate::contracts::contract_payload;
use async_graphql::{Context, Object};
use kernel::Role;
use platform::graphql::{Needs, in_transaction};

contract_payload! {
    /// How proposing ended.
    ContractChangeProposePayload
    /// How that ended.
    ContractChangeAgreePayload
    /// How that ended.
    ContractChangeRefusePayload
    /// How that ended.
    ContractChangeWithdrawPayload
    /// How opening a dispute ended.
    ContractDisputeOpenPayload
    /// How answering ended.
    ContractDisputeAnswerPayload
    /// How ending a dispute ended.
    ContractDisputeEndPayload
}

/// Changes and disputes.
#[derive(Default)]
pub struct ContractMutationAfter;

#[Object]
impl ContractMutationAfter {
    /// Proposes to change price, term or days of an active contract, or to end it. Either side.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_change_propose(
        &self,
        ctx: &Context<'_>,
        input: ContractChangeProposeInput,
    ) -> async_graphql::Result<ContractChangeProposePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let (id, typed) = (input.contract_id.clone(), input.typed());
                changes::propose(cx, &id, input.revision, typed, &input.reason).await
            })
        });
        ContractChangeProposePayload::of(answer.await)
    }

    /// Agrees to the open change. The side that did not propose it.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_change_agree(
        &self,
        ctx: &Context<'_>,
        input: ContractChangeAgreeInput,
    ) -> async_graphql::Result<ContractChangeAgreePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                changes::decide(cx, &input.contract_id, input.revision, Decision::Agree).await
            })
        });
        ContractChangeAgreePayload::of(answer.await)
    }

    /// Refuses the open change. The side that did not propose it.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_change_refuse(
        &self,
        ctx: &Context<'_>,
        input: ContractChangeRefuseInput,
    ) -> async_graphql::Result<ContractChangeRefusePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                changes::decide(cx, &input.contract_id, input.revision, Decision::Refuse).await
            })
        });
        ContractChangeRefusePayload::of(answer.await)
    }

    /// Takes the own open change back. The side that proposed it.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_change_withdraw(
        &self,
        ctx: &Context<'_>,
        input: ContractChangeWithdrawInput,
    ) -> async_graphql::Result<ContractChangeWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                changes::decide(cx, &input.contract_id, input.revision, Decision::Withdraw).await
            })
        });
        ContractChangeWithdrawPayload::of(answer.await)
    }

    /// Opens a dispute about a contract that was signed. Either side.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_dispute_open(
        &self,
        ctx: &Context<'_>,
        input: ContractDisputeOpenInput,
    ) -> async_graphql::Result<ContractDisputeOpenPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                disputes::open(
                    cx,
                    &input.contract_id,
                    input.revision,
                    input.reason_code,
                    &input.claim,
                )
                .await
            })
        });
        ContractDisputeOpenPayload::of(answer.await)
    }

    /// Answers a dispute, once. The side it was opened against.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_dispute_answer(
        &self,
        ctx: &Context<'_>,
        input: ContractDisputeAnswerInput,
    ) -> async_graphql::Result<ContractDisputeAnswerPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                disputes::answer(cx, &input.dispute_id, input.revision, &input.answer).await
            })
        });
        ContractDisputeAnswerPayload::of(answer.await)
    }

    /// Ends a dispute as settled, or takes it back. The side that opened it.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_dispute_end(
        &self,
        ctx: &Context<'_>,
        input: ContractDisputeEndInput,
    ) -> async_graphql::Result<ContractDisputeEndPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                disputes::end(
                    cx,
                    &input.dispute_id,
                    input.revision,
                    input.is_settled,
                    &input.outcome,
                )
                .await
            })
        });
        ContractDisputeEndPayload::of(answer.await)
    }
}
