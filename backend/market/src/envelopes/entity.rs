//! Rows of keys, shares, envelopes, receipts and openings.

pub(crate) mod custodian_key;
pub(crate) mod demand_key;
pub(crate) mod envelope;
pub(crate) mod key_share;
pub(crate) mod opening;
pub(crate) mod receipt;
pub(crate) mod written;
