//! Versions of the rules as GraphQL shows them.

use super::super::entity::component::{Component, Model as ComponentRow};
use super::super::entity::rule::Model as RuleRow;
use super::super::entity::version::RankingVersionState;
use super::super::rules::RuleBook;
use async_graphql::Object;
use chrono::{DateTime, Utc};
use kernel::Date;

/// A rule: what a row of the ledger is worth (规则).
pub struct RankingRule(pub RuleRow);

#[Object]
impl RankingRule {
    /// `penalty.fine`.
    async fn code(&self) -> &str {
        &self.0.code
    }
    /// As people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What it counts towards.
    async fn component(&self) -> Component {
        self.0.component
    }
    /// Thousandths of a point, each time.
    async fn points_milli(&self) -> i64 {
        self.0.points_milli
    }
    /// For how many months a row counts; null for as long as the fact holds.
    async fn months(&self) -> Option<i32> {
        self.0.months
    }
    /// The text it comes from.
    async fn source(&self) -> &str {
        &self.0.source
    }
    /// Whether its numbers stand in that text; else they are 配置值.
    async fn is_verified(&self) -> bool {
        self.0.is_verified
    }
    /// Whether rows are entered by regulators and moderators; else they follow from the platform's data.
    async fn is_entered(&self) -> bool {
        self.0.is_entered
    }
    /// What would change it.
    async fn remedy(&self) -> &str {
        &self.0.remedy
    }
}

/// A component of a score, as a version has it (组成).
pub struct RankingComponent {
    pub(super) row: ComponentRow,
    pub(super) rules: Vec<RuleRow>,
}

#[Object]
impl RankingComponent {
    /// Which.
    async fn component(&self) -> Component {
        self.row.component
    }
    /// As people call it.
    async fn name(&self) -> &str {
        self.row.component.name()
    }
    /// Thousandths of a point before any row.
    async fn base_milli(&self) -> i64 {
        self.row.base_milli
    }
    /// Its share of the whole, in ten-thousandths.
    async fn weight(&self) -> i32 {
        self.row.weight
    }
    /// Its rules, in order.
    async fn rules(&self) -> Vec<RankingRule> {
        self.rules.iter().cloned().map(RankingRule).collect()
    }
}

/// A version of the rules by which the directory is ordered (排序规则).
pub struct RankingVersion(RuleBook);

impl RankingVersion {
    pub(super) fn of(book: RuleBook) -> Self {
        Self(book)
    }
}

#[Object]
impl RankingVersion {
    /// Counts up.
    async fn number(&self) -> i32 {
        self.0.version.number
    }
    /// Where it stands.
    async fn state(&self) -> RankingVersionState {
        self.0.version.state
    }
    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.version.title
    }
    /// What is new, and why.
    async fn note(&self) -> &str {
        &self.0.version.note
    }
    /// Who judged the pairs from which the weights come.
    async fn panel(&self) -> &str {
        &self.0.version.panel
    }
    /// The judgements, row by row above the diagonal: 1 to 9 when the first of a pair is that much more
    /// important, -2 to -9 when the second is.
    async fn judgements(&self) -> &[i32] {
        &self.0.version.judgements.0
    }
    /// How far the judgements contradict each other, in millionths; refused from 100,000 on (Saaty).
    async fn consistency_ppm(&self) -> i32 {
        self.0.version.consistency_ppm
    }
    /// The first day on which it holds; null for drafts.
    async fn holds_from(&self) -> Option<Date> {
        self.0.version.holds_from.map(Date)
    }
    /// When it was published; null for drafts.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.version.published_at
    }
    /// Counts changes.
    async fn revision(&self) -> i32 {
        self.0.version.revision
    }
    /// What a score is made of, in order.
    async fn components(&self) -> Vec<RankingComponent> {
        components_of(&self.0)
    }
}

fn components_of(book: &RuleBook) -> Vec<RankingComponent> {
    let component = |row: &ComponentRow| {
        let rules = book.rules.values().filter(|it| it.component == row.component);
        let mut rules: Vec<RuleRow> = rules.cloned().collect();
        rules.sort_by_key(|it| it.position);
        RankingComponent { row: row.clone(), rules }
    };
    book.components.iter().map(component).collect()
}
