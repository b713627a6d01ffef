//! Providers as GraphQL shows them.

use super::entity::provider::{EnterpriseSize, Model};
use super::entity::qualification::{Model as QualificationRow, QualificationKind};
use super::entity::review::Model as ReviewRow;
use super::filter::{ProviderFilter, ProviderSort};
use super::profile::STATED;
use super::reminders::{self, RenewalDay};
use super::{rules, store};
use crate::categories::{self, ServiceCategory};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::feeds;
use commons::organisations::Place;
use kernel::id::{ProviderId, QualificationId, ReviewId};
use kernel::{Date, Page, PageLimit, Position, RegionCode};
use platform::Db;
use platform::graphql::{Connection, Public, Shown, Source, context, list_cost};
use std::collections::HashMap;

/// A licence or certificate (资质).
pub struct Qualification(pub QualificationRow);

#[Object]
impl Qualification {
    /// Which.
    async fn id(&self) -> &QualificationId {
        &self.0.id
    }
    /// What kind.
    async fn kind(&self) -> QualificationKind {
        self.0.kind
    }
    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Its number; null where the source has none.
    async fn number(&self) -> Option<&str> {
        self.0.number.as_deref()
    }
    /// Who issued it; null where the source does not say.
    async fn issuer(&self) -> Option<&str> {
        self.0.issuer.as_deref()
    }
    /// What it covers, as given.
    async fn scope(&self) -> Option<&str> {
        self.0.scope.as_deref()
    }
    /// 收集, 贮存, 利用, 处置, as given.
    async fn mode(&self) -> Option<&str> {
        self.0.mode.as_deref()
    }
    /// HW classes it covers, where the source lists them.
    async fn waste_classes(&self) -> &[String] {
        &self.0.waste_classes.0
    }
    /// Tonnes a year; null where the source does not give one number.
    async fn annual_tonnes(&self) -> Option<f64> {
        self.0.annual_tonnes
    }
    /// The yearly scale, as given.
    async fn capacity_text(&self) -> Option<&str> {
        self.0.capacity_text.as_deref()
    }
    /// First day; null where the source does not say.
    async fn valid_from(&self) -> Option<Date> {
        self.0.valid_from.map(Date)
    }
    /// Last day; null where it has no end.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }
    /// Whether it holds today.
    async fn is_valid(&self, ctx: &Context<'_>) -> bool {
        rules::is_valid_on(&self.0, context(ctx).0.clock().today())
    }
    /// Where we know it from.
    async fn source(&self) -> Source {
        Source { name: self.0.source.clone(), taken_on: self.0.source_on }
    }
    /// Whether the source is more than twelve months old, so that it should be asked again.
    async fn is_stale(&self, ctx: &Context<'_>) -> bool {
        rules::is_stale(self.0.source_on, context(ctx).0.clock().today())
    }
    /// The last day to apply for renewal, 30 working days before the end; null for others than
    /// hazardous-waste licences, and where there is no end.
    async fn renewal_day(&self) -> Option<RenewalDay> {
        reminders::renewal_of(&self.0)
    }
}

/// A licence that its source no longer lists.
#[derive(SimpleObject)]
pub struct UnlistedLicence {
    /// Which.
    qualification_id: QualificationId,
    /// Since when: the time of the file that lacked it.
    since: DateTime<Utc>,
}

/// A place on the earth (坐标).
pub struct GeoPosition(pub Position);

#[Object]
impl GeoPosition {
    /// Degrees east.
    async fn longitude(&self) -> f64 {
        self.0.longitude()
    }
    /// Degrees north.
    async fn latitude(&self) -> f64 {
        self.0.latitude()
    }
}

/// A customer's review (评价).
pub struct Review(ReviewRow);

#[Object]
impl Review {
    /// Which.
    async fn id(&self) -> &ReviewId {
        &self.0.id
    }
    /// 1 to 5.
    async fn stars(&self) -> i32 {
        self.0.stars
    }
    /// In the author's words.
    async fn text(&self) -> &str {
        &self.0.text
    }
    /// Who wrote it, as shown.
    async fn author_name(&self) -> &str {
        &self.0.author_name
    }
    /// The day.
    async fn written_on(&self) -> Date {
        Date(self.0.written_on)
    }
}

/// A service provider (服务机构).
#[derive(Clone)]
pub struct Provider(pub Model);

