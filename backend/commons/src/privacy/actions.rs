//! The verbs of a person's rights: correct, take out, close.

use super::rules::{self, PrivacyProblem};
use super::{closure_entity, detail_entity, store};
use crate::accounts;
use crate::audit::{self, Recorded};
use crate::sessions::{self, Auth};
use kernel::id::AccountId;
use kernel::{Actor, Denied, NewEvent, Origin, Result};
use platform::vault::Place;
use platform::{Cx, Db};
use serde_json::json;

/// Where a telephone number stands.
fn place(id: &AccountId) -> Place<'_> {
    Place { table: "person_details", column: "phone_sealed", row: id.as_str() }
}

/// A person's telephone number; none when they gave none.
///
/// # Errors
/// A fault when it does not open.
pub async fn phone_of(db: &Db, id: &AccountId) -> Result<Option<String>> {
    let sealed = store::find_details(db.read(), id).await?.and_then(|it| it.phone_sealed);
    let opened = sealed.map(|it| db.vault().open(place(id), &it)).transpose()?;
    Ok(opened.map(|it| it.reveal().to_owned()))
}

/// Corrects what others see of the caller, and their telephone number.
///
/// # Errors
/// Every problem with the fields at once.
pub async fn correct(cx: &mut Cx, display_name: &str, phone: Option<&str>) -> Result<()> {
    let id = own(cx)?;
    let checked = rules::check_correction(display_name, phone)?;
    let sealed = checked.phone.as_deref().map(|it| cx.vault.seal(place(&id), it)).transpose()?;
    let has_phone = sealed.is_some();
    let row =
        detail_entity::Model { account_id: id.clone(), phone_sealed: sealed, updated_at: cx.now };
    store::put_details(&cx.tx, row).await?;
    accounts::rename(&cx.tx, &id, &checked.display_name).await?;
    record(cx, "privacy.correct", &id, Some(json!({ "hasPhone": has_phone }))).await
}

/// Writes into the log that a person takes out what is kept about them.
///
/// # Errors
/// A fault when the database fails.
pub async fn record_export(cx: &mut Cx) -> Result<()> {
    let id = own(cx)?;
    record(cx, "privacy.export", &id, None).await
}

/// Closes the caller's account, who proves with the password that it is theirs.
///
/// # Errors
/// Problems for a wrong password, for staff, and for the last owner of an active organisation.
pub async fn close(
    db: &Db,
    auth: &Auth,
    actor: &Actor,
    origin: Origin,
    password: String,
) -> Result<()> {
    let Actor::Person { role, .. } = actor else {
        return Err(Denied::Unauthenticated.into());
    };
    if !rules::may_close(*role) {
        return Err(PrivacyProblem::Staff.into());
    }
    sessions::prove(db, auth, actor, &origin, password).await?;
    // Signing in goes on to cost and answer the same.
    let nothing = auth.passwords.hash_of_none(&mut db.dice()).await?;
    db.in_transaction_for(actor.clone(), origin, |cx| Box::pin(close_now(cx, nothing))).await
}

async fn close_now(cx: &mut Cx, password_hash: String) -> Result<()> {
    let id = own(cx)?;
    if store::is_last_owner(&cx.tx, &id).await? {
        return Err(PrivacyProblem::LastOwner.into());
    }
    accounts::blank(&cx.tx, &id, password_hash).await?;
    sessions::actions::end_all(cx, &id).await?;
    store::forget(&cx.tx, &id).await?;
    let closure = closure_entity::Model { account_id: id.clone(), closed_at: cx.now };
    store::insert_closure(&cx.tx, closure).await?;
    record(cx, "privacy.close", &id, None).await?;
    cx.emit(NewEvent::of("accounts.closed", "account", &id)).await
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    id: &AccountId,
    after: Option<serde_json::Value>,
) -> Result<()> {
    let recorded =
        Recorded { action, subject_kind: "account", subject_id: id.as_str(), before: None, after };
    audit::record(cx, recorded).await
}

fn own(cx: &Cx) -> Result<AccountId> {
    cx.actor.account_id().cloned().ok_or_else(|| Denied::Unauthenticated.into())
}
