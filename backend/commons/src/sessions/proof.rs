//! Proving again who one is, before what a thief of a session must not do.

use super::actions;
use super::auth::Auth;
use super::counters::{self, Standing};
use super::rules::SessionProblem;
use crate::accounts::{self, AccountRow};
use kernel::{Actor, Denied, Origin, Result};
use platform::Secret;
use platform::{Cx, Db};

/// The account of a signed-in person who types the present password. Wrong ones count like those
/// of a sign-in, and are then refused like there.
///
/// # Errors
/// One problem when the password is wrong, or the counter locks.
pub(crate) async fn prove(
    db: &Db,
    auth: &Auth,
    actor: &Actor,
    origin: &Origin,
    password: String,
) -> Result<AccountRow> {
    let id = actor.account_id().ok_or(Denied::Unauthenticated)?;
    let account = accounts::find(db.read(), id).await?.ok_or(Denied::Unauthenticated)?;
    let kept = Some(account.password_hash.as_str());
    let is_right = auth.passwords.verify(&Secret::new(password), kept).await?;
    // Apart from the sign-in's: a stranger who locks that one does not keep the owner from this.
    let counter = counters::of_device(auth, &account.email, "signed in");
    let auth = auth.clone();
    let is_proved = db
        .in_transaction_for(actor.clone(), origin.clone(), |cx| {
            Box::pin(async move { judge(cx, &auth, &counter, is_right).await })
        })
        .await?;
    if is_proved { Ok(account) } else { Err(SessionProblem::WrongPassword.into()) }
}

async fn judge(cx: &mut Cx, auth: &Auth, counter: &str, is_right: bool) -> Result<bool> {
    let standing = counters::standing(cx, counter).await?;
    let is_locked = standing == Standing::Locked;
    if is_right && !is_locked {
        if standing == Standing::Counting {
            counters::forgive(cx, counter).await?;
        }
        return Ok(true);
    }
    if !is_locked {
        counters::count(cx, auth, counter).await?;
    }
    let id = cx.actor.account_id().ok_or(Denied::Unauthenticated)?.clone();
    actions::record_refused(cx, "sessions.proof_failed", id.as_str()).await?;
    Ok(false)
}

/// Forgets the wrong passwords of an address, since its owner has just read a mail sent there.
pub(crate) async fn forgive_address(cx: &mut Cx, auth: &Auth, email: &str) -> Result<()> {
    counters::forgive(cx, &counters::of_address(auth, email)).await
}
