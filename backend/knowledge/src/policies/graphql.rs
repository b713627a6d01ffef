//! The law library as GraphQL shows it.

pub(crate) mod article;
pub(crate) mod comparison;
pub(crate) mod law;
mod query;

pub use article::Article;

pub use law::Law;
pub use query::PolicyQuery;
