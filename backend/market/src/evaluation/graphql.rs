//! Evaluations as GraphQL shows them.

use super::access::{Sight, sight};
use super::actions::{self, TypedScore};
use super::entity::Model;
use super::entity::score::Model as Score;
use super::ranking::RankedBid as Ranked;
use super::rules::{ExclusionReason, points_text, sheets, technical};
use super::{sensitivity, sheet, store};
use crate::bids::{self, BidState};
use crate::demands::{DemandRow, DemandStage, demand_payload};
use crate::directory::{Provider, ProviderOf};
use crate::procedures::{self, Criterion};
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::accounts;
use commons::texts::{Told, screened};
use kernel::id::{BidId, DemandId};
use kernel::{Denied, Fen, Role};
use platform::Db;
use platform::graphql::{Money, Needs, Shown, context, in_transaction, list_cost, to_graphql};

/// The evaluation of a need (评审).
pub struct Evaluation {
    demand: DemandRow,
    criteria: Vec<Criterion>,
    row: Option<Model>,
    sight: Sight,
}

/// A line of a sheet.
#[derive(SimpleObject)]
pub struct EvaluationLine {
    /// Which evaluator, numbered from 1; null while only the own sheet is shown.
    evaluator: Option<i32>,
    /// Which bid.
    bid_id: BidId,
    /// Which criterion, numbered as in the terms, from 1.
    criterion: i32,
    /// With two decimals.
    points: String,
    /// Why; null when nothing was said.
    note: Option<String>,
}

/// Points for one criterion.
#[derive(SimpleObject)]
pub struct CriterionPoints {
    /// What was looked at.
    title: String,
    /// The most it gives.
    weight: i32,
    /// With two decimals.
    points: String,
}

/// A bid in the ranking (排序).
pub struct RankedBid {
    it: Ranked,
    points: Vec<(String, i32)>,
}

#[Object]
impl RankedBid {
    /// From 1; no two are equal.
    async fn rank(&self) -> i32 {
        self.it.rank
    }
    /// Which bid.
    async fn bid_id(&self) -> &BidId {
        &self.it.bid_id
    }
    /// Its number in the list of the opening.
    async fn place_in_list(&self) -> i32 {
        self.it.place_in_list
    }
    /// By whom.
    async fn provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Provider> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let found = loader.load_one(ProviderOf(self.it.provider_id.clone())).await?;
        found.map(Provider).ok_or_else(|| to_graphql(Denied::NotFound.into()))
    }
    /// The whole price.
    async fn price(&self) -> Money {
        Money(Fen(self.it.price_fen))
    }
    /// Criterion by criterion, in the order of the terms.
    async fn points(&self) -> Vec<CriterionPoints> {
        let each = self.points.iter().zip(&self.it.points);
        each.map(|((title, weight), points)| CriterionPoints {
            title: title.clone(),
            weight: *weight,
            points: points_text(*points),
        })
        .collect()
    }
    /// All points together, with two decimals.
    async fn total(&self) -> String {
        points_text(self.it.total)
    }
    /// Whether its price lies under half of the median of at least three: to be asked about, not
    /// excluded.
    async fn is_low(&self) -> bool {
        self.it.is_low
    }
}

/// A bid that is not scored.
#[derive(SimpleObject)]
pub struct ExcludedBid {
    /// Its number in the list of the opening; null when it has none.
    place_in_list: Option<i32>,
    /// Why: what kind of reason for everybody, its words for the buyer.
    reason: String,
}

/// How far a weight would have to move before another bid won (权重敏感性).
#[derive(SimpleObject)]
pub struct WeightTurn {
    /// What is looked at.
    title: String,
    /// What it weighs.
    weight: i32,
    /// The smallest change, up or down, with two decimals; the others change in proportion. Null when
    /// no weight of it would do.
    change: Option<String>,
    /// The number of the bid that would win then; null when none would.
    place_in_list: Option<i32>,
}

