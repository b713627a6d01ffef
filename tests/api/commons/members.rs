//! 成员: what people of one organisation may do inside it.

use crate::support::{Actor, Answer, TestApp};
use kernel::MemberRole;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_reads_what_is_the_organisations_own_and_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    let editor = app.colleague(&owner, MemberRole::Editor).await;
    let seller = app.provider("绿源环境服务有限公司").await;
    let reader = app.colleague(&seller, MemberRole::Viewer).await;
    let moderator = app.moderator("31").await;

    viewer.post_need(&json!({})).await.denied("FORBIDDEN");
    let id = editor.posts_need(&json!({})).await;
    assert_eq!(viewer.sees_need(&id).await["state"], "SUBMITTED");
    viewer.withdraw_need(&id, "不再需要了").await.denied("FORBIDDEN");
    moderator.approves(&id).await;
    app.settle().await;
    reader.submit_bid(&id, &json!({})).await.denied("FORBIDDEN");
    let bid = seller.bids(&id, &json!({})).await;
    assert_eq!(reader.own_bids().await.len(), 1);
    reader.withdraw_bid(&bid).await.denied("FORBIDDEN");
    app.advance(chrono::Duration::days(10)).await;

    viewer.award(&id, &bid).await.denied("FORBIDDEN");
    assert_eq!(viewer.sees_need(&id).await["bids"].as_array().unwrap().len(), 1);
    editor.award(&id, &bid).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_says_for_whom_and_as_what_a_person_acts() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&owner, MemberRole::Viewer).await;
    let text = "{ viewer { memberRole isEmailConfirmed organisation { name standing } } }";

    for (who, role) in [(&owner, "OWNER"), (&viewer, "VIEWER")] {
        let seen = who.query(text, json!({})).await;
        assert_eq!(seen.text("/viewer/memberRole"), role);
        assert_eq!(seen.text("/viewer/organisation/name"), "青浦纸业有限公司");
        assert_eq!(seen.text("/viewer/organisation/standing"), "ACTIVE");
    }
    let staff = app.moderator("31").await.query(text, json!({})).await;
    assert!(staff.get("/viewer/organisation").is_null());
}

/// The link in the newest invitation to an address.
fn invited(app: &TestApp, email: &str) -> String {
    let mails = app.mails_to(email);
    let token = mails.iter().rev().find_map(|it| it.split("accept-invitation#").nth(1));
    token.and_then(|it| it.split_whitespace().next()).expect("a link in a mail").to_owned()
}

async fn invite(who: &Actor, email: &str, role: &str) -> Answer {
    let input = json!({ "email": email, "role": role });
    who.mutate("invitationSend", "invitation { id email role }", &input).await
}

async fn accept(who: &Actor, token: &str, name: &str) -> Answer {
    let input = json!({ "token": token, "password": "Abc-12345-xyz", "displayName": name });
    who.mutate("invitationAccept", "organisation { name }", &input).await
}

async fn members(who: &Actor) -> Vec<(String, String)> {
    let answer = who.query("{ members { name role accountId } }", json!({})).await;
    let names = answer.texts("/members", "name");
    names.into_iter().zip(answer.texts("/members", "role")).collect()
}

