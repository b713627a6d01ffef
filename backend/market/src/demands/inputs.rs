//! What a person types of a need.

use super::rules::TypedDemand;
use crate::procedures::DemandTermsInput;
use crate::scopes::{ScopeAnswerInput, rules::TypedAnswer};
use async_graphql::InputObject;
use chrono::{DateTime, Utc};
use commons::texts::Told;
use kernel::id::DemandId;

/// The fields of a need, with what else an input holds.
macro_rules! demand_input {
    ($(#[$doc:meta])* $name:ident { $($(#[$more_doc:meta])* $more:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            $($(#[$more_doc])* pub(crate) $more: $kind,)*
            /// 5 to 60 characters.
            title: String,
            /// 20 to 5,000 characters.
            description: String,
            /// `waste/hazardous`.
            category_code: String,
            /// County or town.
            region_code: String,
            /// As people write it.
            address: Option<String>,
            /// Yuan: 86000, 8.6万.
            budget_min_yuan: Option<String>,
            /// Yuan: 86000, 8.6万.
            budget_max_yuan: Option<String>,
            /// HW09 or 900-006-09.
            waste_code: Option<String>,
            /// How much.
            quantity: Option<f64>,
            /// Of what: 吨.
            unit: Option<String>,
            /// When bids open.
            deadline: DateTime<Utc>,
        }

        impl $name {
            pub(crate) fn typed(self) -> TypedDemand {
                TypedDemand {
                    title: self.title,
                    description: self.description,
                    category_code: self.category_code,
                    region_code: self.region_code,
                    address: self.address,
                    budget_min_yuan: self.budget_min_yuan,
                    budget_max_yuan: self.budget_max_yuan,
                    waste_code: self.waste_code,
                    quantity: self.quantity,
                    unit: self.unit,
                    deadline: self.deadline,
                }
            }
        }
    };
}

demand_input! {
    /// What a person types to post a need.
    DemandPostInput {
        /// The same key twice is the same post.
        request_key: String,
        /// How it is tendered; simply when not given.
        terms: Option<DemandTermsInput>,
        /// Answers to the template of its category; a need that is scored must give them.
        scope: Option<Vec<ScopeAnswerInput>>,
    }
}

demand_input! {
    /// Mends a need that its check has given back.
    DemandReviseInput {
        /// Which.
        demand_id: DemandId,
        /// The one that was seen.
        revision: i32,
        /// How it is tendered; as before when not given.
        terms: Option<DemandTermsInput>,
        /// Answers to the template of its category; as before when not given and the category stays.
        scope: Option<Vec<ScopeAnswerInput>>,
    }
}

demand_input! {
    /// Changes a need that takes bids.
    DemandAmendInput {
        /// Which.
        demand_id: DemandId,
        /// The one that was seen.
        revision: i32,
        /// Why, 4 to 300 characters; everybody reads it.
        reason: String,
    }
}

/// What a need answers to the template of its category, as typed.
pub(super) fn scope_of(scope: Option<Vec<ScopeAnswerInput>>) -> Option<Vec<TypedAnswer>> {
    scope.map(|it| it.into_iter().map(ScopeAnswerInput::typed).collect())
}

/// What other parties will read of a need.
pub(crate) fn texts_of(typed: &TypedDemand) -> Vec<Told> {
    let told = |place, field, text: &String| Told { place, field, text: text.clone() };
    vec![
        told("demand.title", "title", &typed.title),
        told("demand.description", "description", &typed.description),
    ]
}
