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

/// Only people of one of these roles may ask.
pub struct Needs(pub &'static [Role]);

impl Guard for Needs {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        let actor = &super::context(ctx).1.actor;
        let role = actor.role();
        if self.0.contains(&role) {
            Ok(())
        } else if role == Role::Visitor {
            Err(to_graphql(Error::Denied(Denied::Unauthenticated)))
        } else {
            Err(to_graphql(Error::Denied(Denied::Forbidden)))
        }
    }
}
