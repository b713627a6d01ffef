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
        let covers: Vec<Cover> =
            passages.iter().take(LOOKED_AT).map(|it| Cover::of(reading, it)).collect();
        let beyond = asked::beyond(&said).or_else(|| asked::beyond(&reading.text));
        let elsewhere = asked::places(&reading.text)
            .into_iter()
            .find(|(code, _)| !held.iter().any(|it| it.starts_with(code)));
        let missing = missing(&said, reading, passages);
        let features = features(reading, passages, &covers);
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

/// Documents that are named but head none of the articles.
fn missing(said: &str, reading: &Reading, passages: &[Passage]) -> Vec<String> {
    let plain = |title: &str| {
        search_index::normalised(title).replace("中华人民共和国", "").replace(['(', ')', '（', '）', ' '], "")
    };
    let held = |document: &String| {
        let document = plain(document);
        reading.law.is_some_and(|it| plain(it).contains(&document) || document.contains(&plain(it)))
            || passages.iter().any(|it| {
                plain(&it.title).contains(&document) || plain(&it.body).contains(&document)
            })
    };
    asked::documents(said).into_iter().filter(|it| !held(it)).collect()
}

fn features(
    reading: &Reading,
    passages: &[Passage],
    covers: &[Cover],
) -> Vec<(&'static str, f64)> {
    let best = |of: &dyn Fn(&Cover) -> f64| covers.iter().take(3).map(of).fold(0.0, f64::max);
    let total: f64 = reading.words.iter().map(|it| f64::from(it.weight)).sum::<f64>().max(0.01);
    let covered = |place: usize| {
        covers.iter().take(3).any(|it| it.words.get(place).copied().unwrap_or(false))
    };
    let share = |is: &dyn Fn(usize) -> bool| {
        let words = reading.words.iter().enumerate().filter(|(place, _)| is(*place));
        words.map(|(_, it)| f64::from(it.weight)).sum::<f64>() / total
    };
    let unknown = share(&|it| reading.words[it].documents == 0);
    let missed_nouns = share(&|it| reading.words[it].is_noun && !covered(it));
    let missed_terms = share(&|it| reading.words[it].is_term && !covered(it));
    let terms = (0..reading.words.len()).filter(|it| reading.words[*it].is_term && covered(*it));
    let letters = (0..reading.words.len())
        .any(|it| reading.words[it].text.is_ascii() && !reading.words[it].text.is_empty() && !covered(it));
    let rarest = (0..reading.words.len())
        .max_by(|a, b| reading.words[*a].weight.total_cmp(&reading.words[*b].weight));
    let kinds = asked::wanted(&reading.text);
    let given = covers.iter().take(3).filter_map(|it| asked::gives(&kinds, &it.body));
    let given = given.fold(None, |most: Option<f64>, it| Some(most.map_or(it, |most| most.max(it))));
    let top = passages.first().map_or(0.0, |it| f64::from(it.score));
    let third = passages.get(2).map_or(0.0, |it| f64::from(it.score));
    let law = |place: usize| passages.get(place)?.card.get("slug").or(passages.get(place)?.card.get("law"))?.as_str();
    let same = [1, 2].iter().filter(|it| law(**it).is_some() && law(**it) == law(0)).count();
    let length = reading.words.len();
    vec![
        ("whole", best(&|it| it.whole)),
        ("text", best(&|it| it.text)),
        ("sentence", best(&|it| it.sentence)),
        ("engine", top.min(1.0)),
        ("margin", if top > 0.0 { 1.0 - third / top } else { 0.0 }),
        ("unknown", unknown),
        ("missed_nouns", missed_nouns),
        ("missed_terms", missed_terms),
        ("letters", f64::from(u8::from(letters))),
        ("rarest", rarest.map_or(0.0, |it| f64::from(u8::from(covered(it))))),
        ("terms", terms.count().min(3) as f64 / 3.0),
        ("wanted", given.map_or(0.0, |it| 2.0 * it - 1.0)),
        ("same_law", same as f64 / 2.0),
        ("penalty", f64::from(u8::from(reading.hints.contains(&"罚款")))),
        ("asked_law", f64::from(u8::from(reading.law.is_some()))),
        ("words", length.min(8) as f64 / 8.0),
        ("none", f64::from(u8::from(length == 0))),
    ]
}
