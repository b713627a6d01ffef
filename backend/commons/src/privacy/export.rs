//! Everything that is kept about one person, as one JSON document (个人信息保护法 45).

use super::tables::PersonalTable;
use super::{actions, store};
use kernel::Result;
use kernel::id::AccountId;
use platform::Db;
use serde_json::{Value, json};

/// The most rows of one table that are handed out; who has more is helped by hand (配置值).
const ROWS: u64 = 10_000;

/// The document. Rows beyond the limit of a table are left out, and it says so.
///
/// # Errors
/// A fault when the database fails, or the telephone number does not open.
pub async fn document(db: &Db, tables: &[PersonalTable], id: &AccountId) -> Result<Value> {
    let mut parts = Vec::with_capacity(tables.len());
    for table in tables {
        let rows = store::rows_about(db.read(), table, id, ROWS).await?;
        parts.push(json!({
            "name": table.name,
            "table": table.table,
            "purpose": table.purpose,
            "legalBasis": table.basis,
            "retention": table.kept,
            "isComplete": (rows.len() as u64) < ROWS,
            "rows": rows,
        }));
    }
    Ok(json!({
        "product": "绿桥",
        "madeAt": db.clock().now(),
        "account": id,
        "phone": actions::phone_of(db, id).await?,
        "kept": parts,
    }))
}
