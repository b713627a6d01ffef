//! What the market must know: the law library (标准政策) and the assistant (智能问答).

pub mod answers;
pub mod assistant;
pub mod policies;

/// The root fields of the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeQuery(policies::PolicyQuery, assistant::AskQuery);

/// What is done in the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeMutation(assistant::AskMutation);
