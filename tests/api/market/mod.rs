//! 惠企服务, 需求大厅, and who may take hazardous waste.

mod bids;
mod demands;
mod directory;
mod error_reports;
mod flags;
mod notices;
mod ocds;
mod open_data;
mod prices;
mod provider_changes;
mod ranking;
mod reminders;
mod restrictions;
mod share_codes;
mod shortlists;
mod waste;
mod while_bids_are_taken;
