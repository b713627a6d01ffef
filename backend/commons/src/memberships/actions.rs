//! What is done to memberships.

use super::{entity::Model, store};
use crate::accounts::AccountRow;
use crate::audit::{self, Recorded};
use crate::organisations::{self, Standing};
use kernel::id::{AccountId, OrganisationId};
use kernel::{Member, MemberRole, Result};
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
