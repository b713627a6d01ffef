//! 疑点提示: what the flags find, who judges it, and that they are Cardinal's.

use crate::support::{Actor, TestApp};
use chrono::{DateTime, Duration, SecondsFormat};
use kernel::{Dice, Fen};
use market::flags::jobs::look_due;
use market::flags::rules::{Findings, Thresholds, bid, find};
use serde_json::{Value, json};

/// A number below another one.
fn below(dice: &mut Dice, end: u64) -> u64 {
    dice.next_u64() % end
}

/// A process that nobody held, with every oddity the flags look for.
fn generated(number: u64, dice: &mut Dice) -> Value {
    let supplier = |it: u64| format!("tenderer-{it:02}");
    let at = |days: u64, minutes: u64| {
        let start = DateTime::from_timestamp(1_767_225_600, 0).expect("a time");
        let whole = start + Duration::days(days as i64) + Duration::minutes(minutes as i64);
        whole.to_rfc3339_opts(SecondsFormat::Secs, true)
    };
    let end = 5 + below(dice, 25);
    let base = 10_000 + below(dice, 90_000);
    let mut bids = Vec::new();
    for place in 0..below(dice, 6) {
        // Some prices are the same, a few far away; few come late or are out.
        let price = match below(dice, 12) {
            0 => base,
            1 => base * 3,
            _ => base + 20 * below(dice, base / 100),
        };
        let status = match below(dice, 10) {
            0 | 1 => "disqualified",
            2 => "withdrawn",
            3 => "pending",
            _ => "valid",
        };
        let late = u64::from(below(dice, 15) == 0);
        let who = supplier(below(dice, 12));
        let day = at(end - 1 + 2 * late, place);
        bids.push(bid(&place.to_string(), status, &day, &who, Some(Fen(price as i64 * 100))));
    }
    let valid = bids.iter().filter(|it| it["status"] == "valid");
    let cheapest = valid.min_by_key(|it| it["value"]["amount"].as_i64());
    let winner = cheapest.map(|it| it["tenderers"][0]["id"].clone());
    let kinds = ["water", "waste", "air", "noise", "soil", "energy", "monitoring"];
    let kind = kinds[below(dice, if number.is_multiple_of(7) { 7 } else { 2 }) as usize];
    let award_status = ["active", "active", "active", "active", "pending", "cancelled"];
    let awards: Vec<Value> = winner.into_iter().map(|it| json!({
        "id": "1", "status": award_status[below(dice, 6) as usize], "suppliers": [{ "id": it }],
        "items": [{ "id": "1", "classification": { "id": kind } }],
    })).collect();
    json!({
        "ocid": format!("ocds-000000-{number}"),
        "buyer": { "id": format!("buyer-{}", below(dice, 9)) },
        "tender": {
            "status": if below(dice, 20) == 0 { "cancelled" } else { "complete" },
            "procurementMethod": if below(dice, 9) == 0 { "direct" } else { "open" },
            "procuringEntity": { "id": format!("buyer-{}", below(dice, 9)) },
            "numberOfTenderers": bids.len(),
            "tenderPeriod": { "startDate": at(0, 0), "endDate": at(end, 0) },
        },
        "awards": awards, "bids": { "details": bids },
    })
}

/// Processes with which every flag finds something: mixed ones, and some made for the rarer flags.
fn processes() -> Vec<Value> {
    let mut dice = Dice::seeded(28);
    let mut all: Vec<Value> = (0..600).map(|it| generated(it, &mut dice)).collect();
    // One whose next price is all but the same where others keep their distance.
    let pair = |number: u64, who: &str, other: &str, next: i64| {
        let at = "2026-01-01T00:00:00Z";
        let bids = [
            bid("1", "valid", at, who, Some(Fen(1_000_000))),
            bid("2", "valid", at, other, Some(Fen(next))),
        ];
        json!({
            "ocid": format!("ocds-000000-{number}"),
            "tender": { "status": "complete" },
            "awards": [{ "id": "1", "status": "active", "suppliers": [{ "id": who }] }],
            "bids": { "details": bids },
        })
    };
    for number in 0..2_000_u64 {
        let step = i64::try_from(number % 40).expect("small") * 100;
        let (who, other) = (format!("w-{}", number % 50), format!("o-{}", number % 49));
        let wins_back = pair(10_000 + 2 * number, &other, &who, 1_200_000 + step);
        all.push(pair(10_001 + 2 * number, &who, &other, 1_200_000 + step));
        all.push(wins_back);
    }
    // One that bids often and wins once.
    for number in 0..200 {
        let winner = format!("w-{}", number % 50);
        all.push(pair(20_000 + number, &winner, "seldom", 1_200_000));
    }
    all.push(pair(20_500, "seldom", "w-1", 1_200_000));
    all.push(pair(20_501, "w-1", "o-1", 1_000_100));
    // One that is awarded everything, and one with whom every bid is out.
    for number in 0..30 {
        let mut whole = pair(21_000 + number, "all-rounder", "o-1", 1_210_000);
        whole["awards"][0]["items"] =
            json!([{ "id": "1", "classification": { "id": format!("{number:02}") } }]);
        all.push(whole);
    }
    for number in 0..5 {
        let mut whole = pair(22_000 + number, "w-2", "o-2", 1_220_000);
        for place in 0..2 {
            whole["bids"]["details"][place]["status"] = json!("disqualified");
        }
        whole["buyer"] = json!({ "id": "strict" });
        all.push(whole);
    }
    all
}

