//! Everything about laws that can be decided without a database and without a clock.

pub mod alignment;
pub mod arriving;
pub mod confidence;
pub mod dates;
pub mod differences;
pub mod fields;
pub mod gaps;
pub mod naming;
pub mod numeral;
pub mod reading;
pub mod reconcile;
pub mod repeals;
pub mod structure;

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// What sort of norm a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LawKind {
    /// 法律: of the National People's Congress or its Standing Committee.
    Law,
    /// 行政法规: of the State Council.
    Regulation,
    /// 部门规章: of a ministry.
    Rule,
    /// 地方性法规: of a province or city.
    LocalRegulation,
    /// 司法解释、立法解释: how a law is to be read.
    Interpretation,
    /// 标准: a technical standard.
    Standard,
    /// 通知公告: what a ministry or a bureau tells those it watches over, without being a norm.
    Notice,
    /// 解读: what its maker, or somebody else, says a norm means. Not law.
    Explanation,
    /// 案例: how a norm was applied once. Not law.
    Case,
    /// 知识条目: what practice knows. Not law.
    Note,
    /// Anything else: decisions, plans.
    Other,
}

/// For how much of the land a text is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum LawLevel {
    /// 国家.
    National,
    /// 省级.
    Province,
    /// 市级及以下.
    City,
}

/// Where a dated text stands on a given day. Never stored: it follows from dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum LawStatus {
    /// 现行有效.
    InForce,
    /// 尚未施行: promulgated, starts later.
    NotYetInForce,
    /// 已废止: the whole law is gone.
    Repealed,
    /// 已被修改: a newer text of the same law is in force.
    Amended,
}

impl LawStatus {
    /// As it is written in the search index and in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "IN_FORCE",
            Self::NotYetInForce => "NOT_YET_IN_FORCE",
            Self::Repealed => "REPEALED",
            Self::Amended => "AMENDED",
        }
    }
}

impl LawKind {
    /// Reads what sources write under level, category or type. The more telling of several
    /// texts stands first in the answer: an interpretation of a law is an interpretation.
    pub fn from_category(category: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|it| category.contains(it));
        if has(&["解读", "政策解释"]) {
            Self::Explanation
        } else if has(&["案例"]) {
            Self::Case
        } else if has(&["知识"]) {
            Self::Note
        } else if has(&["解释"]) {
            Self::Interpretation
        } else if has(&["地方"]) {
            Self::LocalRegulation
        } else if has(&["行政法规"]) {
            Self::Regulation
        } else if has(&["规章"]) {
            Self::Rule
        } else if has(&["标准"]) {
            Self::Standard
        } else if has(&["通知", "公告", "规范性文件"]) {
            Self::Notice
        } else if has(&["修改决定", "其他"]) {
            Self::Other
        } else if has(&["法律", "宪法", "修正案"]) {
            Self::Law
        } else {
            Self::Other
        }
    }

    /// The kind that a title alone suggests, when the source does not say one.
    pub fn from_title(title: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|it| title.contains(it));
        let starts = |words: &[&str]| words.iter().any(|it| title.starts_with(it));
        if title.ends_with("解读") {
            Self::Explanation
        } else if title.ends_with("案例") {
            Self::Case
        } else if title.ends_with("解释") || starts(&["最高人民法院", "最高人民检察院"])
        {
            Self::Interpretation
        } else if title.ends_with("办法") {
            Self::Rule
        } else if title.ends_with('法') || title.ends_with("法典") {
            Self::Law
        } else if title.ends_with("条例") {
            let is_local = !title.starts_with("中华人民共和国") && has(&["省", "市", "自治"]);
            if is_local { Self::LocalRegulation } else { Self::Regulation }
        } else if has(&["排放标准", "技术规范", "质量标准"]) {
            Self::Standard
        } else if ["通知", "公告", "通告", "函"].iter().any(|it| title.ends_with(it)) {
            Self::Notice
        } else {
            Self::Other
        }
    }

    /// Whether it is only about law: it is shown beside the law, and says so.
    pub const fn is_no_law(self) -> bool {
        matches!(self, Self::Explanation | Self::Case | Self::Note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_follows_from_what_the_source_calls_it() {
        for (category, kind) in [
            ("法律", LawKind::Law),
            ("宪法", LawKind::Law),
            ("修正案", LawKind::Law),
            ("法律 立法解释", LawKind::Interpretation),
            ("司法解释", LawKind::Interpretation),
            ("法律 修改决定", LawKind::Other),
            ("行政法规", LawKind::Regulation),
            ("部门规章", LawKind::Rule),
            ("地方性法规", LawKind::LocalRegulation),
            ("国家标准", LawKind::Standard),
            ("案例", LawKind::Case),
            ("政策解读", LawKind::Explanation),
            ("知识条目", LawKind::Note),
            ("规范性文件 通知", LawKind::Notice),
            ("", LawKind::Other),
        ] {
            assert_eq!(LawKind::from_category(category), kind, "{category}");
        }
    }

    #[test]
    fn the_kind_is_guessed_from_the_title_when_nothing_else_is_said() {
        for (title, kind) in [
            ("中华人民共和国生态环境法典", LawKind::Law),
            ("中华人民共和国水法", LawKind::Law),
            ("排污许可管理条例", LawKind::Regulation),
            ("上海市环境保护条例", LawKind::LocalRegulation),
            ("排污许可管理办法", LawKind::Rule),
            ("最高人民法院关于审理环境侵权案件的若干规定", LawKind::Interpretation),
            ("大气污染物综合排放标准", LawKind::Standard),
            ("关于做好排污许可工作的通知", LawKind::Notice),
            ("《排污许可管理条例》解读", LawKind::Explanation),
        ] {
            assert_eq!(LawKind::from_title(title), kind, "{title}");
        }
    }
}
