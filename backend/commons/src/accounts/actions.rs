//! The verbs of accounts: sign in, refresh, sign out, appoint.
//!
//! Passwords are hashed outside the transaction: a hash takes tens of milliseconds, and on
//! SQLite everybody would wait for it.

use super::entity::Model;
use super::rules::{self, AccountProblem, RefreshVerdict};
use super::sign_in::Auth;
use super::{session_entity, store};
use crate::appointments::actions as appointments;
use crate::audit::{self, Recorded};
use crate::memberships::{self, actions as members};
use kernel::id::{AccountId, OrganisationId, SessionId};
use kernel::{Actor, Denied, Member, MemberRole, RegionCode, Result, Role};
use platform::auth::RefreshToken;
use platform::settings::Secret;
use platform::{Cx, Db, by_constraint};
use serde_json::json;

/// A person who has just proved who they are.
pub struct SignedIn {
    /// The account.
    pub account: Model,
    /// Who acts from now on.
    pub actor: Actor,
    /// Says who acts, for a quarter of an hour.
    pub access_token: String,
    /// Gets the next pair of tokens, once.
    pub refresh_token: RefreshToken,
}

/// A person who has just registered.
pub(crate) struct NewPerson {
    /// Lower case.
    pub(crate) email: String,
    /// argon2id, in PHC form.
    pub(crate) password_hash: String,
    /// What others see.
    pub(crate) display_name: String,
}

/// Adds the account of a person; their address is not confirmed yet.
pub(crate) async fn begin(
    cx: &mut Cx,
    new: NewPerson,
    organisation_id: Option<OrganisationId>,
) -> Result<Model> {
    let account = Model {
        id: AccountId::new(cx.now, &mut cx.rng),
        email: new.email,
        password_hash: new.password_hash,
        display_name: new.display_name,
        role: Role::Member,
        organisation_id,
        region_code: None,
        failures: 0,
        locked_until: None,
        created_at: cx.now,
        email_confirmed_at: None,
    };
    add(cx, &account).await?;
    Ok(account)
}

/// Whether an address was registered by somebody else at the same moment.
pub(crate) fn is_taken(error: &kernel::Error) -> bool {
    let taken = kernel::Problem::from(AccountProblem::EmailTaken);
    matches!(error, kernel::Error::Problems(problems) if problems.contains(&taken))
}

/// Writes down that a person reads an address; none when it is not theirs any more.
pub(crate) async fn confirm_email(
    cx: &mut Cx,
    id: &AccountId,
    email: &str,
) -> Result<Option<Model>> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.email == email) else { return Ok(None) };
    let after = Model { email_confirmed_at: Some(cx.now), ..before };
    store::update(&cx.tx, after.clone()).await?;
    record_sign_in(cx, "accounts.confirm_email", id).await?;
    Ok(Some(after))
}

async fn add(cx: &mut Cx, account: &Model) -> Result<()> {
    store::insert(&cx.tx, account.clone()).await.map_err(|error| {
        by_constraint(error, "accounts_one_per_email", "accounts.email", AccountProblem::EmailTaken)
    })?;
    let recorded = Recorded {
        action: "accounts.register",
        subject_kind: "account",
        subject_id: account.id.as_str(),
        before: None,
        after: Some(json!({ "role": account.role, "organisation": account.organisation_id })),
    };
    audit::record(cx, recorded).await
}

/// An account of the product's staff, or of a demonstration.
pub struct NewAccount {
    /// Where they sign in.
    pub email: String,
    /// argon2id, in PHC form.
    pub password_hash: String,
    /// What others see.
    pub display_name: String,
    /// What they may do at all.
    pub role: Role,
    /// The organisation acted for, and as what.
    pub member: Option<(OrganisationId, MemberRole)>,
    /// Where a moderator decides.
    pub region_code: Option<RegionCode>,
}

/// Adds an account without a registration, its address confirmed and its role in force. Only the
/// product itself may.
///
/// # Errors
/// Forbidden for persons; a problem when the address is taken.
pub async fn appoint(cx: &mut Cx, new: NewAccount) -> Result<Model> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let account = Model {
        id: AccountId::new(cx.now, &mut cx.rng),
        email: new.email,
        password_hash: new.password_hash,
        display_name: new.display_name,
        role: Role::Member,
        organisation_id: new.member.as_ref().map(|it| it.0.clone()),
        region_code: new.region_code.clone(),
        failures: 0,
        locked_until: None,
        created_at: cx.now,
        email_confirmed_at: Some(cx.now),
    };
    add(cx, &account).await?;
    if let Some((organisation_id, role)) = &new.member {
        members::add(cx, &account.id, organisation_id, *role).await?;
    }
    if new.role.is_staff() {
        appointments::install(cx, &account.id, new.role, new.region_code.clone()).await?;
        return begin_role(cx, &account.id, new.role, new.region_code).await;
    }
    Ok(account)
}

