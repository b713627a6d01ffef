//! The middleware around every request: id, span, log line, numbers.

use std::future::Future;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderName;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use tracing::Instrument;

use super::{REQUEST_TARGET, RequestId, numbers};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Paths whose requests are many and say little.
const QUIET: [&str; 5] = ["/assets/", "/workspace/assets/", "/favicon", "/healthz", "/readyz"];

/// Paths whose rest opens something by itself, and stays out of the log.
const SECRET: [&str; 1] = ["/shared/"];

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
    let method = numbers::method_name(request.method());
    let path = shown(request.path()).to_owned();
    let is_quiet = QUIET.iter().any(|it| path.starts_with(it));
    let span =
        tracing::info_span!("request", request.id = id.as_str(), method, path = path.as_str());
    request.extensions_mut().insert(id.clone());

    let answer = instrumented(next.call(request), span.clone()).await;

    let seconds = begun.elapsed().as_secs_f64();
    let (status, route) = match &answer {
        Ok(it) => (it.status(), it.request().match_pattern()),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    // One name for all paths nobody serves: a scanner must not make the numbers grow.
    let route = route.unwrap_or_else(|| "unmatched".to_owned());
    let line = Line { id: &id, method, path: &path, route: &route, status, seconds, is_quiet };
    line.write();
    numbers::count(method, route, status, seconds);
    stamp(answer, &id)
}

/// Without a subscriber that wants the span, the future is not wrapped at all.
async fn instrumented<T>(future: impl Future<Output = T>, span: tracing::Span) -> T {
    if span.is_disabled() { future.await } else { future.instrument(span).await }
}

/// What is said of a finished request.
struct Line<'a> {
    id: &'a RequestId,
    method: &'static str,
    path: &'a str,
    route: &'a str,
    status: StatusCode,
    seconds: f64,
    is_quiet: bool,
}

impl Line<'_> {
    /// Outside of the span: the line says all by itself, and rendering a span's fields again
    /// costs more than the line.
    fn write(&self) {
        let Self { method, path, route, .. } = *self;
        let (id, status) = (self.id.as_str(), self.status.as_u16());
        let duration_ms = (self.seconds * 100_000.0).round() / 100.0;
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    target: REQUEST_TARGET, parent: None,
                    { request.id = id, method, path, route, status, duration_ms },
                    "request"
                )
            };
        }
        if status >= 500 {
            line!(error);
        } else if self.is_quiet {
            line!(debug);
        } else {
            line!(info);
        }
    }
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

/// A path as the log may have it: what opens something by itself is left out.
fn shown(path: &str) -> &str {
    SECRET.iter().find(|it| path.starts_with(**it)).copied().unwrap_or(path)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
