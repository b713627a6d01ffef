//! Who may be invited, and who may join.

use super::entity::Model;
use chrono::{DateTime, Utc};

kernel::problems! {
    /// Why an invitation is refused.
    InvitationProblem {
        MemberAlready = "invitations.member_already", "email", "这个邮箱的账号已经是本单位成员";
        OpenAlready = "invitations.open_already", "email", "已经邀请过这个邮箱，对方还没有接受";
        LinkDead = "invitations.link_dead", "token", "邀请已失效：可能已经接受或取消，或超过了有效期";
        SignInFirst = "invitations.sign_in_first", "", "这个邮箱已有账号，请先登录再接受邀请";
        OtherAccount = "invitations.other_account", "", "邀请发给了另一个邮箱，请退出后用那个邮箱的账号接受";
        StaffStayApart = "invitations.staff_stay_apart", "", "工作人员账号不能加入企业或服务机构";
    }
}

/// How long a link works, in days. 配置值.
pub const LINK_DAYS: i64 = 7;

/// Whether somebody may still join by it.
pub fn is_open(invitation: &Model, now: DateTime<Utc>) -> bool {
    invitation.ended_at.is_none() && now < invitation.expires_at
}
