//! Keys of machines as GraphQL shows and changes them.

use super::actions;
use super::entity::Model;
use super::rules::NewKey;
use crate::sessions::{Auth, limit, origin};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::MachineKeyId;
use kernel::{Problem, Role, Scope};
use platform::Db;
use platform::auth::Attempt;
use platform::graphql::{Needs, Shown, context, in_transaction, split};

/// A key by which a machine asks.
pub struct MachineKey(Model);

#[Object]
impl MachineKey {
    /// Which.
    async fn id(&self) -> &MachineKeyId {
        &self.0.id
    }
    /// What it is for.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What it begins with; the rest is shown once and kept nowhere.
    async fn prefix(&self) -> &str {
        &self.0.prefix
    }
    /// What it may do.
    async fn scopes(&self) -> Vec<Scope> {
        actions::scopes_of(&self.0)
    }
    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it ends by itself.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
    /// When it was last used, to a minute; null when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }
    /// When it was revoked; null when it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
    /// The one mapping it may send files in under; null for any.
    async fn feed(&self) -> Option<&str> {
        self.0.feed.as_deref()
    }
    /// Whether it is in force.
    async fn is_in_force(&self, ctx: &Context<'_>) -> bool {
        actions::holds(&self.0, ctx.data_unchecked::<Db>().clock().now())
    }
}

/// Reading keys.
#[derive(Default)]
pub struct MachineKeyQuery;

#[Object]
impl MachineKeyQuery {
    /// The keys the caller keeps, newest first: an owner those of the organisation, the system
    /// administrator those of neighbouring systems.
    #[graphql(guard = "Needs(&[Role::Member, Role::SystemAdministrator])")]
    async fn machine_keys(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<MachineKey>> {
        let (db, request) = context(ctx);
        let rows = actions::list(db, &request.actor).await.shown()?;
        Ok(rows.into_iter().map(MachineKey).collect())
    }
}

/// A new key.
#[derive(InputObject)]
pub struct MachineKeyMakeInput {
    /// What it is for.
    name: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// How long it holds, at most a year.
    days: i32,
    /// The one mapping it may send files in under (`credit-china-penalties`); any where it is left out. For keys that send.
    feed: Option<String>,
    /// The present password of the caller.
    password: String,
}

/// How making a key ended.
#[derive(SimpleObject)]
pub struct MachineKeyMakePayload {
    /// The new key; null when there are problems.
    machine_key: Option<MachineKey>,
    /// The key itself, shown once.
    secret: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Which key to end.
#[derive(InputObject)]
pub struct MachineKeyRevokeInput {
    /// One the caller keeps.
    machine_key_id: MachineKeyId,
}

/// How revoking ended.
#[derive(SimpleObject)]
pub struct MachineKeyRevokePayload {
    /// The key that ended.
    machine_key: Option<MachineKey>,
    /// Never any.
    problems: Vec<Problem>,
}

/// Making and revoking keys.
#[derive(Default)]
pub struct MachineKeyMutation;

#[Object]
impl MachineKeyMutation {
    /// Makes a key. It is shown once.
    #[graphql(guard = "Needs(&[Role::Member, Role::SystemAdministrator])")]
    async fn machine_key_make(
        &self,
        ctx: &Context<'_>,
        input: MachineKeyMakeInput,
    ) -> async_graphql::Result<MachineKeyMakePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let feed = input.feed.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
        let new = NewKey { name: input.name, scopes: input.scopes, days: input.days, feed };
        let who = (request.actor.clone(), request.origin());
        let made = actions::make(db, auth, who, input.password, new).await;
        let (made, problems) = split(made)?;
        let (row, secret) = made.unzip();
        Ok(MachineKeyMakePayload { machine_key: row.map(MachineKey), secret, problems })
    }

    /// Ends a key at once.
    #[graphql(guard = "Needs(&[Role::Member, Role::SystemAdministrator])")]
    async fn machine_key_revoke(
        &self,
        ctx: &Context<'_>,
        input: MachineKeyRevokeInput,
    ) -> async_graphql::Result<MachineKeyRevokePayload> {
        let ended = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::revoke(cx, &input.machine_key_id).await })
        });
        let (row, problems) = split(ended.await)?;
        Ok(MachineKeyRevokePayload { machine_key: row.map(MachineKey), problems })
    }
}
