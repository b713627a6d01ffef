//! Entering evidence, and taking it out of the ledger.

use super::access;
use super::entity::evidence::Model;
use super::rules::{self, RankingProblem};
use super::store::{self, versions};
use crate::directory::{self, ProviderRow};
use chrono::NaiveDate;
use commons::audit::{self, Recorded};
use kernel::id::{EvidenceId, ProviderId};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, OrganisationKind, Problem, RegionCode, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which evidence is audited.
pub const SUBJECT: &str = "evidence";

/// A row as a regulator or moderator types it.
#[derive(Debug, Clone)]
pub struct TypedEvidence {
    /// About whom.
    pub provider_id: ProviderId,
    /// Under which rule.
    pub rule_code: String,
    /// How many times the points of the rule: 1 to 20.
    pub times: i32,
    /// The number of the decision.
    pub subject: String,
    /// What it says.
    pub note: Option<String>,
    /// Authority and document.
    pub source: String,
    /// Where to read it.
    pub source_url: Option<String>,
    /// The day of the decision.
    pub happened_on: NaiveDate,
}

/// Enters a row; it counts from today. Moderators of the region, and its regulators.
///
/// # Errors
/// Not found for others; problems with the fields, and when it is there already.
pub async fn record(cx: &mut Cx, typed: TypedEvidence) -> Result<Model> {
    let provider = get_supervised(cx, &typed.provider_id).await?;
    let book = versions::live(&cx.tx).await?;
    let rule = book.rules.get(&typed.rule_code).filter(|it| it.is_entered);
    let mut problems: Vec<Problem> =
        check(&typed, cx.today()).into_iter().map(Into::into).collect();
    let expires_on = rule.and_then(|it| rules::expiry(typed.happened_on, it.months));
    if rule.is_none() {
        problems.push(RankingProblem::RuleUnknown.into());
    } else if expires_on.is_some_and(|it| it < cx.today()) {
        problems.push(RankingProblem::AlreadyExpired.into());
    }
    kernel::error::collect(problems)?;
    let row = Model {
        id: EvidenceId::new(cx.now, &mut cx.rng),
        provider_id: provider.id,
        rule_code: typed.rule_code,
        rule_version: book.version.number,
        subject: typed.subject.trim().to_owned(),
        times_milli: i64::from(typed.times) * 1_000,
        note: filled(typed.note),
        source: typed.source.trim().to_owned(),
        source_url: filled(typed.source_url),
        happened_on: typed.happened_on,
        effective_from: cx.today(),
        expires_on,
        is_derived: false,
        entered_by: cx.actor.account_id().cloned(),
        entered_at: cx.now,
        ended_on: None,
        ended_by: None,
        end_note: None,
    };
    store::insert(&cx.tx, row.clone()).await?;
    tell_of(cx, "ranking.record", &row).await?;
    Ok(row)
}

/// Takes an entered row out of the ledger, because it was wrong or the decision was withdrawn; it
/// stays readable. Moderators of the region, and its regulators.
///
/// # Errors
/// Not found for others; problems when it is derived, has ended, or nothing is said.
pub async fn withdraw(cx: &mut Cx, id: &EvidenceId, note: &str) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let row = found.ok_or(Denied::NotFound)?;
    get_supervised(cx, &row.provider_id).await?;
    let mut problems: Vec<Problem> = Vec::new();
    if row.is_derived {
        problems.push(RankingProblem::NotEntered.into());
    } else if row.ended_on.is_some() {
        problems.push(RankingProblem::AlreadyEnded.into());
    }
    if !is_long(note, 4..=500) {
        problems.push(RankingProblem::NoteLength.into());
    }
    kernel::error::collect(problems)?;
    end(cx, "ranking.withdraw", row, note).await
}

/// Ends a row today.
pub(super) async fn end(
    cx: &mut Cx,
    action: &'static str,
    row: Model,
    note: &str,
) -> Result<Model> {
    let after = Model {
        ended_on: Some(cx.today()),
        ended_by: cx.actor.account_id().cloned(),
        end_note: Some(note.trim().to_owned()),
        ..row
    };
    store::end(&cx.tx, after.clone()).await?;
    tell_of(cx, action, &after).await?;
    Ok(after)
}

/// Writes down that the ledger of a provider has changed, and lets it be scored.
pub(super) async fn tell_of(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({
            "provider": row.provider_id, "rule": row.rule_code, "version": row.rule_version,
            "timesMilli": row.times_milli, "subject": row.subject, "happenedOn": row.happened_on,
            "expiresOn": row.expires_on, "endedOn": row.ended_on, "endNote": row.end_note,
        })),
    };
    audit::record(cx, recorded).await?;
    cx.emit(NewEvent::of("ranking.evidence_changed", "provider", &row.provider_id)).await
}

fn check(typed: &TypedEvidence, today: NaiveDate) -> Vec<RankingProblem> {
    use RankingProblem as P;
    let is_address = |it: &str| {
        (it.starts_with("https://") || it.starts_with("http://")) && it.chars().count() <= 500
    };
    let has_wrong_note = filled(typed.note.clone()).is_some_and(|it| !is_long(&it, 4..=500));
    let has_wrong_url = filled(typed.source_url.clone()).is_some_and(|it| !is_address(&it));
    let wrong = [
        (!(1..=20).contains(&typed.times), P::TimesRange),
        (!is_long(&typed.subject, 2..=100), P::SubjectLength),
        (!is_long(&typed.source, 2..=200), P::SourceLength),
        (has_wrong_url, P::SourceUrlForm),
        (has_wrong_note, P::NoteLength),
        (typed.happened_on > today, P::HappenedLater),
    ];
    wrong.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

/// A provider in the reach of the actor.
async fn get_supervised(cx: &Cx, id: &ProviderId) -> Result<ProviderRow> {
    let found = directory::find_provider(&cx.tx, id).await?.ok_or(Denied::NotFound)?;
    let region = regulated(cx).await?;
    if access::may_enter(&cx.actor, &found, region.as_ref()) {
        Ok(found)
    } else {
        Err(Denied::NotFound.into())
    }
}

/// The region of the regulator that is acted for.
async fn regulated(cx: &Cx) -> Result<Option<RegionCode>> {
    let Some(own) = cx.actor.organisation_id() else { return Ok(None) };
    if !cx.actor.acts_for(OrganisationKind::Regulator) {
        return Ok(None);
    }
    let found = commons::organisations::find(&cx.tx, own).await?;
    Ok(found.and_then(|it| it.region_code))
}
