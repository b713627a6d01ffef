//! From a sheet's rows to records: finds the mapping, reads each row, sends it on.

use super::carry::{Incoming, Message, Sender, Supply, Write, supply};
use super::mapping::{Field, Mapping};
use super::rows::{self, Form, Row};
use super::task::{Given, Input, Task};
use super::{Unreadable, cells};
use chrono::NaiveDate;
use commons::feeds::rules::item_key;
use kernel::id::{FeedRowId, OrganisationId};
use knowledge::assistant::rules::masked;
use std::ops::ControlFlow;

/// Kinds whose rows hold the words of persons: what is refused is told by its number and a masked title, and
/// nothing of it is put aside.
const OF_PERSONS: [&str; 1] = ["letters"];

/// Where the rows come from, as it is kept with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// What the source calls itself.
    pub(super) source: String,
    /// Its day.
    pub(super) source_on: Option<NaiveDate>,
}

/// Fields of which the first that says something counts.
pub(super) type FirstOf = &'static [&'static str];

/// What is read: the kind's name, its fields, how a row becomes a record and how records are written.
pub(super) struct Kind<T> {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    /// What tells a row apart within its source, whatever else changes of it.
    pub(super) key: &'static [FirstOf],
    pub(super) read: fn(&Row, &Mapping, &Origin) -> Result<T, String>,
    pub(super) write: Write<T>,
    pub(super) attach: fn(&mut T, OrganisationId),
}

impl<T> Clone for Kind<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Kind<T> {}

/// How the rows of a sheet are read.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) mapping: Mapping,
    pub(super) origin: Origin,
    /// Whether the mapping was given, not recognised; then the first row must fit it.
    is_given: bool,
}

/// Starts reading; answers how, and the rows.
///
/// # Errors
/// [`Unreadable`] when the file is of no known form or the mapping cannot be used.
pub(super) fn open<T: Send + 'static>(
    task: &Task,
    kind: Kind<T>,
) -> Result<(Sheet, Supply<T>), Unreadable> {
    match &task.input {
        Input::File(path) => {
            let path = path.clone();
            let form = Form::of(&path).ok_or_else(|| {
                Unreadable(format!("{} 不是 CSV、XLSX、JSON 或 JSONL 文件", path.display()))
            })?;
            std::fs::File::open(&path).map_err(|error| Unreadable::file(&path, &error))?;
            let sheet = Sheet::of(task, kind.name, kind.fields, |sink| {
                rows::read(&path, form, &mut |read| sink(read))
            })?;
            let (sender, supply) = supply(rows::size(&path, form));
            let reader = Reader { kind, sheet: sheet.clone(), is_first: true };
            let place = path.display().to_string();
            tokio::task::spawn_blocking(move || {
                reader.run(&sender, &place, |sink| rows::read(&path, form, sink));
            });
            Ok((sheet, supply))
        }
        Input::Kept(kept) => {
            let kept: Vec<(FeedRowId, Row)> = kept
                .iter()
                .map(|it| {
                    let number = u64::try_from(it.number).unwrap_or_default();
                    (it.id.clone(), Row::kept(number, it.cells.0.clone()))
                })
                .collect();
            let sheet = Sheet::of(task, kind.name, kind.fields, |sink| {
                for (_, row) in &kept {
                    if sink(Ok(row.clone())).is_break() {
                        break;
                    }
                }
                Ok(())
            })?;
            let (sender, supply) = supply(kept.len() as u64);
            let mut reader = Reader { kind, sheet: sheet.clone(), is_first: true };
            tokio::task::spawn_blocking(move || {
                for (id, row) in kept {
                    let message = match reader.incoming(Ok(row)) {
                        Ok(row) => Message::Row(Box::new(Incoming { row_id: Some(id), ..row })),
                        Err(Unreadable(reason)) => Message::Broken(reason),
                    };
                    if sender.blocking_send(message).is_err() {
                        break;
                    }
                }
            });
            Ok((sheet, supply))
        }
    }
}

