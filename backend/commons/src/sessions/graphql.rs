//! Sessions as GraphQL shows them.

use super::actions::{self, Caller, SignedIn, Step};
use super::auth::Auth;
use super::second_step;
use super::store::SessionRow;
use crate::accounts::Viewer;
use crate::factors::{Shown, Ticket};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{OrganisationId, SessionId};
use kernel::{Actor, Denied, Error, Problem};
use platform::auth::Attempt;
use platform::auth::token::ACCESS_MINUTES;
use platform::graphql::{
    Public, RequestContext, Shown as _, SignedIn as SignedInGuard, context, in_transaction, split,
};
use std::net::{IpAddr, Ipv4Addr};

/// The cookie of the access token.
pub const ACCESS_COOKIE: &str = "gb_access";
/// The cookie of the refresh token.
pub const REFRESH_COOKIE: &str = "gb_refresh";
/// The cookie by which a browser is known again; outlives its sessions.
pub const DEVICE_COOKIE: &str = "gb_device";

/// How long a browser is known again, in seconds: 400 days, the longest browsers keep a cookie.
const DEVICE_SECONDS: i64 = 400 * 86_400;

/// A device on which the person is signed in.
pub struct Session {
    row: SessionRow,
    is_current: bool,
}

#[Object]
impl Session {
    /// Which session.
    async fn id(&self) -> &SessionId {
        &self.row.id
    }
    /// What device it is, in plain words.
    async fn device(&self) -> &str {
        &self.row.device
    }
    /// The address it was last seen at; null when it is not known.
    async fn address(&self) -> Option<&str> {
        self.row.address.as_deref()
    }
    /// When the person signed in.
    async fn signed_in_at(&self) -> DateTime<Utc> {
        self.row.began_at
    }
    /// When it was last used, to a quarter of an hour.
    async fn last_used_at(&self) -> DateTime<Utc> {
        self.row.last_used_at
    }
    /// Whether it is the one that asks.
    async fn is_current(&self) -> bool {
        self.is_current
    }
}

/// Reading one's own sessions.
#[derive(Default)]
pub struct SessionQuery;

#[Object]
impl SessionQuery {
    /// The devices on which the caller is signed in, the last used first.
    #[graphql(guard = "SignedInGuard")]
    async fn sessions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Session>> {
        let (db, request) = context(ctx);
        let rows = actions::list(db, &request.actor).await.shown()?;
        let current = request.session.as_ref();
        let shown =
            rows.into_iter().map(|row| Session { is_current: current == Some(&row.id), row });
        Ok(shown.collect())
    }
}

/// What a person types to sign in.
#[derive(InputObject)]
pub struct SessionSignInInput {
    /// As registered.
    email: String,
    /// As chosen.
    password: String,
}

/// What is asked for the second step.
#[derive(SimpleObject)]
pub struct SecondStep {
    /// Names this second step.
    token: String,
    /// Whether a code of an app is taken.
    has_totp: bool,
    /// JSON for `navigator.credentials.get`; null when no passkey is taken.
    passkey_options: Option<String>,
    /// When the password is asked again.
    expires_at: DateTime<Utc>,
}

impl From<Ticket> for SecondStep {
    fn from(it: Ticket) -> Self {
        Self {
            token: it.token,
            has_totp: it.has_totp,
            passkey_options: it.passkey_options,
            expires_at: it.expires_at,
        }
    }
}

/// The answer to a second step: exactly one of the three.
#[derive(InputObject)]
pub struct SessionConfirmInput {
    /// As the first step named it.
    token: String,
    /// Six digits of the app.
    code: Option<String>,
    /// One of the ten recovery codes.
    recovery_code: Option<String>,
    /// JSON of what `navigator.credentials.get` gave.
    passkey: Option<String>,
}

