//! Penalties of public lists (行政处罚公示): each is entered into the ledger of the provider it is about.

use super::actions::tell_of;
use super::entity::evidence::Model;
use super::rules::{self, penalty};
use super::store::{self, versions};
use crate::directory;
use chrono::NaiveDate;
use commons::organisations::actions::{Known, recognise_listed};
use commons::{Conflict, RecordOutcome};
use kernel::id::{EvidenceId, OrganisationId};
use kernel::text::clip;
use kernel::{Denied, Result};
use platform::Cx;

/// A penalty as a list names it.
#[derive(Debug, Clone)]
pub struct NewPenalty {
    /// 行政相对人名称.
    pub name: String,
    /// Its credit code; null where the list has none.
    pub credit_code: Option<String>,
    /// The organisation that has said that the row is about it.
    pub is_about: Option<OrganisationId>,
    /// 决定书文号.
    pub number: String,
    /// 处罚类别, as given.
    pub category: String,
    /// 违法事实, as given.
    pub fact: Option<String>,
    /// The fine in 万元, as given.
    pub fine: Option<String>,
    /// 处罚机关.
    pub authority: String,
    /// 处罚决定日期.
    pub decided_on: NaiveDate,
    /// What the list calls itself.
    pub source: String,
}

/// Enters a penalty; it counts from today. Who is no provider here, and what is over by now, is passed over. The same row twice changes nothing.
///
/// # Errors
/// A sentence for a category no rule is about; a fault when the database fails.
pub async fn record_penalty(cx: &mut Cx, new: NewPenalty) -> Result<RecordOutcome> {
    let names = (new.name.as_str(), new.credit_code.as_deref());
    let (id, conflict): (OrganisationId, Option<Conflict>) =
        match recognise_listed(cx, names, new.is_about.as_ref()).await? {
            Known::No => return Ok(RecordOutcome::Passed),
            Known::As(row) => (row.id, None),
            Known::Otherwise(it) => match it.with.clone() {
                Some(id) => (id, Some(it)),
                None => return Ok(RecordOutcome::Passed),
            },
        };
    let Some(provider) = directory::find_by_organisation(&cx.tx, &id).await? else {
        return Ok(RecordOutcome::Passed);
    };
    if let Some(conflict) = conflict {
        return Ok(RecordOutcome::Conflict(conflict));
    }
    let book = versions::live(&cx.tx).await?;
    let rule = penalty::rule_of(&new.category).and_then(|it| book.rules.get(it));
    let rule = rule
        .ok_or_else(|| Denied::BadInput(format!("处罚类别“{}”没有对应的排名规则", new.category)))?;
    let expires_on = rules::expiry(new.decided_on, rule.months);
    if expires_on.is_some_and(|it| it < cx.today()) {
        return Ok(RecordOutcome::Passed);
    }
    if store::is_entered(&cx.tx, &provider.id, &rule.code, &new.number).await? {
        return Ok(RecordOutcome::Unchanged);
    }
    let row = Model {
        id: EvidenceId::new(cx.now, &mut cx.rng),
        provider_id: provider.id,
        rule_code: rule.code.clone(),
        rule_version: book.version.number,
        times_milli: 1_000,
        note: note_of(&new),
        source: clip(&format!("{}（{}）", new.authority, new.source), 200),
        source_url: None,
        happened_on: new.decided_on,
        effective_from: cx.today(),
        expires_on,
        is_derived: false,
        entered_by: None,
        entered_at: cx.now,
        ended_on: None,
        ended_by: None,
        end_note: None,
        subject: new.number,
    };
    store::insert(&cx.tx, row.clone()).await?;
    tell_of(cx, "ranking.record", &row).await?;
    Ok(RecordOutcome::New)
}

/// What was done wrong and what it cost, as the list says it.
fn note_of(new: &NewPenalty) -> Option<String> {
    let fine = new.fine.as_ref().map(|it| format!("罚款 {it} 万元"));
    let parts: Vec<String> = [new.fact.clone(), fine]
        .into_iter()
        .flatten()
        .filter(|it| it.chars().count() > 1)
        .collect();
    (!parts.is_empty()).then(|| clip(&parts.join("；"), 500))
}
