//! The verbs of share codes: make, revoke, open.

use super::entity::{Model, Sections, ShareSection};
use super::rules::{self, ShareCodeProblem};
use super::{opening_entity as opening, store};
use crate::directory::{self, profile_of};
use chrono::Duration;
use commons::audit::{self, Recorded};
use commons::organisations;
use kernel::id::{OrganisationId, ShareCodeId};
use kernel::{Actor, Denied, OrganisationKind, Problem, Result};
use platform::auth::RefreshToken;
use platform::{Cx, Db};
use serde_json::json;

/// The noun under which codes are audited.
const SUBJECT: &str = "share_code";

/// What is to be shared.
#[derive(Debug, Clone)]
pub struct NewShareCode {
    /// For whom.
    pub label: String,
    /// What of the page.
    pub sections: Vec<ShareSection>,
    /// How many days it opens.
    pub days: i32,
}

/// Makes a code and copies the page; answers the code, which nobody can read again. Owners and
/// editors of a provider.
///
/// # Errors
/// Forbidden for others; problems with the words, or when too many are open.
pub async fn make(cx: &mut Cx, new: NewShareCode) -> Result<(Model, String)> {
    let organisation_id = provider_of(&cx.actor)?.clone();
    let made_by = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let mut problems: Vec<Problem> =
        rules::check(&new.label, &new.sections, new.days).into_iter().map(Into::into).collect();
    let listed = store::of_organisation(&cx.tx, &organisation_id).await?;
    if listed.iter().filter(|it| rules::is_open(it, cx.now)).count() >= rules::MOST_OPEN {
        problems.push(ShareCodeProblem::Full.into());
    }
    kernel::error::collect(problems)?;
    let page = directory::find_by_organisation(&cx.tx, &organisation_id).await?;
    let page = page.ok_or(Denied::NotFound)?;
    let profile = profile_of(&cx.tx, &page).await?;
    let code = RefreshToken::new(&mut cx.rng);
    let row = Model {
        id: ShareCodeId::new(cx.now, &mut cx.rng),
        provider_id: page.id.clone(),
        organisation_id,
        label: new.label.trim().to_owned(),
        digest: code.digest(),
        copy: rules::copy_of(&page, profile, &new.sections),
        sections: Sections(new.sections),
        made_by,
        made_at: cx.now,
        expires_at: cx.now + Duration::days(new.days.into()),
        ended_at: None,
        opened_count: 0,
    };
    store::insert(&cx.tx, row.clone()).await?;
    record(cx, "share_codes.make", &row).await?;
    Ok((row, code.reveal()))
}

/// Ends a code. Owners and editors of the provider.
///
/// # Errors
/// Not found for others and when it has ended; forbidden for viewers.
pub async fn revoke(cx: &mut Cx, id: &ShareCodeId) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| {
        it.ended_at.is_none() && cx.actor.organisation_id() == Some(&it.organisation_id)
    });
    let before = own.ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    let after = Model { ended_at: Some(cx.now), ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "share_codes.revoke", &after).await?;
    Ok(after)
}

/// What a code shares; that it was opened is written down, unless its own people look. Anybody.
///
/// # Errors
/// Not found when there is no such code, it was revoked, or is over.
pub async fn open(cx: &mut Cx, code: &str) -> Result<Model> {
    let code = RefreshToken::parse(code.trim()).ok_or(Denied::NotFound)?;
    let found = store::find_by_digest(&cx.tx, &code.digest()).await?;
    let before = found.filter(|it| rules::is_open(it, cx.now)).ok_or(Denied::NotFound)?;
    let reader = cx.actor.organisation_id().cloned();
    if reader.as_ref() == Some(&before.organisation_id) {
        return Ok(before);
    }
    let after = Model { opened_count: before.opened_count.saturating_add(1), ..before };
    store::update(&cx.tx, after.clone()).await?;
    if after.opened_count <= rules::MOST_OPENINGS {
        let organisation = match reader {
            Some(id) => organisations::find(&cx.tx, &id).await?,
            None => None,
        };
        let row = opening::Model {
            share_code_id: after.id.clone(),
            number: after.opened_count,
            opened_at: cx.now,
            reader: organisation.map(|it| it.name),
        };
        store::insert_opening(&cx.tx, row).await?;
    }
    Ok(after)
}

/// The codes of the caller's provider, newest first.
///
/// # Errors
/// Forbidden for others than providers.
pub async fn listed(db: &Db, actor: &Actor) -> Result<Vec<Model>> {
    store::of_organisation(db.read(), provider_of(actor)?).await
}

/// Who opened a code of the caller's organisation, newest first.
///
/// # Errors
/// Not found for others.
pub async fn openings(db: &Db, actor: &Actor, id: &ShareCodeId) -> Result<Vec<opening::Model>> {
    let found = store::find(db.read(), id).await?;
    let own = found.filter(|it| actor.organisation_id() == Some(&it.organisation_id));
    let own = own.ok_or(Denied::NotFound)?;
    store::openings_of(db.read(), &own.id).await
}

fn provider_of(actor: &Actor) -> Result<&OrganisationId> {
    let own = actor.organisation_id().filter(|_| actor.acts_for(OrganisationKind::Provider));
    own.ok_or_else(|| Denied::Forbidden.into())
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({
            "label": row.label, "sections": row.sections, "expiresAt": row.expires_at,
        })),
    };
    audit::record(cx, recorded).await
}
