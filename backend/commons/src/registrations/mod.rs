//! 注册: how an organisation and its first person come in, and how they are let in.
//!
//! A form makes an account, an organisation that is `PENDING` and a registration. The person opens
//! the link in a mail; only then the registration goes into the queue of its region, so that nobody
//! fills the queue or blocks a firm with an address that is not theirs. The official letter (单位函)
//! and, without a credit code, a certificate are uploaded beside it. Approval makes the organisation
//! active and hands over the page of a firm that was known from a list, never before.
//!
//! The form answers the same whether an address is taken or not; whoever owns it is told by mail.
//!
//! | organisation | what waits | next |
//! |---|---|---|
//! | `PENDING` | the link in the mail | the queue |
//! | `PENDING` | the association | `ACTIVE`, `REFUSED` |
//! | `REFUSED` | the owner | `PENDING` (sent again), or somebody else registers it |

pub mod access;
pub mod actions;
mod document_entity;
pub mod documents;
mod entity;
mod graphql;
pub mod jobs;
pub mod mails;
pub mod rules;
mod store;

pub(crate) use actions::open_link;
pub use document_entity::DocumentKind;
pub use entity::Model as RegistrationRow;
pub use graphql::{Registration, RegistrationMutation, RegistrationQuery};
pub use rules::OpenRegions;
