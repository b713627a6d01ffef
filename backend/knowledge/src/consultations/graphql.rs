//! Consultations and experts as GraphQL shows them.

mod types;

use super::entity::consultation::ConsultationState;
use super::entity::expert;
use super::{access, actions, store};
use crate::answers::Field;
use crate::answers::rules::Citation;
use crate::assistant;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use commons::sessions::{Auth, limit, origin};
use kernel::id::{ConsultationId, ExpertId};
use kernel::{Denied, Page, PageLimit, Problem, RegionCode, Role};
use platform::auth::Attempt;
use platform::graphql::{
    Connection, Needs, Public, Shown, SignedIn, context, in_transaction, list_cost, split,
};
pub use types::{Consultation, Expert};

/// Reading consultations.
#[derive(Default)]
pub struct ConsultationQuery;

#[Object]
impl ConsultationQuery {
    /// The question of a code: whoever has the code may follow it. Null when there is none.
    #[graphql(guard = "Public")]
    async fn consultation(
        &self,
        ctx: &Context<'_>,
        code: ConsultationId,
    ) -> async_graphql::Result<Option<Consultation>> {
        let (db, _) = context(ctx);
        Ok(store::find(db.read(), &code).await.shown()?.map(Consultation))
    }

    /// Questions handed to people, due first: all to moderators, an expert's own to the expert.
    #[graphql(
        guard = "SignedIn",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn consultations(
        &self,
        ctx: &Context<'_>,
        state: Option<ConsultationState>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Consultation>> {
        let (db, request) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let own = own_expert(ctx).await?;
        let keeps = access::may_keep(&request.actor);
        if !keeps && own.is_none() {
            return Err(platform::graphql::to_graphql(Denied::Forbidden.into()));
        }
        let of = own.filter(|_| !keeps).map(|it| it.id);
        let rows = store::page(db.read(), state, of.as_ref(), &page).await.shown()?;
        Ok(Connection::of(rows.map(Consultation), None))
    }

    /// Who answers what the assistant cannot: the directory of experts.
    #[graphql(guard = "Public", complexity = "list_cost(3, 50, child_complexity)")]
    async fn experts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Expert>> {
        let (db, request) = context(ctx);
        let rows = store::experts(db.read()).await.shown()?;
        let keeps = access::may_keep(&request.actor);
        let loads = store::loads(db.read()).await.shown()?;
        let ratings = store::ratings(db.read()).await.shown()?;
        let shown = rows.into_iter().filter(|it| keeps || it.is_active);
        Ok(shown.map(|row| Expert::of(row, &loads, &ratings)).collect())
    }
}

async fn own_expert(ctx: &Context<'_>) -> async_graphql::Result<Option<expert::Model>> {
    let (db, request) = context(ctx);
    match request.actor.account_id() {
        Some(account) => Ok(store::expert_of(db.read(), account).await.shown()?),
        None => Ok(None),
    }
}

/// Hands a question to a person.
#[derive(InputObject)]
pub struct ConsultationSendInput {
    /// What is asked, 10 to 500 characters.
    question: String,
    /// Where.
    region: Option<RegionCode>,
    /// What it is about.
    field: Option<Field>,
    /// Where the answer is mailed; may be empty.
    #[graphql(default)]
    email: String,
    /// The `conversation` with the assistant, so that the expert sees what was asked before.
    conversation: Option<String>,
}

/// An article that an answer cites.
#[derive(InputObject)]
pub struct CitationInput {
    /// The law's title or slug.
    law: String,
    /// The number of the article.
    article: i32,
}

impl From<CitationInput> for Citation {
    fn from(it: CitationInput) -> Self {
        Self { law: it.law, article: it.article }
    }
}

/// Names an expert.
#[derive(InputObject)]
pub struct ConsultationNameInput {
    /// For which question.
    consultation_id: ConsultationId,
    /// Whom.
    expert_id: ExpertId,
}

/// Hands a question back.
#[derive(InputObject)]
pub struct ConsultationHandBackInput {
    /// Which.
    consultation_id: ConsultationId,
    /// Why: a conflict of interest, another field.
    reason: String,
}

/// Answers a question.
#[derive(InputObject)]
pub struct ConsultationAnswerInput {
    /// Which.
    consultation_id: ConsultationId,
    /// The answer, 10 to 2000 characters.
    answer: String,
    /// The articles it rests on; needed before it can be published.
    #[graphql(default)]
    citations: Vec<CitationInput>,
}

/// Publishes an answer.
#[derive(InputObject)]
pub struct ConsultationPublishInput {
    /// Which.
    consultation_id: ConsultationId,
    /// The question as others would ask it, 4 to 200 characters.
    question: String,
}

/// Rates an answer.
#[derive(InputObject)]
pub struct ConsultationRateInput {
    /// The code.
    code: ConsultationId,
    /// 1 to 5 points.
    rating: i32,
    /// What there is to say of it.
    #[graphql(default)]
    note: String,
}

/// Writes an expert down.
#[derive(InputObject)]
pub struct ExpertKeepInput {
    /// The address they sign in with.
    email: String,
    /// As it is shown.
    name: String,
    /// Where they work.
    unit: String,
    /// What they answer.
    fields: Vec<Field>,
    /// Where; null for everywhere.
    region: Option<RegionCode>,
    /// Organisations they have an interest in, by name.
    #[graphql(default)]
    conflicts: Vec<String>,
    /// How many questions they take at once.
    #[graphql(default = 5)]
    capacity: i32,
    /// Whether they take questions now.
    #[graphql(default = true)]
    is_active: bool,
}

macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $field:ident: $of:ident };)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// What it is now; null when there are problems.
            $field: Option<$of>,
            /// What to mend.
            problems: Vec<Problem>,
        }
    )*};
}

