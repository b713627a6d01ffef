use super::*;
use crate::settings::Settings;
use crate::telemetry;
use actix_web::error::ErrorImATeapot;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, try_call_service};
use actix_web::{App, HttpRequest, HttpResponse, web};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

async fn echo(request: HttpRequest) -> HttpResponse {
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    HttpResponse::Ok().body(id.unwrap_or_default())
}

macro_rules! app {
    () => {
        init_service(
            App::new()
                .wrap(from_fn(observe))
                .route("/demands/{id}", web::get().to(echo))
                .route("/broken", web::get().to(HttpResponse::InternalServerError))
                .route("/healthz", web::get().to(HttpResponse::Ok)),
        )
        .await
    };
}

#[actix_web::test]
async fn the_id_goes_to_the_handler_and_back_to_the_caller() {
    let app = app!();

    let given = TestRequest::get().uri("/demands/dem_1?q=x").insert_header((HEADER, "abcd-1234"));
    let response = call_service(&app, given.to_request()).await;
    assert_eq!(response.headers().get(HEADER).unwrap(), "abcd-1234");
    assert_eq!(actix_web::test::read_body(response).await, "abcd-1234");

    let response = call_service(&app, TestRequest::get().uri("/nowhere").to_request()).await;
    let made = response.headers().get(HEADER).unwrap().to_str().unwrap();
    assert_eq!((response.status().as_u16(), made.len()), (404, 17));
}

#[actix_web::test]
async fn an_error_from_below_carries_the_id_too() {
    let app = init_service(
        App::new()
            .wrap(from_fn(|_: ServiceRequest, _: Next<actix_web::body::BoxBody>| async {
                Err::<ServiceResponse, _>(ErrorImATeapot("no"))
            }))
            .wrap(from_fn(observe)),
    )
    .await;

    let error = try_call_service(&app, TestRequest::get().to_request()).await.err().unwrap();

    let response = error.error_response();
    assert_eq!(response.status(), 418);
    assert!(response.headers().contains_key(HEADER));
}

#[actix_web::test]
async fn requests_are_counted_by_route_never_by_path() {
    let metrics = telemetry::init(&Settings::from_vars(&HashMap::new()).unwrap()).unwrap();
    let app = app!();
    for path in ["/demands/dem_1", "/demands/dem_2", "/wp-admin/1", "/wp-admin/2"] {
        call_service(&app, TestRequest::get().uri(path).to_request()).await;
    }
    let invented = TestRequest::default().method("BREW".parse().unwrap()).uri("/demands/1");
    call_service(&app, invented.to_request()).await;

    let text = metrics.render();

    assert!(
        text.contains("http_requests_total{method=\"GET\",route=\"/demands/{id}\",status=\"200\"}"),
        "{text}"
    );
    assert!(text.contains("route=\"unmatched\",status=\"404\""), "{text}");
    assert!(text.contains("method=\"OTHER\""), "{text}");
    assert!(
        text.contains(
            "http_request_seconds_bucket{method=\"GET\",route=\"/demands/{id}\",le=\"0.001\"}"
        ),
        "{text}"
    );
    assert!(
        !text.contains("dem_1") && !text.contains("wp-admin") && !text.contains("BREW"),
        "{text}"
    );
}

/// Collects what would be logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn a_request_is_one_line_with_its_id_route_and_duration() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let app = app!();

    for path in ["/demands/dem_1?phone=13800000000", "/healthz", "/broken"] {
        call_service(&app, TestRequest::get().uri(path).to_request()).await;
    }

    drop(guard);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let written: Vec<serde_json::Value> =
        text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(written.len(), 2, "probes are not logged: {text}");
    assert_eq!(written[0]["route"], "/demands/{id}");
    assert_eq!(written[0]["status"], 200);
    assert!(written[0]["duration_ms"].is_number());
    assert_eq!(written[0]["path"], "/demands/dem_1");
    assert_eq!(written[0]["request.id"].as_str().unwrap().len(), 17);
    assert_eq!((&written[1]["level"], &written[1]["status"]), (&"ERROR".into(), &500.into()));
    assert!(!text.contains("138000"), "the query is not logged");
}
