//! Writes down what happened to a text.

use super::entity::Model;
use super::rules::LawChangeKind;
use super::store;
use crate::policies::entity::law;
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::LawChangeId;
use platform::Cx;

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
    store::insert(&cx.tx, row).await
}
