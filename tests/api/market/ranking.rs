//! 排名与依据: scores follow from the ledger, rows are entered, disputed and fade, versions change.

use crate::support::{Actor, Answer, TestApp, given};
use chrono::{Duration, NaiveDate};
use kernel::id::ProviderId;
use market::ranking::verify::verify;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const RANKING: &str = "query($id: ID!) { provider(id: $id) { ranking {
    scoreMilli version isNewcomer place { place total } history { day scoreMilli version }
    evidence(first: 50) { id ruleCode state timesMilli pointsMilli happenedOn effectiveFrom expiresOn
        endedOn isDerived source subject }
    components { component baseMilli weight sumMilli pointsMilli shareMilli
        evidence { id ruleCode pointsMilli state } missing { code remedy } } } } }";

async fn ranking(app: &TestApp, id: &str) -> Value {
    let answer = app.visitor().query(RANKING, json!({ "id": id })).await;
    answer.get("/provider/ranking").clone()
}

async fn score(app: &TestApp, id: &str) -> i64 {
    ranking(app, id).await["scoreMilli"].as_i64().expect("a score")
}

fn component<'a>(ranking: &'a Value, name: &str) -> &'a Value {
    let all = ranking["components"].as_array().expect("components");
    all.iter().find(|it| it["component"] == name).expect("each component is there")
}

async fn record(by: &Actor, provider_id: &str, changes: &Value) -> Answer {
    let mut input = json!({
        "providerId": provider_id, "ruleCode": "penalty.fine", "subject": "沪0118环罚〔2026〕12号",
        "source": "上海市青浦区生态环境局行政处罚决定书", "happenedOn": "2026-11-20",
        "sourceUrl": "https://example.org/penalties/12",
    });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    by.mutate("evidenceRecord", "evidence { id expiresOn effectiveFrom }", &input).await
}

async fn dispute(by: &Actor, evidence_id: &str) -> Answer {
    let reason = "处罚决定已被法院撤销，判决书（2026）沪03行终88号";
    let input = json!({ "evidenceId": evidence_id, "reason": reason });
    by.mutate("evidenceDispute", "dispute { id state }", &input).await
}

