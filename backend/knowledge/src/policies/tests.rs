//! Laws through the real database and the real schema.

use super::actions::record_law;
use super::rules::LawKind;
use super::rules::arriving::{NewLaw, Repeal};
use super::rules::structure::read;
use super::search;
use crate::KnowledgeQuery;
use async_graphql::dataloader::DataLoader;
use async_graphql::{EmptyMutation, EmptySubscription, Schema, Value};
use chrono::{NaiveDate, TimeZone, Utc};
use commons::RecordOutcome;
use kernel::{Actor, Clock, Error};
use migrations::Migrator;
use platform::Db;
use platform::graphql::RequestContext;
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;

struct Library {
    db: Db,
    clock: Clock,
    _folder: TempDir,
}

impl Library {
    /// An empty library on 2026-11-21.
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::standing(Utc.with_ymd_and_hms(2026, 11, 21, 4, 0, 0).unwrap());
        let url = format!("sqlite:{}", folder.path().join("db.sqlite").display());
        let db = Db::open(&url, clock.clone()).await.expect("a database").seeded(1);
        Migrator::up(db.for_migrations(), None).await.expect("tables");
        Self { db, clock, _folder: folder }
    }

    async fn record(&self, law: NewLaw) -> kernel::Result<RecordOutcome> {
        self.record_as(Actor::System("test"), law).await
    }

    async fn record_as(&self, actor: Actor, law: NewLaw) -> kernel::Result<RecordOutcome> {
        self.db.in_transaction(actor, |cx| Box::pin(record_law(cx, law))).await
    }

    async fn events(&self) -> usize {
        let read =
            platform::events::after(&self.db, Default::default(), 1_000).await.expect("events");
        read.iter().filter(|it| it.name == "policies.changed").count()
    }

    async fn ask(&self, query: &str) -> Value {
        let schema =
            Schema::build(KnowledgeQuery::default(), EmptyMutation, EmptySubscription).finish();
        let request = async_graphql::Request::new(query)
            .data(self.db.clone())
            .data(DataLoader::new(self.db.clone(), tokio::spawn))
            .data(RequestContext::visitor("test".into()));
        let response = schema.execute(request).await;
        assert_eq!(response.errors, Vec::new(), "{query}");
        response.data
    }

    /// The answer as JSON text, for comparing.
    async fn json(&self, query: &str) -> serde_json::Value {
        self.ask(query).await.into_json().expect("an answer is JSON")
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn law(title: &str, version: &str, start: &str, text: &str) -> NewLaw {
    let text = read(text);
    NewLaw {
        title: title.to_owned(),
        kind: LawKind::Law,
        issuer: Some("全国人民代表大会常务委员会".to_owned()),
        number: None,
        region: None,
        issued_on: None,
        version_on: Some(day(version)),
        effective_on: Some(day(start)),
        preamble: text.preamble,
        articles: text.articles,
        last_article: None,
        repeal: None,
        key_points: Vec::new(),
        source: "甲".to_owned(),
        source_on: None,
        is_repeat: false,
        original: None,
    }
}

const TWO: &str = "第一章 总则\n第一条 甲。\n第二条 乙。";
const THREE: &str = "第一章 总则\n第一条 甲。\n第二条 乙。\n第三条 丙。";

fn water(version: &str, start: &str) -> NewLaw {
    law("中华人民共和国水法", version, start, TWO)
}

#[tokio::test]
async fn the_same_text_twice_changes_nothing() {
    let library = Library::new().await;

    let first = library.record(water("2016-07-02", "2016-07-02")).await;
    let second = library.record(water("2016-07-02", "2016-07-02")).await;

    assert_eq!(first.expect("recorded"), RecordOutcome::New);
    assert_eq!(second.expect("recorded"), RecordOutcome::Unchanged);
    assert_eq!(library.events().await, 1);
}

#[tokio::test]
async fn between_two_copies_the_one_with_more_articles_is_kept() {
    let library = Library::new().await;
    library.record(water("2016-07-02", "2016-07-02")).await.expect("recorded");
    let whole = NewLaw {
        source: "乙".into(),
        articles: read(THREE).articles,
        ..water("2016-07-02", "2016-07-02")
    };

    let better = library.record(whole.clone()).await.expect("recorded");
    let worse = library.record(water("2016-07-02", "2016-07-02")).await.expect("recorded");

    assert_eq!(better, RecordOutcome::Changed);
    assert!(matches!(worse, RecordOutcome::Conflict(it) if it.reason.contains("缺第3条")));
    let answer = library.json("{ law(slug: \"水法\") { articleCount source { name } } }").await;
    assert_eq!(answer["law"]["articleCount"], 3);
    assert_eq!(answer["law"]["source"]["name"], "乙");
}

#[tokio::test]
async fn another_source_fills_what_is_unknown_and_overwrites_nothing() {
    let library = Library::new().await;
    library.record(water("2016-07-02", "2016-07-02")).await.expect("recorded");
    let other = NewLaw {
        source: "乙".into(),
        issuer: Some("别的机关".into()),
        number: Some("主席令第48号".into()),
        effective_on: Some(day("2016-09-01")),
        ..water("2016-07-02", "2016-07-02")
    };

    assert_eq!(library.record(other.clone()).await.expect("recorded"), RecordOutcome::Changed);
    assert_eq!(library.record(other).await.expect("recorded"), RecordOutcome::Unchanged);
    let own = library.record(water("2016-07-02", "2016-07-02")).await;
    assert_eq!(own.expect("recorded"), RecordOutcome::Unchanged);
    let answer = library.json("{ law(slug: \"水法\") { issuer number effectiveOn } }").await;
    assert_eq!(
        answer["law"],
        serde_json::json!({
            "issuer": "全国人民代表大会常务委员会",
            "number": "主席令第48号",
            "effectiveOn": "2016-09-01",
        })
    );
}

#[tokio::test]
async fn a_refused_copy_leaves_no_trace() {
    let library = Library::new().await;
    let empty = NewLaw { articles: Vec::new(), ..water("2016-07-02", "2016-07-02") };

    let refused = library.record(empty).await;
    let visitor = library.record_as(Actor::Visitor, water("2016-07-02", "2016-07-02")).await;

    assert!(
        matches!(refused, Err(Error::Problems(problems)) if problems[0].code == "policies.text_missing")
    );
    assert!(matches!(visitor, Err(Error::Denied(_))));
    assert_eq!(library.events().await, 0);
    assert_eq!(
        library.json("{ law(slug: \"水法\") { id } }").await["law"],
        serde_json::Value::Null
    );
}

#[tokio::test]
async fn a_newer_text_ends_the_older_when_it_starts_and_not_before() {
    let library = Library::new().await;
    library.record(water("2002-08-29", "2002-10-01")).await.expect("recorded");
    library.record(water("2026-08-28", "2027-01-01")).await.expect("recorded");
    let query = "{ law(slug: \"中华人民共和国水法\") { versionOn status url versions { versionOn status url replacedBy { versionOn } } } }";

    let before = library.json(query).await;
    library.clock.advance(chrono::Duration::days(60));
    let after = library.json(query).await;

    let plain = "/policies/%E6%B0%B4%E6%B3%95";
    assert_eq!(
        before["law"],
        serde_json::json!({
            "versionOn": "2002-08-29", "status": "IN_FORCE", "url": plain,
            "versions": [
                { "versionOn": "2026-08-28", "status": "NOT_YET_IN_FORCE", "url": format!("{plain}@2026-08-28"), "replacedBy": null },
                { "versionOn": "2002-08-29", "status": "IN_FORCE", "url": plain, "replacedBy": null },
            ],
        })
    );
    assert_eq!(
        after["law"],
        serde_json::json!({
            "versionOn": "2026-08-28", "status": "IN_FORCE", "url": plain,
            "versions": [
                { "versionOn": "2026-08-28", "status": "IN_FORCE", "url": plain, "replacedBy": null },
                { "versionOn": "2002-08-29", "status": "AMENDED", "url": format!("{plain}@2002-08-29"), "replacedBy": { "versionOn": "2026-08-28" } },
            ],
        })
    );
    // One for each text, one for the older when it got its end.
    assert_eq!(library.events().await, 3);
}

#[tokio::test]
async fn a_repealed_law_names_what_took_its_place() {
    let library = Library::new().await;
    let repeal =
        Repeal { on: day("2026-08-15"), by: "中华人民共和国生态环境法典".into() };
    let old = NewLaw {
        repeal: Some(repeal),
        ..law("中华人民共和国环境保护法", "2014-04-24", "2015-01-01", TWO)
    };
    library.record(old).await.expect("recorded");
    library
        .record(law("中华人民共和国生态环境法典", "2026-03-12", "2026-08-15", THREE))
        .await
        .expect("recorded");

    let answer = library
        .json("{ law(slug: \"环境保护法@2014-04-24\") { status repealedOn replacedBy { title } }
               repealed: laws(filter: { status: REPEALED }) { totalCount nodes { title } }
               inForce: laws(filter: { status: IN_FORCE, kind: LAW }) { totalCount nodes { slug } } }")
        .await;

    assert_eq!(answer["law"]["status"], "REPEALED");
    assert_eq!(answer["law"]["replacedBy"]["title"], "中华人民共和国生态环境法典");
    assert_eq!(answer["repealed"]["totalCount"], 1);
    assert_eq!(answer["inForce"]["nodes"], serde_json::json!([{ "slug": "生态环境法典" }]));
}

#[tokio::test]
async fn a_law_that_another_says_it_repeals_is_marked_in_whatever_order_they_come() {
    let library = Library::new().await;
    let clause = "第一条 甲。\n第二条 本法自2022年6月5日起施行。《中华人民共和国环境噪声污染防治法》同时废止。";
    for law in [
        law("中华人民共和国噪声污染防治法", "2021-12-24", "2022-06-05", clause),
        law("中华人民共和国环境噪声污染防治法", "2018-12-29", "2018-12-29", TWO),
    ] {
        library.record(law).await.expect("recorded");
    }

    let settle = || {
        library.db.in_transaction(Actor::System("test"), |cx| {
            Box::pin(super::actions::settle_repeals(cx))
        })
    };
    let (first, second) = (settle().await.expect("settled"), settle().await.expect("settled"));

    assert_eq!((first, second), (1, 0));
    let answer = library
        .json("{ law(slug: \"环境噪声污染防治法\") { status repealedOn replacedBy { slug } } }")
        .await;
    assert_eq!(
        answer["law"],
        serde_json::json!({
            "status": "REPEALED", "repealedOn": "2022-06-05", "replacedBy": { "slug": "噪声污染防治法" },
        })
    );
}

#[tokio::test]
async fn articles_are_read_in_order_with_their_neighbours() {
    let library = Library::new().await;
    let text = "第一编 总则\n第一分编 通则\n第一章 规定\n第一条 甲。\n第一条之一 乙。\n第三条 丙。\n附件1\n表";
    let criminal = law("中华人民共和国样法典", "2020-01-01", "2020-01-01", text);
    library.record(criminal).await.expect("recorded");

    let answer = library
        .json(
            "{ article(law: \"样法典\", number: 1) {
                 label part subpart chapter url previous { label } next { label number } branches { label text } law { title }
               }
               none: article(law: \"样法典\", number: 2) { id }
               law(slug: \"样法典\") {
                 missingArticles articleCount
                 contents { level title firstArticle }
                 articles(first: 3) { totalCount nodes { label } pageInfo { hasNextPage endCursor } }
               } }",
        )
        .await;

    assert_eq!(
        answer["article"],
        serde_json::json!({
            "label": "第一条", "part": "第一编 总则", "subpart": "第一分编 通则", "chapter": "第一章 规定",
            "url": "/policies/%E6%A0%B7%E6%B3%95%E5%85%B8/1",
            "previous": null, "next": { "label": "第三条", "number": 3 },
            "branches": [{ "label": "第一条之一", "text": "乙。" }],
            "law": { "title": "中华人民共和国样法典" },
        })
    );
    assert_eq!(answer["none"], serde_json::Value::Null);
    let law = &answer["law"];
    assert_eq!(law["articleCount"], 3);
    assert_eq!(law["missingArticles"], serde_json::json!([2]));
    assert_eq!(law["contents"].as_array().map(Vec::len), Some(3));
    assert_eq!(law["articles"]["totalCount"], 4);
    assert_eq!(law["articles"]["pageInfo"]["hasNextPage"], true);
    let after = law["articles"]["pageInfo"]["endCursor"].as_str().expect("a cursor");
    let rest = format!(
        "{{ law(slug: \"样法典\") {{ articles(after: \"{after}\") {{ nodes {{ label number }} }} }} }}"
    );
    let rest = library.json(&rest).await;
    assert_eq!(
        rest["law"]["articles"]["nodes"],
        serde_json::json!([{ "label": "附件1", "number": 0 }])
    );
}

