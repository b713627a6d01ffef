//! The verbs of credentials: forget and set anew, change, confirm.

use super::rules::{self, CredentialProblem};
use crate::accounts::{self, AccountRow};
use crate::audit::{self, Recorded};
use crate::mail_links::rules::MailLinkProblem;
use crate::mail_links::{LinkPurpose, LinkRow, actions as links};
use crate::mails::{self, About};
use crate::sessions::{self, Auth};
use kernel::id::{AccountId, MailLinkId, SessionId};
use kernel::{Actor, Denied, Origin, Result};
use platform::Secret;
use platform::{Cx, Db, by_constraint};
use serde_json::json;

/// The address of a person who does not know it is taken is told the same as any other.
const BOTH: [LinkPurpose; 2] = [LinkPurpose::EmailOld, LinkPurpose::EmailNew];

/// Asks for a link to a new password. Does the same whether the address has an account or not.
///
/// # Errors
/// A fault when the database fails.
pub async fn request_reset(db: &Db, auth: &Auth, origin: Origin, email: &str) -> Result<()> {
    // What is no address has no account, and waits for the job like any other.
    let email = accounts::rules::parse_email(email).unwrap_or_default();
    let once = auth.words.counters.word(&format!("reset {email}"));
    db.in_transaction_for(Actor::Visitor, origin, |cx| {
        Box::pin(async move { mails::enqueue_once(cx, About::ResetAsked(&email), once).await })
    })
    .await
}

/// The link for somebody who asked; none when the address has no account. Asked again within two
/// minutes, or by a job that is tried again, it is the same link.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn open_reset(db: &Db, email: String) -> Result<Option<LinkRow>> {
    db.in_transaction(Actor::System("credentials"), |cx| {
        Box::pin(async move {
            let Some(account) = accounts::find_by_email(&cx.tx, &email).await? else {
                return Ok(None);
            };
            let purpose = LinkPurpose::PasswordReset;
            let (link, is_new) = links::make_once(cx, &account.id, purpose, account.email).await?;
            if is_new {
                record(cx, "credentials.reset_asked", &account.id, None).await?;
            }
            Ok(Some(link))
        })
    })
    .await
}

/// Sets a new password by a link. Every session ends; a second factor stays.
///
/// # Errors
/// Problems with the password; one problem when the link is not open.
pub async fn reset(
    db: &Db,
    auth: &Auth,
    origin: Origin,
    token: &str,
    password: String,
) -> Result<()> {
    let id = links::read(auth, token, &[LinkPurpose::PasswordReset])?;
    let link = links::get_open(db.read(), &id, db.clock().now()).await?;
    kernel::error::collect(rules::check_password(
        &auth.rules,
        &password,
        &link.sent_to,
        "password",
    ))?;
    let hash = auth.passwords.hash(&Secret::new(password), &mut db.dice()).await?;
    let auth = auth.clone();
    db.in_transaction_for(Actor::Visitor, origin, |cx| {
        Box::pin(async move {
            links::take(cx, &id).await?;
            let account = accounts::find_for_change(&cx.tx, &link.account_id).await?;
            let account = account.filter(|it| it.email == link.sent_to);
            let account = account.ok_or(MailLinkProblem::Over)?;
            sessions::forgive_address(cx, &auth, &account.email).await?;
            set_password(cx, account, hash, None, "credentials.reset").await
        })
    })
    .await
}

/// Changes one's own password. The other sessions end.
///
/// # Errors
/// Problems with either password.
pub async fn change_password(
    db: &Db,
    auth: &Auth,
    request: (Actor, Origin, Option<SessionId>),
    old: String,
    new: String,
) -> Result<()> {
    let (actor, origin, session) = request;
    let account = sessions::prove(db, auth, &actor, &origin, old.clone()).await?;
    if old == new {
        return Err(CredentialProblem::SamePassword.into());
    }
    let problems = rules::check_password(&auth.rules, &new, &account.email, "newPassword");
    kernel::error::collect(problems)?;
    let hash = auth.passwords.hash(&Secret::new(new), &mut db.dice()).await?;
    db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move {
            let account = accounts::find_for_change(&cx.tx, &account.id).await?;
            let account = account.ok_or(Denied::NotFound)?;
            set_password(cx, account, hash, session.as_ref(), "credentials.change_password").await
        })
    })
    .await
}

