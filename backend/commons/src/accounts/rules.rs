//! What an address must look like.

kernel::problems! {
    /// Why something about an account is refused.
    AccountProblem {
        EmailForm = "accounts.email_form", "email", "邮箱地址格式不对";
        EmailTaken = "accounts.email_taken", "email", "这个邮箱已经注册，请直接登录";
        DisplayNameLength = "accounts.display_name_length", "displayName", "姓名或称呼需 1 到 30 个字";
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["a@b.cn", " Zhang.San+1@Green-Bridge.Example.ORG "] {
            assert!(parse_email(good).is_some(), "{good}");
        }
        for bad in ["", "a@b", "a b@c.cn", "a@b..cn", "@b.cn", "a@b.cn\nBcc: x@y.cn"] {
            assert_eq!(parse_email(bad), None, "{bad}");
        }
    }
}
