//! What templates may call: money and numbers as people here write them, marked snippets, words
//! for enum values, and what `time`, `law` and `linked` add. All pure.

use kernel::Fen;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::collections::HashMap;

use super::{law, map, time, words};

/// Adds everything to the environment.
pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("date", time::date);
    env.add_filter("tally", tally);
    env.add_filter("drawing", map::drawing);
    env.add_filter("day", time::day);
    env.add_filter("moment", time::moment);
    env.add_filter("left", time::left);
    env.add_filter("money", money);
    env.add_filter("number", number);
    env.add_filter("milli", milli);
    env.add_filter("score", score);
    env.add_filter("mark", mark);
    env.add_filter("excerpt", excerpt);
    env.add_filter("paragraphs", paragraphs);
    env.add_filter("word", word);
    env.add_filter("badge", |value: &str| words::badge(value));
    env.add_filter("category", category);
    env.add_filter("around", law::around);
    env.add_filter("citation", law::citation);
    env.add_filter("clauses", law::clauses);
    env.add_filter("narrower", narrower);
    env.add_filter("linked", super::linked::block);
    env.add_test("soon", time::is_soon);
    env.add_test("past", time::is_past);
}

/// A value a template should not have handed over.
pub(super) fn wrong(what: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what)
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

/// Thousandths as a number, to the last digit: `12.5`, `-8.333`.
fn milli(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, rest) = (value.unsigned_abs() / 1_000, value.unsigned_abs() % 1_000);
    let text = format!("{}.{rest:03}", grouped(&whole.to_string()));
    format!("{sign}{}", text.trim_end_matches('0').trim_end_matches('.'))
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
pub(super) fn word(value: &str, kind: &str) -> Result<&'static str, Error> {
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

/// The counts of a facet by value, to be looked up many times.
fn tally(facet: &Value) -> Result<Value, Error> {
    let count = |it: Value| Ok((it.get_attr("value")?.to_string(), it.get_attr("count")?));
    let counts: HashMap<String, Value> =
        facet.try_iter()?.map(count).collect::<Result<_, Error>>()?;
    Ok(Value::from(counts))
}

/// Of the counts of a hierarchical facet those one step below what is chosen (`""`: the top).
/// Codes of divisions grow by level, Shanghai's districts standing directly below the city; codes
/// of service categories grow by `/`.
fn narrower(counts: &Value, chosen: &str) -> Result<Vec<Value>, Error> {
    let is_step = |code: &str| match code.strip_prefix(chosen) {
        None | Some("") => false,
        Some(rest) if code.starts_with(|first: char| first.is_ascii_digit()) => {
            let step = match (chosen.len(), chosen) {
                (0 | 4, _) => 2,
                (2, "31") => 4,
                (2, _) => 2,
                _ => 3,
            };
            rest.len() == step
        }
        Some(rest) if chosen.is_empty() => !rest.contains('/'),
        Some(rest) => rest.starts_with('/') && !rest[1..].contains('/'),
    };
    let mut found = Vec::new();
    for count in counts.try_iter()? {
        if count.get_attr("value")?.as_str().is_some_and(is_step) {
            found.push(count);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

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
    fn thousandths_keep_every_digit() {
        let cases =
            [(0, "0"), (12_500, "12.5"), (-8_333, "-8.333"), (-500, "-0.5"), (100_000, "100")];
        for (value, words) in cases {
            assert_eq!(milli(value), words);
        }
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
    fn a_facet_shows_one_step_below_what_is_chosen() {
        let codes =
            ["31", "3101", "310118", "32", "3205", "320509", "320509105", "waste", "waste/oil"];
        let counts: Value = codes.into_iter().map(|value| context! { value }).collect();
        let check = |chosen: &str, expected: &[&str]| {
            let found = narrower(&counts, chosen).expect("counts");
            let found: Vec<String> =
                found.iter().map(|it| it.get_attr("value").expect("a value").to_string()).collect();
            assert_eq!(found, expected, "{chosen}");
        };

        check("", &["31", "32", "waste"]);
        check("31", &["310118"]);
        check("32", &["3205"]);
        check("3205", &["320509"]);
        check("320509", &["320509105"]);
        check("320509105", &[]);
        check("waste", &["waste/oil"]);
        check("waste/oil", &[]);
    }
}
