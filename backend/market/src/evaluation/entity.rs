//! Rows of evaluations.

use super::ranking::RankedBid;
use kernel::id::{AccountId, DemandId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How the bids of a need rank, the first first. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Ranking(pub Vec<RankedBid>);

/// The fixed evaluation of a need.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluations")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// Who fixed the sheets.
    pub locked_by: Option<AccountId>,
    /// When.
    pub locked_at: DateTimeUtc,
    /// When prices were open and bids ranked; none until then.
    pub ranked_at: Option<DateTimeUtc>,
    /// How bids rank; none until then.
    pub ranking: Option<Ranking>,
    /// When a bid was first proposed: everybody reads the ranking from then on.
    pub published_at: Option<DateTimeUtc>,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Lines of the sheets.
pub mod score {
    use kernel::id::{AccountId, BidId, DemandId};
    use sea_orm::entity::prelude::*;

    /// What one evaluator gives one bid for one criterion.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "evaluation_scores")]
    pub struct Model {
        /// Of which need.
        #[sea_orm(primary_key, auto_increment = false)]
        pub demand_id: DemandId,
        /// Whose sheet.
        #[sea_orm(primary_key, auto_increment = false)]
        pub evaluator_id: AccountId,
        /// Which bid.
        #[sea_orm(primary_key, auto_increment = false)]
        pub bid_id: BidId,
        /// Which criterion, numbered as in the terms, from 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub criterion: i32,
        /// Hundredths of a point.
        pub points_centi: i32,
        /// Why.
        pub note: Option<String>,
        /// When it was last written.
        pub scored_at: DateTimeUtc,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
