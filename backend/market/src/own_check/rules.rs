//! What a need says that keeps bidders away.

use chrono::{DateTime, Duration, Utc};
use kernel::Pace;
use serde::Deserialize;
use std::sync::LazyLock;

const JSON: &str = include_str!("../../../../seed-data/data/own-check.json");
/// Bidders should have so long: a working week and the weekend. 配置值.
const FAIR_WINDOW: Duration = Duration::days(7);
/// With fewer able providers the poster is told. Three bids are asked for where bids are compared. 配置值.
const FEW_ABLE: i64 = 3;
/// Warnings of one need. 配置值.
const MOST: usize = 20;
/// A sentence is shown so long. 配置值.
const SENTENCE: usize = 120;
/// Characters of a model number, at least.
const MODEL_LENGTH: usize = 4;

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OwnCheckKind {
    /// 品牌、商标、专利.
    NamedBrand,
    /// 型号.
    NamedModel,
    /// 指定供应商.
    NamedSupplier,
    /// 不必要的门槛.
    NarrowScope,
    /// 没有预算.
    NoBudget,
    /// 窗口太短.
    ShortWindow,
    /// 能做的机构太少.
    FewAble,
}

/// Something that may keep bidders away, with why.
#[derive(Debug, Clone, PartialEq, Eq, async_graphql::SimpleObject)]
pub struct OwnCheckWarning {
    /// About what.
    pub kind: OwnCheckKind,
    /// The words that were found; null when it is not about words.
    pub word: Option<String>,
    /// The sentence they stand in; null when it is not about words.
    pub sentence: Option<String>,
    /// Why it matters and what to write instead.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: OwnCheckKind,
    words: Vec<String>,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Table {
    lines: Vec<Line>,
    /// Words that take what a sentence says back.
    unless: Vec<String>,
    /// Letters before a number that is no model: of standards, wastes, pollutants.
    plain_codes: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(JSON).expect("a table that is compiled in was read by the tests")
});

/// What the words of a need say, each kind once a sentence.
pub fn of_words(texts: &[&str]) -> Vec<OwnCheckWarning> {
    let mut found: Vec<OwnCheckWarning> = Vec::new();
    for sentence in texts.iter().flat_map(|it| sentences(it)) {
        if TABLE.unless.iter().any(|it| sentence.contains(it.as_str())) {
            continue;
        }
        let mut of_sentence = |kind, word: &str, reason: &str| {
            let shown = shown(sentence);
            let is_there =
                found.iter().any(|it| it.kind == kind && it.sentence == Some(shown.clone()));
            if !is_there && found.len() < MOST {
                let (word, sentence) = (Some(word.to_owned()), Some(shown));
                found.push(OwnCheckWarning { kind, word, sentence, reason: reason.to_owned() });
            }
        };
        for line in &TABLE.lines {
            if let Some(word) = line.words.iter().find(|it| sentence.contains(it.as_str())) {
                of_sentence(line.kind, word, &line.reason);
            }
        }
        if let Some(model) = models(sentence).next() {
            let reason = "像是产品型号。请改写成性能或处理效果，型号作参考并加“或相当于”。";
            of_sentence(OwnCheckKind::NamedModel, model, reason);
        }
    }
    found
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = |it: char| matches!(it, '。' | '；' | ';' | '！' | '!' | '？' | '?' | '\n');
    text.split(ends).map(str::trim).filter(|it| !it.is_empty())
}

fn shown(sentence: &str) -> String {
    sentence.chars().take(SENTENCE).collect()
}

/// Runs of capitals and digits that are no code everybody uses: `KZ-800A`.
fn models(sentence: &str) -> impl Iterator<Item = &str> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '/' | '.');
    let tokens = sentence.split(move |it: char| !is_part(it));
    tokens.map(|it| it.trim_matches(|it: char| !it.is_ascii_alphanumeric())).filter(|it| {
        let letters: String = it.chars().take_while(char::is_ascii_alphabetic).collect();
        let has_digit = it.chars().any(|it| it.is_ascii_digit());
        let is_plain = TABLE.plain_codes.iter().any(|code| letters.eq_ignore_ascii_case(code));
        let is_upper = !letters.is_empty() && letters.chars().all(|it| it.is_ascii_uppercase());
        it.len() >= MODEL_LENGTH && has_digit && is_upper && !is_plain
    })
}