/// How the second step ended.
#[derive(SimpleObject)]
pub struct SessionConfirmPayload {
    /// Signed in; null when there are problems.
    viewer: Option<Viewer>,
    /// For programs; null for browsers, which have it in a cookie that no script reads.
    access_token: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How signing in ended.
#[derive(SimpleObject)]
pub struct SessionSignInPayload {
    /// Signed in; null when there are problems, or a second step is asked for.
    viewer: Option<Viewer>,
    /// What is asked for the second step; null when there is none.
    second_step: Option<SecondStep>,
    /// For programs; null for browsers, which have it in a cookie that no script reads.
    access_token: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How refreshing ended.
#[derive(SimpleObject)]
pub struct SessionRefreshPayload {
    /// Still signed in.
    viewer: Option<Viewer>,
    /// For programs; null for browsers, which have it in a cookie that no script reads.
    access_token: Option<String>,
    /// Never any: a token that is good for nothing is UNAUTHENTICATED.
    problems: Vec<Problem>,
}

/// Chooses the organisation to act for.
#[derive(InputObject)]
pub struct SessionActForInput {
    /// One the person belongs to.
    organisation_id: OrganisationId,
}

/// How choosing ended.
#[derive(SimpleObject)]
pub struct SessionActForPayload {
    /// Acting for it; null when there are problems.
    viewer: Option<Viewer>,
    /// For programs; null for browsers, which have it in a cookie that no script reads.
    access_token: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How signing out ended.
#[derive(SimpleObject)]
pub struct SessionSignOutPayload {
    /// Never any.
    problems: Vec<Problem>,
}

/// Which session to end.
#[derive(InputObject)]
pub struct SessionEndInput {
    /// One of the caller's own.
    session_id: SessionId,
}

/// How ending a session ended.
#[derive(SimpleObject)]
pub struct SessionEndPayload {
    /// The one that ended; it gets no new tokens, and its present one ends within a quarter of
    /// an hour.
    session: Option<Session>,
    /// Never any.
    problems: Vec<Problem>,
}

/// How ending the other sessions ended.
#[derive(SimpleObject)]
pub struct SessionEndOthersPayload {
    /// How many ended.
    ended: i32,
    /// Never any.
    problems: Vec<Problem>,
}

/// Signing in and out, on this device and others.
#[derive(Default)]
pub struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Signs a person in. Wrong address, wrong password and locked address answer the same.
    #[graphql(guard = "Public")]
    async fn session_sign_in(
        &self,
        ctx: &Context<'_>,
        input: SessionSignInInput,
    ) -> async_graphql::Result<SessionSignInPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let caller = Caller::of(request);
        let answer = actions::sign_in(db, auth, caller, &input.email, input.password).await;
        let answer = match answer {
            Ok(Step::In(signed_in)) => Ok(*signed_in),
            Ok(Step::Second(ticket)) => {
                return Ok(SessionSignInPayload {
                    viewer: None,
                    second_step: Some(ticket.into()),
                    access_token: None,
                    problems: Vec::new(),
                });
            }
            Err(error) => Err(error),
        };
        let (viewer, access_token, problems) = greet(request, answer)?;
        Ok(SessionSignInPayload { viewer, second_step: None, access_token, problems })
    }

