//! How a law is called: its slug, its address, the names people use for it.

use chrono::NaiveDate;

const STATE: &str = "中华人民共和国";
/// Two issuers whom sources part by a blank, a comma, or nothing.
const JOINED: &str = "最高人民法院最高人民检察院";
const JOINT: &str = "最高人民法院、最高人民检察院";

/// What people call a law, by its slug. Only names in wide use; the index finds parts of the
/// title by itself.
const SHORT_NAMES: &[(&str, &[&str])] = &[
    ("生态环境法典", &["环境法典", "法典", "生态法典"]),
    ("环境保护法", &["环保法"]),
    ("环境影响评价法", &["环评法"]),
    ("固体废物污染环境防治法", &["固废法"]),
    ("大气污染防治法", &["大气法"]),
    ("水污染防治法", &["水污法"]),
    ("土壤污染防治法", &["土壤法", "土十条"]),
    ("噪声污染防治法", &["噪声法"]),
    ("放射性污染防治法", &["放污法"]),
    ("海洋环境保护法", &["海环法"]),
    ("环境保护税法", &["环保税法"]),
    ("清洁生产促进法", &["清洁生产法"]),
    ("安全生产法", &["安法", "安全法"]),
    ("长江保护法", &["长江法"]),
    ("行政处罚法", &["处罚法"]),
    ("行政许可法", &["许可法"]),
    ("建设项目环境保护管理条例", &["环评条例"]),
    ("排污许可管理条例", &["排污许可条例"]),
    ("民用航空法", &["航空法"]),
    ("循环经济促进法", &["循环经济法"]),
    ("招标投标法", &["招投标法"]),
    ("突发事件应对法", &["应急法"]),
];

/// A title without its ornament: blanks collapsed, outer book marks dropped.
pub fn clean_title(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.replace("最高人民法院 最高人民检察院", JOINT).replace(JOINED, JOINT);
    match title.strip_prefix('《').and_then(|it| it.strip_suffix('》')) {
        Some(inner) if !inner.contains('《') => inner.to_owned(),
        _ => title,
    }
}

/// The name of a law in addresses, the same for all its dated texts: without the state's name
/// at the head, book marks and blanks, with full-width brackets.
pub fn slug(title: &str) -> String {
    let slug: String = title
        .chars()
        .filter(|it| !it.is_whitespace() && !it.is_control())
        .filter(|it| !"《》〈〉<>/\\@#?%&\"'`\u{feff}\u{200b}".contains(*it))
        .map(|it| match it {
            '(' | '〔' | '[' | '【' => '（',
            ')' | '〕' | ']' | '】' => '）',
            other => other,
        })
        .collect();
    let slug = slug.replace(JOINED, JOINT);
    match slug.strip_prefix(STATE) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => slug,
    }
}

/// The slug a name leads to: the name's own, or that of the law people call so.
pub fn slug_of_name(name: &str) -> String {
    let own = slug(name);
    let called = SHORT_NAMES.iter().find(|(_, names)| names.contains(&own.as_str()));
    called.map_or(own, |(slug, _)| (*slug).to_owned())
}

/// The names a law is looked for by: the title without the state's name, and what people say.
pub fn names(title: &str) -> Vec<String> {
    let slug = slug(title);
    let common = SHORT_NAMES.iter().find(|(it, _)| *it == slug).map_or(&[][..], |(_, it)| it);
    let mut names: Vec<String> = common.iter().map(|it| (*it).to_owned()).collect();
    if slug != title {
        names.insert(0, slug);
    }
    names
}

/// The number of the last order a note names: 国务院令第682号.
pub fn number_in(note: &str) -> Option<String> {
    let stops = |it: char| it.is_whitespace() || "日（(，、。以据由".contains(it);
    note.rmatch_indices('第').find_map(|(at, mark)| {
        let body = &note[..at];
        let from = body
            .rfind(stops)
            .map_or(0, |it| it + body[it..].chars().next().map_or(0, char::len_utf8));
        let body = &body[from..];
        let rest = &note[at + mark.len()..];
        let digits = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        let is_number = digits > 0 && rest[digits..].starts_with('号');
        let is_order = (body.ends_with('令') || body.ends_with("公告"))
            && (3..=40).contains(&body.chars().count());
        let body = body.strip_prefix(STATE).unwrap_or(body);
        (is_number && is_order).then(|| format!("{body}第{}号", &rest[..digits]))
    })
}

/// Reads `slug` or `slug@2014-04-24`, typed or from an address; a full title will do for a slug.
/// None when what follows the `@` is no date.
pub fn parse_reference(text: &str) -> Option<(String, Option<NaiveDate>)> {
    match text.split_once('@') {
        None => Some((slug(text), None)),
        Some((name, date)) => Some((slug(name), Some(date.parse().ok()?))),
    }
}