#[Object]
impl Provider {
    /// Which.
    async fn id(&self) -> &ProviderId {
        &self.0.id
    }
    /// As registered.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What people call it; null when it is called by its name.
    async fn short_name(&self) -> Option<&str> {
        self.0.short_name.as_deref()
    }
    /// 统一社会信用代码; null where no source has it.
    async fn credit_code(&self) -> Option<&str> {
        self.0.credit_code.as_deref()
    }
    /// Whether the code passes its check digit (GB 32100-2015).
    async fn credit_code_is_valid(&self) -> bool {
        self.0.credit_code_is_valid
    }
    /// The deepest division that is certain; null when none is.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }
    /// As given.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }
    /// Where it is, as a list gives it; null where none does.
    async fn position(&self) -> Option<GeoPosition> {
        self.0.position.map(GeoPosition)
    }
    /// In its own words; null until it wrote some.
    async fn introduction(&self) -> Option<&str> {
        self.0.introduction.as_deref()
    }
    /// As it states; null until it does.
    async fn size(&self) -> Option<EnterpriseSize> {
        self.0.size
    }
    /// People employed, as it states; null until it does.
    async fn people_count(&self) -> Option<i32> {
        self.0.people_count
    }
    /// The day it was founded; null where no source says.
    async fn founded_on(&self) -> Option<Date> {
        self.0.founded_on.map(Date)
    }
    /// What it offers.
    async fn categories(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<&'static ServiceCategory>> {
        let codes =
            loader(ctx).load_one(CategoriesOf(self.0.id.clone())).await?.unwrap_or_default();
        Ok(codes
            .iter()
            .filter(|it| it.contains('/'))
            .filter_map(|it| categories::find(it))
            .collect())
    }
    /// Where it serves; it serves all divisions in these.
    async fn service_regions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Place>> {
        let codes = loader(ctx).load_one(ServiceRegionsOf(self.0.id.clone())).await?;
        Ok(codes.unwrap_or_default().into_iter().map(|code| Place { code }).collect())
    }
    /// Points out of 100; null until two reviews are in.
    async fn rating(&self) -> Option<f64> {
        (self.0.review_count >= rules::REVIEWS_TO_SHOW)
            .then(|| f64::from(self.0.rating_centi) / 100.0)
    }
    /// How many reviews.
    async fn review_count(&self) -> i32 {
        self.0.review_count
    }
    /// What holds it back for a time: why, until when, how to appeal; null when it is listed.
    async fn restriction(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<crate::restrictions::Restriction>> {
        crate::restrictions::restriction_of(ctx, &self.0.id).await
    }
    /// Where it stands in the list, and why; null until it was scored.
    #[graphql(complexity = "5 + child_complexity")]
    async fn ranking(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<crate::ranking::ProviderRanking>> {
        crate::ranking::ranking_of(ctx, &self.0.id).await
    }
    /// Written by us to show how the platform works.
    async fn is_demo(&self) -> bool {
        self.0.is_demo
    }
    /// Where we know it from.
    async fn source(&self) -> Source {
        Source { name: self.0.source.clone(), taken_on: self.0.source_on }
    }
    /// What the organisation itself said of short name, introduction, size, people, founding, services
    /// and regions; null until it did, then they come from the source above.
    async fn stated(&self) -> Option<Source> {
        self.0.stated_on.map(|day| Source { name: STATED.to_owned(), taken_on: Some(day) })
    }
    /// Whether the organisation's own word is more than twelve months old.
    async fn is_stale(&self, ctx: &Context<'_>) -> bool {
        rules::is_stale(self.0.stated_on, context(ctx).0.clock().today())
    }
    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
    /// Its public page.
    async fn url(&self) -> String {
        format!("/providers/{}", self.0.id)
    }
    /// Its licences, those that hold longest first.
    #[graphql(complexity = "list_cost(5, first, child_complexity)")]
    async fn qualifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20)] first: i32,
    ) -> async_graphql::Result<Vec<Qualification>> {
        let page = Page::from_params(PageLimit::USUAL, Some(first), None).shown()?;
        let held = loader(ctx).load_one(QualificationsOf(self.0.id.clone())).await?;
        Ok(held.unwrap_or_default().into_iter().take(page.first).map(Qualification).collect())
    }
    /// Licences that the source no longer lists: its newest whole file lacks them. They may have been taken back, or were left
    /// out; ask whoever issued them.
    #[graphql(complexity = "10 + child_complexity")]
    async fn unlisted_licences(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<UnlistedLicence>> {
        let held = loader(ctx).load_one(QualificationsOf(self.0.id.clone())).await?;
        let held = held.unwrap_or_default();
        let names = [self.0.credit_code.as_deref(), Some(self.0.name.as_str())];
        let row = |it: &QualificationRow| {
            let number = it.number.clone().unwrap_or_default();
            let tried = names.into_iter().flatten().map(|name| [name.to_owned(), number.clone()]);
            (it.source.clone(), tried.collect())
        };
        let rows: Vec<_> = held.iter().map(row).collect();
        let gone = feeds::actions::gone_since(context(ctx).0.read(), &rows).await.shown()?;
        let of = |(licence, since): (QualificationRow, Option<DateTime<Utc>>)| {
            Some(UnlistedLicence { qualification_id: licence.id, since: since? })
        };
        Ok(held.into_iter().zip(gone).filter_map(of).collect())
    }
    /// What customers say, newest first.
    #[graphql(complexity = "list_cost(20, first, child_complexity)")]
    async fn reviews(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 10)] first: i32,
    ) -> async_graphql::Result<Vec<Review>> {
        if self.0.review_count == 0 {
            return Ok(Vec::new());
        }
        let page = Page::from_params(PageLimit::USUAL, Some(first), None).shown()?;
        let (db, _) = context(ctx);
        let rows = store::reviews_of(db.read(), &self.0.id, page.first as u64).await.shown()?;
        Ok(rows.into_iter().map(Review).collect())
    }
}

