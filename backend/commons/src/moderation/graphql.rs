//! Checks as GraphQL shows them: to those who decide, and to those whom they concern.

mod batch;
mod decide;
mod figures;

use super::entity::{ChangeState, FieldDifference, Look, Model};
use super::kinds::{self, Policy};
use super::reasons::{REASONS, Reason, ReasonWords};
use super::step_entity::{self, StepKind};
use super::store::{self, QueueFilter};
use super::{access, rules};
use crate::accounts::AccountNameOf;
use crate::organisations::Place;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, ID, InputObject, MergedObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, ChangeRequestId, ModerationBatchId};
use kernel::{Actor, Date, Page, PageLimit, Problem, Role};
use platform::Db;
use platform::graphql::{Connection, Needs, Shown, context, list_cost};
use std::collections::HashMap;

pub use batch::BatchMutation;
pub use decide::DecisionMutation;

/// Something that waits for a check, or was checked (审核单).
#[derive(Clone)]
pub struct ChangeRequest(pub Model);

impl ChangeRequest {
    /// Whether what moderators say among themselves is shown.
    fn is_inward(&self, ctx: &Context<'_>) -> bool {
        access::may_decide(&context(ctx).1.actor, &self.0)
    }

    /// Whether a decision has been told to the owner, so that its words are theirs to read.
    fn is_told(&self, ctx: &Context<'_>) -> bool {
        let told = [ChangeState::Returned, ChangeState::Approved, ChangeState::Refused];
        told.contains(&self.0.state) || self.is_inward(ctx)
    }
}

/// Who has a request in hand.
#[derive(SimpleObject)]
pub struct ChangeRequestHolder {
    /// The name they go by here.
    name: String,
    /// Whether it is the person who asks.
    is_me: bool,
    /// Until when.
    until: DateTime<Utc>,
}

/// One thing that happened to a check.
#[derive(SimpleObject)]
pub struct ChangeRequestStep {
    /// What.
    kind: StepKind,
    /// When.
    at: DateTime<Utc>,
    /// Who; null for a rule, and for moderators towards those whom the check concerns.
    by: Option<String>,
    /// Why it went back; null when it did not.
    reason_label: Option<&'static str>,
    /// What the owner is told; null when nothing was said.
    note: Option<String>,
    /// What moderators tell each other; null when nothing was said, and always for others.
    inward_note: Option<String>,
}

