//! The own-check as GraphQL answers it, while a need is being typed.

use super::rules::{self, AbleCondition, OwnCheckWarning};
use crate::categories;
use crate::directory::{self, Asked, MOST_COUNTED};
use crate::procedures::{self, ProcedureKind};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::money::parse_yuan;
use kernel::{RegionCode, Role};
use platform::graphql::{Needs, Shown, context};

/// The longest texts that are looked at; what is longer is refused when it is posted.
const LONGEST: usize = 6_000;

/// What was typed of a need so far.
#[derive(InputObject)]
pub struct DemandOwnCheckInput {
    /// One line.
    #[graphql(default)]
    title: String,
    /// What exactly.
    #[graphql(default)]
    description: String,
    /// `waste/hazardous`.
    category_code: Option<String>,
    /// County or town.
    region_code: Option<String>,
    /// HW09 or 900-006-09.
    waste_code: Option<String>,
    /// Yuan: 86000, 8.6万.
    budget_max_yuan: Option<String>,
    /// When bids open.
    deadline: Option<DateTime<Utc>>,
    /// How it is tendered; simply when not given.
    procedure: Option<ProcedureKind>,
}

/// How many providers could take a job (可承接机构估计).
#[derive(SimpleObject)]
pub struct AbleEstimate {
    /// How many meet every condition; at most 1,000 are counted.
    count: i64,
    /// The conditions that the fewest meet, up to three, the rarest first.
    rarest: Vec<AbleCondition>,
}

/// What an enterprise is told of its need before anybody else reads it (发布前自查).
#[derive(SimpleObject)]
pub struct DemandOwnCheck {
    /// What may keep bidders away; none of it forbids posting.
    warnings: Vec<OwnCheckWarning>,
    /// How many could take it; null until category and place are chosen.
    able: Option<AbleEstimate>,
}

/// Checking what is being typed.
#[derive(Default)]
pub struct OwnCheckQuery;

#[Object]
impl OwnCheckQuery {
    /// What may keep bidders away from a need as it is typed so far, and how many providers could take
    /// it. Nothing of it is kept.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "30 + child_complexity")]
    async fn demand_own_check(
        &self,
        ctx: &Context<'_>,
        input: DemandOwnCheckInput,
    ) -> async_graphql::Result<DemandOwnCheck> {
        let now = context(ctx).0.clock().now();
        let cut = |it: &str| -> String { it.chars().take(LONGEST).collect() };
        let (title, description) = (cut(&input.title), cut(&input.description));
        let mut warnings = rules::of_words(&[&title, &description]);
        let has_budget = input.budget_max_yuan.as_deref().is_some_and(|it| parse_yuan(it).is_ok());
        let pace = procedures::find(input.procedure.unwrap_or_default()).runs_at();
        warnings.extend(rules::of_facts(has_budget, input.deadline, now, pace));
        let able = estimate(ctx, &input).await?;
        warnings.extend(able.as_ref().and_then(|it| rules::of_able(it.count)));
        Ok(DemandOwnCheck { warnings, able })
    }
}

/// How many could take what was typed; none until category and place are chosen.
async fn estimate(
    ctx: &Context<'_>,
    input: &DemandOwnCheckInput,
) -> async_graphql::Result<Option<AbleEstimate>> {
    let category = input.category_code.as_deref().and_then(categories::find);
    let place = input.region_code.as_deref().and_then(|it| RegionCode::parse(it.trim()).ok());
    let (Some(category), Some(place)) = (category, place) else { return Ok(None) };
    let typed = input.waste_code.as_deref().map(|it| it.trim().to_ascii_uppercase());
    let class = typed.as_deref().and_then(directory::rules::waste_class);
    let db = context(ctx).0.read();
    let nothing = Asked { category: None, place: None, class: None };
    let whole =
        Asked { category: Some(category.code), place: Some(&place), class: class.as_deref() };
    let mut singles = vec![
        (format!("提供{}", category.name), Asked { category: whole.category, ..nothing }),
        (
            format!("服务{}", kernel::region::full_name(&place)),
            Asked { place: whole.place, ..nothing },
        ),
    ];
    if let Some(class) = &class {
        let asked = Asked { class: whole.class, ..nothing };
        singles.push((format!("危险废物经营许可证含 {class}"), asked));
    }
    let mut conditions = Vec::with_capacity(singles.len());
    for (label, asked) in singles {
        let count = directory::count_able(db, asked, MOST_COUNTED).await.shown()?;
        conditions.push(AbleCondition { label, count });
    }
    let count = directory::count_able(db, whole, MOST_COUNTED).await.shown()?;
    Ok(Some(AbleEstimate { count, rarest: rules::rarest(conditions) }))
}
