//! Having a model write from passages, and letting through what they support.

use super::entity::Ending;
use super::rules::{self, Source};
use super::store;
use chrono::NaiveDate;
use kernel::{Actor, Result};
use platform::model::{Model, ModelError, Writing};
use platform::{Cx, Db};
use tokio::sync::mpsc::Sender;

/// Whose doing a reservation is.
const MACHINE: Actor = Actor::System("machine");

/// A piece of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A supported sentence, and the places of the sources that support it.
    Sentence(String, Vec<usize>),
    /// The end.
    End(Ending),
}

/// Has the model answer a masked question from sources. Each supported sentence is sent as it comes, the end
/// last. Nobody listening ends it.
pub(crate) async fn write(
    db: Db,
    model: Model,
    question: String,
    sources: Vec<Source>,
    to: Sender<Piece>,
) {
    let Some(settings) = model.settings().cloned() else {
        let _ = to.send(Piece::End(Ending::Off)).await;
        return;
    };
    let prompt = rules::prompt(&question, &sources);
    let cost = rules::most_tokens(&prompt);
    let most = i64::try_from(settings.tokens).unwrap_or(i64::MAX);
    let day = db.clock().today();
    match reserve(&db, day, cost, most).await {
        Ok(true) => {}
        Ok(false) => {
            let _ = to.send(Piece::End(Ending::Spent)).await;
            return;
        }
        Err(error) => {
            tracing::error!(%error, "reserve tokens");
            let _ = to.send(Piece::End(Ending::Failed)).await;
            return;
        }
    }
    let mut told = Told { to, sources: &sources, sentences: 0, buffer: String::new(), letters: 0 };
    let mut used = None;
    let whole = async {
        let mut writing = model.begin(&prompt).await?;
        let end = told.take(&mut writing).await;
        used = writing.used();
        end
    };
    let ending = match tokio::time::timeout(settings.time, whole).await {
        Ok(Ok(())) if told.sentences > 0 => Ending::Written,
        Ok(Ok(())) => Ending::Unsupported,
        Ok(Err(error)) => {
            tracing::warn!(%error, "a model gave no whole answer");
            Ending::Failed
        }
        Err(_) => Ending::TimedOut,
    };
    metrics::counter!("machine_answers_total", "ending" => rules::name_of(ending)).increment(1);
    let actual = rules::tokens_used(&prompt, told.letters, used);
    let corrected = correct(&db, day, actual - cost).await;
    if let Err(error) = corrected {
        tracing::error!(%error, "correct tokens");
    }
    let _ = told.to.send(Piece::End(ending)).await;
}

async fn reserve(db: &Db, day: NaiveDate, cost: i64, most: i64) -> Result<bool> {
    db.in_transaction(MACHINE, |cx: &mut Cx| {
        Box::pin(async move { store::reserve(&cx.tx, day, cost, most).await })
    })
    .await
}

async fn correct(db: &Db, day: NaiveDate, difference: i64) -> Result<()> {
    db.in_transaction(MACHINE, |cx: &mut Cx| {
        Box::pin(async move { store::correct(&cx.tx, day, difference).await })
    })
    .await
}

/// What was heard of the model so far.
struct Told<'a> {
    to: Sender<Piece>,
    sources: &'a [Source],
    sentences: usize,
    /// What is no whole sentence yet.
    buffer: String,
    letters: usize,
}

impl Told<'_> {
    /// Listens to the end.
    async fn take(&mut self, writing: &mut Writing) -> std::result::Result<(), ModelError> {
        while let Some(words) = writing.next().await? {
            self.letters += words.chars().count();
            self.buffer.push_str(&words);
            while let Some(sentence) = rules::next_sentence(&mut self.buffer) {
                self.weigh(&sentence).await?;
            }
            if self.buffer.chars().count() > rules::SENTENCE_CHARACTERS {
                return Err(ModelError::TooLong);
            }
        }
        let last = std::mem::take(&mut self.buffer);
        self.weigh(&last).await
    }

    /// Lets a sentence through when a source supports it.
    async fn weigh(&mut self, sentence: &str) -> std::result::Result<(), ModelError> {
        let Some((text, by)) = rules::supported(sentence, self.sources) else { return Ok(()) };
        if self.sentences >= rules::SENTENCES {
            return Err(ModelError::TooLong);
        }
        self.sentences += 1;
        // Whoever asked may have gone; then there is nothing more to do.
        self.to.send(Piece::Sentence(text, by)).await.map_err(|_| ModelError::Half)
    }
}
