//! What a licence must say to cover a job, and what it leaves over.

use super::code::{WasteCode, codes_in};
use crate::directory::{QualificationRow, rules::holds_on};
use async_graphql::Enum;
use chrono::{Datelike, NaiveDate};
use kernel::RegionCode;

/// The most tonnes that are asked for at once. 配置值.
const MOST_TONNES: f64 = 1_000_000.0;
/// How many years ahead a job may lie; no licence runs longer than five.
const YEARS_AHEAD: i32 = 5;
/// What a 收集经营许可证 covers (《危险废物经营许可证管理办法》): waste mineral oil of vehicle repair,
const COLLECTED_OIL: &str = "HW08";
/// and nickel-cadmium batteries of households.
const COLLECTED_BATTERIES: &str = "900-044-49";

kernel::problems! {
    /// Why a job cannot be looked up.
    WasteJobProblem {
        CodeForm = "waste.code_form", "code", "请填 HW12 这样的类别，或 900-252-12 这样的八位代码";
        PlaceMissing = "waste.place_missing", "region", "请选废物所在的地区";
        TonnesRange = "waste.tonnes_range", "tonnes", "吨数请填大于 0、不超过 1000000 的数";
        DayRange = "waste.day_range", "on", "转移日期请填今天起五年以内的一天";
    }
}

/// What is done to waste (经营方式).
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq)]
pub enum WasteMode {
    /// 收集.
    Collect,
    /// 贮存.
    Store,
    /// 利用.
    Recover,
    /// 处置.
    Dispose,
}

impl WasteMode {
    /// As a licence calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Collect => "收集",
            Self::Store => "贮存",
            Self::Recover => "利用",
            Self::Dispose => "处置",
        }
    }

    /// Whether a text names it: 「收集、贮存、焚烧处置」; some licences write 储存.
    fn is_in(self, text: &str) -> bool {
        text.contains(self.name()) || (self == Self::Store && text.contains("储存"))
    }
}

/// Why a licence does not cover a job, in the order in which it is asked.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WasteGap {
    /// The source does not list the class.
    ClassNotListed,
    /// Only collecting is licensed, and not of this waste.
    CollectingOnly,
    /// Single codes are listed, and not this one.
    CodeNotListed,
    /// The licence has ended.
    Ended,
    /// It ends before the day of the job.
    EndsBefore,
    /// It has not begun on the day of the job.
    NotBegun,
    /// The mode is not listed.
    ModeNotListed,
    /// Less is left of the yearly scale than is wanted.
    TooLittleLeft,
    /// Its holder is restricted.
    HolderRestricted,
    /// It lists the class and was not judged: more do than are judged at once, and it is among the
    /// farthest.
    NotJudged,
}

impl WasteGap {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ClassNotListed => "来源没有列明这个类别",
            Self::CollectingOnly => "收集经营许可证不含这种废物",
            Self::CodeNotListed => "列明的代码里没有这一个",
            Self::Ended => "有效期已过",
            Self::EndsBefore => "转移日期前到期",
            Self::NotBegun => "转移日期尚未生效",
            Self::ModeNotListed => "经营方式不含所选方式",
            Self::TooLittleLeft => "当年剩余规模不够",
            Self::HolderRestricted => "机构正被协会限制推荐",
            Self::NotJudged => "列明了这个类别，但离得较远、没有逐一核对",
        }
    }
}

/// A job as somebody typed it.
#[derive(Debug, Clone)]
pub struct TypedJob {
    /// Class or code.
    pub code: String,
    /// How much; what is no number is not a number.
    pub tonnes: f64,
    /// From where.
    pub place: Option<RegionCode>,
    /// When.
    pub on: NaiveDate,
    /// How.
    pub mode: Option<WasteMode>,
}

/// A job whose every field is right.
#[derive(Debug, Clone, PartialEq)]
pub struct WasteJob {
    /// What.
    pub code: WasteCode,
    /// How much.
    pub tonnes: f64,
    /// From where.
    pub place: RegionCode,
    /// When.
    pub on: NaiveDate,
    /// How; none for whatever is licensed.
    pub mode: Option<WasteMode>,
}