#[Object]
impl Evaluation {
    /// When the sheets were fixed; null until they are.
    async fn locked_at(&self) -> Option<DateTime<Utc>> {
        self.row.as_ref().map(|it| it.locked_at)
    }
    /// When prices were open and bids ranked; null until then.
    async fn ranked_at(&self) -> Option<DateTime<Utc>> {
        self.row.as_ref().and_then(|it| it.ranked_at)
    }
    /// How many sheets were begun; 0 for others than the buyer until bids are ranked.
    async fn begun_sheets(&self, ctx: &Context<'_>) -> async_graphql::Result<usize> {
        Ok(self.sheets(ctx).await?.0)
    }
    /// How many of them are whole.
    async fn whole_sheets(&self, ctx: &Context<'_>) -> async_graphql::Result<usize> {
        Ok(self.sheets(ctx).await?.1)
    }
    /// The viewer's own sheet until bids are ranked; from then on every line, for the buyer.
    #[graphql(complexity = "list_cost(10, 100, child_complexity)")]
    async fn lines(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<EvaluationLine>> {
        let (db, request) = context(ctx);
        let (scores, evaluators) = match (self.sight, request.actor.account_id()) {
            (Sight::Whole, _) => {
                let scores = store::scores_of(db.read(), &self.demand.id).await.shown()?;
                let evaluators = sheet::evaluators(&scores);
                (scores, evaluators)
            }
            (Sight::OwnSheet, Some(own)) => {
                let scores = store::scores_by(db.read(), &self.demand.id, own).await.shown()?;
                (scores, Vec::new())
            }
            _ => return Ok(Vec::new()),
        };
        let line = |it: Score| EvaluationLine {
            evaluator: (1..)
                .zip(&evaluators)
                .find(|(_, who)| **who == it.evaluator_id)
                .map(|it| it.0),
            bid_id: it.bid_id,
            criterion: it.criterion,
            points: points_text(it.points_centi),
            note: it.note,
        };
        Ok(scores.into_iter().map(line).collect())
    }
    /// Who scored, in the order in which they are numbered; empty for others than the buyer, and
    /// until bids are ranked.
    async fn evaluators(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        if self.sight != Sight::Whole {
            return Ok(Vec::new());
        }
        let db = context(ctx).0.read();
        let scores = store::scores_of(db, &self.demand.id).await.shown()?;
        let mut names = Vec::new();
        for id in sheet::evaluators(&scores) {
            let found = accounts::find(db, &id).await.shown()?;
            names.push(found.map(|it| it.display_name).unwrap_or_default());
        }
        Ok(names)
    }
    /// How bids rank, the first first; empty until the viewer may know.
    #[graphql(complexity = "list_cost(10, 10, child_complexity)")]
    async fn ranking(&self) -> Vec<RankedBid> {
        let points: Vec<(String, i32)> =
            self.criteria.iter().map(|it| (it.title.clone(), it.weight)).collect();
        let shown = |it: &Ranked| RankedBid { it: it.clone(), points: points.clone() };
        self.ranked().iter().map(shown).collect()
    }
    /// The bids that are not scored: excluded, or with an envelope that cannot be opened.
    #[graphql(complexity = "list_cost(10, 5, child_complexity)")]
    async fn excluded(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ExcludedBid>> {
        let mut rows = bids::of_demand(context(ctx).0.read(), &self.demand.id).await.shown()?;
        rows.retain(|it| matches!(it.state, BidState::Excluded | BidState::Broken));
        rows.sort_by_key(|it| it.place_in_list);
        let shown = |it: bids::BidRow| {
            let reason = it.reason.unwrap_or_default();
            let reason = match self.sight {
                Sight::Public => reason.split('：').next().unwrap_or_default().to_owned(),
                _ => reason,
            };
            ExcludedBid { place_in_list: it.place_in_list, reason }
        };
        Ok(rows.into_iter().map(shown).collect())
    }
    /// For each criterion, how far its weight would have to move before another bid won; empty for
    /// others than the buyer.
    async fn weight_turns(&self) -> Vec<WeightTurn> {
        if self.sight != Sight::Whole || self.ranked().is_empty() {
            return Vec::new();
        }
        let turns = sensitivity::turns(&self.criteria, self.ranked());
        let shown = |(it, turn): (&Criterion, Option<sensitivity::Turn>)| WeightTurn {
            title: it.title.clone(),
            weight: it.weight,
            change: turn.map(|it| points_text(it.change)),
            place_in_list: turn.map(|it| it.place_in_list),
        };
        self.criteria.iter().zip(turns).map(shown).collect()
    }
}

impl Evaluation {
    /// The ranking, where the viewer may see it.
    fn ranked(&self) -> &[Ranked] {
        let ranking = self.row.as_ref().and_then(|it| it.ranking.as_ref());
        let is_shown = matches!(self.sight, Sight::Public | Sight::Whole);
        ranking.filter(|_| is_shown).map_or(&[], |it| &it.0)
    }

    /// How many sheets were begun, and how many of them are whole.
    async fn sheets(&self, ctx: &Context<'_>) -> async_graphql::Result<(usize, usize)> {
        let db = context(ctx).0.read();
        let scores = store::scores_of(db, &self.demand.id).await.shown()?;
        let mut rows = bids::of_demand(db, &self.demand.id).await.shown()?;
        rows.retain(|it| {
            matches!(it.state, BidState::Submitted | BidState::Awarded | BidState::Lost)
        });
        let ids: Vec<BidId> = rows.into_iter().map(|it| it.id).collect();
        let all = sheets(&scores, &ids, technical(&self.criteria).count());
        Ok((all.len(), all.values().filter(|it| **it).count()))
    }
}

/// The evaluation of a need; null when there is none the viewer may see anything of.
///
/// # Errors
/// When the database fails.
pub async fn evaluation_of(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Option<Evaluation>> {
    if !demand.is_scored || demand.opened_at.is_none() {
        return Ok(None);
    }
    let (db, request) = context(ctx);
    let row = store::find(db.read(), &demand.id).await.shown()?;
    let sight = sight(&request.actor, demand, row.as_ref());
    let is_begun = row.is_some() || demand.stage == Some(DemandStage::Scoring);
    if sight == Sight::Nothing || !is_begun {
        return Ok(None);
    }
    let terms = procedures::store::find(db.read(), &demand.id).await.shown()?;
    let criteria = terms.map(|it| it.criteria.0).unwrap_or_default();
    Ok(Some(Evaluation { demand: demand.clone(), criteria, row, sight }))
}

/// A line of a sheet as it is typed.
#[derive(InputObject)]
pub struct EvaluationScoreLineInput {
    /// Which bid.
    bid_id: BidId,
    /// Which technical criterion, numbered as in the terms, from 1.
    criterion: i32,
    /// 27, 27.5; null takes the line out of the sheet.
    points: Option<String>,
    /// Why, up to 500 characters; read by the buyer only.
    note: Option<String>,
}

/// Writes lines of the own sheet.
#[derive(InputObject)]
pub struct EvaluationScoreInput {
    /// Of which need.
    demand_id: DemandId,
    /// Up to 300 lines.
    scores: Vec<EvaluationScoreLineInput>,
}

/// Excludes a bid.
#[derive(InputObject)]
pub struct EvaluationExcludeInput {
    /// Of which need.
    demand_id: DemandId,
    /// Which.
    bid_id: BidId,
    /// What kind of reason; everybody reads it once a bid is proposed.
    reason: ExclusionReason,
    /// 5 to 500 characters; its bidder reads it.
    text: String,
}

/// Fixes the sheets.
#[derive(InputObject)]
pub struct EvaluationLockInput {
    /// Of which need.
    demand_id: DemandId,
    /// The one of the need that was seen.
    revision: i32,
}

demand_payload! {
    /// How scoring ended.
    EvaluationScorePayload
    /// How excluding ended.
    EvaluationExcludePayload
    /// How fixing ended.
    EvaluationLockPayload
}

/// The verbs of an evaluation.
#[derive(Default)]
pub struct EvaluationMutation;

#[Object]
impl EvaluationMutation {
    /// Writes lines of the caller's own sheet. Owners and editors of the buyer, while bids are scored.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn evaluation_score(
        &self,
        ctx: &Context<'_>,
        input: EvaluationScoreInput,
    ) -> async_graphql::Result<EvaluationScorePayload> {
        let typed = |it: EvaluationScoreLineInput| TypedScore {
            bid_id: it.bid_id,
            criterion: it.criterion,
            points: it.points,
            note: it.note,
        };
        let typed: Vec<TypedScore> = input.scores.into_iter().map(typed).collect();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::score(cx, &input.demand_id, typed).await })
        });
        EvaluationScorePayload::of(answer.await)
    }

    /// Says that a bid does not meet what is asked; it is scored no more, and its bidder is told.
    /// Owners and editors of the buyer, while bids are scored.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn evaluation_exclude(
        &self,
        ctx: &Context<'_>,
        input: EvaluationExcludeInput,
    ) -> async_graphql::Result<EvaluationExcludePayload> {
        let text = input.text.clone();
        let texts = vec![Told { place: "evaluation.exclusion", field: "text", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move {
                let EvaluationExcludeInput { demand_id, bid_id, reason, text } = input;
                actions::exclude(cx, &demand_id, &bid_id, reason, &text).await
            })
        });
        EvaluationExcludePayload::of(answer.await)
    }

    /// Fixes every sheet: nobody scores any more, and price envelopes are opened. Every begun sheet
    /// must be whole. Owners and editors of the buyer.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn evaluation_lock(
        &self,
        ctx: &Context<'_>,
        input: EvaluationLockInput,
    ) -> async_graphql::Result<EvaluationLockPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::lock(cx, &input.demand_id, input.revision).await })
        });
        EvaluationLockPayload::of(answer.await)
    }
}
