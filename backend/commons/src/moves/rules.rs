//! Who may be moved where, whom it changes for, and when it can be undone.

use super::entity::{Model, MoveState};
use crate::organisations::{OrganisationRow, Standing};
use chrono::{DateTime, Utc};
use kernel::text::is_long;
use kernel::{Actor, RegionCode};

/// The most organisations one act may name.
pub const MOST: usize = 100;

kernel::problems! {
    /// Why a move, or a notice to many, is refused.
    MoveProblem {
        Size = "moves.size", "items", "一次请选 1 到 100 家单位";
        RegionUnknown = "moves.region_unknown", "regionCode", "请选择到区县";
        NoteLength = "moves.note_length", "note", "请写明调整的原因，4 到 300 个字";
        SameRegion = "moves.same_region", "", "已经在这个地区";
        NotSettled = "moves.not_settled", "", "只有正常或已暂停的单位可以调整地区";
        ChangedMeanwhile = "moves.changed_meanwhile", "", "所在地区刚被调整过，请刷新后再看";
        Empty = "moves.empty", "", "所选单位都不能调整到这个地区";
        Over = "moves.over", "", "已经过了可以撤销的时间，或已经撤销";
        ChangedSince = "moves.changed_since", "", "调整之后有单位又有变化，不能再整批撤销，请逐一调整";
        TitleLength = "moves.title_length", "title", "标题需 2 到 60 个字";
        BodyLength = "moves.body_length", "body", "内容需 4 到 500 个字";
    }
}

/// The region people move to, and all that is wrong with the act itself. Whether another association must agree
/// is for [`needs_consent`].
///
/// # Errors
/// Every problem at once.
pub fn check_act(region: &str, note: &str, count: usize) -> Result<RegionCode, Vec<MoveProblem>> {
    let mut problems = Vec::new();
    let region = RegionCode::parse(region.trim()).ok().filter(|it| it.county().is_some());
    if region.is_none() {
        problems.push(MoveProblem::RegionUnknown);
    }
    if !is_long(note, 4..=300) {
        problems.push(MoveProblem::NoteLength);
    }
    if !(1..=MOST).contains(&count) {
        problems.push(MoveProblem::Size);
    }
    region.filter(|_| problems.is_empty()).ok_or(problems)
}

/// Whether a move to a region is another association's to agree to: none of the actor's own.
pub fn needs_consent(actor: &Actor, to: &RegionCode) -> bool {
    !actor.moderates(to)
}

/// What keeps an organisation out of a move; `seen` is where it was when it was chosen.
pub fn check_item(
    organisation: &OrganisationRow,
    to: &RegionCode,
    seen: &RegionCode,
) -> Vec<MoveProblem> {
    if organisation.region_code.as_ref() != Some(seen) {
        vec![MoveProblem::ChangedMeanwhile]
    } else if !matches!(organisation.standing, Standing::Active | Standing::Suspended) {
        vec![MoveProblem::NotSettled]
    } else if seen == to {
        vec![MoveProblem::SameRegion]
    } else {
        Vec::new()
    }
}

/// Whether a moderator of a region (none: of all) loses or gains sight of somebody who moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Sees them now and not afterwards.
    Loses,
    /// Does not see them now, and does afterwards.
    Gains,
    /// Nothing changes.
    Keeps,
}

/// What moves from some places to another mean for a moderator.
pub fn sight_of(own: Option<&RegionCode>, from: &[&RegionCode], to: &RegionCode) -> Sight {
    let Some(own) = own else { return Sight::Keeps };
    let (saw_some, saw_all) =
        (from.iter().any(|it| own.contains(it)), from.iter().all(|it| own.contains(it)));
    match (saw_some, saw_all, own.contains(to)) {
        (true, _, false) => Sight::Loses,
        (_, false, true) => Sight::Gains,
        _ => Sight::Keeps,
    }
}

/// Whether the time to undo a move has not passed.
pub fn may_undo(made: &Model, now: DateTime<Utc>) -> bool {
    made.state == MoveState::Made && made.undone_at.is_none() && now < made.undo_until
}

/// Whether an organisation is as the move left it.
pub fn is_untouched(organisation: &OrganisationRow, made: &Model) -> bool {
    organisation.region_code.as_ref() == Some(&made.region_code)
        && organisation.updated_at == made.moved_at
}

