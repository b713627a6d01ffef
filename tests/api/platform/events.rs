//! The event log: in commit order, replayable, never past a transaction that is still open.

use crate::support::TestDatabase;
use kernel::{Actor, NewEvent};
use platform::Db;
use platform::events::{self, Position};
use sea_orm::{ConnectionTrait, TransactionTrait};

const WRITER: Actor = Actor::System("tests");

async fn emit(db: &Db, subject: &str) {
    let event = NewEvent::of("tests.happened", "test", subject);
    let written = db.in_transaction(WRITER, |cx| Box::pin(async move { cx.emit(event).await }));
    written.await.unwrap();
}

/// Everything after a position, batch by batch, with the last position.
async fn read_from(db: &Db, mut position: Position) -> (Vec<String>, Position) {
    let mut subjects = Vec::new();
    loop {
        let batch = events::after(db, position, 200).await.unwrap();
        let Some(last) = batch.last() else { return (subjects, position) };
        position = last.position;
        subjects.extend(batch.into_iter().map(|it| it.subject_id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_reads_everything_once_and_can_begin_again() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let expected: Vec<String> = (0..450).map(|it| format!("{it:03}")).collect();
    for subject in &expected {
        emit(&db, subject).await;
    }

    let (first, position) = read_from(&db, Position::default()).await;
    emit(&db, "new").await;
    let (second, _) = read_from(&db, position).await;
    let (replayed, _) = read_from(&db, Position::default()).await;

    assert_eq!(first, expected);
    assert_eq!(second, ["new"]);
    assert_eq!(replayed.len(), 451);
    assert!(events::head(&db).await.unwrap() > position);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_held_open_is_never_passed() {
    if !TestDatabase::is_postgres() {
        // SQLite has one writer: nothing can be committed beside an open transaction.
        return;
    }
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let insert = "INSERT INTO events (name, subject_kind, subject_id, payload, at) \
        VALUES ('tests.happened', 'test', 'slow', '{}', now())";
    let other = sea_orm::Database::connect(database.url()).await.unwrap();

    let slow = other.begin().await.unwrap();
    slow.execute_unprepared(insert).await.unwrap();
    emit(&db, "quick").await;

    let (while_open, position) = read_from(&db, Position::default()).await;
    assert!(while_open.is_empty(), "the quick one would hide the slow one: {while_open:?}");
    assert_eq!(events::head(&db).await.unwrap(), Position::default());
    slow.commit().await.unwrap();
    let (after, _) = read_from(&db, position).await;
    assert_eq!(after, ["slow", "quick"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_beside_many_writers_miss_nothing() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let writers = (0..8).map(|writer| {
        let db = db.clone();
        tokio::spawn(async move {
            for number in 0..25 {
                emit(&db, &format!("{writer}-{number}")).await;
            }
        })
    });
    let writing = futures::future::join_all(writers.collect::<Vec<_>>());

    let reading = async {
        let (mut seen, mut position) = (Vec::new(), Position::default());
        while seen.len() < 200 {
            let (more, next) = read_from(&db, position).await;
            seen.extend(more);
            position = next;
            tokio::task::yield_now().await;
        }
        seen
    };
    let reading = tokio::time::timeout(std::time::Duration::from_secs(30), reading);
    let (seen, written) = tokio::join!(reading, writing);

    assert!(written.iter().all(Result::is_ok));
    let mut seen = seen.expect("all events are read in time");
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_remembers_how_far_it_has_read_with_what_it_did() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    emit(&db, "one").await;
    let (_, position) = read_from(&db, Position::default()).await;

    let refused = db.in_transaction(WRITER, |cx| {
        Box::pin(async move {
            events::advance(cx, "tests", position).await?;
            Err::<(), _>(kernel::Denied::Forbidden.into())
        })
    });
    assert!(refused.await.is_err());
    let behind = events::behind(&db, &["tests"]).await.unwrap();
    assert_eq!(behind, [("tests", Position::default())]);

    for is_first in [true, false] {
        let moved = db.in_transaction(WRITER, |cx| {
            Box::pin(async move { events::advance(cx, "tests", position).await })
        });
        assert_eq!(moved.await.unwrap(), is_first, "of two servers one takes an event");
    }
    assert!(events::behind(&db, &["tests"]).await.unwrap().is_empty());

    emit(&db, "two").await;
    assert_eq!(events::behind(&db, &["tests"]).await.unwrap(), [("tests", position)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_open_in_another_database_holds_nobody_up() {
    if !TestDatabase::is_postgres() {
        return;
    }
    let elsewhere = TestDatabase::migrated().await;
    let other = sea_orm::Database::connect(elsewhere.url()).await.unwrap();
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    let foreign = other.begin().await.unwrap();
    foreign.execute_unprepared("CREATE TABLE takes_long (x integer)").await.unwrap();
    emit(&db, "ours").await;

    let (seen, _) = read_from(&db, Position::default()).await;
    assert_eq!(seen, ["ours"]);
    foreign.rollback().await.unwrap();
}
