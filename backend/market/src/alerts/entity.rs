//! Rows of saved searches, alerts and weeks.

use super::rules::{AlertVerdict, Unfit};
use kernel::id::{AccountId, AlertId, DemandId, OrganisationId, SavedSearchId};
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Why somebody was told, each a few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Reasons(pub Vec<String>);

/// That a person was told of a need.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alerts")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlertId,
    /// Of which need.
    pub demand_id: DemandId,
    /// Who was told.
    pub account_id: AccountId,
    /// The provider that could take it; none when only a search asked for it.
    pub organisation_id: Option<OrganisationId>,
    /// The search that asked for it.
    pub saved_search_id: Option<SavedSearchId>,
    /// Why.
    pub reasons: Reasons,
    /// When.
    pub told_at: DateTimeUtc,
    /// What they said of it.
    pub verdict: Option<AlertVerdict>,
    /// Why it was not for them.
    pub unfit: Option<Unfit>,
    /// When they said so.
    pub judged_at: Option<DateTimeUtc>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(super) mod search {
    //! Rows of saved searches.

    use kernel::id::{AccountId, SavedSearchId};
    use sea_orm::entity::prelude::*;

    /// What a person wants to be told of.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_searches")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SavedSearchId,
        /// Whose.
        pub account_id: AccountId,
        /// As they call it.
        pub name: String,
        /// All of these must stand in title or description; empty asks for none.
        pub words: String,
        /// This category or one below; empty is any.
        pub category_code: String,
        /// In this division; empty is anywhere.
        pub region_code: String,
        /// When it was saved.
        pub created_at: DateTimeUtc,
    }

    /// None: the arrows point here.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod week {
    //! Rows of weeks.

    use sea_orm::entity::prelude::*;

    /// How good the alerts of a week were.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "alert_weeks")]
    pub struct Model {
        /// Its first day, in China.
        #[sea_orm(primary_key, auto_increment = false)]
        pub monday: Date,
        /// How many were told.
        pub told: i32,
        /// How many were called useful, or led to a bid.
        pub useful: i32,
        /// How many were not for those who were told.
        pub not_for_us: i32,
        /// From publication to the slowest of them, in seconds.
        pub slowest_seconds: i32,
        /// When this was worked out.
        pub counted_at: DateTimeUtc,
    }

    /// None: the arrows point here.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
