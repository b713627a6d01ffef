//! A language model somewhere else, by the protocol of chat completions that most speak (OpenAI's): one
//! prompt, one answer that comes bit by bit. Off unless the settings name one.
//!
//! What it says is a stranger's word: this module only carries it, with limits on time, length and number.

use crate::settings::ModelSettings;
use anyhow::Context;
use reqwest::redirect::Policy;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Answers that are written at the same time at most. 配置值.
const AT_A_TIME: usize = 4;
/// How long opening a connection may take. 配置值.
const CONNECTING: Duration = Duration::from_secs(3);
/// The longest answer that is read, with everything around it.
const ANSWER_BYTES: usize = 256 * 1024;
/// The longest line of an answer.
const LINE_BYTES: usize = 32 * 1024;

/// The way to a model; closed where the settings name none. Cheap to clone.
#[derive(Clone, Default)]
pub struct Model {
    inner: Option<Arc<Inner>>,
}

struct Inner {
    client: reqwest::Client,
    settings: ModelSettings,
    places: Arc<Semaphore>,
}

/// What a model is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it shall do.
    pub system: String,
    /// With what.
    pub user: String,
    /// The most it may write, in tokens.
    pub most: u32,
}

/// Why a model gave no answer, or half of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// As many answers are written as may be.
    #[error("too many answers are being written")]
    Busy,
    /// Nobody is there, or the connection broke.
    #[error("the model cannot be reached")]
    Unreachable,
    /// It answers with this status.
    #[error("the model answers {0}")]
    Refused(u16),
    /// What it says is not of the protocol.
    #[error("the model says nothing that can be read")]
    Nonsense,
    /// The answer ends before it is whole.
    #[error("the model stopped half-way")]
    Half,
    /// It says more than is read.
    #[error("the model says too much")]
    TooLong,
}

impl Model {
    /// Opens the way as the settings say.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn open(settings: Option<&ModelSettings>) -> anyhow::Result<Self> {
        let Some(settings) = settings.cloned() else { return Ok(Self::default()) };
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECTING)
            .user_agent("greenbridge")
            .build()
            .context("make a client for the model")?;
        let places = Arc::new(Semaphore::new(AT_A_TIME));
        Ok(Self { inner: Some(Arc::new(Inner { client, settings, places })) })
    }

    /// What the settings say; none when there is no model.
    #[must_use]
    pub fn settings(&self) -> Option<&ModelSettings> {
        self.inner.as_ref().map(|it| &it.settings)
    }

    /// Begins an answer.
    ///
    /// # Errors
    /// There is no model, it cannot be reached, refuses, or is busy.
    pub async fn begin(&self, prompt: &Prompt) -> Result<Writing, ModelError> {
        let inner = self.inner.as_ref().ok_or(ModelError::Unreachable)?;
        let place = Arc::clone(&inner.places).try_acquire_owned().map_err(|_| ModelError::Busy)?;
        let settings = &inner.settings;
        let address = format!("{}/chat/completions", settings.url.as_str().trim_end_matches('/'));
        let body = json!({
            "model": settings.name,
            "messages": [
                { "role": "system", "content": prompt.system },
                { "role": "user", "content": prompt.user },
            ],
            "max_tokens": prompt.most,
            "temperature": 0,
            "stream": true,
            "stream_options": { "include_usage": true },
        });
        let mut request = inner.client.post(address).json(&body);
        if let Some(key) = &settings.key {
            request = request.bearer_auth(key.reveal());
        }
        let answer = request.send().await.map_err(|error| {
            tracing::debug!(%error, "the model cannot be reached");
            ModelError::Unreachable
        })?;
        if !answer.status().is_success() {
            return Err(ModelError::Refused(answer.status().as_u16()));
        }
        Ok(Writing {
            answer,
            waiting: Vec::new(),
            read: 0,
            is_ended: false,
            used: None,
            _place: place,
        })
    }
}

/// An answer that is being written.
pub struct Writing {
    answer: reqwest::Response,
    /// What was read and is no whole line yet.
    waiting: Vec<u8>,
    read: usize,
    /// Whether the model said that it has ended.
    is_ended: bool,
    used: Option<u64>,
    _place: OwnedSemaphorePermit,
}

