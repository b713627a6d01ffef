//! The mail of an invitation. Its token is made when the mail is written, so that no job holds one.

use super::actions;
use kernel::id::InvitationId;
use kernel::{Actor, Result};
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "invitations.mail";

pub(super) async fn enqueue(cx: &mut Cx, id: &InvitationId) -> Result<()> {
    let job = jobs::NewJob {
        name: JOB,
        payload: json!({ "invitationId": id }),
        run_at: cx.now,
        dedupe_key: Some(format!("{JOB}/{id}")),
    };
    jobs::enqueue(cx, job).await
}

/// The mail that a job asks for; none when the invitation is over.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let id = payload.get("invitationId").and_then(Value::as_str);
    let Some(id) = id.and_then(|it| InvitationId::parse(it).ok()) else { return Ok(None) };
    let made = db.in_transaction(Actor::System(JOB), |cx| {
        Box::pin(async move { actions::make_link(cx, &id).await })
    });
    let Some((email, organisation, token)) = made.await? else { return Ok(None) };
    Ok(Some(Mail {
        to: email,
        subject: format!("【绿桥】{organisation} 邀请您加入"),
        text: format!(
            "您好：\n\n{organisation} 邀请您在绿桥加入该单位。请在 7 天内打开下面的链接：\n\n\
             {base}/workspace/accept-invitation#{token}\n\n\
             如果您不认识这家单位，不需要做任何事。\n\n本邮件由系统发送，请勿直接回复。\n"
        ),
        html: None,
    }))
}
