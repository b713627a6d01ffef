//! Rows of stored answers and guides.

pub mod answer;
pub mod guide;
pub mod version;
