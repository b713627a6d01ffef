//! Making, reading and taking links.

use super::entity::{LinkPurpose, Model};
use super::rules::{MailLinkProblem, is_open, name_of, page_of, time_of};
use super::store;
use crate::sessions::Auth;
use chrono::{DateTime, Duration, Utc};
use kernel::Result;
use kernel::id::{AccountId, MailLinkId};
use platform::Cx;
use sea_orm::ConnectionTrait;

pub(crate) use store::{find, forget, is_confirmed};

/// How long whoever asks again is sent the same link: nobody is flooded, and a job that is tried
/// again makes no second one.
const SAME: Duration = Duration::minutes(2);

/// The page a link opens, with what it holds.
pub(crate) fn address_of(auth: &Auth, link: &Model, base: &str) -> String {
    let word = auth.words.links.word(&format!("{} {}", name_of(link.purpose), link.id));
    // Behind the hash: neither our log nor another site's sees it.
    format!("{base}/workspace/{}#{}.{word}", page_of(link.purpose), link.id)
}

/// The id of a token that we made for one of these purposes.
///
/// # Errors
/// One problem for whatever else it is.
pub(crate) fn read(auth: &Auth, token: &str, purposes: &[LinkPurpose]) -> Result<MailLinkId> {
    let parts = token.trim().split_once('.');
    let parts = parts.and_then(|(id, word)| Some((MailLinkId::parse(id).ok()?, word)));
    let ours = parts.filter(|(id, word)| {
        let is_word =
            |it: &LinkPurpose| auth.words.links.is_word(&format!("{} {id}", name_of(*it)), word);
        purposes.iter().any(is_word)
    });
    Ok(ours.map(|(id, _)| id).ok_or(MailLinkProblem::Over)?)
}

/// A new link; `new_email` is the address that is to become the account's.
pub(crate) async fn make(
    cx: &mut Cx,
    account: &AccountId,
    purpose: LinkPurpose,
    sent_to: String,
    new_email: Option<String>,
) -> Result<Model> {
    let link = Model {
        id: MailLinkId::new(cx.now, &mut cx.rng),
        account_id: account.clone(),
        purpose,
        sent_to,
        new_email,
        created_at: cx.now,
        expires_at: cx.now + time_of(purpose),
        used_at: None,
    };
    store::insert(&cx.tx, link.clone()).await?;
    Ok(link)
}

/// The link made a moment ago, or a new one, and whether it is new.
pub(crate) async fn make_once(
    cx: &mut Cx,
    account: &AccountId,
    purpose: LinkPurpose,
    sent_to: String,
) -> Result<(Model, bool)> {
    let open = store::newest_open(&cx.tx, account, purpose, cx.now).await?;
    if let Some(open) = open.filter(|it| cx.now - it.created_at < SAME) {
        return Ok((open, false));
    }
    Ok((make(cx, account, purpose, sent_to, None).await?, true))
}

/// A link that may still be opened; looking does not use it.
pub(crate) async fn get_open(
    db: &impl ConnectionTrait,
    id: &MailLinkId,
    now: DateTime<Utc>,
) -> Result<Model> {
    let found = store::find(db, id).await?.filter(|it| is_open(it, now));
    Ok(found.ok_or(MailLinkProblem::Over)?)
}

/// Uses a link up, once.
pub(crate) async fn take(cx: &Cx, id: &MailLinkId) -> Result<Model> {
    let link = get_open(&cx.tx, id, cx.now).await?;
    if store::use_up(&cx.tx, id, cx.now).await? {
        Ok(link)
    } else {
        Err(MailLinkProblem::Over.into())
    }
}
