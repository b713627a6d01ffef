//! What people are told about the check of a registration.

use super::entity::Model;
use crate::notices::{self, NewNotice, NoticeKind};
use kernel::Result;
use platform::Cx;

/// How a check of a registration went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Approved,
    Refused,
    Returned,
}

/// Tells whoever sent a registration how its check went on.
pub(super) async fn tell(cx: &mut Cx, row: &Model, verdict: Verdict) -> Result<()> {
    let name = &row.name;
    let (title, body) = match verdict {
        Verdict::Approved => {
            ("注册已通过", format!("“{name}”的注册已通过审核，现在可以办理业务。"))
        }
        Verdict::Refused => (
            "注册没有通过",
            format!("“{name}”的注册没有通过，原因和修改意见见工作台，修改后可以重新提交。"),
        ),
        Verdict::Returned => {
            ("注册需要补正", format!("“{name}”的注册需要补正后再审核，原因和修改意见见工作台。"))
        }
    };
    let notice = NewNotice {
        account_id: row.account_id.clone(),
        kind: NoticeKind::Check,
        title: title.into(),
        body,
        path: "/workspace/registration".into(),
    };
    notices::tell(cx, notice).await
}
