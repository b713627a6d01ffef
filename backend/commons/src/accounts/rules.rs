//! What a registration must say, and when a sign-in is allowed.

use chrono::{DateTime, Duration, Utc};
use kernel::credit_code::CreditCodeError;
use kernel::{CreditCode, OrganisationKind, Problem, RegionCode};
use platform::auth::PasswordRules;

kernel::problems! {
    /// Why a registration or a sign-in is refused.
    AccountProblem {
        KindNotOpen = "accounts.kind_not_open", "organisationKind", "只有企业和服务机构可以自行注册";
        NameLength = "accounts.name_length", "organisationName", "单位名称需 4 到 60 个字";
        RegionUnknown = "accounts.region_unknown", "regionCode", "请选择所在地区";
        EmailForm = "accounts.email_form", "email", "邮箱地址格式不对";
        EmailTaken = "accounts.email_taken", "email", "这个邮箱已经注册，请直接登录";
        DisplayNameLength = "accounts.display_name_length", "displayName", "姓名或称呼需 1 到 30 个字";
        OrganisationTaken = "accounts.organisation_taken", "creditCode", "这家单位已有账号，请联系本单位管理员添加成员";
        NameDiffers = "accounts.name_differs", "organisationName", "单位名称与已登记的统一社会信用代码不一致，请核对";
        WrongCredentials = "accounts.wrong_credentials", "", "邮箱或密码不对，或账号暂时锁定";
        TooMany = "accounts.too_many", "", "尝试太频繁，请稍后再试";
    }
}

/// What a person types to register.
#[derive(Debug, Clone)]
pub struct Registration {
    /// 企业 or 服务机构.
    pub kind: OrganisationKind,
    /// As typed.
    pub organisation_name: String,
    /// As typed.
    pub credit_code: String,
    /// As typed.
    pub region_code: String,
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// As typed.
    pub display_name: String,
}

/// A registration whose every field is right.
#[derive(Debug, Clone)]
pub struct CheckedRegistration {
    /// 企业 or 服务机构.
    pub kind: OrganisationKind,
    /// Without spaces around.
    pub organisation_name: String,
    /// Passes its check digit.
    pub credit_code: CreditCode,
    /// Exists.
    pub region_code: RegionCode,
    /// Lower case.
    pub email: String,
    /// Without spaces around.
    pub display_name: String,
}

/// All that is wrong with a registration, or its parsed form. The rules of passwords are
/// settings.
pub fn check_registration(
    typed: &Registration,
    passwords: &PasswordRules,
) -> Result<CheckedRegistration, Vec<Problem>> {
    let mut problems: Vec<AccountProblem> = Vec::new();
    if !matches!(typed.kind, OrganisationKind::Enterprise | OrganisationKind::Provider) {
        problems.push(AccountProblem::KindNotOpen);
    }
    let organisation_name = typed.organisation_name.trim().to_owned();
    if !(4..=60).contains(&organisation_name.chars().count()) {
        problems.push(AccountProblem::NameLength);
    }
    let credit_code = CreditCode::parse_typed(&typed.credit_code);
    let region_code = RegionCode::parse(typed.region_code.trim())
        .map_err(|_| problems.push(AccountProblem::RegionUnknown));
    let email = parse_email(&typed.email);
    if email.is_none() {
        problems.push(AccountProblem::EmailForm);
    }
    let display_name = typed.display_name.trim().to_owned();
    if !(1..=30).contains(&display_name.chars().count()) {
        problems.push(AccountProblem::DisplayNameLength);
    }
    let mut problems: Vec<Problem> = problems.into_iter().map(Into::into).collect();
    problems.extend(credit_code.as_ref().err().map(wrong_code));
    problems.extend(passwords.check(&typed.password).into_iter().map(Into::into));
    match (credit_code, region_code, email) {
        (Ok(credit_code), Ok(region_code), Some(email)) if problems.is_empty() => {
            Ok(CheckedRegistration {
                kind: typed.kind,
                organisation_name,
                credit_code,
                region_code,
                email,
                display_name,
            })
        }
        _ => Err(problems),
    }
}

fn wrong_code(error: &CreditCodeError) -> Problem {
    Problem {
        code: "accounts.credit_code".into(),
        path: vec!["creditCode".into()],
        message: error.to_string().into(),
    }
}

/// An address as mail servers understand it, in lower case; none when it is no address.
pub fn parse_email(typed: &str) -> Option<String> {
    let email = typed.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let is_plain = |text: &str, also: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_address = email.len() <= 120
        && local.len() <= 64
        && is_plain(local, "._%+-")
        && labels.len() >= 2
        && labels.iter().all(|label| is_plain(label, "-"));
    is_address.then_some(email)
}

/// Whether an account may not sign in now.
pub fn is_locked(locked_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    locked_until.is_some_and(|until| now < until)
}

/// What a refresh token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshVerdict {
    /// A new pair of tokens.
    Renew,
    /// Nothing.
    Refuse,
    /// It was used before: everything that descends from its sign-in ends.
    EndFamily,
}

/// Judges a refresh token. One used a moment ago is refused without ending the family: two
/// tabs of one browser refresh at the same time.
pub fn judge_refresh(
    replaced_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> RefreshVerdict {
    if ended_at.is_some() || now >= expires_at {
        RefreshVerdict::Refuse
    } else if let Some(replaced_at) = replaced_at {
        let is_second_tab = now - replaced_at < Duration::seconds(10);
        if is_second_tab { RefreshVerdict::Refuse } else { RefreshVerdict::EndFamily }
    } else {
        RefreshVerdict::Renew
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 8, minute, 0).unwrap()
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let typed = Registration {
            kind: OrganisationKind::Regulator,
            organisation_name: "绿".into(),
            credit_code: "123".into(),
            region_code: "99".into(),
            email: "nobody".into(),
            password: String::new(),
            display_name: " ".into(),
        };
        let rules = PasswordRules { min_length: 8, min_classes: 3 };
        let problems = check_registration(&typed, &rules).unwrap_err();
        let paths: Vec<_> = problems.iter().flat_map(|it| it.path.clone()).collect();
        for field in [
            "organisationKind",
            "organisationName",
            "creditCode",
            "regionCode",
            "email",
            "password",
            "displayName",
        ] {
            assert!(paths.iter().any(|it| it == field), "{field}: {problems:?}");
        }
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["a@b.cn", " Zhang.San+1@Green-Bridge.Example.ORG "] {
            assert!(parse_email(good).is_some(), "{good}");
        }
        for bad in ["", "a@b", "a b@c.cn", "a@b..cn", "@b.cn", "a@b.cn\nBcc: x@y.cn"] {
            assert_eq!(parse_email(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_lock_ends_by_itself() {
        assert!(is_locked(Some(at(30)), at(29)));
        assert!(!is_locked(Some(at(30)), at(30)));
        assert!(!is_locked(None, at(30)));
    }

    #[test]
    fn a_refresh_token_works_once() {
        let end = at(59);
        assert_eq!(judge_refresh(None, None, end, at(1)), RefreshVerdict::Renew);
        assert_eq!(judge_refresh(None, None, end, at(59)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(None, Some(at(1)), end, at(2)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(Some(at(1)), None, end, at(1)), RefreshVerdict::Refuse);
        assert_eq!(judge_refresh(Some(at(1)), None, end, at(2)), RefreshVerdict::EndFamily);
    }
}
