//! The fields of the tantivy index, and how a document fills them.
//!
//! Articles and named things (providers, demands, laws) have text fields of their own, so that
//! a search among one never walks the posting lists of the other and word frequencies stay true.
//! Every text field holds tokens that [`analysis`](crate::analysis) has cut, joined by spaces.

use std::collections::HashSet;

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::analysis::{names, normalise, words};
use crate::document::{Document, Kind};
use crate::facets::MARK;
use crate::position;
use crate::query::scopes;
use crate::stored;

/// Version of everything below and of the analysis: a change to either needs a rebuild, hence a
/// higher number.
pub(crate) const FORMAT: u32 = 5;

/// Titles and names beyond this many characters are cut.
const NAME_LIMIT: usize = 200;
/// Bodies beyond this many characters are searched no further.
const BODY_LIMIT: usize = 20_000;

/// More terms than this say nothing more.
pub(crate) const TERMS_COUNTED: u64 = 3;

/// Stands for "for ever" in the columns of days.
pub(crate) const FOREVER: i64 = i32::MAX as i64;

/// Handles of the fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) key: Field,
    pub(crate) group: Field,
    pub(crate) stored: Field,
    /// Articles: the text.
    pub(crate) article: Field,
    /// Articles: title, names and context.
    pub(crate) heading: Field,
    /// Named things: title and names, as words.
    pub(crate) name: Field,
    /// Named things: title, names, body and context.
    pub(crate) about: Field,
    /// Named things: title and each name whole.
    pub(crate) exact: Field,
    /// Named things: pairs of characters with and without a gap.
    pub(crate) grams: Field,
    /// Named things: pairs of syllables.
    pub(crate) syllables: Field,
    /// Named things: initials in pieces.
    pub(crate) initials: Field,
    /// Named things: what may be typed from the beginning.
    pub(crate) typed: Field,
    pub(crate) kind: Field,
    pub(crate) region: Field,
    /// [`position::packed`].
    pub(crate) position: Field,
    pub(crate) category: Field,
    pub(crate) rank: Field,
    pub(crate) date: Field,
    /// The title as it sounds, as a number: [`names::order`].
    pub(crate) sound: Field,
    pub(crate) active_from: Field,
    pub(crate) active_to: Field,
    pub(crate) number: Field,
    /// What a place in a draw is worked out from.
    pub(crate) lot: Field,
    /// Articles: how many different terms of ours occur, up to [`TERMS_COUNTED`].
    pub(crate) terms: Field,
    /// Articles: the number of the narrow subject they are on.
    pub(crate) scope: Field,
}

impl Fields {
    /// The fields that are searched.
    pub(crate) fn text(&self) -> [Field; 9] {
        [
            self.article,
            self.heading,
            self.name,
            self.about,
            self.exact,
            self.grams,
            self.syllables,
            self.initials,
            self.typed,
        ]
    }
}

/// The schema and its handles.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        key: raw(&mut builder, "key"),
        group: raw(&mut builder, "group"),
        stored: builder.add_text_field("stored", STORED),
        article: tokens(&mut builder, "article", IndexRecordOption::WithFreqs),
        heading: tokens(&mut builder, "heading", IndexRecordOption::Basic),
        name: tokens(&mut builder, "name", IndexRecordOption::Basic),
        about: tokens(&mut builder, "about", IndexRecordOption::WithFreqs),
        exact: tokens(&mut builder, "exact", IndexRecordOption::Basic),
        grams: tokens(&mut builder, "grams", IndexRecordOption::Basic),
        syllables: tokens(&mut builder, "syllables", IndexRecordOption::Basic),
        initials: tokens(&mut builder, "initials", IndexRecordOption::Basic),
        typed: tokens(&mut builder, "typed", IndexRecordOption::Basic),
        kind: builder.add_u64_field("kind", FAST),
        region: builder.add_u64_field("region", FAST),
        position: builder.add_u64_field("position", FAST),
        category: builder.add_text_field("category", TextOptions::default().set_fast("raw")),
        rank: builder.add_f64_field("rank", FAST),
        date: builder.add_i64_field("date", FAST),
        sound: builder.add_u64_field("sound", FAST),
        active_from: builder.add_i64_field("active_from", FAST),
        active_to: builder.add_i64_field("active_to", FAST),
        number: builder.add_u64_field("number", FAST),
        lot: builder.add_u64_field("lot", FAST),
        terms: builder.add_u64_field("terms", FAST),
        scope: builder.add_u64_field("scope", FAST),
    };
    (builder.build(), fields)
}

