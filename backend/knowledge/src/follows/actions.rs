//! The verbs: follow, stop following.

use super::entity::Model;
use super::rules::{self, LawFollowKind, LawFollowProblem, MOST};
use super::store;
use crate::policies::store as laws;
use kernel::id::{AccountId, LawFollowId};
use kernel::{Actor, Denied, Result};
use platform::{Cx, Db};

fn account_of(actor: &Actor) -> Result<&AccountId> {
    actor.account_id().ok_or_else(|| Denied::Unauthenticated.into())
}

/// Follows something. Anybody who is signed in; a law must be one we have.
pub(super) async fn follow(cx: &mut Cx, kind: LawFollowKind, typed: &str) -> Result<Model> {
    let account_id = account_of(&cx.actor)?.clone();
    let (value, mut name) = rules::parse(kind, typed)?;
    if kind == LawFollowKind::Law {
        let texts = laws::find_texts(&cx.tx, &value).await?;
        name = texts.first().ok_or(LawFollowProblem::NoSuchLaw)?.title.clone();
    }
    let own = store::of_account(&cx.tx, &account_id).await?;
    if own.iter().any(|it| it.kind == kind && it.value == value) {
        return Err(LawFollowProblem::Already.into());
    }
    if own.len() >= MOST {
        return Err(LawFollowProblem::TooMany.into());
    }
    let row = Model {
        id: LawFollowId::new(cx.now, &mut cx.rng),
        account_id,
        kind,
        value,
        name,
        token: format!("{:032x}", cx.rng.next_u128()),
        created_at: cx.now,
    };
    store::insert(&cx.tx, row.clone()).await?;
    Ok(row)
}

/// Stops following; its feed is gone. Not found for others.
pub(super) async fn stop(cx: &mut Cx, id: &LawFollowId) -> Result<()> {
    let account_id = account_of(&cx.actor)?.clone();
    match store::delete(&cx.tx, id, &account_id).await? {
        true => Ok(()),
        false => Err(Denied::NotFound.into()),
    }
}

/// What the caller follows, the oldest first.
pub(super) async fn own(db: &Db, actor: &Actor) -> Result<Vec<Model>> {
    store::of_account(db.read(), account_of(actor)?).await
}
