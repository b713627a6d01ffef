//! Working days of mainland China (工作日), from the State Council's yearly notices.
//!
//! Statutory terms run in working days and skip the first day: day zero is the day the term
//! starts on. The notice for a year appears late in the year before; a year without one is
//! answered with [`CalendarNotPublished`], never guessed silently.

use std::{collections::HashMap, sync::LazyLock};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use thiserror::Error;

const CSV: &str = include_str!("../data/working-days.csv");

/// The first year of the table.
pub const FIRST_YEAR: i32 = 2016;

/// The last year whose notice has been published and is in the table.
pub const LAST_YEAR: i32 = 2026;

/// The longest term that is counted, in working days; longer ones are cut to it.
pub const LONGEST_TERM: u32 = 10_000;

/// The rest days and make-up days of a year are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{year} 年的放假安排不在工作日历中（现有 2016 年至 2026 年）")]
pub struct CalendarNotPublished {
    /// The year that is missing.
    pub year: i32,
}

/// How far a date that was counted can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarCertainty {
    /// Every day counted lies in a published year.
    Published,
    /// From `from_year` on, Monday to Friday were taken as working days because the notice is not
    /// out; the date may move by the public holidays.
    Estimated {
        /// The first year without a published calendar.
        from_year: i32,
    },
}

/// True for a make-up working day, false for a rest day; other days follow the week.
static EXCEPTIONS: LazyLock<HashMap<NaiveDate, bool>> = LazyLock::new(|| {
    CSV.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split(',');
            let date = cells.next()?.parse().ok()?;
            Some((date, cells.next()? == "work"))
        })
        .collect()
});

/// Whether people work on this day.
///
/// # Errors
/// [`CalendarNotPublished`] when the day lies outside [`FIRST_YEAR`] to [`LAST_YEAR`].
pub fn is_working_day(date: NaiveDate) -> Result<bool, CalendarNotPublished> {
    ensure_published(date)?;
    Ok(works(date))
}

/// The `n`-th working day after `from`. The starting day does not count, whatever it is; `n` = 0
/// answers `from` itself.
///
/// # Errors
/// [`CalendarNotPublished`] when a day that must be looked at lies outside the table.
pub fn add_working_days(from: NaiveDate, n: u32) -> Result<NaiveDate, CalendarNotPublished> {
    ensure_published(from)?;
    match add_working_days_or_weekdays(from, n) {
        (date, CalendarCertainty::Published) => Ok(date),
        (_, CalendarCertainty::Estimated { from_year }) => {
            Err(CalendarNotPublished { year: from_year })
        }
    }
}

/// Like [`add_working_days`], for clocks that must show a date anyway: days outside the table
/// count as working days from Monday to Friday, and the answer says so.
#[must_use]
pub fn add_working_days_or_weekdays(from: NaiveDate, n: u32) -> (NaiveDate, CalendarCertainty) {
    let mut certainty = CalendarCertainty::Published;
    let mut date = from;
    let mut left = n.min(LONGEST_TERM);
    while left > 0 {
        // The calendar of chrono ends in the year 262142; a clock that got there stays there.
        let Some(next) = date.checked_add_days(Days::new(1)) else {
            break;
        };
        date = next;
        if let (Err(missing), CalendarCertainty::Published) = (ensure_published(date), certainty) {
            certainty = CalendarCertainty::Estimated { from_year: missing.year };
        }
        if works(date) {
            left -= 1;
        }
    }
    (date, certainty)
}

/// The last working day after which `n` are left up to and including `to`: by it something
/// must be done that is due `n` working days before `to`. Days outside the table count as in
/// [`add_working_days_or_weekdays`].
#[must_use]
pub fn working_days_before_or_weekdays(to: NaiveDate, n: u32) -> (NaiveDate, CalendarCertainty) {
    let mut certainty = CalendarCertainty::Published;
    let mut date = to;
    let mut left = n.min(LONGEST_TERM);
    while left > 0 {
        if let Err(missing) = ensure_published(date) {
            certainty = CalendarCertainty::Estimated { from_year: missing.year };
        }
        if works(date) {
            left -= 1;
        }
        let Some(earlier) = date.checked_sub_days(Days::new(1)) else { break };
        date = earlier;
    }
    while n > 0 && !works(date) {
        let Some(earlier) = date.checked_sub_days(Days::new(1)) else { break };
        date = earlier;
    }
    (date, certainty)
}

/// How many working days lie after `from` up to and including `to`: what
/// [`add_working_days`] undoes. Negative when `to` is before `from`.
///
/// # Errors
/// [`CalendarNotPublished`] when one of the two lies outside the table.
pub fn working_days_between(from: NaiveDate, to: NaiveDate) -> Result<i64, CalendarNotPublished> {
    ensure_published(from)?;
    ensure_published(to)?;
    let (earlier, later, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    // The table spans eleven years, so at most about four thousand days are walked.
    let days = earlier.iter_days().skip(1).take_while(|date| *date <= later);
    let count = days.filter(|date| works(*date)).map(|_| 1_i64).sum::<i64>();
    Ok(sign * count)
}

fn ensure_published(date: NaiveDate) -> Result<(), CalendarNotPublished> {
    let year = date.year();
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) {
        Ok(())
    } else {
        Err(CalendarNotPublished { year })
    }
}

