//! Uploaded and made files: in a folder of ours, or in a store that speaks S3.
//!
//! A file is seen whole or not at all: the folder writes beside the place and renames, S3 shows
//! a multipart upload only once it is completed. Keys are made by the caller from ids, never
//! from what a person typed.

mod error;
mod key;
mod upload;

use std::ops::Range;
use std::path::Path as FsPath;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::signer::{Method, Signer};
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use object_store::{GetOptions, GetRange};
use url::Url;

pub use error::FilesError;
pub use key::{FileKey, KeyError};

use crate::settings::{S3, Settings, Storage};

/// Longest time a presigned address may hold.
const LONGEST_SIGNATURE: Duration = Duration::from_secs(24 * 3600);
/// Most entries of one listing.
const LONGEST_LIST: usize = 10_000;
/// How long we try to reach an S3 store before we say that it does not answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Half-written files older than this were left by a process that is gone.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// What is known of a stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Its key.
    pub key: FileKey,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was written.
    pub written_at: chrono::DateTime<chrono::Utc>,
    /// Changes when the content changes, if the store tells; with its quotes.
    pub etag: Option<String>,
}

/// A file on its way out.
pub struct FileBody {
    /// What is known of the whole file.
    pub entry: FileEntry,
    /// The part that follows, in bytes from the start.
    pub range: Range<u64>,
    /// The bytes of that part.
    pub stream: BoxStream<'static, Result<Bytes, FilesError>>,
}

/// The file store of one process. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    signer: Option<Arc<AmazonS3>>,
    largest: u64,
    place: Arc<str>,
}

impl Files {
    /// Opens the store of the settings and makes sure that it can be written (folder) or read
    /// with our keys (S3).
    ///
    /// # Errors
    /// [`FilesError`] says in one sentence what to mend.
    pub async fn open(settings: &Settings) -> Result<Self, FilesError> {
        let largest = settings.limits.upload_bytes;
        let files = match &settings.storage {
            Storage::Folder(folder) => Self::folder(folder, largest)?,
            Storage::S3(s3) => Self::s3(s3, largest)?,
        };
        files.check().await?;
        Ok(files)
    }

