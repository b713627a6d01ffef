//! Inviting, joining, cancelling.

use super::entity::Model;
use super::rules::{self, InvitationProblem};
use super::{mails, store};
use crate::accounts::actions::{self as accounts, NewPerson};
use crate::accounts::{self as account_store, AccountRow};
use crate::audit::{self, Recorded};
use crate::memberships::{self, actions as members};
use crate::organisations::{self, OrganisationRow};
use crate::registrations::rules::{TypedPerson, check_person};
use crate::sessions::Auth;
use chrono::Duration;
use kernel::id::{InvitationId, OrganisationId};
use kernel::{Actor, Denied, MemberRole, OrganisationKind, Origin, Result};
use platform::Secret;
use platform::auth::RefreshToken;
use platform::{Cx, Db, by_constraint};
use serde_json::json;

/// Invites the reader of an address into the organisation the actor owns. Inviting again sends a
/// new link once the old one is too old.
///
/// # Errors
/// Forbidden for others than owners; problems with the address.
pub async fn send(cx: &mut Cx, email: &str, role: MemberRole) -> Result<Model> {
    let organisation_id = owned(cx)?;
    let email = account_store::rules::parse_email(email)
        .ok_or(account_store::rules::AccountProblem::EmailForm)?;
    if let Some(account) = account_store::find_by_email(&cx.tx, &email).await?
        && memberships::find(&cx.tx, &account.id, &organisation_id).await?.is_some()
    {
        return Err(InvitationProblem::MemberAlready.into());
    }
    if let Some(former) = store::find_open(&cx.tx, &organisation_id, &email).await? {
        if rules::is_open(&former, cx.now) {
            return Err(InvitationProblem::OpenAlready.into());
        }
        store::update(&cx.tx, Model { ended_at: Some(cx.now), ..former }).await?;
    }
    let row = Model {
        id: InvitationId::new(cx.now, &mut cx.rng),
        organisation_id,
        email,
        role,
        // Of a token nobody knows: the link is made with the mail.
        token_digest: RefreshToken::new(&mut cx.rng).digest(),
        invited_by: cx.actor.account_id().cloned(),
        created_at: cx.now,
        expires_at: cx.now + Duration::days(rules::LINK_DAYS),
        accepted_by: None,
        ended_at: None,
    };
    store::insert(&cx.tx, row.clone()).await.map_err(|error| {
        let columns = "invitations.organisation_id";
        by_constraint(error, "invitations_one_open", columns, InvitationProblem::OpenAlready)
    })?;
    record(cx, "invitations.send", &row).await?;
    mails::enqueue(cx, &row.id).await?;
    Ok(row)
}

/// Takes an invitation back.
///
/// # Errors
/// Not found for others than owners of its organisation, and once it is over.
pub async fn cancel(cx: &mut Cx, id: &InvitationId) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let found = found.filter(|it| it.ended_at.is_none() && cx.actor.owns(&it.organisation_id));
    let after = Model { ended_at: Some(cx.now), ..found.ok_or(Denied::NotFound)? };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "invitations.cancel", &after).await?;
    Ok(after)
}

/// A new link of an open invitation: the address, the organisation's name, the token.
pub(super) async fn make_link(
    cx: &mut Cx,
    id: &InvitationId,
) -> Result<Option<(String, String, String)>> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(row) = found.filter(|it| rules::is_open(it, cx.now)) else { return Ok(None) };
    let organisation = get_organisation(cx, &row.organisation_id).await?;
    let token = RefreshToken::new(&mut cx.rng);
    let email = row.email.clone();
    store::update(&cx.tx, Model { token_digest: token.digest(), ..row }).await?;
    Ok(Some((email, organisation.name, token.reveal())))
}

/// What the holder of a link is asked into; none when it is dead.
///
/// # Errors
/// A fault when the database fails.
pub async fn find_by_token(db: &Db, token: &str) -> Result<Option<Model>> {
    let Some(token) = RefreshToken::parse(token.trim()) else { return Ok(None) };
    let found = store::find_by_digest(db.read(), &token.digest()).await?;
    Ok(found.filter(|it| rules::is_open(it, db.clock().now())))
}

