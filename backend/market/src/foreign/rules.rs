//! Releases out of packages: what one must have, and where they stand.

use serde_json::{Map, Value};

/// The longest release, in characters of JSON. 配置值.
const LONGEST: usize = 1_000_000;
/// The most releases of one process. 配置值.
pub const MOST_RELEASES: u64 = 1_000;
/// Under which id what releases come to is kept, where there are none of them.
const COMPILED: &str = "compiled";

/// A release of another publisher.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRelease {
    /// Of which process.
    pub ocid: String,
    /// Which of it.
    pub release_id: String,
    /// As the publisher writes it.
    pub released_at: String,
    /// Whether it is what releases come to.
    pub is_compiled: bool,
    /// As it came.
    pub body: Map<String, Value>,
    /// What the source calls itself.
    pub source: String,
}

/// Every release of a package of releases or records, a list of them, or one; each with its name for people.
/// What is none is a sentence.
pub fn releases_in(value: Value, source: &str) -> Vec<(String, Result<NewRelease, String>)> {
    let Value::Object(mut fields) = value else {
        return match value {
            Value::Array(items) => {
                items.into_iter().flat_map(|it| releases_in(it, source)).collect()
            }
            _ => vec![(String::new(), Err("不是发布记录或数据包".into()))],
        };
    };
    let mut list = |name: &str| match fields.remove(name) {
        Some(Value::Array(items)) => Some(items),
        _ => None,
    };
    if let Some(records) = list("records") {
        return records.iter().flat_map(|it| of_record(it, source)).collect();
    }
    match list("releases") {
        Some(releases) => releases.into_iter().map(|it| named(it, source, false)).collect(),
        None => vec![named(Value::Object(fields), source, false)],
    }
}

/// The releases of a record, or what they come to where it only links to them.
fn of_record(record: &Value, source: &str) -> Vec<(String, Result<NewRelease, String>)> {
    let embedded =
        record["releases"].as_array().filter(|all| all.iter().all(|it| it["id"].is_string()));
    match (embedded, &record["compiledRelease"]) {
        (Some(releases), _) if !releases.is_empty() => {
            releases.iter().map(|it| named(it.clone(), source, false)).collect()
        }
        (_, compiled @ Value::Object(_)) => vec![named(compiled.clone(), source, true)],
        _ => {
            let name = record["ocid"].as_str().unwrap_or_default().to_owned();
            vec![(name, Err("记录里既没有发布内容，也没有合并后的内容".into()))]
        }
    }
}

fn named(release: Value, source: &str, is_compiled: bool) -> (String, Result<NewRelease, String>) {
    let name = release["id"].as_str().or(release["ocid"].as_str()).unwrap_or_default().to_owned();
    (name, checked(release, source, is_compiled))
}

fn checked(release: Value, source: &str, is_compiled: bool) -> Result<NewRelease, String> {
    let text = |field: &str| release[field].as_str().map(str::to_owned);
    let need = |field: &str| {
        let found = text(field).filter(|it| !it.trim().is_empty() && it.chars().count() <= 200);
        found.ok_or_else(|| format!("没有 {field}，或过长"))
    };
    let is_compiled = is_compiled
        || release["tag"].as_array().is_some_and(|tags| tags.iter().any(|it| it == COMPILED));
    let (ocid, released_at) = (need("ocid")?, need("date")?);
    let release_id = if is_compiled { COMPILED.to_owned() } else { need("id")? };
    if chrono::DateTime::parse_from_rfc3339(&released_at).is_err() {
        return Err(format!("date “{released_at}”不是时间"));
    }
    let Value::Object(body) = release else { return Err("不是发布记录".into()) };
    if Value::Object(body.clone()).to_string().len() > LONGEST {
        return Err("一条发布记录超过 100 万字符".into());
    }
    Ok(NewRelease { ocid, release_id, released_at, is_compiled, body, source: source.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ids(value: Value) -> Vec<String> {
        let found = releases_in(value, "来源").into_iter();
        found.map(|(_, it)| it.map_or_else(|reason| reason, |it| it.release_id)).collect()
    }

    #[test]
    fn releases_are_found_in_every_kind_of_file() {
        let one = |id: &str| json!({ "ocid": "o", "id": id, "date": "2026-01-01T00:00:00Z" });
        assert_eq!(ids(one("1")), ["1"]);
        assert_eq!(ids(json!([one("1"), one("2")])), ["1", "2"]);
        assert_eq!(ids(json!({ "releases": [one("1")] })), ["1"]);
        assert_eq!(ids(json!({ "records": [{ "ocid": "o", "releases": [one("3")] }] })), ["3"]);
        let linked = json!({ "records": [{ "ocid": "o", "releases": [{ "url": "x" }],
            "compiledRelease": one("9") }] });
        assert_eq!(ids(linked), ["compiled"]);
    }

    #[test]
    fn what_is_no_release_is_said() {
        assert_eq!(ids(json!({ "ocid": "o", "id": "1" })), ["没有 date，或过长"]);
        assert_eq!(ids(json!("x")), ["不是发布记录或数据包"]);
        assert_eq!(
            ids(json!({ "records": [{ "ocid": "o" }] })),
            ["记录里既没有发布内容，也没有合并后的内容"]
        );
        let wrong = json!({ "ocid": "o", "id": "1", "date": "昨天" });
        assert_eq!(ids(wrong), ["date “昨天”不是时间"]);
    }
}
