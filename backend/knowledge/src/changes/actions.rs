//! Writes down what happened to a text.

use super::entity::Model;
use super::rules::LawChangeKind;
use super::store;
use crate::policies::entity::law;
use chrono::NaiveDate;
use kernel::id::LawChangeId;
use kernel::{NewEvent, Result};
use platform::Cx;

/// The event of a change that was written down.
pub(crate) const RECORDED: &str = "law_changes.recorded";

/// Writes down what happened to a text, in the transaction of the change.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn record(
    cx: &mut Cx,
    law: &law::Model,
    kind: LawChangeKind,
    day: NaiveDate,
) -> Result<()> {
    let row = Model {
        id: LawChangeId::new(cx.now, &mut cx.rng),
        law_id: law.id.clone(),
        slug: law.slug.clone(),
        kind,
        day,
        at: cx.now,
    };
    let id = row.id.clone();
    store::insert(&cx.tx, row).await?;
    // Those who follow are told by the consumer.
    cx.emit(NewEvent::of(RECORDED, "law_change", &id)).await
}
