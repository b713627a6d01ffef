//! Reading what flags rest on out of a compiled release.

use serde_json::Value;

/// A list of a release; empty when there is none.
pub(super) fn list<'a>(value: &'a Value, place: &str) -> &'a [Value] {
    value.pointer(place).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Whether a process was called off: nothing is found in it.
pub(super) fn is_cancelled(process: &Value) -> bool {
    process["tender"]["status"] == "cancelled"
}

pub(super) fn ocid(process: &Value) -> String {
    process["ocid"].as_str().unwrap_or_default().to_owned()
}

/// The ids of organisations in a list.
pub(super) fn ids<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    value[field].as_array().into_iter().flatten().filter_map(|it| it["id"].as_str())
}

/// The one organisation of a list; none when there are several.
pub(super) fn only_id<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    match value[field].as_array()?.as_slice() {
        [one] => one["id"].as_str(),
        _ => None,
    }
}

/// Bids that were handed in, whatever became of them.
pub(super) fn submitted(process: &Value) -> impl Iterator<Item = &Value> {
    list(process, "/bids/details")
        .iter()
        .filter(|it| it["status"].as_str().is_some_and(|it| it != "invited" && it != "withdrawn"))
}

/// The amount of a bid in yuan; none of another currency.
pub(super) fn amount(bid: &Value) -> Option<f64> {
    (bid["value"]["currency"] == "CNY").then(|| bid["value"]["amount"].as_f64()).flatten()
}

/// The awards that stand, once every award is final; none while one is not, or without bids.
pub(super) fn final_awards(process: &Value) -> Option<Vec<&Value>> {
    process.pointer("/bids/details").and_then(Value::as_array)?;
    let mut standing = Vec::new();
    for award in process["awards"].as_array()? {
        match award["status"].as_str() {
            Some("active") => standing.push(award),
            Some("cancelled" | "unsuccessful") | None => {}
            Some(_) => return None,
        }
    }
    Some(standing)
}

/// The one supplier of the one award that stands.
pub(super) fn only_winner(process: &Value) -> Option<&str> {
    match final_awards(process)?.as_slice() {
        [award] => only_id(award, "suppliers"),
        _ => None,
    }
}
