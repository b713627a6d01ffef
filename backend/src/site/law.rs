//! What pages of laws need beside the data: the contents near one article, and a citation.

use minijinja::{Error, Value};

use super::{
    filters::{word, wrong},
    time::date,
};

/// The part of a law's contents that is worth showing beside one article: the top level, and
/// below it only what belongs to the part or chapter the article stands in.
pub(super) fn around(contents: &Value, standing_in: &Value) -> Result<Vec<Value>, Error> {
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
