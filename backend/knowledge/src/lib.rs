//! What the market must know: the law library (标准政策) and the assistant (智能问答).

pub mod answers;
pub mod assistant;
pub mod changes;
pub mod consultations;
pub mod duties;
pub mod follows;
pub mod limits;
pub mod machine;
pub mod originals;
mod personal;
pub mod policies;
pub mod relations;
pub mod ripples;
pub mod successions;

pub use personal::PERSONAL;

use kernel::Result;
use kernel::id::{LawChangeId, LawId};
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
    originals::OriginalQuery,
    follows::FollowQuery,
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
    originals::OriginalMutation,
    follows::FollowMutation,
);

/// What can be followed in the knowledge district.
#[derive(async_graphql::MergedSubscription, Default)]
pub struct KnowledgeSubscription(assistant::AskSubscription);

/// Whether something of the library follows from an event.
pub fn concerns(event: &Event) -> bool {
    event.name == "policies.changed" || event.name == changes::RECORDED
}

/// What follows when texts change: those who follow them are told, what they say of others is read anew, repealed laws are compared with
/// what took their place, and what the platform says of them is looked at again.
///
/// # Errors
/// A fault when the database fails; the events are read again.
pub async fn on_events(cx: &mut Cx, events: &[Event]) -> Result<()> {
    let news: Vec<LawChangeId> = events
        .iter()
        .filter(|it| it.name == changes::RECORDED)
        .filter_map(|it| LawChangeId::parse(&it.subject_id).ok())
        .collect();
    follows::jobs::tell(cx, &news).await?;
    let ids: BTreeSet<LawId> =
        events.iter().filter_map(|it| LawId::parse(&it.subject_id).ok()).collect();
    read_again(cx, ids).await
}

/// Reads what was stored before the library could read it: a text without a domain was written by an older
/// program. Some at a time, until none is left; answers how many.
///
/// # Errors
/// A fault when the database fails.
pub async fn read_old(db: &platform::Db) -> Result<usize> {
    /// Texts that are read in one transaction (配置值); one has up to 1,260 articles.
    const AT_ONCE: u64 = 10;
    if policies::store::unread(db.read(), 1).await?.is_empty() {
        return Ok(0);
    }
    db.in_transaction(kernel::Actor::System("library.read_old"), |cx| {
        Box::pin(async move {
            let unread = policies::store::unread(&cx.tx, AT_ONCE).await?;
            let ids: BTreeSet<LawId> = unread.iter().map(|it| it.id.clone()).collect();
            let count = unread.len();
            for law in unread {
                policies::store::update(&cx.tx, law.with_fields()).await?;
            }
            read_again(cx, ids).await?;
            Ok(count)
        })
    })
    .await
}

async fn read_again(cx: &mut Cx, ids: BTreeSet<LawId>) -> Result<()> {
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
        for writing in duties::writings_about(&slug).into_iter().chain(ripples::of_market(&slug)) {
            ripples::register(cx, writing).await?;
        }
        ripples::look_at(cx, &slug).await?;
    }
    Ok(())
}