async fn set_password(
    cx: &mut Cx,
    account: AccountRow,
    hash: String,
    kept: Option<&SessionId>,
    action: &'static str,
) -> Result<()> {
    let id = account.id.clone();
    accounts::update(&cx.tx, AccountRow { password_hash: hash, ..account }).await?;
    sessions::actions::end_all_but(cx, &id, kept).await?;
    links::forget(&cx.tx, &id, &[LinkPurpose::PasswordReset]).await?;
    record(cx, action, &id, None).await?;
    mails::enqueue(cx, About::PasswordChanged(&id)).await
}

/// Asks for another address to sign in with; both addresses get a link. Whether the new one has
/// an account already is told to nobody but its owner.
///
/// # Errors
/// Problems with the password or the form of the address.
pub async fn change_email(
    db: &Db,
    auth: &Auth,
    request: (Actor, Origin),
    password: String,
    new_email: &str,
) -> Result<()> {
    let (actor, origin) = request;
    let new_email = accounts::rules::parse_email(new_email).ok_or(CredentialProblem::EmailForm)?;
    let account = sessions::prove(db, auth, &actor, &origin, password).await?;
    if account.email == new_email {
        return Err(CredentialProblem::SameEmail.into());
    }
    db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move {
            links::forget(&cx.tx, &account.id, &BOTH).await?;
            for purpose in BOTH {
                let to = match purpose {
                    LinkPurpose::EmailNew => new_email.clone(),
                    _ => account.email.clone(),
                };
                let new_email = Some(new_email.clone());
                let link = links::make(cx, &account.id, purpose, to, new_email).await?;
                mails::enqueue(cx, About::Link(&link.id)).await?;
            }
            record(cx, "credentials.email_asked", &account.id, None).await
        })
    })
    .await
}

/// Opens the link of one side; true when both have and the address is changed.
///
/// # Errors
/// One problem when the link is not open, or the new address has an account by now.
pub async fn confirm_email(db: &Db, auth: &Auth, origin: Origin, token: &str) -> Result<bool> {
    let id = links::read(auth, token, &BOTH)?;
    db.in_transaction_for(Actor::Visitor, origin, |cx| {
        Box::pin(async move { confirm(cx, &id).await })
    })
    .await
}

async fn confirm(cx: &mut Cx, id: &MailLinkId) -> Result<bool> {
    let link = links::get_open(&cx.tx, id, cx.now).await?;
    let account = accounts::find_for_change(&cx.tx, &link.account_id).await?;
    let account = account.ok_or(MailLinkProblem::Over)?;
    links::take(cx, id).await?;
    let other = match link.purpose {
        LinkPurpose::EmailNew => LinkPurpose::EmailOld,
        _ => LinkPurpose::EmailNew,
    };
    if !links::is_confirmed(&cx.tx, &link, other).await? {
        return Ok(false);
    }
    let new_email = link.new_email.clone().ok_or(MailLinkProblem::Over)?;
    let old_email = account.email.clone();
    let after = AccountRow { email: new_email, email_confirmed_at: Some(cx.now), ..account };
    accounts::try_update(&cx.tx, after).await.map_err(|error| {
        let constraint = ("accounts_one_per_email", "accounts.email");
        by_constraint(error, constraint.0, constraint.1, MailLinkProblem::Over)
    })?;
    links::forget(&cx.tx, &link.account_id, &[LinkPurpose::PasswordReset]).await?;
    sessions::actions::end_all(cx, &link.account_id).await?;
    let told = Some(json!({ "before": "***", "after": "***" }));
    record(cx, "credentials.change_email", &link.account_id, told).await?;
    mails::enqueue(cx, About::EmailChanged(&link.account_id, &old_email)).await?;
    Ok(true)
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    id: &AccountId,
    after: Option<serde_json::Value>,
) -> Result<()> {
    let subject_id = id.as_str();
    let recorded = Recorded { action, subject_kind: "account", subject_id, before: None, after };
    audit::record(cx, recorded).await
}
