//! What a need must say, and what may happen to it when.

use super::entity::{DemandState, Model};
use crate::categories;
use crate::directory::rules::waste_class;
use chrono::{DateTime, Duration, Utc};
use kernel::money::parse_yuan;
use kernel::text::is_long;
use kernel::{Fen, Pace, Problem, RegionCode};

/// The longest time bids may be taken, in days. 配置值.
pub const LONGEST_WINDOW_DAYS: i64 = 180;

kernel::problems! {
    /// Why a need, or a step of it, is refused.
    DemandProblem {
        TitleLength = "demands.title_length", "title", "标题需 5 到 60 个字";
        DescriptionLength = "demands.description_length", "description", "需求说明需 20 到 5000 个字";
        CategoryUnknown = "demands.category_unknown", "categoryCode", "请选择具体的服务类别";
        RegionUnknown = "demands.region_unknown", "regionCode", "请选择需求所在地区，至少到区县";
        AddressLength = "demands.address_length", "address", "地址最多 120 个字";
        BudgetForm = "demands.budget_form", "budgetMaxYuan", "预算请填金额，如 86000 或 8.6万";
        BudgetOrder = "demands.budget_order", "budgetMinYuan", "预算下限不能高于上限";
        WasteCodeForm = "demands.waste_code_form", "wasteCode", "废物代码应为 HW09 或 900-006-09 这样的形式";
        WasteCodeMissing = "demands.waste_code_missing", "wasteCode", "危险废物需求请填写废物类别或代码";
        QuantityForm = "demands.quantity_form", "quantity", "数量应大于 0";
        UnitLength = "demands.unit_length", "unit", "单位最多 10 个字";
        DeadlineTooSoon = "demands.deadline_too_soon", "deadline", "截止时间太近，服务机构来不及准备";
        DeadlineTooFar = "demands.deadline_too_far", "deadline", "截止时间最多在 180 天内，练习在 3 小时内";
        NotEnterprise = "demands.not_enterprise", "", "只有企业可以发布需求";
        ReasonLength = "demands.reason_length", "reason", "请用 2 到 200 个字说明原因";
        CannotWithdraw = "demands.cannot_withdraw", "", "这条需求已经结束，不能撤回";
        CannotRevise = "demands.cannot_revise", "", "这条需求现在不能修改";
        ChangedMeanwhile = "demands.changed_meanwhile", "revision", "同事刚改过这条需求，请刷新后再改";
        NotOpenYet = "demands.not_open_yet", "", "还没到截止时间，报价尚未开启";
        AlreadyEnded = "demands.already_ended", "", "这条需求已经结束";
        ProposeFirst = "demands.propose_first", "", "这条需求要先公示拟选定结果，公示期满没有未处理的异议才选定";
        NotAtThisStage = "demands.not_at_this_stage", "", "需求已经不在这个阶段，请刷新后再看";
        TooMuchPractice = "demands.too_much_practice", "", "本单位已有 5 条练习在征集（配置值），等其中一条结束再发";
        NoOrganisation = "demands.no_organisation", "", "请先以单位成员身份登录，再发布练习";
        BidNotStanding = "demands.bid_not_standing", "bidId", "这份报价已撤回，不能选定";
    }
}

/// What a person types to post a need.
#[derive(Debug, Clone)]
pub struct TypedDemand {
    /// One line.
    pub title: String,
    /// What exactly.
    pub description: String,
    /// `waste/hazardous`.
    pub category_code: String,
    /// Where.
    pub region_code: String,
    /// As given.
    pub address: Option<String>,
    /// Yuan, as typed.
    pub budget_min_yuan: Option<String>,
    /// Yuan, as typed.
    pub budget_max_yuan: Option<String>,
    /// HW class or eight-digit code.
    pub waste_code: Option<String>,
    /// How much.
    pub quantity: Option<f64>,
    /// Of what.
    pub unit: Option<String>,
    /// When bids open.
    pub deadline: DateTime<Utc>,
}

/// A need whose every field is right.
#[derive(Debug, Clone)]
pub struct CheckedDemand {
    /// One line.
    pub title: String,
    /// What exactly.
    pub description: String,
    /// Exists.
    pub category_code: String,
    /// Exists, county or town.
    pub region_code: RegionCode,
    /// As given.
    pub address: Option<String>,
    /// At least.
    pub budget_min: Option<Fen>,
    /// At most.
    pub budget_max: Option<Fen>,
    /// Without spaces, upper case.
    pub waste_code: Option<String>,
    /// More than nothing.
    pub quantity: Option<f64>,
    /// Of what.
    pub unit: Option<String>,
    /// When bids open.
    pub deadline: DateTime<Utc>,
}