    /// Ends a sign-in by its second step.
    #[graphql(guard = "Public")]
    async fn session_confirm(
        &self,
        ctx: &Context<'_>,
        input: SessionConfirmInput,
    ) -> async_graphql::Result<SessionConfirmPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(origin(request)))?;
        let shown = match (input.code, input.recovery_code, input.passkey) {
            (Some(code), None, None) => Shown::Code(code),
            (None, Some(code), None) => Shown::Recovery(code),
            (None, None, Some(json)) => Shown::Passkey(json),
            _ => {
                let text = "one of code, recoveryCode and passkey".to_owned();
                return Err(Denied::BadInput(text)).shown();
            }
        };
        let caller = Caller::of(request);
        let answer = second_step::confirm(db, auth, caller, &input.token, shown).await;
        let (viewer, access_token, problems) = greet(request, answer)?;
        Ok(SessionConfirmPayload { viewer, access_token, problems })
    }

    /// Gets the next pair of tokens for the refresh token in the cookie, once.
    #[graphql(guard = "Public")]
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<SessionRefreshPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let token = request.refresh_token.as_deref().ok_or(Denied::Unauthenticated).shown()?;
        let answer = actions::refresh(db, auth, Caller::of(request), token).await;
        let (viewer, access_token, problems) = greet(request, answer)?;
        Ok(SessionRefreshPayload { viewer, access_token, problems })
    }

    /// Acts for another organisation of the person on this device, with a new pair of tokens.
    #[graphql(guard = "SignedInGuard")]
    async fn session_act_for(
        &self,
        ctx: &Context<'_>,
        input: SessionActForInput,
    ) -> async_graphql::Result<SessionActForPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let token = request.refresh_token.as_deref().ok_or(Denied::Unauthenticated).shown()?;
        let who = (request.actor.clone(), Caller::of(request));
        let answer = actions::act_for(db, auth, who, token, input.organisation_id).await;
        let (viewer, access_token, problems) = greet(request, answer)?;
        Ok(SessionActForPayload { viewer, access_token, problems })
    }

    /// Signs out on this device.
    #[graphql(guard = "Public")]
    async fn session_sign_out(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<SessionSignOutPayload> {
        let (db, request) = context(ctx);
        if let Some(token) = &request.refresh_token {
            let actor: Actor = request.actor.clone();
            actions::sign_out(db, actor, request.origin(), token).await.shown()?;
        }
        request.cookies.set(ACCESS_COOKIE, String::new(), 0);
        request.cookies.set(REFRESH_COOKIE, String::new(), 0);
        Ok(SessionSignOutPayload { problems: Vec::new() })
    }

    /// Signs out on one of the caller's devices.
    #[graphql(guard = "SignedInGuard")]
    async fn session_end(
        &self,
        ctx: &Context<'_>,
        input: SessionEndInput,
    ) -> async_graphql::Result<SessionEndPayload> {
        let current = context(ctx).1.session.clone();
        let ended = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::end(cx, &input.session_id).await })
        });
        let (row, problems) = split(ended.await)?;
        let session = row.map(|row| Session { is_current: current.as_ref() == Some(&row.id), row });
        Ok(SessionEndPayload { session, problems })
    }

    /// Signs out on all devices of the caller but this one.
    #[graphql(guard = "SignedInGuard")]
    async fn session_end_others(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<SessionEndOthersPayload> {
        let kept = context(ctx).1.session.clone();
        let ended = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::end_others(cx, kept.as_ref()).await })
        });
        let (count, problems) = split(ended.await)?;
        let ended = i32::try_from(count.unwrap_or(0)).unwrap_or(i32::MAX);
        Ok(SessionEndOthersPayload { ended, problems })
    }
}

impl Caller {
    /// Where a request comes from.
    pub fn of(request: &RequestContext) -> Self {
        Self {
            origin: request.origin(),
            user_agent: request.user_agent.clone(),
            device: request.device.clone(),
            refresh_token: request.refresh_token.clone(),
        }
    }
}

/// The address a request is counted by.
pub fn origin(request: &RequestContext) -> IpAddr {
    request.ip.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Counts an attempt.
pub fn limit(auth: &Auth, attempt: Attempt<'_>) -> async_graphql::Result<()> {
    auth.rates.check(attempt).map_err(Error::from).shown()
}

/// The person, the token for programs, what to mend.
type Welcome = (Option<Viewer>, Option<String>, Vec<Problem>);

/// Puts the tokens where the browser keeps them, out of reach of scripts.
fn greet(
    request: &RequestContext,
    answer: kernel::Result<SignedIn>,
) -> async_graphql::Result<Welcome> {
    let (signed_in, problems) = split(answer)?;
    let Some(it) = signed_in else { return Ok((None, None, problems)) };
    request.cookies.set(ACCESS_COOKIE, it.access_token.clone(), ACCESS_MINUTES * 60);
    request.cookies.set(REFRESH_COOKIE, it.refresh_token.reveal(), it.refresh_seconds);
    if let Some(device) = it.device {
        request.cookies.set(DEVICE_COOKIE, device, DEVICE_SECONDS);
    }
    let viewer = Viewer::new(it.account, it.actor.member().cloned());
    let told = Some(it.access_token).filter(|_| !request.is_browser);
    Ok((Some(viewer), told, problems))
}
