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

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_is_told_at_the_port_of_operators_only() {
    let wanted = [("GREENBRIDGE_METRICS", "127.0.0.1:9464"), ("GREENBRIDGE_LOG", "off")];
    let app = TestApp::start_with(&wanted).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let serving = greenbridge::http::serve_operators(app.app().clone(), listener, stopped);
    let serving = tokio::spawn(serving);

    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    assert_eq!(app.get("/metrics").await.status(), 404, "not at the public port");
    let counted = app.http().get(at("/metrics")).send().await.unwrap();
    assert_eq!(counted.status(), 200);
    assert_eq!(app.http().get(at("/")).send().await.unwrap().status(), 404, "and nothing else");

    stop.send(true).unwrap();
    serving.await.unwrap().unwrap();
}
