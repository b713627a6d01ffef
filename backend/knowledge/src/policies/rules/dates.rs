//! When a text starts, when it ends, which of a law's texts holds today.

use super::LawStatus;
use chrono::NaiveDate;

/// The days that decide where a dated text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day of the vote or order that made this text.
    pub version_on: NaiveDate,
    /// The first day it holds.
    pub effective_on: NaiveDate,
    /// The first day on which a newer text of the same law holds.
    pub superseded_on: Option<NaiveDate>,
    /// The first day on which the whole law no longer holds.
    pub repealed_on: Option<NaiveDate>,
}

/// Where a text stands on `today`. A repealed law is repealed in all its texts.
pub fn status(days: &Days, today: NaiveDate) -> LawStatus {
    let has_come = |day: Option<NaiveDate>| day.is_some_and(|it| it <= today);
    if has_come(days.repealed_on) {
        LawStatus::Repealed
    } else if has_come(days.superseded_on) {
        LawStatus::Amended
    } else if days.effective_on > today {
        LawStatus::NotYetInForce
    } else {
        LawStatus::InForce
    }
}

/// The first day a dated text holds. Sources give the first day of the *law* (1985 for a text
/// of 2020): a day before the vote cannot be the start of this text, so the vote's day is
/// taken.
pub fn start(version_on: NaiveDate, effective_on: Option<NaiveDate>) -> NaiveDate {
    effective_on.filter(|it| *it >= version_on).unwrap_or(version_on)
}

/// For the texts of one law, given in any order, the day each is superseded: the first day of
/// the next newer text.
pub fn superseded(texts: &[(NaiveDate, NaiveDate)]) -> Vec<Option<NaiveDate>> {
    texts
        .iter()
        .map(|(version_on, _)| {
            texts.iter().filter(|(other, _)| other > version_on).map(|(_, start)| *start).min()
        })
        .collect()
}

/// Which of a law's texts a reader means who names no date: the one in force, else the newest.
pub fn current(texts: &[Days], today: NaiveDate) -> Option<usize> {
    let newest = |keep: &dyn Fn(&Days) -> bool| {
        (0..texts.len()).filter(|it| keep(&texts[*it])).max_by_key(|it| texts[*it].version_on)
    };
    newest(&|it| status(it, today) == LawStatus::InForce).or_else(|| newest(&|_| true))
}

/// Which of a law's texts held on a day; when none did, the oldest, which shows that it started later.
pub fn held_on(texts: &[Days], day: NaiveDate) -> Option<usize> {
    let started = (0..texts.len()).filter(|it| texts[*it].effective_on <= day);
    started
        .max_by_key(|it| texts[*it].version_on)
        .or_else(|| (0..texts.len()).min_by_key(|it| texts[*it].version_on))
}

/// Whether a text is its law's [`current`] one, as far as its own days tell; none when the law's
/// other texts must be asked.
pub fn is_current(days: &Days, today: NaiveDate) -> Option<bool> {
    match status(days, today) {
        // No two are in force: the newer one would have superseded the other.
        LawStatus::InForce => Some(true),
        LawStatus::Amended => Some(false),
        // All are repealed, so the newest is meant, which nothing supersedes.
        LawStatus::Repealed => Some(days.superseded_on.is_none()),
        LawStatus::NotYetInForce => None,
    }
}

/// Reads a day as sheets and notices write it: 2026-08-15, 2026/8/15, 2026.8.15, 20260815,
/// 2026年8月15日, each also with a time behind it.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let text: String = text.trim().chars().map(kernel::text::half_width).collect();
    let (day, end) = parse_day_at(&text)?;
    let rest = text[end..].trim_start_matches(['日', 'T', ' ']);
    rest.chars().all(|it| it.is_ascii_digit() || ":.Z+".contains(it)).then_some(day)
}

/// Reads a day at the head of `text`; also says where it ends, before a `日`.
fn parse_day_at(text: &str) -> Option<(NaiveDate, usize)> {
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    if digits == 8 {
        let day = NaiveDate::parse_from_str(&text[..8], "%Y%m%d").ok()?;
        return Some((day, 8));
    }
    if digits != 4 {
        return None;
    }
    let mut at = 4;
    let mut parts = [text[..4].parse::<u32>().ok()?, 0, 0];
    for part in &mut parts[1..] {
        let rest = &text[at..];
        let mark = rest.chars().next().filter(|it| "-/.年月".contains(*it))?;
        let from = at + mark.len_utf8();
        let rest = text[from..].trim_start();
        let from = text.len() - rest.len();
        let length = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        *part = rest[..length].parse().ok().filter(|_| (1..=2).contains(&length))?;
        at = from + length;
    }
    let [year, month, day] = parts;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (1900..2200).contains(&year).then_some((day, at))
}

