//! The scores of a need as a file, for whoever may read them.

use super::graphql::identify;
use crate::app::App;
use crate::site::{Site, SiteError};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use kernel::id::DemandId;
use market::evaluation;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/demands/{id}/scores.csv").route(web::get().to(scores)));
}

async fn scores(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    let (Ok((caller, _)), Ok(id)) = (identify(&app, &request).await, DemandId::parse(&id)) else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    match evaluation::file_of(app.db().read(), &caller.actor, &id).await {
        Ok(Some(file)) => HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"scores-{id}.csv\""),
            ))
            // The buyer reads it before others do.
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(file),
        Ok(None) => site.refuse(&SiteError::NotFound, &request),
        Err(error) => {
            tracing::error!(error = format!("{error:?}"), "scores were not read");
            site.refuse(&SiteError::Internal(None), &request)
        }
    }
}
