//! What a report must say, and how long mending takes.

use chrono::{DateTime, Duration, Utc};
use commons::accounts::rules::parse_email;
use kernel::text::is_long;

/// The most reports that wait on one page. 配置值.
pub const MOST_WAITING: u64 = 50;
/// How long an address is kept after the decision. 配置值.
pub const ADDRESS_KEPT: Duration = Duration::days(30);
/// Over how long the public figures look back. 配置值.
pub const FIGURES_OVER: Duration = Duration::days(365);

kernel::problems! {
    /// Why a report is not taken.
    ErrorReportProblem {
        TextLength = "error_reports.text_length", "text", "请写明哪里错了、应该是什么，5 到 500 个字";
        EmailForm = "error_reports.email_form", "email", "请填写邮箱，处理结果会发到这里";
        Full = "error_reports.full", "", "这家机构等待处理的报错太多，请过几天再来";
        NoRegion = "error_reports.no_region", "", "这家机构没有登记地区，请直接联系平台";
    }
}

/// All that is wrong with a report, or its tidied words and address. Members need no address.
///
/// # Errors
/// Every problem.
pub fn check(
    text: &str,
    email: &str,
    is_member: bool,
) -> Result<(String, Option<String>), Vec<ErrorReportProblem>> {
    let address = parse_email(email);
    let needs_none = is_member && email.trim().is_empty();
    let wrong = [
        (!is_long(text, 5..=500), ErrorReportProblem::TextLength),
        (address.is_none() && !needs_none, ErrorReportProblem::EmailForm),
    ];
    let problems: Vec<_> = wrong.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    if problems.is_empty() { Ok((text.trim().to_owned(), address)) } else { Err(problems) }
}

/// The median of how long mending took, in days; none when nothing was mended.
pub fn median_days(mut spans: Vec<(DateTime<Utc>, DateTime<Utc>)>) -> Option<f64> {
    const DAY: f64 = 86_400.0;
    spans.sort_by_key(|(from, to)| *to - *from);
    let days = |at: usize| spans.get(at).map(|(from, to)| (*to - *from).num_seconds() as f64 / DAY);
    let middle = spans.len() / 2;
    match spans.len() % 2 {
        1 => days(middle),
        _ => Some((days(middle.checked_sub(1)?)? + days(middle)?) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_is_wrong_and_where_to_answer() {
        let fine = check(" 许可证编号少了一位 ", "Someone@Example.org", false);
        assert_eq!(
            fine,
            Ok(("许可证编号少了一位".to_owned(), Some("someone@example.org".to_owned())))
        );
        assert_eq!(
            check("许可证编号少了一位", " ", true),
            Ok(("许可证编号少了一位".to_owned(), None))
        );
        assert_eq!(
            check("错", "", false),
            Err(vec![ErrorReportProblem::TextLength, ErrorReportProblem::EmailForm])
        );
        assert_eq!(
            check("许可证编号少了一位", "nobody", true),
            Err(vec![ErrorReportProblem::EmailForm])
        );
    }

    #[test]
    fn half_of_what_was_mended_took_no_longer_than_the_median() {
        let begin = DateTime::UNIX_EPOCH;
        let spans =
            |days: &[i64]| days.iter().map(|it| (begin, begin + Duration::days(*it))).collect();
        assert_eq!(median_days(spans(&[])), None);
        assert_eq!(median_days(spans(&[4])), Some(4.0));
        assert_eq!(median_days(spans(&[9, 1])), Some(5.0));
        assert_eq!(median_days(spans(&[30, 1, 2])), Some(2.0));
    }
}
