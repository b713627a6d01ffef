//! What people are told by mail about registrations. Tokens are made when the mail is written, so
//! that no job and no table holds one.

use super::{actions, store};
use crate::accounts;
use kernel::id::{AccountId, RegistrationId};
use kernel::{Actor, Result};
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "registrations.mail";
pub(super) const CONFIRM: &str = "confirm";
pub(super) const TAKEN: &str = "taken";
pub(super) const APPROVED: &str = "approved";
pub(super) const REFUSED: &str = "refused";

/// Adds a job that writes to a person, once the change is on disk. One of a kind at a time.
pub(super) async fn enqueue_for(cx: &mut Cx, id: &AccountId, about: &'static str) -> Result<()> {
    let payload = json!({ "accountId": id, "about": about });
    enqueue(cx, payload, format!("{JOB}/{about}/{id}")).await
}

/// Adds a job that tells how a registration was decided.
pub(super) async fn enqueue_about(
    cx: &mut Cx,
    id: &RegistrationId,
    about: &'static str,
) -> Result<()> {
    let payload = json!({ "registrationId": id, "about": about });
    enqueue(cx, payload, format!("{JOB}/{about}/{id}")).await
}

async fn enqueue(cx: &mut Cx, payload: Value, key: String) -> Result<()> {
    let job = jobs::NewJob { name: JOB, payload, run_at: cx.now, dedupe_key: Some(key) };
    jobs::enqueue(cx, job).await
}

/// The mail that a job asks for; none when there is nothing to tell any more.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let text = |key: &str| payload.get(key).and_then(Value::as_str);
    let account_id = text("accountId").and_then(|it| AccountId::parse(it).ok());
    let registration_id = text("registrationId").and_then(|it| RegistrationId::parse(it).ok());
    match (text("about"), account_id, registration_id) {
        (Some(CONFIRM), Some(id), _) => confirm(db, id, base).await,
        (Some(TAKEN), Some(id), _) => taken(db, &id, base).await,
        (Some(what), _, Some(id)) => decided(db, &id, what, base).await,
        _ => Ok(None),
    }
}

async fn confirm(db: &Db, id: AccountId, base: &str) -> Result<Option<Mail>> {
    let made = db.in_transaction(Actor::System(JOB), |cx| {
        Box::pin(async move { actions::make_link(cx, &id).await })
    });
    let Some((account, token)) = made.await? else { return Ok(None) };
    let text = format!(
        "有人用这个邮箱在绿桥注册了账号。请在 48 小时内打开下面的链接确认邮箱，确认后所在地区的协会开始审核：\n\n\
         {base}/workspace/confirm-address?token={token}\n\n\
         如果不是您本人注册，请不要打开链接，这个账号不会生效。"
    );
    Ok(Some(mail(account.email, &account.display_name, "请确认邮箱", &text)))
}

async fn taken(db: &Db, id: &AccountId, base: &str) -> Result<Option<Mail>> {
    let Some((name, to)) = accounts::address_of(db.read(), id).await? else { return Ok(None) };
    let text = format!(
        "刚才有人用这个邮箱在绿桥注册，但这个邮箱已有账号，没有新建账号，原账号也没有变化。\n\n\
         如果是您本人，请直接登录：{base}/workspace/sign-in\n\n\
         如果不是您本人，不需要做任何事。"
    );
    Ok(Some(mail(to, &name, "这个邮箱已有账号", &text)))
}

async fn decided(db: &Db, id: &RegistrationId, what: &str, base: &str) -> Result<Option<Mail>> {
    let Some(row) = store::find(db.read(), id).await? else { return Ok(None) };
    let found = accounts::address_of(db.read(), &row.account_id).await?;
    let Some((name, to)) = found else { return Ok(None) };
    let link = format!("{base}/workspace/registration");
    let (subject, text) = if what == APPROVED {
        (
            "注册已通过",
            format!("“{}”的注册已通过审核，现在可以办理业务。\n\n查看：{link}", row.name),
        )
    } else {
        let text = format!(
            "“{}”的注册没有通过，原因和修改意见见工作台，修改后可以重新提交。\n\n查看：{link}",
            row.name
        );
        ("注册没有通过", text)
    };
    Ok(Some(mail(to, &name, subject, &text)))
}

fn mail(to: String, name: &str, subject: &str, text: &str) -> Mail {
    Mail {
        to,
        subject: format!("【绿桥】{subject}"),
        text: format!("{name}，您好：\n\n{text}\n\n本邮件由系统发送，请勿直接回复。\n"),
        html: None,
    }
}
