//! Looking at texts, writing down what was found, and what becomes of an appeal.

use super::entity::{FindingState, Model};
use super::rules::{self, Found, TextProblem};
use super::store;
use crate::audit::{self, Recorded};
use crate::memberships::actions as memberships;
use crate::moderation::FieldDifference;
use crate::moderation::actions::{self as moderation, NewChange};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::organisations;
use kernel::id::{OrganisationId, TextFindingId};
use kernel::{Denied, Result};
use platform::{Cx, Db};
use serde_json::json;
use std::collections::BTreeMap;

/// The noun under which appeals are moderated and audited.
pub const SUBJECT: &str = "text";

/// A text that other parties will read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Noun and field: `demand.description`.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
}

/// Every text that is looked at. A new one is a line here and a line where it is sent.
pub const PLACES: &[Place] = &[
    Place { name: "demand.title", label: "需求标题" },
    Place { name: "demand.description", label: "需求说明" },
    Place { name: "demand.question", label: "提问" },
    Place { name: "demand.answer", label: "答复" },
    Place { name: "bid.plan", label: "报价方案" },
    Place { name: "evaluation.exclusion", label: "资格不符的原因" },
    Place { name: "proposal.reason", label: "拟选定的理由" },
    Place { name: "objection.text", label: "异议" },
    Place { name: "objection.answer", label: "异议答复" },
    Place { name: "provider.introduction", label: "机构介绍" },
    Place { name: "review.text", label: "评价" },
];

/// What people call a text.
pub(super) fn label_of(place: &str) -> &'static str {
    PLACES.iter().find(|it| it.name == place).map_or("文字", |it| it.label)
}

/// A text as it is about to be sent.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which of [`PLACES`].
    pub place: &'static str,
    /// The input field it was typed in.
    pub field: &'static str,
    /// What was typed.
    pub text: String,
}

/// What was found in a text.
pub(super) type Hit = (Told, Found);

/// What does not belong into these texts, but for what was allowed to the organisation. Asks the
/// database only when something was found.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn look(
    db: &Db,
    organisation: &OrganisationId,
    texts: Vec<Told>,
) -> Result<Vec<Hit>> {
    let hits: Vec<Hit> = texts
        .into_iter()
        .flat_map(|told| rules::find(&told.text).into_iter().map(move |it| (told.clone(), it)))
        .collect();
    if hits.is_empty() {
        return Ok(hits);
    }
    let keys = hits.iter().map(|(_, it)| it.key()).collect();
    let allowed = store::allowed(db.read(), organisation, keys).await?;
    Ok(hits.into_iter().filter(|(_, it)| !allowed.contains(&(it.kind, it.key()))).collect())
}

/// Writes down what was found in texts of the organisation acted for; the texts themselves are
/// not kept.
///
/// # Errors
/// A fault when the database fails.
pub(super) async fn note(cx: &mut Cx, hits: Vec<Hit>) -> Result<()> {
    let (Some(account_id), Some(organisation_id)) =
        (cx.actor.account_id().cloned(), cx.actor.organisation_id().cloned())
    else {
        return Ok(());
    };
    let organisation = organisations::find(&cx.tx, &organisation_id).await?;
    let Some(region_code) = organisation.and_then(|it| it.region_code) else { return Ok(()) };
    // Once a post, in one order: two posts at once wait for each other and do not lock.
    let once: BTreeMap<_, _> =
        hits.into_iter().map(|(told, it)| ((it.key(), it.kind.label()), (told, it))).collect();
    for ((span_key, _), (told, found)) in once {
        let row = Model {
            id: TextFindingId::new(cx.now, &mut cx.rng),
            organisation_id: organisation_id.clone(),
            region_code: region_code.clone(),
            account_id: account_id.clone(),
            kind: found.kind,
            span: kernel::text::clip(found.span.trim(), 120),
            span_key,
            place: told.place.to_owned(),
            found_at: cx.now,
            last_at: cx.now,
            times: 1,
            state: FindingState::Found,
            appeal: None,
        };
        store::note(&cx.tx, row).await?;
    }
    Ok(())
}

/// Says that something was found wrongly; a moderator of the region looks. Owners and editors of
/// the organisation, once for each finding.
///
/// # Errors
/// Not found for others; a problem when nothing is said, or it was appealed before.
pub async fn appeal(cx: &mut Cx, id: &TextFindingId, reason: &str) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let own = found.filter(|it| cx.actor.organisation_id() == Some(&it.organisation_id));
    let before = own.ok_or(Denied::NotFound)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    memberships::ensure_cleared(cx).await?;
    if before.state != FindingState::Found {
        return Err(TextProblem::NotToAppeal.into());
    }
    if let Some(problem) = rules::check_reason(reason) {
        return Err(problem.into());
    }
    let reason = reason.trim().to_owned();
    let after = Model { state: FindingState::Appealed, appeal: Some(reason.clone()), ..before };
    store::update(&cx.tx, after.clone()).await?;
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: after.id.to_string(),
        title: format!("误识申诉：{}", after.kind.label()),
        region_code: after.region_code.clone(),
        second_region_code: None,
        first_by: None,
        differences: vec![
            FieldDifference::said("span", "识别到的文字", after.span.clone()),
            FieldDifference::said("kind", "识别为", after.kind.label()),
            FieldDifference::said("place", "所在位置", label_of(&after.place)),
            FieldDifference::said("reason", "申诉理由", reason),
        ],
    };
    moderation::submit(cx, change).await?;
    record(cx, "texts.appeal", &after).await?;
    Ok(after)
}

/// Applies what a moderator decided about an appeal, and tells who appealed. Done by the product.
///
/// # Errors
/// Forbidden for persons.
pub(super) async fn end(cx: &mut Cx, id: &TextFindingId, is_allowed: bool) -> Result<()> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    let Some(before) = found.filter(|it| it.state != FindingState::Found) else { return Ok(()) };
    let state = if is_allowed { FindingState::Allowed } else { FindingState::Upheld };
    let after = Model { state, ..before };
    store::update(&cx.tx, after.clone()).await?;
    record(cx, if is_allowed { "texts.allow" } else { "texts.uphold" }, &after).await?;
    let body = if is_allowed {
        format!("“{}”已放行，本单位以后再写不会被拦下，请重新提交。", after.span)
    } else {
        format!("“{}”维持原来的识别结果，请修改后再提交。", after.span)
    };
    let notice = NewNotice {
        account_id: after.account_id,
        kind: NoticeKind::Check,
        title: "误识申诉已处理".into(),
        body,
        path: "/workspace/texts".into(),
    };
    notices::tell(cx, notice).await
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(json!({
            "kind": row.kind.label(), "place": row.place, "organisation": row.organisation_id,
        })),
    };
    audit::record(cx, recorded).await
}
