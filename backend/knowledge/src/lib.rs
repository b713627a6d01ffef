//! What the market must know: the law library (标准政策) and the assistant (智能问答).

pub mod answers;
pub mod assistant;
pub mod changes;
pub mod consultations;
pub mod duties;
pub mod limits;
pub mod machine;
mod personal;
pub mod policies;
pub mod relations;
pub mod ripples;
pub mod successions;

pub use personal::PERSONAL;

use kernel::Result;
use kernel::id::LawId;
use platform::Cx;
use platform::events::Event;
use std::collections::BTreeSet;

/// The root fields of the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeQuery(
    policies::PolicyQuery,
    assistant::AskQuery,
    assistant::EditingQuery,
    assistant::CountingQuery,
    consultations::ConsultationQuery,
    changes::LawChangeQuery,
    successions::SuccessionQuery,
    ripples::RippleQuery,
    limits::LimitQuery,
    duties::DutyQuery,
);

/// The verbs of the knowledge district.
#[derive(async_graphql::MergedObject, Default)]
pub struct KnowledgeMutation(
    assistant::AskMutation,
    assistant::EditingMutation,
    assistant::DraftMutation,
    consultations::ConsultationMutation,
    successions::SuccessionMutation,
    ripples::RippleMutation,
);

/// What can be followed in the knowledge district.
#[derive(async_graphql::MergedSubscription, Default)]
pub struct KnowledgeSubscription(assistant::AskSubscription);

/// Whether something of the library follows from an event.
pub fn concerns(event: &Event) -> bool {
    event.name == "policies.changed"
}

/// What follows when texts change: what they say of others is read anew, repealed laws are compared with
/// what took their place, and what the platform says of them is looked at again.
///
/// # Errors
/// A fault when the database fails; the events are read again.
pub async fn on_events(cx: &mut Cx, events: &[Event]) -> Result<()> {
    let ids: BTreeSet<LawId> =
        events.iter().filter_map(|it| LawId::parse(&it.subject_id).ok()).collect();
    let mut slugs = BTreeSet::new();
    for id in ids {
        relations::actions::read_again(cx, &id).await?;
        if let Some(law) = policies::find(&cx.tx, &id).await? {
            successions::jobs::on_law_changed(cx, &law).await?;
            ripples::of_key_points(cx, &law).await?;
            slugs.insert(law.slug);
        }
    }
    for slug in slugs {
        for writing in duties::writings_about(&slug) {
            ripples::register(cx, writing).await?;
        }
        ripples::look_at(cx, &slug).await?;
    }
    Ok(())
}