/// The job, or all that is wrong with it.
///
/// # Errors
/// One problem for each field that is wrong.
pub fn check(typed: TypedJob, today: NaiveDate) -> Result<WasteJob, Vec<WasteJobProblem>> {
    let TypedJob { code, tonnes, place, on, mode } = typed;
    let mut problems = Vec::new();
    let code = WasteCode::parse(&code);
    if code.is_none() {
        problems.push(WasteJobProblem::CodeForm);
    }
    if place.is_none() {
        problems.push(WasteJobProblem::PlaceMissing);
    }
    if !(tonnes > 0.0 && tonnes <= MOST_TONNES) {
        problems.push(WasteJobProblem::TonnesRange);
    }
    if on < today || on.year() - today.year() > YEARS_AHEAD {
        problems.push(WasteJobProblem::DayRange);
    }
    match (code, place) {
        (Some(code), Some(place)) if problems.is_empty() => {
            Ok(WasteJob { code, tonnes, place, on, mode })
        }
        _ => Err(problems),
    }
}

/// How a licence covers a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Tonnes of the yearly scale nobody was promised; none where the scale is not stated.
    pub remaining: Option<f64>,
    /// What to ask the holder, each a sentence.
    pub cautions: Vec<String>,
}

/// Whether a licence covers a job, when `promised` tonnes of its scale are taken this year.
///
/// # Errors
/// The first reason why it does not.
pub fn cover(
    licence: &QualificationRow,
    job: &WasteJob,
    promised: f64,
    today: NaiveDate,
) -> Result<Cover, WasteGap> {
    let mut cautions = Vec::new();
    lists_class(licence, job, &mut cautions)?;
    lists_code(licence, &job.code, &mut cautions)?;
    holds(licence, job.on, today)?;
    if job.mode.is_some_and(|mode| !mode.is_in(licence.mode.as_deref().unwrap_or(&licence.name))) {
        return Err(WasteGap::ModeNotListed);
    }
    let remaining = licence.annual_tonnes.map(|scale| to_the_kilogram(scale - promised));
    match remaining {
        Some(remaining) if remaining < job.tonnes => return Err(WasteGap::TooLittleLeft),
        None => cautions.push("未载明规模，请向机构核实".to_owned()),
        Some(_) => {}
    }
    Ok(Cover { remaining, cautions })
}

fn lists_class(
    licence: &QualificationRow,
    job: &WasteJob,
    cautions: &mut Vec<String>,
) -> Result<(), WasteGap> {
    if !licence.waste_classes.0.iter().any(|it| it == job.code.class()) {
        return Err(WasteGap::ClassNotListed);
    }
    if !licence.name.contains("收集经营许可证") {
        return Ok(());
    }
    let only = match (job.code.class(), job.code.code()) {
        (COLLECTED_OIL, _) => "机动车维修活动中产生的废矿物油",
        (_, Some(COLLECTED_BATTERIES)) => "居民日常生活中产生的废镉镍电池",
        _ => return Err(WasteGap::CollectingOnly),
    };
    cautions.push(format!("收集经营许可证只限{only}"));
    Ok(())
}

/// A licence that lists codes of the class covers these alone.
fn lists_code(
    licence: &QualificationRow,
    asked: &WasteCode,
    cautions: &mut Vec<String>,
) -> Result<(), WasteGap> {
    let texts = [&licence.scope, &licence.capacity_text];
    let mut listed: Vec<&str> =
        texts.into_iter().flatten().flat_map(|it| codes_in(it, asked.class())).collect();
    listed.sort_unstable();
    listed.dedup();
    match asked.code() {
        _ if listed.is_empty() => Ok(()),
        Some(code) if listed.contains(&code) => Ok(()),
        Some(_) => Err(WasteGap::CodeNotListed),
        None => {
            cautions.push(format!("只列明 {}，请核对代码", listed.join("、")));
            Ok(())
        }
    }
}

fn holds(licence: &QualificationRow, on: NaiveDate, today: NaiveDate) -> Result<(), WasteGap> {
    match (licence.valid_from, licence.valid_to) {
        (_, Some(to)) if to < today => Err(WasteGap::Ended),
        (from, to) if holds_on(from, to, on) => Ok(()),
        (Some(from), _) if on < from => Err(WasteGap::NotBegun),
        _ => Err(WasteGap::EndsBefore),
    }
}

fn to_the_kilogram(tonnes: f64) -> f64 {
    (tonnes * 1_000.0).round() / 1_000.0
}

