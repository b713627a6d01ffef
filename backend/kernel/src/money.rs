//! Money in fen (1 yuan = 100 fen), so that no sum is ever rounded.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::half_width;

/// The largest amount a person may type, in fen: 10^13 fen, a hundred billion yuan.
pub const LARGEST_FEN: i64 = 10_000_000_000_000;

/// The longest text read as an amount, in characters.
const LONGEST_TEXT: usize = 40;

/// An amount of money in fen.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    sea_orm::DeriveValueType,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

/// Why a typed amount is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing was typed.
    #[error("请填写金额")]
    Missing,
    /// Something other than digits, thousands commas, one point and 万 or 亿.
    #[error("金额只能写数字，例如 12,000、1234.50 或 1.2万")]
    Malformed,
    /// Finer than a fen.
    #[error("金额最多精确到分（元后两位小数）")]
    TooFine,
    /// Below zero.
    #[error("金额不能为负数")]
    Negative,
    /// Above [`LARGEST_FEN`].
    #[error("金额不能超过一千亿元")]
    TooLarge,
}

impl Fen {
    /// Whole yuan. Stops at the largest representable amount instead of wrapping round.
    #[must_use]
    pub const fn from_yuan(yuan: i64) -> Self {
        Self(yuan.saturating_mul(100))
    }

    /// The amount in yuan with two decimals and no grouping, as programs want it: `1234.50`.
    #[must_use]
    pub fn to_yuan_plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }

    /// The amount as people say it: whole multiples of 100 yuan from ten thousand on in 万 or 亿
    /// (`86 万元`, `1.25 亿元`), everything else in yuan (`2,300 元`, `0.50 元`). Exact, never
    /// rounded.
    #[must_use]
    pub fn to_human(self) -> String {
        const YI: u64 = 10_000_000_000;
        const WAN: u64 = 1_000_000;
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        if fen >= YI && fen.is_multiple_of(YI / 100) {
            return format!("{sign}{} 亿元", hundredths(fen / (YI / 100)));
        }
        if fen >= WAN && fen.is_multiple_of(WAN / 100) {
            return format!("{sign}{} 万元", hundredths(fen / (WAN / 100)));
        }
        if fen.is_multiple_of(100) {
            return format!("{sign}{} 元", grouped(fen / 100));
        }
        self.to_string()
    }
}

/// Reads what a person typed as an amount in yuan: commas, full-width digits, a leading `¥`, a
/// trailing `元`, and the multiples `万` and `亿` are understood.
///
/// # Errors
/// [`MoneyError`] names what is wrong: missing, malformed, finer than a fen, negative, too large.
pub fn parse_yuan(typed: &str) -> Result<Fen, MoneyError> {
    let text: String = typed
        .chars()
        .take(LONGEST_TEXT + 1)
        .map(half_width)
        .filter(|character| !character.is_whitespace())
        .collect();
    if text.is_empty() {
        return Err(MoneyError::Missing);
    }
    if typed.chars().nth(LONGEST_TEXT).is_some() {
        return Err(MoneyError::Malformed);
    }
    let text = text.strip_prefix(['¥', '￥']).unwrap_or(&text);
    let text = text.strip_suffix('元').unwrap_or(text);
    let (text, decimals) = if let Some(rest) = text.strip_suffix('亿') {
        (rest, 10)
    } else if let Some(rest) = text.strip_suffix('万') {
        (rest, 6)
    } else {
        (text, 2)
    };
    if let Some(rest) = text.strip_prefix('-') {
        return match read_decimal(rest, decimals) {
            Ok(0) => Ok(Fen(0)),
            Ok(_) | Err(MoneyError::TooLarge) => Err(MoneyError::Negative),
            Err(other) => Err(other),
        };
    }
    read_decimal(text, decimals).map(Fen)
}

/// Reads `1,234.5` as an integer count of the unit that lies `decimals` places after the point.
fn read_decimal(text: &str, decimals: usize) -> Result<i64, MoneyError> {
    let (whole, fraction) = text.split_once(['.', '。']).unwrap_or((text, ""));
    let whole = ungrouped(whole)?;
    let all_digits = |part: &str| part.chars().all(|character| character.is_ascii_digit());
    if !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(MoneyError::Malformed);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > decimals {
        return Err(MoneyError::TooFine);
    }
    let digits = format!("{whole}{fraction:0<decimals$}");
    match digits.parse::<i64>() {
        Ok(fen) if fen <= LARGEST_FEN => Ok(fen),
        // Only digits are left, so the one thing that can go wrong is the size.
        _ => Err(MoneyError::TooLarge),
    }
}

