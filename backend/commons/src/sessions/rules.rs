//! What a refresh token is good for, how long a session lasts, what a device is called.

use chrono::{DateTime, Duration, Utc};
use kernel::Role;
use platform::settings::SessionTimes;

kernel::problems! {
    /// Why a sign-in is refused.
    SessionProblem {
        WrongCredentials = "sessions.wrong_credentials", "", "邮箱或密码不对、邮箱尚未确认，或暂时锁定";
        WrongPassword = "sessions.wrong_password", "password", "当前密码不对";
        WrongCode = "sessions.wrong_code", "code", "验证码不对或已经用过";
        NoAccount = "sessions.no_account", "email", "没有使用这个邮箱的账号";
        NotOneself = "sessions.not_oneself", "email", "自己的登录请在“账号安全”中结束";
        ReasonLength = "sessions.reason_length", "reason", "请写明原因，4 到 200 个字";
        ChallengeOver = "sessions.challenge_over", "", "验证已超时或错误次数过多，请重新登录";
    }
}

/// What a refresh token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// A new pair of tokens.
    Renew,
    /// Nothing.
    Refuse,
    /// It was used before: everything that descends from its sign-in ends.
    EndFamily,
}

/// Judges a refresh token. One used a moment ago is refused without ending the family: two
/// tabs of one browser refresh at the same time.
pub fn judge_refresh(
    replaced_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> RefreshVerdict {
    if ended_at.is_some() || now >= expires_at {
        RefreshVerdict::Refuse
    } else if let Some(replaced_at) = replaced_at {
        let is_second_tab = now - replaced_at < Duration::seconds(10);
        if is_second_tab { RefreshVerdict::Refuse } else { RefreshVerdict::EndFamily }
    } else {
        RefreshVerdict::Renew
    }
}

/// How long a session of this role lasts: without being used, and at most.
pub fn times_of(role: Role, times: &SessionTimes) -> (Duration, Duration) {
    let (idle, longest) = if role.is_staff() {
        (times.staff_idle, times.staff_longest)
    } else {
        (times.idle, times.longest)
    };
    let length = |it| Duration::from_std(it).unwrap_or(Duration::days(400));
    (length(idle), length(longest))
}

/// Browsers by what their user agents say, the telling ones first: most pretend to be others.
const BROWSERS: [(&str, &str); 13] = [
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("QihooBrowser", "360 浏览器"),
    ("Edg", "Edge 浏览器"),
    ("OPR/", "Opera 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("FxiOS", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
];

/// Devices by what their user agents say, the telling ones first.
const MACHINES: [(&str, &str); 9] = [
    ("OpenHarmony", "鸿蒙设备"),
    ("HarmonyOS", "鸿蒙设备"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓设备"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("CrOS", "Chromebook 电脑"),
    ("Linux", "Linux 电脑"),
];

/// What a device is called: `Windows 电脑，Edge 浏览器`. Only words of ours: a user agent is
/// whatever its sender likes.
pub fn device_words(user_agent: Option<&str>) -> String {
    let text = user_agent.unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| text.contains(sign)).map(|(_, name)| *name)
    };
    match (named(&MACHINES), named(&BROWSERS)) {
        (Some(machine), Some(browser)) => format!("{machine}，{browser}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "其他设备或程序".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 8, minute, 0).unwrap()
    }

    #[test]
    fn a_refresh_token_works_once() {
        let end = at(59);
        assert_eq!(judge_refresh(None, None, end, at(1)), RefreshVerdict::Renew);
        assert_eq!(judge_refresh(None, None, end, at(59)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(None, Some(at(1)), end, at(2)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(Some(at(1)), None, end, at(1)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(Some(at(1)), None, end, at(2)), RefreshVerdict::EndFamily);
    }

    #[test]
    fn devices_are_named_in_words_of_ours() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                       Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                      (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
        let wechat = "Mozilla/5.0 (Linux; Android 14; PGT) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Version/4.0 Chrome/122.0 Mobile Safari/537.36 MicroMessenger/8.0.50";
        for (agent, expected) in [
            (Some(windows), "Windows 电脑，Edge 浏览器"),
            (Some(iphone), "苹果手机，Safari 浏览器"),
            (Some(wechat), "安卓设备，微信"),
            (Some("curl/8.9"), "其他设备或程序"),
            (Some("<script>alert(1)</script>"), "其他设备或程序"),
            (None, "其他设备或程序"),
        ] {
            assert_eq!(device_words(agent), expected);
        }
    }

    #[test]
    fn staff_stay_signed_in_for_less_long() {
        let times = SessionTimes {
            idle: std::time::Duration::from_secs(1000),
            longest: std::time::Duration::from_secs(9000),
            staff_idle: std::time::Duration::from_secs(10),
            staff_longest: std::time::Duration::from_secs(90),
        };

        let seconds = |role| {
            let (idle, longest) = times_of(role, &times);
            (idle.num_seconds(), longest.num_seconds())
        };

        assert_eq!(seconds(Role::Member), (1000, 9000));
        assert_eq!(seconds(Role::Moderator), (10, 90));
    }
}
