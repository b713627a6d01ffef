//! Writing a file from a stream, part by part, so that memory stays small and nothing half
//! written is ever seen.

use std::path::Path as FsPath;
use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::{Stream, StreamExt};
use object_store::{MultipartUpload, ObjectStoreExt};

use super::{FileKey, Files, FilesError};

/// Length of one part in bytes. S3 wants at least 5 MiB and at most 10,000 parts.
const PART: usize = 8 << 20;

/// An upload that is aborted unless it is completed, also when its caller goes away.
struct Open(Option<Box<dyn MultipartUpload>>);

impl Open {
    fn upload(&mut self) -> &mut Box<dyn MultipartUpload> {
        self.0.as_mut().expect("held until it is completed")
    }

    async fn abort(mut self) {
        if let Some(mut upload) = self.0.take() {
            abort(&mut upload).await;
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let Some(mut upload) = self.0.take() else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { abort(&mut upload).await });
        }
    }
}

async fn abort(upload: &mut Box<dyn MultipartUpload>) {
    if let Err(error) = upload.abort().await {
        tracing::warn!(%error, "an aborted upload left parts in the store");
    }
}

pub(super) async fn run<S, E>(
    files: &Files,
    key: &FileKey,
    content: S,
    limit: u64,
) -> Result<u64, FilesError>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: std::fmt::Display,
{
    let mut content = pin!(content);
    let mut open = Open(None);
    let mut waiting = BytesMut::new();
    let mut total: u64 = 0;
    while let Some(piece) = content.next().await {
        let received = match piece {
            Ok(piece) => {
                total += piece.len() as u64;
                waiting.extend_from_slice(&piece);
                if total > limit { Err(FilesError::TooLarge(limit)) } else { Ok(()) }
            }
            Err(error) => Err(FilesError::Broken(error.to_string())),
        };
        if let Err(error) = received {
            open.abort().await;
            return Err(error);
        }
        while waiting.len() >= PART {
            let part = waiting.split_to(PART).freeze();
            send(files, key, &mut open, part).await?;
        }
    }
    if open.0.is_none() {
        files.put(key, waiting.freeze()).await?;
        return Ok(total);
    }
    if !waiting.is_empty() {
        send(files, key, &mut open, waiting.freeze()).await?;
    }
    match open.upload().complete().await {
        Ok(_) => {
            open.0 = None;
            Ok(total)
        }
        Err(error) => {
            open.abort().await;
            Err(files.fault(error))
        }
    }
}

/// Sends one part, beginning the upload with the first.
async fn send(
    files: &Files,
    key: &FileKey,
    open: &mut Open,
    part: Bytes,
) -> Result<(), FilesError> {
    if open.0.is_none() {
        let begun = files.store.put_multipart(&key.path()).await;
        open.0 = Some(begun.map_err(|error| files.fault(error))?);
    }
    let sent = open.upload().put_part(part.into()).await;
    if let Err(error) = sent {
        std::mem::replace(open, Open(None)).abort().await;
        return Err(files.fault(error));
    }
    Ok(())
}

/// Removes what processes that were killed left half written: files the store names
/// `<name>#<number>`, older than `age`. Younger ones may belong to a process beside us.
pub(super) fn sweep(folder: &FsPath, age: Duration) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(meta) = entry.metadata() else { continue };
        if meta.is_dir() {
            sweep(&path, age);
        } else if is_half_written(&path)
            && meta.modified().is_ok_and(|it| it.elapsed().is_ok_and(|passed| passed >= age))
            && std::fs::remove_file(&path).is_ok()
        {
            tracing::info!(file = %path.display(), "removed a half-written file");
        }
    }
}

fn is_half_written(path: &FsPath) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.rsplit_once('#').is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
    })
}
