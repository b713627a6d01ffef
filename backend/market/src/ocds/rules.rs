//! Ids, tags and packages of releases, and the columns of the table of processes.

use chrono::{DateTime, SecondsFormat, Utc};
use kernel::csv;
use kernel::id::DemandId;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The version of the standard.
pub const VERSION: &str = "1.1";
/// Under which terms releases may be used, as the other open data. 配置值.
pub const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/";
/// How many releases a page of the feed has at most. 配置值.
pub const FEED_LIMIT: u64 = 100;
/// How many releases a process may have; a need can be changed only so often. 配置值.
pub const RELEASES_PER_PROCESS: u64 = 1_000;
/// How many processes the table has at most. 配置值.
pub const TABLE_LIMIT: u64 = 100_000;

/// What the publisher of packages is called, and under which prefix ids are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// `ocds-` and six characters.
    pub prefix: String,
    /// The site's address, without a slash at the end.
    pub base: String,
    /// Its name.
    pub name: String,
}

impl Publisher {
    /// The id of a need as a process.
    pub fn ocid(&self, id: &DemandId) -> String {
        format!("{}-{id}", self.prefix)
    }

    /// The address of something of ours.
    pub fn address(&self, path: &str) -> String {
        format!("{}/open-data/ocds/{path}", self.base)
    }

    fn head(&self, path: &str, at: DateTime<Utc>) -> Map<String, Value> {
        let head = json!({
            "uri": self.address(path),
            "version": VERSION,
            "publishedDate": written(at),
            "publisher": { "name": self.name, "uri": self.base },
            "license": LICENCE_URL,
            "publicationPolicy": format!("{}/open-data", self.base),
        });
        match head {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }

    /// Releases in one package.
    pub fn releases(
        &self,
        path: &str,
        at: DateTime<Utc>,
        releases: Vec<Value>,
    ) -> Map<String, Value> {
        let mut package = self.head(path, at);
        package.insert("releases".into(), releases.into());
        package
    }

    /// The record of a process: what its releases come to, and themselves.
    pub fn record(
        &self,
        ocid: &str,
        at: DateTime<Utc>,
        compiled: &Value,
        releases: &[Value],
    ) -> Value {
        let mut package = self.head(&format!("records/{ocid}.json"), at);
        let record = json!({ "ocid": ocid, "releases": releases, "compiledRelease": compiled });
        package.insert("records".into(), json!([record]));
        Value::Object(package)
    }
}

/// A moment as releases write it.
pub fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// What is known of a process at a moment, filled in stage by stage.
#[derive(Debug, Default)]
pub struct Release {
    /// The sections, by name.
    pub fields: Map<String, Value>,
    parties: Vec<Value>,
}

impl Release {
    /// Adds an organisation in a role and answers the reference to it. The same one twice has both roles.
    pub fn party(&mut self, mut party: Value, role: &str) -> Value {
        let reference = json!({ "id": party["id"], "name": party["name"] });
        let same = self.parties.iter_mut().find(|it| it["id"] == party["id"]);
        match same.and_then(|it| it["roles"].as_array_mut()) {
            Some(roles) if !roles.iter().any(|it| it == role) => roles.push(role.into()),
            Some(_) => {}
            None => {
                party["roles"] = json!([role]);
                self.parties.push(party);
            }
        }
        reference
    }

    /// What it says, without what tells it from the next.
    pub fn content(mut self) -> Map<String, Value> {
        if !self.parties.is_empty() {
            self.fields.insert("parties".into(), self.parties.into());
        }
        self.fields
    }
}

/// SHA-256 of what a release says.
pub fn digest(content: &Map<String, Value>) -> String {
    hex::encode(Sha256::digest(canonical(&Value::Object(content.clone())).as_bytes()))
}

/// JSON with sorted keys, whatever the order the fields were put in.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            let inner: Vec<String> = names
                .iter()
                .map(|it| format!("{}:{}", json!(it), canonical(&fields[*it])))
                .collect();
            format!("{{{}}}", inner.join(","))
        }
        Value::Array(items) => {
            let inner: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", inner.join(","))
        }
        other => other.to_string(),
    }
}

