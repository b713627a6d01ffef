//! The middleware around every request: id, span, log line, numbers.

use std::future::Future;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::HeaderName;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;

use super::RequestId;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Paths whose requests are many and say little.
const QUIET: [&str; 6] = ["/assets/", "/static/", "/favicon", "/healthz", "/readyz", "/metrics"];

/// Wraps the app: `App::new().wrap(from_fn(telemetry::observe))`, outermost.
///
/// Puts a [`RequestId`] into the request's extensions and the answer's `x-request-id`, opens a
/// span, counts, and writes one line when the answer's head is ready. The line names the route
/// (`/demands/{id}`) beside the path and never the query, which may hold what a person typed.
///
/// # Errors
/// Those of the app, with the id added to their answer.
pub async fn observe<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let begun = Instant::now();
    let id = RequestId::of(request.headers());
    let method = method_name(request.method());
    let path = request.path();
    let is_quiet = QUIET.iter().any(|it| path.starts_with(it));
    let span = tracing::info_span!("request", request.id = id.as_str(), method, path);
    request.extensions_mut().insert(id.clone());

    let answer = instrumented(next.call(request), span.clone()).await;

    let seconds = begun.elapsed().as_secs_f64();
    let (status, route) = match &answer {
        Ok(it) => (it.status(), it.request().match_pattern()),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    // One name for all paths nobody serves: a scanner must not make the numbers grow.
    let route = route.unwrap_or_else(|| "unmatched".to_owned());
    span.in_scope(|| write_line(&route, status, seconds, is_quiet));
    count(method, route, status, seconds);
    stamp(answer, &id)
}

/// Without a subscriber that wants the span, the future is not wrapped at all.
async fn instrumented<T>(future: impl Future<Output = T>, span: tracing::Span) -> T {
    if span.is_disabled() { future.await } else { future.instrument(span).await }
}

fn write_line(route: &str, status: StatusCode, seconds: f64, is_quiet: bool) {
    let status = status.as_u16();
    let duration_ms = (seconds * 100_000.0).round() / 100.0;
    if status >= 500 {
        tracing::error!(route, status, duration_ms, "request failed");
    } else if is_quiet {
        tracing::debug!(route, status, duration_ms, "request");
    } else {
        tracing::info!(route, status, duration_ms, "request");
    }
}

fn count(method: &'static str, route: String, status: StatusCode, seconds: f64) {
    let status = status_name(status);
    let labels = [
        metrics::Label::from_static_parts("method", method),
        metrics::Label::new("route", route.clone()),
        metrics::Label::from_static_parts("status", status),
    ];
    metrics::counter!("http_requests_total", labels.iter()).increment(1);
    metrics::histogram!("http_request_seconds", "method" => method, "route" => route)
        .record(seconds);
}

fn stamp<B>(
    answer: Result<ServiceResponse<B>, Error>,
    id: &RequestId,
) -> Result<ServiceResponse<B>, Error> {
    match answer {
        Ok(mut response) => {
            response.headers_mut().insert(HEADER, id.header());
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            response.headers_mut().insert(HEADER, id.header());
            Err(InternalError::from_response(error, response).into())
        }
    }
}

/// A caller may invent methods; the numbers know nine.
fn method_name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "PATCH" => "PATCH",
        _ => "OTHER",
    }
}

/// The usual codes as text, without allocating.
fn status_name(status: StatusCode) -> &'static str {
    match status.as_u16() {
        200 => "200",
        204 => "204",
        206 => "206",
        301 => "301",
        302 => "302",
        303 => "303",
        304 => "304",
        308 => "308",
        400 => "400",
        401 => "401",
        403 => "403",
        404 => "404",
        405 => "405",
        408 => "408",
        413 => "413",
        422 => "422",
        429 => "429",
        500 => "500",
        503 => "503",
        other => match other / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        },
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
