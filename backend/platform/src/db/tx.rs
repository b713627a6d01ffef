//! One open transaction, whichever database it is on.

use super::reader::with_plain_limit;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement,
};

/// A transaction. On SQLite it is a savepoint on the writer's only connection, so that
/// several callers can share one commit; on PostgreSQL a transaction of its own.
#[derive(Debug)]
pub enum Tx {
    /// A turn on the writer's connection.
    Sqlite(DatabaseConnection),
    /// A transaction on a connection of the pool.
    Postgres(DatabaseTransaction),
}

#[async_trait::async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(it) => it.get_database_backend(),
            Self::Postgres(it) => it.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(it) => it.execute_raw(with_plain_limit(statement)).await,
            Self::Postgres(it) => it.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(it) => it.execute_unprepared(sql).await,
            Self::Postgres(it) => it.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(it) => it.query_one_raw(with_plain_limit(statement)).await,
            Self::Postgres(it) => it.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(it) => it.query_all_raw(with_plain_limit(statement)).await,
            Self::Postgres(it) => it.query_all_raw(statement).await,
        }
    }
}
