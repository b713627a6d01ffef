//! Rows of citers and tasks.

pub mod citer;
pub mod task;
