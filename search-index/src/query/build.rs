//! From a question as it was read to the terms that are looked for.

use tantivy::schema::Field;

use super::understand::{Understood, Unit};
use crate::analysis::{is_hanzi, names, pinyin, words};
use crate::engine::{Choice, Group, Plan, Reach, Terms};
use crate::schema::Fields;

/// Weights of the evidence for an article. Found by trying on the development questions; the
/// surroundings of each value score alike.
mod weight {
    /// A word in the heading, beside one in the text.
    pub(super) const HEADING: f32 = 0.3;
    /// The pairs of characters of a long word together, beside the word itself.
    pub(super) const PAIRS: f32 = 0.5;
    /// A pair that joins two neighbouring words of the question.
    pub(super) const JOINT: f32 = 0.25;
    /// How much long articles are held back.
    pub(super) const LENGTH: f32 = 0.25;
    /// What an article on penalties loses when nobody asked for them.
    pub(super) const UNASKED_PENALTY: f32 = -0.08;
    /// A word in the name of a thing, beside one in its description.
    pub(super) const NAME: f32 = 1.6;
}

/// What to look for among articles.
pub(crate) fn articles(understood: &Understood, fields: &Fields, terms: &Terms<'_>) -> Plan {
    let mut plan = Plan::default();
    for unit in &understood.units {
        article_unit(unit, fields, terms, &mut plan);
    }
    for pair in understood.units.windows(2) {
        let (Some(last), Some(first)) = (pair[0].text.chars().last(), pair[1].text.chars().next())
        else {
            continue;
        };
        let joint = format!("{last}{first}");
        if is_hanzi(last) && is_hanzi(first) && understood.text.contains(&joint) {
            plan.groups.push(text_group(
                Reach::Evidence,
                fields.article,
                weight::JOINT,
                None,
                [(joint, 1.0)],
            ));
        }
    }
    let penalty = understood.hints.iter().any(|(hint, _)| *hint == "罚款");
    let unasked = (!penalty).then_some(("法律责任", weight::UNASKED_PENALTY));
    for (hint, gain) in understood.hints.iter().chain(&unasked) {
        let Some(concept) = plan.hint(*gain) else { continue };
        let choice = [((*hint).to_owned(), 1.0)];
        plan.groups.push(text_group(
            Reach::Hint,
            fields.article,
            0.1,
            Some(concept),
            choice.clone(),
        ));
        plan.groups.push(text_group(Reach::Hint, fields.heading, 0.1, Some(concept), choice));
    }
    plan
}

fn text_group(
    reach: Reach,
    field: Field,
    weight: f32,
    concept: Option<usize>,
    terms: impl IntoIterator<Item = (String, f32)>,
) -> Group {
    let choices = terms.into_iter().map(|(term, factor)| Choice { field, term, factor });
    Group { weight, reach, concept, choices: choices.collect(), length: weight::LENGTH }
}

fn article_unit(unit: &Unit, fields: &Fields, lookup: &Terms<'_>, plan: &mut Plan) {
    let mut terms: Vec<(String, f32)> = Vec::with_capacity(unit.also.len() + 1);
    if !unit.text.is_empty() {
        terms.push((unit.text.clone(), 1.0));
    }
    terms.extend(unit.also.iter().map(|(word, factor)| ((*word).to_owned(), *factor)));
    // What covers the concept in any of its words; common words say little when they are there.
    let known: u32 = terms
        .iter()
        .map(|(term, _)| {
            let fields = [fields.article, fields.heading].into_iter();
            fields.map(|field| lookup.frequency(field, term)).max().unwrap_or(0)
        })
        .sum();
    let long = unit.text.chars().nth(2).is_some() && unit.text.chars().all(is_hanzi);
    let population = lookup.view.population(fields, fields.article);
    let surest = terms.iter().map(|(_, factor)| *factor).fold(0.0, f32::max).min(1.0);
    let importance = unit.weight * surest * crate::engine::idf(population, known.max(1)).sqrt();
    if known > 0 || !long {
        let concept = plan.concept(importance);
        plan.groups.push(text_group(
            Reach::Question,
            fields.article,
            unit.weight,
            concept,
            terms.clone(),
        ));
        plan.groups.push(text_group(
            Reach::Question,
            fields.heading,
            unit.weight * weight::HEADING,
            concept,
            terms,
        ));
    }
    if long {
        let pairs = words::pairs(&unit.text);
        let share = unit.weight * weight::PAIRS / pairs.len() as f32;
        for pair in pairs {
            // A long word that no article has is covered by its pairs.
            let concept = match known {
                0 => plan.concept(importance / 2.0),
                _ => None,
            };
            let reach = if known > 0 { Reach::Evidence } else { Reach::Question };
            let weight = if known > 0 { share } else { share * 2.0 };
            let choice = [(pair.to_owned(), 1.0)];
            if known == 0 {
                let weight = weight * weight::HEADING;
                plan.groups.push(text_group(
                    reach,
                    fields.heading,
                    weight,
                    concept,
                    choice.clone(),
                ));
            }
            plan.groups.push(text_group(reach, fields.article, weight, concept, choice));
        }
    }
}

