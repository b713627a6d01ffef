//! What a search asks for, and what verdicts teach.

use crate::categories;
use crate::demands::DemandRow;
use chrono::{DateTime, Duration, Utc};
use kernel::text::is_long;
use kernel::{Fen, RegionCode};
use sea_orm::{DeriveActiveEnum, EnumIter};

/// How many searches a person may save (配置值).
pub const MOST_SEARCHES: usize = 20;
/// The name of a search, in characters.
const NAME: std::ops::RangeInclusive<usize> = 1..=30;
/// The words of a search, in characters.
const WORDS: std::ops::RangeInclusive<usize> = 0..=60;
/// How long a verdict teaches (配置值).
pub const TAUGHT_FOR: Duration = Duration::days(365);
/// How long "no capacity now" holds (配置值).
const BUSY_FOR: Duration = Duration::days(30);
/// So many verdicts of a kind make a lesson (配置值): one may be a slip.
const ENOUGH: usize = 2;

kernel::problems! {
    /// Why a search is not saved, or a verdict not taken.
    AlertProblem {
        NameLength = "alerts.name_length", "name", "名称请填 1 到 30 个字";
        WordsLength = "alerts.words_length", "words", "关键词最多 60 个字";
        CategoryUnknown = "alerts.category_unknown", "category", "没有这个服务类别";
        AsksForNothing = "alerts.asks_for_nothing", "words", "关键词、服务类别、地区至少填一项";
        TooMany = "alerts.too_many", "", "最多保存 20 个搜索，请先删去不用的";
        UnfitMissing = "alerts.unfit_missing", "unfit", "请选一个不适合的原因";
    }
}

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$of])* $variant,)* }
    };
}

text_enum! {
    /// What was said of an alert.
    AlertVerdict {
        /// 有用.
        Useful,
        /// 不适合我们.
        NotForUs,
    }
}

text_enum! {
    /// Why a need is not for a provider.
    Unfit {
        /// 不做这类服务.
        NotOurService,
        /// 地方太远.
        TooFar,
        /// 项目太小.
        TooSmall,
        /// 近期没有余力.
        NoCapacity,
        /// 其他原因.
        Other,
    }
}

/// A search as it was typed.
#[derive(Debug, Clone)]
pub struct TypedSearch {
    /// As they call it.
    pub name: String,
    /// All of these must occur.
    pub words: String,
    /// This category or one below; empty is any.
    pub category: String,
    /// In this division; none is anywhere.
    pub region: Option<RegionCode>,
}

/// What is wrong with a search.
pub fn check(typed: &TypedSearch) -> Vec<AlertProblem> {
    let mut problems = Vec::new();
    if !is_long(&typed.name, NAME) {
        problems.push(AlertProblem::NameLength);
    }
    if !is_long(&typed.words, WORDS) {
        problems.push(AlertProblem::WordsLength);
    }
    if !typed.category.is_empty() && categories::find(&typed.category).is_none() {
        problems.push(AlertProblem::CategoryUnknown);
    }
    if typed.words.trim().is_empty() && typed.category.is_empty() && typed.region.is_none() {
        problems.push(AlertProblem::AsksForNothing);
    }
    problems
}

/// Whether all words of a search stand in a need's title or description, whatever their case.
pub fn says_all(demand: &DemandRow, words: &str) -> bool {
    let text = format!("{}\n{}", demand.title, demand.description).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// A verdict, with what its need was like.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What was said.
    pub verdict: AlertVerdict,
    /// Why not.
    pub unfit: Option<Unfit>,
    /// When.
    pub at: DateTime<Utc>,
    /// Of which category.
    pub category: String,
    /// In which city, or province where none is given.
    pub place: RegionCode,
    /// Up to how much.
    pub budget: Option<Fen>,
}

/// What an organisation is not told of any more.
#[derive(Debug, Clone, PartialEq)]
pub enum Lesson {
    /// Needs of a category.
    Category(String),
    /// Needs in a city.
    Place(RegionCode),
    /// Needs up to a budget.
    UpTo(Fen),
    /// Needs of a category, until then.
    Busy(String, DateTime<Utc>),
}

