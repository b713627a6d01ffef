//! What second factors must be like.

use kernel::text::is_long;

kernel::problems! {
    /// Why a second factor is not set up, changed or removed.
    FactorProblem {
        WrongCode = "factors.wrong_code", "code", "验证码不对，请核对手机时间后输入新的验证码";
        AlreadySet = "factors.already_set", "", "已经绑定验证器，请先移除再重新绑定";
        NotStarted = "factors.not_started", "", "请先扫描二维码再输入验证码";
        NameLength = "factors.name_length", "name", "名称需 1 到 30 个字";
        PasskeyRefused = "factors.passkey_refused", "", "通行密钥无法验证，请重试";
        PasskeyKnown = "factors.passkey_known", "", "这个通行密钥已经添加过";
        TooManyPasskeys = "factors.too_many_passkeys", "", "最多添加 10 个通行密钥";
        LastFactor = "factors.last_factor", "", "这个账号必须保留一种二次验证方式";
        NoPasskeysHere = "factors.no_passkeys_here", "", "当前网址不支持通行密钥，请使用验证器";
        Nothing = "factors.nothing", "", "还没有设置二次验证";
        NotOneself = "factors.not_oneself", "email", "不能重置自己的二次验证";
        ProofLength = "factors.proof_length", "proof", "请写明怎样核实了本人身份，4 到 200 个字";
        NoAccount = "factors.no_account", "email", "没有使用这个邮箱的账号";
    }
}

/// Most passkeys of one account (配置值).
pub const PASSKEYS: usize = 10;
/// How many recovery codes are made (配置值).
pub const RECOVERY_CODES: usize = 10;
/// How often a second step may be tried before the password is asked again (配置值).
pub const ATTEMPTS: i32 = 5;
/// How long a second step waits, in minutes (配置值).
pub const CHALLENGE_MINUTES: i64 = 5;

/// Letters of recovery codes: none that is mistaken for another on paper.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A recovery code from random bytes: its number, then fifty random bits: `3-ABCDE-FGHJK`.
pub fn recovery_code(number: usize, bytes: &[u8; 10]) -> String {
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let (first, second) = bytes.split_at(5);
    let half = |part: &[u8]| part.iter().map(letter).collect::<String>();
    format!("{number}-{}-{}", half(first), half(second))
}

/// A recovery code as it was typed: its number, and the code in the form that was hashed.
pub fn read_recovery_code(typed: &str) -> Option<(i32, String)> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_uppercase();
    let number = plain.chars().next()?.to_digit(10)?;
    (plain.len() == 11).then(|| (i32::try_from(number).unwrap_or(0), plain))
}

/// A name for a passkey, without spaces around.
pub fn check_name(typed: &str) -> Result<String, FactorProblem> {
    let name = typed.trim();
    let is_fine = is_long(name, 1..=30) && !name.chars().any(char::is_control);
    if is_fine { Ok(name.to_owned()) } else { Err(FactorProblem::NameLength) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_read_back_however_it_is_typed() {
        let code = recovery_code(3, &[0, 1, 2, 3, 4, 31, 30, 29, 28, 255]);

        assert_eq!(code, "3-23456-ZYXWZ");
        let read = read_recovery_code(&code);
        assert_eq!(read, Some((3, "323456ZYXWZ".to_owned())));
        assert_eq!(read_recovery_code(" 323456 zyxwz"), read);
        for wrong in ["", "3", "x-23456-ZYXWZ", "3-23456-ZYXW", "3-23456-ZYXWZ2", "验证码"] {
            assert_eq!(read_recovery_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn names_of_passkeys_are_short_and_plain() {
        assert_eq!(check_name(" 办公室电脑 "), Ok("办公室电脑".to_owned()));
        for wrong in ["", "  ", "a\nb", &"长".repeat(31)] {
            assert_eq!(check_name(wrong), Err(FactorProblem::NameLength));
        }
    }
}