/// Gives an account the staff role it was appointed to. The appointment has been decided; the
/// database refuses an administrator without one.
///
/// # Errors
/// Not found when there is no such account.
pub(crate) async fn begin_role(
    cx: &mut Cx,
    id: &AccountId,
    role: Role,
    region_code: Option<RegionCode>,
) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.ok_or(Denied::NotFound)?;
    let after = Model { role, region_code, ..before };
    store::update(&cx.tx, after.clone()).await?;
    Ok(after)
}

/// Signs a person in. Wrong address, wrong password, an address not confirmed and a locked account
/// answer the same.
///
/// # Errors
/// One problem for all four.
pub async fn sign_in(
    db: &Db,
    auth: &Auth,
    request_id: &str,
    email: &str,
    password: String,
) -> Result<SignedIn> {
    let email = rules::parse_email(email).unwrap_or_default();
    let known = store::find_by_email(db.read(), &email).await?;
    let hash = known.as_ref().map(|it| it.password_hash.as_str());
    let is_right = auth.passwords.verify(&Secret::new(password), hash).await?;
    let Some(known) = known else { return Err(AccountProblem::WrongCredentials.into()) };

    let auth = auth.clone();
    let answer = db
        .in_transaction_for(Actor::Visitor, Some(request_id.to_owned()), |cx| {
            Box::pin(async move {
                let Some(account) = store::find_for_change(&cx.tx, &known.id).await? else {
                    return Ok(None);
                };
                if rules::is_locked(account.locked_until, cx.now) {
                    return Ok(None);
                }
                if !is_right {
                    count_failure(cx, &auth, account).await?;
                    return Ok(None);
                }
                if account.email_confirmed_at.is_none() {
                    // Whoever registers with the address of somebody else learns nothing.
                    return Ok(None);
                }
                let account = forgive(cx, account).await?;
                let member =
                    members::acting(cx, &account, account.organisation_id.as_ref()).await?;
                begin_session(cx, &auth, account, member, None).await.map(Some)
            })
        })
        .await?;
    answer.ok_or_else(|| AccountProblem::WrongCredentials.into())
}

async fn count_failure(cx: &mut Cx, auth: &Auth, before: Model) -> Result<()> {
    let failures = before.failures + 1;
    let locked_until = auth.lock_out.until(u32::try_from(failures).unwrap_or(0), cx.now);
    let failures = if locked_until.is_some() { 0 } else { failures };
    let after = Model { failures, locked_until, ..before };
    store::update(&cx.tx, after.clone()).await?;
    let action = if locked_until.is_some() { "accounts.lock" } else { "accounts.sign_in_failed" };
    record_sign_in(cx, action, &after.id).await
}

async fn forgive(cx: &mut Cx, before: Model) -> Result<Model> {
    if before.failures == 0 && before.locked_until.is_none() {
        return Ok(before);
    }
    let after = Model { failures: 0, locked_until: None, ..before };
    store::update(&cx.tx, after.clone()).await?;
    Ok(after)
}

async fn record_sign_in(cx: &mut Cx, action: &'static str, id: &AccountId) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: "account",
        subject_id: id.as_str(),
        before: None,
        after: None,
    };
    audit::record(cx, recorded).await
}

/// Gives the next pair of tokens for a refresh token, once. A token used twice ends everything
/// that descends from its sign-in.
///
/// # Errors
/// [`Denied::Unauthenticated`] when the token is good for nothing.
pub async fn refresh(db: &Db, auth: &Auth, request_id: &str, token: &str) -> Result<SignedIn> {
    let Some(token) = RefreshToken::parse(token) else {
        return Err(Denied::Unauthenticated.into());
    };
    let auth = auth.clone();
    let answer = db
        .in_transaction_for(Actor::Visitor, Some(request_id.to_owned()), |cx| {
            Box::pin(async move {
                let found = store::find_session(&cx.tx, &token.digest()).await?;
                let Some(session) = found else { return Ok(None) };
                let verdict = rules::judge_refresh(
                    session.replaced_at,
                    session.ended_at,
                    session.expires_at,
                    cx.now,
                );
                match verdict {
                    RefreshVerdict::Refuse => Ok(None),
                    RefreshVerdict::EndFamily => {
                        store::end_family(&cx.tx, &session.family, cx.now).await?;
                        record_sign_in(cx, "accounts.token_reused", &session.account_id).await?;
                        Ok(None)
                    }
                    RefreshVerdict::Renew => renew(cx, &auth, session).await,
                }
            })
        })
        .await?;
    answer.ok_or_else(|| Denied::Unauthenticated.into())
}

