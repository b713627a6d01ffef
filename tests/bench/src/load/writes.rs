//! Posting needs: how many a second, and how soon one is found.

use super::cases::at;
use super::client::{Client, graphql};
use super::{Bounds, Measured, json, run};
use crate::data::now;
use crate::process::Server;
use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The demo accounts of a seeded installation (`greenbridge seed`).
pub(super) const ENTERPRISE: &str = "enterprise@example.org";
const MODERATOR: &str = "moderator.shanghai@example.org";
const PASSWORD: &str = "Greenbridge-2026";
/// How long a need may stay unfound before the measurement gives up.
const PATIENCE: Duration = Duration::from_secs(10);

const SIGN_IN: &str = "mutation SignIn($input: SessionSignInInput!) { \
    sessionSignIn(input: $input) { accessToken problems { code } } }";
const POST: &str = "mutation Post($input: DemandPostInput!) { demandPost(input: $input) { \
    demand { id changeRequest { id revision } } problems { code message } } }";
const APPROVE: &str = "mutation Approve($input: ChangeRequestApproveInput!) { \
    changeRequestApprove(input: $input) { changeRequest { state } problems { code message } } }";
const SEARCH: &str = "query Find($q: String!) { search(query: $q, kinds: [DEMAND], first: 1) { \
    nodes { ... on DemandHit { demandId } } } }";

/// What writing gave.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(crate) struct Writes {
    /// Needs posted, by connections.
    pub(crate) loads: Vec<(usize, Measured)>,
    /// From the approval's answer until the need is found: the middle one, in milliseconds.
    pub(crate) findable_p50_ms: f64,
    /// The slowest of all, in milliseconds.
    pub(crate) findable_worst_ms: f64,
    /// How many were looked for.
    pub(crate) findable_count: usize,
    /// How many were posted in all.
    pub(crate) posted: usize,
}

/// Posts needs over so many connections each, then publishes some and looks for them.
///
/// # Errors
/// When a need is refused or never found.
pub(crate) fn measure(
    server: &Server,
    connections: &[usize],
    bounds: Bounds,
    looked_for: usize,
) -> anyhow::Result<Writes> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut writes = Writes::default();
    let token = runtime.block_on(sign_in(server, ENTERPRISE))?;
    for connections in connections {
        // Every post is a new need: a key of its own, and never more posts than keys.
        let bounds = Bounds { requests: bounds.requests.min(20_000), ..bounds };
        let keys = bounds.requests + bounds.warm_up;
        let posts: Arc<[Vec<u8>]> =
            (0..keys).map(|number| post(&format!("load-{connections}-{number}"), &token)).collect();
        let bounds = Bounds { warm_up: 0, ..bounds };
        let measured = run(server, &posts, *connections, bounds)?;
        writes.posted += measured.requests;
        writes.loads.push((*connections, measured));
    }
    let mut found = runtime.block_on(find_new(server, &token, looked_for))?;
    found.sort_by(f64::total_cmp);
    writes.findable_count = found.len();
    writes.findable_p50_ms = found.get(found.len() / 2).copied().unwrap_or(0.0);
    writes.findable_worst_ms = found.last().copied().unwrap_or(0.0);
    Ok(writes)
}

/// Signing in with a demo account.
pub(super) fn sign_in_request(email: &str) -> Vec<u8> {
    let input = json!({ "input": { "email": email, "password": PASSWORD } });
    graphql(SIGN_IN, &input, None)
}

/// The access token of a demo account.
pub(super) async fn sign_in(server: &Server, email: &str) -> anyhow::Result<String> {
    let mut client = Client::connect(server.address).await?;
    let answer = json(&mut client, &sign_in_request(email)).await?;
    let token = at(&answer, "/data/sessionSignIn/accessToken")?.as_str();
    Ok(token.with_context(|| format!("{email} cannot sign in: {answer}"))?.to_owned())
}

/// Posting a need with a key of its own.
pub(super) fn post(key: &str, token: &str) -> Vec<u8> {
    let deadline = now() + chrono::Duration::days(20);
    let input = json!({ "input": {
        "requestKey": format!("bench-{}-{key}", deadline.timestamp()),
        "title": format!("青浦工业园废乳化液处置 {key}"),
        "description": format!("机械加工产生的废乳化液，每月约四吨，需要有资质的单位上门收运。编号 {key}。"),
        "categoryCode": "waste/hazardous",
        "regionCode": "310118",
        "wasteCode": "HW09",
        "budgetMaxYuan": "86000",
        "quantity": 48.0,
        "unit": "吨",
        "deadline": deadline.to_rfc3339(),
    } });
    graphql(POST, &input, Some(token))
}

/// Publishes needs one by one and asks until each is found. Answers milliseconds.
async fn find_new(server: &Server, token: &str, count: usize) -> anyhow::Result<Vec<f64>> {
    let moderator = sign_in(server, MODERATOR).await?;
    let mut client = Client::connect(server.address).await?;
    let mut found = Vec::new();
    for number in 0..count {
        let word = format!("xq{:05}", now().timestamp() % 100_000 + number as i64);
        let posted = json(&mut client, &post(&word, token)).await?;
        let change = at(&posted, "/data/demandPost/demand/changeRequest")?;
        ensure!(!change.is_null(), "the need was not taken: {posted}");
        let (id, revision) = (at(change, "/id")?, at(change, "/revision")?);
        let input = json!({ "input": { "changeRequestId": id, "revision": revision } });
        let approved = json(&mut client, &graphql(APPROVE, &input, Some(&moderator))).await?;
        let problems = at(&approved, "/data/changeRequestApprove/problems")?;
        ensure!(problems.as_array().is_some_and(Vec::is_empty), "not approved: {approved}");
        let begun = Instant::now();
        let wanted = at(&posted, "/data/demandPost/demand/id")?;
        wait_for(&mut client, &word, wanted).await?;
        found.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    Ok(found)
}

async fn wait_for(client: &mut Client, word: &str, wanted: &Value) -> anyhow::Result<()> {
    let search = graphql(SEARCH, &json!({ "q": word }), None);
    let begun = Instant::now();
    loop {
        let answer = json(client, &search).await?;
        if answer.pointer("/data/search/nodes/0/demandId") == Some(wanted) {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            bail!("the need {word} was not found in {PATIENCE:?}: {answer}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
