//! What the two sides of a contract are told.

use super::entity::{Model, Side};
use commons::memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use platform::Cx;

/// Tells the owners and editors of a side.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn tell(
    cx: &mut Cx,
    contract: &Model,
    side: Side,
    title: &str,
    body: &str,
) -> Result<()> {
    let organisation = match side {
        Side::Buyer => &contract.buyer_id,
        Side::Provider => &contract.seller_id,
    };
    for account_id in memberships::editors_of(&cx.tx, organisation).await? {
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Contract,
            title: title.to_owned(),
            body: format!("“{}”：{body}", contract.title),
            path: format!("/workspace/contracts/{}", contract.id),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}

/// Tells both sides.
pub(super) async fn tell_both(
    cx: &mut Cx,
    contract: &Model,
    title: &str,
    body: &str,
) -> Result<()> {
    tell(cx, contract, Side::Buyer, title, body).await?;
    tell(cx, contract, Side::Provider, title, body).await
}
