//! Rows in one piece, for the lists that are read most.
//!
//! The driver hands rows over from a thread of its own, value by value: each value of each row is
//! copied, freed by the other thread, and found again by the name of its column. For a list of
//! twenty rows of twenty columns that costs three times what the query itself does. Here the
//! database makes each row one JSON array, so that one value crosses, and serde fills the model
//! from it in the order of its columns.
//!
//! A model takes part by deriving `serde::Deserialize`, its fields in the order of its columns,
//! with [`flag`] for truth values, which SQLite keeps as numbers.

use sea_orm::sea_query::{Alias, Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, DbErr, EntityTrait, ExprTrait, Iterable,
    QuerySelect, QueryTrait, Select,
};
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};

/// All rows of a query of whole models, as `query.all(db)` would read them.
///
/// # Errors
/// When the database fails, or a row does not fit its model.
pub async fn all<E>(db: &impl ConnectionTrait, query: Select<E>) -> Result<Vec<E::Model>, DbErr>
where
    E: EntityTrait,
    E::Model: DeserializeOwned,
{
    let backend = db.get_database_backend();
    let query = query.select_only().expr_as(whole_row::<E>(backend), "packed");
    let rows = db.query_all_raw(query.build(backend)).await?;
    let read = rows.iter().map(|row| {
        let text: String = row.try_get_by_index(0)?;
        serde_json::from_str(&text).map_err(|error| DbErr::Json(error.to_string()))
    });
    read.collect()
}

/// The only row of a query, as `query.one(db)` would read it.
///
/// # Errors
/// As [`all`].
pub async fn one<E>(db: &impl ConnectionTrait, query: Select<E>) -> Result<Option<E::Model>, DbErr>
where
    E: EntityTrait,
    E::Model: DeserializeOwned,
{
    Ok(all(db, query.limit(1)).await?.pop())
}

fn whole_row<E: EntityTrait>(backend: DbBackend) -> SimpleExpr {
    let is_sqlite = backend == DbBackend::Sqlite;
    let columns = E::Column::iter().map(|column| {
        let value = Expr::col(column.as_column_ref());
        let is_json =
            matches!(column.def().get_column_type(), ColumnType::Json | ColumnType::JsonBinary);
        // SQLite keeps JSON as text, which would become a string in the array.
        if is_json && is_sqlite { Func::cust(Alias::new("json")).arg(value).into() } else { value }
    });
    let name = if is_sqlite { "json_array" } else { "json_build_array" };
    let array = Func::cust(Alias::new(name)).args(columns.collect::<Vec<SimpleExpr>>());
    if is_sqlite { array.into() } else { SimpleExpr::from(array).cast_as("text") }
}

/// Reads a truth value from a row: `true` of PostgreSQL, `1` of SQLite.
///
/// # Errors
/// When it is neither.
pub fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    struct Flag;
    impl Visitor<'_> for Flag {
        type Value = bool;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a truth value")
        }

        fn visit_bool<R: Error>(self, value: bool) -> Result<bool, R> {
            Ok(value)
        }

        fn visit_u64<R: Error>(self, value: u64) -> Result<bool, R> {
            Ok(value != 0)
        }
    }
    from.deserialize_any(Flag)
}
