//! What people send to move a contract.

use super::super::entity::dispute::DisputeReason;
use super::super::terms::{TypedChange, TypedMilestone, TypedTerms};
use async_graphql::InputObject;
use kernel::clock::Date;
use kernel::id::{ContractDisputeId, ContractId, MilestoneId};

/// A milestone as it is typed.
#[derive(InputObject)]
pub struct MilestoneInput {
    /// 2 to 60 characters.
    title: String,
    /// In the term of the contract, and not before the one above it.
    due_on: Date,
    /// Ten-thousandths of the price; all add up to 10000.
    share_bp: i32,
}

/// Writes other terms.
#[derive(InputObject)]
pub struct ContractEditInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
    /// What is done, 10 to 5,000 characters.
    pub(super) subject: String,
    /// Where, 2 to 200 characters.
    place: String,
    /// From this day.
    starts_on: Date,
    /// To this day.
    ends_on: Date,
    /// A milestone is paid so many days after it is accepted, 0 to 60.
    payment_days: i32,
    /// What else is agreed, up to 5,000 characters.
    pub(super) other_terms: Option<String>,
    /// 1 to 12, in their order.
    milestones: Vec<MilestoneInput>,
}

impl ContractEditInput {
    pub(super) fn typed(self) -> TypedTerms {
        let milestones = self.milestones.into_iter().map(|it| TypedMilestone {
            title: it.title,
            due_on: it.due_on.0,
            share_bp: it.share_bp,
        });
        TypedTerms {
            subject: self.subject,
            place: self.place,
            starts_on: self.starts_on.0,
            ends_on: self.ends_on.0,
            payment_days: self.payment_days,
            other_terms: self.other_terms,
            milestones: milestones.collect(),
        }
    }
}

/// Signs a contract.
#[derive(InputObject)]
pub struct ContractSignInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
    /// SHA-256 of the text that was seen.
    pub(super) digest: String,
}

/// The day of a milestone that shall be another.
#[derive(InputObject)]
pub struct MilestoneDayInput {
    /// Which, counted from 1.
    number: i32,
    /// The day.
    due_on: Date,
}

/// Proposes a change; what is left out stays.
#[derive(InputObject)]
pub struct ContractChangeProposeInput {
    /// Of what.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
    /// Why, 4 to 500 characters.
    pub(super) reason: String,
    /// The whole price in yuan: 86000, 8.6万.
    price_yuan: Option<String>,
    /// To this day.
    ends_on: Option<Date>,
    /// Days of milestones that are not accepted.
    #[graphql(default)]
    due: Vec<MilestoneDayInput>,
    /// Whether the contract shall end as it is.
    #[graphql(default)]
    ends_now: bool,
}

impl ContractChangeProposeInput {
    pub(super) fn typed(&self) -> TypedChange {
        TypedChange {
            price_yuan: self.price_yuan.clone(),
            ends_on: self.ends_on.map(|it| it.0),
            due: self.due.iter().take(50).map(|it| (it.number, it.due_on.0)).collect(),
            ends_now: self.ends_now,
        }
    }
}

/// Opens a dispute.
#[derive(InputObject)]
pub struct ContractDisputeOpenInput {
    /// About what.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
    /// What it is about.
    pub(super) reason_code: DisputeReason,
    /// 10 to 2,000 characters.
    pub(super) claim: String,
}

/// Ends a dispute.
#[derive(InputObject)]
pub struct ContractDisputeEndInput {
    /// Which.
    pub(super) dispute_id: ContractDisputeId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
    /// Whether the two agreed; else it is taken back.
    pub(super) is_settled: bool,
    /// How, 2 to 500 characters.
    pub(super) outcome: String,
}

/// Gives a contract up.
#[derive(InputObject)]
pub struct ContractCancelInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
    /// Why, 4 to 500 characters; the other side reads it.
    pub(super) reason: String,
}

/// Hands a milestone over.
#[derive(InputObject)]
pub struct MilestoneSubmitInput {
    /// Which.
    pub(super) milestone_id: MilestoneId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
    /// What was done, 4 to 2,000 characters.
    pub(super) note: String,
}

/// Accepts a milestone.
#[derive(InputObject)]
pub struct MilestoneAcceptInput {
    /// Which.
    pub(super) milestone_id: MilestoneId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
}

/// Asks for mending.
#[derive(InputObject)]
pub struct MilestoneReturnInput {
    /// Which.
    pub(super) milestone_id: MilestoneId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
    /// What must be mended, 4 to 500 characters.
    pub(super) reason: String,
}

/// Says that a milestone was paid.
#[derive(InputObject)]
pub struct MilestonePayInput {
    /// Which.
    pub(super) milestone_id: MilestoneId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
}

/// Says that a payment has come.
#[derive(InputObject)]
pub struct MilestoneReceiveInput {
    /// Which.
    pub(super) milestone_id: MilestoneId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
}

/// Agrees to the open change.
#[derive(InputObject)]
pub struct ContractChangeAgreeInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
}

/// Refuses the open change.
#[derive(InputObject)]
pub struct ContractChangeRefuseInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
}

/// Takes the own open change back.
#[derive(InputObject)]
pub struct ContractChangeWithdrawInput {
    /// Which.
    pub(super) contract_id: ContractId,
    /// The one that was seen.
    pub(super) revision: i32,
}

/// Answers a dispute.
#[derive(InputObject)]
pub struct ContractDisputeAnswerInput {
    /// Which.
    pub(super) dispute_id: ContractDisputeId,
    /// The revision of the contract that was seen.
    pub(super) revision: i32,
    /// 4 to 2,000 characters, once.
    pub(super) answer: String,
}
