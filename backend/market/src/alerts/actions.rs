//! The verbs of alerts: save a search, drop it, judge.

use super::entity::{Model, search};
use super::rules::{self, AlertProblem, AlertVerdict, Lesson, TypedSearch, Unfit};
use super::store;
use kernel::id::{AccountId, AlertId, SavedSearchId};
use kernel::{Actor, Denied, Page, Problem, Result, Slice};
use platform::{Cx, Db};

fn account_of(actor: &Actor) -> Result<&AccountId> {
    actor.account_id().ok_or_else(|| Denied::Unauthenticated.into())
}

/// Saves a search. Anybody who is signed in.
///
/// # Errors
/// Problems with what was typed, or when too many are saved.
pub async fn save(cx: &mut Cx, typed: TypedSearch) -> Result<search::Model> {
    let account_id = account_of(&cx.actor)?.clone();
    let mut problems: Vec<Problem> = rules::check(&typed).into_iter().map(Into::into).collect();
    if store::searches_of(&cx.tx, &account_id).await?.len() >= rules::MOST_SEARCHES {
        problems.push(AlertProblem::TooMany.into());
    }
    kernel::error::collect(problems)?;
    let row = search::Model {
        id: SavedSearchId::new(cx.now, &mut cx.rng),
        account_id,
        name: typed.name.trim().to_owned(),
        words: typed.words.split_whitespace().collect::<Vec<_>>().join(" "),
        category_code: typed.category,
        region_code: typed.region.map(|it| it.to_string()).unwrap_or_default(),
        created_at: cx.now,
    };
    store::insert_search(&cx.tx, row.clone()).await?;
    Ok(row)
}

/// Drops an own search.
///
/// # Errors
/// Not found for others.
pub async fn drop(cx: &mut Cx, id: &SavedSearchId) -> Result<()> {
    let account_id = account_of(&cx.actor)?;
    match store::delete_search(&cx.tx, id, account_id).await? {
        true => Ok(()),
        false => Err(Denied::NotFound.into()),
    }
}

/// Says whether an own alert was useful; may be said anew.
///
/// # Errors
/// Not found for others; a problem when it was not and no reason is given.
pub async fn judge(
    cx: &mut Cx,
    id: &AlertId,
    verdict: AlertVerdict,
    unfit: Option<Unfit>,
) -> Result<Model> {
    let account_id = account_of(&cx.actor)?;
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| it.account_id == *account_id).ok_or(Denied::NotFound)?;
    let unfit = match verdict {
        AlertVerdict::Useful => None,
        AlertVerdict::NotForUs => Some(unfit.ok_or(AlertProblem::UnfitMissing)?),
    };
    let (verdict, judged_at) = (Some(verdict), Some(cx.now));
    let after = Model { verdict, unfit, judged_at, ..before };
    store::update(&cx.tx, after.clone()).await?;
    Ok(after)
}

/// What the caller was told of, the latest first.
///
/// # Errors
/// A fault when the database fails.
pub async fn listed(db: &Db, actor: &Actor, page: &Page) -> Result<Slice<Model>> {
    store::page(db.read(), account_of(actor)?, page).await
}

/// The searches of the caller, the oldest first.
///
/// # Errors
/// A fault when the database fails.
pub async fn searches(db: &Db, actor: &Actor) -> Result<Vec<search::Model>> {
    store::searches_of(db.read(), account_of(actor)?).await
}

/// What the verdicts of the caller's organisation have taught; nothing for who acts for none.
///
/// # Errors
/// A fault when the database fails.
pub async fn lessons(db: &Db, actor: &Actor) -> Result<Vec<Lesson>> {
    let Some(organisation_id) = actor.organisation_id() else { return Ok(Vec::new()) };
    let now = db.clock().now();
    let verdicts = store::verdicts_of(db.read(), organisation_id, now - rules::TAUGHT_FOR).await?;
    Ok(rules::lessons(&verdicts, now))
}
