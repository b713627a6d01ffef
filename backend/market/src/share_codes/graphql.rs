//! Share codes as GraphQL shows them: to their provider, and what they share to whoever has one.

use super::entity::{Model, ShareSection};
use super::{actions, opening_entity as opening, rules};
use crate::directory::Profile;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::organisations::Place;
use kernel::id::ShareCodeId;
use kernel::{Problem, Role};
use platform::graphql::{Needs, Public, Shown, Source, context, in_transaction, split};

/// A code that shares a dated copy of a provider's page (共享码).
pub struct ShareCode(Model);

#[Object]
impl ShareCode {
    /// Which.
    async fn id(&self) -> &ShareCodeId {
        &self.0.id
    }
    /// For whom, in the provider's words.
    async fn label(&self) -> &str {
        &self.0.label
    }
    /// What is shared.
    async fn sections(&self) -> &[ShareSection] {
        &self.0.sections.0
    }
    /// When the copy was made.
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }
    /// When it is over.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
    /// When it was revoked; null when it was not.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
    /// Whether it opens something now.
    async fn is_open(&self, ctx: &Context<'_>) -> bool {
        rules::is_open(&self.0, context(ctx).0.clock().now())
    }
    /// How often others opened it.
    async fn opened_count(&self) -> i32 {
        self.0.opened_count
    }
}

/// That somebody opened a code.
#[derive(SimpleObject)]
pub struct ShareCodeOpening {
    /// When.
    opened_at: DateTime<Utc>,
    /// The name of the reader's organisation as it was then; null for visitors.
    reader: Option<String>,
}

impl From<opening::Model> for ShareCodeOpening {
    fn from(row: opening::Model) -> Self {
        Self { opened_at: row.opened_at, reader: row.reader }
    }
}

/// What a code shares: a provider's page as it was, with the sections that were chosen.
pub struct SharedPage(Model);

#[Object]
impl SharedPage {
    /// As registered.
    async fn name(&self) -> &str {
        &self.0.copy.name
    }
    /// 统一社会信用代码; null where the source had none.
    async fn credit_code(&self) -> Option<&str> {
        self.0.copy.credit_code.as_deref()
    }
    /// Where it is; null when that was not certain.
    async fn region(&self) -> Option<Place> {
        self.0.copy.region_code.clone().map(|code| Place { code })
    }
    /// As given; null without, and when it is not shared.
    async fn address(&self) -> Option<&str> {
        self.0.copy.address.as_deref()
    }
    /// What it says of itself; empty where it is not shared.
    async fn profile(&self) -> &Profile {
        &self.0.copy.profile
    }
    /// Where it was known from.
    async fn source(&self) -> Source {
        Source { name: self.0.copy.source.clone(), taken_on: self.0.copy.source_on }
    }
    /// What is shared.
    async fn sections(&self) -> &[ShareSection] {
        &self.0.sections.0
    }
    /// The page as it is now.
    async fn url(&self) -> String {
        format!("/providers/{}", self.0.provider_id)
    }
    /// When the copy was made.
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }
    /// When the code is over.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
}

/// Reading share codes.
#[derive(Default)]
pub struct ShareCodeQuery;

#[Object]
impl ShareCodeQuery {
    /// The share codes of the provider the caller acts for, newest first; at most 100.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "50 * child_complexity")]
    async fn share_codes(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ShareCode>> {
        let (db, request) = context(ctx);
        let rows = actions::listed(db, &request.actor).await.shown()?;
        Ok(rows.into_iter().map(ShareCode).collect())
    }

    /// Who opened a code of that provider, newest first; at most 100.
    #[graphql(guard = "Needs(&[Role::Member])", complexity = "50 * child_complexity")]
    async fn share_code_openings(
        &self,
        ctx: &Context<'_>,
        share_code_id: ShareCodeId,
    ) -> async_graphql::Result<Vec<ShareCodeOpening>> {
        let (db, request) = context(ctx);
        let rows = actions::openings(db, &request.actor, &share_code_id).await.shown()?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

/// Makes a code.
#[derive(InputObject)]
pub struct ShareCodeMakeInput {
    /// For whom, 2 to 40 characters.
    label: String,
    /// What is shared beside who the provider is.
    sections: Vec<ShareSection>,
    /// How many days it opens, 1 to 180.
    days: i32,
}

/// Ends a code.
#[derive(InputObject)]
pub struct ShareCodeRevokeInput {
    /// Which.
    share_code_id: ShareCodeId,
}

/// Opens a code.
#[derive(InputObject)]
pub struct ShareCodeOpenInput {
    /// As it was handed over.
    code: String,
}

/// How making ended.
#[derive(SimpleObject)]
pub struct ShareCodeMakePayload {
    /// The new one; null when there are problems.
    share_code: Option<ShareCode>,
    /// The code itself, told this once; null when there are problems.
    secret: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How ending ended.
#[derive(SimpleObject)]
pub struct ShareCodeRevokePayload {
    /// The one that has ended; null when there are problems.
    share_code: Option<ShareCode>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How opening ended.
#[derive(SimpleObject)]
pub struct ShareCodeOpenPayload {
    /// What is shared; null when there are problems.
    page: Option<SharedPage>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// The verbs of share codes.
#[derive(Default)]
pub struct ShareCodeMutation;

#[Object]
impl ShareCodeMutation {
    /// Copies the own page and makes a code that opens the copy. Owners and editors of a provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn share_code_make(
        &self,
        ctx: &Context<'_>,
        input: ShareCodeMakeInput,
    ) -> async_graphql::Result<ShareCodeMakePayload> {
        let ShareCodeMakeInput { label, sections, days } = input;
        let new = actions::NewShareCode { label, sections, days };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::make(cx, new).await }));
        let (made, problems) = split(answer.await)?;
        let (share_code, secret) = made.map(|(row, code)| (ShareCode(row), code)).unzip();
        Ok(ShareCodeMakePayload { share_code, secret, problems })
    }

    /// Ends an own code at once. Owners and editors of a provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn share_code_revoke(
        &self,
        ctx: &Context<'_>,
        input: ShareCodeRevokeInput,
    ) -> async_graphql::Result<ShareCodeRevokePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::revoke(cx, &input.share_code_id).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ShareCodeRevokePayload { share_code: row.map(ShareCode), problems })
    }

    /// What a code shares; its provider sees that it was opened, when, and by which organisation.
    /// Anybody who has it.
    #[graphql(guard = "Public")]
    async fn share_code_open(
        &self,
        ctx: &Context<'_>,
        input: ShareCodeOpenInput,
    ) -> async_graphql::Result<ShareCodeOpenPayload> {
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::open(cx, &input.code).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ShareCodeOpenPayload { page: row.map(SharedPage), problems })
    }
}
