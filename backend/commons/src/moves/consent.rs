//! A move into the region of another association: it is asked, and agrees or does not.

use super::actions::{self, Examined};
use super::entity::{Model, MoveState};
use super::{rules, store};
use crate::moderation::FieldDifference;
use crate::moderation::actions::{self as moderation, NewChange};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::organisations;
use kernel::id::OrganisationMoveId;
use kernel::{Denied, Result, region};
use platform::Cx;
use serde_json::json;

/// Where moderators see their moves.
const PAGE: &str = "/workspace/organisations";

/// Asks the moderators of the region that organisations shall move to.
pub(super) async fn ask(cx: &mut Cx, proposed: &Model, able: &[Examined]) -> Result<()> {
    let to = region::full_name(&proposed.region_code);
    let line = |label: &str, before: Option<String>, after: String| FieldDifference {
        field: label.to_owned(),
        label: label.to_owned(),
        before,
        after: Some(after),
    };
    let mut differences = vec![line("原因", None, proposed.note.clone())];
    differences.extend(able.iter().map(|it| {
        let from = it.organisation.region_code.as_ref().map(region::full_name);
        line(&it.organisation.name, from, to.clone())
    }));
    let change = NewChange {
        subject_kind: actions::SUBJECT,
        subject_id: proposed.id.to_string(),
        title: format!("{} 家单位调入{to}", able.len()),
        region_code: proposed.region_code.clone(),
        second_region_code: None,
        first_by: None,
        differences,
    };
    moderation::submit(cx, change).await.map(drop)
}

/// They agree: whoever is still where it was moves. The others stay, and the proposer is told how many.
pub(super) async fn make(cx: &mut Cx, id: &OrganisationMoveId) -> Result<()> {
    let Some(proposed) = waiting(cx, id).await? else { return Ok(()) };
    let items = store::items_of(&cx.tx, std::slice::from_ref(id)).await?;
    let ids: Vec<_> = items.iter().map(|it| it.organisation_id.clone()).collect();
    organisations::lock(&cx.tx, &ids).await?;
    let mut rows = organisations::find_all(&cx.tx, &ids).await?;
    let made = Model { state: MoveState::Made, moved_at: cx.now, undo_until: cx.now, ..proposed };
    let mut moved = Vec::new();
    for item in items {
        let Some(row) = rows.remove(&item.organisation_id) else { continue };
        if rules::check_item(&row, &made.region_code, &item.from_code).is_empty() {
            moved.push(row.id.clone());
            let to = made.region_code.clone();
            actions::put(cx, row, to, "单位所属地区已调整", &made).await?;
        }
    }
    store::update(&cx.tx, made.clone()).await?;
    let left = ids.len() - moved.len();
    let mut body = format!("对方协会已同意，{} 家单位已调整。", moved.len());
    if left > 0 {
        body.push_str(&format!("另有 {left} 家在此期间已有变化，没有调整。"));
    }
    actions::record(cx, "moves.accept", &made, json!({ "organisations": moved })).await?;
    tell(cx, &made, "跨区调整已完成", body).await
}

/// They do not agree: everything stays as it is.
pub(super) async fn decline(cx: &mut Cx, id: &OrganisationMoveId) -> Result<()> {
    let Some(proposed) = waiting(cx, id).await? else { return Ok(()) };
    let declined = Model { state: MoveState::Declined, ..proposed };
    store::update(&cx.tx, declined.clone()).await?;
    actions::record(cx, "moves.decline", &declined, json!({})).await?;
    let body = "对方协会没有同意，单位仍在原来的地区。理由见审核记录。".to_owned();
    tell(cx, &declined, "跨区调整未获同意", body).await
}

async fn waiting(cx: &Cx, id: &OrganisationMoveId) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    Ok(found.filter(|it| it.state == MoveState::Proposed))
}

async fn tell(cx: &mut Cx, row: &Model, title: &str, body: String) -> Result<()> {
    let notice = NewNotice {
        account_id: row.moved_by.clone(),
        kind: NoticeKind::Check,
        title: title.to_owned(),
        body,
        path: PAGE.to_owned(),
    };
    notices::tell(cx, notice).await
}
