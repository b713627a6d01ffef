//! Reads the division out of an address as people and sheets write it.
//!
//! Names are taken from the left, each within the one before it, and only when they are certain:
//! a whole name, or a name without its ending (吴江) that is not the beginning of a road's name.

use super::{Region, RegionCode, RegionLevel, table::TABLE};
use crate::text::normalise_name;

/// Characters of an address that are read; a division stands at its beginning.
const LONGEST_ADDRESS: usize = 120;

/// The longest name in the table is shorter than this, in characters.
const LONGEST_NAME: usize = 24;

/// Provinces that are not ours, by how their names begin: an address there has no division here.
const ELSEWHERE: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "台湾",
    "香港",
    "澳门",
];

/// Whether an address begins with a province that is not ours.
#[must_use]
pub fn is_elsewhere(address: &str) -> bool {
    ELSEWHERE.iter().any(|name| address.starts_with(name))
}

/// A division reached and the text behind its name.
type Step<'text> = (&'static Region, &'text str);

/// The deepest division that an address names with certainty; None when there is none, when it
/// lies in another province, or when the name could be of several.
#[must_use]
pub fn find_in_address(address: &str) -> Option<RegionCode> {
    let address = tidy(address);
    descend(None, &address).map(|(region, _)| region.code.clone())
}

/// Like [`find_in_address`] for an address of which it is known that it lies in `scope`, as when
/// a sheet has a column for the district: at least `scope` itself, deeper when the address says so.
#[must_use]
pub fn find_in_address_within(address: &str, scope: &RegionCode) -> RegionCode {
    let address = tidy(address);
    if let Some((region, _)) = descend(None, &address)
        && scope.contains(&region.code)
    {
        return region.code.clone();
    }
    super::find(scope.as_str())
        .and_then(|region| descend(Some(region), &address))
        .map_or_else(|| scope.clone(), |(region, _)| region.code.clone())
}

/// The division whose full name, from the province or from any division on, is the whole text.
pub(super) fn whole_name(name: &str) -> Option<&'static Region> {
    match descend(None, name) {
        Some((region, "")) => Some(region),
        _ => None,
    }
}

fn tidy(address: &str) -> String {
    let clipped: String = address.chars().take(LONGEST_ADDRESS).collect();
    normalise_name(&clipped)
}

/// Follows names downwards from `scope`. None when not even one step is certain.
fn descend<'text>(scope: Option<&'static Region>, text: &'text str) -> Option<Step<'text>> {
    let text = skip_repetition(scope, text);
    if scope.is_none() && is_elsewhere(text) {
        return None;
    }
    let mut reached: Vec<Step<'text>> = Vec::new();
    for (region, rest) in whole_names(scope, text) {
        reached.push(descend(Some(region), rest).unwrap_or((region, rest)));
    }
    if reached.is_empty() {
        for (region, rest) in stems(scope, text) {
            let deeper = descend(Some(region), rest);
            let is_certain = scope.is_some() || region.level == RegionLevel::Province;
            reached.extend(deeper.or(is_certain.then_some((region, rest))));
        }
    }
    if reached.is_empty()
        && let Some(county) = scope.filter(|region| region.level == RegionLevel::County)
    {
        reached.extend(town_further_on(county, text));
    }
    let deepest = reached.iter().map(|(region, _)| region.level).max()?;
    let mut deepest = reached.into_iter().filter(|(region, _)| region.level == deepest);
    match (deepest.next(), deepest.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Drops what stands between two names: signs, the placeholder, and names said twice
/// (上海市上海市青浦区).
fn skip_repetition<'text>(scope: Option<&'static Region>, text: &'text str) -> &'text str {
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_start_matches([',', '，', '、', '.', '-', '/', '·', ':', '(', ')']);
        rest = match scope {
            None => rest.strip_prefix("中国").unwrap_or(rest),
            Some(_) => rest.strip_prefix("市辖区").unwrap_or(rest),
        };
        for code in scope.iter().flat_map(|region| region.code.path()) {
            if let Some(region) = super::find(code.as_str()) {
                rest = rest.strip_prefix(region.name.as_str()).unwrap_or(rest);
            }
        }
        if rest == before {
            return rest;
        }
    }
}

/// The divisions in `scope` whose whole name begins the text; of several lengths the longest.
/// Towns need a scope: their names alone are not unique in the country.
fn whole_names<'text>(scope: Option<&Region>, text: &'text str) -> Vec<Step<'text>> {
    longest_head(text, |head| {
        TABLE
            .named(head)
            .filter(|region| is_below(scope, region))
            .filter(|region| scope.is_some() || region.level < RegionLevel::Town)
            .collect()
    })
}

/// The divisions above towns whose name without its ending begins the text, unless it is the
/// beginning of a road's name (青浦路).
fn stems<'text>(scope: Option<&Region>, text: &'text str) -> Vec<Step<'text>> {
    let found = longest_head(text, |head| {
        TABLE
            .stemmed(head)
            .filter(|region| is_below(scope, region) && region.level < RegionLevel::Town)
            .collect()
    });
    let is_road = |rest: &str| {
        rest.chars()
            .take(2)
            .any(|character| matches!(character, '路' | '街' | '道' | '弄' | '巷' | '桥'))
    };
    found.into_iter().filter(|(_, rest)| !is_road(rest)).collect()
}

