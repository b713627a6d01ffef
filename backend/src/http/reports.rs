//! The form of an error report, sent without any script.
//!
//! It runs the mutation everybody has, as whoever asks: cookies that a browser sends for a form of
//! another site are not read, so such a form reports as a visitor and no more.

use super::graphql::identify;
use crate::app::App;
use crate::site::{Site, SiteError, TypedReport};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::{Request, Variables};
use serde_json::{Value, json};

/// The longest form, in bytes.
const LONGEST: usize = 16 * 1024;
const SEND: &str = "mutation ErrorReportSend($input: ErrorReportSendInput!) {
  errorReportSend(input: $input) { errorReport { id } problems { path message } }
}";

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::resource("/providers/{id}/report")
            .guard(actix_web::guard::Post())
            .app_data(web::FormConfig::default().limit(LONGEST))
            .route(web::post().to(send)),
    );
}

async fn send(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    id: web::Path<String>,
    typed: web::Form<TypedReport>,
) -> HttpResponse {
    let Ok((context, _)) = identify(&app, &request).await else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let input = json!({
        "providerId": *id, "part": typed.part, "text": typed.text, "email": typed.email,
    });
    let variables = Variables::from_json(json!({ "input": input }));
    let response = app.door().run(Request::new(SEND).variables(variables), context).await;
    if let Some(error) = response.errors.first() {
        let code = error.extensions.as_ref().and_then(|it| it.get("code"));
        let code = code.and_then(|it| it.clone().into_json().ok());
        let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
        return site.refuse(&SiteError::from_code(code), &request);
    }
    let sent = response.data.into_json().unwrap_or_default();
    let sent = &sent["errorReportSend"];
    match sent["errorReport"]["id"].as_str() {
        Some(receipt) => HttpResponse::SeeOther()
            .insert_header((header::LOCATION, format!("/reports?receipt={receipt}")))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .finish(),
        None => {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let problems = sent["problems"].as_array().into_iter().flatten();
            let wrong: Vec<_> =
                problems.map(|it| (text(&it["path"][0]), text(&it["message"]))).collect();
            site.report_form(&request, &id, &typed, &wrong).await
        }
    }
}
