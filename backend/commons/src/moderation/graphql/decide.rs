//! Deciding one check.

use super::ChangeRequest;
use crate::moderation::entity::Model;
use crate::moderation::kinds::Policy;
use crate::moderation::reasons::Reason;
use crate::moderation::rules::{Verdict, Words};
use crate::moderation::{actions, sampling, taking};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::ChangeRequestId;
use kernel::{Problem, Role};
use platform::graphql::{Needs, in_transaction, split};

macro_rules! pass_input {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which.
            change_request_id: ChangeRequestId,
            /// The one that was seen.
            revision: i32,
            /// What the owner is told.
            note: Option<String>,
            /// What moderators tell each other; the owner never sees it.
            inward_note: Option<String>,
        }

        impl $name {
            fn words(self) -> (ChangeRequestId, i32, Words) {
                let Self { note, inward_note, .. } = self;
                let words = Words { reason: None, note, inward_note };
                (self.change_request_id, self.revision, words)
            }
        }
    )*};
}

pass_input! {
    /// Lets something be public.
    ChangeRequestApproveInput
    /// Lets stand what a rule let pass.
    ChangeRequestUpholdInput
}

macro_rules! back_input {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which.
            change_request_id: ChangeRequestId,
            /// The one that was seen.
            revision: i32,
            /// Why, for statistics; it must be said.
            reason_code: Option<Reason>,
            /// What the owner is told; it must be said.
            note: String,
            /// What moderators tell each other; the owner never sees it.
            inward_note: Option<String>,
        }

        impl $name {
            fn words(self) -> (ChangeRequestId, i32, Words) {
                let Self { reason_code: reason, note, inward_note, .. } = self;
                let words = Words { reason, note: Some(note), inward_note };
                (self.change_request_id, self.revision, words)
            }
        }
    )*};
}

back_input! {
    /// Refuses something, with the reason.
    ChangeRequestRefuseInput
    /// Asks the owner to mend something; the clock stands still meanwhile.
    ChangeRequestReturnInput
    /// Takes back what a rule let pass.
    ChangeRequestOverturnInput
}

macro_rules! which_input {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// Which.
            change_request_id: ChangeRequestId,
        }
    )*};
}

which_input! {
    /// Takes a check in hand.
    ChangeRequestTakeInput
    /// Gives a check back to everybody.
    ChangeRequestReleaseInput
}

/// How a step of a check ended.
#[derive(SimpleObject)]
pub struct ChangeRequestDecidePayload {
    /// As it stands now; null when there are problems.
    change_request: Option<ChangeRequest>,
    /// What to mend.
    problems: Vec<Problem>,
}

impl ChangeRequestDecidePayload {
    fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
        let (row, problems) = split(answer)?;
        Ok(Self { change_request: row.map(ChangeRequest), problems })
    }
}

/// Deciding checks.
#[derive(Default)]
pub struct DecisionMutation;

#[Object]
impl DecisionMutation {
    /// Lets something be public. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_approve(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestApproveInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        decide(ctx, input.words(), Verdict::Approve).await
    }

    /// Refuses something, with the reason. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_refuse(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestRefuseInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        decide(ctx, input.words(), Verdict::Refuse).await
    }

    /// Asks the owner to mend something; the clock stands still until they have. Moderators of
    /// its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_return(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestReturnInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        decide(ctx, input.words(), Verdict::Return).await
    }

    /// Lets stand what a rule let pass, after a look. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_uphold(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestUpholdInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        look(ctx, input.words(), Verdict::Approve).await
    }

    /// Takes back what a rule let pass, with the reason. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_overturn(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestOverturnInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        look(ctx, input.words(), Verdict::Refuse).await
    }

    /// Takes a check in hand, so that nobody else decides it for a while. Moderators of its
    /// region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_take(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestTakeInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        let policy = ctx.data_unchecked::<Policy>().clone();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { taking::take(cx, &input.change_request_id, &policy).await })
        });
        ChangeRequestDecidePayload::of(answer.await)
    }

    /// Gives a check back to everybody. Whoever took it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_request_release(
        &self,
        ctx: &Context<'_>,
        input: ChangeRequestReleaseInput,
    ) -> async_graphql::Result<ChangeRequestDecidePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { taking::release(cx, &input.change_request_id).await })
        });
        ChangeRequestDecidePayload::of(answer.await)
    }
}

async fn decide(
    ctx: &Context<'_>,
    (id, revision, words): (ChangeRequestId, i32, Words),
    verdict: Verdict,
) -> async_graphql::Result<ChangeRequestDecidePayload> {
    let policy = ctx.data_unchecked::<Policy>().clone();
    let answer = in_transaction(ctx, |cx| {
        Box::pin(async move { actions::decide(cx, &id, revision, verdict, words, &policy).await })
    });
    ChangeRequestDecidePayload::of(answer.await)
}

async fn look(
    ctx: &Context<'_>,
    (id, revision, words): (ChangeRequestId, i32, Words),
    verdict: Verdict,
) -> async_graphql::Result<ChangeRequestDecidePayload> {
    let answer = in_transaction(ctx, |cx| {
        Box::pin(async move { sampling::look(cx, &id, revision, verdict, words).await })
    });
    ChangeRequestDecidePayload::of(answer.await)
}
