//! What a question may be, what is taken out of it before it is kept, and which questions are the same.

use super::entity::Tier;
use crate::answers::Field;
use chrono::{Duration, NaiveDate};

/// The longest question, in characters.
pub const QUESTION_CHARACTERS: usize = answering::QUESTION_LIMIT;
/// How long a question is kept. 配置值.
pub const KEPT: Duration = Duration::days(400);

kernel::problems! {
    /// Why a question is not answered.
    AskProblem {
        QuestionEmpty = "assistant.question_empty", "question", "请写下要问的问题";
        QuestionLength = "assistant.question_length", "question", "问题最多 500 个字，请只写要问的那件事";
        Days = "assistant.days", "to", "统计期间要先起后止，最长一年";
        ReasonLength = "assistant.reason_length", "reason", "原因最多 200 个字";
    }
}

/// The question, tidied: control characters become blanks.
///
/// # Errors
/// Empty, or too long.
pub fn check(text: &str) -> Result<String, AskProblem> {
    let clean = |it: char| if it.is_control() || it == '\u{feff}' { ' ' } else { it };
    let text: String = text.chars().take(QUESTION_CHARACTERS * 4).map(clean).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.chars().any(char::is_alphanumeric) {
        return Err(AskProblem::QuestionEmpty);
    }
    if text.chars().count() > QUESTION_CHARACTERS {
        return Err(AskProblem::QuestionLength);
    }
    Ok(text)
}

/// The longest time that is counted at once, in days: a leap year.
const COUNTED_DAYS: i64 = 366;

/// Whether a time can be counted.
///
/// # Errors
/// It ends before it begins, or is longer than a year.
pub fn check_days(from: NaiveDate, to: NaiveDate) -> Result<(), AskProblem> {
    let days = (to - from).num_days();
    if (0..COUNTED_DAYS).contains(&days) { Ok(()) } else { Err(AskProblem::Days) }
}

/// The value in the middle; between two, the middle of both. None of nothing.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    Some(if values.len() % 2 == 1 { upper } else { f64::midpoint(values[middle - 1], upper) })
}

/// A tier in words.
pub fn tier_name(it: Tier) -> &'static str {
    match it {
        Tier::Answer => "存答",
        Tier::Passages => "条文",
        Tier::DidYouMean => "猜您想问",
        Tier::Unknown => "不知道",
    }
}

/// A field in words.
pub fn field_name(it: Field) -> &'static str {
    match it {
        Field::Water => "水",
        Field::Air => "大气",
        Field::Noise => "噪声",
        Field::SolidWaste => "固体废物",
        Field::Soil => "土壤",
        Field::Radiation => "辐射",
        Field::Permit => "排污许可",
        Field::Eia => "环评与验收",
        Field::Monitoring => "监测",
        Field::Enforcement => "执法与处罚",
        Field::Credit => "信用与公开",
        Field::Carbon => "碳",
        Field::Procurement => "采购与招投标",
        Field::Petition => "投诉与信访",
        Field::Platform => "平台使用",
        Field::Other => "其他",
    }
}

/// What stands in the place of something personal.
const HIDDEN: &str = "［已隐去］";
/// Behind these a name has just stood, and before that a surname.
const TITLES: [&str; 5] = ["先生", "女士", "小姐", "同志", "经理"];
/// The surnames most people have (public statistics of the 2020 census), to tell names from words.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// Parts of an address that lead to a home.
const HOMES: [&str; 5] = ["号楼", "单元", "幢", "栋", "室"];
/// Before these stands or follows a person's name.
const NAMED: [&str; 6] = ["我叫", "本人姓名", "姓名是", "姓名：", "姓名:", "我是业主"];

