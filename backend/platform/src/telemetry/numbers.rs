//! Counts requests. Each thread keeps the counters it has used, since looking one up by its
//! labels costs more than counting; there are few, as routes, methods and codes are few.

use std::cell::RefCell;
use std::collections::HashMap;

use actix_web::http::{Method, StatusCode};
use metrics::{Counter, Histogram, counter, histogram};

thread_local! {
    static ROUTES: RefCell<HashMap<String, Vec<Numbers>>> = RefCell::default();
}

/// The counters of one route, method and status.
struct Numbers {
    method: &'static str,
    status: &'static str,
    requests: Counter,
    seconds: Histogram,
}

impl Numbers {
    fn new(method: &'static str, status: &'static str, route: &str) -> Self {
        let route = route.to_owned();
        let requests = counter!(
            "http_requests_total",
            "method" => method, "route" => route.clone(), "status" => status
        );
        let seconds = histogram!("http_request_seconds", "method" => method, "route" => route);
        Self { method, status, requests, seconds }
    }

    fn add(&self, seconds: f64) {
        self.requests.increment(1);
        self.seconds.record(seconds);
    }
}

/// Counts one request. The recorder must be installed before the first.
pub(super) fn count(method: &'static str, route: String, status: StatusCode, seconds: f64) {
    let status = status_name(status);
    ROUTES.with_borrow_mut(|routes| {
        let Some(known) = routes.get_mut(&route) else {
            let numbers = Numbers::new(method, status, &route);
            numbers.add(seconds);
            routes.insert(route, vec![numbers]);
            return;
        };
        match known.iter().find(|it| it.method == method && it.status == status) {
            Some(numbers) => numbers.add(seconds),
            None => {
                let numbers = Numbers::new(method, status, &route);
                numbers.add(seconds);
                known.push(numbers);
            }
        }
    });
}

/// A caller may invent methods; the numbers know nine.
pub(super) fn method_name(method: &Method) -> &'static str {
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
