//! How a score is made, and what people may not do. Whole numbers only: thousandths of a point,
//! ten-thousandths of the whole, so that anybody comes to the same last digit.

pub mod ahp;
pub mod bound;
pub mod penalty;

use super::entity::component::{self, Component};
use super::entity::evidence::Model as Evidence;
use super::entity::rule;
use super::entity::version;
use chrono::{Months, NaiveDate};
use std::collections::{HashMap, HashSet};

/// The most points of a component and of a score, in thousandths.
pub const FULL_MILLI: i64 = 100_000;
/// The weights of a version are so many parts together.
pub const WHOLE: i64 = 10_000;
/// For how many days a provider counts as new. 配置值.
pub const NEWCOMER_DAYS: i64 = 180;
/// Of so many places of a page one may be given to a newcomer. 配置值: at most a tenth.
pub const PLACES_A_NEWCOMER: usize = 10;

kernel::problems! {
    /// Why a step of the ranking is refused.
    RankingProblem {
        RuleUnknown = "ranking.rule_unknown", "ruleCode", "现行规则里没有这一条，或者它由平台资料自动得出";
        TimesRange = "ranking.times_range", "times", "次数应为 1 到 20";
        SubjectLength = "ranking.subject_length", "subject", "请填写文号或编号，2 到 100 个字";
        SourceLength = "ranking.source_length", "source", "请写明来源（机关和文件），2 到 200 个字";
        SourceUrlForm = "ranking.source_url_form", "sourceUrl", "网址应以 https:// 或 http:// 开头，最多 500 个字";
        NoteLength = "ranking.note_length", "note", "说明为 4 到 500 个字";
        HappenedLater = "ranking.happened_later", "happenedOn", "日期不能晚于今天";
        AlreadyExpired = "ranking.already_expired", "happenedOn", "按现行规则，这一天的记录已过有效期，不再计分";
        AlreadyEntered = "ranking.already_entered", "subject", "这一文号已经记录过";
        AlreadyEnded = "ranking.already_ended", "", "这一条已经撤下";
        NotEntered = "ranking.not_entered", "", "这一条由平台资料自动得出，更正资料后会随之变化";
        NotCounting = "ranking.not_counting", "", "这一条现在不计分，不需要提出异议";
        NotProvider = "ranking.not_provider", "", "只有服务机构可以对自己的依据提出异议";
        NoRegion = "ranking.no_region", "", "机构的所在地还不清楚，请先补充机构资料";
        ReasonLength = "ranking.reason_length", "reason", "请写明理由和证据，10 到 1000 个字";
        AlreadyDisputed = "ranking.already_disputed", "", "这一条已有异议正在处理";
        CannotWithdraw = "ranking.cannot_withdraw", "", "这项异议已经处理完毕";
        TitleLength = "ranking.title_length", "title", "名称为 2 到 60 个字";
        PanelLength = "ranking.panel_length", "panel", "请写明由谁判断，2 到 200 个字";
        JudgementCount = "ranking.judgement_count", "judgements", "七个组成两两比较，应有 21 个判断";
        JudgementRange = "ranking.judgement_range", "judgements", "判断取 1 到 9，反过来更重要的写成 -2 到 -9";
        Inconsistent = "ranking.inconsistent", "judgements", "判断前后矛盾：一致性比率须小于 0.1，请重新比较";
        ChangeUnknown = "ranking.change_unknown", "changes", "所依据的版本里没有这一条规则";
        PointsRange = "ranking.points_range", "changes", "分值应在 -100 到 100 之间";
        MonthsRange = "ranking.months_range", "changes", "有效期应为 1 到 60 个月";
        DraftCount = "ranking.draft_count", "", "草案最多 20 个，请先放弃不用的草案";
        NotDraft = "ranking.not_draft", "", "只有草案可以这样做";
        ChangedMeanwhile = "ranking.changed_meanwhile", "", "它刚刚有了变化，请刷新后再试";
        OwnDraft = "ranking.own_draft", "", "草案要由起草人以外的人发布";
    }
}

/// A version of the rules, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBook {
    /// The version.
    pub version: version::Model,
    /// Its components, in order.
    pub components: Vec<component::Model>,
    /// Its rules by code.
    pub rules: HashMap<String, rule::Model>,
}

/// What a row is worth: the points of its rule, so many times.
pub fn points_of(times_milli: i64, points_milli: i64) -> i64 {
    times_milli * points_milli / 1_000
}

/// What a component comes to: never below nothing, never above its full points.
pub fn component_of(base_milli: i64, sum_milli: i64) -> i64 {
    (base_milli + sum_milli).clamp(0, FULL_MILLI)
}

/// Whether a row counts on a day, disputes aside.
pub fn is_in_force(row: &Evidence, day: NaiveDate) -> bool {
    row.effective_from <= day
        && row.expires_on.is_none_or(|it| it >= day)
        && row.ended_on.is_none_or(|it| it > day)
}

/// The last day on which something counts.
pub fn expiry(happened_on: NaiveDate, months: Option<i32>) -> Option<NaiveDate> {
    let months = u32::try_from(months?).ok()?;
    happened_on.checked_add_months(Months::new(months))
}

/// Whether a provider is new here and has neither reviews nor awards that count.
pub fn is_newcomer(known_since: NaiveDate, sums: &Sums, day: NaiveDate) -> bool {
    let age = (day - known_since).num_days();
    let has_record = [Component::Performance, Component::Reviews].iter().any(|it| sums.of(*it) > 0);
    age < NEWCOMER_DAYS && !has_record
}

/// What the rows of one provider come to, by component, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums(pub [i64; Component::ALL.len()]);

impl Sums {
    /// What the rows of a component come to.
    pub fn of(&self, component: Component) -> i64 {
        Component::ALL.iter().zip(self.0).find(|it| *it.0 == component).map_or(0, |it| it.1)
    }

    fn add(&mut self, component: Component, points: i64) {
        for (known, sum) in Component::ALL.iter().zip(&mut self.0) {
            if *known == component {
                *sum += points;
            }
        }
    }
}

impl RuleBook {
    /// What a row is worth by this version; nothing when it has no such rule.
    pub fn points(&self, row: &Evidence) -> i64 {
        self.rules.get(&row.rule_code).map_or(0, |it| points_of(row.times_milli, it.points_milli))
    }

    /// Adds up the rows that count on a day.
    pub fn sums<'a>(
        &self,
        rows: impl IntoIterator<Item = &'a Evidence>,
        frozen: &HashSet<kernel::id::EvidenceId>,
        day: NaiveDate,
    ) -> Sums {
        let mut sums = Sums::default();
        for row in rows {
            if !is_in_force(row, day) || frozen.contains(&row.id) {
                continue;
            }
            if let Some(rule) = self.rules.get(&row.rule_code) {
                sums.add(rule.component, points_of(row.times_milli, rule.points_milli));
            }
        }
        sums
    }

    /// The score: each component by its weight, rounded half up to a thousandth.
    pub fn score(&self, sums: &Sums) -> i64 {
        let parts = self
            .components
            .iter()
            .map(|it| i64::from(it.weight) * component_of(it.base_milli, sums.of(it.component)));
        (parts.sum::<i64>() + WHOLE / 2) / WHOLE
    }
}

#[cfg(test)]
mod tests;
