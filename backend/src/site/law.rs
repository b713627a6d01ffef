//! What pages of laws need beside the data: the contents near one article, and a citation.

use knowledge::policies::rules::numeral;
use minijinja::{Error, Value, context};
use std::collections::HashSet;

use super::{
    filters::{word, wrong},
    time::date,
};

/// The part of a law's contents that is worth showing beside one article: the highest level, and
/// below each heading the article stands under what lies one level further down. Each entry says
/// with `is_here` whether the article stands under it.
pub(super) fn around(contents: &Value, standing_in: &Value) -> Result<Vec<Value>, Error> {
    let mut above: Vec<String> =
        standing_in.try_iter()?.filter_map(|title| title.as_str().map(str::to_owned)).collect();
    above.reverse();
    let mut shown = Vec::new();
    // The headings over the present line: their level, and whether the article stands there.
    let mut open: Vec<(i64, bool)> = Vec::new();
    for entry in contents.try_iter()? {
        let level = entry.get_attr("level")?.as_i64().unwrap_or_default();
        let title = entry.get_attr("title")?.to_string();
        open.retain(|(higher, _)| *higher < level);
        let is_shown = open.iter().all(|(_, is_here)| *is_here);
        // Headings repeat (第一章 一般规定 in every part), so they are met in their order.
        let is_here = is_shown && above.last() == Some(&title);
        if is_here {
            above.pop();
        }
        open.push((level, is_here));
        if is_shown {
            let first_article = entry.get_attr("firstArticle")?;
            shown.push(context! { level, title, firstArticle => first_article, is_here });
        }
    }
    Ok(shown)
}

/// The paragraphs (款) and items (项) of an article, each with the place it is linked by (`k2`, `k2x3`;
/// empty where one stands there already) and its words in runs, of which those that cite another text
/// say where it is and what became of it.
pub(super) fn clauses(article: &Value) -> Result<Vec<Value>, Error> {
    let text = article.get_attr("text")?;
    let text = text.as_str().ok_or_else(|| wrong("an article without a text"))?;
    let citations: Vec<Value> = article.get_attr("citations")?.try_iter()?.collect();
    let mut shown = Vec::new();
    let mut places = HashSet::new();
    let (mut paragraph, mut start) = (0, 0);
    for line in text.split('\n') {
        let length = line.chars().count();
        let (from, to) = (start, start + length);
        start = to + 1;
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let item = item(words);
        if item.is_none() || paragraph == 0 {
            paragraph += 1;
        }
        let place = match item {
            Some(item) => format!("k{paragraph}x{item}"),
            None => format!("k{paragraph}"),
        };
        let id = if places.insert(place.clone()) { place } else { String::new() };
        let runs = runs(line, (from, to), &citations)?;
        shown.push(context! { id, runs, is_item => item.is_some() });
    }
    Ok(shown)
}

/// The number of an item: `（三）其他`.
fn item(line: &str) -> Option<u32> {
    let inner = line.strip_prefix('（').or_else(|| line.strip_prefix('('))?;
    let end = inner.find(['）', ')'])?;
    numeral::parse(&inner[..end])
}

/// A line in runs, cut where a citation of it begins and ends.
fn runs(line: &str, (from, to): (usize, usize), citations: &[Value]) -> Result<Vec<Value>, Error> {
    let characters: Vec<char> = line.chars().collect();
    let words = |a: usize, b: usize| -> String { characters[a - from..b - from].iter().collect() };
    let mut runs = Vec::new();
    let mut add = |text: String, link: Option<&Value>| -> Result<(), Error> {
        if !text.is_empty() {
            let (url, change) = match link {
                Some(link) => (link.get_attr("url")?, link.get_attr("change")?),
                None => (Value::from(()), Value::from(())),
            };
            runs.push(context! { text, url, change });
        }
        Ok(())
    };
    let mut at = from;
    for citation in citations {
        let place = |name: &str| -> Result<usize, Error> {
            Ok(usize::try_from(citation.get_attr(name)?.as_i64().unwrap_or(-1))
                .unwrap_or(usize::MAX))
        };
        let (start, end) = (place("start")?, place("end")?);
        if start < at || end > to || start >= end || citation.get_attr("url")?.is_none() {
            continue;
        }
        add(words(at, start), None)?;
        add(words(start, end), Some(citation))?;
        at = end;
    }
    add(words(at, to), None)?;
    Ok(runs)
}

