//! The verbs of second factors: set up, remove, renew, reset.

use super::challenge_entity::Purpose;
use super::change::Change;
use super::rules::{self, FactorProblem};
use super::{challenges, passkey_entity, passkeys, recovery, store, totp};
use crate::accounts::{self, AccountRow};
use crate::audit::{self, Recorded};
use crate::mails::{self, About};
use crate::sessions::{self, Auth};
use chrono::{DateTime, Duration, Utc};
use kernel::id::{AccountId, PasskeyId};
use kernel::text::is_long;
use kernel::{Actor, Denied, Origin, Result};
use platform::auth::RefreshToken;
use platform::{Cx, Db, by_constraint};
use sea_orm::ConnectionTrait;
use serde_json::json;

/// How long a started app waits for its first code, in minutes (配置值).
const START_MINUTES: i64 = 30;

/// Who sets up: a person who has proved again who they are, or staff with a limited session.
pub struct Owner {
    account: AccountRow,
    actor: Actor,
    origin: Origin,
    is_limited: bool,
}

/// The second factors of an account.
pub struct Factors {
    /// Since when an app is bound; none without one.
    pub totp_since: Option<DateTime<Utc>>,
    /// Recovery codes that are still good.
    pub recovery_codes_left: u64,
    /// The passkeys, oldest first.
    pub passkeys: Vec<passkey_entity::Model>,
}

/// An app that waits for its first code.
pub struct StartedTotp {
    /// For typing.
    pub secret: String,
    /// For the app.
    pub address: String,
    /// The same as a picture.
    pub qr_svg: String,
}

/// Whether an account has an app or a passkey.
pub(crate) async fn has_any(db: &impl ConnectionTrait, account: &AccountId) -> Result<bool> {
    let app = store::find_totp(db, account).await?;
    Ok(app.is_some_and(|it| it.confirmed_at.is_some())
        || !store::passkeys_of(db, account).await?.is_empty())
}

/// The second factors of the person who asks.
///
/// # Errors
/// A fault when the database fails.
pub async fn list(db: &Db, account: &AccountId) -> Result<Factors> {
    let app = store::find_totp(db.read(), account).await?;
    Ok(Factors {
        totp_since: app.and_then(|it| it.confirmed_at),
        recovery_codes_left: store::codes_left(db.read(), account).await?,
        passkeys: store::passkeys_of(db.read(), account).await?,
    })
}

/// Proves again who sets up. A limited session has just done so, and is good for the first
/// factor only.
///
/// # Errors
/// A problem when the password is wrong.
pub async fn owner(
    db: &Db,
    auth: &Auth,
    request: (Actor, Option<AccountId>, Origin),
    password: Option<String>,
) -> Result<Owner> {
    let (actor, limited, origin) = request;
    let Some(id) = limited else {
        let password = password.unwrap_or_default();
        let account = sessions::prove(db, auth, &actor, &origin, password).await?;
        return Ok(Owner { account, actor, origin, is_limited: false });
    };
    let found = accounts::find(db.read(), &id).await?.ok_or(Denied::Unauthenticated)?;
    if has_any(db.read(), &id).await? {
        return Err(Denied::Unauthenticated.into());
    }
    let actor = Actor::Person { account_id: id, role: found.role, member: None, region: None };
    Ok(Owner { account: found, actor, origin, is_limited: true })
}

/// Starts an app. It counts once its first code was right.
///
/// # Errors
/// A problem when an app is bound already.
pub async fn start_totp(db: &Db, owner: Owner) -> Result<StartedTotp> {
    let Owner { account, actor, origin, .. } = owner;
    let email = account.email.clone();
    let secret = db
        .in_transaction_for(actor, origin, |cx| {
            Box::pin(async move {
                let app = store::find_totp(&cx.tx, &account.id).await?;
                if app.is_some_and(|it| it.confirmed_at.is_some()) {
                    return Err(FactorProblem::AlreadySet.into());
                }
                totp::start(cx, &account.id).await
            })
        })
        .await?;
    let address = platform::auth::totp::address("绿桥", &email, &secret);
    let qr_svg = totp::qr(&address)?;
    Ok(StartedTotp { secret: platform::auth::totp::base32(&secret), address, qr_svg })
}

