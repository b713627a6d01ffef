//! Which column of a foreign sheet holds which of our fields.
//!
//! A mapping file is TOML: `kind` says for what, `is_whole` whether a file lists all there is (what it
//! lacks is gone then), `every_days` how often one is expected, `[columns]` gives for each field one header or
//! a list of which the first filled cell counts, `[defaults]` fills what the sheet does not
//! say. Without a file the usual headers are recognised, and the sheets we ship files for.

use super::Unreadable;
use super::rows::Row;
use kernel::text::{clean_cell, normalise_name};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The largest mapping file, in bytes.
const FILE_LIMIT: u64 = 256 * 1024;

/// A field we know with the headers that usually stand over it.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) usual: &'static [&'static str],
}

/// What `[defaults]` may say beside the fields: where the sheet comes from.
const ORIGIN: [&str; 2] = ["source", "source_on"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Option<String>,
    is_whole: Option<bool>,
    every_days: Option<u16>,
    #[serde(default)]
    columns: BTreeMap<String, Headers>,
    #[serde(default)]
    defaults: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Headers {
    One(String),
    Several(Vec<String>),
}

/// Whether files of a kind list all there is unless they say otherwise; penalties and licences come as
/// they are decided.
fn lists_all(kind: &str) -> bool {
    matches!(kind, "providers" | "enterprises")
}

/// A mapping ready to be applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mapping {
    /// What it is called; none where the usual headers were recognised.
    pub(super) name: Option<String>,
    /// As it is written.
    pub(super) text: Option<String>,
    /// Whether a file lists everything the source has.
    pub(super) is_whole: bool,
    /// How often a file is expected, in days.
    pub(super) every_days: Option<i32>,
    columns: BTreeMap<String, Vec<String>>,
    defaults: BTreeMap<String, String>,
}

impl Mapping {
    /// The mapping in a file, or the one we ship under that name.
    pub(super) fn load(given: &Path, kind: &str, fields: &[Field]) -> Result<Self, Unreadable> {
        let shipped = given.to_str().and_then(seed_data::mapping);
        let text = match shipped {
            Some(text) => text.to_owned(),
            None => {
                let size =
                    std::fs::metadata(given).map_err(|error| Unreadable::file(given, &error))?;
                if size.len() > FILE_LIMIT {
                    return Err(Unreadable(format!("映射文件 {} 超过 256 KB", given.display())));
                }
                std::fs::read_to_string(given).map_err(|error| Unreadable::file(given, &error))?
            }
        };
        let name = super::file_name(given);
        let name = name.strip_suffix(".toml").unwrap_or(&name).to_owned();
        Self::parse(&text, kind, fields)
            .map(|it| Self { name: Some(name), ..it })
            .map_err(|reason| Unreadable(format!("映射文件 {}：{reason}", given.display())))
    }

