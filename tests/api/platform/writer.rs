//! Changes made at once: each is whole, none waits for a caller that vanished.

use crate::support::TestDatabase;
use futures::future::BoxFuture;
use kernel::{Actor, Denied, NewEvent, Result};
use platform::{Cx, Db};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;

const WRITER: Actor = Actor::System("tests");

/// Writes one event called after `subject`.
fn emit(subject: String) -> impl for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, Result<()>> {
    move |cx| {
        Box::pin(async move { cx.emit(NewEvent::of("tests.written", "test", &subject)).await })
    }
}

async fn written(db: &Db) -> Vec<String> {
    let sql = "SELECT subject_id FROM events ORDER BY subject_id";
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    rows.iter().map(|it| it.try_get("", "subject_id").unwrap()).collect()
}

/// No test here may hang: what should take milliseconds is given ten seconds.
async fn in_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), what).await.expect("it does not hang")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_leaves_no_trace_while_its_neighbours_stay() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    let changes = (0..60).map(|number| {
        let db = db.clone();
        async move {
            db.in_transaction(WRITER, |cx| {
                Box::pin(async move {
                    emit(format!("{number:02}"))(cx).await?;
                    if number % 3 == 0 { Err(Denied::Forbidden.into()) } else { Ok(()) }
                })
            })
            .await
            .is_ok()
        }
    });
    let kept = in_time(futures::future::join_all(changes)).await;

    let expected: Vec<String> =
        (0..60).filter(|it| it % 3 != 0).map(|it| format!("{it:02}")).collect();
    assert_eq!(kept.iter().filter(|it| **it).count(), 40);
    assert_eq!(written(&db).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_statement_undoes_its_own_change_only() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    let good = (0..10).map(|number| db.in_transaction(WRITER, emit(format!("good-{number}"))));
    let bad = (0..10).map(|number| {
        db.in_transaction(WRITER, move |cx| {
            Box::pin(async move {
                emit(format!("bad-{number}"))(cx).await?;
                cx.tx.execute_unprepared("INSERT INTO no_such_table VALUES (1)").await?;
                Ok(())
            })
        })
    });
    let (good, bad) = in_time(async {
        tokio::join!(futures::future::join_all(good), futures::future::join_all(bad))
    })
    .await;

    assert!(good.iter().all(Result::is_ok));
    assert!(bad.iter().all(Result::is_err));
    assert_eq!(written(&db).await.len(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_vanishes_holds_nobody_up_and_writes_nothing() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let (tell, told) = tokio::sync::oneshot::channel::<()>();
    let vanishing = tokio::spawn({
        let db = db.clone();
        async move {
            db.in_transaction(WRITER, |cx| {
                Box::pin(async move {
                    emit("vanished".to_owned())(cx).await?;
                    let _ = tell.send(());
                    std::future::pending::<Result<()>>().await
                })
            })
            .await
        }
    });
    told.await.unwrap();

    vanishing.abort();
    let _ = vanishing.await;
    in_time(db.in_transaction(WRITER, emit("after".to_owned()))).await.unwrap();

    assert_eq!(written(&db).await, ["after"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn callers_that_vanish_while_they_wait_hold_nobody_up() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    for round in 0..20 {
        let changes: Vec<_> = (0..8)
            .map(|number| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.in_transaction(WRITER, emit(format!("x{round}-{number}"))).await
                })
            })
            .collect();
        // Some are in the queue by now, some write, some are done: whichever, all may go.
        tokio::task::yield_now().await;
        for change in changes.iter().step_by(2) {
            change.abort();
        }
        for (number, change) in changes.into_iter().enumerate() {
            let outcome = in_time(change).await;
            assert!(number % 2 == 0 || outcome.unwrap().is_ok(), "nobody aborted this one");
        }
    }

    in_time(db.in_transaction(WRITER, emit("last".to_owned()))).await.unwrap();
    assert!(written(&db).await.len() > 80);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_acknowledged_can_be_read_at_once_by_everybody() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    for number in 0..50 {
        db.in_transaction(WRITER, emit(format!("{number:02}"))).await.unwrap();
        assert_eq!(written(&db).await.len(), number + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_changes_and_is_over_when_there_is_room() {
    if TestDatabase::is_postgres() {
        return;
    }
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    db.in_transaction(WRITER, emit("before".to_owned())).await.unwrap();
    let limit = |pages: &str| format!("PRAGMA max_page_count = {pages}");
    db.for_migrations().execute_unprepared(&limit("1")).await.unwrap();

    let large = |number: i32| emit(format!("{number}{}", "x".repeat(20_000)));
    let refused = in_time(futures::future::join_all(
        (0..8).map(|number| db.in_transaction(WRITER, large(number))),
    ))
    .await;
    db.for_migrations().execute_unprepared(&limit("1000000")).await.unwrap();
    in_time(db.in_transaction(WRITER, large(99))).await.unwrap();

    assert!(refused.iter().any(Result::is_err), "the disk was full");
    let kept = refused.iter().filter(|it| it.is_ok()).count();
    assert_eq!(written(&db).await.len(), kept + 2, "what was refused is not there");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_is_used_again_when_it_is_back() {
    if !TestDatabase::is_postgres() {
        return;
    }
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    db.in_transaction(WRITER, emit("before".to_owned())).await.unwrap();

    let outside = sea_orm::Database::connect(database.url()).await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    outside.execute_unprepared(cut).await.unwrap();

    in_time(db.in_transaction(WRITER, emit("after".to_owned()))).await.unwrap();
    assert_eq!(written(&db).await, ["after", "before"]);
}
