//! Opening one envelope: piece by piece from the file store, its attachments back into it.

use super::entity::envelope;
use super::rules::{Content, ENVELOPE_BYTES, FIELDS_BYTES};
use super::upload::key_of;
use anyhow::Context;
use bytes::{Buf, Bytes, BytesMut};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, stream};
use platform::Secret;
use platform::files::{FileKey, Files, FilesError};
use platform::sealing::{HEAD, Opener, PIECE, TAG};
use sha2::{Digest, Sha256};

/// Why an envelope does not open, as the list of the opening says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The store no longer has what came.
    Changed,
    /// It was not sealed for this need, bidder and kind, or was broken when it came.
    Sealed,
    /// What is in it is not what an envelope of its kind says.
    Content,
}

impl Flaw {
    pub(super) fn told(self) -> &'static str {
        match self {
            Self::Changed => "信封与登记的摘要不一致",
            Self::Sealed => "信封无法解密",
            Self::Content => "信封内容不完整",
        }
    }
}

/// Where the `n`th attachment of an envelope lies, once it is open.
pub(super) fn key_of_file(envelope: &envelope::Model, n: usize) -> anyhow::Result<FileKey> {
    let key = format!("envelopes/{}/{}/{n}", envelope.demand_id, envelope.id).to_lowercase();
    FileKey::parse(&key).context("an id and a number are a key")
}

/// Opens an envelope. Attachments are written as they come, at most a piece in memory; opened again,
/// they are written over.
///
/// # Errors
/// When the file store fails; a flaw of the envelope is an answer.
pub(super) async fn read(
    files: &Files,
    private: &Secret,
    purpose: &str,
    envelope: &envelope::Model,
) -> anyhow::Result<Result<Content, Flaw>> {
    let mut reader = match Reader::begin(files, private, purpose, envelope).await? {
        Ok(reader) => reader,
        Err(flaw) => return Ok(Err(flaw)),
    };
    let content = match take(files, &mut reader, envelope).await {
        Ok(content) => content,
        Err(Stopped::Store(error)) => return Err(error),
        Err(Stopped::Flaw(flaw)) => {
            // What was changed in the store is told as that, not as what it led to.
            return Ok(Err(if reader.came_so().await? { flaw } else { Flaw::Changed }));
        }
    };
    Ok(if reader.came_so().await? { Ok(content) } else { Err(Flaw::Changed) })
}

enum Stopped {
    Store(anyhow::Error),
    Flaw(Flaw),
}

impl From<Flaw> for Stopped {
    fn from(flaw: Flaw) -> Self {
        Self::Flaw(flaw)
    }
}

async fn take(
    files: &Files,
    reader: &mut Reader,
    envelope: &envelope::Model,
) -> Result<Content, Stopped> {
    let length = reader.exactly(4).await?;
    let length = u32::from_be_bytes([length[0], length[1], length[2], length[3]]) as usize;
    if length > FIELDS_BYTES {
        return Err(Flaw::Content.into());
    }
    let fields = reader.exactly(length).await?;
    let content: Content = serde_json::from_slice(&fields).map_err(|_| Flaw::Content)?;
    if super::rules::said(envelope.kind, &content).is_none() {
        return Err(Flaw::Content.into());
    }
    for (n, file) in content.files.iter().enumerate() {
        let key = key_of_file(envelope, n).map_err(Stopped::Store)?;
        match files.put_stream(&key, reader.part(file.size), ENVELOPE_BYTES).await {
            Ok(_) => {}
            // The stream is ours: it fails when the envelope does.
            Err(FilesError::Broken(_)) => return Err(reader.why()),
            Err(error) => return Err(Stopped::Store(error.into())),
        }
    }
    if reader.has_more().await? { Err(Flaw::Content.into()) } else { Ok(content) }
}

/// The plain bytes of an envelope, as far as they are asked for.
struct Reader {
    opener: Opener,
    sealed: BoxStream<'static, Result<Bytes, FilesError>>,
    /// Sealed bytes that were read and not opened.
    waiting: BytesMut,
    /// Sealed bytes that were not read yet.
    left: u64,
    plain: Bytes,
    hash: Sha256,
    digest: String,
    /// Why a part stopped.
    stopped: Option<Stopped>,
}

/// Whether the store holds anything of the need of an envelope.
async fn is_there(files: &Files, envelope: &envelope::Model) -> anyhow::Result<bool> {
    let folder = FileKey::parse(&format!("envelopes/{}", envelope.demand_id).to_lowercase())?;
    Ok(!files.list(Some(&folder), 1).await?.is_empty())
}

