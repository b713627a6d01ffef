//! The verbs of notices: tell, mark as read, set, mail.

use super::entity::Model;
use super::mails::{self, Letter};
use super::rules::{self, Delivery, MailState, NoticeKind, NoticeProblem};
use super::{address_entity, setting_entity, store};
use crate::accounts;
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, NoticeId};
use kernel::{Actor, Denied, Result};
use platform::jobs::{self, JobError, NewJob};
use platform::mail::{MailError, Mailer};
use platform::settings::NoticeHours;
use platform::{Cx, Db};
use serde_json::json;

/// The job that mails what waits for one person.
pub const JOB: &str = "notices.mail";
/// How many notices one mail tells; the rest follows with the next.
const IN_ONE_MAIL: u64 = 50;
/// The most notices marked as read at once.
const AT_ONCE: usize = 100;

/// What a person is to be told.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// Who.
    pub account_id: AccountId,
    /// About what kind of thing.
    pub kind: NoticeKind,
    /// One line, without a full stop: 需求已发布.
    pub title: String,
    /// A sentence or a few; nothing that only the workspace may show.
    pub body: String,
    /// Where to look: `/workspace/demands/dem_…`.
    pub path: String,
}

/// Tells a person, in the change that is being made: if it is undone, nobody is told.
///
/// # Errors
/// A fault when the database fails.
pub async fn tell(cx: &mut Cx, new: NewNotice) -> Result<()> {
    let delivery = if new.kind.is_urgent() {
        Delivery::AtOnce
    } else {
        let set = store::find_setting(&cx.tx, &new.account_id, new.kind).await?;
        set.unwrap_or_else(|| new.kind.usual())
    };
    let row = Model {
        id: NoticeId::new(cx.now, &mut cx.rng),
        account_id: new.account_id,
        kind: new.kind,
        title: new.title,
        body: new.body,
        path: new.path,
        created_at: cx.now,
        read_at: None,
        mail: delivery.into(),
        mailed_at: None,
    };
    let account_id = row.account_id.clone();
    store::insert(&cx.tx, row).await?;
    match delivery {
        Delivery::Never => Ok(()),
        Delivery::AtOnce | Delivery::Daily => enqueue(cx, &account_id, When::Now).await,
    }
}

/// When the mails of a person are looked at next.
#[derive(Debug, Clone, Copy)]
enum When {
    Now,
    AfterQuiet(DateTime<Utc>),
    Digest(DateTime<Utc>),
}

async fn enqueue(cx: &mut Cx, account_id: &AccountId, when: When) -> Result<()> {
    let (run_at, what) = match when {
        When::Now => (cx.now, "now"),
        When::AfterQuiet(at) => (at, "quiet"),
        When::Digest(at) => (at, "digest"),
    };
    let job = NewJob {
        name: JOB,
        payload: json!({ "accountId": account_id, "isDigest": matches!(when, When::Digest(_)) }),
        run_at,
        dedupe_key: Some(format!("{JOB}/{what}/{account_id}")),
    };
    jobs::enqueue(cx, job).await
}

/// Mails what waits for a person, or plans when it will be. May run twice: what was sent and not
/// yet written down is sent again.
///
/// # Errors
/// Retry when the mail server or the database is away.
pub async fn mail(
    db: &Db,
    mailer: &Mailer,
    hours: &NoticeHours,
    base: &str,
    job: &serde_json::Value,
) -> std::result::Result<(), JobError> {
    let id = job.get("accountId").and_then(|it| it.as_str());
    let Some(id) = id.and_then(|it| AccountId::parse(it).ok()) else {
        return Err(JobError::GiveUp("payload lacks accountId".into()));
    };
    let is_digest = job.get("isDigest").and_then(serde_json::Value::as_bool).unwrap_or(false);
    let waiting = store::to_mail(db.read(), &id, IN_ONE_MAIL).await?;
    let Some((name, address)) = accounts::address_of(db.read(), &id).await? else { return Ok(()) };
    if waiting.is_empty() {
        return Ok(());
    }
    if store::find_undeliverable(db.read(), &address).await?.is_some() {
        return Ok(done(db, &waiting, MailState::Stopped).await?);
    }
    let now = db.clock().now();
    let (urgent, others): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|it| it.kind.is_urgent());
    let letter = |notices| Letter { name: &name, to: &address, base, notices };
    send(db, mailer, letter(&urgent)).await?;
    if let Some(until) = rules::quiet_until(hours, now).filter(|_| !others.is_empty()) {
        let when = if is_digest { When::Digest(until) } else { When::AfterQuiet(until) };
        return Ok(plan(db, id, when).await?);
    }
    let (at_once, daily): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|it| it.mail == MailState::AtOnce);
    send(db, mailer, letter(&at_once)).await?;
    if is_digest {
        send(db, mailer, letter(&daily)).await
    } else if daily.is_empty() {
        Ok(())
    } else {
        Ok(plan(db, id, When::Digest(rules::next_digest(hours, now))).await?)
    }
}

