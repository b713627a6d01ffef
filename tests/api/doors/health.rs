//! What machines ask.

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_says_that_it_lives_and_is_ready() {
    let app = TestApp::start().await;

    for (path, says) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let answer = app.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(answer.text().await.unwrap(), says);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_names_its_request() {
    let app = TestApp::start().await;

    for path in ["/healthz", "/", "/no-such-page"] {
        let first = app.get(path).await.headers().get("x-request-id").cloned();
        let second = app.get(path).await.headers().get("x-request-id").cloned();
        assert!(first.is_some(), "{path}");
        assert_ne!(first, second, "{path}");
    }
}
