//! Appointments as administrators see them.

use super::entity::{AppointmentState, Model};
use super::{actions, store};
use crate::accounts::AccountNameOf;
use crate::organisations::Place;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, AppointmentId};
use kernel::{Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Shown, context, in_transaction, list_cost, split};

/// A staff role given to somebody (任命).
pub struct Appointment(pub Model);

async fn name_of(
    ctx: &Context<'_>,
    id: Option<&AccountId>,
) -> async_graphql::Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    ctx.data_unchecked::<DataLoader<Db>>().load_one(AccountNameOf(id.clone())).await
}

#[Object]
impl Appointment {
    /// Which.
    async fn id(&self) -> &AppointmentId {
        &self.0.id
    }
    /// To whom, by the name they go by here.
    async fn person_name(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(name_of(ctx, Some(&self.0.account_id)).await?.unwrap_or_default())
    }
    /// Which role.
    async fn role(&self) -> Role {
        self.0.role
    }
    /// Where a moderator decides; null for others.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }
    /// Where it stands.
    async fn state(&self) -> AppointmentState {
        self.0.state
    }
    /// Who proposed it; null when the product itself did.
    async fn proposed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        name_of(ctx, self.0.proposed_by.as_ref()).await
    }
    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed_at
    }
    /// Who decided; null when nobody has, or the product itself did.
    async fn decided_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        name_of(ctx, self.0.decided_by.as_ref()).await
    }
    /// When it was decided; null while it waits.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// Reading appointments.
#[derive(Default)]
pub struct AppointmentQuery;

#[Object]
impl AppointmentQuery {
    /// Who was given which staff role, newest first, in one state or in all. System and security
    /// administrators.
    #[graphql(
        guard = "Needs(&[Role::SystemAdministrator, Role::SecurityAdministrator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn appointments(
        &self,
        ctx: &Context<'_>,
        state: Option<AppointmentState>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Appointment>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), state, &page).await.shown()?;
        Ok(Connection::of(rows.map(Appointment), None))
    }
}

/// Proposes somebody for a staff role.
#[derive(InputObject)]
pub struct AppointmentProposeInput {
    /// Where the person signs in.
    email: String,
    /// MODERATOR or one of the three administrators.
    role: Role,
    /// Where a moderator decides; left out for others.
    region_code: Option<String>,
}

/// Lets an appointment take effect.
#[derive(InputObject)]
pub struct AppointmentConfirmInput {
    /// Which.
    appointment_id: AppointmentId,
}

/// Turns an appointment down.
#[derive(InputObject)]
pub struct AppointmentRefuseInput {
    /// Which.
    appointment_id: AppointmentId,
}

macro_rules! appointment_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            appointment: Option<Appointment>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { appointment: row.map(Appointment), problems })
            }
        }
    )*};
}

appointment_payload! {
    /// How proposing ended.
    AppointmentProposePayload
    /// How confirming ended.
    AppointmentConfirmPayload
    /// How refusing ended.
    AppointmentRefusePayload
}

/// Appointing.
#[derive(Default)]
pub struct AppointmentMutation;

#[Object]
impl AppointmentMutation {
    /// Proposes somebody for a staff role; a security administrator confirms it. System
    /// administrators.
    #[graphql(guard = "Needs(&[Role::SystemAdministrator])")]
    async fn appointment_propose(
        &self,
        ctx: &Context<'_>,
        input: AppointmentProposeInput,
    ) -> async_graphql::Result<AppointmentProposePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                actions::propose(cx, &input.email, input.role, input.region_code.as_deref()).await
            })
        });
        AppointmentProposePayload::of(answer.await)
    }

    /// Lets an appointment take effect; what the person is signed in to ends. Security
    /// administrators.
    #[graphql(guard = "Needs(&[Role::SecurityAdministrator])")]
    async fn appointment_confirm(
        &self,
        ctx: &Context<'_>,
        input: AppointmentConfirmInput,
    ) -> async_graphql::Result<AppointmentConfirmPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::decide(cx, &input.appointment_id, true).await })
        });
        AppointmentConfirmPayload::of(answer.await)
    }

    /// Turns an appointment down. Security administrators.
    #[graphql(guard = "Needs(&[Role::SecurityAdministrator])")]
    async fn appointment_refuse(
        &self,
        ctx: &Context<'_>,
        input: AppointmentRefuseInput,
    ) -> async_graphql::Result<AppointmentRefusePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::decide(cx, &input.appointment_id, false).await })
        });
        AppointmentRefusePayload::of(answer.await)
    }
}
