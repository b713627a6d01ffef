//! 官方公告: notices of government buyers about environmental services, brought together from every source that
//! carries them (`greenbridge import notices`).
//!
//! The thirteen kinds are those of 财办库〔2020〕50号. Notices about one project stand in one timeline: they are brought
//! together by project number, else by title, buyer and budget. What a source says stands beside each notice as it
//! came, without names and telephones of persons.
//!
//! | stage | 中文 | kinds |
//! |---|---|---|
//! | `INTENTION` | 意向 | 采购意向 |
//! | `NOTICE` | 公告 | 资格预审, 招标, 竞争性谈判等, 单一来源 |
//! | `CORRECTION` | 更正 | 更正 |
//! | `RESULT` | 结果 | 中标（成交）, 终止 |
//! | `CONTRACT` | 合同 | 合同 |
//! | `ACCEPTANCE` | 验收 | 验收 |
//! | `OVERSIGHT` | 监督 | 投诉处理, 监督检查, 考核 |
//!
//! A project stands in the furthest stage any of its notices has reached.

pub mod actions;
mod entity;
mod graphql;
pub mod rules;
mod store;

pub use graphql::OfficialNoticeQuery;
