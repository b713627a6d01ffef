//! Asking every address of the list whether it opens.

use super::entity::Model;
use super::{rules, store};
use chrono::Duration;
use futures::{StreamExt, stream};
use kernel::{Actor, Result};
use platform::{Cx, Db, Outside};

/// How many addresses are asked at once.
const AT_ONCE: usize = 5;
const ACTOR: Actor = Actor::System("apps.check_links");

/// Asks the addresses that are due, and writes down which open. Nothing is open while they are
/// asked: they are taken in one transaction, so that no other server asks them too, and judged in another.
///
/// # Errors
/// A fault when the database fails; an address that does not answer is no error.
pub async fn check_links(db: &Db, outside: &Outside) -> Result<usize> {
    if outside.is_off() || store::to_check(db.read(), db.clock().now()).await?.is_empty() {
        return Ok(0);
    }
    let taken = db.in_transaction(ACTOR, |cx| Box::pin(take(cx))).await?;
    let count = taken.len();
    let asked = taken.into_iter().filter_map(|row| row.url.clone().map(|url| (row, url)));
    let asks = asked.map(|(row, url)| async move { (row, outside.answers(&url).await) });
    let answers: Vec<(Model, bool)> = stream::iter(asks).buffer_unordered(AT_ONCE).collect().await;
    db.in_transaction(ACTOR, |cx| Box::pin(judge(cx, answers))).await?;
    Ok(count)
}

/// Those that are due, which are due again later.
async fn take(cx: &mut Cx) -> Result<Vec<Model>> {
    let check_at = cx.now + Duration::minutes(rules::CHECK_MINUTES);
    let mut taken = Vec::new();
    for row in store::to_check(&cx.tx, cx.now).await? {
        // Another server may have been faster.
        let found = store::find_for_change(&cx.tx, &row.id).await?;
        let Some(row) = found.filter(|it| it.check_at <= cx.now) else { continue };
        let row = Model { check_at, ..row };
        store::update(&cx.tx, row.clone()).await?;
        taken.push(row);
    }
    Ok(taken)
}

async fn judge(cx: &mut Cx, answers: Vec<(Model, bool)>) -> Result<()> {
    let all: Vec<bool> = answers.iter().map(|it| it.1).collect();
    if !rules::is_telling(&all) {
        return Ok(());
    }
    for (asked, has_answered) in answers {
        // Meanwhile it may have been taken off, or have another address.
        let found = store::find_for_change(&cx.tx, &asked.id).await?;
        let Some(row) = found.filter(|it| it.url == asked.url) else { continue };
        store::update(&cx.tx, rules::after_check(row, has_answered, cx.now)).await?;
    }
    Ok(())
}
