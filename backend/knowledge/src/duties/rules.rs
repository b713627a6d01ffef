//! Which duties touch a firm, and when they are due next.

use async_graphql::Enum;
use chrono::{Datelike, NaiveDate};
use kernel::RegionCode;
use seed_data::{DutySeed, YearDaySeed};

/// How a firm's discharge is permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum PermitClass {
    /// 重点管理.
    Key,
    /// 简化管理.
    Simple,
    /// 登记管理.
    Registration,
}

impl PermitClass {
    fn as_str(self) -> &'static str {
        match self {
            Self::Key => "KEY",
            Self::Simple => "SIMPLE",
            Self::Registration => "REGISTRATION",
        }
    }
}

/// What a firm may be, by code and by name.
pub const TRAITS: [(&str, &str); 23] = [
    ("HAZARDOUS_WASTE_PRODUCER", "产生危险废物"),
    ("PROJECT_OWNER", "有新改扩建项目"),
    ("SOIL_KEY_UNIT", "土壤污染重点监管单位"),
    ("KEY_UNIT", "环境监管重点单位"),
    ("DISCLOSURE_LISTED", "列入环境信息依法披露名单"),
    ("DIRECT_DISCHARGER", "直接向水体排放"),
    ("SEWER_DISCHARGER", "向城镇排水设施排水"),
    ("WATER_INTAKE", "直接取水"),
    ("RISK_UNIT", "有突发环境事件风险"),
    ("VOC_USER", "使用含挥发性有机物的原料"),
    ("ODS_USER", "使用消耗臭氧层物质"),
    ("CARBON_KEY_UNIT", "碳排放重点单位"),
    ("ENERGY_KEY_UNIT", "重点用能单位"),
    ("CLEANER_PRODUCTION_LISTED", "列入强制清洁生产审核"),
    ("CONSTRUCTION_SITE", "建筑施工"),
    ("NONROAD_OWNER", "使用非道路移动机械"),
    ("RADIATION_USER", "使用放射源或射线装置"),
    ("TAILINGS_POND", "运营尾矿库"),
    ("CATERING", "餐饮服务"),
    ("MEDICAL", "医疗卫生机构"),
    ("WASTE_HANDLER", "收集、利用、处置危险废物"),
    ("MONITORING_BODY", "环境监测机构"),
    ("EIA_BODY", "环评编制机构"),
];

/// What is told of a firm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// None when it is not known: then only what touches everybody is meant.
    pub permit_class: Option<PermitClass>,
    /// The beginning of a GB/T 4754 code; None when it is not known.
    pub industry: Option<String>,
    /// Where it works; None when it is not known.
    pub region: Option<RegionCode>,
    /// What it is.
    pub traits: Vec<String>,
}

/// Whether a duty touches a firm, and through what; empty when it touches everybody.
pub fn touches(duty: &DutySeed, profile: &Profile) -> Option<Vec<&'static str>> {
    let mut because = Vec::new();
    if let Some(place) = &duty.region {
        let is_there = profile.region.as_ref().is_some_and(|it| it.as_str().starts_with(place));
        if !is_there {
            return None;
        }
        because.push("所在地区");
    }
    if let Some(classes) = &duty.who.permit_class {
        let class = profile.permit_class?;
        if !classes.iter().any(|it| it == class.as_str()) {
            return None;
        }
        because.push("排污许可管理类别");
    }
    if !duty.who.industries.is_empty() {
        let own = profile.industry.as_deref()?.to_uppercase();
        let is_near = |it: &String| own.starts_with(it.as_str());
        if own.is_empty() || !duty.who.industries.iter().any(is_near) {
            return None;
        }
        because.push("行业");
    }
    if !duty.who.traits.is_empty() {
        let own = duty.who.traits.iter().find(|it| profile.traits.contains(it))?;
        let name = TRAITS.iter().find(|(code, _)| code == own).map_or("单位情况", |it| it.1);
        because.push(name);
    }
    Some(because)
}

/// The next day of a year's day, today included; 29 February falls on the 28th where there is none.
pub fn next_day(due: YearDaySeed, today: NaiveDate) -> Option<NaiveDate> {
    let of_year = |year: i32| {
        NaiveDate::from_ymd_opt(year, due.month, due.day)
            .or_else(|| NaiveDate::from_ymd_opt(year, due.month, 28))
    };
    of_year(today.year()).filter(|it| *it >= today).or_else(|| of_year(today.year() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn duty(key: &str) -> DutySeed {
        let found = seed_data::duties().into_iter().find(|it| it.key == key);
        found.unwrap_or_else(|| panic!("no duty {key}"))
    }

    #[test]
    fn a_duty_touches_those_it_names() {
        let obtain = duty("permit-obtain");
        let of = |permit_class| Profile { permit_class, ..Profile::default() };
        assert_eq!(touches(&obtain, &of(Some(PermitClass::Key))), Some(vec!["排污许可管理类别"]));
        assert_eq!(touches(&obtain, &of(Some(PermitClass::Registration))), None);
        assert_eq!(touches(&obtain, &of(None)), None);
    }

    #[test]
    fn every_trait_a_duty_names_has_a_name() {
        let known: BTreeSet<&str> = TRAITS.iter().map(|it| it.0).collect();
        for duty in seed_data::duties() {
            for it in &duty.who.traits {
                assert!(known.contains(it.as_str()), "{} {it}", duty.key);
            }
        }
    }

    #[test]
    fn a_years_day_comes_again() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let due = |month, day| YearDaySeed { month, day };
        assert_eq!(next_day(due(3, 15), day("2026-03-15")), Some(day("2026-03-15")));
        assert_eq!(next_day(due(3, 15), day("2026-03-16")), Some(day("2027-03-15")));
        assert_eq!(next_day(due(2, 29), day("2026-03-16")), Some(day("2027-02-28")));
    }
}
