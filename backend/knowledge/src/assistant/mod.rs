//! 智能问答: an answer with its source, or an honest "not known" and a person.
//!
//! Asking is a query: it writes nothing on its way. What was asked is laid on the [`Desk`] without anything
//! personal and written down in bunches, for editors and figures. The engine is the crate `answering`;
//! here its outcome gets words, citations as they stand today, and a record.
//!
//! | tier | 中文 | what is given |
//! |---|---|---|
//! | `ANSWER` | 存答 | an answer written beforehand, one a region where they differ |
//! | `PASSAGES` | 条文 | the best passages, the sentence marked |
//! | `DID_YOU_MEAN` | 猜您想问 | up to three other ways to ask |
//! | `UNKNOWN` | 不知道 | why not, and a person |
//!
//! Promises: only articles in force are cited; what is cited stands in the library; a question of any form is
//! answered within a second or refused with a reason.

mod ask;
mod desk;
mod editing;
mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod shelf;
pub mod statistics;
mod store;
mod token;

pub use desk::Desk;
pub use entity::{Tier, Verdict};
pub use graphql::{
    AskCitation, AskMutation, AskQuery, AskSubscription, CountingQuery, DraftMutation,
    EditingMutation, EditingQuery,
};
pub use shelf::Shelf;

/// What was asked in a conversation, in order, as it is kept.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn transcript(
    db: &platform::Db,
    conversation: Option<&str>,
) -> kernel::Result<Vec<String>> {
    match conversation.and_then(token::read) {
        Some(thread) => store::of_conversation(db.read(), &thread.id).await,
        None => Ok(Vec::new()),
    }
}
