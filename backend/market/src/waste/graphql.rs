//! Waste jobs as GraphQL shows them.

use super::handlers::{self, Handler, Judged};
use super::rules::{self, TypedJob, WasteGap, WasteJobProblem, WasteMode};
use crate::directory::{Provider, Qualification};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::{Cursor, Date, Page, PageLimit, RegionCode};
use platform::graphql::{PageInfo, Public, Shown, context, list_cost};

const LIMIT: PageLimit = PageLimit { default: 20, max: 50 };
/// What judging all licences of a class counts for.
const OF_JUDGING: usize = 200;

/// A job of hazardous waste.
#[derive(InputObject)]
pub struct WasteJobInput {
    /// `HW12` or `900-252-12`.
    code: String,
    /// How many tonnes; above 0, at most 1,000,000.
    tonnes: f64,
    /// Where the waste is.
    region: RegionCode,
    /// The day it is handed over, within five years; today where it is left out.
    on: Option<Date>,
    /// What is to be done to it; any where it is left out.
    mode: Option<WasteMode>,
}

/// A provider whose licence covers the job.
pub struct WasteHandler(Handler);

#[Object]
impl WasteHandler {
    /// Who.
    async fn provider(&self) -> Provider {
        Provider(self.0.provider.clone())
    }
    /// By which licence; of several that cover the job the one with the largest scale.
    async fn licence(&self) -> Qualification {
        Qualification(self.0.licence.clone())
    }
    /// Tonnes awarded to the provider on this platform in the calendar year of the job, of all
    /// classes the licence lists.
    async fn promised_tonnes(&self) -> f64 {
        self.0.promised
    }
    /// What the promised tonnes leave of the yearly scale; null where the licence states none.
    async fn remaining_tonnes(&self) -> Option<f64> {
        self.0.cover.remaining
    }
    /// Why it is listed, each in a few words.
    async fn reasons(&self) -> &[String] {
        &self.0.reasons
    }
    /// What to ask before anything is agreed; empty when the licence says all.
    async fn cautions(&self) -> &[String] {
        &self.0.cover.cautions
    }
}

/// Licences that do not cover the job, for one reason.
#[derive(SimpleObject)]
pub struct WasteExclusion {
    /// The first reason that was found.
    gap: WasteGap,
    /// The same in words.
    words: &'static str,
    /// How many licences.
    count: i64,
}

/// A page of those who could take a job, and how many could not.
#[derive(SimpleObject)]
pub struct WasteHandlerConnection {
    /// Nearest first, then best rated.
    nodes: Vec<WasteHandler>,
    /// What lies around them.
    page_info: PageInfo,
    /// How many could take the job.
    total_count: i64,
    /// All other hazardous-waste licences, by the reason why they were left out.
    excluded: Vec<WasteExclusion>,
}

/// Finding who may take hazardous waste.
#[derive(Default)]
pub struct WasteQuery;

#[Object]
impl WasteQuery {
    /// Providers whose hazardous-waste licence covers a job: class, mode, term, and what is left of
    /// its yearly scale.
    #[graphql(
        guard = "Public",
        complexity = "list_cost(OF_JUDGING, first.unwrap_or(20), child_complexity)"
    )]
    async fn waste_handlers(
        &self,
        ctx: &Context<'_>,
        input: WasteJobInput,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<WasteHandlerConnection> {
        let (db, _) = context(ctx);
        let page = Page::from_params(LIMIT, first, after.as_deref()).shown()?;
        let from = start_of(&page).shown()?;
        let today = db.clock().today();
        let WasteJobInput { code, tonnes, region, on, mode } = input;
        let on = on.map_or(today, |it| it.0);
        let typed = TypedJob { code, tonnes, place: Some(region), on, mode };
        let job = rules::check(typed, today).map_err(problems).shown()?;
        let Judged { handlers, excluded } =
            handlers::judge(db.read(), &job, today).await.shown()?;
        let total_count = number(handlers.len() as u64);
        let rows = handlers.into_iter().enumerate().skip(from).take(page.first + 1).collect();
        let slice = page.slice(rows, |it: &(usize, Handler)| Cursor::of(&[&it.0]));
        Ok(WasteHandlerConnection {
            page_info: PageInfo::of(&slice),
            nodes: slice.rows.into_iter().map(|it| WasteHandler(it.1)).collect(),
            total_count,
            excluded: excluded.into_iter().map(exclusion).collect(),
        })
    }
}

fn problems(all: Vec<WasteJobProblem>) -> kernel::Error {
    kernel::Error::Problems(all.into_iter().map(Into::into).collect())
}

/// How many rows come before the page; its cursor counts them.
fn start_of(page: &Page) -> Result<usize, kernel::Denied> {
    let Some(after) = &page.after else { return Ok(0) };
    let [last] = after.keys::<1>()?;
    let last: usize = last.parse().map_err(|_| kernel::page::bad_cursor())?;
    Ok(last.saturating_add(1))
}

fn exclusion((gap, count): (WasteGap, u64)) -> WasteExclusion {
    WasteExclusion { gap, words: gap.words(), count: number(count) }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
