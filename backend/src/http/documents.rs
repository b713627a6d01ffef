//! Letters and certificates of registrations: sent by owners, fetched by who may see them.
//!
//! An address is no key: each request is checked and each reading recorded. What is fetched is
//! handed over to be saved, under a name of ours, with the type read from its content.

use super::graphql::{OWN_SCRIPT, identify, refuse};
use crate::app::App;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use commons::registrations::{DocumentKind, documents, rules};
use kernel::id::RegistrationId;
use kernel::{Actor, Denied, Error};
use platform::auth::Attempt;
use platform::files::FileKey;
use platform::graphql::RequestContext;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let place = web::resource("/documents/registrations/{registration}/{kind}");
    cfg.service(place.route(web::get().to(fetch)).route(web::post().to(take)));
}

type Place = web::Path<(String, String)>;

fn parse(place: &Place) -> Option<(RegistrationId, DocumentKind)> {
    Some((RegistrationId::parse(&place.0).ok()?, DocumentKind::from_slug(&place.1)?))
}

/// The person who sends a file, as often as they may.
pub(super) async fn sender(
    app: &App,
    request: &HttpRequest,
) -> Result<RequestContext, HttpResponse> {
    let Ok((context, by_cookie)) = identify(app, request).await else {
        return Err(refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录"));
    };
    let Some(account) = context.actor.account_id() else {
        return Err(refuse(401, "UNAUTHENTICATED", "请先登录"));
    };
    if by_cookie && !request.headers().contains_key(OWN_SCRIPT) {
        return Err(refuse(403, "FORBIDDEN", "header x-greenbridge is missing"));
    }
    match app.auth().rates.check(Attempt::Mutation(account)) {
        Ok(()) => Ok(context),
        Err(too_many) => Err(refuse(429, "LIMIT_EXCEEDED", &too_many.to_string())),
    }
}

async fn take(
    app: web::Data<App>,
    request: HttpRequest,
    place: Place,
    body: web::Payload,
) -> HttpResponse {
    let context = match sender(&app, &request).await {
        Ok(context) => context,
        Err(refusal) => return refusal,
    };
    let Some(what) = parse(&place) else { return told(&Denied::NotFound.into()) };
    let Ok(Ok(content)) = body.to_bytes_limited(rules::DOCUMENT_BYTES).await else {
        return told(&rules::RegistrationProblem::DocumentTooLarge.into());
    };
    let origin = context.origin();
    let who = (context.actor, origin);
    match documents::keep(app.db(), app.files(), who, what, content).await {
        Ok(_) => {
            HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish()
        }
        Err(error) => told(&error),
    }
}

async fn fetch(app: web::Data<App>, request: HttpRequest, place: Place) -> HttpResponse {
    let Ok((context, _)) = identify(&app, &request).await else {
        return refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录");
    };
    if context.actor == Actor::Visitor {
        return refuse(401, "UNAUTHENTICATED", "请先登录");
    }
    let Some((id, kind)) = parse(&place) else { return told(&Denied::NotFound.into()) };
    let found = app
        .db()
        .in_transaction_for(context.actor.clone(), context.origin(), |cx| {
            Box::pin(async move { documents::read(cx, &id, kind).await })
        })
        .await;
    let row = match found {
        Ok(row) => row,
        Err(error) => return told(&error),
    };
    let content = match FileKey::parse(&row.file_key) {
        Ok(key) => app.files().get(&key).await.map_err(anyhow::Error::new),
        Err(error) => Err(error.into()),
    };
    match content {
        Ok(content) => {
            let ending = row.file_key.rsplit('.').next().unwrap_or_default();
            let name = format!("attachment; filename=\"{}.{ending}\"", kind.slug());
            HttpResponse::Ok()
                .content_type(row.media_type)
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .insert_header((header::CONTENT_DISPOSITION, name))
                .body(content)
        }
        Err(error) => told(&Error::Fault(error)),
    }
}

/// A failure as programs read it.
pub(super) fn told(error: &Error) -> HttpResponse {
    match error {
        Error::Problems(problems) => {
            let first = problems.first();
            let code = first.map_or("BAD_INPUT", |it| it.code.as_ref());
            refuse(422, code, first.map_or("", |it| it.message.as_ref()))
        }
        Error::Denied(Denied::Unauthenticated) => refuse(401, "UNAUTHENTICATED", "请先登录"),
        Error::Denied(Denied::Forbidden) => refuse(403, "FORBIDDEN", "没有权限"),
        Error::Denied(_) => refuse(404, "NOT_FOUND", "没有找到"),
        Error::Fault(fault) => {
            tracing::error!(error = format!("{fault:#}"), "request failed");
            refuse(500, "INTERNAL", "系统出错了，请稍后再试")
        }
    }
}
