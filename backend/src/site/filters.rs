//! What templates may call: dates, clocks, money and numbers as people here write them, marked
//! snippets, words for enum values. All pure.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Timelike, Utc};
use kernel::{Fen, clock::china_time};
use minijinja::{Environment, Error, ErrorKind, Value};

use super::words;

/// Below this much time left a clock calls for attention.
const SOON_HOURS: i64 = 48;

/// Adds everything to the environment.
pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("date", date);
    env.add_filter("day", day);
    env.add_filter("moment", moment);
    env.add_filter("left", left);
    env.add_filter("money", money);
    env.add_filter("number", number);
    env.add_filter("score", score);
    env.add_filter("mark", mark);
    env.add_filter("excerpt", excerpt);
    env.add_filter("paragraphs", paragraphs);
    env.add_filter("word", word);
    env.add_filter("badge", |value: &str| words::badge(value));
    env.add_filter("category", category);
    env.add_filter("around", around);
    env.add_filter("citation", citation);
    env.add_filter("linked", super::linked::block);
    env.add_test("soon", is_soon);
    env.add_test("past", is_past);
}

fn wrong(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
}

fn instant(text: &str) -> Result<DateTime<Utc>, Error> {
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| wrong("not an instant"))
}

fn china_date(text: &str) -> Result<NaiveDate, Error> {
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date),
        Err(_) => Ok(instant(text)?.with_timezone(&china_time()).date_naive()),
    }
}

/// `2026年11月21日`, of a date or an instant (in China's time).
fn date(text: &str) -> Result<String, Error> {
    let date = china_date(text)?;
    Ok(format!("{}年{}月{}日", date.year(), date.month(), date.day()))
}

/// `2026-11-21`, for `datetime` attributes.
fn day(text: &str) -> Result<String, Error> {
    china_date(text).map(|date| date.to_string())
}

/// `2026年11月27日 17:00`, in China's time.
fn moment(text: &str) -> Result<String, Error> {
    let at = instant(text)?.with_timezone(&china_time());
    Ok(format!("{} {:02}:{:02}", date(text)?, at.hour(), at.minute()))
}

/// What is left until an instant: `剩 7 天`, `剩 1 天 6 小时`, `剩 50 分钟`, `已截止`.
fn left(until: &str, now: &str) -> Result<String, Error> {
    let left = instant(until)? - instant(now)?;
    let (days, hours) = (left.num_days(), left.num_hours());
    Ok(if left <= Duration::zero() {
        "已截止".to_owned()
    } else if hours >= SOON_HOURS {
        format!("剩 {days} 天")
    } else if days > 0 && hours > days * 24 {
        format!("剩 {days} 天 {} 小时", hours - days * 24)
    } else if hours > 0 {
        format!("剩 {hours} 小时")
    } else {
        format!("剩 {} 分钟", left.num_minutes().max(1))
    })
}

/// Less than two days are left.
fn is_soon(until: &str, now: &str) -> Result<bool, Error> {
    let left = instant(until)? - instant(now)?;
    Ok(left > Duration::zero() && left.num_hours() < SOON_HOURS)
}

/// The instant has come, or the day has gone by.
fn is_past(until: &str, now: &str) -> Result<bool, Error> {
    match until.parse::<NaiveDate>() {
        Ok(day) => Ok(day < china_date(now)?),
        Err(_) => Ok(instant(until)? <= instant(now)?),
    }
}

/// An amount of the schema (`{ fen }`) with its unit; nothing for null.
fn money(amount: &Value) -> Result<String, Error> {
    if amount.is_none() {
        return Ok(String::new());
    }
    let fen = amount.get_attr("fen")?.as_i64();
    fen.map(|fen| Fen(fen).to_human()).ok_or_else(|| wrong("not an amount"))
}

