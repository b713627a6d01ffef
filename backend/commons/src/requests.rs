//! 同一张表单只算一次: a form posted twice with one key is one post.

use kernel::{Denied, Result};
use platform::Cx;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The longest key.
const KEY_CHARACTERS: usize = 64;

/// What an earlier post with this key by this account made, if there was one.
///
/// # Errors
/// [`Denied::BadInput`] for an empty or overlong key.
pub async fn answered(cx: &Cx, key: &str) -> Result<Option<String>> {
    if key.is_empty() || key.len() > KEY_CHARACTERS {
        return Err(
            Denied::BadInput(format!("requestKey: 1 to {KEY_CHARACTERS} characters")).into()
        );
    }
    let Some(account_id) = cx.actor.account_id() else { return Ok(None) };
    let backend = cx.tx.get_database_backend();
    if backend == DbBackend::Postgres {
        // A second post of the same form waits here until the first has been answered.
        let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
        let values = [format!("{account_id}/{key}").into()];
        cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    let sql = match backend {
        DbBackend::Postgres => {
            "SELECT subject_id FROM request_keys WHERE account_id = $1 AND request_key = $2"
        }
        _ => "SELECT subject_id FROM request_keys WHERE account_id = ? AND request_key = ?",
    };
    let values = [account_id.clone().into(), key.into()];
    let row = cx.tx.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(row.map(|it| it.try_get("", "subject_id")).transpose()?)
}

/// Remembers what a post with this key made.
///
/// # Errors
/// A fault when the database fails.
pub async fn remember(cx: &Cx, key: &str, subject_id: &str) -> Result<()> {
    let Some(account_id) = cx.actor.account_id() else { return Ok(()) };
    let backend = cx.tx.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => {
            "INSERT INTO request_keys (account_id, request_key, subject_id, at) VALUES ($1, $2, $3, $4)"
        }
        _ => {
            "INSERT INTO request_keys (account_id, request_key, subject_id, at) VALUES (?, ?, ?, ?)"
        }
    };
    let values = [account_id.clone().into(), key.into(), subject_id.into(), cx.now.into()];
    cx.tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}
