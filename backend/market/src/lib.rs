//! The marketplace: providers (惠企服务), needs (需求大厅), the bids that bring them together, and who
//! may take hazardous waste.

pub mod bids;
pub mod categories;
pub mod demands;
pub mod directory;
pub mod provider_changes;
pub mod ranking;
pub mod restrictions;
pub mod shortlists;
pub mod waste;

/// The root fields of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketQuery(
    categories::CategoryQuery,
    directory::DirectoryQuery,
    provider_changes::ProviderChangeQuery,
    demands::DemandQuery,
    bids::BidQuery,
    waste::WasteQuery,
    shortlists::ShortlistQuery,
    ranking::RankingQuery,
    restrictions::RestrictionQuery,
);

/// The verbs of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketMutation(
    demands::DemandMutation,
    bids::BidMutation,
    provider_changes::ProviderChangeMutation,
    shortlists::ShortlistMutation,
    ranking::RankingMutation,
    restrictions::RestrictionMutation,
);

/// How much the market holds.
pub struct Figures {
    /// Providers listed.
    pub providers: i64,
    /// Licences and certificates listed.
    pub qualifications: i64,
    /// Needs that take bids.
    pub open_demands: i64,
}

/// Counts the market.
///
/// # Errors
/// A fault when the database fails.
pub async fn figures(db: &impl sea_orm::ConnectionTrait) -> kernel::Result<Figures> {
    let (providers, qualifications) = directory::figures(db).await?;
    let open_demands = demands::count_open(db).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Figures {
        providers: number(providers),
        qualifications: number(qualifications),
        open_demands: number(open_demands),
    })
}

/// The tables of this district with rows about persons.
#[rustfmt::skip]
pub const PERSONAL: &[commons::privacy::PersonalTable] = &[
    commons::privacy::PersonalTable {
        table: "demands",
        person: "posted_by",
        name: "您代表单位发布的需求",
        purpose: "说明需求由谁发布，并向其告知进展",
        basis: "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）",
        kept: "随单位业务记录保存",
        columns: &["id", "title", "state", "created_at"],
    },
    commons::privacy::PersonalTable {
        table: "bids",
        person: "submitted_by",
        name: "您代表单位提交的报价",
        purpose: "说明报价由谁提交，并向其告知结果",
        basis: "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）",
        kept: "随单位业务记录保存",
        columns: &["id", "demand_id", "state", "submitted_at"],
    },
    commons::privacy::PersonalTable {
        table: "provider_changes",
        person: "submitted_by",
        name: "您代表单位提交的机构资料变更",
        purpose: "说明变更由谁提交，并向其告知结果",
        basis: "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）",
        kept: "随单位业务记录保存",
        columns: &["id", "provider_id", "state", "submitted_at", "ended_at"],
    },
    commons::privacy::PersonalTable {
        table: "shortlists",
        person: "made_by",
        name: "您代表单位保存的候选名单",
        purpose: "说明名单由谁保存",
        basis: "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）",
        kept: "随单位业务记录保存；未锁定的可以随时删除",
        columns: &["id", "title", "taken_at", "locked_at"],
    },
    commons::privacy::PersonalTable {
        table: "evidence",
        person: "entered_by",
        name: "您录入的排名依据",
        purpose: "说明依据由谁录入",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随排名依据长期保存，供复算",
        columns: &["id", "provider_id", "rule_code", "subject", "entered_at"],
    },
    commons::privacy::PersonalTable {
        table: "evidence",
        person: "ended_by",
        name: "您撤下的排名依据",
        purpose: "说明依据由谁撤下",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随排名依据长期保存，供复算",
        columns: &["id", "provider_id", "rule_code", "subject", "ended_on"],
    },
    commons::privacy::PersonalTable {
        table: "evidence_disputes",
        person: "submitted_by",
        name: "您代表单位提出的异议",
        purpose: "说明异议由谁提出，并向其告知结果",
        basis: "为订立、履行您作为一方当事人的合同所必需（个人信息保护法第十三条第二项）",
        kept: "随排名依据长期保存，供复算",
        columns: &["id", "evidence_id", "state", "submitted_at", "decided_on"],
    },
    commons::privacy::PersonalTable {
        table: "ranking_versions",
        person: "drafted_by",
        name: "您起草的排序规则",
        purpose: "说明规则由谁起草",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随排序规则长期保存",
        columns: &["number", "title", "state", "drafted_at"],
    },
    commons::privacy::PersonalTable {
        table: "ranking_versions",
        person: "published_by",
        name: "您发布的排序规则",
        purpose: "说明规则由谁发布",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随排序规则长期保存",
        columns: &["number", "title", "state", "published_at"],
    },
    commons::privacy::PersonalTable {
        table: "provider_restrictions",
        person: "begun_by",
        name: "您作出的机构限制",
        purpose: "说明限制由谁作出",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随机构公开记录保存",
        columns: &["id", "provider_id", "kind", "begun_on", "until"],
    },
    commons::privacy::PersonalTable {
        table: "provider_restrictions",
        person: "ended_by",
        name: "您解除的机构限制",
        purpose: "说明限制由谁解除",
        basis: "为履行法定职责或者法定义务所必需（个人信息保护法第十三条第三项）",
        kept: "随机构公开记录保存",
        columns: &["id", "provider_id", "kind", "ended_at"],
    },
];
