//! What is shown of a consultation, and of an expert.

use super::super::entity::consultation::{ConsultationState, Model};
use super::super::entity::expert;
use super::super::{access, store};
use crate::answers::Field;
use crate::assistant::AskCitation;
use crate::policies::cite;
use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use kernel::RegionCode;
use kernel::id::{ConsultationId, ExpertId};
use platform::graphql::{Shown, context};

/// A question handed to a person (人工咨询).
pub struct Consultation(pub(super) Model);

#[Object]
impl Consultation {
    /// Which; also the code by which it is followed.
    async fn id(&self) -> &ConsultationId {
        &self.0.id
    }

    /// What is asked, without anything personal.
    async fn question(&self) -> &str {
        &self.0.question
    }

    /// What was asked of the assistant before, in order; empty to whoever is neither moderator nor the expert.
    async fn transcript(&self, ctx: &Context<'_>) -> async_graphql::Result<&[String]> {
        let (db, request) = context(ctx);
        let own = match request.actor.account_id() {
            Some(account) => store::expert_of(db.read(), account).await.shown()?,
            None => None,
        };
        let may_read = access::may_read(&request.actor, &self.0, own.as_ref());
        Ok(if may_read { &self.0.transcript.0 } else { &[] })
    }

    /// What it is about.
    async fn field(&self) -> Field {
        self.0.field
    }

    /// Where; null when that was not said.
    async fn region(&self) -> Option<&RegionCode> {
        self.0.region_code.as_ref()
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.0.asked_at
    }

    /// By when an expert is named.
    async fn name_by(&self) -> DateTime<Utc> {
        self.0.name_by
    }

    /// By when it is answered.
    async fn answer_by(&self) -> DateTime<Utc> {
        self.0.answer_by
    }

    /// Where it stands.
    async fn state(&self) -> ConsultationState {
        self.0.state
    }

    /// Whether a clock has run out: no expert named in time, or no answer.
    async fn is_late(&self, ctx: &Context<'_>) -> bool {
        let now = context(ctx).0.clock().now();
        match self.0.state {
            ConsultationState::Waiting => now > self.0.name_by,
            ConsultationState::Named => now > self.0.answer_by,
            _ => self.0.answered_at.is_some_and(|it| it > self.0.answer_by),
        }
    }

    /// Who is at it, and where they work; null while nobody is named.
    async fn expert_name(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let (db, _) = context(ctx);
        let Some(id) = &self.0.expert_id else { return Ok(None) };
        let expert = store::find_expert(db.read(), id).await.shown()?;
        Ok(expert.map(|it| format!("{}（{}）", it.name, it.unit)))
    }

    /// The answer; null until there is one.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }

    /// When the answer was corrected last; null when it never was.
    async fn corrected_at(&self) -> Option<DateTime<Utc>> {
        self.0.corrected_at
    }

    /// When it was answered; null until it is.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }

    /// The articles the answer rests on, as they stand today.
    async fn citations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AskCitation>> {
        let (db, _) = context(ctx);
        let wanted = &self.0.citations.0;
        let wanted: Vec<(String, i32)> =
            wanted.iter().map(|it| (it.law.clone(), it.article)).collect();
        let cited = cite::cite(db.read(), &wanted, db.clock().today()).await.shown()?;
        Ok(cited.into_iter().map(AskCitation::of).collect())
    }

    /// Points the asker gave, 1 to 5; null until they did.
    async fn rating(&self) -> Option<i32> {
        self.0.rating
    }

    /// What the asker said of it; null when nothing.
    async fn rating_note(&self) -> Option<&str> {
        self.0.rating_note.as_deref()
    }
}

/// Somebody who answers what the assistant cannot (专家).
pub struct Expert {
    row: expert::Model,
    open: i64,
    rated: i64,
    points: i64,
}

impl Expert {
    pub(super) fn of(
        row: expert::Model,
        loads: &[(Option<ExpertId>, i64)],
        ratings: &[(Option<ExpertId>, i64, i64)],
    ) -> Self {
        let is_own = |id: &Option<ExpertId>| id.as_ref() == Some(&row.id);
        let open = loads.iter().find(|it| is_own(&it.0)).map_or(0, |it| it.1);
        let rated = ratings.iter().find(|it| is_own(&it.0)).map_or((0, 0), |it| (it.1, it.2));
        Self { open, rated: rated.0, points: rated.1, row }
    }
}

#[Object]
impl Expert {
    /// Which.
    async fn id(&self) -> &ExpertId {
        &self.row.id
    }

    /// As it is shown.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Where they work.
    async fn unit(&self) -> &str {
        &self.row.unit
    }

    /// What they answer.
    async fn fields(&self) -> &[Field] {
        &self.row.fields.0
    }

    /// Where; null for everywhere.
    async fn region(&self) -> Option<&RegionCode> {
        self.row.region_code.as_ref()
    }

    /// Organisations they declared an interest in: questions of these go to others.
    async fn conflicts(&self) -> &[String] {
        &self.row.conflicts.0
    }

    /// How many questions they are at.
    async fn open_count(&self) -> i64 {
        self.open
    }

    /// How many they take at once.
    async fn capacity(&self) -> i32 {
        self.row.capacity
    }

    /// Whether they take questions now.
    async fn is_active(&self) -> bool {
        self.row.is_active
    }

    /// How many answers were rated.
    async fn rating_count(&self) -> i64 {
        self.rated
    }

    /// Points out of 5 in the middle; null until three answers were rated.
    async fn rating(&self) -> Option<f64> {
        (self.rated >= 3).then(|| self.points as f64 / self.rated as f64)
    }
}
