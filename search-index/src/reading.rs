//! A question as it was read, and the articles that speak for an answer, with their whole texts: for
//! whoever has to judge whether there is an answer at all, which no order of hits tells.

use anyhow::Context as _;

use crate::analysis::{normalise, words};
use crate::document::Kind;
use crate::engine::{self, Terms};
use crate::index::SearchIndex;
use crate::query::Query;
use crate::query::understand::{Understood, Unit};
use crate::search::{IndexLexicon, read_stored};
use crate::select;

/// Other words for a word that count for less than this are not the same matter.
const SAME: f32 = 0.5;
/// Words in no more articles than this may be everyday words.
const EVERYDAY: u32 = 5;

/// A question as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Half width, small letters, simplified, wrong characters and pinyin replaced.
    pub text: String,
    /// What carries meaning, in order.
    pub words: Vec<Word>,
    /// What the way of asking looks for: 罚款 for 怎么罚.
    pub hints: Vec<&'static str>,
    /// The province that is named, by its two digits.
    pub region: Option<String>,
    /// The law that is named, by its full title without 中华人民共和国.
    pub law: Option<&'static str>,
    /// Whether that law is gone and its content stands in another.
    pub is_law_replaced: bool,
    /// The number of the article that is named.
    pub number: Option<u64>,
    /// How it was understood, when that is not as it was typed.
    pub understood_as: Option<String>,
}

/// A word of a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Word {
    /// The word; empty when only what it stands for counts.
    pub text: String,
    /// Other words for the same, and how much they count.
    pub also: Vec<(&'static str, f32)>,
    /// How much it tells: rarer words tell more.
    pub weight: f32,
    /// How many articles have it, or another word for it, at most.
    pub documents: u32,
    /// Whether it names a thing.
    pub is_noun: bool,
    /// Whether it is a word of our trade.
    pub is_term: bool,
}

impl Word {
    /// The word and the other words for the same matter.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        let also = self.also.iter().filter(|(_, factor)| *factor >= SAME).map(|(word, _)| *word);
        std::iter::once(self.text.as_str()).filter(|it| !it.is_empty()).chain(also)
    }
}

/// An article that may answer, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The document's key.
    pub key: String,
    /// Its law and number.
    pub title: String,
    /// Its text.
    pub body: String,
    /// The card as it was put into the index.
    pub card: serde_json::Value,
    /// How good it is beside the others of the same question.
    pub score: f32,
}

/// Text as it is compared: character by character, in place.
#[must_use]
pub fn normalised(text: &str) -> String {
    normalise::text(text)
}

impl SearchIndex {
    /// Reads a question.
    #[must_use]
    pub fn read(&self, question: &str) -> Reading {
        let view = self.view();
        let terms = Terms::new(&view);
        let lexicon = IndexLexicon { index: self, terms: &terms };
        let understood = Understood::read(question, &lexicon);
        self.reading(&understood, &terms)
    }

    /// Reads a question and finds the articles that fit it best.
    ///
    /// # Errors
    ///
    /// When the files of the index cannot be read.
    pub fn passages(&self, query: &Query) -> anyhow::Result<(Reading, Vec<Passage>)> {
        let view = self.view();
        let fields = self.fields();
        let terms = Terms::new(&view);
        let lexicon = IndexLexicon { index: self, terms: &terms };
        let understood = Understood::read(&query.text, &lexicon);
        let reading = self.reading(&understood, &terms);
        if understood.plain.is_empty() {
            return Ok((reading, Vec::new()));
        }
        let query = Query { kinds: vec![Kind::Article], ..query.clone() };
        let mut task = select::Task {
            view: &view,
            terms: &terms,
            fields,
            query: &query,
            understood: &understood,
            order: query.sort,
            depth: query.limit,
            counts: None,
            total: 0,
            drawn: Vec::new(),
        };
        let found = task.run()?;
        let passage = |it: &select::Found| {
            let stored = read_stored(&view, fields, it.segment, it.doc)?;
            Ok(Passage {
                key: stored.key,
                title: stored.title,
                body: stored.body,
                card: serde_json::from_str(&stored.card).context("read card")?,
                score: it.score,
            })
        };
        let passages: anyhow::Result<_> = found.iter().take(query.limit).map(passage).collect();
        Ok((reading, passages?))
    }

    fn reading(&self, understood: &Understood, terms: &Terms<'_>) -> Reading {
        Reading {
            text: understood.text.clone(),
            words: understood.units.iter().map(|it| self.word(it, terms)).collect(),
            hints: understood.hints.iter().map(|(hint, _)| *hint).collect(),
            region: understood.region.map(|it| it.to_string()),
            law: understood.law.map(|it| it.title),
            is_law_replaced: understood.law.is_some_and(|it| it.now.is_some()),
            number: understood.number,
            understood_as: understood.shown(),
        }
    }

    fn word(&self, unit: &Unit, terms: &Terms<'_>) -> Word {
        let fields = self.fields();
        let population = terms.view.population(fields, fields.article);
        let own = std::iter::once((unit.text.as_str(), 1.0)).filter(|(it, _)| !it.is_empty());
        let forms: Vec<(&str, f32)> = own.chain(unit.also.iter().copied()).collect();
        let known = |(form, _): &(&str, f32)| terms.frequency(fields.article, form);
        let documents: u32 = forms.iter().map(known).sum();
        let surest = forms.iter().map(|(_, factor)| *factor).fold(0.0, f32::max).min(1.0);
        // What no article has and everybody says tells nothing: 实在, 天天, 听说.
        let is_term = forms.iter().any(|(form, _)| words::is_listed(form));
        let common = documents <= EVERYDAY && !is_term && unit.also.is_empty();
        let telling = if common { words::telling(&unit.text) } else { 1.0 };
        Word {
            text: unit.text.clone(),
            also: unit.also.clone(),
            weight: unit.weight
                * surest
                * engine::idf(population, documents.max(1)).sqrt()
                * telling,
            documents,
            is_noun: words::is_noun(&unit.text),
            is_term,
        }
    }
}
