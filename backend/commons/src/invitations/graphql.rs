//! Invitations as GraphQL shows them.

use super::actions;
use super::entity::Model;
use crate::organisations::{Organisation, OrganisationOf};
use crate::sessions::Auth;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::InvitationId;
use kernel::{MemberRole, Problem};
use platform::Db;
use platform::graphql::{Public, Shown, SignedIn, context, in_transaction, list_cost, split};

/// That somebody is asked into an organisation (邀请).
pub struct Invitation(pub Model);

#[Object]
impl Invitation {
    /// Which.
    async fn id(&self) -> &InvitationId {
        &self.0.id
    }
    /// Into which organisation.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// Who.
    async fn email(&self) -> &str {
        &self.0.email
    }
    /// As what.
    async fn role(&self) -> MemberRole {
        self.0.role
    }
    /// When the link stops working.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
}

/// Reading invitations.
#[derive(Default)]
pub struct InvitationQuery;

#[Object]
impl InvitationQuery {
    /// What the holder of a link is asked into; null when it is used, cancelled or too old.
    #[graphql(guard = "Public")]
    async fn invitation(
        &self,
        ctx: &Context<'_>,
        token: String,
    ) -> async_graphql::Result<Option<Invitation>> {
        let (db, _) = context(ctx);
        Ok(actions::find_by_token(db, &token).await.shown()?.map(Invitation))
    }

    /// What waits for an answer in the organisation the viewer owns, newest first.
    #[graphql(guard = "SignedIn", complexity = "list_cost(5, 200, child_complexity)")]
    async fn invitations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Invitation>> {
        let (db, request) = context(ctx);
        let rows = actions::open_of(db, &request.actor).await.shown()?;
        Ok(rows.into_iter().map(Invitation).collect())
    }
}

/// Invites somebody.
#[derive(InputObject)]
pub struct InvitationSendInput {
    /// Who.
    email: String,
    /// As what.
    role: MemberRole,
}

/// Takes an invitation back.
#[derive(InputObject)]
pub struct InvitationCancelInput {
    /// Which.
    invitation_id: InvitationId,
}

/// Joins by a link.
#[derive(InputObject)]
pub struct InvitationAcceptInput {
    /// As it stands in the link.
    token: String,
    /// Of a new account; left out when signed in.
    #[graphql(default)]
    password: String,
    /// Of a new account; left out when signed in.
    #[graphql(default)]
    display_name: String,
}

/// How inviting ended.
#[derive(SimpleObject)]
pub struct InvitationSendPayload {
    /// As it stands now; null when there are problems.
    invitation: Option<Invitation>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How cancelling ended.
#[derive(SimpleObject)]
pub struct InvitationCancelPayload {
    /// As it stood; null when there are problems.
    invitation: Option<Invitation>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How joining ended.
#[derive(SimpleObject)]
pub struct InvitationAcceptPayload {
    /// What was joined; null when there are problems.
    organisation: Option<Organisation>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Inviting and joining.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Invites the reader of an address into the organisation acted for. Its owners.
    #[graphql(guard = "SignedIn")]
    async fn invitation_send(
        &self,
        ctx: &Context<'_>,
        input: InvitationSendInput,
    ) -> async_graphql::Result<InvitationSendPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::send(cx, &input.email, input.role).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(InvitationSendPayload { invitation: row.map(Invitation), problems })
    }

    /// Takes an invitation back. Owners of its organisation.
    #[graphql(guard = "SignedIn")]
    async fn invitation_cancel(
        &self,
        ctx: &Context<'_>,
        input: InvitationCancelInput,
    ) -> async_graphql::Result<InvitationCancelPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::cancel(cx, &input.invitation_id).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(InvitationCancelPayload { invitation: row.map(Invitation), problems })
    }

    /// Joins by a link, as the account that is signed in or as a new one.
    #[graphql(guard = "Public")]
    async fn invitation_accept(
        &self,
        ctx: &Context<'_>,
        input: InvitationAcceptInput,
    ) -> async_graphql::Result<InvitationAcceptPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let who = (request.actor.clone(), request.origin());
        let person = (input.password, input.display_name);
        let answer = actions::accept(db, auth, who, &input.token, person).await;
        let (row, problems) = split(answer)?;
        Ok(InvitationAcceptPayload { organisation: row.map(Organisation), problems })
    }
}
