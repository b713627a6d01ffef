//! What does not belong into a text that other parties read before an award.

use super::entity::FindingKind;
use super::signs::{Group, Sign, read, runs};
use kernel::Problem;
use kernel::text::is_long;

/// The most findings one text is told of.
const MOST: usize = 10;

kernel::problems! {
    /// Why a text is not sent.
    TextProblem {
        Phone = "texts.phone", "", "这里像是电话号码，选定之前请不要留联系方式";
        Mail = "texts.mail", "", "这里像是邮箱地址，选定之前请不要留联系方式";
        Messenger = "texts.messenger", "", "这里像是微信或 QQ 号，选定之前请不要留联系方式";
        Link = "texts.link", "", "这里像是网址，请不要放站外链接";
        Advertising = "texts.advertising", "", "这里像是广告用语，请只写与本事项有关的内容";
        Abuse = "texts.abuse", "", "请不要使用辱骂用语";
        ReasonLength = "texts.reason_length", "reason", "请写明为什么识别有误，4 到 300 个字";
        NotToAppeal = "texts.not_to_appeal", "", "这一处已经申诉过，或已经处理";
    }
}

impl FindingKind {
    /// What a person is told.
    fn problem(self) -> TextProblem {
        match self {
            Self::Phone => TextProblem::Phone,
            Self::Mail => TextProblem::Mail,
            Self::Messenger => TextProblem::Messenger,
            Self::Link => TextProblem::Link,
            Self::Advertising => TextProblem::Advertising,
            Self::Abuse => TextProblem::Abuse,
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Phone => "电话号码",
            Self::Mail => "邮箱地址",
            Self::Messenger => "微信或 QQ 号",
            Self::Link => "网址",
            Self::Advertising => "广告用语",
            Self::Abuse => "辱骂用语",
        }
    }
}

/// Something in a text that does not belong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it looks like.
    pub kind: FindingKind,
    /// As it was typed.
    pub span: String,
    /// Where it begins, in characters.
    pub start: usize,
}

impl Found {
    /// What tells the same finding again, however it is typed.
    pub fn key(&self) -> String {
        let signs = read(&self.span);
        signs.iter().map(|it| it.read).filter(|it| it.is_alphanumeric()).take(120).collect()
    }

    /// What the person is told beside a field: what was found and why it does not belong there.
    pub fn problem(&self, field: &'static str) -> Problem {
        let plain = Problem::from(self.kind.problem());
        let span = self.span.trim();
        let message = format!("“{span}”：{}；识别有误可到“识别记录”申诉", plain.message).into();
        Problem { path: vec![field.into()], message, ..plain }
    }
}

/// Everything in a text that does not belong there, in order; overlapping findings are told once.
pub fn find(text: &str) -> Vec<Found> {
    let signs = read(text);
    let mut spans = Vec::new();
    spans.extend(links_and_mails(&signs));
    spans.extend(messengers(&signs));
    spans.extend(phones(&signs));
    spans.extend(words(&signs));
    // Of two at one place the first of this order counts.
    spans.sort_by_key(|it| it.1);
    let mut found: Vec<Found> = Vec::new();
    let mut over = 0;
    for (kind, start, end) in spans {
        if start < over || found.len() == MOST {
            continue;
        }
        over = end;
        let span = signs[start..end].iter().map(|it| it.typed).collect();
        found.push(Found { kind, span, start });
    }
    found
}

/// A kind, where it begins and where it ends.
type Span = (FindingKind, usize, usize);

fn at(signs: &[Sign], index: usize) -> Option<char> {
    signs.get(index).map(|it| it.read)
}

fn is_word(sign: Option<char>) -> bool {
    sign.is_some_and(|it| it.is_ascii_alphanumeric())
}

/// Whether a text stands at a place.
fn stands(signs: &[Sign], start: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(index, it)| at(signs, start + index) == Some(it))
}

/// Letters that lead a number and belong to it.
const LEADS: &[&str] = &["tel", "mob", "mobile", "phone", "call", "wx", "vx", "v", "qq", "t", "m"];