/// The table's word, else the week's.
fn works(date: NaiveDate) -> bool {
    let is_weekday = !matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    EXCEPTIONS.get(&date).copied().unwrap_or(is_weekday)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_notices_are_followed() {
        for (date, is_working, why) in [
            ("2026-11-20", true, "a Friday"),
            ("2026-11-21", false, "a Saturday"),
            ("2026-02-14", true, "Saturday made up for the Spring Festival"),
            ("2026-02-16", false, "New Year's Eve"),
            ("2026-09-20", true, "Sunday made up for the National Day"),
            ("2026-10-08", true, "the day after the National Day week"),
            ("2020-01-31", false, "the Spring Festival prolonged in 2020"),
            ("2020-02-03", true, "the first day after it"),
            ("2016-02-06", true, "Saturday made up in 2016"),
            ("2018-12-31", false, "moved by the notice for 2019"),
        ] {
            assert_eq!(is_working_day(day(date)), Ok(is_working), "{date}: {why}");
        }
    }

    #[test]
    fn the_years_have_their_known_number_of_working_days() {
        for (year, expected) in [(2022, 249), (2024, 251), (2025, 248), (2026, 248)] {
            let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
            let last = NaiveDate::from_ymd_opt(year, 12, 31).expect("a date");
            // 1 January is a holiday, so leaving day zero out changes nothing.
            assert_eq!(working_days_between(first, last), Ok(expected), "{year}");
        }
    }

    #[test]
    fn terms_start_on_the_day_after_day_zero() {
        for (from, n, expected) in [
            ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-21", 1, "2026-11-23"),
            ("2026-09-30", 1, "2026-10-08"),
            ("2026-09-30", 3, "2026-10-10"),
            ("2026-02-13", 1, "2026-02-14"),
            ("2026-02-13", 2, "2026-02-24"),
        ] {
            assert_eq!(add_working_days(day(from), n), Ok(day(expected)), "{from} + {n}");
        }
    }

    #[test]
    fn a_year_without_a_notice_is_named() {
        let missing = Err(CalendarNotPublished { year: 2027 });
        assert_eq!(is_working_day(day("2027-01-04")), missing.map(|()| true));
        assert_eq!(add_working_days(day("2026-12-31"), 1), missing.map(|()| day("2027-01-01")));
        assert_eq!(working_days_between(day("2026-12-31"), day("2027-01-04")), missing.map(|()| 0));
        assert_eq!(is_working_day(day("2015-12-31")), Err(CalendarNotPublished { year: 2015 }));
        assert_eq!(
            CalendarNotPublished { year: 2027 }.to_string(),
            format!("2027 年的放假安排不在工作日历中（现有 {FIRST_YEAR} 年至 {LAST_YEAR} 年）")
        );
    }

    #[test]
    fn a_clock_may_fall_back_to_weekdays_and_says_so() {
        let estimated = CalendarCertainty::Estimated { from_year: 2027 };
        assert_eq!(
            add_working_days_or_weekdays(day("2026-12-30"), 2),
            (day("2027-01-01"), estimated)
        );
        assert_eq!(
            add_working_days_or_weekdays(day("2027-03-05"), 1),
            (day("2027-03-08"), estimated)
        );
        assert_eq!(
            add_working_days_or_weekdays(day("2026-12-30"), 1),
            (day("2026-12-31"), CalendarCertainty::Published)
        );
    }

    #[test]
    fn a_day_before_leaves_that_many_working_days() {
        for (to, n, expected) in [
            ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-20", 1, "2026-11-19"),
            ("2026-10-10", 3, "2026-09-30"),
            ("2026-12-31", 30, "2026-11-19"),
        ] {
            let (found, certainty) = working_days_before_or_weekdays(day(to), n);
            assert_eq!((found, certainty), (day(expected), CalendarCertainty::Published), "{to}");
            assert_eq!(working_days_between(found, day(to)), Ok(i64::from(n)));
        }
        let (found, certainty) = working_days_before_or_weekdays(day("2027-01-05"), 3);
        assert_eq!(found, day("2026-12-31"));
        assert_eq!(certainty, CalendarCertainty::Estimated { from_year: 2027 });
    }

    #[test]
    fn an_endless_term_ends() {
        let (date, _) = add_working_days_or_weekdays(NaiveDate::MAX, u32::MAX);
        assert_eq!(date, NaiveDate::MAX);
        let (date, _) = add_working_days_or_weekdays(day("2026-01-01"), u32::MAX);
        assert!(date.year() < 2070);
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0u64..3_600, n in 1u32..60) {
            let from = day("2016-01-01") + Days::new(offset);
            let to = add_working_days(from, n).expect("within the table");
            prop_assert!(is_working_day(to).expect("within the table"));
            prop_assert_eq!(working_days_between(from, to), Ok(i64::from(n)));
            prop_assert_eq!(working_days_between(to, from).expect("within the table") <= 0, true);
        }
    }
}
