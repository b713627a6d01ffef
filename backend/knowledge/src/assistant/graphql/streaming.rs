//! Answers that come bit by bit.

use super::super::ask::Assistant;
use super::{AskInput, AskPayload, question_of};
use async_graphql::{Context, SimpleObject, Subscription};
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use platform::graphql::{Public, Shown};

/// A piece of an answer.
#[derive(SimpleObject)]
pub struct AskPiece {
    /// The answer as it stands without a machine's writing; null in every piece but the first.
    answer: Option<AskPayload>,
}

/// Asking, with the answer coming bit by bit.
#[derive(Default)]
pub struct AskSubscription;

#[Subscription]
impl AskSubscription {
    /// Answers a question as `ask` does, at once, and ends when there is nothing to add.
    #[graphql(guard = "Public", complexity = "20 + 3 * child_complexity")]
    async fn ask_stream(
        &self,
        ctx: &Context<'_>,
        input: AskInput,
    ) -> async_graphql::Result<BoxStream<'static, AskPiece>> {
        let answer = match question_of(ctx, input)? {
            Ok(question) => AskPayload::of(Assistant::of(ctx).answer(question).await.shown()?),
            Err(problem) => AskPayload::refused(problem),
        };
        let piece = AskPiece { answer: Some(answer) };
        Ok(stream::once(async { piece }).boxed())
    }
}
