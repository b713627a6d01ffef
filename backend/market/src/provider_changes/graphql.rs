//! Changes of pages as GraphQL shows them: to the organisation whose page it is.

use super::entity::{Model, ProviderChangeState};
use super::rules::TypedProfile;
use super::{access, actions, store};
use crate::directory::{self, Profile};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::moderation::{self, ChangeRequest};
use commons::texts::{Told, screened};
use kernel::id::ProviderChangeId;
use kernel::{PageLimit, Problem, Role};
use platform::graphql::{Needs, Shown, context, in_transaction, list_cost, split};

/// The most changes that are listed. 配置值.
const LISTED: PageLimit = PageLimit { default: 10, max: 50 };

/// What a provider wants its page to say (机构资料变更).
pub struct ProviderChange(pub Model);

#[Object]
impl ProviderChange {
    /// Which.
    async fn id(&self) -> &ProviderChangeId {
        &self.0.id
    }
    /// Where it stands; SUBMITTED also while its check has given it back.
    async fn state(&self) -> ProviderChangeState {
        self.0.state
    }
    /// What the page shall say.
    async fn profile(&self) -> &Profile {
        &self.0.after
    }
    /// When it was sent in last.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted_at
    }
    /// When it was applied, refused or taken back; null while it is open.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Counts changes.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    /// Where its check stands, and why it came back; null for those it does not concern.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        moderation::shown(ctx, &self.0.change_request_id).await
    }
}

/// Reading changes of the own page.
#[derive(Default)]
pub struct ProviderChangeQuery;

#[Object]
impl ProviderChangeQuery {
    /// The newest change of the page of the organisation the caller acts for, open or over; null
    /// when there was none, and for others than providers.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn my_provider_change(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ProviderChange>> {
        Ok(own(ctx, 1).await?.pop())
    }

    /// All changes of that page, newest first, at most 50; empty for others than providers.
    #[graphql(
        guard = "Needs(&[Role::Member])",
        complexity = "list_cost(5, first, child_complexity)"
    )]
    async fn my_provider_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 10)] first: i32,
    ) -> async_graphql::Result<Vec<ProviderChange>> {
        let page = kernel::Page::from_params(LISTED, Some(first), None).shown()?;
        own(ctx, page.first as u64).await
    }
}

async fn own(ctx: &Context<'_>, limit: u64) -> async_graphql::Result<Vec<ProviderChange>> {
    let (db, request) = context(ctx);
    let own = request.actor.organisation_id().filter(|_| access::acts_for_provider(&request.actor));
    let Some(own) = own else { return Ok(Vec::new()) };
    let Some(page) = directory::find_by_organisation(db.read(), own).await.shown()? else {
        return Ok(Vec::new());
    };
    let rows = store::of_provider(db.read(), &page.id, limit).await.shown()?;
    Ok(rows.into_iter().map(ProviderChange).collect())
}

/// Sends in what the own page shall say.
#[derive(InputObject)]
pub struct ProviderChangeSubmitInput {
    /// What the page shall say, whole.
    profile: TypedProfile,
    /// The one that was seen of a change that was given back; null for a new one.
    revision: Option<i32>,
}

/// Takes a change back.
#[derive(InputObject)]
pub struct ProviderChangeWithdrawInput {
    /// Which.
    provider_change_id: ProviderChangeId,
}

/// How a step of a change ended.
macro_rules! change_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            provider_change: Option<ProviderChange>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<Model>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { provider_change: row.map(ProviderChange), problems })
            }
        }
    )*};
}

change_payload! {
    /// How sending in ended.
    ProviderChangeSubmitPayload
    /// How taking back ended.
    ProviderChangeWithdrawPayload
}

/// The verbs of a change of a page.
#[derive(Default)]
pub struct ProviderChangeMutation;

#[Object]
impl ProviderChangeMutation {
    /// Sends in what the own page shall say; it waits for the association of its region. Owners and
    /// editors of a provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn provider_change_submit(
        &self,
        ctx: &Context<'_>,
        input: ProviderChangeSubmitInput,
    ) -> async_graphql::Result<ProviderChangeSubmitPayload> {
        let text = input.profile.introduction.clone().unwrap_or_default();
        let texts = vec![Told { place: "provider.introduction", field: "introduction", text }];
        let answer = screened(ctx, texts, |cx| {
            Box::pin(async move { actions::submit(cx, input.profile, input.revision).await })
        });
        ProviderChangeSubmitPayload::of(answer.await)
    }

    /// Takes an own change back before it is decided. Owners and editors of the provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn provider_change_withdraw(
        &self,
        ctx: &Context<'_>,
        input: ProviderChangeWithdrawInput,
    ) -> async_graphql::Result<ProviderChangeWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::withdraw(cx, &input.provider_change_id).await })
        });
        ProviderChangeWithdrawPayload::of(answer.await)
    }
}
