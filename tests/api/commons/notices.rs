//! 通知: told in the transaction of what it tells, in the workspace and by mail, as the person set it.

use crate::support::peers::SmtpServer;
use crate::support::{Actor, TestApp, given};
use chrono::Duration;
use commons::notices::{self, NewNotice, NoticeKind};
use kernel::Role;
use kernel::id::AccountId;
use serde_json::{Value, json};

const LIST: &str = "query($unread: Boolean, $first: Int, $after: String) {
    notices(unreadOnly: $unread, first: $first, after: $after) {
        nodes { id kind title body path readAt } pageInfo { hasNextPage endCursor } }
    unreadNoticeCount }";

async fn account(actor: &Actor) -> AccountId {
    let answer = actor.query("{ viewer { id } }", json!({})).await;
    AccountId::parse(&answer.text("/viewer/id")).unwrap()
}

async fn tell(app: &TestApp, id: &AccountId, kind: NoticeKind, title: &str) {
    let notice = NewNotice {
        account_id: id.clone(),
        kind,
        title: title.into(),
        body: format!("{title}，请到工作台查看。"),
        path: "/workspace/demands".into(),
    };
    given::change(app, |cx| Box::pin(async move { notices::tell(cx, notice).await })).await;
}

async fn set(actor: &Actor, kind: &str, delivery: &str) -> crate::support::Answer {
    let input = json!({ "settings": [{ "kind": kind, "delivery": delivery }] });
    actor.mutate("noticeSettingsChange", "settings { kinds { kind delivery } }", &input).await
}

async fn titles(actor: &Actor, unread: bool) -> Vec<String> {
    actor
        .query(LIST, json!({ "unread": unread, "first": 50 }))
        .await
        .texts("/notices/nodes", "title")
}

async fn app_with(server: &SmtpServer) -> TestApp {
    let url = server.url();
    let from = ("GREENBRIDGE_MAIL_FROM", "绿桥 <no-reply@example.org>");
    TestApp::start_with(&[("SMTP_URL", &url), from]).await
}

