//! One-time codes of an authenticator app (RFC 6238): six digits, thirty seconds, SHA-1, which
//! is what every app takes.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// How long one code holds, in seconds (RFC 6238 §5.2 recommends 30).
pub const STEP_SECONDS: i64 = 30;
/// Bytes of a secret: as long as the hash (RFC 4226 §4 R6).
pub const SECRET_BYTES: usize = 20;
/// Steps before and after the present one that are still taken, for clocks that differ and
/// fingers that are slow (RFC 6238 §5.2: at most one step for the way).
const DRIFT: i64 = 1;

/// The step at which a code is taken; none when it is wrong, or of a step at or before `last`,
/// the step of the last code that was taken: a code that was seen is worth nothing.
#[must_use]
pub fn accepted_step(secret: &[u8], typed: &str, now_seconds: i64, last: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    if typed.len() != 6 || !typed.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let present = now_seconds.div_euclid(STEP_SECONDS);
    let steps = (present - DRIFT..=present + DRIFT).filter(|it| *it > last);
    steps.into_iter().find(|step| same(code(secret, *step).as_bytes(), typed.as_bytes()))
}

/// The six digits of a step.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> String {
    format!("{:06}", number(secret, step) % 1_000_000)
}

/// Dynamic truncation (RFC 4226 §5.3).
fn number(secret: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash[19] & 0x0f);
    let four = [hash[offset], hash[offset + 1], hash[offset + 2], hash[offset + 3]];
    u32::from_be_bytes(four) & 0x7fff_ffff
}

/// Compares without telling by the time taken where two texts differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// A secret as apps take it when it is typed: Base32 (RFC 4648 §6) without padding.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut five = [0; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        for place in 0..(chunk.len() * 8).div_ceil(5) {
            let index = (bits >> (35 - 5 * place)) & 31;
            text.push(char::from(LETTERS[usize::try_from(index).unwrap_or(0)]));
        }
    }
    text
}

/// The address an app reads from a QR code (the key URI format of Google Authenticator).
#[must_use]
pub fn address(issuer: &str, account: &str, secret: &[u8]) -> String {
    let mut address = url::Url::parse("otpauth://totp/").expect("a fixed address");
    address.set_path(&format!("{issuer}:{account}"));
    address.query_pairs_mut().append_pair("secret", &base32(secret)).append_pair("issuer", issuer);
    address.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of both RFCs' test vectors.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn rfc_4226_appendix_d() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (step, expected) in (0..).zip(expected) {
            assert_eq!(code(SECRET, step), expected, "count {step}");
        }
    }

    #[test]
    fn rfc_6238_appendix_b_in_six_digits() {
        for (seconds, expected) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000_i64, "65353130"),
        ] {
            let eight = format!("{:08}", number(SECRET, seconds / STEP_SECONDS) % 100_000_000);
            assert_eq!(eight, expected, "at {seconds}");
        }
    }

    #[test]
    fn rfc_4648_section_10() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn a_code_is_taken_a_step_early_or_late_and_never_twice() {
        let now = 1_700_000_015;
        let step = now / STEP_SECONDS;
        let at = |step| code(SECRET, step);

        assert_eq!(accepted_step(SECRET, &at(step), now, 0), Some(step));
        assert_eq!(accepted_step(SECRET, &at(step - 1), now, 0), Some(step - 1));
        assert_eq!(accepted_step(SECRET, &at(step + 1), now, 0), Some(step + 1));
        assert_eq!(accepted_step(SECRET, &at(step - 2), now, 0), None);
        assert_eq!(accepted_step(SECRET, &at(step), now, step), None, "seen");
        assert_eq!(accepted_step(SECRET, &at(step - 1), now, step), None, "older than one seen");
        let spaced = format!("{} {}", &at(step)[..3], &at(step)[3..]);
        assert_eq!(accepted_step(SECRET, &spaced, now, 0), Some(step), "as apps show it");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345"] {
            assert_eq!(accepted_step(SECRET, typed, 1_700_000_000, 0), None, "{typed}");
        }
    }

    #[test]
    fn an_app_reads_issuer_account_and_secret() {
        let address = address("绿桥", "zhang@example.org", SECRET);

        assert!(address.starts_with("otpauth://totp/%E7%BB%BF%E6%A1%A5:zhang@example.org?"));
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
    }
}
