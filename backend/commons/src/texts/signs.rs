//! A text as a reader of hidden numbers reads it: one sign for each that means the same, with the
//! place it came from.

use kernel::text::half_width;

/// One sign of a text as it is read, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    /// As it is read: `８`, `八`, `⑧` are all `8`.
    pub(super) read: char,
    /// As a number is written with it.
    pub(super) is_digit: bool,
    /// As it was typed.
    pub(super) typed: char,
}

/// Every character of a text as it is read; one sign for each character.
pub(super) fn read(text: &str) -> Vec<Sign> {
    text.chars().map(sign).collect()
}

fn sign(typed: char) -> Sign {
    let plain = half_width(typed);
    let digit = match plain {
        '0'..='9' => Some(plain),
        '〇' | '零' | '○' => Some('0'),
        '一' | '幺' | '壹' => Some('1'),
        '二' | '贰' => Some('2'),
        '三' | '叁' => Some('3'),
        '四' | '肆' => Some('4'),
        '五' | '伍' => Some('5'),
        '六' | '陆' => Some('6'),
        '七' | '柒' => Some('7'),
        '八' | '捌' => Some('8'),
        '九' | '玖' => Some('9'),
        '①'..='⑨' => char::from_digit(u32::from(plain) - u32::from('①') + 1, 10),
        _ => None,
    };
    let read = match plain {
        '。' | '．' => '.',
        '–' | '—' | '‐' | '−' => '-',
        '\u{00A0}' | '\t' => ' ',
        other => digit.unwrap_or(other).to_ascii_lowercase(),
    };
    Sign { read, is_digit: digit.is_some(), typed }
}

/// A number as it stands in a text: groups of digits with little between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends, exclusive.
    pub(super) end: usize,
}

/// Runs of groups of digits: within a run at most two separators stand between neighbours.
pub(super) fn runs(signs: &[Sign]) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        if !signs[at].is_digit {
            at += 1;
            continue;
        }
        let start = at;
        while at < signs.len() && signs[at].is_digit {
            at += 1;
        }
        let group = Group { start, end: at };
        match runs.last_mut() {
            Some(run) if joins(&signs[run[run.len() - 1].end..start]) => run.push(group),
            _ => runs.push(vec![group]),
        }
    }
    runs
}

/// Whether what stands between two groups is little enough for one number. Commas and 、 part the
/// numbers of a list, and thousands.
fn joins(between: &[Sign]) -> bool {
    between.len() <= 2
        && between.iter().all(|it| matches!(it.read, ' ' | '-' | '.' | '·' | '_' | '*' | '(' | ')'))
}
