//! What columns hold as JSON: what envelopes say, digests, the list of an opening.

use crate::bids::BidState;
use chrono::{DateTime, Utc};
use kernel::id::DemandId;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// The digests of the envelopes of a bid, in the order of their kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Digests(pub Vec<String>);

/// A file in an envelope, as its bidder wrote it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What an opened envelope says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// The whole price in yuan, as typed; in the price envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_yuan: Option<String>,
    /// Days from the order to the end; in the technical envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_days: Option<i32>,
    /// How it would be done; in the technical envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What else the bidder says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The files, in their order.
    #[serde(default)]
    pub files: Vec<Attachment>,
}

/// A bid in the list of an opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenedBid {
    /// Its receipt's number.
    pub number: i32,
    /// Who bid.
    pub provider: Option<String>,
    /// When the envelopes came.
    pub received_at: DateTime<Utc>,
    /// Of its envelopes.
    pub digests: Digests,
    /// Its link of the chain.
    pub head: String,
    /// Whether it counts.
    pub state: BidState,
    /// Why not; none when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Who gave what opened the envelopes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// The association, or the platform's clock.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The list of an opening (开启记录), as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct OpeningList {
    /// Of which need.
    pub demand: DemandId,
    /// Its title.
    pub title: String,
    /// Until when bids were taken.
    pub deadline: DateTime<Utc>,
    /// When the envelopes were open.
    pub opened_at: DateTime<Utc>,
    /// Who released the key.
    pub released: Vec<Release>,
    /// Every bid that was handed in, in the order in which they came; those taken back as well.
    pub bids: Vec<OpenedBid>,
    /// The last link of the chain.
    pub head: String,
}
