//! Reads values one by one and keeps every complaint, so that all are reported at once.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::NaiveTime;

use super::table::setting;
use crate::auth::limits::Rate;
use crate::outside::LinkChecks;

/// Everything that is wrong with the settings, found in one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError {
    /// At least one complaint.
    pub wrong: Vec<WrongSetting>,
}

/// One setting that is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongSetting {
    /// The name of the setting.
    pub name: &'static str,
    /// What is wrong, in Chinese; never holds the value of a secret.
    pub problem: String,
    /// A value that works.
    pub example: &'static str,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "有 {} 项设置需要修改：", self.wrong.len())?;
        for it in &self.wrong {
            write!(formatter, "\n{}：{}，例如 {}", it.name, it.problem, it.example)?;
        }
        Ok(())
    }
}

impl std::error::Error for SettingsError {}

/// Hands out values and gathers complaints.
pub(super) struct Reader<'a> {
    given: &'a HashMap<String, String>,
    wrong: Vec<WrongSetting>,
    #[cfg(test)]
    pub(super) asked: std::collections::BTreeSet<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(given: &'a HashMap<String, String>) -> Self {
        Self {
            given,
            wrong: Vec::new(),
            #[cfg(test)]
            asked: std::collections::BTreeSet::new(),
        }
    }

    /// What was given, or the table's default. An empty value counts as not given.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        #[cfg(test)]
        self.asked.insert(name);
        let row = setting(name).expect("only settings of the table are read");
        let given = self.given.get(name).map(|it| it.trim()).filter(|it| !it.is_empty());
        given.or(Some(row.default).filter(|it| !it.is_empty())).map(str::to_owned)
    }

    /// A value with a default, read by `parse`, whose error is a clause in Chinese.
    pub(super) fn value<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> T {
        let text = self.text(name).unwrap_or_default();
        parse(&text).unwrap_or_else(|problem| {
            self.complain(name, problem);
            let default = setting(name).map_or("", |it| it.default);
            parse(default).unwrap_or_else(|_| panic!("the default of {name} holds"))
        })
    }

    /// A value that may be absent.
    pub(super) fn optional<T>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(name)?;
        parse(&text).map_err(|problem| self.complain(name, problem)).ok()
    }

    pub(super) fn complain(&mut self, name: &'static str, problem: impl Into<String>) {
        let example = setting(name).map_or("", |it| it.example);
        self.wrong.push(WrongSetting { name, problem: problem.into(), example });
    }

    pub(super) fn finish(self) -> Result<(), SettingsError> {
        if self.wrong.is_empty() { Ok(()) } else { Err(SettingsError { wrong: self.wrong }) }
    }
}

/// `yes` or `no`, and what people write for it.
pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" | "1" => Ok(true),
        "no" | "false" | "off" | "0" => Ok(false),
        _ => Err(format!("“{text}”应为 yes 或 no")),
    }
}

/// `on`, `off`, or who answers for all.
pub(super) fn link_checks(text: &str) -> Result<LinkChecks, String> {
    match (yes_or_no(text), text.parse()) {
        (Ok(true), _) => Ok(LinkChecks::On),
        (Ok(false), _) => Ok(LinkChecks::Off),
        (_, Ok(address)) => Ok(LinkChecks::At(address)),
        _ => Err(format!("“{text}”应为 on、off 或 地址:端口")),
    }
}

/// `ocds-` and six small letters or digits.
pub(super) fn ocid_prefix(text: &str) -> Result<String, String> {
    let is_short = |it: &str| {
        it.len() == 6 && it.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    match text.strip_prefix("ocds-") {
        Some(rest) if is_short(rest) => Ok(text.to_owned()),
        _ => Err(format!("“{text}”应为 ocds- 加六位小写字母或数字")),
    }
}

/// A whole number in a range.
pub(super) fn number(range: RangeInclusive<u32>) -> impl Fn(&str) -> Result<u32, String> {
    move |text| match text.parse::<u32>() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("“{text}”应为 {} 到 {} 的整数", range.start(), range.end())),
    }
}

/// `demand=5;registration=3`: numbers of a range by name.
pub(super) fn by_name(
    range: RangeInclusive<u32>,
) -> impl Fn(&str) -> Result<Vec<(String, u32)>, String> {
    move |text| {
        let pairs = text.split([';', '；']).map(str::trim).filter(|it| !it.is_empty());
        let read = |pair: &str| {
            let (name, value) =
                pair.split_once('=').ok_or_else(|| format!("“{pair}”应为“名称=数值”"))?;
            Ok((name.trim().to_owned(), number(range.clone())(value.trim())?))
        };
        pairs.map(read).collect()
    }
}

