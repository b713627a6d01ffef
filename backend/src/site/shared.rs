//! What a share code shares. The door asks for it, since opening is written down.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header};
use minijinja::{Value, context};
use serde_json::Value as Json;

use super::{Site, address::Address, answer::HTML, page, render};

impl Site {
    /// The page of what a code shares. Nobody keeps it: each opening is one.
    pub fn shared(&self, request: &HttpRequest, opened: Json) -> HttpResponse {
        let values = context! {
            data => render::value(opened),
            page => context! { name => page::SHARED.name, hall => page::SHARED.hall, has_twin => false },
            canonical => "",
            here => Value::from_object(Address::new("/shared", [])),
            notes => Vec::<Value>::new(),
            now => self.now(),
        };
        let filled = self.templates.fill(page::SHARED.template, values);
        let mut answer = self.page_or_fault(filled, request, StatusCode::OK, HTML);
        let no_store = header::HeaderValue::from_static("no-store");
        answer.headers_mut().insert(header::CACHE_CONTROL, no_store);
        answer
    }
}
