//! 惠企服务 and 需求大厅.

mod bids;
mod demands;
mod directory;
mod provider_changes;
mod reminders;
