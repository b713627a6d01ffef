//! What is done to memberships.

use super::entity::Model;
use super::rules::{self, MembershipProblem};
use super::store;
use crate::accounts::{self, AccountRow};
use crate::audit::{self, Recorded};
use crate::notices::{self, NewNotice, NoticeKind};
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

/// Gives a member another role; what they are signed in to for the organisation ends.
///
/// # Errors
/// Forbidden for others than owners, not found for others than members; a problem when no owner
/// would be left.
pub async fn change_role(cx: &mut Cx, account_id: &AccountId, role: MemberRole) -> Result<Model> {
    let before = get_of_own(cx, account_id).await?;
    if before.role == role {
        return Ok(before);
    }
    ensure_an_owner_stays(cx, &before).await?;
    set_role(cx, before, role).await
}

/// Takes somebody out of the organisation; what they are signed in to for it ends.
///
/// # Errors
/// As [`change_role`].
pub async fn remove(cx: &mut Cx, account_id: &AccountId) -> Result<Model> {
    let row = get_of_own(cx, account_id).await?;
    ensure_an_owner_stays(cx, &row).await?;
    end(cx, "memberships.remove", &row).await?;
    let name = name_of(cx, &row.organisation_id).await?;
    tell(cx, &row, "已不是单位成员", format!("“{name}”的管理员把您移出了该单位。")).await?;
    Ok(row)
}

/// Leaves an organisation.
///
/// # Errors
/// Not found for others than members; a problem for the last owner.
pub async fn leave(cx: &mut Cx, organisation_id: &OrganisationId) -> Result<Model> {
    let account_id = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let found = store::find(&cx.tx, &account_id, organisation_id).await?;
    let row = found.ok_or(Denied::NotFound)?;
    ensure_an_owner_stays(cx, &row).await?;
    end(cx, "memberships.leave", &row).await?;
    Ok(row)
}

/// Hands the organisation to another member; the actor becomes an editor.
///
/// # Errors
/// Forbidden for others than owners, not found for others than members; a problem on oneself.
pub async fn transfer(cx: &mut Cx, account_id: &AccountId) -> Result<Model> {
    let to = get_of_own(cx, account_id).await?;
    let own_id = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    if own_id == *account_id {
        return Err(MembershipProblem::NotOneself.into());
    }
    let own = get_of_own(cx, &own_id).await?;
    let owner = set_role(cx, to, MemberRole::Owner).await?;
    set_role(cx, own, MemberRole::Editor).await?;
    Ok(owner)
}

/// A member of the organisation the actor owns, by the row and not by the token alone: who was an
/// owner a minute ago may be none any more.
async fn get_of_own(cx: &Cx, account_id: &AccountId) -> Result<Model> {
    let own = cx.actor.organisation_id().filter(|it| cx.actor.owns(it)).ok_or(Denied::Forbidden)?;
    let owners = store::owners_for_change(&cx.tx, own).await?;
    if !owners.iter().any(|it| Some(&it.account_id) == cx.actor.account_id()) {
        return Err(Denied::Forbidden.into());
    }
    store::find(&cx.tx, account_id, own).await?.ok_or_else(|| Denied::NotFound.into())
}

async fn ensure_an_owner_stays(cx: &Cx, row: &Model) -> Result<()> {
    let owners = store::owners_for_change(&cx.tx, &row.organisation_id).await?.len();
    match rules::check_stepping_down(row.role, owners) {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

async fn set_role(cx: &mut Cx, before: Model, role: MemberRole) -> Result<Model> {
    let after = Model { role, ..before.clone() };
    store::update(&cx.tx, after.clone()).await?;
    sessions::actions::end_acting(cx, &after.account_id, &after.organisation_id).await?;
    let recorded = Recorded {
        action: "memberships.change_role",
        subject_kind: "organisation",
        subject_id: after.organisation_id.as_str(),
        before: Some(json!({ "account": before.account_id, "role": before.role })),
        after: Some(json!({ "account": after.account_id, "role": role })),
    };
    audit::record(cx, recorded).await?;
    let name = name_of(cx, &after.organisation_id).await?;
    let body = format!("您在“{name}”的角色已改为“{}”。", role.name());
    tell(cx, &after, "单位角色有变化", body).await?;
    Ok(after)
}

async fn name_of(cx: &Cx, id: &OrganisationId) -> Result<String> {
    let found = organisations::find(&cx.tx, id).await?;
    Ok(found.map(|it| it.name).unwrap_or_default())
}

async fn end(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    store::delete(&cx.tx, row).await?;
    sessions::actions::end_acting(cx, &row.account_id, &row.organisation_id).await?;
    let recorded = Recorded {
        action,
        subject_kind: "organisation",
        subject_id: row.organisation_id.as_str(),
        before: Some(json!({ "account": row.account_id, "role": row.role })),
        after: None,
    };
    audit::record(cx, recorded).await
}

/// Tells a person what has become of them in an organisation, unless they did it themselves.
async fn tell(cx: &mut Cx, row: &Model, title: &str, body: String) -> Result<()> {
    if cx.actor.account_id() == Some(&row.account_id) {
        return Ok(());
    }
    let notice = NewNotice {
        account_id: row.account_id.clone(),
        kind: NoticeKind::Membership,
        title: title.into(),
        body,
        path: "/workspace/members".into(),
    };
    notices::tell(cx, notice).await
}

/// Tells everybody of an organisation something, with the page where more is to be read; answers how
/// many were told.
///
/// # Errors
/// A fault when the database fails.
pub async fn tell_all(
    cx: &mut Cx,
    organisation_id: &OrganisationId,
    title: &str,
    body: &str,
    path: &str,
) -> Result<usize> {
    let rows = store::of_organisation(&cx.tx, organisation_id).await?;
    let count = rows.len();
    for row in rows {
        let notice = NewNotice {
            account_id: row.account_id,
            kind: NoticeKind::Membership,
            title: title.to_owned(),
            body: body.to_owned(),
            path: path.to_owned(),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(count)
}

/// Ends what people are signed in to for an organisation.
pub(crate) async fn end_sessions_for(cx: &mut Cx, organisation_id: &OrganisationId) -> Result<()> {
    for row in store::of_organisation(&cx.tx, organisation_id).await? {
        sessions::actions::end_acting(cx, &row.account_id, organisation_id).await?;
    }
    Ok(())
}

/// Takes everybody out of an organisation and ends what they are signed in to for it.
pub(crate) async fn remove_all(cx: &mut Cx, organisation_id: &OrganisationId) -> Result<()> {
    for row in store::of_organisation(&cx.tx, organisation_id).await? {
        end(cx, "memberships.remove", &row).await?;
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
