//! When a source is asked again, and which addresses may be asked at all.

use chrono::{DateTime, Duration, Utc};

/// How long one server may be asking before another does (配置值).
pub const LEASE_MINUTES: i64 = 15;
/// How long to wait after the first time nothing came, in minutes (配置值).
const FIRST_WAIT_MINUTES: i64 = 5;
/// The longest wait of our own (配置值).
const LONGEST_WAIT_HOURS: i64 = 24;
/// The longest wait a source may ask for (配置值).
const LONGEST_ASKED_DAYS: i64 = 7;

/// When a source is asked again that answered.
pub fn after_answer(now: DateTime<Utc>, every: Duration) -> DateTime<Utc> {
    now + every
}

/// When a source is asked again of which nothing came `failures` times in a row; later when it said so
/// itself (`Retry-After`).
pub fn after_failure(now: DateTime<Utc>, failures: i32, asked: Option<Duration>) -> DateTime<Utc> {
    let doubled = FIRST_WAIT_MINUTES << failures.clamp(1, 12).saturating_sub(1);
    let own = Duration::minutes(doubled).min(Duration::hours(LONGEST_WAIT_HOURS));
    let asked = asked.unwrap_or_default().min(Duration::days(LONGEST_ASKED_DAYS));
    now + own.max(asked)
}

/// Whether a host is on the list: the very name, or below a name that begins with a dot.
pub fn is_listed(host: &str, listed: &[String]) -> bool {
    let host = host.to_ascii_lowercase();
    listed.iter().any(|it| match it.strip_prefix('.') {
        Some(above) => host == above || host.ends_with(it.as_str()),
        None => host == *it,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    #[test]
    fn each_failure_waits_twice_as_long_up_to_a_day() {
        let wait = |failures| (after_failure(now(), failures, None) - now()).num_minutes();
        assert_eq!([1, 2, 3, 9, 12, 40].map(wait), [5, 10, 20, 1_280, 1_440, 1_440]);
    }

    #[test]
    fn a_source_that_asks_for_patience_gets_it_within_a_week() {
        let wait = |asked| after_failure(now(), 1, Some(asked)) - now();
        assert_eq!(wait(Duration::seconds(10)), Duration::minutes(5));
        assert_eq!(wait(Duration::hours(3)), Duration::hours(3));
        assert_eq!(wait(Duration::days(400)), Duration::days(7));
        assert_eq!(after_answer(now(), Duration::hours(6)) - now(), Duration::hours(6));
    }

    #[test]
    fn only_listed_hosts_are_asked() {
        let listed = ["flk.npc.gov.cn".to_owned(), ".mee.gov.cn".to_owned()];
        for (host, is) in [
            ("flk.npc.gov.cn", true),
            ("FLK.npc.gov.cn", true),
            ("npc.gov.cn", false),
            ("evil-flk.npc.gov.cn", false),
            ("www.mee.gov.cn", true),
            ("mee.gov.cn", true),
            ("notmee.gov.cn", false),
        ] {
            assert_eq!(is_listed(host, &listed), is, "{host}");
        }
    }
}