async fn plan(db: &Db, id: AccountId, when: When) -> Result<()> {
    db.in_transaction(Actor::System(JOB), |cx| {
        Box::pin(async move { enqueue(cx, &id, when).await })
    })
    .await
}

async fn send(db: &Db, mailer: &Mailer, letter: Letter<'_>) -> std::result::Result<(), JobError> {
    let Some(mail) = mails::compose(&letter) else { return Ok(()) };
    match mailer.send(&mail).await {
        Ok(()) => Ok(done(db, letter.notices, MailState::Sent).await?),
        Err(MailError::Temporary(reason)) => Err(JobError::Retry(reason)),
        Err(MailError::Permanent(reason)) => {
            tracing::warn!(reason, "an address takes no mail");
            mark_undeliverable(db, mail.to, reason).await?;
            Ok(done(db, letter.notices, MailState::Stopped).await?)
        }
    }
}

async fn done(db: &Db, notices: &[Model], state: MailState) -> Result<()> {
    let ids: Vec<NoticeId> = notices.iter().map(|it| it.id.clone()).collect();
    db.in_transaction(Actor::System(JOB), |cx| {
        Box::pin(async move { store::set_mail(&cx.tx, &ids, state, cx.now).await })
    })
    .await
}

/// Writes down that a server refused a mail to this address for good; nothing more is sent there
/// until its person says so.
///
/// # Errors
/// A fault when the database fails.
pub async fn mark_undeliverable(db: &Db, address: String, reason: String) -> Result<()> {
    let reason: String = reason.chars().take(300).collect();
    db.in_transaction(Actor::System(JOB), |cx| {
        Box::pin(async move {
            let row = address_entity::Model { address, reason, since: cx.now };
            store::insert_undeliverable(&cx.tx, row).await
        })
    })
    .await
}

/// Marks own notices as read: these, or all; answers how many were unread.
///
/// # Errors
/// [`Denied::BadInput`] for too many at once.
pub async fn mark_read(cx: &mut Cx, ids: Option<Vec<NoticeId>>) -> Result<u64> {
    let account_id = own(cx)?;
    if ids.as_ref().is_some_and(|it| it.len() > AT_ONCE) {
        return Err(Denied::BadInput(format!("noticeIds: at most {AT_ONCE}")).into());
    }
    store::mark_read(&cx.tx, &account_id, ids.as_deref(), cx.now).await
}

/// Sets how kinds are told by mail.
///
/// # Errors
/// A problem for the kind that cannot be switched off.
pub async fn set(cx: &mut Cx, settings: Vec<(NoticeKind, Delivery)>) -> Result<()> {
    let account_id = own(cx)?;
    if settings.iter().any(|(kind, delivery)| kind.is_urgent() && *delivery != Delivery::AtOnce) {
        return Err(NoticeProblem::KindIsFixed.into());
    }
    for (kind, delivery) in settings.into_iter().filter(|(kind, _)| !kind.is_urgent()) {
        let row = setting_entity::Model { account_id: account_id.clone(), kind, delivery };
        store::put_setting(&cx.tx, row).await?;
    }
    Ok(())
}

/// Lets mail go to the own address again, which the person has seen to.
///
/// # Errors
/// A fault when the database fails.
pub async fn retry_address(cx: &mut Cx) -> Result<()> {
    let account_id = own(cx)?;
    let Some((_, address)) = accounts::address_of(&cx.tx, &account_id).await? else {
        return Err(Denied::NotFound.into());
    };
    store::delete_undeliverable(&cx.tx, &address).await
}

fn own(cx: &Cx) -> Result<AccountId> {
    cx.actor.account_id().cloned().ok_or_else(|| Denied::Unauthenticated.into())
}
