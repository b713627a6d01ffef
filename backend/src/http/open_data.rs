//! The files of open data: whoever asks is handed the extract of the day.

use crate::app::App;
use crate::site::{Site, SiteError};
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use market::open_data::jobs::key_of;
use market::open_data::rules::{Dataset, Form};
use market::open_data::{ReleaseRow, find_release};

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let file = web::resource(r"/open-data/{file:[^/]+\.[^/]+}");
    cfg.service(file.route(web::get().to(fetch)).route(web::head().to(fetch)));
}

async fn fetch(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    file: web::Path<String>,
) -> HttpResponse {
    match hand_over(&app, &request, &file).await {
        Ok(Some(answer)) => answer,
        Ok(None) => site.refuse(&SiteError::NotFound, &request),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "open data was not read");
            site.refuse(&SiteError::Internal(None), &request)
        }
    }
}

/// The file, or that the caller has it already; none when there is no such file.
async fn hand_over(
    app: &App,
    request: &HttpRequest,
    file: &str,
) -> anyhow::Result<Option<HttpResponse>> {
    let Some((dataset, form)) = parse(file) else { return Ok(None) };
    let release = find_release(app.db().read(), dataset).await;
    let Some(release) = release.map_err(|error| anyhow::anyhow!("{error:?}"))? else {
        return Ok(None);
    };
    let tag = tag_of(&release, form);
    let known = request.headers().get_all(header::IF_NONE_MATCH);
    if known.filter_map(|it| it.to_str().ok()).any(|it| it.contains(&tag)) {
        return Ok(Some(HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish()));
    }
    let body = app.files().read(&key_of(dataset, form, release.extracted_on), None).await?;
    let kind = match form {
        Form::Csv => "text/csv; charset=utf-8",
        Form::Json => "application/json; charset=utf-8",
    };
    let name = format!(
        "attachment; filename=\"{}-{}.{}\"",
        dataset.slug(),
        release.extracted_on,
        form.ending()
    );
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(kind)
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_DISPOSITION, name))
        // Packing a large file anew for each caller would cost more than it saves.
        .insert_header((header::CONTENT_ENCODING, HeaderValue::from_static("identity")));
    let length = body.entry.bytes;
    Ok(Some(answer.no_chunking(length).streaming(body.stream)))
}

fn parse(file: &str) -> Option<(Dataset, Form)> {
    let (slug, ending) = file.split_once('.')?;
    let dataset = Dataset::ALL.into_iter().find(|it| it.slug() == slug)?;
    Some((dataset, Form::ALL.into_iter().find(|it| it.ending() == ending)?))
}

/// An extract never changes; the next one has another time.
fn tag_of(release: &ReleaseRow, form: Form) -> String {
    let at = release.extracted_at.timestamp_millis();
    format!("\"{}-{at}.{}\"", release.dataset.slug(), form.ending())
}
