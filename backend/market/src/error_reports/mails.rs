//! The mail that tells what came of a report.

use super::entity::{Model, ReportState};
use super::store;
use crate::directory;
use kernel::Result;
use kernel::id::ErrorReportId;
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::{Value, json};

/// The job that sends these mails.
pub const JOB: &str = "error_reports.mail";

pub(super) async fn enqueue(cx: &mut Cx, row: &Model) -> Result<()> {
    let job = jobs::NewJob {
        name: JOB,
        payload: json!({ "errorReportId": row.id }),
        run_at: cx.now,
        dedupe_key: Some(format!("{JOB}/{}/{:?}", row.id, row.state)),
    };
    jobs::enqueue(cx, job).await
}

/// Where a receipt is looked up.
pub(super) fn path_of(row: &Model) -> String {
    format!("/reports?receipt={}", row.id)
}

/// What came of it, in a sentence or two.
pub(super) fn outcome(row: &Model) -> String {
    let said = match row.state {
        ReportState::Waiting => "等待处理。",
        ReportState::Mended => "经核实，页面已经更正，谢谢您。",
        ReportState::Unfounded => "经核实，页面所载没有错误，没有改动。",
    };
    let note = row.note.as_deref().map(|it| format!("说明：{it}")).unwrap_or_default();
    format!("{said}{note}")
}

/// The mail that a job asks for; none when the address is gone.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, payload: &Value, base: &str) -> Result<Option<Mail>> {
    let id = payload.get("errorReportId").and_then(Value::as_str);
    let Some(id) = id.and_then(|it| ErrorReportId::parse(it).ok()) else { return Ok(None) };
    let Some(row) = store::find(db.read(), &id).await? else { return Ok(None) };
    let Some(to) = row.email.clone() else { return Ok(None) };
    let provider = directory::find_provider(db.read(), &row.provider_id).await?;
    let name = provider.map(|it| it.name).unwrap_or_default();
    Ok(Some(Mail {
        to,
        subject: "【绿桥】您的报错已处理".to_owned(),
        text: format!(
            "您好：\n\n您报告了 {name} 的页面上“{}”有误。{}\n\n回执号 {}，可以在这里查看：\n\n{base}{}\n\n\
             您的邮箱在 30 天后从记录里抹去。如果不是您报的，不需要做任何事。\n\n本邮件由系统发送，请勿直接回复。\n",
            row.part.name(),
            outcome(&row),
            row.id,
            path_of(&row),
        ),
        html: None,
    }))
}
