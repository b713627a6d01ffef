//! Reads what a text says about others, anew.

use super::entity::Model;
use super::rules::{self, Relation};
use super::store;
use crate::policies::store as laws;
use kernel::Result;
use kernel::id::LawId;
use platform::Cx;

/// Reads the relations of a text from its words. Again is harmless.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn read_again(cx: &mut Cx, id: &LawId) -> Result<()> {
    let Some(law) = laws::find_all(&cx.tx, std::slice::from_ref(id)).await?.pop() else {
        return Ok(());
    };
    let mut rows = Vec::new();
    let mut add = |position: i32, found: Vec<Relation>| {
        rows.extend((0..).zip(found).map(|(place, it)| row(id, (position, place), it)));
    };
    add(0, rules::of_title(&law.title, law.kind));
    for article in laws::articles_of(&cx.tx, id).await? {
        add(article.position, rules::of_article(&law.slug, article.number, &article.text));
    }
    store::replace(&cx.tx, id, rows).await
}

fn row(id: &LawId, (position, place): (i32, i32), relation: Relation) -> Model {
    let number = |it: u32| i32::try_from(it).unwrap_or(0);
    let at = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
    Model {
        law_id: id.clone(),
        position,
        place,
        kind: relation.kind,
        slug: relation.slug,
        number: number(relation.part.number),
        last_number: number(relation.part.last),
        branch: number(relation.part.branch),
        paragraph: relation.part.paragraph.map(number),
        item: relation.part.item.map(number),
        starts_at: at(relation.start),
        ends_at: at(relation.end),
    }
}