/// Binds an app by its first code. Gives recovery codes with the first factor.
///
/// # Errors
/// A problem when none was started, or the code is wrong.
pub async fn confirm_totp(
    db: &Db,
    auth: &Auth,
    request: (Actor, Option<AccountId>, Origin),
    code: String,
) -> Result<Vec<String>> {
    let owner = confirming(db, request).await?;
    let codes = first_codes(db, auth, &owner).await?;
    db.in_transaction_for(owner.actor.clone(), owner.origin.clone(), |cx| {
        Box::pin(async move {
            let id = &owner.account.id;
            let app = store::find_totp(&cx.tx, id).await?;
            let app = app.ok_or(FactorProblem::NotStarted)?;
            if app.confirmed_at.is_some() {
                return Err(FactorProblem::AlreadySet.into());
            }
            if cx.now - app.created_at > Duration::minutes(START_MINUTES) {
                return Err(FactorProblem::NotStarted.into());
            }
            if !totp::take(cx, &app, &code).await? {
                return Err(FactorProblem::WrongCode.into());
            }
            store::confirm_totp(&cx.tx, id, cx.now).await?;
            added(cx, &owner, codes, Change::TotpAdded).await
        })
    })
    .await
}

/// Unbinds the app.
///
/// # Errors
/// A problem when there is none, or staff would be left without a factor.
pub async fn remove_totp(db: &Db, auth: &Auth, owner: Owner) -> Result<()> {
    let must = auth.second_factor.is_asked_of(owner.account.role);
    db.in_transaction_for(owner.actor.clone(), owner.origin.clone(), |cx| {
        Box::pin(async move {
            let id = &owner.account.id;
            let passkeys = store::passkeys_of(&cx.tx, id).await?;
            ensure_one_is_left(must, passkeys.len())?;
            if !store::delete_totp(&cx.tx, id).await? {
                return Err(FactorProblem::Nothing.into());
            }
            removed(cx, &owner.account, passkeys.is_empty(), Change::TotpRemoved).await
        })
    })
    .await
}

/// Puts ten new recovery codes in place of all old ones.
///
/// # Errors
/// A problem when there is nothing to recover from.
pub async fn renew_codes(db: &Db, auth: &Auth, owner: Owner) -> Result<Vec<String>> {
    if !has_any(db.read(), &owner.account.id).await? {
        return Err(FactorProblem::Nothing.into());
    }
    let codes = recovery::make(db, &auth.passwords).await?;
    db.in_transaction_for(owner.actor.clone(), owner.origin.clone(), |cx| {
        Box::pin(async move {
            recovery::keep(cx, &owner.account.id, &codes).await?;
            told(cx, &owner.account.id, Change::CodesRenewed).await?;
            Ok(codes.shown)
        })
    })
    .await
}

/// A passkey that is being made.
pub struct StartedPasskey {
    /// Names it when it is finished.
    pub token: String,
    /// JSON for `navigator.credentials.create`.
    pub options: String,
}

/// Asks the browser for a new passkey.
///
/// # Errors
/// A problem when there are too many, or the site has no name that browsers take.
pub async fn start_passkey(db: &Db, auth: &Auth, owner: Owner) -> Result<StartedPasskey> {
    let party = auth.passkeys.clone().ok_or(FactorProblem::NoPasskeysHere)?;
    let account = owner.account;
    db.in_transaction_for(owner.actor, owner.origin, |cx| {
        Box::pin(async move {
            let known = store::passkeys_of(&cx.tx, &account.id).await?;
            if known.len() >= rules::PASSKEYS {
                return Err(FactorProblem::TooManyPasskeys.into());
            }
            let question = passkeys::begin(&party, &account.id, &account.email, &known)?;
            store::delete_challenges(&cx.tx, &account.id, Purpose::Passkey).await?;
            let state = Some(question.state);
            let (token, _) = challenges::open(cx, &account.id, Purpose::Passkey, state).await?;
            Ok(StartedPasskey { token, options: question.options })
        })
    })
    .await
}

