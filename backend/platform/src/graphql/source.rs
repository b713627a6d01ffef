//! Where a fact comes from, as every district shows it.

use async_graphql::{ComplexObject, SimpleObject};
use chrono::NaiveDate;

/// Where a fact comes from.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Source {
    /// What the source calls itself.
    pub name: String,
    /// The day of the source; null when it gives none.
    pub taken_on: Option<NaiveDate>,
}

#[ComplexObject]
impl Source {
    /// Where it can be read; null when the source has no address of its own, as a file that was
    /// imported has none.
    async fn url(&self) -> Option<&str> {
        self.name.starts_with("https://").then_some(self.name.as_str())
    }

    /// When it was last compared with the source; null when it never was.
    async fn checked_on(&self) -> Option<NaiveDate> {
        None
    }
}
