//! Which limits apply to a question, and which of them is to be kept.

use async_graphql::Enum;
use chrono::NaiveDate;
use kernel::RegionCode;
use seed_data::LimitSeed;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

/// What an industry is called by people, beside the names the standards have.
const CALLED: &[(&str, &str)] = &[
    ("印染", "纺织染整"),
    ("染整", "纺织染整"),
    ("纺织", "纺织染整"),
    ("污水厂", "城镇污水处理厂"),
    ("污水处理厂", "城镇污水处理厂"),
    ("涂装", "工业涂装"),
    ("喷涂", "工业涂装"),
    ("电镀厂", "电镀"),
    ("危废焚烧", "危险废物焚烧"),
    ("垃圾焚烧", "生活垃圾焚烧"),
    ("医院", "医疗机构"),
    ("塑料", "塑料制品"),
    ("印刷", "印刷工业"),
    ("工地", "建筑施工"),
];

/// What pollutants are called beside their names and short names.
const POLLUTANTS: &[(&str, &str)] = &[
    ("CODCR", "COD"),
    ("氨氮", "NH3N"),
    ("NH3-N", "NH3N"),
    ("总磷", "TP"),
    ("总氮", "TN"),
    ("VOCS", "NMHC"),
    ("VOC", "NMHC"),
    ("烟尘", "PM"),
    ("粉尘", "PM"),
    ("噪声", "LEQ"),
];

/// Where what is discharged goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum Discharge {
    /// 直接排放: into the environment.
    Direct,
    /// 间接排放: into a sewer that ends at a treatment works.
    Indirect,
}

/// How a limit stands among those that apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Enum)]
pub enum LimitStanding {
    /// 按此执行: the strictest that applies without a condition.
    Strictest,
    /// 满足条件时按此执行: under its condition, it is the strictest.
    StrictestIf,
    /// 另有更严的限值.
    Looser,
    /// 有行业标准，不适用: a general national standard where one of the industry exists.
    SetAside,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// By name or short name.
    pub pollutant: String,
    /// By name, or by GB/T 4754 code; none asks for all.
    pub industry: Option<String>,
    /// None asks for both.
    pub discharge: Option<Discharge>,
    /// Where.
    pub region: RegionCode,
    /// When.
    pub on: NaiveDate,
}

/// A limit that has to do with a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// Which.
    pub limit: &'a LimitSeed,
    /// How it stands.
    pub standing: LimitStanding,
    /// Why, in a sentence.
    pub why: String,
}

/// The limits that apply, the one to be kept first, for each unit and way of averaging apart: what is
/// measured otherwise is not compared.
pub fn find<'a>(limits: &'a [LimitSeed], asked: &Asked) -> Vec<Found<'a>> {
    let applying: Vec<&LimitSeed> = limits.iter().filter(|it| applies(it, asked)).collect();
    let has_own = applying.iter().any(|it| is_of_industry(it));
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&LimitSeed>> = BTreeMap::new();
    let mut found = Vec::new();
    for limit in applying {
        if has_own && !is_of_industry(limit) && limit.level == "NATIONAL" {
            let why = "这个行业有自己的排放标准，国家综合排放标准不再适用".to_owned();
            found.push(Found { limit, standing: LimitStanding::SetAside, why });
        } else {
            let statistic = limit.statistic.as_deref().unwrap_or("");
            let discharge = limit.discharge.as_deref().unwrap_or("");
            let key = match asked.discharge {
                Some(_) => (limit.unit.as_str(), statistic, ""),
                None => (limit.unit.as_str(), statistic, discharge),
            };
            groups.entry(key).or_default().push(limit);
        }
    }
    for group in groups.into_values() {
        found.extend(ranked(group));
    }
    found.sort_by_key(|it| it.standing);
    found
}

