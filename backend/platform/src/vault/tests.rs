use super::*;
use crate::Db;
use kernel::{Actor, Clock};
use sea_orm::{ConnectionTrait, Statement};
use std::os::unix::fs::PermissionsExt;

const COLUMN: SealedColumn = SealedColumn { table: "people", column: "phone_sealed", id: "id" };

fn place(row: &str) -> Place<'_> {
    Place { table: COLUMN.table, column: COLUMN.column, row }
}

struct Scratch {
    db: Db,
    clock: Clock,
    folder: tempfile::TempDir,
}

async fn scratch() -> Scratch {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::standing(chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap());
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let source = KeyRing::File(folder.path().join("keys"));
    let vault = Vault::open_with(&source, clock.now()).unwrap();
    let db = Db::open(&url, clock.clone()).await.unwrap().keyed(vault);
    let make = "CREATE TABLE people (id text PRIMARY KEY, phone_sealed text)";
    db.for_migrations().execute_unprepared(make).await.unwrap();
    Scratch { db, clock, folder }
}

impl Scratch {
    async fn run(&self, sql: &'static str, values: Vec<sea_orm::Value>) {
        self.db
            .in_transaction(Actor::System("test"), move |cx| {
                Box::pin(async move {
                    let backend = cx.tx.get_database_backend();
                    cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
                    Ok(())
                })
            })
            .await
            .unwrap();
    }

    async fn keep(&self, id: &str, phone: &str) {
        let sealed = self.db.vault().seal(place(id), phone).unwrap();
        let values = vec![id.into(), sealed.into()];
        self.run("INSERT INTO people (id, phone_sealed) VALUES (?, ?)", values).await;
    }

    async fn sealed(&self, id: &str) -> String {
        let sql = "SELECT phone_sealed FROM people WHERE id = ?";
        let asked = Statement::from_sql_and_values(self.db.backend(), sql, [id.into()]);
        let row = self.db.read().query_one_raw(asked).await.unwrap().unwrap();
        row.try_get("", "phone_sealed").unwrap()
    }
}

#[tokio::test]
async fn what_is_sealed_opens_at_its_place_only() {
    let it = scratch().await;
    let vault = it.db.vault();

    let sealed = vault.seal(place("a"), "021-5555").unwrap();

    assert!(sealed.starts_with("v1.k1.") && !sealed.contains("5555"), "{sealed}");
    assert_eq!(vault.open(place("a"), &sealed).unwrap().reveal(), "021-5555");
    assert!(vault.open(place("b"), &sealed).is_err(), "another row");
    let elsewhere = Place { column: "secret_sealed", ..place("a") };
    assert!(vault.open(elsewhere, &sealed).is_err(), "another column");
    assert_ne!(sealed, vault.seal(place("a"), "021-5555").unwrap(), "never twice the same");
}

#[tokio::test]
async fn what_was_changed_does_not_open_and_says_nothing_of_its_content() {
    let it = scratch().await;
    let vault = it.db.vault();
    let sealed = vault.seal(place("a"), "021-5555").unwrap();
    let mut flipped = sealed.clone().into_bytes();
    let last = flipped.len() - 3;
    flipped[last] = if flipped[last] == b'A' { b'B' } else { b'A' };

    let flipped = String::from_utf8(flipped).unwrap();
    for bad in
        ["", "021-5555", "v1.k9.AAAA", "v1.k1.", "v1.k1.AAAA", "v2.k1.AAAA", flipped.as_str()]
    {
        let error = vault.open(place("a"), bad).unwrap_err();
        assert!(!format!("{error:?}").contains("5555"), "{bad}: {error:?}");
    }
}

#[tokio::test]
async fn a_rotation_seals_every_row_anew_and_drops_keys_once_nothing_needs_them() {
    let it = scratch().await;
    for number in 0..450 {
        it.keep(&format!("p{number:03}"), "021-5555").await;
    }
    it.run("INSERT INTO people (id) VALUES (?)", vec!["none".into()]).await;

    let first = rotate(&it.db, &[COLUMN]).await.unwrap();
    it.clock.advance(chrono::Duration::days(2));
    let second = rotate(&it.db, &[COLUMN]).await.unwrap();
    it.clock.advance(chrono::Duration::days(2));
    let third = rotate(&it.db, &[COLUMN]).await.unwrap();

    assert_eq!((first.key.as_str(), first.is_new, first.resealed), ("k2", true, 450));
    assert_eq!(first.kept, ["k1"], "a transaction may still be using it");
    assert_eq!((second.dropped, second.kept), (vec!["k1".to_owned()], vec!["k2".to_owned()]));
    assert_eq!((third.key.as_str(), third.resealed), ("k4", 450));
    let sealed = it.sealed("p449").await;
    assert_eq!(it.db.vault().open(place("p449"), &sealed).unwrap().reveal(), "021-5555");
}

