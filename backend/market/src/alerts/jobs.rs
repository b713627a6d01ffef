//! Who is told of a need that was published, and how good a week's alerts were.

use super::entity::{self, Reasons, search, week};
use super::rules::{self, TAUGHT_FOR};
use super::store;
use crate::demands::{self, DemandRow, DemandState};
use crate::directory::{self, able_providers};
use crate::waste::{self, WasteCode, WasteJob};
use crate::{categories, procedures};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use commons::memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::clock::china_time;
use kernel::id::{AccountId, AlertId, DemandId, OrganisationId, SavedSearchId};
use kernel::{Actor, RegionCode, Result};
use platform::events::Event;
use platform::{Cx, Db};
use std::collections::BTreeMap;

/// So many able providers are told of a need, best rated first (配置值).
const PROVIDERS: usize = 100;
/// Nobody is told of what was published longer ago: an alert that comes after a failure still helps, one after an
/// upgrade that reads the whole log does not (配置值).
const FRESH: Duration = Duration::hours(24);
/// How many searches are read at a time, and how many times.
const SEARCHES: u64 = 500;
const TIMES: usize = 20;

/// Who is told, why, and for whom.
struct Match {
    organisation_id: Option<OrganisationId>,
    saved_search_id: Option<SavedSearchId>,
    reasons: Vec<String>,
}

/// Tells everybody whom a need that was published concerns.
///
/// # Errors
/// A fault when the database fails; the event is read again.
pub async fn on_published(cx: &mut Cx, event: &Event) -> Result<()> {
    let Ok(id) = DemandId::parse(&event.subject_id) else { return Ok(()) };
    let Some(demand) = demands::find_demand(&cx.tx, &id).await? else { return Ok(()) };
    let is_fresh = demand.published_at.is_some_and(|it| cx.now - it < FRESH);
    // Practice concerns those who look for it.
    if demand.state != DemandState::Published || !is_fresh || demand.pace().is_practice() {
        return Ok(());
    }
    let mut people: BTreeMap<AccountId, Match> = BTreeMap::new();
    for (organisation_id, reasons) in providers_for(cx, &demand).await? {
        for account_id in memberships::editors_of(&cx.tx, &organisation_id).await? {
            let organisation_id = Some(organisation_id.clone());
            let found = Match { organisation_id, saved_search_id: None, reasons: reasons.clone() };
            people.entry(account_id).or_insert(found);
        }
    }
    if procedures::store::invited(&cx.tx, &demand.id).await?.is_empty() {
        for search in searches_for(cx, &demand).await? {
            let reason = format!("符合您保存的搜索“{}”", search.name);
            let found = people.entry(search.account_id).or_insert_with(|| Match {
                organisation_id: None,
                saved_search_id: None,
                reasons: Vec::new(),
            });
            found.saved_search_id.get_or_insert(search.id);
            found.reasons.push(reason);
        }
    }
    for (account_id, found) in people {
        tell(cx, &demand, account_id, found).await?;
    }
    Ok(())
}

async fn tell(cx: &mut Cx, demand: &DemandRow, account_id: AccountId, found: Match) -> Result<()> {
    // Who posted it knows of it.
    if demand.posted_by.as_ref() == Some(&account_id) {
        return Ok(());
    }
    let until = demand.deadline.with_timezone(&china_time()).format("%-m月%-d日 %H:%M");
    let why = found.reasons.join("；");
    let row = entity::Model {
        id: AlertId::new(cx.now, &mut cx.rng),
        demand_id: demand.id.clone(),
        account_id: account_id.clone(),
        organisation_id: found.organisation_id,
        saved_search_id: found.saved_search_id,
        reasons: Reasons(found.reasons),
        told_at: cx.now,
        verdict: None,
        unfit: None,
        judged_at: None,
    };
    if !store::insert_new(&cx.tx, row).await? {
        return Ok(());
    }
    let notice = NewNotice {
        account_id,
        kind: NoticeKind::Match,
        title: "有一条新需求可能适合贵单位".into(),
        body: format!("“{}”，报价截止 {until}。提醒原因：{why}。", demand.title),
        path: "/workspace/alerts".into(),
    };
    notices::tell(cx, notice).await
}

