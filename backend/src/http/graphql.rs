//! `/graphql`: who asks, what they ask, which cookies they get.
//!
//! Browsers carry their tokens in cookies that scripts cannot read. Because a browser sends
//! cookies along with forms of other sites too, a request that acts by cookie must carry the
//! header `x-greenbridge`, which no foreign form can set, and cookies that come with a request of
//! another site are not read.

use super::socket;
use crate::app::App;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, guard, web};
use commons::machine_keys;
use commons::sessions::{ACCESS_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE};
use kernel::Actor;
use platform::auth::{AccessClaims, Attempt, caller_address};
use platform::graphql::{CookieJar, NewCookie, RequestContext};
use platform::telemetry::RequestId;
use std::borrow::Cow;

/// The header that shows a request was made by our own script.
pub(super) const OWN_SCRIPT: &str = "x-greenbridge";
/// Where a browser says a request comes from (Fetch Metadata).
const ASKED_FROM: HeaderName = HeaderName::from_static("sec-fetch-site");

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let upgrades = guard::fn_guard(|it| {
        let asked = it.head().headers().get(header::UPGRADE);
        asked.is_some_and(|it| it.as_bytes().eq_ignore_ascii_case(b"websocket"))
    });
    let subscriptions = web::get().guard(upgrades).to(socket::open);
    cfg.service(web::resource("/graphql").route(web::post().to(answer)).route(subscriptions));
}

async fn answer(app: web::Data<App>, request: HttpRequest, body: web::Payload) -> HttpResponse {
    let (context, by_cookie) = match identify(&app, &request).await {
        Ok(identified) => identified,
        Err(Unknown::Nobody) => {
            return refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录");
        }
        Err(Unknown::Fault(error)) => {
            tracing::error!(%error, "identify a machine");
            return refuse(500, "INTERNAL", "系统出错，请稍后再试");
        }
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
    if let Actor::Machine { key_id, .. } = &context.actor {
        if may_change {
            return refuse(403, "FORBIDDEN", "机器密钥只能读取");
        }
        if let Err(too_many) = app.auth().rates.check(Attempt::Machine(key_id)) {
            return refuse(429, "LIMIT_EXCEEDED", &too_many.to_string());
        }
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
        answer.cookie(cookie_of(&app, cookie));
    }
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    answer.json(&response)
}

/// The name of a cookie as browsers keep it. Under https the prefix makes them refuse one that
/// another host of the domain, or a page without TLS, tries to set (RFC 6265bis §4.1.3).
fn name_of(app: &App, name: &'static str) -> Cow<'static, str> {
    match name {
        _ if !app.settings().is_https() => name.into(),
        ACCESS_COOKIE => format!("__Host-{name}").into(),
        _ => format!("__Secure-{name}").into(),
    }
}

/// Out of reach of scripts, sent by our own pages only; all but the access token go to this door
/// alone.
fn cookie_of(app: &App, new: NewCookie) -> Cookie<'static> {
    let path = if new.name == ACCESS_COOKIE { "/" } else { "/graphql" };
    Cookie::build(name_of(app, new.name), new.value)
        .path(path)
        .http_only(true)
        .secure(app.settings().is_https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(new.max_age_seconds))
        .finish()
}

/// Why nobody is let in.
pub(super) enum Unknown {
    /// What was shown does not hold.
    Nobody,
    /// We could not look.
    Fault(kernel::Error),
}

/// Who asks: by bearer token (programs) or key (machines), else by cookie (browsers). One that no
/// longer holds is an error for programs; a browser goes on as visitor and refreshes.
pub(super) async fn identify(
    app: &App,
    request: &HttpRequest,
) -> Result<(RequestContext, bool), Unknown> {
    let request_id =
        request.extensions().get::<RequestId>().cloned().unwrap_or_else(RequestId::fresh);
    let now = app.db().clock().now();
    let header = |name| request.headers().get(name).and_then(|it| it.to_str().ok());
    // Browsers say when another site asks; then its visitor's cookies speak for nobody, whether
    // something is changed or a file is fetched.
    let is_ours = header(ASKED_FROM).is_none_or(|it| it == "same-origin" || it == "none");
    let cookie = |name| {
        let found = request.cookie(&name_of(app, name)).filter(|_| is_ours);
        found.map(|it| it.value().to_owned())
    };
    let read = |token: &str| {
        let claims = app.auth().tokens.read(token, now).ok();
        claims.filter(|it| !app.auth().ended.has(&it.sid))
    };
    let bearer = header(header::AUTHORIZATION).and_then(|it| it.strip_prefix("Bearer "));
    let mut machine = None;
    let (claims, by_cookie) = match bearer {
        Some(key) if key.starts_with(machine_keys::PREFIX) => {
            let found = machine_keys::identify(app.db(), key).await.map_err(Unknown::Fault)?;
            machine = Some(found.ok_or(Unknown::Nobody)?);
            (None, false)
        }
        Some(token) => (Some(read(token).ok_or(Unknown::Nobody)?), false),
        None => {
            let claims = cookie(ACCESS_COOKIE).and_then(|it| read(&it));
            let by_cookie = claims.is_some();
            (claims, by_cookie)
        }
    };
    let person = || claims.as_ref().map_or(Actor::Visitor, AccessClaims::actor);
    let context = RequestContext {
        actor: machine.unwrap_or_else(person),
        request_id: request_id.as_str().to_owned(),
        ip: Some(caller_address(request, app.settings().behind_proxy)),
        user_agent: header(header::USER_AGENT).map(str::to_owned),
        session: claims.as_ref().map(|it| it.sid.clone()),
        limited: claims.filter(|it| it.limited).map(|it| it.sub),
        refresh_token: cookie(REFRESH_COOKIE),
        device: cookie(DEVICE_COOKIE),
        // Every browser of today says where it asks from; our own script says who it is.
        is_browser: header(ASKED_FROM).is_some() || request.headers().contains_key(OWN_SCRIPT),
        cookies: CookieJar::default(),
    };
    Ok((context, by_cookie))
}

pub(super) fn refuse(status: u16, code: &str, message: &str) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    let error = serde_json::json!({ "message": message, "extensions": { "code": code } });
    HttpResponse::build(status)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(serde_json::json!({ "data": null, "errors": [error] }))
}
