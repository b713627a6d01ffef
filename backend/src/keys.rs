//! 更换密钥: every sealed column of the product, and the rotation of their keys.

use crate::app::App;
use commons::audit::{self, Recorded};
use kernel::{Actor, Result};
use platform::vault::{self, Rotation, SealedColumn};
use serde_json::json;

/// Every column whose texts are sealed. A guard holds the list against the tables.
pub fn sealed_columns() -> Vec<SealedColumn> {
    [commons::SEALED, market::envelopes::SEALED].concat()
}

/// Makes a new key, seals everything anew with it, and writes that into the log.
///
/// # Errors
/// A fault when the keys or the database cannot be read or written.
pub async fn rotate(app: &App) -> Result<Rotation> {
    let done = vault::rotate(app.db(), &sealed_columns()).await?;
    let told = json!({
        "isNew": done.is_new,
        "resealed": done.resealed,
        "unreadable": done.unreadable.len(),
        "dropped": done.dropped,
    });
    let key = done.key.clone();
    app.db()
        .in_transaction(Actor::System("keys.rotate"), |cx| {
            Box::pin(async move {
                let recorded = Recorded {
                    action: "keys.rotate",
                    subject_kind: "key",
                    subject_id: &key,
                    before: None,
                    after: Some(told),
                };
                audit::record(cx, recorded).await
            })
        })
        .await?;
    Ok(done)
}
