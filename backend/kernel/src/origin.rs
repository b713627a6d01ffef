//! Where a change comes from, as far as the log keeps it.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// The kind of program that asks. Its exact name and version are not kept: they tell a person
/// apart and the log does not need them (个人信息保护法 6: the least that serves the purpose).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Agent {
    /// 电脑浏览器.
    Desktop,
    /// 手机浏览器.
    Mobile,
    /// 程序: scripts and machine feeds.
    Program,
    /// 未知: nothing was said.
    #[default]
    Unknown,
}

impl Agent {
    /// The kind a `User-Agent` header speaks of.
    pub fn of(user_agent: &str) -> Self {
        let text = user_agent.to_ascii_lowercase();
        if text.trim().is_empty() {
            Self::Unknown
        } else if !text.contains("mozilla/") {
            Self::Program
        } else if ["mobile", "android", "iphone", "micromessenger", "harmony"]
            .iter()
            .any(|it| text.contains(it))
        {
            Self::Mobile
        } else {
            Self::Desktop
        }
    }
}

/// Where a change comes from. Empty for what the product does by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The request it came with.
    pub request_id: Option<String>,
    /// The caller's address.
    pub address: Option<IpAddr>,
    /// The caller's kind of program.
    pub agent: Agent,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_from_browsers_and_telephones_from_desks() {
        let desk = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36";
        let hand = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile MicroMessenger/8.0";
        for (said, kind) in [
            (desk, Agent::Desktop),
            (hand, Agent::Mobile),
            ("curl/8.9.1", Agent::Program),
            ("", Agent::Unknown),
            ("  ", Agent::Unknown),
        ] {
            assert_eq!(Agent::of(said), kind, "{said}");
        }
    }
}
