//! 存答: drafts from public letters and missed questions, corrections, and what the year's report counts.

use crate::assistant::{ask, library, written};
use crate::imports;
use crate::support::{Actor, TestApp};
use greenbridge::import::{ImportArgs, ImportKind};
use serde_json::{Value, json};

const DRAFTS: &str =
    "{ storedAnswers(state: DRAFT) { nodes { id question alternatives text field region
    revision state source citations { lawTitle articleNumber status } } } }";

const LETTERS: &str = "信件标题,来信内容,回复内容,回复单位,地区,来信时间,回复时间,信件编号\n\
    危废仓库最多能放多久,我是张小明先生，电话13800138000，住3号楼2单元502室，想问危险废物能存多久,\
    张先生您好，根据《青浦危险废物贮存条例》第二条，贮存危险废物不得超过一年。联系电话021-58880000。,青浦区生态环境局,青浦区,2026-05-01,2026-05-12,X001\n\
    没有回复的信,问题,,青浦区生态环境局,青浦区,2026-05-01,,X002\n";

async fn import(app: &TestApp, name: &str, text: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let source = Some("测试信箱".to_owned());
    imports::import(app, &ImportArgs { source, ..imports::args(ImportKind::Letters, &file) }).await
}

async fn drafts(moderator: &Actor) -> Vec<Value> {
    moderator.query(DRAFTS, json!({})).await.list("/storedAnswers/nodes").to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_becomes_a_masked_draft_that_nobody_is_given_before_it_is_released() {
    let app = TestApp::start().await;
    library(&app, json!([])).await;
    let moderator = app.moderator("31").await;

    let first = import(&app, "letters.csv", LETTERS).await;
    let second = import(&app, "letters.csv", LETTERS).await;

    assert_eq!((&first["new"], &first["rejected"]), (&json!(1), &json!(1)), "{first:#}");
    assert_eq!((&second["new"], &second["unchanged"]), (&json!(0), &json!(1)), "{second:#}");
    let found = drafts(&moderator).await;
    let draft = &found[0];
    for personal in ["张小明", "13800138000", "502", "58880000"] {
        assert!(!draft.to_string().contains(personal), "{personal}: {draft:#}");
        for (table, column) in [("answers", "text"), ("feed_rows", "cells")] {
            let sql = format!(
                "SELECT COUNT(*) FROM {table} WHERE CAST({column} AS text) LIKE '%{personal}%'"
            );
            assert_eq!(app.count(&sql).await, 0, "{table}: {personal}");
        }
    }
    assert_eq!((&draft["state"], &draft["field"]), (&json!("DRAFT"), &json!("SOLID_WASTE")));
    assert_eq!(draft["region"], "31");
    assert_eq!(draft["citations"][0]["articleNumber"], 2, "{draft:#}");
    assert!(draft["source"].as_str().unwrap().contains("青浦区生态环境局，2026-05-12"));
    assert_ne!(ask(&app, "危废仓库最多能放多久").await.text("/ask/tier"), "ANSWER");

    app.advance(chrono::Duration::minutes(1)).await;
    let moderator = app.moderator("31").await;
    let input = json!({ "answerId": draft["id"], "revision": 1 });
    let released =
        moderator.mutate("answerRelease", "answer { state } caseCount", &input).await.ok();
    assert_eq!(released.text("/answerRelease/answer/state"), "PUBLISHED");
    moderator
        .mutate(
            "answerRelease",
            "answer { state }",
            &json!({ "answerId": draft["id"], "revision": 2 }),
        )
        .await
        .refused("answers.not_draft");
    let given = ask(&app, "危废仓库最多能放多久").await;
    assert_eq!(given.text("/ask/tier"), "ANSWER", "{:#}", given.body);
    let again = import(&app, "letters.csv", LETTERS).await;
    assert_eq!(again["unchanged"], 1, "what an editor released stays: {again:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_are_read_from_lines_as_well_and_a_correction_follows_its_source() {
    let app = TestApp::start().await;
    library(&app, json!([])).await;
    let moderator = app.moderator("31").await;
    let line = |reply: &str| {
        let row = json!({ "title": "夜间装修扰民", "question": "晚上装修谁管", "reply": reply, "id": "L1" });
        format!("{row}\n")
    };

    let new = import(&app, "letters.jsonl", &line("夜间装修噪声由公安机关责令改正。")).await;
    let changed =
        import(&app, "letters.jsonl", &line("夜间装修噪声由公安机关责令改正，请拨打 110。")).await;

    assert_eq!((&new["new"], &changed["changed"]), (&json!(1), &json!(1)), "{new:#} {changed:#}");
    let found = drafts(&moderator).await;
    assert_eq!((found.len(), &found[0]["field"]), (1, &json!("NOISE")), "{found:#?}");
    let input = json!({ "answerId": found[0]["id"], "revision": 1 });
    let uncited = moderator.mutate("answerRelease", "answer { id }", &input).await;
    uncited.refused("answers.uncited");
}

#[tokio::test(flavor = "multi_thread")]
async fn missed_questions_get_a_draft_and_leave_the_queue_once_it_is_released() {
    let app = TestApp::start().await;
    let known =
        written("store", None, "危险废物最长可以贮存多久？", "不得超过一年，要延长须经批准。");
    library(&app, json!([known])).await;
    let moderator = app.moderator("31").await;
    let question = "昆山的危险废物贮存有什么规定";
    assert_eq!(ask(&app, question).await.text("/ask/tier"), "UNKNOWN");
    app.settle().await;
    let missed = moderator.query("{ missedQuestions { matter text } }", json!({})).await;
    let matter = missed.text("/missedQuestions/0/matter");

    let input = json!({ "matter": matter });
    let made = moderator
        .mutate("missedDraft", "answer { id revision text citations { articleNumber } }", &input)
        .await
        .ok();
    let again = moderator.mutate("missedDraft", "answer { id }", &input).await.ok();

    let id = made.text("/missedDraft/answer/id");
    assert_eq!(again.text("/missedDraft/answer/id"), id, "there is one draft for a matter");
    assert!(made.text("/missedDraft/answer/text").starts_with("【草稿"), "{:#}", made.body);
    assert!(!made.list("/missedDraft/answer/citations").is_empty());
    moderator
        .mutate("missedDraft", "answer { id }", &json!({ "matter": "nothing" }))
        .await
        .denied("NOT_FOUND");
    let input = json!({ "answerId": id, "revision": 1 });
    moderator.mutate("answerRelease", "answer { state }", &input).await.ok();
    let missed = moderator.query("{ missedQuestions { matter } }", json!({})).await;
    assert!(missed.list("/missedQuestions").is_empty(), "{:#}", missed.body);
    assert_eq!(app.audited(&id).await, ["answers.propose", "answers.release"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asked_is_told_when_a_published_answer_is_corrected() {
    let app = TestApp::start().await;
    library(&app, json!([])).await;
    let moderator = app.moderator("31").await;
    let expert = app.account("expert@example.net", kernel::Role::Moderator, None, Some("32")).await;
    let keep = json!({ "email": "expert@example.net", "name": "王工", "unit": "协会", "fields": ["SOLID_WASTE"] });
    moderator.mutate("expertKeep", "expert { id }", &keep).await.ok();
    let send = json!({ "question": "废油漆桶最多能堆放多少天？请告知。", "field": "SOLID_WASTE", "email": "asker@example.net" });
    let sent = app.visitor().mutate("consultationSend", "consultation { id }", &send).await.ok();
    let code = sent.text("/consultationSend/consultation/id");
    let cites = json!([{ "law": "青浦危险废物贮存条例", "article": 2 }]);
    let answer = json!({ "consultationId": code, "answer": "废油漆桶最长贮存一年，到期要处置。", "citations": cites });
    expert.mutate("consultationAnswer", "consultation { state }", &answer).await.ok();
    let publish = json!({ "consultationId": code, "question": "废油漆桶最多能堆放多少天？" });
    moderator.mutate("consultationPublish", "consultation { state }", &publish).await.ok();
    app.settle().await;
    let stored = app.text("SELECT stored_answer_id FROM consultations").await;
    let mails = app.mails_to("asker@example.net").len();

    let revise = json!({
        "answerId": stored, "revision": 1, "question": "废油漆桶最多能堆放多少天？", "alternatives": [],
        "text": "废油漆桶最长贮存一年；确需延长的，要经批准。", "citations": cites,
    });
    moderator.mutate("answerRevise", "answer { revision }", &revise).await.ok();
    app.settle().await;

    let told = app.mails_to("asker@example.net");
    assert_eq!(told.len(), mails + 1);
    assert_eq!(told.iter().filter(|it| it.contains("已经更正")).count(), 1, "{told:?}");
    let page = app.get(&format!("/ask/{code}")).await.text().await.unwrap();
    assert!(page.contains("答复已更正") && page.contains("确需延长的"), "{page}");
    let same = json!({
        "answerId": stored, "revision": 2, "question": "废油漆桶能堆放多少天？", "alternatives": [],
        "text": "废油漆桶最长贮存一年；确需延长的，要经批准。", "citations": cites,
    });
    moderator.mutate("answerRevise", "answer { revision }", &same).await.ok();
    app.settle().await;
    assert_eq!(
        app.mails_to("asker@example.net").len(),
        mails + 1,
        "another way to ask is no correction"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_year_is_counted_without_anybodys_words() {
    let app = TestApp::start().await;
    let known =
        written("store", None, "危险废物最长可以贮存多久？", "不得超过一年，要延长须经批准。");
    library(&app, json!([known])).await;
    let moderator = app.moderator("31").await;
    let given = ask(&app, "危险废物最长可以贮存多久").await;
    ask(&app, "糖醋排骨怎么做").await;
    let judge = json!({ "answerId": given.text("/ask/answerId"), "verdict": "UP" });
    app.visitor().mutate("askJudge", "isJudged", &judge).await.ok();
    let text = "query($from: Date!, $to: Date!) { askStatistics(from: $from, to: $to) {
        asked helpful unhelpful handedOver answered medianHours tiers { tier count } fields { field count }
        regions { name count } } }";
    let days = |from: &str, to: &str| json!({ "from": from, "to": to });

    let counted = moderator.query(text, days("2026-01-01", "2026-12-31")).await;

    assert_eq!(counted.number("/askStatistics/asked"), 2, "{:#}", counted.body);
    assert_eq!(counted.number("/askStatistics/helpful"), 1);
    assert_eq!(counted.list("/askStatistics/tiers").len(), 2);
    assert_eq!(counted.get("/askStatistics/medianHours"), &Value::Null);
    moderator.query(text, days("2025-01-01", "2026-12-31")).await.denied("BAD_INPUT");
    let before = moderator.query(text, days("2025-01-01", "2025-12-31")).await;
    assert_eq!(before.number("/askStatistics/asked"), 0);
    let path = "/exports/ask-statistics.csv?from=2026-01-01&to=2026-12-31";
    let file = moderator.get(path).await.text().await.unwrap();
    assert!(file.contains("提问,合计,2") && file.contains("存答,1"), "{file}");
    assert!(!file.contains("排骨"));
    assert_eq!(app.get(path).await.status(), 401);
    assert_eq!(app.enterprise("青浦纸业有限公司").await.get(path).await.status(), 403);
}