impl Model {
    /// The same need saying other things.
    pub fn with(&self, said: CheckedDemand) -> Self {
        Self {
            title: marked(said.title, self.pace()),
            description: said.description,
            category_code: said.category_code,
            province_code: said.region_code.province(),
            city_code: said.region_code.city(),
            county_code: said.region_code.county(),
            region_code: said.region_code,
            address: said.address,
            budget_min_fen: said.budget_min,
            budget_max_fen: said.budget_max,
            waste_code: said.waste_code,
            quantity: said.quantity,
            unit: said.unit,
            deadline: said.deadline,
            ..self.clone()
        }
    }
}

/// What the title of a need of the practice hall begins with: whoever reads of it anywhere is told.
const PRACTICE: &str = "【练习】";
/// Needs of one organisation that take bids in the practice hall at a time. 配置值.
pub const MOST_PRACTICE: u64 = 5;

/// A title as it is kept: practice is marked, once.
pub fn marked(title: String, pace: Pace) -> String {
    match pace.is_practice() && !title.starts_with(PRACTICE) {
        true => format!("{PRACTICE}{title}"),
        false => title,
    }
}

/// All that is wrong with a need, or its parsed form. `shortest_window` is a setting.
pub fn check(
    typed: TypedDemand,
    now: DateTime<Utc>,
    (shortest_window, pace): (Duration, Pace),
) -> Result<CheckedDemand, Vec<Problem>> {
    let mut problems: Vec<DemandProblem> = Vec::new();
    let title = typed.title.trim().to_owned();
    if !is_long(title.trim_start_matches(PRACTICE), 5..=60) {
        problems.push(DemandProblem::TitleLength);
    }
    let description = typed.description.trim().to_owned();
    if !is_long(&description, 20..=5_000) {
        problems.push(DemandProblem::DescriptionLength);
    }
    let is_category =
        typed.category_code.contains('/') && categories::find(&typed.category_code).is_some();
    if !is_category {
        problems.push(DemandProblem::CategoryUnknown);
    }
    let region =
        RegionCode::parse(typed.region_code.trim()).ok().filter(|it| it.county().is_some());
    if region.is_none() {
        problems.push(DemandProblem::RegionUnknown);
    }
    let address = filled(typed.address);
    if address.as_ref().is_some_and(|it| it.chars().count() > 120) {
        problems.push(DemandProblem::AddressLength);
    }
    let (budget_min, budget_max) =
        check_budget(typed.budget_min_yuan, typed.budget_max_yuan, &mut problems);
    let waste_code = check_waste_code(typed.waste_code, &typed.category_code, &mut problems);
    if typed.quantity.is_some_and(|it| !(it > 0.0 && it <= 1e9)) {
        problems.push(DemandProblem::QuantityForm);
    }
    let unit = filled(typed.unit);
    if unit.as_ref().is_some_and(|it| it.chars().count() > 10) {
        problems.push(DemandProblem::UnitLength);
    }
    if typed.deadline < now + pace.scaled(shortest_window) {
        problems.push(DemandProblem::DeadlineTooSoon);
    } else if typed.deadline > now + pace.days(LONGEST_WINDOW_DAYS) {
        problems.push(DemandProblem::DeadlineTooFar);
    }
    match region {
        Some(region_code) if problems.is_empty() => Ok(CheckedDemand {
            title,
            description,
            category_code: typed.category_code,
            region_code,
            address,
            budget_min,
            budget_max,
            waste_code,
            quantity: typed.quantity,
            unit,
            deadline: typed.deadline,
        }),
        _ => Err(problems.into_iter().map(Into::into).collect()),
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

fn check_budget(
    min: Option<String>,
    max: Option<String>,
    problems: &mut Vec<DemandProblem>,
) -> (Option<Fen>, Option<Fen>) {
    let mut read = |typed: Option<String>| match filled(typed).map(|it| parse_yuan(&it)) {
        None => None,
        Some(Ok(fen)) => Some(fen),
        Some(Err(_)) => {
            problems.push(DemandProblem::BudgetForm);
            None
        }
    };
    let (min, max) = (read(min), read(max));
    if let (Some(min), Some(max)) = (min, max)
        && min.0 > max.0
    {
        problems.push(DemandProblem::BudgetOrder);
    }
    (min, max)
}

fn check_waste_code(
    typed: Option<String>,
    category: &str,
    problems: &mut Vec<DemandProblem>,
) -> Option<String> {
    match filled(typed).map(|it| it.to_ascii_uppercase()) {
        Some(code) if waste_class(&code).is_some() => Some(code),
        Some(_) => {
            problems.push(DemandProblem::WasteCodeForm);
            None
        }
        None => {
            if category == "waste/hazardous" {
                problems.push(DemandProblem::WasteCodeMissing);
            }
            None
        }
    }
}

/// Whether the bids of a need may be read: from the deadline on, never before.
pub fn bids_are_open(demand: &Model, now: DateTime<Utc>) -> bool {
    now >= demand.deadline
        && matches!(
            demand.state,
            DemandState::Published
                | DemandState::Opened
                | DemandState::Awarded
                | DemandState::Unsuccessful
        )
}

/// Whether a bid may be handed in.
pub fn takes_bids(demand: &Model, now: DateTime<Utc>) -> bool {
    demand.state == DemandState::Published && now < demand.deadline
}

/// Whether anybody may read the need.
pub fn is_public(state: DemandState) -> bool {
    matches!(
        state,
        DemandState::Published
            | DemandState::Opened
            | DemandState::Awarded
            | DemandState::Unsuccessful
    )
}

/// Where a need goes when its deadline has passed. Too few bids are not opened (招标投标法 art. 28 asks
/// for three; how many a procedure asks for is 配置值).
pub fn at_deadline(bid_count: i32, least_bids: i32) -> DemandState {
    if bid_count >= least_bids.max(1) { DemandState::Opened } else { DemandState::Unsuccessful }
}

/// Whether a need may still be withdrawn.
pub fn may_end(state: DemandState) -> bool {
    matches!(state, DemandState::Submitted | DemandState::Published | DemandState::Opened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 1, 0, 0).unwrap()
    }

    fn typed() -> TypedDemand {
        TypedDemand {
            title: "废乳化液年度转移处置".into(),
            description: "机加工产生的废乳化液，桶装，每月转移一次，需提供运输与联单服务。".into(),
            category_code: "waste/hazardous".into(),
            region_code: "310118".into(),
            address: None,
            budget_min_yuan: Some("10万".into()),
            budget_max_yuan: Some("200000".into()),
            waste_code: Some("900-006-09".into()),
            quantity: Some(180.0),
            unit: Some("吨".into()),
            deadline: now() + Duration::days(10),
        }
    }

    fn codes(change: impl FnOnce(&mut TypedDemand)) -> Vec<String> {
        let mut it = typed();
        change(&mut it);
        match check(it, now(), (Duration::hours(24), Pace::REAL)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|it| it.code.into_owned()).collect(),
        }
    }

    #[test]
    fn a_whole_need_passes_and_each_fault_is_named() {
        assert_eq!(codes(|_| ()), Vec::<String>::new());
        assert_eq!(codes(|it| it.title = "短".into()), ["demands.title_length"]);
        assert_eq!(codes(|it| it.category_code = "waste".into()), ["demands.category_unknown"]);
        assert_eq!(codes(|it| it.region_code = "31".into()), ["demands.region_unknown"]);
        assert_eq!(codes(|it| it.budget_min_yuan = Some("30万".into())), ["demands.budget_order"]);
        assert_eq!(codes(|it| it.budget_max_yuan = Some("很多".into())), ["demands.budget_form"]);
        assert_eq!(codes(|it| it.waste_code = None), ["demands.waste_code_missing"]);
        assert_eq!(codes(|it| it.waste_code = Some("乳化液".into())), ["demands.waste_code_form"]);
        assert_eq!(codes(|it| it.quantity = Some(f64::NAN)), ["demands.quantity_form"]);
        assert_eq!(codes(|it| it.deadline = now()), ["demands.deadline_too_soon"]);
        assert_eq!(
            codes(|it| it.deadline = now() + Duration::days(181)),
            ["demands.deadline_too_far"]
        );
    }

    #[test]
    fn practice_is_marked_once_and_its_window_is_minutes() {
        let fast = Pace::of(1_440);
        assert_eq!(marked("废乳化液".into(), fast), "【练习】废乳化液");
        assert_eq!(marked(marked("废乳化液".into(), fast), fast), "【练习】废乳化液");
        assert_eq!(marked("废乳化液".into(), Pace::REAL), "废乳化液");
        let within = |minutes| {
            let it = TypedDemand { deadline: now() + Duration::minutes(minutes), ..typed() };
            check(it, now(), (Duration::hours(24), fast)).is_ok()
        };
        assert!(within(1) && within(180) && !within(0) && !within(181));
    }

    #[test]
    fn all_faults_come_back_together() {
        let found = codes(|it| {
            it.title = String::new();
            it.description = String::new();
            it.deadline = now();
        });
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_deadline_without_bids_ends_the_need() {
        assert_eq!(at_deadline(0, 1), DemandState::Unsuccessful);
        assert_eq!(at_deadline(1, 1), DemandState::Opened);
        assert_eq!(at_deadline(2, 3), DemandState::Unsuccessful);
        assert_eq!(at_deadline(3, 3), DemandState::Opened);
        assert_eq!(at_deadline(0, 0), DemandState::Unsuccessful);
    }
}
