//! What people are told about a change of their page.

use super::entity::{Model, ProviderChangeState};
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use platform::Cx;

/// Tells who sent it in what became of it.
pub(super) async fn tell(cx: &mut Cx, change: &Model) -> Result<()> {
    let (title, body) = match change.state {
        ProviderChangeState::Applied => {
            ("机构资料已更新", "机构资料的修改已通过审核，公开页已经更新。")
        }
        ProviderChangeState::Refused => {
            ("机构资料的修改没有通过", "公开页保持修改以前的内容，原因和修改意见见工作台。")
        }
        ProviderChangeState::Submitted => {
            ("机构资料需要补正", "机构资料的修改需要补正后再审核，原因和修改意见见工作台。")
        }
        ProviderChangeState::Withdrawn => return Ok(()),
    };
    let notice = NewNotice {
        account_id: change.submitted_by.clone(),
        kind: NoticeKind::Check,
        title: title.into(),
        body: body.into(),
        path: "/workspace/provider".into(),
    };
    notices::tell(cx, notice).await
}
