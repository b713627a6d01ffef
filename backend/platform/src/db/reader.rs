//! Where reads go, and how a limit is written for SQLite.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    Value,
};

/// Connections that see what is committed, never what is being written.
#[derive(Debug, Clone)]
pub struct Reader(pub(super) DatabaseConnection);

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.0.execute_raw(with_plain_limit(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.0.query_one_raw(with_plain_limit(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.0.query_all_raw(with_plain_limit(statement)).await
    }
}

/// Writes a bound limit at the end of a statement as a number.
///
/// SQLite looks at the value of a bound limit when it plans, and therefore plans anew each time
/// one is bound: a fifth of what a list costs. Limits are few, so few statements are kept.
pub(super) fn with_plain_limit(mut statement: Statement) -> Statement {
    const BOUND: &str = " LIMIT ?";
    if statement.db_backend != DbBackend::Sqlite || !statement.sql.ends_with(BOUND) {
        return statement;
    }
    let Some(values) = &mut statement.values else { return statement };
    let Some(Value::BigUnsigned(Some(limit))) = values.0.last() else { return statement };
    statement.sql.truncate(statement.sql.len() - 1);
    statement.sql.push_str(&limit.to_string());
    values.0.pop();
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(backend: DbBackend, sql: &str, values: Vec<Value>) -> (String, usize) {
        let statement = with_plain_limit(Statement::from_sql_and_values(backend, sql, values));
        (statement.sql, statement.values.map_or(0, |it| it.0.len()))
    }

    #[test]
    fn a_bound_limit_becomes_a_number_on_sqlite_only() {
        let limited = "SELECT a FROM b WHERE c = ? LIMIT ?";
        let values = || vec![Value::from("x"), Value::from(21_u64)];

        assert_eq!(
            rewritten(DbBackend::Sqlite, limited, values()),
            ("SELECT a FROM b WHERE c = ? LIMIT 21".to_owned(), 1)
        );
        assert_eq!(rewritten(DbBackend::Postgres, limited, values()), (limited.to_owned(), 2));
        let open = "SELECT a FROM b WHERE c = ?";
        let one = vec![Value::from("x")];
        assert_eq!(rewritten(DbBackend::Sqlite, open, one), (open.to_owned(), 1));
    }
}