impl Reader {
    async fn begin(
        files: &Files,
        private: &Secret,
        purpose: &str,
        envelope: &envelope::Model,
    ) -> anyhow::Result<Result<Self, Flaw>> {
        let key = key_of(envelope)?;
        let body = match files.read(&key, None).await {
            // One that is gone was taken away; where all are gone the store is another one.
            Err(FilesError::NotFound) if is_there(files, envelope).await? => {
                return Ok(Err(Flaw::Changed));
            }
            body => body?,
        };
        let (mut sealed, mut hash) = (body.stream, Sha256::new());
        let mut waiting = BytesMut::new();
        while waiting.len() < HEAD
            && let Some(bytes) = sealed.next().await.transpose()?
        {
            hash.update(&bytes);
            waiting.extend_from_slice(&bytes);
        }
        let left = body.entry.bytes.saturating_sub(waiting.len() as u64);
        if waiting.len() < HEAD {
            return Ok(Err(Flaw::Sealed));
        }
        let head = waiting.split_to(HEAD);
        let Ok(opener) = Opener::new(private, purpose, &head) else {
            return Ok(Err(Flaw::Sealed));
        };
        let digest = envelope.digest.clone();
        let plain = Bytes::new();
        Ok(Ok(Self { opener, sealed, waiting, left, plain, hash, digest, stopped: None }))
    }

    /// Opens the next piece; false when there is none.
    async fn next_piece(&mut self) -> Result<bool, Stopped> {
        while self.waiting.len() < PIECE + TAG && self.left > 0 {
            let bytes = match self.sealed.next().await {
                Some(bytes) => bytes.map_err(|error| Stopped::Store(error.into()))?,
                None => return Err(Flaw::Changed.into()),
            };
            self.left = self.left.saturating_sub(bytes.len() as u64);
            self.hash.update(&bytes);
            self.waiting.extend_from_slice(&bytes);
        }
        if self.waiting.is_empty() {
            return Ok(false);
        }
        let piece = self.waiting.split_to(self.waiting.len().min(PIECE + TAG));
        let is_last = self.waiting.is_empty() && self.left == 0;
        let plain = self.opener.open(&piece, is_last).map_err(|_| Flaw::Sealed)?;
        self.plain = plain.into();
        Ok(true)
    }

    /// The next bytes, at most `most` and never none; none at the end.
    async fn some(&mut self, most: usize) -> Result<Option<Bytes>, Stopped> {
        while self.plain.is_empty() {
            if !self.next_piece().await? {
                return Ok(None);
            }
        }
        let length = self.plain.len().min(most);
        Ok(Some(self.plain.split_to(length)))
    }

    async fn exactly(&mut self, length: usize) -> Result<Bytes, Stopped> {
        let mut whole = BytesMut::with_capacity(length);
        while whole.len() < length {
            let part = self.some(length - whole.len()).await?.ok_or(Flaw::Content)?;
            whole.extend_from_slice(&part);
        }
        Ok(whole.freeze())
    }

    /// The next `length` bytes as a stream. When it fails, [`Reader::why`] says why.
    fn part(&mut self, length: u64) -> impl Stream<Item = Result<Bytes, &'static str>> {
        stream::try_unfold((self, length), |(reader, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let most = usize::try_from(left).unwrap_or(usize::MAX);
            let stopped = match reader.some(most).await {
                Ok(Some(bytes)) => {
                    let left = left - bytes.remaining() as u64;
                    return Ok(Some((bytes, (reader, left))));
                }
                Ok(None) => Flaw::Content.into(),
                Err(stopped) => stopped,
            };
            reader.stopped = Some(stopped);
            Err("the envelope ended")
        })
    }

    fn why(&mut self) -> Stopped {
        self.stopped.take().unwrap_or(Stopped::Flaw(Flaw::Content))
    }

    async fn has_more(&mut self) -> Result<bool, Stopped> {
        Ok(self.some(1).await?.is_some())
    }

    /// Reads the rest, and whether all of it is what came in.
    async fn came_so(mut self) -> anyhow::Result<bool> {
        while let Some(bytes) = self.sealed.next().await.transpose()? {
            self.hash.update(&bytes);
        }
        Ok(hex::encode(self.hash.finalize()) == self.digest)
    }
}
