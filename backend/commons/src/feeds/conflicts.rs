//! 归属待确认: a row that disagrees with what an organisation says of itself is shown to it, and it says
//! whether the row is about it.

use super::actions::BegunRun;
use super::entity::conflict::{ConflictState, Model};
use super::entity::row::Cells;
use super::rules::{self, FeedProblem};
use super::{access, jobs, store};
use crate::audit::{self, Recorded};
use crate::memberships::actions as memberships;
use crate::moderation::FieldDifference;
use crate::moderation::actions::{self as moderation, NewChange};
use crate::organisations;
use kernel::id::{FeedConflictId, FeedId, OrganisationId};
use kernel::{Denied, Result};
use platform::Cx;
use serde_json::json;
use std::collections::HashMap;

/// The noun under which conflicts are moderated and audited.
pub const SUBJECT: &str = "feed_conflict";
/// Where an organisation finds its own.
const PAGE: &str = "/workspace/feed-conflicts";
/// Cells of a row that a moderator is shown.
const SHOWN: usize = 12;

/// What an organisation has said about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is about this organisation.
    Ours(OrganisationId),
    /// It is about none we know.
    NotOurs,
}

/// What is settled about some rows of a source, by what tells them apart.
///
/// # Errors
/// A fault when the database fails.
pub async fn claims(
    cx: &Cx,
    feed_id: &FeedId,
    keys: Vec<String>,
) -> Result<HashMap<String, Claim>> {
    let mut claims = HashMap::new();
    for row in store::decided(&cx.tx, feed_id, keys).await? {
        let claim = match row.state {
            ConflictState::Ours => Claim::Ours(row.organisation_id),
            _ => Claim::NotOurs,
        };
        // A yes of one is worth more than a no of another.
        if claim != Claim::NotOurs || !claims.contains_key(&row.item_key) {
            claims.insert(row.item_key, claim);
        }
    }
    Ok(claims)
}

/// Writes a conflict down, and tells the people of the organisation once.
pub(super) async fn find(
    cx: &mut Cx,
    run: &BegunRun,
    item_key: String,
    organisation_id: OrganisationId,
    (number, name, cells): (i64, String, Vec<(String, String)>),
    reason: String,
) -> Result<()> {
    let row = Model {
        id: FeedConflictId::new(cx.now, &mut cx.rng),
        feed_id: run.feed_id.clone(),
        run_id: run.id.clone(),
        item_key,
        organisation_id,
        number,
        name,
        cells: Cells(rules::kept(cells)),
        reason,
        state: ConflictState::Open,
        found_at: cx.now,
        decided_by: None,
        decided_at: None,
    };
    if !store::insert_conflict(&cx.tx, row.clone()).await? {
        return Ok(());
    }
    let title = "一条名录信息与本单位不一致";
    let body = format!("{}。请确认它说的是不是本单位。", row.reason);
    memberships::tell_all(cx, &row.organisation_id, title, &body, PAGE).await.map(drop)
}

/// Says whether a row is about the organisation. Ours: it is taken as the organisation's. Not ours:
/// nothing of it is taken, and a moderator of the region looks. Owners and editors, once.
///
/// # Errors
/// Not found for others; a problem when it was decided before.
pub async fn decide(cx: &mut Cx, id: &FeedConflictId, is_ours: bool) -> Result<Model> {
    let found = store::find_conflict_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| cx.actor.organisation_id() == Some(&it.organisation_id));
    let before = own.ok_or(Denied::NotFound)?;
    if !access::may_decide(&cx.actor, &before) {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    if before.state != ConflictState::Open {
        return Err(FeedProblem::AlreadyDecided.into());
    }
    let after = Model {
        state: if is_ours { ConflictState::Ours } else { ConflictState::Denied },
        decided_by: cx.actor.account_id().cloned(),
        decided_at: Some(cx.now),
        ..before
    };
    store::update_conflict(&cx.tx, after.clone()).await?;
    record(cx, "feeds.decide", &after).await?;
    if is_ours {
        jobs::enqueue_attach(cx, id).await?;
    } else {
        ask_moderator(cx, &after).await?;
    }
    Ok(after)
}

async fn ask_moderator(cx: &mut Cx, row: &Model) -> Result<()> {
    let organisation = organisations::find(&cx.tx, &row.organisation_id).await?;
    let organisation = organisation.ok_or(Denied::NotFound)?;
    // Who acts for an organisation registered it, with its region.
    let Some(region_code) = organisation.region_code else { return Ok(()) };
    let line = |label: &str, before: Option<&str>, after: &str| FieldDifference {
        field: label.to_owned(),
        label: label.to_owned(),
        before: before.map(str::to_owned),
        after: Some(after.to_owned()),
    };
    let mut differences = vec![
        line("名称", Some(&organisation.name), &row.name),
        line("不一致之处", None, &row.reason),
    ];
    let cells = row.cells.0.iter().take(SHOWN);
    differences.extend(cells.map(|(header, cell)| line(header, None, cell)));
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: format!("名录归属：{}", row.name),
        region_code,
        second_region_code: None,
        first_by: None,
        differences,
    };
    moderation::submit(cx, change).await.map(drop)
}

/// Applies what a moderator decided about a row an organisation said is not about it. Done by the
/// product.
///
/// # Errors
/// Forbidden for persons.
pub(super) async fn settle(cx: &mut Cx, id: &FeedConflictId, is_detached: bool) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_conflict_for_change(&cx.tx, id).await?;
    let open = |it: &Model| matches!(it.state, ConflictState::Denied | ConflictState::Detached);
    let Some(before) = found.filter(open) else { return Ok(()) };
    let state = if is_detached { ConflictState::Detached } else { ConflictState::Ours };
    let after = Model { state, ..before };
    store::update_conflict(&cx.tx, after.clone()).await?;
    record(cx, "feeds.settle", &after).await?;
    let body = if is_detached {
        "审核员核实：这一条不是本单位的，以后不会再关联。"
    } else {
        jobs::enqueue_attach(cx, id).await?;
        "审核员认为这一条就是本单位的，已按名录关联。有异议可以向所在地协会申诉。"
    };
    let told = memberships::tell_all(cx, &after.organisation_id, "名录归属已核实", body, PAGE);
    told.await.map(drop)
}

/// Writes down that a row was taken as an organisation's, and how that ended.
///
/// # Errors
/// A fault when the database fails.
pub async fn attached(cx: &mut Cx, row: &Model, how: &str) -> Result<()> {
    let recorded = Recorded {
        action: "feeds.attach",
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({ "organisation": row.organisation_id, "end": how })),
    };
    audit::record(cx, recorded).await
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({
            "organisation": row.organisation_id, "feed": row.feed_id, "run": row.run_id,
            "state": row.state, "reason": row.reason,
        })),
    };
    audit::record(cx, recorded).await
}
