//! Moving organisations, undoing it, and telling many of them something.

use super::entity::{Model, MoveState};
use super::item_entity::Model as Item;
use super::rules::{self, MoveProblem, Sight};
use super::{consent, store};
use crate::accounts;
use crate::audit::{self, Recorded};
use crate::memberships::actions as members;
use crate::organisations::{self, OrganisationRow, access, actions as places};
use chrono::Duration;
use kernel::id::{OrganisationId, OrganisationMoveId};
use kernel::{Actor, Denied, NewEvent, RegionCode, Result};
use platform::{Cx, Db};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::BTreeMap;

/// The noun under which moves are moderated and audited.
pub(super) const SUBJECT: &str = "organisation_move";

/// A move, as it is asked for.
#[derive(Debug, Clone)]
pub struct NewMove {
    /// Which organisations, and where each was seen.
    pub items: Vec<(OrganisationId, RegionCode)>,
    /// To where, as typed.
    pub region_code: String,
    /// Why.
    pub note: String,
}

/// An organisation with what keeps it out of a move; nothing does when there are no problems.
#[derive(Debug, Clone)]
pub struct Examined {
    /// As it stands now.
    pub organisation: OrganisationRow,
    /// What keeps it out.
    pub problems: Vec<MoveProblem>,
}

/// What a move would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Whether another association must agree first.
    pub needs_consent: bool,
    /// Each organisation.
    pub items: Vec<Examined>,
    /// The moderators who would see some of them no more.
    pub losing: Vec<String>,
    /// The moderators who would see some of them from then on.
    pub gaining: Vec<String>,
}

/// What a move would do and whom it would leave alone and why. Nothing is changed.
///
/// # Errors
/// Not found when one of them is not the caller's to supervise; problems with the act itself.
pub async fn preview(db: &Db, actor: &Actor, new: &NewMove) -> Result<Preview> {
    let (to, items) = examine(db.read(), actor, new).await?;
    let able = items.iter().filter(|it| it.problems.is_empty());
    let from: Vec<_> = able.filter_map(|it| it.organisation.region_code.as_ref()).collect();
    let (mut losing, mut gaining) = (Vec::new(), Vec::new());
    for moderator in accounts::moderators(db.read()).await? {
        match rules::sight_of(moderator.region_code.as_ref(), &from, &to) {
            Sight::Loses => losing.push(moderator.display_name),
            Sight::Gains => gaining.push(moderator.display_name),
            Sight::Keeps => {}
        }
    }
    let needs_consent = rules::needs_consent(actor, &to);
    Ok(Preview { needs_consent, items, losing, gaining })
}

async fn examine(
    db: &impl ConnectionTrait,
    actor: &Actor,
    new: &NewMove,
) -> Result<(RegionCode, Vec<Examined>)> {
    let seen: BTreeMap<_, _> = new.items.iter().cloned().collect();
    let to = rules::check_act(&new.region_code, &new.note, seen.len())
        .map_err(|problems| problems.into_iter().map(Into::into).collect::<Vec<_>>())?;
    let ids: Vec<_> = seen.keys().cloned().collect();
    let rows = supervised(db, actor, &ids).await?;
    let examined = rows.into_iter().map(|organisation| {
        let problems = rules::check_item(&organisation, &to, &seen[&organisation.id]);
        Examined { organisation, problems }
    });
    let examined = examined.collect();
    Ok((to, examined))
}

/// Organisations of the market in the region of the actor, in order of their ids.
async fn supervised(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: &[OrganisationId],
) -> Result<Vec<OrganisationRow>> {
    let found = organisations::find_all(db, ids).await?;
    let rows: BTreeMap<_, _> = found.into_iter().collect();
    if rows.len() != ids.len() || !rows.values().all(|it| access::may_supervise(actor, it)) {
        return Err(Denied::NotFound.into());
    }
    Ok(rows.into_values().collect())
}

