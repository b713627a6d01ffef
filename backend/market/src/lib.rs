//! The marketplace: providers (惠企服务), needs (需求大厅), the bids that bring them together, the
//! contracts that follow, and who may take hazardous waste.

pub mod alerts;
pub mod amendments;
pub mod auctions;
pub mod bids;
pub mod categories;
pub mod contracts;
pub mod demands;
pub mod directory;
pub mod envelopes;
pub mod error_reports;
pub mod evaluation;
pub mod flags;
pub mod foreign;
pub mod labs;
pub mod notices;
pub mod ocds;
pub mod open_data;
pub mod own_check;
pub mod partners;
mod personal;
pub mod prices;
pub mod procedures;
pub mod proposals;
pub mod provider_changes;
pub mod questions;
pub mod ranking;
pub mod restrictions;
pub mod reviews;
pub mod scopes;
pub mod share_codes;
pub mod shortlists;
pub mod waste;

pub use personal::PERSONAL;

/// The root fields of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketQuery(
    categories::CategoryQuery,
    directory::DirectoryQuery,
    provider_changes::ProviderChangeQuery,
    demands::DemandQuery,
    bids::BidQuery,
    envelopes::EnvelopeQuery,
    contracts::ContractQuery,
    waste::WasteQuery,
    labs::LabQuery,
    shortlists::ShortlistQuery,
    ranking::RankingQuery,
    restrictions::RestrictionQuery,
    partners::PartnerQuery,
    scopes::ScopeQuery,
    prices::PriceQuery,
    procedures::ProcedureQuery,
    proposals::ObjectionQuery,
    open_data::OpenDataQuery,
    error_reports::ErrorReportQuery,
    share_codes::ShareCodeQuery,
    flags::FlagQuery,
    notices::OfficialNoticeQuery,
    alerts::AlertQuery,
    own_check::OwnCheckQuery,
);

/// The verbs of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketMutation(
    demands::DemandMutation,
    questions::QuestionMutation,
    amendments::AmendmentMutation,
    partners::PartnerMutation,
    bids::BidMutation,
    envelopes::EnvelopeMutation,
    evaluation::EvaluationMutation,
    auctions::AuctionMutation,
    proposals::ProposalMutation,
    contracts::ContractMutation,
    contracts::ContractMutationAfter,
    reviews::ReviewMutation,
    provider_changes::ProviderChangeMutation,
    shortlists::ShortlistMutation,
    ranking::RankingMutation,
    restrictions::RestrictionMutation,
    error_reports::ErrorReportMutation,
    share_codes::ShareCodeMutation,
    alerts::AlertMutation,
);

/// How much the market holds.
pub struct Figures {
    /// Providers listed.
    pub providers: i64,
    /// Licences and certificates listed.
    pub qualifications: i64,
    /// Needs that take bids.
    pub open_demands: i64,
}

/// Counts the market.
///
/// # Errors
/// A fault when the database fails.
pub async fn figures(db: &impl sea_orm::ConnectionTrait) -> kernel::Result<Figures> {
    let (providers, qualifications) = directory::figures(db).await?;
    let open_demands = demands::count_open(db).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Figures {
        providers: number(providers),
        qualifications: number(qualifications),
        open_demands: number(open_demands),
    })
}