/// What speaks for a licence that covers a job, each in a few words.
pub fn reasons(
    licence: &QualificationRow,
    home: Option<&RegionCode>,
    job: &WasteJob,
) -> Vec<String> {
    let mut reasons = vec![format!("许可证列明 {}", job.code.class())];
    if let Some(mode) = job.mode {
        reasons.push(format!("经营方式含{}", mode.name()));
    }
    if let Some(to) = licence.valid_to {
        reasons.push(format!("有效期至 {}", to.format("%Y年%-m月%-d日")));
    }
    let steps = [job.place.county(), job.place.city(), Some(job.place.province())];
    let near = steps.into_iter().flatten().find(|it| home.is_some_and(|home| it.contains(home)));
    if let Some(near) = near {
        reasons.push(format!("同在{}", kernel::region::full_name(&near)));
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::QualificationKind;
    use crate::directory::entity::qualification::WasteClasses;
    use kernel::id::QualificationId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn today() -> NaiveDate {
        day("2026-11-21")
    }

    fn licence(changes: impl FnOnce(&mut QualificationRow)) -> QualificationRow {
        let now = chrono::DateTime::UNIX_EPOCH;
        let mut row = QualificationRow {
            id: QualificationId::new(now, &mut kernel::Dice::seeded(1)),
            provider_id: kernel::id::ProviderId::new(now, &mut kernel::Dice::seeded(2)),
            source_key: "1".into(),
            kind: QualificationKind::HazardousWaste,
            name: "危险废物经营许可证".into(),
            number: None,
            issuer: None,
            scope: None,
            mode: Some("收集、贮存、焚烧处置".into()),
            waste_classes: WasteClasses(vec!["HW08".into(), "HW12".into(), "HW49".into()]),
            annual_tonnes: Some(1_000.0),
            capacity_text: None,
            valid_from: Some(day("2024-01-01")),
            valid_to: Some(day("2027-06-30")),
            source: "测试名录".into(),
            source_on: None,
            created_at: now,
            holds: true,
            reminder_on: None,
        };
        changes(&mut row);
        row
    }

    fn typed(code: &str, tonnes: f64, on: &str) -> TypedJob {
        let place = RegionCode::parse("320509").ok();
        TypedJob { code: code.to_owned(), tonnes, place, on: day(on), mode: None }
    }

    fn job(code: &str, tonnes: f64, on: &str, mode: Option<WasteMode>) -> WasteJob {
        let typed = TypedJob { mode, ..typed(code, tonnes, on) };
        check(typed, today()).expect("a sound job")
    }

    fn usual() -> WasteJob {
        job("HW12", 300.0, "2026-12-01", None)
    }

    fn gap(licence: &QualificationRow, job: &WasteJob) -> Option<WasteGap> {
        cover(licence, job, 0.0, today()).err()
    }

    #[test]
    fn all_that_is_wrong_with_a_job_is_said_at_once() {
        let asked = |code, tonnes, on| check(typed(code, tonnes, on), today());

        let all = TypedJob { place: None, ..typed("油", 0.0, "2026-11-20") };
        assert_eq!(check(all, today()), Err(WasteJobProblem::ALL.to_vec()));
        for tonnes in [-1.0, f64::NAN, f64::INFINITY, 1_000_000.5] {
            let refused = asked("HW12", tonnes, "2026-11-21");
            assert_eq!(refused, Err(vec![WasteJobProblem::TonnesRange]), "{tonnes}");
        }
        assert_eq!(asked("HW12", 1.0, "2032-01-01"), Err(vec![WasteJobProblem::DayRange]));
        assert!(asked("HW12", 0.001, "2026-11-21").is_ok());
    }

    #[test]
    fn a_licence_that_says_all_covers_the_job() {
        let cover = cover(&licence(|_| {}), &usual(), 0.0, today()).expect("it covers");

        assert_eq!(cover, Cover { remaining: Some(1_000.0), cautions: Vec::new() });
    }

    #[test]
    fn the_class_must_be_listed() {
        let other = licence(|it| it.waste_classes.0 = vec!["HW09".into()]);
        assert_eq!(gap(&other, &usual()), Some(WasteGap::ClassNotListed));
        let none = licence(|it| it.waste_classes.0.clear());
        assert_eq!(gap(&none, &usual()), Some(WasteGap::ClassNotListed));
    }

    #[test]
    fn where_codes_of_the_class_are_listed_the_code_is_among_them() {
        let listing = licence(|it| it.scope = Some("HW12（900-252-12，900-250-12）、HW49".into()));
        let asked = |code| cover(&listing, &job(code, 1.0, "2026-12-01", None), 0.0, today());

        assert!(asked("900-252-12").expect("listed").cautions.is_empty());
        assert_eq!(asked("900-299-12"), Err(WasteGap::CodeNotListed));
        assert_eq!(
            asked("HW12").expect("some of it").cautions,
            ["只列明 900-250-12、900-252-12，请核对代码"]
        );
        assert!(asked("900-041-49").expect("the class as a whole").cautions.is_empty());
    }

    #[test]
    fn the_mode_must_be_named() {
        let of = |mode: Option<&str>, wanted| {
            let licence = licence(|it| it.mode = mode.map(str::to_owned));
            gap(&licence, &job("HW12", 1.0, "2026-12-01", Some(wanted)))
        };
        for (mode, wanted, is_named) in [
            (Some("收集、贮存、焚烧处置"), WasteMode::Dispose, true),
            (Some("收集，储存，处置"), WasteMode::Store, true),
            (Some("收集、贮存、焚烧处置"), WasteMode::Recover, false),
            (Some("收集"), WasteMode::Dispose, false),
            (Some("有资质处理"), WasteMode::Dispose, false),
            (None, WasteMode::Collect, false),
        ] {
            let gap = of(mode, wanted);
            assert_eq!(gap, (!is_named).then_some(WasteGap::ModeNotListed), "{mode:?} {wanted:?}");
        }
        let named = licence(|it| {
            (it.name, it.mode) = ("危险废物收集、贮存、处置综合经营许可证".into(), None);
        });
        let dispose = job("HW12", 1.0, "2026-12-01", Some(WasteMode::Dispose));
        assert_eq!(gap(&named, &dispose), None, "the name of the licence says it");
        let silent = licence(|it| it.mode = None);
        assert_eq!(gap(&silent, &usual()), None, "no mode was asked for");
    }

    #[test]
    fn the_term_must_cover_the_day() {
        let of = |from: Option<&str>, to: Option<&str>| {
            let licence = licence(|it| {
                (it.valid_from, it.valid_to) = (from.map(day), to.map(day));
            });
            gap(&licence, &usual())
        };
        assert_eq!(of(None, None), None);
        assert_eq!(of(Some("2026-12-01"), Some("2026-12-01")), None, "both ends count");
        assert_eq!(of(Some("2026-12-02"), None), Some(WasteGap::NotBegun));
        assert_eq!(of(None, Some("2026-11-30")), Some(WasteGap::EndsBefore));
        assert_eq!(of(None, Some("2026-11-21")), Some(WasteGap::EndsBefore));
        assert_eq!(of(None, Some("2026-11-20")), Some(WasteGap::Ended));
    }

    #[test]
    fn what_was_promised_is_taken_off_the_yearly_scale() {
        let of = |promised, tonnes| {
            cover(&licence(|_| {}), &job("HW12", tonnes, "2026-12-01", None), promised, today())
        };
        assert_eq!(of(700.0, 300.0).expect("to the last").remaining, Some(300.0));
        assert_eq!(of(700.1, 300.0), Err(WasteGap::TooLittleLeft));
        assert_eq!(of(0.0, 1_000.001), Err(WasteGap::TooLittleLeft), "no fifth above the scale");
        assert_eq!(of(999.7, 0.3).expect("to the kilogram").remaining, Some(0.3));
        assert_eq!(of(1_200.0, 1.0), Err(WasteGap::TooLittleLeft), "more than all");
    }

    #[test]
    fn a_scale_that_is_not_stated_is_not_passed_silently() {
        let unknown = licence(|it| it.annual_tonnes = None);
        let cover = cover(&unknown, &usual(), 50.0, today()).expect("it may");

        assert_eq!(cover.remaining, None);
        assert_eq!(cover.cautions, ["未载明规模，请向机构核实"]);
    }

    #[test]
    fn a_collecting_licence_covers_oil_of_repair_and_batteries_alone() {
        let collecting = licence(|it| {
            (it.name, it.mode) = ("危险废物收集经营许可证".into(), Some("收集".into()));
        });
        let asked = |code| cover(&collecting, &job(code, 1.0, "2026-12-01", None), 0.0, today());

        assert!(asked("HW08").expect("oil").cautions[0].contains("机动车维修"));
        assert!(asked("900-214-08").is_ok());
        assert!(asked("900-044-49").expect("batteries").cautions[0].contains("废镉镍电池"));
        for code in ["HW12", "HW49", "900-041-49"] {
            assert_eq!(asked(code), Err(WasteGap::CollectingOnly), "{code}");
        }
    }

    #[test]
    fn reasons_name_the_nearest_place_that_is_shared() {
        let near = |home: &str| {
            let home = RegionCode::parse(home).expect("a division");
            reasons(&licence(|_| {}), Some(&home), &usual()).pop().expect("a reason")
        };
        assert_eq!(near("320509400"), "同在江苏省苏州市吴江区");
        assert_eq!(near("320583"), "同在江苏省苏州市");
        assert_eq!(near("3201"), "同在江苏省");
        assert_eq!(near("310118"), "有效期至 2027年6月30日");
    }
}
