use super::*;
use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;

struct Place {
    folder: tempfile::TempDir,
    files: Files,
}

async fn place(limit: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&settings(folder.path(), limit)).await.unwrap();
    Place { folder, files }
}

fn settings(folder: &FsPath, limit: &str) -> Settings {
    Settings::from_vars(&HashMap::from([
        ("GREENBRIDGE_DATA".to_owned(), folder.display().to_string()),
        ("GREENBRIDGE_LIMIT_UPLOAD".to_owned(), limit.to_owned()),
    ]))
    .unwrap()
}

fn key(text: &str) -> FileKey {
    FileKey::parse(text).unwrap()
}

/// Every file below a folder, also those the store hides.
fn on_disk(folder: &FsPath) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    entries.map(|it| if it.is_dir() { on_disk(&it) } else { 1 }).sum()
}

fn pieces(count: usize, bytes: usize) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter(
        (0..count)
            .map(move |number| Ok(Bytes::from(vec![u8::try_from(number % 251).unwrap(); bytes]))),
    )
}

#[tokio::test]
async fn a_file_is_written_read_listed_and_deleted() {
    let Place { folder: _folder, files } = place("1MiB").await;
    let key = key("demands/dem_01j0/plan.pdf");

    files.put(&key, Bytes::from_static(b"0123456789")).await.unwrap();

    assert_eq!(files.get(&key).await.unwrap(), "0123456789");
    assert_eq!(files.get_range(&key, 2..5).await.unwrap(), "234");
    assert_eq!(files.get_range(&key, 8..50).await.unwrap(), "89");
    let entry = files.find(&key).await.unwrap().unwrap();
    assert_eq!((entry.bytes, entry.etag.is_some()), (10, true));
    assert_eq!(files.list(None, 10).await.unwrap(), [entry]);

    files.delete(&key).await.unwrap();
    files.delete(&key).await.unwrap();
    assert!(!files.exists(&key).await.unwrap());
    assert!(matches!(files.get(&key).await, Err(FilesError::NotFound)));
}

#[tokio::test]
async fn a_range_behind_the_end_or_of_no_length_is_refused() {
    let Place { folder: _folder, files } = place("1MiB").await;
    files.put(&key("a"), Bytes::from_static(b"0123")).await.unwrap();

    for range in [4..5, 100..200, 2..2] {
        let refused = files.get_range(&key("a"), range.clone()).await;
        assert!(matches!(refused, Err(FilesError::Range)), "{range:?} {refused:?}");
    }
    let whole = files.read(&key("a"), None).await.unwrap();
    assert_eq!(whole.range, 0..4);
}

#[tokio::test]
async fn a_listing_is_sorted_limited_and_below_its_prefix() {
    let Place { folder: _folder, files } = place("1MiB").await;
    for name in ["b/2", "a/2", "a/1", "ab/1", "a/10"] {
        files.put(&key(name), Bytes::new()).await.unwrap();
    }

    let names = |entries: Vec<FileEntry>| -> Vec<String> {
        entries.into_iter().map(|it| it.key.to_string()).collect()
    };

    assert_eq!(names(files.list(Some(&key("a")), 10).await.unwrap()), ["a/1", "a/10", "a/2"]);
    assert_eq!(names(files.list(None, 2).await.unwrap()), ["a/1", "a/10"]);
}

#[tokio::test]
async fn a_long_stream_arrives_whole_in_parts() {
    let Place { folder, files } = place("40MiB").await;

    let length = files.put_stream(&key("big"), pieces(20, 1 << 20), u64::MAX).await.unwrap();

    assert_eq!(length, 20 << 20);
    let content = files.get(&key("big")).await.unwrap();
    assert_eq!(content.len(), 20 << 20);
    assert!(content.iter().enumerate().all(|(at, byte)| *byte == (at >> 20) as u8));
    assert_eq!(on_disk(folder.path()), 1);
}

#[tokio::test]
async fn a_short_stream_is_a_file_too() {
    let Place { folder: _folder, files } = place("1MiB").await;

    assert_eq!(files.put_stream(&key("a"), pieces(0, 1), 10).await.unwrap(), 0);
    assert_eq!(files.put_stream(&key("b"), pieces(3, 3), 9).await.unwrap(), 9);

    assert_eq!(files.get(&key("b")).await.unwrap().len(), 9);
}

#[tokio::test]
async fn a_stream_over_the_limit_leaves_nothing_and_keeps_the_former_file() {
    let Place { folder, files } = place("20MiB").await;
    files.put(&key("a"), Bytes::from_static(b"former")).await.unwrap();

    let asked = files.put_stream(&key("a"), pieces(10, 1 << 20), 9 << 20).await;

    assert!(matches!(asked, Err(FilesError::TooLarge(it)) if it == 9 << 20), "{asked:?}");
    assert_eq!(files.get(&key("a")).await.unwrap(), "former");
    assert_eq!(on_disk(folder.path()), 1);
}

