//! Ending the sessions of somebody else: a device was lost, or somebody else is signed in as them.

use super::actions::end_all;
use super::rules::SessionProblem;
use crate::accounts;
use crate::audit::{self, Recorded};
use crate::mails::{self, About};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::text::is_long;
use kernel::{Problem, Result, Role};
use platform::Cx;
use platform::graphql::{Needs, in_transaction, split};
use serde_json::json;

/// Ends every session of somebody else and tells them; answers how many there were. The guard has
/// let a security administrator in; nobody acts on their own account.
///
/// # Errors
/// A problem when there is no such account, it is one's own, or nothing is said.
async fn end_all_of(cx: &mut Cx, email: &str, reason: &str) -> Result<u64> {
    let email = accounts::rules::parse_email(email).unwrap_or_default();
    let found = accounts::find_by_email(&cx.tx, &email).await?;
    let account = found.ok_or(SessionProblem::NoAccount)?;
    if cx.actor.account_id() == Some(&account.id) {
        return Err(SessionProblem::NotOneself.into());
    }
    if !is_long(reason, 4..=200) {
        return Err(SessionProblem::ReasonLength.into());
    }
    let ended = end_all(cx, &account.id).await?;
    let recorded = Recorded {
        action: "sessions.end_all_of",
        subject_kind: "account",
        subject_id: account.id.as_str(),
        before: None,
        after: Some(json!({ "ended": ended, "reason": reason.trim() })),
    };
    audit::record(cx, recorded).await?;
    mails::enqueue(cx, About::SessionsEnded(&account.id)).await?;
    Ok(ended)
}

/// Whose sessions to end.
#[derive(InputObject)]
pub struct SessionEndAllOfInput {
    /// Where somebody else signs in.
    email: String,
    /// Why, 4 to 200 characters; kept in the audit log.
    reason: String,
}

/// How ending them ended.
#[derive(SimpleObject)]
pub struct SessionEndAllOfPayload {
    /// How many there were; null when there are problems.
    ended: Option<i32>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Ending sessions of others.
#[derive(Default)]
pub struct SessionSupervisionMutation;

#[Object]
impl SessionSupervisionMutation {
    /// Ends every session of somebody else, who is told by mail. Security administrators.
    #[graphql(guard = "Needs(&[Role::SecurityAdministrator])")]
    async fn session_end_all_of(
        &self,
        ctx: &Context<'_>,
        input: SessionEndAllOfInput,
    ) -> async_graphql::Result<SessionEndAllOfPayload> {
        let done = in_transaction(ctx, |cx| {
            Box::pin(async move { end_all_of(cx, &input.email, &input.reason).await })
        });
        let (ended, problems) = split(done.await)?;
        let ended = ended.map(|it| i32::try_from(it).unwrap_or(i32::MAX));
        Ok(SessionEndAllOfPayload { ended, problems })
    }
}
