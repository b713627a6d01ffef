//! Guards answer "which role at all", early; the action answers "this one".

use super::errors::to_graphql;
use async_graphql::{Context, Guard};
use kernel::{Denied, Error, Role};

/// Anybody may ask, signed in or not. Written so that no root field is without a guard.
pub struct Public;

impl Guard for Public {
    async fn check(&self, _: &Context<'_>) -> async_graphql::Result<()> {
        Ok(())
    }
}

/// Everybody who is signed in may ask, as whatever.
pub struct SignedIn;

impl Guard for SignedIn {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        match super::context(ctx).1.actor.account_id() {
            Some(_) => Ok(()),
            None => Err(to_graphql(Error::Denied(Denied::Unauthenticated))),
        }
    }
}

/// Only people of one of these roles may ask.
pub struct Needs(pub &'static [Role]);

impl Guard for Needs {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        let actor = &super::context(ctx).1.actor;
        let role = actor.role();
        if role.is_some_and(|it| self.0.contains(&it)) {
            Ok(())
        } else if role == Some(Role::Visitor) {
            Err(to_graphql(Error::Denied(Denied::Unauthenticated)))
        } else {
            Err(to_graphql(Error::Denied(Denied::Forbidden)))
        }
    }
}
