//! Loads what a new installation starts with, through the ordinary actions. Running it again
//! changes nothing.

use crate::app::App;
use anyhow::Context;
use chrono::{Duration, NaiveDate};
use commons::RecordOutcome;
use commons::accounts::actions::{self as accounts, NewAccount};
use commons::apps::rules::TypedApp;
use commons::organisations::actions::{Known, NewOrganisation};
use commons::organisations::{self, OrganisationRow};
use kernel::credit_code;
use kernel::id::DemandId;
use kernel::{Actor, Fen, MemberRole, OrganisationKind, RegionCode, Result, Role};
use knowledge::answers::rules::{NewAnswer, NewGuide};
use market::demands::{DemandRow, DemandState, actions as demands};
use market::directory;
use market::directory::actions::{NewProvider, NewQualification, NewReview};
use platform::Cx;
use platform::Secret;
use seed_data::{
    AccountOrganisation, AccountSeed, DEMO_SOURCE, DemandSeed, EnterpriseSeed, ProviderSeed,
};

/// The password of every demo account; printed where they are listed.
pub const DEMO_PASSWORD: &str = "Greenbridge-2026";
const ACTOR: Actor = Actor::System("seed");

/// Loads the demo providers, needs and accounts; false when they are there already.
///
/// # Errors
/// When the database fails.
pub async fn demo(app: &App) -> anyhow::Result<bool> {
    let accounts = seed_data::accounts();
    let first = accounts.first().context("seed-data lists accounts")?;
    if commons::accounts::exists(app.db().read(), &first.email).await? {
        return Ok(false);
    }
    let hash = app.auth().passwords.hash(&Secret::new(DEMO_PASSWORD), &mut app.db().dice()).await?;
    let loaded = app.db().in_transaction(ACTOR, |cx| {
        Box::pin(async move {
            apps(cx).await?;
            for seed in seed_data::providers() {
                provider(cx, seed).await?;
            }
            let needs = seed_data::demands();
            for seed in &needs.enterprises {
                enterprise(cx, seed).await?;
            }
            for seed in needs.demands {
                demand(cx, &needs.enterprises, seed).await?;
            }
            for seed in accounts {
                account(cx, &needs.enterprises, seed, &hash).await?;
            }
            Ok(())
        })
    });
    loaded.await?;
    Ok(true)
}

/// Plants the stored answers and guides of the assistant that are not there yet; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn answers(app: &App) -> anyhow::Result<usize> {
    let answers: Vec<NewAnswer> = read_all(seed_data::answers())?;
    let guides: Vec<NewGuide> = read_all(seed_data::guides())?;
    let planted = app.db().in_transaction(ACTOR, |cx| {
        Box::pin(async move { knowledge::answers::actions::plant(cx, answers, guides).await })
    });
    Ok(planted.await?)
}

fn read_all<T: serde::de::DeserializeOwned>(
    rows: Vec<serde_json::Value>,
) -> anyhow::Result<Vec<T>> {
    rows.into_iter().map(|it| serde_json::from_value(it).context("read an answer")).collect()
}

/// The demo accounts, for the person who starts the server.
pub fn accounts_table() -> String {
    let rows = seed_data::accounts();
    let lines: Vec<String> =
        rows.iter().map(|it| format!("  {:<34} {}", it.email, it.display_name)).collect();
    format!("演示账号（密码均为 {DEMO_PASSWORD}）\n{}", lines.join("\n"))
}

/// The systems beside ours, which are real.
async fn apps(cx: &mut Cx) -> Result<()> {
    for (position, seed) in (1..).zip(seed_data::apps()) {
        let typed = TypedApp {
            name: seed.name,
            keeper: seed.keeper,
            purpose: seed.purpose,
            audience: seed.audience,
            login_hint: seed.login_hint,
            guide: seed.guide,
            url: seed.url,
            position: position * 10,
        };
        commons::apps::actions::add(cx, typed).await?;
    }
    Ok(())
}

fn named(
    kind: OrganisationKind,
    name: &str,
    code: Option<&str>,
    region: Option<&str>,
    address: Option<&str>,
    today: NaiveDate,
) -> NewOrganisation {
    NewOrganisation {
        kind,
        name: name.to_owned(),
        credit_code: code.map(str::to_owned),
        credit_code_is_valid: code.is_some_and(|it| credit_code::check(it).is_valid()),
        region_code: region.and_then(|it| RegionCode::parse(it).ok()),
        address: address.map(str::to_owned),
        source: DEMO_SOURCE.to_owned(),
        source_on: Some(today),
    }
}

async fn organisation(cx: &mut Cx, new: NewOrganisation) -> Result<OrganisationRow> {
    match organisations::actions::recognise(cx, &new.name, new.credit_code.as_deref()).await? {
        Known::As(row) => Ok(*row),
        Known::No | Known::Otherwise(_) => organisations::actions::add(cx, new).await,
    }
}

