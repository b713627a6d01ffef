//! What was asked, in numbers.

use super::super::Desk;
use super::super::entity::{Tier, Verdict};
use super::super::statistics::{self, Statistics};
use crate::answers::Field;
use async_graphql::{Context, Object, SimpleObject};
use kernel::{Date, Role, region};
use platform::graphql::{Needs, Shown, context};

/// What was asked in a time, in numbers (年度报告).
#[derive(SimpleObject)]
pub struct AskStatistics {
    /// Questions asked of the assistant.
    asked: i32,
    /// By how they were answered.
    tiers: Vec<AskTierCount>,
    /// By the field that was chosen.
    fields: Vec<AskFieldCount>,
    /// By province.
    regions: Vec<AskRegionCount>,
    /// Answers that helped, as askers said.
    helpful: i32,
    /// Answers that did not, as askers said.
    unhelpful: i32,
    /// Questions handed to a person.
    handed_over: i32,
    /// Of these, answered by now.
    answered: i32,
    /// The median of the hours from question to answer; null when nothing was answered.
    median_hours: Option<f64>,
}

/// Questions answered in one way.
#[derive(SimpleObject)]
pub struct AskTierCount {
    /// How.
    tier: Tier,
    /// How many.
    count: i32,
}

/// Questions of one field.
#[derive(SimpleObject)]
pub struct AskFieldCount {
    /// Which; null where none was chosen.
    field: Option<Field>,
    /// How many.
    count: i32,
}

/// Questions of one province.
#[derive(SimpleObject)]
pub struct AskRegionCount {
    /// Its name; null where none was chosen or named.
    name: Option<String>,
    /// How many.
    count: i32,
}

fn number(it: i64) -> i32 {
    i32::try_from(it).unwrap_or(i32::MAX)
}

impl From<Statistics> for AskStatistics {
    fn from(it: Statistics) -> Self {
        let judged = |wanted| it.verdicts.iter().find(|it| it.0 == wanted).map_or(0, |it| it.1);
        let name = |code: &str| region::find(code).map(|it| it.name.clone());
        Self {
            asked: number(it.asked),
            helpful: number(judged(Verdict::Up)),
            unhelpful: number(judged(Verdict::Down)),
            tiers: (it.tiers.iter())
                .map(|(tier, count)| AskTierCount { tier: *tier, count: number(*count) })
                .collect(),
            fields: (it.fields.iter())
                .map(|(field, count)| AskFieldCount { field: *field, count: number(*count) })
                .collect(),
            regions: (it.regions.iter())
                .map(|(code, count)| AskRegionCount {
                    name: code.as_deref().and_then(name),
                    count: number(*count),
                })
                .collect(),
            handed_over: number(it.handed_over),
            answered: number(it.answered),
            median_hours: it.median_hours,
        }
    }
}

/// Counting what was asked.
#[derive(Default)]
pub struct CountingQuery;

#[Object]
impl CountingQuery {
    /// What was asked from one day to another, both included, at most a year; counts only, nobody's words. The same
    /// as a file: `/exports/ask-statistics.csv?from=&to=`. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])", complexity = "50 + child_complexity")]
    async fn ask_statistics(
        &self,
        ctx: &Context<'_>,
        from: Date,
        to: Date,
    ) -> async_graphql::Result<AskStatistics> {
        let (db, _) = context(ctx);
        ctx.data_unchecked::<Desk>().clear(db).await.shown()?;
        Ok(statistics::of(db, from.0, to.0).await.shown()?.into())
    }
}