/// The text without telephone numbers, numbers of identity and bank cards, mail addresses, number plates
/// and names that are introduced as such.
pub fn masked(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        if let Some(length) =
            address(rest).or_else(|| number(rest, at.checked_sub(1).map(|it| letters[it])))
        {
            out.push_str(HIDDEN);
            at += length;
        } else if let Some(length) = home(rest, at.checked_sub(1).map(|it| letters[it])) {
            out.push_str(HIDDEN);
            at += length;
        } else if let Some(length) = titled(rest) {
            out.push_str(HIDDEN);
            at += length;
        } else if let Some((head, length)) = name(rest) {
            out.push_str(head);
            out.push_str(HIDDEN);
            at += length;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// The length of a mail address that begins here.
fn address(rest: &[char]) -> Option<usize> {
    let is_local = |it: &char| it.is_ascii_alphanumeric() || "._%+-".contains(*it);
    let local = rest.iter().take_while(|it| is_local(it)).count();
    if local == 0 || rest.get(local) != Some(&'@') {
        return None;
    }
    let host = &rest[local + 1..];
    let host =
        host.iter().take_while(|it| it.is_ascii_alphanumeric() || ".-".contains(**it)).count();
    (host > 2).then_some(local + 1 + host)
}

/// The length of a number that belongs to a person and begins here: seven digits and more, joined by
/// blanks or dashes, or a number plate.
fn number(rest: &[char], before: Option<char>) -> Option<usize> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    let upper = |place: usize| rest.get(place).is_some_and(char::is_ascii_uppercase);
    if rest.first().is_some_and(|it| PROVINCES.contains(*it)) && upper(1) {
        let tail =
            rest[2..].iter().take_while(|it| it.is_ascii_alphanumeric() || **it == '·').count();
        return (5..=7).contains(&tail).then_some(2 + tail);
    }
    if before.is_some_and(|it| it.is_ascii_alphanumeric()) || !rest.first()?.is_ascii_digit() {
        return None;
    }
    let (mut digits, mut length, mut joints) = (0, 0, 0);
    for (place, it) in rest.iter().enumerate() {
        match it {
            '0'..='9' => {
                digits += 1;
                joints = 0;
                length = place + 1;
            }
            'x' | 'X' if digits == 17 => {
                digits += 1;
                length = place + 1;
                break;
            }
            ' ' | '-' | '－' if joints == 0 => joints += 1,
            _ => break,
        }
    }
    let is_mobile = digits == 11 && rest[0] == '1';
    let is_line = (10..=12).contains(&digits) && rest[0] == '0';
    let is_identity = digits == 15 || digits == 18;
    let is_card = (16..=19).contains(&digits);
    let is_long = (7..=8).contains(&digits) && length == digits;
    (is_mobile || is_line || is_identity || is_card || is_long).then_some(length)
}

/// The length of a name that begins here and has a title behind it: 张先生, 李小红女士.
fn titled(rest: &[char]) -> Option<usize> {
    if !SURNAMES.contains(*rest.first()?) {
        return None;
    }
    (1..=3).find(|length| {
        let behind = rest.get(*length..).unwrap_or_default();
        let is_title = |title: &&str| {
            title.chars().zip(behind).filter(|(a, b)| a == *b).count() == title.chars().count()
        };
        TITLES.iter().any(is_title)
    })
}

/// The length of the part of an address that leads to a home and begins here: 3号楼2单元502室.
fn home(rest: &[char], before: Option<char>) -> Option<usize> {
    if before.is_some_and(|it| it.is_ascii_alphanumeric()) {
        return None;
    }
    let (mut at, mut parts) = (0, 0);
    loop {
        let digits = rest[at..].iter().take_while(|it| it.is_ascii_digit()).count();
        if !(1..=4).contains(&digits) {
            break;
        }
        let behind: String = rest[at + digits..].iter().take(2).collect();
        let Some(mark) = HOMES.iter().find(|it| behind.starts_with(**it)) else { break };
        at += digits + mark.chars().count();
        parts += 1;
    }
    // 3室 alone may be anything, with a house or four digits it is a home.
    let is_flat = parts == 1 && rest[..at].iter().filter(|it| it.is_ascii_digit()).count() > 2;
    (parts > 1 || is_flat).then_some(at)
}

/// A name that is introduced here: the words before it, and the length of both.
fn name(rest: &[char]) -> Option<(&'static str, usize)> {
    let head = NAMED.iter().find(|head| {
        head.chars().count() <= rest.len() && head.chars().zip(rest).all(|(a, b)| a == *b)
    })?;
    let from = head.chars().count();
    let is_name = |it: &&char| {
        !it.is_ascii() && it.is_alphabetic() && !"的是在有和与我你他们，。、".contains(**it)
    };
    let length = rest[from..].iter().take_while(is_name).count().min(3);
    (length > 1).then_some((*head, from + length))
}

/// What questions of the same words share: their words in order of the alphabet.
pub fn matter(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.filter(|it| !it.is_empty()).collect();
    words.sort();
    words.dedup();
    let joined: String = words.join(" ");
    joined.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_belongs_to_a_person_is_hidden() {
        for (text, expected) in [
            ("电话13800138000，臭味", "电话［已隐去］，臭味"),
            ("打138 0013 8000", "打［已隐去］"),
            ("021-58880000有人吗", "［已隐去］有人吗"),
            ("身份证31010119900101123X", "身份证［已隐去］"),
            ("写到 someone@example.org 吧", "写到 ［已隐去］ 吧"),
            ("车牌沪A12345冒黑烟", "车牌［已隐去］冒黑烟"),
            ("我叫张小明，厂里偷排", "我叫［已隐去］，厂里偷排"),
            ("张先生您好，王小红女士也在", "［已隐去］先生您好，［已隐去］女士也在"),
            ("住3号楼2单元502室，很吵", "住［已隐去］，很吵"),
            ("502室漏水", "［已隐去］漏水"),
            ("第3单元的排口", "第3单元的排口"),
            ("高先进工艺", "高先进工艺"),
            ("GB16297-1996 的限值", "GB16297-1996 的限值"),
            ("罚款100000元", "罚款100000元"),
            ("HW08 每年 300 吨", "HW08 每年 300 吨"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn a_question_says_something_and_not_too_much() {
        assert_eq!(check(" 危废\u{0}贮存 \n 期限 "), Ok("危废 贮存 期限".to_owned()));
        assert_eq!(check(" ？！ "), Err(AskProblem::QuestionEmpty));
        assert_eq!(check(&"水".repeat(501)), Err(AskProblem::QuestionLength));
        assert!(check(&"水".repeat(500)).is_ok());
    }

    #[test]
    fn a_year_is_counted_and_no_more() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert!(check_days(day("2026-01-01"), day("2026-12-31")).is_ok());
        assert!(check_days(day("2026-01-01"), day("2026-01-01")).is_ok());
        assert_eq!(check_days(day("2026-01-02"), day("2026-01-01")), Err(AskProblem::Days));
        assert_eq!(check_days(day("2025-01-01"), day("2026-12-31")), Err(AskProblem::Days));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    proptest! {
        #[test]
        fn nothing_breaks_the_reading_of_a_question(text in "\\PC{0,600}") {
            let _ = check(&text);
            let _ = masked(&text);
        }

        #[test]
        fn no_mobile_number_stays(digits in "1[3-9][0-9]{9}", around in "[水气声，。]{0,9}") {
            let text = format!("{around}{digits}{around}");
            prop_assert!(!masked(&text).contains(&digits));
        }
    }
}