/// What to look for among named things: every part of every word must be found, or another word
/// for it. The field `about` holds the names as well, so that one list a word decides.
pub(crate) fn named(understood: &Understood, fields: &Fields, lookup: &Terms<'_>) -> Plan {
    let mut plan = Plan::strict();
    for unit in &understood.units {
        let also: Vec<(String, f32)> =
            unit.also.iter().map(|(word, factor)| ((*word).to_owned(), *factor)).collect();
        let parts = parts(&unit.text);
        if parts.is_empty() {
            named_concept(&mut plan, fields, lookup, unit.weight, &also);
        }
        let share = unit.weight / parts.len().max(1) as f32;
        for part in &parts {
            let mut terms = also.clone();
            terms.push(((*part).to_owned(), 1.0));
            named_concept(&mut plan, fields, lookup, share, &terms);
        }
        if parts.len() > 1 {
            let choice = [(unit.text.clone(), 1.0)];
            plan.groups.push(named_group(Reach::Hint, fields.name, weight::NAME, None, &choice));
            plan.groups.push(named_group(Reach::Hint, fields.about, 1.0, None, &choice));
        }
    }
    plan.groups.push(exact_group(fields, &understood.plain, 8.0));
    if let Some(part) = understood.part_of_law() {
        plan.groups.push(exact_group(fields, part, 5.0));
    }
    plan
}

/// The parts of a word that must be found: the two words it is made of, itself when it is a term
/// of ours and hence always indexed whole, or else its pairs of characters.
fn parts(word: &str) -> Vec<&str> {
    if word.is_empty() {
        return Vec::new();
    }
    if word.chars().nth(2).is_none() || !word.chars().all(is_hanzi) {
        return vec![word];
    }
    let whole = |part: &str| match part.chars().count() {
        0 | 1 => false,
        2 => words::is_word(part),
        _ => words::is_term(part),
    };
    let splits = word.char_indices().rev().map(|(at, _)| word.split_at(at));
    if let Some((first, second)) =
        splits.into_iter().find(|(first, second)| whole(first) && whole(second))
    {
        return vec![first, second];
    }
    if words::is_term(word) { vec![word] } else { words::pairs(word) }
}

fn named_concept(
    plan: &mut Plan,
    fields: &Fields,
    lookup: &Terms<'_>,
    weight: f32,
    terms: &[(String, f32)],
) {
    // Having the common words of a question is not having nearly all of it.
    let known = terms.iter().map(|(term, _)| lookup.frequency(fields.about, term)).sum::<u32>();
    let population = lookup.view.population(fields, fields.about);
    let concept = plan.concept(weight * crate::engine::idf(population, known.max(1)).sqrt());
    let name = named_group(Reach::Hint, fields.name, weight * weight::NAME, None, terms);
    plan.groups.push(name);
    plan.groups.push(named_group(Reach::Question, fields.about, weight, concept, terms));
}

fn named_group(
    reach: Reach,
    field: Field,
    weight: f32,
    concept: Option<usize>,
    terms: &[(String, f32)],
) -> Group {
    let choices =
        terms.iter().map(|(term, factor)| Choice { field, term: term.clone(), factor: *factor });
    Group { weight, reach, concept, choices: choices.collect(), length: 0.3 }
}

/// The named thing whose title has all these words.
pub(crate) fn title(words: &str, fields: &Fields) -> Plan {
    let mut plan = Plan::strict();
    for word in words.split_whitespace() {
        for pair in words::pairs(word) {
            let concept = plan.concept(1.0);
            let choice = [(pair.to_owned(), 1.0)];
            plan.groups.push(named_group(Reach::Question, fields.name, 1.0, concept, &choice));
        }
    }
    plan
}

/// The whole question is a name.
pub(crate) fn exact_group(fields: &Fields, plain: &str, weight: f32) -> Group {
    let choice = Choice { field: fields.exact, term: plain.to_owned(), factor: 1.0 };
    Group { weight, reach: Reach::Question, concept: None, choices: vec![choice], length: 0.0 }
}

/// Names that sound like the letters, or whose initials they are.
pub(crate) fn letters(letters: &str, fields: &Fields) -> Vec<Plan> {
    let mut plans = vec![all_of(fields.initials, names::initial_query(letters))];
    if let Some(syllables) = pinyin::syllables(letters).filter(|found| found.len() > 1) {
        let pairs = syllables.windows(2).map(|two| format!("{}'{}", two[0], two[1]));
        plans.push(all_of(fields.syllables, pairs.collect()));
    }
    plans
}

/// Names that sound like the question.
pub(crate) fn sound(plain: &str, fields: &Fields) -> Plan {
    let syllables: Vec<&str> =
        plain.chars().filter_map(|c| pinyin::readings(c).first().copied()).collect();
    let pairs = syllables.windows(2).map(|two| format!("{}'{}", two[0], two[1]));
    all_of(fields.syllables, pairs.collect())
}

/// Names that share enough pairs with the question to differ in one character only.
pub(crate) fn near(plain: &str, fields: &Fields) -> Plan {
    let mut plan = all_of(fields.grams, names::grams(plain));
    plan.strict = false;
    plan
}

fn all_of(field: Field, terms: Vec<String>) -> Plan {
    let mut plan = Plan::strict();
    for term in terms {
        let concept = plan.concept(1.0);
        let choices = vec![Choice { field, term, factor: 1.0 }];
        plan.groups.push(Group {
            weight: 1.0,
            reach: Reach::Question,
            concept,
            choices,
            length: 0.0,
        });
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_for_in_parts_that_are_surely_indexed() {
        let cases: [(&str, &[&str]); 5] = [
            ("处置", &["处置"]),
            ("危险废物处置", &["危险废物", "处置"]),
            ("挥发性有机物", &["挥发性有机物"]),
            ("蘅芜苑", &["蘅芜", "芜苑"]),
            ("gb16297", &["gb16297"]),
        ];
        for (word, expected) in cases {
            assert_eq!(parts(word), expected);
        }
    }
}
