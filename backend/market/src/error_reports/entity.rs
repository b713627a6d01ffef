//! Rows of error reports.

use kernel::id::{AccountId, ErrorReportId, ProviderId};
use sea_orm::entity::prelude::*;

/// Which part of a page is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportedPart {
    /// 资质与许可.
    Qualifications,
    /// 机构名称.
    Name,
    /// 统一社会信用代码.
    CreditCode,
    /// 所在地区和地址.
    Address,
    /// 成立日期、人数和规模.
    Size,
    /// 服务类型和服务地区.
    Services,
    /// 简介.
    Introduction,
    /// 排名依据.
    Ranking,
    /// 履约评价.
    Reviews,
    /// 其他.
    Other,
}

impl ReportedPart {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Qualifications => "资质与许可",
            Self::Name => "机构名称",
            Self::CreditCode => "统一社会信用代码",
            Self::Address => "所在地区和地址",
            Self::Size => "成立日期、人数和规模",
            Self::Services => "服务类型和服务地区",
            Self::Introduction => "简介",
            Self::Ranking => "排名依据",
            Self::Reviews => "履约评价",
            Self::Other => "其他",
        }
    }
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportState {
    /// Nobody has decided yet.
    Waiting,
    /// It was right, and the page says so now.
    Mended,
    /// There was nothing to mend.
    Unfounded,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "error_reports")]
pub struct Model {
    /// Which; also the number of the receipt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ErrorReportId,
    /// On whose page.
    pub provider_id: ProviderId,
    /// Where on it.
    pub part: ReportedPart,
    /// What is wrong, in the reporter's words.
    pub text: String,
    /// Where the outcome is mailed; none for members, and once it is of no use any more.
    pub email: Option<String>,
    /// Who reported, if known.
    pub account_id: Option<AccountId>,
    /// When.
    pub reported_at: DateTimeUtc,
    /// Where it stands.
    pub state: ReportState,
    /// What the reporter is told.
    pub note: Option<String>,
    /// When it was decided.
    pub decided_at: Option<DateTimeUtc>,
}

/// None: the arrows point here.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
