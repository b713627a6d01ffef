//! What a page may say, and what is wrong with what was typed.

use crate::categories;
use crate::directory::rules::waste_class;
use crate::directory::{EnterpriseSize, QualificationKind};
use async_graphql::InputObject;
use chrono::NaiveDate;
use kernel::id::QualificationId;
use kernel::text::is_long;
use kernel::{Date, Problem, RegionCode};
use std::borrow::Cow;

/// The most licences on one page. 配置值.
pub const QUALIFICATIONS: usize = 100;
/// The most categories and the most regions of one provider. 配置值.
pub const OFFERS: usize = 30;

kernel::problems! {
    /// Why a change of a page is refused.
    ProviderChangeProblem {
        NotProvider = "provider_changes.not_provider", "", "只有服务机构可以修改机构资料";
        NoRegion = "provider_changes.no_region", "", "机构的所在地区没有登记，请联系所在省（市）协会";
        NothingChanged = "provider_changes.nothing_changed", "", "资料没有变化，不需要提交";
        AlreadyWaiting = "provider_changes.already_waiting", "", "上一次修改还在审核，办结后再改，或先撤回";
        ChangedMeanwhile = "provider_changes.changed_meanwhile", "revision", "同事刚改过，请刷新后再改";
        CannotWithdraw = "provider_changes.cannot_withdraw", "", "这次修改已经办结，不能撤回";
        ShortNameLength = "provider_changes.short_name_length", "shortName", "简称最多 20 个字";
        IntroductionLength = "provider_changes.introduction_length", "introduction", "简介最多 2000 个字";
        PeopleCountRange = "provider_changes.people_count_range", "peopleCount", "人数应在 1 到 1000000 之间";
        FoundedLater = "provider_changes.founded_later", "foundedOn", "成立日期不能晚于今天";
        CategoryUnknown = "provider_changes.category_unknown", "categories", "请选择具体的服务类别";
        CategoryCount = "provider_changes.category_count", "categories", "服务类别最多 30 项";
        RegionUnknown = "provider_changes.region_unknown", "serviceRegions", "没有这个服务地区，请重新选择";
        RegionCount = "provider_changes.region_count", "serviceRegions", "服务地区最多 30 个，可以改选上一级";
        QualificationCount = "provider_changes.qualification_count", "qualifications", "资质最多 100 项";
        QualificationUnknown = "provider_changes.qualification_unknown", "qualifications", "有一项资质已不在公开页上，请刷新后再改";
        QualificationName = "provider_changes.qualification_name", "name", "资质名称需 2 到 100 个字";
        NumberLength = "provider_changes.number_length", "number", "编号最多 200 个字";
        IssuerLength = "provider_changes.issuer_length", "issuer", "发证机关最多 200 个字";
        ScopeLength = "provider_changes.scope_length", "scope", "范围最多 5000 个字";
        ModeLength = "provider_changes.mode_length", "mode", "经营方式最多 200 个字";
        WasteClassForm = "provider_changes.waste_class_form", "wasteClasses", "废物类别应为 HW09 这样的形式";
        CapacityLength = "provider_changes.capacity_length", "capacityText", "年经营规模最多 500 个字";
        TermOrder = "provider_changes.term_order", "validTo", "有效期截止不能早于起始";
    }
}

/// What a page shall say, as typed. What is left out is taken off the page.
#[derive(InputObject, Debug, Clone, Default)]
#[graphql(name = "ProviderProfileInput")]
pub struct TypedProfile {
    /// What people call it; at most 20 characters.
    pub short_name: Option<String>,
    /// In its own words; at most 2,000 characters.
    pub introduction: Option<String>,
    /// As it states.
    pub size: Option<EnterpriseSize>,
    /// People employed.
    pub people_count: Option<i32>,
    /// The day it was founded.
    pub founded_on: Option<Date>,
    /// `waste/hazardous`; at most 30.
    pub categories: Vec<String>,
    /// Divisions it serves with all in them; at most 30.
    pub service_regions: Vec<String>,
    /// All its licences; one that is left out is taken off the page.
    pub qualifications: Vec<TypedQualification>,
}

