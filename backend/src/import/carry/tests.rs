use super::*;
use kernel::{Clock, Denied, NewEvent};
use migrations::Migrator;
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;

/// What the test's records do when they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Write,
    Refuse,
    Fail,
}

/// Writes an event, so that a rolled back row can be seen not to be there.
fn write(cx: &mut Cx, acts: Vec<Act>) -> BoxFuture<'_, Result<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, acts, act_out))
}

fn act_out(cx: &mut Cx, act: Act) -> BoxFuture<'_, Result<RecordOutcome>> {
    Box::pin(async move {
        if act == Act::Refuse {
            return Err(Denied::BadInput("不行".into()).into());
        }
        cx.emit(NewEvent::of("test.written", "test", "one")).await?;
        if act == Act::Fail {
            return Err(Error::Fault(anyhow::anyhow!("constraint")));
        }
        Ok(RecordOutcome::New)
    })
}

/// Written as they come; of no run.
fn how(is_dry_run: bool) -> How<Act> {
    How { write, attach: |_, _| {}, run: None, is_dry_run }
}

struct Fixture {
    db: Db,
    _folder: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("db.sqlite").display());
        let db = Db::open(&url, Clock::System).await.expect("a database");
        Migrator::up(db.for_migrations(), None).await.expect("tables");
        Self { db, _folder: folder }
    }

    async fn carry(&self, acts: Vec<Act>, is_dry_run: bool) -> Report {
        let (sender, supply) = supply(0);
        tokio::spawn(async move {
            for (row, act) in (1..).zip(acts) {
                let _ = sender.send(message(row, Ok(act))).await;
            }
        });
        carry(&self.db, supply, how(is_dry_run), Arc::default()).await
    }

    async fn written(&self) -> usize {
        platform::events::after(&self.db, Default::default(), 2_000).await.expect("events").len()
    }
}

fn message(row: u64, record: std::result::Result<Act, String>) -> Message<Act> {
    let name = format!("第{row}家");
    Message::Row(Box::new(Incoming { row, place: row, name, ..Incoming::of(record) }))
}

#[tokio::test]
async fn rows_are_written_and_counted_over_several_transactions() {
    let fixture = Fixture::new().await;
    let report = fixture.carry(vec![Act::Write; 1_201], false).await;
    assert_eq!((report.new, report.rejected, report.stopped), (1_201, 0, None));
    assert_eq!(fixture.written().await, 1_201);
}

#[tokio::test]
async fn a_bad_row_does_not_take_its_neighbours_with_it() {
    let fixture = Fixture::new().await;
    let acts = vec![Act::Write, Act::Refuse, Act::Write, Act::Fail, Act::Write];

    let report = fixture.carry(acts, false).await;

    assert_eq!((report.new, report.rejected), (3, 2));
    let reasons: Vec<_> = report.rejections.iter().map(|it| (it.row, it.reason.as_str())).collect();
    assert_eq!(reasons[1], (4, "数据库没有接受这一行"));
    assert!(reasons[0].1.contains("不行"));
    assert_eq!(fixture.written().await, 3);
}

#[tokio::test]
async fn a_database_that_takes_nothing_ends_the_import() {
    let fixture = Fixture::new().await;
    let report = fixture.carry(vec![Act::Fail; 10], false).await;
    assert_eq!(report.rejected, 3);
    assert!(report.stopped.is_some_and(|it| it.contains("数据库连续写入失败")));
}

#[tokio::test]
async fn a_dry_run_tells_what_would_happen_and_writes_nothing() {
    let fixture = Fixture::new().await;
    let report = fixture.carry(vec![Act::Write, Act::Refuse, Act::Write], true).await;
    assert_eq!((report.new, report.rejected), (2, 1));
    assert_eq!(fixture.written().await, 0);
}

#[tokio::test]
async fn an_interrupted_import_writes_the_rows_in_hand_and_says_so() {
    let fixture = Fixture::new().await;
    let (sender, supply) = supply(0);
    let stop = Arc::new(Notify::new());
    let running = tokio::spawn({
        let (db, stop) = (fixture.db.clone(), Arc::clone(&stop));
        async move { carry(&db, supply, how(false), stop).await }
    });
    for row in 1..=20 {
        assert!(sender.send(message(row, Ok(Act::Write))).await.is_ok());
    }
    // The feed is drained before the signal: its places are free again.
    while sender.capacity() < sender.max_capacity() {
        tokio::task::yield_now().await;
    }
    stop.notify_one();

    let report = running.await.expect("no panic");

    assert_eq!((report.new, report.stopped.as_deref()), (20, Some(INTERRUPTED)));
    assert_eq!(fixture.written().await, 20);
}

#[tokio::test]
async fn a_file_that_breaks_off_keeps_what_came_before() {
    let fixture = Fixture::new().await;
    let (sender, supply) = supply(0);
    tokio::spawn(async move {
        let _ = sender.send(message(1, Ok(Act::Write))).await;
        let _ = sender.send(message(2, Err("缺名称".into()))).await;
        let _ = sender.send(Message::Broken("从第 3 行起读不下去".into())).await;
    });

    let report = carry(&fixture.db, supply, how(false), Arc::default()).await;

    assert_eq!((report.new, report.rejected), (1, 1));
    assert_eq!(report.stopped.as_deref(), Some("从第 3 行起读不下去"));
}