    fn folder(folder: &FsPath, largest: u64) -> Result<Self, FilesError> {
        let place = folder.display().to_string();
        let refused = |error: std::io::Error| FilesError::Folder(place.clone(), error.to_string());
        std::fs::create_dir_all(folder).map_err(refused)?;
        upload::sweep(folder, STALE);
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| FilesError::Folder(place.clone(), error.to_string()))?
            // What was acknowledged survives a power cut.
            .with_fsync(true);
        Ok(Self { store: Arc::new(store), signer: None, largest, place: place.into() })
    }

    fn s3(s3: &S3, largest: u64) -> Result<Self, FilesError> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(s3.access_key.reveal())
            .with_secret_access_key(s3.secret_key.reveal())
            .with_virtual_hosted_style_request(s3.virtual_host)
            .with_allow_http(s3.allow_http)
            .with_client_options(
                ClientOptions::new()
                    .with_allow_http(s3.allow_http)
                    .with_connect_timeout(Duration::from_secs(5))
                    .with_timeout(Duration::from_secs(60)),
            )
            .with_retry(RetryConfig {
                backoff: BackoffConfig::default(),
                max_retries: 3,
                retry_timeout: PATIENCE,
            });
        if let Some(endpoint) = &s3.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let place = format!("s3://{}", s3.bucket);
        let store = builder.build().map_err(|error| error::translate(error, &place))?;
        let store = Arc::new(store);
        let signer = Some(Arc::clone(&store));
        Ok(Self { store, signer, largest, place: place.into() })
    }

    /// Whether the store can be used right now; for the start and for `/readyz`.
    ///
    /// # Errors
    /// [`FilesError`] says in one sentence what to mend.
    pub async fn check(&self) -> Result<(), FilesError> {
        if self.signer.is_some() {
            // Listing needs the right keys and an existing bucket, and changes nothing.
            self.store.list(None).next().await.transpose().map_err(|error| self.fault(error))?;
            return Ok(());
        }
        let probe = Path::from(format!("probe-{:016x}", kernel::Dice::from_system().next_u64()));
        let tried = match self.store.put(&probe, Bytes::new().into()).await {
            Ok(_) => self.store.delete(&probe).await,
            Err(error) => Err(error),
        };
        tried.map_err(|error| FilesError::Folder(self.place.to_string(), error::innermost(&error)))
    }

    /// Where the files are, for people; holds no secret.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Largest file taken, in bytes.
    #[must_use]
    pub const fn largest(&self) -> u64 {
        self.largest
    }

    /// Writes a file, replacing one of the same key.
    ///
    /// # Errors
    /// [`FilesError::TooLarge`], or what the store says.
    pub async fn put(&self, key: &FileKey, content: Bytes) -> Result<(), FilesError> {
        if content.len() as u64 > self.largest {
            return Err(FilesError::TooLarge(self.largest));
        }
        let put = self.store.put(&key.path(), content.into()).await;
        put.map(drop).map_err(|error| self.fault(error))
    }

    /// Writes a file from a stream that may be long, and answers its length. When the stream
    /// fails, is longer than `limit` bytes, or the caller goes away, nothing
    /// is left and a former file of the same key stays as it was.
    ///
    /// # Errors
    /// [`FilesError::TooLarge`], [`FilesError::Broken`] when the stream failed, or what the
    /// store says.
    pub async fn put_stream<S, E>(
        &self,
        key: &FileKey,
        content: S,
        limit: u64,
    ) -> Result<u64, FilesError>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: std::fmt::Display,
    {
        upload::run(self, key, content, limit).await
    }

    /// The whole content of a file of at most our own limit.
    ///
    /// # Errors
    /// [`FilesError::NotFound`], [`FilesError::TooLarge`], or what the store says.
    pub async fn get(&self, key: &FileKey) -> Result<Bytes, FilesError> {
        let found = self.store.get(&key.path()).await.map_err(|error| self.fault(error))?;
        if found.meta.size > self.largest {
            return Err(FilesError::TooLarge(self.largest));
        }
        found.bytes().await.map_err(|error| self.fault(error))
    }

    /// The bytes from `range.start` up to `range.end`, fewer at the end of the file.
    ///
    /// # Errors
    /// [`FilesError::NotFound`], [`FilesError::Range`] when it starts behind the end,
    /// [`FilesError::TooLarge`], or what the store says.
    pub async fn get_range(&self, key: &FileKey, range: Range<u64>) -> Result<Bytes, FilesError> {
        if range.end.saturating_sub(range.start) > self.largest {
            return Err(FilesError::TooLarge(self.largest));
        }
        let body = self.read(key, Some(range)).await?;
        let parts: Vec<Bytes> = body.stream.try_collect().await?;
        Ok(match <[Bytes; 1]>::try_from(parts) {
            Ok([only]) => only,
            Err(parts) => parts.concat().into(),
        })
    }

    /// A file, or a part of it, as a stream for an answer to a browser.
    ///
    /// # Errors
    /// As [`Files::get_range`], without a limit on the length.
    pub async fn read(
        &self,
        key: &FileKey,
        range: Option<Range<u64>>,
    ) -> Result<FileBody, FilesError> {
        if range.as_ref().is_some_and(|it| it.start >= it.end) {
            return Err(FilesError::Range);
        }
        let options = GetOptions::new().with_range(range.map(GetRange::Bounded));
        let found = match self.store.get_opts(&key.path(), options).await {
            Ok(found) => found,
            Err(error) if error::is_bad_range(&error) => return Err(FilesError::Range),
            Err(error) => return Err(self.fault(error)),
        };
        let entry = FileEntry {
            key: key.clone(),
            bytes: found.meta.size,
            written_at: found.meta.last_modified,
            etag: found.meta.e_tag.clone(),
        };
        let (range, place) = (found.range.clone(), Arc::clone(&self.place));
        let stream = found.into_stream().map_err(move |error| error::translate(error, &place));
        Ok(FileBody { entry, range, stream: stream.boxed() })
    }

    /// What is known of a file; `None` when there is none.
    ///
    /// # Errors
    /// What the store says.
    pub async fn find(&self, key: &FileKey) -> Result<Option<FileEntry>, FilesError> {
        match self.store.head(&key.path()).await {
            Ok(meta) => Ok(entry(meta)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.fault(error)),
        }
    }

    /// Whether there is a file.
    ///
    /// # Errors
    /// What the store says.
    pub async fn exists(&self, key: &FileKey) -> Result<bool, FilesError> {
        Ok(self.find(key).await?.is_some())
    }

    /// Deletes a file; one that is not there counts as deleted.
    ///
    /// # Errors
    /// What the store says.
    pub async fn delete(&self, key: &FileKey) -> Result<(), FilesError> {
        match self.store.delete(&key.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.fault(error)),
        }
    }

    /// The files below a prefix (whole folder names, like `demands/dem_01j…`), sorted by key, at
    /// most `limit` and 10,000. Half-written files are not among them.
    ///
    /// # Errors
    /// What the store says.
    pub async fn list(
        &self,
        prefix: Option<&FileKey>,
        limit: usize,
    ) -> Result<Vec<FileEntry>, FilesError> {
        let prefix = prefix.map(FileKey::path);
        let listed = self.store.list(prefix.as_ref()).map_err(|error| self.fault(error));
        let found = listed.try_filter_map(|meta| async move { Ok(entry(meta)) });
        // A folder comes in the order of the disk: sorted after reading, up to a bound.
        let mut entries: Vec<FileEntry> = found.take(LONGEST_LIST).try_collect().await?;
        entries.sort_by(|one, other| one.key.cmp(&other.key));
        entries.truncate(limit);
        Ok(entries)
    }

    /// An address from which a browser may fetch the file itself for so long (at most a day);
    /// `None` for a folder, whose files the server hands out.
    ///
    /// # Errors
    /// What the store says.
    pub async fn presigned_get(
        &self,
        key: &FileKey,
        expires_in: Duration,
    ) -> Result<Option<Url>, FilesError> {
        self.presigned(Method::GET, key, expires_in).await
    }

    /// An address to which a browser may send the file itself for so long (at most a day); `None`
    /// for a folder. The store takes any length: look at [`Files::find`] before using the file.
    ///
    /// # Errors
    /// What the store says.
    pub async fn presigned_put(
        &self,
        key: &FileKey,
        expires_in: Duration,
    ) -> Result<Option<Url>, FilesError> {
        self.presigned(Method::PUT, key, expires_in).await
    }

    async fn presigned(
        &self,
        method: Method,
        key: &FileKey,
        expires_in: Duration,
    ) -> Result<Option<Url>, FilesError> {
        let Some(signer) = &self.signer else { return Ok(None) };
        let expires_in = expires_in.min(LONGEST_SIGNATURE);
        let signed = signer.signed_url(method, &key.path(), expires_in).await;
        signed.map(Some).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: object_store::Error) -> FilesError {
        error::translate(error, &self.place)
    }
}

/// An entry of the store; `None` for keys that are not ours.
fn entry(meta: object_store::ObjectMeta) -> Option<FileEntry> {
    Some(FileEntry {
        key: FileKey::parse(meta.location.as_ref()).ok()?,
        bytes: meta.size,
        written_at: meta.last_modified,
        etag: meta.e_tag,
    })
}

#[cfg(test)]
#[path = "files/tests.rs"]
mod tests;
