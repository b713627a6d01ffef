//! Every limit of the GraphQL door in one place.

use std::time::Duration;

/// What a request may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How deep fields may nest.
    pub depth: usize,
    /// How many fields may be resolved, lists counted by their length.
    pub complexity: usize,
    /// How many bytes the document may have.
    pub document_bytes: usize,
    /// How long the answer may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 12,
            complexity: 20_000,
            document_bytes: 32 * 1024,
            time: Duration::from_secs(10),
        }
    }
}
