//! 个人信息权利: a person sees, takes out, corrects what is kept about them, and closes the account.
//!
//! 个人信息保护法 44–50. What is kept is listed table by table ([`PersonalTable`]) with its purpose and
//! legal ground; a guard fails for a table that names persons and is not in the list. Closing ends
//! the sessions and blanks the personal fields; the row and the log stay, and hold only ids.

pub mod actions;
mod closure_entity;
mod detail_entity;
pub mod export;
mod graphql;
pub mod rules;
mod store;
mod tables;

pub use graphql::{PersonalDataMutation, PersonalDataQuery};
pub use tables::{CONTRACT, PERSONAL, PersonalTable, table};
