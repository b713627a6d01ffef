//! A database that goes away and comes back: what was acknowledged stays, what was not is said,
//! and the next request goes on.

use crate::support::{TestApp, TestDatabase};
use serde_json::json;

/// PostgreSQL ends all our connections and takes none: a restart, a failover.
/// SQLite is locked by another program: a backup, an import.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_stays_and_the_next_request_goes_on() {
    let app = TestApp::start().await;
    let enterprise = app.enterprise("青浦纸业有限公司").await;
    let before = enterprise.posts_need(&json!({ "requestKey": "before" })).await;
    let during = json!({ "requestKey": "during" });

    let lost = app.database().go_away().await;
    if TestDatabase::is_postgres() {
        assert_eq!(app.get("/healthz").await.status(), 200, "the process lives");
        assert_eq!(app.get("/readyz").await.status(), 503);
        assert_eq!(app.get("/demands").await.status(), 500, "a page that says what to do");
        assert_eq!(enterprise.post_need(&during).await.error(), Some("INTERNAL"));
        lost.come_back().await;
    } else {
        assert_eq!(app.get("/demands").await.status(), 200, "reading needs no lock");
        let posting = enterprise.post_need(&during);
        let (posted, ()) = tokio::join!(posting, lost.come_back());
        posted.ok();
    }

    assert_eq!(app.get("/readyz").await.status(), 200);
    assert_eq!(app.get("/demands").await.status(), 200);
    let after = enterprise.posts_need(&during).await;
    let mine = "{ demands(filter: { mine: true }) { nodes { id } } }";
    let mut kept = enterprise.query(mine, json!({})).await.ok().texts("/demands/nodes", "id");
    let mut expected = vec![before, after];
    kept.sort();
    expected.sort();
    assert_eq!(kept, expected, "nothing lost, nothing twice");
}
