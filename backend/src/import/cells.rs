//! What single cells of foreign sheets mean.

use chrono::NaiveDate;
use kernel::region::{find_by_name, find_in_address, find_in_address_within};
use kernel::text::clip;
use kernel::{Position, RegionCode};
use knowledge::policies::rules::dates::parse_day;

/// The longest name of a firm, in characters.
const NAME_LIMIT: usize = 100;
/// The longest other text, in characters.
pub(super) const TEXT_LIMIT: usize = 2_000;

/// Words that stand where a firm's name should: "handed to a qualified company".
const NO_FIRM: [&str; 14] = [
    "资质公司",
    "资质的",
    "有资质",
    "资质单位",
    "对应资质",
    "相关单位",
    "交由",
    "交予",
    "交给",
    "委托",
    "待定",
    "暂未",
    "第三方公司",
    "专业公司",
];

/// The name of a firm as given, or why it is none.
pub(super) fn firm_name(given: Option<String>) -> Result<String, String> {
    let Some(name) = given else { return Err("没有名称".into()) };
    let length = name.chars().count();
    if length > NAME_LIMIT {
        return Err(format!("名称超过 {NAME_LIMIT} 个字"));
    }
    if length < 3 {
        return Err("名称太短，不像单位名称".into());
    }
    if name.contains('\u{fffd}') {
        return Err("名称里有读不出的字符，请检查文件的编码".into());
    }
    if NO_FIRM.iter().any(|it| name.contains(it)) {
        return Err("不是单位名称，只说明去向".into());
    }
    let is_amount = name.starts_with(|it: char| it.is_ascii_digit())
        && ["吨由", "吨交", "t由", "千克由"].iter().any(|it| name.contains(it));
    if is_amount {
        return Err("单位名称前混入了数量".into());
    }
    let outside = without_brackets(&name);
    let firms = ["有限公司", "股份公司"].iter().map(|it| outside.matches(it).count());
    if firms.sum::<usize>() > 1 && !outside.ends_with("分公司") {
        return Err("一格里有两家单位，请分成两行".into());
    }
    if !name.chars().any(char::is_alphabetic) {
        return Err("名称里没有文字".into());
    }
    Ok(name)
}