async fn provider(cx: &mut Cx, seed: ProviderSeed) -> Result<()> {
    let today = cx.today();
    let organisation = named(
        OrganisationKind::Provider,
        &seed.name,
        Some(&seed.credit_code),
        Some(&seed.region),
        Some(&seed.address),
        today,
    );
    let qualifications = seed.qualifications.into_iter().map(|it| NewQualification {
        kind: serde_json::from_value(it.kind.clone().into())
            .unwrap_or(directory::QualificationKind::Other),
        valid_from: Some(it.valid_from(today)),
        valid_to: it.valid_to(today),
        source_key: it.key,
        name: it.name,
        number: Some(it.number),
        issuer: Some(it.issuer),
        scope: it.scope,
        mode: it.mode,
        waste_classes: it.waste_classes,
        capacity_text: it.capacity_text,
    });
    let new = NewProvider {
        organisation,
        position: None,
        is_about: None,
        short_name: Some(seed.short_name),
        introduction: Some(seed.introduction),
        size: serde_json::from_value(seed.size.into()).ok(),
        people_count: Some(seed.people_count),
        founded_on: Some(seed.founded_on),
        categories: seed.categories,
        service_regions: seed
            .service_regions
            .iter()
            .filter_map(|it| RegionCode::parse(it).ok())
            .collect(),
        qualifications: qualifications.collect(),
        is_demo: true,
    };
    if directory::actions::record_provider(cx, new).await? != RecordOutcome::New {
        return Ok(());
    }
    let Some(organisation) = organisations::find_by_credit_code(&cx.tx, &seed.credit_code).await?
    else {
        return Ok(());
    };
    let Some(page) = directory::find_by_organisation(&cx.tx, &organisation.id).await? else {
        return Ok(());
    };
    let reviews = seed.reviews.into_iter().map(|it| NewReview {
        written_on: it.written_on(today),
        author_name: it.author,
        stars: it.stars,
        text: it.text,
    });
    directory::actions::add_reviews(cx, &page.id, reviews.collect()).await
}

async fn enterprise(cx: &mut Cx, seed: &EnterpriseSeed) -> Result<OrganisationRow> {
    let new = named(
        OrganisationKind::Enterprise,
        &seed.name,
        Some(&seed.credit_code),
        Some(&seed.region),
        Some(&seed.address),
        cx.today(),
    );
    organisation(cx, new).await
}

async fn demand(cx: &mut Cx, enterprises: &[EnterpriseSeed], seed: DemandSeed) -> Result<()> {
    let Some(owner) = enterprises.iter().find(|it| it.key == seed.enterprise) else {
        return Ok(());
    };
    let owner = enterprise(cx, owner).await?;
    let Ok(region) = RegionCode::parse(&seed.region) else { return Ok(()) };
    let deadline = cx.now + Duration::days(seed.deadline_in_days);
    let posted_at = cx.now - Duration::days(seed.posted_days_ago);
    let is_past = deadline <= cx.now;
    let fen = |yuan: Option<i64>| yuan.map(|it| Fen(it * 100));
    let row = DemandRow {
        id: DemandId::new(posted_at, &mut cx.rng),
        organisation_id: owner.id,
        posted_by: None,
        title: seed.title,
        description: seed.description,
        category_code: seed.category,
        province_code: region.province(),
        city_code: region.city(),
        county_code: region.county(),
        region_code: region,
        address: Some(seed.address),
        budget_min_fen: fen(seed.budget_min_yuan),
        budget_max_fen: fen(seed.budget_max_yuan),
        waste_code: seed.waste_code,
        quantity: seed.quantity,
        unit: seed.unit,
        deadline,
        state: if is_past { DemandState::Unsuccessful } else { DemandState::Published },
        published_at: Some(posted_at),
        opened_at: is_past.then_some(deadline),
        awarded_at: None,
        awarded_bid_id: None,
        bid_count: 0,
        is_demo: true,
        revision: 1,
        created_at: posted_at,
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
    demands::seed(cx, row).await.map(drop)
}

async fn account(
    cx: &mut Cx,
    enterprises: &[EnterpriseSeed],
    seed: AccountSeed,
    hash: &str,
) -> Result<()> {
    let today = cx.today();
    let joined = match &seed.organisation {
        AccountOrganisation::Enterprise { enterprise: key } => {
            match enterprises.iter().find(|it| &it.key == key) {
                Some(found) => Some(enterprise(cx, found).await?),
                None => None,
            }
        }
        AccountOrganisation::Provider { provider: key } => {
            let found = seed_data::providers().into_iter().find(|it| &it.key == key);
            match found {
                Some(it) => organisations::find_by_credit_code(&cx.tx, &it.credit_code).await?,
                None => None,
            }
        }
        AccountOrganisation::Association { name } => {
            let region = seed.region.as_deref();
            let new = named(OrganisationKind::Association, name, None, region, None, today);
            Some(organisation(cx, new).await?)
        }
        AccountOrganisation::Regulator { name } => {
            let region = seed.region.as_deref();
            let new = named(OrganisationKind::Regulator, name, None, region, None, today);
            Some(organisation(cx, new).await?)
        }
        AccountOrganisation::Operator { name } => Some(
            organisation(cx, named(OrganisationKind::Operator, name, None, None, None, today))
                .await?,
        ),
    };
    let member_role = serde_json::from_value(seed.member_role.into()).unwrap_or(MemberRole::Viewer);
    let new = NewAccount {
        email: seed.email,
        password_hash: hash.to_owned(),
        display_name: seed.display_name,
        role: serde_json::from_value(seed.role.into()).unwrap_or(Role::Member),
        member: joined.map(|it| (it.id, member_role)),
        region_code: seed.region.as_deref().and_then(|it| RegionCode::parse(it).ok()),
    };
    accounts::appoint(cx, new).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_and_guide_that_is_planted_can_be_read() {
        let answers: Vec<NewAnswer> = read_all(seed_data::answers()).expect("answers");
        let guides: Vec<NewGuide> = read_all(seed_data::guides()).expect("guides");
        let keys: std::collections::BTreeSet<&str> = (answers.iter().map(|it| it.key.as_str()))
            .chain(guides.iter().map(|it| it.key.as_str()))
            .collect();

        assert!(answers.len() >= 150 && guides.len() >= 25);
        assert_eq!(keys.len(), answers.len() + guides.len(), "keys repeat");
        let is_sourced = |it: &NewAnswer| !it.citations.is_empty() || it.source.is_some();
        assert!(answers.iter().all(is_sourced));
    }
}
