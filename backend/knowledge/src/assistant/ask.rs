//! Asking: from the question to what is shown, with every citation as it stands today.

use super::entity::{Model, Tier};
use super::shelf::{Read, Shelf};
use super::{Desk, rules, token};
use crate::answers::{AnswerRow, Citations, Field, GuideRow};
use crate::policies::cite::{self, Cited};
use crate::policies::rules::LawStatus;
use crate::policies::search::status_of;
use answering::{Ask, Beyond, Cover, Library, Outcome};
use async_graphql::Context;
use chrono::NaiveDate;
use kernel::id::{AnswerId, AskedQuestionId};
use kernel::{RegionCode, Result};
use platform::Db;
use sea_orm::ActiveEnum;
use search_index::{Passage, SearchIndex};

/// Citations of one stored answer at most.
const CITED: usize = 4;
/// A guide this near to the question stands beside the answer. 配置值.
const GUIDE_FROM: f64 = 0.6;

/// A question as somebody asks it.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    pub(super) text: String,
    pub(super) region: Option<RegionCode>,
    pub(super) field: Option<Field>,
    pub(super) conversation: Option<String>,
    pub(super) is_again: bool,
}

/// What the assistant is made of.
#[derive(Clone)]
pub(super) struct Assistant {
    pub(super) db: Db,
    pub(super) index: SearchIndex,
    pub(super) shelf: Shelf,
    pub(super) desk: Desk,
}

/// One answer.
#[derive(Debug, Clone)]
pub(super) struct Given {
    /// The stored answer; none for a passage of law.
    pub(super) stored: Option<AnswerRow>,
    pub(super) text: String,
    /// Where the sentence that answers stands in the text, in characters.
    pub(super) marked: Option<(usize, usize)>,
    pub(super) citations: Vec<Cited>,
    /// The day from which an article it cites reads otherwise than when it was written.
    pub(super) changed_since: Option<NaiveDate>,
}

/// What came of a question.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) id: AskedQuestionId,
    pub(super) tier: Tier,
    pub(super) given: Vec<Given>,
    pub(super) guides: Vec<GuideRow>,
    pub(super) suggestions: Vec<String>,
    pub(super) refusal: Option<String>,
    pub(super) conversation: String,
    pub(super) understood_as: Option<String>,
    pub(super) masked: Option<String>,
    pub(super) probability: f64,
    /// The provinces that would answer otherwise; the one fact that is asked back.
    pub(super) regions: Vec<RegionCode>,
    /// The province whose own rules we do not hold, when it was chosen.
    pub(super) unheld: bool,
}

impl Assistant {
    /// The parts, as a resolver finds them.
    pub(super) fn of(ctx: &Context<'_>) -> Self {
        Self {
            db: ctx.data_unchecked::<Db>().clone(),
            index: ctx.data_unchecked::<SearchIndex>().clone(),
            shelf: ctx.data_unchecked::<Shelf>().clone(),
            desk: ctx.data_unchecked::<Desk>().clone(),
        }
    }

