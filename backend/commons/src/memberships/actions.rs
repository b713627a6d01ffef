//! What is done to memberships.

use super::{entity::Model, rules, store};
use crate::accounts::{self, AccountRow};
use crate::audit::{self, Recorded};
use crate::organisations::{self, Standing};
use crate::sessions;
use kernel::id::{AccountId, OrganisationId};
use kernel::{Denied, Member, MemberRole, Result};
use platform::Cx;
use serde_json::json;

/// Lets a person act for an organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn add(
    cx: &mut Cx,
    account_id: &AccountId,
    organisation_id: &OrganisationId,
    role: MemberRole,
) -> Result<Model> {
    let row = Model {
        account_id: account_id.clone(),
        organisation_id: organisation_id.clone(),
        role,
        since: cx.now,
    };
    store::insert(&cx.tx, row.clone()).await?;
    let recorded = Recorded {
        action: "memberships.add",
        subject_kind: "organisation",
        subject_id: organisation_id.as_str(),
        before: None,
        after: Some(json!({ "account": account_id, "role": role })),
    };
    audit::record(cx, recorded).await?;
    Ok(row)
}

/// Makes sure that the actor may post and bid: their organisation is active and their address
/// confirmed. What the token says is believed when it says yes; a no may be older than the
/// approval and is looked up.
///
/// # Errors
/// A problem for each thing that is missing; forbidden for those who act for nobody.
pub async fn ensure_cleared(cx: &Cx) -> Result<()> {
    let (Some(member), Some(account_id)) = (cx.actor.member(), cx.actor.account_id()) else {
        return Err(Denied::Forbidden.into());
    };
    if member.is_cleared {
        return Ok(());
    }
    let organisation = organisations::find(&cx.tx, &member.organisation_id).await?;
    let account = accounts::find(&cx.tx, account_id).await?;
    let (Some(organisation), Some(account)) = (organisation, account) else {
        return Err(Denied::Forbidden.into());
    };
    let is_confirmed = account.email_confirmed_at.is_some();
    let problems = rules::check_acting(organisation.standing, is_confirmed);
    kernel::error::collect(problems.into_iter().map(Into::into).collect())
}

/// Takes everybody out of an organisation and ends what they are signed in to for it.
pub(crate) async fn remove_all(cx: &mut Cx, organisation_id: &OrganisationId) -> Result<()> {
    for row in store::of_organisation(&cx.tx, organisation_id).await? {
        store::delete(&cx.tx, &row).await?;
        sessions::actions::end_acting(cx, &row.account_id, organisation_id).await?;
        let recorded = Recorded {
            action: "memberships.remove",
            subject_kind: "organisation",
            subject_id: organisation_id.as_str(),
            before: Some(json!({ "account": row.account_id, "role": row.role })),
            after: None,
        };
        audit::record(cx, recorded).await?;
    }
    Ok(())
}

/// As whom a person acts: for the organisation wanted if they belong to it, else for the one they
/// have belonged to longest, else for nobody.
///
/// # Errors
/// A fault when the database fails.
pub async fn acting(
    cx: &Cx,
    account: &AccountRow,
    wanted: Option<&OrganisationId>,
) -> Result<Option<Member>> {
    let found = match wanted {
        Some(id) => store::find(&cx.tx, &account.id, id).await?,
        None => None,
    };
    let found = match found {
        Some(row) => Some(row),
        None => store::first_of(&cx.tx, &account.id).await?,
    };
    let Some(row) = found else { return Ok(None) };
    let Some(organisation) = organisations::find(&cx.tx, &row.organisation_id).await? else {
        return Ok(None);
    };
    Ok(Some(Member {
        organisation_id: organisation.id,
        kind: organisation.kind,
        role: row.role,
        is_cleared: organisation.standing == Standing::Active
            && account.email_confirmed_at.is_some(),
    }))
}
