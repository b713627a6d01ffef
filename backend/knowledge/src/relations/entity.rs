//! Rows of relations.

use super::rules::RelationKind;
use kernel::id::LawId;
use sea_orm::entity::prelude::*;

/// What a text says about another at one place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_relations")]
pub struct Model {
    /// The text that says it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub law_id: LawId,
    /// In which of its articles; 0 is the title.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Which reference of that article, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    /// How it stands to the other.
    pub kind: RelationKind,
    /// The other law.
    pub slug: String,
    /// The article meant; 0 is the whole.
    pub number: i32,
    /// The last article of a range.
    pub last_number: i32,
    /// 1 for 之一; 0 for none.
    pub branch: i32,
    /// 款.
    pub paragraph: Option<i32>,
    /// 项.
    pub item: Option<i32>,
    /// The first character of the reference.
    pub starts_at: i32,
    /// The first character behind it.
    pub ends_at: i32,
}

/// A relation is said by a dated text.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The text that says it.
    #[sea_orm(
        belongs_to = "crate::policies::entity::law::Entity",
        from = "Column::LawId",
        to = "crate::policies::entity::law::Column::Id"
    )]
    Law,
}

impl Related<crate::policies::entity::law::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Law.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
