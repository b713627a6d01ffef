use super::*;
use serde_json::json;

fn process(ocid: &str, bids: &[(&str, &str, i64)], winner: Option<&str>) -> Value {
    let details: Vec<Value> = bids
        .iter()
        .enumerate()
        .map(|(number, (who, status, yuan))| {
            bid(&number.to_string(), status, "2026-01-05T00:00:00Z", who, Some(Fen(yuan * 100)))
        })
        .collect();
    let awards =
        winner.map(|it| json!([{ "id": "1", "status": "active", "suppliers": [{ "id": it }] }]));
    json!({
        "ocid": ocid, "buyer": { "id": "buyer" },
        "tender": { "procurementMethod": "open", "numberOfTenderers": bids.len(),
            "tenderPeriod": { "startDate": "2026-01-01T00:00:00Z", "endDate": "2026-02-01T00:00:00Z" } },
        "awards": awards.unwrap_or_default(), "bids": { "details": details },
    })
}

fn flags_of(process: Value) -> Vec<&'static str> {
    let found = find(&[process], &Thresholds::CARDINAL);
    let of_process = found.into_keys().filter(|it| it.0 == FlagSubject::Process);
    of_process.map(|it| it.2.code()).collect()
}

#[test]
fn a_process_without_anything_odd_has_no_flag() {
    let plain = [("a", "valid", 100), ("b", "valid", 120), ("c", "valid", 130)];
    assert_eq!(flags_of(process("1", &plain, Some("b"))), Vec::<&str>::new());
}

#[test]
fn each_flag_of_a_process_has_its_reason() {
    let mut short = process("1", &[], None);
    short["tender"]["tenderPeriod"]["endDate"] = json!("2026-01-10T00:00:00Z");
    assert_eq!(flags_of(short), ["R003"]);
    assert_eq!(flags_of(process("1", &[("a", "valid", 100)], Some("a"))), ["R018"]);
    let same = [("a", "valid", 100), ("b", "valid", 100)];
    assert_eq!(flags_of(process("1", &same, Some("c"))), ["R028"]);
    let mut late = process("1", &[("a", "valid", 100), ("b", "valid", 90)], Some("a"));
    late["bids"]["details"][0]["date"] = json!("2026-02-01T00:00:01Z");
    assert_eq!(flags_of(late), ["R030"]);
    let alone = [("a", "valid", 100), ("b", "disqualified", 110)];
    assert_eq!(flags_of(process("1", &alone, Some("a"))), ["R035"]);
    let cheapest = [("a", "valid", 100), ("b", "disqualified", 90), ("c", "valid", 110)];
    assert_eq!(flags_of(process("1", &cheapest, Some("c"))), ["R036"]);
}

#[test]
fn a_process_that_was_called_off_has_no_flag() {
    let mut it = process("1", &[("a", "valid", 100)], None);
    it["tender"]["status"] = json!("cancelled");
    assert_eq!(flags_of(it), Vec::<&str>::new());
}

#[test]
fn prices_are_near_or_far_beside_those_of_other_processes() {
    let pair = |number: i64, next: i64| {
        process(&number.to_string(), &[("a", "valid", 1_000), ("b", "valid", next)], Some("a"))
    };
    let mut processes: Vec<Value> = (0..20).map(|it| pair(it, 1_200 + it)).collect();
    processes.push(pair(20, 1_001));
    processes.push(pair(21, 3_000));
    let found = find(&processes, &Thresholds::CARDINAL);
    let of = |flag| {
        let those = found.keys().filter(|it| it.0 == FlagSubject::Process && it.2 == flag);
        those.map(|it| it.1.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of(RedFlag::R024), ["20"]);
    assert_eq!(of(RedFlag::R058), ["21"]);
}

#[test]
fn quarters_are_those_of_the_eighth_method() {
    assert!(quantile(&[], 0.25).is_nan());
    assert_eq!(quantile(&[7.0], 0.25), 7.0);
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    assert!((quantile(&ten, 0.25) - (2.0 + 11.0 / 12.0)).abs() < 1e-12);
    assert!((quantile(&ten, 0.75) - (8.0 + 1.0 / 12.0)).abs() < 1e-12);
}

#[test]
fn a_flag_is_retired_after_enough_verdicts_against_it() {
    assert!(!is_retired(0, 19), "too few verdicts");
    assert!(is_retired(3, 17));
    assert!(!is_retired(4, 16), "twenty of a hundred are enough");
    assert_eq!((precision_percent(0, 0), precision_percent(1, 3)), (None, Some(25)));
}
