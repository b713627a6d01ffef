//! Who may do what with questions that were handed over.

use super::entity::{consultation, expert};
use kernel::id::AccountId;
use kernel::{Actor, Role};

/// Whether the actor keeps the desk: names experts, publishes answers.
pub(super) fn may_keep(actor: &Actor) -> bool {
    actor.role() == Some(Role::Moderator)
}

/// Whether the actor is this expert.
pub(super) fn is_expert(actor: &Actor, expert: &expert::Model) -> bool {
    actor.account_id() == Some(&expert.account_id)
}

/// Whether the actor may read a question in the workspace.
pub(super) fn may_read(
    actor: &Actor,
    row: &consultation::Model,
    own: Option<&expert::Model>,
) -> bool {
    may_keep(actor) || own.is_some_and(|it| row.expert_id.as_ref() == Some(&it.id))
}

/// Whether somebody may become an expert: they sign in with an account of their own.
pub(super) fn may_serve(account: Option<&AccountId>) -> bool {
    account.is_some()
}