/// The limits of one unit in their order, the strictest first.
fn ranked(mut group: Vec<&LimitSeed>) -> Vec<Found<'_>> {
    group.sort_by(|one, other| {
        stricter(one, other)
            .then(one.condition.is_some().cmp(&other.condition.is_some()))
            .then(one.standard.cmp(&other.standard))
    });
    let best = group.iter().position(|it| it.condition.is_none());
    let mut found: Vec<Found<'_>> = Vec::new();
    for (at, limit) in group.iter().enumerate() {
        let is_conditional = limit.condition.is_some();
        let strictest = best.map_or_else(|| group.first(), |it| group.get(it));
        let is_as_strict = strictest.is_none_or(|it| stricter(limit, it) != Ordering::Greater);
        let (standing, why) = match best {
            Some(best) if at == best => {
                (LimitStanding::Strictest, "不附条件的限值里最严的一个".to_owned())
            }
            Some(_) | None if is_conditional && is_as_strict => {
                (LimitStanding::StrictestIf, "只在所写条件满足时适用，满足时按此执行".to_owned())
            }
            _ => {
                let other = strictest.map_or("", |it| it.standard.as_str());
                (LimitStanding::Looser, format!("{other} 的限值更严或相同"))
            }
        };
        found.push(Found { limit, standing, why });
    }
    found
}

/// Which is stricter: the lower value; of ranges the narrower one.
fn stricter(one: &LimitSeed, other: &LimitSeed) -> Ordering {
    let number = |text: &str| text.parse::<f64>().unwrap_or(f64::MAX);
    let key = |it: &LimitSeed| match &it.value_max {
        Some(most) => number(most) - number(&it.value),
        None => number(&it.value),
    };
    key(one).total_cmp(&key(other))
}

fn applies(limit: &LimitSeed, asked: &Asked) -> bool {
    is_pollutant(limit, &asked.pollutant)
        && limit.from <= asked.on
        && limit.to.is_none_or(|it| it > asked.on)
        && holds_in(limit, &asked.region)
        && asked.industry.as_deref().is_none_or(|it| is_for(limit, it))
        && asked.discharge.is_none_or(|it| goes(limit, it))
}

fn goes(limit: &LimitSeed, asked: Discharge) -> bool {
    limit.discharge.as_deref().is_none_or(|it| match asked {
        Discharge::Direct => it == "DIRECT",
        Discharge::Indirect => it == "INDIRECT",
    })
}

/// A limit of a special area that names no place may hold anywhere: its condition says so.
fn holds_in(limit: &LimitSeed, region: &RegionCode) -> bool {
    let is_within = |place: &String| region.as_str().starts_with(place.as_str());
    match (&limit.place, limit.places.as_slice()) {
        (_, places) if !places.is_empty() => places.iter().any(is_within),
        (Some(place), _) => is_within(place),
        (None, _) => true,
    }
}

fn is_of_industry(limit: &LimitSeed) -> bool {
    !limit.industries.is_empty()
}

/// What was typed, without blanks, in half-width capitals.
fn folded(text: &str) -> String {
    let half = text.chars().map(kernel::text::half_width);
    half.filter(|it| !it.is_whitespace()).collect::<String>().to_uppercase()
}

fn is_pollutant(limit: &LimitSeed, asked: &str) -> bool {
    let asked = folded(asked);
    if asked.is_empty() {
        return false;
    }
    let called = POLLUTANTS.iter().find(|(it, _)| *it == asked).map(|(_, code)| *code);
    folded(&limit.pollutant_code) == asked
        || folded(&limit.pollutant) == asked
        || called.is_some_and(|it| it == limit.pollutant_code)
}

/// A limit without industries is for all.
fn is_for(limit: &LimitSeed, asked: &str) -> bool {
    if !is_of_industry(limit) {
        return true;
    }
    let asked = folded(asked);
    let is_code = asked.chars().next().is_some_and(|it| it.is_ascii_uppercase())
        && asked.chars().skip(1).all(|it| it.is_ascii_digit());
    if is_code {
        let is_near = |code: &String| asked.starts_with(code.as_str()) || code.starts_with(&asked);
        return limit.industry_codes.iter().any(is_near);
    }
    let called = CALLED.iter().find(|(it, _)| *it == asked).map_or(asked.as_str(), |(_, it)| it);
    limit.industries.iter().any(|it| it.contains(called) || called.contains(it.as_str()))
}

/// The pollutants there are limits for, those with most limits first: name, short name, how many.
pub fn pollutants(limits: &[LimitSeed]) -> Vec<(String, String, usize)> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for it in limits {
        *counts.entry((&it.pollutant, &it.pollutant_code)).or_default() += 1;
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    all.into_iter().map(|((name, code), count)| (name.to_owned(), code.to_owned(), count)).collect()
}

