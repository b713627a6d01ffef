//! Numbers as laws write them: 第一千二百四十二条, 第17条, 第一百二十条之一.

/// The digit a character stands for, Chinese, ASCII or full-width.
fn digit(character: char) -> Option<u32> {
    Some(match character {
        '零' | '〇' | '○' | '0' | '０' => 0,
        '一' | '1' | '１' => 1,
        '二' | '两' | '2' | '２' => 2,
        '三' | '3' | '３' => 3,
        '四' | '4' | '４' => 4,
        '五' | '5' | '５' => 5,
        '六' | '6' | '６' => 6,
        '七' | '7' | '７' => 7,
        '八' | '8' | '８' => 8,
        '九' | '9' | '９' => 9,
        _ => return None,
    })
}

fn unit(character: char) -> Option<u32> {
    Some(match character {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        _ => return None,
    })
}

/// Whether a character may stand in a number.
pub fn is_numeral(character: char) -> bool {
    digit(character).is_some() || unit(character).is_some()
}

/// Reads a number below 10,000: with units (一千零二), by position (二〇二六, 17), 十 alone.
/// None for anything else, also for numbers whose units do not fall.
pub fn parse(text: &str) -> Option<u32> {
    let characters: Vec<char> = text.chars().collect();
    if characters.is_empty() || characters.len() > 9 {
        return None;
    }
    let value = if characters.iter().all(|it| digit(*it).is_some()) {
        if characters.len() > 4 {
            return None;
        }
        characters.iter().filter_map(|it| digit(*it)).fold(0, |sum, it| sum * 10 + it)
    } else {
        with_units(&characters)?
    };
    (value < 10_000).then_some(value)
}

fn with_units(characters: &[char]) -> Option<u32> {
    let (mut sum, mut pending, mut last_unit) = (0, None, 10_000);
    for &character in characters {
        if let Some(value) = digit(character) {
            // 零 only fills a gap: 一百零三.
            match (value, pending) {
                (0, None) => {}
                (_, None) => pending = Some(value),
                _ => return None,
            }
        } else {
            let size = unit(character)?;
            if size >= last_unit {
                return None;
            }
            // 十二 says one ten without the one, but only at the head.
            let count = match pending.take() {
                Some(count) => count,
                None if size == 10 && sum == 0 => 1,
                None => return None,
            };
            sum += count * size;
            last_unit = size;
        }
    }
    Some(sum + pending.unwrap_or(0))
}

/// Writes a number below 10,000 the way laws do.
pub fn format(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut has_gap = false;
    for (size, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let count = number / size % 10;
        if count == 0 {
            has_gap = !text.is_empty();
            continue;
        }
        if has_gap {
            text.push('零');
            has_gap = false;
        }
        if !(count == 1 && size == 10 && text.is_empty()) {
            text.push(DIGITS[count as usize]);
        }
        text.push_str(name);
    }
    text
}

/// The number at the head of `text` between `第` and one of `marks`, the mark, and what follows:
/// `第三章 附则` with marks 章 and 节 gives (3, 章, " 附则").
pub fn ordinal<'t>(text: &'t str, marks: &[&'static str]) -> Option<(u32, &'static str, &'t str)> {
    let rest = text.strip_prefix('第')?.trim_start();
    let end = rest.find(|it: char| !is_numeral(it))?;
    let number = parse(&rest[..end])?;
    let rest = rest[end..].trim_start();
    let mark = marks.iter().find(|it| rest.starts_with(**it))?;
    Some((number, mark, &rest[mark.len()..]))
}

/// An article's number, its branch (0 for none) and what follows its label:
/// `第一百二十条之一 组织…` gives (120, 1, " 组织…").
pub fn article(text: &str) -> Option<(u32, u32, &str)> {
    let (number, _, rest) = ordinal(text, &["条"])?;
    let Some(after) = rest.strip_prefix('之') else {
        return Some((number, 0, rest));
    };
    let end = after.find(|it: char| !is_numeral(it)).unwrap_or(after.len());
    match parse(&after[..end]) {
        Some(branch) if branch > 0 => Some((number, branch, &after[end..])),
        _ => Some((number, 0, rest)),
    }
}

/// The label of an article as laws write it: 第一百二十条之一.
pub fn label(number: u32, branch: u32) -> String {
    if branch == 0 {
        format!("第{}条", format(number))
    } else {
        format!("第{}条之{}", format(number), format(branch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_laws_write_them() {
        for (text, number) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零三", 103),
            ("一百〇三", 103),
            ("一百一十", 110),
            ("一百二十", 120),
            ("一千二百四十二", 1242),
            ("一千零二", 1002),
            ("两百", 200),
            ("二〇二六", 2026),
            ("17", 17),
            ("１７", 17),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "条", "百", "十百", "一二百", "一百千", "123456", "一 二", "百分"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn article_labels_are_split_from_what_follows() {
        for (line, expected) in [
            ("第一条 为了", Some((1, 0, " 为了"))),
            ("第一条　为了", Some((1, 0, "　为了"))),
            ("第一百二十条之一 组织", Some((120, 1, " 组织"))),
            ("第十七条之一", Some((17, 1, ""))),
            ("第 十 条 文", Some((10, 0, " 文"))),
            ("第二条之规定", Some((2, 0, "之规定"))),
            ("第12条 文", Some((12, 0, " 文"))),
            ("第三章 附则", None),
            ("条", None),
        ] {
            assert_eq!(article(line), expected, "{line}");
        }
        assert_eq!(label(120, 1), "第一百二十条之一");
        assert_eq!(label(1242, 0), "第一千二百四十二条");
    }

    proptest! {
        #[test]
        fn every_number_is_read_back(number in 0u32..10_000) {
            prop_assert_eq!(parse(&format(number)), Some(number));
            prop_assert_eq!(parse(&number.to_string()), Some(number));
        }

        #[test]
        fn every_label_is_read_back(number in 1u32..10_000, branch in 0u32..40) {
            let label = label(number, branch);
            prop_assert_eq!(article(&label), Some((number, branch, "")));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,12}") {
            let _ = (parse(&text), article(&text));
        }

        #[test]
        fn no_string_of_numerals_makes_the_reader_panic(text in "[一二十百千零〇0-9]{0,12}") {
            let _ = parse(&text);
        }
    }
}
