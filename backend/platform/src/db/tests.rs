//! The promises of `in_transaction` on SQLite: all or nothing, shared commits, no hang.

use super::{Cx, Db};
use kernel::{Actor, Clock, Denied, NewEvent, Result};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;
use tokio::sync::Barrier;

const ACTOR: Actor = Actor::System("test");

struct Scratch {
    db: Db,
    _folder: tempfile::TempDir,
}

async fn scratch() -> Scratch {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let db = Db::open(&url, Clock::System).await.expect("a database");
    let make = "CREATE TABLE notes (text text NOT NULL)";
    db.for_migrations().execute_unprepared(make).await.expect("a table");
    Scratch { db, _folder: folder }
}

async fn note(cx: &mut Cx, text: &str) -> Result<()> {
    let backend = cx.tx.get_database_backend();
    let sql = "INSERT INTO notes (text) VALUES (?)";
    cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, [text.into()])).await?;
    Ok(())
}

async fn notes(db: &Db) -> Vec<String> {
    let question = Statement::from_string(db.backend(), "SELECT text FROM notes ORDER BY text");
    let rows = db.read().query_all_raw(question).await.expect("rows");
    rows.iter().map(|row| row.try_get("", "text").expect("a text")).collect()
}

#[tokio::test]
async fn what_is_refused_leaves_no_trace() {
    let it = scratch().await;

    let answer: Result<()> = it
        .db
        .in_transaction(ACTOR, |cx| {
            Box::pin(async move {
                note(cx, "never").await?;
                Err(Denied::Forbidden.into())
            })
        })
        .await;

    assert!(answer.is_err());
    assert_eq!(notes(&it.db).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_that_share_a_commit_keep_theirs_when_a_neighbour_is_refused() {
    let it = scratch().await;
    let start = Arc::new(Barrier::new(40));

    let tasks: Vec<_> = (0..40)
        .map(|number| {
            let (db, start) = (it.db.clone(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                db.in_transaction(ACTOR, |cx| {
                    Box::pin(async move {
                        note(cx, &format!("{number:02}")).await?;
                        if number % 4 == 0 { Err(Denied::Forbidden.into()) } else { Ok(()) }
                    })
                })
                .await
                .is_ok()
            })
        })
        .collect();
    let mut kept = 0;
    for task in tasks {
        kept += usize::from(task.await.expect("no panic"));
    }

    assert_eq!(kept, 30);
    assert_eq!(notes(&it.db).await.len(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_vanishes_takes_nothing_with_it() {
    let it = scratch().await;

    for round in 0..20 {
        let db = it.db.clone();
        let vanishing = db.in_transaction(ACTOR, |cx| {
            Box::pin(async move {
                note(cx, "half").await?;
                std::future::pending::<()>().await;
                Ok(())
            })
        });
        let neighbour = it.db.in_transaction(ACTOR, |cx| {
            Box::pin(async move { note(cx, &format!("{round:02}")).await })
        });
        // The neighbour queues behind the one that is dropped in the middle of its turn.
        let mut vanishing = Box::pin(vanishing);
        let started = futures::poll!(vanishing.as_mut());
        assert!(started.is_pending());
        let neighbour = async {
            tokio::task::yield_now().await;
            neighbour.await
        };
        drop(vanishing);
        neighbour.await.expect("the neighbour is served");
    }

    assert_eq!(notes(&it.db).await.len(), 20);
}

#[tokio::test]
async fn a_full_disk_refuses_and_what_was_acknowledged_stays() {
    let it = scratch().await;
    let limit = |pages: u32| {
        let sql = format!("PRAGMA max_page_count = {pages}");
        let db = it.db.clone();
        async move { db.for_migrations().execute_unprepared(&sql).await.expect("a limit") }
    };
    limit(12).await;

    let mut acknowledged = 0;
    for number in 0..100 {
        let text = format!("{number:03}{}", "x".repeat(4_000));
        let written =
            it.db.in_transaction(ACTOR, |cx| Box::pin(async move { note(cx, &text).await }));
        match written.await {
            Ok(()) => acknowledged += 1,
            Err(_) => break,
        }
    }
    assert!((1..100).contains(&acknowledged));
    assert_eq!(notes(&it.db).await.len(), acknowledged);

    limit(1_000_000).await;
    let after = it.db.in_transaction(ACTOR, |cx| Box::pin(async move { note(cx, "after").await }));
    after.await.expect("there is room again");
    assert_eq!(notes(&it.db).await.len(), acknowledged + 1);
}

#[tokio::test]
async fn an_event_is_written_with_its_change_or_not_at_all() {
    let it = scratch().await;
    let make = "CREATE TABLE events (seq integer PRIMARY KEY AUTOINCREMENT, tx_id bigint NOT NULL \
                DEFAULT 0, name text, subject_kind text, subject_id text, payload json_text, \
                at timestamp_with_timezone_text)";
    it.db.for_migrations().execute_unprepared(make).await.expect("a table");

    for is_kept in [true, false] {
        let _ = it
            .db
            .in_transaction(ACTOR, |cx| {
                Box::pin(async move {
                    cx.emit(NewEvent::of("notes.written", "note", "n1")).await?;
                    if is_kept { Ok(()) } else { Err(Denied::Forbidden.into()) }
                })
            })
            .await;
    }

    let events = crate::events::after(&it.db, crate::events::Position::default(), 10).await;
    assert_eq!(events.expect("events").len(), 1);
}
