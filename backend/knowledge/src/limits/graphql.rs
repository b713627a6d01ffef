//! Limits as GraphQL shows them.

use super::rules::{self, Asked, Discharge, LimitStanding};
use async_graphql::{Context, Object, SimpleObject};
use commons::organisations::Place;
use kernel::{Date, RegionCode};
use platform::graphql::{Public, context, list_cost};
use seed_data::LimitSeed;
use std::sync::LazyLock;

/// Read once.
static LIMITS: LazyLock<Vec<LimitSeed>> = LazyLock::new(seed_data::limits);
/// The longest name that is asked for, in characters.
const LONGEST: usize = 40;

/// A limit value of a standard (限值).
pub struct Limit(&'static LimitSeed);

#[Object]
impl Limit {
    /// What is limited.
    async fn pollutant(&self) -> &str {
        &self.0.pollutant
    }

    /// Its short name: COD.
    async fn pollutant_code(&self) -> &str {
        &self.0.pollutant_code
    }

    /// `WATER`, `AIR` or `NOISE`.
    async fn medium(&self) -> &str {
        &self.0.medium
    }

    /// The value, or the lower end of a range, as the standard writes it.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// The upper end of a range; null when it is none.
    async fn value_max(&self) -> Option<&str> {
        self.0.value_max.as_deref()
    }

    /// Its unit, as the standard writes it.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// How it is averaged; null when the standard does not say.
    async fn statistic(&self) -> Option<&str> {
        self.0.statistic.as_deref()
    }

    /// For which industries; empty is all.
    async fn industries(&self) -> &[String] {
        &self.0.industries
    }

    /// Where what is discharged goes; null for either.
    async fn discharge(&self) -> Option<Discharge> {
        match self.0.discharge.as_deref() {
            Some("DIRECT") => Some(Discharge::Direct),
            Some("INDIRECT") => Some(Discharge::Indirect),
            _ => None,
        }
    }

    /// What else must hold; null when nothing must.
    async fn condition(&self) -> Option<&str> {
        self.0.condition.as_deref()
    }

    /// Where it holds; null is the whole country.
    async fn region(&self) -> Option<Place> {
        let code = self.0.place.as_deref().and_then(|it| RegionCode::parse(it).ok());
        code.map(|code| Place { code })
    }

    /// Whether it is of areas with special limits that the standard leaves others to name: whether a place
    /// is one of them is not known here.
    async fn is_special(&self) -> bool {
        self.0.applies_to == "SPECIAL_AREA" && self.0.places.is_empty()
    }

    /// The first day it holds.
    async fn from(&self) -> Date {
        Date(self.0.from)
    }

    /// The first day it no longer holds; null when none is known.
    async fn to(&self) -> Option<Date> {
        self.0.to.map(Date)
    }

    /// The number of the standard.
    async fn standard(&self) -> &str {
        &self.0.standard
    }

    /// The title of the standard.
    async fn standard_title(&self) -> &str {
        &self.0.standard_title
    }

    /// Where in the standard.
    async fn clause(&self) -> &str {
        &self.0.clause
    }

    /// Whether the number was held against the text of the standard. Otherwise it is to be checked.
    async fn is_verified(&self) -> bool {
        self.0.verified
    }

    /// Where the number comes from.
    async fn source_note(&self) -> &str {
        &self.0.source_note
    }
}

/// A limit that has to do with what was asked.
#[derive(SimpleObject)]
pub struct FoundLimit {
    /// Which.
    limit: Limit,
    /// How it stands among those that apply.
    standing: LimitStanding,
    /// Why.
    why: String,
}

/// A pollutant there are limits for.
#[derive(SimpleObject)]
pub struct LimitPollutant {
    /// Its name.
    name: String,
    /// Its short name.
    code: String,
    /// How many limits there are.
    limits: i32,
}

/// Reading limits.
#[derive(Default)]
pub struct LimitQuery;

#[Object]
impl LimitQuery {
    /// Which limits hold for a pollutant (name or short name) in an industry (name or GB/T 4754 code), at
    /// a place, on a day (today when none is given): the one to be kept first, the others with why not.
    /// Units are not converted: what is measured otherwise stands for itself.
    #[graphql(guard = "Public", complexity = "list_cost(20, 20, child_complexity)")]
    async fn limits(
        &self,
        ctx: &Context<'_>,
        pollutant: String,
        industry: Option<String>,
        discharge: Option<Discharge>,
        region: RegionCode,
        on: Option<Date>,
    ) -> Vec<FoundLimit> {
        let (db, _) = context(ctx);
        let short = |text: String| text.chars().take(LONGEST).collect::<String>();
        let industry = industry.map(short).filter(|it| !it.trim().is_empty());
        let on = on.map_or_else(|| db.clock().today(), |it| it.0);
        let asked = Asked { pollutant: short(pollutant), industry, discharge, region, on };
        let found = rules::find(&LIMITS, &asked).into_iter();
        found
            .map(|it| FoundLimit { limit: Limit(it.limit), standing: it.standing, why: it.why })
            .collect()
    }

    /// The pollutants there are limits for, those with most limits first.
    #[graphql(guard = "Public", complexity = "list_cost(5, 60, child_complexity)")]
    async fn limit_pollutants(&self) -> Vec<LimitPollutant> {
        let all = rules::pollutants(&LIMITS).into_iter();
        all.map(|(name, code, count)| LimitPollutant {
            name,
            code,
            limits: i32::try_from(count).unwrap_or(i32::MAX),
        })
        .collect()
    }

    /// The industries there are limits for, by name.
    #[graphql(guard = "Public")]
    async fn limit_industries(&self) -> Vec<String> {
        rules::industries(&LIMITS)
    }
}