/// The whole part without its thousands commas, which must stand every three digits or, as
/// Chinese sheets sometimes write, every four.
fn ungrouped(whole: &str) -> Result<String, MoneyError> {
    let groups: Vec<&str> = whole.split([',', '，', '、']).collect();
    let digits_only =
        groups.iter().all(|group| group.chars().all(|character| character.is_ascii_digit()));
    let well_grouped = groups.len() == 1
        || [3, 4].iter().any(|&size| {
            (1..=size).contains(&groups[0].len())
                && groups[1..].iter().all(|group| group.len() == size)
        });
    if digits_only && well_grouped { Ok(groups.concat()) } else { Err(MoneyError::Malformed) }
}

/// `125` hundredths → `1.25`, `8600` → `86`, `120` → `1.2`; the whole part grouped by thousands.
fn hundredths(count: u64) -> String {
    let whole = grouped(count / 100);
    match count % 100 {
        0 => whole,
        rest if rest.is_multiple_of(10) => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

/// `1234567` → `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl fmt::Display for Fen {
    /// `1,234.50 元`, always with both decimals.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(formatter, "{sign}{}.{:02} 元", grouped(fen / 100), fen % 100)
    }
}

impl FromStr for Fen {
    type Err = MoneyError;

    fn from_str(typed: &str) -> Result<Self, MoneyError> {
        parse_yuan(typed)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_type_is_read() {
        for (typed, fen) in [
            ("0", 0),
            ("-0.00", 0),
            ("1,234.5", 123_450),
            ("１，２３４．５０", 123_450),
            ("1.2万", 1_200_000),
            ("86 万元", 86_000_000),
            ("1.25亿元", 12_500_000_000),
            ("0.000001万", 1),
            ("¥ 2,300", 230_000),
            ("1000000", 100_000_000),
            ("120,0000", 120_000_000),
            (".5", 50),
            ("3.", 300),
            ("1.500", 150),
            ("100000000000", LARGEST_FEN),
        ] {
            assert_eq!(parse_yuan(typed), Ok(Fen(fen)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        for (typed, refusal) in [
            ("", MoneyError::Missing),
            ("  ", MoneyError::Missing),
            ("面议", MoneyError::Malformed),
            ("12a", MoneyError::Malformed),
            ("1,23", MoneyError::Malformed),
            (",123", MoneyError::Malformed),
            ("1.2.3", MoneyError::Malformed),
            ("万", MoneyError::Malformed),
            ("1e9", MoneyError::Malformed),
            ("+5", MoneyError::Malformed),
            ("1.234", MoneyError::TooFine),
            ("1.0000001万", MoneyError::TooFine),
            ("-1", MoneyError::Negative),
            ("100000000000.01", MoneyError::TooLarge),
            ("99999999999999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(parse_yuan(typed), Err(refusal), "{typed}");
        }
        assert_eq!(parse_yuan(&"1".repeat(5_000)), Err(MoneyError::Malformed));
    }

    #[test]
    fn amounts_are_shown_exactly() {
        for (fen, full, human) in [
            (0, "0.00 元", "0 元"),
            (123_450, "1,234.50 元", "1,234.50 元"),
            (230_000, "2,300.00 元", "2,300 元"),
            (86_000_000, "860,000.00 元", "86 万元"),
            (1_205_000, "12,050.00 元", "12,050 元"),
            (1_210_000, "12,100.00 元", "1.21 万元"),
            (12_500_000_000, "125,000,000.00 元", "1.25 亿元"),
            (12_345_600_000, "123,456,000.00 元", "12,345.6 万元"),
            (-50, "-0.50 元", "-0.50 元"),
        ] {
            assert_eq!(Fen(fen).to_string(), full);
            assert_eq!(Fen(fen).to_human(), human);
        }
        assert_eq!(Fen(123_405).to_yuan_plain(), "1234.05");
    }

    #[test]
    fn serde_sees_a_plain_number() {
        assert_eq!(serde_json::to_value(Fen(5)).expect("serialise"), serde_json::json!(5));
        assert_eq!(serde_json::from_str::<Fen>("5").expect("deserialise"), Fen(5));
    }

    proptest! {
        #[test]
        fn every_shown_amount_reads_back(fen in 0..=LARGEST_FEN) {
            prop_assert_eq!(parse_yuan(&Fen(fen).to_string()), Ok(Fen(fen)));
            prop_assert_eq!(parse_yuan(&Fen(fen).to_human()), Ok(Fen(fen)));
            prop_assert_eq!(parse_yuan(&Fen(fen).to_yuan_plain()), Ok(Fen(fen)));
        }

        #[test]
        fn no_text_makes_the_reader_panic(typed in "\\PC{0,60}") {
            let _ = parse_yuan(&typed);
        }
    }
}
