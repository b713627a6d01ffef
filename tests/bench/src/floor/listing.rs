//! List and detail from prepared statements; each worker thread has a connection of its own.

use crate::data::places;
use anyhow::Context;
use rusqlite::{Connection, OpenFlags, Row};
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;

/// Rows of a page.
const ROWS: usize = 20;

/// A connection that reads, and the names of places.
pub(super) struct Tables {
    db: Connection,
    regions: HashMap<&'static str, &'static str>,
}

#[derive(Serialize)]
struct Region {
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListRow {
    id: String,
    name: String,
    short_name: Option<String>,
    credit_code: Option<String>,
    region: Option<Region>,
    address: Option<String>,
    size: Option<String>,
    founded_on: Option<String>,
    rating: Option<f64>,
    review_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rows {
    nodes: Vec<ListRow>,
    page_info: PageInfo,
}

/// The answer to a list.
#[derive(Serialize)]
pub(super) struct List {
    providers: Rows,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Qualification {
    id: String,
    kind: String,
    name: String,
    number: Option<String>,
    issuer: Option<String>,
    scope: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review {
    id: String,
    stars: i64,
    text: String,
    author_name: String,
    written_on: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Provider {
    #[serde(flatten)]
    row: ListRow,
    introduction: Option<String>,
    people_count: Option<i64>,
    qualifications: Vec<Qualification>,
    reviews: Vec<Review>,
}

/// The answer to a detail.
#[derive(Serialize)]
pub(super) struct Detail {
    provider: Provider,
}

const COLUMNS: &str = "p.id, p.name, p.short_name, p.credit_code, p.region_code, p.address, \
    p.size, p.founded_on, p.rating_centi, p.review_count";

impl Tables {
    pub(super) fn open(file: &Path) -> anyhow::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(file, flags).context("open the database")?;
        // The product's readers have as much.
        db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8192;")?;
        Ok(Self { db, regions: places::regions().collect() })
    }

    pub(super) fn list(&self, region: &str, category: &str) -> anyhow::Result<List> {
        let level = match region.len() {
            2 => "province_code",
            4 => "city_code",
            _ => "county_code",
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM provider_categories c JOIN providers p ON p.id = c.provider_id \
             WHERE c.category_code = ?1 AND c.{level} = ?2 \
             ORDER BY c.rating_centi DESC, c.provider_id LIMIT ?3"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map((category, region, ROWS as i64 + 1), |row| self.row(row))?;
        let mut nodes = rows.collect::<Result<Vec<ListRow>, _>>()?;
        let has_next_page = nodes.len() > ROWS;
        nodes.truncate(ROWS);
        let cursor = |it: &ListRow| format!("{:.0}|{}", it.rating.unwrap_or(0.0) * 100.0, it.id);
        let end_cursor = nodes.last().map(cursor);
        let page_info = PageInfo { has_next_page, end_cursor };
        Ok(List { providers: Rows { nodes, page_info } })
    }

    fn row(&self, row: &Row<'_>) -> rusqlite::Result<ListRow> {
        let reviews: i64 = row.get(9)?;
        let rating: i64 = row.get(8)?;
        let region = row.get_ref(4)?.as_str_or_null()?;
        Ok(ListRow {
            id: row.get(0)?,
            name: row.get(1)?,
            short_name: row.get(2)?,
            credit_code: row.get(3)?,
            region: region.and_then(|it| self.regions.get(it)).map(|name| Region { name }),
            address: row.get(5)?,
            size: row.get(6)?,
            founded_on: row.get(7)?,
            rating: (reviews >= 2).then_some(rating as f64 / 100.0),
            review_count: reviews,
        })
    }

    pub(super) fn detail(&self, id: &str) -> anyhow::Result<Option<Detail>> {
        let sql = format!(
            "SELECT {COLUMNS}, p.introduction, p.people_count FROM providers p WHERE p.id = ?1"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let provider = Provider {
            row: self.row(row)?,
            introduction: row.get(10)?,
            people_count: row.get(11)?,
            qualifications: self.qualifications(id)?,
            reviews: self.reviews(id)?,
        };
        Ok(Some(Detail { provider }))
    }

    fn qualifications(&self, id: &str) -> anyhow::Result<Vec<Qualification>> {
        let sql = "SELECT id, kind, name, number, issuer, scope, valid_from, valid_to \
            FROM qualifications WHERE provider_id = ?1 ORDER BY valid_to DESC, id LIMIT 5";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| {
            Ok(Qualification {
                id: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                number: row.get(3)?,
                issuer: row.get(4)?,
                scope: row.get(5)?,
                valid_from: row.get(6)?,
                valid_to: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn reviews(&self, id: &str) -> anyhow::Result<Vec<Review>> {
        let sql = "SELECT id, stars, text, author_name, written_on FROM reviews \
            WHERE provider_id = ?1 ORDER BY written_on DESC, id LIMIT 10";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| {
            Ok(Review {
                id: row.get(0)?,
                stars: row.get(1)?,
                text: row.get(2)?,
                author_name: row.get(3)?,
                written_on: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
