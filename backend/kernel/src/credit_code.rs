//! 统一社会信用代码, the 18-character identity of every organisation in China (GB 32100-2015).
//!
//! Codes a person types are refused when they fail the check digit; codes that arrive in imports
//! are kept with a mark, since wrong codes exist in published lists.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::half_width;

/// The 31 characters of GB 32100-2015: digits and letters without I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Weights of the first 17 characters (GB 32100-2015 §4.5): powers of 3 modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Weights of the nine-character organisation code inside (GB 11714), check digit excluded.
const BODY_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// How many different codes [`generate`] can make for one region.
const GENERATED_BODIES: u64 = 31 * 31 * 31 * 31 * 31 * 31;

/// The length of a code in characters.
pub const LENGTH: usize = 18;

/// A credit code whose check digit holds; 18 upper-case half-width characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

/// Why a text is not a credit code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CreditCodeError {
    /// Nothing was typed.
    #[error("请填写统一社会信用代码")]
    Missing,
    /// Not 18 characters.
    #[error("统一社会信用代码应为 18 位，现在是 {found} 位")]
    WrongLength {
        /// How many characters there are without white space.
        found: usize,
    },
    /// A character outside the alphabet of the standard.
    #[error(
        "第 {position} 位的“{character}”不能出现在统一社会信用代码中（不使用字母 I、O、S、V、Z）"
    )]
    WrongCharacter {
        /// Which character, counted from 1.
        position: usize,
        /// The character as typed, in half-width upper case.
        character: char,
    },
    /// The last character does not follow from the first 17.
    #[error("统一社会信用代码的校验位不符，请核对是否有一位写错")]
    WrongCheckDigit,
}

/// What an import learns about a code it may not refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreditCodeCheck {
    /// The code holds.
    Valid(CreditCode),
    /// The code does not hold; it is kept as cleaned and marked.
    Invalid {
        /// The text without white space, in half-width upper case; empty when there was none.
        cleaned: String,
        /// What is wrong with it.
        reason: CreditCodeError,
    },
}

impl CreditCodeCheck {
    /// The text to store, whether the code holds or not.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Valid(code) => code.as_str(),
            Self::Invalid { cleaned, .. } => cleaned,
        }
    }

    /// Whether the code holds.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        matches!(self, Self::Valid(_))
    }
}

impl CreditCode {
    /// Reads what a person typed: white space is dropped, full-width and lower-case characters
    /// are brought to the standard's form.
    ///
    /// # Errors
    /// [`CreditCodeError`] for an empty text, a wrong length, a wrong character, a wrong check
    /// digit, in this order.
    pub fn parse_typed(typed: &str) -> Result<Self, CreditCodeError> {
        match check(typed) {
            CreditCodeCheck::Valid(code) => Ok(code),
            CreditCodeCheck::Invalid { reason, .. } => Err(reason),
        }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Characters 3 to 8: the six-digit division where the organisation was registered. It may
    /// lie outside our three provinces.
    #[must_use]
    pub fn registered_in(&self) -> &str {
        &self.0[2..8]
    }
}

/// Reads a code from a foreign sheet without ever refusing it.
#[must_use]
pub fn check(text: &str) -> CreditCodeCheck {
    let cleaned: String = text
        .chars()
        .map(half_width)
        .filter(|character| !character.is_whitespace() && !is_invisible(*character))
        .map(|character| character.to_ascii_uppercase())
        .collect();
    match refusal(&cleaned) {
        None => CreditCodeCheck::Valid(CreditCode(cleaned)),
        Some(reason) => CreditCodeCheck::Invalid { cleaned, reason },
    }
}

/// A made-up code for seeds and benches: `91` + the division + a body counted from `body` + the
/// check digit. The same arguments always give the same code, different bodies below 31^6 give
/// different ones. The organisation part starts with `XY`, while real ones are digits or start
/// with `MA`, so a generated code is not mistaken for that of a real firm.
///
/// # Panics
/// When `region6` is not six digits: it is written by us, not typed by a person.
#[must_use]
pub fn generate(region6: &str, body: u64) -> CreditCode {
    assert!(
        region6.len() == 6 && region6.bytes().all(|byte| byte.is_ascii_digit()),
        "a generated code needs a six-digit division"
    );
    let mut rest = body % GENERATED_BODIES;
    let mut organisation = *b"XY000000";
    for slot in organisation[2..].iter_mut().rev() {
        let index = usize::try_from(rest % 31).expect("a remainder below 31 fits");
        *slot = ALPHABET[index];
        rest /= 31;
    }
    let mut code = format!("91{region6}");
    code.extend(organisation.iter().map(|&byte| char::from(byte)));
    code.push(char::from(body_check_digit(&organisation)));
    let check_digit = check_digit(code.as_bytes()).expect("only characters of the alphabet");
    code.push(char::from(check_digit));
    CreditCode(code)
}

/// What is wrong with a cleaned text, None when it is a code.
fn refusal(cleaned: &str) -> Option<CreditCodeError> {
    if cleaned.is_empty() {
        return Some(CreditCodeError::Missing);
    }
    let found = cleaned.chars().count();
    if found != LENGTH {
        return Some(CreditCodeError::WrongLength { found });
    }
    for (index, character) in cleaned.chars().enumerate() {
        let value = u8::try_from(character).ok().and_then(value_of);
        // Characters 3 to 8 are the division code: digits only (GB 32100-2015 §4.3).
        let allowed = match (index, value) {
            (_, None) => false,
            (2..=7, Some(value)) => value < 10,
            _ => true,
        };
        if !allowed {
            return Some(CreditCodeError::WrongCharacter { position: index + 1, character });
        }
    }
    let bytes = cleaned.as_bytes();
    let holds = check_digit(&bytes[..17]) == Some(bytes[17]);
    (!holds).then_some(CreditCodeError::WrongCheckDigit)
}

/// The value of a character in the alphabet, 0 to 30.
fn value_of(byte: u8) -> Option<u32> {
    let index = ALPHABET.iter().position(|&letter| letter == byte)?;
    u32::try_from(index).ok()
}

/// The 18th character for the first 17: (31 − Σ value × weight mod 31) mod 31.
fn check_digit(first17: &[u8]) -> Option<u8> {
    let mut sum = 0;
    for (&byte, weight) in first17.iter().zip(WEIGHTS) {
        sum += value_of(byte)? * weight;
    }
    let index = usize::try_from((31 - sum % 31) % 31).ok()?;
    ALPHABET.get(index).copied()
}

/// The ninth character of the organisation code inside (GB 11714): modulo 11, letters from A = 10.
fn body_check_digit(first8: &[u8; 8]) -> u8 {
    let sum: u32 = first8
        .iter()
        .zip(BODY_WEIGHTS)
        .map(|(&byte, weight)| char::from(byte).to_digit(36).unwrap_or(0) * weight)
        .sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + u8::try_from(digit).expect("below 10"),
    }
}

