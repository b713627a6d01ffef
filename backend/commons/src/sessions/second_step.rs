//! The second step of a sign-in: after the right password, a code, a passkey or a recovery code.

use super::actions::{self, Caller, SignedIn};
use super::auth::Auth;
use super::counters::{self, Standing};
use super::rules::SessionProblem;
use super::{devices, store};
use crate::accounts::{self, AccountRow};
use crate::factors::{self, Change, Judged, Shown};
use kernel::{Actor, Error, Result};
use platform::{Cx, Db};

/// How a second step ended, so that a wrong one is written down as well.
enum Outcome {
    In(Box<SignedIn>),
    Wrong,
    Over,
}

/// Ends a sign-in by its second step. Wrong ones count like wrong passwords: who knows the
/// password gains nothing by beginning again and again.
///
/// # Errors
/// A problem when what is shown is wrong, too late, or was tried too often.
pub(crate) async fn confirm(
    db: &Db,
    auth: &Auth,
    caller: Caller,
    token: &str,
    shown: Shown,
) -> Result<SignedIn> {
    let over = || Error::from(SessionProblem::ChallengeOver);
    let answered = factors::read(db, &auth.passwords, token, shown).await?.ok_or_else(over)?;
    let found = accounts::find(db.read(), &answered.account_id).await?.ok_or_else(over)?;
    let device = devices::digest_of(auth, &caller).unwrap_or_default();
    let is_own = store::knows_device(db.read(), found.id.as_str(), &device).await?;
    let counter = if is_own {
        counters::of_device(auth, &found.email, &device)
    } else {
        counters::of_address(auth, &found.email)
    };
    let auth = auth.clone();
    let outcome = db
        .in_transaction_for(Actor::Visitor, caller.origin.clone(), |cx| {
            Box::pin(async move {
                if counters::standing(cx, &counter).await? == Standing::Locked {
                    record_failure(cx, &found).await?;
                    return Ok(Outcome::Over);
                }
                match factors::judge(cx, auth.passkeys.as_ref(), &answered).await? {
                    Judged::Over => Ok(Outcome::Over),
                    Judged::Wrong => {
                        counters::count(cx, &auth, &counter).await?;
                        record_failure(cx, &found).await?;
                        Ok(Outcome::Wrong)
                    }
                    Judged::Right => {
                        counters::forgive(cx, &counter).await?;
                        let used = answered.is_recovery();
                        finish(cx, &auth, &caller, &found, used).await
                    }
                }
            })
        })
        .await?;
    match outcome {
        Outcome::In(signed_in) => Ok(*signed_in),
        Outcome::Wrong => Err(SessionProblem::WrongCode.into()),
        Outcome::Over => Err(over()),
    }
}

async fn record_failure(cx: &mut Cx, account: &AccountRow) -> Result<()> {
    actions::record_refused(cx, "sessions.second_step_failed", account.id.as_str()).await
}

async fn finish(
    cx: &mut Cx,
    auth: &Auth,
    caller: &Caller,
    found: &AccountRow,
    used_recovery: bool,
) -> Result<Outcome> {
    let account = accounts::find_for_change(&cx.tx, &found.id).await?;
    let Some(account) = account.filter(|it| accounts::may_sign_in(it, cx.now)) else {
        return Ok(Outcome::Over);
    };
    if used_recovery {
        factors::told(cx, &account.id, Change::CodeUsed).await?;
    }
    Ok(Outcome::In(Box::new(actions::begin(cx, auth, caller, account).await?)))
}
