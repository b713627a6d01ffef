//! The verbs of sessions: sign in, refresh, sign out, end.
//!
//! Passwords are checked outside the transaction: a check takes tens of milliseconds, and on
//! SQLite everybody would wait for it. It is the only one of a sign-in, whatever was typed.

use super::auth::Auth;
use super::counters::{self, Standing};
use super::rules::{self, RefreshVerdict, SessionProblem};
use super::store::SessionRow;
use super::{devices, entity, person, store};
use crate::accounts::{self, AccountRow};
use crate::audit::{self, Recorded};
use crate::factors::{self, Ticket};
use crate::memberships;
use kernel::id::{AccountId, OrganisationId, SessionId};
use kernel::{Actor, Denied, Origin, Result};
use platform::Secret;
use platform::auth::RefreshToken;
use platform::{Cx, Db};
use serde_json::json;

/// Where a request comes from, as far as signing in asks.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// For the log, and for the person to see.
    pub origin: Origin,
    /// What the browser says it is.
    pub user_agent: Option<String>,
    /// The cookie of the device, as sent.
    pub device: Option<String>,
    /// The refresh token of the session the browser has, as sent.
    pub refresh_token: Option<String>,
}

/// A person who has just proved who they are.
pub struct SignedIn {
    /// The account.
    pub account: AccountRow,
    /// Who acts from now on.
    pub actor: Actor,
    /// Whether this session may do nothing but set up a second factor.
    pub is_limited: bool,
    /// Says who acts, for a quarter of an hour.
    pub access_token: String,
    /// Gets the next pair of tokens, once.
    pub refresh_token: RefreshToken,
    /// How long the refresh token is kept without being used, in seconds.
    pub refresh_seconds: i64,
    /// The number of the browser, when it is to be set.
    pub device: Option<String>,
}

/// How the first step of a sign-in ended.
pub enum Step {
    /// The person is signed in.
    In(Box<SignedIn>),
    /// A second factor is asked for.
    Second(Ticket),
}

/// Signs a person in, or asks for their second factor. Wrong address, wrong password and locked
/// address answer and cost the same.
///
/// # Errors
/// One problem for all three.
pub async fn sign_in(
    db: &Db,
    auth: &Auth,
    caller: Caller,
    email: &str,
    password: String,
) -> Result<Step> {
    let email = accounts::rules::parse_email(email).unwrap_or_default();
    let known = accounts::find_by_email(db.read(), &email).await?;
    let device = devices::digest_of(auth, &caller).unwrap_or_default();
    // Asked for addresses without an account as well: both take one look.
    let owner = known.as_ref().map_or("", |it| it.id.as_str());
    let is_own_device = store::knows_device(db.read(), owner, &device).await?;
    let counter = if is_own_device {
        counters::of_device(auth, &email, &device)
    } else {
        counters::of_address(auth, &email)
    };
    let hash = known.as_ref().map(|it| it.password_hash.as_str());
    let is_right = auth.passwords.verify(&Secret::new(password), hash).await?;

    let auth = auth.clone();
    let id = known.map(|it| it.id);
    let answer = db
        .in_transaction_for(Actor::Visitor, caller.origin.clone(), |cx| {
            Box::pin(async move {
                let standing = counters::standing(cx, &counter).await?;
                if standing == Standing::Locked {
                    record_failure(cx, id.as_ref(), false).await?;
                    return Ok(None);
                }
                let account = match &id {
                    Some(id) if is_right => accounts::find_for_change(&cx.tx, id).await?,
                    _ => None,
                };
                let Some(account) = account.filter(|it| accounts::may_sign_in(it, cx.now)) else {
                    let locks = counters::count(cx, &auth, &counter).await?;
                    record_failure(cx, id.as_ref(), locks).await?;
                    return Ok(None);
                };
                if let Some(ticket) = factors::begin(cx, auth.passkeys.as_ref(), &account).await? {
                    // The wrong passwords are forgiven once the second step is done as well.
                    return Ok(Some(Step::Second(ticket)));
                }
                if standing == Standing::Counting {
                    counters::forgive(cx, &counter).await?;
                }
                let signed_in = begin(cx, &auth, &caller, account).await?;
                Ok(Some(Step::In(Box::new(signed_in))))
            })
        })
        .await?;
    answer.ok_or_else(|| SessionProblem::WrongCredentials.into())
}

