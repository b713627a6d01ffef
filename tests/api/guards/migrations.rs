//! Migrations: up, down and up again, on an empty database and on one in use; tables and entities
//! agree column by column.

use crate::support::{TestDatabase, in_tree};
use greenbridge::app::{App, Options};
use kernel::Clock;
use migrations::Migrator;
use platform::Db;
use platform::settings::Settings;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use sea_orm_migration::MigratorTrait;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Tables with their columns, as the database has them.
/// Columns that the database works out itself are left out.
async fn tables(db: &Db) -> BTreeMap<String, BTreeSet<String>> {
    let sql = match db.backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
             WHERE table_schema = 'public' AND is_generated = 'NEVER'"
        }
        _ => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
    };
    let statement = Statement::from_string(db.backend(), sql);
    let rows = db.for_migrations().query_all_raw(statement).await.unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let table: String = row.try_get("", "t").unwrap();
        if table != "seaql_migrations" {
            tables.entry(table).or_default().insert(row.try_get("", "c").unwrap());
        }
    }
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_database_goes_up_down_and_up() {
    let database = TestDatabase::empty().await;
    let db = database.open().await;
    assert!(tables(&db).await.is_empty());

    Migrator::up(db.for_migrations(), None).await.unwrap();
    let first = tables(&db).await;
    Migrator::down(db.for_migrations(), None).await.unwrap();
    let nothing = tables(&db).await;
    Migrator::up(db.for_migrations(), None).await.unwrap();

    assert!(first.len() > 10, "{first:?}");
    assert!(nothing.is_empty(), "left over: {nothing:?}");
    assert_eq!(tables(&db).await, first);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_step_can_be_taken_back_alone() {
    let database = TestDatabase::empty().await;
    let db = database.open().await;
    let mut before = vec![tables(&db).await];

    for _ in Migrator::migrations() {
        Migrator::up(db.for_migrations(), Some(1)).await.unwrap();
        before.push(tables(&db).await);
    }

    while before.pop().is_some() && !before.is_empty() {
        Migrator::down(db.for_migrations(), Some(1)).await.unwrap();
        assert_eq!(Some(&tables(&db).await), before.last());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_in_use_goes_down_and_up() {
    let database = TestDatabase::migrated().await;
    let data = tempfile::tempdir().unwrap();
    let vars = HashMap::from([
        ("GREENBRIDGE_DATA".to_owned(), data.path().display().to_string()),
        ("DATABASE_URL".to_owned(), database.url().to_owned()),
    ]);
    let settings = Settings::from_vars(&vars).unwrap();
    let app =
        App::open(settings, Clock::standing(crate::support::start_of_tests()), Options::default());
    let app = app.await.unwrap();
    assert!(greenbridge::seed::demo(&app).await.unwrap());
    assert!(!greenbridge::seed::demo(&app).await.unwrap(), "again changes nothing");
    let before = tables(app.db()).await;

    Migrator::down(app.db().for_migrations(), None).await.unwrap();
    assert!(tables(app.db()).await.is_empty());
    Migrator::up(app.db().for_migrations(), None).await.unwrap();

    assert_eq!(tables(app.db()).await, before);
    assert!(greenbridge::seed::demo(&app).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_newer_than_the_program_is_refused_in_one_sentence() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('999_of_tomorrow', 0)";
    db.for_migrations().execute_unprepared(newer).await.unwrap();
    let before = tables(&db).await;

    let refused = greenbridge::app::migrate(&db).await.unwrap_err().to_string();

    assert!(refused.contains("999_of_tomorrow") && !refused.contains('\n'), "{refused}");
    assert_eq!(tables(&db).await, before);
}

/// The columns of every entity, read from its declaration: `table_name = "…"`, then `pub name:`.
fn entities() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (_, text) in super::architecture::sources("backend") {
        let text = super::architecture::code(&text);
        for declaration in text.split("table_name = \"").skip(1) {
            let Some((table, rest)) = declaration.split_once('"') else { continue };
            let Some(body) = rest.split("pub struct Model {").nth(1) else { continue };
            let body = body.split("\n}").next().unwrap_or_default();
            let fields = body.lines().filter_map(|line| line.trim().strip_prefix("pub "));
            let names = fields.filter_map(|it| it.split_once(':')).map(|(name, _)| name.to_owned());
            found.insert(table.to_owned(), names.collect());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_have_the_columns_of_their_tables() {
    let database = TestDatabase::migrated().await;
    let tables = tables(&database.open().await).await;
    let entities = entities();

    assert!(entities.len() > 10, "{entities:?}");
    for (table, columns) in entities {
        assert_eq!(Some(&columns), tables.get(&table), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sealed_column_is_known_to_the_rotation_of_keys() {
    let database = TestDatabase::migrated().await;
    let tables = tables(&database.open().await).await;
    let found = tables.iter().flat_map(|(table, columns)| {
        columns.iter().map(move |column| (table.clone(), column.clone()))
    });
    let found: BTreeSet<_> = found.filter(|(_, column)| column.ends_with("_sealed")).collect();

    let listed = greenbridge::keys::sealed_columns();

    assert!(listed.iter().all(|it| tables[it.table].contains(it.id)));
    let listed = listed.iter().map(|it| (it.table.to_owned(), it.column.to_owned()));
    assert_eq!(found, listed.collect());
}

/// Not by somebody: laws are repealed by laws, and other things are done by a day.
const BY_NOBODY: [&str; 4] = ["repealed_by", "review_by", "name_by", "answer_by"];

/// Whether a column with this name holds the account of a person.
fn is_person(column: &str) -> bool {
    let by_somebody = column.ends_with("_by") && !BY_NOBODY.contains(&column);
    column == "account_id" || by_somebody || column.starts_with("assign")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_about_a_person_is_handed_out_when_they_ask() {
    let database = TestDatabase::migrated().await;
    let tables = tables(&database.open().await).await;
    let found = tables.iter().flat_map(|(table, columns)| {
        columns.iter().map(move |column| (table.as_str(), column.as_str()))
    });
    let found: BTreeSet<_> = found.filter(|(_, it)| is_person(it)).collect();

    let listed = greenbridge::personal::tables();

    for it in &listed {
        let columns = &tables[it.table];
        assert!(columns.contains(it.person), "{}.{}", it.table, it.person);
        for column in it.columns {
            let is_secret =
                ["_sealed", "hash", "digest", "secret"].iter().any(|s| column.contains(s));
            assert!(columns.contains(*column) && !is_secret, "{}.{column}", it.table);
        }
    }
    let listed: BTreeSet<_> = listed.iter().map(|it| (it.table, it.person)).collect();
    let missing: Vec<_> = found.difference(&listed).collect();
    assert!(missing.is_empty(), "rows about persons that are not handed out: {missing:?}");
}

#[test]
fn every_table_of_the_migrations_is_explained() {
    for file in std::fs::read_dir(in_tree("migrations/src/sql")).unwrap().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".down.sql") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(text.trim_start().starts_with("--"), "{name} begins with what it is for");
    }
}
