//! The index as its callers see it: written, read, replaced, broken.

use search_index::{Change, Document, Kind, OpenError, Query, SearchIndex, Sort};
use serde_json::json;

fn document(key: &str, kind: Kind, title: &str) -> Document {
    Document {
        key: key.to_owned(),
        group: key.split('#').next().unwrap_or(key).to_owned(),
        kind,
        title: title.to_owned(),
        names: Vec::new(),
        body: String::new(),
        context: String::new(),
        region: None,
        position: None,
        categories: Vec::new(),
        marks: Vec::new(),
        rank: 0.5,
        date: 0,
        active_from: None,
        active_to: None,
        number: None,
        card: json!({ "title": title }),
    }
}

fn provider(key: &str, title: &str, region: &str, category: &str) -> Document {
    Document {
        region: Some(region.to_owned()),
        categories: vec![category.to_owned()],
        body: "为企业提供废气治理、危险废物处置与环境监测服务。".to_owned(),
        ..document(key, Kind::Provider, title)
    }
}

fn article(law: &str, title: &str, number: u64, body: &str) -> Document {
    Document {
        group: law.to_owned(),
        number: Some(number),
        body: body.to_owned(),
        context: title.to_owned(),
        ..document(&format!("{law}#{number}"), Kind::Article, &format!("{title} 第{number}条"))
    }
}

struct Fixture {
    index: SearchIndex,
    folder: tempfile::TempDir,
}

impl Fixture {
    fn with(documents: Vec<Document>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = SearchIndex::open(folder.path()).expect("a new index");
        index
            .apply(documents.into_iter().map(Change::Put).collect(), "1")
            .expect("the documents are taken");
        Self { index, folder }
    }

    fn market() -> Self {
        let mut green = provider("prv_1", "上海绿桥环保科技有限公司", "310115", "treatment/gas");
        green.names = vec!["绿桥环保".to_owned(), "91310115MA1K00001X".to_owned()];
        green.rank = 0.9;
        green.date = 100;
        let mut blue = provider("prv_2", "苏州蓝湾检测有限公司", "320505", "monitoring/air");
        blue.date = 200;
        blue.rank = 0.4;
        let mut third = provider("prv_3", "浙江清源水务有限公司", "330106", "treatment/water");
        third.body = "污水处理设施运营。".to_owned();
        Self::with(vec![green, blue, third])
    }

    fn titles(&self, query: &Query) -> Vec<String> {
        let page = self.index.search(query).expect("a page");
        page.hits.into_iter().map(|hit| hit.title).collect()
    }

    fn ask(&self, text: &str) -> Vec<String> {
        self.titles(&ask(text))
    }
}

fn ask(text: &str) -> Query {
    Query { text: text.to_owned(), today: 20_000, ..Query::default() }
}

#[test]
fn what_is_applied_is_found_at_once_and_after_reopening() {
    let fixture = Fixture::market();

    assert_eq!(fixture.ask("绿桥环保"), ["上海绿桥环保科技有限公司"]);
    assert_eq!(fixture.index.position().as_deref(), Some("1"));

    let Fixture { index, folder } = fixture;
    drop(index);
    let reopened = SearchIndex::open(folder.path()).expect("the index opens again");
    assert_eq!(reopened.position().as_deref(), Some("1"));
    assert_eq!(reopened.document_count(), 3);
}

#[test]
fn a_group_is_replaced_whole() {
    let old = (1..=3).map(|number| article("law_a", "甲条例", number, "排污单位应当监测"));
    let fixture = Fixture::with(old.collect());

    let changes = vec![
        Change::Remove { group: "law_a".to_owned() },
        Change::Put(article("law_a", "甲条例", 1, "排污单位应当自行监测")),
    ];
    fixture.index.apply(changes, "2").expect("the change is taken");

    assert_eq!(fixture.ask("排污单位监测"), ["甲条例 第1条"]);
    assert_eq!(fixture.index.document_count(), 1);
}

#[test]
fn a_document_put_twice_is_there_once() {
    let fixture = Fixture::market();

    let mut again = provider("prv_1", "上海绿桥环境有限公司", "310115", "treatment/gas");
    again.names = vec!["绿桥环保".to_owned()];
    fixture.index.apply(vec![Change::Put(again)], "2").expect("the change is taken");

    assert_eq!(fixture.ask("绿桥环保"), ["上海绿桥环境有限公司"]);
}

