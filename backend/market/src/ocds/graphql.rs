//! How much is released, for the page that says where.

use super::store;
use async_graphql::SimpleObject;
use kernel::Result;
use sea_orm::ConnectionTrait;

/// How much there is in the format of the Open Contracting Data Standard.
#[derive(SimpleObject)]
pub struct OcdsFigures {
    /// How many needs.
    processes: i32,
    /// How many releases of them.
    releases: i32,
}

impl OcdsFigures {
    /// As of now.
    pub(crate) async fn now(db: &impl ConnectionTrait) -> Result<Self> {
        let (processes, releases) = store::figures(db).await?;
        let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        Ok(Self { processes: number(processes), releases: number(releases) })
    }
}
