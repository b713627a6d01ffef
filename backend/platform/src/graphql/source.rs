//! Where a fact comes from, as every district shows it.

use async_graphql::Object;
use chrono::NaiveDate;
use kernel::Date;

/// Where a fact comes from.
pub struct Source {
    /// What the source calls itself.
    pub name: String,
    /// The day of the source; none when it gives none.
    pub taken_on: Option<NaiveDate>,
}

/// Where a fact comes from.
#[Object]
impl Source {
    /// What the source calls itself.
    async fn name(&self) -> &str {
        &self.name
    }

    /// The day of the source; null when it gives none.
    async fn taken_on(&self) -> Option<Date> {
        self.taken_on.map(Date)
    }
}
