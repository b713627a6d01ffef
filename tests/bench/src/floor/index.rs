//! Builds the floor's two indexes from the product's database.

use super::tokens::{NAME, Words};
use crate::data::{bar, places};
use anyhow::Context;
use jieba_rs::Jieba;
use rusqlite::Connection;
use serde_json::json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::schema::{
    Facet, FacetOptions, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Bytes that one writer may hold before it writes a segment.
const WRITER_MEMORY: usize = 128 * 1024 * 1024;

/// An index with its fields; providers and articles have the same ones.
pub(super) struct Built {
    pub(super) index: Index,
    pub(super) fields: Fields,
}

#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) title: Field,
    pub(super) body: Field,
    pub(super) region: Field,
    pub(super) category: Field,
    pub(super) card: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(NAME)
        .set_index_option(IndexRecordOption::WithFreqs);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text | STORED),
        region: builder.add_facet_field("region", FacetOptions::default()),
        category: builder.add_facet_field("category", FacetOptions::default()),
        card: builder.add_text_field("card", STORED),
    };
    (builder.build(), fields)
}

/// Opens one of the two.
pub(super) fn open(folder: &Path, words: &Words) -> anyhow::Result<Built> {
    let index = Index::open_in_dir(folder).context("open the floor's index")?;
    index.tokenizers().register(NAME, words.clone());
    Ok(Built { index, fields: schema().1 })
}

pub(super) fn folders(data: &Path) -> [PathBuf; 2] {
    ["floor/providers", "floor/articles"].map(|name| data.join(name))
}

/// The place of a division below the root: `/32/3205/320506`.
pub(super) fn region_facet(code: &str) -> Facet {
    let levels = [2, 4, 6].into_iter().filter_map(|end| code.get(..end));
    Facet::from_path(levels)
}

/// Builds both, in place of those of an earlier run.
///
/// # Errors
/// When the database cannot be read or the disk is full.
pub(crate) fn build(data: &Path) -> anyhow::Result<()> {
    let words = Words(Arc::new(Jieba::new()));
    let db = Connection::open(crate::data::database(data)).context("open the database")?;
    let [providers, articles] = folders(data);
    fill(&providers, &words, |writer, fields| add_providers(&db, writer, fields))?;
    fill(&articles, &words, |writer, fields| add_articles(&db, writer, fields))
}

fn fill(
    folder: &Path,
    words: &Words,
    add: impl FnOnce(&IndexWriter, Fields) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let (schema, fields) = schema();
    let index = Index::create_in_dir(folder, schema)?;
    index.tokenizers().register(NAME, words.clone());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    add(&writer, fields)?;
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    Ok(writer.wait_merging_threads()?)
}

fn add_providers(db: &Connection, writer: &IndexWriter, to: Fields) -> anyhow::Result<()> {
    let regions: HashMap<_, _> = places::regions().collect();
    let names: HashMap<_, _> =
        places::categories().into_iter().map(|it| (it.code, it.name)).collect();
    let count: i64 = db.query_row("SELECT count(*) FROM providers", [], |row| row.get(0))?;
    let bar = bar("floor: providers", count.unsigned_abs());
    let mut offered = db.prepare(
        "SELECT category_code FROM provider_categories WHERE provider_id = ?1 \
         AND category_code LIKE '%/%'",
    )?;
    let mut held = db.prepare(
        "SELECT name || ' ' || coalesce(scope, '') FROM qualifications WHERE provider_id = ?1",
    )?;
    let mut all = db.prepare(
        "SELECT id, name, short_name, region_code, address, introduction, rating_centi, \
         review_count, is_demo FROM providers",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let title: String = row.get(1)?;
        let codes =
            offered.query_map([&id], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let offers: Vec<&str> =
            codes.iter().filter_map(|it| names.get(it.as_str()).copied()).collect();
        let licences =
            held.query_map([&id], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        let region: Option<String> = row.get(3)?;
        let texts: [Option<String>; 3] = [row.get(5)?, row.get(4)?, row.get(2)?];
        let body = texts.into_iter().flatten().chain([offers.join(" ")]).chain(licences);
        let rating = f64::from(row.get::<_, i32>(6)?) / 100.0;
        let is_shown = row.get::<_, i32>(7)? >= 2;
        let card = json!({
            "kind": "PROVIDER", "title": title, "url": format!("/providers/{id}"),
            "regionName": region.as_deref().and_then(|it| regions.get(it)), "categories": offers,
            "rating": is_shown.then_some(rating), "isDemo": row.get::<_, bool>(8)?, "providerId": id,
        });
        let mut document = TantivyDocument::new();
        document.add_text(to.title, &title);
        document.add_text(to.body, body.collect::<Vec<_>>().join("\n"));
        document.add_text(to.card, card.to_string());
        if let Some(region) = &region {
            document.add_facet(to.region, region_facet(region));
        }
        for code in &codes {
            document.add_facet(to.category, Facet::from_path(code.split('/')));
        }
        writer.add_document(document)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

fn add_articles(db: &Connection, writer: &IndexWriter, to: Fields) -> anyhow::Result<()> {
    let count: i64 = db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
    let bar = bar("floor: articles", count.unsigned_abs());
    let mut all = db.prepare(
        "SELECT a.text, a.label, a.number, l.title, l.slug, l.effective_on, l.repealed_on, \
         l.superseded_on FROM articles a JOIN laws l ON l.id = a.law_id",
    )?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        let (label, number): (String, i64) = (row.get(1)?, row.get(2)?);
        let (law, slug): (String, String) = (row.get(3)?, row.get(4)?);
        let days: [Option<String>; 3] = [row.get(5)?, row.get(6)?, row.get(7)?];
        let title = format!("{law} {label}");
        let card = json!({
            "kind": "ARTICLE", "title": title, "url": format!("/policies/{slug}/{number}"),
            "lawTitle": law, "articleNumber": number, "days": days,
        });
        let mut document = TantivyDocument::new();
        document.add_text(to.title, &title);
        document.add_text(to.body, &text);
        document.add_text(to.card, card.to_string());
        writer.add_document(document)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}