impl Sheet {
    /// The mapping that was given, else the one its first readable row is recognised by.
    pub(super) fn of(
        task: &Task,
        kind: &str,
        fields: &[Field],
        read: impl FnOnce(&mut rows::Sink<'_>) -> Result<(), Unreadable>,
    ) -> Result<Self, Unreadable> {
        let given = match &task.mapping {
            Some(Given::Path(path)) => Some(Mapping::load(path, kind, fields)?),
            Some(Given::Text(name, text)) => {
                let parsed = Mapping::parse(text, kind, fields);
                let mut mapping = parsed.map_err(|it| Unreadable(format!("映射文件：{it}")))?;
                mapping.name.clone_from(name);
                Some(mapping)
            }
            None => None,
        };
        let is_given = given.is_some();
        let mapping = match given {
            Some(mapping) => mapping,
            None => {
                let mut found = None;
                read(&mut |it| match it {
                    Ok(row) => {
                        found = Some(Mapping::recognise(&row, kind, fields));
                        ControlFlow::Break(())
                    }
                    Err(_) => ControlFlow::Continue(()),
                })?;
                found.transpose()?.unwrap_or_default()
            }
        };
        let named = task.source.clone().or_else(|| mapping.default("source").map(str::to_owned));
        let origin = Origin {
            source: named.unwrap_or_else(|| task.file_name.clone()),
            source_on: cells::day(mapping.default("source_on")),
        };
        Ok(Self { mapping, origin, is_given })
    }
}

struct Reader<T> {
    kind: Kind<T>,
    sheet: Sheet,
    is_first: bool,
}

impl<T: Send + 'static> Reader<T> {
    fn run(
        mut self,
        sender: &Sender<T>,
        place: &str,
        read: impl FnOnce(&mut rows::Sink<'_>) -> Result<(), Unreadable>,
    ) {
        let mut broken = None;
        let mut is_empty = true;
        let answer = read(&mut |read| {
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
            .or_else(|| is_empty.then(|| Unreadable(format!("{place} 里没有数据行"))));
        if let Some(Unreadable(reason)) = broken {
            // When nobody listens any more there is nobody to tell.
            let _ = sender.blocking_send(Message::Broken(reason));
        }
    }

    fn incoming(&mut self, read: rows::Read) -> Result<Incoming<T>, Unreadable> {
        let row = match read {
            Ok(row) => row,
            Err((row, place, reason)) => {
                return Ok(Incoming { row, place, ..Incoming::of(Err(reason)) });
            }
        };
        let Sheet { mapping, origin, is_given } = &self.sheet;
        if std::mem::take(&mut self.is_first) && *is_given {
            mapping.ensure_fits(&row)?;
        }
        let is_of_persons = OF_PERSONS.contains(&self.kind.name);
        let name = mapping.given(&row, "name").unwrap_or_else(|| row.first());
        let name = if is_of_persons { masked(&name) } else { name };
        Ok(Incoming {
            row: row.number,
            place: row.place,
            name: kernel::text::clip(&name, 60),
            key: key_of(&row, mapping, self.kind.key),
            record: (self.kind.read)(&row, mapping, origin),
            read: Some(row).filter(|_| !is_of_persons),
            note: None,
            weight: 1,
            row_id: None,
        })
    }
}

/// What tells a row apart; none when its first part says nothing.
pub(super) fn key_of(row: &Row, mapping: &Mapping, parts: &[FirstOf]) -> Option<String> {
    let first_of = |fields: &FirstOf| fields.iter().find_map(|it| mapping.given(row, it));
    let found: Vec<Option<String>> = parts.iter().map(first_of).collect();
    found.first()?.as_ref()?;
    let texts: Vec<String> = found.into_iter().map(Option::unwrap_or_default).collect();
    Some(item_key(&texts))
}
