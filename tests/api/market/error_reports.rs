//! 报错: said by anybody, decided by the association of the region, told by mail.

use crate::support::{TestApp, given};
use chrono::Duration;
use kernel::id::ProviderId;
use serde_json::{Value, json};

const WORDS: &str = "许可证编号少了一位，见省厅公告";
const FIGURES: &str = "{ errorReportFigures { received mended unfounded medianDays } }";

/// The form as a browser sends it, without any script; the answer's status and where it leads or
/// what it says.
async fn post(
    app: &TestApp,
    id: &ProviderId,
    token: Option<&str>,
    fields: &[(&str, &str)],
) -> (u16, String) {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut asked = app.http().post(app.address(&format!("/providers/{id}/report")));
    asked = asked.header("content-type", "application/x-www-form-urlencoded").body(body);
    if let Some(token) = token {
        asked = asked.bearer_auth(token);
    }
    let answer = asked.send().await.expect("the server answers");
    let status = answer.status().as_u16();
    let leads = answer.headers().get("location").map(|it| it.to_str().unwrap().to_owned());
    (status, leads.unwrap_or(answer.text().await.expect("a page")))
}

async fn report(app: &TestApp, id: &ProviderId, email: &str) -> String {
    let fields = [("part", "QUALIFICATIONS"), ("text", WORDS), ("email", email)];
    let (status, leads) = post(app, id, None, &fields).await;
    assert_eq!(status, 303, "{leads}");
    leads.strip_prefix("/reports?receipt=").expect("a receipt").to_owned()
}

async fn seen(app: &TestApp, receipt: &str) -> Value {
    let text =
        "query($id: ID!) { errorReport(receipt: $id) { state note decidedAt providerName } }";
    app.visitor().query(text, json!({ "id": receipt })).await.get("/errorReport").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_reports_without_script_and_learns_what_came_of_it() {
    let app = TestApp::start().await;
    let provider = given::provider(&app, "绿源处置有限公司").write().await;
    let form = app.get(&format!("/providers/{}/report?part=qualifications", provider.id)).await;
    assert!(form.text().await.unwrap().contains("<option value=\"QUALIFICATIONS\" selected>"));

    let receipt = report(&app, &provider.id, "reader@example.net").await;
    let page = app.get(&format!("/reports?receipt={receipt}")).await.text().await.unwrap();
    assert!(page.contains("已收到，等协会核实") && page.contains(&receipt));
    assert!(app.moderator("32").await.queue().await.list("/changeRequests/nodes").is_empty());
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&receipt).await;
    app.advance(Duration::days(3)).await;
    moderator.approve(&check, revision).await.ok();
    app.settle().await;

    assert_eq!(seen(&app, &receipt).await["state"], "MENDED");
    let mail = app.mails_to("reader@example.net").pop().expect("a mail");
    assert!(mail.contains("页面已经更正") && mail.contains(&receipt) && mail.contains("绿源处置"));
    let figures = app.visitor().query(FIGURES, json!({})).await;
    let expected = json!({ "received": 1, "mended": 1, "unfounded": 0, "medianDays": 3.0 });
    assert_eq!(figures.get("/errorReportFigures"), &expected);
    let page = app.get("/quality").await.text().await.unwrap();
    assert!(page.contains("3.0 天"), "{page}");
    assert_eq!(app.audited(&receipt).await, ["error_reports.send", "error_reports.end"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_says_why_and_the_address_is_blanked_a_month_later() {
    let app = TestApp::start().await;
    let provider = given::provider(&app, "绿源处置有限公司").write().await;
    let receipt = report(&app, &provider.id, "reader@example.net").await;
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(&receipt).await;

    moderator.refuse(&check, revision, "OTHER", "编号与省厅公告一致").await.ok();
    app.settle().await;

    let told = seen(&app, &receipt).await;
    assert_eq!(
        (&told["state"], &told["note"]),
        (&json!("UNFOUNDED"), &json!("编号与省厅公告一致"))
    );
    assert!(app.mails_to("reader@example.net").pop().unwrap().contains("编号与省厅公告一致"));
    let kept = "SELECT count(*) FROM error_reports WHERE email IS NOT NULL";
    let forget = || market::error_reports::jobs::forget_old(app.db());
    forget().await.unwrap();
    assert_eq!(app.count(kept).await, 1);
    app.advance(Duration::days(31)).await;
    forget().await.unwrap();
    assert_eq!(app.count(kept).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_mistakes_comes_back_with_what_was_typed() {
    let app = TestApp::start().await;
    let provider = given::provider(&app, "绿源处置有限公司").write().await;

    let fields = [("part", "NAME"), ("text", "<b>错"), ("email", "nobody")];
    let (status, page) = post(&app, &provider.id, None, &fields).await;
    assert_eq!(status, 422);
    assert!(page.contains("5 到 500 个字") && page.contains("请填写邮箱"));
    assert!(page.contains("&lt;b&gt;错</textarea>") && page.contains("value=\"nobody\""));
    assert_eq!(app.count("SELECT count(*) FROM error_reports").await, 0);
    let nobody = ProviderId::parse("prv_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap();
    let fields = [("part", "NAME"), ("text", WORDS), ("email", "reader@example.net")];
    assert_eq!(post(&app, &nobody, None, &fields).await.0, 404);
    let strange = [("part", "SECRETS"), ("text", WORDS), ("email", "reader@example.net")];
    assert_eq!(post(&app, &provider.id, None, &strange).await.0, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_told_in_the_workspace() {
    let app = TestApp::start().await;
    let provider = given::provider(&app, "绿源处置有限公司").write().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let fields = [("part", "REVIEWS"), ("text", "这条评价不是我们写的")];

    assert_eq!(post(&app, &provider.id, None, &fields).await.0, 422, "a visitor leaves an address");
    let (status, leads) = post(&app, &provider.id, Some(buyer.token()), &fields).await;
    assert_eq!(status, 303);
    let receipt = leads.strip_prefix("/reports?receipt=").unwrap();
    let moderator = app.moderator("31").await;
    let (check, revision) = moderator.check_of(receipt).await;
    moderator.approve(&check, revision).await.ok();
    app.settle().await;
    let told = buyer.query("{ notices { nodes { title } } }", json!({})).await;
    assert!(told.texts("/notices/nodes", "title").contains(&"报错已处理".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fills_the_queue() {
    let app = TestApp::start_with(&[("GREENBRIDGE_RATE_MAILS", "2/h")]).await;
    let provider = given::provider(&app, "绿源处置有限公司").write().await;
    report(&app, &provider.id, "reader@example.net").await;
    report(&app, &provider.id, "reader@example.net").await;

    let fields = [("part", "NAME"), ("text", WORDS), ("email", "reader@example.net")];
    assert_eq!(post(&app, &provider.id, None, &fields).await.0, 429);
}
