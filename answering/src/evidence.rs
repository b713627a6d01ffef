//! What speaks for there being an answer: the features of the model, each a number between -1 and 1
//! or thereabouts, each with a name that the page of figures shows.

use search_index::{Passage, Reading};

use crate::asked::{self, Beyond};
use crate::passage::Cover;

/// How many of the best articles are looked at.
pub(crate) const LOOKED_AT: usize = 10;

/// What was found out about a question.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Features by name.
    pub features: Vec<(&'static str, f64)>,
    /// What no law answers.
    pub beyond: Option<Beyond>,
    /// A place whose own rules are not in the library: the province and the name used.
    pub elsewhere: Option<(&'static str, &'static str)>,
    /// Documents that are named and are not in the library.
    pub missing: Vec<String>,
    /// What each of the articles covers, in their order.
    pub covers: Vec<Cover>,
}

impl Evidence {
    /// Gathers it. `held` are the provinces whose own rules the library has; `region` is the one chosen.
    #[must_use]
    pub fn of(raw: &str, reading: &Reading, passages: &[Passage], held: &[String]) -> Self {
        let said = search_index::normalised(raw);
        let reading = &about(reading);
        let covers: Vec<Cover> =
            passages.iter().take(LOOKED_AT).map(|it| Cover::of(reading, it)).collect();
        let beyond = asked::beyond(&said).or_else(|| asked::beyond(&reading.text));
        let elsewhere = asked::places(&reading.text)
            .into_iter()
            .find(|(code, _)| !held.iter().any(|it| it.starts_with(code)));
        let missing = missing(&said, reading, passages);
        let mut features = features(reading, passages, &covers);
        features.push(("acronym", f64::from(u8::from(has_unknown_acronym(raw, reading)))));
        let mut evidence = Self { features, beyond, elsewhere, missing, covers };
        let flag = |it: bool| f64::from(u8::from(it));
        let weak = flag(evidence.beyond.is_some());
        evidence.features.push(("beyond", weak));
        evidence.features.push(("elsewhere", flag(evidence.elsewhere.is_some())));
        evidence.features.push(("missing", flag(!evidence.missing.is_empty())));
        evidence
    }

    /// A feature by its name; zero when there is none.
    #[must_use]
    pub fn feature(&self, name: &str) -> f64 {
        self.features.iter().find(|(it, _)| *it == name).map_or(0.0, |(_, value)| *value)
    }
}

/// The question without the places it names: they are judged apart.
fn about(reading: &Reading) -> Reading {
    let is_place = |text: &str| !text.is_empty() && asked::without_places(text).is_empty();
    let words = reading.words.iter().filter(|it| !is_place(&it.text)).cloned().collect();
    Reading { words, ..reading.clone() }
}

/// Whether capital letters are used that no article has: CMA, MBR.
fn has_unknown_acronym(raw: &str, reading: &Reading) -> bool {
    let parts = raw.split(|it: char| !it.is_ascii_alphabetic());
    let capitals = parts.filter(|it| it.len() > 1 && it.chars().all(|it| it.is_ascii_uppercase()));
    capitals.map(str::to_ascii_lowercase).any(|it| {
        reading.words.iter().any(|word| word.text.starts_with(&it) && word.documents == 0)
    })
}

/// Documents that are named but head none of the articles.
fn missing(said: &str, reading: &Reading, passages: &[Passage]) -> Vec<String> {
    let plain = |title: &str| {
        search_index::normalised(title)
            .replace("中华人民共和国", "")
            .replace(['(', ')', '（', '）', ' '], "")
    };
    let is_among = |name: &str| passages.iter().any(|it| plain(&it.title).contains(name));
    let held = |document: &String| {
        let document = plain(document);
        // A law that is gone is held where its content stands today.
        let named = reading
            .law
            .map(plain)
            .filter(|it| it.contains(&document) || document.contains(it.as_str()));
        named.is_some_and(|it| reading.is_law_replaced || is_among(&it))
            || is_among(&document)
            || passages.iter().any(|it| plain(&it.body).contains(&document))
    };
    asked::documents(said).into_iter().filter(|it| !held(it)).collect()
}

fn features(reading: &Reading, passages: &[Passage], covers: &[Cover]) -> Vec<(&'static str, f64)> {
    let best = |of: &dyn Fn(&Cover) -> f64| covers.iter().take(3).map(of).fold(0.0, f64::max);
    let covered = |place: usize| {
        let held = covers.iter().take(3).filter_map(|it| it.words.get(place).copied());
        held.fold(0.0, f64::max) > 0.5
    };
    let terms = reading.words.iter().enumerate();
    let terms = terms.filter(|(place, word)| word.is_term && covered(*place)).count();
    let kinds = asked::wanted(&reading.text);
    let given = covers.iter().take(3).filter_map(|it| asked::gives(&kinds, &it.body));
    let given = given.reduce(f64::max).map_or(0.0, |it| 2.0 * it - 1.0);
    let score = |place: usize| passages.get(place).map_or(0.0, |it| f64::from(it.score));
    let (top, third) = (score(0), score(2));
    let law = |place: usize| passages.get(place)?.card.get("slug")?.as_str();
    let same = [1, 2].iter().filter(|it| law(**it).is_some() && law(**it) == law(0)).count();
    vec![
        ("whole", best(&|it| it.whole)),
        ("text", best(&|it| it.text)),
        ("engine", top.min(1.0)),
        ("margin", if top > 0.0 { 1.0 - third / top } else { 0.0 }),
        ("terms", terms.min(3) as f64 / 3.0),
        ("wanted", given),
        ("same_law", same as f64 / 2.0),
        ("penalty", f64::from(u8::from(reading.hints.contains(&"罚款")))),
        ("words", reading.words.len().min(3) as f64 / 3.0),
    ]
}
