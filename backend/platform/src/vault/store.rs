//! The SQL of a rotation: rows whose text was sealed with another key. Names of tables and columns
//! are constants of ours.

use kernel::{Actor, Result};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::{Place, SealedColumn, prefix};
use crate::Db;

/// How many rows are sealed anew in one transaction.
const BATCH: u64 = 200;

/// How far a column has been sealed anew.
#[derive(Debug, Default)]
pub(super) struct Resealed {
    pub(super) resealed: u64,
    pub(super) unreadable: Vec<String>,
}

/// Whether any row waits for this key.
pub(super) async fn needs_sealing(db: &Db, columns: &[SealedColumn], key: &str) -> Result<bool> {
    any(db, columns, "NOT LIKE", key).await
}

/// Whether any row is sealed with this key.
pub(super) async fn is_used(db: &Db, columns: &[SealedColumn], key: &str) -> Result<bool> {
    any(db, columns, "LIKE", key).await
}

async fn any(db: &Db, columns: &[SealedColumn], like: &str, key: &str) -> Result<bool> {
    for SealedColumn { table, column, .. } in columns {
        let parameter = if db.backend() == DbBackend::Postgres { "$1" } else { "?" };
        let sql = format!("SELECT 1 FROM {table} WHERE {column} {like} {parameter} LIMIT 1");
        let values = [format!("{}%", prefix(key)).into()];
        let statement = Statement::from_sql_and_values(db.backend(), sql, values);
        if db.read().query_one_raw(statement).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Seals every row of a column anew that is not sealed with this key, batch by batch.
pub(super) async fn reseal(db: &Db, column: SealedColumn, key: &str) -> Result<Resealed> {
    let mut done = Resealed::default();
    let mut after = String::new();
    loop {
        let (key, from) = (key.to_owned(), after.clone());
        let batch = db.in_transaction(Actor::System("keys.rotate"), move |cx| {
            Box::pin(async move { reseal_batch(cx, column, &key, &from).await })
        });
        let (last, batch) = batch.await?;
        done.resealed += batch.resealed;
        done.unreadable.extend(batch.unreadable);
        match last {
            Some(last) => after = last,
            None => return Ok(done),
        }
    }
}

async fn reseal_batch(
    cx: &crate::Cx,
    column: SealedColumn,
    key: &str,
    after: &str,
) -> Result<(Option<String>, Resealed)> {
    let SealedColumn { table, column: name, id } = column;
    let backend = cx.tx.get_database_backend();
    let (select, update) = match backend {
        DbBackend::Postgres => (
            format!(
                "SELECT {id}, {name} FROM {table} WHERE {name} NOT LIKE $1 AND {id} > $2 \
                 ORDER BY {id} LIMIT {BATCH} FOR UPDATE"
            ),
            format!("UPDATE {table} SET {name} = $1 WHERE {id} = $2"),
        ),
        _ => (
            format!(
                "SELECT {id}, {name} FROM {table} WHERE {name} NOT LIKE ? AND {id} > ? \
                 ORDER BY {id} LIMIT {BATCH}"
            ),
            format!("UPDATE {table} SET {name} = ? WHERE {id} = ?"),
        ),
    };
    let values: [Value; 2] = [format!("{}%", prefix(key)).into(), after.into()];
    let rows = cx.tx.query_all_raw(Statement::from_sql_and_values(backend, select, values)).await?;
    let mut done = Resealed::default();
    let mut last = None;
    for row in rows {
        let (row_id, sealed): (String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let place = Place { table, column: name, row: &row_id };
        match cx.vault.open(place, &sealed) {
            Err(_) => done.unreadable.push(format!("{table}.{name} {row_id}")),
            Ok(text) => {
                let fresh = cx.vault.seal(place, text.reveal())?;
                let values: [Value; 2] = [fresh.into(), row_id.clone().into()];
                let statement = Statement::from_sql_and_values(backend, update.as_str(), values);
                cx.tx.execute_raw(statement).await?;
                done.resealed += 1;
            }
        }
        last = Some(row_id);
    }
    Ok((last, done))
}
