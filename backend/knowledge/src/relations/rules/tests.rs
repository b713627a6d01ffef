use super::*;
use proptest::prelude::*;

/// The references of a text as people write them down: title, label, the words themselves.
fn read(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    references(text)
        .into_iter()
        .map(|it| {
            let words: String = characters[it.start..it.end].iter().collect();
            format!("{}|{}|{words}", it.title.as_deref().unwrap_or("本"), it.part.label())
        })
        .collect()
}

#[test]
fn titles_with_articles_paragraphs_and_items_are_read() {
    for (text, expected) in [
        ("依照《甲法》第三条的规定", vec!["甲法|第三条|《甲法》第三条"]),
        ("依照《甲法》的规定", vec!["甲法||《甲法》"]),
        (
            "违反本法第十条第二款第（三）项规定的",
            vec!["本|第十条第二款第三项|本法第十条第二款第（三）项"],
        ),
        (
            "本条例第十条、第十二条和第二十条之一",
            vec!["本|第十条|本条例第十条", "本|第十二条|第十二条", "本|第二十条之一|第二十条之一"],
        ),
        ("本法第十条至第十二条规定", vec!["本|第十条至第十二条|本法第十条至第十二条"]),
        (
            "本办法第五条第一款、第三款",
            vec!["本|第五条第一款|本办法第五条第一款", "本|第五条第三款|第三款"],
        ),
        (
            "《甲法》第二条第一款第一项、第二项",
            vec![
                "甲法|第二条第一款第一项|《甲法》第二条第一款第一项",
                "甲法|第二条第一款第二项|第二项",
            ],
        ),
        (
            "《中华人民共和国刑法》（以下简称刑法）第三百三十八条，刑法第三百四十条",
            vec![
                "中华人民共和国刑法|第三百三十八条|《中华人民共和国刑法》（以下简称刑法）第三百三十八条",
                "刑法|第三百四十条|刑法第三百四十条",
            ],
        ),
        ("依照第八条处理", vec!["本|第八条|第八条"]),
        (
            "《关于适用《甲法》的解释》第17条",
            vec!["关于适用《甲法》的解释|第十七条|《关于适用《甲法》的解释》第17条"],
        ),
        ("将第八条修改为", vec![]),
        ("第三次会议通过《没有收尾的", vec![]),
        ("本法所称污染", vec![]),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn what_a_law_was_made_under_and_what_it_ends_is_told_apart() {
    let kinds = |number, text| -> Vec<(RelationKind, String)> {
        of_article("样条例", number, text).into_iter().map(|it| (it.kind, it.slug)).collect()
    };
    assert_eq!(
        kinds(1, "为了防治污染，根据《中华人民共和国甲法》和《乙法》，制定本条例。按《丙法》办。"),
        [
            (RelationKind::Implements, "甲法".into()),
            (RelationKind::Implements, "乙法".into()),
            (RelationKind::Cites, "丙法".into())
        ]
    );
    assert_eq!(
        kinds(40, "本条例自2026年1月1日起施行。《旧条例》同时废止。"),
        [(RelationKind::Repeals, "旧条例".into())]
    );
    assert_eq!(kinds(9, "《样条例》的"), []);
    assert_eq!(kinds(9, "本条例第三条"), [(RelationKind::Cites, "样条例".into())]);
}

#[test]
fn a_title_says_what_it_amends_or_interprets() {
    let read = |title, kind| -> Vec<(RelationKind, String)> {
        of_title(title, kind).into_iter().map(|it| (it.kind, it.slug)).collect()
    };
    assert_eq!(
        read("关于修改《中华人民共和国甲法》的决定", LawKind::Other),
        [(RelationKind::Amends, "甲法".into())]
    );
    assert_eq!(
        read("最高人民法院关于适用中华人民共和国民法典时间效力的若干规定", LawKind::Interpretation),
        [(RelationKind::Interprets, "民法典".into())]
    );
    assert_eq!(read("上海市环境保护条例", LawKind::LocalRegulation), []);
}

#[test]
fn the_text_valid_when_written_is_meant() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let text = |from: &str, end: Option<&str>| Days {
        version_on: day(from),
        effective_on: day(from),
        superseded_on: end.map(day),
        repealed_on: None,
    };
    let texts = [text("2018-01-01", None), text("2008-01-01", Some("2018-01-01"))];
    assert_eq!(meant(&texts, day("2010-05-05")), Some((1, true)));
    assert_eq!(meant(&texts, day("2020-05-05")), Some((0, true)));
    assert_eq!(meant(&texts, day("1999-05-05")), Some((1, false)));
    assert_eq!(meant(&[], day("1999-05-05")), None);
}

proptest! {
    #[test]
    fn what_is_written_as_laws_write_it_is_read_back(
        number in 1u32..1300, branch in 0u32..3, paragraph in proptest::option::of(1u32..9),
        item in proptest::option::of(1u32..20), before in "[一-龥]{0,12}",
    ) {
        let part = Part { number, branch, last: number, paragraph, item };
        let text = format!("{before}《甲乙法》{}的规定", part.label());
        let found = references(&text);
        let last = found.last().expect("it is found");
        prop_assert_eq!(last.part, part);
        prop_assert_eq!(last.title.as_deref(), Some("甲乙法"));
    }

    #[test]
    fn any_text_is_read_without_overlaps(text in "[《》第条款项一二十百之至、和本法（）a\n。]{0,80}") {
        let found = references(&text);
        let length = text.chars().count();
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
        prop_assert!(found.iter().all(|it| it.start < it.end && it.end <= length));
    }
}
