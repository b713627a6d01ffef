//! Pinyin of Chinese text, and reading pinyin back into syllables.

use std::collections::HashSet;
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::is_hanzi;

/// Readings of one character that are told apart; more are not worth their room.
const READINGS: usize = 2;
/// The longest syllable, `zhuang`, has so many letters.
const LONGEST: usize = 6;

static SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut all: HashSet<&'static str> = ('\u{4e00}'..='\u{9fa5}')
        .filter_map(|c| c.to_pinyin())
        .map(|pinyin| plain(pinyin.plain()))
        .collect();
    // Interjections and dialect readings that would break up real words.
    for odd in ["m", "n", "ng", "hm", "hng", "o", "ê", "e", "a"] {
        all.remove(odd);
    }
    all.extend(["a", "e", "o"]);
    all
});

/// ü is typed as v.
fn plain(reading: &'static str) -> &'static str {
    match reading {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

/// The readings of a character without tones, the usual one first.
pub(crate) fn readings(c: char) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::with_capacity(READINGS);
    if let Some(usual) = c.to_pinyin() {
        found.push(plain(usual.plain()));
    }
    if let Some(all) = c.to_pinyin_multi() {
        for reading in all.into_iter().map(|pinyin| plain(pinyin.plain())) {
            if found.len() < READINGS && !found.contains(&reading) {
                found.push(reading);
            }
        }
    }
    found
}

/// The usual reading of every Chinese character, run together; letters and digits stay.
pub(crate) fn of(text: &str) -> String {
    let mut joined = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        match c.to_pinyin() {
            Some(pinyin) if is_hanzi(c) => joined.push_str(plain(pinyin.plain())),
            _ if c.is_alphanumeric() => joined.push(c),
            _ => {}
        }
    }
    joined
}

/// The first letters of the usual readings; letters and digits stay.
pub(crate) fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_pinyin() {
            Some(pinyin) if is_hanzi(c) => pinyin.plain().chars().next(),
            _ if c.is_alphanumeric() => Some(c),
            _ => None,
        })
        .collect()
}

/// Reads letters as syllables, with as few as possible (`xian` is one, `fangan` is fang an
/// because fan gan has as many and the longer one comes first). None when they are not pinyin.
pub(crate) fn syllables(letters: &str) -> Option<Vec<&str>> {
    if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    // best[at]: the fewest syllables that read letters[at..], and the end of the first.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
    best[letters.len()] = Some((0, letters.len()));
    for at in (0..letters.len()).rev() {
        for end in (at + 1..=letters.len().min(at + LONGEST)).rev() {
            let Some((rest, _)) = best[end] else { continue };
            let fewer = best[at].is_none_or(|(count, _)| rest + 1 < count);
            if fewer && SYLLABLES.contains(&letters[at..end]) {
                best[at] = Some((rest + 1, end));
            }
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (_, end) = best[at]?;
        found.push(&letters[at..end]);
        at = end;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_read() {
        assert_eq!(of("危险废物A1"), "weixianfeiwuA1");
        assert_eq!(initials("绿桥环保"), "lqhb");
        assert_eq!(of("绿"), "lv");
        assert!(readings('重').contains(&"chong"));
    }

    #[test]
    fn letters_are_read_as_syllables() {
        assert_eq!(syllables("weixianfeiwu"), Some(vec!["wei", "xian", "fei", "wu"]));
        assert_eq!(syllables("huanbaoshui"), Some(vec!["huan", "bao", "shui"]));
        assert_eq!(syllables("fajin"), Some(vec!["fa", "jin"]));
        assert_eq!(syllables("vocs"), None);
        assert_eq!(syllables("ets"), None);
    }
}