/// Characters that cells carry without showing them.
fn is_invisible(character: char) -> bool {
    character.is_control() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

impl fmt::Display for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for CreditCode {
    type Err = CreditCodeError;

    fn from_str(typed: &str) -> Result<Self, CreditCodeError> {
        Self::parse_typed(typed)
    }
}

impl TryFrom<String> for CreditCode {
    type Error = CreditCodeError;

    fn try_from(typed: String) -> Result<Self, CreditCodeError> {
        Self::parse_typed(&typed)
    }
}

impl From<CreditCode> for String {
    fn from(code: CreditCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_codes_of_firms_and_public_bodies_hold() {
        for code in
            ["913100006072204056", "12100000425006512Y", "1231000042501028XN", "11642226010177045E"]
        {
            assert!(check(code).is_valid(), "{code}");
        }
    }

    #[test]
    fn typed_codes_are_brought_to_the_standards_form() {
        for typed in [
            " 12100000425006512y ",
            "１２１０００００４２５００６５１２Ｙ",
            "1210 0000 4250 0651 2Y",
            "\u{FEFF}12100000425006512Y\t",
        ] {
            let code = CreditCode::parse_typed(typed).expect("a sound code");
            assert_eq!(code.as_str(), "12100000425006512Y");
            assert_eq!(code.registered_in(), "100000");
        }
    }

    #[test]
    fn each_fault_has_its_own_refusal() {
        use CreditCodeError::{Missing, WrongCharacter, WrongCheckDigit, WrongLength};
        for (typed, refusal) in [
            ("", Missing),
            (" \t", Missing),
            ("0", WrongLength { found: 1 }),
            ("91310000607220405", WrongLength { found: 17 }),
            ("9131000060722040566", WrongLength { found: 19 }),
            ("9131000O6072204056", WrongCharacter { position: 8, character: 'O' }),
            ("91A100006072204056", WrongCharacter { position: 3, character: 'A' }),
            ("9131000060722040绿5", WrongCharacter { position: 17, character: '绿' }),
            ("913100006072204057", WrongCheckDigit),
            ("913100006072204506", WrongCheckDigit),
        ] {
            assert_eq!(CreditCode::parse_typed(typed), Err(refusal), "{typed}");
        }
    }

    #[test]
    fn an_import_keeps_a_wrong_code_as_cleaned() {
        let result = check(" 64020020000 1404200\n");

        assert!(!result.is_valid());
        assert_eq!(result.as_str(), "640200200001404200");
    }

    #[test]
    fn serde_refuses_a_wrong_code() {
        assert!(serde_json::from_str::<CreditCode>("\"913100006072204056\"").is_ok());
        assert!(serde_json::from_str::<CreditCode>("\"913100006072204057\"").is_err());
    }

    /// Checks every row of the shared vectors (`codes/uscc-vectors.csv` in the folder `shared`
    /// beside the project). Checks nothing where that folder is absent.
    #[test]
    fn shared_vectors_agree_where_the_shared_folder_is_present() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/data/codes/uscc-vectors.csv");
        let Ok(table) = std::fs::read_to_string(path) else {
            return;
        };
        for line in table.lines().skip(1) {
            let mut cells = line.trim().split(',');
            let code = cells.next().expect("a code");
            let is_valid = cells.nth(1) == Some("1");
            assert_eq!(check(code).is_valid(), is_valid, "{line}");
        }
    }

    proptest! {
        #[test]
        fn generated_codes_hold_and_differ(body in 0..GENERATED_BODIES - 1) {
            let code = generate("310118", body);
            prop_assert_eq!(CreditCode::parse_typed(code.as_str()), Ok(code.clone()));
            prop_assert_eq!(&code, &generate("310118", body));
            prop_assert_ne!(&code, &generate("310118", body + 1));
            prop_assert_eq!(code.registered_in(), "310118");
        }

        #[test]
        fn one_changed_character_is_always_noticed(
            body in 0..GENERATED_BODIES,
            position in 0usize..18,
            letter in 0usize..31,
        ) {
            let code = generate("320509", body);
            let mut changed = code.as_str().as_bytes().to_vec();
            prop_assume!(changed[position] != ALPHABET[letter]);
            changed[position] = ALPHABET[letter];
            let changed = String::from_utf8(changed).expect("ASCII");
            prop_assert!(!check(&changed).is_valid());
        }

        #[test]
        fn no_text_makes_the_check_panic(text in "\\PC{0,30}") {
            let _ = check(&text);
        }
    }
}