/// Lets a device act for another organisation of the person: a new pair of tokens for the refresh
/// token, which works once. The next sign-in begins with that organisation.
///
/// # Errors
/// [`Denied::Unauthenticated`] when the token is good for nothing, not found when the person does
/// not belong to the organisation.
pub async fn act_for(
    db: &Db,
    auth: &Auth,
    (actor, request_id): (Actor, &str),
    token: &str,
    organisation_id: OrganisationId,
) -> Result<SignedIn> {
    let token = RefreshToken::parse(token).ok_or(Denied::Unauthenticated)?;
    let auth = auth.clone();
    db.in_transaction_for(actor, Some(request_id.to_owned()), |cx| {
        Box::pin(async move {
            let found = store::find_session(&cx.tx, &token.digest()).await?;
            let session = found
                .filter(|it| Some(&it.account_id) == cx.actor.account_id())
                .ok_or(Denied::Unauthenticated)?;
            let verdict = rules::judge_refresh(
                session.replaced_at,
                session.ended_at,
                session.expires_at,
                cx.now,
            );
            if verdict != RefreshVerdict::Renew {
                return Err(Denied::Unauthenticated.into());
            }
            let id = &session.account_id;
            if memberships::find(&cx.tx, id, &organisation_id).await?.is_none() {
                return Err(Denied::NotFound.into());
            }
            let before = store::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
            let account = Model { organisation_id: Some(organisation_id.clone()), ..before };
            store::update(&cx.tx, account).await?;
            record_sign_in(cx, "accounts.act_for", id).await?;
            let session =
                session_entity::Model { organisation_id: Some(organisation_id), ..session };
            renew(cx, &auth, session).await?.ok_or_else(|| Denied::Unauthenticated.into())
        })
    })
    .await
}

async fn renew(
    cx: &mut Cx,
    auth: &Auth,
    session: session_entity::Model,
) -> Result<Option<SignedIn>> {
    if !store::replace_session(&cx.tx, &session.id, cx.now).await? {
        return Ok(None);
    }
    let Some(account) = store::find(&cx.tx, &session.account_id).await? else { return Ok(None) };
    let member = members::acting(cx, &account, session.organisation_id.as_ref()).await?;
    begin_session(cx, auth, account, member, Some(session.family)).await.map(Some)
}

/// Ends the session of a refresh token with all that descend from its sign-in.
///
/// # Errors
/// A fault when the database fails; an unknown token is no error.
pub async fn sign_out(db: &Db, actor: Actor, request_id: &str, token: &str) -> Result<()> {
    let Some(token) = RefreshToken::parse(token) else { return Ok(()) };
    db.in_transaction_for(actor, Some(request_id.to_owned()), |cx| {
        Box::pin(async move {
            let found = store::find_session(&cx.tx, &token.digest()).await?;
            let Some(session) = found else { return Ok(()) };
            store::end_family(&cx.tx, &session.family, cx.now).await?;
            record_sign_in(cx, "accounts.sign_out", &session.account_id).await
        })
    })
    .await
}

/// Ends what a person is signed in to: everything, or what acts for one organisation.
///
/// # Errors
/// A fault when the database fails.
pub async fn end_sessions(
    cx: &mut Cx,
    account_id: &AccountId,
    organisation_id: Option<&OrganisationId>,
) -> Result<()> {
    store::end_sessions(&cx.tx, account_id, organisation_id, cx.now).await
}

async fn begin_session(
    cx: &mut Cx,
    auth: &Auth,
    account: Model,
    member: Option<Member>,
    family: Option<SessionId>,
) -> Result<SignedIn> {
    let id = SessionId::new(cx.now, &mut cx.rng);
    let refresh_token = RefreshToken::new(&mut cx.rng);
    let time = chrono::Duration::from_std(auth.session_time).map_err(anyhow::Error::new)?;
    let is_fresh = family.is_none();
    let session = session_entity::Model {
        id: id.clone(),
        account_id: account.id.clone(),
        family: family.unwrap_or_else(|| id.clone()),
        token_digest: refresh_token.digest(),
        created_at: cx.now,
        expires_at: cx.now + time,
        replaced_at: None,
        ended_at: None,
        organisation_id: member.as_ref().map(|it| it.organisation_id.clone()),
    };
    store::insert_session(&cx.tx, session).await?;
    let actor = Actor::Person {
        account_id: account.id.clone(),
        role: account.role,
        member,
        region: account.region_code.clone(),
    };
    // From here on it is this person who acts, for the log as well.
    cx.actor = actor.clone();
    if is_fresh {
        record_sign_in(cx, "accounts.sign_in", &account.id).await?;
    }
    let access_token = auth.tokens.issue(&actor, &id, cx.now)?;
    Ok(SignedIn { account, actor, access_token, refresh_token })
}