#[test]
fn names_are_found_however_they_are_typed() {
    let fixture = Fixture::market();
    let cases = [
        ("上海绿桥环保科技有限公司", None),
        ("91310115MA1K00001X", None),
        ("９１３１０１１５ma1k00001x", None),
        ("綠橋環保", None),
        ("lqhb", Some("首字母相符")),
        ("lvqiaohuanbao", Some("拼音相符")),
        ("绿乔环保", Some("拼音相符")),
        ("绿标环保", Some("名称相近")),
        ("上海绿标环保科技有限公司", Some("名称相近")),
    ];
    for (typed, why) in cases {
        let page = fixture.index.search(&ask(typed)).expect("a page");
        let first = page.hits.first();
        assert_eq!(
            first.map(|hit| hit.title.as_str()),
            Some("上海绿桥环保科技有限公司"),
            "{typed}"
        );
        if why.is_some() {
            assert_eq!(first.and_then(|hit| hit.why.as_deref()), why, "{typed}");
        }
    }
}

#[test]
fn filters_and_facets_agree() {
    let fixture = Fixture::market();
    let query = Query { facets: true, ..ask("危险废物处置") };

    let page = fixture.index.search(&query).expect("a page");

    assert_eq!(page.total, 2);
    assert_eq!(page.facets.kinds, [("provider".to_owned(), 2)]);
    assert!(page.facets.regions.contains(&("31".to_owned(), 1)));
    assert!(page.facets.regions.contains(&("320505".to_owned(), 1)));
    assert!(page.facets.categories.contains(&("treatment".to_owned(), 1)));
    assert!(page.facets.categories.contains(&("monitoring/air".to_owned(), 1)));

    let shanghai = Query { region: Some("31".to_owned()), ..query.clone() };
    assert_eq!(fixture.titles(&shanghai), ["上海绿桥环保科技有限公司"]);
    let monitoring = Query { category: Some("monitoring".to_owned()), ..query.clone() };
    assert_eq!(fixture.titles(&monitoring), ["苏州蓝湾检测有限公司"]);
    let nowhere = Query { category: Some("moni".to_owned()), ..query };
    assert_eq!(fixture.index.search(&nowhere).expect("a page").total, 0);
}

#[test]
fn counts_say_what_another_choice_would_leave() {
    let marked = |key: &str, title: &str, region: &str, marks: &[&str]| Document {
        marks: marks.iter().map(|it| (*it).to_owned()).collect(),
        ..provider(key, title, region, "waste/hazardous")
    };
    let fixture = Fixture::with(vec![
        marked("a", "甲环保", "310118", &["size/LARGE", "licence/CMA"]),
        marked("b", "乙环保", "310118", &["size/SMALL", "licence/CMA", "licence/EIA"]),
        marked("c", "丙环保", "320509", &["size/SMALL"]),
    ]);
    let choose = |marks: &[&str]| marks.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let query = Query {
        kinds: vec![Kind::Provider],
        region: Some("31".to_owned()),
        marks: vec![choose(&["size/SMALL"]), choose(&["licence/CMA", "licence/EIA"])],
        facets: true,
        ..Query::default()
    };

    let page = fixture.index.search(&query).expect("a page");

    assert_eq!(page.hits.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["b"]);
    let count =
        |of: &[(String, u64)], value: &str| of.iter().find(|it| it.0 == value).map_or(0, |it| it.1);
    let marks = &page.facets.marks;
    assert_eq!((count(marks, "size/LARGE"), count(marks, "size/SMALL")), (1, 1));
    assert_eq!((count(marks, "licence/CMA"), count(marks, "licence/EIA")), (1, 1));
    // In Suzhou there is a small one, but without a licence: two choices would have to change.
    assert_eq!(count(&page.facets.regions, "32"), 0);
    assert_eq!(count(&page.facets.categories, "waste/hazardous"), 1);
    let anywhere = Query { marks: vec![choose(&["size/SMALL"])], ..query };
    let page = fixture.index.search(&anywhere).expect("a page");
    assert_eq!(count(&page.facets.regions, "320509"), 1);
}

