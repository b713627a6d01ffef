//! Chinese analysis: the same rules for what is indexed and for what is asked.

pub(crate) mod names;
pub(crate) mod normalise;
pub(crate) mod pinyin;
pub(crate) mod words;

/// Whether the character is a Chinese one.
pub(crate) fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' | '〇')
}