    /// Answers a question that was checked.
    pub(super) async fn answer(&self, question: Question) -> Result<Answered> {
        let read = self.shelf.now(&self.db, &self.index).await?;
        let today = self.db.clock().today();
        let text = rules::masked(&question.text);
        let thread = question.conversation.as_deref().and_then(token::read);
        let ask = Ask {
            text: text.clone(),
            region: question.region.as_ref().map(ToString::to_string),
            field: question.field.map(|it| it.to_value()),
            thread,
            today: i64::from(today.to_epoch_days()),
        };
        let library = Library { index: &self.index, book: &read.book, held: &read.held };
        let outcome = library.answer(&ask).map_err(kernel::Error::Fault)?;
        let mut given = self.stored(&read, &outcome, today).await?;
        let stored = given.first().and_then(|it| it.stored.as_ref().map(|it| it.id.clone()));
        // Beside a rule of the platform articles would only share its words.
        let is_own_rule = given.first().is_some_and(|it| it.citations.is_empty());
        if !is_own_rule {
            given.extend(outcome.passages.iter().filter_map(|it| passage(it, today)));
        }
        let mut tier = Tier::from(outcome.tier);
        if tier == Tier::Answer && stored.is_none() {
            // What was written beforehand cites nothing in force any more.
            tier = if given.is_empty() { Tier::Unknown } else { Tier::Passages };
        }
        let id = AskedQuestionId::new(self.db.clock().now(), &mut self.db.dice());
        let mut thread = outcome.thread.clone();
        if thread.id.is_empty() {
            thread.id = id.to_string();
        }
        if !question.is_again {
            self.desk.put(self.record(&id, &thread.id, &text, &ask, &outcome, tier, stored));
        }
        let chosen = question.region.is_some() || outcome.reading.region.is_some();
        let regions: Vec<RegionCode> = (given.iter())
            .filter_map(|it| it.stored.as_ref()?.region_code.clone())
            .filter(|_| !chosen)
            .collect();
        let held =
            |it: &RegionCode| read.held.iter().any(|code| it.as_str().starts_with(code.as_str()));
        Ok(Answered {
            id,
            tier,
            given,
            guides: guides(&read, &outcome, &ask),
            suggestions: suggestions(&read, &outcome, tier),
            refusal: (tier == Tier::Unknown).then(|| refusal(&outcome)),
            conversation: token::write(&thread),
            understood_as: understood(&outcome, &text),
            masked: (text != question.text).then_some(text),
            probability: outcome.probability,
            regions,
            unheld: question.region.is_some_and(|it| !held(&it)),
        })
    }

    /// The stored answers with what they cite, as it stands today. One that cites nothing in force is left
    /// out, and so is every citation that is not.
    async fn stored(&self, read: &Read, outcome: &Outcome, today: NaiveDate) -> Result<Vec<Given>> {
        if outcome.tier != answering::Tier::Answer {
            return Ok(Vec::new());
        }
        let rows: Vec<&AnswerRow> =
            outcome.stored.iter().filter_map(|it| read.answers.get(&it.key)).collect();
        let mut given = Vec::new();
        for row in rows {
            let Citations(wanted) = &row.citations;
            let mut wanted: Vec<(String, i64)> =
                wanted.iter().map(|it| (it.law.clone(), i64::from(it.article))).collect();
            answering::nearest_first(&mut wanted, &outcome.passages);
            let number = |it: i64| i32::try_from(it).unwrap_or(0);
            let wanted: Vec<(String, i32)> =
                wanted.into_iter().map(|(slug, it)| (slug, number(it))).collect();
            let mut citations = cite::cite(self.db.read(), &wanted, today).await?;
            let changed =
                citations.iter().map(|it| it.effective_on).filter(|it| *it > row.checked_on);
            let changed_since = changed.max();
            citations.retain(|it| it.status == LawStatus::InForce);
            citations.truncate(CITED);
            // What rests on the rules of the platform cites no law.
            if !citations.is_empty() || row.citations.0.is_empty() {
                let (stored, text) = (Some(row.clone()), row.text.clone());
                given.push(Given { stored, text, marked: None, citations, changed_since });
            }
        }
        Ok(given)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one row")]
    fn record(
        &self,
        id: &AskedQuestionId,
        conversation: &str,
        text: &str,
        ask: &Ask,
        outcome: &Outcome,
        tier: Tier,
        answer_id: Option<AnswerId>,
    ) -> Model {
        let words =
            outcome.reading.words.iter().filter_map(|it| it.forms().next().map(str::to_owned));
        let region = ask.region.clone().or_else(|| outcome.reading.region.clone());
        Model {
            id: id.clone(),
            conversation: conversation.chars().take(40).collect(),
            asked_at: self.db.clock().now(),
            text: text.to_owned(),
            matter: rules::matter(words),
            region_code: region.and_then(|it| RegionCode::parse(&it).ok()),
            field: ask.field.as_ref().and_then(|it| Field::try_from_value(it).ok()),
            tier,
            answer_id,
            probability: (outcome.probability * 1000.0).round() as i32,
            verdict: None,
            reason: None,
            judged_at: None,
            settled_at: None,
        }
    }
}

/// A passage as an answer; none when its text is not in force today, whatever the index thought.
fn passage((passage, cover): &(Passage, Cover), today: NaiveDate) -> Option<Given> {
    let cited = cited_of(passage, today)?;
    let marked = (cover.range.1 > cover.range.0).then_some(cover.range);
    Some(Given {
        stored: None,
        text: passage.body.clone(),
        marked,
        citations: vec![cited],
        changed_since: None,
    })
}

/// The article of a passage; none when its text is not in force today.
pub(super) fn cited_of(passage: &Passage, today: NaiveDate) -> Option<Cited> {
    let card = &passage.card;
    let text = |key: &str| card.get(key).and_then(|it| it.as_str()).map(str::to_owned);
    let status = status_of(card, today);
    if status != LawStatus::InForce {
        return None;
    }
    let number = card.get("articleNumber").and_then(serde_json::Value::as_i64).unwrap_or(0);
    Some(Cited {
        slug: text("slug")?,
        law_title: text("lawTitle")?,
        issuer: text("issuer"),
        number: i32::try_from(number).unwrap_or(0),
        label: text("label").unwrap_or_default(),
        url: text("url")?,
        status,
        effective_on: text("from")?.parse().ok()?,
        text: passage.body.clone(),
    })
}

/// Guides that the question is about.
fn guides(read: &Read, outcome: &Outcome, ask: &Ask) -> Vec<GuideRow> {
    if outcome.evidence.beyond.is_some() {
        return Vec::new();
    }
    let near =
        read.guide_book.similar(&outcome.reading, ask.region.as_deref(), ask.field.as_deref());
    let near = near.into_iter().filter(|it| it.alike >= GUIDE_FROM).take(1);
    near.filter_map(|it| read.guides.get(&it.key).cloned()).collect()
}

/// Other questions that may have been meant, and the same one without a place we hold nothing of.
fn suggestions(read: &Read, outcome: &Outcome, tier: Tier) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if tier == Tier::Unknown
        && outcome.evidence.elsewhere.is_some()
        && outcome.evidence.beyond.is_none()
    {
        found.push(outcome.thread.subject.clone());
    }
    let near = outcome.near.iter().filter_map(|it| read.answers.get(&it.key));
    found.extend(near.map(|it| it.question.clone()));
    found.retain(|it| !it.trim().is_empty());
    found.truncate(3);
    found
}

