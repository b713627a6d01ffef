//! 异议: a provider objects to a row; it is not counted until a moderator has decided.

use super::entity::dispute::{EvidenceDisputeState, Model};
use super::entity::evidence::Model as Evidence;
use super::rules::{self, RankingProblem};
use super::store::{self, versions};
use super::{access, actions};
use crate::directory::{self, ProviderRow};
use commons::audit::{self, Recorded};
use commons::moderation::actions::{self as moderation, Mended, NewChange};
use commons::moderation::{self as checks, ChangeState, FieldDifference};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::id::{ChangeRequestId, EvidenceDisputeId, EvidenceId};
use kernel::text::is_long;
use kernel::{Denied, NewEvent, Result};
use platform::Cx;
use serde_json::json;

/// The noun under which disputes are moderated.
pub const SUBJECT: &str = "evidence";

/// Objects to an entered row about the own organisation; one that was given back is sent again.
///
/// # Errors
/// Not found for rows of others, forbidden for viewers; problems when the row is derived or does
/// not count, when a dispute of it waits, or nothing is said.
pub async fn submit(cx: &mut Cx, id: &EvidenceId, reason: &str) -> Result<Model> {
    let page = own_page(cx).await?;
    let found = store::find_for_change(&cx.tx, id).await?;
    let row = found.filter(|it| it.provider_id == page.id).ok_or(Denied::NotFound)?;
    if row.is_derived {
        return Err(RankingProblem::NotEntered.into());
    }
    if !rules::is_in_force(&row, cx.today()) {
        return Err(RankingProblem::NotCounting.into());
    }
    if !is_long(reason, 10..=1_000) {
        return Err(RankingProblem::ReasonLength.into());
    }
    let by = cx.actor.account_id().cloned().ok_or(Denied::Unauthenticated)?;
    let region_code = page.region_code.clone().ok_or(RankingProblem::NoRegion)?;
    let title = format!("{}对排名依据的异议", page.name);
    let differences = told(cx, &row, reason).await?;
    if let Some(open) = store::open_dispute_of(&cx.tx, id).await? {
        let check = checks::find_of_subject(&cx.tx, open.id.as_str()).await?;
        if check.is_none_or(|it| it.state != ChangeState::Returned) {
            return Err(RankingProblem::AlreadyDisputed.into());
        }
        let mended = Mended { subject_id: open.id.to_string(), title, region_code, differences };
        moderation::send_again(cx, mended).await?;
        let after = Model {
            reason: reason.trim().to_owned(),
            submitted_by: by,
            submitted_at: cx.now,
            revision: open.revision + 1,
            ..open
        };
        store::update_dispute(&cx.tx, after.clone()).await?;
        note(cx, "ranking.dispute_mend", &after).await?;
        return Ok(after);
    }
    let id = EvidenceDisputeId::new(cx.now, &mut cx.rng);
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: id.to_string(),
        title,
        region_code,
        second_region_code: None,
        first_by: None,
        differences,
    };
    let check = moderation::submit(cx, change).await?;
    let dispute = Model {
        id,
        evidence_id: row.id,
        provider_id: page.id,
        change_request_id: check.id,
        state: EvidenceDisputeState::Submitted,
        reason: reason.trim().to_owned(),
        submitted_by: by,
        submitted_at: cx.now,
        submitted_on: cx.today(),
        decided_on: None,
        revision: 1,
    };
    store::insert_dispute(&cx.tx, dispute.clone()).await?;
    note(cx, "ranking.dispute", &dispute).await?;
    announce(cx, &dispute).await?;
    Ok(dispute)
}

/// Takes an own dispute back; the row counts again.
///
/// # Errors
/// Not found for others, forbidden for viewers; a problem when it is over.
pub async fn withdraw(cx: &mut Cx, id: &EvidenceDisputeId) -> Result<Model> {
    let page = own_page(cx).await?;
    let found = store::find_dispute_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| it.provider_id == page.id).ok_or(Denied::NotFound)?;
    if before.state != EvidenceDisputeState::Submitted {
        return Err(RankingProblem::CannotWithdraw.into());
    }
    moderation::withdraw_of_subject(cx, id.as_str()).await?;
    end(cx, "ranking.dispute_withdraw", before, EvidenceDisputeState::Withdrawn).await
}

/// The dispute is right: the row is taken out. Done by the product.
pub(super) async fn uphold(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    let Some(dispute) = for_the_product(cx, check, EvidenceDisputeState::Submitted).await? else {
        return Ok(());
    };
    let row = store::find_for_change(&cx.tx, &dispute.evidence_id).await?;
    if let Some(row) = row.filter(|it| it.ended_on.is_none()) {
        actions::end(cx, "ranking.withdraw", row, "异议成立").await?;
    }
    let after = end(cx, "ranking.dispute_uphold", dispute, EvidenceDisputeState::Upheld).await?;
    tell(cx, &after, "异议成立，这一条已经撤下", "排名已按撤下后的依据重新计算。").await
}

