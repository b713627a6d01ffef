//! What the market must know: the law library (标准政策) and the assistant (智能问答).

pub mod answers;
pub mod assistant;
pub mod consultations;
mod personal;
pub mod policies;

/// The root fields of the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeQuery(
    policies::PolicyQuery,
    assistant::AskQuery,
    assistant::EditingQuery,
    consultations::ConsultationQuery,
);

pub use personal::PERSONAL;

/// What is done in the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeMutation(
    assistant::AskMutation,
    assistant::EditingMutation,
    consultations::ConsultationMutation,
);
