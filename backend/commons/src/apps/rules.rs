//! What an entry must say, and what a check makes of its link.

use super::entity::{Link, Model};
use chrono::{DateTime, Utc};
use kernel::text::is_long;
use url::{Host, Url};

/// The most systems the list holds. 配置值.
pub const MOST: u64 = 60;
/// How long between two checks of a link, in minutes. 配置值.
pub const CHECK_MINUTES: i64 = 10;
/// After how many failures in a row a link counts as broken. 配置值.
const FAILURES: i32 = 2;
/// The longest address, in characters.
const URL_LENGTH: usize = 300;

kernel::problems! {
    /// Why an entry is refused.
    AppProblem {
        NameLength = "apps.name_length", "name", "请填写系统名称，2 到 40 个字";
        KeeperLength = "apps.keeper_length", "keeper", "请填写主管单位，2 到 60 个字";
        PurposeLength = "apps.purpose_length", "purpose", "请写明用途，4 到 200 个字";
        AudienceLength = "apps.audience_length", "audience", "请写明谁使用，2 到 100 个字";
        LoginHintLength = "apps.login_hint_length", "loginHint", "请写明怎样登录，2 到 200 个字";
        GuideLength = "apps.guide_length", "guide", "操作指引最多 1000 个字";
        UrlForm = "apps.url_form", "url", "请填写 https:// 或 http:// 开头的公开网址，要有域名，不带端口和账号";
        PositionRange = "apps.position_range", "position", "顺序号为 0 到 999";
        Full = "apps.full", "", "最多列 60 个系统，请先撤下不用的";
        Changed = "apps.changed", "", "刚有人改过这个系统，请刷新后再改";
    }
}

/// What a person typed of a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedApp {
    /// As its keeper calls it.
    pub name: String,
    /// Who runs it.
    pub keeper: String,
    /// What it is for.
    pub purpose: String,
    /// Who uses it.
    pub audience: String,
    /// How one signs in there.
    pub login_hint: String,
    /// How to begin.
    pub guide: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// Its place in the list.
    pub position: i32,
}

/// All that is wrong with an entry, or its tidied form.
///
/// # Errors
/// Every problem.
pub fn check(typed: TypedApp) -> Result<TypedApp, Vec<AppProblem>> {
    use AppProblem as P;
    let tidy = |text: String| text.trim().to_owned();
    let filled = |text: Option<String>| text.map(tidy).filter(|it| !it.is_empty());
    let app = TypedApp {
        name: tidy(typed.name),
        keeper: tidy(typed.keeper),
        purpose: tidy(typed.purpose),
        audience: tidy(typed.audience),
        login_hint: tidy(typed.login_hint),
        guide: filled(typed.guide),
        url: filled(typed.url),
        position: typed.position,
    };
    let wrong = [
        (!is_long(&app.name, 2..=40), P::NameLength),
        (!is_long(&app.keeper, 2..=60), P::KeeperLength),
        (!is_long(&app.purpose, 4..=200), P::PurposeLength),
        (!is_long(&app.audience, 2..=100), P::AudienceLength),
        (!is_long(&app.login_hint, 2..=200), P::LoginHintLength),
        (app.guide.as_deref().is_some_and(|it| !is_long(it, 1..=1_000)), P::GuideLength),
        (app.url.as_deref().is_some_and(|it| !is_public_address(it)), P::UrlForm),
        (!(0..=999).contains(&app.position), P::PositionRange),
    ];
    let problems: Vec<P> = wrong.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    if problems.is_empty() { Ok(app) } else { Err(problems) }
}

/// Whether an address names a server of the public web: a name, never a number, no port of its
/// own and nobody's password. Where the name leads is looked at when it is asked.
fn is_public_address(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_web = matches!(url.scheme(), "https" | "http") && url.port().is_none();
    let is_open = url.username().is_empty() && url.password().is_none();
    let is_named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    is_web && is_open && is_named && is_long(text, 1..=URL_LENGTH)
}

/// Whether a round of checks says anything: when nobody answers, the line that fails is ours.
pub fn is_telling(answers: &[bool]) -> bool {
    answers.contains(&true)
}

/// A row after its link was asked at an instant.
pub fn after_check(row: Model, has_answered: bool, now: DateTime<Utc>) -> Model {
    let failures = if has_answered { 0 } else { row.failures.saturating_add(1) };
    let link = match failures {
        0 => Link::Opens,
        FAILURES.. => Link::Broken,
        _ => row.link,
    };
    let link_since = if link == row.link { row.link_since } else { Some(now) };
    Model { failures, link, link_since, checked_at: Some(now), ..row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::id::AppId;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + chrono::Duration::minutes(minute)
    }

    fn row() -> Model {
        Model {
            id: AppId::new(at(0), &mut kernel::Dice::seeded(1)),
            name: "全国排污许可证管理信息平台".to_owned(),
            keeper: "生态环境部".to_owned(),
            purpose: "申领排污许可证".to_owned(),
            audience: "排污单位".to_owned(),
            login_hint: "自行注册".to_owned(),
            guide: None,
            url: None,
            position: 0,
            link: Link::Unknown,
            link_since: None,
            checked_at: None,
            failures: 0,
            check_at: at(0),
            changed_at: at(0),
            retired_at: None,
            revision: 1,
        }
    }

    #[test]
    fn an_address_is_a_name_of_the_public_web() {
        for good in ["https://permit.mee.gov.cn", "http://www.mee.gov.cn/ywgz/?a=1"] {
            assert!(is_public_address(good), "{good}");
        }
        for bad in [
            "permit.mee.gov.cn",
            "ftp://www.mee.gov.cn",
            "https://localhost/",
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://[::1]/",
            "https://a:b@www.mee.gov.cn",
            "https://www.mee.gov.cn:8443/",
            "javascript:alert(1)",
        ] {
            assert!(!is_public_address(bad), "{bad}");
        }
    }

    #[test]
    fn a_link_is_broken_after_two_failures_and_opens_with_an_answer() {
        let opened = after_check(row(), true, at(1));
        assert_eq!((opened.link, opened.link_since), (Link::Opens, Some(at(1))));
        let once = after_check(opened, false, at(11));
        assert_eq!((once.link, once.link_since, once.failures), (Link::Opens, Some(at(1)), 1));
        let broken = after_check(once, false, at(21));
        assert_eq!((broken.link, broken.link_since), (Link::Broken, Some(at(21))));
        let still = after_check(broken, false, at(31));
        assert_eq!((still.link_since, still.checked_at), (Some(at(21)), Some(at(31))));
        assert_eq!(after_check(still, true, at(41)).link, Link::Opens);
    }

    #[test]
    fn a_round_without_any_answer_says_nothing_about_others() {
        assert!(is_telling(&[false, true]));
        assert!(!is_telling(&[false, false]));
        assert!(!is_telling(&[]));
    }

    #[test]
    fn an_entry_says_what_for_and_for_whom() {
        let typed = TypedApp {
            name: " 全国排污许可证管理信息平台 ".to_owned(),
            keeper: "生态环境部".to_owned(),
            purpose: "申领、变更排污许可证".to_owned(),
            audience: "排污单位".to_owned(),
            login_hint: "自行注册".to_owned(),
            guide: Some("  ".to_owned()),
            url: None,
            position: 1,
        };
        let app = check(typed.clone()).unwrap();
        assert_eq!((app.name.as_str(), app.guide), ("全国排污许可证管理信息平台", None));
        let bad = TypedApp { name: String::new(), url: Some("x".to_owned()), ..typed };
        assert_eq!(check(bad), Err(vec![AppProblem::NameLength, AppProblem::UrlForm]));
    }
}
