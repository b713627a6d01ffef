//! Files in a store that speaks S3 and checks signatures.

use crate::support::peers::{S3_KEYS, S3Store};
use bytes::Bytes;
use futures::StreamExt;
use platform::files::{FileKey, Files, FilesError};
use platform::settings::Settings;
use std::collections::HashMap;
use std::time::Duration;

async fn open(store: &S3Store, secret: &str) -> Result<Files, FilesError> {
    let vars = [
        ("STORAGE_URL", store.url().as_str()),
        ("STORAGE_ACCESS_KEY", S3_KEYS.0),
        ("STORAGE_SECRET_KEY", secret),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Files::open(&Settings::from_vars(&HashMap::from(vars)).unwrap()).await
}

async fn opened() -> (S3Store, Files) {
    let store = S3Store::start().await;
    let files = open(&store, S3_KEYS.1).await.unwrap();
    (store, files)
}

fn key(text: &str) -> FileKey {
    FileKey::parse(text).unwrap()
}

/// `count` pieces of `bytes` bytes, each of its own letter.
fn pieces(count: usize, bytes: usize) -> Vec<Bytes> {
    (0..count).map(|number| vec![b'a' + u8::try_from(number % 26).unwrap(); bytes].into()).collect()
}

fn streamed(pieces: Vec<Bytes>) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> {
    futures::stream::iter(pieces.into_iter().map(Ok))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_written_read_listed_and_deleted() {
    let (_store, files) = opened().await;
    let plan = key("demands/dem_1/plan.pdf");

    files.put(&plan, Bytes::from_static(b"0123456789")).await.unwrap();
    files.put(&key("demands/dem_2/plan.pdf"), Bytes::from_static(b"x")).await.unwrap();

    assert_eq!(files.get(&plan).await.unwrap(), "0123456789");
    assert_eq!(files.find(&plan).await.unwrap().unwrap().bytes, 10);
    let listed = files.list(Some(&key("demands/dem_1")), 10).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), [plan.as_str()]);
    assert_eq!(files.list(None, 10).await.unwrap().len(), 2);
    files.delete(&plan).await.unwrap();
    files.delete(&plan).await.unwrap();
    assert!(!files.exists(&plan).await.unwrap());
    assert!(matches!(files.get(&plan).await, Err(FilesError::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_file_is_read_and_a_part_behind_its_end_is_refused() {
    let (_store, files) = opened().await;
    let plan = key("plan.pdf");
    files.put(&plan, Bytes::from_static(b"0123456789")).await.unwrap();

    assert_eq!(files.get_range(&plan, 2..5).await.unwrap(), "234");
    assert_eq!(files.get_range(&plan, 8..50).await.unwrap(), "89");
    assert!(matches!(files.get_range(&plan, 10..12).await, Err(FilesError::Range)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_told_from_a_missing_bucket() {
    let store = S3Store::start().await;

    let wrong = open(&store, "another-secret").await.err().unwrap();

    assert!(matches!(wrong, FilesError::Keys(_)), "{wrong}");
    assert!(wrong.to_string().contains("STORAGE_SECRET_KEY"), "{wrong}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_fetches_and_sends_by_presigned_addresses_only() {
    let (_store, files) = opened().await;
    let plan = key("plan.pdf");
    let http = reqwest::Client::new();
    let day = Duration::from_secs(3_600);

    let put = files.presigned_put(&plan, day).await.unwrap().unwrap();
    assert!(http.put(put.as_str()).body("signed").send().await.unwrap().status().is_success());
    let get = files.presigned_get(&plan, day).await.unwrap().unwrap();
    let got = http.get(get.as_str()).send().await.unwrap();
    assert_eq!(got.text().await.unwrap(), "signed");

    let mut unsigned = get.clone();
    unsigned.set_query(None);
    assert!(http.get(unsigned.as_str()).send().await.unwrap().status().is_client_error());
    let forged = get.as_str().replace("plan.pdf", "other.pdf");
    assert!(http.get(&forged).send().await.unwrap().status().is_client_error());
    assert!(http.put(get.as_str()).body("forged").send().await.unwrap().status().is_client_error());
    assert_eq!(files.get(&plan).await.unwrap(), "signed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_goes_in_parts_and_comes_back_whole() {
    let (_store, files) = opened().await;
    let plan = key("plan.pdf");
    let content = pieces(19, 1 << 20);

    let written = files.put_stream(&plan, streamed(content.clone()), u64::MAX).await.unwrap();

    assert_eq!(written, 19 << 20);
    assert_eq!(files.get(&plan).await.unwrap(), content.concat());
    assert_eq!(files.get_range(&plan, (1 << 20) - 1..(1 << 20) + 1).await.unwrap(), "ab");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_written_upload_is_never_seen_and_leaves_nothing() {
    let (store, files) = opened().await;
    let before = store.files();
    let broken = streamed(pieces(18, 1 << 20))
        .chain(futures::stream::once(async { Err(std::io::Error::other("the sender went away")) }));

    let outcome = files.put_stream(&key("plan.pdf"), broken, u64::MAX).await;

    assert!(matches!(outcome, Err(FilesError::Broken(_))), "{outcome:?}");
    assert!(!files.exists(&key("plan.pdf")).await.unwrap());
    assert_eq!(store.files(), before, "the parts are gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_over_the_limit_is_refused_before_it_is_whole() {
    let (store, files) = opened().await;
    let before = store.files();

    let outcome = files.put_stream(&key("plan.pdf"), streamed(pieces(40, 1 << 20)), 20 << 20).await;

    assert!(matches!(outcome, Err(FilesError::TooLarge(_))), "{outcome:?}");
    assert_eq!(store.files(), before);
}
