//! Numbers about checks.

use crate::accounts;
use crate::moderation::entity::{ChangeState, Look};
use crate::moderation::kinds::KINDS;
use crate::moderation::reasons::Reason;
use crate::moderation::store;
use async_graphql::{Context, Object, SimpleObject};
use kernel::id::AccountId;
use kernel::{Actor, Role};
use platform::graphql::{Needs, Shown, context};

/// How many checks stand in a state.
#[derive(SimpleObject)]
pub struct ChangeStateCount {
    /// The state.
    state: ChangeState,
    /// How many.
    count: i64,
}

/// How often something went back for a reason.
#[derive(SimpleObject)]
pub struct ChangeReasonCount {
    /// The reason.
    code: Reason,
    /// In words.
    label: &'static str,
    /// How often.
    count: i64,
}

/// A kind of subject that is checked.
#[derive(SimpleObject)]
pub struct ChangeKind {
    /// The noun.
    name: &'static str,
    /// What people call it.
    label: &'static str,
}

/// Somebody checks can be given to.
#[derive(SimpleObject)]
pub struct Moderator {
    /// Which account.
    id: AccountId,
    /// The name they go by here.
    name: String,
}

/// Numbers about the checks in a moderator's region (审核统计).
#[derive(SimpleObject)]
pub struct ModerationFigures {
    /// How many stand where; states without any are left out.
    states: Vec<ChangeStateCount>,
    /// What waits for a decision, a second look included.
    open: i64,
    /// What should have been decided by now.
    overdue: i64,
    /// What the person has in hand.
    mine: i64,
    /// What a rule let pass and was drawn for a look.
    sampled: i64,
    /// How many were looked at twice: by two persons, or after a rule.
    looked_twice: i64,
    /// How many of those ended as the first look had it.
    agreed: i64,
    /// Why things went back, most often first.
    reasons: Vec<ChangeReasonCount>,
}

/// Reading numbers.
#[derive(Default)]
pub struct CheckFiguresQuery;

#[Object]
impl CheckFiguresQuery {
    /// Numbers about the checks in the moderator's region. Moderators only.
    #[graphql(guard = "Needs(&[Role::Moderator])", complexity = "50")]
    async fn moderation_figures(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<ModerationFigures> {
        let (db, request) = context(ctx);
        let found =
            store::figures::of(db.read(), &request.actor, db.clock().now()).await.shown()?;
        let (agreed, looked_twice) = found.agreement();
        let mut reasons: Vec<_> = found
            .reasons
            .iter()
            .map(|(code, count)| ChangeReasonCount {
                code: *code,
                label: code.label(),
                count: *count,
            })
            .collect();
        reasons.sort_by_key(|it| (-it.count, it.code));
        let open = found.standing(ChangeState::Waiting) + found.standing(ChangeState::SecondLook);
        let sampled = found.looked(Look::Open);
        let states = found.states.into_iter();
        Ok(ModerationFigures {
            states: states.map(|(state, count)| ChangeStateCount { state, count }).collect(),
            open,
            overdue: found.overdue,
            mine: found.mine,
            sampled,
            looked_twice,
            agreed,
            reasons,
        })
    }

    /// The kinds of subjects that are checked. Moderators only.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn change_kinds(&self) -> Vec<ChangeKind> {
        KINDS.iter().map(|it| ChangeKind { name: it.name, label: it.label }).collect()
    }

    /// Those whose regions meet the moderator's, the person who asks included. Moderators only.
    #[graphql(guard = "Needs(&[Role::Moderator])", complexity = "20")]
    async fn moderators(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Moderator>> {
        let (db, request) = context(ctx);
        let own = match &request.actor {
            Actor::Person { region, .. } => region.as_ref(),
            _ => None,
        };
        let all = accounts::moderators(db.read()).await.shown()?;
        let near = all.into_iter().filter(|it| match (own, &it.region_code) {
            (Some(own), Some(theirs)) => own.contains(theirs) || theirs.contains(own),
            _ => true,
        });
        Ok(near.map(|it| Moderator { id: it.id, name: it.display_name }).collect())
    }
}