/// `1,234`, `-0.5`, `12,000.25`: groups of three, two decimals at most and no empty ones.
fn number(value: &Value) -> Result<String, Error> {
    if let Some(whole) = value.as_i64() {
        return Ok(grouped(&whole.to_string()));
    }
    let fraction = f64::try_from(value.clone())?;
    let text = format!("{fraction:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Ok(grouped(text))
}

/// Points with one decimal: `88.6`.
fn score(value: f64) -> String {
    format!("{value:.1}")
}

fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A search snippet: escaped HTML in which hits stand in `<mark>`. Anything else that looks like
/// a tag means that it was not escaped, and then it is, here.
fn mark(snippet: &str) -> Value {
    let bare = snippet.replace("<mark>", "").replace("</mark>", "");
    if bare.contains(['<', '>', '"']) {
        Value::from(snippet)
    } else {
        Value::from_safe_string(snippet.to_owned())
    }
}

/// The first characters of a text on one line, with an ellipsis where it was cut.
fn excerpt(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    kernel::text::clip(&line, limit)
}

/// The lines of a text that hold something.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The Chinese word for an enum value: `law.status|word("LawStatus")`.
fn word(value: &str, kind: &str) -> Result<&'static str, Error> {
    words::word(kind, value).ok_or_else(|| wrong("an enum value without a word"))
}

/// Looks a code up in the tree of service categories; none when it is not there.
fn category(tree: &Value, code: &str) -> Result<Value, Error> {
    for node in tree.try_iter()? {
        if node.get_attr("code")?.as_str() == Some(code) {
            return Ok(node);
        }
        let below = node.get_attr("children")?;
        if !below.is_undefined() {
            let found = category(&below, code)?;
            if !found.is_none() {
                return Ok(found);
            }
        }
    }
    Ok(Value::from(()))
}

/// The part of a law's contents that is worth showing beside one article: the top level, and
/// below it only what belongs to the part or chapter the article stands in.
fn around(contents: &Value, standing_in: &Value) -> Result<Vec<Value>, Error> {
    let here: Vec<String> =
        standing_in.try_iter()?.filter_map(|title| title.as_str().map(str::to_owned)).collect();
    let entries: Vec<(i64, String, Value)> = contents
        .try_iter()?
        .map(|entry| {
            let level = entry.get_attr("level")?.as_i64().unwrap_or_default();
            let title = entry.get_attr("title")?.to_string();
            Ok((level, title, entry))
        })
        .collect::<Result<_, Error>>()?;
    let top = entries.iter().map(|(level, ..)| *level).min().unwrap_or(0);
    let mut is_inside = false;
    let mut shown = Vec::new();
    for (level, title, entry) in entries {
        if level == top {
            is_inside = here.first() == Some(&title);
        }
        if level == top || is_inside {
            shown.push(entry);
        }
    }
    Ok(shown)
}

