//! Classes and codes of the national list of hazardous waste (国家危险废物名录).

use std::fmt;

/// A class (HW12), or one code of it (900-252-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WasteCode {
    class: String,
    code: Option<String>,
}

impl WasteCode {
    /// Reads what people type: `hw12`, `900-252-12`, `90025212`, full-width as well.
    pub fn parse(typed: &str) -> Option<Self> {
        let half: String = typed.chars().map(kernel::text::half_width).collect();
        let text = half.trim().to_ascii_uppercase();
        if let Some(number) = text.strip_prefix("HW") {
            return class_of(number).map(|class| Self { class, code: None });
        }
        let digits = text.replace('-', "");
        let is_code = digits.len() == 8 && digits.bytes().all(|it| it.is_ascii_digit());
        let code = is_code.then(|| [&digits[..3], &digits[3..6], &digits[6..]].join("-"))?;
        let is_as_typed = text == digits || text == code;
        let class = class_of(&digits[6..]).filter(|_| is_as_typed)?;
        Some(Self { class, code: Some(code) })
    }

    /// `HW12`.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// `900-252-12`; none when a whole class is meant.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl fmt::Display for WasteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_ref().unwrap_or(&self.class))
    }
}

/// The class of a number of the national list: 01 to 40 and 45 to 50.
fn class_of(number: &str) -> Option<String> {
    let is_plain = number.len() == 2 && number.bytes().all(|it| it.is_ascii_digit());
    let is_listed = matches!(number.parse::<u8>(), Ok(1..=40 | 45..=50));
    (is_plain && is_listed).then(|| format!("HW{number}"))
}

/// The codes of a class that a text names: 「HW29（900-023-29）1728吨/年」.
pub(super) fn codes_in<'t>(text: &'t str, class: &str) -> Vec<&'t str> {
    const LENGTH: usize = "900-023-29".len();
    let is_code = |it: &&str| {
        let is_digit_or_dash = |(at, byte): (usize, u8)| {
            if at == 3 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() }
        };
        it.bytes().enumerate().all(is_digit_or_dash) && class.ends_with(&it[LENGTH - 2..])
    };
    let starts = text.char_indices().filter(|(_, it)| it.is_ascii_digit());
    starts.filter_map(|(at, _)| text.get(at..at + LENGTH)).filter(is_code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for (typed, read) in [
            ("HW12", Some("HW12")),
            (" hw12 ", Some("HW12")),
            ("ＨＷ１２", Some("HW12")),
            ("900-252-12", Some("900-252-12")),
            ("90025212", Some("900-252-12")),
            ("HW41", None),
            ("HW51", None),
            ("HW00", None),
            ("HW1", None),
            ("HW+1", None),
            ("12", None),
            ("900-252-41", None),
            ("9002-52-12", None),
            ("废油漆", None),
            ("", None),
        ] {
            let found = WasteCode::parse(typed).map(|it| it.to_string());
            assert_eq!(found.as_deref(), read, "{typed}");
        }
        assert_eq!(WasteCode::parse("900-252-12").expect("a code").class(), "HW12");
    }

    #[test]
    fn codes_of_one_class_are_found_in_a_text() {
        let text = "1、HW29 含汞废物（900-023-29）：1728吨/年；2、HW49（900-044-49、900-045-49）12-345-678";

        assert_eq!(codes_in(text, "HW29"), ["900-023-29"]);
        assert_eq!(codes_in(text, "HW49"), ["900-044-49", "900-045-49"]);
        assert!(codes_in(text, "HW12").is_empty());
    }
}
