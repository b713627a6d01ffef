//! What browsers are told not to do with our answers. Pages say that they are pages; all the rest
//! is completed around every route, so that no answer goes out without.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue};

/// The content policy of pages: nothing from elsewhere, no inline script or style. JSON-LD blocks
/// are data and not executed, so they need no exception. `'self'` of `connect-src` covers the WebSocket of
/// our own host (CSP Level 3 §6.7.2.8).
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'; font-src 'self'";

/// The content policy of whatever is no page: data, files, refusals.
const DATA_POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/// What every answer says beside its content policy.
const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

/// What every answer under https says as well: come back by https only, for a year.
const HTTPS: (&str, &str) = ("strict-transport-security", "max-age=31536000; includeSubDomains");

/// Says that an answer is a page, which may load what is ours.
pub fn as_page(headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
}

/// Adds what every answer says; one that is no page gets the policy of data.
pub fn complete(headers: &mut HeaderMap, is_https: bool) {
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DATA_POLICY));
    }
    for (name, value) in ALWAYS.into_iter().chain(is_https.then_some(HTTPS)) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(headers: &HeaderMap) -> &str {
        headers.get(CONTENT_SECURITY_POLICY).expect("it was set").to_str().expect("it is text")
    }

    #[test]
    fn every_header_is_set_once_and_a_page_stays_a_page() {
        let mut headers = HeaderMap::new();

        as_page(&mut headers);
        complete(&mut headers, false);
        complete(&mut headers, true);

        assert_eq!(headers.len(), ALWAYS.len() + 2);
        assert!(policy(&headers).contains("script-src 'self'"));
        assert!(!policy(&headers).contains("unsafe"));
    }

    #[test]
    fn what_is_no_page_loads_nothing() {
        let mut headers = HeaderMap::new();

        complete(&mut headers, false);

        assert_eq!(policy(&headers), DATA_POLICY);
        assert!(!headers.contains_key(HTTPS.0), "without TLS there is nothing to insist on");
    }
}
