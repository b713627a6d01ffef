//! Restricting a provider, and lifting it.

use super::entity::{Model, RestrictionKind};
use super::rules::{self, RestrictionProblem};
use super::store;
use crate::directory::{self, ProviderRow};
use chrono::NaiveDate;
use commons::audit::{self, Recorded};
use commons::memberships::actions as members;
use kernel::id::{OrganisationId, RestrictionId};
use kernel::{Actor, Denied, NewEvent, Problem, Result};
use platform::Cx;
use sea_orm::ConnectionTrait;
use serde_json::json;

/// Where a provider reads of its page.
const PAGE: &str = "/workspace/provider";

/// The noun under which restrictions are audited.
pub const SUBJECT: &str = "provider";

/// Restricts the provider of an organisation. The association of its region.
///
/// # Errors
/// Not found for others; problems with the words, or when it is restricted already.
pub async fn restrict(
    cx: &mut Cx,
    id: &OrganisationId,
    kind: RestrictionKind,
    (reason, appeal): (String, String),
    until: Option<NaiveDate>,
) -> Result<Model> {
    let provider = get_supervised(&cx.tx, &cx.actor, id).await?;
    let words = rules::check(&reason, &appeal, until, cx.today());
    let mut problems: Vec<Problem> = words.into_iter().map(Into::into).collect();
    if store::open_of(&cx.tx, &provider.id).await?.is_some() {
        problems.push(RestrictionProblem::AlreadyRestricted.into());
    }
    kernel::error::collect(problems)?;
    let row = Model {
        id: RestrictionId::new(cx.now, &mut cx.rng),
        provider_id: provider.id.clone(),
        kind,
        reason: reason.trim().to_owned(),
        appeal: appeal.trim().to_owned(),
        begun_on: cx.today(),
        begun_at: cx.now,
        begun_by: cx.actor.account_id().cloned(),
        until,
        ended_at: None,
        ended_by: None,
        end_note: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    record(cx, "restrictions.restrict", &row).await?;
    let body = format!("{}。原因：{}。申诉：{}", kind.name(), row.reason, row.appeal);
    members::tell_all(cx, id, "公开页已被限制", &body, PAGE).await?;
    Ok(row)
}

/// Lists a provider again. The association of its region, or the product once the term is over.
///
/// # Errors
/// Not found for others; a problem when it is not restricted or nothing is said.
pub async fn lift(cx: &mut Cx, id: &OrganisationId, note: &str) -> Result<Model> {
    let provider = get_supervised(&cx.tx, &cx.actor, id).await?;
    let found = store::open_of(&cx.tx, &provider.id).await?;
    let before = found.ok_or(RestrictionProblem::NotRestricted)?;
    if let Some(problem) = rules::check_end(note) {
        return Err(problem.into());
    }
    let after = Model {
        ended_at: Some(cx.now),
        ended_by: cx.actor.account_id().cloned(),
        end_note: Some(note.trim().to_owned()),
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "restrictions.lift", &after).await?;
    members::tell_all(cx, id, "公开页的限制已解除", "机构恢复在列，照常推荐。", PAGE).await?;
    Ok(after)
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.provider_id.as_str(),
        before: None,
        after: Some(json!({
            "restriction": row.id, "kind": row.kind, "reason": row.reason, "until": row.until,
            "endedAt": row.ended_at, "endNote": row.end_note,
        })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of("directory.provider_changed", "provider", &row.provider_id)).await
}

/// The page of an organisation in the region of the actor, never their own.
pub(super) async fn get_supervised(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: &OrganisationId,
) -> Result<ProviderRow> {
    let found = directory::find_by_organisation(db, id).await?;
    let may = |it: &ProviderRow| {
        let in_region = it.region_code.as_ref().is_some_and(|it| actor.moderates(it));
        actor.is_system() || (in_region && actor.organisation_id() != Some(id))
    };
    found.filter(may).ok_or_else(|| Denied::NotFound.into())
}
