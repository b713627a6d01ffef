//! Envelopes: sealed in the browser, taken as they come; their files, once they are open; and the key by
//! which receipts are checked.

use super::documents::{sender, told};
use super::graphql::{identify, refuse};
use crate::app::App;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use kernel::Denied;
use kernel::id::{DemandId, EnvelopeId};
use market::envelopes::{EnvelopeKind, upload};
use serde_json::json;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/.well-known/greenbridge-keys.json", web::get().to(keys))
        .route("/envelopes/{demand}/{kind}", web::post().to(take))
        .route("/envelopes/{envelope}/files/{n}", web::get().to(fetch));
}

fn kind_of(slug: &str) -> Option<EnvelopeKind> {
    match slug {
        "qualification" => Some(EnvelopeKind::Qualification),
        "technical" => Some(EnvelopeKind::Technical),
        "price" => Some(EnvelopeKind::Price),
        _ => None,
    }
}

async fn take(
    app: web::Data<App>,
    request: HttpRequest,
    place: web::Path<(String, String)>,
    body: web::Payload,
) -> HttpResponse {
    let context = match sender(&app, &request).await {
        Ok(context) => context,
        Err(refusal) => return refusal,
    };
    let (Ok(demand), Some(kind)) = (DemandId::parse(&place.0), kind_of(&place.1)) else {
        return told(&Denied::NotFound.into());
    };
    let origin = context.origin();
    let who = (context.actor, origin);
    match upload::keep(app.db(), app.files(), who, (demand, kind), body).await {
        Ok(row) => HttpResponse::Created()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .json(json!({ "id": row.id, "digest": row.digest, "bytes": row.bytes })),
        Err(error) => told(&error),
    }
}

async fn fetch(
    app: web::Data<App>,
    request: HttpRequest,
    place: web::Path<(String, usize)>,
) -> HttpResponse {
    let Ok((context, _)) = identify(&app, &request).await else {
        return refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录");
    };
    let Ok(id) = EnvelopeId::parse(&place.0) else { return told(&Denied::NotFound.into()) };
    match upload::file(app.db(), app.files(), &context.actor, (id, place.1)).await {
        Ok((name, body)) => {
            // Whatever it is, it is saved, never shown: nobody has looked into it.
            let name = header::DispositionParam::FilenameExt(header::ExtendedValue {
                charset: header::Charset::Ext("UTF-8".into()),
                language_tag: None,
                value: name.into_bytes(),
            });
            let disposition = header::ContentDisposition {
                disposition: header::DispositionType::Attachment,
                parameters: vec![name],
            };
            HttpResponse::Ok()
                .content_type("application/octet-stream")
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header(disposition)
                .streaming(body.stream)
        }
        Err(error) => told(&error),
    }
}

async fn keys(app: web::Data<App>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .json(app.signer().keys())
}
