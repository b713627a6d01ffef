//! What kind a notice is of, what its numbers say, and which notices are about one project.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use kernel::clock::china_time;
use kernel::money::parse_yuan;
use kernel::text::{half_width, normalise_name};
use kernel::{Fen, RegionCode};
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The shortest title, in characters, by which notices without a number are brought together. 配置值.
const TITLE_TELLS: usize = 8;
/// Notices of one project that are shown. 配置值.
pub const NOTICES_PER_PROJECT: u64 = 100;

/// The kinds of 财办库〔2020〕50号, in force since 2020-07-01.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "OfficialNoticeKind")]
pub enum NoticeKind {
    /// 采购意向公告.
    Intention,
    /// 资格预审公告.
    Prequalification,
    /// 招标公告.
    Tender,
    /// 竞争性谈判（竞争性磋商、询价）公告.
    Negotiation,
    /// 中标（成交）结果公告.
    Result,
    /// 更正公告.
    Correction,
    /// 终止公告.
    Termination,
    /// 合同公告.
    Contract,
    /// 公共服务项目验收结果公告.
    Acceptance,
    /// 单一来源采购公示.
    SingleSource,
    /// 投诉处理结果公告.
    Complaint,
    /// 监督检查处理结果公告.
    Inspection,
    /// 集中采购机构考核结果公告.
    Assessment,
}

/// How far a project has come, in order.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "OfficialNoticeStage")]
pub enum NoticeStage {
    /// 意向.
    Intention,
    /// 公告.
    Notice,
    /// 更正.
    Correction,
    /// 结果.
    Result,
    /// 合同.
    Contract,
    /// 验收.
    Acceptance,
    /// 监督.
    Oversight,
}

/// Words of each kind; the first that is found counts, so that the narrower ones stand before.
const KINDS: [(NoticeKind, &[&str]); 13] = [
    (NoticeKind::Intention, &["采购意向", "意向公开"]),
    (NoticeKind::Complaint, &["投诉处理"]),
    (NoticeKind::Inspection, &["监督检查"]),
    (NoticeKind::Assessment, &["考核结果"]),
    (NoticeKind::Correction, &["更正", "变更公告", "澄清"]),
    (NoticeKind::Termination, &["终止", "废标", "流标"]),
    (NoticeKind::Acceptance, &["验收"]),
    (NoticeKind::Contract, &["合同公告", "合同公示", "采购合同"]),
    (NoticeKind::Result, &["中标", "成交", "结果公告", "结果公示"]),
    (NoticeKind::SingleSource, &["单一来源"]),
    (NoticeKind::Prequalification, &["资格预审"]),
    (NoticeKind::Negotiation, &["竞争性谈判", "竞争性磋商", "谈判", "磋商", "询价"]),
    (NoticeKind::Tender, &["招标", "采购公告"]),
];

impl NoticeKind {
    /// The stage it brings a project to.
    pub fn stage(self) -> NoticeStage {
        match self {
            Self::Intention => NoticeStage::Intention,
            Self::Prequalification | Self::Tender | Self::Negotiation | Self::SingleSource => {
                NoticeStage::Notice
            }
            Self::Correction => NoticeStage::Correction,
            Self::Result | Self::Termination => NoticeStage::Result,
            Self::Contract => NoticeStage::Contract,
            Self::Acceptance => NoticeStage::Acceptance,
            Self::Complaint | Self::Inspection | Self::Assessment => NoticeStage::Oversight,
        }
    }
}

/// The kind of a notice: as its source says, else as its title or the way of buying say, else a result
/// where a supplier is named, else a call for bids.
pub fn kind_of(
    said: Option<&str>,
    title: &str,
    method: Option<&str>,
    has_supplier: bool,
) -> NoticeKind {
    let named = |text: &str| {
        KINDS.iter().find(|(_, words)| words.iter().any(|it| text.contains(it))).map(|it| it.0)
    };
    let usual = if has_supplier { NoticeKind::Result } else { NoticeKind::Tender };
    let by_method = || method.and_then(named).filter(|_| !has_supplier);
    said.and_then(named).or_else(|| named(title)).or_else(by_method).unwrap_or(usual)
}

/// A project's number without signs; none where it is too short to tell projects apart.
pub fn number_key(number: &str) -> Option<String> {
    let key: String = number
        .chars()
        .map(half_width)
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (key.chars().count() >= 6 && key.chars().any(|it| it.is_ascii_digit())).then_some(key)
}

/// What stands in titles of notices and not in the project's name.
const OF_NOTICES: [&str; 21] = [
    "政府采购项目",
    "采购项目",
    "采购意向",
    "意向公开",
    "资格预审",
    "公开招标",
    "招标",
    "竞争性谈判",
    "竞争性磋商",
    "询价",
    "单一来源",
    "中标",
    "成交",
    "结果",
    "更正",
    "终止",
    "合同",
    "验收",
    "公告",
    "公示",
    "项目",
];