/// Joins by a link: as the account that is signed in, or as a new one.
///
/// # Errors
/// Problems when the link is dead, belongs to another address, or the fields of a new account are
/// wrong.
pub async fn accept(
    db: &Db,
    auth: &Auth,
    (actor, origin): (Actor, Origin),
    token: &str,
    (password, display_name): (String, String),
) -> Result<OrganisationRow> {
    let found = find_by_token(db, token).await?.ok_or(InvitationProblem::LinkDead)?;
    let known = account_store::find_by_email(db.read(), &found.email).await?;
    let new = match (&known, actor.account_id()) {
        (Some(known), Some(id)) if known.id == *id => None,
        (_, Some(_)) => return Err(InvitationProblem::OtherAccount.into()),
        (Some(_), None) => return Err(InvitationProblem::SignInFirst.into()),
        (None, None) => {
            let typed = TypedPerson { email: found.email.clone(), password, display_name };
            let (email, display_name) = check_person(&typed, &auth.rules)?;
            let secret = Secret::new(typed.password);
            let password_hash = auth.passwords.hash(&secret, &mut db.dice()).await?;
            Some(NewPerson { email, password_hash, display_name })
        }
    };
    db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move { join(cx, &found.id, known, new).await })
    })
    .await
}

async fn join(
    cx: &mut Cx,
    id: &InvitationId,
    known: Option<AccountRow>,
    new: Option<NewPerson>,
) -> Result<OrganisationRow> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let row = found.filter(|it| rules::is_open(it, cx.now)).ok_or(InvitationProblem::LinkDead)?;
    let organisation = get_organisation(cx, &row.organisation_id).await?;
    let account = match (known, new) {
        (Some(known), _) => known,
        (None, Some(new)) => {
            let email = new.email.clone();
            let begun = accounts::begin(cx, new, Some(organisation.id.clone())).await?;
            // Whoever opens the link reads the address.
            let confirmed = accounts::confirm_email(cx, &begun.id, &email).await?;
            confirmed.ok_or(Denied::NotFound)?
        }
        (None, None) => return Err(Denied::NotFound.into()),
    };
    let is_market =
        matches!(organisation.kind, OrganisationKind::Enterprise | OrganisationKind::Provider);
    if is_market && account.role.is_staff() {
        return Err(InvitationProblem::StaffStayApart.into());
    }
    if memberships::find(&cx.tx, &account.id, &organisation.id).await?.is_none() {
        members::add(cx, &account.id, &organisation.id, row.role).await?;
    }
    let after = Model { accepted_by: Some(account.id), ended_at: Some(cx.now), ..row };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "invitations.accept", &after).await?;
    Ok(organisation)
}

/// What waits for an answer in the organisation the actor owns.
///
/// # Errors
/// Forbidden for others than owners.
pub async fn open_of(db: &Db, actor: &Actor) -> Result<Vec<Model>> {
    let id = actor.organisation_id().filter(|it| actor.owns(it)).ok_or(Denied::Forbidden)?;
    store::open_of(db.read(), id, memberships::MOST).await
}

fn owned(cx: &Cx) -> Result<OrganisationId> {
    let own = cx.actor.organisation_id().filter(|it| cx.actor.owns(it));
    own.cloned().ok_or_else(|| Denied::Forbidden.into())
}

async fn get_organisation(cx: &Cx, id: &OrganisationId) -> Result<OrganisationRow> {
    organisations::find(&cx.tx, id).await?.ok_or_else(|| Denied::NotFound.into())
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: "organisation",
        subject_id: row.organisation_id.as_str(),
        before: None,
        after: Some(json!({ "invitation": row.id, "role": row.role, "account": row.accepted_by })),
    };
    audit::record(cx, recorded).await
}
