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

/// No part of a request counts for more than this: far above any limit, and so low that adding
/// and multiplying stays exact.
const MOST: usize = 1_000_000_000;

/// What a list counts for: its own cost, and that of a row as often as rows are asked for.
#[must_use]
pub fn list_cost(own: usize, rows: i32, of_row: usize) -> usize {
    let rows = usize::try_from(rows).unwrap_or(0);
    of_row.saturating_mul(rows).saturating_add(own).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_costs_what_its_rows_do_and_never_overflows() {
        assert_eq!(list_cost(5, 20, 3), 65);
        assert_eq!(list_cost(5, -1, 3), 5);
        let nested = (0..50).fold(1, |of_row, _| list_cost(1, i32::MAX, of_row));
        assert_eq!(nested, MOST);
    }
}