fn as_cardinal_says(found: &Findings) -> Value {
    let mut groups = json!({});
    for ((subject, id, flag), value) in found {
        groups[subject.group()][id][flag.code()] = json!(value);
    }
    groups
}

/// With every flag's settings as Cardinal has them, in its own form.
const SETTINGS: &str = "currency = CNY\n[R003]\n[R018]\n[R024]\n[R025]\n[R028]\n[R030]\n[R035]\n[R036]\n\
    [R038]\n[R048]\n[R058]\n";

/// For the outside tools, where `OCDS_EXPORT` names a folder (`scripts/test.sh ocds`).
pub(super) fn export(folder: &std::path::Path) {
    let processes = processes();
    let lines: String = processes.iter().map(|it| format!("{it}\n")).collect();
    let found = find(&processes, &Thresholds::CARDINAL);
    let files = [
        ("flags.jsonl", lines),
        ("flags.json", as_cardinal_says(&found).to_string()),
        ("flags.ini", SETTINGS.to_owned()),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("the folder takes files");
    }
}

#[test]
fn every_flag_finds_something_in_generated_processes() {
    let found = find(&processes(), &Thresholds::CARDINAL);
    let flags: std::collections::BTreeSet<&str> = found.keys().map(|it| it.2.code()).collect();
    assert_eq!(flags.len(), 11, "{flags:?}");
}

const SEEN: &str = "{ redFlags { lookedOn processes
    figures { flag open confirmed dismissed precisionPercent isRetired }
    findings { id flag title value state } } }";

async fn figure(who: &Actor, flag: &str) -> Value {
    let seen = who.query(SEEN, json!({})).await;
    let figures = seen.list("/redFlags/figures").to_vec();
    figures.into_iter().find(|it| it["flag"] == flag).expect("every flag has its figures")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_makes_a_check_once_and_its_verdict_counts() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let moderator = app.moderator("31").await;
    let need = buyer.posts_need(&json!({})).await;
    moderator.approves(&need).await;
    app.settle().await;
    seller.bids(&need, &json!({})).await;
    app.advance(Duration::days(11)).await;
    app.settle().await;

    assert_eq!(look_due(app.db()).await.expect("it looks"), 1);
    assert_eq!(look_due(app.db()).await.expect("it looks"), 0, "once a day");
    app.settle().await;
    assert_eq!(figure(&moderator, "R018").await["open"], 1);
    let findings = moderator.query(SEEN, json!({})).await;
    let finding = findings.get("/redFlags/findings/0").clone();
    assert_eq!((&finding["flag"], &finding["state"]), (&json!("R018"), &json!("OPEN")));
    app.advance(Duration::days(1)).await;
    look_due(app.db()).await.expect("it looks");
    app.settle().await;
    assert_eq!(figure(&moderator, "R018").await["open"], 1, "the same finding is one check");

    let list =
        "query($filter: RedFlagFilter) { redFlagFindings(filter: $filter, first: 5) { nodes {
        id flag url region { fullName } changeRequest { state revision } } } }";
    let asked = |filter: Value| moderator.query(list, json!({ "filter": filter }));
    let open = asked(json!({ "state": "OPEN", "flag": "R018" })).await;
    let row = open.get("/redFlagFindings/nodes/0");
    assert_eq!(row["changeRequest"]["state"], "WAITING");
    assert!(row["url"].as_str().unwrap().starts_with("/open-data/ocds/records/"));
    assert!(asked(json!({ "flag": "R003" })).await.list("/redFlagFindings/nodes").is_empty());
    let elsewhere = app.moderator("33").await.query(list, json!({})).await;
    assert!(elsewhere.list("/redFlagFindings/nodes").is_empty(), "of another region");

    moderator.approves(finding["id"].as_str().unwrap()).await;
    app.settle().await;
    let judged = asked(json!({ "state": "CONFIRMED" })).await;
    assert_eq!(judged.list("/redFlagFindings/nodes").len(), 1);
    let after = figure(&moderator, "R018").await;
    assert_eq!((&after["confirmed"], &after["precisionPercent"]), (&json!(1), &json!(100)));
    assert_eq!(app.audited(finding["id"].as_str().unwrap()).await.len(), 2);
    buyer.query(SEEN, json!({})).await.denied("FORBIDDEN");
}
