//! What can be followed, and what a change says to those who do.

use crate::changes::rules::LawChangeKind;
use crate::policies::LawRow;
use crate::policies::rules::fields::LawDomain;
use crate::policies::rules::naming;
use async_graphql::Enum;
use kernel::RegionCode;
use kernel::text::is_long;
use sea_orm::{ActiveEnum, DeriveActiveEnum, EnumIter};

/// Follows of one person (配置值).
pub const MOST: usize = 50;

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LawFollowKind {
    /// 一部法规, by its slug.
    Law,
    /// 领域.
    Domain,
    /// 制定机关: whose name has these words.
    Issuer,
    /// 地区, and what lies in it.
    Region,
    /// 标题中的词: all of them.
    Words,
}

kernel::problems! {
    /// Why something cannot be followed.
    LawFollowProblem {
        ValueLength = "law_follows.value_length", "value", "请填写 1 至 60 个字";
        NoSuchLaw = "law_follows.no_such_law", "value", "本站没有这部法规";
        NoSuchDomain = "law_follows.no_such_domain", "value", "没有这个领域";
        NoSuchRegion = "law_follows.no_such_region", "value", "请选择上海、江苏、浙江或其中的市县";
        TooMany = "law_follows.too_many", "", "最多关注 50 项，请先取消一些";
        Already = "law_follows.already", "value", "已经关注";
    }
}

/// What is kept of what was typed, and how it is called; laws are looked up by the caller.
///
/// # Errors
/// The problem with it.
pub fn parse(kind: LawFollowKind, typed: &str) -> Result<(String, String), LawFollowProblem> {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = if kind == LawFollowKind::Law { 200 } else { 60 };
    if !is_long(&typed, 1..=longest) {
        return Err(LawFollowProblem::ValueLength);
    }
    match kind {
        LawFollowKind::Law => {
            let slug = naming::slug_of_name(&typed);
            Ok((slug.clone(), slug))
        }
        LawFollowKind::Domain => {
            let found = LawDomain::try_from_value(&typed.to_uppercase());
            let domain = found.map_err(|_| LawFollowProblem::NoSuchDomain)?;
            Ok((domain.to_value(), domain.name().to_owned()))
        }
        LawFollowKind::Region => {
            let code = RegionCode::parse(&typed).map_err(|_| LawFollowProblem::NoSuchRegion)?;
            let name = kernel::region::full_name(&code);
            match name.is_empty() {
                true => Err(LawFollowProblem::NoSuchRegion),
                false => Ok((code.to_string(), name)),
            }
        }
        LawFollowKind::Issuer | LawFollowKind::Words => Ok((typed.clone(), typed)),
    }
}

/// Whether a text is one of those that are followed.
pub fn is_met(kind: LawFollowKind, value: &str, law: &LawRow) -> bool {
    match kind {
        LawFollowKind::Law => law.slug == value,
        LawFollowKind::Domain => law.domain.is_some_and(|it| it.to_value() == value),
        LawFollowKind::Issuer => law.issuer.as_deref().is_some_and(|it| it.contains(value)),
        LawFollowKind::Region => {
            law.region_code.as_ref().is_some_and(|it| it.as_str().starts_with(value))
        }
        LawFollowKind::Words => value.split(' ').all(|it| law.title.contains(it)),
    }
}

/// Why somebody is told, in a few words.
pub fn reason(kind: LawFollowKind, name: &str) -> String {
    match kind {
        LawFollowKind::Law => "您关注这部法规".to_owned(),
        LawFollowKind::Domain => format!("您关注领域“{name}”"),
        LawFollowKind::Issuer => format!("您关注制定机关“{name}”"),
        LawFollowKind::Region => format!("您关注{name}"),
        LawFollowKind::Words => format!("标题中有“{name}”"),
    }
}

/// What happened, in a word.
pub const fn happened(kind: LawChangeKind) -> &'static str {
    match kind {
        LawChangeKind::New => "新收录",
        LawChangeKind::Corrected => "文字更正",
        LawChangeKind::Started => "开始施行",
        LawChangeKind::Superseded => "被修改",
        LawChangeKind::Repealed => "被废止",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use LawFollowKind as K;

    #[test]
    fn what_is_typed_becomes_what_is_kept() {
        for (kind, typed, kept) in [
            (K::Law, "《中华人民共和国水污染防治法》", Ok("水污染防治法")),
            (K::Law, "固废法", Ok("固体废物污染环境防治法")),
            (K::Domain, "water", Ok("WATER")),
            (K::Domain, "poetry", Err(LawFollowProblem::NoSuchDomain)),
            (K::Region, "310118", Ok("310118")),
            (K::Region, "31 x", Err(LawFollowProblem::NoSuchRegion)),
            (K::Issuer, " 生态环境部 ", Ok("生态环境部")),
            (K::Words, "危险  废物", Ok("危险 废物")),
            (K::Words, " ", Err(LawFollowProblem::ValueLength)),
        ] {
            let found = parse(kind, typed).map(|it| it.0);
            assert_eq!(found, kept.map(str::to_owned), "{typed}");
        }
        let long = "长".repeat(61);
        assert_eq!(parse(K::Words, &long), Err(LawFollowProblem::ValueLength));
    }
}
