//! What is followed, as GraphQL shows it.

use super::entity::Model;
use super::rules::LawFollowKind;
use super::{actions, store};
use crate::changes::LawChange;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::LawFollowId;
use kernel::{Problem, Role};
use platform::graphql::{Needs, Public, Shown, context, in_transaction, list_cost, split};

/// Changes that a feed has (配置值).
const FED: u64 = 50;
/// Everybody who may follow: whoever signs in.
const PEOPLE: &[Role] = &[
    Role::Member,
    Role::Moderator,
    Role::SystemAdministrator,
    Role::SecurityAdministrator,
    Role::AuditAdministrator,
];

/// Something of the library that a person follows (关注).
pub struct LawFollow(Model);

#[Object]
impl LawFollow {
    /// Which.
    async fn id(&self) -> &LawFollowId {
        &self.0.id
    }
    /// What sort of thing.
    async fn kind(&self) -> LawFollowKind {
        self.0.kind
    }
    /// Which: a slug, a code, a name, words.
    async fn value(&self) -> &str {
        &self.0.value
    }
    /// As it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Since when.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// Its feed (Atom); whoever knows the address reads it.
    async fn atom_url(&self) -> String {
        format!("/policies/follows/{}.atom", self.0.token)
    }
    /// Its calendar (iCalendar); whoever knows the address reads it.
    async fn calendar_url(&self) -> String {
        format!("/policies/follows/{}.ics", self.0.token)
    }
}

/// What a follow leads to, for whoever knows its address.
pub struct LawFollowFeed(Model);

#[Object]
impl LawFollowFeed {
    /// What is followed, as it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// What sort of thing.
    async fn kind(&self) -> LawFollowKind {
        self.0.kind
    }
    /// What happened to its texts, what became known last first; at most 50.
    #[graphql(complexity = "list_cost(5, 20, child_complexity)")]
    async fn changes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LawChange>> {
        let (db, follow) = (context(ctx).0, &self.0);
        let rows = crate::changes::followed(db.read(), follow.kind, &follow.value, FED).await;
        Ok(rows.shown()?.into_iter().map(LawChange::of).collect())
    }
}

/// Reading what is followed.
#[derive(Default)]
pub struct FollowQuery;

#[Object]
impl FollowQuery {
    /// What the caller follows of the library, the oldest first; at most 50.
    #[graphql(guard = "Needs(PEOPLE)", complexity = "list_cost(5, 20, child_complexity)")]
    async fn my_law_follows(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<LawFollow>> {
        let (db, request) = context(ctx);
        let rows = actions::own(db, &request.actor).await.shown()?;
        Ok(rows.into_iter().map(LawFollow).collect())
    }

    /// What a follow leads to, by the token in the address of its feed; null when there is none.
    #[graphql(guard = "Public")]
    async fn law_follow_feed(
        &self,
        ctx: &Context<'_>,
        token: String,
    ) -> async_graphql::Result<Option<LawFollowFeed>> {
        if token.len() != 32 || !token.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let (db, _) = context(ctx);
        Ok(store::find_by_token(db.read(), &token).await.shown()?.map(LawFollowFeed))
    }
}

/// Follows something of the library.
#[derive(InputObject)]
pub struct LawFollowAddInput {
    /// What sort of thing.
    kind: LawFollowKind,
    /// A title or slug, the code of a domain or a division, the name of an issuer, or words of titles.
    value: String,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct LawFollowAddPayload {
    /// What is followed now; null when there are problems.
    law_follow: Option<LawFollow>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Stops following.
#[derive(InputObject)]
pub struct LawFollowDropInput {
    /// Which.
    law_follow_id: LawFollowId,
}

/// How that was taken.
#[derive(SimpleObject)]
pub struct LawFollowDropPayload {
    /// Whether it is followed no more.
    is_dropped: bool,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Following.
#[derive(Default)]
pub struct FollowMutation;

#[Object]
impl FollowMutation {
    /// Follows a law, a domain, an issuer, an area or words of titles. Whoever is signed in.
    #[graphql(guard = "Needs(PEOPLE)")]
    async fn law_follow_add(
        &self,
        ctx: &Context<'_>,
        input: LawFollowAddInput,
    ) -> async_graphql::Result<LawFollowAddPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::follow(cx, input.kind, &input.value).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(LawFollowAddPayload { law_follow: row.map(LawFollow), problems })
    }

    /// Stops following; the address of its feed leads nowhere then.
    #[graphql(guard = "Needs(PEOPLE)")]
    async fn law_follow_drop(
        &self,
        ctx: &Context<'_>,
        input: LawFollowDropInput,
    ) -> async_graphql::Result<LawFollowDropPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::stop(cx, &input.law_follow_id).await })
        });
        let (done, problems) = split(answer.await)?;
        Ok(LawFollowDropPayload { is_dropped: done.is_some(), problems })
    }
}
