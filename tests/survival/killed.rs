//! Killed fifty times while it writes and imports.
//!
//! What was acknowledged must be there afterwards, the index must agree with the database, the
//! audit chain must hold, and the import must come to its end as if nothing had happened.

use crate::program::{Installation, PATIENCE};
use kernel::credit_code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use tokio::sync::mpsc;

/// How often the server is killed.
const KILLS: usize = 50;
/// Rows of the list that is imported meanwhile: more than one round ever gets through.
const ROWS: usize = 1_500;

async fn sign_in(installation: &Installation) -> String {
    let query = "mutation($input: SessionSignInInput!) { sessionSignIn(input: $input) {
        accessToken problems { code } } }";
    let variables = json!({ "input": { "email": EMAIL, "password": PASSWORD } });
    let answer = installation.ask("", query, &variables).await.expect("an answer");
    let token = answer["data"]["sessionSignIn"]["accessToken"].as_str();
    token.unwrap_or_else(|| panic!("signing in: {answer:#}")).to_owned()
}

/// An account of the demo, which the first round loads.
const EMAIL: &str = "enterprise@example.org";
const PASSWORD: &str = "Greenbridge-2026";

/// Posts needs until the server is gone; tells the id of each that was acknowledged.
async fn post_until_killed(
    installation: &Installation,
    token: &str,
    round: usize,
    writer: usize,
    acknowledged: mpsc::UnboundedSender<String>,
) {
    let query = "mutation($input: DemandPostInput!) { demandPost(input: $input) {
        demand { id } problems { code } } }";
    let deadline = kernel::Clock::System.now() + chrono::Duration::days(10);
    for number in 0.. {
        let input = json!({
            "title": format!("第 {round} 轮的需求 {writer}-{number}"),
            "description": "机加工产生的废乳化液，桶装，每月转移一次，需提供运输与联单服务。",
            "categoryCode": "waste/hazardous", "regionCode": "310118", "wasteCode": "HW09",
            "deadline": deadline, "requestKey": format!("{round}-{writer}-{number}"),
        });
        let Some(answer) = installation.ask(token, query, &json!({ "input": input })).await else {
            return;
        };
        let id = answer["data"]["demandPost"]["demand"]["id"].as_str();
        let id = id.unwrap_or_else(|| panic!("a need was refused: {answer:#}"));
        if acknowledged.send(id.to_owned()).is_err() {
            return;
        }
    }
}

fn write_list(file: &Path) {
    let mut sheet = String::from("机构名称,统一社会信用代码,所在地区,服务类别\n");
    for number in 0..ROWS {
        // None of those of the demo.
        let code = credit_code::generate("310117", 7_000_000 + number as u64);
        let _ = writeln!(sheet, "第{number:04}废油再生有限公司,{},松江区,危险废物", code.as_str());
    }
    std::fs::write(file, sheet).expect("the list can be written");
}

/// One life of the server: it serves, is written to and imported beside, and is killed after
/// some acknowledgements. Answers the ids that were acknowledged.
async fn live_and_die(installation: &Installation, round: usize, list: &str) -> Vec<String> {
    if round == 0 {
        let (is_seeded, told) = installation.run(&["seed"]).await;
        assert!(is_seeded, "{told}");
    }
    let mut server = installation.serve().await;
    let token = sign_in(installation).await;
    let mut import = installation.command(&["import", "providers", list, "--json"]);
    let mut import = import.spawn().expect("the import starts");
    // The moment differs from round to round: at once, among the writes, after many of them.
    let moment = round * 37 % 61;
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut acknowledged = Vec::new();
    {
        let writers = (0..4)
            .map(|writer| post_until_killed(installation, &token, round, writer, tell.clone()));
        let writing = futures::future::join_all(writers);
        let killing = async {
            while acknowledged.len() < moment {
                acknowledged.push(told.recv().await.expect("writers write"));
            }
            server.start_kill().expect("the server can be killed");
            import.start_kill().ok();
        };
        tokio::time::timeout(PATIENCE, async { tokio::join!(writing, killing) })
            .await
            .expect("the server writes in time");
    }
    drop(tell);
    server.wait().await.expect("it is dead");
    import.wait().await.expect("it is dead, or done");
    // Acknowledged between the count and the kill.
    while let Some(id) = told.recv().await {
        acknowledged.push(id);
    }
    acknowledged
}

/// The ids of every need of the enterprise.
async fn kept(installation: &Installation, token: &str) -> BTreeSet<String> {
    let query =
        "query($after: String) { demands(filter: { mine: true }, first: 100, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor } } }";
    let (mut ids, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let answer = installation.ask(token, query, &json!({ "after": after })).await;
        let answer = answer.expect("an answer");
        let page = &answer["data"]["demands"];
        for node in page["nodes"].as_array().unwrap_or_else(|| panic!("{answer:#}")) {
            ids.insert(node["id"].as_str().expect("an id").to_owned());
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return ids;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_when_the_program_is_killed_fifty_times() {
    let installation = Installation::new();
    let list = installation.path("list.csv");
    write_list(&list);
    let list = list.display().to_string();

    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS {
        acknowledged.extend(live_and_die(&installation, round, &list).await);
    }

    let (imported, report) = installation.run(&["import", "providers", &list, "--json"]).await;
    assert!(imported, "{report}");
    let (agrees, index) = installation.run(&["verify", "index"]).await;
    assert!(agrees, "the index and the database: {index}");
    let (holds, chain) = installation.run(&["verify", "audit"]).await;
    assert!(holds, "the audit chain: {chain}");

    let mut server = installation.serve().await;
    let token = sign_in(&installation).await;
    let kept = kept(&installation, &token).await;
    let lost: Vec<_> = acknowledged.difference(&kept).collect();
    let count = "{ providers { totalCount } search(query: \"废油再生\", kinds: [PROVIDER]) { totalCount } }";
    let count = installation.ask("", count, &json!({})).await.expect("an answer");
    server.kill().await.expect("the server ends");

    println!("{} needs acknowledged, {} kept; {index}", acknowledged.len(), kept.len());
    assert!(acknowledged.len() > 500, "only {} were written", acknowledged.len());
    assert!(lost.is_empty(), "{} of {} lost: {lost:?}", lost.len(), acknowledged.len());
    let demo = seed_data::providers().len();
    assert_eq!(count["data"]["providers"]["totalCount"], ROWS + demo, "{count:#}");
    let found = count["data"]["search"]["totalCount"].as_u64().unwrap_or_default();
    assert!(found >= ROWS as u64, "{count:#}");
}
