//! Writing the files, once a day.

use super::entity::Model;
use super::rules::{Dataset, Form};
use super::store;
use crate::directory;
use bytes::Bytes;
use chrono::NaiveDate;
use futures::{Stream, stream};
use kernel::{Actor, Error, Result};
use platform::Db;
use platform::files::{FileKey, Files};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// How many providers are read at once.
const BATCH: u64 = 500;
/// The largest file, in bytes: some million rows.
const LARGEST: u64 = 1 << 30;

/// Extracts each dataset that was not extracted today, in China. Readers are handed the file of the
/// day before until the new one is whole.
///
/// # Errors
/// A fault when the database or the file store fails; what was written before stays offered.
pub async fn release_due(db: &Db, files: &Files) -> Result<usize> {
    let mut count = 0;
    for dataset in Dataset::ALL {
        let before = store::find(db.read(), dataset).await?;
        if before.as_ref().is_some_and(|it| it.extracted_on >= db.clock().today()) {
            continue;
        }
        release(db, files, dataset, before).await?;
        count += 1;
    }
    Ok(count)
}

async fn release(db: &Db, files: &Files, dataset: Dataset, before: Option<Model>) -> Result<()> {
    let (extracted_at, extracted_on) = (db.clock().now(), db.clock().today());
    let rows = Arc::new(AtomicI32::new(0));
    let mut lengths = [0_i64; 2];
    for (form, length) in Form::ALL.into_iter().zip(&mut lengths) {
        rows.store(0, Ordering::Relaxed);
        let text = text(db.clone(), dataset, form, extracted_on, Arc::clone(&rows));
        let written = files.put_stream(&key_of(dataset, form, extracted_on), text, LARGEST).await;
        *length = i64::try_from(written.map_err(anyhow::Error::new)?).unwrap_or(i64::MAX);
    }
    let row_count = rows.load(Ordering::Relaxed);
    let [csv_bytes, json_bytes] = lengths;
    let row = Model { dataset, extracted_on, extracted_at, row_count, csv_bytes, json_bytes };
    db.in_transaction(Actor::System("open_data.release"), |cx| {
        Box::pin(async move { store::put(&cx.tx, row).await })
    })
    .await?;
    for form in Form::ALL {
        let Some(old) = before.as_ref().map(|it| key_of(dataset, form, it.extracted_on)) else {
            continue;
        };
        files.delete(&old).await.map_err(anyhow::Error::new)?;
    }
    Ok(())
}

/// Where the file of a day lies.
pub fn key_of(dataset: Dataset, form: Form, day: NaiveDate) -> FileKey {
    let name = format!("open-data/{}-{day}.{}", dataset.slug(), form.ending());
    FileKey::parse(&name).expect("a slug, a day and an ending are a key")
}

enum Next {
    Head,
    After(String),
    End,
}

/// The text of a file, batch by batch; `rows` counts.
fn text(
    db: Db,
    dataset: Dataset,
    form: Form,
    day: NaiveDate,
    rows: Arc<AtomicI32>,
) -> impl Stream<Item = std::result::Result<Bytes, String>> {
    let told = |error: Error| format!("{error:?}");
    stream::try_unfold(Next::Head, move |next| {
        let (db, rows) = (db.clone(), Arc::clone(&rows));
        async move {
            let after = match next {
                Next::End => return Ok(None),
                Next::Head => {
                    let head = Bytes::from(form.head(dataset, day));
                    return Ok(Some((head, Next::After(String::new()))));
                }
                Next::After(after) => after,
            };
            let batch = directory::whole_after(db.read(), &after, BATCH).await.map_err(told)?;
            let Some(last) = batch.last() else {
                return Ok(Some((Bytes::from_static(form.foot().as_bytes()), Next::End)));
            };
            let next = Next::After(last.provider.id.to_string());
            let all = batch.iter().flat_map(|it| dataset.rows_of(it, day));
            let text: String = all
                .map(|it| form.row(dataset, it, rows.fetch_add(1, Ordering::Relaxed) == 0))
                .collect();
            Ok(Some((Bytes::from(text), next)))
        }
    })
}
