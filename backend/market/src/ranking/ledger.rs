//! Keeping the ledger in step with what the platform knows. Doing it again changes nothing.

use super::derivation::{Wanted, wanted};
use super::entity::evidence::Model as Evidence;
use super::store::{self, facts, versions};
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::{EvidenceId, ProviderId};
use platform::Cx;
use std::collections::HashMap;

/// Ends derived rows that do not follow any more and adds those that do. Some hundred providers at
/// most.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn derive(cx: &mut Cx, ids: &[ProviderId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let (book, today) = (versions::live_for_change(&cx.tx).await?, cx.today());
    let facts = facts::of(&cx.tx, ids).await?;
    let mut standing: HashMap<Key, Evidence> = store::derived_of(&cx.tx, ids)
        .await?
        .into_iter()
        .map(|it| ((it.provider_id.clone(), it.rule_code.clone(), it.subject.clone()), it))
        .collect();
    let (mut added, mut ended) = (Vec::new(), Vec::new());
    for fact in &facts {
        let id = &fact.provider.id;
        for row in wanted(fact, &book, today) {
            let key = (id.clone(), row.rule_code.to_owned(), row.subject.clone());
            match standing.remove(&key) {
                Some(it) if is_same(&it, &row) => continue,
                Some(it) => ended.push(it.id),
                None => {}
            }
            added.push(entered(cx, id, row, book.version.number, today));
        }
    }
    // What has run out has stopped counting by itself.
    let gone = standing.into_values().filter(|it| it.expires_on.is_none_or(|day| day >= today));
    let gone: Vec<EvidenceId> = gone.map(|it| it.id).collect();
    store::end_all(&cx.tx, &ended, today, "由更新的记录代替").await?;
    store::end_all(&cx.tx, &gone, today, "所依据的资料不再成立").await?;
    store::insert_all(&cx.tx, added).await
}

type Key = (ProviderId, String, String);

/// Whether a row says already what is wanted. The day it is about may move without it counting
/// otherwise.
fn is_same(row: &Evidence, wanted: &Wanted) -> bool {
    (row.times_milli, row.expires_on, &row.note)
        == (wanted.times_milli, wanted.expires_on, &wanted.note)
}

fn entered(
    cx: &mut Cx,
    provider_id: &ProviderId,
    row: Wanted,
    rule_version: i32,
    today: NaiveDate,
) -> Evidence {
    Evidence {
        id: EvidenceId::new(cx.now, &mut cx.rng),
        provider_id: provider_id.clone(),
        rule_code: row.rule_code.to_owned(),
        rule_version,
        subject: row.subject,
        times_milli: row.times_milli,
        note: row.note,
        source: row.source,
        source_url: row.source_url,
        happened_on: row.happened_on,
        effective_from: today,
        expires_on: row.expires_on,
        is_derived: true,
        entered_by: None,
        entered_at: cx.now,
        ended_on: None,
        ended_by: None,
        end_note: None,
    }
}
