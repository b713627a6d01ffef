//! The Chinese words for the values of the schema's enums, and the badge each state wears.

use knowledge::policies::rules::fields::LawDomain;
use market::directory::{EnterpriseSize, QualificationKind};
use market::error_reports::ReportedPart;
use market::restrictions::RestrictionKind;
use sea_orm::{ActiveEnum, Iterable};

/// The word for `value` of the enum `kind`; None when there is no such value, which a test
/// against the schema excludes.
pub(super) fn word(kind: &str, value: &str) -> Option<&'static str> {
    Some(match (kind, value) {
        ("ConsultationState", "WAITING") => "等待指派",
        ("ConsultationState", "NAMED") => "专家办理中",
        ("ConsultationState", "ANSWERED") => "已答复",
        ("ConsultationState", "PUBLISHED") => "已答复并公开",
        ("KnowledgeField", "WATER") => "水",
        ("KnowledgeField", "AIR") => "大气",
        ("KnowledgeField", "NOISE") => "噪声",
        ("KnowledgeField", "SOLID_WASTE") => "固体废物",
        ("KnowledgeField", "SOIL") => "土壤",
        ("KnowledgeField", "RADIATION") => "辐射",
        ("KnowledgeField", "PERMIT") => "排污许可",
        ("KnowledgeField", "EIA") => "环评与验收",
        ("KnowledgeField", "MONITORING") => "监测",
        ("KnowledgeField", "ENFORCEMENT") => "执法与处罚",
        ("KnowledgeField", "CREDIT") => "信用与公开",
        ("KnowledgeField", "CARBON") => "碳",
        ("KnowledgeField", "PROCUREMENT") => "采购与招投标",
        ("KnowledgeField", "PETITION") => "投诉与信访",
        ("KnowledgeField", "PLATFORM") => "平台使用",
        ("KnowledgeField", "OTHER") => "其他",
        ("LawStatus", "IN_FORCE") => "现行有效",
        ("LawStatus", "NOT_YET_IN_FORCE") => "尚未生效",
        ("LawStatus", "REPEALED") => "已废止",
        ("LawStatus", "AMENDED") => "已被修改",
        ("LawKind", "LAW") => "法律",
        ("LawKind", "REGULATION") => "行政法规",
        ("LawKind", "RULE") => "部门规章",
        ("LawKind", "LOCAL_REGULATION") => "地方性法规",
        ("LawKind", "INTERPRETATION") => "司法解释",
        ("LawKind", "STANDARD") => "标准",
        ("LawKind", "NOTICE") => "通知公告",
        ("LawKind", "EXPLANATION") => "解读",
        ("LawKind", "CASE") => "案例",
        ("LawKind", "NOTE") => "知识条目",
        ("LawKind", "OTHER") => "其他文件",
        ("LawDomain", domain) => LawDomain::try_from_value(&domain.to_owned()).ok()?.name(),
        ("DemandState", "SUBMITTED") => "等待审核",
        ("DemandState", "REFUSED") => "未通过审核",
        ("DemandState", "PUBLISHED") => "征集中",
        ("DemandStage", "OPENING") => "待开启",
        ("DemandStage", "SCORING") => "技术评分",
        ("DemandStage", "PRICING") => "开启价格",
        ("DemandStage", "RANKED") => "已排序",
        ("DemandStage", "PROPOSED") => "公示中",
        ("ProcedureKind", "SIMPLE") => "简单询价",
        ("ProcedureKind", "COMPETITIVE") => "公开比选",
        ("ProcedureKind", "CALL_OFF") => "框架内选用",
        ("ProcedureKind", "GROUP") => "多家拼单",
        ("ProcedureKind", "PRACTICE") => "练习",
        ("Custody", "NONE") => "无人保管，不加密",
        ("Custody", "CLOCK") => "平台保管，定时放出",
        ("Custody", "THREE_KEYS") => "三家协会分持，两家开启",
        ("BidState", "BROKEN") => "信封损坏",
        ("BidState", "EXCLUDED") => "资格不符",
        ("DemandState", "OPENED") => "报价已开启",
        ("DemandState", "AWARDED") => "已选定机构",
        ("DemandState", "WITHDRAWN") => "已撤回",
        ("DemandState", "UNSUCCESSFUL") => "未成交",
        ("BidState", "SUBMITTED") => "有效",
        ("BidState", "UNCONFIRMED") => "待确认",
        ("BidState", "LAPSED") => "未确认失效",
        ("BidState", "WITHDRAWN") => "已撤回",
        ("BidState", "AWARDED") => "中选",
        ("BidState", "LOST") => "未中选",
        ("ContractState", "DRAFT") => "拟定中",
        ("ContractState", "OFFERED") => "待另一方签署",
        ("ContractState", "ACTIVE") => "履行中",
        ("ContractState", "COMPLETED") => "已完成",
        ("ContractState", "TERMINATED") => "已终止",
        ("ContractState", "CANCELLED") => "未签",
        ("EvidenceState", "IN_FORCE") => "计分",
        ("EvidenceState", "FROZEN") => "异议处理中，暂不计分",
        ("EvidenceState", "EXPIRED") => "已过期",
        ("EvidenceState", "ENDED") => "已撤下",
        ("RankingVersionState", "DRAFT") => "草案",
        ("RankingVersionState", "LIVE") => "施行中",
        ("RankingVersionState", "RETIRED") => "已停用",
        ("RestrictionKind", kind) => RestrictionKind::try_from_value(&kind.to_owned()).ok()?.name(),
        ("EnterpriseSize", size) => EnterpriseSize::try_from_value(&size.to_owned()).ok()?.name(),
        ("QualificationKind", kind) => {
            QualificationKind::try_from_value(&kind.to_owned()).ok()?.name()
        }
        ("Link", "UNKNOWN") => "还没有检测结果",
        ("Link", "OPENS") => "可以打开",
        ("Link", "BROKEN") => "打不开",
        ("ColumnKind", "TEXT") => "文字",
        ("ColumnKind", "NUMBER") => "数字",
        ("ColumnKind", "DATE") => "日期",
        ("ColumnKind", "FLAG") => "是否",
        ("OfficialNoticeStage", "INTENTION") => "意向",
        ("OfficialNoticeStage", "NOTICE") => "公告",
        ("OfficialNoticeStage", "CORRECTION") => "更正",
        ("OfficialNoticeStage", "RESULT") => "结果",
        ("OfficialNoticeStage", "CONTRACT") => "合同",
        ("OfficialNoticeStage", "ACCEPTANCE") => "验收",
        ("OfficialNoticeStage", "OVERSIGHT") => "监督",
        ("OfficialNoticeKind", kind) => notice_kind(kind)?,
        ("ReportState", "WAITING") => "待处理",
        ("ReportState", "MENDED") => "已更正",
        ("ReportState", "UNFOUNDED") => "不成立",
        ("ReportedPart", part) => ReportedPart::try_from_value(&part.to_owned()).ok()?.name(),
        ("SearchKind", "PROVIDER") => "服务机构",
        ("SearchKind", "DEMAND") => "需求",
        ("SearchKind", "LAW") => "法规标准",
        ("SearchKind", "ARTICLE") => "条文",
        _ => return evaluation_word(kind, value).or_else(|| library_word(kind, value)),
    })
}

