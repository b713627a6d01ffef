//! `POST /graphql`: who asks, what they ask, which cookies they get.
//!
//! Browsers carry their tokens in cookies that scripts cannot read. Because a browser sends
//! cookies along with forms of other sites too, a request that acts by cookie must carry the
//! header `x-greenbridge`, which no foreign form can set.

use crate::app::App;
use crate::site::security;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use commons::accounts::{ACCESS_COOKIE, REFRESH_COOKIE};
use kernel::Actor;
use platform::auth::{Attempt, caller_address};
use platform::graphql::{CookieJar, RequestContext};
use platform::telemetry::RequestId;

/// The header that shows a request was made by our own script.
pub(super) const OWN_SCRIPT: &str = "x-greenbridge";

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/graphql").route(web::post().to(answer)));
}

async fn answer(app: web::Data<App>, request: HttpRequest, body: web::Payload) -> HttpResponse {
    let Ok((context, by_cookie)) = identify(&app, &request) else {
        return refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录");
    };
    let is_json = request.content_type() == "application/json";
    if !is_json {
        return refuse(415, "BAD_INPUT", "content-type must be application/json");
    }
    let limit = app.settings().limits.body_bytes;
    let Ok(Ok(body)) = body.to_bytes_limited(limit).await else {
        return refuse(413, "LIMIT_EXCEEDED", "请求内容过大");
    };
    let Ok(asked) = serde_json::from_slice::<async_graphql::Request>(&body) else {
        return refuse(400, "BAD_INPUT", "body must be {\"query\": …, \"variables\": …}");
    };
    let may_change = asked.query.contains("mutation");
    let own_script = request.headers().contains_key(OWN_SCRIPT);
    if may_change && (by_cookie || context.refresh_token.is_some()) && !own_script {
        return refuse(403, "FORBIDDEN", "header x-greenbridge is missing");
    }
    if may_change
        && let Some(account) = context.actor.account_id()
        && let Err(too_many) = app.auth().rates.check(Attempt::Mutation(account))
    {
        return refuse(429, "LIMIT_EXCEEDED", &too_many.to_string());
    }
    let cookies = context.cookies.clone();
    let response = app.door().run(asked, context).await;
    let mut answer = HttpResponse::Ok();
    for cookie in cookies.take() {
        let path = if cookie.name == REFRESH_COOKIE { "/graphql" } else { "/" };
        answer.cookie(
            Cookie::build(cookie.name, cookie.value)
                .path(path)
                .http_only(true)
                .secure(app.settings().is_https())
                .same_site(SameSite::Lax)
                .max_age(time::Duration::seconds(cookie.max_age_seconds))
                .finish(),
        );
    }
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    let mut answer = answer.json(&response);
    security::secure(answer.headers_mut(), "default-src 'none'; frame-ancestors 'none'");
    answer
}

/// Who asks: by bearer token (programs), else by cookie (browsers). A token that no longer
/// holds is an error for programs; a browser goes on as visitor and refreshes.
pub(super) fn identify(app: &App, request: &HttpRequest) -> Result<(RequestContext, bool), ()> {
    let request_id =
        request.extensions().get::<RequestId>().cloned().unwrap_or_else(RequestId::fresh);
    let now = app.db().clock().now();
    let bearer = request.headers().get(header::AUTHORIZATION);
    let bearer = bearer.and_then(|it| it.to_str().ok()).and_then(|it| it.strip_prefix("Bearer "));
    let (actor, by_cookie) = match bearer {
        Some(token) => (app.auth().tokens.read(token, now).map_err(drop)?.actor(), false),
        None => match request.cookie(ACCESS_COOKIE) {
            Some(cookie) => match app.auth().tokens.read(cookie.value(), now) {
                Ok(claims) => (claims.actor(), true),
                Err(_) => (Actor::Visitor, false),
            },
            None => (Actor::Visitor, false),
        },
    };
    let refresh_token = request.cookie(REFRESH_COOKIE).map(|it| it.value().to_owned());
    let user_agent = request.headers().get(header::USER_AGENT).and_then(|it| it.to_str().ok());
    let context = RequestContext {
        actor,
        request_id: request_id.as_str().to_owned(),
        ip: Some(caller_address(request, app.settings().behind_proxy)),
        user_agent: user_agent.map(str::to_owned),
        refresh_token,
        cookies: CookieJar::default(),
    };
    Ok((context, by_cookie))
}

pub(super) fn refuse(status: u16, code: &str, message: &str) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    let error = serde_json::json!({ "message": message, "extensions": { "code": code } });
    let mut answer =
        HttpResponse::build(status).json(serde_json::json!({ "data": null, "errors": [error] }));
    security::secure(answer.headers_mut(), "default-src 'none'; frame-ancestors 'none'");
    answer
}
