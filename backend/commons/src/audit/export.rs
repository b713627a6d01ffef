//! Taking the log out: CSV for people, JSON lines for programs, batch by batch.

use super::entity::{AuditResult, Model};
use super::store::{self, AuditFilter};
use super::{Recorded, record};
use kernel::{Agent, Cursor, Page, Result};
use platform::Cx;
use platform::Db;
use serde_json::json;

/// How many entries are read at once.
const BATCH: usize = 500;

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma separated values with Chinese headings, with a byte order mark as Excel wants it.
    Csv,
    /// One JSON object a line.
    Lines,
}

impl Form {
    /// What stands before the first entry.
    pub fn head(self) -> &'static str {
        match self {
            Self::Csv => {
                "\u{feff}编号,时间,账号,角色,所代表单位,操作,对象类型,对象,结果,来源地址,来源程序,变更前,变更后,请求编号\r\n"
            }
            Self::Lines => "",
        }
    }

    fn line(self, entry: &Model) -> String {
        match self {
            Self::Csv => csv_line(entry),
            Self::Lines => format!("{}\n", as_json(entry)),
        }
    }
}

/// Writes into the log that it is taken out, and by which questions.
///
/// # Errors
/// A fault when the database fails.
pub async fn announce(cx: &mut Cx, filter: &AuditFilter, form: Form) -> Result<()> {
    let recorded = Recorded {
        action: "audit.export",
        subject_kind: "audit",
        subject_id: match form {
            Form::Csv => "csv",
            Form::Lines => "jsonl",
        },
        before: None,
        after: Some(json!({
            "account": filter.account_id,
            "organisation": filter.organisation_id,
            "action": filter.action,
            "subject": filter.subject_id,
            "from": filter.from,
            "to": filter.to,
            "result": filter.result,
            "address": filter.address,
        })),
    };
    record(cx, recorded).await
}

/// The next entries, newest first, as text, and where to go on; none when there are no more.
///
/// # Errors
/// A fault when the database fails.
pub async fn batch(
    db: &Db,
    filter: &AuditFilter,
    form: Form,
    after: Option<Cursor>,
) -> Result<(String, Option<Cursor>)> {
    let page = Page { first: BATCH, after };
    let slice = store::page(db.read(), filter, &page).await?;
    let text = slice.rows.iter().map(|it| form.line(it)).collect();
    Ok((text, slice.end.filter(|_| slice.has_next)))
}

fn as_json(entry: &Model) -> serde_json::Value {
    json!({
        "id": entry.seq,
        "at": entry.at,
        "account": entry.account_id,
        "role": entry.role,
        "organisation": entry.organisation_id,
        "action": entry.action,
        "subjectKind": entry.subject_kind,
        "subject": entry.subject_id,
        "result": entry.result,
        "address": entry.address,
        "agent": entry.agent,
        "before": entry.before,
        "after": entry.after,
        "requestId": entry.request_id,
    })
}

fn csv_line(entry: &Model) -> String {
    let at = entry.at.with_timezone(&kernel::clock::china_time());
    let text = |value: &Option<serde_json::Value>| {
        value.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let result = match entry.result {
        AuditResult::Done => "已完成",
        AuditResult::Refused => "被拒绝",
    };
    let agent = match entry.agent {
        None | Some(Agent::Unknown) => "",
        Some(Agent::Desktop) => "电脑浏览器",
        Some(Agent::Mobile) => "手机浏览器",
        Some(Agent::Program) => "程序",
    };
    let cells = [
        entry.seq.to_string(),
        at.format("%Y-%m-%d %H:%M:%S%.6f").to_string(),
        entry.account_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        entry.role.clone(),
        entry.organisation_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        entry.action.clone(),
        entry.subject_kind.clone(),
        entry.subject_id.clone(),
        result.to_owned(),
        entry.address.clone().unwrap_or_default(),
        agent.to_owned(),
        text(&entry.before),
        text(&entry.after),
        entry.request_id.clone().unwrap_or_default(),
    ];
    kernel::csv::line(&cells)
}