/// What stands below the title of a file: which text it is, where it stands, and who gave it.
pub(super) fn about_file(law: &Value, now: &str, base: &str) -> Result<String, Error> {
    let text = |of: &Value, name: &str| -> Result<Option<String>, Error> {
        let value = of.get_attr(name)?;
        Ok((!value.is_none()).then(|| value.to_string()))
    };
    let status = text(law, "status")?.unwrap_or_default();
    let mut about = vec![word(&status, "LawStatus")?.to_owned()];
    for (name, before, after) in
        [("versionOn", "", "文本"), ("effectiveOn", "", "起施行"), ("repealedOn", "", "起废止")]
    {
        if let Some(day) = text(law, name)? {
            about.push(format!("{before}{}{after}", date(&day)?));
        }
    }
    let source = law.get_attr("source")?;
    about.push(format!("来源 {}", text(&source, "name")?.unwrap_or_default()));
    about.push(format!("{}取自绿桥", date(now)?));
    let url = text(law, "url")?.unwrap_or_default();
    Ok(format!("（{}，{base}{url}。以官方公布的文本为准。）", about.join("，")))
}

/// An article to be quoted, as plain text: title, words, status, the day it was read, address, and the
/// digest by which a copy can be held against it.
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
    let digest = match text(article, "textHash")? {
        Some(digest) => format!("，文字 SHA-256 {digest}"),
        None => String::new(),
    };
    Ok(format!(
        "《{}》{}{number}：\n{}\n（{}，{version}{}查阅，{base}{}{digest}）\n",
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

    const NOW: &str = "2026-11-21T02:00:00Z";

    #[test]
    fn a_citation_names_the_text_its_status_and_the_day() {
        let article = context! {
            label => "第三条", text => "一。\n二。", url => "/policies/x/3", textHash => "ab12",
            law => context! {
                title => "某法", number => Value::from(()), status => "IN_FORCE",
                versionOn => "2026-08-15",
            },
        };

        assert_eq!(
            citation(&article, NOW, "https://example.org").expect("an article"),
            "《某法》第三条：\n一。\n二。\n（现行有效，2026年8月15日文本，2026年11月21日查阅，\
             https://example.org/policies/x/3，文字 SHA-256 ab12）\n"
        );
    }

    #[test]
    fn paragraphs_and_items_have_places_and_citations_are_links() {
        let cite = |start: usize, end: usize, url: Option<&str>| {
            context! { start, end, url, change => "UNCHANGED" }
        };
        let article = context! {
            text => "依照甲法办。\n有下列情形之一的：\n （一）违反乙法；\n（二）其他。\n（二）重复。",
            citations => vec![
                cite(2, 4, Some("/a")), cite(3, 5, Some("/b")), cite(23, 25, Some("/c")),
                cite(30, 31, None),
            ],
        };

        let shown = clauses(&article).expect("an article");

        let read = |of: &Value, name: &str| of.get_attr(name).expect("a field").to_string();
        let ids: Vec<String> = shown.iter().map(|it| read(it, "id")).collect();
        assert_eq!(ids, ["k1", "k2", "k2x1", "k2x2", ""]);
        let runs = |at: usize| -> Vec<String> {
            let runs = shown[at].get_attr("runs").expect("runs");
            let run = |it: Value| format!("{}>{}", read(&it, "text"), read(&it, "url"));
            runs.try_iter().expect("a list").map(run).collect()
        };
        assert_eq!(runs(0), ["依照>None", "甲法>/a", "办。>None"]);
        assert_eq!(runs(2), [" （一）违反>None", "乙法>/c", "；>None"]);
    }

    #[test]
    fn contents_beside_an_article_open_only_where_it_stands() {
        let entry = |level: i64, title: &str| context! { level, title, firstArticle => 1 };
        let contents = Value::from(vec![
            entry(1, "第一编"),
            entry(2, "第一章 一般规定"),
            entry(1, "第二编"),
            entry(2, "第一章 一般规定"),
            entry(3, "第一节"),
            entry(2, "第二章"),
            entry(3, "第一节"),
            entry(1, "第三编"),
        ]);
        let titles = |here: Vec<&'static str>| -> String {
            let shown = around(&contents, &Value::from(here)).expect("contents");
            let lines = shown.iter().map(|entry| {
                let is_here = entry.get_attr("is_here").expect("a mark").is_true();
                let title = entry.get_attr("title").expect("a title");
                format!("{title}{}", if is_here { "*" } else { "" })
            });
            lines.collect::<Vec<_>>().join(" | ")
        };

        assert_eq!(
            titles(vec!["第二编", "第一章 一般规定", "第一节"]),
            "第一编 | 第二编* | 第一章 一般规定* | 第一节* | 第二章 | 第三编"
        );
        assert_eq!(titles(vec![]), "第一编 | 第二编 | 第三编");
    }
}
