//! The second step of a sign-in: what is asked, and whether the answer holds.

use super::challenge_entity::{Model, Purpose};
use super::passkeys::{self, RelyingParty};
use super::{recovery, rules, store, totp};
use crate::accounts::AccountRow;
use chrono::{DateTime, Duration, Utc};
use kernel::id::AccountId;
use kernel::{Actor, Result};
use platform::auth::{Passwords, RefreshToken};
use platform::{Cx, Db};

/// What a person is asked for the second step.
#[derive(Debug)]
pub struct Ticket {
    /// Names this second step; known to the one who typed the password alone.
    pub token: String,
    /// Whether a code of an app is taken.
    pub has_totp: bool,
    /// JSON for `navigator.credentials.get`, when a passkey is taken.
    pub passkey_options: Option<String>,
    /// When the password is asked again.
    pub expires_at: DateTime<Utc>,
}

/// What a person shows.
pub(crate) enum Shown {
    /// Six digits of an app.
    Code(String),
    /// One of ten.
    Recovery(String),
    /// JSON of `navigator.credentials.get`.
    Passkey(String),
}

/// How it was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    /// It holds, and is used up.
    Right,
    /// It does not; another try may be left.
    Wrong,
    /// Too late, or tried too often.
    Over,
}

/// A second step that somebody answers, read before the transaction.
pub(crate) struct Answered {
    digest: String,
    /// Whose.
    pub(crate) account_id: AccountId,
    shown: Shown,
    recovery: Option<i32>,
}

impl Answered {
    /// Whether a recovery code was right.
    pub(crate) fn is_recovery(&self) -> bool {
        self.recovery.is_some()
    }
}

/// Asks for a second step; none when the account has no second factor.
pub(crate) async fn begin(
    cx: &mut Cx,
    party: Option<&RelyingParty>,
    account: &AccountRow,
) -> Result<Option<Ticket>> {
    let app = store::find_totp(&cx.tx, &account.id).await?;
    let has_totp = app.is_some_and(|it| it.confirmed_at.is_some());
    let known = store::passkeys_of(&cx.tx, &account.id).await?;
    if !has_totp && known.is_empty() {
        return Ok(None);
    }
    let question = match party {
        Some(party) => passkeys::ask(party, &known)?,
        None => None,
    };
    let (options, state) = question.map(|it| (it.options, it.state)).unzip();
    let (token, expires_at) = open(cx, &account.id, Purpose::SignIn, state).await?;
    Ok(Some(Ticket { token, has_totp, passkey_options: options, expires_at }))
}

/// Opens a challenge; gives its token and its end.
pub(super) async fn open(
    cx: &mut Cx,
    account: &AccountId,
    purpose: Purpose,
    state: Option<String>,
) -> Result<(String, DateTime<Utc>)> {
    let token = RefreshToken::new(&mut cx.rng);
    let expires_at = cx.now + Duration::minutes(rules::CHALLENGE_MINUTES);
    let row = Model {
        digest: token.digest(),
        account_id: account.clone(),
        purpose,
        state,
        attempts: 0,
        created_at: cx.now,
        expires_at,
    };
    store::insert_challenge(&cx.tx, row).await?;
    Ok((token.reveal(), expires_at))
}

/// Reads a second step that is answered; none when there is no such. A recovery code is hashed
/// here, outside the transaction.
pub(crate) async fn read(
    db: &Db,
    passwords: &Passwords,
    token: &str,
    shown: Shown,
) -> Result<Option<Answered>> {
    let Some(token) = RefreshToken::parse(token) else { return Ok(None) };
    let digest = token.digest();
    let found = store::find_challenge(db.read(), &digest).await?;
    let Some(found) = found.filter(|it| it.purpose == Purpose::SignIn) else { return Ok(None) };
    let recovery = match &shown {
        Shown::Recovery(typed) if found.attempts < rules::ATTEMPTS => {
            recovery::check(db, passwords, &found.account_id, typed).await?
        }
        _ => None,
    };
    Ok(Some(Answered { digest, account_id: found.account_id, shown, recovery }))
}

/// Judges a second step. Every try counts.
pub(crate) async fn judge(
    cx: &mut Cx,
    party: Option<&RelyingParty>,
    answered: &Answered,
) -> Result<Judged> {
    let Answered { digest, account_id, .. } = answered;
    if !store::try_challenge(&cx.tx, digest, rules::ATTEMPTS, cx.now).await? {
        return Ok(Judged::Over);
    }
    let is_right = match &answered.shown {
        Shown::Code(typed) => match store::find_totp(&cx.tx, account_id).await? {
            Some(app) if app.confirmed_at.is_some() => totp::take(cx, &app, typed).await?,
            _ => false,
        },
        Shown::Recovery(_) => match answered.recovery {
            Some(number) => store::use_code(&cx.tx, account_id, number, cx.now).await?,
            None => false,
        },
        Shown::Passkey(json) => is_passkey(cx, party, answered, json).await?,
    };
    if !is_right {
        return Ok(Judged::Wrong);
    }
    let is_first = store::delete_challenge(&cx.tx, digest).await?;
    Ok(if is_first { Judged::Right } else { Judged::Over })
}

async fn is_passkey(
    cx: &mut Cx,
    party: Option<&RelyingParty>,
    answered: &Answered,
    json: &str,
) -> Result<bool> {
    let challenge = store::find_challenge(&cx.tx, &answered.digest).await?;
    let (Some(party), Some(state)) = (party, challenge.and_then(|it| it.state)) else {
        return Ok(false);
    };
    let known = store::passkeys_of(&cx.tx, &answered.account_id).await?;
    let Some(row) = passkeys::verify(party, &state, json, known)? else { return Ok(false) };
    let row = super::passkey_entity::Model { last_used_at: Some(cx.now), ..row };
    store::update_passkey(&cx.tx, row).await?;
    Ok(true)
}

/// Forgets second steps that nobody can answer any more; says how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn forget_old(db: &Db) -> Result<u64> {
    db.in_transaction(Actor::System("factors"), |cx| {
        Box::pin(async move { store::delete_challenges_before(&cx.tx, cx.now).await })
    })
    .await
}
