//! What people are told about proposals and objections.

use super::entity::{ObjectionRow, ObjectionState, ProposalRow};
use crate::bids::{self, BidState};
use crate::demands::DemandRow;
use commons::accounts;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use kernel::clock::china_time;
use kernel::id::AccountId;
use platform::Cx;

/// Tells everybody who bid that a bid is proposed, or that it is so no more.
pub(super) async fn tell_bidders(
    cx: &mut Cx,
    demand: &DemandRow,
    title: &str,
    body: &str,
) -> Result<()> {
    for bid in bids::of_demand(&cx.tx, &demand.id).await? {
        let took_part =
            matches!(bid.state, BidState::Submitted | BidState::Excluded | BidState::Broken);
        let Some(account_id) = bid.submitted_by.filter(|_| took_part) else { continue };
        let path = format!("/workspace/bids/{}", bid.id);
        tell(cx, account_id, NoticeKind::Bid, (title, body), path).await?;
    }
    Ok(())
}

/// Tells that a bid is proposed, and until when it is open to objections.
pub(super) async fn tell_of_proposal(
    cx: &mut Cx,
    demand: &DemandRow,
    row: &ProposalRow,
) -> Result<()> {
    let until = row.ends_at.with_timezone(&china_time()).format("%-m月%-d日 %H:%M");
    let body = format!(
        "需求“{}”的拟选定结果已公示，公示至 {until}。对结果有异议的，请在公示期内提出。",
        demand.title
    );
    tell_bidders(cx, demand, "拟选定结果公示", &body).await
}

/// Tells the buyer and every association that somebody objects.
pub(super) async fn tell_of_objection(
    cx: &mut Cx,
    demand: &DemandRow,
    row: &ObjectionRow,
) -> Result<()> {
    let by = row.answer_due.with_timezone(&china_time()).format("%-m月%-d日 %H:%M");
    let body = format!(
        "有报价机构对需求“{}”的拟选定结果提出异议（{}），请在 {by} 前答复。",
        demand.title,
        row.reason_code.label()
    );
    tell_buyer(cx, demand, "收到异议", &body).await?;
    if demand.pace().is_practice() {
        return Ok(());
    }
    let body = format!("需求“{}”的拟选定结果有异议待表决。", demand.title);
    for moderator in accounts::moderators(&cx.tx).await? {
        let path = "/workspace/objections".to_owned();
        tell(cx, moderator.id, NoticeKind::Task, ("异议待表决", &body), path).await?;
    }
    Ok(())
}

/// Tells the objector that the buyer has answered.
pub(super) async fn tell_of_answer(
    cx: &mut Cx,
    demand: &DemandRow,
    row: &ObjectionRow,
) -> Result<()> {
    let body = format!("需求“{}”的发布企业答复了贵单位的异议。", demand.title);
    tell_objector(cx, row, "异议已答复", &body).await
}

/// Tells buyer and objector what the panel has decided; after an overturned proposal everybody.
pub(super) async fn tell_of_decision(
    cx: &mut Cx,
    demand: &DemandRow,
    row: &ObjectionRow,
) -> Result<()> {
    let is_sustained = row.state == ObjectionState::Sustained;
    let what = if is_sustained { "成立，拟选定结果已取消" } else { "不成立" };
    let who = if demand.pace().is_practice() { "练习到时" } else { "协会表决" };
    let body = format!("{who}：对需求“{}”拟选定结果的异议{what}。", demand.title);
    tell_buyer(cx, demand, "异议已表决", &body).await?;
    match is_sustained {
        true => tell_bidders(cx, demand, "拟选定结果已取消", &body).await,
        false => tell_objector(cx, row, "异议已表决", &body).await,
    }
}

async fn tell_objector(cx: &mut Cx, row: &ObjectionRow, title: &str, body: &str) -> Result<()> {
    let Some(account_id) = row.filed_by.clone() else { return Ok(()) };
    let path = format!("/workspace/bids/{}", row.bid_id);
    tell(cx, account_id, NoticeKind::Bid, (title, body), path).await
}

async fn tell_buyer(cx: &mut Cx, demand: &DemandRow, title: &str, body: &str) -> Result<()> {
    let Some(account_id) = demand.posted_by.clone() else { return Ok(()) };
    let path = format!("/workspace/demands/{}", demand.id);
    tell(cx, account_id, NoticeKind::Demand, (title, body), path).await
}

async fn tell(
    cx: &mut Cx,
    account_id: AccountId,
    kind: NoticeKind,
    (title, body): (&str, &str),
    path: String,
) -> Result<()> {
    let (title, body) = (title.to_owned(), body.to_owned());
    notices::tell(cx, NewNotice { account_id, kind, title, body, path }).await
}