impl Lesson {
    /// Whether a need is what the lesson speaks of.
    pub fn speaks_against(&self, demand: &DemandRow, now: DateTime<Utc>) -> bool {
        match self {
            Self::Category(code) => demand.category_code == *code,
            Self::Place(place) => place.contains(&demand.region_code),
            Self::UpTo(budget) => demand.budget_max_fen.is_some_and(|it| it <= *budget),
            Self::Busy(code, until) => demand.category_code == *code && now < *until,
        }
    }

    /// In words: 不再提醒“危险废物”类需求.
    pub fn text(&self) -> String {
        let category = |code: &str| {
            categories::find(code).map_or_else(|| code.to_owned(), |it| it.name.into())
        };
        match self {
            Self::Category(code) => format!("不再提醒“{}”类需求", category(code)),
            Self::Place(place) => format!("不再提醒{}的需求", kernel::region::full_name(place)),
            Self::UpTo(budget) => format!("不再提醒预算不超过 {} 元的需求", budget.to_yuan_plain()),
            Self::Busy(code, until) => {
                let until = until.with_timezone(&kernel::clock::china_time());
                format!("{} 前不再提醒“{}”类需求", until.format("%-m月%-d日"), category(code))
            }
        }
    }
}

/// What verdicts teach, those of the last year. A verdict that a need of the same kind was useful takes back what was
/// said before it.
pub fn lessons(verdicts: &[Judged], now: DateTime<Utc>) -> Vec<Lesson> {
    let fresh: Vec<&Judged> = verdicts.iter().filter(|it| now - it.at < TAUGHT_FOR).collect();
    let since = |is_same: &dyn Fn(&Judged) -> bool| {
        let useful = fresh.iter().filter(|it| it.verdict == AlertVerdict::Useful && is_same(it));
        useful.map(|it| it.at).max().unwrap_or(DateTime::<Utc>::MIN_UTC)
    };
    let against = |unfit: Unfit, is_same: &dyn Fn(&Judged) -> bool| {
        let since = since(is_same);
        let said =
            fresh.iter().filter(|it| it.unfit == Some(unfit) && is_same(it) && it.at > since);
        said.copied().collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    let mut add = |lesson: Lesson| {
        if !found.contains(&lesson) {
            found.push(lesson);
        }
    };
    for one in &fresh {
        match one.unfit {
            Some(Unfit::NotOurService) => {
                if against(Unfit::NotOurService, &|it| it.category == one.category).len() >= ENOUGH
                {
                    add(Lesson::Category(one.category.clone()));
                }
            }
            Some(Unfit::TooFar) => {
                if against(Unfit::TooFar, &|it| it.place == one.place).len() >= ENOUGH {
                    add(Lesson::Place(one.place.clone()));
                }
            }
            Some(Unfit::NoCapacity) => {
                let said = against(Unfit::NoCapacity, &|it| it.category == one.category);
                let until = said.iter().map(|it| it.at + BUSY_FOR).max().filter(|it| *it > now);
                if let Some(until) = until {
                    add(Lesson::Busy(one.category.clone(), until));
                }
            }
            Some(Unfit::TooSmall | Unfit::Other) | None => {}
        }
    }
    found.extend(too_small(&fresh).map(Lesson::UpTo));
    found
}

/// The budget up to which needs were called too small twice, unless one that was no larger has been useful since.
fn too_small(fresh: &[&Judged]) -> Option<Fen> {
    let said = || fresh.iter().filter(|it| it.unfit == Some(Unfit::TooSmall));
    let mut budgets: Vec<Fen> = said().filter_map(|it| it.budget).collect();
    budgets.sort_unstable();
    let budget = *budgets.get(budgets.len().checked_sub(ENOUGH)?)?;
    let last = said().map(|it| it.at).max()?;
    let is_taken_back = fresh.iter().any(|it| {
        let is_small = it.budget.is_some_and(|it| it <= budget);
        it.verdict == AlertVerdict::Useful && is_small && it.at > last
    });
    (!is_taken_back).then_some(budget)
}
