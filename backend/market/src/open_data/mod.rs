//! 开放数据: the public facts of the directory as files for everybody.
//!
//! Once a day a job writes every dataset as CSV and JSON into the file store; whoever asks is handed
//! the file, so that a request costs nothing but its bytes. Each column is explained in one list
//! ([`rules::Dataset::columns`]), from which files, page and API are made.

mod entity;
mod graphql;
pub mod jobs;
pub mod rules;
mod store;

pub use entity::Model as ReleaseRow;
pub use graphql::OpenDataQuery;
pub use store::find as find_release;
