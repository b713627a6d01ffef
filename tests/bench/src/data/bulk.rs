//! The short way into the database for the load test: straight into the tables of a SQLite file
//! that the product has migrated, many rows a transaction. `greenbridge reindex` follows.

use super::Amounts;
use super::world::{ENTERPRISES, Firm, World, id};
use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use rand_chacha::ChaCha8Rng;
use rusqlite::{Connection, Statement, Transaction, params};
use std::path::Path;

/// Things written in one transaction.
const STEP: u32 = 5_000;
const SOURCE: &str = "bench";

/// Fills the tables. The file must be migrated and no server may be using it.
///
/// # Errors
/// When the file does not take the rows.
pub(crate) fn fill(world: &World, amounts: Amounts, file: &Path) -> anyhow::Result<()> {
    let mut db = Connection::open(file).context("open the database")?;
    // Nobody else reads yet, and a failed load is thrown away.
    db.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;")?;
    steps(&mut db, "providers", amounts.providers, |tx, numbers| {
        let mut rows = ProviderRows::prepare(tx)?;
        for number in numbers {
            rows.write(world, number)?;
        }
        Ok(())
    })?;
    let mut enterprises = Vec::new();
    steps(&mut db, "enterprises", ENTERPRISES, |tx, numbers| {
        let mut insert = tx.prepare(ORGANISATION)?;
        for number in numbers {
            enterprises.push(enterprise(&mut insert, world, number)?);
        }
        Ok(())
    })?;
    steps(&mut db, "needs", amounts.demands, |tx, numbers| {
        let mut insert = tx.prepare(DEMAND)?;
        for number in numbers {
            demand(&mut insert, world, number, &enterprises)?;
        }
        Ok(())
    })?;
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE);").context("write everything back")
}

fn steps(
    db: &mut Connection,
    name: &'static str,
    count: u32,
    mut write: impl FnMut(&Transaction<'_>, std::ops::Range<u32>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let bar = super::bar(name, u64::from(count));
    for start in (0..count).step_by(STEP as usize) {
        let tx = db.transaction()?;
        let end = count.min(start + STEP);
        write(&tx, start..end).with_context(|| format!("write {name}"))?;
        tx.commit()?;
        bar.set_position(u64::from(end));
    }
    bar.finish_and_clear();
    Ok(())
}

const ORGANISATION: &str = "INSERT INTO organisations (id, kind, name, name_key, credit_code, \
    credit_code_is_valid, region_code, address, source, created_at, updated_at) \
    VALUES (?1, ?2, ?3, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?8)";
const PROVIDER: &str = "INSERT INTO providers (id, organisation_id, name, short_name, credit_code, \
    credit_code_is_valid, region_code, province_code, city_code, county_code, address, \
    introduction, size, people_count, founded_on, rating_centi, review_count, is_demo, source, \
    created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, ?6, ?9, ?10, ?11, ?12, \
    ?13, ?14, ?15, 0, ?16, ?17, ?17)";
const CATEGORY: &str = "INSERT OR IGNORE INTO provider_categories (provider_id, category_code, \
    province_code, city_code, county_code, rating_centi) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const SERVES: &str =
    "INSERT OR IGNORE INTO provider_service_regions (provider_id, region_code) VALUES (?1, ?2)";
const QUALIFICATION: &str = "INSERT INTO qualifications (id, provider_id, source_key, kind, name, \
    number, issuer, scope, waste_classes, valid_from, valid_to, source, created_at, holds) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?3, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
    ?9 <= date('now') AND ?10 >= date('now'))";
const REVIEW: &str = "INSERT INTO reviews (id, provider_id, author_name, stars, text, written_on) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const DEMAND: &str = "INSERT INTO demands (id, organisation_id, title, description, category_code, \
    region_code, province_code, city_code, county_code, budget_max_fen, waste_code, quantity, \
    unit, deadline, state, published_at, opened_at, is_demo, revision, created_at, updated_at) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?6, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 0, 1, \
    ?15, ?15)";

struct ProviderRows<'tx> {
    organisation: Statement<'tx>,
    provider: Statement<'tx>,
    category: Statement<'tx>,
    serves: Statement<'tx>,
    qualification: Statement<'tx>,
    review: Statement<'tx>,
}