/// `512KiB`, `20 MiB`, `1GiB`, `4096B`, in bytes; from 1 KiB to 5 GiB.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let bytes = split_unit(text).and_then(|(number, unit)| {
        let factor = match unit {
            "B" => 1,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => return None,
        };
        number.checked_mul(factor)
    });
    match bytes {
        Some(bytes) if (1 << 10..=5 << 30).contains(&bytes) => Ok(bytes),
        _ => Err(format!("“{text}”应为 1KiB 到 5GiB 的大小（单位 B、KiB、MiB、GiB）")),
    }
}

/// `500ms`, `10s`, `30 min`, `1h`, `14d`; from 1 ms to 400 days.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    split_unit(text)
        .and_then(|(number, unit)| unit_length(unit)?.checked_mul(u32::try_from(number).ok()?))
        .filter(|it| !it.is_zero() && *it <= Duration::from_secs(400 * 86_400))
        .ok_or_else(|| format!("“{text}”应为时长（单位 ms、s、min、h、d）"))
}

/// `10/min`, `5 / h`; `off` is `None`.
pub(super) fn rate(text: &str) -> Result<Option<Rate>, String> {
    if text == "off" {
        return Ok(None);
    }
    let rate = text.split_once('/').and_then(|(count, unit)| {
        let count = count.trim().parse::<NonZeroU32>().ok()?;
        let per = unit_length(unit.trim()).filter(|it| *it >= Duration::from_secs(1))?;
        Some(Rate { count, per })
    });
    rate.map(Some).ok_or_else(|| format!("“{text}”应为“次数/单位”（单位 s、min、h、d）或 off"))
}

/// `310118,320509`: divisions by their codes.
pub(super) fn regions(text: &str) -> Result<Vec<kernel::RegionCode>, String> {
    let codes = text.split([',', '，']).map(str::trim).filter(|it| !it.is_empty());
    codes
        .map(|it| kernel::RegionCode::parse(it).map_err(|_| format!("“{it}”不是沪苏浙的区划代码")))
        .collect()
}

fn split_unit(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|it: char| !it.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit.trim()))
}

fn unit_length(unit: &str) -> Option<Duration> {
    Some(match unit {
        "ms" => Duration::from_millis(1),
        "s" => Duration::from_secs(1),
        "min" => Duration::from_secs(60),
        "h" => Duration::from_secs(3600),
        "d" => Duration::from_secs(86_400),
        _ => return None,
    })
}

/// A time of day: `08:30`.
pub(super) fn time_of_day(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| format!("“{text}”应写成 08:30"))
}

/// A span of the day, which may go over midnight: `22:00-07:00`, or `off`.
pub(super) fn hours(text: &str) -> Result<Option<(NaiveTime, NaiveTime)>, String> {
    if text == "off" {
        return Ok(None);
    }
    let wrong = || format!("“{text}”应写成 22:00-07:00，或 off");
    let (from, to) = text.split_once('-').ok_or_else(wrong)?;
    let span = (time_of_day(from.trim()), time_of_day(to.trim()));
    match span {
        (Ok(from), Ok(to)) if from != to => Ok(Some((from, to))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_durations_and_rates_are_read_with_their_units() {
        assert_eq!(size("1MiB"), Ok(1 << 20));
        assert_eq!(size("20 MiB"), Ok(20 << 20));
        assert_eq!(size("2048B"), Ok(2048));
        assert_eq!(duration("30min"), Ok(Duration::from_secs(1800)));
        assert_eq!(duration("500 ms"), Ok(Duration::from_millis(500)));
        let ten = NonZeroU32::new(10).unwrap();
        let per_minute = Rate { count: ten, per: Duration::from_secs(60) };
        assert_eq!(rate("10/min"), Ok(Some(per_minute)));
        assert_eq!(rate("10 / min"), Ok(Some(per_minute)));
        assert_eq!(rate("off"), Ok(None));
    }

    #[test]
    fn numbers_by_name_are_read() {
        let read = by_name(0..=100)("demand=5; registration = 0 ；");
        assert_eq!(read, Ok(vec![("demand".to_owned(), 5), ("registration".to_owned(), 0)]));
    }

    #[test]
    fn anything_else_is_refused_without_a_panic() {
        for text in
            ["", "1", "MiB", "1 Mb", "-1MiB", "0B", "99999999999999999999MiB", "１MiB", "6GiB"]
        {
            assert!(size(text).is_err(), "{text}");
        }
        for text in ["", "10", "s", "0s", "-1s", "1y", "99999999999d", "401d", "十s"] {
            assert!(duration(text).is_err(), "{text}");
        }
        for text in ["", "0/min", "10", "10/", "/min", "10/ms", "10/2min", "x/min"] {
            assert!(rate(text).is_err(), "{text}");
        }
        assert!(number(1..=4)("5").is_err());
        assert!(yes_or_no("ja").is_err());
        for text in ["demand", "demand=", "demand=101", "demand=5;=x"] {
            assert!(by_name(0..=100)(text).is_err(), "{text}");
        }
    }
}
