//! Rows that are simply there, written by the product itself: what a test needs but is not about.

use super::{Actor as Person, TestApp};
use commons::organisations::OrganisationRow;
use commons::organisations::actions::NewOrganisation;
use futures::future::BoxFuture;
use kernel::id::{DemandId, ProviderId};
use kernel::{Actor, OrganisationKind, RegionCode};
use market::demands::{DemandRow, DemandState};
use market::directory::actions::{self as directory, NewProvider, NewQualification, NewReview};
use market::directory::{ProviderRow, QualificationKind};
use platform::Cx;
use sea_orm::ConnectionTrait;

/// Who writes what is given.
const WRITER: Actor = Actor::System("tests");

/// Runs a change as the product itself.
pub(crate) async fn change<T: Send>(
    app: &TestApp,
    change: impl for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, kernel::Result<T>> + Send,
) -> T {
    app.db().in_transaction(WRITER, change).await.expect("what is given can be written")
}

/// Runs SQL, for rows that only another part of the product writes.
pub(crate) async fn sql(app: &TestApp, text: &str) {
    let text = text.to_owned();
    change(app, |cx| {
        Box::pin(async move {
            cx.tx.execute_unprepared(&text).await?;
            Ok(())
        })
    })
    .await;
}

/// A provider of the directory.
pub(crate) struct GivenProvider<'a> {
    app: &'a TestApp,
    new: NewProvider,
    stars: Vec<i32>,
}

/// A provider with a name, in Qingpu, offering nothing yet.
pub(crate) fn provider<'a>(app: &'a TestApp, name: &str) -> GivenProvider<'a> {
    let organisation = NewOrganisation {
        kind: OrganisationKind::Provider,
        name: name.to_owned(),
        credit_code: Some(app.next_credit_code("310118")),
        credit_code_is_valid: true,
        region_code: Some(region("310118")),
        address: None,
        source: "测试名录".to_owned(),
        source_on: None,
    };
    let new = NewProvider {
        organisation,
        position: None,
        is_about: None,
        short_name: None,
        introduction: None,
        size: None,
        people_count: None,
        founded_on: None,
        categories: Vec::new(),
        service_regions: Vec::new(),
        qualifications: Vec::new(),
        is_demo: false,
    };
    GivenProvider { app, new, stars: Vec::new() }
}

/// A division of 沪苏浙.
pub(crate) fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).expect("a division of the three provinces")
}

impl GivenProvider<'_> {
    pub(crate) fn in_region(mut self, code: &str) -> Self {
        self.new.organisation.region_code = Some(region(code));
        self
    }

    pub(crate) fn offering(mut self, category: &str) -> Self {
        let codes = market::categories::with_group(category).map(str::to_owned);
        self.new.categories.extend(codes);
        self
    }

    /// Where a list says it is: `121.12,31.15`.
    pub(crate) fn at(mut self, position: &str) -> Self {
        self.new.position = Some(position.parse().expect("degrees east and north"));
        self
    }

    pub(crate) fn serving(mut self, code: &str) -> Self {
        self.new.service_regions.push(region(code));
        self
    }

    pub(crate) fn of_size(mut self, size: market::directory::EnterpriseSize) -> Self {
        self.new.size = Some(size);
        self
    }

    /// A licence that holds until a day: `2027-01-01`.
    pub(crate) fn licensed(mut self, classes: &[&str], valid_to: &str) -> Self {
        self.new.qualifications.push(NewQualification {
            source_key: format!("licence-{}", self.new.qualifications.len()),
            kind: QualificationKind::HazardousWaste,
            name: "危险废物经营许可证".to_owned(),
            number: None,
            issuer: None,
            scope: None,
            mode: None,
            waste_classes: classes.iter().map(|it| (*it).to_owned()).collect(),
            capacity_text: None,
            valid_from: None,
            valid_to: Some(valid_to.parse().expect("a date")),
        });
        self
    }

    /// The last licence names a mode, such as 收集、处置, and a yearly scale, such as 500吨/年.
    pub(crate) fn for_mode_and_scale(mut self, mode: &str, scale: Option<&str>) -> Self {
        let licence = self.new.qualifications.last_mut().expect("licensed before");
        licence.mode = Some(mode.to_owned());
        licence.capacity_text = scale.map(str::to_owned);
        self
    }

    /// The last licence has a number, and was stated by the provider itself.
    pub(crate) fn stating(mut self, number: &str) -> Self {
        let licence = self.new.qualifications.last_mut().expect("licensed before");
        licence.number = Some(number.to_owned());
        self.new.organisation.source = market::directory::STATED.to_owned();
        self
    }

    /// The provider somebody acts for.
    pub(crate) fn of(mut self, member: &Person) -> Self {
        let (code, _) = member.email.split_once('@').expect("a member of an organisation");
        self.new.organisation.credit_code = Some(code.to_uppercase());
        self
    }

    /// The same provider as one that was written before.
    pub(crate) fn again(self, row: &ProviderRow) -> Self {
        self.of_code(row.credit_code.as_deref().expect("given providers have a code"))
    }

    /// A provider with this credit code.
    pub(crate) fn of_code(mut self, code: &str) -> Self {
        self.new.organisation.credit_code = Some(code.to_owned());
        self
    }

    /// Reviews with these stars.
    pub(crate) fn reviewed(mut self, stars: &[i32]) -> Self {
        self.stars = stars.to_vec();
        self
    }

    /// Writes it.
    pub(crate) async fn write(self) -> ProviderRow {
        let Self { app, new, stars } = self;
        let code = new.organisation.credit_code.clone().expect("given providers have a code");
        change(app, |cx| {
            Box::pin(async move {
                directory::record_provider(cx, new).await?;
                let organisation =
                    commons::organisations::find_by_credit_code(&cx.tx, &code).await?;
                let id = organisation.expect("it was just written").id;
                let row = market::directory::find_by_organisation(&cx.tx, &id).await?;
                let row = row.expect("it was just written");
                if !stars.is_empty() {
                    review(cx, &row.id, stars).await?;
                }
                Ok(row)
            })
        })
        .await
    }
}