/// Keeps a new passkey. Gives recovery codes with the first factor.
///
/// # Errors
/// A problem when the browser's answer does not hold, or came too late.
pub async fn finish_passkey(
    db: &Db,
    auth: &Auth,
    request: (Actor, Option<AccountId>, Origin),
    (token, name, answer): (String, String, String),
) -> Result<Vec<String>> {
    let name = rules::check_name(&name)?;
    let party = auth.passkeys.clone().ok_or(FactorProblem::NoPasskeysHere)?;
    let token = RefreshToken::parse(&token).ok_or(FactorProblem::PasskeyRefused)?;
    let owner = confirming(db, request).await?;
    let codes = first_codes(db, auth, &owner).await?;
    db.in_transaction_for(owner.actor.clone(), owner.origin.clone(), |cx| {
        Box::pin(async move {
            let id = &owner.account.id;
            let digest = token.digest();
            let open = store::find_challenge(&cx.tx, &digest).await?;
            let open = open.filter(|it| {
                it.purpose == Purpose::Passkey && it.account_id == *id && cx.now < it.expires_at
            });
            let state = open.and_then(|it| it.state).ok_or(FactorProblem::PasskeyRefused)?;
            if !store::delete_challenge(&cx.tx, &digest).await? {
                return Err(FactorProblem::PasskeyRefused.into());
            }
            let made = passkeys::finish(&party, &state, &answer)?;
            let made = made.ok_or(FactorProblem::PasskeyRefused)?;
            let row = passkey_entity::Model {
                id: PasskeyId::new(cx.now, &mut cx.rng),
                account_id: id.clone(),
                credential_id: made.credential_id,
                name,
                fixed_state: made.fixed_state,
                moving_state: made.moving_state,
                transports: made.transports,
                created_at: cx.now,
                last_used_at: None,
            };
            store::insert_passkey(&cx.tx, row).await.map_err(|error| {
                let (name, column) = ("passkeys_one_per_credential", "passkeys.credential_id");
                by_constraint(error, name, column, FactorProblem::PasskeyKnown)
            })?;
            added(cx, &owner, codes, Change::PasskeyAdded).await
        })
    })
    .await
}

/// Gives one of one's own passkeys another name.
///
/// # Errors
/// Not found when it is somebody else's.
pub async fn rename_passkey(cx: &mut Cx, id: &PasskeyId, name: &str) -> Result<()> {
    let own = cx.actor.account_id().ok_or(Denied::Unauthenticated)?.clone();
    let found = store::find_passkey(&cx.tx, id).await?.filter(|it| it.account_id == own);
    let row = found.ok_or(Denied::NotFound)?;
    let name = rules::check_name(name)?;
    store::update_passkey(&cx.tx, passkey_entity::Model { name, ..row }).await
}

/// Removes one of one's own passkeys.
///
/// # Errors
/// Not found when it is somebody else's; a problem when staff would be left without a factor.
pub async fn remove_passkey(db: &Db, auth: &Auth, owner: Owner, id: PasskeyId) -> Result<()> {
    let must = auth.second_factor.is_asked_of(owner.account.role);
    db.in_transaction_for(owner.actor.clone(), owner.origin.clone(), |cx| {
        Box::pin(async move {
            let known = store::passkeys_of(&cx.tx, &owner.account.id).await?;
            if !known.iter().any(|it| it.id == id) {
                return Err(Denied::NotFound.into());
            }
            let app = store::find_totp(&cx.tx, &owner.account.id).await?;
            let apps = usize::from(app.is_some_and(|it| it.confirmed_at.is_some()));
            let left = apps + known.len() - 1;
            ensure_one_is_left(must, left)?;
            store::delete_passkey(&cx.tx, &id).await?;
            removed(cx, &owner.account, left == 0, Change::PasskeyRemoved).await
        })
    })
    .await
}