/// An article to be quoted, as plain text: title, words, status, the day it was read, address.
pub(super) fn citation(article: &Value, now: &str, base: &str) -> Result<String, Error> {
    let law = article.get_attr("law")?;
    let text = |of: &Value, name: &str| -> Result<Option<String>, Error> {
        let value = of.get_attr(name)?;
        Ok((!value.is_none()).then(|| value.to_string()))
    };
    let need = |of: &Value, name: &str| -> Result<String, Error> {
        text(of, name)?.ok_or_else(|| wrong("an article without a text or a title"))
    };
    let number = text(&law, "number")?.map_or_else(String::new, |number| format!("（{number}）"));
    let version = match text(&law, "versionOn")? {
        Some(day) => format!("{}文本，", date(&day)?),
        None => String::new(),
    };
    Ok(format!(
        "《{}》{}{number}：\n{}\n（{}，{version}{}查阅，{base}{}）\n",
        need(&law, "title")?,
        need(article, "label")?,
        need(article, "text")?.trim(),
        word(&need(&law, "status")?, "LawStatus")?,
        date(now)?,
        need(article, "url")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    const NOW: &str = "2026-11-21T02:00:00Z";

    #[test]
    fn dates_are_written_in_full_and_instants_in_chinas_time() {
        assert_eq!(date("2026-11-01").expect("a date"), "2026年11月1日");
        assert_eq!(date("2026-11-20T18:30:00Z").expect("an instant"), "2026年11月21日");
        assert_eq!(day("2026-11-20T18:30:00Z").expect("an instant"), "2026-11-21");
        assert_eq!(moment("2026-11-27T09:00:00Z").expect("an instant"), "2026年11月27日 17:00");
        assert!(date("soon").is_err());
    }

    #[test]
    fn a_clock_says_what_is_left() {
        let check = |until: &str, words: &str| {
            assert_eq!(left(until, NOW).expect("instants"), words, "{until}");
        };

        check("2026-11-28T09:00:00Z", "剩 7 天");
        check("2026-11-23T02:00:00Z", "剩 2 天");
        check("2026-11-22T08:00:00Z", "剩 1 天 6 小时");
        check("2026-11-22T02:30:00Z", "剩 24 小时");
        check("2026-11-21T05:30:00Z", "剩 3 小时");
        check("2026-11-21T02:50:00Z", "剩 50 分钟");
        check("2026-11-21T02:00:10Z", "剩 1 分钟");
        check("2026-11-21T02:00:00Z", "已截止");
    }

    #[test]
    fn less_than_two_days_is_soon_and_a_day_is_past_when_it_is_over() {
        assert!(is_soon("2026-11-22T02:00:00Z", NOW).expect("instants"));
        assert!(!is_soon("2026-11-23T02:00:00Z", NOW).expect("instants"));
        assert!(!is_soon("2026-11-20T02:00:00Z", NOW).expect("instants"));
        assert!(is_past("2026-11-21T02:00:00Z", NOW).expect("instants"));
        assert!(is_past("2026-11-20", NOW).expect("dates"));
        assert!(!is_past("2026-11-21", NOW).expect("dates"));
    }

    #[test]
    fn money_carries_its_unit() {
        let check = |fen: i64, words: &str| {
            assert_eq!(money(&context! { fen }).expect("an amount"), words);
        };

        check(86_000_000, "86 万元");
        check(230_000, "2,300 元");
        assert_eq!(money(&Value::from(())).expect("null"), "");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        let check = |value: Value, words: &str| {
            assert_eq!(number(&value).expect("a number"), words);
        };

        check(Value::from(0), "0");
        check(Value::from(999), "999");
        check(Value::from(26_196), "26,196");
        check(Value::from(-1_234_567), "-1,234,567");
        check(Value::from(4140.0), "4,140");
        check(Value::from(0.5), "0.5");
        check(Value::from(12_000.256), "12,000.26");
    }

    #[test]
    fn a_snippet_keeps_its_marks_and_nothing_else() {
        let good = "含 <mark>HW09</mark> &lt;三&gt; 个代码";

        assert!(mark(good).is_safe());
        assert!(!mark("<mark>x</mark><script>").is_safe());
        assert!(!mark("<mark onclick=1>x</mark>").is_safe());
    }

    #[test]
    fn an_excerpt_is_one_line() {
        assert_eq!(excerpt("一二\n 三", 10), "一二 三");
        assert!(excerpt("一二三四五六", 3).chars().count() <= 4);
    }

    #[test]
    fn a_category_is_found_at_any_depth() {
        let tree = Value::from(vec![context! {
            code => "waste", name => "固废处置",
            children => vec![context! { code => "hazardous", name => "危险废物", children => Vec::<Value>::new() }],
        }]);

        let found = category(&tree, "hazardous").expect("a tree");
        assert_eq!(found.get_attr("name").expect("a name").to_string(), "危险废物");
        assert!(category(&tree, "none").expect("a tree").is_none());
    }

    #[test]
    fn a_citation_names_the_text_its_status_and_the_day() {
        let article = context! {
            label => "第三条", text => "一。\n二。", url => "/policies/x/3",
            law => context! {
                title => "某法", number => Value::from(()), status => "IN_FORCE",
                versionOn => "2026-08-15",
            },
        };

        assert_eq!(
            citation(&article, NOW, "https://example.org").expect("an article"),
            "《某法》第三条：\n一。\n二。\n（现行有效，2026年8月15日文本，2026年11月21日查阅，\
             https://example.org/policies/x/3）\n"
        );
    }

    #[test]
    fn contents_beside_an_article_open_only_its_own_part() {
        let entry = |level: i64, title: &str| context! { level, title };
        let contents = Value::from(vec![
            entry(1, "第一编"),
            entry(2, "第一章"),
            entry(1, "第二编"),
            entry(2, "第三章"),
        ]);
        let titles = |here: Vec<&'static str>| -> Vec<String> {
            around(&contents, &Value::from(here))
                .expect("contents")
                .iter()
                .map(|entry| entry.get_attr("title").expect("a title").to_string())
                .collect()
        };

        assert_eq!(titles(vec!["第二编", "第三章"]), ["第一编", "第二编", "第三章"]);
        assert_eq!(titles(vec![]), ["第一编", "第二编"]);
    }
}
