//! 报错: somebody says that a public page is wrong, gets a receipt, and learns what came of it.
//!
//! Anybody may report, members and visitors with a mail address. The report goes into the queue of the
//! association of the provider's region (`commons::moderation`, kind `error_report`): approved, the page
//! has been mended; refused, there was nothing to mend. The receipt number is the id, whose 80 random bits
//! nobody guesses; the address is blanked a month after the decision.
//!
//! | state | 中文 | next |
//! |---|---|---|
//! | `WAITING` | 待处理 | `MENDED`, `UNFOUNDED` |
//! | `MENDED` | 已更正 | `UNFOUNDED` when a look afterwards overturns it |
//! | `UNFOUNDED` | 不成立 | - |

pub mod actions;
mod entity;
mod graphql;
pub mod jobs;
pub mod mails;
pub mod rules;
mod store;

pub use entity::{Model as ErrorReportRow, ReportedPart};
pub use graphql::{ErrorReportMutation, ErrorReportQuery};