#[tokio::test]
async fn a_stream_that_breaks_leaves_nothing() {
    let Place { folder, files } = place("40MiB").await;
    let broken = pieces(12, 1 << 20)
        .chain(futures::stream::once(async { Err(std::io::Error::other("connection closed")) }));

    let answer = files.put_stream(&key("a"), broken, u64::MAX).await;

    assert!(matches!(answer, Err(FilesError::Broken(_))), "{answer:?}");
    assert!(files.list(None, 10).await.unwrap().is_empty());
    assert_eq!(on_disk(folder.path()), 0);
}

#[tokio::test]
async fn an_upload_whose_caller_goes_away_is_not_seen() {
    let Place { folder, files } = place("40MiB").await;
    let endless = pieces(12, 1 << 20).chain(futures::stream::pending());
    let key = key("a");

    let mut upload = Box::pin(files.put_stream(&key, endless, u64::MAX));
    let begun = futures::poll!(upload.as_mut());
    assert!(begun.is_pending());
    while on_disk(folder.path()) == 0 {
        assert!(futures::poll!(upload.as_mut()).is_pending());
        tokio::task::yield_now().await;
    }
    assert!(files.list(None, 10).await.unwrap().is_empty(), "half-written files are not listed");
    drop(upload);

    while on_disk(folder.path()) > 0 {
        tokio::task::yield_now().await;
    }
    assert!(!files.exists(&key).await.unwrap());
}

#[tokio::test]
async fn what_a_killed_process_left_half_written_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("a")).unwrap();
    for name in ["a/plan.pdf#1", "a/plan.pdf", "a/no#1x"] {
        std::fs::write(folder.path().join(name), "x").unwrap();
    }

    upload::sweep(folder.path(), STALE);
    assert_eq!(on_disk(folder.path()), 3, "young ones may be at work");

    upload::sweep(folder.path(), Duration::ZERO);
    assert_eq!(on_disk(folder.path()), 2);
}

#[tokio::test]
async fn a_file_over_the_limit_is_neither_taken_nor_read_whole() {
    let Place { folder, files } = place("1KiB").await;
    std::fs::write(folder.path().join("files/a"), vec![0; 2000]).unwrap();

    let put = files.put(&key("b"), Bytes::from(vec![0; 1025])).await;

    assert!(matches!(put, Err(FilesError::TooLarge(1024))));
    assert!(matches!(files.get(&key("a")).await, Err(FilesError::TooLarge(1024))));
    assert!(matches!(files.get_range(&key("a"), 0..2000).await, Err(FilesError::TooLarge(_))));
    assert_eq!(files.get_range(&key("a"), 1000..2000).await.unwrap().len(), 1000);
}

#[tokio::test]
async fn a_folder_has_no_addresses_of_its_own() {
    let Place { folder: _folder, files } = place("1MiB").await;

    let minute = Duration::from_secs(60);
    assert_eq!(files.presigned_get(&key("a"), minute).await.unwrap(), None);
    assert_eq!(files.presigned_put(&key("a"), minute).await.unwrap(), None);
}

#[tokio::test]
async fn an_s3_address_is_signed_without_asking_the_store() {
    let s3 = S3 {
        bucket: "files".into(),
        endpoint: Some("http://127.0.0.1:9000".into()),
        region: "us-east-1".into(),
        allow_http: true,
        virtual_host: false,
        access_key: crate::Secret::new("key"),
        secret_key: crate::Secret::new("hunter2"),
    };
    let files = Files::s3(&s3, 1 << 20).unwrap();

    let week = Duration::from_secs(7 * 86_400);
    let url = files.presigned_put(&key("a/b.pdf"), week).await.unwrap().unwrap();

    assert!(url.as_str().starts_with("http://127.0.0.1:9000/files/a/b.pdf?"), "{url}");
    assert!(url.as_str().contains("X-Amz-Expires=86400"), "at most a day: {url}");
    assert!(!url.as_str().contains("hunter2"));
    assert_eq!(files.place(), "s3://files");
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("files"), "in the way").unwrap();

    let refused = Files::open(&settings(folder.path(), "1MiB")).await.err().unwrap().to_string();

    assert!(refused.contains("无法写入") && refused.contains("GREENBRIDGE_DATA"), "{refused}");
    assert_eq!(refused.lines().count(), 1);
}

#[tokio::test]
async fn a_folder_without_write_permission_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    std::fs::create_dir(&files).unwrap();
    std::fs::set_permissions(&files, PermissionsExt::from_mode(0o555)).unwrap();
    if std::fs::write(files.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere.
    }

    let refused = Files::open(&settings(folder.path(), "1MiB")).await.err().unwrap().to_string();

    assert!(refused.contains("无法写入"), "{refused}");
}
