//! The verbs of keys: make, revoke, and who asks with one.

use super::access::{self, Holder};
use super::entity::Model;
use super::rules::{self, MachineKeyProblem, NewKey};
use super::store;
use crate::audit::{self, Recorded};
use crate::organisations::{self, Standing};
use crate::sessions::{self, Auth};
use chrono::{DateTime, Duration, Utc};
use kernel::id::MachineKeyId;
use kernel::{Actor, Denied, Member, MemberRole, Origin, Result, Scope};
use platform::auth::RefreshToken;
use platform::{Cx, Db};
use sea_orm::ConnectionTrait;
use serde_json::json;

/// Who asks with a key; none when it is none of ours, or does not hold any more. That it was
/// used is written down at most once a minute.
///
/// # Errors
/// A fault when the database fails.
pub async fn identify(db: &Db, key: &str) -> Result<Option<Actor>> {
    let Some(token) = key.strip_prefix(rules::PREFIX).and_then(RefreshToken::parse) else {
        return Ok(None);
    };
    let now = db.clock().now();
    let found = store::find_by_digest(db.read(), &token.digest()).await?;
    let Some(row) = found.filter(|it| holds(it, now)) else { return Ok(None) };
    let member = match &row.organisation_id {
        None => None,
        Some(id) => match organisations::find(db.read(), id).await? {
            Some(it) if it.standing == Standing::Active => Some(Member {
                organisation_id: it.id,
                kind: it.kind,
                role: MemberRole::Viewer,
                is_cleared: true,
            }),
            _ => return Ok(None),
        },
    };
    if row.last_used_at.is_none_or(|it| now - it >= Duration::minutes(1)) {
        let id = row.id.clone();
        db.in_transaction(Actor::System("machine_keys"), |cx| {
            Box::pin(async move { store::touch(&cx.tx, &id, cx.now).await })
        })
        .await?;
    }
    Ok(Some(Actor::Machine { key_id: row.id.clone(), member, scopes: scopes_of(&row) }))
}

/// Whether a key is in force.
pub(super) fn holds(key: &Model, now: DateTime<Utc>) -> bool {
    key.revoked_at.is_none() && now < key.expires_at
}

/// What a key may do.
pub(super) fn scopes_of(key: &Model) -> Vec<Scope> {
    serde_json::from_value(key.scopes.clone()).unwrap_or_default()
}

/// The one mapping under which a key may send files in; none for any.
///
/// # Errors
/// Not found for a key that is not there; a fault when the database fails.
pub async fn feed_of(db: &impl ConnectionTrait, id: &MachineKeyId) -> Result<Option<String>> {
    Ok(store::find(db, id).await?.ok_or(Denied::NotFound)?.feed)
}

/// The keys the actor keeps, newest first.
///
/// # Errors
/// Forbidden to whoever keeps none.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<Model>> {
    store::of_holder(db.read(), &access::holder_of(actor)?).await
}

/// Makes a key. The key itself is given once.
///
/// # Errors
/// Problems with the password or the fields.
pub async fn make(
    db: &Db,
    auth: &Auth,
    (actor, origin): (Actor, Origin),
    password: String,
    new: NewKey,
) -> Result<(Model, String)> {
    let holder = access::holder_of(&actor)?;
    kernel::error::collect(rules::check(&new, holder != Holder::Systems))?;
    let account = sessions::prove(db, auth, &actor, &origin, password).await?;
    db.in_transaction_for(actor, origin, |cx| {
        Box::pin(async move {
            let kept = store::of_holder(&cx.tx, &holder).await?;
            if kept.iter().filter(|it| holds(it, cx.now)).count() >= rules::MOST {
                return Err(MachineKeyProblem::TooMany.into());
            }
            let token = RefreshToken::new(&mut cx.rng);
            let key = format!("{}{}", rules::PREFIX, token.reveal());
            let row = Model {
                id: MachineKeyId::new(cx.now, &mut cx.rng),
                organisation_id: holder.organisation_id().cloned(),
                made_by: account.id,
                name: new.name.trim().to_owned(),
                prefix: key[..rules::SHOWN].to_owned(),
                digest: token.digest(),
                scopes: json!(new.scopes),
                created_at: cx.now,
                expires_at: cx.now + Duration::days(i64::from(new.days)),
                last_used_at: None,
                revoked_at: None,
                feed: new.feed,
            };
            store::insert(&cx.tx, row.clone()).await?;
            let after = json!({ "name": row.name, "scopes": row.scopes, "ends": row.expires_at, "feed": row.feed });
            record(cx, "machine_keys.make", &row.id, Some(after)).await?;
            Ok((row, key))
        })
    })
    .await
}

/// Ends a key.
///
/// # Errors
/// Not found when it is somebody else's, or has ended.
pub async fn revoke(cx: &mut Cx, id: &MachineKeyId) -> Result<Model> {
    let holder = access::holder_of(&cx.actor)?;
    let found = store::find_for_change(&cx.tx, id).await?.filter(|it| holder.holds(it));
    let key = found.ok_or(Denied::NotFound)?;
    if !store::revoke(&cx.tx, id, cx.now).await? {
        return Err(Denied::NotFound.into());
    }
    record(cx, "machine_keys.revoke", id, None).await?;
    Ok(Model { revoked_at: Some(cx.now), ..key })
}

async fn record(
    cx: &mut Cx,
    action: &'static str,
    id: &MachineKeyId,
    after: Option<serde_json::Value>,
) -> Result<()> {
    let subject_id = id.as_str();
    let recorded =
        Recorded { action, subject_kind: "machine_key", subject_id, before: None, after };
    audit::record(cx, recorded).await
}