/// Takes every second factor of somebody else away, and signs them out: they lost them all. The
/// guard has let a security administrator in; nobody acts on their own account.
///
/// # Errors
/// A problem when there is no such account, it is one's own, has no second factor, or nothing is
/// said of how the person was known again.
pub async fn reset(cx: &mut Cx, email: &str, proof: &str) -> Result<()> {
    let email = accounts::rules::parse_email(email).unwrap_or_default();
    let found = accounts::find_by_email(&cx.tx, &email).await?.ok_or(FactorProblem::NoAccount)?;
    let account = &found.id;
    if cx.actor.account_id() == Some(account) {
        return Err(FactorProblem::NotOneself.into());
    }
    if !has_any(&cx.tx, account).await? {
        return Err(FactorProblem::Nothing.into());
    }
    if !is_long(proof, 4..=200) {
        return Err(FactorProblem::ProofLength.into());
    }
    store::delete_totp(&cx.tx, account).await?;
    store::delete_passkeys(&cx.tx, account).await?;
    store::delete_challenges(&cx.tx, account, Purpose::SignIn).await?;
    store::replace_codes(&cx.tx, account, Vec::new()).await?;
    sessions::actions::end_all(cx, account).await?;
    let shown = json!({ "identityShownBy": proof.trim() });
    told_with(cx, account, Change::Reset, Some(shown)).await
}

/// Recovery codes come with the first factor.
async fn first_codes(db: &Db, auth: &Auth, owner: &Owner) -> Result<Option<recovery::NewCodes>> {
    if has_any(db.read(), &owner.account.id).await? {
        return Ok(None);
    }
    recovery::make(db, &auth.passwords).await.map(Some)
}

fn ensure_one_is_left(must: bool, left: usize) -> Result<()> {
    if must && left == 0 {
        return Err(FactorProblem::LastFactor.into());
    }
    Ok(())
}

/// Who finishes what they have started: the start asked for the password.
async fn confirming(db: &Db, request: (Actor, Option<AccountId>, Origin)) -> Result<Owner> {
    let (actor, limited, origin) = request;
    let is_limited = limited.is_some();
    let id = limited.as_ref().or(actor.account_id()).ok_or(Denied::Unauthenticated)?;
    let account = accounts::find(db.read(), id).await?.ok_or(Denied::Unauthenticated)?;
    if is_limited && has_any(db.read(), id).await? {
        return Err(Denied::Unauthenticated.into());
    }
    let actor = if is_limited {
        let account_id = account.id.clone();
        Actor::Person { account_id, role: account.role, member: None, region: None }
    } else {
        actor
    };
    Ok(Owner { account, actor, origin, is_limited })
}

/// What follows a new factor: recovery codes with the first one, the end of a limited session, a
/// mail.
async fn added(
    cx: &mut Cx,
    owner: &Owner,
    codes: Option<recovery::NewCodes>,
    change: Change,
) -> Result<Vec<String>> {
    let id = &owner.account.id;
    if let Some(codes) = &codes {
        recovery::keep(cx, id, codes).await?;
    }
    if owner.is_limited {
        // From now on it is asked for: the person signs in again, with both.
        sessions::actions::end_all(cx, id).await?;
    }
    told(cx, id, change).await?;
    Ok(codes.map(|it| it.shown).unwrap_or_default())
}

/// What follows a factor that is gone: without any, recovery codes are of no use.
async fn removed(cx: &mut Cx, account: &AccountRow, is_last: bool, change: Change) -> Result<()> {
    if is_last {
        store::replace_codes(&cx.tx, &account.id, Vec::new()).await?;
    }
    told(cx, &account.id, change).await
}

/// Writes it down and tells the person.
pub(crate) async fn told(cx: &mut Cx, account: &AccountId, change: Change) -> Result<()> {
    told_with(cx, account, change, None).await
}

async fn told_with(
    cx: &mut Cx,
    account: &AccountId,
    change: Change,
    after: Option<serde_json::Value>,
) -> Result<()> {
    let recorded = Recorded {
        action: change.action(),
        subject_kind: "account",
        subject_id: account.as_str(),
        before: None,
        after,
    };
    audit::record(cx, recorded).await?;
    mails::enqueue(cx, About::Factor(account, change.word())).await
}
