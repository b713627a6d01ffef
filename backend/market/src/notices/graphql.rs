//! Official notices as GraphQL shows them.

use super::entity::{notice, project};
use super::rules::{NoticeKind, NoticeStage};
use super::store::{self, Wanted};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::organisations::Place;
use kernel::id::{OfficialNoticeId, OfficialProjectId};
use kernel::money::parse_yuan;
use kernel::text::normalise_name;
use kernel::{Date, Page, PageLimit, RegionCode};
use platform::graphql::{Connection, Money, Public, Shown, context, list_cost};

/// A project of a government buyer that notices are about (公告项目).
pub struct OfficialProject(project::Model);

#[Object]
impl OfficialProject {
    /// Which.
    async fn id(&self) -> &OfficialProjectId {
        &self.0.id
    }
    /// Its page.
    async fn url(&self) -> String {
        format!("/notices/{}", self.0.id)
    }
    /// As its first notice is headed.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// 项目编号; null where no notice has one.
    async fn project_number(&self) -> Option<&str> {
        self.0.project_number.as_deref()
    }
    /// 采购单位; null where no notice names it.
    async fn buyer_name(&self) -> Option<&str> {
        self.0.buyer_name.as_deref()
    }
    /// Where, as deep as is certain; null where that is outside 沪苏浙 or not said.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }
    /// 预算; null where it is not said.
    async fn budget(&self) -> Option<Money> {
        self.0.budget_fen.map(Money)
    }
    /// 中标（成交）金额; null before a result, and where it is not said.
    async fn award(&self) -> Option<Money> {
        self.0.award_fen.map(Money)
    }
    /// 中标（成交）供应商; null before a result.
    async fn supplier_name(&self) -> Option<&str> {
        self.0.supplier_name.as_deref()
    }
    /// 投标截止时间; null where it is not said.
    async fn bid_deadline(&self) -> Option<DateTime<Utc>> {
        self.0.bid_deadline
    }
    /// How far it has come.
    async fn stage(&self) -> NoticeStage {
        self.0.stage
    }
    /// The kind of its newest notice.
    async fn latest_kind(&self) -> NoticeKind {
        self.0.latest_kind
    }
    /// How many notices there are.
    async fn notice_count(&self) -> i32 {
        self.0.notice_count
    }
    /// The newest day a notice bears, else the day the first was recorded.
    async fn latest_on(&self) -> Date {
        Date(self.0.latest_on)
    }
    /// The notices, oldest first; at most a hundred.
    async fn notices(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OfficialNotice>> {
        let (db, _) = context(ctx);
        let mut rows = store::notices_of(db.read(), &self.0.id).await.shown()?;
        // Those without a day stand where their stage is.
        rows.sort_by_key(|it| (it.published_on.unwrap_or(self.0.latest_on), it.kind.stage()));
        Ok(rows.into_iter().map(OfficialNotice).collect())
    }
}

/// A notice of a government buyer (官方公告).
pub struct OfficialNotice(notice::Model);

#[Object]
impl OfficialNotice {
    /// Which.
    async fn id(&self) -> &OfficialNoticeId {
        &self.0.id
    }
    /// Of which kind.
    async fn kind(&self) -> NoticeKind {
        self.0.kind
    }
    /// As it is headed.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// When it was published; null where the source does not say.
    async fn published_on(&self) -> Option<Date> {
        self.0.published_on.map(Date)
    }
    /// Where we know it from.
    async fn source(&self) -> &str {
        &self.0.source
    }
    /// Where it stands; null where the source does not say.
    async fn source_url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }
    /// As the source has it, without what tells persons apart.
    async fn given(&self) -> Vec<GivenCell> {
        let cells = self.0.given.0.iter().cloned();
        cells.map(|(label, text)| GivenCell { label, text }).collect()
    }
}

/// What a source says under a header.
#[derive(SimpleObject)]
pub struct GivenCell {
    /// The header.
    label: String,
    /// What stands there.
    text: String,
}

/// Which projects.
#[derive(InputObject, Default)]
pub struct OfficialProjectFilter {
    /// In this division.
    region: Option<RegionCode>,
    /// Standing so far.
    stage: Option<NoticeStage>,
    /// Whose newest notice is of this kind.
    kind: Option<NoticeKind>,
    /// Of this buyer, the whole name.
    buyer: Option<String>,
    /// With a budget of at least so many yuan: 86000, 8.6万.
    budget_from: Option<String>,
    /// With a budget of at most so many yuan.
    budget_to: Option<String>,
    /// With a notice on this day or later.
    since: Option<Date>,
    /// Without a notice after this day.
    until: Option<Date>,
}

impl OfficialProjectFilter {
    fn wanted(self) -> Wanted {
        let yuan = |typed: Option<String>| typed.and_then(|it| parse_yuan(&it).ok());
        Wanted {
            region: self.region,
            stage: self.stage,
            kind: self.kind,
            buyer_key: self.buyer.map(|it| normalise_name(&it)).filter(|it| !it.is_empty()),
            budget_from: yuan(self.budget_from),
            budget_to: yuan(self.budget_to),
            since: self.since.map(|it| it.0),
            until: self.until.map(|it| it.0),
        }
    }
}

/// Reading official notices.
#[derive(Default)]
pub struct OfficialNoticeQuery;

#[Object]
impl OfficialNoticeQuery {
    /// A project; null when there is none.
    #[graphql(guard = "Public")]
    async fn official_project(
        &self,
        ctx: &Context<'_>,
        id: OfficialProjectId,
    ) -> async_graphql::Result<Option<OfficialProject>> {
        let (db, _) = context(ctx);
        Ok(store::find(db.read(), &id).await.shown()?.map(OfficialProject))
    }

    /// Projects, those with the newest notice first. Amounts that cannot be read are no condition.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn official_projects(
        &self,
        ctx: &Context<'_>,
        filter: Option<OfficialProjectFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<OfficialProject>> {
        let (db, _) = context(ctx);
        let wanted = filter.unwrap_or_default().wanted();
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &wanted, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &wanted).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(OfficialProject), total))
    }
}
