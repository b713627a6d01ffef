//! The kinds of procedure, and what the terms of a need must say.

use super::entity::{Criteria, Criterion, CriterionKind, Custody, ProcedureKind};
use crate::auctions::AuctionTerms;
use crate::auctions::rules::{self as auctions, AuctionProblem, TypedAuction};
use crate::partners::rules::TypedPartner;
use kernel::id::ProviderId;
use kernel::text::is_long;
use kernel::{Pace, Problem};
use serde::Deserialize;
use std::sync::LazyLock;

const JSON: &str = include_str!("../../../../seed-data/data/procedures.json");

/// Points that all criteria give together.
pub const WHOLE: i32 = 100;
/// The most technical criteria of one need. 配置值.
const MOST_CRITERIA: usize = 10;
/// The most providers that are invited. 配置值.
const MOST_INVITED: usize = 30;

/// A kind of procedure (采购方式): switches and durations. Its numbers are 配置值.
#[derive(Debug, Clone, Deserialize, async_graphql::SimpleObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Procedure {
    /// Which.
    pub kind: ProcedureKind,
    /// What people call it.
    pub name: String,
    /// When to choose it.
    pub hint: String,
    /// Fewer bids end it without an opening.
    pub least_bids: i32,
    /// Who may keep the key of its envelopes; the first is offered first.
    pub custodies: Vec<Custody>,
    /// Whether bids are scored by published criteria.
    pub is_scored: bool,
    /// Whether only those invited may bid.
    pub is_invited: bool,
    /// Whether several enterprises share it.
    pub is_shared: bool,
    /// How many days a proposed award is open to objections; 0: the owner awards at once.
    pub notice_days: i32,
    /// How many working days there are for scoring before the need ends unscored; 0: no clock.
    pub scoring_days: i32,
    /// How many working days there are, once bids are ranked or open, to propose or award; 0: no clock.
    pub deciding_days: i32,
    /// Whether an auction may be agreed on.
    pub may_auction: bool,
    /// How many times faster than the calendar its clocks run; 1 but for practice.
    pub pace: i32,
}

impl Procedure {
    /// How fast its clocks run.
    pub fn runs_at(&self) -> Pace {
        Pace::of(self.pace)
    }
}

static PROCEDURES: LazyLock<Vec<Procedure>> = LazyLock::new(|| {
    serde_json::from_str(JSON).expect("a table that is compiled in was read by the tests")
});

/// Every kind, in the order in which they are offered.
pub fn all() -> &'static [Procedure] {
    &PROCEDURES
}

/// A kind with its switches.
pub fn find(kind: ProcedureKind) -> &'static Procedure {
    all().iter().find(|it| it.kind == kind).expect("the table has every kind; a test says so")
}

kernel::problems! {
    /// Why the terms of a need are refused.
    TermsProblem {
        CustodyNotOffered = "terms.custody_not_offered", "custody", "这种采购方式不提供所选的密钥保管方式";
        KeysMissing = "terms.keys_missing", "custody", "三家协会还没有都登记保管密钥，暂时请选择平台定时开启";
        CriteriaMissing = "terms.criteria_missing", "criteria", "请列出 1 到 10 项技术评审标准和 1 项价格标准";
        CriteriaSum = "terms.criteria_sum", "criteria", "各项分值应为正整数，合计 100 分";
        CriterionTitle = "terms.criterion_title", "criteria", "每项标准的名称需 2 到 30 个字，不能重复；说明最多 200 个字";
        CriteriaNotUsed = "terms.criteria_not_used", "criteria", "这种采购方式不评分，不需要评审标准";
        InvitedMissing = "terms.invited_missing", "invited", "请列出 1 到 30 家受邀机构";
        InvitedNotUsed = "terms.invited_not_used", "invited", "这种采购方式不限定受邀机构";
        PracticeApart = "terms.practice_apart", "procedure", "练习和真实需求不能互相改，请另发一条";
        InvitedUnknown = "terms.invited_unknown", "invited", "受邀机构不在名录里";
    }
}

/// What a person chooses when a need is posted.
#[derive(Debug, Clone, Default)]
pub struct TypedTerms {
    /// How it is tendered.
    pub procedure: ProcedureKind,
    /// Who keeps the key; the first that is offered when not chosen.
    pub custody: Option<Custody>,
    /// By what bids are scored.
    pub criteria: Vec<Criterion>,
    /// Who may bid.
    pub invited: Vec<ProviderId>,
    /// Who shares it.
    pub partners: Vec<TypedPartner>,
    /// How an auction would be held; none: there is none.
    pub auction: Option<TypedAuction>,
}

/// Terms that are right.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedTerms {
    /// Who keeps the key.
    pub custody: Custody,
    /// By what bids are scored, price last.
    pub criteria: Criteria,
    /// Who may bid, each once.
    pub invited: Vec<ProviderId>,
    /// Who shares it.
    pub partners: Vec<TypedPartner>,
    /// How an auction would be held.
    pub auction: Option<AuctionTerms>,
}

