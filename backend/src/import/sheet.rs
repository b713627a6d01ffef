//! From a sheet's rows to records: finds the mapping, reads each row, sends it on.

use super::carry::{Feed, Incoming, Message, Sender, feed};
use super::mapping::{Field, Mapping};
use super::rows::{self, Form, Row};
use super::{ImportArgs, Unreadable, cells};
use chrono::NaiveDate;
use std::ops::ControlFlow;
use std::path::Path;

/// Where the rows come from, as it is kept with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// What the source calls itself.
    pub(super) source: String,
    /// Its day.
    pub(super) source_on: Option<NaiveDate>,
}

/// What is read: the kind's name, its fields, and how a row becomes a record.
pub(super) struct Kind<T> {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) read: fn(&Row, &Mapping, &Origin) -> Result<T, String>,
}

impl<T> Clone for Kind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kind<T> {}

/// Starts reading a sheet.
///
/// # Errors
/// [`Unreadable`] when the file is of no known form or the mapping cannot be used.
pub(super) fn open<T: Send + 'static>(
    args: &ImportArgs,
    kind: Kind<T>,
) -> Result<Feed<T>, Unreadable> {
    let path = args.path.clone();
    let form = Form::of(&path).ok_or_else(|| {
        Unreadable(format!("{} 不是 CSV、XLSX、JSON 或 JSONL 文件", path.display()))
    })?;
    std::fs::File::open(&path).map_err(|error| Unreadable::file(&path, &error))?;
    let mapping = match &args.mapping {
        Some(given) => Some(Mapping::load(given, kind.name, kind.fields)?),
        None => None,
    };
    let (sender, feed) = feed(rows::size(&path, form));
    let reader = Reader {
        kind,
        mapping,
        is_given: args.mapping.is_some(),
        args: args.clone(),
        origin: None,
    };
    tokio::task::spawn_blocking(move || reader.run(&path, form, &sender));
    Ok(feed)
}

struct Reader<T> {
    kind: Kind<T>,
    mapping: Option<Mapping>,
    is_given: bool,
    args: ImportArgs,
    origin: Option<Origin>,
}

impl<T: Send + 'static> Reader<T> {
    fn run(mut self, path: &Path, form: Form, sender: &Sender<T>) {
        let mut broken = None;
        let mut is_empty = true;
        let answer = rows::read(path, form, &mut |read| {
            is_empty = false;
            match self.incoming(read) {
                Ok(row) => match sender.blocking_send(Message::Row(Box::new(row))) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                },
                Err(unreadable) => {
                    broken = Some(unreadable);
                    ControlFlow::Break(())
                }
            }
        });
        let broken = broken
            .or(answer.err())
            .or_else(|| is_empty.then(|| Unreadable(format!("{} 里没有数据行", path.display()))));
        if let Some(Unreadable(reason)) = broken {
            // When nobody listens any more there is nobody to tell.
            let _ = sender.blocking_send(Message::Broken(reason));
        }
    }

    fn incoming(&mut self, read: rows::Read) -> Result<Incoming<T>, Unreadable> {
        let row = match read {
            Ok(row) => row,
            Err((row, place, reason)) => {
                return Ok(Incoming {
                    row,
                    place,
                    name: String::new(),
                    record: Err(reason),
                    note: None,
                    weight: 1,
                });
            }
        };
        let mapping = match &self.mapping {
            Some(mapping) => mapping,
            None => {
                self.mapping.insert(Mapping::recognise(&row, self.kind.name, self.kind.fields)?)
            }
        };
        let origin = match &self.origin {
            Some(origin) => origin,
            None => {
                if self.is_given {
                    mapping.ensure_fits(&row)?;
                }
                self.origin.insert(origin(&self.args, mapping))
            }
        };
        let name = mapping.given(&row, "name").unwrap_or_else(|| row.first());
        Ok(Incoming {
            row: row.number,
            place: row.place,
            name: kernel::text::clip(&name, 60),
            record: (self.kind.read)(&row, mapping, origin),
            note: None,
            weight: 1,
        })
    }
}

fn origin(args: &ImportArgs, mapping: &Mapping) -> Origin {
    let given = args.source.clone().or_else(|| mapping.default("source").map(str::to_owned));
    Origin {
        source: given.unwrap_or_else(|| super::file_name(&args.path)),
        source_on: cells::day(mapping.default("source_on")),
    }
}
