//! When a licence holds, when a rating is shown, what a waste code belongs to.

use super::entity::qualification::{Model as Qualification, QualificationKind};
use chrono::{Months, NaiveDate};

/// How many reviews a rating needs before it is shown. 配置值.
pub const REVIEWS_TO_SHOW: i32 = 2;

/// After how many months what a source said counts as old. 配置值.
pub const MONTHS_TO_STALE: u32 = 12;

/// Whether what was said on a day is old by now. What has no day is of unknown age, not old.
pub fn is_stale(said_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    let stale_from = said_on.and_then(|it| it.checked_add_months(Months::new(MONTHS_TO_STALE)));
    stale_from.is_some_and(|it| it < today)
}

/// The rating out of 100 of a set of stars (1 to 5), in hundredths of a point; 0 while there
/// are too few to show one, so that a single friend does not lead the list.
///
/// A plain mean; the lower confidence bound comes with the evaluation of completed work.
pub fn rating_centi(stars: &[i32]) -> i32 {
    if (stars.len() as i64) < i64::from(REVIEWS_TO_SHOW) {
        return 0;
    }
    let sum: i64 = stars.iter().map(|it| i64::from(*it)).sum();
    let count = stars.len() as i64;
    i32::try_from((sum * 2_000 + count / 2) / count).unwrap_or(0)
}

/// Whether a licence holds on a day. Without an end it holds; a licence without a beginning
/// has begun.
pub fn is_valid_on(qualification: &Qualification, day: NaiveDate) -> bool {
    holds_on(qualification.valid_from, qualification.valid_to, day)
}

/// Whether a term covers a day.
pub fn holds_on(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

/// The HW class of a waste code: `900-041-49` and `HW49` both belong to `HW49`.
pub fn waste_class(code: &str) -> Option<String> {
    let text = code.trim().to_ascii_uppercase();
    let digits = match text.strip_prefix("HW") {
        Some(rest) => rest.to_owned(),
        None => text.rsplit('-').next()?.to_owned(),
    };
    (digits.len() == 2 && digits.bytes().all(|it| it.is_ascii_digit()))
        .then(|| format!("HW{digits}"))
}

/// Whether a licence lets its holder take waste of a class on a day. A licence whose source
/// lists no classes does not prove that it covers this one.
pub fn covers_waste(qualification: &Qualification, class: &str, day: NaiveDate) -> bool {
    qualification.kind == QualificationKind::HazardousWaste
        && is_valid_on(qualification, day)
        && qualification.waste_classes.0.iter().any(|it| it == class)
}

/// The HW classes a text names: 「HW22含铜废物13800吨/年；HW34废酸」.
pub fn waste_classes_in(text: &str) -> Vec<String> {
    let upper = text.to_ascii_uppercase();
    let mut classes: Vec<String> = upper
        .match_indices("HW")
        .filter_map(|(at, _)| upper.get(at..at + 4))
        .filter_map(waste_class)
        .collect();
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// The yearly tonnes of a text that gives exactly one amount: 「58000吨/年」, 「6万吨/年」.
pub fn annual_tonnes_in(text: &str) -> Option<f64> {
    let half: String = text.chars().map(kernel::text::half_width).collect();
    if half.matches('吨').count() + half.to_ascii_lowercase().matches("t/a").count() != 1 {
        return None;
    }
    let end = half.find('吨').or_else(|| half.to_ascii_lowercase().find("t/a"))?;
    let before = half.get(..end)?.trim_end();
    let (before, factor) = match before.strip_suffix('万') {
        Some(rest) => (rest, 10_000.0),
        None => (before, 1.0),
    };
    let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let number = before
        .get(start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..)?;
    let value: f64 = number.replace(',', "").parse().ok()?;
    (value > 0.0).then_some(value * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_become_points() {
        assert_eq!(rating_centi(&[]), 0);
        assert_eq!(rating_centi(&[5]), 0);
        assert_eq!(rating_centi(&[5, 5]), 10_000);
        assert_eq!(rating_centi(&[5, 4, 4]), 8_667);
    }

    #[test]
    fn what_was_said_more_than_a_year_ago_is_old() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (said, is_old) in [("2025-11-20", true), ("2025-11-21", false), ("2026-11-21", false)] {
            assert_eq!(is_stale(Some(day(said)), day("2026-11-21")), is_old, "{said}");
        }
        assert!(!is_stale(None, day("2026-11-21")), "of unknown age");
    }

    #[test]
    fn waste_codes_and_classes_are_read() {
        assert_eq!(waste_class("900-041-49").as_deref(), Some("HW49"));
        assert_eq!(waste_class(" hw12 ").as_deref(), Some("HW12"));
        assert_eq!(waste_class("废油"), None);
        assert_eq!(
            waste_classes_in("HW22含铜废物13800吨/年；HW34废酸（含HW35废碱）2000吨/年"),
            ["HW22", "HW34", "HW35"]
        );
    }

    #[test]
    fn one_amount_is_a_yearly_scale_and_several_are_not() {
        for (text, tonnes) in [
            ("58000吨／年", Some(58_000.0)),
            ("6万吨/年", Some(60_000.0)),
            ("年收集量7426吨", Some(7_426.0)),
            ("48000t／a", Some(48_000.0)),
            ("焚烧9800吨，物化处理9900吨", None),
            ("6万只／年", None),
            ("小型", None),
        ] {
            assert_eq!(annual_tonnes_in(text), tonnes, "{text}");
        }
    }
}
