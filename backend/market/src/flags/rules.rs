//! Which processes, and whom, a flag finds: the eleven of Cardinal
//! (<https://cardinal.readthedocs.io/en/latest/cli/indicators/>), over compiled releases with their bids.
//!
//! Pure: processes in, findings out. That they are the ones Cardinal gives is proved on an export
//! (`scripts/test.sh ocds`).

mod bids;
mod outcomes;
mod prices;
mod reading;

use kernel::Fen;
use reading::is_cancelled;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde_json::Value;
use std::collections::BTreeMap;

/// Verdicts without which nothing is said of a flag's precision. 配置值.
pub const ENOUGH_VERDICTS: u64 = 20;
/// A flag that is right less often, of a hundred, is retired. 配置值.
pub const LEAST_PERCENT: u64 = 20;
/// New tasks of one night at most; the rest comes up the next. 配置值.
pub const TASKS_A_NIGHT: usize = 100;
/// Processes that are looked at, the latest first. 配置值.
pub const PROCESSES: u64 = 50_000;

/// What is looked for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RedFlag {
    /// 报价时间过短.
    R003,
    /// 只有一家报价.
    R018,
    /// 中选价与次低价几乎相同.
    R024,
    /// 很少中选却经常报价.
    R025,
    /// 不同机构报价相同.
    R028,
    /// 中选的是截止后才到的报价.
    R030,
    /// 除中选者外都被否决.
    R035,
    /// 最低价被否决.
    R036,
    /// 被否决的报价比例过高.
    R038,
    /// 中选的业务种类过杂.
    R048,
    /// 次低价远高于中选价.
    R058,
}

impl RedFlag {
    /// Every flag.
    pub const ALL: [Self; 11] = [
        Self::R003,
        Self::R018,
        Self::R024,
        Self::R025,
        Self::R028,
        Self::R030,
        Self::R035,
        Self::R036,
        Self::R038,
        Self::R048,
        Self::R058,
    ];

    /// Its number.
    pub fn code(self) -> &'static str {
        match self {
            Self::R003 => "R003",
            Self::R018 => "R018",
            Self::R024 => "R024",
            Self::R025 => "R025",
            Self::R028 => "R028",
            Self::R030 => "R030",
            Self::R035 => "R035",
            Self::R036 => "R036",
            Self::R038 => "R038",
            Self::R048 => "R048",
            Self::R058 => "R058",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::R003 => "报价时间过短",
            Self::R018 => "只有一家报价",
            Self::R024 => "中选价与次低价几乎相同",
            Self::R025 => "经常报价却很少中选",
            Self::R028 => "不同机构报价相同",
            Self::R030 => "中选的是截止后的报价",
            Self::R035 => "除中选者外都被否决",
            Self::R036 => "最低价被否决",
            Self::R038 => "被否决的报价比例过高",
            Self::R048 => "中选的业务种类过杂",
            Self::R058 => "次低价远高于中选价",
        }
    }

    /// What its value says.
    pub fn unit(self) -> &'static str {
        match self {
            Self::R024 | Self::R058 => "次低价高出中选价的比例",
            Self::R025 => "中选占报价的比例",
            Self::R035 => "被否决的机构数",
            Self::R038 => "被否决占报价的比例",
            Self::R048 => "业务种类数",
            _ => "命中",
        }
    }

    /// Whether it is about an organisation over all its processes, not about one process.
    pub fn is_about_organisations(self) -> bool {
        matches!(self, Self::R025 | Self::R038 | Self::R048)
    }
}

/// About what something was found.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    async_graphql::Enum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FlagSubject {
    /// 采购过程.
    Process,
    /// 采购单位.
    Buyer,
    /// 采购执行单位.
    ProcuringEntity,
    /// 报价机构.
    Tenderer,
}

impl FlagSubject {
    /// As Cardinal groups its results.
    pub fn group(self) -> &'static str {
        match self {
            Self::Process => "OCID",
            Self::Buyer => "Buyer",
            Self::ProcuringEntity => "ProcuringEntity",
            Self::Tenderer => "Tenderer",
        }
    }
}

