//! Questions that follow on others: 那浙江呢, 罚多少, 多久.
//!
//! What is known of a conversation travels with it as a token, so that answering writes nothing and any
//! process can go on with it. It holds what the asker typed and chose, and is believed no more than that.

use std::sync::LazyLock;

use search_index::Reading;
use serde::{Deserialize, Serialize};

use crate::{Ask, asked};

/// Words that only lead over from what was asked before.
static LEADS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    "那么 那 如果是 要是 换成 改成 还有 另外 此外 呢 同样 这种情况 这个 上面 上述 刚才 再问 具体"
        .split(' ')
        .collect()
});
/// Ways of asking that ask for nothing by themselves.
static BARE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    "罚多少 罚款多少 要罚多少 会罚多少 怎么罚 多少钱 多久 多长时间 几天 期限 什么条件 要什么材料 需要什么材料 找谁 哪个部门 怎么办 怎么申请 流程 依据 依据是什么 哪一条 谁负责 要办什么手续 为什么 例外 有例外吗 没有呢 个人呢 单位呢 企业呢".split(' ').collect()
});
/// Questions of more characters stand alone.
const SHORT: usize = 14;
/// So many characters of a question are kept for the next.
const KEPT: usize = 80;

/// What the next question follows on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Thread {
    /// Which conversation.
    #[serde(rename = "i", default)]
    pub id: String,
    /// What was asked, without its place.
    #[serde(rename = "s", default)]
    pub subject: String,
    /// The region chosen or named.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The field chosen.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How many questions were asked.
    #[serde(rename = "n", default)]
    pub turns: u32,
}

impl Thread {
    /// What follows on a question as it was read.
    pub(crate) fn after(ask: &Ask, reading: &Reading, region: Option<&str>) -> Self {
        let before = ask.thread.clone().unwrap_or_default();
        let subject = asked::without_places(&reading.text);
        Self {
            id: before.id,
            subject: subject.trim().chars().take(KEPT).collect(),
            region: region.map(str::to_owned),
            field: ask.field.clone(),
            turns: before.turns.saturating_add(1),
        }
    }
}

/// The question with what it follows on, when it does not stand alone.
pub(crate) fn whole(ask: &Ask) -> Ask {
    let text = ask.text.trim();
    let Some(thread) = ask.thread.as_ref().filter(|it| !it.subject.is_empty()) else {
        return ask.clone();
    };
    let plain: String =
        search_index::normalised(text).chars().filter(|it| it.is_alphanumeric()).collect();
    let mut rest = asked::without_places(&plain);
    let named = rest != plain;
    let leads = LEADS.iter().any(|it| plain.starts_with(it) || plain.ends_with("呢"));
    for lead in LEADS.iter() {
        rest = rest.replace(lead, "");
    }
    let is_short = rest.chars().count() <= SHORT;
    let is_bare =
        rest.is_empty() || BARE.iter().any(|it| rest == it.replace('呢', "") || rest == **it);
    if !(is_bare || leads && is_short) {
        return ask.clone();
    }
    let place = if named { text.to_owned() } else { rest.clone() };
    let subject: String = thread.subject.chars().take(KEPT).collect();
    let text = match (named, rest.is_empty()) {
        // 那浙江呢: the same question, of another place.
        (true, true) => format!("{} {subject}", only_places(&plain)),
        (true, false) => format!("{subject} {place}"),
        _ => format!("{subject} {rest}"),
    };
    let region = ask.region.clone().or_else(|| thread.region.clone().filter(|_| !named));
    let field = ask.field.clone().or_else(|| thread.field.clone());
    Ask { text, region, field, ..ask.clone() }
}

fn only_places(text: &str) -> String {
    asked::places(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(subject: &str, text: &str) -> String {
        let thread = Thread { subject: subject.into(), ..Thread::default() };
        whole(&Ask { text: text.into(), thread: Some(thread), ..Ask::default() }).text
    }

    #[test]
    fn a_question_that_does_not_stand_alone_follows_on() {
        assert_eq!(after("装修噪声几点不能施工", "那浙江呢？"), "浙江 装修噪声几点不能施工");
        assert_eq!(after("危废没有贴标签", "罚多少"), "危废没有贴标签 罚多少");
        assert_eq!(after("危废没有贴标签", "排污许可证到期怎么延续"), "排污许可证到期怎么延续");
        assert_eq!(after("", "罚多少"), "罚多少");
    }
}
