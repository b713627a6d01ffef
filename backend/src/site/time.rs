//! Dates and clocks as people here read them, in China's time.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Timelike, Utc};
use kernel::clock::china_time;
use minijinja::Error;

use super::filters::wrong;

/// Below this much time left a clock calls for attention.
const SOON_HOURS: i64 = 48;

fn instant(text: &str) -> Result<DateTime<Utc>, Error> {
    DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).map_err(|_| wrong("not an instant"))
}

fn china_date(text: &str) -> Result<NaiveDate, Error> {
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date),
        Err(_) => Ok(instant(text)?.with_timezone(&china_time()).date_naive()),
    }
}

/// `2026年11月21日`, of a date or an instant (in China's time).
pub(super) fn date(text: &str) -> Result<String, Error> {
    let date = china_date(text)?;
    Ok(format!("{}年{}月{}日", date.year(), date.month(), date.day()))
}

/// `2026-11-21`, for `datetime` attributes.
pub(super) fn day(text: &str) -> Result<String, Error> {
    china_date(text).map(|date| date.to_string())
}

/// `2026年11月27日 17:00`, in China's time.
pub(super) fn moment(text: &str) -> Result<String, Error> {
    let at = instant(text)?.with_timezone(&china_time());
    Ok(format!("{} {:02}:{:02}", date(text)?, at.hour(), at.minute()))
}

/// What is left until an instant: `剩 7 天`, `剩 1 天 6 小时`, `剩 50 分钟`, `已截止`.
pub(super) fn left(until: &str, now: &str) -> Result<String, Error> {
    let left = instant(until)? - instant(now)?;
    let (days, hours) = (left.num_days(), left.num_hours());
    Ok(if left <= Duration::zero() {
        "已截止".to_owned()
    } else if hours >= SOON_HOURS {
        format!("剩 {days} 天")
    } else if days > 0 && hours > days * 24 {
        format!("剩 {days} 天 {} 小时", hours - days * 24)
    } else if hours > 0 {
        format!("剩 {hours} 小时")
    } else {
        format!("剩 {} 分钟", left.num_minutes().max(1))
    })
}

/// Less than two days are left.
pub(super) fn is_soon(until: &str, now: &str) -> Result<bool, Error> {
    let left = instant(until)? - instant(now)?;
    Ok(left > Duration::zero() && left.num_hours() < SOON_HOURS)
}

/// The instant has come, or the day has gone by.
pub(super) fn is_past(until: &str, now: &str) -> Result<bool, Error> {
    match until.parse::<NaiveDate>() {
        Ok(day) => Ok(day < china_date(now)?),
        Err(_) => Ok(instant(until)? <= instant(now)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T02:00:00Z";

    #[test]
    fn dates_are_written_in_full_and_instants_in_chinas_time() {
        assert_eq!(date("2026-11-01").expect("a date"), "2026年11月1日");
        assert_eq!(date("2026-11-20T18:30:00Z").expect("an instant"), "2026年11月21日");
        assert_eq!(day("2026-11-20T18:30:00Z").expect("an instant"), "2026-11-21");
        assert_eq!(moment("2026-11-27T09:00:00Z").expect("an instant"), "2026年11月27日 17:00");
        assert!(date("soon").is_err());
    }

    #[test]
    fn a_clock_says_what_is_left() {
        let check = |until: &str, words: &str| {
            assert_eq!(left(until, NOW).expect("instants"), words, "{until}");
        };

        check("2026-11-28T09:00:00Z", "剩 7 天");
        check("2026-11-23T02:00:00Z", "剩 2 天");
        check("2026-11-22T08:00:00Z", "剩 1 天 6 小时");
        check("2026-11-22T02:30:00Z", "剩 24 小时");
        check("2026-11-21T05:30:00Z", "剩 3 小时");
        check("2026-11-21T02:50:00Z", "剩 50 分钟");
        check("2026-11-21T02:00:10Z", "剩 1 分钟");
        check("2026-11-21T02:00:00Z", "已截止");
    }

    #[test]
    fn less_than_two_days_is_soon_and_a_day_is_past_when_it_is_over() {
        assert!(is_soon("2026-11-22T02:00:00Z", NOW).expect("instants"));
        assert!(!is_soon("2026-11-23T02:00:00Z", NOW).expect("instants"));
        assert!(!is_soon("2026-11-20T02:00:00Z", NOW).expect("instants"));
        assert!(is_past("2026-11-21T02:00:00Z", NOW).expect("instants"));
        assert!(is_past("2026-11-20", NOW).expect("dates"));
        assert!(!is_past("2026-11-21", NOW).expect("dates"));
    }
}
