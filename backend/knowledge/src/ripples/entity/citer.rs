//! Rows of citers: one for each article that a writing rests on.

use super::super::rules::CiterKind;
use sea_orm::entity::prelude::*;

/// That a writing of the platform rests on an article.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ripple_citers")]
pub struct Model {
    /// What sort of writing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: CiterKind,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub citer_id: String,
    /// The law it rests on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// The article; 0 is the law as a whole.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// What the writing says, for people.
    pub title: String,
    /// Where it can be read or mended.
    pub path: String,
    /// The words it was written under.
    pub words: String,
    /// Of those words, and of whether they held.
    pub words_hash: String,
    /// When it was held against the words last.
    pub looked_on: Date,
}

/// None: queries say what they join.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
