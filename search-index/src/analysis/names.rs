//! The forms under which a name is found: exactly, by pinyin, by initials, with one wrong
//! character, and while it is being typed.

use super::{is_hanzi, pinyin};

/// Initials are indexed in pieces of so many letters, so that they are found from any place.
const INITIALS_PIECE: usize = 4;

/// Places and words that stand in front of what a name is known by.
const HEADS: &[&str] = &[
    "中华人民共和国",
    "上海市",
    "上海",
    "江苏省",
    "江苏",
    "浙江省",
    "浙江",
    "安徽省",
    "安徽",
    "南京市",
    "南京",
    "苏州市",
    "苏州",
    "无锡市",
    "无锡",
    "常州市",
    "常州",
    "杭州市",
    "杭州",
    "宁波市",
    "宁波",
    "嘉兴市",
    "嘉兴",
    "湖州市",
    "湖州",
    "绍兴市",
    "绍兴",
    "南通市",
    "南通",
    "国家",
];

/// A name without spaces and punctuation, normalised: the form that is compared exactly.
pub(crate) fn plain(normalised: &str) -> String {
    normalised.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters of a name that its order goes by.
const ORDERED_LETTERS: usize = 10;

/// A number that orders names as they are read aloud: their first letters in pinyin, five bits
/// each, so that a double holds it exactly.
pub(crate) fn order(name: &str) -> u64 {
    let letters = pinyin::of(&plain(&super::normalise::text(name)));
    let five = |letter: u8| match letter {
        b'a'..=b'z' => u64::from(letter - b'a') + 6,
        // Digits stand before letters, in pairs: five bits hold no more.
        b'0'..=b'9' => u64::from(letter - b'0') / 2 + 1,
        _ => 0,
    };
    let first = letters.bytes().chain(std::iter::repeat(0)).take(ORDERED_LETTERS);
    first.fold(0, |sum, letter| sum << 5 | five(letter))
}

/// The name without the places it begins with; the whole when nothing would be left.
pub(crate) fn core(plain: &str) -> &str {
    let mut rest = plain;
    while let Some(shorter) = HEADS.iter().find_map(|head| rest.strip_prefix(head)) {
        if shorter.chars().count() < 2 {
            break;
        }
        rest = shorter;
    }
    rest
}

/// Pairs of neighbours, and pairs with one character left out between them (`绿*环`): one wrong
/// character leaves at least one of them whole even in a name of three.
pub(crate) fn grams(plain: &str) -> Vec<String> {
    let characters: Vec<char> = plain.chars().collect();
    let mut grams: Vec<String> = characters.windows(2).map(|pair| pair.iter().collect()).collect();
    grams.extend(characters.windows(3).map(|three| format!("{}*{}", three[0], three[2])));
    grams
}

/// Pairs of neighbouring syllables (`wei'xian`), for every reading; a single syllable for a
/// single character.
pub(crate) fn syllable_pairs(plain: &str) -> Vec<String> {
    let syllables: Vec<Vec<&str>> =
        plain.chars().filter(|c| is_hanzi(*c)).map(pinyin::readings).collect();
    let mut pairs = Vec::new();
    for two in syllables.windows(2) {
        for first in &two[0] {
            pairs.extend(two[1].iter().map(|second| format!("{first}'{second}")));
        }
    }
    pairs
}

/// The initials in pieces of four letters from every place, shorter at the end.
pub(crate) fn initial_pieces(plain: &str) -> Vec<String> {
    let initials: Vec<char> = pinyin::initials(plain).chars().collect();
    (0..initials.len().saturating_sub(1))
        .map(|at| initials[at..initials.len().min(at + INITIALS_PIECE)].iter().collect())
        .collect()
}

/// The pieces that initials as typed consist of. The last one is the beginning of a piece when
/// fewer than four letters are given.
pub(crate) fn initial_query(letters: &str) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    if letters.len() <= INITIALS_PIECE {
        return vec![letters.iter().collect()];
    }
    letters.windows(INITIALS_PIECE).map(|piece| piece.iter().collect()).collect()
}

/// What a person may type from the beginning of this name: itself, its core, the pinyin and the
/// initials of both.
pub(crate) fn beginnings(plain: &str) -> Vec<String> {
    let mut all = Vec::with_capacity(6);
    for form in [plain, core(plain)] {
        for typed in [form.to_owned(), pinyin::of(form), pinyin::initials(form)] {
            if !typed.is_empty() && !all.contains(&typed) {
                all.push(typed);
            }
        }
    }
    all
}

/// Whether the two differ by at most one character written wrong, left out or added.
pub(crate) fn differ_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    if short.len() == long.len() {
        same == short.len() || short[same + 1..] == long[same + 1..]
    } else {
        short[same..] == long[same + 1..]
    }
}

/// Whether `part` stands in `whole` with at most one character written wrong.
pub(crate) fn contains_with_one_wrong(whole: &str, part: &str) -> bool {
    let (whole, part): (Vec<char>, Vec<char>) = (whole.chars().collect(), part.chars().collect());
    part.len() > 2
        && whole
            .windows(part.len())
            .any(|window| window.iter().zip(&part).filter(|(a, b)| a != b).count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_core_is_what_a_name_is_known_by() {
        assert_eq!(core("上海绿桥环保科技有限公司"), "绿桥环保科技有限公司");
        assert_eq!(core("中华人民共和国水法"), "水法");
        assert_eq!(core("上海"), "上海");
    }

    #[test]
    fn one_wrong_character_leaves_a_gram_whole() {
        let right = grams("绿桥环保");
        assert!(grams("绿乔环保").iter().any(|gram| gram == "绿*环" && right.contains(gram)));
    }

    #[test]
    fn initials_are_found_from_any_place() {
        let pieces = initial_pieces("上海绿桥环保");
        for piece in initial_query("lqhb") {
            assert!(pieces.contains(&piece));
        }
        assert_eq!(initial_query("shlqhb"), ["shlq", "hlqh", "lqhb"]);
    }

    #[test]
    fn one_error_is_one_error() {
        assert!(differ_by_one("绿桥环保", "绿乔环保"));
        assert!(differ_by_one("绿桥环保", "绿桥环"));
        assert!(!differ_by_one("绿桥环保", "蓝乔环保"));
        assert!(contains_with_one_wrong("上海绿桥环保科技有限公司", "绿乔环保"));
        assert!(!contains_with_one_wrong("上海绿桥环保科技有限公司", "绿乔环宝"));
    }

    #[test]
    fn every_reading_of_a_name_is_indexed() {
        assert!(syllable_pairs("重庆").contains(&"chong'qing".to_owned()));
    }
}
