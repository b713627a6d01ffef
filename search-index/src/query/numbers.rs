//! Article numbers in a question: `第1120条`, `一千一百二十条`.

/// A number written in Chinese or in digits. None when it is not one, or beyond 99,999.
pub(crate) fn parse(text: &str) -> Option<u64> {
    if !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut total, mut digit, mut seen_unit) = (0, None, false);
    for c in text.chars() {
        if let Some(unit) = unit(c) {
            total += digit.take().unwrap_or(1) * unit;
            seen_unit = true;
        } else {
            let value = value(c)?;
            // 一二〇 is read digit by digit, 一百二十 is not.
            let before = digit.unwrap_or(0);
            digit = Some(if seen_unit { value } else { before * 10 + value });
        }
        if total > 99_999 || digit.is_some_and(|digit| digit > 99_999) {
            return None;
        }
    }
    let number = total + digit.unwrap_or(0);
    (number > 0).then_some(number)
}

fn value(c: char) -> Option<u64> {
    "〇一二三四五六七八九"
        .chars()
        .zip(0..)
        .find_map(|(digit, value)| (digit == c).then_some(value))
        .or(match c {
            '零' => Some(0),
            '两' => Some(2),
            c => c.to_digit(10).map(u64::from),
        })
}

fn unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// Finds the article number in a question: what stands before it, the number, what follows.
pub(crate) fn article(text: &str) -> Option<(&str, u64, &str)> {
    for (end, _) in text.match_indices('条') {
        let head = &text[..end];
        let digits: usize = head
            .chars()
            .rev()
            .take_while(|c| *c == ' ' || value(*c).is_some() || unit(*c).is_some())
            .map(char::len_utf8)
            .sum();
        let written = head[head.len() - digits..].trim();
        let before = &head[..head.len() - digits];
        let (before, marked) = match before.strip_suffix('第') {
            Some(before) => (before, true),
            None => (before, false),
        };
        // 「一条生产线」 is no article: without 第 a law must stand before.
        let plausible = marked || laws_end(before.trim_end());
        if let Some(number) = parse(&written.replace(' ', "")).filter(|_| plausible) {
            return Some((before.trim(), number, text[end + '条'.len_utf8()..].trim()));
        }
    }
    None
}

fn laws_end(before: &str) -> bool {
    ["法", "法典", "条例", "办法", "规定", "解释", "细则", "》", "决定", "规则", "标准"]
        .iter()
        .any(|ending| before.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("1120", Some(1120)),
            ("一千一百二十", Some(1120)),
            ("十", Some(10)),
            ("八十", Some(80)),
            ("一百零五", Some(105)),
            ("一二〇", Some(120)),
            ("二百一十三", Some(213)),
            ("许可", None),
            ("", None),
            ("九九九九九九", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn an_article_is_recognised() {
        assert_eq!(article("法典第1120条"), Some(("法典", 1120, "")));
        assert_eq!(article("固废法 第八十条 处罚"), Some(("固废法", 80, "处罚")));
        assert_eq!(article("法典一千一百二十条"), Some(("法典", 1120, "")));
        assert_eq!(article("我们扩建了一条生产线"), None);
        assert_eq!(article("排污许可管理条例"), None);
    }
}
