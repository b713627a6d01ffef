//! Procedures and terms as GraphQL shows them.

use super::entity::{Criterion, CriterionKind, Custody, Model, ProcedureKind};
use super::rules::{self, Procedure, TypedTerms};
use super::store;
use crate::auctions::{AuctionTerms, rules::TypedAuction};
use crate::demands::DemandRow;
use crate::directory::{self, Provider};
use crate::partners::PartnerInput;
use async_graphql::{Context, InputObject, Object};
use kernel::id::ProviderId;
use platform::graphql::{Public, Shown, context, list_cost};

/// Reading procedures.
#[derive(Default)]
pub struct ProcedureQuery;

#[Object]
impl ProcedureQuery {
    /// How needs may be tendered, in the order in which it is offered.
    #[graphql(guard = "Public")]
    async fn procedures(&self) -> &[Procedure] {
        rules::all()
    }
}

/// The terms of a need that is not simple (采购条件).
pub struct DemandTerms(pub Model);

#[Object]
impl DemandTerms {
    /// Who keeps the key of the envelopes.
    async fn custody(&self) -> Custody {
        self.0.custody
    }
    /// Fewer bids end it without an opening.
    async fn least_bids(&self) -> i32 {
        self.0.least_bids
    }
    /// How many days a proposed award is open to objections; 0: the owner awards at once.
    async fn notice_days(&self) -> i32 {
        self.0.notice_days
    }
    /// How many working days there are for scoring before the need ends unscored; 0: no clock.
    async fn scoring_days(&self) -> i32 {
        self.0.scoring_days
    }
    /// How many working days there are, once bids are ranked or open, to propose or award; 0: no clock.
    async fn deciding_days(&self) -> i32 {
        self.0.deciding_days
    }
    /// Whether bids are scored.
    async fn is_scored(&self) -> bool {
        self.0.is_scored
    }
    /// Whether only those invited may bid.
    async fn is_invited(&self) -> bool {
        self.0.is_invited
    }
    /// How bidders may lower their prices once they are open; null when they may not.
    async fn auction(&self) -> Option<&AuctionTerms> {
        self.0.auction.as_ref()
    }
    /// By what bids are scored, the price last; empty when they are not.
    async fn criteria(&self) -> &[Criterion] {
        &self.0.criteria.0
    }
    /// Who may bid; empty when everybody may.
    #[graphql(complexity = "list_cost(10, 30, child_complexity)")]
    async fn invited(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Provider>> {
        if !self.0.is_invited {
            return Ok(Vec::new());
        }
        let db = context(ctx).0.read();
        let ids = store::invited(db, &self.0.demand_id).await.shown()?;
        let rows = directory::find_providers(db, &ids).await.shown()?;
        let mut rows: Vec<_> = rows.into_values().collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(rows.into_iter().map(Provider).collect())
    }
}

/// The terms of a need; null when it is simple.
///
/// # Errors
/// A fault when the database fails.
pub async fn terms_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<DemandTerms>> {
    if demand.procedure == ProcedureKind::Simple {
        return Ok(None);
    }
    Ok(store::find(context(ctx).0.read(), &demand.id).await.shown()?.map(DemandTerms))
}

/// A criterion as it is typed.
#[derive(InputObject)]
pub struct CriterionInput {
    /// What is looked at, 2 to 30 characters.
    title: String,
    /// The most points it gives; all together give 100.
    weight: i32,
    /// By people, or worked out from the price.
    kind: CriterionKind,
    /// What earns points, up to 200 characters.
    guide: Option<String>,
}

/// How a need is tendered.
#[derive(InputObject)]
pub struct DemandTermsInput {
    /// Which procedure.
    procedure: ProcedureKind,
    /// Who keeps the key; the first the procedure offers when not given.
    custody: Option<Custody>,
    /// By what bids are scored, when the procedure scores them.
    #[graphql(default)]
    criteria: Vec<CriterionInput>,
    /// Who may bid, when the procedure is by invitation.
    #[graphql(default)]
    invited: Vec<ProviderId>,
    /// Who shares it, when the procedure is for several enterprises.
    #[graphql(default)]
    partners: Vec<PartnerInput>,
    /// How bidders may lower their prices once they are open; not at all when not given.
    auction: Option<AuctionTermsInput>,
}

/// How an auction would be held.
#[derive(InputObject)]
pub struct AuctionTermsInput {
    /// One to three.
    rounds: i32,
    /// Minutes of a round, 2 to 60.
    minutes: i32,
    /// The least step in ten-thousandths of the lowest start, 50 to 300.
    step_bp: i32,
    /// Yuan; offers below it are marked.
    floor_yuan: Option<String>,
}

impl AuctionTermsInput {
    fn typed(self) -> TypedAuction {
        let Self { rounds, minutes, step_bp, floor_yuan } = self;
        TypedAuction { rounds, minutes, step_bp, floor_yuan }
    }
}

impl DemandTermsInput {
    pub(crate) fn typed(self) -> TypedTerms {
        let criterion = |it: CriterionInput| Criterion {
            title: it.title,
            weight: it.weight,
            kind: it.kind,
            guide: it.guide,
        };
        TypedTerms {
            procedure: self.procedure,
            custody: self.custody,
            criteria: self.criteria.into_iter().map(criterion).collect(),
            invited: self.invited,
            partners: self.partners.into_iter().map(PartnerInput::typed).collect(),
            auction: self.auction.map(AuctionTermsInput::typed),
        }
    }
}
