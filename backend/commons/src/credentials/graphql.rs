//! Credentials as GraphQL changes them.

use super::actions;
use crate::sessions::{Auth, limit, origin};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::Problem;
use platform::auth::Attempt;
use platform::graphql::{Public, SignedIn, context, split};

/// Whose password is forgotten.
#[derive(InputObject)]
pub struct PasswordResetRequestInput {
    /// Where they sign in.
    email: String,
}

/// How asking ended: the same for every address.
#[derive(SimpleObject)]
pub struct PasswordResetRequestPayload {
    /// Never any.
    problems: Vec<Problem>,
}

/// A new password, by a link.
#[derive(InputObject)]
pub struct PasswordResetInput {
    /// What stands in the link.
    token: String,
    /// The new one.
    password: String,
}

/// How setting a new password ended.
#[derive(SimpleObject)]
pub struct PasswordResetPayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// A new password, by the old one.
#[derive(InputObject)]
pub struct PasswordChangeInput {
    /// The present one.
    password: String,
    /// The new one.
    new_password: String,
}

/// How changing the password ended.
#[derive(SimpleObject)]
pub struct PasswordChangePayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// Another address to sign in with.
#[derive(InputObject)]
pub struct EmailChangeInput {
    /// The present password.
    password: String,
    /// The new address.
    new_email: String,
}

/// How asking for another address ended.
#[derive(SimpleObject)]
pub struct EmailChangePayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// A link that was sent to one of the two addresses.
#[derive(InputObject)]
pub struct EmailChangeConfirmInput {
    /// What stands in the link.
    token: String,
}

/// How confirming ended.
#[derive(SimpleObject)]
pub struct EmailChangeConfirmPayload {
    /// Whether both sides have confirmed, so that the address is changed.
    is_changed: bool,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Passwords and addresses.
#[derive(Default)]
pub struct CredentialMutation;

#[Object]
impl CredentialMutation {
    /// Sends a link to a new password, when the address has an account. The answer is the same
    /// in any case.
    #[graphql(guard = "Public")]
    async fn password_reset_request(
        &self,
        ctx: &Context<'_>,
        input: PasswordResetRequestInput,
    ) -> async_graphql::Result<PasswordResetRequestPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::Mail(origin(request)))?;
        let asked = actions::request_reset(db, auth, request.origin(), &input.email).await;
        let (_, problems) = split(asked)?;
        Ok(PasswordResetRequestPayload { problems })
    }

    /// Sets a new password by a link. All devices are signed out.
    #[graphql(guard = "Public")]
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        input: PasswordResetInput,
    ) -> async_graphql::Result<PasswordResetPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = actions::reset(db, auth, request.origin(), &input.token, input.password).await;
        let (_, problems) = split(done)?;
        Ok(PasswordResetPayload { problems })
    }

    /// Changes the caller's password. The other devices are signed out.
    #[graphql(guard = "SignedIn")]
    async fn password_change(
        &self,
        ctx: &Context<'_>,
        input: PasswordChangeInput,
    ) -> async_graphql::Result<PasswordChangePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let caller = (request.actor.clone(), request.origin(), request.session.clone());
        let (old, new) = (input.password, input.new_password);
        let (_, problems) = split(actions::change_password(db, auth, caller, old, new).await)?;
        Ok(PasswordChangePayload { problems })
    }

    /// Asks for another address to sign in with. The old and the new one both get a link.
    #[graphql(guard = "SignedIn")]
    async fn email_change(
        &self,
        ctx: &Context<'_>,
        input: EmailChangeInput,
    ) -> async_graphql::Result<EmailChangePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::Mail(origin(request)))?;
        let caller = (request.actor.clone(), request.origin());
        let asked = actions::change_email(db, auth, caller, input.password, &input.new_email).await;
        let (_, problems) = split(asked)?;
        Ok(EmailChangePayload { problems })
    }

    /// Opens the link that was sent to one of the two addresses.
    #[graphql(guard = "Public")]
    async fn email_change_confirm(
        &self,
        ctx: &Context<'_>,
        input: EmailChangeConfirmInput,
    ) -> async_graphql::Result<EmailChangeConfirmPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = actions::confirm_email(db, auth, request.origin(), &input.token).await;
        let (is_changed, problems) = split(done)?;
        Ok(EmailChangeConfirmPayload { is_changed: is_changed.unwrap_or(false), problems })
    }
}