/// A name without what stands in brackets: a place, an earlier name.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    name.chars()
        .filter(|it| {
            match it {
                '(' | '（' => depth += 1,
                ')' | '）' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// A credit code as given, and whether it holds. None when the cell holds no code at all.
pub(super) fn credit_code(given: Option<&str>) -> Option<(String, bool)> {
    let check = kernel::credit_code::check(given?);
    // Codes of 18 characters and the registration numbers of 15 that came before them.
    let is_code = matches!(check.as_str().chars().count(), 15 | 18);
    is_code.then(|| (check.as_str().to_owned(), check.is_valid()))
}

/// Where something lies: by the name of the area when that is one division, else by the address
/// when it is certain, else the division that holds for the whole sheet.
pub(super) fn place(
    area: Option<&str>,
    address: Option<&str>,
    scope: Option<&RegionCode>,
) -> Option<RegionCode> {
    let by_code = |text: &str| RegionCode::parse(text).ok();
    let named = area.and_then(|it| by_code(it).or_else(|| only(&find_by_name(it, scope))));
    match (named, address) {
        (Some(named), Some(address)) => Some(find_in_address_within(address, &named)),
        (Some(named), None) => Some(named),
        (None, Some(address)) => match scope {
            Some(scope) => Some(find_in_address_within(address, scope)),
            None => find_in_address(address),
        },
        (None, None) => scope.cloned(),
    }
}

fn only(found: &[&'static kernel::region::Region]) -> Option<RegionCode> {
    match found {
        [one] => Some(one.code.clone()),
        _ => None,
    }
}

/// The parts of a cell that lists several things: `废气,土壤、危废`.
pub(super) fn list(cell: Option<String>) -> Vec<String> {
    let Some(cell) = cell else { return Vec::new() };
    let mut parts: Vec<String> = Vec::new();
    for part in cell.split([',', '，', '、', ';', '；', '|', '\n']) {
        let part = part.trim();
        if !part.is_empty() && !parts.iter().any(|it| it == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

/// A day as sheets write it; a bare number is a workbook's count of days since 1899-12-30. None
/// for what says no day (长期).
pub(super) fn day(cell: Option<&str>) -> Option<NaiveDate> {
    let cell = cell?;
    if let Some(day) = parse_day(cell) {
        return Some(day);
    }
    let serial: i64 = cell.parse().ok().filter(|it| (20_000..80_000).contains(it))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::TimeDelta::days(serial))
}

/// What stands over degrees east.
pub(super) const LONGITUDE: &[&str] = &["经度", "地理坐标(经度)", "中心经度"];
/// What stands over degrees north.
pub(super) const LATITUDE: &[&str] = &["纬度", "地理坐标(纬度)", "中心纬度"];

/// Degrees east, when they can lie in China.
pub(super) fn longitude(cell: Option<&str>) -> Option<f64> {
    cell?.parse().ok().filter(|it| (73.0..=136.0).contains(it))
}

/// Degrees north, when they can lie in China.
pub(super) fn latitude(cell: Option<&str>) -> Option<f64> {
    cell?.parse().ok().filter(|it| (3.0..=54.0).contains(it))
}

/// Both, or nothing.
pub(super) fn position(east: Option<&str>, north: Option<&str>) -> Option<Position> {
    Position::new(longitude(east)?, latitude(north)?)
}

/// A whole number with the words around it left out: `约120人`.
pub(super) fn count(cell: Option<&str>) -> Option<i32> {
    let digits: String = cell?.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// A text within the limit.
pub(super) fn text(cell: Option<String>) -> Option<String> {
    cell.map(|it| clip(&it, TEXT_LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_firms_are_refused() {
        let refused = |name: &str| firm_name(Some(name.to_owned())).is_err();
        for name in [
            "交有危废处理资质公司",
            "交予有资质的环保公司",
            "有对应资质的环保公司",
            "1.7吨由集惠瑞曼迪斯（上海）环保科技发展有限公司",
            "上海天汉环境资源有限公司上海绿邹环保工程有限公司",
            "上海奕茂环境科技有限公司及上海巨浪环保有限公司",
            "12",
            "12345",
        ] {
            assert!(refused(name), "{name}");
        }
        for name in [
            "上海宝钢磁业有限公司盛旦环保科技分公司",
            "3M中国有限公司",
            "上海市固体废物处置中心",
            "浙江富阳申能公司",
            "上海杰祥禽蛋有限公司（杰祥禽蛋有限公司）",
        ] {
            assert!(!refused(name), "{name}");
        }
        assert!(firm_name(None).is_err());
    }

    #[test]
    fn codes_are_kept_with_a_mark_and_remarks_are_no_codes() {
        assert_eq!(
            credit_code(Some("9131 0000607220405 6")),
            Some(("913100006072204056".into(), true))
        );
        let wrong = credit_code(Some("913101187639622407"));
        assert!(wrong.is_some_and(|(_, is_valid)| !is_valid));
        assert_eq!(credit_code(Some("办理中")), None);
        assert_eq!(credit_code(None), None);
    }

    #[test]
    fn a_place_follows_from_area_address_and_scope() {
        let shanghai = RegionCode::parse("31").expect("a province");
        let code =
            |area, address| place(area, address, Some(&shanghai)).map(|it| it.as_str().to_owned());
        assert_eq!(code(Some("青浦区"), None).as_deref(), Some("310118"));
        assert_eq!(code(Some("310118"), None).as_deref(), Some("310118"));
        assert_eq!(code(Some("上海化工区"), None).as_deref(), Some("31"));
        assert_eq!(
            code(Some("上海化工区"), Some("上海市金山区某路1号")).as_deref(),
            Some("310116")
        );
        assert_eq!(code(None, None).as_deref(), Some("31"));
        assert_eq!(place(Some("普陀区"), None, None), None);
        assert_eq!(place(None, None, None), None);
    }

    #[test]
    fn single_cells_are_read() {
        assert_eq!(list(Some("废气,土壤、危废，废气".into())), ["废气", "土壤", "危废"]);
        let day = |cell| day(Some(cell)).map(|it| it.to_string());
        assert_eq!(day("2018-12-31").as_deref(), Some("2018-12-31"));
        assert_eq!(day("43465").as_deref(), Some("2018-12-31"));
        assert_eq!(day("长期"), None);
        assert_eq!(longitude(Some("121.41")), Some(121.41));
        assert_eq!(longitude(Some("31.1")), None);
        assert_eq!(position(Some("121.41"), Some("-")), None);
        assert_eq!(count(Some("约120人")), Some(120));
        assert_eq!(count(Some("若干")), None);
    }
}
