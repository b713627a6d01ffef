//! The marketplace: providers (惠企服务), needs (需求大厅) and the bids that bring them together.

pub mod bids;
pub mod categories;
pub mod demands;
pub mod directory;

/// The root fields of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketQuery(
    categories::CategoryQuery,
    directory::DirectoryQuery,
    demands::DemandQuery,
    bids::BidQuery,
);

/// The verbs of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketMutation(demands::DemandMutation, bids::BidMutation);
