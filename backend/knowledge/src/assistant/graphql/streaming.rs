//! Answers that come bit by bit.

use super::super::ask::{Answered, Assistant};
use super::super::entity::Tier;
use super::super::rules;
use super::{AskCitation, AskInput, AskPayload, question_of};
use crate::machine::{self, Ending, Piece, Source};
use async_graphql::{Context, SimpleObject, Subscription};
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use platform::Model;
use platform::graphql::{Public, Shown};
use tokio::sync::mpsc;

/// Pieces that wait for a slow listener at most.
const WAITING: usize = 16;

/// A piece of an answer. The first has the answer, those behind it what a machine adds, the last how that
/// ended.
#[derive(SimpleObject, Default)]
pub struct AskPiece {
    /// The answer as it stands without a machine; null in every piece but the first.
    answer: Option<AskPayload>,
    /// A sentence a machine wrote (机器撰写), which the articles it cites support; null in other pieces.
    sentence: Option<AskSentence>,
    /// How the machine's writing ended; null in every piece but the last.
    ending: Option<Ending>,
}

/// A sentence that a machine wrote.
#[derive(SimpleObject)]
pub struct AskSentence {
    /// The sentence.
    text: String,
    /// The articles that support it; never empty.
    citations: Vec<AskCitation>,
}

/// Asking, with the answer coming bit by bit.
#[derive(Default)]
pub struct AskSubscription;

#[Subscription]
impl AskSubscription {
    /// Answers a question as `ask` does, at once. Where passages of law are the answer and a language model is
    /// set, it adds sentences, each of which those passages support.
    #[graphql(guard = "Public", complexity = "20 + 3 * child_complexity")]
    async fn ask_stream(
        &self,
        ctx: &Context<'_>,
        input: AskInput,
    ) -> async_graphql::Result<BoxStream<'static, AskPiece>> {
        let question = match question_of(ctx, input)? {
            Ok(question) => question,
            Err(problem) => {
                let answer = Some(AskPayload::refused(problem));
                return Ok(pieces(vec![AskPiece { answer, ..AskPiece::default() }]));
            }
        };
        let assistant = Assistant::of(ctx);
        let masked = rules::masked(&question.text);
        let answered = assistant.answer(question).await.shown()?;
        let cited = cited(&answered);
        let first = AskPiece { answer: Some(AskPayload::of(answered)), ..AskPiece::default() };
        let model = ctx.data_unchecked::<Model>().clone();
        let ending = match (model.settings(), cited.is_empty()) {
            (None, _) => Some(Ending::Off),
            (Some(_), true) => Some(Ending::NotNeeded),
            (Some(_), false) => None,
        };
        if ending.is_some() {
            return Ok(pieces(vec![first, AskPiece { ending, ..AskPiece::default() }]));
        }
        let sources = cited.iter().map(source).collect();
        let (to, from) = mpsc::channel(WAITING);
        tokio::spawn(machine::write(assistant.db, model, masked, sources, to));
        let written = stream::unfold((from, cited), |(mut from, cited)| async move {
            let piece = shown(from.recv().await?, &cited);
            Some((piece, (from, cited)))
        });
        Ok(stream::once(async { first }).chain(written).boxed())
    }
}

fn pieces(all: Vec<AskPiece>) -> BoxStream<'static, AskPiece> {
    stream::iter(all).boxed()
}

/// The passages of law that are the answer; none when people wrote it beforehand or there is none.
fn cited(answered: &Answered) -> Vec<AskCitation> {
    if answered.tier != Tier::Passages {
        return Vec::new();
    }
    let passages = answered.given.iter().filter(|it| it.stored.is_none());
    passages.filter_map(|it| it.citations.first().cloned()).map(AskCitation::of).collect()
}

fn source(it: &AskCitation) -> Source {
    let cited = it.cited();
    let title = format!("《{}》{}", cited.law_title, cited.label);
    Source { title, text: cited.text.clone() }
}

fn shown(piece: Piece, cited: &[AskCitation]) -> AskPiece {
    match piece {
        Piece::Sentence(text, by) => {
            let citations = by.into_iter().filter_map(|it| cited.get(it).cloned()).collect();
            AskPiece { sentence: Some(AskSentence { text, citations }), ..AskPiece::default() }
        }
        Piece::End(ending) => AskPiece { ending: Some(ending), ..AskPiece::default() },
    }
}
