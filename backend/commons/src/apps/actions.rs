//! The verbs of the navigation: add, change, retire.

use super::access::may_keep;
use super::entity::{Link, Model};
use super::rules::{self, AppProblem, TypedApp};
use super::store;
use crate::audit::{self, Recorded};
use kernel::id::AppId;
use kernel::{Denied, Problem, Result};
use platform::Cx;
use serde_json::{Value, json};

/// Adds a system to the list.
///
/// # Errors
/// Forbidden for others; problems with the words, or when the list is full.
pub async fn add(cx: &mut Cx, typed: TypedApp) -> Result<Model> {
    ensure_keeper(cx)?;
    let app = check(typed)?;
    if store::count(&cx.tx).await? >= rules::MOST {
        return Err(AppProblem::Full.into());
    }
    let row = Model {
        id: AppId::new(cx.now, &mut cx.rng),
        name: app.name,
        keeper: app.keeper,
        purpose: app.purpose,
        audience: app.audience,
        login_hint: app.login_hint,
        guide: app.guide,
        url: app.url,
        position: app.position,
        link: Link::Unknown,
        link_since: None,
        checked_at: None,
        failures: 0,
        check_at: cx.now,
        changed_at: cx.now,
        retired_at: None,
        revision: 1,
    };
    store::insert(&cx.tx, row.clone()).await?;
    record(cx, "apps.add", &row.id, None, Some(words_of(&row))).await?;
    Ok(row)
}

/// Changes what the list says of a system. What was found out about another address is forgotten.
///
/// # Errors
/// Forbidden for others, not found when it is not listed; problems with the words, or when a
/// colleague was faster.
pub async fn change(cx: &mut Cx, id: &AppId, typed: TypedApp, revision: i32) -> Result<Model> {
    let before = listed(cx, id, revision).await?;
    let app = check(typed)?;
    let mut after = Model {
        name: app.name,
        keeper: app.keeper,
        purpose: app.purpose,
        audience: app.audience,
        login_hint: app.login_hint,
        guide: app.guide,
        url: app.url,
        position: app.position,
        changed_at: cx.now,
        revision: before.revision + 1,
        ..before.clone()
    };
    if after.url != before.url {
        let check_at = cx.now;
        let (link, link_since, checked_at) = (Link::Unknown, None, None);
        after = Model { link, link_since, checked_at, failures: 0, check_at, ..after };
    }
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "apps.change", id, Some(words_of(&before)), Some(words_of(&after))).await?;
    Ok(after)
}

/// Takes a system off the list.
///
/// # Errors
/// Forbidden for others, not found when it is not listed; a problem when a colleague was faster.
pub async fn retire(cx: &mut Cx, id: &AppId, revision: i32) -> Result<Model> {
    let before = listed(cx, id, revision).await?;
    let (retired_at, revision) = (Some(cx.now), before.revision + 1);
    let after = Model { retired_at, revision, ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "apps.retire", id, Some(words_of(&after)), None).await?;
    Ok(after)
}

fn ensure_keeper(cx: &Cx) -> Result<()> {
    if may_keep(&cx.actor) { Ok(()) } else { Err(Denied::Forbidden.into()) }
}

fn check(typed: TypedApp) -> Result<TypedApp> {
    rules::check(typed).map_err(|it| it.into_iter().map(Problem::from).collect::<Vec<_>>().into())
}

async fn listed(cx: &Cx, id: &AppId, revision: i32) -> Result<Model> {
    ensure_keeper(cx)?;
    let found = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    if found.revision == revision { Ok(found) } else { Err(AppProblem::Changed.into()) }
}

fn words_of(row: &Model) -> Value {
    json!({
        "name": row.name, "keeper": row.keeper, "purpose": row.purpose, "audience": row.audience,
        "loginHint": row.login_hint, "guide": row.guide, "url": row.url, "position": row.position,
    })
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    id: &AppId,
    before: Option<Value>,
    after: Option<Value>,
) -> Result<()> {
    let subject_id = id.as_str();
    audit::record(cx, Recorded { action, subject_kind: "app", subject_id, before, after }).await
}
