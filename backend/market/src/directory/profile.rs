//! 机构资料: what a provider says of itself, read from its page and put there.

pub use super::entity::profile::Profile;
use super::entity::provider::{EnterpriseSize, Model as ProviderRow};
use super::entity::qualification::Model as QualificationRow;
use super::graphql::Qualification;
use super::{actions, reminders, rules, store};
use crate::categories::{self, ServiceCategory};
use async_graphql::Object;
use commons::organisations::Place;
use kernel::{Date, Result};
use platform::Cx;
use sea_orm::ConnectionTrait;

/// What the source of a fact is called that the organisation stated.
pub const STATED: &str = "机构自报";

/// What a provider says of itself (机构资料).
#[Object(name = "ProviderProfile")]
impl Profile {
    /// What people call it; null when it is called by its name.
    async fn short_name(&self) -> Option<&str> {
        self.short_name.as_deref()
    }
    /// In its own words; null while it wrote none.
    async fn introduction(&self) -> Option<&str> {
        self.introduction.as_deref()
    }
    /// As it states; null while it does not.
    async fn size(&self) -> Option<EnterpriseSize> {
        self.size
    }
    /// People employed, as it states; null while it does not.
    async fn people_count(&self) -> Option<i32> {
        self.people_count
    }
    /// The day it was founded; null while it does not say.
    async fn founded_on(&self) -> Option<Date> {
        self.founded_on.map(Date)
    }
    /// What it offers.
    async fn categories(&self) -> Vec<&'static ServiceCategory> {
        self.categories.iter().filter_map(|it| categories::find(it)).collect()
    }
    /// Where it serves; it serves all divisions in these.
    async fn service_regions(&self) -> Vec<Place> {
        self.service_regions.iter().map(|code| Place { code: code.clone() }).collect()
    }
    /// Its licences.
    async fn qualifications(&self) -> Vec<Qualification> {
        self.qualifications.iter().cloned().map(Qualification).collect()
    }
}

/// What a page says now.
///
/// # Errors
/// A fault when the database fails.
pub async fn profile_of(db: &impl ConnectionTrait, page: &ProviderRow) -> Result<Profile> {
    let ids = std::slice::from_ref(&page.id);
    let categories = store::categories_of(db, ids).await?.remove(&page.id).unwrap_or_default();
    let mut categories: Vec<_> = categories.into_iter().filter(|it| it.contains('/')).collect();
    // Databases order by their own rules; what is compared is in one order.
    categories.sort_unstable();
    let regions = store::service_regions_of(db, ids).await?.remove(&page.id);
    let qualifications = store::qualifications_of(db, ids).await?.remove(&page.id);
    Ok(Profile {
        short_name: page.short_name.clone(),
        introduction: page.introduction.clone(),
        size: page.size,
        people_count: page.people_count,
        founded_on: page.founded_on,
        categories,
        service_regions: regions.unwrap_or_default(),
        qualifications: qualifications.unwrap_or_default(),
        stated_on: page.stated_on,
    })
}

/// Puts on a page what differs between two profiles, and tells the index. What has come to the page
/// meanwhile and is in neither stays.
///
/// # Errors
/// A fault when the database fails.
pub async fn put_on_page(
    cx: &mut Cx,
    page: ProviderRow,
    before: &Profile,
    after: &Profile,
) -> Result<()> {
    let page = ProviderRow {
        short_name: newer(page.short_name, &before.short_name, &after.short_name),
        introduction: newer(page.introduction, &before.introduction, &after.introduction),
        size: newer(page.size, &before.size, &after.size),
        people_count: newer(page.people_count, &before.people_count, &after.people_count),
        founded_on: newer(page.founded_on, &before.founded_on, &after.founded_on),
        stated_on: after.stated_on,
        updated_at: cx.now,
        ..page
    };
    store::update(&cx.tx, page.clone()).await?;
    put_offers(cx, &page, before, after).await?;
    put_qualifications(cx, before, after).await?;
    actions::announce(cx, &page.id).await
}

/// What a field shall say: what was changed, else what the page says by now.
fn newer<T: PartialEq + Clone>(now: T, before: &T, after: &T) -> T {
    if before == after { now } else { after.clone() }
}

/// The things of one list that are not in the other.
fn without<T: PartialEq + Clone>(all: &[T], others: &[T]) -> Vec<T> {
    all.iter().filter(|it| !others.contains(it)).cloned().collect()
}

async fn put_offers(
    cx: &mut Cx,
    page: &ProviderRow,
    before: &Profile,
    after: &Profile,
) -> Result<()> {
    let mut gone = without(&before.categories, &after.categories);
    // A group goes with the last of its categories.
    let groups: Vec<String> = gone
        .iter()
        .filter_map(|it| it.split_once('/'))
        .map(|(group, _)| group.to_owned())
        .collect();
    let stays =
        |group: &String| after.categories.iter().any(|it| it.starts_with(&format!("{group}/")));
    gone.extend(groups.into_iter().filter(|it| !stays(it)));
    let gone_regions = without(&before.service_regions, &after.service_regions);
    store::remove_offers(&cx.tx, &page.id, gone, gone_regions).await?;
    let new = without(&after.categories, &before.categories);
    let new_regions = without(&after.service_regions, &before.service_regions);
    actions::offer(cx, page, &new, &new_regions).await
}

async fn put_qualifications(cx: &mut Cx, before: &Profile, after: &Profile) -> Result<()> {
    let stays = |row: &&QualificationRow| after.qualifications.iter().any(|it| it.id == row.id);
    let gone = before.qualifications.iter().filter(|it| !stays(it)).map(|it| it.id.clone());
    store::remove_qualifications(&cx.tx, gone.collect()).await?;
    for row in without(&after.qualifications, &before.qualifications) {
        let row = QualificationRow {
            holds: rules::holds_on(row.valid_from, row.valid_to, cx.today()),
            reminder_on: reminders::next_after(row.kind, row.valid_to, cx.today()),
            ..row
        };
        store::put_qualification(&cx.tx, row).await?;
    }
    Ok(())
}
