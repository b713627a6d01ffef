//! Writing the files, once a day.

use super::entity::Model;
use super::rules::{Dataset, Form};
use super::store;
use crate::directory;
use anyhow::Context;
use bytes::Bytes;
use chrono::NaiveDate;
use futures::channel::mpsc;
use futures::{SinkExt, StreamExt, future};
use kernel::{Actor, Result};
use platform::Db;
use platform::files::{FileKey, Files};

/// How many providers are read at once.
const BATCH: u64 = 500;
/// The largest file, in bytes: some million rows.
const LARGEST: u64 = 1 << 30;

/// Extracts the datasets that were not extracted today, in China: the directory is read once, and
/// every file is written as it goes. Readers are handed the file of the day before until the new one
/// is whole.
///
/// # Errors
/// A fault when the database or the file store fails; what was written before stays offered.
pub async fn release_due(db: &Db, files: &Files) -> Result<usize> {
    let (at, day) = (db.clock().now(), db.clock().today());
    let mut due = Vec::new();
    for dataset in Dataset::ALL {
        let before = store::find(db.read(), dataset).await?;
        if before.as_ref().is_none_or(|it| it.extracted_on < day) {
            due.push((dataset, before));
        }
    }
    let datasets: Vec<Dataset> = due.iter().map(|it| it.0).collect();
    if datasets.is_empty() {
        return Ok(0);
    }
    let (rows, lengths) = extract(db, files, &datasets, day).await?;
    for (((dataset, before), row_count), bytes) in due.into_iter().zip(rows).zip(lengths) {
        let [csv_bytes, json_bytes] = bytes;
        let row = Model {
            dataset,
            extracted_on: day,
            extracted_at: at,
            row_count,
            csv_bytes,
            json_bytes,
        };
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
    }
    Ok(datasets.len())
}

/// Writes the files of some datasets; gives how many rows each has, and how long its files are.
async fn extract(
    db: &Db,
    files: &Files,
    datasets: &[Dataset],
    day: NaiveDate,
) -> Result<(Vec<i32>, Vec<[i64; 2]>)> {
    let mut pens = Vec::new();
    let mut written = Vec::new();
    for dataset in datasets {
        for form in Form::ALL {
            // One batch waits at most: no file runs ahead of the others.
            let (pen, text) = mpsc::channel::<Bytes>(0);
            pens.push((*dataset, form, pen));
            let key = key_of(*dataset, form, day);
            let text = text.map(Ok::<_, std::convert::Infallible>);
            written.push(async move {
                files
                    .put_stream(&key, text, LARGEST)
                    .await
                    .map_err(|it| anyhow::Error::new(it).into())
            });
        }
    }
    // When reading fails, the files under way are dropped and none is whole.
    let (counts, lengths) =
        future::try_join(read(db, pens, datasets, day), future::try_join_all(written)).await?;
    let length = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let lengths = lengths.chunks(Form::ALL.len()).map(|it| [length(it[0]), length(it[1])]);
    Ok((counts, lengths.collect()))
}

/// Reads the directory, batch by batch, and hands every pen its text; gives how many rows each
/// dataset has.
async fn read(
    db: &Db,
    mut pens: Vec<(Dataset, Form, mpsc::Sender<Bytes>)>,
    datasets: &[Dataset],
    day: NaiveDate,
) -> Result<Vec<i32>> {
    let mut counts = vec![0_i32; datasets.len()];
    for (dataset, form, pen) in &mut pens {
        write(pen, form.head(*dataset, day)).await?;
    }
    let mut after = String::new();
    loop {
        let batch = directory::whole_after(db.read(), &after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.provider.id.to_string();
        for (dataset, count) in datasets.iter().zip(&mut counts) {
            let rows: Vec<_> = batch.iter().flat_map(|it| dataset.rows_of(it, day)).collect();
            for (_, form, pen) in pens.iter_mut().filter(|it| it.0 == *dataset) {
                let begun = *count;
                let text = (begun..).zip(&rows).map(|(at, it)| form.row(*dataset, it, at == 0));
                write(pen, text.collect()).await?;
            }
            *count = count.saturating_add(i32::try_from(rows.len()).unwrap_or(i32::MAX));
        }
    }
    for (_, form, pen) in &mut pens {
        write(pen, form.foot().to_owned()).await?;
    }
    Ok(counts)
}

async fn write(pen: &mut mpsc::Sender<Bytes>, text: String) -> Result<()> {
    // A file that cannot be written ends the extract by its own error.
    pen.send(Bytes::from(text)).await.context("a file of open data is not written any more")?;
    Ok(())
}

/// Where the file of a day lies.
pub fn key_of(dataset: Dataset, form: Form, day: NaiveDate) -> FileKey {
    let name = format!("open-data/{}-{day}.{}", dataset.slug(), form.ending());
    FileKey::parse(&name).expect("a slug, a day and an ending are a key")
}
