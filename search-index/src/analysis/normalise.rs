//! Full width to half width, capital to small, traditional to simplified.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::is_hanzi;

/// Characters that simplified text uses as they are (著名, 乾坤, 瞭望, 慰藉), though the
/// traditional reading of them would be written otherwise.
const ALSO_SIMPLIFIED: &str = "著乾瞭藉夥";

/// Converts phrases, Taiwanese words included. None when the built-in tables do not load, in
/// which case characters alone are converted.
static PHRASES: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::Tw2sp).ok());

/// The first and last of the characters that are converted one by one.
const CONVERTED: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fa5}';

/// What each character of [`CONVERTED`] is in simplified script: itself, unless it exists in
/// traditional text only.
static CHARACTERS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let converter = OpenCC::from_config(BuiltinConfig::T2s).ok();
    let simplified = |c: char| {
        let converter = converter.as_ref().filter(|_| !ALSO_SIMPLIFIED.contains(c))?;
        converter.convert(c.encode_utf8(&mut [0; 4])).chars().next()
    };
    CONVERTED.map(|c| simplified(c).unwrap_or(c)).collect()
});

fn simplified(c: char) -> char {
    if !CONVERTED.contains(&c) {
        return c;
    }
    let place = u32::from(c) - u32::from(*CONVERTED.start());
    CHARACTERS.get(place as usize).copied().unwrap_or(c)
}

/// One character for one, so that places in the result are places in the text.
pub(crate) fn character(c: char) -> char {
    let c = match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if is_hanzi(c) {
        return simplified(c);
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// Text as it is indexed: character by character.
pub(crate) fn text(text: &str) -> String {
    text.chars().map(character).collect()
}

/// Text as it is asked: where it holds traditional characters, whole phrases are converted first
/// (軟體 becomes 软件, which no single character shows).
pub(crate) fn query(query: &str) -> String {
    let traditional = query.chars().any(|c| simplified(c) != c);
    match (traditional, PHRASES.as_ref()) {
        (true, Some(converter)) => text(&converter.convert(query)),
        _ => text(query),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_script_do_not_matter() {
        let cases = [
            ("ＧＢ１６２９７－１９９６", "gb16297-1996"),
            ("危險廢物　轉移", "危险废物 转移"),
            ("煙花要罰多少", "烟花要罚多少"),
            ("著名", "著名"),
        ];
        for (given, expected) in cases {
            assert_eq!(text(given), expected);
            assert_eq!(text(given).chars().count(), given.chars().count());
        }
    }

    #[test]
    fn a_query_in_taiwanese_words_is_understood() {
        assert_eq!(query("監測軟體"), "监测软件");
        assert_eq!(query("监测软件"), "监测软件");
    }
}
