//! Organisations and places as GraphQL shows them.

use super::filter::OrganisationFilter;
use super::{Standing, entity::Model, store};
use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use kernel::id::OrganisationId;
use kernel::{OrganisationKind, Page, PageLimit, RegionCode, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Public, Shown, context, list_cost};
use std::collections::HashMap;

/// An administrative division (区划).
#[derive(SimpleObject, Clone)]
#[graphql(name = "Region", complex)]
pub struct Place {
    /// The division code.
    pub code: RegionCode,
}

#[ComplexObject]
impl Place {
    /// The division's own name.
    async fn name(&self) -> &'static str {
        kernel::region::find(self.code.as_str()).map_or("", |it| it.name.as_str())
    }

    /// With the divisions it lies in.
    async fn full_name(&self) -> String {
        kernel::region::full_name(&self.code)
    }

    /// 1 province, 2 city, 3 county, 4 town.
    async fn level(&self) -> i32 {
        i32::from(self.code.level().number())
    }

    /// The divisions one level down.
    #[graphql(complexity = "list_cost(0, 30, child_complexity)")]
    async fn children(&self) -> Vec<Place> {
        places(Some(&self.code))
    }
}

/// The divisions in another as people choose from them, or the provinces.
pub fn places(parent: Option<&RegionCode>) -> Vec<Place> {
    kernel::region::choices(parent).iter().map(|it| Place { code: it.code.clone() }).collect()
}

/// Divisions, read by anybody.
#[derive(Default)]
pub struct PlaceQuery;

#[Object]
impl PlaceQuery {
    /// The divisions in another, or 上海市, 江苏省 and 浙江省.
    #[graphql(guard = "Public", complexity = "list_cost(0, 30, child_complexity)")]
    async fn regions(&self, parent: Option<RegionCode>) -> Vec<Place> {
        places(parent.as_ref())
    }

    /// One division.
    #[graphql(guard = "Public")]
    async fn region(&self, code: RegionCode) -> Option<Place> {
        Some(Place { code })
    }
}

/// A legal person (单位).
#[derive(Clone)]
pub struct Organisation(pub Model);

#[Object]
impl Organisation {
    /// Which.
    async fn id(&self) -> &OrganisationId {
        &self.0.id
    }

    /// What it is here for.
    async fn kind(&self) -> OrganisationKind {
        self.0.kind
    }

    /// As it is registered.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 统一社会信用代码; null where the source had none.
    async fn credit_code(&self) -> Option<&str> {
        self.0.credit_code.as_deref()
    }

    /// Whether the code passes its check digit (GB 32100-2015).
    async fn credit_code_is_valid(&self) -> bool {
        self.0.credit_code_is_valid
    }

    /// Whether it may act.
    async fn standing(&self) -> Standing {
        self.0.standing
    }

    /// Where it is registered; null where that is not certain.
    async fn region(&self) -> Option<Place> {
        self.0.region_code.clone().map(|code| Place { code })
    }
}

/// Reading organisations.
#[derive(Default)]
pub struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// The enterprises and providers of the region, newest first. Moderators.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn organisations(
        &self,
        ctx: &Context<'_>,
        filter: Option<OrganisationFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Organisation>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let filter = filter.unwrap_or_default();
        let rows = store::page(db.read(), &request.actor, &filter, &page).await.shown()?;
        Ok(Connection::of(rows.map(Organisation), None))
    }
}

/// Key of the loader of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OrganisationOf(pub OrganisationId);

#[async_trait::async_trait]
impl Loader<OrganisationOf> for Db {
    type Value = Organisation;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[OrganisationOf],
    ) -> Result<HashMap<OrganisationOf, Organisation>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = store::find_all(self.read(), &ids).await.shown()?;
        Ok(rows.into_iter().map(|(id, row)| (OrganisationOf(id), Organisation(row))).collect())
    }
}
