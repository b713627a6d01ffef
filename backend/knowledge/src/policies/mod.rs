//! 标准政策: dated texts of laws, article by article.
//!
//! A law is known by its slug, one of its texts by slug and the day of the vote that made it.
//! Where a text stands is never stored and never believed from a source; it follows from days:
//!
//! | state | when |
//! |---|---|
//! | `REPEALED` | the law's last day has come |
//! | `AMENDED` | a newer text of the law has started |
//! | `NOT_YET_IN_FORCE` | the text starts later |
//! | `IN_FORCE` | otherwise |
//!
//! Promises: recording the same text twice changes nothing; a text is written whole or not at
//! all; between two copies the one with more articles is kept and the other reported; numbers
//! that a copy lacks are named.

mod access;
pub mod actions;
pub mod cite;
pub(crate) mod entity;
pub(crate) mod graphql;
pub mod rules;
pub mod search;
pub(crate) mod store;

pub use entity::article::Model as ArticleRow;
pub use entity::law::Model as LawRow;
pub use graphql::{Article, Law, PolicyQuery};

/// A dated text by its id.
pub(crate) async fn find(
    db: &impl sea_orm::ConnectionTrait,
    id: &kernel::id::LawId,
) -> kernel::Result<Option<LawRow>> {
    Ok(store::find_all(db, std::slice::from_ref(id)).await?.pop())
}

#[cfg(test)]
mod tests;
