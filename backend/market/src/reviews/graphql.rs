//! Reviews of contracts as GraphQL shows them.

use super::entity::{Given, Model};
use super::{actions, rules, store};
use crate::contracts::{self, Side, contract_payload};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::texts::{Told, screened};
use kernel::Role;
use kernel::id::{ContractId, ContractReviewId, DemandId, OrganisationId};
use platform::graphql::{Needs, Shown, context};

/// How many stars for what (评分项).
#[derive(SimpleObject)]
pub struct ReviewCriterion {
    /// `quality`.
    code: String,
    /// What people call it.
    label: &'static str,
    /// 1 to 5.
    stars: i32,
}

/// What one side of a completed contract says of the other (互评).
#[derive(SimpleObject)]
pub struct ContractReview {
    /// Which.
    id: ContractReviewId,
    /// Who says it.
    side: Side,
    /// As it is called in the contract.
    author_name: String,
    /// 1 to 5, the mean of the criteria.
    stars: i32,
    /// Each.
    criteria: Vec<ReviewCriterion>,
    /// In words.
    text: String,
    /// When it was written.
    written_at: DateTime<Utc>,
    /// Whether others than its author read it.
    is_shown: bool,
}

impl From<(Model, bool)> for ContractReview {
    fn from((it, is_shown): (Model, bool)) -> Self {
        let criteria = it.criteria.0.into_iter().map(|it| ReviewCriterion {
            label: rules::label_of(&it.code),
            code: it.code,
            stars: it.stars,
        });
        Self {
            id: it.id,
            side: it.side,
            author_name: it.author_name,
            stars: it.stars,
            criteria: criteria.collect(),
            text: it.text,
            written_at: it.written_at,
            is_shown,
        }
    }
}

/// What is said of the work on a need, as far as it is shown.
pub(crate) async fn of_demand(
    ctx: &Context<'_>,
    id: &DemandId,
) -> async_graphql::Result<Vec<ContractReview>> {
    let rows = store::of_demand(context(ctx).0.read(), id).await.shown()?;
    Ok(readable(ctx, rows, None))
}

/// What is said of a contract: what is shown, and what the own side has written.
pub(crate) async fn of_contract(
    ctx: &Context<'_>,
    id: &ContractId,
    own: Option<Side>,
) -> async_graphql::Result<Vec<ContractReview>> {
    let mut rows = store::of_contract(context(ctx).0.read(), id).await.shown()?;
    rows.sort_by_key(|it| it.side);
    Ok(readable(ctx, rows, own))
}

fn readable(ctx: &Context<'_>, rows: Vec<Model>, own: Option<Side>) -> Vec<ContractReview> {
    let now = context(ctx).0.clock().now();
    let rows = rows.into_iter();
    let with = rows.map(|it| {
        let is_shown = rules::is_shown(&it, now);
        (it, is_shown)
    });
    let read = with.filter(|(it, is_shown)| *is_shown || own == Some(it.side));
    read.map(ContractReview::from).collect()
}

/// How a buyer has kept its contracts (企业履约), for those who think of bidding.
#[derive(SimpleObject)]
pub struct BuyerRecord {
    /// Contracts it has completed here.
    completed_count: i32,
    /// Reviews by providers that are shown.
    review_count: i32,
    /// Out of 100; null before two reviews by two providers.
    rating: Option<f64>,
    /// Accepted milestones it should have paid more than 30 days ago and has not.
    overdue_count: i32,
}

/// How a buyer has kept its contracts.
pub(crate) async fn buyer_record(
    ctx: &Context<'_>,
    id: &OrganisationId,
) -> async_graphql::Result<BuyerRecord> {
    let (db, _) = context(ctx);
    let stars = store::stars_of(db.read(), id, db.clock().now()).await.shown()?;
    let (completed, overdue) =
        contracts::kept_by(db.read(), id, db.clock().today()).await.shown()?;
    let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
    Ok(BuyerRecord {
        completed_count: number(completed),
        review_count: i32::try_from(stars.len()).unwrap_or(i32::MAX),
        rating: rules::rating_centi(&stars).map(|it| f64::from(it) / 100.0),
        overdue_count: number(overdue),
    })
}

/// How many stars for what.
#[derive(InputObject)]
pub struct ReviewCriterionInput {
    /// Of providers: quality, time, contact, compliance. Of enterprises: clarity, contact, payment.
    code: String,
    /// 1 to 5.
    stars: i32,
}

/// Reviews the other side of a completed contract.
#[derive(InputObject)]
pub struct ContractReviewInput {
    /// Which contract.
    contract_id: ContractId,
    /// The one that was seen.
    revision: i32,
    /// All that are asked for.
    criteria: Vec<ReviewCriterionInput>,
    /// 10 to 1,000 characters; everybody reads it once it is shown.
    text: String,
}

contract_payload! {
    /// How reviewing ended.
    ContractReviewPayload
}

/// The verbs of a review.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Reviews the other side, within 14 days of completion, once. Either side.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn contract_review(
        &self,
        ctx: &Context<'_>,
        input: ContractReviewInput,
    ) -> async_graphql::Result<ContractReviewPayload> {
        let texts = vec![Told { place: "review.text", field: "text", text: input.text.clone() }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move {
                let (id, revision) = (&input.contract_id, input.revision);
                let given = input.criteria.iter().take(20);
                let given: Vec<Given> =
                    given.map(|it| Given { code: it.code.clone(), stars: it.stars }).collect();
                actions::write(cx, id, revision, &given, &input.text).await
            })
        });
        ContractReviewPayload::of(answer.await)
    }
}