impl<'tx> ProviderRows<'tx> {
    fn prepare(tx: &'tx Transaction<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            organisation: tx.prepare(ORGANISATION)?,
            provider: tx.prepare(PROVIDER)?,
            category: tx.prepare(CATEGORY)?,
            serves: tx.prepare(SERVES)?,
            qualification: tx.prepare(QUALIFICATION)?,
            review: tx.prepare(REVIEW)?,
        })
    }

    fn write(&mut self, world: &World, number: u32) -> anyhow::Result<()> {
        let firm = world.firm(number);
        let mut rng = world.rng(5, number);
        let at = time(world.now);
        let place = &world.counties[firm.county];
        let [organisation_id, provider_id] =
            ["org", "prv"].map(|prefix| id(prefix, world.now, &mut rng));
        self.organisation.execute(params![
            organisation_id,
            "PROVIDER",
            firm.name,
            firm.credit_code,
            place.code,
            firm.address,
            SOURCE,
            at
        ])?;
        let rating = rating_centi(&firm);
        let (province, city) = (place.province_code(), place.city_code());
        self.provider.execute(params![
            provider_id,
            organisation_id,
            firm.name,
            firm.short_name,
            firm.credit_code,
            place.code,
            province,
            city,
            firm.address,
            firm.introduction,
            firm.size,
            firm.people,
            firm.founded_on.to_string(),
            rating,
            i64::try_from(firm.reviews.len())?,
            SOURCE,
            at
        ])?;
        for code in &firm.categories {
            let group = code.split('/').next().unwrap_or(code);
            for code in [*code, group] {
                self.category.execute(params![
                    provider_id,
                    code,
                    province,
                    city,
                    place.code,
                    rating
                ])?;
            }
        }
        for region in &firm.serves {
            self.serves.execute(params![provider_id, region])?;
        }
        self.write_parts(world, &firm, &provider_id, &mut rng)
    }

    fn write_parts(
        &mut self,
        world: &World,
        firm: &Firm,
        provider_id: &str,
        rng: &mut ChaCha8Rng,
    ) -> anyhow::Result<()> {
        for licence in &firm.licences {
            self.qualification.execute(params![
                id("qua", world.now, rng),
                provider_id,
                licence.number,
                licence.kind,
                licence.name,
                licence.issuer,
                licence.scope,
                serde_json::to_string(&licence.waste_classes)?,
                licence.valid_from.to_string(),
                licence.valid_to.to_string(),
                SOURCE,
                time(world.now)
            ])?;
        }
        for review in &firm.reviews {
            self.review.execute(params![
                id("rev", world.now, rng),
                provider_id,
                review.author,
                review.stars,
                review.text,
                review.written_on.to_string()
            ])?;
        }
        Ok(())
    }
}

/// As the product works it out: hundredths of a point, nothing below two reviews.
fn rating_centi(firm: &Firm) -> i64 {
    let count = firm.reviews.len() as i64;
    if count < 2 {
        return 0;
    }
    let sum: i64 = firm.reviews.iter().map(|it| i64::from(it.stars)).sum();
    (sum * 2_000 + count / 2) / count
}

fn enterprise(insert: &mut Statement<'_>, world: &World, number: u32) -> anyhow::Result<String> {
    let made = world.enterprise(number);
    let organisation_id = id("org", world.now, &mut world.rng(6, number));
    let place = &world.counties[made.county];
    insert.execute(params![
        organisation_id,
        "ENTERPRISE",
        made.name,
        made.credit_code,
        place.code,
        place.full_name(),
        SOURCE,
        time(world.now)
    ])?;
    Ok(organisation_id)
}

fn demand(
    insert: &mut Statement<'_>,
    world: &World,
    number: u32,
    enterprises: &[String],
) -> anyhow::Result<()> {
    let need = world.need(number);
    let place = &world.counties[need.county];
    let deadline = time(need.deadline);
    insert.execute(params![
        id("dem", need.published_at, &mut world.rng(7, number)),
        enterprises[need.enterprise as usize],
        need.title,
        need.description,
        need.category,
        place.code,
        place.province_code(),
        place.city_code(),
        i64::from(need.budget_yuan) * 100,
        need.waste_code,
        need.quantity.map(f64::from),
        need.quantity.map(|_| "吨"),
        deadline,
        if need.is_open { "PUBLISHED" } else { "UNSUCCESSFUL" },
        time(need.published_at),
        (!need.is_open).then_some(&deadline)
    ])?;
    Ok(())
}

/// As the product stores instants.
fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, false)
}
