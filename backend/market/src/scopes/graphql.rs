//! Templates and scopes as GraphQL shows them.

use super::entity::Answer;
use super::rules::{self, ScopeField, TypedAnswer};
use super::store;
use crate::demands::DemandRow;
use async_graphql::{Context, InputObject, Object};
use platform::graphql::{Public, Shown, context, list_cost};

/// Reading templates.
#[derive(Default)]
pub struct ScopeQuery;

#[Object]
impl ScopeQuery {
    /// What a need of a category is asked; empty for categories there are none of.
    #[graphql(guard = "Public", complexity = "list_cost(1, 10, child_complexity)")]
    async fn scope_template(&self, category_code: String) -> Vec<ScopeField> {
        rules::template(&category_code).into_iter().cloned().collect()
    }
}

/// What was answered of a need; empty when the template was left out.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn of_demand(
    ctx: &Context<'_>,
    demand: &DemandRow,
) -> async_graphql::Result<Vec<Answer>> {
    let found = store::find(context(ctx).0.read(), &demand.id).await.shown()?;
    Ok(found.map(|it| it.answers.0).unwrap_or_default())
}

/// An answer to the template of a category.
#[derive(InputObject)]
pub struct ScopeAnswerInput {
    /// Which field.
    key: String,
    /// What is answered; empty leaves it out.
    value: String,
}

impl ScopeAnswerInput {
    pub(crate) fn typed(self) -> TypedAnswer {
        TypedAnswer { key: self.key, value: self.value }
    }
}
