//! Scoring: walks the posting lists of a plan's terms and adds up, document by document.
//!
//! Why not tantivy's own queries: what is wanted is the best of several synonyms rather than
//! their sum, how much of the question a document covers, and one pass that counts facets as
//! well. An array with a cell for every document gives all three, and is faster than a tree of
//! scorers when a question has twenty terms.

use std::sync::{Mutex, PoisonError};

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption, Term};

use crate::index::view::{Segment, View};
use crate::schema::Fields;

/// How fast further occurrences of a term lose value (k1 of BM25, half the usual: an article that
/// repeats a word does not say more about it).
const SATURATION: f32 = 0.6;
/// Concepts beyond this many are dropped: a bit each in [`Cell::mask`].
pub(crate) const CONCEPTS: usize = 32;

/// A term, and how much of its group's weight it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) field: Field,
    pub(crate) term: String,
    pub(crate) factor: f32,
}

/// Terms of which the best one that a document has counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    pub(crate) weight: f32,
    /// The concept that a document covers by having any of the terms.
    pub(crate) concept: Option<usize>,
    pub(crate) choices: Vec<Choice>,
    /// How much long fields are held against a document (b of BM25).
    pub(crate) length: f32,
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    pub(crate) groups: Vec<Group>,
    /// How much each concept matters; the groups refer to them by place.
    pub(crate) concepts: Vec<f32>,
    /// How much each concept adds to the score, as a share of it.
    pub(crate) gains: Vec<f32>,
}

impl Plan {
    /// Adds a concept; None when there are too many already.
    pub(crate) fn concept(&mut self, weight: f32) -> Option<usize> {
        (self.concepts.len() < CONCEPTS).then(|| {
            self.concepts.push(weight);
            self.gains.push(0.0);
            self.concepts.len() - 1
        })
    }

    /// Adds a concept that is no part of the question but speaks for an answer.
    pub(crate) fn hint(&mut self, gain: f32) -> Option<usize> {
        let place = self.concept(0.0)?;
        self.gains[place] = gain;
        Some(place)
    }

    /// Shares of the whole question that sets of concepts cover, from 0 to 1.
    pub(crate) fn coverage(&self) -> MaskSum {
        let whole: f32 = self.concepts.iter().sum();
        MaskSum::new(self.concepts.iter().map(|weight| weight / whole.max(f32::EPSILON)))
    }

    /// What sets of concepts add to a score.
    pub(crate) fn gain(&self) -> MaskSum {
        MaskSum::new(self.gains.iter().copied())
    }
}

/// The sum of the values of the bits of a mask, by tables.
pub(crate) struct MaskSum {
    tables: Box<[[f32; 256]; 4]>,
}

impl MaskSum {
    fn new(values: impl Iterator<Item = f32>) -> Self {
        let values: Vec<f32> = values.take(CONCEPTS).collect();
        let mut tables = Box::new([[0.0; 256]; 4]);
        for (table, values) in tables.iter_mut().zip(values.chunks(8)) {
            for (bit, value) in values.iter().enumerate() {
                for mask in 0..1_usize << bit {
                    table[mask | 1 << bit] = table[mask] + value;
                }
            }
        }
        Self { tables }
    }

    pub(crate) fn of(&self, mask: u32) -> f32 {
        let bytes = mask.to_le_bytes();
        self.tables.iter().zip(bytes).map(|(table, byte)| table[usize::from(byte)]).sum()
    }
}

/// What is known of one document.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub(crate) score: f32,
    /// The best score within the group at hand.
    best: f32,
    /// The concepts covered.
    pub(crate) mask: u32,
    /// The group at hand, counted from one; zero when the document was not met yet.
    group: u32,
}

/// Cells for the documents of a segment, and which of them were met.
#[derive(Debug, Default)]
pub(crate) struct Board {
    cells: Vec<Cell>,
    met: Vec<DocId>,
}

impl Board {
    /// The documents that were met, with what is known of them.
    pub(crate) fn met(&self) -> impl Iterator<Item = (DocId, &Cell)> {
        self.met.iter().map(|doc| (*doc, &self.cells[*doc as usize]))
    }

    fn clear(&mut self, size: usize) {
        for doc in self.met.drain(..) {
            self.cells[doc as usize] = Cell::default();
        }
        if self.cells.len() < size {
            self.cells.resize(size, Cell::default());
        }
    }

    #[inline]
    fn add(&mut self, doc: DocId, group: u32, bit: u32, score: f32) {
        let cell = &mut self.cells[doc as usize];
        if cell.group == group {
            if score > cell.best {
                cell.score += score - cell.best;
                cell.best = score;
            }
        } else {
            if cell.group == 0 {
                self.met.push(doc);
            }
            cell.group = group;
            cell.best = score;
            cell.score += score;
        }
        cell.mask |= bit;
    }
}