/// All that is wrong with terms, or their checked form.
pub fn check(typed: TypedTerms) -> Result<CheckedTerms, Vec<Problem>> {
    let procedure = find(typed.procedure);
    let mut problems = Vec::new();
    let custody = typed.custody.unwrap_or(procedure.custodies[0]);
    if !procedure.custodies.contains(&custody) {
        problems.push(TermsProblem::CustodyNotOffered);
    }
    let criteria = check_criteria(typed.criteria, procedure.is_scored, &mut problems);
    let mut invited = typed.invited;
    invited.sort();
    invited.dedup();
    match procedure.is_invited {
        true if !(1..=MOST_INVITED).contains(&invited.len()) => {
            problems.push(TermsProblem::InvitedMissing);
        }
        false if !invited.is_empty() => problems.push(TermsProblem::InvitedNotUsed),
        _ => {}
    }
    let mut problems: Vec<Problem> = problems.into_iter().map(Into::into).collect();
    let mut auction = None;
    match typed.auction.map(auctions::check_terms) {
        Some(_) if !procedure.may_auction => problems.push(AuctionProblem::NotOffered.into()),
        Some(Err(found)) => problems.extend(found.into_iter().map(Problem::from)),
        Some(Ok(agreed)) => auction = Some(agreed),
        None => {}
    }
    if problems.is_empty() {
        let partners = typed.partners;
        Ok(CheckedTerms { custody, criteria: Criteria(criteria), invited, partners, auction })
    } else {
        Err(problems)
    }
}

fn check_criteria(
    typed: Vec<Criterion>,
    is_scored: bool,
    problems: &mut Vec<TermsProblem>,
) -> Vec<Criterion> {
    if !is_scored {
        if !typed.is_empty() {
            problems.push(TermsProblem::CriteriaNotUsed);
        }
        return Vec::new();
    }
    let trimmed = |it: Criterion| Criterion {
        title: it.title.trim().to_owned(),
        guide: it.guide.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
        ..it
    };
    let mut criteria: Vec<Criterion> = typed.into_iter().map(trimmed).collect();
    criteria.sort_by_key(|it| it.kind == CriterionKind::Price);
    let prices = criteria.iter().filter(|it| it.kind == CriterionKind::Price).count();
    if prices != 1 || !(1..=MOST_CRITERIA).contains(&(criteria.len() - prices)) {
        problems.push(TermsProblem::CriteriaMissing);
    }
    let whole: i64 = criteria.iter().map(|it| i64::from(it.weight)).sum();
    if whole != i64::from(WHOLE) || criteria.iter().any(|it| it.weight < 1) {
        problems.push(TermsProblem::CriteriaSum);
    }
    let is_named = |it: &Criterion| {
        is_long(&it.title, 2..=30) && it.guide.as_ref().is_none_or(|it| it.chars().count() <= 200)
    };
    let mut titles: Vec<&str> = criteria.iter().map(|it| it.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    if titles.len() != criteria.len() || !criteria.iter().all(is_named) {
        problems.push(TermsProblem::CriterionTitle);
    }
    criteria
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    fn criterion(title: &str, weight: i32, kind: CriterionKind) -> Criterion {
        Criterion { title: title.into(), weight, kind, guide: None }
    }

    fn scored(criteria: Vec<Criterion>) -> TypedTerms {
        TypedTerms { procedure: ProcedureKind::Competitive, criteria, ..TypedTerms::default() }
    }

    fn codes(typed: TypedTerms) -> Vec<String> {
        let problems = check(typed).err().unwrap_or_default();
        problems.into_iter().map(|it| it.code.into_owned()).collect()
    }

    #[test]
    fn the_table_has_every_kind_with_somebody_to_keep_its_key() {
        for kind in ProcedureKind::iter() {
            let it = find(kind);
            assert!(!it.custodies.is_empty() && it.least_bids >= 1);
        }
        assert_eq!(all().len(), ProcedureKind::iter().count());
    }

    #[test]
    fn a_simple_need_asks_nothing() {
        let checked = check(TypedTerms::default()).unwrap();
        assert_eq!(checked.custody, Custody::None);
        assert_eq!(
            codes(TypedTerms { custody: Some(Custody::Clock), ..TypedTerms::default() }),
            ["terms.custody_not_offered"]
        );
    }

    #[test]
    fn criteria_give_a_hundred_points_with_the_price_last() {
        use CriterionKind::{Price, Technical};
        let whole = vec![criterion("价格", 40, Price), criterion("处置方案", 60, Technical)];
        let checked = check(scored(whole)).unwrap();
        assert_eq!(checked.custody, Custody::Clock);
        assert_eq!(checked.criteria.0[1].kind, Price);
        assert_eq!(codes(scored(vec![])), ["terms.criteria_missing", "terms.criteria_sum"]);
        let short = vec![criterion("价格", 30, Price), criterion("处置方案", 60, Technical)];
        assert_eq!(codes(scored(short)), ["terms.criteria_sum"]);
        let overflowing =
            vec![criterion("价格", i32::MAX, Price), criterion("方案", i32::MAX, Technical)];
        assert_eq!(codes(scored(overflowing)), ["terms.criteria_sum"]);
        let twice = vec![criterion("同名", 40, Price), criterion("同名", 60, Technical)];
        assert_eq!(codes(scored(twice)), ["terms.criterion_title"]);
    }

    #[test]
    fn a_call_off_names_whom_it_invites() {
        let call_off = TypedTerms { procedure: ProcedureKind::CallOff, ..TypedTerms::default() };
        assert_eq!(codes(call_off), ["terms.invited_missing"]);
    }
}
