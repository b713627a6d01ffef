//! The score of a provider as GraphQL shows it: what it is made of, and why.

use super::super::entity::component::{Component, Model as ComponentRow};
use super::super::entity::evidence::Model as EvidenceRow;
use super::super::entity::rule::Model as RuleRow;
use super::super::entity::score::Model;
use super::super::rules::{self, WHOLE};
use super::super::store::{self, scoring, versions};
use super::evidence::Evidence;
use super::version::RankingRule;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object, SimpleObject};
use kernel::id::ProviderId;
use kernel::{Date, Page, PageLimit};
use platform::Db;
use platform::graphql::{Shown, context, list_cost};
use std::collections::HashMap;

/// The most rows of one provider that are counted up for its page; a hundred licences and the rest.
/// 配置值.
const ROWS: u64 = 400;
/// How many days of history are shown at most. 配置值.
const DAYS: PageLimit = PageLimit { default: 30, max: 100 };

/// Where a provider stands in the list, and why (排名与依据).
pub struct ProviderRanking(Model);

/// The ranking of a provider; none until it was scored.
///
/// # Errors
/// When the database fails.
pub async fn ranking_of(
    ctx: &Context<'_>,
    id: &ProviderId,
) -> async_graphql::Result<Option<ProviderRanking>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(ScoreOf(id.clone())).await?.map(ProviderRanking))
}

#[Object]
impl ProviderRanking {
    /// Thousandths of a point, 0 to 100,000.
    async fn score_milli(&self) -> i64 {
        self.0.score_milli
    }
    /// The version of the rules by which it was scored.
    async fn version(&self) -> i32 {
        self.0.version
    }
    /// New here, without reviews and awards: may be shown on a marked place of a page.
    async fn is_newcomer(&self) -> bool {
        self.0.is_newcomer
    }
    /// Its place among all, and how many there are; those with the same score share a place.
    #[graphql(complexity = 20)]
    async fn place(&self, ctx: &Context<'_>) -> async_graphql::Result<RankingPlace> {
        let db = context(ctx).0;
        let (above, total) = scoring::place(db.read(), self.0.score_milli).await.shown()?;
        let number = |it: u64| i32::try_from(it).unwrap_or(i32::MAX);
        Ok(RankingPlace { place: number(above + 1), total: number(total) })
    }
    /// What it is made of, in order, by the live version.
    #[graphql(complexity = "50 + child_complexity * 20")]
    async fn components(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ComponentScore>> {
        let db = context(ctx).0;
        let today = db.clock().today();
        let book = versions::live(db.read()).await.shown()?;
        let rows = store::in_force(db.read(), &self.0.provider_id, today, ROWS).await.shown()?;
        let frozen = store::frozen_on(db.read(), today).await.shown()?;
        let sums = book.sums(&rows, &frozen, today);
        let scores = book.components.iter().map(|component| {
            let of_component = |code: &String| {
                book.rules.get(code).is_some_and(|it| it.component == component.component)
            };
            let rows: Vec<EvidenceRow> =
                rows.iter().filter(|it| of_component(&it.rule_code)).cloned().collect();
            let is_missing = |it: &&RuleRow| {
                let has_row = rows.iter().any(|row| row.rule_code == it.code);
                it.component == component.component && it.points_milli > 0 && !has_row
            };
            let mut missing: Vec<RuleRow> =
                book.rules.values().filter(is_missing).cloned().collect();
            missing.sort_by_key(|it| it.position);
            let sum_milli = sums.of(component.component);
            ComponentScore { component: component.clone(), sum_milli, rows, missing }
        });
        Ok(scores.collect())
    }
    /// All rows, also those that do not count any more, newest first; at most 100.
    #[graphql(complexity = "list_cost(5, first, child_complexity)")]
    async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20)] first: i32,
    ) -> async_graphql::Result<Vec<Evidence>> {
        let page = Page::from_params(PageLimit::USUAL, Some(first), None).shown()?;
        let db = context(ctx).0;
        let rows = store::of_provider(db.read(), &self.0.provider_id, page.first as u64);
        Ok(rows.await.shown()?.into_iter().map(Evidence).collect())
    }
    /// The score at the end of the days on which it changed, newest first; at most 100.
    #[graphql(complexity = "list_cost(5, first, child_complexity)")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 30)] first: i32,
    ) -> async_graphql::Result<Vec<ScoreDay>> {
        let page = Page::from_params(DAYS, Some(first), None).shown()?;
        let db = context(ctx).0;
        let rows = scoring::history(db.read(), &self.0.provider_id, page.first as u64);
        let day = |it: super::super::entity::score_day::Model| ScoreDay {
            day: Date(it.day),
            version: it.version,
            score_milli: it.score_milli,
        };
        Ok(rows.await.shown()?.into_iter().map(day).collect())
    }
}

/// A place in the list.
#[derive(SimpleObject)]
pub struct RankingPlace {
    /// The first is 1.
    place: i32,
    /// How many there are.
    total: i32,
}

/// A score at the end of a day.
#[derive(SimpleObject)]
pub struct ScoreDay {
    /// The day.
    day: Date,
    /// By which version.
    version: i32,
    /// Thousandths of a point.
    score_milli: i64,
}

/// What a component of a score comes to.
pub struct ComponentScore {
    component: ComponentRow,
    sum_milli: i64,
    rows: Vec<EvidenceRow>,
    missing: Vec<RuleRow>,
}

impl ComponentScore {
    fn points(&self) -> i64 {
        rules::component_of(self.component.base_milli, self.sum_milli)
    }
}

#[Object]
impl ComponentScore {
    /// Which.
    async fn component(&self) -> Component {
        self.component.component
    }
    /// As people call it.
    async fn name(&self) -> &str {
        self.component.component.name()
    }
    /// Its share of the whole, in ten-thousandths.
    async fn weight(&self) -> i32 {
        self.component.weight
    }
    /// Thousandths of a point before any row.
    async fn base_milli(&self) -> i64 {
        self.component.base_milli
    }
    /// What its rows come to, in thousandths of a point.
    async fn sum_milli(&self) -> i64 {
        self.sum_milli
    }
    /// Base and rows together, between 0 and 100 points, in thousandths.
    async fn points_milli(&self) -> i64 {
        self.points()
    }
    /// What it adds to the score, in thousandths of a point, rounded down.
    async fn share_milli(&self) -> i64 {
        self.points() * i64::from(self.component.weight) / WHOLE
    }
    /// The rows that count today, and those that would but are disputed.
    async fn evidence(&self) -> Vec<Evidence> {
        self.rows.iter().cloned().map(Evidence).collect()
    }
    /// Rules that would add points and have no row.
    async fn missing(&self) -> Vec<RankingRule> {
        self.missing.iter().cloned().map(RankingRule).collect()
    }
}

/// Key of the loader of scores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ScoreOf(pub(super) ProviderId);

#[async_trait::async_trait]
impl Loader<ScoreOf> for Db {
    type Value = Model;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ScoreOf]) -> Result<HashMap<ScoreOf, Model>, Self::Error> {
        let ids: Vec<ProviderId> = keys.iter().map(|it| it.0.clone()).collect();
        let found = scoring::of(self.read(), &ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (ScoreOf(id), it)).collect())
    }
}
