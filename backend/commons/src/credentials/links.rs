//! Links in mails: `lnk_….word`, where the word is made from the id and the purpose with the key
//! of the installation. The database holds nothing that opens one.

use super::entity::{LinkPurpose, Model};
use super::store;
use crate::sessions::Auth;
use chrono::Duration;
use kernel::Result;
use kernel::id::{AccountId, MailLinkId};
use platform::Cx;
use sea_orm::ConnectionTrait;

/// How long a link to a new password holds.
pub(super) const RESET_TIME: Duration = Duration::minutes(30);
/// How long the links of a new address hold.
pub(super) const EMAIL_TIME: Duration = Duration::hours(24);

/// The text of a purpose, for the word.
fn name_of(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::PasswordReset => "password reset",
        LinkPurpose::EmailOld => "email old",
        LinkPurpose::EmailNew => "email new",
    }
}

/// The page a link opens, with what it holds.
pub(crate) fn address_of(auth: &Auth, link: &Model, base: &str) -> String {
    let page = match link.purpose {
        LinkPurpose::PasswordReset => "password-reset",
        LinkPurpose::EmailOld | LinkPurpose::EmailNew => "email-change",
    };
    // Behind the hash: neither our log nor another site's sees it.
    format!("{base}/workspace/{page}#{}", token_of(auth, &link.id, link.purpose))
}

fn token_of(auth: &Auth, id: &MailLinkId, purpose: LinkPurpose) -> String {
    format!("{id}.{}", auth.words.links.word(&format!("{} {id}", name_of(purpose))))
}

/// The id of a token that we made for one of these purposes.
pub(super) fn read(auth: &Auth, token: &str, purposes: &[LinkPurpose]) -> Option<MailLinkId> {
    let (id, _) = token.split_once('.')?;
    let id = MailLinkId::parse(id).ok()?;
    let is_ours = purposes.iter().any(|it| {
        let text = format!("{} {id}", name_of(*it));
        auth.words.links.is_word(&text, &token[id.as_str().len() + 1..])
    });
    is_ours.then_some(id)
}

/// A link, whoever asks: for the job that mails it.
pub(crate) async fn find(db: &impl ConnectionTrait, id: &MailLinkId) -> Result<Option<Model>> {
    store::find(db, id).await
}

/// A new link.
pub(super) fn new(
    cx: &mut Cx,
    account: &AccountId,
    purpose: LinkPurpose,
    sent_to: String,
    new_email: Option<String>,
) -> Model {
    let time = if purpose == LinkPurpose::PasswordReset { RESET_TIME } else { EMAIL_TIME };
    Model {
        id: MailLinkId::new(cx.now, &mut cx.rng),
        account_id: account.clone(),
        purpose,
        sent_to,
        new_email,
        created_at: cx.now,
        expires_at: cx.now + time,
        used_at: None,
    }
}