fn raw(builder: &mut SchemaBuilder, name: &str) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

fn tokens(builder: &mut SchemaBuilder, name: &str, record: IndexRecordOption) -> Field {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("whitespace")
        .set_fieldnorms(true)
        .set_index_option(record);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}

/// The document as tantivy takes it.
pub(crate) fn to_tantivy(fields: &Fields, document: &Document) -> TantivyDocument {
    let mut row = TantivyDocument::default();
    row.add_text(fields.key, &document.key);
    row.add_text(fields.group, &document.group);
    row.add_text(fields.stored, stored::encode(document));
    row.add_u64(fields.kind, u64::from(document.kind.code()));
    row.add_u64(fields.region, document.region.as_deref().map_or(0, crate::facets::region_code));
    let position = document.position.map_or(0, position::packed);
    row.add_u64(fields.position, u64::from(position));
    for category in &document.categories {
        row.add_text(fields.category, category);
    }
    for mark in &document.marks {
        row.add_text(fields.category, format!("{MARK}{mark}"));
    }
    row.add_u64(fields.sound, names::order(&document.title));
    row.add_f64(fields.rank, document.rank.clamp(0.0, 1.0));
    row.add_i64(fields.date, document.date);
    row.add_i64(fields.active_from, document.active_from.unwrap_or(-FOREVER));
    row.add_i64(fields.active_to, document.active_to.unwrap_or(FOREVER));
    row.add_u64(fields.number, document.number.unwrap_or(0));
    row.add_u64(fields.lot, u64::from(lot(&document.key)));
    let names: Vec<String> = std::iter::once(&document.title)
        .chain(&document.names)
        .map(|name| normalise::text(cut(name, NAME_LIMIT)))
        .collect();
    if document.kind == Kind::Article {
        article_fields(fields, document, &names, &mut row);
    } else {
        named_fields(fields, document, &names, &mut row);
    }
    row
}

fn article_fields(
    fields: &Fields,
    document: &Document,
    names: &[String],
    row: &mut TantivyDocument,
) {
    let mut text = String::new();
    words::index_tokens(&normalise::text(cut(&document.body, BODY_LIMIT)), &mut text);
    row.add_text(fields.article, &text);
    let mut heading = String::new();
    for name in names {
        words::index_tokens(name, &mut heading);
    }
    let context = normalise::text(cut(&document.context, BODY_LIMIT));
    words::index_tokens(&context, &mut heading);
    row.add_text(fields.heading, &heading);
    row.add_u64(fields.scope, scopes::of_headings(&(names.join(" ") + " " + &context)));
    let terms: HashSet<&str> = text
        .split(' ')
        .chain(heading.split(' '))
        .filter(|token| words::is_listed(token))
        .take(50)
        .collect();
    row.add_u64(fields.terms, TERMS_COUNTED.min(terms.len() as u64));
}

fn named_fields(fields: &Fields, document: &Document, names: &[String], row: &mut TantivyDocument) {
    let [mut name, mut grams, mut syllables, mut initials, mut typed, mut exact] =
        [const { String::new() }; 6];
    for form in names {
        words::index_tokens(form, &mut name);
        let plain = names::plain(form);
        if plain.is_empty() {
            continue;
        }
        join(&mut grams, names::grams(&plain));
        join(&mut syllables, names::syllable_pairs(&plain));
        join(&mut initials, names::initial_pieces(&plain));
        join(&mut typed, names::beginnings(&plain));
        let core = names::core(&plain).to_owned();
        join(&mut exact, [plain, core]);
    }
    let mut about = name.clone();
    words::index_tokens(&normalise::text(cut(&document.body, BODY_LIMIT)), &mut about);
    words::index_tokens(&normalise::text(cut(&document.context, BODY_LIMIT)), &mut about);
    for (field, text) in [
        (fields.name, name),
        (fields.grams, grams),
        (fields.syllables, syllables),
        (fields.initials, initials),
        (fields.typed, typed),
        (fields.exact, exact),
        (fields.about, about),
    ] {
        row.add_text(field, &text);
    }
}

fn join(into: &mut String, tokens: impl IntoIterator<Item = String>) {
    for token in tokens {
        into.push_str(&token);
        into.push(' ');
    }
}

/// What a document's place in a draw is worked out from (FNV-1a of its key).
fn lot(key: &str) -> u32 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    key.bytes().fold(2_166_136_261, mix)
}

/// The first so many characters.
fn cut(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}
