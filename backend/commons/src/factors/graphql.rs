//! Second factors as GraphQL shows and changes them.

use super::actions::{self, Factors};
use super::passkey_entity;
use crate::sessions::{Auth, limit, origin};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, PasskeyId};
use kernel::{Actor, Denied, Origin, Problem, Role};
use platform::auth::Attempt;
use platform::graphql::{
    Needs, RequestContext, SettingUp, Shown, SignedIn, context, in_transaction, split,
};

/// A passkey of the person.
pub struct Passkey(passkey_entity::Model);

#[Object]
impl Passkey {
    /// Which.
    async fn id(&self) -> &PasskeyId {
        &self.0.id
    }
    /// What its owner calls it.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When it was last used; null when it never was.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }
}

/// The second factors of the person.
pub struct SecondFactors(Factors);

#[Object]
impl SecondFactors {
    /// Since when an app is bound; null without one.
    async fn totp_since(&self) -> Option<DateTime<Utc>> {
        self.0.totp_since
    }
    /// Recovery codes that are still good.
    async fn recovery_codes_left(&self) -> i32 {
        i32::try_from(self.0.recovery_codes_left).unwrap_or(0)
    }
    /// The passkeys, oldest first.
    async fn passkeys(&self) -> Vec<Passkey> {
        self.0.passkeys.iter().cloned().map(Passkey).collect()
    }
    /// Whether this site can have passkeys: browsers make none for a bare number.
    async fn can_have_passkeys(&self, ctx: &Context<'_>) -> bool {
        ctx.data_unchecked::<Auth>().passkeys.is_some()
    }
}

/// Reading one's own second factors.
#[derive(Default)]
pub struct FactorQuery;

#[Object]
impl FactorQuery {
    /// The second factors of the caller.
    #[graphql(guard = "SettingUp")]
    async fn second_factors(&self, ctx: &Context<'_>) -> async_graphql::Result<SecondFactors> {
        let (db, request) = context(ctx);
        let id = request.limited.as_ref().or(request.actor.account_id());
        let id = id.ok_or(Denied::Unauthenticated).shown()?;
        Ok(SecondFactors(actions::list(db, id).await.shown()?))
    }
}

/// Proves again who asks.
#[derive(InputObject)]
pub struct TotpStartInput {
    /// The present password; not needed in a session that can only set up a factor.
    password: Option<String>,
}

/// An app that waits for its first code.
#[derive(SimpleObject)]
pub struct TotpStart {
    /// For typing into the app.
    secret: String,
    /// The address the app reads.
    address: String,
    /// The same as a picture, in SVG.
    qr_svg: String,
}

/// How starting an app ended.
#[derive(SimpleObject)]
pub struct TotpStartPayload {
    /// What the app is shown, once.
    totp: Option<TotpStart>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// The first code of an app.
#[derive(InputObject)]
pub struct TotpConfirmInput {
    /// Six digits.
    code: String,
}

/// How binding an app ended.
#[derive(SimpleObject)]
pub struct TotpConfirmPayload {
    /// With the first factor, ten codes for the day it is lost, shown once.
    recovery_codes: Vec<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Proves again who asks.
#[derive(InputObject)]
pub struct TotpRemoveInput {
    /// The present password.
    password: String,
}

/// How unbinding the app ended.
#[derive(SimpleObject)]
pub struct TotpRemovePayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// Proves again who asks.
#[derive(InputObject)]
pub struct RecoveryCodesRenewInput {
    /// The present password.
    password: String,
}

/// How renewing ended.
#[derive(SimpleObject)]
pub struct RecoveryCodesRenewPayload {
    /// Ten new codes, shown once.
    recovery_codes: Vec<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Proves again who asks.
#[derive(InputObject)]
pub struct PasskeyStartInput {
    /// The present password; not needed in a session that can only set up a factor.
    password: Option<String>,
}

/// How asking for a passkey ended.
#[derive(SimpleObject)]
pub struct PasskeyStartPayload {
    /// Names it when it is finished.
    token: Option<String>,
    /// JSON for `navigator.credentials.create`.
    options: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// A new passkey.
#[derive(InputObject)]
pub struct PasskeyFinishInput {
    /// As it was started.
    token: String,
    /// What to call it.
    name: String,
    /// JSON of what `navigator.credentials.create` gave.
    credential: String,
}

/// How adding a passkey ended.
#[derive(SimpleObject)]
pub struct PasskeyFinishPayload {
    /// With the first factor, ten codes for the day it is lost, shown once.
    recovery_codes: Vec<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Another name for a passkey.
#[derive(InputObject)]
pub struct PasskeyRenameInput {
    /// One of the caller's own.
    passkey_id: PasskeyId,
    /// What to call it.
    name: String,
}

/// How renaming ended.
#[derive(SimpleObject)]
pub struct PasskeyRenamePayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// Which passkey to remove.
#[derive(InputObject)]
pub struct PasskeyRemoveInput {
    /// One of the caller's own.
    passkey_id: PasskeyId,
    /// The present password.
    password: String,
}

/// How removing ended.
#[derive(SimpleObject)]
pub struct PasskeyRemovePayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// Whose second factors to take away.
#[derive(InputObject)]
pub struct SecondFactorResetInput {
    /// Where somebody else signs in.
    email: String,
    /// How the person was known again, 4 to 200 characters; kept in the audit log.
    proof: String,
}

/// How resetting ended.
#[derive(SimpleObject)]
pub struct SecondFactorResetPayload {
    /// What to mend.
    problems: Vec<Problem>,
}

/// Who asks, as the actions take it.
fn asked(request: &RequestContext) -> (Actor, Option<AccountId>, Origin) {
    (request.actor.clone(), request.limited.clone(), request.origin())
}

/// Setting up and removing second factors.
#[derive(Default)]
pub struct FactorMutation;

#[Object]
impl FactorMutation {
    /// Starts an authenticator app.
    #[graphql(guard = "SettingUp")]
    async fn totp_start(
        &self,
        ctx: &Context<'_>,
        input: TotpStartInput,
    ) -> async_graphql::Result<TotpStartPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let started = match actions::owner(db, auth, asked(request), input.password).await {
            Ok(owner) => actions::start_totp(db, owner).await,
            Err(error) => Err(error),
        };
        let (started, problems) = split(started)?;
        let totp = started.map(|it| TotpStart {
            secret: it.secret,
            address: it.address,
            qr_svg: it.qr_svg,
        });
        Ok(TotpStartPayload { totp, problems })
    }