/// The address of a law: of the text in force (`None`), or of the text of a date.
pub fn law_url(slug: &str, version_on: Option<NaiveDate>) -> String {
    let slug = encode_segment(slug);
    match version_on {
        None => format!("/policies/{slug}"),
        Some(date) => format!("/policies/{slug}@{date}"),
    }
}

/// The address of an article; annexes (number 0) stand on the page of their law.
pub fn article_url(slug: &str, version_on: Option<NaiveDate>, number: i32) -> String {
    let law = law_url(slug, version_on);
    if number > 0 { format!("{law}/{number}") } else { law }
}

/// The words to be found in a text: what stands between blanks, at most five, without the signs that
/// mean something to a database.
pub fn words_in(typed: &str) -> Vec<String> {
    let plain: String = typed.chars().filter(|it| !"%_\\".contains(*it)).take(100).collect();
    plain.split_whitespace().take(5).map(str::to_owned).collect()
}

/// The place of a paragraph (款) or an item (项) on the page of its article: `#k2`, `#k2x3`. An item of
/// an article whose paragraphs were not counted stands in the first.
pub fn anchor(paragraph: Option<i32>, item: Option<i32>) -> String {
    match (paragraph, item) {
        (None, None) => String::new(),
        (paragraph, Some(item)) => format!("#k{}x{item}", paragraph.unwrap_or(1)),
        (Some(paragraph), None) => format!("#k{paragraph}"),
    }
}

/// A path segment by RFC 3986: everything but unreserved characters is percent-encoded.
fn encode_segment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_the_title_without_its_ornament() {
        for (title, expected) in [
            ("中华人民共和国生态环境法典", "生态环境法典"),
            ("《中华人民共和国水法》", "水法"),
            ("中华人民共和国", "中华人民共和国"),
            ("排污许可管理办法(试行)", "排污许可管理办法（试行）"),
            ("中华人民共和国民法典 侵权责任编", "民法典侵权责任编"),
            ("最高人民法院 最高人民检察院关于样的解释", "最高人民法院、最高人民检察院关于样的解释"),
            (
                "全国人民代表大会常务委员会关于《中华人民共和国刑法》第三十条的解释",
                "全国人民代表大会常务委员会关于中华人民共和国刑法第三十条的解释",
            ),
        ] {
            assert_eq!(slug(title), expected);
            assert_eq!(slug(&slug(title)), expected, "a slug is its own slug");
        }
    }

    #[test]
    fn a_reference_may_carry_the_date_of_a_text() {
        let date = NaiveDate::from_ymd_opt(2014, 4, 24);
        assert_eq!(parse_reference("环境保护法"), Some(("环境保护法".into(), None)));
        assert_eq!(
            parse_reference("中华人民共和国环境保护法@2014-04-24"),
            Some(("环境保护法".into(), date))
        );
        assert_eq!(parse_reference("环境保护法@昨天"), None);
    }

    #[test]
    fn addresses_are_percent_encoded() {
        assert_eq!(law_url("水法", None), "/policies/%E6%B0%B4%E6%B3%95");
        assert_eq!(
            article_url("水法", NaiveDate::from_ymd_opt(2016, 7, 2), 12),
            "/policies/%E6%B0%B4%E6%B3%95@2016-07-02/12"
        );
        assert_eq!(article_url("水法", None, 0), law_url("水法", None));
    }

    #[test]
    fn a_law_is_found_by_its_short_names() {
        assert_eq!(names("中华人民共和国环境影响评价法"), ["环境影响评价法", "环评法"]);
        assert_eq!(names("排污许可管理办法"), Vec::<String>::new());
    }

    #[test]
    fn the_number_of_the_last_order_is_found() {
        for (note, number) in [
            ("1998年11月29日 中华人民共和国国务院令第253号发布", Some("国务院令第253号")),
            ("2021年12月11日生态环境部令第24号公布", Some("生态环境部令第24号")),
            ("1998年 国务院令第253号发布 2017年 国务院令第682号修订", Some("国务院令第682号")),
            ("第三次会议通过", None),
            ("根据本令第几号", None),
        ] {
            assert_eq!(number_in(note).as_deref(), number, "{note}");
        }
    }

    #[test]
    fn outer_book_marks_are_dropped_from_titles() {
        assert_eq!(clean_title(" 《中华人民共和国水法》 "), "中华人民共和国水法");
        assert_eq!(clean_title("《甲法》和《乙法》"), "《甲法》和《乙法》");
    }
}
