//! Rows of stored answers and guides.

pub mod answer;
pub mod case;
pub mod guide;
pub mod version;
