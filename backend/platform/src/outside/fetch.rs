//! Fetching one file from a server outside, in small pieces, up to a limit, from listed hosts alone.

use super::{Outside, PATIENCE};
use chrono::{DateTime, Utc};
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Response, StatusCode};
use std::time::Duration;
use url::{Host, Url};

/// How long a whole file may take. 配置值.
const FETCH_TIME: Duration = Duration::from_secs(120);
/// How often an address may send us on. 配置值.
const HOPS: usize = 3;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Where.
    pub url: &'a str,
    /// The `ETag` of the last answer.
    pub etag: Option<&'a str>,
    /// The `Last-Modified` of the last answer.
    pub modified: Option<&'a str>,
    /// The largest file that is taken, in bytes.
    pub most: usize,
    /// Whether a host may be asked; asked again wherever an address sends us on.
    pub is_listed: fn(&str, &[String]) -> bool,
    /// What that goes by.
    pub hosts: &'a [String],
    /// What tells today's time, for `Retry-After`.
    pub now: DateTime<Utc>,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing newer than the last answer.
    Unchanged,
    /// A file.
    File {
        /// Its content.
        content: Vec<u8>,
        /// Its media type, without parameters, in lower case.
        media: Option<String>,
        /// Its mark.
        etag: Option<String>,
        /// Its day, as the server writes it.
        modified: Option<String>,
    },
}

/// Why nothing came.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FetchError {
    /// Nobody outside is asked.
    #[error("对外访问已关闭")]
    Off,
    /// The address, or one it sends us on to, is not one we ask.
    #[error("地址不在允许的主机名单中：{0}")]
    NotListed(String),
    /// It sends us on without an end, or from https to http.
    #[error("地址一再跳转，没有取到文件")]
    SentOn,
    /// No connection, or it broke off.
    #[error("连不上对方，或传输中断")]
    Unreachable,
    /// It refused; and how long it asks us to wait, in seconds.
    #[error("对方返回 {0}")]
    Status(u16, Option<u64>),
    /// The file is larger than is taken.
    #[error("文件超过 {0} MB")]
    TooLarge(usize),
}

impl Outside {
    /// Fetches a file.
    ///
    /// # Errors
    /// [`FetchError`]; its text is for people.
    pub async fn fetch(&self, wanted: Wanted<'_>) -> Result<Fetched, FetchError> {
        let client = self.client.as_ref().ok_or(FetchError::Off)?;
        let mut url = may_ask(wanted.url, &wanted)?;
        for _ in 0..=HOPS {
            let mut request = client.get(url.clone()).timeout(FETCH_TIME);
            for (name, mark) in
                [(header::IF_NONE_MATCH, wanted.etag), (header::IF_MODIFIED_SINCE, wanted.modified)]
            {
                if let Some(mark) = mark {
                    request = request.header(name, mark);
                }
            }
            let answer = request.send().await.map_err(|error| {
                tracing::debug!(%error, "a source did not answer");
                FetchError::Unreachable
            })?;
            let status = answer.status();
            if status == StatusCode::NOT_MODIFIED {
                return Ok(Fetched::Unchanged);
            }
            if status.is_success() {
                return body_of(answer, wanted.most).await;
            }
            if !status.is_redirection() {
                let wait = retry_after(answer.headers(), wanted.now);
                return Err(FetchError::Status(status.as_u16(), wait));
            }
            let target = text(answer.headers(), header::LOCATION);
            let target = target.and_then(|it| url.join(&it).ok()).ok_or(FetchError::SentOn)?;
            if url.scheme() == "https" && target.scheme() != "https" {
                return Err(FetchError::SentOn);
            }
            url = may_ask(target.as_str(), &wanted)?;
        }
        Err(FetchError::SentOn)
    }
}

/// The address when it may be asked: of the web, by a listed name; numbers are never asked, since they
/// pass the resolver by.
fn may_ask(text: &str, wanted: &Wanted<'_>) -> Result<Url, FetchError> {
    let refused = || FetchError::NotListed(text.chars().take(200).collect());
    let url = Url::parse(text).map_err(|_| refused())?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_plain = url.username().is_empty() && url.password().is_none();
    match url.host() {
        Some(Host::Domain(name))
            if is_web && is_plain && (wanted.is_listed)(name, wanted.hosts) =>
        {
            Ok(url)
        }
        _ => Err(refused()),
    }
}

async fn body_of(mut answer: Response, most: usize) -> Result<Fetched, FetchError> {
    let too_large = || FetchError::TooLarge(most.div_ceil(1024 * 1024));
    let told = answer.content_length().and_then(|it| usize::try_from(it).ok());
    if told.is_some_and(|it| it > most) {
        return Err(too_large());
    }
    let media = text(answer.headers(), header::CONTENT_TYPE);
    let media = media.and_then(|it| Some(it.split(';').next()?.trim().to_ascii_lowercase()));
    let etag = text(answer.headers(), header::ETAG);
    let modified = text(answer.headers(), header::LAST_MODIFIED);
    let mut content = Vec::new();
    loop {
        let piece = tokio::time::timeout(PATIENCE, answer.chunk()).await;
        match piece.map_err(|_| FetchError::Unreachable)?.map_err(|_| FetchError::Unreachable)? {
            None => return Ok(Fetched::File { content, media, etag, modified }),
            Some(piece) if content.len() + piece.len() > most => return Err(too_large()),
            Some(piece) => content.extend_from_slice(&piece),
        }
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

/// `Retry-After` in seconds: a number of them, or a day and time.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<u64> {
    let told = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = told.trim().parse() {
        return Some(seconds);
    }
    let at = DateTime::parse_from_rfc2822(told.trim()).ok()?;
    u64::try_from((at.to_utc() - now).num_seconds()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted<'a>(url: &'a str, hosts: &'a [String]) -> Wanted<'a> {
        let is_listed = |host: &str, listed: &[String]| listed.iter().any(|it| it == host);
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        Wanted { url, etag: None, modified: None, most: 10, is_listed, hosts, now }
    }

    #[test]
    fn numbers_secrets_and_names_that_are_not_listed_are_never_asked() {
        let hosts = ["a.example.org".to_owned()];
        let is_asked = |url: &str| may_ask(url, &wanted(url, &hosts)).is_ok();
        assert!(is_asked("https://a.example.org/x.jsonl"));
        assert!(is_asked("http://A.example.org:8080/"));
        for url in [
            "https://b.example.org/",
            "https://a.example.org.evil.net/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "file:///etc/passwd",
            "https://u:p@a.example.org/",
            "no address",
        ] {
            assert!(!is_asked(url), "{url}");
        }
    }

    #[test]
    fn patience_is_asked_for_in_seconds_or_by_a_day() {
        let now = DateTime::parse_from_rfc3339("2026-11-22T08:00:00Z").unwrap().to_utc();
        let wait = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, value.parse().unwrap());
            retry_after(&headers, now)
        };
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Sun, 22 Nov 2026 09:00:00 GMT"), Some(3_600));
        assert_eq!(wait("Sun, 22 Nov 2026 07:00:00 GMT"), None);
        assert_eq!(wait("soon"), None);
    }
}
