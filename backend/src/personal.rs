//! Every table of the product with rows about persons. A guard holds the list against the tables.

use commons::privacy::PersonalTable;

/// What is handed out to a person who asks what is kept about them.
pub fn tables() -> Vec<PersonalTable> {
    [commons::privacy::PERSONAL, market::PERSONAL, knowledge::PERSONAL].concat()
}