async fn record_failure(cx: &mut Cx, id: Option<&AccountId>, locks: bool) -> Result<()> {
    let action = if locks { "sessions.lock" } else { "sessions.sign_in_failed" };
    let unknown = "-";
    record_refused(cx, action, id.map_or(unknown, AccountId::as_str)).await
}

pub(super) async fn record(cx: &mut Cx, action: &'static str, account: &str) -> Result<()> {
    audit::record(cx, about(action, account)).await
}

/// Writes down what was tried and refused; the transaction is kept.
pub(super) async fn record_refused(cx: &mut Cx, action: &'static str, account: &str) -> Result<()> {
    audit::record_refused(cx, about(action, account)).await
}

fn about<'a>(action: &'static str, account: &'a str) -> Recorded<'a> {
    Recorded { action, subject_kind: "account", subject_id: account, before: None, after: None }
}

/// Begins a session of a person who has proved who they are.
///
/// # Errors
/// A fault when the database fails.
pub async fn begin(
    cx: &mut Cx,
    auth: &Auth,
    caller: &Caller,
    account: AccountRow,
) -> Result<SignedIn> {
    let id = SessionId::new(cx.now, &mut cx.rng);
    let (idle, longest) = rules::times_of(account.role, &auth.times);
    // Asked only of those who must have one.
    let is_limited = auth.second_factor.is_asked_of(account.role)
        && !factors::has_any(&cx.tx, &account.id).await?;
    let session = SessionRow {
        id: id.clone(),
        account_id: account.id.clone(),
        device: rules::device_words(caller.user_agent.as_deref()),
        address: caller.origin.address.map(|it| it.to_canonical().to_string()),
        is_limited,
        began_at: cx.now,
        last_used_at: cx.now,
        expires_at: (cx.now + idle).min(cx.now + longest),
        ends_at: cx.now + longest,
        ended_at: None,
    };
    store::insert(&cx.tx, session.clone()).await?;
    let met = devices::meet(cx, auth, caller, &account.id).await?;
    // From here on it is this person who acts, for the log as well.
    cx.actor = person::actor_of(cx, &account, account.organisation_id.as_ref()).await?;
    leave(cx, caller).await?;
    record_begin(cx, &session).await?;
    if met.is_news {
        crate::mails::enqueue(cx, crate::mails::About::NewDevice(&session.id)).await?;
    }
    give_tokens(cx, auth, account, &session, Some(met.cookie)).await
}

/// Ends the session a browser had, whoever's it was: it goes on with the new one alone.
async fn leave(cx: &mut Cx, caller: &Caller) -> Result<()> {
    let left = caller.refresh_token.as_deref().and_then(RefreshToken::parse);
    let Some(left) = left else { return Ok(()) };
    let found = store::find_token(&cx.tx, &left.digest()).await?;
    let Some(token) = found.filter(|it| it.ended_at.is_none()) else { return Ok(()) };
    store::end(&cx.tx, &token.family, cx.now).await?;
    record(cx, "sessions.end", token.account_id.as_str()).await
}

async fn record_begin(cx: &mut Cx, session: &SessionRow) -> Result<()> {
    let recorded = Recorded {
        action: "sessions.sign_in",
        subject_kind: "account",
        subject_id: session.account_id.as_str(),
        before: None,
        after: Some(json!({
            "session": session.id,
            "device": session.device,
            "address": session.address,
            "limited": session.is_limited,
        })),
    };
    audit::record(cx, recorded).await
}