/// The mails that were sent, by the subject's count: how many wait nowhere any more.
async fn mailed(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM notices WHERE mail = 'SENT'").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_their_own_notices_and_marks_them_as_read() {
    let app = TestApp::start().await;
    let (one, other) =
        (app.enterprise("青浦纸业有限公司").await, app.provider("绿源环境服务有限公司").await);
    let id = account(&one).await;
    for title in ["甲", "乙", "丙"] {
        app.db().clock().advance(Duration::seconds(1));
        tell(&app, &id, NoticeKind::Demand, title).await;
    }

    assert_eq!(titles(&one, false).await, ["丙", "乙", "甲"], "newest first");
    assert_eq!(titles(&other, false).await, [""; 0], "nobody reads another's");
    let first = one.query(LIST, json!({ "first": 1 })).await;
    assert_eq!(first.get("/unreadNoticeCount"), &json!(3));
    let newest = first.texts("/notices/nodes", "id").remove(0);
    let foreign = json!({ "noticeIds": [newest] });
    other.mutate("noticeMarkRead", "unreadCount", &foreign).await.ok();
    assert_eq!(titles(&one, true).await.len(), 3, "nobody marks another's");

    one.mutate("noticeMarkRead", "unreadCount", &foreign).await.ok();
    assert_eq!(titles(&one, true).await, ["乙", "甲"]);
    let all = one.mutate("noticeMarkRead", "unreadCount", &json!({})).await.ok();
    assert_eq!(all.get("/noticeMarkRead/unreadCount"), &json!(0));
    let after = first.get("/notices/pageInfo/endCursor");
    let rest = one.query(LIST, json!({ "first": 5, "after": after })).await;
    assert_eq!(rest.texts("/notices/nodes", "title"), ["乙", "甲"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_undone_is_not_told() {
    let app = TestApp::start().await;
    let id = account(&app.enterprise("青浦纸业有限公司").await).await;

    let refused: kernel::Result<()> = app
        .db()
        .in_transaction(kernel::Actor::System("tests"), |cx| {
            Box::pin(async move {
                let notice = NewNotice {
                    account_id: id,
                    kind: NoticeKind::Demand,
                    title: "甲".into(),
                    body: "甲".into(),
                    path: "/workspace".into(),
                };
                notices::tell(cx, notice).await?;
                Err(kernel::Denied::Forbidden.into())
            })
        })
        .await;

    assert!(refused.is_err());
    assert_eq!(app.count("SELECT count(*) FROM notices").await, 0);
    assert!(app.jobs().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_that_is_published_and_bids_that_are_decided_are_told() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let (winner, loser) =
        (app.provider("绿源环境服务有限公司").await, app.provider("蓝天环保科技有限公司").await);
    let id = buyer.posts_need(&json!({})).await;
    app.moderator("31").await.approves(&id).await;
    app.settle().await;
    let bid = winner.bids(&id, &json!({})).await;
    loser.bids(&id, &json!({})).await;
    app.advance(Duration::days(11)).await;
    buyer.award(&id, &bid).await.ok();

    assert_eq!(titles(&buyer, false).await, ["报价已开启", "需求已发布"]);
    assert_eq!(titles(&winner, false).await, ["报价被选定"]);
    assert_eq!(titles(&loser, false).await, ["报价未被选定"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_is_mailed_as_the_person_set_it() {
    let mut server = SmtpServer::start().await;
    let app = app_with(&server).await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let id = account(&person).await;
    set(&person, "BID", "NEVER").await.ok();
    set(&person, "DEMAND", "DAILY").await.ok();
    set(&person, "SECURITY", "NEVER").await.refused("notices.kind_is_fixed");

    tell(&app, &id, NoticeKind::Bid, "不发").await;
    tell(&app, &id, NoticeKind::Demand, "汇总一").await;
    tell(&app, &id, NoticeKind::Check, "立即").await;
    app.settle().await;
    assert_eq!(mailed(&app).await, 1, "one at once");
    server.next().await;
    app.advance(Duration::hours(5)).await;
    tell(&app, &id, NoticeKind::Demand, "汇总二").await;
    app.settle().await;
    assert_eq!(mailed(&app).await, 1, "the digest waits for its hour");

    app.advance(Duration::hours(19)).await;
    assert_eq!(mailed(&app).await, 3, "both in one mail");
    server.next().await;
    tell(&app, &id, NoticeKind::Demand, "汇总三").await;
    app.advance(Duration::hours(5)).await;
    assert_eq!(mailed(&app).await, 3, "one digest a day");
    assert_eq!(titles(&person, false).await.len(), 5, "the workspace tells everything");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_the_safety_of_the_account_is_mailed_in_quiet_hours() {
    let app = TestApp::start().await;
    let person = app.enterprise("青浦纸业有限公司").await;
    let id = account(&person).await;
    // 23:00 in China.
    app.advance(Duration::hours(14)).await;

    tell(&app, &id, NoticeKind::Check, "审核通过").await;
    tell(&app, &id, NoticeKind::Security, "新设备登录").await;
    tell(&app, &id, NoticeKind::Demand, "需求已发布").await;
    app.settle().await;
    assert_eq!(mailed(&app).await, 1, "only the urgent one");

    app.advance(Duration::hours(7)).await;
    assert_eq!(mailed(&app).await, 1, "06:00");
    app.advance(Duration::hours(1)).await;
    assert_eq!(mailed(&app).await, 3, "07:00");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_takes_no_mail_is_shown_and_left_alone_until_its_person_says_so() {
    let server = SmtpServer::start().await;
    let app = app_with(&server).await;
    let person = app.account("nobody@example.org", Role::Member, None, None).await;
    let id = account(&person).await;
    let settings = "{ noticeSettings { address undeliverableSince undeliverableReason } }";

    tell(&app, &id, NoticeKind::Check, "一").await;
    app.settle().await;
    let shown = person.query(settings, json!({})).await.get("/noticeSettings").clone();
    assert_eq!(shown["address"], "nobody@example.org");
    assert!(shown["undeliverableSince"].is_string(), "{shown}");
    tell(&app, &id, NoticeKind::Check, "二").await;
    app.settle().await;
    assert_eq!(app.count("SELECT count(*) FROM notices WHERE mail = 'STOPPED'").await, 2);

    let retried = person
        .query("mutation { noticeAddressRetry { settings { undeliverableSince } } }", json!({}))
        .await;
    assert_eq!(retried.get("/noticeAddressRetry/settings/undeliverableSince"), &Value::Null);
}
