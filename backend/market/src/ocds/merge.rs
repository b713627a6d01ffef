//! Merging the releases of a process into one compiled release, by the rules of OCDS 1.1
//! (<https://standard.open-contracting.org/1.1/en/schema/merging/>).
//!
//! Releases are laid out as paths and values in the order of their dates, later values replace
//! earlier ones, and the paths are put together again. Objects in lists are told apart by their `id`;
//! one without is always another one.

use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// Fields that a compiled release does not take over.
const OMITTED: [&str; 3] = ["id", "date", "tag"];

/// Lists that are replaced as a whole, as the release schema says. Lists of anything but objects
/// are so anyway.
const WHOLE: [&str; 16] = [
    "parties/additionalIdentifiers",
    "buyer/additionalIdentifiers",
    "tender/procuringEntity/additionalIdentifiers",
    "tender/items/additionalClassifications",
    "tender/tenderers/additionalIdentifiers",
    "tender/amendments/changes",
    "tender/amendment/changes",
    "awards/suppliers/additionalIdentifiers",
    "awards/items/additionalClassifications",
    "awards/amendments/changes",
    "awards/amendment/changes",
    "contracts/items/additionalClassifications",
    "contracts/implementation/transactions/payer/additionalIdentifiers",
    "contracts/implementation/transactions/payee/additionalIdentifiers",
    "contracts/amendments/changes",
    "contracts/amendment/changes",
];

/// Why releases cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// There is none.
    #[error("no release")]
    Nothing,
    /// One is no object, or has no date.
    #[error("a release is no object with a date")]
    NoRelease,
    /// What was a list is an object in a later one, or the like.
    #[error("“{0}” is of another kind in a later release")]
    Kind(String),
}

/// A step of a path.
#[derive(Debug, Clone)]
enum Part {
    /// Into a field.
    Field(String),
    /// Into the object of a list: what tells it apart, and its id as it was written.
    Item(String, Option<Value>),
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Self::Field(text) | Self::Item(text, _) => text,
        }
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Part {}

impl Hash for Part {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text().hash(state);
    }
}

type Path = Vec<Part>;

/// Paths and their values, in the order in which the paths came up.
#[derive(Default)]
struct Flat {
    places: HashMap<Path, usize>,
    entries: Vec<(Path, Value)>,
    /// How many objects without an id there were.
    nameless: usize,
}

impl Flat {
    fn put(&mut self, path: Path, value: Value) {
        match self.places.get(&path) {
            Some(&place) => self.entries[place].1 = value,
            None => {
                self.places.insert(path.clone(), self.entries.len());
                self.entries.push((path, value));
            }
        }
    }

    fn lay_out(&mut self, value: &Value, path: &Path, rule: &str) {
        match value {
            Value::Object(fields) => {
                for (name, inner) in fields {
                    let below =
                        if rule.is_empty() { name.clone() } else { format!("{rule}/{name}") };
                    let mut path = path.clone();
                    path.push(Part::Field(name.clone()));
                    self.lay_out_field(inner, path, &below);
                }
            }
            Value::Array(items) => {
                for item in items {
                    let id = item.get("id").cloned();
                    let text = match &id {
                        Some(Value::String(text)) => text.clone(),
                        Some(other) => other.to_string(),
                        None => {
                            self.nameless += 1;
                            format!("\u{0}{}", self.nameless)
                        }
                    };
                    let mut path = path.clone();
                    path.push(Part::Item(text, id));
                    self.lay_out(item, &path, rule);
                }
            }
            _ => {}
        }
    }

    fn lay_out_field(&mut self, value: &Value, path: Path, rule: &str) {
        if OMITTED.contains(&rule) {
            return;
        }
        let is_whole = match value {
            Value::Array(items) => WHOLE.contains(&rule) || items.iter().any(|it| !it.is_object()),
            Value::Object(_) => WHOLE.contains(&rule),
            _ => true,
        };
        if is_whole {
            self.put(path, value.clone());
        } else {
            self.lay_out(value, &path, rule);
        }
    }
}

/// A place in the object that is put together.
enum Node {
    Object(Vec<(String, usize)>),
    List(Vec<usize>),
    Value(Value),
}

