//! Rows of proposals, objections and votes.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::Serialize;

pub use objection::Model as ObjectionRow;
pub use proposal::Model as ProposalRow;

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProposalState {
    /// 公示中.
    Standing,
    /// 异议成立，已取消.
    Overturned,
    /// 已选定.
    Awarded,
    /// 需求已撤回.
    Cancelled,
}

/// Where an objection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Enum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObjectionState {
    /// 处理中.
    Open,
    /// 成立.
    Sustained,
    /// 不成立.
    Dismissed,
    /// 已撤回.
    Withdrawn,
    /// 随公示结束.
    Moot,
}

/// What a bidder objects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObjectionReason {
    /// 拟选机构资质不符.
    Qualification,
    /// 评分有误.
    Scoring,
    /// 价格异常.
    Price,
    /// 程序不当.
    Procedure,
    /// 存在利害关系.
    Conflict,
    /// 材料不实.
    Untrue,
    /// 其他.
    Other,
}

impl ObjectionReason {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Qualification => "拟选机构资质不符",
            Self::Scoring => "评分有误",
            Self::Price => "价格异常",
            Self::Procedure => "程序不当",
            Self::Conflict => "存在利害关系",
            Self::Untrue => "材料不实",
            Self::Other => "其他",
        }
    }
}

/// What an association says about an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// 成立.
    Sustain,
    /// 不成立.
    Dismiss,
}

/// Proposals.
pub mod proposal {
    use super::ProposalState;
    use kernel::id::{AccountId, AwardProposalId, BidId, DemandId};
    use sea_orm::entity::prelude::*;

    /// Which bid the owner of a need means to choose.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "award_proposals")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AwardProposalId,
        /// For which need.
        pub demand_id: DemandId,
        /// Which bid.
        pub bid_id: BidId,
        /// Why; none when it is the first in rank and nothing was said.
        pub reason: Option<String>,
        /// Who proposed it.
        pub proposed_by: Option<AccountId>,
        /// When.
        pub proposed_at: DateTimeUtc,
        /// Until when it is open to objections.
        pub ends_at: DateTimeUtc,
        /// Where it stands.
        pub state: ProposalState,
        /// When it ended; none while it stands.
        pub ended_at: Option<DateTimeUtc>,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Objections.
pub mod objection {
    use super::{ObjectionReason, ObjectionState};
    use kernel::id::{AccountId, AwardProposalId, BidId, DemandId, ObjectionId, OrganisationId};
    use sea_orm::entity::prelude::*;

    /// What a bidder says against a proposal.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objections")]
    pub struct Model {
        /// Which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ObjectionId,
        /// Against what.
        pub proposal_id: AwardProposalId,
        /// For which need.
        pub demand_id: DemandId,
        /// The bid of whoever objects.
        pub bid_id: BidId,
        /// Who objects.
        pub organisation_id: OrganisationId,
        /// Who typed it.
        pub filed_by: Option<AccountId>,
        /// What kind of reason.
        pub reason_code: ObjectionReason,
        /// In words.
        pub text: String,
        /// When.
        pub filed_at: DateTimeUtc,
        /// When the buyer should have answered.
        pub answer_due: DateTimeUtc,
        /// When the panel should have decided.
        pub decide_due: DateTimeUtc,
        /// What the buyer says; none until then.
        pub answer: Option<String>,
        /// Who typed it.
        pub answered_by: Option<AccountId>,
        /// When.
        pub answered_at: Option<DateTimeUtc>,
        /// Where it stands.
        pub state: ObjectionState,
        /// When it ended; none while it is open.
        pub ended_at: Option<DateTimeUtc>,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Votes.
pub mod vote {
    use super::Verdict;
    use kernel::id::{AccountId, ObjectionId, OrganisationId};
    use sea_orm::entity::prelude::*;

    /// What one association says about an objection.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objection_votes")]
    pub struct Model {
        /// About which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub objection_id: ObjectionId,
        /// Which association.
        #[sea_orm(primary_key, auto_increment = false)]
        pub association_id: OrganisationId,
        /// Who voted for it.
        pub voted_by: Option<AccountId>,
        /// What it says.
        pub verdict: Verdict,
        /// Why.
        pub reason: String,
        /// When.
        pub voted_at: DateTimeUtc,
    }

    /// None: queries say what they join.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
