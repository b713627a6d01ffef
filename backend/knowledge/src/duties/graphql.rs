//! Duties as GraphQL shows them.

use super::rules::{self, PermitClass, Profile, TRAITS};
use crate::policies::graphql::law::{current, texts_of, today};
use crate::policies::rules::{LawStatus, dates, naming, numeral};
use crate::ripples::{Writing, rules::CiterKind};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use commons::organisations::Place;
use kernel::{Date, RegionCode};
use platform::graphql::{Public, list_cost};
use seed_data::{CitationSeed, ComparisonSeed, DutySeed, RegionalRuleSeed};
use std::sync::LazyLock;

/// Read once.
static DUTIES: LazyLock<Vec<DutySeed>> = LazyLock::new(seed_data::duties);
static COMPARISONS: LazyLock<Vec<ComparisonSeed>> = LazyLock::new(seed_data::comparisons);

/// Where a duty stands.
pub struct DutyCitation(&'static CitationSeed);

#[Object]
impl DutyCitation {
    /// The law and the article: 生态环境法典第一百七十四条.
    async fn label(&self) -> String {
        format!("{}{}", self.0.law, numeral::label(self.0.article.unsigned_abs(), 0))
    }

    /// Where it can be read; null when the library has no such law.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let slug = naming::slug(&self.0.law);
        let texts = texts_of(ctx, &slug).await?;
        let is_there = !texts.is_empty();
        Ok(is_there.then(|| naming::article_url(&slug, None, self.0.article)))
    }

    /// Whether the law is in force today; null when the library has no such law.
    async fn is_in_force(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<bool>> {
        let texts = texts_of(ctx, &naming::slug(&self.0.law)).await?;
        let status = |it: &crate::policies::Law| dates::status(&it.0.days(), today(ctx));
        Ok(current(ctx, &texts).map(|it| status(it) == LawStatus::InForce))
    }
}

fn cited(all: &'static [CitationSeed]) -> Vec<DutyCitation> {
    all.iter().map(DutyCitation).collect()
}

/// What a firm must do (义务).
pub struct Duty {
    seed: &'static DutySeed,
    because: Vec<&'static str>,
}

#[Object]
impl Duty {
    /// What it is called by programs.
    async fn key(&self) -> &str {
        &self.seed.key
    }

    /// The duty.
    async fn title(&self) -> &str {
        &self.seed.title
    }

    /// What must be done, in our words; not the law's text.
    async fn what(&self) -> &str {
        &self.seed.what
    }

    /// Its field: `PERMIT`, `SOLID_WASTE`.
    async fn field(&self) -> &str {
        &self.seed.field
    }

    /// How often: `YEARLY`, `QUARTERLY`, `MONTHLY`, `ONCE`, or when something happens (`EVENT`).
    async fn rhythm(&self) -> &str {
        &self.seed.rhythm
    }

    /// The next day it is due, where an article names one; null otherwise.
    async fn due_on(&self, ctx: &Context<'_>) -> Option<Date> {
        rules::next_day(self.seed.due?, today(ctx)).map(Date)
    }

    /// By when, in words; null when there is only a day.
    async fn within(&self) -> Option<&str> {
        self.seed.within.as_deref()
    }

    /// Through what it touches the firm that was asked for; empty when it touches everybody.
    async fn because(&self) -> &[&'static str] {
        &self.because
    }

    /// Where it holds; null is everywhere.
    async fn region(&self) -> Option<Place> {
        let code = self.seed.region.as_deref().and_then(|it| RegionCode::parse(it).ok());
        code.map(|code| Place { code })
    }

    /// Where it stands.
    #[graphql(complexity = "list_cost(2, 3, child_complexity)")]
    async fn citations(&self) -> Vec<DutyCitation> {
        cited(&self.seed.citations)
    }
}

/// What is told of a firm.
#[derive(InputObject, Default)]
pub struct DutyProfile {
    /// How its discharge is permitted; without it only what touches everybody is listed.
    permit_class: Option<PermitClass>,
    /// The beginning of its GB/T 4754 code.
    industry: Option<String>,
    /// Where it works.
    region: Option<RegionCode>,
    /// What it is, by the codes of `dutyTraits`.
    #[graphql(default)]
    traits: Vec<String>,
}

/// Something a firm may be that brings duties.
#[derive(SimpleObject)]
pub struct DutyTrait {
    /// What it is called by programs.
    code: &'static str,
    /// What it is called by people.
    name: &'static str,
}

/// What holds in one division.
pub struct RegionalRule(&'static RegionalRuleSeed);

#[Object]
impl RegionalRule {
    /// Where; null for a division that is none of ours.
    async fn region(&self) -> Option<Place> {
        RegionCode::parse(&self.0.region).ok().map(|code| Place { code })
    }

    /// What holds, in our words; null when we do not hold the law of the division.
    async fn rule(&self) -> Option<&str> {
        self.0.rule.as_deref()
    }

    /// Whether the library holds the law of the division.
    async fn is_held(&self) -> bool {
        self.0.held
    }

    /// Where it stands; null when its law has nothing of its own, or we do not hold it.
    async fn citation(&self) -> Option<DutyCitation> {
        self.0.citation.as_ref().map(DutyCitation)
    }
}

/// A duty as the three provinces have it (三地对照).
pub struct DutyComparison(&'static ComparisonSeed);

#[Object]
impl DutyComparison {
    /// What it is called by programs.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The duty.
    async fn duty(&self) -> &str {
        &self.0.duty
    }

    /// Its field.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What holds everywhere, in our words; null when there is nothing.
    async fn national(&self) -> Option<&str> {
        self.0.national.rule.as_deref()
    }

    /// Where that stands; null when there is nothing.
    async fn national_citation(&self) -> Option<DutyCitation> {
        self.0.national.citation.as_ref().map(DutyCitation)
    }

    /// What holds where.
    #[graphql(complexity = "list_cost(2, 5, child_complexity)")]
    async fn rows(&self) -> Vec<RegionalRule> {
        self.0.rows.iter().map(RegionalRule).collect()
    }

    /// What a plant that works on both sides of a border must follow; null when nothing is said.
    async fn cross_border_note(&self) -> Option<&str> {
        self.0.cross_border_note.as_deref()
    }
}

/// Reading duties.
#[derive(Default)]
pub struct DutyQuery;

#[Object]
impl DutyQuery {
    /// The duties that touch a firm, those with a day first, the next one before the others.
    #[graphql(guard = "Public", complexity = "list_cost(10, 40, child_complexity)")]
    async fn duties(&self, ctx: &Context<'_>, profile: DutyProfile) -> Vec<Duty> {
        let day = today(ctx);
        let profile = Profile {
            permit_class: profile.permit_class,
            industry: profile.industry.map(|it| it.chars().take(10).collect()),
            region: profile.region,
            traits: profile.traits.into_iter().take(TRAITS.len()).collect(),
        };
        let touching = DUTIES
            .iter()
            .filter_map(|seed| Some(Duty { seed, because: rules::touches(seed, &profile)? }));
        let mut found: Vec<Duty> = touching.collect();
        let due = |it: &Duty| it.seed.due.and_then(|it| rules::next_day(it, day));
        found.sort_by_key(|it| (due(it).is_none(), due(it), it.seed.field.clone()));
        found
    }

    /// What a firm may be that brings duties.
    #[graphql(guard = "Public", complexity = "list_cost(2, 23, child_complexity)")]
    async fn duty_traits(&self) -> Vec<DutyTrait> {
        TRAITS.iter().map(|(code, name)| DutyTrait { code, name }).collect()
    }

    /// Duties as 上海, 江苏 and 浙江 have them.
    #[graphql(guard = "Public", complexity = "list_cost(5, 25, child_complexity)")]
    async fn duty_comparisons(&self) -> Vec<DutyComparison> {
        COMPARISONS.iter().map(DutyComparison).collect()
    }
}

/// What of duties and comparisons rests on a law, for the ripple.
pub(crate) fn writings_about(slug: &str) -> Vec<Writing> {
    let is_about = |it: &&CitationSeed| naming::slug(&it.law) == slug;
    let place = |it: &CitationSeed| (it.law.clone(), it.article);
    let duties = DUTIES.iter().filter(|it| it.citations.iter().any(|it| is_about(&it)));
    let duties = duties.map(|it| Writing {
        kind: CiterKind::Duty,
        id: it.key.clone(),
        title: it.title.clone(),
        path: format!("/policies/duties#{}", it.key),
        places: it.citations.iter().map(place).collect(),
    });
    let of = |it: &'static ComparisonSeed| -> Vec<&'static CitationSeed> {
        let own = it.rows.iter().filter_map(|it| it.citation.as_ref());
        it.national.citation.iter().chain(own).collect()
    };
    let comparisons = COMPARISONS.iter().filter(|it| of(it).iter().any(is_about));
    let comparisons = comparisons.map(|it| Writing {
        kind: CiterKind::Comparison,
        id: it.key.clone(),
        title: it.duty.clone(),
        path: format!("/policies/compare-regions#{}", it.key),
        places: of(it).into_iter().map(place).collect(),
    });
    duties.chain(comparisons).collect()
}
