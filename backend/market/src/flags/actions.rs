//! The verbs of a finding: note, decide.

use super::entity::finding::{Model, RedFlagState};
use super::entity::night;
use super::rules::{self, FlagSubject, RedFlag};
use super::store;
use chrono::NaiveDate;
use commons::audit::{self, Recorded};
use commons::moderation::FieldDifference;
use commons::moderation::actions::{self as moderation, NewChange};
use kernel::id::RedFlagId;
use kernel::{Denied, NewEvent, RegionCode, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which findings are checked and audited.
pub(super) const SUBJECT: &str = "red_flag";

/// Something a flag has found, as a person is asked about it.
#[derive(Debug, Clone)]
pub(super) struct NewFinding {
    pub(super) flag: RedFlag,
    pub(super) subject: FlagSubject,
    pub(super) subject_id: String,
    pub(super) title: String,
    pub(super) region_code: RegionCode,
    pub(super) value: f64,
    /// Facts for whoever looks: name, value.
    pub(super) facts: Vec<(&'static str, String)>,
}

/// Writes down what a night has found; answers how many tasks are new. Done by the product, once a day.
pub(super) async fn note(
    cx: &mut Cx,
    day: NaiveDate,
    processes: usize,
    findings: Vec<NewFinding>,
) -> Result<usize> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    if store::has_looked_on(&cx.tx, day).await? {
        return Ok(0);
    }
    let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    let found = findings.len();
    let mut new_tasks = 0;
    for finding in findings {
        let same = store::find_same(&cx.tx, finding.flag, finding.subject, &finding.subject_id);
        match same.await? {
            Some(before) => {
                let after = Model { seen_on: day, value: finding.value, ..before };
                store::update(&cx.tx, after).await?;
            }
            None if new_tasks < rules::TASKS_A_NIGHT && !is_retired(cx, finding.flag).await? => {
                ask(cx, day, finding).await?;
                new_tasks += 1;
            }
            None => {}
        }
    }
    let night = night::Model {
        day,
        processes: number(processes),
        findings: number(found),
        new_tasks: number(new_tasks),
        looked_at: cx.now,
    };
    store::insert_night(&cx.tx, night).await?;
    Ok(new_tasks)
}

async fn is_retired(cx: &Cx, flag: RedFlag) -> Result<bool> {
    let count = |state| store::count(&cx.tx, flag, state);
    let confirmed = count(RedFlagState::Confirmed).await?;
    Ok(rules::is_retired(confirmed, count(RedFlagState::Dismissed).await?))
}

/// Puts a finding into the queue of its region.
async fn ask(cx: &mut Cx, day: NaiveDate, new: NewFinding) -> Result<()> {
    let row = Model {
        id: RedFlagId::new(cx.now, &mut cx.rng),
        flag: new.flag,
        subject: new.subject,
        subject_id: new.subject_id,
        title: new.title,
        region_code: new.region_code,
        value: new.value,
        state: RedFlagState::Open,
        found_at: cx.now,
        seen_on: day,
        decided_at: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    let line = |label: &str, after: String| FieldDifference {
        field: label.to_owned(),
        label: label.to_owned(),
        before: None,
        after: Some(after),
    };
    let mut differences = vec![
        line("提示", format!("{} {}", row.flag.code(), row.flag.title())),
        line(row.flag.unit(), rules::shown(row.flag, row.value)),
    ];
    differences.extend(new.facts.into_iter().map(|(label, value)| line(label, value)));
    let count = |state| store::count(&cx.tx, row.flag, state);
    let (right, wrong) =
        (count(RedFlagState::Confirmed).await?, count(RedFlagState::Dismissed).await?);
    if let Some(percent) = rules::precision_percent(right, wrong) {
        let so_far = format!("属实 {right} 次，不属实 {wrong} 次，准确率 {percent}%");
        differences.push(line("这种提示以往", so_far));
    }
    differences.push(line("怎样判断", "通过：属实；退回：不属实".into()));
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: format!("{}：{}", row.flag.title(), row.title),
        region_code: row.region_code.clone(),
        second_region_code: None,
        first_by: None,
        differences,
    };
    moderation::submit(cx, change).await?;
    record(cx, "flags.find", &row).await
}

/// Applies what a moderator has said of a finding; a later look may say otherwise. Done by the product.
pub(super) async fn decide(cx: &mut Cx, id: &RedFlagId, is_right: bool) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let Some(before) = store::find_for_change(&cx.tx, id).await? else { return Ok(()) };
    let state = if is_right { RedFlagState::Confirmed } else { RedFlagState::Dismissed };
    let after = Model { state, decided_at: Some(cx.now), ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, "flags.decide", &after).await
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({ "flag": row.flag.code(), "about": row.subject_id,
            "state": format!("{:?}", row.state) })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of(action, SUBJECT, &row.id)).await
}
