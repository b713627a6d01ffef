//! What of a row is kept, what tells rows apart, and when a source is stale.

use chrono::{DateTime, Duration, Utc};

kernel::problems! {
    /// Why something about feeds is refused.
    FeedProblem {
        UnknownMapping = "feeds.unknown_mapping", "mapping", "没有这个名称的映射文件";
        MappingLength = "feeds.mapping_length", "mapping", "映射文件不能超过 64 KB";
        MappingForm = "feeds.mapping_form", "mapping", "映射文件读不懂，请检查字段名和引号（格式见导入说明）";
        NothingWaits = "feeds.nothing_waits", "", "这次导入没有待修正的行";
        NotEnded = "feeds.not_ended", "", "这次导入还没有结束，请稍后再试";
        AlreadyDecided = "feeds.already_decided", "", "这一条已经确认过";
    }
}

/// Rows a run puts aside at most (配置值); the rest is counted only.
pub const ROWS_KEPT: usize = 5_000;
/// The longest mapping, in bytes (配置值).
pub const MAPPING_BYTES: usize = 64 * 1024;
/// How often a source is expected that does not say it, in days (配置值).
pub const EVERY_DAYS: i32 = 30;
/// Cells of a row that are kept, and characters of each (配置值).
const CELLS_KEPT: usize = 100;
const CELL_LENGTH: usize = 2_000;
/// What stands in place of what tells a person apart.
const MASK: &str = "***";
/// Parts of headers over what tells a person apart: certificates, legal representatives, telephones.
/// `ZJHM`, `SFZH`, `FRDB` are so called in 双公示.
const PERSONAL: [&str; 12] = [
    "身份证",
    "证件号",
    "证件类型",
    "法定代表人",
    "负责人",
    "联系人",
    "电话",
    "手机",
    "邮箱",
    "zjhm",
    "sfzh",
    "frdb",
];

/// A row as it may be kept: without what tells persons apart, no longer than needed.
pub fn kept(cells: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    let filled = cells.into_iter().filter(|(_, cell)| !cell.trim().is_empty());
    filled
        .take(CELLS_KEPT)
        .map(|(header, cell)| {
            let lower = header.to_lowercase();
            let is_personal = PERSONAL.iter().any(|it| lower.contains(it)) || is_personal(&cell);
            let cell =
                if is_personal { MASK.to_owned() } else { kernel::text::clip(&cell, CELL_LENGTH) };
            (header, cell)
        })
        .collect()
}

/// Whether a cell is the number of a resident or of a mobile telephone and nothing else.
fn is_personal(cell: &str) -> bool {
    let cell = cell.trim();
    let is_mobile = cell.len() == 11 && cell.starts_with('1') && all_digits(cell);
    is_mobile || is_resident(cell)
}

/// 公民身份号码 (GB 11643-1999): 17 digits with a day of birth and a check character.
fn is_resident(cell: &str) -> bool {
    let (Some(body), Some(last)) = (cell.get(..17), cell.get(17..)) else { return false };
    let born = cell.get(6..14).is_some_and(|it| {
        all_digits(it) && chrono::NaiveDate::parse_from_str(it, "%Y%m%d").is_ok()
    });
    let ends = last.len() == 1 && (all_digits(last) || last.eq_ignore_ascii_case("x"));
    // A credit code begins with 1, 5, 9 or a letter and is told apart by its check character.
    all_digits(body) && born && ends && !kernel::credit_code::check(cell).is_valid()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

/// What tells a row of a source apart, as it is kept.
pub fn item_key(parts: &[String]) -> String {
    use sha2::{Digest, Sha256};
    let text = parts.iter().map(|it| kernel::text::normalise_name(it)).collect::<Vec<_>>();
    hex::encode(&Sha256::digest(text.join("\u{1f}"))[..16])
}

/// Whether nothing good has come of a source for longer than it is expected.
pub fn is_stale(good_at: Option<DateTime<Utc>>, every_days: i32, now: DateTime<Utc>) -> bool {
    good_at.is_none_or(|it| now - it > Duration::days(i64::from(every_days)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn what_tells_a_person_apart_is_not_kept() {
        let row = [
            ("CF_XDR_MC", "青浦处置有限公司"),
            ("CF_FR_ZJHM", "随便什么"),
            ("法定代表人", "张三"),
            ("备注", "13812345678"),
            ("其他", "11010519491231002X"),
            ("统一社会信用代码", "913100006072204056"),
            ("空", " "),
        ];
        let cells = kept(row.map(|(header, cell)| (header.to_owned(), cell.to_owned())));
        let cells: Vec<&str> = cells.iter().map(|it| it.1.as_str()).collect();
        assert_eq!(cells, ["青浦处置有限公司", "***", "***", "***", "***", "913100006072204056"]);
    }

    #[test]
    fn rows_are_told_apart_by_all_their_parts_and_not_by_widths() {
        let key = |parts: &[&str]| item_key(&parts.map_owned());
        assert_eq!(key(&["青浦（一）厂", "A1"]), key(&["青浦(一)厂", "Ａ１"]));
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&["a"]).len(), 32);
    }

    trait Owned {
        fn map_owned(&self) -> Vec<String>;
    }
    impl Owned for [&str] {
        fn map_owned(&self) -> Vec<String> {
            self.iter().map(|it| (*it).to_owned()).collect()
        }
    }

    #[test]
    fn a_source_is_stale_when_its_term_is_over() {
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap();
        assert!(is_stale(None, 7, now));
        assert!(!is_stale(Some(now - Duration::days(7)), 7, now));
        assert!(is_stale(Some(now - Duration::days(8)), 7, now));
    }
}
