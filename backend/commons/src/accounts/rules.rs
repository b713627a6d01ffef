//! When a sign-in is allowed.

use chrono::{DateTime, Duration, Utc};

kernel::problems! {
    /// Why something about an account is refused.
    AccountProblem {
        EmailForm = "accounts.email_form", "email", "邮箱地址格式不对";
        EmailTaken = "accounts.email_taken", "email", "这个邮箱已经注册，请直接登录";
        DisplayNameLength = "accounts.display_name_length", "displayName", "姓名或称呼需 1 到 30 个字";
        WrongCredentials = "accounts.wrong_credentials", "", "邮箱或密码不对、邮箱尚未确认，或账号暂时锁定";
        TooMany = "accounts.too_many", "", "尝试太频繁，请稍后再试";
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
