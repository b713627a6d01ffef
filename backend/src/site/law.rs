//! What pages of laws need beside the data: the contents near one article, and a citation.

use minijinja::{Error, Value, context};

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

    const NOW: &str = "2026-11-21T02:00:00Z";

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