#[test]
fn names_come_in_the_order_they_are_read_in() {
    let fixture = Fixture::with(vec![
        provider("c", "浙源环保", "33", "waste/hazardous"),
        provider("a", "安洁检测", "31", "waste/hazardous"),
        provider("b", "绿桥环保", "32", "waste/hazardous"),
    ]);
    let query = Query { kinds: vec![Kind::Provider], sort: Sort::Name, ..Query::default() };

    assert_eq!(fixture.titles(&query), ["安洁检测", "绿桥环保", "浙源环保"]);
}

#[test]
fn a_law_of_the_whole_country_is_in_every_region() {
    let mut local = article("law_b", "上海条例", 2, "排污单位应当自行监测");
    local.region = Some("31".to_owned());
    let fixture = Fixture::with(vec![article("law_a", "条例", 1, "排污单位应当自行监测"), local]);
    let within = |region: &str| {
        let query = Query { region: Some(region.to_owned()), ..ask("自行监测") };
        fixture.titles(&query)
    };

    assert_eq!(within("31"), ["条例 第1条", "上海条例 第2条"]);
    assert_eq!(within("33"), ["条例 第1条"]);
}

#[test]
fn hits_come_in_the_order_asked_for() {
    let fixture = Fixture::market();
    let sorted = |sort| Query { sort, ..ask("危险废物处置") };

    assert_eq!(fixture.titles(&sorted(Sort::Rank))[0], "上海绿桥环保科技有限公司");
    assert_eq!(fixture.titles(&sorted(Sort::Newest))[0], "苏州蓝湾检测有限公司");
    let everything = Query { sort: Sort::Newest, ..ask("") };
    assert_eq!(fixture.titles(&everything)[0], "苏州蓝湾检测有限公司");
    let second = Query { offset: 1, limit: 1, ..everything };
    assert_eq!(fixture.titles(&second), ["上海绿桥环保科技有限公司"]);
}

#[test]
fn what_differs_in_two_characters_is_another_name() {
    assert_eq!(Fixture::market().ask("绿标环达"), Vec::<String>::new());
}

#[test]
fn typing_errors_and_pinyin_are_mended_in_texts() {
    let texts = (1..60).map(|number| {
        article("law_a", "条例", number, "排污单位应当开展自行监测，危险废物应当分类贮存。")
    });
    let fixture = Fixture::with(texts.collect());

    for (typed, understood) in [
        ("排无单位鉴测", "排污单位监测"),
        ("危险费物贮存", "危险废物贮存"),
        ("weixianfeiwu 贮存", "危险废物 贮存"),
    ] {
        let page = fixture.index.search(&ask(typed)).expect("a page");

        assert_eq!(page.understood_as.as_deref(), Some(understood));
        assert!(!page.hits.is_empty(), "{typed}");
    }
}

#[test]
fn a_repealed_law_leads_to_where_it_stands_today() {
    let mut old = document("law_old", Kind::Law, "中华人民共和国固体废物污染环境防治法");
    old.active_to = Some(19_000);
    let part = document("law_code/6", Kind::Law, "生态环境法典 第六分编 固体废物污染防治");
    let fixture = Fixture::with(vec![old, part]);

    let page = fixture.index.search(&ask("固废法")).expect("a page");

    assert_eq!(page.hits[0].key, "law_code/6");
    assert!(page.hits[0].why.as_deref().is_some_and(|why| why.contains("已废止")));
    assert_eq!(page.hits[1].key, "law_old");
    assert_eq!(page.understood_as.as_deref(), Some("《固体废物污染环境防治法》"));
}

#[test]
fn a_snippet_marks_what_was_asked_and_cards_come_back() {
    let fixture = Fixture::market();

    let page = fixture.index.search(&ask("危废处置")).expect("a page");

    assert!(page.hits[0].snippet.contains("<mark>危险废物处置</mark>"), "{:?}", page.hits[0]);
    assert_eq!(page.hits[0].card["title"], page.hits[0].title.as_str());
}

#[test]
fn the_article_in_force_comes_before_the_repealed_one() {
    let mut old = article("law_old", "旧法", 7, "贮存危险废物的期限为一年。");
    old.active_to = Some(19_000);
    let new = article("law_new", "新法典", 9, "贮存危险废物的期限不得超过一年。");
    let fixture = Fixture::with(vec![old, new]);

    assert_eq!(fixture.ask("危废贮存期限"), ["新法典 第9条", "旧法 第7条"]);
}