/// A pair of tokens for a session; the actor is who acts already.
async fn give_tokens(
    cx: &mut Cx,
    auth: &Auth,
    account: AccountRow,
    session: &SessionRow,
    device: Option<String>,
) -> Result<SignedIn> {
    let refresh_token = RefreshToken::new(&mut cx.rng);
    let token = entity::Model {
        id: SessionId::new(cx.now, &mut cx.rng),
        account_id: account.id.clone(),
        family: session.id.clone(),
        token_digest: refresh_token.digest(),
        created_at: cx.now,
        expires_at: session.expires_at,
        replaced_at: None,
        ended_at: None,
        organisation_id: cx.actor.organisation_id().cloned(),
    };
    store::insert_token(&cx.tx, token).await?;
    let actor = cx.actor.clone();
    let access_token = auth.tokens.issue(&actor, &session.id, session.is_limited, cx.now)?;
    Ok(SignedIn {
        account,
        actor,
        is_limited: session.is_limited,
        access_token,
        refresh_token,
        refresh_seconds: (session.expires_at - cx.now).num_seconds(),
        device,
    })
}

/// Gives the next pair of tokens for a refresh token, once. A token used twice ends the session.
///
/// # Errors
/// [`Denied::Unauthenticated`] when the token is good for nothing.
pub async fn refresh(db: &Db, auth: &Auth, caller: Caller, token: &str) -> Result<SignedIn> {
    let Some(token) = RefreshToken::parse(token) else {
        return Err(Denied::Unauthenticated.into());
    };
    let auth = auth.clone();
    let answer = db
        .in_transaction_for(Actor::Visitor, caller.origin.clone(), |cx| {
            Box::pin(async move {
                let found = store::find_token(&cx.tx, &token.digest()).await?;
                let Some(token) = found else { return Ok(None) };
                let verdict = rules::judge_refresh(
                    token.replaced_at,
                    token.ended_at,
                    token.expires_at,
                    cx.now,
                );
                match verdict {
                    RefreshVerdict::Refuse => Ok(None),
                    RefreshVerdict::EndFamily => {
                        store::end(&cx.tx, &token.family, cx.now).await?;
                        let account = token.account_id.as_str();
                        record_refused(cx, "sessions.token_reused", account).await?;
                        Ok(None)
                    }
                    RefreshVerdict::Renew => renew(cx, &auth, &caller, token).await,
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
    (actor, caller): (Actor, Caller),
    token: &str,
    organisation_id: OrganisationId,
) -> Result<SignedIn> {
    let token = RefreshToken::parse(token).ok_or(Denied::Unauthenticated)?;
    let auth = auth.clone();
    db.in_transaction_for(actor, caller.origin.clone(), |cx| {
        Box::pin(async move {
            let found = store::find_token(&cx.tx, &token.digest()).await?;
            let own = found.filter(|it| Some(&it.account_id) == cx.actor.account_id());
            let token = own.ok_or(Denied::Unauthenticated)?;
            let verdict =
                rules::judge_refresh(token.replaced_at, token.ended_at, token.expires_at, cx.now);
            if verdict != RefreshVerdict::Renew {
                return Err(Denied::Unauthenticated.into());
            }
            let id = &token.account_id;
            if memberships::find(&cx.tx, id, &organisation_id).await?.is_none() {
                return Err(Denied::NotFound.into());
            }
            let before = accounts::find_for_change(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
            let chosen = Some(organisation_id);
            accounts::update(&cx.tx, AccountRow { organisation_id: chosen.clone(), ..before })
                .await?;
            record(cx, "sessions.act_for", id.as_str()).await?;
            let token = entity::Model { organisation_id: chosen, ..token };
            renew(cx, &auth, &caller, token).await?.ok_or_else(|| Denied::Unauthenticated.into())
        })
    })
    .await
}

async fn renew(
    cx: &mut Cx,
    auth: &Auth,
    caller: &Caller,
    token: entity::Model,
) -> Result<Option<SignedIn>> {
    let session = store::find_for_change(&cx.tx, &token.family).await?;
    let live = session.filter(|it| it.ended_at.is_none() && cx.now < it.ends_at);
    let Some(session) = live else { return Ok(None) };
    if !store::replace_token(&cx.tx, &token.id, cx.now).await? {
        return Ok(None);
    }
    let account = accounts::find(&cx.tx, &token.account_id).await?;
    let Some(account) = account.filter(|it| accounts::may_sign_in(it, cx.now)) else {
        return Ok(None);
    };
    let (idle, _) = rules::times_of(account.role, &auth.times);
    let session = SessionRow {
        last_used_at: cx.now,
        expires_at: (cx.now + idle).min(session.ends_at),
        address: caller.origin.address.map(|it| it.to_canonical().to_string()).or(session.address),
        ..session
    };
    store::update(&cx.tx, session.clone()).await?;
    cx.actor = person::actor_of(cx, &account, token.organisation_id.as_ref()).await?;
    give_tokens(cx, auth, account, &session, None).await.map(Some)
}

/// Ends the session of a refresh token.
///
/// # Errors
/// A fault when the database fails; an unknown token is no error.
pub async fn sign_out(db: &Db, actor: Actor, origin: Origin, token: &str) -> Result<()> {
    let Some(token) = RefreshToken::parse(token) else { return Ok(()) };
    db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move {
            let found = store::find_token(&cx.tx, &token.digest()).await?;
            let Some(token) = found else { return Ok(()) };
            store::end(&cx.tx, &token.family, cx.now).await?;
            record(cx, "sessions.sign_out", token.account_id.as_str()).await
        })
    })
    .await
}

/// The live sessions of the person who asks, the last used first.
///
/// # Errors
/// A fault when the database fails.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<SessionRow>> {
    match actor.account_id() {
        Some(id) => store::live_of(db.read(), id, db.clock().now()).await,
        None => Err(Denied::Unauthenticated.into()),
    }
}

/// Ends one of one's own sessions.
///
/// # Errors
/// Not found when it is not the caller's, or has ended.
pub async fn end(cx: &mut Cx, id: &SessionId) -> Result<SessionRow> {
    let own = cx.actor.account_id().ok_or(Denied::Unauthenticated)?.clone();
    let found = store::find_for_change(&cx.tx, id).await?;
    let live = found.filter(|it| it.account_id == own && it.ended_at.is_none());
    let session = live.ok_or(Denied::NotFound)?;
    store::end(&cx.tx, id, cx.now).await?;
    record(cx, "sessions.end", own.as_str()).await?;
    Ok(SessionRow { ended_at: Some(cx.now), ..session })
}

/// Ends all of one's own sessions but the one that asks; says how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn end_others(cx: &mut Cx, kept: Option<&SessionId>) -> Result<u64> {
    let own = cx.actor.account_id().ok_or(Denied::Unauthenticated)?.clone();
    let ended = store::end_all_but(&cx.tx, &own, kept, cx.now).await?;
    record(cx, "sessions.end_others", own.as_str()).await?;
    Ok(ended)
}

/// Ends every session of an account: it was suspended, closed or given another role, or its
/// password is new. The caller has decided that it may.
///
/// # Errors
/// A fault when the database fails.
pub async fn end_all(cx: &mut Cx, account: &AccountId) -> Result<u64> {
    end_all_but(cx, account, None).await
}

/// Ends the sessions in which a person acts for an organisation: they are no member of it any
/// more. The caller has decided that it may.
///
/// # Errors
/// A fault when the database fails.
pub async fn end_acting(
    cx: &mut Cx,
    account: &AccountId,
    organisation: &OrganisationId,
) -> Result<()> {
    for family in store::acting_for(&cx.tx, account, organisation).await? {
        store::end(&cx.tx, &family, cx.now).await?;
    }
    Ok(())
}

/// As [`end_all`], but one session goes on.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn end_all_but(
    cx: &mut Cx,
    account: &AccountId,
    kept: Option<&SessionId>,
) -> Result<u64> {
    store::end_all_but(&cx.tx, account, kept, cx.now).await
}