/// From where on something is found. All 配置值: Cardinal's own, unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// R003: bids are taken for fewer days.
    pub days: i64,
    /// R038, R048: bids, processes below which nothing is said.
    pub bids: u64,
    /// R048: processes of a supplier below which nothing is said.
    pub processes: u64,
    /// R048: how many characters of a category tell two apart.
    pub characters: usize,
}

impl Thresholds {
    /// As Cardinal has them.
    pub const CARDINAL: Self = Self { days: 15, bids: 2, processes: 20, characters: 2 };
    /// As they hold here: needs between enterprises take bids for days, not weeks, and the first five
    /// characters of a category of ours name its family.
    pub const OURS: Self = Self { days: 3, characters: 5, ..Self::CARDINAL };
}

/// What was found, and how much of it.
pub type Findings = BTreeMap<(FlagSubject, String, RedFlag), f64>;

/// Everything the flags find in compiled releases that carry their bids.
pub fn find(processes: &[Value], thresholds: &Thresholds) -> Findings {
    let processes: Vec<&Value> =
        processes.iter().filter(|it| it["ocid"].is_string() && !is_cancelled(it)).collect();
    let mut found = Findings::new();
    for process in &processes {
        outcomes::of_process(process, thresholds, &mut found);
        bids::of_process(process, &mut found);
    }
    prices::of_all(&processes, &mut found);
    outcomes::of_all(&processes, thresholds, &mut found);
    found
}

/// Of what was found, what a person is asked about: a process, or an organisation over all its processes.
pub fn is_task(subject: FlagSubject, flag: RedFlag) -> bool {
    (subject == FlagSubject::Process) != flag.is_about_organisations()
}

/// How often a flag was right, of a hundred verdicts; none before the first one.
pub fn precision_percent(confirmed: u64, dismissed: u64) -> Option<u64> {
    (confirmed * 100).checked_div(confirmed + dismissed)
}

/// Whether a flag was wrong so often that nobody is asked about it any more.
pub fn is_retired(confirmed: u64, dismissed: u64) -> bool {
    confirmed + dismissed >= ENOUGH_VERDICTS
        && confirmed * 100 < LEAST_PERCENT * (confirmed + dismissed)
}

/// A value as the one who judges reads it.
pub fn shown(flag: RedFlag, value: f64) -> String {
    match flag {
        RedFlag::R024 | RedFlag::R058 | RedFlag::R025 | RedFlag::R038 => {
            format!("{:.1}%", value * 100.0)
        }
        RedFlag::R035 | RedFlag::R048 => format!("{value:.0}"),
        _ => "是".to_owned(),
    }
}

/// A bid as a compiled release carries it.
pub fn bid(id: &str, status: &str, date: &str, tenderer: &str, price: Option<Fen>) -> Value {
    let mut bid = serde_json::json!({
        "id": id, "status": status, "date": date, "tenderers": [{ "id": tenderer }],
    });
    if let Some(price) = price {
        bid["value"] = crate::ocds::rules::money(price);
    }
    bid
}

/// A quantile by linear interpolation of the sorted values with thirds at both ends (Hyndman and Fan's
/// eighth), which Cardinal's library takes; NaN of nothing.
pub(crate) fn quantile(values: &[f64], tau: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return f64::NAN };
    let place = (sorted.len() as f64 + 1.0 / 3.0) * tau + 1.0 / 3.0;
    let whole = place.floor();
    if whole < 1.0 {
        return *first;
    }
    if whole >= sorted.len() as f64 {
        return *last;
    }
    let at = whole as usize;
    sorted[at - 1] + (place - whole) * (sorted[at] - sorted[at - 1])
}

/// The quarters of some values: the first, the third, and the fences one and a half times their distance
/// beyond them.
pub(super) struct Fences {
    pub(super) first: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Fences {
    pub(super) fn of(values: &[f64]) -> Self {
        let (first, third) = (quantile(values, 0.25), quantile(values, 0.75));
        let beyond = third - first;
        Self { first, lower: beyond.mul_add(-1.5, first), upper: beyond.mul_add(1.5, third) }
    }
}

#[cfg(test)]
mod tests;
