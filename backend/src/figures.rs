//! 平台数据: how much there is, as the public pages show it.

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Duration, Utc};
use kernel::Result;
use knowledge::policies;
use platform::Db;
use platform::graphql::{Public, Shown, context};
use std::sync::{Arc, Mutex};

/// For how long figures are shown before they are counted again: counting reads whole indexes,
/// and every visitor of the home page asks. 配置值: no public source.
const KEPT: Duration = Duration::seconds(30);

/// How much there is.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlatformFigures {
    /// Providers listed.
    providers: i64,
    /// Needs that take bids.
    open_demands: i64,
    /// Dated texts of laws.
    laws: i64,
    /// Those that hold today.
    laws_in_force: i64,
    /// Their articles.
    articles: i64,
    /// Licences and certificates listed.
    qualifications: i64,
    /// When this was counted.
    as_of: DateTime<Utc>,
}

/// The figures counted last.
#[derive(Debug, Clone, Default)]
pub struct Counted(Arc<Mutex<Option<PlatformFigures>>>);

impl Counted {
    async fn figures(&self, db: &Db) -> Result<PlatformFigures> {
        let now = db.clock().now();
        let counted = self.0.lock().expect("no holder of this lock panics").clone();
        if let Some(fresh) = counted.filter(|it| now - it.as_of < KEPT) {
            return Ok(fresh);
        }
        let market = market::figures(db.read()).await?;
        let knowledge = policies::actions::figures(db).await?;
        let figures = PlatformFigures {
            providers: market.providers,
            qualifications: market.qualifications,
            open_demands: market.open_demands,
            laws: knowledge.laws,
            laws_in_force: knowledge.laws_in_force,
            articles: knowledge.articles,
            as_of: now,
        };
        *self.0.lock().expect("no holder of this lock panics") = Some(figures.clone());
        Ok(figures)
    }
}

/// Reading the figures.
#[derive(Default)]
pub struct FiguresQuery;

#[Object]
impl FiguresQuery {
    /// How much there is, counted at most half a minute ago.
    #[graphql(guard = "Public", complexity = "50 + child_complexity")]
    async fn platform_figures(&self, ctx: &Context<'_>) -> async_graphql::Result<PlatformFigures> {
        let (db, _) = context(ctx);
        ctx.data_unchecked::<Counted>().figures(db).await.shown()
    }
}
