//! Contracting processes of other publishers: packages of releases or records, one a file or one a line.

use super::Unreadable;
use super::carry::{Incoming, Message, Outcome, Sender, Supply, one_by_one, supply};
use commons::feeds::rules::item_key;
use futures::future::BoxFuture;
use kernel::Result as Answer;
use market::foreign::actions::record_release;
use market::foreign::rules::{NewRelease, releases_in};
use platform::Cx;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The largest package in one piece, in bytes; a file of lines may be of any length. 配置值.
const PACKAGE_LIMIT: u64 = 64 * 1024 * 1024;

/// Starts reading.
///
/// # Errors
/// [`Unreadable`] when the file is no JSON.
pub(super) fn open(path: &Path, source: String) -> Result<Supply<NewRelease>, Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(path, &error))?;
    let bytes = file.metadata().map_or(0, |it| it.len());
    let name = path.to_string_lossy().to_lowercase();
    let (sender, supply) = supply(bytes);
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        tokio::task::spawn_blocking(move || lines(file, &sender, &source));
        return Ok(supply);
    }
    if bytes > PACKAGE_LIMIT {
        return Err(Unreadable("数据包超过 64 MB；请改成一行一个的 .jsonl".into()));
    }
    let whole: Value = serde_json::from_reader(BufReader::new(file))
        .map_err(|error| Unreadable(format!("{} 不是完整的 JSON：{error}", path.display())))?;
    tokio::task::spawn_blocking(move || {
        let mut row = 0;
        send(whole, &mut row, bytes, &sender, &source);
    });
    Ok(supply)
}

fn lines(file: File, sender: &Sender<NewRelease>, source: &str) {
    let (mut row, mut place) = (0, 0);
    for line in BufReader::new(file).lines() {
        let Ok(line) = line else {
            // When nobody listens any more there is nobody to tell.
            let _ = sender.blocking_send(Message::Broken("文件读到一半读不下去了".into()));
            return;
        };
        place += line.len() as u64 + 1;
        if line.trim().is_empty() {
            continue;
        }
        let is_heard = match serde_json::from_str(&line) {
            Ok(value) => send(value, &mut row, place, sender, source),
            Err(error) => {
                row += 1;
                let refused = Incoming::of(Err(format!("这一行不是完整的 JSON：{error}")));
                hand(Incoming { row, place, ..refused }, sender)
            }
        };
        if !is_heard {
            return;
        }
    }
}

fn send(
    value: Value,
    row: &mut u64,
    place: u64,
    sender: &Sender<NewRelease>,
    source: &str,
) -> bool {
    for (name, record) in releases_in(value, source) {
        *row += 1;
        let key =
            record.as_ref().ok().map(|it| item_key(&[it.ocid.clone(), it.release_id.clone()]));
        let name = kernel::text::clip(&name, 60);
        if !hand(Incoming { row: *row, place, name, key, ..Incoming::of(record) }, sender) {
            return false;
        }
    }
    true
}

fn hand(row: Incoming<NewRelease>, sender: &Sender<NewRelease>) -> bool {
    sender.blocking_send(Message::Row(Box::new(row))).is_ok()
}

/// Writes releases.
pub(super) fn write(cx: &mut Cx, rows: Vec<NewRelease>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_release(cx, row))))
}
