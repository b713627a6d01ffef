//! What a resolver finds in its context.

use crate::Db;
use crate::db::Cx;
use async_graphql::Context;
use futures::future::BoxFuture;
use kernel::id::{AccountId, SessionId};
use kernel::{Actor, Agent, Origin, Result};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

/// A cookie the answer sets; an empty value ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCookie {
    /// Its name.
    pub name: &'static str,
    /// Its value; empty removes it.
    pub value: String,
    /// How long it is kept, in seconds.
    pub max_age_seconds: i64,
}

/// Cookies that resolvers want set; written to the answer by the door.
#[derive(Debug, Clone, Default)]
pub struct CookieJar(Arc<Mutex<Vec<NewCookie>>>);

impl CookieJar {
    /// Sets a cookie on the answer.
    pub fn set(&self, name: &'static str, value: String, max_age_seconds: i64) {
        let cookie = NewCookie { name, value, max_age_seconds };
        self.0.lock().expect("no holder of this lock panics").push(cookie);
    }

    /// Takes what was set.
    pub fn take(&self) -> Vec<NewCookie> {
        std::mem::take(&mut *self.0.lock().expect("no holder of this lock panics"))
    }
}

/// Who asks, and with what.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// Who asks.
    pub actor: Actor,
    /// For the log and the audit.
    pub request_id: String,
    /// Where from, if known.
    pub ip: Option<IpAddr>,
    /// What the browser says it is.
    pub user_agent: Option<String>,
    /// The session the request belongs to.
    pub session: Option<SessionId>,
    /// Who may set up a second factor and do nothing else; the actor is then a visitor.
    pub limited: Option<AccountId>,
    /// The refresh token the browser sent.
    pub refresh_token: Option<String>,
    /// The number by which the browser is known again, as sent.
    pub device: Option<String>,
    /// Whether a browser asks: its tokens are in cookies and told nowhere else.
    pub is_browser: bool,
    /// Where resolvers put cookies.
    pub cookies: CookieJar,
}

impl RequestContext {
    /// A request of nobody, from inside: public pages.
    pub fn visitor(request_id: String) -> Self {
        Self {
            actor: Actor::Visitor,
            request_id,
            ip: None,
            user_agent: None,
            session: None,
            limited: None,
            refresh_token: None,
            device: None,
            is_browser: false,
            cookies: CookieJar::default(),
        }
    }

    /// Where a change that is made for this request comes from, for the audit log.
    pub fn origin(&self) -> Origin {
        Origin {
            request_id: Some(self.request_id.clone()),
            address: self.ip,
            agent: Agent::of(self.user_agent.as_deref().unwrap_or_default()),
        }
    }
}

/// The database and the request of a resolver.
pub fn context<'a>(ctx: &Context<'a>) -> (&'a Db, &'a RequestContext) {
    (ctx.data_unchecked::<Db>(), ctx.data_unchecked::<RequestContext>())
}

/// Runs an action as the caller.
///
/// # Errors
/// What the action answers.
pub async fn in_transaction<T, F>(ctx: &Context<'_>, change: F) -> Result<T>
where
    F: for<'c> FnOnce(&'c mut Cx) -> BoxFuture<'c, Result<T>>,
{
    let (db, request) = context(ctx);
    db.in_transaction_for(request.actor.clone(), request.origin(), change).await
}