/// The letters right before a place.
fn letters_before(signs: &[Sign], start: usize) -> String {
    let letters = signs[..start].iter().rev().take_while(|it| it.read.is_ascii_alphabetic());
    let mut letters: Vec<char> = letters.map(|it| it.read).collect();
    letters.reverse();
    letters.into_iter().collect()
}

/// Whether digits from `start` to `end` stand alone: not inside a code of letters and digits, not
/// before a unit.
fn stands_alone(signs: &[Sign], start: usize, end: usize) -> bool {
    let lead = letters_before(signs, start);
    let is_led = lead.is_empty() || LEADS.contains(&lead.as_str());
    let before = start.checked_sub(1).and_then(|it| at(signs, it));
    let is_joined = before.is_some_and(|it| it.is_ascii_digit() || matches!(it, '¥' | '￥' | '$'));
    is_led && !is_joined && !is_word(at(signs, end)) && !has_unit(signs, end)
}

fn has_unit(signs: &[Sign], end: usize) -> bool {
    const UNITS: &[&str] = &["元", "万", "亿", "吨", "千", "公", "立", "平", "个", "%", "件", "桶"];
    let skip = usize::from(at(signs, end) == Some(' '));
    UNITS.iter().any(|it| stands(signs, end + skip, it))
}

fn digits_of(signs: &[Sign], groups: &[Group]) -> String {
    groups.iter().flat_map(|it| &signs[it.start..it.end]).map(|it| it.read).collect()
}

/// Numbers of mobile telephones, landlines and 400 lines, and whatever follows a word for one.
fn phones(signs: &[Sign]) -> Vec<Span> {
    let mut found = Vec::new();
    for run in runs(signs) {
        let mut from = 0;
        while from < run.len() {
            let lengths = (from + 1..=run.len().min(from + 14)).rev();
            let hit = lengths.map(|to| &run[from..to]).find(|groups| is_phone(signs, groups));
            let Some(groups) = hit else {
                from += 1;
                continue;
            };
            found.push((FindingKind::Phone, groups[0].start, groups[groups.len() - 1].end));
            from += groups.len();
        }
    }
    found
}

fn is_phone(signs: &[Sign], groups: &[Group]) -> bool {
    let (start, end) = (groups[0].start, groups[groups.len() - 1].end);
    if !stands_alone(signs, start, end) {
        return false;
    }
    let digits = digits_of(signs, groups);
    let sizes: Vec<usize> = groups.iter().map(|it| it.end - it.start).collect();
    is_mobile(&digits, &sizes)
        || is_landline(&digits, &sizes)
        || ((7..=12).contains(&digits.len()) && is_named(signs, start))
}

/// 11 digits from 13 to 19, together or as numbers are read aloud, with or without 86.
fn is_mobile(digits: &str, sizes: &[usize]) -> bool {
    let local = ["0086", "86"].iter().find_map(|it| digits.strip_prefix(it)).unwrap_or(digits);
    let has_country = local.len() < digits.len();
    let sizes = if has_country && sizes.len() > 1 { &sizes[1..] } else { sizes };
    let is_shaped = matches!(sizes, [_] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4])
        || sizes.iter().all(|it| *it == 1);
    let mut signs = local.chars();
    local.len() == 11
        && is_shaped
        && signs.next() == Some('1')
        && signs.next().is_some_and(|it| ('3'..='9').contains(&it))
}

/// An area code with 7 or 8 digits, or a 400 or 800 line.
fn is_landline(digits: &str, sizes: &[usize]) -> bool {
    let is_service = (digits.starts_with("400") || digits.starts_with("800")) && digits.len() == 10;
    if is_service {
        return matches!(sizes, [10] | [3, 3, 4] | [3, 4, 3] | [3, 7]);
    }
    let is_area = digits.starts_with('0') && !digits.starts_with("00");
    let is_shaped =
        matches!(sizes, [11 | 12] | [3, 8] | [4, 7 | 8] | [3, 4, 4] | [4, 4, 4] | [4, 3, 4]);
    is_area && is_shaped
}

