//! What a share code shares: opening it is written down, so it is asked as whoever opens it.

use super::graphql::identify;
use crate::app::App;
use crate::site::{Site, SiteError};
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::{Request, Value, Variables};
use serde_json::json;

const OPEN: &str = include_str!("../../../frontend/site/shared/page.graphql");

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/shared/{code}").route(web::get().to(open)));
}

async fn open(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    code: web::Path<String>,
) -> HttpResponse {
    let Ok((context, _)) = identify(&app, &request).await else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let variables = Variables::from_json(json!({ "input": { "code": *code } }));
    let response = app.door().run(Request::new(OPEN).variables(variables), context).await;
    if let Some(error) = response.errors.first() {
        let code = error.extensions.as_ref().and_then(|it| it.get("code"));
        let Some(Value::String(code)) = code else {
            return site.refuse(&SiteError::Internal(None), &request);
        };
        return site.refuse(&SiteError::from_code(code), &request);
    }
    match response.data.into_json() {
        Ok(mut opened) => site.shared(&request, opened["shareCodeOpen"].take()),
        Err(_) => site.refuse(&SiteError::Internal(None), &request),
    }
}
