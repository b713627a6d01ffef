//! Why something is sent back: codes for statistics, words for people.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// Why something is sent back or refused.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ChangeReasonCode")]
pub enum Reason {
    /// 内容不完整.
    Incomplete,
    /// 表述不清楚.
    Unclear,
    /// 内容不合规.
    Unlawful,
    /// 与已有内容重复.
    Duplicate,
    /// 不属于平台服务范围.
    OutOfScope,
    /// 与证明材料不一致.
    Mismatch,
    /// 附件缺失或无法辨认.
    Unreadable,
    /// 含联系方式或广告.
    Advertising,
    /// 其他.
    Other,
}

/// A reason with its words.
#[derive(Debug, Clone, Copy, async_graphql::SimpleObject)]
#[graphql(name = "ChangeReason")]
pub struct ReasonWords {
    /// For statistics.
    pub code: Reason,
    /// What people call it.
    pub label: &'static str,
    /// What a note to the owner may start from; the gaps are filled by the moderator.
    pub template: &'static str,
}

/// All reasons, in the order of the form.
#[rustfmt::skip]
pub const REASONS: &[ReasonWords] = &[
    ReasonWords { code: Reason::Incomplete, label: "内容不完整", template: "请补充：（写明缺少的内容）。补充后可再次提交。" },
    ReasonWords { code: Reason::Unclear, label: "表述不清楚", template: "“（摘录原文）”一处无法判断具体要求，请写明种类、数量和时间。" },
    ReasonWords { code: Reason::Mismatch, label: "与证明材料不一致", template: "填写的（名称、代码或地址）与所附材料不一致，请核对后改正。" },
    ReasonWords { code: Reason::Unreadable, label: "附件缺失或无法辨认", template: "所附文件（缺失、不清晰或未盖章），请重新上传清晰、完整、加盖公章的文件。" },
    ReasonWords { code: Reason::Duplicate, label: "与已有内容重复", template: "与已有的“（标题）”重复，请在原内容上修改，或说明不同之处。" },
    ReasonWords { code: Reason::Advertising, label: "含联系方式或广告", template: "正文含（电话、网址或广告语），请删去；对方会通过平台与贵单位联系。" },
    ReasonWords { code: Reason::OutOfScope, label: "不属于平台服务范围", template: "平台只受理第三方环境服务的需求，此项内容请通过其他渠道办理。" },
    ReasonWords { code: Reason::Unlawful, label: "内容不合规", template: "该内容不符合《（法规名称）》第（　）条的规定：（说明）。" },
    ReasonWords { code: Reason::Other, label: "其他", template: "" },
];

impl Reason {
    /// What people call it.
    pub fn label(self) -> &'static str {
        REASONS.iter().find(|it| it.code == self).map_or("", |it| it.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::Iterable;

    #[test]
    fn every_reason_has_its_words() {
        for reason in Reason::iter() {
            assert!(!reason.label().is_empty(), "{reason:?}");
        }
        assert_eq!(REASONS.len(), Reason::iter().count());
    }
}