/// The dispute is not right: the row counts again. Done by the product.
pub(super) async fn refuse(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    let Some(dispute) = for_the_product(cx, check, EvidenceDisputeState::Submitted).await? else {
        return Ok(());
    };
    let after = end(cx, "ranking.dispute_refuse", dispute, EvidenceDisputeState::Refused).await?;
    tell(cx, &after, "异议没有成立", "这一条恢复计分，理由见工作台。").await
}

/// Asks for more; the row stays frozen meanwhile. Done by the product.
pub(super) async fn ask_to_mend(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    match for_the_product(cx, check, EvidenceDisputeState::Submitted).await? {
        Some(it) => tell(cx, &it, "异议需要补充", "请按要求补充理由和证据，再次提交。").await,
        None => Ok(()),
    }
}

/// A look afterwards finds that a dispute should not have been upheld: the row is entered anew,
/// since what was ended stays ended. Done by the product.
pub(super) async fn overturn(cx: &mut Cx, check: &ChangeRequestId) -> Result<()> {
    let Some(dispute) = for_the_product(cx, check, EvidenceDisputeState::Upheld).await? else {
        return Ok(());
    };
    let Some(row) = store::find_for_change(&cx.tx, &dispute.evidence_id).await? else {
        return Ok(());
    };
    if row.ended_on.is_some() {
        let again = Evidence {
            id: EvidenceId::new(cx.now, &mut cx.rng),
            effective_from: cx.today(),
            entered_at: cx.now,
            ended_on: None,
            ended_by: None,
            end_note: None,
            ..row
        };
        store::insert(&cx.tx, again.clone()).await?;
        actions::tell_of(cx, "ranking.record", &again).await?;
    }
    let after = end(cx, "ranking.dispute_overturn", dispute, EvidenceDisputeState::Refused).await?;
    tell(cx, &after, "异议经复核没有成立", "这一条恢复计分，理由见工作台。").await
}

async fn end(
    cx: &mut Cx,
    action: &'static str,
    before: Model,
    state: EvidenceDisputeState,
) -> Result<Model> {
    let after = Model {
        state,
        decided_on: before.decided_on.or(Some(cx.today())),
        revision: before.revision + 1,
        ..before
    };
    store::update_dispute(&cx.tx, after.clone()).await?;
    note(cx, action, &after).await?;
    announce(cx, &after).await?;
    Ok(after)
}

async fn for_the_product(
    cx: &Cx,
    check: &ChangeRequestId,
    state: EvidenceDisputeState,
) -> Result<Option<Model>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    Ok(store::dispute_by_check(&cx.tx, check).await?.filter(|it| it.state == state))
}

/// The page of the organisation acted for, if the actor may speak for it.
async fn own_page(cx: &Cx) -> Result<ProviderRow> {
    let own = cx.actor.organisation_id().filter(|_| access::acts_for_provider(&cx.actor));
    let own = own.ok_or(RankingProblem::NotProvider)?;
    if !cx.actor.may_edit() {
        return Err(Denied::Forbidden.into());
    }
    directory::find_by_organisation(&cx.tx, own).await?.ok_or_else(|| Denied::NotFound.into())
}

/// What the moderator reads.
async fn told(cx: &Cx, row: &Evidence, reason: &str) -> Result<Vec<FieldDifference>> {
    let book = versions::live(&cx.tx).await?;
    let name = book.rules.get(&row.rule_code).map_or(row.rule_code.as_str(), |it| &it.name);
    let mut lines = vec![
        FieldDifference::said("rule", "规则", name.to_owned()),
        FieldDifference::said("subject", "文号", row.subject.clone()),
        FieldDifference::said("source", "来源", row.source.clone()),
        FieldDifference::said(
            "happenedOn",
            "日期",
            row.happened_on.format("%Y年%-m月%-d日").to_string(),
        ),
    ];
    lines.extend(row.note.clone().map(|it| FieldDifference::said("note", "说明", it)));
    lines.push(FieldDifference::said("reason", "异议理由", reason.trim()));
    Ok(lines)
}

async fn announce(cx: &mut Cx, dispute: &Model) -> Result<()> {
    cx.emit(NewEvent::of("ranking.evidence_changed", "provider", &dispute.provider_id)).await
}

async fn note(cx: &mut Cx, action: &'static str, dispute: &Model) -> Result<()> {
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: dispute.evidence_id.as_str(),
        before: None,
        after: Some(json!({ "dispute": dispute.id, "state": dispute.state })),
    };
    audit::record(cx, recorded).await
}

async fn tell(cx: &mut Cx, dispute: &Model, title: &str, body: &str) -> Result<()> {
    let notice = NewNotice {
        account_id: dispute.submitted_by.clone(),
        kind: NoticeKind::Check,
        title: title.into(),
        body: body.into(),
        path: "/workspace/ranking".into(),
    };
    notices::tell(cx, notice).await
}