#[Object]
impl ChangeRequest {
    /// Which.
    async fn id(&self) -> &ChangeRequestId {
        &self.0.id
    }
    /// The noun of the subject.
    async fn subject_kind(&self) -> &str {
        &self.0.subject_kind
    }
    /// What people call subjects of this kind.
    async fn kind_label(&self) -> &str {
        kinds::find(&self.0.subject_kind).map_or(self.0.subject_kind.as_str(), |it| it.label)
    }
    /// The subject's id.
    async fn subject_id(&self) -> ID {
        self.0.subject_id.clone().into()
    }
    /// What the queue shows.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Whose moderators decide.
    async fn region(&self) -> Place {
        Place { code: self.0.region_code.clone() }
    }
    /// The other side of a matter between two regions; null when it is not.
    async fn second_region(&self) -> Option<Place> {
        self.0.second_region_code.clone().map(|code| Place { code })
    }
    /// When it came in.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted_at
    }
    /// Who sent it, by the name they go by here; empty for visitors.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let Some(id) = &self.0.submitted_by else { return Ok(String::new()) };
        Ok(name_of(ctx, id).await?.unwrap_or_default())
    }
    /// The day by which it shall be decided, in working days; null while the owner is asked: the
    /// clock stands still meanwhile.
    async fn due_on(&self) -> Option<Date> {
        (self.0.state != ChangeState::Returned).then_some(Date(self.0.due_on))
    }
    /// Whether the due day was counted in a year whose calendar is not published: it may move by
    /// the public holidays.
    async fn due_is_estimated(&self) -> bool {
        self.0.due_is_estimated
    }
    /// Whether it should have been decided by now.
    async fn is_overdue(&self, ctx: &Context<'_>) -> bool {
        rules::is_overdue(&self.0, context(ctx).0.clock().today())
    }
    /// Where it stands.
    async fn state(&self) -> ChangeState {
        self.0.state
    }
    /// Since when it stands there.
    async fn since(&self) -> DateTime<Utc> {
        self.0.since
    }
    /// When it was decided; null while it waits.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
    /// Why it went back; null unless it did.
    async fn reason_code(&self, ctx: &Context<'_>) -> Option<Reason> {
        self.0.reason_code.filter(|_| self.is_told(ctx))
    }
    /// The reason in words; null unless it went back.
    async fn reason_label(&self, ctx: &Context<'_>) -> Option<&'static str> {
        self.0.reason_code.filter(|_| self.is_told(ctx)).map(Reason::label)
    }
    /// What the owner is told; null when nothing was said.
    async fn note(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.note.as_deref().filter(|_| self.is_told(ctx))
    }
    /// What moderators tell each other; null when nothing was said, and always for others.
    async fn inward_note(&self, ctx: &Context<'_>) -> Option<&str> {
        self.0.inward_note.as_deref().filter(|_| self.is_inward(ctx))
    }
    /// How the owner can object; null unless it was refused.
    async fn how_to_appeal(&self, ctx: &Context<'_>) -> Option<String> {
        let policy = ctx.data_unchecked::<Policy>();
        (self.0.state == ChangeState::Refused)
            .then(|| rules::how_to_appeal(policy.contact.as_deref()))
    }
    /// Who has it in hand; null when nobody has, and always for those who do not decide.
    async fn taken_by(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequestHolder>> {
        let (db, request) = context(ctx);
        let until = self.0.taken_until.filter(|it| *it > db.clock().now() && self.is_inward(ctx));
        let (Some(holder), Some(until)) = (&self.0.taken_by, until) else { return Ok(None) };
        let name = name_of(ctx, holder).await?.unwrap_or_default();
        let is_me = request.actor.account_id() == Some(holder);
        Ok(Some(ChangeRequestHolder { name, is_me, until }))
    }
    /// Whom it was given to; null when nobody, and always for those who do not decide.
    async fn assigned_to(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        match &self.0.assigned_to {
            Some(account_id) if self.is_inward(ctx) => name_of(ctx, account_id).await,
            _ => Ok(None),
        }
    }
    /// How the first of two would decide; null before, and always for those who do not decide.
    async fn first_verdict(&self, ctx: &Context<'_>) -> Option<ChangeState> {
        self.0.first_verdict.filter(|_| self.is_inward(ctx))
    }
    /// The look afterwards at what a rule let pass; null when it was not drawn, and always for
    /// those who do not decide.
    async fn look(&self, ctx: &Context<'_>) -> Option<Look> {
        self.0.look.filter(|_| self.is_inward(ctx))
    }
    /// The act on many that holds it; null when none does, and always for those who do not decide.
    async fn batch_id(&self, ctx: &Context<'_>) -> Option<ModerationBatchId> {
        self.0.batch_id.clone().filter(|_| self.is_inward(ctx))
    }
    /// What keeps the person who asks from deciding it now; empty when nothing does.
    async fn obstacles(&self, ctx: &Context<'_>) -> Vec<Problem> {
        let (db, request) = context(ctx);
        let found = rules::obstacles_to_next(&self.0, &request.actor, db.clock().now());
        found.into_iter().filter(|_| self.is_inward(ctx)).map(Into::into).collect()
    }
    /// Hand it back when deciding.
    async fn revision(&self) -> i32 {
        self.0.revision
    }
    /// What changes, field by field.
    async fn differences(&self) -> &[FieldDifference] {
        &self.0.differences.0
    }
    /// What happened to it, oldest first. Those whom it concerns see what they are told of.
    #[graphql(complexity = "10 + child_complexity * 10")]
    async fn steps(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ChangeRequestStep>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let steps = loader.load_one(StepsOf(self.0.id.clone())).await?.unwrap_or_default();
        let is_inward = self.is_inward(ctx);
        let mut shown = Vec::new();
        for step in steps.into_iter().filter(|it| is_inward || it.kind.is_outward()) {
            // Towards the owner, moderators are the association, not persons.
            let is_owners = matches!(
                step.kind,
                StepKind::Submitted | StepKind::SentAgain | StepKind::Withdrawn
            );
            let by = match &step.account_id {
                Some(account_id) if is_inward || is_owners => name_of(ctx, account_id).await?,
                _ => None,
            };
            let has_words = is_inward || step.kind != StepKind::FirstLook;
            shown.push(ChangeRequestStep {
                kind: step.kind,
                at: step.at,
                by,
                reason_label: step.reason_code.filter(|_| has_words).map(Reason::label),
                note: step.note.filter(|_| has_words),
                inward_note: step.inward_note.filter(|_| is_inward),
            });
        }
        Ok(shown)
    }
}

async fn name_of(
    ctx: &Context<'_>,
    account_id: &AccountId,
) -> async_graphql::Result<Option<String>> {
    ctx.data_unchecked::<DataLoader<Db>>().load_one(AccountNameOf(account_id.clone())).await
}

/// Key of the loader of what happened to a check.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct StepsOf(ChangeRequestId);

#[async_trait::async_trait]
impl Loader<StepsOf> for Db {
    type Value = Vec<step_entity::Model>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[StepsOf]) -> Result<HashMap<StepsOf, Self::Value>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let mut found: HashMap<StepsOf, Self::Value> = HashMap::new();
        for step in store::steps_of(self.read(), &ids).await.shown()? {
            found.entry(StepsOf(step.change_request_id.clone())).or_default().push(step);
        }
        Ok(found)
    }
}

/// Key of the loader of the newest check of a subject, whoever may see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChangeRequestOf(pub String);

