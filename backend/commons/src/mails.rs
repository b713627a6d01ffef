//! Mails about a person's own account: sent at once, whatever the person has set, since they
//! tell the owner that somebody acts as them.
//!
//! The job carries ids only; what a link holds is made when the mail is written.

use crate::accounts;
use crate::credentials;
use crate::factors::Change;
use crate::mail_links::{LinkPurpose, LinkRow, actions as links};
use crate::registrations;
use crate::sessions::{self, Auth};
use chrono::{DateTime, FixedOffset, Utc};
use kernel::Result;
use kernel::id::{AccountId, MailLinkId, SessionId};
use platform::jobs::{self, NewJob};
use platform::mail::Mail;
use platform::{Cx, Db};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "accounts.mail";

/// What a person is told.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// A sign-in on a device that the account does not know.
    NewDevice(&'a SessionId),
    /// Somebody asked for a new password at this address.
    ResetAsked(&'a str),
    /// Somebody registered with this address and has to show that they read it.
    AddressToConfirm(&'a AccountId),
    /// Somebody registered with an address that has an account.
    AddressTaken(&'a AccountId),
    /// A link to confirm a new address.
    Link(&'a MailLinkId),
    /// The password is new.
    PasswordChanged(&'a AccountId),
    /// A second factor has changed.
    Factor(&'a AccountId, &'static str),
    /// The security administrator ended every session.
    SessionsEnded(&'a AccountId),
    /// The address is new; told to the old one.
    EmailChanged(&'a AccountId, &'a str),
}

impl About<'_> {
    fn payload(self) -> Value {
        match self {
            Self::NewDevice(id) => json!({ "about": "new_device", "id": id }),
            Self::ResetAsked(email) => json!({ "about": "reset_asked", "email": email }),
            Self::AddressToConfirm(id) => json!({ "about": "address_to_confirm", "id": id }),
            Self::AddressTaken(id) => json!({ "about": "address_taken", "id": id }),
            Self::Link(id) => json!({ "about": "link", "id": id }),
            Self::PasswordChanged(id) => json!({ "about": "password_changed", "id": id }),
            Self::SessionsEnded(id) => json!({ "about": "sessions_ended", "id": id }),
            Self::Factor(id, change) => json!({ "about": "factor", "id": id, "change": change }),
            Self::EmailChanged(id, old) => {
                json!({ "about": "email_changed", "id": id, "email": old })
            }
        }
    }
}

/// Adds a job that tells the person, once the change is on disk.
///
/// # Errors
/// A fault when the database fails.
pub async fn enqueue(cx: &mut Cx, about: About<'_>) -> Result<()> {
    let payload = about.payload();
    jobs::enqueue(cx, NewJob { name: JOB, payload, run_at: cx.now, dedupe_key: None }).await
}

/// As [`enqueue`], but while one under the same key waits, no other is added.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn enqueue_once(cx: &mut Cx, about: About<'_>, key: String) -> Result<()> {
    let payload = about.payload();
    jobs::enqueue(cx, NewJob { name: JOB, payload, run_at: cx.now, dedupe_key: Some(key) }).await
}

/// As [`enqueue_once`], one of a kind for an account.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn enqueue_for(cx: &mut Cx, about: About<'_>, id: &AccountId) -> Result<()> {
    let kind = about.payload()["about"].as_str().unwrap_or_default().to_owned();
    enqueue_once(cx, about, format!("{JOB}/{kind}/{id}")).await
}

/// The mail of a job; none when what it is about is gone.
///
/// # Errors
/// A fault when the database fails.
pub async fn compose(db: &Db, auth: &Auth, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let text = |key: &str| payload.get(key).and_then(Value::as_str).unwrap_or_default();
    let account = || AccountId::parse(text("id")).ok();
    match text("about") {
        "new_device" => match SessionId::parse(text("id")) {
            Ok(id) => new_device(db, &id, base).await,
            Err(_) => Ok(None),
        },
        "reset_asked" => {
            let link = credentials::actions::open_reset(db, text("email").to_owned()).await?;
            linked(db, auth, link, base).await
        }
        "address_to_confirm" => match account() {
            Some(id) => linked(db, auth, registrations::open_link(db, id).await?, base).await,
            None => Ok(None),
        },
        "address_taken" => match account() {
            Some(id) => {
                let text = format!(
                    "刚才有人用这个邮箱在绿桥注册，但这个邮箱已有账号，没有新建账号，原账号也没有变化。\n\n\
                     如果是您本人，请直接登录：{base}/workspace/sign-in\n\n\
                     如果不是您本人，不需要做任何事。"
                );
                to_account(db, &id, "这个邮箱已有账号", &text).await
            }
            None => Ok(None),
        },
        "link" => match MailLinkId::parse(text("id")) {
            Ok(id) => linked(db, auth, links::find(db.read(), &id).await?, base).await,
            Err(_) => Ok(None),
        },
        "password_changed" => match account() {
            Some(id) => {
                let text = format!(
                    "您的账号密码已经修改，其他设备上的登录已全部退出。\n\n如果不是您本人操作，\
                     请立即用“忘记密码”重新设置：\n{base}/workspace/forgot-password"
                );
                to_account(db, &id, "密码已修改", &text).await
            }
            None => Ok(None),
        },
        "sessions_ended" => match account() {
            Some(id) => {
                let text = format!(
                    "安全管理员已结束您账号的全部登录，请重新登录。\n\n如果怀疑有人冒用您的账号，\
                     请用“忘记密码”重新设置：\n{base}/workspace/forgot-password"
                );
                to_account(db, &id, "您的登录已全部结束", &text).await
            }
            None => Ok(None),
        },
        "factor" => match (account(), Change::of(text("change"))) {
            (Some(id), Some(change)) => {
                let text = format!(
                    "{}\n\n如果不是您本人操作，请立即修改密码，并联系平台运营单位。\n\
                     账号安全设置：{base}/workspace/security",
                    change.sentence()
                );
                to_account(db, &id, "账号安全设置有变化", &text).await
            }
            _ => Ok(None),
        },
        "email_changed" => match account() {
            Some(id) => email_changed(db, &id, text("email")).await,
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

async fn linked(db: &Db, auth: &Auth, link: Option<LinkRow>, base: &str) -> Result<Option<Mail>> {
    let Some(link) = link else { return Ok(None) };
    let Some(account) = accounts::find(db.read(), &link.account_id).await? else {
        return Ok(None);
    };
    let address = links::address_of(auth, &link, base);
    let (subject, text) = match link.purpose {
        LinkPurpose::PasswordReset => (
            "重新设置密码",
            format!(
                "有人申请重新设置您的密码。请在 30 分钟内打开下面的链接，只能使用一次：\n\n{address}\n\n\
                 如果不是您本人申请，请忽略本邮件，密码不会改变。"
            ),
        ),
        LinkPurpose::Registration => (
            "请确认邮箱",
            format!(
                "有人用这个邮箱在绿桥注册了账号。请在 48 小时内打开下面的链接确认邮箱，确认后所在地区的协会开始审核：\n\n\
                 {address}\n\n\
                 如果不是您本人注册，请不要打开链接，这个账号不会生效。"
            ),
        ),
        LinkPurpose::EmailOld => (
            "确认更换登录邮箱",
            format!(
                "您的账号申请把登录邮箱换成另一个地址。如果是您本人，请在 24 小时内打开链接确认：\n\n{address}\n\n\
                 新旧两个邮箱都确认后才会更换。如果不是您本人，请不要打开链接，并立即修改密码。"
            ),
        ),
        LinkPurpose::EmailNew if accounts::exists(db.read(), &link.sent_to).await? => (
            "这个邮箱已有账号",
            "有人申请把另一个账号的登录邮箱换成这个地址，但这个邮箱已经有账号，没有更换。\n\n\
             如果是您本人，请直接用这个邮箱登录。"
                .to_owned(),
        ),
        LinkPurpose::EmailNew => (
            "确认新的登录邮箱",
            format!(
                "您申请把这个地址作为登录邮箱。请在 24 小时内打开链接确认：\n\n{address}\n\n\
                 新旧两个邮箱都确认后才会更换。如果不是您本人申请，请忽略本邮件。"
            ),
        ),
    };
    Ok(Some(letter(&account.display_name, link.sent_to, subject, &text)))
}

async fn email_changed(db: &Db, id: &AccountId, old: &str) -> Result<Option<Mail>> {
    let found = accounts::address_of(db.read(), id).await?;
    let text = "您的账号已经更换登录邮箱，这个地址不再用于登录，所有设备上的登录已退出。\n\n\
                如果不是您本人操作，请立即联系平台运营单位。";
    Ok(found.map(|(name, _)| letter(&name, old.to_owned(), "登录邮箱已更换", text)))
}

async fn new_device(db: &Db, id: &SessionId, base: &str) -> Result<Option<Mail>> {
    let Some(session) = sessions::device_of(db.read(), id).await? else { return Ok(None) };
    let place = session.address.as_deref().unwrap_or("未知");
    let text = format!(
        "您的账号在一台新设备上登录：\n\n设备：{}\n网络地址：{place}\n时间：{}\n\n\
         如果是您本人，不必处理。如果不是，请立即到“账号安全”结束这个会话，并修改密码：\n\
         {base}/workspace/security",
        session.device,
        moment(session.began_at),
    );
    to_account(db, &session.account_id, "账号在新设备上登录", &text).await
}

/// A mail to the address of an account.
async fn to_account(db: &Db, id: &AccountId, subject: &str, text: &str) -> Result<Option<Mail>> {
    let found = accounts::address_of(db.read(), id).await?;
    Ok(found.map(|(name, to)| letter(&name, to, subject, text)))
}

fn letter(name: &str, to: String, subject: &str, text: &str) -> Mail {
    Mail {
        to,
        subject: format!("【绿桥】{subject}"),
        text: format!("{name}，您好：\n\n{text}\n\n本邮件由系统发送，请勿直接回复。\n"),
        html: None,
    }
}

/// A moment as people in China read it.
fn moment(at: DateTime<Utc>) -> String {
    let china = FixedOffset::east_opt(8 * 3600).expect("eight hours east");
    at.with_timezone(&china).format("%Y年%-m月%-d日 %H:%M（北京时间）").to_string()
}
