//! Rows of laws and articles.

pub mod article;
pub mod law;
