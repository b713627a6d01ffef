//! The signed-in workspace: one page and its files, compiled in.

use crate::site::security;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/workspace/dist"]
#[allow_missing = true]
struct Files;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/workspace", web::get().to(page)).route("/workspace/{path:.*}", web::get().to(page));
}

/// A file of the workspace, or its page: addresses in it are read by its own router.
async fn page(path: Option<web::Path<String>>) -> HttpResponse {
    let path = path.map(web::Path::into_inner).unwrap_or_default();
    if let Some(file) = Files::get(&path).filter(|_| path != "index.html") {
        let kind = mime_guess::from_path(&path).first_or_octet_stream();
        let charset = if kind.type_() == "text" { "; charset=utf-8" } else { "" };
        return HttpResponse::Ok()
            .content_type(format!("{kind}{charset}"))
            .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .body(file.data.into_owned());
    }
    if path.starts_with("assets/") {
        return HttpResponse::NotFound().finish();
    }
    match Files::get("index.html") {
        Some(index) => {
            let mut answer = HttpResponse::Ok()
                .content_type("text/html; charset=utf-8")
                .insert_header((header::CACHE_CONTROL, "no-cache"))
                .body(index.data.into_owned());
            security::as_page(answer.headers_mut());
            answer
        }
        None => HttpResponse::ServiceUnavailable()
            .content_type("text/plain; charset=utf-8")
            .body("工作台尚未构建：请先运行 make build\n"),
    }
}