/// A licence or certificate, as typed.
#[derive(InputObject, Debug, Clone)]
#[graphql(name = "QualificationInput")]
pub struct TypedQualification {
    /// Which; null for a new one.
    pub qualification_id: Option<QualificationId>,
    /// What kind.
    pub kind: QualificationKind,
    /// What it is called; 2 to 100 characters.
    pub name: String,
    /// Its number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// What it covers, as it says.
    pub scope: Option<String>,
    /// 收集, 贮存, 利用, 处置.
    pub mode: Option<String>,
    /// HW09; those named in the scope and the scale are added by themselves.
    pub waste_classes: Vec<String>,
    /// The yearly scale, as it says: 6万吨/年.
    pub capacity_text: Option<String>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day; null when it has no end.
    pub valid_to: Option<Date>,
}

/// What a page shall say, with every field right: trimmed, in order, each thing once.
#[derive(Debug, Clone)]
pub struct CheckedProfile {
    /// As typed, tidied.
    pub typed: TypedProfile,
    /// Existing divisions.
    pub service_regions: Vec<RegionCode>,
}

/// All that is wrong with what was typed, or its tidied form.
pub fn check(typed: TypedProfile, today: NaiveDate) -> Result<CheckedProfile, Vec<Problem>> {
    use ProviderChangeProblem as P;
    let typed = tidied(typed);
    let regions: Vec<_> =
        typed.service_regions.iter().map(|it| RegionCode::parse(it).ok()).collect();
    let is_category = |it: &String| it.contains('/') && categories::find(it).is_some();
    let wrong = [
        (is_longer(&typed.short_name, 20), P::ShortNameLength),
        (is_longer(&typed.introduction, 2_000), P::IntroductionLength),
        (typed.people_count.is_some_and(|it| !(1..=1_000_000).contains(&it)), P::PeopleCountRange),
        (typed.founded_on.is_some_and(|it| it.0 > today), P::FoundedLater),
        (!typed.categories.iter().all(is_category), P::CategoryUnknown),
        (typed.categories.len() > OFFERS, P::CategoryCount),
        (regions.contains(&None), P::RegionUnknown),
        (regions.len() > OFFERS, P::RegionCount),
        (typed.qualifications.len() > QUALIFICATIONS, P::QualificationCount),
    ];
    let mut problems: Vec<Problem> = named(&wrong).map(Into::into).collect();
    for (index, licence) in typed.qualifications.iter().enumerate().take(QUALIFICATIONS) {
        problems.extend(check_licence(licence).into_iter().map(|it| within(index, it)));
    }
    let service_regions: Vec<RegionCode> = regions.into_iter().flatten().collect();
    if problems.is_empty() { Ok(CheckedProfile { typed, service_regions }) } else { Err(problems) }
}

fn check_licence(it: &TypedQualification) -> Vec<ProviderChangeProblem> {
    use ProviderChangeProblem as P;
    let ends_early = it.valid_from.zip(it.valid_to).is_some_and(|(from, to)| to.0 < from.0);
    let wrong = [
        (!is_long(&it.name, 2..=100), P::QualificationName),
        (is_longer(&it.number, 200), P::NumberLength),
        (is_longer(&it.issuer, 200), P::IssuerLength),
        (is_longer(&it.scope, 5_000), P::ScopeLength),
        (is_longer(&it.mode, 200), P::ModeLength),
        (!it.waste_classes.iter().all(|it| waste_class(it).is_some()), P::WasteClassForm),
        (is_longer(&it.capacity_text, 500), P::CapacityLength),
        (ends_early, P::TermOrder),
    ];
    named(&wrong).collect()
}

fn named(
    wrong: &[(bool, ProviderChangeProblem)],
) -> impl Iterator<Item = ProviderChangeProblem> + '_ {
    wrong.iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, problem)| *problem)
}

/// A problem of one licence: `qualifications`, its place in the list, its field.
fn within(index: usize, problem: ProviderChangeProblem) -> Problem {
    let problem = Problem::from(problem);
    let mut path = vec![Cow::from("qualifications"), Cow::from(index.to_string())];
    path.extend(problem.path);
    Problem { path, ..problem }
}

fn is_longer(text: &Option<String>, most: usize) -> bool {
    text.as_ref().is_some_and(|it| it.chars().count() > most)
}

