//! Background work: claimed once, tried again later, put aside in the end.

use crate::support::TestDatabase;
use chrono::Duration;
use kernel::{Actor, Denied};
use platform::Db;
use platform::jobs::{self, ATTEMPTS, Job, JobError, NewJob};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

const WRITER: Actor = Actor::System("tests");

fn job(number: i32, key: Option<&str>) -> NewJob {
    NewJob {
        name: "tests.work",
        payload: json!({ "number": number }),
        run_at: crate::support::start_of_tests(),
        dedupe_key: key.map(str::to_owned),
    }
}

async fn enqueue(db: &Db, new: NewJob) {
    let added =
        db.in_transaction(WRITER, |cx| Box::pin(async move { jobs::enqueue(cx, new).await }));
    added.await.unwrap();
}

async fn claim(db: &Db) -> Option<Job> {
    jobs::claim(db).await.unwrap()
}

async fn states(db: &Db) -> Vec<(String, i32)> {
    let sql = "SELECT state, attempts FROM jobs ORDER BY id";
    let rows = db.read().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    let read = |it: &sea_orm::QueryResult| {
        (it.try_get("", "state").unwrap(), it.try_get("", "attempts").unwrap())
    };
    rows.iter().map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_exists_exactly_when_its_change_does() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    let refused = db.in_transaction(WRITER, |cx| {
        Box::pin(async move {
            jobs::enqueue(cx, job(1, None)).await?;
            Err::<(), _>(Denied::Forbidden.into())
        })
    });
    assert!(refused.await.is_err());
    assert!(claim(&db).await.is_none());

    enqueue(&db, job(2, None)).await;
    let found = claim(&db).await.unwrap();
    assert_eq!((found.payload, found.attempts), (json!({ "number": 2 }), 1));
    assert!(claim(&db).await.is_none(), "it is being worked on");
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_at_once_never_take_the_same_job() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    for number in 0..40 {
        enqueue(&db, job(number, None)).await;
    }

    let workers = (0..6).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            while let Some(job) = claim(&db).await {
                taken.push(job.payload["number"].as_i64().unwrap());
                jobs::complete(&db, &job).await.unwrap();
            }
            taken
        })
    });
    let taken = futures::future::join_all(workers.collect::<Vec<_>>()).await;

    let mut taken: Vec<i64> = taken.into_iter().flat_map(Result::unwrap).collect();
    // A worker may find nothing while others hold the last rows; those left are taken now.
    while let Some(job) = claim(&db).await {
        taken.push(job.payload["number"].as_i64().unwrap());
        jobs::complete(&db, &job).await.unwrap();
    }
    taken.sort_unstable();
    assert_eq!(taken, (0..40).collect::<Vec<_>>());
    assert!(states(&db).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_waits_longer_each_time_and_is_put_aside_in_the_end() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    enqueue(&db, job(1, None)).await;

    for attempt in 1..=ATTEMPTS {
        let job = claim(&db).await.unwrap();
        assert_eq!(job.attempts, attempt);
        jobs::fail(&db, &job, &JobError::Retry("the server is away".into())).await.unwrap();
        let wait = jobs::wait_after(attempt);
        db.clock().advance(wait - Duration::milliseconds(1));
        assert!(claim(&db).await.is_none(), "not before {wait}");
        db.clock().advance(Duration::milliseconds(1));
    }

    assert!(claim(&db).await.is_none());
    assert_eq!(states(&db).await, [("DEAD".to_owned(), ATTEMPTS)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_gives_up_is_put_aside_at_once_with_its_reason() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    enqueue(&db, job(1, None)).await;

    let job = claim(&db).await.unwrap();
    jobs::fail(&db, &job, &JobError::GiveUp("no such mailbox".repeat(200))).await.unwrap();

    db.clock().advance(Duration::days(30));
    assert!(claim(&db).await.is_none());
    assert_eq!(states(&db).await, [("DEAD".to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_worker_vanished_is_taken_by_another_after_its_lease() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    enqueue(&db, job(1, None)).await;
    claim(&db).await.unwrap();

    db.clock().advance(Duration::minutes(5));
    assert!(claim(&db).await.is_none());
    db.clock().advance(Duration::milliseconds(1));

    assert_eq!(claim(&db).await.unwrap().attempts, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_job_of_the_same_key_is_not_added_while_the_first_waits() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;

    enqueue(&db, job(1, Some("demand-1"))).await;
    enqueue(&db, job(2, Some("demand-1"))).await;
    enqueue(&db, job(3, Some("demand-2"))).await;
    assert_eq!(states(&db).await.len(), 2);

    let first = claim(&db).await.unwrap();
    enqueue(&db, job(4, Some("demand-1"))).await;
    assert_eq!(states(&db).await.len(), 3, "the first is being worked on, so news need another");
    jobs::fail(&db, &first, &JobError::Retry("later".into())).await.unwrap();
    assert_eq!(states(&db).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_the_future_is_not_due() {
    let database = TestDatabase::migrated().await;
    let db = database.open().await;
    let later =
        NewJob { run_at: crate::support::start_of_tests() + Duration::hours(1), ..job(1, None) };
    enqueue(&db, later).await;

    assert!(claim(&db).await.is_none());
    db.clock().advance(Duration::hours(1));
    assert!(claim(&db).await.is_some());
}
