//! 调整地区: many organisations move at once, shown before, undone within a while; and are told
//! something at once.

use crate::support::{Actor, Answer, TestApp};
use chrono::Duration;
use serde_json::{Value, json};

async fn organisation_of(owner: &Actor) -> String {
    let answer = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    answer.text("/viewer/organisation/id")
}

fn input(ids: &[&String], to: &str) -> Value {
    let item = |id: &&String| json!({ "organisationId": id, "from": "310118" });
    let items: Vec<Value> = ids.iter().map(item).collect();
    json!({ "items": items, "regionCode": to, "note": "区划调整后归口管理" })
}

async fn preview(who: &Actor, input: &Value) -> Answer {
    let text = "query($input: OrganisationMoveInput!) { organisationMovePreview(input: $input) {
        ableCount losing gaining items { organisation { name } problems { code } }
        problems { code } } }";
    who.query(text, json!({ "input": input })).await
}

async fn carry_out(who: &Actor, input: &Value) -> Answer {
    let fields = "moved { id count mayUndo } refused { organisation { name } problems { code } }";
    let text = format!(
        "mutation($input: OrganisationMoveInput!) {{ organisationMove(input: $input) {{
         {fields} problems {{ code path }} }} }}"
    );
    who.query(&text, json!({ "input": input })).await
}

async fn undo(who: &Actor, id: &str) -> Answer {
    let input = json!({ "moveId": id });
    who.mutate("organisationMoveUndo", "moved { mayUndo undoneAt }", &input).await
}

async fn names_in(app: &TestApp, region: &str) -> Vec<String> {
    app.settle().await;
    let text = "query($region: RegionCode) {
        providers(filter: { region: $region }) { nodes { name } } }";
    let listed = app.visitor().query(text, json!({ "region": region })).await;
    let found = "query($region: RegionCode) {
        search(query: \"绿源\", region: $region) { nodes { title } } }";
    let found = app.visitor().query(found, json!({ "region": region })).await;
    let listed = listed.texts("/providers/nodes", "name");
    assert_eq!(found.texts("/search/nodes", "title"), listed, "search and list agree");
    listed
}