#[tokio::test]
async fn lists_are_paged_by_day_without_gap_or_repeat() {
    let library = Library::new().await;
    for (index, day) in ["2020-01-01", "2021-01-01", "2021-01-01", "2022-01-01"].iter().enumerate()
    {
        let title = format!("中华人民共和国第{index}法");
        library.record(law(&title, day, day, TWO)).await.expect("recorded");
    }

    let (mut seen, mut after) = (Vec::new(), String::new());
    for _ in 0..4 {
        let query = format!(
            "{{ laws(first: 1, after: \"{after}\") {{ nodes {{ versionOn title }} pageInfo {{ endCursor }} }} }}"
        );
        let answer = library.json(&query).await;
        seen.push(answer["laws"]["nodes"][0].to_string());
        after = answer["laws"]["pageInfo"]["endCursor"].as_str().expect("a cursor").to_owned();
    }

    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
    assert!(seen[0].contains("2022") && seen[3].contains("2020"), "{seen:?}");
}

#[tokio::test]
async fn a_text_gives_the_index_itself_its_headings_and_its_articles() {
    let library = Library::new().await;
    let code = "第一编 总则\n第一章 规定\n第一条 甲。\n第二条 乙。";
    library
        .record(law("中华人民共和国样法典", "2020-01-01", "2020-06-01", code))
        .await
        .expect("recorded");
    let ids = search::ids_after(library.db.read(), "", 10).await.expect("ids");

    let documents = search::documents(library.db.read(), &ids).await.expect("documents");

    let titles: Vec<&str> = documents.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "中华人民共和国样法典",
            "中华人民共和国样法典 第一编 总则",
            "中华人民共和国样法典 第一编 总则 第一章 规定",
            "中华人民共和国样法典 第1条",
            "中华人民共和国样法典 第2条",
        ]
    );
    assert!(documents.iter().all(|it| it.group == ids[0].to_string()));
    let last = documents.last().expect("an article");
    assert_eq!((last.number, last.body.as_str()), (Some(2), "乙。"));
    assert_eq!(last.card["url"], "/policies/%E6%A0%B7%E6%B3%95%E5%85%B8/2");
    assert_eq!(last.active_from, Some(i64::from(day("2020-06-01").to_epoch_days())));
}
