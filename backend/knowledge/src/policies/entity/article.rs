//! Rows of articles.

use kernel::id::{ArticleId, LawId};
use sea_orm::entity::prelude::*;

/// An article of a dated text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "articles")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ArticleId,
    /// Of which text.
    pub law_id: LawId,
    /// Its place in the text, from 1.
    pub position: i32,
    /// Its number; 0 for an annex.
    pub number: i32,
    /// 1 for 之一; 0 for none.
    pub branch: i32,
    /// As the law writes it.
    pub label: String,
    /// 编, with 分编 behind it.
    pub part: Option<String>,
    /// 章.
    pub chapter: Option<String>,
    /// 节, with 目 behind it.
    pub section: Option<String>,
    /// The words, one line a paragraph.
    pub text: String,
}

/// An article belongs to a dated text.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its text.
    #[sea_orm(
        belongs_to = "super::law::Entity",
        from = "Column::LawId",
        to = "super::law::Column::Id"
    )]
    Law,
}

impl Related<super::law::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Law.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