/// The industries there are limits for, by name.
pub fn industries(limits: &[LimitSeed]) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> =
        limits.iter().flat_map(|it| &it.industries).collect();
    names.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(value: &str, standard: &str) -> LimitSeed {
        LimitSeed {
            pollutant: "化学需氧量".into(),
            pollutant_code: "COD".into(),
            medium: "WATER".into(),
            value: value.into(),
            value_max: None,
            unit: "mg/L".into(),
            statistic: None,
            industries: vec!["纺织染整".into(), "印染".into()],
            industry_codes: vec!["C1713".into()],
            discharge: Some("DIRECT".into()),
            condition: None,
            applies_to: "ALL".into(),
            place: None,
            places: Vec::new(),
            from: "2013-01-01".parse().expect("a day"),
            to: None,
            standard: standard.into(),
            standard_title: "样标准".into(),
            clause: "表1".into(),
            level: "NATIONAL".into(),
            verified: true,
            source_note: String::new(),
        }
    }

    fn asked() -> Asked {
        Asked {
            pollutant: "cod".into(),
            industry: Some("印染".into()),
            discharge: Some(Discharge::Direct),
            region: RegionCode::parse("320509").expect("a division"),
            on: "2026-11-22".parse().expect("a day"),
        }
    }

    fn read(limits: &[LimitSeed], asked: &Asked) -> Vec<(String, LimitStanding)> {
        find(limits, asked).into_iter().map(|it| (it.limit.standard.clone(), it.standing)).collect()
    }

    #[test]
    fn the_strictest_that_applies_wins_and_the_others_say_why_not() {
        let general = LimitSeed { industries: Vec::new(), ..limit("40", "GB 8978") };
        let local =
            LimitSeed { place: Some("32".into()), level: "LOCAL".into(), ..limit("60", "DB32") };
        let elsewhere = LimitSeed { place: Some("33".into()), ..limit("10", "DB33") };
        let over = LimitSeed { to: "2020-01-01".parse().ok(), ..limit("5", "旧") };
        let indirect = LimitSeed { discharge: Some("INDIRECT".into()), ..limit("20", "间接") };
        let all = [limit("80", "GB 4287"), general, local, elsewhere, over, indirect];

        let found = read(&all, &asked());

        let expected = [
            ("DB32".to_owned(), LimitStanding::Strictest),
            ("GB 4287".to_owned(), LimitStanding::Looser),
            ("GB 8978".to_owned(), LimitStanding::SetAside),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_condition_is_never_taken_as_met() {
        let special = LimitSeed {
            condition: Some("特别排放限值地区".into()),
            ..limit("50", "特别")
        };
        let looser = LimitSeed { condition: Some("现有企业".into()), ..limit("100", "现有") };
        let found = read(&[limit("80", "一般"), special.clone(), looser], &asked());
        let expected = [
            ("一般".to_owned(), LimitStanding::Strictest),
            ("特别".to_owned(), LimitStanding::StrictestIf),
            ("现有".to_owned(), LimitStanding::Looser),
        ];
        assert_eq!(found, expected);
        assert_eq!(read(&[special], &asked())[0].1, LimitStanding::StrictestIf);
    }

    #[test]
    fn what_is_measured_otherwise_is_not_compared() {
        let load = LimitSeed { unit: "kg/h".into(), ..limit("1", "速率") };
        let daily = LimitSeed { statistic: Some("日均值".into()), ..limit("60", "日均") };
        let found = read(&[limit("80", "浓度"), load, daily], &asked());
        assert!(found.iter().all(|it| it.1 == LimitStanding::Strictest), "{found:?}");
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn industries_are_found_by_what_people_call_them_and_by_code() {
        let it = limit("80", "样");
        for name in ["印染", "纺织染整", "纺织", "C17", "c1713", "C17131"] {
            assert!(is_for(&it, name), "{name}");
        }
        for name in ["电镀", "C2641", "D462"] {
            assert!(!is_for(&it, name), "{name}");
        }
    }

    #[test]
    fn cod_of_a_dye_works_in_wujiang_has_a_strictest_limit() {
        let limits = seed_data::limits();
        let found = find(&limits, &asked());
        assert_eq!(found[0].limit.standard, "DB32/1072-2018", "{found:?}");
        assert_ne!(found[0].standing, LimitStanding::Looser);
        assert!(found.iter().all(|it| it.limit.pollutant_code == "COD"));
    }
}