/// The words of what the library says of texts.
fn library_word(kind: &str, value: &str) -> Option<&'static str> {
    Some(match (kind, value) {
        ("RelationKind", "CITES") => "引用",
        ("RelationKind", "REPEALS") => "废止",
        ("RelationKind", "AMENDS") => "修改",
        ("RelationKind", "IMPLEMENTS") => "据以制定",
        ("RelationKind", "INTERPRETS") => "解释",
        ("RelationKind", "REPLACES") => "代替",
        ("CitationChange", "UNCHANGED") => "条文未变",
        ("CitationChange", "AMENDED") => "条文已修改",
        ("CitationChange", "REPEALED") => "所引法律已废止",
        ("CitationChange", "UNKNOWN") => "没有当时的文本，无从比对",
        ("ArticleChange", "FIRST") => "本站最早的文本",
        ("ArticleChange", "SAME") => "文字未变",
        ("ArticleChange", "CHANGED") => "文字有变化",
        ("ArticleChange", "ADDED") => "新增",
        ("ArticleChange", "ABSENT") => "没有这一条",
        ("ComparedChange", "SAME") => "相同",
        ("ComparedChange", "MOVED") => "仅条号变化",
        ("ComparedChange", "CHANGED") => "有修改",
        ("ComparedChange", "ADDED") => "新增",
        ("ComparedChange", "REMOVED") => "没有对应条文",
        ("SuccessionState", "PROPOSED") => "系统比对，未经人工确认",
        ("SuccessionState", "CONFIRMED") => "已人工确认",
        ("SuccessionState", "REFUSED") => "已否定",
        ("LimitStanding", "STRICTEST") => "按此执行",
        ("LimitStanding", "STRICTEST_IF") => "满足条件时按此执行",
        ("LimitStanding", "LOOSER") => "另有更严的限值",
        ("LimitStanding", "SET_ASIDE") => "不适用",
        ("Discharge", "DIRECT") => "直接排放",
        ("Discharge", "INDIRECT") => "间接排放",
        ("PermitClass", "KEY") => "重点管理",
        ("PermitClass", "SIMPLE") => "简化管理",
        ("PermitClass", "REGISTRATION") => "登记管理",
        ("LawChangeKind", "NEW") => "新收录",
        ("LawChangeKind", "CORRECTED") => "文字更正",
        ("LawChangeKind", "STARTED") => "开始施行",
        ("LawChangeKind", "SUPERSEDED") => "被修改",
        ("LawChangeKind", "REPEALED") => "被废止",
        _ => return None,
    })
}