/// What one line says.
#[derive(Debug, PartialEq)]
enum Line {
    Text(String),
    Used(u64),
    End(String),
    Done,
    Nothing,
}

impl Writing {
    /// The next words; none when the answer is whole.
    ///
    /// # Errors
    /// It breaks off, is nonsense, or too long. What was said before stands.
    pub async fn next(&mut self) -> Result<Option<String>, ModelError> {
        loop {
            if let Some(end) = self.waiting.iter().position(|it| *it == b'\n') {
                let line: Vec<u8> = self.waiting.drain(..=end).collect();
                match line_of(&line)? {
                    Line::Text(text) => return Ok(Some(text)),
                    Line::Used(tokens) => self.used = Some(tokens),
                    Line::End(text) => {
                        self.is_ended = true;
                        if !text.is_empty() {
                            return Ok(Some(text));
                        }
                    }
                    Line::Done => return Ok(None),
                    Line::Nothing => {}
                }
                continue;
            }
            if self.waiting.len() > LINE_BYTES || self.read > ANSWER_BYTES {
                return Err(ModelError::TooLong);
            }
            match self.answer.chunk().await.map_err(|_| ModelError::Half)? {
                Some(bytes) => {
                    self.read += bytes.len();
                    self.waiting.extend_from_slice(&bytes);
                }
                None if self.is_ended => return Ok(None),
                None if self.read == 0 => return Err(ModelError::Nonsense),
                None => return Err(ModelError::Half),
            }
        }
    }

    /// What the model says it took, in tokens; none when it does not say.
    #[must_use]
    pub fn used(&self) -> Option<u64> {
        self.used
    }
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Delta,
    finish_reason: Option<Value>,
}

#[derive(Deserialize, Default)]
struct Delta {
    content: Option<String>,
}

#[derive(Deserialize)]
struct Usage {
    total_tokens: u64,
}

/// Reads a line of an event stream.
fn line_of(line: &[u8]) -> Result<Line, ModelError> {
    let line = std::str::from_utf8(line).map_err(|_| ModelError::Nonsense)?.trim();
    // Empty lines part events; those that begin with a colon, and other fields, say nothing of ours.
    let fields = ["event:", "id:", "retry:", ":"];
    if line.is_empty() || fields.iter().any(|it| line.starts_with(it)) {
        return Ok(Line::Nothing);
    }
    let data = line.strip_prefix("data:").ok_or(ModelError::Nonsense)?.trim();
    if data == "[DONE]" {
        return Ok(Line::Done);
    }
    let chunk: Chunk = serde_json::from_str(data).map_err(|_| ModelError::Nonsense)?;
    let Some(choice) = chunk.choices.into_iter().next() else {
        return Ok(chunk.usage.map_or(Line::Nothing, |it| Line::Used(it.total_tokens)));
    };
    let text = choice.delta.content.unwrap_or_default();
    Ok(match choice.finish_reason {
        Some(reason) if !reason.is_null() => Line::End(text),
        _ if text.is_empty() => Line::Nothing,
        _ => Line::Text(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_protocol_are_read_and_others_are_nonsense() {
        let text = r#"data: {"choices":[{"delta":{"content":"水"},"finish_reason":null}]}"#;
        for (line, meant) in [
            (text, Ok(Line::Text("水".into()))),
            ("", Ok(Line::Nothing)),
            (": keep-alive", Ok(Line::Nothing)),
            ("event: message", Ok(Line::Nothing)),
            ("data: [DONE]", Ok(Line::Done)),
            (
                r#"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
                Ok(Line::End(String::new())),
            ),
            (r#"data: {"choices":[],"usage":{"total_tokens":42}}"#, Ok(Line::Used(42))),
            ("data: {", Err(ModelError::Nonsense)),
            ("<html>", Err(ModelError::Nonsense)),
        ] {
            assert_eq!(line_of(line.as_bytes()), meant, "{line}");
        }
        assert_eq!(line_of(&[0xff, 0xfe]), Err(ModelError::Nonsense));
    }
}