/// Words after which a shorter number is a telephone's.
const NAMED: &[&str] = &[
    "电话",
    "手机",
    "座机",
    "热线",
    "传真",
    "联系方式",
    "联系号码",
    "来电",
    "致电",
    "tel",
    "phone",
    "mobile",
    "call",
];

/// Whether a word for a telephone stands before a place, with little between.
fn is_named(signs: &[Sign], start: usize) -> bool {
    let mut end = start;
    while end > 0
        && matches!(signs[end - 1].read, ' ' | ':' | '：' | '号' | '码' | '是' | '为' | '(' | '=')
    {
        end -= 1;
    }
    NAMED.iter().any(|it| {
        let length = it.chars().count();
        end >= length && stands(signs, end - length, it)
    })
}

/// The ends of names that people put links to.
const ENDS: &[&str] = &[
    "com", "cn", "net", "org", "top", "vip", "xyz", "cc", "io", "me", "shop", "site", "info",
    "biz", "tech", "ltd", "app", "link", "wang", "club", "online", "store", "wiki",
];

fn is_label(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '-'
}

/// Where labels with dots end that begin at a place, and whether the last is an end of names.
fn domain(signs: &[Sign], start: usize) -> Option<usize> {
    let mut end = start;
    let mut best = None;
    let mut labels = 0;
    loop {
        let from = end;
        while at(signs, end).is_some_and(is_label) {
            end += 1;
        }
        if end == from {
            break;
        }
        labels += 1;
        let label: String = signs[from..end].iter().map(|it| it.read).collect();
        if labels > 1 && ENDS.contains(&label.as_str()) {
            best = Some(end);
        }
        if !matches!(at(signs, end), Some('.' | '点')) {
            break;
        }
        end += 1;
    }
    best
}

/// Mail addresses, and links to places other than public offices.
fn links_and_mails(signs: &[Sign]) -> Vec<Span> {
    let mut found = Vec::new();
    for index in 0..signs.len() {
        let sign = signs[index].read;
        if sign == '@' {
            found.extend(mail_at(signs, index));
            continue;
        }
        let begins = sign.is_ascii_alphanumeric() && (index == 0 || !is_label_at(signs, index - 1));
        if !begins {
            continue;
        }
        let named = ["https://", "http://"].iter().find(|it| stands(signs, index, it));
        let start = index + named.map_or(0, |it| it.len());
        let end = domain(signs, start);
        let end = match (end, named) {
            (Some(end), _) => end,
            (None, Some(_)) => signs.len().min(start + 1),
            (None, None) => continue,
        };
        let host: String = signs[start..end].iter().map(|it| it.read).collect();
        if !host.ends_with(".gov.cn") {
            found.push((FindingKind::Link, index, end));
        }
    }
    found
}

fn is_label_at(signs: &[Sign], index: usize) -> bool {
    at(signs, index).is_some_and(|it| is_label(it) || it == '.' || it == '@' || it == '/')
}

fn mail_at(signs: &[Sign], index: usize) -> Option<Span> {
    let is_local = |it: char| is_label(it) || matches!(it, '.' | '_' | '+');
    let mut start = index;
    while start > 0 && signs[start - 1].read == ' ' && index - start < 2 {
        start -= 1;
    }
    let mut from = start;
    while from > 0 && is_local(signs[from - 1].read) {
        from -= 1;
    }
    let mut after = index + 1;
    while at(signs, after) == Some(' ') && after - index < 3 {
        after += 1;
    }
    let end = domain(signs, after)?;
    (from < start).then_some((FindingKind::Mail, from, end))
}

/// Words for messengers; after them an id follows.
const MESSENGERS: &[&str] = &[
    "微信",
    "薇信",
    "威信",
    "徽信",
    "v信",
    "wechat",
    "weixin",
    "wx",
    "vx",
    "qq",
    "扣扣",
    "企鹅号",
];
/// What is a way to reach somebody without any id.
const REACHES: &[&str] = &[
    "加微信",
    "加我微信",
    "加微",
    "加v",
    "+v",
    "微信同号",
    "同微信",
    "微信联系",
    "qq联系",
    "加qq",
    "qq群",
    "微信群号",
];