#[async_trait::async_trait]
impl Loader<ChangeRequestOf> for Db {
    type Value = ChangeRequest;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ChangeRequestOf],
    ) -> Result<HashMap<ChangeRequestOf, ChangeRequest>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::newest_of(self.read(), &ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (ChangeRequestOf(id), ChangeRequest(it))).collect())
    }
}

/// The newest check of a subject, for those who may see it: moderators and whom it concerns.
///
/// # Errors
/// When the database fails.
pub async fn shown_of_subject(
    ctx: &Context<'_>,
    subject_id: &str,
) -> async_graphql::Result<Option<ChangeRequest>> {
    let actor = &context(ctx).1.actor;
    if actor.role() == Some(Role::Visitor) {
        return Ok(None);
    }
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let found = loader.load_one(ChangeRequestOf(subject_id.to_owned())).await?;
    Ok(found.filter(|it| access::may_see(actor, &it.0)))
}

/// Key of the loader of checks by their id, whoever may see them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChangeRequestById(pub ChangeRequestId);

#[async_trait::async_trait]
impl Loader<ChangeRequestById> for Db {
    type Value = ChangeRequest;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[ChangeRequestById],
    ) -> Result<HashMap<ChangeRequestById, ChangeRequest>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::find_all(self.read(), &ids).await.shown()?.into_iter();
        Ok(found.map(|it| (ChangeRequestById(it.id.clone()), ChangeRequest(it))).collect())
    }
}

/// One check, for those who may see it: moderators and whom it concerns.
///
/// # Errors
/// When the database fails.
pub async fn shown(
    ctx: &Context<'_>,
    id: &ChangeRequestId,
) -> async_graphql::Result<Option<ChangeRequest>> {
    let loader = ctx.data_unchecked::<DataLoader<Db>>();
    let found = loader.load_one(ChangeRequestById(id.clone())).await?;
    Ok(found.filter(|it| access::may_see(&context(ctx).1.actor, &it.0)))
}

/// Which checks.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ChangeRequestFilter {
    /// Standing so; what waits for a decision when nothing else is said.
    states: Option<Vec<ChangeState>>,
    /// `demand`, `provider`, `registration`.
    subject_kind: Option<String>,
    /// Those the person has taken, or that were given to them.
    mine: Option<bool>,
    /// Those that should have been decided by now.
    overdue: Option<bool>,
    /// Those that a rule let pass and that were drawn for a look.
    sampled: Option<bool>,
}

impl ChangeRequestFilter {
    fn read(self, actor: &Actor, now: DateTime<Utc>) -> QueueFilter {
        let is = |flag: Option<bool>| flag == Some(true);
        let anything_else = is(self.overdue) || is(self.sampled);
        let usual = if anything_else { QueueFilter::default() } else { QueueFilter::waiting() };
        QueueFilter {
            states: self.states.unwrap_or(usual.states),
            kind: self.subject_kind,
            mine: actor.account_id().filter(|_| is(self.mine)).map(|it| (it.clone(), now)),
            overdue_on: is(self.overdue).then(|| kernel::clock::china_day(now)),
            is_sampled: is(self.sampled),
        }
    }
}

/// Reading the queue.
#[derive(Default)]
pub struct QueueQuery;

#[Object]
impl QueueQuery {
    /// What waits for a decision in the moderator's region, or what the filter says, due first.
    /// Moderators only.
    #[graphql(
        guard = "Needs(&[Role::Moderator])",
        complexity = "list_cost(5, first.unwrap_or(20), child_complexity)"
    )]
    async fn change_requests(
        &self,
        ctx: &Context<'_>,
        filter: Option<ChangeRequestFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<ChangeRequest>> {
        let (db, request) = context(ctx);
        let filter = filter.unwrap_or_default().read(&request.actor, db.clock().now());
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows = store::page(db.read(), &request.actor, &filter, &page).await.shown()?;
        let total = if ctx.look_ahead().field("totalCount").exists() {
            Some(store::count(db.read(), &request.actor, &filter).await.shown()?)
        } else {
            None
        };
        Ok(Connection::of(rows.map(ChangeRequest), total))
    }

    /// One check; null when it does not exist or is not the caller's to see.
    #[graphql(guard = "Needs(&[Role::Member, Role::Moderator])")]
    async fn change_request(
        &self,
        ctx: &Context<'_>,
        id: ChangeRequestId,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        Ok(found.filter(|it| access::may_see(&request.actor, it)).map(ChangeRequest))
    }

    /// Why something may go back, with words to start from. Moderators only.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_reasons(&self) -> &[ReasonWords] {
        REASONS
    }
}

/// Reading the queue, its numbers and acts on many.
#[derive(MergedObject, Default)]
pub struct ModerationQuery(QueueQuery, figures::CheckFiguresQuery, batch::BatchQuery);

/// Deciding checks, one by one and many at once.
#[derive(MergedObject, Default)]
pub struct ModerationMutation(DecisionMutation, BatchMutation);
