//! Needs as GraphQL shows them.

mod mutations;

use super::entity::{DemandEnd, DemandStage, DemandState, Model};
use super::filter::{DemandFilter, DemandSort};
use super::{access, actions, rules, store};
use crate::amendments::{self, DemandAmendment};
use crate::auctions::{self, DemandAuction};
use crate::bids::{self, Bid};
use crate::categories::{self, ServiceCategory};
use crate::contracts::{self, DemandContract};
use crate::directory::{Provider, able_providers};
use crate::envelopes::{self, Opening, Sealing};
use crate::evaluation::{self, Evaluation};
use crate::partners::{self, DemandPartner};
use crate::prices::{self, PriceBand};
use crate::procedures::{self, DemandTerms, ProcedureKind};
use crate::proposals::{self, AwardProposal};
use crate::questions::{self, DemandQuestion};
use crate::reviews::{self, BuyerRecord, ContractReview};
use crate::scopes;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::audit::{self, Read};
use commons::moderation::{self, ChangeRequest};
use commons::organisations::{Organisation, OrganisationOf, Place};
use kernel::id::DemandId;
use kernel::{Denied, Page, PageLimit};
pub use mutations::DemandMutation;
use platform::Db;
use platform::graphql::{Connection, Money, Public, Shown, context, list_cost};
use std::collections::HashMap;

/// The shortest time bids are taken; a setting the door puts into the schema.
#[derive(Debug, Clone, Copy)]
pub struct ShortestWindow(pub chrono::Duration);

/// A provider that could take the job (可承接机构).
#[derive(SimpleObject)]
pub struct AbleProvider {
    /// Who.
    provider: Provider,
    /// Why, in words: place, category, licence.
    reasons: Vec<String>,
}

/// A treatment need (需求).
#[derive(Clone)]
pub struct Demand(pub Model);

