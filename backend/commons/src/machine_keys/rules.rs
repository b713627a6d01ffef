//! What a new key must be like.

use kernel::text::is_long;
use kernel::{Problem, Scope};

kernel::problems! {
    /// Why a key is not made.
    MachineKeyProblem {
        NameLength = "machine_keys.name_length", "name", "用途需 2 到 40 个字";
        NoScope = "machine_keys.no_scope", "scopes", "请至少选择一项权限";
        NotForSystems = "machine_keys.not_for_systems", "scopes", "对接系统的密钥不能读取单位内部数据";
        OnlyForSystems = "machine_keys.only_for_systems", "scopes", "推送数据的密钥由系统管理员为对接系统新建";
        FeedForm = "machine_keys.feed_form", "feed", "请填映射的名称，例如 credit-china-penalties";
        FeedWithoutPush = "machine_keys.feed_without_push", "feed", "只有推送数据的密钥才能限定数据源";
        DaysRange = "machine_keys.days_range", "days", "有效期需 1 到 365 天";
        TooMany = "machine_keys.too_many", "", "有效的密钥最多 20 个，请先停用不用的密钥";
    }
}

/// What every key begins with, so that one that leaks is recognised.
pub const PREFIX: &str = "gbk_";
/// How many characters people are shown of a key, its beginning included.
pub(super) const SHOWN: usize = 10;
/// Most keys in force of one holder (配置值).
pub(super) const MOST: usize = 20;
/// Longest life of a key, in days (配置值).
const LONGEST_DAYS: i32 = 365;

/// What a person asks for.
pub struct NewKey {
    /// As typed.
    pub name: String,
    /// As chosen.
    pub scopes: Vec<Scope>,
    /// How long it is to hold.
    pub days: i32,
    /// The one mapping it may send files in under; none for any.
    pub feed: Option<String>,
}

/// Everything that is wrong with a new key.
pub(super) fn check(new: &NewKey, is_of_organisation: bool) -> Vec<Problem> {
    let mut problems: Vec<MachineKeyProblem> = Vec::new();
    let name = new.name.trim();
    if !is_long(name, 2..=40) || name.chars().any(char::is_control) {
        problems.push(MachineKeyProblem::NameLength);
    }
    if new.scopes.is_empty() {
        problems.push(MachineKeyProblem::NoScope);
    }
    if !is_of_organisation && new.scopes.contains(&Scope::OrganisationRead) {
        problems.push(MachineKeyProblem::NotForSystems);
    }
    if is_of_organisation && new.scopes.contains(&Scope::FeedPush) {
        problems.push(MachineKeyProblem::OnlyForSystems);
    }
    if let Some(feed) = &new.feed {
        let is_name = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        if !is_long(feed, 2..=60) || !feed.chars().all(is_name) {
            problems.push(MachineKeyProblem::FeedForm);
        }
        if !new.scopes.contains(&Scope::FeedPush) {
            problems.push(MachineKeyProblem::FeedWithoutPush);
        }
    }
    if !(1..=LONGEST_DAYS).contains(&new.days) {
        problems.push(MachineKeyProblem::DaysRange);
    }
    problems.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(name: &str, scopes: &[Scope], days: i32, is_of_organisation: bool) -> Vec<String> {
        let new = NewKey { name: name.to_owned(), scopes: scopes.to_vec(), days, feed: None };
        check(&new, is_of_organisation).into_iter().map(|it| it.code.into_owned()).collect()
    }

    #[test]
    fn a_key_may_be_bound_to_one_mapping() {
        let codes = |feed: &str, scope| {
            let (name, feed) = ("省厅平台".to_owned(), Some(feed.to_owned()));
            let new = NewKey { name, scopes: vec![scope], days: 30, feed };
            let problems = check(&new, false).into_iter();
            problems.map(|it| it.code.into_owned()).collect::<Vec<_>>()
        };
        assert!(codes("credit-china-penalties", Scope::FeedPush).is_empty());
        assert_eq!(codes("信用中国", Scope::FeedPush), ["machine_keys.feed_form"]);
        assert_eq!(
            codes("credit-china-penalties", Scope::DirectoryRead),
            ["machine_keys.feed_without_push"]
        );
    }

    #[test]
    fn a_key_says_what_for_what_and_how_long() {
        let own = [Scope::OrganisationRead];

        assert!(codes("排产系统", &own, 365, true).is_empty());
        assert_eq!(
            codes("x", &[], 366, true),
            ["machine_keys.name_length", "machine_keys.no_scope", "machine_keys.days_range"]
        );
        assert_eq!(codes("省厅平台", &own, 30, false), ["machine_keys.not_for_systems"]);
        let push = [Scope::FeedPush];
        assert_eq!(codes("排产系统", &push, 30, true), ["machine_keys.only_for_systems"]);
        assert!(codes("省厅平台", &push, 30, false).is_empty());
        assert!(codes("省厅平台", &[Scope::DirectoryRead], 1, false).is_empty());
    }
}
