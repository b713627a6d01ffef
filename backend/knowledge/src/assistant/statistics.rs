//! What was asked in a time, in numbers, for the yearly report. Counts only: nobody's words.

use super::entity::{Tier, Verdict};
use super::{rules, store};
use crate::answers::Field;
use crate::consultations;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kernel::{RegionCode, Result, csv};
use platform::Db;

/// The numbers of a time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statistics {
    /// Questions asked of the assistant.
    pub asked: i64,
    /// By how they were answered.
    pub tiers: Vec<(Tier, i64)>,
    /// By the field that was chosen; none where none was.
    pub fields: Vec<(Option<Field>, i64)>,
    /// By the province that was chosen or named; none where none was.
    pub regions: Vec<(Option<String>, i64)>,
    /// By what the askers thought.
    pub verdicts: Vec<(Verdict, i64)>,
    /// Questions handed to a person.
    pub handed_over: i64,
    /// Of these, answered by now.
    pub answered: i64,
    /// The median of the hours from question to answer; none when nothing was answered.
    pub median_hours: Option<f64>,
}

/// When a day begins in China.
fn begins(day: NaiveDate) -> DateTime<Utc> {
    let moment = day.and_time(NaiveTime::MIN).and_local_timezone(kernel::clock::china_time());
    moment.single().map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |it| it.to_utc())
}

/// Counts the days from one to another, both included.
///
/// # Errors
/// Too long a time, or a fault when the database fails.
pub async fn of(db: &Db, from: NaiveDate, to: NaiveDate) -> Result<Statistics> {
    rules::check_days(from, to)?;
    let range = (begins(from), begins(to.succ_opt().unwrap_or(to)));
    let read = db.read();
    let tiers = store::by_tier(read, range).await?;
    let mut regions: Vec<(Option<String>, i64)> = Vec::new();
    for (code, count) in store::by_region(read, range).await? {
        let code = code.as_ref().and_then(|it: &RegionCode| it.as_str().get(..2));
        match regions.iter_mut().find(|it| it.0.as_deref() == code) {
            Some(known) => known.1 += count,
            None => regions.push((code.map(str::to_owned), count)),
        }
    }
    let times = consultations::times(read, range).await?;
    let hours: Vec<f64> = (times.iter())
        .filter_map(|(asked, answered)| {
            Some((*answered.as_ref()? - *asked).num_minutes() as f64 / 60.0)
        })
        .collect();
    Ok(Statistics {
        asked: tiers.iter().map(|it| it.1).sum(),
        tiers,
        fields: store::by_field(read, range).await?,
        regions,
        verdicts: store::by_verdict(read, range).await?,
        handed_over: i64::try_from(times.len()).unwrap_or(i64::MAX),
        answered: i64::try_from(hours.len()).unwrap_or(i64::MAX),
        median_hours: rules::median(hours),
    })
}

/// The numbers as a table that spreadsheets open: what is counted, of what, how many.
pub fn table(it: &Statistics, from: NaiveDate, to: NaiveDate) -> String {
    let mut out = format!("{}{}", csv::MARK, csv::line(&["项目", "分类", "数量"]));
    let mut line = |what: &str, of: &str, count: String| {
        out.push_str(&csv::line(&[what, of, &count]));
    };
    line("统计期间", &format!("{from} 至 {to}"), String::new());
    line("提问", "合计", it.asked.to_string());
    for (tier, count) in &it.tiers {
        line("提问，按回答方式", rules::tier_name(*tier), count.to_string());
    }
    for (field, count) in &it.fields {
        line("提问，按领域", field.map_or("未选", rules::field_name), count.to_string());
    }
    for (code, count) in &it.regions {
        let name = code.as_deref().and_then(kernel::region::find).map(|it| it.name.as_str());
        line("提问，按地区", name.unwrap_or("未选"), count.to_string());
    }
    for (verdict, count) in &it.verdicts {
        let name = if *verdict == Verdict::Up { "有用" } else { "没用" };
        line("评价", name, count.to_string());
    }
    line("人工咨询", "转交", it.handed_over.to_string());
    line("人工咨询", "已答复", it.answered.to_string());
    let median = it.median_hours.map_or_else(|| "-".to_owned(), |it| format!("{it:.1}"));
    line("人工咨询", "答复用时中位数（小时）", median);
    out
}