payloads! {
    /// How handing over ended.
    ConsultationSendPayload { consultation: Consultation };
    /// How naming ended.
    ConsultationNamePayload { consultation: Consultation };
    /// How handing back ended.
    ConsultationHandBackPayload { consultation: Consultation };
    /// How answering ended.
    ConsultationAnswerPayload { consultation: Consultation };
    /// How publishing ended.
    ConsultationPublishPayload { consultation: Consultation };
    /// How rating ended.
    ConsultationRatePayload { consultation: Consultation };
    /// How writing an expert down ended.
    ExpertKeepPayload { expert: Expert };
}

/// Changing consultations.
#[derive(Default)]
pub struct ConsultationMutation;

#[Object]
impl ConsultationMutation {
    /// Hands a question to a person. Anybody, some times an hour; the id of the answer is the code by which it
    /// is followed without an account.
    #[graphql(guard = "Public")]
    async fn consultation_send(
        &self,
        ctx: &Context<'_>,
        input: ConsultationSendInput,
    ) -> async_graphql::Result<ConsultationSendPayload> {
        let (db, request) = context(ctx);
        limit(ctx.data_unchecked::<Auth>(), Attempt::Mail(origin(request)))?;
        ctx.data_unchecked::<assistant::Desk>().clear(db).await.shown()?;
        let ConsultationSendInput { question, region, field, email, conversation } = input;
        let transcript = assistant::transcript(db, conversation.as_deref()).await.shown()?;
        let field = field.unwrap_or(Field::Other);
        let new = actions::NewConsultation { question, transcript, region, field, email };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::send(cx, new).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationSendPayload { consultation: row.map(Consultation), problems })
    }

    /// Names the expert who answers. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn consultation_name(
        &self,
        ctx: &Context<'_>,
        input: ConsultationNameInput,
    ) -> async_graphql::Result<ConsultationNamePayload> {
        let ConsultationNameInput { consultation_id, expert_id } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::name(cx, &consultation_id, &expert_id).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationNamePayload { consultation: row.map(Consultation), problems })
    }

    /// Hands a question back. The expert at it.
    #[graphql(guard = "SignedIn")]
    async fn consultation_hand_back(
        &self,
        ctx: &Context<'_>,
        input: ConsultationHandBackInput,
    ) -> async_graphql::Result<ConsultationHandBackPayload> {
        let ConsultationHandBackInput { consultation_id, reason } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::hand_back(cx, &consultation_id, &reason).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationHandBackPayload { consultation: row.map(Consultation), problems })
    }

    /// Answers, or corrects the answer before it is published. The expert at it.
    #[graphql(guard = "SignedIn")]
    async fn consultation_answer(
        &self,
        ctx: &Context<'_>,
        input: ConsultationAnswerInput,
    ) -> async_graphql::Result<ConsultationAnswerPayload> {
        let ConsultationAnswerInput { consultation_id, answer: text, citations } = input;
        let citations: Vec<Citation> = citations.into_iter().map(Citation::from).collect();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::answer(cx, &consultation_id, &text, citations).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationAnswerPayload { consultation: row.map(Consultation), problems })
    }

    /// Publishes an answer: it becomes a stored answer, and the next asker finds it. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn consultation_publish(
        &self,
        ctx: &Context<'_>,
        input: ConsultationPublishInput,
    ) -> async_graphql::Result<ConsultationPublishPayload> {
        let ConsultationPublishInput { consultation_id, question } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::publish(cx, &consultation_id, &question).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationPublishPayload { consultation: row.map(Consultation), problems })
    }

    /// Rates an answer. Whoever has the code.
    #[graphql(guard = "Public")]
    async fn consultation_rate(
        &self,
        ctx: &Context<'_>,
        input: ConsultationRateInput,
    ) -> async_graphql::Result<ConsultationRatePayload> {
        let (_, request) = context(ctx);
        limit(ctx.data_unchecked::<Auth>(), Attempt::Ask(origin(request)))?;
        let ConsultationRateInput { code, rating, note } = input;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::rate(cx, &code, rating, &note).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(ConsultationRatePayload { consultation: row.map(Consultation), problems })
    }

    /// Writes an expert down, or changes what is written of them. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn expert_keep(
        &self,
        ctx: &Context<'_>,
        input: ExpertKeepInput,
    ) -> async_graphql::Result<ExpertKeepPayload> {
        let new = actions::NewExpert {
            email: input.email,
            name: input.name,
            unit: input.unit,
            fields: input.fields,
            region: input.region,
            conflicts: input.conflicts,
            capacity: input.capacity,
            is_active: input.is_active,
        };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::keep_expert(cx, new).await }));
        let (row, problems) = split(answer.await)?;
        Ok(ExpertKeepPayload { expert: row.map(|it| Expert::of(it, &[], &[])), problems })
    }
}
