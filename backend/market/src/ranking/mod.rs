//! 排名与依据: in which order the directory comes, and why.
//!
//! A score is made of published rules and a ledger of evidence, in whole numbers: each component
//! begins at its base, the rows that count add to it, and the components are weighed by the
//! judgements of a panel. Rules have versions, of which one is live; rows are never changed, only
//! ended; so a score of any day can be made again by anybody (`docs/RANKING.md`).
//!
//! | row | 中文 | next |
//! |---|---|---|
//! | in force | 计分 | frozen, ended, expired by the clock |
//! | frozen | 异议处理中，暂不计分 | in force, ended |
//! | ended | 已撤下 | - |

mod access;
pub mod actions;
mod derivation;
pub mod disputes;
pub mod drafts;
pub(crate) mod entity;
mod graphql;
pub mod jobs;
mod ledger;
pub mod penalties;
pub mod rules;
pub mod scoring;
mod simulation;
mod store;
pub mod verify;

pub use entity::component::Component;
pub use graphql::{ProviderRanking, RankingMutation, RankingQuery, ranking_of};

use kernel::Result;
use kernel::id::ProviderId;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// The score of a provider as the list needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListScore {
    /// Thousandths of a point, 0 to 100,000.
    pub score_milli: i64,
    /// New here, without reviews and awards.
    pub is_newcomer: bool,
}

/// The scores of providers; those that were not scored yet are left out.
///
/// # Errors
/// A fault when the database fails.
pub async fn scores_of(
    db: &impl ConnectionTrait,
    ids: &[ProviderId],
) -> Result<HashMap<ProviderId, ListScore>> {
    let found = store::scoring::of(db, ids).await?;
    let score = |it: entity::score::Model| ListScore {
        score_milli: it.score_milli,
        is_newcomer: it.is_newcomer,
    };
    Ok(found.into_iter().map(|(id, it)| (id, score(it))).collect())
}
