//! What a correction must be like, and who may close an account.

use kernel::text::is_long;
use kernel::{Problem, Role};

kernel::problems! {
    /// Why a correction or a closing is refused.
    PrivacyProblem {
        NameLength = "privacy.name_length", "displayName", "姓名或称呼需 1 到 30 个字";
        PhoneForm = "privacy.phone_form", "phone", "电话号码需 6 到 20 位，可含数字、空格、加号和短横线";
        Staff = "privacy.staff", "", "工作人员的账号由系统管理员收回，不能自行注销";
        LastOwner = "privacy.last_owner", "", "您是单位唯一的管理员，请先转交管理员或注销单位";
    }
}

/// A correction whose every field is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedCorrection {
    /// Without spaces around.
    pub display_name: String,
    /// As typed, without spaces around; none takes the number away.
    pub phone: Option<String>,
}

/// All that is wrong with a correction, or its checked form.
pub fn check_correction(
    display_name: &str,
    phone: Option<&str>,
) -> Result<CheckedCorrection, Vec<Problem>> {
    let display_name = display_name.trim().to_owned();
    let phone = phone.map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
    let mut problems: Vec<Problem> = Vec::new();
    if !is_long(&display_name, 1..=30) {
        problems.push(PrivacyProblem::NameLength.into());
    }
    if phone.as_deref().is_some_and(|it| !is_phone(it)) {
        problems.push(PrivacyProblem::PhoneForm.into());
    }
    if problems.is_empty() { Ok(CheckedCorrection { display_name, phone }) } else { Err(problems) }
}

fn is_phone(text: &str) -> bool {
    let is_sign = |it: char| it.is_ascii_digit() || matches!(it, ' ' | '-' | '+' | '(' | ')');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.chars().all(is_sign) && (6..=20).contains(&digits) && text.len() <= 30
}

/// Whether an account of this role is its person's own to close. Staff accounts are appointed, and
/// taken back, by others.
pub fn may_close(role: Role) -> bool {
    role == Role::Member
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_told_from_other_texts() {
        for good in ["13900000000", "021-6000 0000", "+86 (21) 60000000"] {
            assert!(check_correction("张三", Some(good)).is_ok(), "{good}");
        }
        for bad in ["12345", "a13900000000", "139<b>00000", "1".repeat(21).as_str()] {
            assert!(check_correction("张三", Some(bad)).is_err(), "{bad}");
        }
        assert_eq!(check_correction(" 张三 ", Some(" ")).unwrap().phone, None);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        assert_eq!(check_correction("", Some("x")).unwrap_err().len(), 2);
    }

    #[test]
    fn only_members_close_their_own_account() {
        assert!(may_close(Role::Member));
        assert!(!may_close(Role::Moderator));
    }
}
