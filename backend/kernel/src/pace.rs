//! How fast clocks run: in the practice hall a day is a minute.

use crate::calendar::add_working_days_or_weekdays;
use crate::calendar::working_days_before_or_weekdays;
use crate::clock::china_day;
use chrono::{DateTime, Duration, Utc};

/// How many times faster than the calendar the clocks of a thing run (倍速). 1 is the calendar itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace(i32);

impl Pace {
    /// The calendar: a day is a day.
    pub const REAL: Self = Self(1);

    /// So many times faster; what is no factor is the calendar.
    #[must_use]
    pub fn of(factor: i32) -> Self {
        Self(factor.max(1))
    }

    /// Whether this is not the calendar: a thing of the practice hall.
    #[must_use]
    pub fn is_practice(self) -> bool {
        self != Self::REAL
    }

    /// How long something takes that takes so long by the calendar.
    #[must_use]
    pub fn scaled(self, by_calendar: Duration) -> Duration {
        by_calendar / self.0
    }

    /// So many days.
    #[must_use]
    pub fn days(self, days: i64) -> Duration {
        self.scaled(Duration::days(days))
    }

    /// So many working days later, at the same hour. Where clocks run faster every day is one.
    #[must_use]
    pub fn after_working_days(self, from: DateTime<Utc>, days: u32) -> DateTime<Utc> {
        if self.is_practice() {
            return from + self.days(days.into());
        }
        let day = china_day(from);
        let (then, _) = add_working_days_or_weekdays(day, days);
        from + (then - day)
    }

    /// So many working days earlier, at the same hour. Where clocks run faster every day is one.
    #[must_use]
    pub fn working_days_before(self, to: DateTime<Utc>, days: u32) -> DateTime<Utc> {
        if self.is_practice() {
            return to - self.days(days.into());
        }
        let day = china_day(to);
        let (then, _) = working_days_before_or_weekdays(day, days);
        to - (day - then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_day_of_practice_is_a_minute_whatever_the_weekday() {
        let fast = Pace::of(1_440);
        assert_eq!(fast.days(3), Duration::minutes(3));
        let friday = at("2026-11-27T09:00:00Z");
        assert_eq!(fast.after_working_days(friday, 1), at("2026-11-27T09:01:00Z"));
        assert_eq!(fast.working_days_before(friday, 2), at("2026-11-27T08:58:00Z"));
        assert!(fast.is_practice() && !Pace::of(0).is_practice() && !Pace::REAL.is_practice());
    }

    #[test]
    fn the_calendar_keeps_weekends() {
        let friday = at("2026-11-27T09:00:00Z");
        assert_eq!(Pace::REAL.after_working_days(friday, 1), at("2026-11-30T09:00:00Z"));
        assert_eq!(Pace::REAL.working_days_before(at("2026-11-30T09:00:00Z"), 1), friday);
    }
}