/// An organisation of the market in Qingpu that was approved; a provider's page is open.
pub(crate) async fn registered(
    app: &TestApp,
    kind: OrganisationKind,
    name: &str,
    code: &str,
) -> OrganisationRow {
    let new = NewOrganisation {
        kind,
        name: name.to_owned(),
        credit_code: Some(code.to_owned()),
        credit_code_is_valid: true,
        region_code: Some(region("310118")),
        address: None,
        source: "单位自行登记".to_owned(),
        source_on: None,
    };
    change(app, |cx| {
        Box::pin(async move {
            let row = commons::organisations::actions::add(cx, new).await?;
            if kind == OrganisationKind::Provider {
                directory::open_page(cx, &row).await?;
            }
            Ok(row)
        })
    })
    .await
}

/// An organisation that is simply there.
pub(crate) async fn organisation(
    app: &TestApp,
    kind: OrganisationKind,
    region_code: &str,
) -> OrganisationRow {
    let new = NewOrganisation {
        kind,
        name: format!("{}的单位{}", region_code, app.next_credit_code("310118")),
        credit_code: None,
        credit_code_is_valid: false,
        region_code: Some(region(region_code)),
        address: None,
        source: "测试名录".to_owned(),
        source_on: None,
    };
    change(app, |cx| Box::pin(commons::organisations::actions::add(cx, new))).await
}

async fn review(cx: &mut Cx, id: &ProviderId, stars: Vec<i32>) -> kernel::Result<()> {
    let written_on = cx.today();
    let reviews = stars.into_iter().zip(1..).map(|(stars, number)| NewReview {
        author_name: format!("某企业{number}"),
        stars,
        text: "按约定时间完成。".to_owned(),
        written_on,
    });
    directory::add_reviews(cx, id, reviews.collect()).await
}

/// A public need of an organisation that is simply there.
pub(crate) async fn demand(app: &TestApp, title: &str, region_code: &str) -> DemandRow {
    let owner = NewOrganisation {
        kind: OrganisationKind::Enterprise,
        name: format!("{title}的企业"),
        credit_code: Some(app.next_credit_code("310118")),
        credit_code_is_valid: true,
        region_code: Some(region(region_code)),
        address: None,
        source: "测试名录".to_owned(),
        source_on: None,
    };
    let (title, region_code) = (title.to_owned(), region(region_code));
    change(app, |cx| {
        Box::pin(async move {
            let owner = commons::organisations::actions::add(cx, owner).await?;
            let row = DemandRow {
                id: DemandId::new(cx.now, &mut cx.rng),
                organisation_id: owner.id,
                posted_by: None,
                title,
                description: "每月产生一批，需要有资质的机构上门收运并办理联单。".to_owned(),
                category_code: "waste/hazardous".to_owned(),
                province_code: region_code.province(),
                city_code: region_code.city(),
                county_code: region_code.county(),
                region_code,
                address: None,
                budget_min_fen: None,
                budget_max_fen: None,
                waste_code: Some("HW09".to_owned()),
                quantity: None,
                unit: None,
                deadline: cx.now + chrono::Duration::days(10),
                state: DemandState::Published,
                published_at: Some(cx.now),
                opened_at: None,
                awarded_at: None,
                awarded_bid_id: None,
                bid_count: 0,
                is_demo: false,
                revision: 1,
                created_at: cx.now,
                updated_at: cx.now,
                extensions: 0,
                procedure: market::procedures::ProcedureKind::Simple,
                stage: None,
                pace: 1,
                least_bids: 1,
                is_scored: false,
                stage_ends_at: None,
                acts_at: None,
                end_reason: None,
            };
            market::demands::actions::seed(cx, row).await
        })
    })
    .await
}
