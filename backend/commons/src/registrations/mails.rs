//! What people are told about registrations: by mail while they have no account to look into, by
//! notices afterwards. Tokens are made when the mail is written, so that no job and no table holds
//! one.

use super::actions;
use super::entity::Model;
use crate::accounts;
use crate::notices::{self, NewNotice, NoticeKind};
use kernel::id::AccountId;
use kernel::{Actor, Result};
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "registrations.mail";
pub(super) const CONFIRM: &str = "confirm";
pub(super) const TAKEN: &str = "taken";

/// Adds a job that writes to a person, once the change is on disk. One of a kind at a time.
pub(super) async fn enqueue_for(cx: &mut Cx, id: &AccountId, about: &'static str) -> Result<()> {
    let job = jobs::NewJob {
        name: JOB,
        payload: json!({ "accountId": id, "about": about }),
        run_at: cx.now,
        dedupe_key: Some(format!("{JOB}/{about}/{id}")),
    };
    jobs::enqueue(cx, job).await
}

/// How a check of a registration went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Approved,
    Refused,
    Returned,
}

/// Tells whoever sent a registration how its check went on.
pub(super) async fn tell(cx: &mut Cx, row: &Model, verdict: Verdict) -> Result<()> {
    let name = &row.name;
    let (title, body) = match verdict {
        Verdict::Approved => {
            ("注册已通过", format!("“{name}”的注册已通过审核，现在可以办理业务。"))
        }
        Verdict::Refused => (
            "注册没有通过",
            format!("“{name}”的注册没有通过，原因和修改意见见工作台，修改后可以重新提交。"),
        ),
        Verdict::Returned => {
            ("注册需要补正", format!("“{name}”的注册需要补正后再审核，原因和修改意见见工作台。"))
        }
    };
    let notice = NewNotice {
        account_id: row.account_id.clone(),
        kind: NoticeKind::Check,
        title: title.into(),
        body,
        path: "/workspace/registration".into(),
    };
    notices::tell(cx, notice).await
}

/// The mail that a job asks for; none when there is nothing to tell any more.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let text = |key: &str| payload.get(key).and_then(Value::as_str);
    let account_id = text("accountId").and_then(|it| AccountId::parse(it).ok());
    match (text("about"), account_id) {
        (Some(CONFIRM), Some(id)) => confirm(db, id, base).await,
        (Some(TAKEN), Some(id)) => taken(db, &id, base).await,
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
         {base}/workspace/confirm-address#{token}\n\n\
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

fn mail(to: String, name: &str, subject: &str, text: &str) -> Mail {
    Mail {
        to,
        subject: format!("【绿桥】{subject}"),
        text: format!("{name}，您好：\n\n{text}\n\n本邮件由系统发送，请勿直接回复。\n"),
        html: None,
    }
}
