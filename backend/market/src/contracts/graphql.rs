//! Contracts as GraphQL shows them: to the two sides, to the association once disputed, and to
//! everybody no more than how far the work is.

mod inputs;
mod mutations;
mod mutations_after;
mod parts;

use super::entity::milestone::{MilestoneState, Model as MilestoneRow};
use super::entity::{ContractState, Model, Side};
use super::{access, actions, document, rules, store};
use crate::demands::{Demand, DemandOf, DemandRow};
use crate::directory::{Provider, ProviderOf};
use crate::reviews::{self, ContractReview};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::clock::{Date, china_day};
use kernel::id::{ContractId, DemandId};
use kernel::{Denied, Page, PageLimit, Role, Scope};
pub use mutations::ContractMutation;
pub use mutations_after::ContractMutationAfter;
use parts::{ContractChange, ContractDispute, ContractSignature, Milestone};
use platform::Db;
use platform::graphql::{
    ByMachine, Connection, Money, Needs, Shown, context, in_transaction, list_cost, to_graphql,
};
use std::collections::HashMap;

/// A contract (合同).
pub struct Contract(pub Model);

#[Object]
impl Contract {
    /// Which.
    async fn id(&self) -> &ContractId {
        &self.0.id
    }
    /// Of which need.
    async fn demand(&self, ctx: &Context<'_>) -> async_graphql::Result<Demand> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(DemandOf(self.0.demand_id.clone())).await?;
        found.ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// Who asked, as it was called on the day of the draft.
    async fn buyer_name(&self) -> &str {
        &self.0.buyer_name
    }
    /// Who does it, as it was called on the day of the draft.
    async fn seller_name(&self) -> &str {
        &self.0.seller_name
    }
    /// The page of who does it.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Provider> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(ProviderOf(self.0.provider_id.clone())).await?;
        found.map(Provider).ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// The side the viewer acts for; null for the association.
    async fn own_side(&self, ctx: &Context<'_>) -> Option<Side> {
        access::side_of(&context(ctx).1.actor, &self.0)
    }
    /// The need's title.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// What is done.
    async fn subject(&self) -> &str {
        &self.0.subject
    }
    /// Where.
    async fn place(&self) -> &str {
        &self.0.place
    }
    /// The buyer's own part of the quantity of a shared need; null where the need is not shared or says none.
    async fn part(&self) -> Option<f64> {
        self.0.part
    }
    /// The whole price.
    async fn price(&self) -> Money {
        Money(self.0.price_fen)
    }
    /// From this day.
    async fn starts_on(&self) -> Date {
        Date(self.0.starts_on)
    }
    /// To this day.
    async fn ends_on(&self) -> Date {
        Date(self.0.ends_on)
    }
    /// A milestone is paid so many days after it is accepted.
    async fn payment_days(&self) -> i32 {
        self.0.payment_days
    }
    /// What else is agreed; null when nothing is.
    async fn other_terms(&self) -> Option<&str> {
        self.0.other_terms.as_deref()
    }
    /// Where it stands.
    async fn state(&self) -> ContractState {
        self.0.state
    }
    /// Counts changes of the terms.
    async fn terms_revision(&self) -> i32 {
        self.0.terms_revision
    }
    /// Counts changes of anything.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    /// When it was drafted.
    async fn drafted_at(&self) -> DateTime<Utc> {
        self.0.drafted_at
    }
    /// When it should be signed by; later both sides are reminded.
    async fn sign_by(&self) -> DateTime<Utc> {
        rules::signing_is_late_at(self.0.drafted_at, self.0.pace())
    }
    /// When both had signed; null before.
    async fn signed_at(&self) -> Option<DateTime<Utc>> {
        self.0.signed_at
    }
    /// When it was completed, ended or given up; null before.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Why it was ended or given up; null when it was not.
    async fn end_reason(&self) -> Option<&str> {
        self.0.end_reason.as_deref()
    }
    /// SHA-256 of the text as its terms stand: what is signed.
    async fn digest(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let milestones = milestones_of(ctx, &self.0.id).await?;
        Ok(document::digest(&document::document(&self.0, &milestones)))
    }
    /// Its parts, in their order; their amounts add up to the price.
    #[graphql(complexity = "list_cost(10, 5, child_complexity)")]
    async fn milestones(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Milestone>> {
        let rows = milestones_of(ctx, &self.0.id).await?.into_iter();
        Ok(rows.map(|it| Milestone(it, self.0.pace())).collect())
    }
    /// Who has signed which text; those of earlier terms are void.
    #[graphql(complexity = "list_cost(10, 5, child_complexity)")]
    async fn signatures(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ContractSignature>> {
        let rows = store::signatures_of(context(ctx).0.read(), &self.0.id).await.shown()?;
        // An agreed change makes another text; that it was agreed stands under the change.
        let is_void = |it: i32| self.0.signed_at.is_none() && it != self.0.terms_revision;
        Ok(rows
            .into_iter()
            .map(|it| ContractSignature::of(is_void(it.terms_revision), it))
            .collect())
    }
    /// What was proposed to change since it is active, the latest first.
    #[graphql(complexity = "list_cost(10, 5, child_complexity)")]
    async fn changes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ContractChange>> {
        let rows = store::changes_of(context(ctx).0.read(), &self.0.id).await.shown()?;
        Ok(rows.into_iter().map(ContractChange).collect())
    }
    /// What was disputed, the latest first.
    #[graphql(complexity = "list_cost(10, 5, child_complexity)")]
    async fn disputes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ContractDispute>> {
        let rows = store::disputes_of(context(ctx).0.read(), &self.0.id).await.shown()?;
        Ok(rows.into_iter().map(ContractDispute).collect())
    }
    /// Until when both sides may review; null unless it was completed.
    async fn review_until(&self) -> Option<DateTime<Utc>> {
        let completed = self.0.ended_at.filter(|_| self.0.state == ContractState::Completed);
        completed.map(|it| reviews::rules::until(it, self.0.pace()))
    }
    /// What the two sides say of each other: the own words at once, the other's once both have
    /// spoken or the time for it is over.
    #[graphql(complexity = "list_cost(10, 2, child_complexity)")]
    async fn reviews(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ContractReview>> {
        let own = access::side_of(&context(ctx).1.actor, &self.0);
        reviews::of_contract(ctx, &self.0.id, own).await
    }
}

async fn milestones_of(
    ctx: &Context<'_>,
    id: &ContractId,
) -> async_graphql::Result<Vec<MilestoneRow>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(MilestonesOf(id.clone())).await?.unwrap_or_default())
}

/// How far the work on a need is, for everybody (合同进展).
#[derive(SimpleObject)]
pub struct DemandContract {
    /// Which; null for all but those who may read it.
    id: Option<ContractId>,
    /// Whose it is: who asked, or an enterprise that shares the need.
    buyer_name: String,
    /// The buyer's own part of the quantity; null where the need is not shared or says none.
    part: Option<f64>,
    /// Where it stands.
    state: ContractState,
    /// The day both had signed; null before.
    signed_on: Option<Date>,
    /// How many parts it has.
    milestone_count: i32,
    /// How many of them are accepted.
    accepted_count: i32,
    /// The day it was completed or ended; null before.
    ended_on: Option<Date>,
}

/// How far the work on a need is; none before a contract is drafted. Of a shared need the viewer's own contract, else that
/// of who asked.
pub(crate) async fn stage_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<DemandContract>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let rows = loader.load_one(ContractsOf(demand.id.clone())).await?.unwrap_or_default();
    let own = context(ctx).1.actor.organisation_id();
    let nearness = |it: &Model| {
        let is_own = own == Some(&it.buyer_id) || own == Some(&it.seller_id);
        (!is_own, it.buyer_id != demand.organisation_id, it.id.clone())
    };
    match rows.into_iter().min_by_key(nearness) {
        Some(row) => Ok(Some(stage(ctx, row).await?)),
        None => Ok(None),
    }
}

/// How far each contract of a need is, that of who asked first.
pub(crate) async fn stages_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Vec<DemandContract>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let mut rows = loader.load_one(ContractsOf(demand.id.clone())).await?.unwrap_or_default();
    rows.sort_by_key(|it| (it.buyer_id != demand.organisation_id, it.id.clone()));
    let mut stages = Vec::with_capacity(rows.len());
    for row in rows {
        stages.push(stage(ctx, row).await?);
    }
    Ok(stages)
}

