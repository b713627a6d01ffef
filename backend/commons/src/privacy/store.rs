//! The SQL of what is kept about persons. Names of tables and columns are constants of ours.

use super::tables::PersonalTable;
use super::{closure_entity, detail_entity};
use kernel::Result;
use kernel::id::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, IntoActiveModel, JsonValue, Statement,
};

/// The rows of a table about a person, newest first where rows have ids, at most so many.
pub(super) async fn rows_about(
    db: &impl ConnectionTrait,
    table: &PersonalTable,
    id: &AccountId,
    limit: u64,
) -> Result<Vec<JsonValue>> {
    let backend = db.get_database_backend();
    let PersonalTable { table, person, columns, .. } = table;
    let parameter = if backend == DbBackend::Postgres { "$1" } else { "?" };
    let columns = columns.join(", ");
    let sql = format!("SELECT {columns} FROM {table} WHERE {person} = {parameter} LIMIT {limit}");
    let statement = Statement::from_sql_and_values(backend, sql, [id.clone().into()]);
    let rows = db.query_all_raw(statement).await?;
    let read = rows.iter().map(|it| JsonValue::from_query_result(it, ""));
    Ok(read.collect::<std::result::Result<_, _>>()?)
}

pub(super) async fn find_details(
    db: &impl ConnectionTrait,
    id: &AccountId,
) -> Result<Option<detail_entity::Model>> {
    Ok(detail_entity::Entity::find_by_id(id.clone()).one(db).await?)
}

pub(super) async fn put_details(
    tx: &impl ConnectionTrait,
    row: detail_entity::Model,
) -> Result<()> {
    let newest = OnConflict::column(detail_entity::Column::AccountId)
        .update_columns([detail_entity::Column::PhoneSealed, detail_entity::Column::UpdatedAt])
        .to_owned();
    detail_entity::Entity::insert(row.into_active_model())
        .on_conflict(newest)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The tables whose rows only their person has a use for.
const OWN: [&str; 10] = [
    "person_details",
    "notices",
    "notice_settings",
    "memberships",
    "mail_links",
    "known_devices",
    "sign_in_challenges",
    "totp_factors",
    "recovery_codes",
    "passkeys",
];

/// Takes away what only its person has a use for.
pub(super) async fn forget(tx: &impl ConnectionTrait, id: &AccountId) -> Result<()> {
    let backend = tx.get_database_backend();
    let parameter = if backend == DbBackend::Postgres { "$1" } else { "?" };
    for table in OWN {
        let sql = format!("DELETE FROM {table} WHERE account_id = {parameter}");
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, [id.clone().into()])).await?;
    }
    Ok(())
}

pub(super) async fn insert_closure(
    tx: &impl ConnectionTrait,
    row: closure_entity::Model,
) -> Result<()> {
    closure_entity::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether an organisation that is at work would be left without an owner. Nobody else leaves one
/// of the organisations meanwhile.
pub(super) async fn is_last_owner(tx: &impl ConnectionTrait, id: &AccountId) -> Result<bool> {
    let backend = tx.get_database_backend();
    let (parameter, lock) = match backend {
        DbBackend::Postgres => ("$1", " FOR UPDATE"),
        _ => ("?", ""),
    };
    let held = format!(
        "SELECT id FROM organisations WHERE id IN \
         (SELECT organisation_id FROM memberships WHERE account_id = {parameter}) ORDER BY id{lock}"
    );
    tx.query_all_raw(Statement::from_sql_and_values(backend, held, [id.clone().into()])).await?;
    let left = format!(
        "SELECT 1 FROM memberships m JOIN organisations o ON o.id = m.organisation_id \
         WHERE m.account_id = {parameter} AND m.role = 'OWNER' \
         AND o.standing IN ('ACTIVE', 'SUSPENDED') AND NOT EXISTS \
         (SELECT 1 FROM memberships n WHERE n.organisation_id = m.organisation_id \
         AND n.role = 'OWNER' AND n.account_id <> m.account_id) LIMIT 1"
    );
    let statement = Statement::from_sql_and_values(backend, left, [id.clone().into()]);
    Ok(tx.query_one_raw(statement).await?.is_some())
}
