//! From a question to an answer with its source, or an honest "not known".
//!
//! Stands on the ground beside `search-index`: it knows no database and no GraphQL. A question is read by
//! the index, compared with the [`Book`] of stored answers, and held against the articles that fit best;
//! what was gathered ([`Evidence`]) gives a probability by a small model whose every weight has its reason
//! (`data/model.txt`). The tier follows from it:
//!
//! | tier | when |
//! |---|---|
//! | [`Tier::Answer`] | a stored answer is asked for, in nearly its words |
//! | [`Tier::Passages`] | the library probably answers: its best passages |
//! | [`Tier::DidYouMean`] | it may: other ways of asking are offered |
//! | [`Tier::Unknown`] | it does not: a person is offered |

mod asked;
mod book;
mod evidence;
mod follow;
mod gate;
mod lines;
mod model;
mod passage;

use anyhow::Result;
use search_index::{Force, Kind, Passage, Query, Reading, SearchIndex, Sort};

pub use asked::Beyond;
pub use book::{Book, Entry, MOST, Similar};
pub use evidence::Evidence;
pub use follow::Thread;
pub use gate::Case;
pub use model::{fit, logistic};
pub use passage::Cover;

/// The longest question, in characters; the index reads the first 200 of them.
pub const QUESTION_LIMIT: usize = 500;
/// Passages shown at most.
pub const PASSAGES: usize = 3;
/// The field of what the platform itself does.
const PLATFORM: &str = "PLATFORM";
/// Suggestions made at most.
const SUGGESTIONS: usize = 3;

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tier {
    /// A stored answer.
    Answer,
    /// Passages of law.
    Passages,
    /// Other ways to ask.
    DidYouMean,
    /// Not known.
    Unknown,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// As typed.
    pub text: String,
    /// The region chosen, by division code.
    pub region: Option<String>,
    /// The field chosen.
    pub field: Option<String>,
    /// What was asked before.
    pub thread: Option<Thread>,
    /// Today, in days since 1970-01-01.
    pub today: i64,
}

/// What the assistant looks into.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// The articles.
    pub index: &'a SearchIndex,
    /// The stored answers.
    pub book: &'a Book,
    /// The provinces whose own rules the library has, by two digits.
    pub held: &'a [String],
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How sure.
    pub tier: Tier,
    /// How probable it is that the library answers.
    pub probability: f64,
    /// Stored answers, the best first; several when regions differ.
    pub stored: Vec<Similar>,
    /// Passages, the best first, each with what it covers.
    pub passages: Vec<(Passage, Cover)>,
    /// Entries that may have been meant.
    pub near: Vec<Similar>,
    /// What speaks for it.
    pub evidence: Evidence,
    /// The question as it was read.
    pub reading: Reading,
    /// What the next question follows on.
    pub thread: Thread,
    /// The question as it was looked for, with what it follows on.
    pub asked: String,
}

/// What lies nearest to a question.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// Articles, the nearest first.
    pub passages: Vec<Passage>,
    /// Stored answers that are asked for alike.
    pub near: Vec<Similar>,
}