    /// Reads a mapping.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub(super) fn parse(text: &str, kind: &str, fields: &[Field]) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if let Some(other) = file.kind.filter(|it| it != kind) {
            return Err(format!("它是给 {other} 用的，不是 {kind}"));
        }
        let is_known = |name: &String| fields.iter().any(|it| it.name == name);
        if let Some(name) = file.columns.keys().find(|it| !is_known(it)) {
            return Err(format!("[columns] 里没有 {name} 这个字段"));
        }
        let is_default = |name: &String| is_known(name) || ORIGIN.contains(&name.as_str());
        if let Some(name) = file.defaults.keys().find(|it| !is_default(it)) {
            return Err(format!("[defaults] 里没有 {name} 这个字段"));
        }
        let keys = |headers: Headers| match headers {
            Headers::One(header) => vec![normalise_name(&header)],
            Headers::Several(headers) => headers.iter().map(|it| normalise_name(it)).collect(),
        };
        let columns = file.columns.into_iter().map(|(field, it)| (field, keys(it))).collect();
        Ok(Self {
            name: None,
            text: Some(text.to_owned()),
            is_whole: file.is_whole.unwrap_or_else(|| lists_all(kind)),
            every_days: file.every_days.filter(|it| *it > 0).map(i32::from),
            columns,
            defaults: file.defaults,
        })
    }

    /// The mapping of a sheet nobody gave one for: a shipped one that fits all its headers, else
    /// the usual headers.
    ///
    /// # Errors
    /// A sentence when no column for `name` is found.
    pub(super) fn recognise(row: &Row, kind: &str, fields: &[Field]) -> Result<Self, Unreadable> {
        let present: HashSet<&str> = row.headers().map(|it| it.key.as_str()).collect();
        for name in seed_data::mapping_names() {
            let text = seed_data::mapping(name).unwrap_or_default();
            let Ok(mapping) = Self::parse(text, kind, fields) else { continue };
            if mapping.columns.values().flatten().all(|it| present.contains(it.as_str())) {
                return Ok(Self { name: Some(name.to_owned()), ..mapping });
            }
        }
        let mut columns = BTreeMap::new();
        for field in fields {
            let keys = field.usual.iter().map(|it| normalise_name(it));
            let keys: Vec<String> = std::iter::once(normalise_name(field.name))
                .chain(keys)
                .filter(|it| present.contains(it.as_str()))
                .collect();
            if !keys.is_empty() {
                columns.insert(field.name.to_owned(), keys);
            }
        }
        let is_whole = lists_all(kind);
        let mapping = Self { columns, is_whole, ..<Self as Default>::default() };
        mapping.ensure_fits(row).map(|()| mapping)
    }

    /// Refuses a sheet in which no column for the name stands.
    pub(super) fn ensure_fits(&self, row: &Row) -> Result<(), Unreadable> {
        let present: HashSet<&str> = row.headers().map(|it| it.key.as_str()).collect();
        let names = self.columns.get("name").map_or(&[][..], Vec::as_slice);
        if names.iter().any(|it| present.contains(it.as_str())) {
            return Ok(());
        }
        let headers: Vec<&str> = row.headers().map(|it| it.given.as_str()).take(12).collect();
        let headers = headers.join("、");
        Err(Unreadable(format!(
            "找不到名称列。表头是：{headers}。请用 --mapping 指明各列（格式见 docs/IMPORT.md）"
        )))
    }

    /// What a row says under a field, tidied; the default when it says nothing.
    pub(super) fn get(&self, row: &Row, field: &str) -> Option<String> {
        self.given(row, field).or_else(|| self.defaults.get(field).cloned())
    }

    /// What a row itself says under a field, tidied.
    pub(super) fn given(&self, row: &Row, field: &str) -> Option<String> {
        self.columns.get(field)?.iter().find_map(|it| row.get(it).and_then(clean_cell))
    }

    /// What holds for the whole sheet.
    pub(super) fn default(&self, field: &str) -> Option<&str> {
        self.defaults.get(field).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field { name: "name", usual: &["单位名称", "名称"] },
        Field { name: "address", usual: &["地址"] },
    ];

    fn parse(text: &str) -> Result<Mapping, String> {
        Mapping::parse(text, "providers", FIELDS)
    }

    #[test]
    fn a_mapping_file_names_columns_and_defaults() {
        let mapping = parse(
            "kind = \"providers\"\n[columns]\nname = [\"甲\", \"乙 \"]\n[defaults]\naddress = \"丙\"\nsource = \"丁\"",
        )
        .expect("a mapping");
        assert_eq!(mapping.columns["name"], ["甲", "乙"]);
        assert_eq!(mapping.default("source"), Some("丁"));
    }

    #[test]
    fn what_a_mapping_file_must_not_say_is_named() {
        assert!(parse("kind = \"laws\"").unwrap_err().contains("laws"));
        assert!(parse("[columns]\nnmae = \"甲\"").unwrap_err().contains("nmae"));
        assert!(parse("[defaults]\ncolour = \"甲\"").unwrap_err().contains("colour"));
        assert!(parse("[colunms]\n").is_err());
    }

    #[test]
    fn every_shipped_mapping_can_be_read() {
        for name in seed_data::mapping_names() {
            let text = seed_data::mapping(name).expect("a shipped mapping");
            let kinds = commons::feeds::actions::KINDS;
            assert!(kinds.iter().any(|it| crate::import::is_mapping(text, it)), "{name}");
        }
    }
}
