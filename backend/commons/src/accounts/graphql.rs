//! Accounts as GraphQL shows them.

use super::actions::{self, SignedIn as Welcomed};
use super::entity::Model;
use super::sign_in::Auth;
use super::store;
use crate::organisations::{Organisation, OrganisationOf, Place};
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::{AccountId, OrganisationId};
use kernel::{Actor, Denied, Error, Member, MemberRole, Problem, Role};
use platform::Db;
use platform::auth::Attempt;
use platform::auth::token::ACCESS_MINUTES;
use platform::graphql::{Public, RequestContext, Shown, SignedIn, context, split};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};

/// The cookie of the access token.
pub const ACCESS_COOKIE: &str = "gb_access";
/// The cookie of the refresh token.
pub const REFRESH_COOKIE: &str = "gb_refresh";

/// The person who asks, and for whom they act.
pub struct Viewer {
    account: Model,
    member: Option<Member>,
}

#[Object]
impl Viewer {
    /// Which account.
    async fn id(&self) -> &AccountId {
        &self.account.id
    }
    /// Where they sign in.
    async fn email(&self) -> &str {
        &self.account.email
    }
    /// What others see.
    async fn display_name(&self) -> &str {
        &self.account.display_name
    }
    /// What they may do at all.
    async fn role(&self) -> Role {
        self.account.role
    }
    /// The organisation they act for; null for staff without one.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let Some(member) = &self.member else { return Ok(None) };
        let key = OrganisationOf(member.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// What they may do inside it; null for staff without one.
    async fn member_role(&self) -> Option<MemberRole> {
        self.member.as_ref().map(|it| it.role)
    }
    /// Where a moderator decides or a regulator looks; null for others.
    async fn region(&self) -> Option<Place> {
        self.account.region_code.clone().map(|code| Place { code })
    }
    /// Whether the link that was sent to the address has been opened.
    async fn is_email_confirmed(&self) -> bool {
        self.account.email_confirmed_at.is_some()
    }
}

/// Key of the loader of people's names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AccountNameOf(pub AccountId);

impl Loader<AccountNameOf> for Db {
    type Value = String;
    type Error = async_graphql::Error;

    async fn load(
        &self,
        keys: &[AccountNameOf],
    ) -> Result<HashMap<AccountNameOf, String>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let names = store::names_of(self.read(), &ids).await.shown()?;
        Ok(names.into_iter().map(|(id, name)| (AccountNameOf(id), name)).collect())
    }
}

/// Reading one's own account.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The person who asks; null when nobody is signed in.
    #[graphql(guard = "Public")]
    async fn viewer(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Viewer>> {
        let (db, request) = context(ctx);
        let Some(id) = request.actor.account_id() else { return Ok(None) };
        let member = request.actor.member().cloned();
        let found = store::find(db.read(), id).await.shown()?;
        Ok(found.map(|account| Viewer { account, member }))
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

/// How signing in ended.
#[derive(SimpleObject)]
pub struct SessionSignInPayload {
    /// Signed in; null when there are problems.
    viewer: Option<Viewer>,
    /// For programs; browsers use the cookie.
    access_token: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How refreshing ended.
#[derive(SimpleObject)]
pub struct SessionRefreshPayload {
    /// Still signed in.
    viewer: Option<Viewer>,
    /// For programs; browsers use the cookie.
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
    /// For programs; browsers use the cookie.
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

/// Signing in and out.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Signs a person in. Wrong address, wrong password, an address not confirmed
    /// and a locked account answer the same.
    #[graphql(guard = "Public")]
    async fn session_sign_in(
        &self,
        ctx: &Context<'_>,
        input: SessionSignInInput,
    ) -> async_graphql::Result<SessionSignInPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        limit(auth, Attempt::SignIn(address(request)))?;
        let answer =
            actions::sign_in(db, auth, &request.request_id, &input.email, input.password).await;
        let (viewer, access_token, problems) = welcome(auth, request, answer)?;
        Ok(SessionSignInPayload { viewer, access_token, problems })
    }

    /// Gives the next pair of tokens for the refresh token in the cookie, once.
    #[graphql(guard = "Public")]
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<SessionRefreshPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let token = request.refresh_token.as_deref().ok_or(Denied::Unauthenticated).shown()?;
        let answer = actions::refresh(db, auth, &request.request_id, token).await;
        let (viewer, access_token, problems) = welcome(auth, request, answer)?;
        Ok(SessionRefreshPayload { viewer, access_token, problems })
    }

    /// Acts for another organisation of the person on this device, with a new pair of tokens.
    #[graphql(guard = "SignedIn")]
    async fn session_act_for(
        &self,
        ctx: &Context<'_>,
        input: SessionActForInput,
    ) -> async_graphql::Result<SessionActForPayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let token = request.refresh_token.as_deref().ok_or(Denied::Unauthenticated).shown()?;
        let who = (request.actor.clone(), request.request_id.as_str());
        let answer = actions::act_for(db, auth, who, token, input.organisation_id).await;
        let (viewer, access_token, problems) = welcome(auth, request, answer)?;
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
            actions::sign_out(db, actor, &request.request_id, token).await.shown()?;
        }
        request.cookies.set(ACCESS_COOKIE, String::new(), 0);
        request.cookies.set(REFRESH_COOKIE, String::new(), 0);
        Ok(SessionSignOutPayload { problems: Vec::new() })
    }
}

fn address(request: &RequestContext) -> IpAddr {
    request.ip.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

fn limit(auth: &Auth, attempt: Attempt<'_>) -> async_graphql::Result<()> {
    auth.rates.check(attempt).map_err(Error::from).shown()
}

type Welcome = (Option<Viewer>, Option<String>, Vec<Problem>);

/// Puts the tokens where the browser keeps them, out of reach of scripts.
fn welcome(
    auth: &Auth,
    request: &RequestContext,
    answer: kernel::Result<Welcomed>,
) -> async_graphql::Result<Welcome> {
    let (signed_in, problems) = split(answer)?;
    let Some(it) = signed_in else { return Ok((None, None, problems)) };
    let session_seconds = i64::try_from(auth.session_time.as_secs()).unwrap_or(i64::MAX);
    request.cookies.set(ACCESS_COOKIE, it.access_token.clone(), ACCESS_MINUTES * 60);
    request.cookies.set(REFRESH_COOKIE, it.refresh_token.reveal(), session_seconds);
    let viewer = Viewer { account: it.account, member: it.actor.member().cloned() };
    Ok((Some(viewer), Some(it.access_token), problems))
}