impl Library<'_> {
    /// Answers.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn answer(&self, ask: &Ask) -> Result<Outcome> {
        let asked = follow::whole(ask);
        let text: String = asked.text.chars().take(QUESTION_LIMIT).collect();
        let query = Query {
            text: text.clone(),
            kinds: vec![Kind::Article],
            region: asked.region.clone(),
            force: Some(Force::Now),
            sort: Sort::Relevance,
            limit: evidence::LOOKED_AT,
            today: ask.today,
            ..Query::default()
        };
        let (reading, passages) = self.index.passages(&query)?;
        let region = asked.region.clone().or_else(|| reading.region.clone());
        let near = self.book.similar(&reading, region.as_deref(), asked.field.as_deref());
        let mut evidence = Evidence::of(&text, &reading, &passages, self.held);
        evidence.features.push(("alike", near.first().map_or(0.0, |it| it.alike)));
        let probability = model::probability(&evidence);
        let stored = self.stored(&near, &passages, &evidence);
        let covers = evidence.covers.clone();
        let mut passages: Vec<(Passage, Cover)> = passages.into_iter().zip(covers).collect();
        self.cited_first(&near, &mut passages);
        let tier = tier(&stored, &near, probability, &evidence);
        let thread = Thread::after(&asked, &reading, region.as_deref());
        let shown = matches!(tier, Tier::Answer | Tier::Passages);
        passages.truncate(if shown { PASSAGES } else { 0 });
        let near = near.into_iter().filter(|it| it.alike >= model::number("suggest_from"));
        let near = near.filter(|it| !stored.iter().any(|other| other.key == it.key));
        let near = near.take(SUGGESTIONS).collect();
        Ok(Outcome {
            tier,
            probability,
            stored,
            passages,
            near,
            evidence,
            reading,
            thread,
            asked: text,
        })
    }

    /// What lies nearest to a question, whether it answers it or not: for somebody who is to write the answer.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn draw(&self, question: &str, today: i64) -> Result<Drawn> {
        let query = Query {
            text: question.chars().take(QUESTION_LIMIT).collect(),
            kinds: vec![Kind::Article],
            force: Some(Force::Now),
            sort: Sort::Relevance,
            limit: PASSAGES,
            today,
            ..Query::default()
        };
        let (reading, passages) = self.index.passages(&query)?;
        let near = self.book.similar(&reading, reading.region.as_deref(), None);
        let near = near.into_iter().filter(|it| it.alike >= model::number("suggest_from"));
        Ok(Drawn { passages, near: near.take(SUGGESTIONS).collect() })
    }

    /// Moves up what answers to questions asked alike cite.
    fn cited_first(&self, near: &[Similar], passages: &mut [(Passage, Cover)]) {
        let near: Vec<(&Entry, f64)> = near
            .iter()
            .take(SUGGESTIONS)
            .filter(|it| it.alike >= model::number("suggest_from"))
            .filter_map(|it| Some((self.book.entry(&it.key)?, it.alike)))
            .collect();
        let gain = |passage: &Passage| {
            let citing =
                near.iter().filter(|(entry, _)| agrees(entry, std::slice::from_ref(passage)));
            citing.map(|(_, alike)| *alike).fold(0.0, f64::max) * model::number("cited_gain")
        };
        let worth =
            |(passage, _): &(Passage, Cover)| f64::from(passage.score) * (1.0 + gain(passage));
        passages.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    }

    /// The stored answers that are asked for: the best, and those of other regions that are as near.
    fn stored(&self, near: &[Similar], passages: &[Passage], evidence: &Evidence) -> Vec<Similar> {
        let is_own =
            |it: &&Similar| self.book.entry(&it.key).is_some_and(|it| it.field == PLATFORM);
        if evidence.beyond.is_some() || !evidence.missing.is_empty() {
            // What the platform itself does is written down by us alone.
            let from = model::number("answer_platform_from");
            let own = near.first().filter(|it| is_own(it) && it.alike >= from);
            return own.cloned().into_iter().collect();
        }
        let top = &passages[..passages.len().min(PASSAGES)];
        let local = top.first().and_then(|it| it.card.get("region")?.as_str()).is_some();
        let sure = |it: &&Similar| {
            let entry = self.book.entry(&it.key);
            let agrees = entry.is_some_and(|it| agrees(it, top));
            // Where a place has rules of its own, what holds everywhere is not the answer.
            if local && !agrees && entry.is_some_and(|it| it.region.is_none()) {
                return false;
            }
            let from = match (agrees, is_own(it)) {
                (true, _) => "answer_agreed_from",
                (false, true) => "answer_platform_from",
                (false, false) => "answer_from",
            };
            it.alike >= model::number(from)
        };
        let mut stored: Vec<Similar> = Vec::new();
        let best = near.first().map_or(0.0, |it| it.alike);
        let region = |it: &Similar| self.book.entry(&it.key).and_then(|it| it.region.clone());
        for similar in near.iter().take(SUGGESTIONS * 2).filter(sure) {
            let of = region(similar);
            let is_other =
                of.is_some() && !stored.iter().any(|it| region(it) == of || region(it).is_none());
            let near_best = similar.alike >= best - model::number("answer_beside");
            if stored.is_empty() || (is_other && near_best && stored.len() < SUGGESTIONS) {
                stored.push(similar.clone());
            }
        }
        if let Some((_, _)) = evidence.elsewhere {
            // A place without rules of its own here is answered by its own entries only.
            stored.retain(|it| region(it).is_some());
        }
        stored
    }
}

/// Puts those of an answer's citations first that were found without it, as they were found.
pub fn nearest_first(cites: &mut [(String, i64)], passages: &[(Passage, Cover)]) {
    let place = |(slug, number): &(String, i64)| {
        passages.iter().position(|(it, _)| {
            it.card.get("articleNumber").and_then(serde_json::Value::as_i64) == Some(*number)
                && it.card.get("slug").and_then(serde_json::Value::as_str) == Some(slug)
        })
    };
    cites.sort_by_key(|it| place(it).unwrap_or(usize::MAX));
}

/// Whether one of the articles an entry cites is among those found without it.
fn agrees(entry: &Entry, passages: &[Passage]) -> bool {
    let text =
        |it: &Passage, key: &str| it.card.get(key).and_then(|it| it.as_str().map(str::to_owned));
    passages.iter().any(|it| {
        let number = it.card.get("articleNumber").and_then(serde_json::Value::as_i64);
        entry.cites.iter().any(|(slug, article)| {
            number == Some(*article) && text(it, "slug").as_ref() == Some(slug)
        })
    })
}

fn tier(stored: &[Similar], near: &[Similar], probability: f64, evidence: &Evidence) -> Tier {
    if !stored.is_empty() {
        return Tier::Answer;
    }
    let is_beyond = evidence.beyond.is_some();
    let is_absent = evidence.elsewhere.is_some() || !evidence.missing.is_empty();
    let is_thin = evidence.covers.is_empty() || probability < model::number("refuse_below");
    if is_beyond || is_absent || is_thin {
        return Tier::Unknown;
    }
    let offers = near.first().is_some_and(|it| it.alike >= model::number("suggest_from"));
    if probability < model::number("guess_below") {
        return if offers { Tier::DidYouMean } else { Tier::Unknown };
    }
    Tier::Passages
}
