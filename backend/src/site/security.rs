//! The headers that keep a browser from doing what our pages never ask for.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// The content policy of the public pages: nothing from elsewhere, no inline script or style.
/// JSON-LD blocks are data and not executed, so they need no exception.
pub const PUBLIC_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'; font-src 'self'";

/// Every header but the content policy, which depends on what is served.
const OTHERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("x-frame-options", "DENY"),
];

/// Sets all security headers with the given content policy, replacing what stands there.
pub fn secure(headers: &mut HeaderMap, policy: &'static str) {
    headers.insert(
        HeaderName::from_static("content-security-policy"),
        HeaderValue::from_static(policy),
    );
    for (name, value) in OTHERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_is_set_once() {
        let mut headers = HeaderMap::new();

        secure(&mut headers, PUBLIC_POLICY);
        secure(&mut headers, PUBLIC_POLICY);

        assert_eq!(headers.len(), OTHERS.len() + 1);
        let policy = headers
            .get("content-security-policy")
            .expect("it was set")
            .to_str()
            .expect("it is text");
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}
