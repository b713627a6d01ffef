//! 惠企服务, 需求大厅, and who may take hazardous waste.

mod alerts;
mod bids;
mod contracts;
mod demands;
mod directory;
mod envelopes;
mod error_reports;
mod evaluation;
mod flags;
mod labs;
mod nearest;
mod notices;
mod ocds;
mod open_data;
mod partners;
mod prices;
mod proposals;
mod provider_changes;
mod ranking;
mod reminders;
mod restrictions;
mod reviews;
mod share_codes;
mod shortlists;
mod waste;
mod while_bids_are_taken;