/// What a need leaves open: the budget, and time to bid.
pub fn of_facts(
    has_budget: bool,
    deadline: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    pace: Pace,
) -> Vec<OwnCheckWarning> {
    let warning = |kind, reason: &str| OwnCheckWarning {
        kind,
        word: None,
        sentence: None,
        reason: reason.to_owned(),
    };
    let mut found = Vec::new();
    if !has_budget {
        let reason = "没有写预算上限。写了预算的需求，机构更愿意报价，也少走弯路；可以写一个范围。";
        found.push(warning(OwnCheckKind::NoBudget, reason));
    }
    if deadline.is_some_and(|it| it - now < pace.scaled(FAIR_WINDOW)) {
        let reason =
            "征集不到 7 天（配置值）。机构要看现场、备材料、走内部审批，时间短只有早知道的来得及。";
        found.push(warning(OwnCheckKind::ShortWindow, reason));
    }
    found
}

/// Whether too few could take the job.
pub fn of_able(count: i64) -> Option<OwnCheckWarning> {
    let reason = match count {
        0 => "名录里没有同时满足这些条件的机构，很可能没有报价。看看下面哪个条件可以放宽。"
            .to_owned(),
        few if few < FEW_ABLE => {
            format!("名录里只有 {few} 家同时满足这些条件，可能凑不够报价。看看哪个条件可以放宽。")
        }
        _ => return None,
    };
    Some(OwnCheckWarning { kind: OwnCheckKind::FewAble, word: None, sentence: None, reason })
}

/// How many meet a condition.
#[derive(Debug, Clone, PartialEq, Eq, async_graphql::SimpleObject)]
pub struct AbleCondition {
    /// The condition in words: 提供危险废物处置.
    pub label: String,
    /// How many providers of the directory meet it, by itself; at most 1,000 are counted.
    pub count: i64,
}

/// The three conditions that the fewest meet, the rarest first.
pub fn rarest(mut conditions: Vec<AbleCondition>) -> Vec<AbleCondition> {
    conditions.sort_by_key(|it| it.count);
    conditions.truncate(3);
    conditions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<OwnCheckKind> {
        of_words(&[text]).into_iter().map(|it| it.kind).collect()
    }

    #[test]
    fn a_brand_a_model_or_a_supplier_is_told_with_its_sentence() {
        let found = of_words(&["每月收运一次。药剂指定品牌蓝星，按桶计。其余面议。"]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sentence.as_deref(), Some("药剂指定品牌蓝星，按桶计"));
        assert_eq!(found[0].word.as_deref(), Some("指定品牌"));
        assert!(!found[0].reason.is_empty());
        assert_eq!(
            kinds("更换滤芯，型号为 KZ-800A。"),
            [OwnCheckKind::NamedModel],
            "once a sentence"
        );
        assert_eq!(kinds("更换 KZ-800A 滤芯"), [OwnCheckKind::NamedModel]);
        assert_eq!(kinds("由原厂家上门维护"), [OwnCheckKind::NamedSupplier]);
        assert_eq!(kinds("仅限本市企业报价"), [OwnCheckKind::NarrowScope]);
    }

    #[test]
    fn what_everybody_meets_or_what_stands_there_today_is_no_brand() {
        for text in [
            "废乳化液 HW09（900-006-09），按 GB 18597-2023 贮存，VOCs 与 PM2.5 一并监测。",
            "现有设备型号为 KZ-800A，请按此核算药剂用量",
            "药剂品牌为蓝星或同等品牌",
            "不指定品牌，达到 HJ 2025 的要求即可",
            "机加工产生的废乳化液，桶装，每月转移一次，需提供运输与联单服务。",
            "COD 低于 50mg/L，DB31/199-2018 一级标准",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn a_missing_budget_and_a_short_window_are_told() {
        let now: DateTime<Utc> = "2026-11-21T01:00:00Z".parse().unwrap();
        let of = |has_budget, days, pace| -> Vec<OwnCheckKind> {
            let found = of_facts(has_budget, Some(now + Duration::days(days)), now, pace);
            found.into_iter().map(|it| it.kind).collect()
        };
        assert_eq!(of(true, 10, Pace::REAL), []);
        assert_eq!(of(false, 3, Pace::REAL), [OwnCheckKind::NoBudget, OwnCheckKind::ShortWindow]);
        let minutes = of_facts(true, Some(now + Duration::minutes(8)), now, Pace::of(1_440));
        assert!(minutes.is_empty());
    }

    #[test]
    fn too_few_able_providers_are_told_with_the_rarest_conditions() {
        assert!(of_able(0).is_some() && of_able(2).is_some() && of_able(3).is_none());
        let condition = |label: &str, count| AbleCondition { label: label.into(), count };
        let all = vec![condition("a", 9), condition("b", 1), condition("c", 4), condition("d", 5)];
        let labels: Vec<String> = rarest(all).into_iter().map(|it| it.label).collect();
        assert_eq!(labels, ["b", "c", "d"]);
    }
}
