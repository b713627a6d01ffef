//! Reporting an error, and writing down what came of it.

use super::entity::{Model, ReportState, ReportedPart};
use super::rules::{self, ErrorReportProblem};
use super::{mails, store};
use crate::directory;
use commons::audit::{self, Recorded};
use commons::moderation::actions::{self as moderation, NewChange};
use commons::moderation::{FieldDifference, find_of_subject};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::id::{ErrorReportId, ProviderId};
use kernel::{Denied, Problem, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which reports are checked and audited.
pub const SUBJECT: &str = "error_report";

/// What somebody says is wrong.
#[derive(Debug, Clone)]
pub struct NewErrorReport {
    /// On whose page.
    pub provider_id: ProviderId,
    /// Where on it.
    pub part: ReportedPart,
    /// What is wrong.
    pub text: String,
    /// Where to answer.
    pub email: String,
}

/// Puts a report into the queue of the provider's region. Anybody.
///
/// # Errors
/// Not found for a page that is not there; problems with the words, or when too many wait.
pub async fn send(cx: &mut Cx, new: NewErrorReport) -> Result<Model> {
    let provider = directory::find_provider(&cx.tx, &new.provider_id).await?;
    let provider = provider.ok_or(Denied::NotFound)?;
    let account_id = cx.actor.account_id().cloned();
    let typed = rules::check(&new.text, &new.email, account_id.is_some());
    let (text, email) =
        typed.map_err(|it| it.into_iter().map(Problem::from).collect::<Vec<_>>())?;
    let region_code = provider.region_code.clone().ok_or(ErrorReportProblem::NoRegion)?;
    if store::count_waiting(&cx.tx, &provider.id).await? >= rules::MOST_WAITING {
        return Err(ErrorReportProblem::Full.into());
    }
    let row = Model {
        id: ErrorReportId::new(cx.now, &mut cx.rng),
        provider_id: provider.id,
        part: new.part,
        text,
        email,
        account_id,
        reported_at: cx.now,
        state: ReportState::Waiting,
        note: None,
        decided_at: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: format!("报错：{}，{}", provider.name, row.part.name()),
        region_code,
        second_region_code: None,
        first_by: None,
        differences: vec![
            FieldDifference::said("provider", "机构", provider.name.clone()),
            FieldDifference::said("part", "位置", row.part.name()),
            FieldDifference::said("text", "哪里错了", row.text.clone()),
            FieldDifference::said(
                "how",
                "怎样处理",
                "核实后先更正页面，再通过；没有错的退回并说明",
            ),
        ],
    };
    moderation::submit(cx, change).await?;
    record(cx, "error_reports.send", &row).await?;
    Ok(row)
}

/// Writes down what a moderator decided, and tells the reporter. Done by the product.
///
/// # Errors
/// Forbidden for persons.
pub(super) async fn end(cx: &mut Cx, id: &ErrorReportId, state: ReportState) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.state != state) else { return Ok(()) };
    let check = find_of_subject(&cx.tx, id.as_str()).await?;
    let note = check.and_then(|it| it.note);
    let after = Model { state, note, decided_at: Some(cx.now), ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "error_reports.end", &after).await?;
    if after.email.is_some() {
        mails::enqueue(cx, &after).await?;
    }
    let Some(account_id) = after.account_id.clone() else { return Ok(()) };
    let notice = NewNotice {
        account_id,
        kind: NoticeKind::Check,
        title: "报错已处理".into(),
        body: mails::outcome(&after),
        path: mails::path_of(&after),
    };
    notices::tell(cx, notice).await
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({
            "provider": row.provider_id, "part": row.part.name(), "state": format!("{:?}", row.state),
        })),
    };
    audit::record(cx, recorded).await
}