/// The providers that are told of a need, with the reasons; those whose verdicts speak against it are not.
async fn providers_for(cx: &Cx, demand: &DemandRow) -> Result<Vec<(OrganisationId, Vec<String>)>> {
    let ids = procedures::store::invited(&cx.tx, &demand.id).await?;
    if !ids.is_empty() {
        let invited = directory::find_providers(&cx.tx, &ids).await?.into_values();
        return Ok(invited
            .map(|it| (it.organisation_id, vec!["发布单位邀请贵单位报价".to_owned()]))
            .collect());
    }
    let (code, today) = (demand.waste_code.as_deref(), cx.today());
    let (category, place) = (&demand.category_code, &demand.region_code);
    let able = able_providers(&cx.tx, category, place, code, today, PROVIDERS).await?;
    let left = left_over(cx, demand).await?;
    let mut found = Vec::new();
    for it in able {
        let mut reasons = it.reasons;
        if let Some(left) = &left {
            match left.get(it.provider.id.as_str()) {
                Some(Some(tonnes)) => reasons.push(format!("今年许可规模还余 {tonnes:.0} 吨")),
                Some(None) => {}
                // Its licence does not cover the tonnes any more.
                None => continue,
            }
        }
        let since = cx.now - TAUGHT_FOR;
        let verdicts = store::verdicts_of(&cx.tx, &it.provider.organisation_id, since).await?;
        let lessons = rules::lessons(&verdicts, cx.now);
        if !lessons.iter().any(|it| it.speaks_against(demand, cx.now)) {
            found.push((it.provider.organisation_id, reasons));
        }
    }
    Ok(found)
}

/// For a need of hazardous waste in tonnes: who may take it, and what is left of their licence; none for others.
async fn left_over(cx: &Cx, demand: &DemandRow) -> Result<Option<BTreeMap<String, Option<f64>>>> {
    let is_in_tonnes = demand.unit.as_deref().is_some_and(|it| it.contains('吨'));
    let (Some(code), Some(tonnes), true) = (&demand.waste_code, demand.quantity, is_in_tonnes)
    else {
        return Ok(None);
    };
    let Some(code) = WasteCode::parse(code) else { return Ok(None) };
    let place = demand.region_code.clone();
    let job = WasteJob { code, tonnes, place, on: cx.today(), mode: None };
    let judged = waste::judge(&cx.tx, &job, cx.today()).await?;
    let left =
        judged.handlers.into_iter().map(|it| (it.provider.id.to_string(), it.cover.remaining));
    Ok(Some(left.collect()))
}

/// The searches that ask for a need.
async fn searches_for(cx: &Cx, demand: &DemandRow) -> Result<Vec<search::Model>> {
    let mut asked: Vec<&str> = categories::with_group(&demand.category_code).collect();
    asked.push("");
    let path = demand.region_code.path();
    let places: Vec<&str> = path.iter().map(RegionCode::as_str).chain([""]).collect();
    let mut found = Vec::new();
    let mut after = String::new();
    for _ in 0..TIMES {
        let some = store::searches_asking(&cx.tx, &asked, &places, &after, SEARCHES).await?;
        let is_last = (some.len() as u64) < SEARCHES;
        after = some.last().map(|it| it.id.to_string()).unwrap_or_default();
        found.extend(some.into_iter().filter(|it| rules::says_all(demand, &it.words)));
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// Works out how good the alerts of the last whole week were, once. Answers how many weeks were.
///
/// # Errors
/// A fault when the database fails.
pub async fn count_due(db: &Db) -> Result<usize> {
    let today = db.clock().today();
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()) + 7);
    if store::has_week(db.read(), monday).await? {
        return Ok(0);
    }
    let (from, to) = (begin_of(monday), begin_of(monday + Duration::days(7)));
    let told = store::count_between(db.read(), from, to).await?;
    let slowest = store::slowest_between(db.read(), from, to).await?;
    db.in_transaction(Actor::System("alerts.count_due"), |cx| {
        Box::pin(async move {
            let number = |it: i64| i32::try_from(it).unwrap_or(i32::MAX);
            let row = week::Model {
                monday,
                told: number(told.told),
                useful: number(told.useful),
                not_for_us: number(told.not_for_us),
                slowest_seconds: number(slowest),
                counted_at: cx.now,
            };
            store::insert_week(&cx.tx, row).await
        })
    })
    .await?;
    Ok(1)
}

/// Midnight in China.
fn begin_of(day: NaiveDate) -> DateTime<Utc> {
    let offset = Duration::seconds(china_time().local_minus_utc().into());
    (day.and_time(NaiveTime::MIN) - offset).and_utc()
}
