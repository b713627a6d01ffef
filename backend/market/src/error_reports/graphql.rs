//! Error reports as GraphQL shows them: to whoever has the receipt, and as figures to everybody.

use super::entity::{Model, ReportState, ReportedPart};
use super::{actions, rules, store};
use crate::directory::ProviderOf;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::sessions::{Auth, limit, origin};
use kernel::Problem;
use kernel::id::{ErrorReportId, ProviderId};
use platform::Db;
use platform::auth::Attempt;
use platform::graphql::{Public, Shown, context, in_transaction, split};

/// That a public page is wrong, as its receipt tells (报错).
pub struct ErrorReport(Model);

#[Object]
impl ErrorReport {
    /// The number of the receipt; whoever has it may look.
    async fn id(&self) -> &ErrorReportId {
        &self.0.id
    }
    /// The name on the page.
    async fn provider_name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let provider = loader.load_one(ProviderOf(self.0.provider_id.clone())).await?;
        Ok(provider.map(|it| it.name))
    }
    /// The page.
    async fn provider_url(&self) -> String {
        format!("/providers/{}", self.0.provider_id)
    }
    /// Where on it.
    async fn part(&self) -> ReportedPart {
        self.0.part
    }
    /// When it came in.
    async fn reported_at(&self) -> DateTime<Utc> {
        self.0.reported_at
    }
    /// Where it stands.
    async fn state(&self) -> ReportState {
        self.0.state
    }
    /// What the reporter is told; null while nobody has decided, and when nothing was said.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// When it was decided; null until then.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// How errors were mended in the last twelve months.
#[derive(SimpleObject)]
pub struct ErrorReportFigures {
    /// How many came in.
    received: i32,
    /// How many were right and mended.
    mended: i32,
    /// How many had nothing to mend.
    unfounded: i32,
    /// Half of what was mended took no longer than this many days; null when nothing was.
    median_days: Option<f64>,
}

/// Reading reports.
#[derive(Default)]
pub struct ErrorReportQuery;

#[Object]
impl ErrorReportQuery {
    /// The report of a receipt; null when there is none.
    #[graphql(guard = "Public")]
    async fn error_report(
        &self,
        ctx: &Context<'_>,
        receipt: ErrorReportId,
    ) -> async_graphql::Result<Option<ErrorReport>> {
        let (db, _) = context(ctx);
        Ok(store::find(db.read(), &receipt).await.shown()?.map(ErrorReport))
    }

    /// How errors were mended in the last twelve months.
    #[graphql(guard = "Public")]
    async fn error_report_figures(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<ErrorReportFigures> {
        let (db, _) = context(ctx);
        let since = db.clock().now() - rules::FIGURES_OVER;
        let number = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        let ended = |state| store::count_ended(db.read(), state, since);
        Ok(ErrorReportFigures {
            received: number(store::count_since(db.read(), since).await.shown()?),
            mended: number(ended(ReportState::Mended).await.shown()?),
            unfounded: number(ended(ReportState::Unfounded).await.shown()?),
            median_days: rules::median_days(store::mended_since(db.read(), since).await.shown()?),
        })
    }
}

/// Reports an error on a page.
#[derive(InputObject)]
pub struct ErrorReportSendInput {
    /// On whose page.
    provider_id: ProviderId,
    /// Where on it.
    part: ReportedPart,
    /// What is wrong and what would be right, 5 to 500 characters.
    text: String,
    /// Where the outcome is mailed; members may leave it empty and are told in the workspace.
    #[graphql(default)]
    email: String,
}

/// How reporting ended.
#[derive(SimpleObject)]
pub struct ErrorReportSendPayload {
    /// The receipt; null when there are problems.
    error_report: Option<ErrorReport>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Reporting.
#[derive(Default)]
pub struct ErrorReportMutation;

#[Object]
impl ErrorReportMutation {
    /// Reports an error on a public page to the association of the provider's region. Anybody, some
    /// times an hour.
    #[graphql(guard = "Public")]
    async fn error_report_send(
        &self,
        ctx: &Context<'_>,
        input: ErrorReportSendInput,
    ) -> async_graphql::Result<ErrorReportSendPayload> {
        let (_, request) = context(ctx);
        limit(ctx.data_unchecked::<Auth>(), Attempt::Mail(origin(request)))?;
        let ErrorReportSendInput { provider_id, part, text, email } = input;
        let new = actions::NewErrorReport { provider_id, part, text, email };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::send(cx, new).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ErrorReportSendPayload { error_report: row.map(ErrorReport), problems })
    }
}