/// How the question was read, when that is not as it was typed.
fn understood(outcome: &Outcome, text: &str) -> Option<String> {
    if outcome.asked != text {
        return Some(outcome.asked.clone());
    }
    outcome.reading.understood_as.clone()
}

/// Why nothing is answered, in words.
fn refusal(outcome: &Outcome) -> String {
    let evidence = &outcome.evidence;
    if let Some(beyond) = evidence.beyond {
        return match beyond {
            Beyond::Price => {
                "市场价格不在法规里，平台也不代为报价。可以到需求大厅发布需求，由机构报价。"
            }
            Beyond::Today => "这里没有实时数据。请看当地生态环境部门或气象部门当天发布的信息。",
            Beyond::Write => "这里只回答依据是什么，不代写材料。可以找服务机构或专家帮忙。",
            Beyond::Platform => "这是平台使用上的事，请看帮助页面或联系平台的人。",
            Beyond::Contact => "这里没有各单位的电话和地址。环境问题可以拨打 12345 或 12369。",
            Beyond::Advice => "平台不替您挑选机构。可以到惠企服务按地区、资质和评价比较。",
            Beyond::News => "这里只收录法规和办事依据，没有新闻、统计和预测。",
            Beyond::Case => "这里查不到具体案件或申请的办理情况，请向受理的部门询问。",
            Beyond::Craft => "这是技术上的做法，法规没有规定。可以问专家或服务机构。",
            Beyond::Outside => "这个问题不属于生态环境服务的范围。",
        }
        .to_owned();
    }
    if let Some(document) = evidence.missing.first() {
        return format!("问题里提到的文件（{document}）没有收录，不能据此回答。");
    }
    if let Some((_, place)) = evidence.elsewhere {
        return format!(
            "没有收录{place}当地的规定，不能回答当地怎么规定。全国性规定可以点下面的问题再查。"
        );
    }
    "在收录的法规和问答里没有找到可靠的依据，不敢乱答。".to_owned()
}