fn messengers(signs: &[Sign]) -> Vec<Span> {
    let mut found = Vec::new();
    for index in 0..signs.len() {
        let is_joined = index > 0 && is_word(at(signs, index - 1));
        for word in REACHES.iter().filter(|it| stands(signs, index, it)) {
            let end = index + word.chars().count();
            // "+v" and "加v" are ways to reach somebody, "+vocs" is none.
            if word.ends_with('v') && is_word(at(signs, end)) && id_at(signs, end).is_none() {
                continue;
            }
            found.push((FindingKind::Messenger, index, id_at(signs, end).unwrap_or(end)));
        }
        for word in MESSENGERS.iter().filter(|it| stands(signs, index, it)) {
            if is_joined && word.is_ascii() {
                continue;
            }
            let end = index + word.chars().count();
            if let Some(end) = id_at(signs, end) {
                found.push((FindingKind::Messenger, index, end));
            }
        }
    }
    found
}

/// Where an id ends that begins at a place or a few signs later: a letter and five to nineteen
/// signs, or five to eleven digits.
fn id_at(signs: &[Sign], start: usize) -> Option<usize> {
    let is_filler = |it: char| {
        matches!(it, ' ' | ':' | '：' | '号' | '码' | '是' | '为' | '=' | '-' | '(' | '+')
    };
    let mut from = start;
    while from < start + 5 && at(signs, from).is_some_and(is_filler) {
        from += 1;
    }
    let is_id = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    let mut end = from;
    while at(signs, end).is_some_and(is_id) {
        end += 1;
    }
    let length = end - from;
    let has_digit = signs[from..end].iter().any(|it| it.is_digit);
    let is_number = signs[from..end].iter().all(|it| it.is_digit);
    let is_led = from > start || is_number;
    let is_sound = if is_number {
        (5..=11).contains(&length) && !has_unit(signs, end)
    } else {
        (6..=20).contains(&length) && (has_digit || from > start)
    };
    (length > 0 && is_sound && (is_led || has_digit)).then_some(end)
}

/// Words that only solicit (广告法 9, 28), whatever is described.
const ADVERTISING: &[&str] = &[
    "全网最低",
    "全市最低价",
    "全国最低价",
    "保证最低",
    "包过",
    "保过",
    "返现",
    "返利",
    "诚招代理",
    "招商加盟",
    "加盟热线",
    "代开发票",
    "点击领取",
    "免费领取",
    "扫码领",
    "限时优惠",
    "先到先得",
    "全国第一",
    "行业第一",
    "全网第一",
    "第一品牌",
];
/// Words that only insult.
const ABUSE: &[&str] = &[
    "傻逼",
    "傻b",
    "煞笔",
    "沙比",
    "操你",
    "草泥马",
    "他妈的",
    "你妈的",
    "王八蛋",
    "狗日的",
    "滚蛋",
    "脑残",
    "贱人",
    "狗东西",
    "fuck",
];

fn words(signs: &[Sign]) -> Vec<Span> {
    let mut found = Vec::new();
    for index in 0..signs.len() {
        for (kind, list) in [(FindingKind::Advertising, ADVERTISING), (FindingKind::Abuse, ABUSE)] {
            // As typed: 一 is read as a digit.
            let typed = |word: &&&str| {
                word.chars().enumerate().all(|(step, it)| {
                    let sign = signs.get(index + step);
                    sign.is_some_and(|sign| {
                        sign.typed.to_ascii_lowercase() == it || sign.read == it
                    })
                })
            };
            if let Some(word) = list.iter().find(typed) {
                found.push((kind, index, index + word.chars().count()));
            }
        }
    }
    found
}

/// What is wrong with the words of an appeal.
pub fn check_reason(reason: &str) -> Option<TextProblem> {
    (!is_long(reason, 4..=300)).then_some(TextProblem::ReasonLength)
}

#[cfg(test)]
#[path = "rules/tests.rs"]
mod tests;
