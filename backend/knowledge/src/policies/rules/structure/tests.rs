use super::*;

fn numbers(law: &LawText) -> Vec<(u32, u32)> {
    law.articles.iter().map(|it| (it.number, it.branch)).collect()
}

#[test]
fn a_markdown_law_is_taken_apart() {
    let law = read(
        "# 中华人民共和国样法\n\n2014年4月24日 某会议通过\n\n<!-- INFO END -->\n\n为了样，制定本法。\n\n\
         ## 第一章　总　　则\n\n第一条 甲。\n\n乙。\n\n第二条　丙。\n\n## 第二章 监督\n\n### 第一节 检查\n\n\
         第二条之一 丁。\n\n## 第三章  附　则\n\n第三条 戊。",
    );

    assert_eq!(law.title.as_deref(), Some("中华人民共和国样法"));
    assert_eq!(law.history, ["2014年4月24日 某会议通过"]);
    assert_eq!(law.preamble.as_deref(), Some("为了样，制定本法。"));
    assert_eq!(numbers(&law), [(1, 0), (2, 0), (2, 1), (3, 0)]);
    assert_eq!(law.articles[0].text, "甲。\n乙。");
    assert_eq!(law.articles[0].chapter.as_deref(), Some("第一章 总则"));
    assert_eq!(law.articles[2].label, "第二条之一");
    assert_eq!(law.articles[2].section.as_deref(), Some("第一节 检查"));
    assert_eq!(law.articles[3].section, None);
}

#[test]
fn plain_text_with_parts_and_subparts_is_taken_apart() {
    let law = read(
        "第二编　污染防治\n\n第一分编　通则\n\n第一章　一般规定\n\n第一百四十八条　甲。\n\n第二分编　大气\n\n\
         第三章　一般规定\n\n第一百四十九条　乙。",
    );

    assert_eq!(numbers(&law), [(148, 0), (149, 0)]);
    assert_eq!(law.articles[0].part.as_deref(), Some("第二编 污染防治\u{3000}第一分编 通则"));
    assert_eq!(law.articles[1].part.as_deref(), Some("第二编 污染防治\u{3000}第二分编 大气"));
    let contents: Vec<_> = contents(&law.articles)
        .into_iter()
        .map(|it| (it.level, it.title, it.first_article))
        .collect();
    assert_eq!(
        contents,
        [
            (1, "第二编 污染防治".to_owned(), Some(148)),
            (2, "第一分编 通则".to_owned(), Some(148)),
            (3, "第一章 一般规定".to_owned(), Some(148)),
            (2, "第二分编 大气".to_owned(), Some(149)),
            (3, "第三章 一般规定".to_owned(), Some(149)),
        ]
    );
}

#[test]
fn a_citation_at_the_head_of_a_line_is_no_article() {
    let law = read("第一条 甲：\n第二条规定的期限不适用。\n第九条的规定\n第二条 乙。\n第三条丙。");
    assert_eq!(numbers(&law), [(1, 0), (2, 0), (3, 0)]);
    assert_eq!(law.articles[0].text, "甲：\n第二条规定的期限不适用。\n第九条的规定");
    assert_eq!(law.articles[2].text, "丙。");
}

#[test]
fn a_heading_in_brackets_may_follow_an_article_at_once() {
    let law = read("第一条【立法目的】甲。\n第二条【适用范围】乙。");
    assert_eq!(numbers(&law), [(1, 0), (2, 0)]);
    assert_eq!(law.articles[0].text, "【立法目的】甲。");
}

#[test]
fn a_list_of_contents_before_the_text_does_no_harm() {
    let law = read(
        "目　录\n第一章 总则\n第二章 附则\n\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
    );
    assert_eq!(numbers(&law), [(1, 0), (2, 0)]);
    assert_eq!(law.articles[0].chapter.as_deref(), Some("第一章 总则"));
    assert_eq!(contents(&law.articles).len(), 2);
}

#[test]
fn headings_with_items_stand_for_chapters_where_there_are_articles() {
    let law = read("## 一、管辖\n\n第一条 甲。\n\n## 二、证据\n\n第二条 乙。");
    assert_eq!(law.articles[1].chapter.as_deref(), Some("二、证据"));
}

#[test]
fn an_annex_does_not_swell_the_last_article() {
    let law = read("第一条 甲。\n第二条 本办法自2020年1月1日起施行。\n\n## 附件1\n\n表一\n表二");
    assert_eq!(numbers(&law), [(1, 0), (2, 0), (0, 0)]);
    assert_eq!(law.articles[1].text, "本办法自2020年1月1日起施行。");
    assert_eq!(law.articles[2].label, "附件1");
    assert_eq!(law.articles[2].text, "表一\n表二");
}

#[test]
fn a_text_without_articles_is_cut_at_its_items() {
    let law =
        read("为了便于实施，作如下规定：\n\n一、甲：\n\n一、不是下一项\n\n二、乙。\n\n四、不连续");
    assert_eq!(law.preamble.as_deref(), Some("为了便于实施，作如下规定："));
    assert_eq!(numbers(&law), [(1, 0), (2, 0)]);
    assert_eq!(law.articles[0].text, "甲：\n一、不是下一项");
    assert_eq!(law.articles[1].label, "二");
}

#[test]
fn a_text_without_any_structure_is_one_article() {
    let law = read("# 批复\n\n同意。\n\n此复。");
    assert_eq!(law.title.as_deref(), Some("批复"));
    assert_eq!(law.articles.len(), 1);
    assert_eq!(law.articles[0].label, "全文");
    assert_eq!(law.articles[0].text, "同意。\n此复。");
    assert_eq!(read(""), LawText::default());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "[第一二条章节编之 　#\n。、甲附件]{0,80}") {
        let law = read(&text);
        let _ = contents(&law.articles);
    }
}
