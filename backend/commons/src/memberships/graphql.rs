//! Members of an organisation as GraphQL shows them.

use super::entity::Model;
use super::{actions, store};
use crate::accounts::AccountNameOf;
use crate::organisations::{Organisation, OrganisationOf};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, OrganisationId};
use kernel::{MemberRole, Problem};
use platform::Db;
use platform::graphql::{Shown, SignedIn, context, in_transaction, list_cost, split};

/// That a person acts for an organisation (成员关系).
pub struct Membership(pub Model);

#[Object]
impl Membership {
    /// Whose account.
    async fn account_id(&self) -> &AccountId {
        &self.0.account_id
    }
    /// By the name they go by here.
    async fn name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let name = loader.load_one(AccountNameOf(self.0.account_id.clone())).await?;
        Ok(name.unwrap_or_default())
    }
    /// For which organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// As what.
    async fn role(&self) -> MemberRole {
        self.0.role
    }
    /// Since when.
    async fn since(&self) -> DateTime<Utc> {
        self.0.since
    }
    /// Whether it is the caller's own.
    async fn is_me(&self, ctx: &Context<'_>) -> bool {
        context(ctx).1.actor.account_id() == Some(&self.0.account_id)
    }
}

/// Reading members.
#[derive(Default)]
pub struct MembershipQuery;

#[Object]
impl MembershipQuery {
    /// The people of the organisation the viewer acts for, those longest in it first; empty for
    /// those who act for none.
    #[graphql(guard = "SignedIn", complexity = "list_cost(5, 200, child_complexity)")]
    async fn members(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Membership>> {
        let (db, request) = context(ctx);
        let Some(id) = request.actor.organisation_id() else { return Ok(Vec::new()) };
        let rows = store::of_organisation(db.read(), id).await.shown()?;
        Ok(rows.into_iter().map(Membership).collect())
    }

    /// The organisations the viewer may act for.
    #[graphql(guard = "SignedIn", complexity = "list_cost(5, 200, child_complexity)")]
    async fn my_memberships(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Membership>> {
        let (db, request) = context(ctx);
        let Some(id) = request.actor.account_id() else { return Ok(Vec::new()) };
        let rows = store::of_account(db.read(), id).await.shown()?;
        Ok(rows.into_iter().map(Membership).collect())
    }
}

/// Gives a member another role.
#[derive(InputObject)]
pub struct MembershipChangeRoleInput {
    /// Whose.
    account_id: AccountId,
    /// As what from now on.
    role: MemberRole,
}

/// Takes somebody out of the organisation.
#[derive(InputObject)]
pub struct MembershipRemoveInput {
    /// Whom.
    account_id: AccountId,
}

/// Leaves an organisation.
#[derive(InputObject)]
pub struct MembershipLeaveInput {
    /// Which.
    organisation_id: OrganisationId,
}

/// Hands the organisation to another member.
#[derive(InputObject)]
pub struct MembershipTransferInput {
    /// To whom.
    account_id: AccountId,
}

macro_rules! membership_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now, or stood when it ended; null when there are problems.
            membership: Option<Membership>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { membership: row.map(Membership), problems })
            }
        }
    )*};
}

membership_payload! {
    /// How changing a role ended.
    MembershipChangeRolePayload
    /// How removing ended.
    MembershipRemovePayload
    /// How leaving ended.
    MembershipLeavePayload
    /// How handing over ended.
    MembershipTransferPayload
}

/// The verbs of members.
#[derive(Default)]
pub struct MembershipMutation;

#[Object]
impl MembershipMutation {
    /// Gives a member another role; what they are signed in to for the organisation ends. Owners;
    /// one owner stays.
    #[graphql(guard = "SignedIn")]
    async fn membership_change_role(
        &self,
        ctx: &Context<'_>,
        input: MembershipChangeRoleInput,
    ) -> async_graphql::Result<MembershipChangeRolePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::change_role(cx, &input.account_id, input.role).await })
        });
        MembershipChangeRolePayload::of(answer.await)
    }

    /// Takes somebody out of the organisation; what they are signed in to for it ends. Owners.
    #[graphql(guard = "SignedIn")]
    async fn membership_remove(
        &self,
        ctx: &Context<'_>,
        input: MembershipRemoveInput,
    ) -> async_graphql::Result<MembershipRemovePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::remove(cx, &input.account_id).await })
        });
        MembershipRemovePayload::of(answer.await)
    }

    /// Leaves an organisation. Everybody but its last owner.
    #[graphql(guard = "SignedIn")]
    async fn membership_leave(
        &self,
        ctx: &Context<'_>,
        input: MembershipLeaveInput,
    ) -> async_graphql::Result<MembershipLeavePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::leave(cx, &input.organisation_id).await })
        });
        MembershipLeavePayload::of(answer.await)
    }

    /// Hands the organisation to another member, who becomes owner; the caller becomes editor.
    /// Owners.
    #[graphql(guard = "SignedIn")]
    async fn membership_transfer(
        &self,
        ctx: &Context<'_>,
        input: MembershipTransferInput,
    ) -> async_graphql::Result<MembershipTransferPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::transfer(cx, &input.account_id).await })
        });
        MembershipTransferPayload::of(answer.await)
    }
}
