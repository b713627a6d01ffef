//! Writing laws and articles.

use super::super::entity::{article, law};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::{ArticleId, LawId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

/// Rows of one statement: ten columns each, below the 32,766 variables SQLite allows.
const ROWS_PER_STATEMENT: usize = 1_000;

pub(in super::super) async fn insert(tx: &impl ConnectionTrait, row: law::Model) -> Result<()> {
    law::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

pub(crate) async fn update(tx: &impl ConnectionTrait, row: law::Model) -> Result<()> {
    row.into_active_model().reset_all().update(tx).await?;
    Ok(())
}

/// Writes the day a text ends and nothing else.
pub(in super::super) async fn set_superseded(
    tx: &impl ConnectionTrait,
    id: &LawId,
    superseded_on: Option<NaiveDate>,
) -> Result<()> {
    law::Entity::update_many()
        .col_expr(law::Column::SupersededOn, Expr::value(superseded_on))
        .filter(law::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in super::super) async fn delete_articles(tx: &impl ConnectionTrait, id: &LawId) -> Result<()> {
    article::Entity::delete_many().filter(article::Column::LawId.eq(id.clone())).exec(tx).await?;
    Ok(())
}

pub(in super::super) async fn insert_articles(
    tx: &impl ConnectionTrait,
    rows: Vec<article::Model>,
) -> Result<()> {
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(ROWS_PER_STATEMENT);
        article::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the words of an article anew.
pub(in super::super) async fn set_words(
    tx: &impl ConnectionTrait,
    id: &ArticleId,
    words: &str,
) -> Result<()> {
    article::Entity::update_many()
        .col_expr(article::Column::Text, Expr::value(words))
        .filter(article::Column::Id.eq(id.clone()))
        .exec(tx)
        .await?;
    Ok(())
}
