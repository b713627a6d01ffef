//! Scoring: walks the posting lists of a plan's terms and adds up, document by document.
//!
//! Why not tantivy's own queries: what is wanted is the best of several synonyms rather than
//! their sum, how much of the question a document covers, and one pass that counts facets as
//! well. An array with a cell for every document gives all three.
//!
//! What tells most is walked first. Once enough documents are in, the long lists of common words
//! only speak for those (Moffat and Zobel's "continue"), which is what keeps questions of twenty
//! words cheap.

mod board;
mod plan;
mod terms;

use std::rc::Rc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field, IndexRecordOption};

pub(crate) use board::Board;
pub(crate) use plan::{CONCEPTS, Choice, Group, Plan, Reach};
pub(crate) use terms::{Lists, Terms};

use crate::index::view::{Segment, View};
use crate::schema::Fields;

/// How fast further occurrences of a term lose value (k1 of BM25, half the usual: an article that
/// repeats a word does not say more about it).
const SATURATION: f32 = 0.6;
/// Documents of a segment that the question's words bring in before common ones stop doing so.
const ENOUGH: usize = 12_000;
/// Documents of a segment beyond which evidence brings no more in.
const FEW: usize = 500;

/// A mere bonus is not looked up when this share of the documents would get it.
const TOO_COMMON: f32 = 0.1;

/// A bonus for fewer documents than this costs nothing worth saving.
const CHEAP: f32 = 5_000.0;

/// Runs the plan over every segment and hands each filled board to `visit`.
pub(crate) fn run(
    terms: &Terms<'_>,
    fields: &Fields,
    plan: &Plan,
    mut visit: impl FnMut(u32, &Segment, &Board),
) -> anyhow::Result<()> {
    let view = terms.view;
    let prepared = prepare(terms, fields, plan);
    let Some(prepared) = prepared else { return Ok(()) };
    let mut board = Board::take();
    for (place, segment) in view.segments.iter().enumerate() {
        board.clear(segment.reader.max_doc() as usize);
        for group in &prepared {
            let open = match group.reach {
                _ if plan.strict => group.essential,
                Reach::Question => board.count() < ENOUGH,
                Reach::Evidence => board.count() < FEW,
                Reach::Hint => false,
            };
            if !open && board.count() == 0 {
                continue;
            }
            for choice in &group.choices {
                walk(&mut board, segment, place, group, choice, open)?;
            }
        }
        visit(u32::try_from(place).unwrap_or(u32::MAX), segment, &board);
    }
    board.give_back();
    Ok(())
}

/// Scores by the length of a field: for one occurrence, and the lengths' part of the formula.
struct Lengths {
    once: [f32; 256],
    norm: [f32; 256],
}

struct PreparedChoice {
    field: Field,
    worth: f32,
    lengths: Rc<Lengths>,
    lists: Lists,
    counted: bool,
}

struct PreparedGroup {
    number: u32,
    bit: u32,
    reach: Reach,
    /// The most that it can add to a score.
    worth: f32,
    /// Whether it belongs to the rarest concept, which every document of a strict plan has.
    essential: bool,
    choices: Vec<PreparedChoice>,
}

/// None when nothing can be found.
fn prepare(terms: &Terms<'_>, fields: &Fields, plan: &Plan) -> Option<Vec<PreparedGroup>> {
    let rarest = if plan.strict { Some(rarest_concept(terms, plan)?) } else { None };
    let mut tables: Vec<(Field, f32, Rc<Lengths>)> = Vec::new();
    let mut groups = Vec::with_capacity(plan.groups.len());
    for (group, number) in plan.groups.iter().zip(1..) {
        let mut choices = Vec::with_capacity(group.choices.len());
        for choice in &group.choices {
            let frequency = terms.frequency(choice.field, &choice.term);
            let population = terms.view.population(fields, choice.field);
            let idle = group.reach == Reach::Hint
                && group.concept.is_none()
                && frequency as f32 > (population * TOO_COMMON).max(CHEAP);
            if frequency == 0 || idle {
                continue;
            }
            choices.push(PreparedChoice {
                field: choice.field,
                worth: group.weight * choice.factor * idf(population, frequency),
                lengths: lengths(&mut tables, terms.view, choice.field, group.length),
                lists: terms.lists(choice.field, &choice.term),
                counted: choice.field == fields.article || choice.field == fields.about,
            });
        }
        groups.push(PreparedGroup {
            number,
            bit: group.concept.map_or(0, |place| 1 << place),
            reach: group.reach,
            worth: choices.iter().map(|choice| choice.worth).fold(0.0, f32::max),
            essential: rarest.is_some() && group.concept == rarest,
            choices,
        });
    }
    groups.retain(|group| !group.choices.is_empty());
    groups.sort_by(|a, b| {
        let order = |group: &PreparedGroup| (!group.essential, group.reach);
        order(a).cmp(&order(b)).then_with(|| b.worth.total_cmp(&a.worth))
    });
    (!groups.is_empty()).then_some(groups)
}

