//! `/policy-originals/{id}`: the file that a text of the library was read from, as it came.
//!
//! Handed over to be saved, never shown: a page of somebody else's runs nowhere under our name.

use crate::app::App;
use crate::site::{Site, SiteError};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use kernel::id::LawOriginalId;
use knowledge::originals;
use platform::files::FileKey;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let file = web::resource("/policy-originals/{id}");
    cfg.service(file.route(web::get().to(fetch)).route(web::head().to(fetch)));
}

async fn fetch(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    id: web::Path<String>,
) -> HttpResponse {
    match hand_over(&app, &id).await {
        Ok(Some(answer)) => answer,
        Ok(None) => site.refuse(&SiteError::NotFound, &request),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "an original was not read");
            site.refuse(&SiteError::Internal(None), &request)
        }
    }
}

async fn hand_over(app: &App, id: &str) -> anyhow::Result<Option<HttpResponse>> {
    let Ok(id) = LawOriginalId::parse(id) else { return Ok(None) };
    let found = originals::file_of(app.db().read(), &id).await;
    let Some((key, media, name)) = found.map_err(|error| anyhow::anyhow!("{error:?}"))? else {
        return Ok(None);
    };
    let body = app.files().read(&FileKey::parse(&key)?, None).await?;
    let ending = key.rsplit('.').next().unwrap_or("bin");
    let named =
        format!("attachment; filename=\"original.{ending}\"; filename*=UTF-8''{}", encoded(&name));
    let length = body.entry.bytes;
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(media)
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400, immutable"))
        .insert_header((header::CONTENT_DISPOSITION, named))
        .insert_header((header::CONTENT_ENCODING, header::HeaderValue::from_static("identity")));
    Ok(Some(answer.no_chunking(length).streaming(body.stream)))
}

/// A name as RFC 8187 writes it.
fn encoded(name: &str) -> String {
    let byte = |it: u8| match it {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(it).to_string(),
        other => format!("%{other:02X}"),
    };
    name.bytes().map(byte).collect()
}
