//! What one request may ask for.

use super::read::{Reader, duration, number, size};
use std::time::Duration;

/// What one request may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest body that is not an upload, in bytes.
    pub body_bytes: usize,
    /// Largest uploaded file, in bytes.
    pub upload_bytes: u64,
    /// Longest a request may take.
    pub time: Duration,
    /// Deepest nesting of a GraphQL query.
    pub depth: usize,
    /// Highest complexity of a GraphQL query.
    pub complexity: usize,
    /// Open connections for subscriptions from one address.
    pub sockets: usize,
    /// How long one stays open without a subscription.
    pub socket_idle: Duration,
    /// How long one stays open at most.
    pub socket_life: Duration,
}

/// Reads the limits.
pub(super) fn limits(reader: &mut Reader<'_>) -> Limits {
    let body_bytes = reader.value("GREENBRIDGE_LIMIT_BODY", size);
    Limits {
        body_bytes: usize::try_from(body_bytes).unwrap_or(usize::MAX),
        upload_bytes: reader.value("GREENBRIDGE_LIMIT_UPLOAD", size),
        time: reader.value("GREENBRIDGE_LIMIT_TIME", duration),
        depth: reader.value("GREENBRIDGE_LIMIT_DEPTH", number(1..=50)) as usize,
        complexity: reader.value("GREENBRIDGE_LIMIT_COMPLEXITY", number(1..=1_000_000)) as usize,
        sockets: reader.value("GREENBRIDGE_LIMIT_SOCKETS", number(1..=1_000)) as usize,
        socket_idle: reader.value("GREENBRIDGE_SOCKET_IDLE", duration),
        socket_life: reader.value("GREENBRIDGE_SOCKET_LIFE", duration),
    }
}