async fn id_of(who: &Actor, name: &str) -> String {
    let answer = who.query("{ members { name accountId } }", json!({})).await;
    let found = answer.list("/members").iter().find(|it| it["name"] == name).cloned();
    found.expect("a member of this name")["accountId"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_person_joins_by_the_link_of_a_mail_once() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let email = "li@example.org";

    invite(&owner, " Li@Example.org ", "EDITOR").await.ok();
    invite(&owner, email, "VIEWER").await.refused("invitations.open_already");
    app.settle().await;
    let token = invited(&app, email);
    let shown = "query($t: String!) { invitation(token: $t) { email role organisation { name } } }";
    let seen = app.visitor().query(shown, json!({ "t": token })).await;
    assert_eq!(seen.text("/invitation/organisation/name"), "青浦纸业有限公司");
    accept(&app.visitor(), &token, "李工").await.ok();

    let editor = app.visitor().signed_in_as(email).await;
    editor.posts_need(&json!({})).await;
    assert!(members(&owner).await.contains(&("李工".to_owned(), "EDITOR".to_owned())));
    accept(&app.visitor(), &token, "别人").await.refused("invitations.link_dead");
    invite(&owner, email, "OWNER").await.refused("invitations.member_already");
    for wrong in ["", "x", &"A".repeat(43)] {
        accept(&app.visitor(), wrong, "谁").await.refused("invitations.link_dead");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_invited_address_joins_and_only_in_time() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let other = app.enterprise("松江化工有限公司").await;
    invite(&owner, &other.email, "VIEWER").await.ok();
    app.settle().await;
    let token = invited(&app, &other.email);

    accept(&app.visitor(), &token, "冒名").await.refused("invitations.sign_in_first");
    accept(&owner, &token, "").await.refused("invitations.other_account");
    accept(&other, &token, "").await.ok();
    assert_eq!(members(&owner).await.len(), 2);

    invite(&owner, "late@example.org", "VIEWER").await.ok();
    app.settle().await;
    let late = invited(&app, "late@example.org");
    app.db().clock().advance(chrono::Duration::days(7));
    accept(&app.visitor(), &late, "迟到").await.refused("invitations.link_dead");
    let again = invite(&owner, "late@example.org", "VIEWER").await.ok();
    let id = again.text("/invitationSend/invitation/id");
    let cancel = json!({ "invitationId": id });
    other.mutate("invitationCancel", "invitation { id }", &cancel).await.denied("NOT_FOUND");
    owner.mutate("invitationCancel", "invitation { id }", &cancel).await.ok();
    app.settle().await;
    assert_eq!(app.mails_to("late@example.org").len(), 1, "a cancelled one is not mailed");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_join_no_market_party_and_viewers_and_editors_invite_nobody() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let moderator = app.moderator("31").await;
    invite(&owner, &moderator.email, "EDITOR").await.ok();
    app.settle().await;
    let token = invited(&app, &moderator.email);

    accept(&moderator, &token, "").await.refused("invitations.staff_stay_apart");
    for role in [MemberRole::Editor, MemberRole::Viewer] {
        let colleague = app.colleague(&owner, role).await;
        invite(&colleague, "x@example.org", "OWNER").await.denied("FORBIDDEN");
        colleague.query("{ invitations { id } }", json!({})).await.denied("FORBIDDEN");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_change_roles_and_remove_and_one_owner_always_stays() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let colleague = app.colleague(&owner, MemberRole::Editor).await;
    let stranger = app.enterprise("松江化工有限公司").await;
    let (own, theirs) =
        (id_of(&owner, "青浦纸业有限公司经办人").await, id_of(&owner, "审核员").await);
    let fields = "membership { role }";
    let change = async |who: &Actor, id: &str, role: &str| {
        let input = json!({ "accountId": id, "role": role });
        who.mutate("membershipChangeRole", fields, &input).await
    };

    change(&colleague, &own, "VIEWER").await.denied("FORBIDDEN");
    change(&stranger, &theirs, "OWNER").await.denied("NOT_FOUND");
    change(&owner, &own, "VIEWER").await.refused("memberships.last_owner");
    let organisation = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    let leave = json!({ "organisationId": organisation.text("/viewer/organisation/id") });
    owner.mutate("membershipLeave", fields, &leave).await.refused("memberships.last_owner");
    change(&owner, &theirs, "VIEWER").await.ok();
    let ended = "SELECT count(*) FROM sessions s JOIN accounts a ON a.id = s.account_id \
                 WHERE a.display_name = '审核员' AND s.ended_at IS NULL";
    assert_eq!(app.count(ended).await, 0, "what they were signed in to has ended");

    let give = json!({ "accountId": theirs });
    owner.mutate("membershipTransfer", fields, &give).await.ok();
    change(&owner, &theirs, "EDITOR").await.denied("FORBIDDEN");
    let heir = colleague.signed_in_as(&colleague.email).await;
    let fire = json!({ "accountId": own });
    heir.mutate("membershipRemove", fields, &fire).await.ok();
    assert_eq!(members(&heir).await, [("审核员".to_owned(), "OWNER".to_owned())]);
    let nobody = owner.signed_in_as(&owner.email).await;
    assert!(members(&nobody).await.is_empty());
    nobody.post_need(&json!({})).await.refused("demands.not_enterprise");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_owners_who_step_down_at_once_leave_one_behind() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let second = app.colleague(&owner, MemberRole::Owner).await;
    let organisation = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    let leave = json!({ "organisationId": organisation.text("/viewer/organisation/id") });

    let one = owner.mutate("membershipLeave", "membership { role }", &leave);
    let other = second.mutate("membershipLeave", "membership { role }", &leave);
    let (one, other) = tokio::join!(one, other);

    let left = [one, other].iter().filter(|it| it.problems().is_empty()).count();
    assert_eq!(left, 1);
    let owners = "SELECT count(*) FROM memberships WHERE role = 'OWNER'";
    assert_eq!(app.count(owners).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_organisation_knows_why_how_long_and_how_to_appeal() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    let organisation = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    let id = organisation.text("/viewer/organisation/id");
    let moderator = app.moderator("31").await;
    let suspend = json!({ "organisationId": id, "until": "2026-11-30",
        "reason": "多次发布虚假需求，依据平台规则第十二条", "appeal": "十日内向协会书面申诉" });
    let fields = "suspension { id }";

    app.moderator("33")
        .await
        .mutate("organisationSuspend", fields, &suspend)
        .await
        .denied("NOT_FOUND");
    owner.mutate("organisationSuspend", fields, &suspend).await.denied("FORBIDDEN");
    moderator.mutate("organisationSuspend", fields, &suspend).await.ok();
    moderator
        .mutate("organisationSuspend", fields, &suspend)
        .await
        .refused("suspensions.not_active");

    let owner = owner.signed_in_as(&owner.email).await;
    owner.post_need(&json!({})).await.refused("memberships.suspended");
    let told = owner.query("{ mySuspension { reason appeal until } }", json!({})).await;
    assert_eq!(told.text("/mySuspension/until"), "2026-11-30");
    assert!(told.text("/mySuspension/reason").contains("第十二条"));
    app.advance(chrono::Duration::days(9)).await;
    owner.post_need(&json!({})).await.refused("memberships.suspended");
    app.advance(chrono::Duration::days(1)).await;
    owner.post_need(&json!({ "deadline": "2026-12-20T01:00:00Z" })).await.ok();
    assert_eq!(app.audited(&id).await.iter().filter(|it| *it == "organisations.stand").count(), 2);

    let restore = json!({ "organisationId": id, "note": "已经整改完成" });
    moderator
        .mutate("organisationRestore", fields, &restore)
        .await
        .refused("suspensions.not_suspended");
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_find_the_organisations_of_their_region_and_what_holds_them_back() {
    let app = TestApp::start().await;
    let owner = app.enterprise("青浦纸业有限公司").await;
    app.provider("绿源环境服务有限公司").await;
    app.regulator("310118").await;
    let here = app.moderator("31").await;
    let found = async |who: &Actor, filter: Value| {
        let text = "query($filter: OrganisationFilter) {
            organisations(filter: $filter) { nodes { name } } }";
        let answer = who.query(text, json!({ "filter": filter })).await.ok();
        let mut names = answer.texts("/organisations/nodes", "name");
        names.sort();
        names
    };
    let organisation = owner.query("{ viewer { organisation { id } } }", json!({})).await;
    let id = organisation.text("/viewer/organisation/id");
    let holding = format!("{{ suspension(organisationId: \"{id}\") {{ reason }} }}");

    assert_eq!(found(&here, Value::Null).await, ["绿源环境服务有限公司", "青浦纸业有限公司"]);
    assert_eq!(found(&here, json!({ "text": " 纸业 " })).await, ["青浦纸业有限公司"]);
    assert_eq!(found(&app.moderator("33").await, Value::Null).await, [""; 0]);
    assert!(here.query(&holding, json!({})).await.get("/suspension").is_null());
    let suspend = json!({ "organisationId": id, "appeal": "十日内向协会书面申诉",
        "reason": "多次发布虚假需求，依据平台规则第十二条" });
    here.mutate("organisationSuspend", "suspension { id }", &suspend).await.ok();
    assert_eq!(found(&here, json!({ "standing": "SUSPENDED" })).await, ["青浦纸业有限公司"]);
    let told = here.query(&holding, json!({})).await;
    assert!(told.text("/suspension/reason").contains("第十二条"));
}