/// Asks `look_up` for ever shorter beginnings of the text until one is known.
fn longest_head<'text>(
    text: &'text str,
    look_up: impl Fn(&str) -> Vec<&'static Region>,
) -> Vec<Step<'text>> {
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(start, character)| start + character.len_utf8())
        .take(LONGEST_NAME)
        .collect();
    for end in ends.into_iter().skip(1).rev() {
        let (head, rest) = text.split_at(end);
        let found = look_up(head);
        if !found.is_empty() {
            return found.into_iter().map(|region| (region, rest)).collect();
        }
    }
    Vec::new()
}

/// A town of the county that the text names later on, behind a road or an industrial park.
fn town_further_on<'text>(county: &Region, text: &'text str) -> Vec<Step<'text>> {
    super::children(Some(&county.code))
        .into_iter()
        .filter(|town| ["镇", "乡", "街道"].iter().any(|ending| town.name.ends_with(ending)))
        .filter_map(|town| {
            let (_, rest) = text.split_once(town.name.as_str())?;
            let is_road = rest.starts_with(['路', '街', '大', '中', '东', '西', '南', '北'])
                && rest.chars().take(3).any(|character| matches!(character, '路' | '街' | '道'));
            (!is_road).then_some((town, rest))
        })
        .collect()
}

fn is_below(scope: Option<&Region>, region: &Region) -> bool {
    scope.is_none_or(|scope| scope.level < region.level && scope.code.contains(&region.code))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::region::{all, full_name};

    fn found(address: &str) -> Option<String> {
        find_in_address(address).map(|code| full_name(&code))
    }

    #[test]
    fn the_deepest_certain_division_is_found() {
        for (address, expected) in [
            ("上海市青浦区华新镇纪鹤公路1988号", "上海市青浦区华新镇"),
            ("上海市 青浦区 华新镇", "上海市青浦区华新镇"),
            ("上海青浦华新镇", "上海市青浦区华新镇"),
            ("上海市上海市青浦区崧泽大道9881号", "上海市青浦区"),
            ("中国上海市市辖区青浦区朱家角镇", "上海市青浦区朱家角镇"),
            ("青浦区金泽镇莲金路", "上海市青浦区金泽镇"),
            ("江苏省苏州市吴江区盛泽镇", "江苏省苏州市吴江区盛泽镇"),
            ("苏州市吴江区汾湖大道", "江苏省苏州市吴江区"),
            ("苏州吴江区汾湖大道", "江苏省苏州市吴江区"),
            ("江苏吴江盛泽镇", "江苏省苏州市吴江区盛泽镇"),
            ("江苏省昆山市花桥镇", "江苏省苏州市昆山市花桥镇"),
            ("江苏省盛泽镇西二环路", "江苏省苏州市吴江区盛泽镇"),
            ("浙江省嘉兴市嘉善县西塘镇南苑路", "浙江省嘉兴市嘉善县西塘镇"),
            ("浙江嘉善", "浙江省嘉兴市嘉善县"),
            ("上海市浦东新区张江高科技园区郭守敬路", "上海市浦东新区张江高科技园区"),
            ("上海市青浦区工业园区久远路（华新镇）", "上海市青浦区华新镇"),
            ("普陀区沈家门街道", "浙江省舟山市普陀区沈家门街道"),
            ("上海市普陀区真如镇街道", "上海市普陀区真如镇街道"),
            ("上海市宝山路123号", "上海市"),
            ("上海市静安寺路1号", "上海市"),
            ("江苏省鼓楼区1号", "江苏省"),
            ("上海", "上海市"),
            ("中国（上海）自由贸易试验区富特北路23号", "上海市"),
        ] {
            assert_eq!(found(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_guessed() {
        for address in [
            "",
            "南京东路100号",
            "江苏路88号",
            "鼓楼区中山路",
            "福建省福州市鼓楼区",
            "安徽省合肥市",
            "盛泽镇",
            "北京市朝阳区",
            "绿色工业园",
        ] {
            assert_eq!(found(address), None, "{address}");
        }
    }

    #[test]
    fn a_known_district_is_kept_and_deepened() {
        for (address, scope, expected) in [
            ("华新镇纪鹤公路1988号", "310118", "上海市青浦区华新镇"),
            ("纪鹤公路1988号", "310118", "上海市青浦区"),
            ("上海市闵行区莘庄镇", "310118", "上海市青浦区"),
            ("上海市青浦区华新镇", "31", "上海市青浦区华新镇"),
        ] {
            let scope = RegionCode::parse(scope).expect("exists");
            let code = find_in_address_within(address, &scope);
            assert_eq!(full_name(&code), expected, "{address}");
        }
    }

    #[test]
    fn every_full_name_leads_back_to_its_division() {
        for region in all().iter().filter(|region| !region.is_placeholder()) {
            let name = full_name(&region.code);
            let code = find_in_address(&name).expect("a full name is certain");
            assert!(
                full_name(&code) == name || code.contains(&region.code),
                "{name} was read as {code}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_address_makes_the_reader_panic(address in "[上海市青浦区江苏州吴镇路\\PC]{0,60}") {
            let _ = find_in_address(&address);
        }
    }
}