/// All that is wrong with a notice to many.
pub fn check_notice(title: &str, body: &str, count: usize) -> Vec<MoveProblem> {
    let mut problems = Vec::new();
    if !is_long(title, 2..=60) {
        problems.push(MoveProblem::TitleLength);
    }
    if !is_long(body, 4..=500) {
        problems.push(MoveProblem::BodyLength);
    }
    if !(1..=MOST).contains(&count) {
        problems.push(MoveProblem::Size);
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone};
    use kernel::id::{AccountId, OrganisationId, OrganisationMoveId};
    use kernel::{Dice, OrganisationKind, Role};

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 22, 4, 0, 0).unwrap()
    }

    fn moderator(region: Option<&str>) -> Actor {
        let account_id = AccountId::new(noon(), &mut Dice::seeded(1));
        let region = region.map(code);
        Actor::Person { account_id, role: Role::Moderator, member: None, region }
    }

    fn firm(region: &str, standing: Standing) -> OrganisationRow {
        OrganisationRow {
            id: OrganisationId::new(noon(), &mut Dice::seeded(2)),
            kind: OrganisationKind::Enterprise,
            name: "青浦纸业有限公司".into(),
            name_key: "青浦纸业有限公司".into(),
            credit_code: None,
            credit_code_is_valid: false,
            region_code: Some(code(region)),
            address: None,
            source: String::new(),
            source_on: None,
            created_at: noon(),
            updated_at: noon(),
            standing,
        }
    }

    #[test]
    fn nobody_moves_out_of_their_own_region_alone() {
        let suzhou = moderator(Some("3205"));
        let note = "区划调整后归口管理";
        assert_eq!(check_act("320509", note, 3), Ok(code("320509")));
        assert!(!needs_consent(&suzhou, &code("320509")));
        assert!(!needs_consent(&moderator(None), &code("310118")));
        assert!(needs_consent(&suzhou, &code("310118")));
        let refused = |to: &str| check_act(to, note, 3).unwrap_err();
        assert_eq!(refused("3205"), [MoveProblem::RegionUnknown], "a city is no district");
        assert_eq!(refused("999999"), [MoveProblem::RegionUnknown]);
        let all = check_act("", " ", 101).unwrap_err();
        assert_eq!(all, [MoveProblem::RegionUnknown, MoveProblem::NoteLength, MoveProblem::Size]);
    }

    #[test]
    fn only_settled_organisations_move_and_from_where_they_were_seen() {
        let (here, there) = (code("320509"), code("320508"));
        let check = |standing, seen: &RegionCode, to: &RegionCode| {
            check_item(&firm("320509", standing), to, seen)
        };
        assert_eq!(check(Standing::Active, &here, &there), []);
        assert_eq!(check(Standing::Suspended, &here, &there), []);
        assert_eq!(check(Standing::Pending, &here, &there), [MoveProblem::NotSettled]);
        assert_eq!(check(Standing::Active, &there, &there), [MoveProblem::ChangedMeanwhile]);
        assert_eq!(check(Standing::Active, &here, &here), [MoveProblem::SameRegion]);
    }

    #[test]
    fn a_preview_names_whose_sight_changes() {
        let (wujiang, gusu, shanghai) = (code("320509"), code("320508"), code("31"));
        let from = [&wujiang];
        assert_eq!(sight_of(None, &from, &gusu), Sight::Keeps);
        assert_eq!(sight_of(Some(&code("3205")), &from, &gusu), Sight::Keeps);
        assert_eq!(sight_of(Some(&wujiang), &from, &gusu), Sight::Loses);
        assert_eq!(sight_of(Some(&gusu), &from, &gusu), Sight::Gains);
        assert_eq!(sight_of(Some(&shanghai), &from, &gusu), Sight::Keeps);
    }

    #[test]
    fn a_move_is_undone_in_time_and_while_nothing_else_has_changed() {
        let made = Model {
            id: OrganisationMoveId::new(noon(), &mut Dice::seeded(3)),
            region_code: code("320508"),
            note: String::new(),
            moved_by: AccountId::new(noon(), &mut Dice::seeded(4)),
            moved_at: noon(),
            undo_until: noon() + Duration::minutes(10),
            undone_at: None,
            state: MoveState::Made,
        };
        let proposed = Model { state: MoveState::Proposed, ..made.clone() };
        assert!(!may_undo(&proposed, noon()));
        assert!(may_undo(&made, noon() + Duration::minutes(9)));
        assert!(!may_undo(&made, noon() + Duration::minutes(10)));
        assert!(!may_undo(&Model { undone_at: Some(noon()), ..made.clone() }, noon()));
        assert!(is_untouched(&firm("320508", Standing::Active), &made));
        assert!(!is_untouched(&firm("320506", Standing::Active), &made));
        let mut later = firm("320508", Standing::Suspended);
        later.updated_at = noon() + Duration::minutes(1);
        assert!(!is_untouched(&later, &made));
    }

    #[test]
    fn a_notice_says_something_to_somebody() {
        assert_eq!(check_notice("年度填报", "请在月底前完成年度信息填报。", 2), []);
        assert_eq!(
            check_notice("", "嗯", 0),
            [MoveProblem::TitleLength, MoveProblem::BodyLength, MoveProblem::Size]
        );
    }
}
