//! The parts of a contract.

use super::super::entity::Side;
use super::super::entity::change::{ContractChangeState, Model as ChangeRow};
use super::super::entity::dispute::{DisputeReason, DisputeState, Model as DisputeRow};
use super::super::entity::milestone::{MilestoneState, Model as MilestoneRow};
use super::super::entity::signature::Model as SignatureRow;
use super::super::rules;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use commons::moderation::FieldDifference;
use kernel::Pace;
use kernel::clock::Date;
use kernel::id::{ContractChangeId, ContractDisputeId, MilestoneId};
use platform::graphql::{Money, context};

/// A part of a contract that is delivered, accepted and paid (节点).
pub struct Milestone(pub(super) MilestoneRow, pub(super) Pace);

#[Object]
impl Milestone {
    /// Which.
    async fn id(&self) -> &MilestoneId {
        &self.0.id
    }
    /// Counts from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }
    /// One line.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// Due on this day.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }
    /// Ten-thousandths of the price, as signed.
    async fn share_bp(&self) -> i32 {
        self.0.share_bp
    }
    /// What it is paid.
    async fn amount(&self) -> Money {
        Money(self.0.amount_fen)
    }
    /// Where it stands.
    async fn state(&self) -> MilestoneState {
        self.0.state
    }
    /// What the provider says of the delivery; null before.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// When it was handed over last; null before.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.submitted_at
    }
    /// When it is accepted if nobody answers; null unless it waits for acceptance.
    async fn silence_at(&self) -> Option<DateTime<Utc>> {
        let waits = self.0.state == MilestoneState::Submitted;
        self.0.submitted_at.filter(|_| waits).map(|it| rules::silence_at(it, self.1))
    }
    /// What had to be mended, as said last; null when nothing had.
    async fn return_reason(&self) -> Option<&str> {
        self.0.return_reason.as_deref()
    }
    /// When it was accepted; null before.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.0.accepted_at
    }
    /// Whether it was accepted because nobody answered.
    async fn is_silent(&self) -> bool {
        self.0.is_silent
    }
    /// Paid by this day, at the latest; null until it is accepted.
    async fn pay_due_on(&self) -> Option<Date> {
        self.0.pay_due_on.map(Date)
    }
    /// Whether that day has passed without payment.
    async fn is_overdue(&self, ctx: &Context<'_>) -> bool {
        let today = context(ctx).0.clock().today();
        self.0.paid_on.is_none() && self.0.pay_due_on.is_some_and(|it| it < today)
    }
    /// Paid, says the buyer; null before.
    async fn paid_on(&self) -> Option<Date> {
        self.0.paid_on.map(Date)
    }
    /// Received, says the provider; null before.
    async fn received_on(&self) -> Option<Date> {
        self.0.received_on.map(Date)
    }
}

/// That a side has signed a text (签署).
#[derive(SimpleObject)]
pub struct ContractSignature {
    /// Which side.
    side: Side,
    /// Under which terms.
    terms_revision: i32,
    /// SHA-256 of the text.
    digest: String,
    /// The words that were signed.
    text: String,
    /// When.
    signed_at: DateTime<Utc>,
    /// Whether the terms changed before the other side had signed.
    is_void: bool,
}

impl ContractSignature {
    pub(super) fn of(is_void: bool, it: SignatureRow) -> Self {
        let SignatureRow { side, terms_revision, digest, text, signed_at, .. } = it;
        Self { side, terms_revision, digest, text, signed_at, is_void }
    }
}

/// What one side proposes to change (合同变更).
pub struct ContractChange(pub(super) ChangeRow);

#[Object]
impl ContractChange {
    /// Which.
    async fn id(&self) -> &ContractChangeId {
        &self.0.id
    }
    /// Who proposes it.
    async fn side(&self) -> Side {
        self.0.side
    }
    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// What, field by field.
    async fn differences(&self) -> &[FieldDifference] {
        &self.0.differences.0
    }
    /// Where it stands.
    async fn state(&self) -> ContractChangeState {
        self.0.state
    }
    /// When it was proposed.
    async fn proposed_at(&self) -> DateTime<Utc> {
        self.0.proposed_at
    }
    /// When it was decided; null before.
    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.0.decided_at
    }
}

/// A dispute about a contract (争议).
pub struct ContractDispute(pub(super) DisputeRow);

#[Object]
impl ContractDispute {
    /// Which.
    async fn id(&self) -> &ContractDisputeId {
        &self.0.id
    }
    /// Who opened it.
    async fn side(&self) -> Side {
        self.0.side
    }
    /// About what.
    async fn reason_code(&self) -> DisputeReason {
        self.0.reason_code
    }
    /// What people call that.
    async fn reason_label(&self) -> &str {
        self.0.reason_code.label()
    }
    /// In their words.
    async fn claim(&self) -> &str {
        &self.0.claim
    }
    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.0.opened_at
    }
    /// The other side answers by this day.
    async fn answer_due_on(&self) -> Date {
        Date(self.0.answer_due_on)
    }
    /// Whether that day was counted in a year whose calendar is not published.
    async fn answer_due_is_estimated(&self) -> bool {
        self.0.answer_due_is_estimated
    }
    /// What the other side says; null before.
    async fn answer(&self) -> Option<&str> {
        self.0.answer.as_deref()
    }
    /// When; null before.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.0.answered_at
    }
    /// Whether the day passed without an answer.
    async fn is_silent(&self) -> bool {
        self.0.is_silent
    }
    /// Where it stands.
    async fn state(&self) -> DisputeState {
        self.0.state
    }
    /// How it ended, in words; null before.
    async fn outcome(&self) -> Option<&str> {
        self.0.outcome.as_deref()
    }
    /// When it ended; null before.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }
}