async fn stage(ctx: &Context<'_>, row: Model) -> async_graphql::Result<DemandContract> {
    let milestones = milestones_of(ctx, &row.id).await?;
    let accepted = milestones.iter().filter(|it| it.state == MilestoneState::Accepted).count();
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let day = |at: Option<DateTime<Utc>>| at.map(|it| Date(china_day(it)));
    Ok(DemandContract {
        buyer_name: row.buyer_name.clone(),
        part: row.part,
        state: row.state,
        signed_on: day(row.signed_at),
        milestone_count: number(milestones.len()),
        accepted_count: number(accepted),
        ended_on: day(row.ended_at),
        id: Some(row.id.clone()).filter(|_| access::may_read(&context(ctx).1.actor, &row)),
    })
}

/// Key of the loader of contracts by need, whoever may read them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContractsOf(pub DemandId);

#[async_trait::async_trait]
impl Loader<ContractsOf> for Db {
    type Value = Vec<Model>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ContractsOf],
    ) -> Result<HashMap<ContractsOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let mut all: HashMap<ContractsOf, Self::Value> = HashMap::new();
        for row in store::of_demands(self.read(), &ids).await.shown()? {
            all.entry(ContractsOf(row.demand_id.clone())).or_default().push(row);
        }
        Ok(all)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct MilestonesOf(ContractId);

