//! The marketplace: providers (惠企服务), needs (需求大厅), the bids that bring them together, and who
//! may take hazardous waste.

pub mod bids;
pub mod categories;
pub mod demands;
pub mod directory;
pub mod provider_changes;
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
);

/// The verbs of the market.
#[derive(async_graphql::MergedObject, Default)]
pub struct MarketMutation(
    demands::DemandMutation,
    bids::BidMutation,
    provider_changes::ProviderChangeMutation,
    shortlists::ShortlistMutation,
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
];
