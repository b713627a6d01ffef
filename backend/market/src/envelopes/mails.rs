//! What people are told about envelopes.

use super::store;
use crate::bids;
use crate::demands::{self, DemandRow, DemandStage};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use platform::Cx;
use std::collections::BTreeSet;

/// Asks the custodians for their shares.
pub(crate) async fn ask_custodians(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    let until = super::opening::release_until(demand.deadline).format("%-m月%-d日");
    let shares = store::shares_of(&cx.tx, &demand.id).await?;
    let ids = shares.into_iter().map(|it| it.custodian_key_id).collect();
    // Those whose key opens the share, and those who keep it now.
    let mut keys = store::custodian_keys_by_id(&cx.tx, ids).await?;
    keys.extend(store::custodian_keys(&cx.tx).await?);
    let accounts: BTreeSet<_> = keys.into_iter().map(|it| it.account_id).collect();
    for account_id in accounts {
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Demand,
            title: "请交出开启份额".into(),
            body: format!(
                "需求“{}”已到截止时间，三家协会中任意两家交出份额即可开启，请在 {until} 前办理。",
                demand.title
            ),
            path: "/workspace/openings".into(),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}

/// Tells the owner and the bidders that envelopes are open.
pub(super) async fn tell_of_opening(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    let body = match demand.stage {
        Some(DemandStage::Scoring) => "资格和技术信封已开启，可以评分；价格在评分锁定后开启。",
        _ => "价格信封已开启。",
    };
    let body = format!("需求“{}”的{body}", demand.title);
    demands::tell_owner(cx, demand, "信封已开启", body.clone()).await?;
    bids::tell_bidders(cx, &demand.id, "信封已开启", &body).await
}

/// Tells the owner and the bidders that the envelopes stay closed for good.
pub(super) async fn tell_that_it_stays_closed(cx: &mut Cx, demand: &DemandRow) -> Result<()> {
    let body = format!(
        "需求“{}”没有在期限内凑齐开启份额，按未成交结束；信封没有开启，密钥已销毁。",
        demand.title
    );
    demands::tell_owner(cx, demand, "信封未能开启", body.clone()).await?;
    bids::tell_bidders(cx, &demand.id, "信封未能开启", &body).await
}
