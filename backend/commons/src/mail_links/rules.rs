//! How long a link holds, and where it leads.

use super::entity::{LinkPurpose, Model};
use chrono::{DateTime, Duration, Utc};

kernel::problems! {
    /// Why a link opens nothing.
    MailLinkProblem {
        Over = "mail_links.over", "", "链接已失效：可能已经用过，或超过了有效期，请重新申请";
    }
}

/// How long a link holds. 配置值.
#[must_use]
pub fn time_of(purpose: LinkPurpose) -> Duration {
    match purpose {
        LinkPurpose::PasswordReset => Duration::minutes(30),
        LinkPurpose::EmailOld | LinkPurpose::EmailNew => Duration::hours(24),
        LinkPurpose::Registration => Duration::hours(48),
    }
}

/// The page of the workspace a link opens.
pub(super) fn page_of(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::PasswordReset => "password-reset",
        LinkPurpose::EmailOld | LinkPurpose::EmailNew => "email-change",
        LinkPurpose::Registration => "confirm-address",
    }
}

/// The text of a purpose, for the word of a link.
pub(super) fn name_of(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::PasswordReset => "password reset",
        LinkPurpose::EmailOld => "email old",
        LinkPurpose::EmailNew => "email new",
        LinkPurpose::Registration => "registration",
    }
}

/// Whether it may still be opened.
pub(super) fn is_open(link: &Model, now: DateTime<Utc>) -> bool {
    link.used_at.is_none() && now < link.expires_at
}
