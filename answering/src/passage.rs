//! How well one article answers: what of the question stands in it, in which sentence.

use search_index::{Passage, Reading, Word, normalised};

/// What of a question an article covers.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// How much of each word of the question the article has, its heading included.
    pub words: Vec<f64>,
    /// The share of the question's weight in text and heading.
    pub whole: f64,
    /// The share in the text alone.
    pub text: f64,
    /// The share in the sentence that has most.
    pub sentence: f64,
    /// Where that sentence stands, in characters.
    pub range: (usize, usize),
    /// The normalised text.
    pub body: String,
}

/// Sentences shorter than this many characters are joined to the next.
const SHORT: usize = 6;
/// What all the pairs of a long word count beside the word itself.
const PAIRED: f64 = 0.8;

impl Cover {
    /// Looks for the words of a question in an article.
    #[must_use]
    pub fn of(reading: &Reading, passage: &Passage) -> Self {
        let body = normalised(&passage.body);
        let heading = |name: &str| passage.card.get(name).and_then(|it| it.as_str()).unwrap_or("");
        let head = format!("{} {} {}", passage.title, heading("chapter"), heading("part"));
        let head = normalised(&head);
        let total: f64 = reading.words.iter().map(|it| f64::from(it.weight)).sum();
        let share = |has: &dyn Fn(&Word) -> f64| {
            let sum: f64 = reading.words.iter().map(|it| f64::from(it.weight) * has(it)).sum();
            if total > 0.0 { sum / total } else { 0.0 }
        };
        let text = share(&|word| held(word, &body));
        let whole = share(&|word| held(word, &body).max(held(word, &head)));
        let words = reading.words.iter().map(|it| held(it, &body).max(held(it, &head)));
        let (mut sentence, mut range) = (-1.0, (0, 0));
        for (from, to) in sentences(&body) {
            let said: String = body.chars().skip(from).take(to - from).collect();
            let here = share(&|word| held(word, &said));
            if here > sentence + 1e-9 {
                (sentence, range) = (here, (from, to));
            }
        }
        Self { words: words.collect(), whole, text, sentence: sentence.max(0.0), range, body }
    }
}

/// How much of a word a text has: all of it or another word for it, or some of its pairs.
fn held(word: &Word, text: &str) -> f64 {
    if word.forms().any(|it| text.contains(it)) {
        return 1.0;
    }
    let weak = word.also.iter().filter(|(form, _)| text.contains(form));
    let weak = weak.map(|(_, factor)| f64::from(*factor)).fold(0.0, f64::max);
    weak.max(PAIRED * pairs_held(&word.text, text))
}

/// The share of a long word's pairs of characters that the text has.
fn pairs_held(word: &str, text: &str) -> f64 {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 || word.is_ascii() {
        return 0.0;
    }
    let pairs: Vec<String> = letters.windows(2).map(|it| it.iter().collect()).collect();
    pairs.iter().filter(|it| text.contains(it.as_str())).count() as f64 / pairs.len() as f64
}

/// Where the sentences of a text begin and end, in characters.
pub(crate) fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (at, c) in text.chars().enumerate() {
        end = at + 1;
        if "。；;\n！？!?".contains(c) && end - start >= SHORT {
            found.push((start, end));
            start = end;
        }
    }
    if end > start {
        found.push((start, end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, weight: f32) -> Word {
        Word { text: text.into(), weight, documents: 5, ..Word::default() }
    }

    #[test]
    fn the_sentence_that_has_most_is_marked() {
        let reading =
            Reading { words: vec![word("贮存", 1.0), word("一年", 2.0)], ..Reading::default() };
        let passage = Passage {
            key: "law_1#5".into(),
            title: "法典 第5条".into(),
            body: "收集危险废物应当分类。贮存危险废物不得超过一年。".into(),
            card: serde_json::json!({}),
            score: 1.0,
        };

        let cover = Cover::of(&reading, &passage);

        assert_eq!(cover.range, (11, 24));
        assert!((cover.sentence - 1.0).abs() < 1e-9);
        assert_eq!(cover.words, [1.0, 1.0]);
    }

    #[test]
    fn sentences_cover_the_text() {
        let text = "一。二二二二二二。三三";
        assert_eq!(sentences(text), [(0, 9), (9, 11)]);
    }
}