/// The words of what follows the opening of a scored need.
fn evaluation_word(kind: &str, value: &str) -> Option<&'static str> {
    Some(match (kind, value) {
        ("DemandStage", "OPENING") => "等待开启信封",
        ("DemandStage", "SCORING") => "技术评分",
        ("DemandStage", "PRICING") => "开启价格",
        ("DemandStage", "RANKED") => "已排序",
        ("DemandStage", "PROPOSED") => "公示中",
        ("DemandEndReason", "TOO_FEW_BIDS") => "截止时报价不足",
        ("DemandEndReason", "NONE_COUNTS") => "没有有效报价",
        ("DemandEndReason", "KEY_NOT_RELEASED") => "密钥没有按期交出，报价没有开启",
        ("DemandEndReason", "NOT_SCORED") => "发布企业没有按期完成评分",
        ("DemandEndReason", "NOT_DECIDED") => "发布企业没有按期选定",
        ("ProposalState", "STANDING") => "公示中",
        ("ProposalState", "OVERTURNED") => "异议成立，已取消",
        ("ProposalState", "AWARDED") => "已选定",
        ("ProposalState", "CANCELLED") => "需求已撤回",
        ("ObjectionState", "OPEN") => "处理中",
        ("ObjectionState", "SUSTAINED") => "成立",
        ("ObjectionState", "DISMISSED") => "不成立",
        ("ObjectionState", "WITHDRAWN") => "已撤回",
        ("ObjectionState", "MOOT") => "随公示结束",
        ("Verdict", "SUSTAIN") => "成立",
        ("Verdict", "DISMISS") => "不成立",
        _ => return None,
    })
}

/// The parts of a page that can be reported, each with its word.
pub(super) fn reported_parts() -> Vec<(String, &'static str)> {
    ReportedPart::iter().map(|it| (it.to_value(), it.name())).collect()
}

/// The class of the badge of a state: outline, dot and dash, never the credit colours.
pub(super) fn badge(value: &str) -> &'static str {
    match value {
        "IN_FORCE" | "PUBLISHED" | "OPENS" | "MENDED" => "badge live",
        "NOT_YET_IN_FORCE" => "badge soon",
        "REPEALED" | "AMENDED" | "WITHDRAWN" | "UNSUCCESSFUL" | "REFUSED" | "UNFOUNDED" => {
            "badge gone"
        }
        "BROKEN" => "badge call",
        _ => "badge",
    }
}

/// The kinds of 财办库〔2020〕50号.
fn notice_kind(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "INTENTION" => "采购意向",
        "PREQUALIFICATION" => "资格预审公告",
        "TENDER" => "招标公告",
        "NEGOTIATION" => "谈判、磋商、询价公告",
        "RESULT" => "中标（成交）结果公告",
        "CORRECTION" => "更正公告",
        "TERMINATION" => "终止公告",
        "CONTRACT" => "合同公告",
        "ACCEPTANCE" => "验收结果公告",
        "SINGLE_SOURCE" => "单一来源公示",
        "COMPLAINT" => "投诉处理结果公告",
        "INSPECTION" => "监督检查处理结果公告",
        "ASSESSMENT" => "考核结果公告",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::{
        parse_schema,
        types::{TypeKind, TypeSystemDefinition},
    };

    /// The enums whose values public pages show.
    const SHOWN: [&str; 35] = [
        "LawDomain",
        "ConsultationState",
        "KnowledgeField",
        "LimitStanding",
        "Discharge",
        "PermitClass",
        "RelationKind",
        "CitationChange",
        "ArticleChange",
        "ComparedChange",
        "SuccessionState",
        "LawChangeKind",
        "LawStatus",
        "LawKind",
        "DemandState",
        "DemandEndReason",
        "ProcedureKind",
        "BidState",
        "DemandStage",
        "ProposalState",
        "ObjectionState",
        "Verdict",
        "ContractState",
        "EvidenceState",
        "RankingVersionState",
        "RestrictionKind",
        "Link",
        "ColumnKind",
        "OfficialNoticeStage",
        "OfficialNoticeKind",
        "ReportState",
        "ReportedPart",
        "EnterpriseSize",
        "QualificationKind",
        "SearchKind",
    ];

    #[test]
    fn every_value_that_a_visitor_can_meet_has_a_word() {
        let schema = include_str!("../../../frontend/schema.graphql");
        let schema = parse_schema(schema).expect("the schema parses");
        let mut enums = 0;
        for definition in schema.definitions {
            let TypeSystemDefinition::Type(definition) = definition else {
                continue;
            };
            let name = definition.node.name.node.as_str();
            let TypeKind::Enum(values) = &definition.node.kind else {
                continue;
            };
            // The others are of the workspace alone: who one is, how a check stands.
            if !SHOWN.contains(&name) {
                continue;
            }
            enums += 1;
            for value in &values.values {
                let value = value.node.value.node.as_str();
                assert!(word(name, value).is_some(), "{name}.{value}");
            }
        }
        assert_eq!(enums, SHOWN.len());
    }

    #[test]
    fn only_what_holds_now_wears_the_dot() {
        assert_eq!(badge("IN_FORCE"), "badge live");
        assert_eq!(badge("REPEALED"), "badge gone");
        assert_eq!(badge("OPENED"), "badge");
    }
}
