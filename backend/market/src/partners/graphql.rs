//! Partners as GraphQL shows them.

use super::actions;
use super::entity::{Model, PartnerState};
use super::rules::TypedPartner;
use super::store;
use crate::demands::{self, Demand, DemandRow, access, demand_payload};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object};
use commons::organisations::{Organisation, OrganisationOf};
use kernel::id::DemandId;
use kernel::{Denied, Role};
use platform::Db;
use platform::graphql::{Needs, Shown, context, in_transaction, list_cost, to_graphql};

/// An enterprise that shares a need (拼单伙伴).
pub struct DemandPartner(Model);

#[Object]
impl DemandPartner {
    /// Which enterprise.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Organisation> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        let found = ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?;
        found.ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// Its own part, in the unit of the need; null when not given.
    async fn quantity(&self) -> Option<f64> {
        self.0.quantity
    }
    /// Whether it takes part.
    async fn state(&self) -> PartnerState {
        self.0.state
    }
}

/// The partners of a need: those who joined for everybody, all for the owner and for themselves.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn of_demand(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Vec<DemandPartner>> {
    let (db, request) = context(ctx);
    let mut rows = store::of_demand(db.read(), &demand.id).await.shown()?;
    let own = request.actor.organisation_id();
    if !access::is_owner(&request.actor, demand) {
        rows.retain(|it| it.state == PartnerState::Joined || own == Some(&it.organisation_id));
    }
    Ok(rows.into_iter().map(DemandPartner).collect())
}

/// Reading partners.
#[derive(Default)]
pub struct PartnerQuery;

#[Object]
impl PartnerQuery {
    /// The needs that name the viewer's enterprise as a partner, the latest first.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "list_cost(5, 20, child_complexity)")]
    async fn shared_demands(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Demand>> {
        let (db, request) = context(ctx);
        let own = request.actor.organisation_id().ok_or(Denied::Forbidden).shown()?;
        let rows = store::of_organisation(db.read(), own).await.shown()?;
        let ids: Vec<DemandId> = rows.into_iter().map(|it| it.demand_id).collect();
        let mut found = demands::find_demands(db.read(), &ids).await.shown()?;
        found.sort_by(|one, other| other.id.cmp(&one.id));
        Ok(found.into_iter().map(Demand).collect())
    }
}

/// A partner as it is typed.
#[derive(InputObject)]
pub struct PartnerInput {
    /// Of the enterprise.
    credit_code: String,
    /// Its own part, in the unit of the need.
    quantity: Option<f64>,
}

impl PartnerInput {
    pub(crate) fn typed(self) -> TypedPartner {
        TypedPartner { credit_code: self.credit_code, quantity: self.quantity }
    }
}

/// Joins a need.
#[derive(InputObject)]
pub struct DemandJoinInput {
    /// Which.
    demand_id: DemandId,
}

/// Stays out of a need, or leaves it.
#[derive(InputObject)]
pub struct DemandDeclineInput {
    /// Which.
    demand_id: DemandId,
}

demand_payload! {
    /// How joining ended.
    DemandJoinPayload
    /// How declining ended.
    DemandDeclinePayload
}

/// The verbs of partners.
#[derive(Default)]
pub struct PartnerMutation;

#[Object]
impl PartnerMutation {
    /// Joins a need that names the caller's enterprise, until bids close.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_join(
        &self,
        ctx: &Context<'_>,
        input: DemandJoinInput,
    ) -> async_graphql::Result<DemandJoinPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(
                async move { actions::answer(cx, &input.demand_id, PartnerState::Joined).await },
            )
        });
        DemandJoinPayload::of(answer.await)
    }

    /// Stays out of a need that names the caller's enterprise, or leaves it, until bids close.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn demand_decline(
        &self,
        ctx: &Context<'_>,
        input: DemandDeclineInput,
    ) -> async_graphql::Result<DemandDeclinePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(
                async move { actions::answer(cx, &input.demand_id, PartnerState::Declined).await },
            )
        });
        DemandDeclinePayload::of(answer.await)
    }
}
