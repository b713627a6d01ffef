//! The law library as GraphQL shows it.

mod article;
mod law;
mod query;

pub use article::Article;
pub use law::Law;
pub use query::PolicyQuery;
