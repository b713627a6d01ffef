//! Rows of originals and of the parts that wait for a person.

pub(crate) mod original {
    //! A file that a text was read from.

    use kernel::id::{LawId, LawOriginalId};
    use sea_orm::entity::prelude::*;

    /// A file that a text was read from.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "law_originals")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LawOriginalId,
        /// The text that was read from it.
        pub law_id: LawId,
        /// SHA-256 of the file.
        pub digest: String,
        /// Where it lies.
        pub file_key: String,
        /// As it was called.
        pub file_name: String,
        /// Its media type.
        pub media: String,
        /// In bytes.
        pub size: i64,
        /// How many pages it has; null where it has none.
        pub pages: Option<i32>,
        /// How many parts were read.
        pub part_count: i32,
        /// How many of them were doubtful.
        pub doubt_count: i32,
        /// Who gave it.
        pub source: String,
        /// When it was read.
        pub read_at: DateTimeUtc,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod part {
    //! A part that a machine was not sure of.

    use super::super::rules::ReadPartState;
    use crate::policies::rules::confidence::ReadDoubt;
    use kernel::id::{AccountId, LawId, LawOriginalId, ReadPartId};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    /// Reasons, as they are stored.
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, FromJsonQueryResult)]
    pub struct Doubts(pub Vec<ReadDoubt>);

    /// A part that a machine was not sure of.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "read_parts")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReadPartId,
        /// Of which file.
        pub original_id: LawOriginalId,
        /// Of which text.
        pub law_id: LawId,
        /// The place of the article in it.
        pub position: i32,
        /// As the article is called.
        pub label: String,
        /// Of a hundred.
        pub confidence: i32,
        /// Why not more.
        pub doubts: Doubts,
        /// The page it begins on.
        pub page: Option<i32>,
        /// The lines it was read from.
        pub raw: String,
        /// What was read.
        pub words: String,
        /// Where it stands.
        pub state: ReadPartState,
        /// Who decided.
        pub decided_by: Option<AccountId>,
        /// When.
        pub decided_at: Option<DateTimeUtc>,
        /// What was said with it.
        pub note: Option<String>,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