#[async_trait::async_trait]
impl Loader<MilestonesOf> for Db {
    type Value = Vec<MilestoneRow>;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[MilestonesOf],
    ) -> Result<HashMap<MilestonesOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let mut all: HashMap<MilestonesOf, Self::Value> = HashMap::new();
        for row in store::milestones_of(self.read(), &ids).await.shown()? {
            all.entry(MilestonesOf(row.contract_id.clone())).or_default().push(row);
        }
        Ok(all)
    }
}

/// Reading contracts.
#[derive(Default)]
pub struct ContractQuery;

#[Object]
impl ContractQuery {
    /// One contract; null when it does not exist or is not the caller's to read. The two sides; the
    /// association of the region once it is disputed, which is logged.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator])")]
    async fn contract(
        &self,
        ctx: &Context<'_>,
        id: ContractId,
    ) -> async_graphql::Result<Option<Contract>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        let Some(row) = found.filter(|it| access::may_read(&request.actor, it)) else {
            return Ok(None);
        };
        if access::reads_as_association(&request.actor, &row) {
            let read = in_transaction(ctx, |cx| {
                Box::pin(async move { actions::find_for_reader(cx, &id).await })
            });
            read.await.shown()?;
        }
        Ok(Some(Contract(row)))
    }

    /// The contracts of the organisation the viewer acts for, newest first.
    #[graphql(
        guard = "Needs(&[Role::Member]).or(ByMachine(Scope::OrganisationRead))",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn my_contracts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Contract>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let own = request.actor.organisation_id().ok_or(Denied::Forbidden).shown()?;
        let rows = store::page_of_organisation(db.read(), own, &page).await.shown()?;
        Ok(Connection::of(rows.map(Contract), None))
    }

    /// The contracts that were disputed in the moderator's region, newest first.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn disputed_contracts(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Contract>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let region = match &request.actor {
            kernel::Actor::Person { region, .. } => region.as_ref(),
            _ => return Err(Denied::Forbidden).shown(),
        };
        let rows = store::page_disputed(db.read(), region, &page).await.shown()?;
        Ok(Connection::of(rows.map(Contract), None))
    }
}

/// How a step of a contract ended; reviews are steps of it as well.
macro_rules! contract_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            contract: Option<$crate::contracts::Contract>,
            /// What to mend.
            problems: Vec<kernel::Problem>,
        }

        impl $name {
            pub(crate) fn of(
                answer: kernel::Result<$crate::contracts::ContractRow>,
            ) -> async_graphql::Result<Self> {
                let (row, problems) = platform::graphql::split(answer)?;
                Ok(Self { contract: row.map($crate::contracts::Contract), problems })
            }
        }
    )*};
}
pub(crate) use contract_payload;
