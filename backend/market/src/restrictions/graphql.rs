//! Restrictions as GraphQL shows them: to everybody, on the provider.

use super::entity::{Model, RestrictionKind};
use super::{actions, store};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::{OrganisationId, ProviderId, RestrictionId};
use kernel::{Date, Problem, Role};
use platform::Db;
use platform::graphql::{Needs, Shown, context, in_transaction, split};
use std::collections::HashMap;

/// That a provider is held back for a time (限制).
pub struct Restriction(Model);

#[Object]
impl Restriction {
    /// Which.
    async fn id(&self) -> &RestrictionId {
        &self.0.id
    }
    /// How far.
    async fn kind(&self) -> RestrictionKind {
        self.0.kind
    }
    /// Why, with the rule it rests on.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// Where and how long it may be appealed.
    async fn appeal(&self) -> &str {
        &self.0.appeal
    }
    /// The first day.
    async fn begun_on(&self) -> Date {
        Date(self.0.begun_on)
    }
    /// The last day; null until it is lifted.
    async fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }
}

/// The restriction of a provider that holds; none when it is listed.
///
/// # Errors
/// When the database fails.
pub async fn restriction_of(
    ctx: &Context<'_>,
    id: &ProviderId,
) -> async_graphql::Result<Option<Restriction>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    Ok(loader.load_one(RestrictionOf(id.clone())).await?.map(Restriction))
}

/// Key of the loader of restrictions that hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RestrictionOf(ProviderId);

#[async_trait::async_trait]
impl Loader<RestrictionOf> for Db {
    type Value = Model;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[RestrictionOf],
    ) -> Result<HashMap<RestrictionOf, Model>, Self::Error> {
        let ids: Vec<ProviderId> = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::open_of_many(self.read(), &ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (RestrictionOf(id), it)).collect())
    }
}

/// Reading restrictions.
#[derive(Default)]
pub struct RestrictionQuery;

#[Object]
impl RestrictionQuery {
    /// What holds the provider of an organisation back; null when it is listed. Moderators of its
    /// region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn provider_restriction(
        &self,
        ctx: &Context<'_>,
        organisation_id: OrganisationId,
    ) -> async_graphql::Result<Option<Restriction>> {
        let (db, request) = context(ctx);
        let found = actions::get_supervised(db.read(), &request.actor, &organisation_id);
        let provider = found.await.shown()?;
        Ok(store::open_of(db.read(), &provider.id).await.shown()?.map(Restriction))
    }
}

/// Restricts a provider.
#[derive(InputObject)]
pub struct ProviderRestrictInput {
    /// Whose page.
    organisation_id: OrganisationId,
    /// How far.
    kind: RestrictionKind,
    /// Why, with the rule it rests on, 10 to 500 characters.
    reason: String,
    /// Where and how long it may be appealed, 4 to 300 characters.
    appeal: String,
    /// The last day; left out when it holds until it is lifted.
    until: Option<Date>,
}

/// Lists a provider again.
#[derive(InputObject)]
pub struct ProviderRestrictionLiftInput {
    /// Whose page.
    organisation_id: OrganisationId,
    /// Why, 4 to 300 characters.
    note: String,
}

/// How restricting ended.
#[derive(SimpleObject)]
pub struct ProviderRestrictPayload {
    /// What holds from now on; null when there are problems.
    restriction: Option<Restriction>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How lifting ended.
#[derive(SimpleObject)]
pub struct ProviderRestrictionLiftPayload {
    /// What has ended; null when there are problems.
    restriction: Option<Restriction>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Restricting and lifting.
#[derive(Default)]
pub struct RestrictionMutation;

#[Object]
impl RestrictionMutation {
    /// Restricts a provider, publicly and for a time. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn provider_restrict(
        &self,
        ctx: &Context<'_>,
        input: ProviderRestrictInput,
    ) -> async_graphql::Result<ProviderRestrictPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                let words = (input.reason, input.appeal);
                let until = input.until.map(|it| it.0);
                actions::restrict(cx, &input.organisation_id, input.kind, words, until).await
            })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ProviderRestrictPayload { restriction: row.map(Restriction), problems })
    }

    /// Lists a provider again. Moderators of its region.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn provider_restriction_lift(
        &self,
        ctx: &Context<'_>,
        input: ProviderRestrictionLiftInput,
    ) -> async_graphql::Result<ProviderRestrictionLiftPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::lift(cx, &input.organisation_id, &input.note).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ProviderRestrictionLiftPayload { restriction: row.map(Restriction), problems })
    }
}