#[tokio::test]
async fn a_rotation_that_was_killed_is_finished_before_a_new_key_is_made() {
    let it = scratch().await;
    it.keep("a", "021-5555").await;
    it.keep("b", "021-6666").await;
    // As after a kill between the new key and the rows.
    it.db.vault().source().unwrap().add_key(it.clock.now()).unwrap();

    let resumed = rotate(&it.db, &[COLUMN]).await.unwrap();

    assert_eq!((resumed.key.as_str(), resumed.is_new, resumed.resealed), ("k2", false, 2));
    assert!(it.sealed("b").await.starts_with("v1.k2."));
}

#[tokio::test]
async fn another_process_notices_new_keys_and_never_loses_a_row() {
    let it = scratch().await;
    let source = KeyRing::File(it.folder.path().join("keys"));
    let server = Vault::open_with(&source, it.clock.now()).unwrap();
    it.keep("a", "021-5555").await;

    rotate(&it.db, &[COLUMN]).await.unwrap();

    let sealed = it.sealed("a").await;
    assert_eq!(server.open(place("a"), &sealed).unwrap().reveal(), "021-5555");
    assert!(server.seal(place("b"), "x").unwrap().starts_with("v1.k2."), "seals with the newest");
}

#[tokio::test]
async fn a_row_that_does_not_open_is_named_and_keeps_its_key() {
    let it = scratch().await;
    it.keep("a", "021-5555").await;
    it.keep("b", "021-6666").await;
    it.run("UPDATE people SET phone_sealed = 'v1.k1.broken' WHERE id = ?", vec!["a".into()]).await;

    let done = rotate(&it.db, &[COLUMN]).await.unwrap();

    assert_eq!(done.unreadable, ["people.phone_sealed a"]);
    assert_eq!(done.resealed, 1);
    it.clock.advance(chrono::Duration::days(9));
    let again = rotate(&it.db, &[COLUMN]).await.unwrap();
    assert!(again.dropped.is_empty() && again.kept.contains(&"k1".to_owned()), "{again:?}");
}

#[test]
fn keys_of_the_settings_are_read_newest_first() {
    let (one, two) = ("0".repeat(64), "f".repeat(64));
    let keys = parse_keys(&format!("k2:{two}, k1:{one}")).unwrap();
    let vault = Vault::open_with(&KeyRing::Given(keys), chrono::DateTime::UNIX_EPOCH).unwrap();

    assert!(vault.seal(place("a"), "x").unwrap().starts_with("v1.k2."));
    for bad in [
        String::new(),
        one.clone(),
        format!("k1:{}", &one[1..]),
        format!("K1:{one}"),
        format!("k.1:{one}"),
        format!("k1:{one},k1:{two}"),
    ] {
        assert!(parse_keys(&bad).is_err(), "{bad}");
    }
}

#[test]
fn a_damaged_or_open_file_of_keys_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data/keys");
    let source = KeyRing::File(path.clone());
    let now = chrono::DateTime::UNIX_EPOCH;
    Vault::open_with(&source, now).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();

    assert_eq!(mode & 0o777, 0o600);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    assert!(matches!(Vault::open_with(&source, now), Err(KeyRingError::Readable(_))));
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
    std::fs::write(&path, "k1 0 abc\n").unwrap();
    assert!(matches!(Vault::open_with(&source, now), Err(KeyRingError::Damaged(_, 1))));
}

#[test]
fn processes_that_start_together_share_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let source = KeyRing::File(folder.path().join("keys"));
    let sealed: Vec<String> = std::thread::scope(|scope| {
        let start = || {
            let vault = Vault::open_with(&source, chrono::DateTime::UNIX_EPOCH).unwrap();
            vault.seal(place("a"), "x").unwrap()
        };
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        starts.into_iter().map(|it| it.join().unwrap()).collect()
    });

    let vault = Vault::open_with(&source, chrono::DateTime::UNIX_EPOCH).unwrap();
    for text in sealed {
        assert_eq!(vault.open(place("a"), &text).unwrap().reveal(), "x");
    }
}
