//! What kinds there are, how each is told, and when a mail may go out.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use kernel::clock::china_time;
use platform::settings::NoticeHours;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

kernel::problems! {
    /// Why a setting is refused.
    NoticeProblem {
        KindIsFixed = "notices.kind_is_fixed", "settings", "账号安全的通知总会立即发送，不能关闭";
    }
}

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            EnumIter, DeriveActiveEnum, async_graphql::Enum,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$of])* $variant,)* }
    };
}

text_enum! {
    /// What a notice is about.
    NoticeKind {
        /// 账号安全: sign-ins, passwords, second factors.
        Security,
        /// 审核进展: what became of a check of the own organisation.
        Check,
        /// 审核任务: what waits for the own decision.
        Task,
        /// 需求进展: what became of a need of the own organisation.
        Demand,
        /// 需求提醒: a need that may suit the own organisation.
        Match,
        /// 报价结果: what became of an own bid.
        Bid,
        /// 合同履行: what became of a contract of the own organisation.
        Contract,
        /// 单位与成员: invitations, roles, standing, licences that end.
        Membership,
        /// 标准政策: what happened to texts that the person follows.
        Library,
        /// 系统消息: maintenance, changes of the rules.
        System,
    }
}

text_enum! {
    /// How a kind is told by mail; in the workspace everything is told.
    Delivery {
        /// 立即.
        AtOnce,
        /// 每日汇总.
        Daily,
        /// 不发邮件.
        Never,
    }
}

text_enum! {
    /// What becomes of a notice by mail.
    MailState {
        /// Waits to be mailed at once.
        AtOnce,
        /// Waits for the day's digest.
        Daily,
        /// Is not mailed.
        Never,
        /// Was mailed.
        Sent,
        /// Was not mailed: nobody takes mail at the person's address.
        Stopped,
    }
}

impl NoticeKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Security,
        Self::Check,
        Self::Task,
        Self::Demand,
        Self::Match,
        Self::Bid,
        Self::Contract,
        Self::Membership,
        Self::Library,
        Self::System,
    ];

    /// How the kind is told when the person has set nothing (配置值).
    pub fn usual(self) -> Delivery {
        match self {
            Self::Task | Self::Library | Self::System => Delivery::Daily,
            _ => Delivery::AtOnce,
        }
    }

    /// Whether it tells that somebody acts as the person: such a mail does not wait and cannot be
    /// switched off.
    pub fn is_urgent(self) -> bool {
        self == Self::Security
    }

    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Security => "账号安全",
            Self::Check => "审核进展",
            Self::Task => "审核任务",
            Self::Demand => "需求进展",
            Self::Match => "需求提醒",
            Self::Bid => "报价结果",
            Self::Contract => "合同履行",
            Self::Membership => "单位与成员",
            Self::Library => "标准政策",
            Self::System => "系统消息",
        }
    }
}

impl From<Delivery> for MailState {
    fn from(it: Delivery) -> Self {
        match it {
            Delivery::AtOnce => Self::AtOnce,
            Delivery::Daily => Self::Daily,
            Delivery::Never => Self::Never,
        }
    }
}

/// Until when nothing is mailed; none when mails may go out now.
pub fn quiet_until(hours: &NoticeHours, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let (from, to) = hours.quiet?;
    let time = now.with_timezone(&china_time()).time();
    let is_quiet = if from < to { from <= time && time < to } else { from <= time || time < to };
    is_quiet.then(|| next(to, now))
}

/// When the next digest goes out; always later than now.
pub fn next_digest(hours: &NoticeHours, now: DateTime<Utc>) -> DateTime<Utc> {
    next(hours.digest_at, now)
}

/// The next moment after `now` at which it is this time of day in China.
fn next(time: NaiveTime, now: DateTime<Utc>) -> DateTime<Utc> {
    let here = now.with_timezone(&china_time());
    let today = here.date_naive().and_time(time).and_local_timezone(china_time()).single();
    // China has no summer time: every local time is one moment.
    let today = today.map_or(now, |it| it.with_timezone(&Utc));
    if today > now { today } else { today + Duration::days(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn time(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn hours(quiet: Option<(u32, u32)>) -> NoticeHours {
        let quiet = quiet.map(|(from, to)| (time(from, 0), time(to, 0)));
        NoticeHours { quiet, digest_at: time(8, 30) }
    }

    /// A moment in China.
    fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        let here = china_time().with_ymd_and_hms(2026, 11, day, hour, minute, 0).unwrap();
        here.with_timezone(&Utc)
    }

    #[test]
    fn quiet_hours_go_over_midnight() {
        let hours = hours(Some((22, 7)));
        for (now, until) in [
            (at(21, 21, 59), None),
            (at(21, 22, 0), Some(at(22, 7, 0))),
            (at(22, 0, 0), Some(at(22, 7, 0))),
            (at(22, 6, 59), Some(at(22, 7, 0))),
            (at(22, 7, 0), None),
            (at(22, 12, 0), None),
        ] {
            assert_eq!(quiet_until(&hours, now), until, "{now}");
        }
    }

    #[test]
    fn quiet_hours_may_lie_within_a_day_or_not_be() {
        let noon = hours(Some((12, 14)));
        assert_eq!(quiet_until(&noon, at(21, 13, 0)), Some(at(21, 14, 0)));
        assert_eq!(quiet_until(&noon, at(21, 23, 0)), None);
        assert_eq!(quiet_until(&hours(None), at(21, 3, 0)), None);
    }

    #[test]
    fn a_digest_goes_out_once_a_day() {
        let hours = hours(None);
        assert_eq!(next_digest(&hours, at(21, 8, 29)), at(21, 8, 30));
        assert_eq!(next_digest(&hours, at(21, 8, 30)), at(22, 8, 30));
        assert_eq!(next_digest(&hours, at(21, 23, 0)), at(22, 8, 30));
    }

    #[test]
    fn only_the_safety_of_the_account_cannot_wait() {
        let urgent: Vec<_> = NoticeKind::ALL.into_iter().filter(|it| it.is_urgent()).collect();
        assert_eq!(urgent, [NoticeKind::Security]);
        assert_eq!(NoticeKind::Security.usual(), Delivery::AtOnce);
    }
}