/// All days named in a running text, in their order.
pub fn days_in(text: &str) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let mut is_in_number = false;
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() && !is_in_number {
            days.extend(parse_day_at(&text[at..]).map(|(day, _)| day));
        }
        is_in_number = character.is_ascii_digit();
    }
    days
}

/// The day a text says it starts on: 本法自2026年8月15日起施行.
pub fn start_in_text(text: &str) -> Option<NaiveDate> {
    text.match_indices('自').find_map(|(at, word)| {
        let (day, end) = parse_day_at(text[at + word.len()..].trim_start())?;
        let rest = text[at + word.len()..].trim_start()[end..].trim_start_matches('日');
        ["起施行", "起实施", "起生效", "起执行", "施行", "起试行"]
            .iter()
            .any(|it| rest.starts_with(it))
            .then_some(day)
    })
}

/// What the lines under a title tell: the first and the last vote, and the start if it is said.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct History {
    /// The first vote or order.
    pub issued_on: Option<NaiveDate>,
    /// The last vote or order: the day of this text.
    pub version_on: Option<NaiveDate>,
    /// The first day it holds.
    pub effective_on: Option<NaiveDate>,
    /// Who voted first.
    pub issuer: Option<String>,
}

/// Reads the lines between title and text: `2014年4月24日 … 第八次会议修订`, `2015年1月1日 施行`.
pub fn history(lines: &[impl AsRef<str>]) -> History {
    let mut history = History::default();
    for line in lines {
        let line = line.as_ref().trim();
        let Some((day, end)) = parse_day_at(line) else { continue };
        let rest = line[end..].trim_start_matches('日').trim();
        if rest.starts_with("施行") || rest.starts_with("起施行") {
            history.effective_on = Some(day);
            continue;
        }
        if rest.ends_with("批准") && history.version_on.is_some() {
            // A city's by-law is voted by the city and approved by the province later.
            continue;
        }
        history.issued_on.get_or_insert(day);
        history.version_on = history.version_on.max(Some(day));
        if history.issuer.is_none() {
            history.issuer = rest.find("第").and_then(|_| issuer(rest)).map(str::to_owned);
        }
    }
    history
}

/// Reads a note such as （2005年9月19日…令第28号公布　自2005年11月1日起施行）.
pub fn revision(note: &str) -> History {
    let effective_on = start_in_text(note);
    let mut days = days_in(note);
    days.retain(|it| Some(*it) != effective_on);
    History {
        issued_on: days.first().copied(),
        version_on: days.iter().max().copied(),
        effective_on,
        issuer: None,
    }
}

