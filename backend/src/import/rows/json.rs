//! JSON: one object a line, packed or not, or one array of objects.

use super::text::Counted;
use super::{Header, Row, Sink};
use crate::import::Unreadable;
use flate2::read::MultiGzDecoder;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The longest line, in bytes: a law with all its articles has one million.
const LINE_LIMIT: u64 = 32 * 1024 * 1024;

/// Headers already seen, so that a key is kept once for all rows.
#[derive(Default)]
struct Headers(HashMap<String, Arc<Header>>);

impl Headers {
    fn row(&mut self, number: u64, place: u64, object: Map<String, Value>) -> Row {
        let cells = object.into_iter().map(|(key, value)| {
            let header = self.0.entry(key).or_insert_with_key(|key| Header::of(key));
            (Arc::clone(header), text(value))
        });
        Row { number, place, cells: cells.collect() }
    }
}

fn text(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Bool(value) => (if value { "是" } else { "否" }).to_owned(),
        Value::Array(items) if items.iter().all(|it| !it.is_object() && !it.is_array()) => {
            items.into_iter().map(text).collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}

pub(super) fn read_lines(
    path: &Path,
    is_packed: bool,
    sink: &mut Sink<'_>,
) -> Result<(), Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(path, &error))?;
    let (file, count) = Counted::new(file);
    let plain: Box<dyn Read> = if is_packed {
        Box::new(MultiGzDecoder::new(BufReader::new(file)))
    } else {
        Box::new(file)
    };
    let mut reader = BufReader::new(plain);
    let mut headers = Headers::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = reader.by_ref().take(LINE_LIMIT).read_until(b'\n', &mut line);
        let read = read.map_err(|error| {
            Unreadable(format!("{} 从第 {number} 行起读不下去：{error}", path.display()))
        })?;
        if read == 0 {
            break;
        }
        if read as u64 == LINE_LIMIT {
            return Err(Unreadable(format!("第 {number} 行超过 32 MB，不像一行一条的 JSON")));
        }
        let place = count.load(Ordering::Relaxed);
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let read = match serde_json::from_slice::<Map<String, Value>>(line) {
            Ok(object) => Ok(headers.row(number, place, object)),
            Err(error) => Err((number, place, format!("不是完整的 JSON 对象：{error}"))),
        };
        if sink(read).is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn read_array(path: &Path, sink: &mut Sink<'_>) -> Result<(), Unreadable> {
    let file = File::open(path).map_err(|error| Unreadable::file(path, &error))?;
    let (file, count) = Counted::new(file);
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
    let mut is_stopped = false;
    let mut headers = Headers::default();
    let mut each = |number: u64, value: Value| {
        let place = count.load(Ordering::Relaxed);
        let read = match value {
            Value::Object(object) => Ok(headers.row(number, place, object)),
            _ => Err((number, place, "数组里的这一项不是对象".to_owned())),
        };
        is_stopped = sink(read).is_break();
        !is_stopped
    };
    let answer = Items(&mut each).deserialize(&mut json);
    match answer {
        Err(error) if !is_stopped => {
            Err(Unreadable(format!("{} 不是 JSON 对象的数组：{error}", path.display())))
        }
        _ => Ok(()),
    }
}

/// Hands over the items of an array one by one; false ends it.
struct Items<'f>(&'f mut dyn FnMut(u64, Value) -> bool);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(value) = items.next_element::<Value>()? {
            number += 1;
            if !(self.0)(number, value) {
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
