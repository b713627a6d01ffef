//! 外部采购过程: contracting processes that other publishers release in the format of the Open Contracting Data
//! Standard, taken in release by release (`greenbridge import ocds`).
//!
//! A release never changes: the same id with other words is a conflict, and what was there first stays. Where
//! a package has only what releases come to, that is kept in their place and follows its source.

pub mod actions;
mod entity;
pub mod rules;
mod store;

pub use entity::process::Model as ForeignProcessRow;
pub use store::find as find_process;