fn loader<'a>(ctx: &Context<'a>) -> &'a DataLoader<Db> {
    ctx.data_unchecked::<DataLoader<Db>>()
}

/// Reading the directory.
#[derive(Default)]
pub struct DirectoryQuery;

#[Object]
impl DirectoryQuery {
    /// One provider; null when there is none of that id.
    #[graphql(guard = "Public")]
    async fn provider(
        &self,
        ctx: &Context<'_>,
        id: ProviderId,
    ) -> async_graphql::Result<Option<Provider>> {
        Ok(store::find(context(ctx).0.read(), &id).await.shown()?.map(Provider))
    }

    /// The page of the organisation the viewer acts for; null when it has none.
    #[graphql(guard = "Public")]
    async fn my_provider(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Provider>> {
        let (db, request) = context(ctx);
        let Some(own) = request.actor.organisation_id() else { return Ok(None) };
        Ok(store::find_by_organisation(db.read(), own).await.shown()?.map(Provider))
    }

    /// Providers, filtered and sorted.
    #[graphql(guard = "Public", complexity = "list_cost(5, first.unwrap_or(20), child_complexity)")]
    async fn providers(
        &self,
        ctx: &Context<'_>,
        filter: Option<ProviderFilter>,
        #[graphql(default)] sort: ProviderSort,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Provider>> {
        let (db, _) = context(ctx);
        let filter = filter.unwrap_or_default();
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &filter, sort, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &filter).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(Provider), total))
    }
}

macro_rules! provider_loader {
    ($(#[$doc:meta])* $key:ident -> $value:ty, $find:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $key(pub ProviderId);

        #[async_trait::async_trait]
        impl Loader<$key> for Db {
            type Value = $value;
            type Error = async_graphql::Error;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, $value>, Self::Error> {
                let ids: Vec<ProviderId> = keys.iter().map(|it| it.0.clone()).collect();
                let found = store::$find(self.read(), &ids).await.shown()?;
                Ok(found.into_iter().map(|(id, value)| ($key(id), value)).collect())
            }
        }
    };
}

provider_loader!(
    /// Key of the loader of categories.
    CategoriesOf -> Vec<String>, categories_of
);
provider_loader!(
    /// Key of the loader of service regions.
    ServiceRegionsOf -> Vec<RegionCode>, service_regions_of
);
provider_loader!(
    /// Key of the loader of licences.
    QualificationsOf -> Vec<QualificationRow>, qualifications_of
);
provider_loader!(
    /// Key of the loader of providers.
    ProviderOf -> Model, providers_by_id
);
