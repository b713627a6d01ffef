//! What machines ask: are you alive, can you serve; and, at a port of its own, what have you counted.

use crate::app::App;
use actix_web::{HttpResponse, web};
use sea_orm::{ConnectionTrait, Statement};
use std::time::Duration;

/// How long the database may take to answer before we say that we cannot serve.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/healthz", web::get().to(healthz)).route("/readyz", web::get().to(readyz));
}

/// The process lives.
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The parts answer.
async fn readyz(app: web::Data<App>) -> HttpResponse {
    let db = app.db();
    let question = Statement::from_string(db.backend(), "SELECT 1");
    match tokio::time::timeout(PATIENCE, db.read().query_one_raw(question)).await {
        Ok(Ok(_)) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        _ => HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .body("database does not answer\n"),
    }
}

/// What is counted, at the address of operators.
pub(super) fn operator_routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/metrics", web::get().to(metrics));
}

/// Prometheus' text form.
async fn metrics(app: web::Data<App>) -> HttpResponse {
    match app.metrics() {
        Some(text) => {
            HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
        }
        None => HttpResponse::NotFound().finish(),
    }
}
