//! 密封报价: bids in envelopes that nobody reads before their time.
//!
//! A bidder seals three envelopes in the browser to the need's public key; here come ciphertexts. Each
//! bid gets a receipt that is a link of a chain, so that nobody can add, change or take away one
//! afterwards unseen. The private key is kept by the clock (in the vault, released at the deadline) or
//! split among the three associations (two of them release it). See docs/decisions/011.
//!
//! | step | what becomes readable | the need then |
//! |---|---|---|
//! | deadline, too few bids | nothing, ever; the key is destroyed | `UNSUCCESSFUL` |
//! | deadline | nothing | `OPENED`, `OPENING` |
//! | key released | qualification, technical; the price too where nobody scores | `SCORING`, or `RANKED` |
//! | scores locked | price | `PRICING`, then `RANKED` |
//! | all open | - | the key is destroyed |
//!
//! An envelope that does not open makes its bid `BROKEN`; the others go on. Each envelope is opened in a
//! transaction of its own and only once, so that a crash in between is carried on from where it was.

pub mod access;
pub mod actions;
pub mod custody;
pub(crate) mod entity;
mod graphql;
mod mails;
pub mod opening;
mod reading;
pub mod rules;
mod store;
pub mod upload;

pub use entity::envelope::EnvelopeKind;
pub use graphql::{
    BidSealInput, Envelope, EnvelopeMutation, EnvelopeQuery, Opening, Receipt, Sealing,
};
pub(crate) use graphql::{envelopes_of, opening_of, receipt_of, sealing_of};
pub(crate) use mails::ask_custodians;
pub use platform::signing::Signer;

/// The columns of this module whose texts are sealed ([`platform::vault`]).
pub const SEALED: &[platform::vault::SealedColumn] = &[
    platform::vault::SealedColumn {
        table: "demand_keys",
        column: "private_sealed",
        id: "demand_id",
    },
    platform::vault::SealedColumn { table: "key_shares", column: "share_sealed", id: "id" },
];
