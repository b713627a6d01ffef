//! When an organisation may act.

use crate::organisations::Standing;
use kernel::MemberRole;

kernel::problems! {
    /// Why a member may not act.
    MembershipProblem {
        Pending = "memberships.pending", "", "本单位的注册还在审核，通过后即可办理";
        Refused = "memberships.refused", "", "本单位的注册没有通过，请修改后重新提交";
        Suspended = "memberships.suspended", "", "本单位已暂停使用，原因、期限和申诉方式见“单位注册”页面";
        Closed = "memberships.closed", "", "本单位已注销";
        LastOwner = "memberships.last_owner", "", "本单位至少要有一名管理员，请先把管理员移交给其他成员";
        NotOneself = "memberships.not_oneself", "accountId", "请选择另一名成员";
        EmailNotConfirmed = "memberships.email_not_confirmed", "", "请先打开邮件中的链接确认邮箱";
    }
}

/// Whether a member may stop being what they are: an organisation keeps one owner.
pub fn check_stepping_down(role: MemberRole, owners: usize) -> Option<MembershipProblem> {
    (role == MemberRole::Owner && owners < 2).then_some(MembershipProblem::LastOwner)
}

/// All that keeps a member from posting and bidding.
pub fn check_acting(standing: Standing, is_email_confirmed: bool) -> Vec<MembershipProblem> {
    let mut problems = Vec::new();
    problems.extend(match standing {
        Standing::Pending => Some(MembershipProblem::Pending),
        Standing::Refused => Some(MembershipProblem::Refused),
        Standing::Active => None,
        Standing::Suspended => Some(MembershipProblem::Suspended),
        Standing::Closed => Some(MembershipProblem::Closed),
    });
    if !is_email_confirmed {
        problems.push(MembershipProblem::EmailNotConfirmed);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_owner_stays() {
        let last = Some(MembershipProblem::LastOwner);
        assert_eq!(check_stepping_down(MemberRole::Owner, 1), last);
        assert_eq!(check_stepping_down(MemberRole::Owner, 2), None);
        assert_eq!(check_stepping_down(MemberRole::Editor, 1), None);
    }

    #[test]
    fn only_an_active_organisation_acts_by_a_person_whose_address_is_confirmed() {
        assert_eq!(check_acting(Standing::Active, true), []);
        assert_eq!(check_acting(Standing::Active, false), [MembershipProblem::EmailNotConfirmed]);
        assert_eq!(
            check_acting(Standing::Pending, false),
            [MembershipProblem::Pending, MembershipProblem::EmailNotConfirmed]
        );
        for standing in [Standing::Refused, Standing::Suspended, Standing::Closed] {
            assert_eq!(check_acting(standing, true).len(), 1, "{standing:?}");
        }
    }
}
