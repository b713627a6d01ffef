//! Laboratories as GraphQL shows them.

use super::actions::{self, Lab};
use super::entity::Model;
use super::rules::{self, PlanLine};
use super::store;
use crate::directory::Provider;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::ProviderId;
use kernel::{Date, Page, PageLimit, RegionCode};
use platform::graphql::{Public, Shown, Source, context, list_cost};

/// Laboratories beside a plan at most.
const LABS: PageLimit = PageLimit { default: 20, max: 50 };
/// Items of a laboratory at most.
const ITEMS: PageLimit = PageLimit { default: 50, max: 200 };
/// What answering a plan counts for.
const OF_ANSWERING: usize = 200;
/// Characters of a plan at most.
const LONGEST: usize = 4_000;

/// A test plan (检测方案).
#[derive(InputObject)]
pub struct LabPlanInput {
    /// A line a pollutant, with the standard of the method behind it where one is asked for:
    /// `化学需氧量 HJ 828-2017`. At most 40 lines.
    plan: String,
    /// Where the samples are taken; the nearest laboratories come first.
    region: Option<RegionCode>,
    /// The day; today where it is left out.
    on: Option<Date>,
}

/// What a laboratory is accredited for (检验检测能力).
pub struct AccreditedItem(Model);

#[Object]
impl AccreditedItem {
    /// The pollutant, as the list names it.
    async fn item(&self) -> &str {
        &self.0.item
    }
    /// What is tested, as the list says; null where it does not.
    async fn matrix(&self) -> Option<&str> {
        Some(self.0.matrix.as_str()).filter(|it| !it.is_empty())
    }
    /// The standard of the method.
    async fn method(&self) -> &str {
        &self.0.method
    }
    /// What limits it; null where nothing does.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// The last day; null where the list does not say.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
    /// Where we know it from.
    async fn source(&self) -> Source {
        Source { name: self.0.source.clone(), taken_on: self.0.source_on }
    }
}

/// One line of a plan, as it was understood.
#[derive(SimpleObject)]
pub struct LabPlanLine {
    /// The pollutant.
    item: String,
    /// The standard of the method; null for any.
    method: Option<String>,
    /// How many laboratories cover it.
    lab_count: i32,
}

/// One line of a plan and the item that covers it.
#[derive(SimpleObject)]
pub struct CoveredLine {
    /// Which line, from 0.
    line: i32,
    /// Its pollutant, as the plan was understood.
    item: String,
    /// By what.
    by: AccreditedItem,
}

/// A laboratory that covers lines of a plan.
#[derive(SimpleObject)]
pub struct LabOfPlan {
    /// Who.
    provider: Provider,
    /// Kilometres as the crow flies; null without a place.
    distance_km: Option<f64>,
    /// Whether it covers every line that can be covered.
    covers_all: bool,
    /// What it covers, in the order of the plan.
    covered: Vec<CoveredLine>,
}

/// Who covers a plan.
#[derive(SimpleObject)]
pub struct LabAnswer {
    /// The plan, as it was understood.
    lines: Vec<LabPlanLine>,
    /// Laboratories, those that cover most first, then the nearest.
    labs: Vec<LabOfPlan>,
    /// How many laboratories cover something.
    total_count: i32,
    /// The fewest laboratories that cover together every line that anybody covers; one where one is enough.
    together: Vec<LabOfPlan>,
    /// Whether it is certain that fewer are not enough.
    is_smallest: bool,
}

/// A laboratory's items.
#[derive(SimpleObject)]
pub struct AccreditedItems {
    /// In the order of their names.
    nodes: Vec<AccreditedItem>,
    /// How many there are.
    total_count: i32,
}

/// Finding laboratories.
#[derive(Default)]
pub struct LabQuery;

#[Object]
impl LabQuery {
    /// Laboratories accredited for what a test plan asks, and the fewest that cover it together.
    #[graphql(
        guard = "Public",
        complexity = "list_cost(OF_ANSWERING, first.unwrap_or(20), child_complexity)"
    )]
    async fn labs(
        &self,
        ctx: &Context<'_>,
        input: LabPlanInput,
        first: Option<i32>,
    ) -> async_graphql::Result<LabAnswer> {
        let page = Page::from_params(LABS, first, None).shown()?;
        let (db, _) = context(ctx);
        let typed: String = input.plan.chars().take(LONGEST).collect();
        let plan = rules::plan(&typed);
        let plan = plan.map_err(|it| kernel::Error::Problems(vec![it.into()])).shown()?;
        let on = input.on.map_or_else(|| db.clock().today(), |it| it.0);
        let answered =
            actions::answer(db.read(), &plan, input.region.as_ref(), on).await.shown()?;
        let all = answered.labs.iter().fold(0, |lines, it| lines | it.lines);
        let shown = |lab: &Lab| shown(lab, all, &plan);
        let team = answered.team.members.iter().filter_map(|it| answered.labs.get(*it));
        let together = team.map(shown).collect();
        let labs = answered.labs.iter().take(page.first).map(shown).collect();
        Ok(LabAnswer {
            together,
            is_smallest: answered.team.is_smallest,
            total_count: number(answered.labs.len()),
            labs,
            lines: plan.into_iter().zip(answered.counts).map(line).collect(),
        })
    }

    /// What a laboratory is accredited for.
    #[graphql(
        guard = "Public",
        complexity = "list_cost(20, first.unwrap_or(50), child_complexity)"
    )]
    async fn accredited_items(
        &self,
        ctx: &Context<'_>,
        provider_id: ProviderId,
        first: Option<i32>,
    ) -> async_graphql::Result<AccreditedItems> {
        let page = Page::from_params(ITEMS, first, None).shown()?;
        let db = context(ctx).0.read();
        let rows = store::of_provider(db, &provider_id, page.first as u64).await.shown()?;
        let total_count = match rows.len() < page.first {
            true => rows.len(),
            false => usize::try_from(store::count(db, &provider_id).await.shown()?).unwrap_or(0),
        };
        let nodes = rows.into_iter().map(AccreditedItem).collect();
        Ok(AccreditedItems { nodes, total_count: number(total_count) })
    }
}

fn line((line, count): (PlanLine, usize)) -> LabPlanLine {
    LabPlanLine { item: line.item, method: line.method, lab_count: number(count) }
}

fn shown(lab: &Lab, all: u64, plan: &[PlanLine]) -> LabOfPlan {
    let covered = |(line, by): (&usize, &Model)| CoveredLine {
        line: number(*line),
        item: plan.get(*line).map_or_else(String::new, |it| it.item.clone()),
        by: AccreditedItem(by.clone()),
    };
    LabOfPlan {
        provider: Provider(lab.provider.clone()),
        distance_km: lab.distance_km,
        covers_all: lab.lines == all,
        covered: lab.by.iter().map(covered).collect(),
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
