//! What an entry must be.

use super::entity::answer::{AnswerState, Audience, Citations, Field, Model, Phrases};
use chrono::NaiveDate;
use kernel::text::is_long;
use kernel::{Problem, RegionCode};
use serde::{Deserialize, Serialize};

kernel::problems! {
    /// Why a change of an answer is not taken.
    AnswerProblem {
        QuestionLength = "answers.question_length", "question", "问题写 4 到 200 个字";
        Alternatives = "answers.alternatives", "alternatives", "其他问法最多 20 条，每条最多 200 个字";
        TextLength = "answers.text_length", "text", "回答写 10 到 2000 个字";
        Uncited = "answers.uncited", "citations", "至少写明一条依据";
        NoSuchArticle = "answers.no_such_article", "citations", "所引条文没有收录，请核对法规名称和条号";
        NotInForce = "answers.not_in_force", "citations", "所引条文现在不是有效条文，请换成现行的";
        Changed = "answers.changed", "", "别人刚刚改过，请刷新后再改";
        NotDraft = "answers.not_draft", "", "这条存答不是草稿，不用再公开";
        Retired = "answers.retired", "", "这条存答已经停用";
        LowersAccuracy = "answers.lowers_accuracy", "", "改动后测试题答对的变少了，不能公开。请调整问法或条文后再试";
    }
}

/// What an editor changes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub text: String,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
}

impl Changes {
    /// All that is wrong with the words.
    pub fn problems(&self) -> Vec<Problem> {
        let is_phrase = |it: &String| is_long(it, 2..=200);
        let wrong = [
            (!is_long(&self.question, 4..=200), AnswerProblem::QuestionLength),
            (
                self.alternatives.len() > 20 || !self.alternatives.iter().all(is_phrase),
                AnswerProblem::Alternatives,
            ),
            (!is_long(&self.text, 10..=2_000), AnswerProblem::TextLength),
            (self.citations.is_empty(), AnswerProblem::Uncited),
        ];
        wrong.into_iter().filter(|it| it.0).map(|it| it.1.into()).collect()
    }

    /// The entry with the changes.
    #[must_use]
    pub fn applied(&self, row: Model) -> Model {
        Model {
            question: self.question.trim().to_owned(),
            alternatives: Phrases(self.alternatives.clone()),
            text: self.text.trim().to_owned(),
            citations: Citations(self.citations.clone()),
            ..row
        }
    }
}

/// An article that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The law's slug.
    pub law: String,
    /// The number of the article.
    pub article: i32,
}

/// An entry as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// By which it is known.
    pub key: String,
    /// The question.
    pub question: String,
    /// Other ways to ask it.
    pub alternatives: Vec<String>,
    /// The answer.
    pub answer: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// For whom.
    pub audience: Audience,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
    /// What it rests on when no law says it: the rules of the platform.
    #[serde(default)]
    pub source: Option<String>,
}

/// A guide as it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewGuide {
    /// By which it is known.
    pub key: String,
    /// What is applied for.
    pub title: String,
    /// What it is about.
    pub field: Field,
    /// The province it is for.
    pub region: Option<RegionCode>,
    /// Who applies.
    pub who: String,
    /// What is done, in order.
    pub steps: Vec<String>,
    /// What is handed in.
    pub papers: Vec<String>,
    /// Where.
    pub place: String,
    /// How long it takes.
    pub time_limit: String,
    /// What it costs.
    pub fee: String,
    /// Where it is done on the net.
    pub link: Option<String>,
    /// The articles it rests on.
    pub citations: Vec<Citation>,
    /// The first day it is right.
    pub valid_from: NaiveDate,
    /// The last day it is right.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// By when somebody looks at it again.
    pub review_by: NaiveDate,
}

/// Words by which a text tells its field; the field with most of them wins.
const TELLING: &[(Field, &[&str])] = &[
    (Field::Water, &["水", "排口", "管网", "河", "湖", "取水", "排水"]),
    (Field::Air, &["大气", "废气", "油烟", "异味", "臭", "扬尘", "尾气", "烟", "挥发", "焚烧"]),
    (Field::Noise, &["噪", "扰民", "吵", "夜间施工", "广场舞", "喇叭"]),
    (Field::SolidWaste, &["固废", "危废", "危险废物", "垃圾", "废物", "贮存", "联单", "固体废物"]),
    (Field::Soil, &["土壤", "地块", "修复"]),
    (Field::Radiation, &["辐射", "放射", "基站", "射线", "变电站"]),
    (Field::Permit, &["排污许可", "排污登记", "许可证", "执行报告"]),
    (Field::Eia, &["环评", "环境影响", "验收", "三同时", "未批先建"]),
    (Field::Monitoring, &["监测", "检测", "在线", "采样"]),
    (Field::Enforcement, &["处罚", "罚款", "执法", "查封", "按日"]),
    (Field::Credit, &["信用", "失信", "信息公开", "披露"]),
    (Field::Carbon, &["碳", "配额", "温室气体"]),
    (Field::Procurement, &["招标", "投标", "采购", "中标"]),
    (Field::Petition, &["信访", "举报", "投诉", "答复"]),
];

/// The field a text is about most, by its words; other when none is named.
pub fn field_of(text: &str) -> Field {
    let count = |words: &[&str]| words.iter().map(|it| text.matches(it).count()).sum::<usize>();
    let counted = TELLING.iter().map(|(field, words)| (count(words), *field));
    // Of two that are named as often, the first.
    let best = counted.rev().max_by_key(|it| it.0);
    best.filter(|it| it.0 > 0).map_or(Field::Other, |it| it.1)
}

/// What is wrong with an entry that is about to be given to whoever asks.
///
/// # Errors
/// It is none, or no draft, or cites nothing.
pub fn ensure_publishable(row: &Model) -> Result<(), Vec<Problem>> {
    if row.state != AnswerState::Draft {
        return Err(vec![AnswerProblem::NotDraft.into()]);
    }
    let changes = Changes {
        question: row.question.clone(),
        alternatives: row.alternatives.0.clone(),
        text: row.text.clone(),
        citations: row.citations.0.clone(),
    };
    let problems = changes.problems();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Whether something is right on a day.
pub fn is_valid(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> bool {
    from <= today && to.is_none_or(|it| today <= it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_follows_from_the_words() {
        for (text, field) in [
            ("楼下饭店油烟很大", Field::Air),
            ("工地夜间施工噪声", Field::Noise),
            ("危险废物贮存期限 危废", Field::SolidWaste),
            ("您好", Field::Other),
        ] {
            assert_eq!(field_of(text), field, "{text}");
        }
    }

    #[test]
    fn the_last_day_is_a_day_on_which_it_is_right() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let (from, to) = (day("2026-08-15"), Some(day("2026-12-31")));
        for (today, right) in [
            ("2026-08-14", false),
            ("2026-08-15", true),
            ("2026-12-31", true),
            ("2027-01-01", false),
        ] {
            assert_eq!(is_valid(from, to, day(today)), right, "{today}");
        }
        assert!(is_valid(from, None, day("2040-01-01")));
    }
}
