//! What can go wrong with files, in sentences that say what to mend.

use kernel::{Denied, Error};

/// Why a file could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No such file.
    #[error("文件不存在")]
    NotFound,
    /// Longer than this many bytes.
    #[error("文件过大，最大 {}", people_size(*.0))]
    TooLarge(u64),
    /// The asked part begins behind the end or is empty.
    #[error("请求的范围超出文件长度")]
    Range,
    /// The sender stopped or failed before the end.
    #[error("文件没有传完：{0}")]
    Broken(String),
    /// The folder cannot be made or written: where, and what the system says.
    #[error(
        "文件夹 {0} 无法写入：{1}；请检查权限和磁盘空间，或用 GREENBRIDGE_DATA、STORAGE_URL 指定其他位置"
    )]
    Folder(String, String),
    /// The store knows no such bucket.
    #[error("对象存储中没有 {0} 这个存储桶；请先创建它，或检查 STORAGE_URL")]
    NoBucket(String),
    /// The store refuses our keys.
    #[error("对象存储 {0} 拒绝了密钥；请检查 STORAGE_ACCESS_KEY、STORAGE_SECRET_KEY 及其权限")]
    Keys(String),
    /// The store answers something else or nothing.
    #[error("对象存储 {0} 没有正常应答：{reason}", reason = innermost(.1.as_ref()))]
    Store(String, #[source] anyhow::Error),
}

/// A size as people read it.
fn people_size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

impl From<FilesError> for Error {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::NotFound => Denied::NotFound.into(),
            FilesError::TooLarge(_) => Denied::LimitExceeded(error.to_string()).into(),
            FilesError::Range | FilesError::Broken(_) => Denied::BadInput(error.to_string()).into(),
            fault => Self::Fault(anyhow::Error::new(fault).context("files")),
        }
    }
}

/// The deepest cause, without the layers around it.
pub(super) fn innermost(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(cause) = deepest.source() {
        deepest = cause;
    }
    deepest.to_string()
}

/// Whether a range was asked that the file does not have.
pub(super) fn is_bad_range(error: &object_store::Error) -> bool {
    // The library keeps its own type for this to itself; S3 answers it as status 416.
    let text = chain(error).to_lowercase();
    ["wanted range starting", "range not satisfiable", "invalidrange"]
        .iter()
        .any(|it| text.contains(it))
}

pub(super) fn translate(error: object_store::Error, place: &str) -> FilesError {
    use object_store::Error as Store;
    let text = chain(&error);
    let no_bucket = text.contains("NoSuchBucket");
    match error {
        _ if no_bucket => FilesError::NoBucket(place.to_owned()),
        Store::NotFound { .. } => FilesError::NotFound,
        Store::PermissionDenied { .. } | Store::Unauthenticated { .. } => {
            FilesError::Keys(place.to_owned())
        }
        _ if ["SignatureDoesNotMatch", "InvalidAccessKeyId", "AccessDenied"]
            .iter()
            .any(|it| text.contains(it)) =>
        {
            FilesError::Keys(place.to_owned())
        }
        _ if !place.starts_with("s3:") => FilesError::Folder(place.to_owned(), innermost(&error)),
        other => FilesError::Store(place.to_owned(), anyhow::Error::new(other)),
    }
}

/// The error and all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generic(text: &str) -> object_store::Error {
        object_store::Error::Generic { store: "S3", source: text.to_owned().into() }
    }

    #[test]
    fn faults_of_a_store_say_what_to_mend() {
        let keys = translate(generic("403: <Code>SignatureDoesNotMatch</Code>"), "s3://files");
        let bucket = translate(generic("404: <Code>NoSuchBucket</Code>"), "s3://files");
        let silent = translate(generic("connection refused"), "s3://files");

        assert!(keys.to_string().contains("STORAGE_SECRET_KEY"), "{keys}");
        assert!(bucket.to_string().contains("存储桶"), "{bucket}");
        assert!(matches!(silent, FilesError::Store(..)), "{silent}");
    }

    #[test]
    fn what_a_caller_may_know_is_told_and_the_rest_is_a_fault() {
        assert!(matches!(Error::from(FilesError::NotFound), Error::Denied(Denied::NotFound)));
        let large = Error::from(FilesError::TooLarge(20 << 20));
        assert_eq!(large.to_string(), "LimitExceeded(\"文件过大，最大 20 MB\")");
        assert!(matches!(Error::from(FilesError::Keys("s3://b".into())), Error::Fault(_)));
    }
}
