//! The mail that tells an asker that there is an answer.

use super::entity::consultation::Model;
use super::store;
use kernel::Result;
use kernel::id::ConsultationId;
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "consultations.mail";

pub(super) async fn enqueue(cx: &mut Cx, row: &Model, about: &str) -> Result<()> {
    let job = jobs::NewJob {
        name: JOB,
        payload: json!({ "consultationId": row.id, "about": about }),
        run_at: cx.now,
        dedupe_key: Some(format!("{JOB}/{}/{about}/{}", row.id, cx.now.timestamp_millis())),
    };
    jobs::enqueue(cx, job).await
}

/// Where a question is followed.
pub(super) fn path_of(row: &Model) -> String {
    format!("/ask/{}", row.id)
}

/// The mail that a job asks for; none when the address is gone.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let text = |key: &str| payload.get(key).and_then(Value::as_str);
    let id = text("consultationId").and_then(|it| ConsultationId::parse(it).ok());
    let Some(id) = id else { return Ok(None) };
    let Some(row) = store::find(db.read(), &id).await? else { return Ok(None) };
    let Some(to) = row.email.clone() else { return Ok(None) };
    let (subject, said) = match text("about") {
        Some("corrected") => {
            ("【绿桥】您看过的答复有更正", "您得到的答复已经更正，请以更正后的为准。")
        }
        _ => ("【绿桥】您的问题已答复", "专家已经答复。"),
    };
    Ok(Some(Mail {
        to,
        subject: subject.to_owned(),
        text: format!(
            "您好：\n\n您问：{}\n\n{said}\n\n查询码 {}，在这里查看：\n\n{base}{}\n\n\
             您的邮箱在答复 60 天后从记录里抹去。如果不是您问的，不需要做任何事。\n\n本邮件由系统发送，请勿直接回复。\n",
            row.question,
            row.id,
            path_of(&row),
        ),
        html: None,
    }))
}