/// Boards that are not in use; there are as many as searches ran at the same time.
static BOARDS: Mutex<Vec<Board>> = Mutex::new(Vec::new());

fn boards() -> std::sync::MutexGuard<'static, Vec<Board>> {
    BOARDS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the plan over every segment and hands each filled board to `visit`.
pub(crate) fn run(
    view: &View,
    fields: &Fields,
    plan: &Plan,
    mut visit: impl FnMut(u32, &Segment, &mut Board),
) -> anyhow::Result<()> {
    let prepared = prepare(view, fields, plan)?;
    let mut board = boards().pop().unwrap_or_default();
    for (place, segment) in view.segments.iter().enumerate() {
        board.clear(segment.reader.max_doc() as usize);
        for group in &prepared {
            for choice in &group.choices {
                if let Some(postings) = &choice.postings[place] {
                    walk(&mut board, segment, group, choice, postings.clone());
                }
            }
        }
        visit(u32::try_from(place).unwrap_or(u32::MAX), segment, &mut board);
    }
    board.clear(0);
    boards().push(board);
    Ok(())
}

struct PreparedChoice {
    field: Field,
    /// Score of a document by the length of its field, for one occurrence and saturating.
    worth: f32,
    lengths: Box<[f32; 256]>,
    postings: Vec<Option<BlockSegmentPostings>>,
    counted: bool,
}

struct PreparedGroup {
    number: u32,
    bit: u32,
    choices: Vec<PreparedChoice>,
}

fn prepare(view: &View, fields: &Fields, plan: &Plan) -> anyhow::Result<Vec<PreparedGroup>> {
    let mut groups = Vec::with_capacity(plan.groups.len());
    for (group, number) in plan.groups.iter().zip(1..) {
        let mut choices = Vec::with_capacity(group.choices.len());
        for choice in &group.choices {
            choices.extend(prepare_choice(view, fields, group, choice)?);
        }
        let bit = group.concept.map_or(0, |place| 1 << place);
        if !choices.is_empty() {
            groups.push(PreparedGroup { number, bit, choices });
        }
    }
    Ok(groups)
}

fn prepare_choice(
    view: &View,
    fields: &Fields,
    group: &Group,
    choice: &Choice,
) -> anyhow::Result<Option<PreparedChoice>> {
    let term = Term::from_field_text(choice.field, &choice.term);
    let counted = choice.field == fields.article || choice.field == fields.about;
    let record = if counted { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
    let mut postings = Vec::with_capacity(view.segments.len());
    let mut frequency = 0;
    for segment in &view.segments {
        let Some(text) = segment.text(choice.field) else {
            postings.push(None);
            continue;
        };
        let found = text.inverted.read_block_postings(&term, record)?;
        frequency += found.as_ref().map_or(0, BlockSegmentPostings::doc_freq);
        postings.push(found);
    }
    if frequency == 0 {
        return Ok(None);
    }
    let worth =
        group.weight * choice.factor * idf(view.population(fields, choice.field), frequency);
    let average = view.average_length(choice.field);
    let mut lengths = Box::new([0.0; 256]);
    for (id, length) in (0..=u8::MAX).zip(lengths.iter_mut()) {
        let tokens = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id) as f32;
        *length = SATURATION * (1.0 - group.length + group.length * tokens / average);
    }
    Ok(Some(PreparedChoice { field: choice.field, worth, lengths, postings, counted }))
}

/// Rarer terms tell more.
pub(crate) fn idf(population: f32, frequency: u32) -> f32 {
    let frequency = frequency as f32;
    (1.0 + (population - frequency).max(0.0) / (frequency + 0.5)).ln() + 0.05
}

fn walk(
    board: &mut Board,
    segment: &Segment,
    group: &PreparedGroup,
    choice: &PreparedChoice,
    mut postings: BlockSegmentPostings,
) {
    let Some(text) = segment.text(choice.field) else { return };
    loop {
        let length = postings.block_len();
        if length == 0 {
            return;
        }
        for place in 0..length {
            let doc = postings.doc(place);
            let count = if choice.counted { postings.freq(place) as f32 } else { 1.0 };
            let norm = choice.lengths[usize::from(text.norms.fieldnorm_id(doc))];
            let score = choice.worth * count * (SATURATION + 1.0) / (count + norm);
            board.add(doc, group.number, group.bit, score);
        }
        postings.advance();
    }
}
