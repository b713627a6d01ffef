//! Who holds a licence is reminded before it ends, once a step.
//!
//! A licence knows the day of its next reminder, so that nothing is told twice; the day moves on
//! with each.

use super::entity::qualification::{Model as QualificationRow, QualificationKind};
use super::store;
use async_graphql::SimpleObject;
use chrono::{Days, NaiveDate};
use commons::memberships;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::calendar::{CalendarCertainty, working_days_before_or_weekdays};
use kernel::{Date, Result};
use platform::Cx;

/// How many days before the end of any licence its holder is reminded. 配置值.
const DAYS_BEFORE: [u64; 3] = [90, 60, 30];
/// How many working days before its end the holder of a hazardous-waste licence must have applied
/// for renewal (《危险废物经营许可证管理办法》).
const RENEWAL_WORKING_DAYS: u32 = 30;

/// The last day to apply for renewal (换证).
#[derive(SimpleObject)]
pub struct RenewalDay {
    /// The day.
    date: Date,
    /// Whether it was counted in a year whose calendar is not published: it may move by the public
    /// holidays.
    is_estimated: bool,
}

/// The last day on which renewal of a hazardous-waste licence may be applied for.
fn renewal_day(valid_to: NaiveDate) -> (NaiveDate, CalendarCertainty) {
    working_days_before_or_weekdays(valid_to, RENEWAL_WORKING_DAYS)
}

pub(super) fn renewal_of(licence: &QualificationRow) -> Option<RenewalDay> {
    let valid_to =
        licence.valid_to.filter(|_| licence.kind == QualificationKind::HazardousWaste)?;
    let (date, certainty) = renewal_day(valid_to);
    let is_estimated = certainty != CalendarCertainty::Published;
    Some(RenewalDay { date: Date(date), is_estimated })
}

/// The first reminder after a day; none without an end and when all have passed.
pub(super) fn next_after(
    kind: QualificationKind,
    valid_to: Option<NaiveDate>,
    day: NaiveDate,
) -> Option<NaiveDate> {
    let valid_to = valid_to?;
    let before = DAYS_BEFORE.into_iter().filter_map(|it| valid_to.checked_sub_days(Days::new(it)));
    let renewal = (kind == QualificationKind::HazardousWaste).then(|| renewal_day(valid_to).0);
    before.chain(renewal).filter(|it| *it > day).min()
}

/// What the holder reads on a day.
fn words(licence: &QualificationRow, valid_to: NaiveDate, today: NaiveDate) -> (String, String) {
    let day = |it: NaiveDate| it.format("%Y年%-m月%-d日").to_string();
    let left = (valid_to - today).num_days();
    let mut body = format!("“{}”将于 {} 到期，还有 {left} 天。", licence.name, day(valid_to));
    if let Some(renewal) = renewal_of(licence) {
        let apply = if renewal.date.0 < today { "应已" } else { "应" };
        let by = format!("在 {} 前（有效期届满 30 个工作日前）", day(renewal.date.0));
        body.push_str(&format!("按规定{apply}{by}向原发证机关申请换证"));
        let may_move = "，相关年份的放假安排未公布，日期可能变动";
        body.push_str(if renewal.is_estimated { may_move } else { "" });
        body.push('。');
    }
    body.push_str("换证后请在机构资料中更新有效期。");
    (format!("资质还有 {left} 天到期"), body)
}

/// Reminds the owners and editors of the holder, unless the day was only to be looked at, and moves
/// the licence on to its next reminder.
pub(super) async fn remind(cx: &mut Cx, licence: QualificationRow) -> Result<()> {
    let (Some(due), Some(valid_to)) = (licence.reminder_on, licence.valid_to) else {
        return Ok(());
    };
    let today = cx.today();
    let next = next_after(licence.kind, licence.valid_to, today);
    if !store::set_reminder(&cx.tx, &licence, next).await? {
        return Ok(());
    }
    let yesterday = due.pred_opt().unwrap_or(due);
    let is_step =
        next_after(licence.kind, licence.valid_to, yesterday).is_some_and(|it| it <= today);
    let provider = store::find(&cx.tx, &licence.provider_id).await?;
    let Some(provider) = provider.filter(|_| is_step && today <= valid_to) else { return Ok(()) };
    let (title, body) = words(&licence, valid_to, today);
    for account_id in memberships::editors_of(&cx.tx, &provider.organisation_id).await? {
        let notice = NewNotice {
            account_id,
            kind: NoticeKind::Membership,
            title: title.clone(),
            body: body.clone(),
            path: "/workspace/provider".into(),
        };
        notices::tell(cx, notice).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn all(kind: QualificationKind, valid_to: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut last = day("2020-01-01");
        while let Some(next) = next_after(kind, Some(day(valid_to)), last) {
            found.push(next.to_string());
            last = next;
        }
        found
    }

    #[test]
    fn any_licence_has_three_reminders_and_hazardous_waste_one_more() {
        let plain = all(QualificationKind::Cma, "2026-12-31");
        assert_eq!(plain, ["2026-10-02", "2026-11-01", "2026-12-01"]);
        let waste = all(QualificationKind::HazardousWaste, "2026-12-31");
        assert_eq!(waste, ["2026-10-02", "2026-11-01", "2026-11-19", "2026-12-01"]);
        assert_eq!(next_after(QualificationKind::Cma, None, day("2026-01-01")), None);
    }

    #[test]
    fn the_day_to_apply_says_when_the_calendar_is_not_published() {
        assert_eq!(renewal_day(day("2026-12-31")).1, CalendarCertainty::Published);
        let (_, certainty) = renewal_day(day("2027-01-20"));
        assert_eq!(certainty, CalendarCertainty::Estimated { from_year: 2027 });
    }
}