struct Built {
    nodes: Vec<Node>,
    items: HashMap<(usize, String), usize>,
}

impl Built {
    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Follows a path, making what is not there yet, and puts the value at its end unless there is
    /// one already. Null puts nothing.
    fn put(&mut self, path: &Path, value: &Value) -> Result<(), MergeError> {
        let mut at = 0;
        for (depth, part) in path.iter().enumerate() {
            let is_end = depth + 1 == path.len();
            at = match part {
                Part::Item(text, id) => self.item(at, text, id.as_ref(), path)?,
                Part::Field(name) => {
                    let Node::Object(fields) = &self.nodes[at] else { return Err(kind(path)) };
                    match fields.iter().find(|it| it.0 == *name) {
                        Some(&(_, inner)) => inner,
                        None if is_end && value.is_null() => return Ok(()),
                        None => {
                            let node = match path.get(depth + 1) {
                                None => Node::Value(value.clone()),
                                Some(Part::Item(..)) => Node::List(Vec::new()),
                                Some(Part::Field(_)) => Node::Object(Vec::new()),
                            };
                            self.field(at, name, node)
                        }
                    }
                }
            };
        }
        Ok(())
    }

    fn field(&mut self, at: usize, name: &str, node: Node) -> usize {
        let inner = self.add(node);
        if let Node::Object(fields) = &mut self.nodes[at] {
            fields.push((name.to_owned(), inner));
        }
        inner
    }

    fn item(
        &mut self,
        at: usize,
        text: &str,
        id: Option<&Value>,
        path: &Path,
    ) -> Result<usize, MergeError> {
        // 1 and "1" are different ids.
        let told = id.map_or_else(|| text.to_owned(), Value::to_string);
        if let Some(&inner) = self.items.get(&(at, told.clone())) {
            return Ok(inner);
        }
        let inner = self.add(Node::Object(Vec::new()));
        if let Some(id) = id.filter(|it| !it.is_null()) {
            self.field(inner, "id", Node::Value(id.clone()));
        }
        let Node::List(items) = &mut self.nodes[at] else { return Err(kind(path)) };
        items.push(inner);
        self.items.insert((at, told), inner);
        Ok(inner)
    }