    /// Binds the app by its first code.
    #[graphql(guard = "SettingUp")]
    async fn totp_confirm(
        &self,
        ctx: &Context<'_>,
        input: TotpConfirmInput,
    ) -> async_graphql::Result<TotpConfirmPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = actions::confirm_totp(db, auth, asked(request), input.code).await;
        let (codes, problems) = split(done)?;
        Ok(TotpConfirmPayload { recovery_codes: codes.unwrap_or_default(), problems })
    }

    /// Unbinds the app.
    #[graphql(guard = "SignedIn")]
    async fn totp_remove(
        &self,
        ctx: &Context<'_>,
        input: TotpRemoveInput,
    ) -> async_graphql::Result<TotpRemovePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = match actions::owner(db, auth, asked(request), Some(input.password)).await {
            Ok(owner) => actions::remove_totp(db, auth, owner).await,
            Err(error) => Err(error),
        };
        Ok(TotpRemovePayload { problems: split(done)?.1 })
    }

    /// Puts ten new recovery codes in place of all old ones.
    #[graphql(guard = "SignedIn")]
    async fn recovery_codes_renew(
        &self,
        ctx: &Context<'_>,
        input: RecoveryCodesRenewInput,
    ) -> async_graphql::Result<RecoveryCodesRenewPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = match actions::owner(db, auth, asked(request), Some(input.password)).await {
            Ok(owner) => actions::renew_codes(db, auth, owner).await,
            Err(error) => Err(error),
        };
        let (codes, problems) = split(done)?;
        Ok(RecoveryCodesRenewPayload { recovery_codes: codes.unwrap_or_default(), problems })
    }

    /// Asks the browser for a new passkey.
    #[graphql(guard = "SettingUp")]
    async fn passkey_start(
        &self,
        ctx: &Context<'_>,
        input: PasskeyStartInput,
    ) -> async_graphql::Result<PasskeyStartPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let started = match actions::owner(db, auth, asked(request), input.password).await {
            Ok(owner) => actions::start_passkey(db, auth, owner).await,
            Err(error) => Err(error),
        };
        let (started, problems) = split(started)?;
        let (token, options) = started.map(|it| (it.token, it.options)).unzip();
        Ok(PasskeyStartPayload { token, options, problems })
    }

    /// Keeps a new passkey.
    #[graphql(guard = "SettingUp")]
    async fn passkey_finish(
        &self,
        ctx: &Context<'_>,
        input: PasskeyFinishInput,
    ) -> async_graphql::Result<PasskeyFinishPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let made = (input.token, input.name, input.credential);
        let (codes, problems) =
            split(actions::finish_passkey(db, auth, asked(request), made).await)?;
        Ok(PasskeyFinishPayload { recovery_codes: codes.unwrap_or_default(), problems })
    }

    /// Gives one of the caller's passkeys another name.
    #[graphql(guard = "SignedIn")]
    async fn passkey_rename(
        &self,
        ctx: &Context<'_>,
        input: PasskeyRenameInput,
    ) -> async_graphql::Result<PasskeyRenamePayload> {
        let done = in_transaction(ctx, |cx| {
            Box::pin(
                async move { actions::rename_passkey(cx, &input.passkey_id, &input.name).await },
            )
        });
        Ok(PasskeyRenamePayload { problems: split(done.await)?.1 })
    }

    /// Removes one of the caller's passkeys.
    #[graphql(guard = "SignedIn")]
    async fn passkey_remove(
        &self,
        ctx: &Context<'_>,
        input: PasskeyRemoveInput,
    ) -> async_graphql::Result<PasskeyRemovePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let done = match actions::owner(db, auth, asked(request), Some(input.password)).await {
            Ok(owner) => actions::remove_passkey(db, auth, owner, input.passkey_id).await,
            Err(error) => Err(error),
        };
        Ok(PasskeyRemovePayload { problems: split(done)?.1 })
    }

    /// Takes every second factor of somebody away who has lost them, and signs them out.
    #[graphql(guard = "Needs(&[Role::SecurityAdministrator])")]
    async fn second_factor_reset(
        &self,
        ctx: &Context<'_>,
        input: SecondFactorResetInput,
    ) -> async_graphql::Result<SecondFactorResetPayload> {
        let done = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::reset(cx, &input.email, &input.proof).await })
        });
        Ok(SecondFactorResetPayload { problems: split(done.await)?.1 })
    }
}