/// The concept that the fewest documents cover; None when some concept is covered by none.
fn rarest_concept(terms: &Terms<'_>, plan: &Plan) -> Option<usize> {
    let mut documents = vec![None; CONCEPTS];
    for group in &plan.groups {
        let Some(sum) = group.concept.and_then(|concept| documents.get_mut(concept)) else {
            continue;
        };
        let choices = group.choices.iter();
        let here: u32 = choices.map(|choice| terms.frequency(choice.field, &choice.term)).sum();
        *sum = Some(sum.unwrap_or(0) + here);
    }
    let concepts = documents.into_iter().enumerate();
    let (documents, rarest) = concepts.filter_map(|(concept, sum)| Some((sum?, concept))).min()?;
    (documents > 0).then_some(rarest)
}

fn lengths(
    tables: &mut Vec<(Field, f32, Rc<Lengths>)>,
    view: &View,
    field: Field,
    length: f32,
) -> Rc<Lengths> {
    let same = |(other, as_long, _): &&(Field, f32, Rc<Lengths>)| {
        *other == field && (as_long - length).abs() < f32::EPSILON
    };
    if let Some((.., table)) = tables.iter().find(same) {
        return Rc::clone(table);
    }
    let average = view.average_length(field);
    let mut table = Lengths { once: [0.0; 256], norm: [0.0; 256] };
    for (id, place) in (0..=u8::MAX).zip(0..) {
        let tokens = FieldNormReader::id_to_fieldnorm(id) as f32;
        table.norm[place] = SATURATION * (1.0 - length + length * tokens / average);
        table.once[place] = (SATURATION + 1.0) / (1.0 + table.norm[place]);
    }
    let table = Rc::new(table);
    tables.push((field, length, Rc::clone(&table)));
    table
}

/// Rarer terms tell more.
pub(crate) fn idf(population: f32, frequency: u32) -> f32 {
    let frequency = frequency as f32;
    (1.0 + (population - frequency).max(0.0) / (frequency + 0.5)).ln() + 0.05
}

/// Walks one posting list. Unless it is `open`, documents that are not known are passed over.
fn walk(
    board: &mut Board,
    segment: &Segment,
    place: usize,
    group: &PreparedGroup,
    choice: &PreparedChoice,
    open: bool,
) -> anyhow::Result<()> {
    let (Some(text), Some(info)) = (segment.text(choice.field), &choice.lists[place]) else {
        return Ok(());
    };
    let record =
        if choice.counted { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
    let mut postings = text.inverted.read_block_postings_from_terminfo(info, record)?;
    let lengths = &*choice.lengths;
    while postings.block_len() > 0 {
        let docs = postings.docs();
        let counts = if choice.counted { postings.freqs() } else { &[] };
        for (at, &doc) in docs.iter().enumerate() {
            if !open && !board.knows(doc) {
                continue;
            }
            let length = usize::from(text.norms.fieldnorm_id(doc));
            let share = match counts.get(at) {
                None | Some(1) => lengths.once[length],
                Some(&count) => {
                    let count = count as f32;
                    count * (SATURATION + 1.0) / (count + lengths.norm[length])
                }
            };
            board.add(doc, group.number, group.bit, choice.worth * share);
        }
        postings.advance();
    }
    Ok(())
}
