//! What people are told by mail about needs.

use super::{entity::Model, store};
use crate::bids;
use commons::accounts;
use kernel::Result;
use kernel::id::{AccountId, DemandId};
use platform::mail::Mail;
use platform::{Cx, Db, jobs};
use serde_json::json;

/// The job that sends these mails.
pub const JOB: &str = "demands.mail";

/// Adds a job that tells those whom a change concerns, once the change is on disk.
pub(super) async fn enqueue(cx: &mut Cx, id: &DemandId, about: &'static str) -> Result<()> {
    let job = jobs::NewJob {
        name: JOB,
        payload: json!({ "demandId": id, "about": about }),
        run_at: cx.now,
        dedupe_key: None,
    };
    jobs::enqueue(cx, job).await
}

/// The mails about a change: to the enterprise, and after an award to everybody who bid.
///
/// # Errors
/// A fault when the database fails.
pub async fn about(db: &Db, id: &DemandId, what: &str, base: &str) -> Result<Vec<Mail>> {
    let Some(demand) = store::find(db.read(), id).await? else { return Ok(Vec::new()) };
    let link = format!("{base}/workspace/demands/{id}");
    let owner = match what {
        "published" => {
            Some(("需求已发布", format!("需求“{}”已通过审核，现在征集报价。", demand.title)))
        }
        "refused" => Some((
            "需求被退回",
            format!("需求“{}”没有通过审核，原因和修改意见见工作台。", demand.title),
        )),
        "returned" => Some((
            "需求需要补正",
            format!("需求“{}”需要补正后再审核，原因和修改意见见工作台。", demand.title),
        )),
        "opened" => Some((
            "报价已开启",
            format!("需求“{}”已到截止时间，共收到 {} 份报价。", demand.title, demand.bid_count),
        )),
        _ => None,
    };
    let mut mails = Vec::new();
    if let (Some((subject, text)), Some(account)) = (owner, &demand.posted_by) {
        mails.extend(mail(db, account, subject, &text, &link).await?);
    }
    if what == "awarded" {
        mails.extend(to_bidders(db, &demand, base).await?);
    }
    Ok(mails)
}

async fn to_bidders(db: &Db, demand: &Model, base: &str) -> Result<Vec<Mail>> {
    let link = format!("{base}/workspace/bids");
    let mut mails = Vec::new();
    for bid in bids::of_demand(db.read(), &demand.id).await? {
        let (subject, text) = match bid.state {
            bids::BidState::Awarded => {
                ("报价被选定", format!("贵单位对“{}”的报价已被选定。", demand.title))
            }
            bids::BidState::Lost => {
                ("报价未被选定", format!("贵单位对“{}”的报价没有被选定，感谢参与。", demand.title))
            }
            _ => continue,
        };
        if let Some(account) = &bid.submitted_by {
            mails.extend(mail(db, account, subject, &text, &link).await?);
        }
    }
    Ok(mails)
}

async fn mail(
    db: &Db,
    account: &AccountId,
    subject: &str,
    text: &str,
    link: &str,
) -> Result<Option<Mail>> {
    let Some((name, to)) = accounts::address_of(db.read(), account).await? else { return Ok(None) };
    Ok(Some(Mail {
        to,
        subject: format!("【绿桥】{subject}"),
        text: format!(
            "{name}，您好：\n\n{text}\n\n查看详情：{link}\n\n本邮件由系统发送，请勿直接回复。\n"
        ),
        html: None,
    }))
}
