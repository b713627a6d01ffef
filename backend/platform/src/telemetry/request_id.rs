//! The id by which a person, a log line and an audit entry speak of the same request.

use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::header::{HeaderMap, HeaderValue};
use kernel::Clock;

/// Crockford's digits: no I, L, O, U, so that an id can be read out.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Ours: nine digits of milliseconds (35,000 years), a dash, seven of chance.
const LENGTH: usize = 17;

/// The id of one request: 8 to 64 letters, digits and dashes; ours look like
/// `1jh2k4m6p-3f9z0qa` and sort by time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestId(Box<str>);

impl RequestId {
    /// The id a caller gave in `x-request-id`, if it has the right form; else a new one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get("x-request-id").and_then(|it| it.to_str().ok());
        given.and_then(Self::parse).unwrap_or_else(Self::fresh)
    }

    /// Reads an id; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_sign = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
        let is_id = (8..=64).contains(&text.len()) && text.bytes().all(is_sign);
        is_id.then(|| Self(text.into()))
    }

    /// A new id. Not a secret: it is made fast, from a counter stirred with a key of this
    /// process, and never twice by one process.
    #[must_use]
    pub fn fresh() -> Self {
        static KEY: OnceLock<RandomState> = OnceLock::new();
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let chance = KEY.get_or_init(RandomState::new).hash_one(count);
        let now = Clock::System.now().timestamp_millis();
        Self::from_parts(u64::try_from(now).unwrap_or(0), chance)
    }

    fn from_parts(milliseconds: u64, chance: u64) -> Self {
        let mut text = String::with_capacity(LENGTH);
        let mut write = |bits: u64, digits: u32| {
            for place in (0..digits).rev() {
                let digit = usize::try_from(bits >> (5 * place) & 31).expect("below 32");
                text.push(char::from(DIGITS[digit]));
            }
        };
        write(milliseconds, 9);
        write(chance, 7);
        text.insert(9, '-');
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("letters, digits and dashes")
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderName;
    use std::collections::HashSet;

    #[test]
    fn an_id_is_short_sorts_by_time_and_is_read_back() {
        let early = RequestId::from_parts(1_795_248_000_000, u64::MAX);
        let late = RequestId::from_parts(1_795_248_000_001, 0);

        assert_eq!(early.as_str(), "1m7yhx300-zzzzzzz");
        assert_eq!(late.as_str(), "1m7yhx301-0000000");
        assert_eq!(RequestId::parse(early.as_str()), Some(early));
    }

    #[test]
    fn fresh_ids_differ() {
        let ids: HashSet<RequestId> = (0..10_000).map(|_| RequestId::fresh()).collect();

        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn a_given_id_is_kept_when_it_has_the_right_form() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static("x-request-id"), HeaderValue::from_static(text));
            RequestId::of(&headers).to_string()
        };

        assert_eq!(of("0000-ABCD-efgh"), "0000-ABCD-efgh");
        for refused in ["", "short", "with space in it", "evil\"}{", "0000/1111/2222"] {
            assert_ne!(of(refused), refused);
        }
        assert_eq!(RequestId::parse(&"a".repeat(65)), None);
    }
}