/// The body before `第三次会议通过` or `公布`.
fn issuer(text: &str) -> Option<&str> {
    let body = text.split_once("会议").map(|(head, _)| head)?;
    let body = &body[..body.rfind('第')?];
    (body.chars().count() >= 3).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_day_is_the_newest_that_had_started() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let text = |from: &str| Days {
            version_on: day(from),
            effective_on: day(from),
            superseded_on: None,
            repealed_on: None,
        };
        let texts = [text("2018-01-01"), text("2008-01-01")];
        assert_eq!(held_on(&texts, day("2010-01-01")), Some(1));
        assert_eq!(held_on(&texts, day("2018-01-01")), Some(0));
        assert_eq!(held_on(&texts, day("1999-01-01")), Some(1));
        assert_eq!(held_on(&[], day("1999-01-01")), None);
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn days(version: &str, start: &str, superseded: Option<&str>, repealed: Option<&str>) -> Days {
        Days {
            version_on: day(version),
            effective_on: day(start),
            superseded_on: superseded.map(day),
            repealed_on: repealed.map(day),
        }
    }

    #[test]
    fn status_follows_from_dates_alone() {
        let today = day("2026-11-21");
        for (days, expected) in [
            (days("2026-03-12", "2026-08-15", None, None), LawStatus::InForce),
            (days("2026-08-28", "2027-01-01", None, None), LawStatus::NotYetInForce),
            (days("2026-08-28", "2026-11-21", None, None), LawStatus::InForce),
            (days("2014-04-24", "2015-01-01", None, Some("2026-08-15")), LawStatus::Repealed),
            (days("2014-04-24", "2015-01-01", None, Some("2026-11-22")), LawStatus::InForce),
            (days("1989-12-26", "1989-12-26", Some("2015-01-01"), None), LawStatus::Amended),
            (days("2012-12-28", "2013-01-01", Some("2027-01-01"), None), LawStatus::InForce),
            (
                days("1989-12-26", "1989-12-26", Some("2015-01-01"), Some("2026-08-15")),
                LawStatus::Repealed,
            ),
        ] {
            assert_eq!(status(&days, today), expected, "{days:?}");
        }
    }

    #[test]
    fn a_text_cannot_start_before_its_vote() {
        assert_eq!(start(day("2020-10-17"), Some(day("1985-04-01"))), day("2020-10-17"));
        assert_eq!(start(day("2026-03-12"), Some(day("2026-08-15"))), day("2026-08-15"));
        assert_eq!(start(day("2026-03-12"), None), day("2026-03-12"));
    }

    #[test]
    fn an_older_text_ends_when_the_next_one_starts() {
        let texts = [
            (day("2014-04-24"), day("2015-01-01")),
            (day("1989-12-26"), day("1989-12-26")),
            (day("2030-01-01"), day("2031-01-01")),
        ];
        assert_eq!(superseded(&texts), [Some(day("2031-01-01")), Some(day("2015-01-01")), None]);
    }

    proptest::proptest! {
        #[test]
        fn what_a_text_says_of_itself_agrees_with_all_texts_of_its_law(
            votes in proptest::collection::btree_map(0_u64..40, 0_u64..10, 1..6),
            repealed in proptest::option::of(0_u64..60),
            today in 0_u64..60,
        ) {
            let on = |number: u64| day("2020-01-01") + chrono::Days::new(number);
            let starts: Vec<_> =
                votes.iter().map(|(vote, later)| (on(*vote), on(vote + later))).collect();
            let texts: Vec<_> = starts.iter().zip(superseded(&starts)).map(|(text, superseded_on)| {
                let (version_on, effective_on) = *text;
                Days { version_on, effective_on, superseded_on, repealed_on: repealed.map(on) }
            }).collect();
            let meant = current(&texts, on(today));
            for (place, text) in texts.iter().enumerate() {
                if let Some(is_current) = is_current(text, on(today)) {
                    proptest::prop_assert_eq!(is_current, meant == Some(place), "{:?}", text);
                }
            }
        }
    }

    #[test]
    fn a_reader_without_a_date_means_the_text_in_force() {
        let today = day("2026-11-21");
        let old = days("2012-12-28", "2013-01-01", Some("2027-01-01"), None);
        let new = days("2026-08-28", "2027-01-01", None, None);
        assert_eq!(current(&[old, new], today), Some(0));
        assert_eq!(current(&[old, new], day("2027-01-01")), Some(1));
        assert_eq!(current(&[new], today), Some(0));
        assert_eq!(current(&[], today), None);
    }

    #[test]
    fn days_are_read_in_the_usual_spellings() {
        for text in [
            "2026-08-15",
            "2026/8/15",
            "2026.8.15",
            "20260815",
            "2026年8月15日",
            "2026 年8月15日",
            "２０２６－０８－１５",
            "2026-08-15 00:00:00",
            "2026-08-15T00:00:00Z",
        ] {
            let expected = (text != "2026 年8月15日").then(|| day("2026-08-15"));
            assert_eq!(parse_day(text), expected, "{text}");
        }
        for text in
            ["", "2026", "2026-13-01", "2026-02-30", "长期", "2026-08-15至2027-08-14", "0001-01-01"]
        {
            assert_eq!(parse_day(text), None, "{text}");
        }
        assert_eq!(days_in("2020-07-27至2023-07-26"), [day("2020-07-27"), day("2023-07-26")]);
    }

    #[test]
    fn a_text_says_when_it_starts() {
        assert_eq!(start_in_text("本法自2026年8月15日起施行。"), Some(day("2026-08-15")));
        assert_eq!(start_in_text("自公布之日起30日后施行"), None);
        assert_eq!(start_in_text("来自2020年1月1日的数据"), None);
    }

    #[test]
    fn a_note_tells_votes_and_start() {
        let read = revision("（2005年9月19日总局令第28号公布　自2005年11月1日起施行）");
        assert_eq!(read.version_on, Some(day("2005-09-19")));
        assert_eq!(read.effective_on, Some(day("2005-11-01")));
        let read = revision("（2004年5月27日令第21号发布　根据2010年12月22日《决定》修正）");
        assert_eq!(read.issued_on, Some(day("2004-05-27")));
        assert_eq!(read.version_on, Some(day("2010-12-22")));
        assert_eq!(revision("暂无"), History::default());
    }

    #[test]
    fn the_lines_under_a_title_tell_votes_and_start() {
        let lines = [
            "1989年12月26日 第七届全国人民代表大会常务委员会第十一次会议通过",
            "2014年4月24日 第十二届全国人民代表大会常务委员会第八次会议修订",
            "2015年1月1日 施行",
        ];
        let read = history(&lines);
        assert_eq!(read.issued_on, Some(day("1989-12-26")));
        assert_eq!(read.version_on, Some(day("2014-04-24")));
        assert_eq!(read.effective_on, Some(day("2015-01-01")));
        assert_eq!(read.issuer.as_deref(), Some("第七届全国人民代表大会常务委员会"));
    }
}