async fn in_order(app: &TestApp) -> Vec<String> {
    let text = "{ providerSearch(sort: RANK) { nodes { title } } }";
    app.visitor().query(text, json!({})).await.texts("/providerSearch/nodes", "title")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The ledger gives what is kept, today or at the end of a day; how many were compared.
async fn agrees(app: &TestApp, on: Option<NaiveDate>) -> usize {
    let verdict = verify(app.db(), on).await.expect("scores can be compared");
    assert_eq!(verdict.differing, [], "{on:?}");
    verdict.compared
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_platform_knows_becomes_rows_and_rows_become_a_score() {
    let app = TestApp::start().await;
    let licensed = given::provider(&app, "有证环保有限公司").licensed(&["HW09"], "2027-06-30");
    let id = licensed.offering("waste/hazardous").reviewed(&[5, 5, 4]).write().await.id.to_string();
    app.settle().await;

    let shown = ranking(&app, &id).await;

    let held = component(&shown, "QUALIFICATION");
    assert_eq!((&held["sumMilli"], &held["pointsMilli"]), (&json!(50_000), &json!(50_000)));
    assert_eq!(held["evidence"][0]["ruleCode"], "qualification.holds");
    assert_eq!(component(&shown, "COMPLETENESS")["sumMilli"], 25_000, "code and categories");
    let missing = component(&shown, "COMPLETENESS")["missing"].as_array().unwrap().len();
    assert_eq!(missing, 6);
    let reviews = component(&shown, "REVIEWS")["sumMilli"].as_i64().unwrap();
    assert!((40_000..60_000).contains(&reviews), "a lower bound: {reviews}");
    let shares = shown["components"].as_array().unwrap().iter();
    let shares: i64 = shares.map(|it| it["shareMilli"].as_i64().unwrap()).sum();
    assert!((shown["scoreMilli"].as_i64().unwrap() - shares).abs() <= 7, "parts make the whole");
    assert_eq!((&shown["place"]["place"], &shown["place"]["total"]), (&json!(1), &json!(1)));
    assert_eq!(shown["history"][0]["day"], "2026-11-21");
    assert_eq!(agrees(&app, None).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn deriving_again_changes_nothing_and_rows_are_ended_not_changed() {
    let app = TestApp::start().await;
    let given = || given::provider(&app, "有证环保有限公司").licensed(&["HW09"], "2027-06-30");
    let row = given().write().await;
    app.settle().await;
    let before = ranking(&app, row.id.as_str()).await;

    given::change(&app, |cx| {
        let id = row.id.clone();
        Box::pin(async move {
            let event = kernel::NewEvent::of("directory.provider_changed", "provider", &id);
            cx.emit(event).await
        })
    })
    .await;
    app.settle().await;
    assert_eq!(ranking(&app, row.id.as_str()).await, before);

    let longer = given::provider(&app, "有证环保有限公司").licensed(&["HW09"], "2029-06-30");
    longer.again(&row).write().await;
    app.settle().await;
    let after = ranking(&app, row.id.as_str()).await;
    let rows = after["evidence"].as_array().unwrap();
    let licences = rows.iter().filter(|it| it["ruleCode"] == "qualification.holds");
    let states: Vec<_> = licences.map(|it| (&it["expiresOn"], &it["state"])).collect();
    let (standing, ended) = (json!("2029-06-30"), json!("2027-06-30"));
    assert!(states.contains(&(&standing, &json!("IN_FORCE"))), "{states:?}");
    assert!(states.contains(&(&ended, &json!("ENDED"))), "{states:?}");
    assert_eq!(after["scoreMilli"], before["scoreMilli"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_penalty_is_in_the_order_at_once_and_fades_by_itself() {
    let app = TestApp::start().await;
    let licensed = |name| given::provider(&app, name).licensed(&["HW09"], "2029-06-30");
    let first = licensed("甲环保有限公司").of_size(market::directory::EnterpriseSize::Large);
    let first = first.write().await.id.to_string();
    licensed("乙环保有限公司").write().await;
    app.settle().await;
    assert_eq!(in_order(&app).await, ["甲环保有限公司", "乙环保有限公司"]);
    let before = score(&app, &first).await;
    app.advance(Duration::days(1)).await;

    let answer = record(&app.moderator("31").await, &first, &json!({})).await.ok();
    app.settle().await;

    assert_eq!(answer.text("/evidenceRecord/evidence/expiresOn"), "2027-05-20");
    assert_eq!(in_order(&app).await, ["乙环保有限公司", "甲环保有限公司"]);
    // A quarter of the component, which weighs 0.2597.
    let lost = before - score(&app, &first).await;
    assert!((6_492..=6_493).contains(&lost), "{lost}");
    agrees(&app, None).await;
    app.advance(Duration::days(200)).await;
    assert_eq!(score(&app, &first).await, before, "it has faded");
    assert_eq!(in_order(&app).await, ["甲环保有限公司", "乙环保有限公司"]);
    for on in ["2026-11-21", "2026-11-22", "2027-05-20", "2027-05-21", "2027-06-01"] {
        assert_eq!(agrees(&app, Some(day(on))).await, 2, "{on}");
    }
    let shown = ranking(&app, &first).await;
    let days = shown["history"].as_array().unwrap();
    let days: Vec<_> = days.iter().map(|it| it["day"].as_str().unwrap()).collect();
    assert_eq!(days, ["2027-05-21", "2026-11-22", "2026-11-21"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_look_after_a_region_enter_rows_and_each_decision_once() {
    let app = TestApp::start().await;
    let provider = app.provider("绿源环境服务有限公司").await;
    let page = provider.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let (here, elsewhere) = (app.moderator("31").await, app.moderator("33").await);

    record(&elsewhere, &page, &json!({})).await.denied("NOT_FOUND");
    record(&provider, &page, &json!({})).await.denied("NOT_FOUND");
    record(&app.visitor(), &page, &json!({})).await.denied("UNAUTHENTICATED");
    let wrong = json!({ "ruleCode": "qualification.holds", "times": 0, "subject": " ",
        "source": "", "sourceUrl": "ftp://x", "happenedOn": "2027-01-01" });
    let codes = record(&here, &page, &wrong).await.problems();
    assert_eq!(
        codes,
        [
            "ranking.times_range",
            "ranking.subject_length",
            "ranking.source_length",
            "ranking.source_url_form",
            "ranking.happened_later",
            "ranking.rule_unknown",
        ]
    );
    let old = record(&here, &page, &json!({ "happenedOn": "2025-01-01" })).await;
    assert_eq!(old.problems(), ["ranking.already_expired"]);
    let id = record(&here, &page, &json!({})).await.ok().text("/evidenceRecord/evidence/id");
    let again = record(&here, &page, &json!({})).await;
    assert_eq!(again.problems(), ["ranking.already_entered"]);
    assert_eq!(app.audited(&id).await, ["ranking.record"]);

    let input = json!({ "evidenceId": id, "note": "处罚决定已撤销" });
    elsewhere.mutate("evidenceWithdraw", "evidence { id }", &input).await.denied("NOT_FOUND");
    here.mutate("evidenceWithdraw", "evidence { id }", &input).await.ok();
    let again = here.mutate("evidenceWithdraw", "evidence { id }", &input).await;
    assert_eq!(again.problems(), ["ranking.already_ended"]);
    app.settle().await;
    let shown = ranking(&app, &page).await;
    assert_eq!(component(&shown, "PENALTY")["pointsMilli"], 100_000);
    agrees(&app, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disputed_row_is_not_counted_until_it_is_decided() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let page = owner.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let moderator = app.moderator("31").await;
    let clean = score(&app, &page).await;
    let id = record(&moderator, &page, &json!({})).await.ok().text("/evidenceRecord/evidence/id");
    app.settle().await;
    let fined = score(&app, &page).await;
    assert!(fined < clean);

    let first = dispute(&owner, &id).await.ok().text("/evidenceDispute/dispute/id");
    app.settle().await;
    assert_eq!(score(&app, &page).await, clean, "frozen");
    let shown = ranking(&app, &page).await;
    assert_eq!(component(&shown, "PENALTY")["evidence"][0]["state"], "FROZEN");
    let twice = dispute(&owner, &id).await;
    assert_eq!(twice.problems(), ["ranking.already_disputed"]);
    agrees(&app, None).await;

    let queue = moderator.queue().await;
    let check = &queue.list("/changeRequests/nodes")[0];
    assert_eq!(check["dueOn"], "2026-12-04", "ten working days");
    let (check, revision) = moderator.check_of(&first).await;
    moderator.refuse(&check, revision, "OTHER", "判决书没有撤销这一处罚").await.ok();
    app.settle().await;
    assert_eq!(score(&app, &page).await, fined, "it counts again");

    // Ids of one instant are in no order.
    app.db().clock().advance(Duration::minutes(1));
    let second = dispute(&owner, &id).await.ok().text("/evidenceDispute/dispute/id");
    moderator.approves(&second).await;
    app.settle().await;
    assert_eq!(score(&app, &page).await, clean, "taken out");
    let third = dispute(&owner, &id).await;
    assert_eq!(third.problems(), ["ranking.not_counting"]);
    let seen = owner.query("{ myEvidenceDisputes { id state decidedOn } }", json!({})).await;
    assert_eq!(seen.texts("/myEvidenceDisputes", "state"), ["UPHELD", "REFUSED"]);
    agrees(&app, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_taken_back_or_mended_and_never_somebody_elses() {
    let app = TestApp::start().await;
    let owner = app.provider("绿源环境服务有限公司").await;
    let other = app.provider("蓝天环保科技有限公司").await;
    let page = owner.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let moderator = app.moderator("31").await;
    let id = record(&moderator, &page, &json!({})).await.ok().text("/evidenceRecord/evidence/id");
    app.settle().await;

    dispute(&other, &id).await.denied("NOT_FOUND");
    let derived = ranking(&app, &page).await["evidence"].as_array().unwrap().clone();
    let derived = derived.iter().find(|it| it["isDerived"] == true).expect("a derived row");
    let refused = dispute(&owner, derived["id"].as_str().unwrap()).await;
    assert_eq!(refused.problems(), ["ranking.not_entered"]);

    let dispute_id = dispute(&owner, &id).await.ok().text("/evidenceDispute/dispute/id");
    let (check, revision) = moderator.check_of(&dispute_id).await;
    moderator.give_back(&check, revision, "OTHER", "请附判决书").await.ok();
    app.settle().await;
    let mended = dispute(&owner, &id).await.ok();
    assert_eq!(mended.text("/evidenceDispute/dispute/id"), dispute_id);

    let input = json!({ "disputeId": dispute_id });
    let foreign = other.mutate("evidenceDisputeWithdraw", "dispute { id }", &input).await;
    foreign.denied("NOT_FOUND");
    owner.mutate("evidenceDisputeWithdraw", "dispute { state }", &input).await.ok();
    let again = owner.mutate("evidenceDisputeWithdraw", "dispute { state }", &input).await;
    assert_eq!(again.problems(), ["ranking.cannot_withdraw"]);
    app.settle().await;
    let shown = ranking(&app, &page).await;
    assert_eq!(component(&shown, "PENALTY")["pointsMilli"], 75_000);
    assert!(moderator.queue().await.list("/changeRequests/nodes").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_counts_and_a_bid_only_after_it_was_opened() {
    let app = TestApp::start().await;
    let (buyer, provider) =
        (app.enterprise("青浦纸业").await, app.provider("绿源环境服务有限公司").await);
    let page = provider.query("{ myProvider { id } }", json!({})).await.text("/myProvider/id");
    let need = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;

    let bid = provider.bids(&need, &json!({})).await;
    app.settle().await;
    let sealed = ranking(&app, &page).await;
    assert_eq!(component(&sealed, "ACTIVITY")["sumMilli"], 0, "sealed");
    assert_eq!(sealed["isNewcomer"], true);
    app.advance(Duration::days(11)).await;
    assert_eq!(component(&ranking(&app, &page).await, "ACTIVITY")["sumMilli"], 20_000);
    buyer.award(&need, &bid).await.ok();
    app.settle().await;

    let shown = ranking(&app, &page).await;
    assert_eq!(component(&shown, "PERFORMANCE")["sumMilli"], 20_000);
    assert_eq!(shown["isNewcomer"], false, "it has a record now");
    agrees(&app, None).await;
}

const DRAFT: &str = "number";

async fn draft(by: &Actor, changes: &Value) -> Answer {
    let mut input = json!({ "title": "处罚加倍", "note": "罚款记分由 25 分改为 50 分",
        "changes": [{ "code": "penalty.fine", "pointsMilli": -50_000 }] });
    for (key, value) in changes.as_object().into_iter().flatten() {
        input[key] = value.clone();
    }
    by.mutate("rankingDraft", DRAFT, &input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_tried_and_then_published_by_another_person() {
    let app = TestApp::start().await;
    let (one, other) = (app.moderator("31").await, app.moderator("33").await);
    let licensed = |name| given::provider(&app, name).licensed(&["HW09"], "2029-06-30");
    let fined = licensed("甲环保有限公司").of_size(market::directory::EnterpriseSize::Large);
    let fined = fined.write().await.id.to_string();
    let poor = given::provider(&app, "乙环保有限公司").write().await.id.to_string();
    record(&one, &fined, &json!({})).await.ok();
    app.settle().await;
    let before = score(&app, &fined).await;
    assert!(before > score(&app, &poor).await);

    let wrong = json!({ "panel": "专家组", "judgements": [9, -9, 9, 1, 1, 1, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] });
    let refused = draft(&one, &wrong).await.problems();
    assert_eq!(refused, ["ranking.inconsistent"]);
    let all = json!({ "changes": [{ "code": "penalty.fine", "pointsMilli": -100_000 },
        { "code": "qualification.holds", "pointsMilli": 0 }] });
    let number = draft(&one, &all).await.ok().get("/rankingDraft/number").as_i64().unwrap();
    assert_eq!(score(&app, &fined).await, before, "a draft changes nothing");

    let text = "query($number: Int!) { rankingSimulation(number: $number) { total up down rescored
        movers { provider { name } beforeMilli afterMilli placeBefore placeAfter } } }";
    let tried = other.query(text, json!({ "number": number })).await;
    let tried = tried.get("/rankingSimulation").clone();
    assert_eq!((&tried["total"], &tried["up"], &tried["down"]), (&json!(2), &json!(1), &json!(1)));
    let mover = tried["movers"].as_array().unwrap().iter();
    let mover = mover.clone().find(|it| it["provider"]["name"] == "甲环保有限公司").unwrap();
    assert_eq!((&mover["placeBefore"], &mover["placeAfter"]), (&json!(1), &json!(2)));
    assert_eq!(score(&app, &fined).await, before, "a trial writes nothing");
    app.advance(Duration::days(1)).await;

    let input = json!({ "number": number, "revision": 1 });
    let own = one.mutate("rankingPublish", DRAFT, &input).await;
    assert_eq!(own.problems(), ["ranking.own_draft"]);
    other.mutate("rankingPublish", DRAFT, &input).await.ok();
    app.settle().await;

    assert_eq!(score(&app, &fined).await, mover["afterMilli"].as_i64().unwrap(), "as was tried");
    assert_eq!(in_order(&app).await, ["乙环保有限公司", "甲环保有限公司"]);
    let live = app.visitor().query("{ rankingVersion { number holdsFrom } }", json!({})).await;
    assert_eq!(live.text("/rankingVersion/holdsFrom"), "2026-11-22");
    agrees(&app, None).await;
    agrees(&app, Some(day("2026-11-21"))).await;
    assert!(app.audited(&number.to_string()).await.contains(&"ranking.publish".to_owned()));
    let again = other.mutate("rankingPublish", DRAFT, &input).await;
    assert_eq!(again.problems(), ["ranking.not_draft"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_are_for_moderators_and_can_be_given_up() {
    let app = TestApp::start().await;
    let moderator = app.moderator("31").await;
    let number = draft(&moderator, &json!({})).await.ok().get("/rankingDraft/number").clone();
    let text = "query($number: Int!) { rankingVersion(number: $number) { state title
        components { component rules { code pointsMilli isVerified } } } rankingVersions { number } }";
    let seen = moderator.query(text, json!({ "number": number })).await;
    assert_eq!(seen.text("/rankingVersion/state"), "DRAFT");
    let hidden = app.visitor().query(text, json!({ "number": number })).await;
    assert!(hidden.get("/rankingVersion").is_null());
    assert_eq!(hidden.list("/rankingVersions").len(), 1);
    let unknown = json!({ "changes": [{ "code": "penalty.none", "pointsMilli": 200_000 }] });
    let codes = draft(&moderator, &unknown).await.problems();
    assert_eq!(codes, ["ranking.change_unknown", "ranking.points_range"]);

    let input = json!({ "number": number, "revision": 1 });
    moderator.mutate("rankingDiscard", DRAFT, &input).await.ok();
    let gone = moderator.query(text, json!({ "number": number })).await;
    assert!(gone.get("/rankingVersion").is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_weights_of_the_first_version_follow_from_its_judgements() {
    let app = TestApp::start().await;
    let text = "{ rankingVersion { judgements consistencyPpm components { weight } } }";
    let live = app.visitor().query(text, json!({})).await;
    let judgements: Vec<i32> =
        serde_json::from_value(live.get("/rankingVersion/judgements").clone()).unwrap();

    let weighed = market::ranking::rules::ahp::weigh(7, &judgements).unwrap();

    let components = live.list("/rankingVersion/components").iter();
    let weights: Vec<i64> = components.map(|it| it["weight"].as_i64().unwrap()).collect();
    assert_eq!(weights, weighed.weights.iter().map(|it| i64::from(*it)).collect::<Vec<_>>());
    assert_eq!(live.get("/rankingVersion/consistencyPpm"), &json!(weighed.consistency_ppm));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_score_that_was_bent_is_found() {
    let app = TestApp::start().await;
    let row = given::provider(&app, "甲环保有限公司").write().await;
    app.settle().await;
    agrees(&app, None).await;

    let bent = "UPDATE provider_scores SET score_milli = score_milli + 1";
    app.db().for_migrations().execute_unprepared(bent).await.unwrap();

    let verdict = verify(app.db(), None).await.unwrap();
    assert_eq!(verdict.differing.len(), 1);
    let found: &ProviderId = &verdict.differing[0].provider_id;
    assert_eq!(found, &row.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn newcomers_have_marked_places_and_no_more_than_a_tenth() {
    let app = TestApp::start().await;
    for number in 0..18 {
        let name = format!("老牌{number}环保有限公司");
        let old = given::provider(&app, &name).licensed(&["HW09"], "2029-06-30");
        old.reviewed(&[5, 5, 5]).write().await;
    }
    for number in 0..6 {
        given::provider(&app, &format!("新来{number}环保有限公司")).write().await;
    }
    app.settle().await;
    let text = "query($after: String, $sort: ProviderSearchSort!) { providerSearch(sort: $sort, first: 10, after: $after,
        exploration: true) { totalCount pageInfo { endCursor hasNextPage }
        nodes { title isExploration scoreMilli } } }";
    let (mut after, mut seen, mut marked) = (Value::Null, Vec::new(), 0);
    loop {
        let variables = json!({ "after": after, "sort": "RANK" });
        let page = app.visitor().query(text, variables).await;
        let nodes = page.list("/providerSearch/nodes");
        let explored: Vec<_> = nodes.iter().filter(|it| it["isExploration"] == true).collect();
        assert!(explored.len() * 10 <= nodes.len(), "{nodes:?}");
        assert!(explored.iter().all(|it| it["title"].as_str().unwrap().starts_with("新来")));
        marked += explored.len();
        let own = nodes.iter().filter(|it| it["isExploration"] == false);
        seen.extend(own.map(|it| it["title"].as_str().unwrap().to_owned()));
        if page.get("/providerSearch/pageInfo/hasNextPage") == &json!(false) {
            break;
        }
        after = page.get("/providerSearch/pageInfo/endCursor").clone();
    }
    assert!(marked >= 1, "newcomers are shown");
    let all: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), all.len()), (24, 24), "everybody has their own place, once");
    let counted = text.replace("totalCount", "totalCount facets { sizes { value } }");
    let variables = json!({ "after": null, "sort": "RELEVANCE" });
    let counted = app.visitor().query(&counted, variables).await;
    let nodes = counted.list("/providerSearch/nodes");
    assert_eq!(nodes.iter().filter(|it| it["isExploration"] == true).count(), 1, "{nodes:?}");
    let neutral = app.visitor().query(text, json!({ "after": null, "sort": "NAME" })).await;
    let nodes = neutral.list("/providerSearch/nodes");
    assert!(nodes.iter().all(|it| it["isExploration"] == false));
}
