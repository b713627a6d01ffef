//! Rows of auctions and offers.

use kernel::id::{AccountId, DemandId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How an auction of a need is held, as agreed when it was posted.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    FromJsonQueryResult,
    async_graphql::SimpleObject,
)]
#[graphql(name = "AuctionTerms")]
pub struct AuctionTerms {
    /// How many rounds.
    pub rounds: i32,
    /// How many minutes a round takes.
    pub minutes: i32,
    /// The least step, in ten-thousandths of the lowest start.
    pub step_bp: i32,
    /// Offers below it are marked, since the work can hardly be done lawfully for less; null when none is set. In fen.
    pub floor_fen: Option<i64>,
}

/// Where an auction stands; which round it is says the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuctionState {
    /// 竞价中, or announced.
    Running,
    /// 已结束.
    Ended,
    /// 已取消.
    Cancelled,
}

/// The auction of a need.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "auctions")]
pub struct Model {
    /// Of which need.
    #[sea_orm(primary_key, auto_increment = false)]
    pub demand_id: DemandId,
    /// Who called it.
    pub started_by: Option<AccountId>,
    /// When.
    pub called_at: DateTimeUtc,
    /// Its first round begins.
    pub starts_at: DateTimeUtc,
    /// Its last round ends.
    pub ends_at: DateTimeUtc,
    /// Where it stands.
    pub state: AuctionState,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What was offered.
pub mod offer {
    use kernel::Fen;
    use kernel::id::{AccountId, BidId, DemandId};
    use sea_orm::entity::prelude::*;

    /// A lower price of a bid, once a round.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "auction_offers")]
    pub struct Model {
        /// Of which need.
        #[sea_orm(primary_key, auto_increment = false)]
        pub demand_id: DemandId,
        /// Of which bid.
        #[sea_orm(primary_key, auto_increment = false)]
        pub bid_id: BidId,
        /// In which round, counted from 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub round: i32,
        /// The whole price.
        pub price_fen: Fen,
        /// Who typed it.
        pub offered_by: Option<AccountId>,
        /// When.
        pub offered_at: DateTimeUtc,
    }

    /// None: the arrows point here.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