/// A whole release.
pub fn whole(
    ocid: &str,
    number: i32,
    at: DateTime<Utc>,
    tags: &[&str],
    content: Map<String, Value>,
) -> Value {
    let mut fields = Map::new();
    fields.insert("ocid".into(), ocid.into());
    fields.insert("id".into(), format!("{ocid}-{number}").into());
    fields.insert("date".into(), written(at).into());
    fields.insert("tag".into(), json!(tags));
    fields.insert("initiationType".into(), "tender".into());
    fields.insert("language".into(), "zh".into());
    fields.extend(content);
    Value::Object(fields)
}

/// Amounts are of yuan.
pub fn money(fen: kernel::Fen) -> Value {
    // Fen have two places, which a number of JSON keeps.
    let amount = if fen.0 % 100 == 0 { json!(fen.0 / 100) } else { json!(fen.0 as f64 / 100.0) };
    json!({ "amount": amount, "currency": "CNY" })
}

/// The columns of the table of processes: name, and where the value stands in a compiled release.
pub const COLUMNS: [(&str, &str); 16] = [
    ("ocid", "/ocid"),
    ("date", "/date"),
    ("title", "/tender/title"),
    ("status", "/tender/status"),
    ("category", "/tender/items/0/classification/id"),
    ("region", "/tender/items/0/additionalClassifications/0/id"),
    ("buyer_id", "/buyer/id"),
    ("buyer_name", "/buyer/name"),
    ("budget", "/tender/value/amount"),
    ("currency", "/tender/value/currency"),
    ("tender_start", "/tender/tenderPeriod/startDate"),
    ("tender_end", "/tender/tenderPeriod/endDate"),
    ("tenderers", "/tender/numberOfTenderers"),
    ("supplier", "/awards/0/suppliers/0/name"),
    ("award_value", "/awards/0/value/amount"),
    ("is_demo", "/isDemo"),
];

/// The header of the table.
pub fn table_head() -> String {
    let names: Vec<&str> = COLUMNS.iter().map(|it| it.0).collect();
    csv::MARK.to_owned() + &csv::line(&names)
}

/// A row of the table.
pub fn table_row(compiled: &Value) -> String {
    let cells = COLUMNS.iter().map(|(name, place)| match compiled.pointer(place) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None if *name == "is_demo" => "false".to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    });
    csv::line(&cells.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organisation_stands_once_with_all_its_roles() {
        let mut release = Release::default();
        let party = || json!({ "id": "org_1", "name": "甲" });
        assert_eq!(release.party(party(), "buyer"), json!({ "id": "org_1", "name": "甲" }));
        release.party(party(), "procuringEntity");
        release.party(party(), "buyer");
        let content = release.content();
        assert_eq!(content["parties"][0]["roles"], json!(["buyer", "procuringEntity"]));
        assert_eq!(content["parties"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn the_order_of_fields_makes_no_other_release() {
        let content = |text: &str| match serde_json::from_str(text) {
            Ok(Value::Object(fields)) => digest(&fields),
            _ => String::new(),
        };
        assert_eq!(
            content(r#"{"a":1,"b":[{"c":2,"d":3}]}"#),
            content(r#"{"b":[{"d":3,"c":2}],"a":1}"#)
        );
        assert_ne!(content(r#"{"a":1}"#), content(r#"{"a":2}"#));
    }

    #[test]
    fn fen_become_yuan_without_loss() {
        assert_eq!(money(kernel::Fen(8_600_000))["amount"], 86_000);
        assert_eq!(money(kernel::Fen(12_345))["amount"], 123.45);
    }

    #[test]
    fn a_row_has_a_cell_for_every_column_and_none_is_a_formula() {
        let row = table_row(&json!({ "ocid": "x", "tender": { "title": "=1+1" } }));
        assert_eq!(row.trim_end().split(',').count(), COLUMNS.len());
        assert!(row.contains(",'=1+1,") && row.ends_with(",false\r\n"), "{row}");
    }
}