/// Moves organisations, at once; into the region of another association when that agrees. Those that cannot be moved
/// are left alone and told back.
///
/// # Errors
/// As [`preview`]; a problem when none of them can be moved.
pub async fn carry_out(
    cx: &mut Cx,
    new: NewMove,
    undo_time: Duration,
) -> Result<(Model, Vec<Examined>)> {
    let by = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let ids: Vec<_> = new.items.iter().map(|it| it.0.clone()).collect();
    organisations::lock(&cx.tx, &ids).await?;
    let (to, examined) = examine(&cx.tx, &cx.actor, &new).await?;
    let (able, refused): (Vec<_>, Vec<_>) =
        examined.into_iter().partition(|it| it.problems.is_empty());
    if able.is_empty() {
        return Err(MoveProblem::Empty.into());
    }
    let is_proposed = rules::needs_consent(&cx.actor, &to);
    let made = Model {
        id: OrganisationMoveId::new(cx.now, &mut cx.rng),
        region_code: to.clone(),
        note: new.note.trim().to_owned(),
        moved_by: by,
        moved_at: cx.now,
        undo_until: cx.now + undo_time,
        undone_at: None,
        state: if is_proposed { MoveState::Proposed } else { MoveState::Made },
    };
    let items = able.iter().filter_map(|it| {
        let from_code = it.organisation.region_code.clone()?;
        let organisation_id = it.organisation.id.clone();
        Some(Item { move_id: made.id.clone(), organisation_id, from_code })
    });
    store::insert(&cx.tx, made.clone(), items.collect()).await?;
    let moved: Vec<_> = able.iter().map(|it| it.organisation.id.clone()).collect();
    let after = json!({ "to": to, "note": made.note, "organisations": moved });
    if is_proposed {
        consent::ask(cx, &made, &able).await?;
        record(cx, "moves.propose", &made, after).await?;
        return Ok((made, refused));
    }
    for it in able {
        put(cx, it.organisation, to.clone(), "单位所属地区已调整", &made).await?;
    }
    record(cx, "moves.make", &made, after).await?;
    Ok((made, refused))
}

/// Undoes a move whole: every organisation is back where it was.
///
/// # Errors
/// Not found for others than the one who made it; a problem when its time is over, or when one of
/// the organisations has changed since.
pub async fn undo(cx: &mut Cx, id: &OrganisationMoveId) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| Some(&it.moved_by) == cx.actor.account_id());
    let made = own.ok_or(Denied::NotFound)?;
    if !rules::may_undo(&made, cx.now) {
        return Err(MoveProblem::Over.into());
    }
    let items = store::items_of(&cx.tx, std::slice::from_ref(id)).await?;
    let ids: Vec<_> = items.iter().map(|it| it.organisation_id.clone()).collect();
    organisations::lock(&cx.tx, &ids).await?;
    let mut rows = organisations::find_all(&cx.tx, &ids).await?;
    if rows.len() != ids.len() || !rows.values().all(|it| rules::is_untouched(it, &made)) {
        return Err(MoveProblem::ChangedSince.into());
    }
    for item in items {
        if let Some(row) = rows.remove(&item.organisation_id) {
            put(cx, row, item.from_code, "单位所属地区的调整已撤销", &made).await?;
        }
    }
    let made = Model { undone_at: Some(cx.now), ..made };
    store::update(&cx.tx, made.clone()).await?;
    record(cx, "moves.undo", &made, json!({ "organisations": ids })).await?;
    Ok(made)
}

/// Puts one organisation into a region, tells its people and whoever follows it.
pub(super) async fn put(
    cx: &mut Cx,
    row: OrganisationRow,
    to: RegionCode,
    title: &str,
    made: &Model,
) -> Result<()> {
    let after = places::put_in(cx, row, to.clone(), made.id.as_str()).await?;
    let body = format!("现在属于{}，由该地区的协会负责审核。", kernel::region::full_name(&to));
    members::tell_all(cx, &after.id, title, &body, "/workspace/members").await?;
    cx.emit(NewEvent::of("organisations.moved", "organisation", &after.id)).await
}

/// Tells the people of organisations something; answers how many persons were told.
///
/// # Errors
/// Not found when one of them is not the caller's to supervise; problems with the words.
pub async fn notify(
    cx: &mut Cx,
    ids: Vec<OrganisationId>,
    (title, body): (String, String),
) -> Result<usize> {
    let ids: Vec<_> = BTreeMap::from_iter(ids.into_iter().map(|it| (it, ()))).into_keys().collect();
    let problems = rules::check_notice(&title, &body, ids.len());
    kernel::error::collect(problems.into_iter().map(Into::into).collect())?;
    let (title, body) = (title.trim(), body.trim());
    let mut told = 0;
    for row in supervised(&cx.tx, &cx.actor, &ids).await? {
        told += members::tell_all(cx, &row.id, title, body, "/workspace/notices").await?;
        let recorded = Recorded {
            action: "organisations.notify",
            subject_kind: "organisation",
            subject_id: row.id.as_str(),
            before: None,
            after: Some(json!({ "title": title })),
        };
        audit::record(cx, recorded).await?;
    }
    Ok(told)
}

pub(super) async fn record(
    cx: &mut Cx,
    action: &'static str,
    made: &Model,
    after: serde_json::Value,
) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: made.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}