/// A title without what tells one notice of a project from the next.
pub fn title_key(title: &str) -> String {
    let mut key = normalise_name(title);
    for word in OF_NOTICES {
        key = key.replace(word, "");
    }
    key.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Whether a title tells projects apart.
pub fn title_tells(key: &str) -> bool {
    key.chars().count() >= TITLE_TELLS
}

/// What two notices may say differently and still be about one project: one of both says nothing.
pub fn fits<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// An amount as sheets write it (`174.9万元`, `￥930,000.00`, `（人民币）`); none where it is masked or not said.
/// `in_wan` where the header counts in 万元.
pub fn amount(cell: &str, in_wan: bool) -> Option<Fen> {
    let text: String = cell.chars().map(half_width).filter(|it| !it.is_whitespace()).collect();
    let text = text.replace("人民币", "").replace("()", "");
    let text = text.trim_start_matches(['¥', '￥', ':']).trim_end_matches("整");
    let has_unit = text.contains(['万', '亿']) || text.ends_with('元');
    let text = if in_wan && !has_unit { format!("{text}万") } else { text.to_owned() };
    parse_yuan(&text).ok().filter(|it| it.0 > 0)
}

/// A moment as sheets write it, in China: `2026-04-08 09:30`, `2026年04月08日 09点30分`.
pub fn moment(cell: &str) -> Option<DateTime<Utc>> {
    let text: String = cell.chars().map(half_width).collect();
    let text = text.replace(['年', '月', '/'], "-").replace('日', " ").replace(['点', '时'], ":");
    let text = text.replace(['分', '秒'], "").replace('T', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches(':');
    let forms = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let found = forms.iter().find_map(|it| NaiveDateTime::parse_from_str(text, it).ok())?;
    found.and_local_timezone(china_time()).single().map(|it| it.with_timezone(&Utc))
}

/// A notice as a source has it, its cells read.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    /// Of which kind.
    pub kind: NoticeKind,
    /// As it is headed.
    pub title: String,
    /// 项目编号, as given.
    pub project_number: Option<String>,
    /// 采购单位.
    pub buyer_name: Option<String>,
    /// Where, as deep as is certain.
    pub region_code: Option<RegionCode>,
    /// Whether it is certain to lie in no province that is served.
    pub is_elsewhere: bool,
    /// 预算金额.
    pub budget: Option<Fen>,
    /// 中标（成交）金额.
    pub award: Option<Fen>,
    /// 中标（成交）供应商.
    pub supplier_name: Option<String>,
    /// 公告时间.
    pub published_on: Option<NaiveDate>,
    /// 投标截止时间.
    pub bid_deadline: Option<DateTime<Utc>>,
    /// Where it stands.
    pub url: Option<String>,
    /// What tells it apart within its source.
    pub source_key: String,
    /// Every header and cell, without what tells persons apart.
    pub given: Vec<(String, String)>,
    /// What the source calls itself.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_follows_from_what_is_said_of_it() {
        let by_title = |title| kind_of(None, title, None, false);
        assert_eq!(by_title("某某监测项目竞争性磋商成交结果公告"), NoticeKind::Result);
        assert_eq!(by_title("某某监测项目竞争性磋商更正公告"), NoticeKind::Correction);
        assert_eq!(by_title("某某监测项目竞争性磋商公告"), NoticeKind::Negotiation);
        assert_eq!(by_title("某某监测项目"), NoticeKind::Tender);
        assert_eq!(kind_of(Some("采购意向"), "某某项目", None, false), NoticeKind::Intention);
        assert_eq!(kind_of(None, "某某项目", Some("单一来源"), false), NoticeKind::SingleSource);
        assert_eq!(kind_of(None, "某某项目", Some("单一来源"), true), NoticeKind::Result);
        assert_eq!(KINDS.len(), 13);
    }

    #[test]
    fn notices_of_a_project_have_one_title_and_one_number() {
        let first = title_key("青浦区2026年度地表水监测项目公开招标公告");
        assert_eq!(first, title_key("青浦区 2026 年度地表水监测（中标）结果公告"));
        assert!(title_tells(&first) && !title_tells(&title_key("监测项目招标公告")));
        assert_eq!(number_key("常采单[2018]0059号").as_deref(), Some("常采单20180059号"));
        assert_eq!(number_key("常采单〔2018〕0059号"), number_key("常采单［2018］0059号"));
        assert_eq!((number_key("无"), number_key("12-3")), (None, None));
    }

    #[test]
    fn amounts_and_moments_are_read_as_sheets_write_them() {
        let yuan = |cell, in_wan| amount(cell, in_wan).map(|it| it.0 / 100);
        assert_eq!(yuan("1749000", false), Some(1_749_000));
        assert_eq!(yuan("174.9", true), Some(1_749_000));
        assert_eq!(yuan("174.9万元", true), Some(1_749_000));
        assert_eq!(yuan("￥930,000.00元（人民币）", false), Some(930_000));
        assert_eq!(
            (yuan("******.**", false), yuan("0", false), yuan("详见文件", false)),
            (None, None, None)
        );
        let at = |cell| moment(cell).map(|it| it.to_rfc3339());
        assert_eq!(at("2026-04-08 09:30").as_deref(), Some("2026-04-08T01:30:00+00:00"));
        assert_eq!(at("2026年04月08日 09点30分"), at("2026-04-08 09:30"));
        assert_eq!(at("2026-04-08T09:30:00"), at("2026/04/08 09:30"));
        assert_eq!(at("另行通知"), None);
    }

    #[test]
    fn stages_are_in_order() {
        assert!(
            NoticeStage::Intention < NoticeStage::Notice
                && NoticeStage::Result < NoticeStage::Contract
        );
        assert!(fits(None, Some(&1)) && fits(Some(&1), Some(&1)) && !fits(Some(&1), Some(&2)));
    }
}
