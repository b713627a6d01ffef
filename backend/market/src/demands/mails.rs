//! What people are told about needs.

use super::entity::{DemandEnd, DemandStage, DemandState, Model};
use crate::bids;
use chrono::{DateTime, Utc};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use platform::Cx;

/// Tells those whom a new state concerns: the enterprise, and after an award everybody who bid.
pub(super) async fn tell(cx: &mut Cx, demand: &Model) -> Result<()> {
    let title = &demand.title;
    let owner = match demand.state {
        DemandState::Published => {
            let how = if demand.pace().is_practice() {
                "已在练习大厅公开"
            } else {
                "已通过审核"
            };
            Some(("需求已发布", format!("需求“{title}”{how}，现在征集报价。")))
        }
        DemandState::Refused => {
            Some(("需求被退回", format!("需求“{title}”没有通过审核，原因和修改意见见工作台。")))
        }
        DemandState::Unsuccessful => {
            let why = match demand.end_reason {
                Some(DemandEnd::NotScored) => "没有按期完成评分",
                Some(DemandEnd::NotDecided) => "没有按期选定机构",
                Some(DemandEnd::KeyNotReleased) => "密钥没有按期交出，报价没有开启",
                Some(DemandEnd::TooFewBids | DemandEnd::NoneCounts) | None => {
                    "没有收到足够的有效报价"
                }
            };
            let body = format!("需求“{title}”{why}，按未成交结束。");
            bids::tell_bidders(cx, &demand.id, "需求未成交", &body).await?;
            Some(("需求未成交", body))
        }
        DemandState::Opened if demand.stage == Some(DemandStage::Opening) => Some((
            "报价已截止",
            format!(
                "需求“{title}”已到截止时间，共收到 {} 份密封报价，等待开启。",
                demand.bid_count
            ),
        )),
        DemandState::Opened => Some((
            "报价已开启",
            format!("需求“{title}”已到截止时间，共收到 {} 份报价。", demand.bid_count),
        )),
        DemandState::Awarded => return tell_bidders(cx, demand).await,
        DemandState::Submitted | DemandState::Withdrawn => None,
    };
    match owner {
        Some((title, body)) => tell_owner(cx, demand, title, body).await,
        None => Ok(()),
    }
}

/// Tells the enterprise that the check asks for something.
pub(super) async fn tell_to_mend(cx: &mut Cx, demand: &Model) -> Result<()> {
    let body = format!("需求“{}”需要补正后再审核，原因和修改意见见工作台。", demand.title);
    tell_owner(cx, demand, "需求需要补正", body).await
}

/// Reminds the enterprise of what it has to do before its time is over.
pub(super) async fn remind_owner(
    cx: &mut Cx,
    demand: &Model,
    end: DemandEnd,
    ends_at: DateTime<Utc>,
) -> Result<()> {
    let until = ends_at.with_timezone(&kernel::clock::china_time()).format("%-m月%-d日 %H:%M");
    let (title, what) = match end {
        DemandEnd::NotScored => ("评分快到期", "完成评分并锁定"),
        _ => ("选定快到期", "拟选定或选定机构"),
    };
    let body = format!("需求“{}”请在 {until} 前{what}，到时没有完成的按未成交结束。", demand.title);
    tell_owner(cx, demand, title, body).await
}

/// Tells owner and bidders that the deadline was put off.
pub(super) async fn tell_of_later_deadline(cx: &mut Cx, demand: &Model) -> Result<()> {
    let until = demand.deadline.with_timezone(&kernel::clock::china_time());
    let until = until.format("%-m月%-d日 %H:%M");
    let title = "报价截止已顺延";
    let body = format!("需求“{}”有提问未答复，报价截止顺延一个工作日，至 {until}。", demand.title);
    tell_owner(cx, demand, title, body.clone()).await?;
    bids::tell_bidders(cx, &demand.id, title, &body).await
}

/// Tells whoever posted a need.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn tell_owner(
    cx: &mut Cx,
    demand: &Model,
    title: &str,
    body: String,
) -> Result<()> {
    let Some(account_id) = demand.posted_by.clone() else { return Ok(()) };
    let notice = NewNotice {
        account_id,
        kind: NoticeKind::Demand,
        title: title.into(),
        body,
        path: format!("/workspace/demands/{}", demand.id),
    };
    notices::tell(cx, notice).await
}

async fn tell_bidders(cx: &mut Cx, demand: &Model) -> Result<()> {
    for bid in bids::of_demand(&cx.tx, &demand.id).await? {
        let (title, body) = match bid.state {
            bids::BidState::Awarded => {
                ("报价被选定", format!("贵单位对“{}”的报价已被选定。", demand.title))
            }
            bids::BidState::Lost => (
                "报价未被选定",
                format!(
                    "贵单位对“{}”的报价没有被选定，感谢参与。名次和差距见落选说明。",
                    demand.title
                ),
            ),
            _ => continue,
        };
        let Some(account_id) = bid.submitted_by else { continue };
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Bid,
            title: title.into(),
            body,
            path: format!("/workspace/bids/{}", bid.id),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}
