//! Who may be appointed to what.

use super::entity::AppointmentState;
use kernel::{OrganisationKind, RegionCode, Role};

kernel::problems! {
    /// Why an appointment is refused.
    AppointmentProblem {
        NotStaff = "appointments.not_staff", "role", "请选择要任命的角色";
        NoAccount = "appointments.no_account", "email", "没有使用这个邮箱的账号，请先邀请其加入本单位";
        Oneself = "appointments.oneself", "email", "不能任命自己";
        StaffAlready = "appointments.staff_already", "email", "这个账号已有工作人员角色";
        MarketMember = "appointments.market_member", "email", "企业和服务机构的成员不能兼任工作人员";
        RegionMissing = "appointments.region_missing", "regionCode", "请选择审核员负责的地区";
        RegionUnknown = "appointments.region_unknown", "regionCode", "没有这个地区";
        OtherKind = "appointments.other_kind", "role", "三类管理员须由三人分任：这个账号已任过一类管理员，不能再任";
        Open = "appointments.open", "email", "这个账号已有一项任命等待确认";
        NotFirst = "appointments.not_first", "role", "这类管理员已经有了，之后的任命由系统管理员提出、安全管理员确认";
        Decided = "appointments.decided", "", "这项任命已经处理过了，请刷新";
    }
}

/// What is known of the person to be appointed.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Their role now.
    pub role: Role,
    /// For whom they act.
    pub kinds: &'a [OrganisationKind],
    /// Whether they ever were one of the three administrators.
    pub was_administrator: bool,
}

/// All that forbids an appointment.
pub fn check(
    role: Role,
    region_code: Option<&RegionCode>,
    candidate: Candidate<'_>,
) -> Vec<AppointmentProblem> {
    let mut problems = Vec::new();
    if !role.is_staff() {
        problems.push(AppointmentProblem::NotStaff);
    }
    if candidate.role.is_staff() {
        problems.push(AppointmentProblem::StaffAlready);
    }
    let market = [OrganisationKind::Enterprise, OrganisationKind::Provider];
    if candidate.kinds.iter().any(|it| market.contains(it)) {
        problems.push(AppointmentProblem::MarketMember);
    }
    if role == Role::Moderator && region_code.is_none() {
        problems.push(AppointmentProblem::RegionMissing);
    }
    if candidate.was_administrator {
        problems.push(AppointmentProblem::OtherKind);
    }
    problems
}

/// What forbids a decision.
pub fn check_decision(state: AppointmentState) -> Option<AppointmentProblem> {
    (state != AppointmentState::Proposed).then_some(AppointmentProblem::Decided)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADMINISTRATORS: [Role; 3] =
        [Role::SystemAdministrator, Role::SecurityAdministrator, Role::AuditAdministrator];
    const NEWCOMER: Candidate<'_> = Candidate {
        role: Role::Member,
        kinds: &[OrganisationKind::Operator],
        was_administrator: false,
    };

    #[test]
    fn whoever_was_an_administrator_is_never_appointed_again() {
        for role in ADMINISTRATORS.into_iter().chain([Role::Moderator]) {
            let region = RegionCode::parse("31").ok();
            assert_eq!(check(role, region.as_ref(), NEWCOMER), []);
            let former = Candidate { was_administrator: true, ..NEWCOMER };
            assert_eq!(check(role, region.as_ref(), former), [AppointmentProblem::OtherKind]);
        }
    }

    #[test]
    fn staff_have_one_role_and_no_part_in_the_market() {
        for role in ADMINISTRATORS {
            let staff = Candidate { role, ..NEWCOMER };
            for wanted in ADMINISTRATORS {
                assert_eq!(check(wanted, None, staff), [AppointmentProblem::StaffAlready]);
            }
        }
        let bidder = Candidate { kinds: &[OrganisationKind::Provider], ..NEWCOMER };
        assert_eq!(
            check(Role::AuditAdministrator, None, bidder),
            [AppointmentProblem::MarketMember]
        );
        assert_eq!(check(Role::Member, None, NEWCOMER), [AppointmentProblem::NotStaff]);
        assert_eq!(check(Role::Moderator, None, NEWCOMER), [AppointmentProblem::RegionMissing]);
    }

    #[test]
    fn an_appointment_is_decided_once() {
        assert_eq!(check_decision(AppointmentState::Proposed), None);
        for state in [AppointmentState::Confirmed, AppointmentState::Refused] {
            assert_eq!(check_decision(state), Some(AppointmentProblem::Decided));
        }
    }
}
