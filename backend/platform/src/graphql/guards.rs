//! Guards answer "which role at all", early; the action answers "this one".

use super::errors::to_graphql;
use async_graphql::{Context, Guard};
use kernel::{Actor, Denied, Error, Role, Scope};

/// Anybody may ask, signed in or not. Written so that no root field is without a guard.
pub struct Public;

#[async_trait::async_trait]
impl Guard for Public {
    async fn check(&self, _: &Context<'_>) -> async_graphql::Result<()> {
        Ok(())
    }
}

/// Everybody who is signed in may ask, as whatever.
pub struct SignedIn;

#[async_trait::async_trait]
impl Guard for SignedIn {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        match super::context(ctx).1.actor.account_id() {
            Some(_) => Ok(()),
            None => Err(to_graphql(Error::Denied(Denied::Unauthenticated))),
        }
    }
}

/// Everybody who is signed in may ask, and staff who must first set up a second factor.
pub struct SettingUp;

#[async_trait::async_trait]
impl Guard for SettingUp {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        let request = super::context(ctx).1;
        if request.actor.account_id().is_some() || request.limited.is_some() {
            Ok(())
        } else {
            Err(to_graphql(Error::Denied(Denied::Unauthenticated)))
        }
    }
}

/// Machines whose key has this scope may ask; stands beside a guard for people.
pub struct ByMachine(pub Scope);

#[async_trait::async_trait]
impl Guard for ByMachine {
    async fn check(&self, ctx: &Context<'_>) -> async_graphql::Result<()> {
        match &super::context(ctx).1.actor {
            Actor::Machine { scopes, .. } if scopes.contains(&self.0) => Ok(()),
            Actor::Visitor => Err(to_graphql(Error::Denied(Denied::Unauthenticated))),
            _ => Err(to_graphql(Error::Denied(Denied::Forbidden))),
        }
    }
}

/// Only people of one of these roles may ask.
pub struct Needs(pub &'static [Role]);

#[async_trait::async_trait]
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