#[Object]
impl Demand {
    /// Which.
    async fn id(&self) -> &DemandId {
        &self.0.id
    }
    /// One line.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// What exactly.
    async fn description(&self) -> &str {
        &self.0.description
    }
    /// What kind of service.
    async fn category(&self) -> Option<&'static ServiceCategory> {
        categories::find(&self.0.category_code)
    }
    /// Where.
    async fn region(&self) -> Place {
        Place { code: self.0.region_code.clone() }
    }
    /// As given; null when none was.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
    /// Whose.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Organisation> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        let found = ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?;
        found.ok_or_else(|| platform::graphql::to_graphql(Denied::NotFound.into()))
    }
    /// At least; null when open.
    async fn budget_min(&self) -> Option<Money> {
        self.0.budget_min_fen.map(Money)
    }
    /// At most; null when open.
    async fn budget_max(&self) -> Option<Money> {
        self.0.budget_max_fen.map(Money)
    }
    /// HW class or eight-digit code; null when it is no hazardous waste.
    async fn waste_code(&self) -> Option<&str> {
        self.0.waste_code.as_deref()
    }
    /// How much; null when not given.
    async fn quantity(&self) -> Option<f64> {
        self.0.quantity
    }
    /// Of what: 吨.
    async fn unit(&self) -> Option<&str> {
        self.0.unit.as_deref()
    }
    /// When bids open; none is taken from then on.
    async fn deadline(&self) -> DateTime<Utc> {
        self.0.deadline
    }
    /// Where it stands. From the deadline on it is never PUBLISHED, even while the opening is
    /// still being written down.
    async fn state(&self, ctx: &Context<'_>) -> DemandState {
        let now = context(ctx).0.clock().now();
        if self.0.state == DemandState::Published && now >= self.0.deadline {
            rules::at_deadline(self.0.bid_count, self.0.least_bids)
        } else {
            self.0.state
        }
    }
    /// When it became public; null before.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }
    /// When bids were opened; null before.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.0.opened_at
    }
    /// When it was awarded; null before.
    async fn awarded_at(&self) -> Option<DateTime<Utc>> {
        self.0.awarded_at
    }
    /// Written by us to show how the platform works.
    async fn is_demo(&self) -> bool {
        self.0.is_demo
    }
    /// Whether it is practice: its clocks run faster than the calendar, and it counts nowhere.
    async fn is_practice(&self) -> bool {
        self.0.pace().is_practice()
    }
    /// When its stage ends by itself, since its owner has not scored, proposed or awarded by then; null while
    /// no such clock runs.
    async fn stage_ends_at(&self) -> Option<DateTime<Utc>> {
        self.0.stage_ends_at
    }
    /// Why it ended without an award; null unless it did.
    async fn end_reason(&self) -> Option<DemandEnd> {
        self.0.end_reason
    }
    /// Its public page.
    async fn url(&self) -> String {
        format!("/demands/{}", self.0.id)
    }
    /// Counts changes.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    /// How many bids stand. Not whose, and not what they say.
    async fn bid_count(&self) -> i32 {
        self.0.bid_count
    }
    /// The bids: from the deadline on for the enterprise that asked, before only the bidder's
    /// own. Others see the chosen one.
    #[graphql(complexity = "list_cost(20, 10, child_complexity)")]
    async fn bids(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Bid>> {
        let (db, request) = context(ctx);
        let rows =
            bids::visible(db.read(), &request.actor, &self.0, db.clock().now()).await.shown()?;
        let own = request.actor.organisation_id();
        let is_secret = |it: &bids::BidRow| {
            it.state != bids::BidState::Awarded && own != Some(&it.organisation_id)
        };
        if rows.iter().any(is_secret) {
            let subject_id = self.0.id.as_str();
            let what = Read { action: "bids.read", subject_kind: actions::SUBJECT, subject_id };
            audit::record_read(db, request, what).await.shown()?;
        }
        Ok(rows.into_iter().map(Bid).collect())
    }
    /// The chosen bid; null until one is.
    async fn awarded_bid(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Bid>> {
        let Some(id) = &self.0.awarded_bid_id else { return Ok(None) };
        Ok(bids::find_bid(context(ctx).0.read(), id).await.shown()?.map(Bid))
    }
    /// Who could take the job, and why, best rated first.
    #[graphql(complexity = "list_cost(50, first, child_complexity)")]
    async fn able_providers(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 5)] first: i32,
    ) -> async_graphql::Result<Vec<AbleProvider>> {
        let page =
            Page::from_params(PageLimit { default: 5, max: 20 }, Some(first), None).shown()?;
        let (db, _) = context(ctx);
        let it = &self.0;
        let (code, today) = (it.waste_code.as_deref(), db.clock().today());
        let able =
            able_providers(db.read(), &it.category_code, &it.region_code, code, today, page.first);
        let able = able.await.shown()?.into_iter();
        Ok(able
            .map(|it| AbleProvider { provider: Provider(it.provider), reasons: it.reasons })
            .collect())
    }
    /// What providers ask and its owner answers, in the order it was asked.
    #[graphql(complexity = "list_cost(10, 10, child_complexity)")]
    async fn questions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DemandQuestion>> {
        questions::of_demand(ctx, &self.0.id).await
    }
    /// Until when questions are taken.
    async fn questions_until(&self) -> DateTime<Utc> {
        questions::rules::questions_until(self.0.window())
    }
    /// When answers should be there. A question unanswered by then puts the deadline off by a
    /// working day.
    async fn answers_until(&self) -> DateTime<Utc> {
        questions::rules::answers_until(self.0.window())
    }
    /// How often the deadline was put off because a question stood unanswered.
    async fn extensions(&self) -> i32 {
        self.0.extensions
    }
    /// What its owner has changed while bids are taken, the latest first.
    #[graphql(complexity = "list_cost(10, 10, child_complexity)")]
    async fn amendments(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DemandAmendment>> {
        amendments::of_demand(ctx, &self.0.id).await
    }
    /// What such jobs were awarded for around here; null when there are too few to say.
    #[graphql(complexity = "20 + child_complexity")]
    async fn price_band(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PriceBand>> {
        prices::band_of(ctx, &self.0).await
    }
    /// How it is tendered.
    async fn procedure(&self) -> ProcedureKind {
        self.0.procedure
    }
    /// Its terms; null when it is simple.
    #[graphql(complexity = "5 + child_complexity")]
    async fn terms(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DemandTerms>> {
        procedures::terms_of(ctx, &self.0).await
    }
    /// What it answers to the template of its category; empty when that was left out.
    #[graphql(complexity = "5 + child_complexity")]
    async fn scope(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<scopes::Answer>> {
        scopes::of_demand(ctx, &self.0).await
    }
    /// Who shares it; empty when nobody does.
    #[graphql(complexity = "list_cost(5, 20, child_complexity)")]
    async fn partners(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DemandPartner>> {
        partners::of_demand(ctx, &self.0).await
    }
    /// Where it stands between deadline and award; null before, after, and when it is simple.
    async fn stage(&self) -> Option<DemandStage> {
        self.0.stage
    }
    /// The key of its envelopes; null when bids are not sealed, and before it is public.
    #[graphql(complexity = "10 + child_complexity")]
    async fn sealing(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Sealing>> {
        envelopes::sealing_of(ctx, &self.0).await
    }
    /// The list of the opening; null before, and when bids are not sealed.
    #[graphql(complexity = "20 + child_complexity")]
    async fn opening(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Opening>> {
        envelopes::opening_of(ctx, &self.0).await
    }
    /// How its bids are scored and rank; null when they are not scored, and while the viewer may know
    /// nothing of it.
    #[graphql(complexity = "5 + child_complexity")]
    async fn evaluation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Evaluation>> {
        evaluation::evaluation_of(ctx, &self.0).await
    }
    /// How bidders lower their prices; null when there is no auction, and for others than its owner and those who take part.
    #[graphql(complexity = "20 + child_complexity")]
    async fn auction(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DemandAuction>> {
        auctions::auction_of(ctx, &self.0).await
    }
    /// Which bids its owner meant to choose, with what was said against it, the latest first.
    #[graphql(complexity = "list_cost(10, 3, child_complexity)")]
    async fn proposals(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AwardProposal>> {
        proposals::of_demand(ctx, &self.0).await
    }
    /// How far the work is; null before it was awarded. Of a shared need the viewer's own part, else its owner's.
    async fn contract(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DemandContract>> {
        contracts::stage_of(ctx, &self.0).await
    }
    /// The contracts of all who share it, that of its owner first; one, where nobody shares it.
    #[graphql(complexity = "list_cost(5, 5, child_complexity)")]
    async fn contracts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<DemandContract>> {
        contracts::stages_of(ctx, &self.0).await
    }
    /// What the two sides say of each other, once it may be read.
    #[graphql(complexity = "list_cost(10, 2, child_complexity)")]
    async fn reviews(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ContractReview>> {
        reviews::of_demand(ctx, &self.0.id).await
    }
    /// How its owner has kept its contracts here.
    #[graphql(complexity = "20 + child_complexity")]
    async fn buyer_record(&self, ctx: &Context<'_>) -> async_graphql::Result<BuyerRecord> {
        reviews::buyer_record(ctx, &self.0.organisation_id).await
    }
    /// Where its check stands; null for those it does not concern.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        moderation::shown_of_subject(ctx, self.0.id.as_str()).await
    }
}

/// Reading needs.
#[derive(Default)]
pub struct DemandQuery;

#[Object]
impl DemandQuery {
    /// One need; null when it does not exist or is not the caller's to see.
    #[graphql(guard = "Public")]
    async fn demand(
        &self,
        ctx: &Context<'_>,
        id: DemandId,
    ) -> async_graphql::Result<Option<Demand>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        Ok(found.filter(|it| access::may_see(&request.actor, it)).map(Demand))
    }

    /// Needs, filtered and sorted.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn demands(
        &self,
        ctx: &Context<'_>,
        filter: Option<DemandFilter>,
        #[graphql(default)] sort: DemandSort,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Demand>> {
        let (db, request) = context(ctx);
        let filter = filter.unwrap_or_default();
        let own = request.actor.organisation_id().cloned();
        let owner = if filter.mine == Some(true) {
            Some(own.ok_or(Denied::Unauthenticated).shown()?)
        } else {
            None
        };
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &filter, owner.as_ref(), sort, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &filter, owner.as_ref()).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(Demand), total))
    }
}

/// Key of the loader of needs, whoever may see them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DemandOf(pub DemandId);

#[async_trait::async_trait]
impl Loader<DemandOf> for Db {
    type Value = Demand;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[DemandOf]) -> Result<HashMap<DemandOf, Demand>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = store::find_all(self.read(), &ids).await.shown()?;
        Ok(rows.into_iter().map(|it| (DemandOf(it.id.clone()), Demand(it))).collect())
    }
}

/// How a step of a need ended; questions and amendments are steps of it as well.
macro_rules! demand_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            demand: Option<$crate::demands::Demand>,
            /// What to mend.
            problems: Vec<kernel::Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<$crate::demands::DemandRow>) -> async_graphql::Result<Self> {
                let (row, problems) = platform::graphql::split(answer)?;
                Ok(Self { demand: row.map($crate::demands::Demand), problems })
            }
        }
    )*};
}
pub(crate) use demand_payload;