    fn taken(&self, at: usize) -> Value {
        match &self.nodes[at] {
            Node::Value(value) => value.clone(),
            Node::List(items) => items.iter().map(|it| self.taken(*it)).collect(),
            Node::Object(fields) => {
                let fields = fields.iter().map(|(name, it)| (name.clone(), self.taken(*it)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }
}

fn kind(path: &Path) -> MergeError {
    let steps: Vec<&str> = path.iter().map(Part::text).collect();
    MergeError::Kind(steps.join("/"))
}

/// The compiled release: the latest value of every field.
///
/// # Errors
/// [`MergeError`] when there is nothing to merge or releases do not fit together.
pub fn compiled(releases: &[Value]) -> Result<Value, MergeError> {
    let mut sorted: Vec<&Value> = releases.iter().collect();
    if sorted.len() > 1 && !sorted.iter().all(|it| it["date"].is_string()) {
        return Err(MergeError::NoRelease);
    }
    sorted.sort_by(|a, b| a["date"].as_str().cmp(&b["date"].as_str()));
    let last = sorted.last().ok_or(MergeError::Nothing)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (ocid, date) = (text(&last["ocid"]), last["date"].clone());
    let mut flat = Flat::default();
    let top = |name: &str| vec![Part::Field(name.to_owned())];
    flat.put(top("tag"), json!(["compiled"]));
    flat.put(top("id"), json!(format!("{ocid}-{}", text(&date))));
    flat.put(top("date"), date);
    for release in sorted {
        if !release.is_object() {
            return Err(MergeError::NoRelease);
        }
        flat.lay_out(release, &Vec::new(), "");
    }
    let mut built = Built { nodes: vec![Node::Object(Vec::new())], items: HashMap::new() };
    for (path, value) in &flat.entries {
        built.put(path, value)?;
    }
    Ok(built.taken(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(date: &str, fields: &Value) -> Value {
        let mut whole =
            json!({ "ocid": "ocds-000000-1", "id": date, "date": date, "tag": ["tender"] });
        whole.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        whole
    }

    fn merged(releases: &[Value]) -> Value {
        compiled(releases).unwrap()
    }

    #[test]
    fn the_latest_value_stands_and_what_tells_releases_apart_does_not() {
        let later = release("2026-02-01", &json!({ "tender": { "title": "乙", "status": null } }));
        let first = release(
            "2026-01-01",
            &json!({ "tender": { "id": "t", "title": "甲", "status": "active" } }),
        );
        let whole = merged(&[later, first]);
        assert_eq!(whole["tender"]["title"], "乙");
        assert_eq!(whole["tender"].get("status"), None, "null takes a value away");
        assert_eq!((&whole["tag"], &whole["date"]), (&json!(["compiled"]), &json!("2026-02-01")));
        assert_eq!(whole["id"], "ocds-000000-1-2026-02-01");
    }

    #[test]
    fn objects_of_lists_are_told_apart_by_id_and_other_lists_are_replaced() {
        let first = release(
            "1",
            &json!({ "awards": [{ "id": "a", "x": 1 }, { "id": "b" }], "tender": { "submissionMethod": ["m", "n"],
                "items": [{ "id": "1", "additionalClassifications": [{ "id": "p" }] }] } }),
        );
        let second = release(
            "2",
            &json!({ "awards": [{ "id": "c" }, { "id": "a", "y": 2 }], "tender": { "submissionMethod": ["o"],
                "items": [{ "id": "1", "additionalClassifications": [{ "id": "q" }] }] } }),
        );
        let whole = merged(&[first, second]);
        assert_eq!(
            whole["awards"],
            json!([{ "id": "a", "x": 1, "y": 2 }, { "id": "b" }, { "id": "c" }])
        );
        assert_eq!(whole["tender"]["submissionMethod"], json!(["o"]));
        assert_eq!(
            whole["tender"]["items"][0]["additionalClassifications"],
            json!([{ "id": "q" }])
        );
    }

    #[test]
    fn an_object_without_an_id_is_always_another_one() {
        let twice = [
            release("1", &json!({ "x": [{ "a": 1 }] })),
            release("2", &json!({ "x": [{ "a": 1 }] })),
        ];
        assert_eq!(merged(&twice)["x"], json!([{ "a": 1 }, { "a": 1 }]));
    }

    #[test]
    fn empty_lists_and_objects_change_nothing() {
        let releases = [
            release("1", &json!({ "parties": [{ "id": "p" }], "tender": { "id": "t" } })),
            release("2", &json!({ "parties": [], "tender": {} })),
        ];
        assert_eq!(merged(&releases)["parties"], json!([{ "id": "p" }]));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        assert_eq!(compiled(&[]), Err(MergeError::Nothing));
        let releases = [
            release("1", &json!({ "x": { "y": 1 } })),
            release("2", &json!({ "x": [{ "id": "1" }] })),
        ];
        assert_eq!(compiled(&releases), Err(MergeError::Kind("x/1/id".into())));
        assert_eq!(compiled(&[json!({}), json!({})]), Err(MergeError::NoRelease));
    }

    /// The packages of the standard's own example, when they lie beside the project.
    #[test]
    fn the_standards_example_comes_to_its_own_compiled_release() {
        let folder =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/tenders/ocds-sample");
        let name = "fictional-example__1.1__record__ocds-213czf-000-00001.json";
        let Ok(text) = std::fs::read_to_string(format!("{folder}/{name}")) else {
            eprintln!("skipped: the sample packages are not beside the project");
            return;
        };
        let record: Value = serde_json::from_str(&text).unwrap();
        let compiled_there = &record["records"][0]["compiledRelease"];
        let package = std::fs::read_to_string(format!(
            "{folder}/fictional-example__1.1__ocds-213czf-000-00001.json"
        ));
        let package: Value = serde_json::from_str(&package.unwrap()).unwrap();
        let releases = package["releases"].as_array().unwrap();
        let whole = merged(releases);
        assert_eq!(whole["ocid"], compiled_there["ocid"]);
        for part in ["tender", "awards", "contracts"] {
            assert_eq!(whole[part]["id"], compiled_there[part]["id"], "{part}");
        }
    }
}