#[test]
fn an_article_is_found_by_its_number() {
    let articles = (1..=30).map(|number| article("law_a", "排污许可管理条例", number, "规定。"));
    let fixture = Fixture::with(articles.collect());

    assert_eq!(fixture.ask("排污许可管理条例第二十一条")[0], "排污许可管理条例 第21条");
}

#[test]
fn suggestions_come_while_typing() {
    let fixture = Fixture::market();

    for typed in ["上海绿", "绿桥", "lvqiao", "lqh", "shlq"] {
        let suggestions = fixture.index.suggest(typed, 5).expect("suggestions");
        assert_eq!(
            suggestions.first().map(|found| found.text.as_str()),
            Some("上海绿桥环保科技有限公司"),
            "{typed}"
        );
    }
    assert!(fixture.index.suggest("  ", 5).expect("none").is_empty());
}

#[test]
fn a_position_that_is_passed_is_read_again_after_a_restart_and_never_goes_back() {
    let fixture = Fixture::market();

    fixture.index.pass("5");
    assert_eq!(fixture.index.clone().position().as_deref(), Some("5"));
    fixture.index.apply(vec![Change::Remove { group: "prv_9".to_owned() }], "8").expect("applied");
    assert_eq!(fixture.index.position().as_deref(), Some("8"));

    fixture.index.pass("9");
    let Fixture { index, folder } = fixture;
    drop(index);
    let reopened = SearchIndex::open(folder.path()).expect("the index opens again");
    assert_eq!(reopened.position().as_deref(), Some("8"));
}

#[test]
fn a_rebuild_replaces_the_live_index_at_once() {
    let fixture = Fixture::market();
    let clone = fixture.index.clone();

    let mut rebuild = fixture.index.rebuild().expect("a rebuild begins");
    rebuild.add(vec![provider("prv_9", "南京新芽环境", "320102", "eia")]).expect("added");
    assert_eq!(clone.document_count(), 3);
    rebuild.finish("7").expect("the rebuild finishes");

    assert_eq!(clone.document_count(), 1);
    assert_eq!(clone.position().as_deref(), Some("7"));
    clone.apply(vec![Change::Remove { group: "prv_9".to_owned() }], "8").expect("still writable");
    let Fixture { index, folder } = fixture;
    drop((index, clone));
    let reopened = SearchIndex::open(folder.path()).expect("the new index opens");
    assert_eq!(reopened.position().as_deref(), Some("8"));
    assert_eq!(reopened.document_count(), 0);
}

#[test]
fn a_rebuild_given_up_leaves_the_live_index() {
    let fixture = Fixture::market();

    drop(fixture.index.rebuild().expect("a rebuild begins"));

    assert_eq!(fixture.index.document_count(), 3);
    assert_eq!(std::fs::read_dir(fixture.folder.path()).expect("readable").count(), 2);
}

#[test]
fn a_broken_folder_is_told_and_can_be_started_over() {
    let Fixture { index, folder } = Fixture::market();
    drop(index);
    let inner = folder.path().join("v3-000001");
    for entry in std::fs::read_dir(&inner).expect("readable") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "term") {
            std::fs::write(&path, b"broken").expect("writable");
        }
    }

    let error = SearchIndex::open(folder.path()).expect_err("it is broken");

    assert!(matches!(error, OpenError::Damaged { .. }), "{error:?}");
    let fresh = SearchIndex::start_over(folder.path()).expect("it can be started over");
    assert_eq!((fresh.document_count(), fresh.position()), (0, None));
}

#[test]
fn an_index_of_another_version_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("current"), "v0-000001\n").expect("writable");

    let error = SearchIndex::open(folder.path()).expect_err("it is older");

    assert!(matches!(error, OpenError::OlderFormat), "{error:?}");
}

#[test]
fn a_missing_inner_folder_is_damage() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("current"), "v3-000004\n").expect("writable");

    let error = SearchIndex::open(folder.path()).expect_err("nothing is there");

    assert!(matches!(error, OpenError::Damaged { .. }), "{error:?}");
}

#[test]
fn odd_questions_are_answered() {
    let fixture = Fixture::market();
    let long = "废".repeat(5_000);
    for text in ["", " ", "？！", "\u{0}", "第条", "第0条", "%_'\"<>", "的", &long, "a", "🙂🙂"]
    {
        fixture.index.search(&ask(text)).expect("an answer, if an empty one");
    }
}
