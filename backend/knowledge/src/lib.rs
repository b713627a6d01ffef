//! What the market must know: the law library (标准政策).

pub mod policies;

/// The root fields of the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeQuery(policies::PolicyQuery);