fn tidied(typed: TypedProfile) -> TypedProfile {
    let licence = |it: TypedQualification| TypedQualification {
        name: it.name.trim().to_owned(),
        number: filled(it.number),
        issuer: filled(it.issuer),
        scope: filled(it.scope),
        mode: filled(it.mode),
        waste_classes: in_order(
            it.waste_classes.into_iter().map(|it| waste_class(&it).unwrap_or(it)).collect(),
        ),
        capacity_text: filled(it.capacity_text),
        ..it
    };
    TypedProfile {
        short_name: filled(typed.short_name),
        introduction: filled(typed.introduction),
        categories: in_order(typed.categories),
        service_regions: in_order(typed.service_regions),
        qualifications: typed.qualifications.into_iter().map(licence).collect(),
        ..typed
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

fn in_order(texts: Vec<String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.into_iter().map(|it| it.trim().to_owned()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date(text.parse().unwrap())
    }

    fn licence() -> TypedQualification {
        TypedQualification {
            qualification_id: None,
            kind: QualificationKind::HazardousWaste,
            name: "危险废物经营许可证".into(),
            number: Some(" JSSZ0500OOD001 ".into()),
            issuer: None,
            scope: Some("  ".into()),
            mode: None,
            waste_classes: vec!["900-006-09".into(), "hw08".into(), "HW09".into()],
            capacity_text: None,
            valid_from: Some(day("2024-01-01")),
            valid_to: Some(day("2028-12-31")),
        }
    }

    fn typed() -> TypedProfile {
        TypedProfile {
            short_name: Some(" 绿源 ".into()),
            categories: vec!["waste/hazardous".into(), "waste/hazardous".into()],
            service_regions: vec!["3205".into(), "31".into()],
            qualifications: vec![licence()],
            ..TypedProfile::default()
        }
    }

    fn paths(change: impl FnOnce(&mut TypedProfile)) -> Vec<String> {
        let mut it = typed();
        change(&mut it);
        let problems = check(it, day("2026-11-21").0).err().unwrap_or_default();
        problems.into_iter().map(|it| it.path.join(".")).collect()
    }

    #[test]
    fn what_was_typed_is_tidied() {
        let checked = check(typed(), day("2026-11-21").0).unwrap();
        assert_eq!(checked.typed.short_name.as_deref(), Some("绿源"));
        assert_eq!(checked.typed.categories, ["waste/hazardous"]);
        let regions: Vec<_> = checked.service_regions.iter().map(RegionCode::as_str).collect();
        assert_eq!(regions, ["31", "3205"]);
        let licence = &checked.typed.qualifications[0];
        assert_eq!(licence.number.as_deref(), Some("JSSZ0500OOD001"));
        assert_eq!(
            (licence.scope.as_deref(), &licence.waste_classes[..]),
            (None, &["HW08".to_owned(), "HW09".to_owned()][..])
        );
    }

    #[test]
    fn each_fault_is_at_its_field_and_all_come_together() {
        assert_eq!(paths(|_| ()), Vec::<String>::new());
        assert_eq!(paths(|it| it.short_name = Some("长".repeat(21))), ["shortName"]);
        assert_eq!(paths(|it| it.introduction = Some("长".repeat(2_001))), ["introduction"]);
        assert_eq!(paths(|it| it.people_count = Some(0)), ["peopleCount"]);
        assert_eq!(paths(|it| it.founded_on = Some(day("2026-11-22"))), ["foundedOn"]);
        assert_eq!(paths(|it| it.categories = vec!["waste".into()]), ["categories"]);
        assert_eq!(paths(|it| it.service_regions = vec!["99".into()]), ["serviceRegions"]);
        let found = paths(|it| {
            it.people_count = Some(-1);
            it.qualifications.push(TypedQualification {
                name: "证".into(),
                waste_classes: vec!["乳化液".into()],
                valid_to: Some(day("2023-12-31")),
                ..licence()
            });
        });
        let of_second =
            ["name", "wasteClasses", "validTo"].map(|it| format!("qualifications.1.{it}"));
        assert_eq!(found, [&["peopleCount".to_owned()][..], &of_second[..]].concat());
    }
}