#[tokio::test(flavor = "multi_thread")]
async fn organisations_move_with_their_pages_and_come_back() {
    let app = TestApp::start().await;
    let provider = app.provider("绿源环境服务有限公司").await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let moderator = app.moderator("31").await;
    app.moderator("310118").await;
    app.moderator("310115").await;
    let (one, other) = (organisation_of(&provider).await, organisation_of(&buyer).await);
    let wanted = input(&[&one, &other], "310115");
    let entries = app.count("SELECT count(*) FROM audit_entries").await;

    let seen = preview(&moderator, &wanted).await.ok();
    assert_eq!(seen.number("/organisationMovePreview/ableCount"), 2);
    assert_eq!(seen.get("/organisationMovePreview/losing").as_array().unwrap().len(), 1);
    assert_eq!(seen.get("/organisationMovePreview/gaining").as_array().unwrap().len(), 1);
    assert_eq!(app.count("SELECT count(*) FROM audit_entries").await, entries, "nothing is done");

    let made = carry_out(&moderator, &wanted).await.ok();
    assert_eq!(made.number("/organisationMove/moved/count"), 2);
    assert_eq!(names_in(&app, "310115").await, ["绿源环境服务有限公司"]);
    assert_eq!(names_in(&app, "310118").await, [""; 0]);
    let told = buyer.query("{ notices { nodes { title body } } }", json!({})).await;
    assert!(told.text("/notices/nodes/0/body").contains("浦东新区"), "{told:?}");

    let id = made.text("/organisationMove/moved/id");
    undo(&app.moderator("310118").await, &id).await.denied("NOT_FOUND");
    undo(&moderator, &id).await.ok();
    assert_eq!(names_in(&app, "310118").await, ["绿源环境服务有限公司"]);
    undo(&moderator, &id).await.refused("moves.over");
    let steps = ["organisations.move", "organisations.move"];
    let moved = app.audited(&other).await.into_iter().filter(|it| it == "organisations.move");
    assert_eq!(moved.collect::<Vec<_>>(), steps, "an entry for each organisation and way");
    assert_eq!(app.audited(&id).await, ["moves.make", "moves.undo"]);
    let listed = moderator.query("{ organisationMoves { count mayUndo } }", json!({})).await;
    assert_eq!(listed.number("/organisationMoves/0/count"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_stays_in_the_region_and_leaves_alone_what_has_changed() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let moderator = app.moderator("31").await;
    let id = organisation_of(&buyer).await;

    let elsewhere = app.moderator("33").await;
    preview(&elsewhere, &input(&[&id], "330421")).await.denied("NOT_FOUND");
    carry_out(&elsewhere, &input(&[&id], "330421")).await.denied("NOT_FOUND");
    carry_out(&moderator, &input(&[], "310115")).await.refused("moves.size");
    carry_out(&buyer, &input(&[&id], "310115")).await.denied("FORBIDDEN");
    carry_out(&moderator, &input(&[&id], "310118")).await.refused("moves.empty");

    carry_out(&moderator, &input(&[&id], "310115")).await.ok();
    let seen = preview(&moderator, &input(&[&id], "310117")).await.ok();
    let problem = "/organisationMovePreview/items/0/problems/0/code";
    assert_eq!(seen.text(problem), "moves.changed_meanwhile", "it was seen elsewhere");
}

/// Where an organisation is.
async fn place_of(app: &TestApp, id: &str) -> String {
    app.settle().await;
    app.text(&format!("SELECT region_code FROM organisations WHERE id = '{id}'")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_to_another_association_waits_until_that_agrees() {
    let app = TestApp::start().await;
    let (one, other) =
        (app.enterprise("青浦纸业有限公司").await, app.enterprise("青浦印染有限公司").await);
    let (one, other) = (organisation_of(&one).await, organisation_of(&other).await);
    let (shanghai, zhejiang) = (app.moderator("31").await, app.moderator("33").await);
    let wanted = input(&[&one, &other], "330421");
    let text = "query($input: OrganisationMoveInput!) { organisationMovePreview(input: $input) {
        ableCount needsConsent } }";
    let seen = shanghai.query(text, json!({ "input": wanted })).await;
    assert_eq!(seen.get("/organisationMovePreview/needsConsent"), &json!(true));

    let made = carry_out(&shanghai, &wanted).await.ok();
    let id = made.text("/organisationMove/moved/id");
    assert_eq!(place_of(&app, &one).await, "310118", "nothing moves yet");
    undo(&shanghai, &id).await.refused("moves.over");
    let own = shanghai.queue().await;
    assert!(own.list("/changeRequests/nodes").is_empty(), "nobody agrees with themselves");

    // One of them goes another way meanwhile.
    carry_out(&shanghai, &input(&[&other], "310115")).await.ok();
    let (check, revision) = zhejiang.check_of(&id).await;
    zhejiang.approve(&check, revision).await.ok();
    assert_eq!(place_of(&app, &one).await, "330421");
    assert_eq!(place_of(&app, &other).await, "310115");
    assert_eq!(app.audited(&id).await, ["moves.propose", "moves.accept"]);
    let listed = shanghai.query("{ organisationMoves { state mayUndo } }", json!({})).await;
    let moves = listed.list("/organisationMoves");
    let joint = moves.iter().find(|it| it["mayUndo"] == false).expect("the joint one");
    assert_eq!(joint["state"], "MADE");
    let told = shanghai.query("{ notices { nodes { title } } }", json!({})).await;
    assert!(
        told.texts("/notices/nodes", "title").contains(&"跨区调整已完成".to_owned()),
        "{told:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_that_the_other_association_declines_leaves_everything_as_it_was() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let id = organisation_of(&buyer).await;
    let (shanghai, jiangsu) = (app.moderator("31").await, app.moderator("32").await);
    let made = carry_out(&shanghai, &input(&[&id], "320509")).await.ok();
    let made = made.text("/organisationMove/moved/id");
    let (check, revision) = jiangsu.check_of(&made).await;

    jiangsu.refuse(&check, revision, "OTHER", "这家单位没有迁到吴江").await.ok();

    assert_eq!(place_of(&app, &id).await, "310118");
    assert_eq!(app.audited(&made).await, ["moves.propose", "moves.decline"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_final_when_its_time_is_over_or_something_has_changed_since() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let other = app.enterprise("吴江纺织有限公司").await;
    let moderator = app.moderator("31").await;
    let (one, two) = (organisation_of(&buyer).await, organisation_of(&other).await);
    let id = |made: &Answer| made.text("/organisationMove/moved/id");

    let first = carry_out(&moderator, &input(&[&one], "310115")).await.ok();
    app.db().clock().advance(Duration::minutes(10));
    undo(&moderator, &id(&first)).await.refused("moves.over");

    let second = carry_out(&moderator, &input(&[&two], "310115")).await.ok();
    app.db().clock().advance(Duration::minutes(1));
    let suspend = json!({ "organisationId": two, "appeal": "十日内向协会书面申诉",
        "reason": "多次发布虚假需求，依据平台规则第十二条" });
    moderator.mutate("organisationSuspend", "suspension { id }", &suspend).await.ok();
    undo(&moderator, &id(&second)).await.refused("moves.changed_since");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_organisations_are_told_something_and_each_is_in_the_log() {
    let app = TestApp::start().await;
    let (one, other) =
        (app.enterprise("青浦纸业有限公司").await, app.enterprise("吴江纺织有限公司").await);
    let ids = [organisation_of(&one).await, organisation_of(&other).await];
    let say = json!({ "organisationIds": ids, "title": "年度信息填报",
        "body": "请在十二月底前完成年度信息填报。" });

    app.moderator("33")
        .await
        .mutate("organisationNotify", "toldCount", &say)
        .await
        .denied("NOT_FOUND");
    let moderator = app.moderator("31").await;
    let mut empty = say.clone();
    empty["title"] = json!("");
    moderator.mutate("organisationNotify", "toldCount", &empty).await.refused("moves.title_length");
    let told = moderator.mutate("organisationNotify", "toldCount", &say).await.ok();

    assert_eq!(told.number("/organisationNotify/toldCount"), 2);
    let read = other.query("{ notices { nodes { title } } }", json!({})).await;
    assert_eq!(read.text("/notices/nodes/0/title"), "年度信息填报");
    for id in &ids {
        assert!(app.audited(id).await.contains(&"organisations.notify".to_owned()));
    }
}
