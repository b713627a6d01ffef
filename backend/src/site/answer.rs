//! From a visit to a response: run the document, fill the page, and send it in the form that
//! was asked for, or say that nothing has changed.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::Bytes,
};
use minijinja::{Value, context};
use serde_json::json;

use super::{
    Site, SiteError, address::Address, assets::hash, law::citation, packing, page::Page, refusal,
    render, security,
};

/// How many hexadecimal digits of the body's hash make an entity tag.
const TAG_DIGITS: usize = 32;

/// The form an address asks for by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A page for people.
    Html,
    /// The data of the page, for programs.
    Json,
    /// A law, or one article to be quoted, as plain text.
    Text,
    /// A law or an article to be kept or printed.
    Pdf,
}

impl Form {
    /// Splits the last step of a path into what it names and the form.
    pub(super) fn split(step: &str) -> (&str, Self) {
        if let Some(name) = step.strip_suffix(".json") {
            (name, Self::Json)
        } else if let Some(name) = step.strip_suffix(".txt") {
            (name, Self::Text)
        } else if let Some(name) = step.strip_suffix(".pdf") {
            (name, Self::Pdf)
        } else {
            (step, Self::Html)
        }
    }

    /// The form the whole request asks for.
    pub(super) fn of(request: &HttpRequest) -> Self {
        Self::split(request.path()).1
    }
}

/// One visit to a page.
pub(super) struct Visit {
    /// The page.
    pub(super) page: &'static Page,
    /// Its address, in the one spelling we use.
    pub(super) address: Address,
    /// The variables of its document; None when there is nothing to ask.
    pub(super) variables: Option<serde_json::Value>,
    /// What the page needs to know beside the data: `asked`, `place`, as its template says.
    pub(super) beside: Value,
    /// What was ignored in the address.
    pub(super) notes: Vec<String>,
}

impl Site {
    /// Answers a visit.
    pub(super) async fn answer(&self, visit: Visit, request: &HttpRequest) -> HttpResponse {
        let reply = match &visit.variables {
            Some(variables) => (self.run)(visit.page.document, variables.clone()).await,
            None => Ok(json!({ "data": {} })),
        };
        let mut reply = match reply {
            Ok(reply) => reply,
            // An id of another kind, or none at all, names nothing.
            Err(SiteError::BadInput)
                if visit.page.root.is_some() && !visit.address.is_continued() =>
            {
                return refusal::missing(self, &visit, &render::value(json!({})), request);
            }
            Err(error) => return refusal::page(self, &error, Some(&visit), request),
        };
        let is_missing = visit.page.root.is_some_and(|root| reply["data"][root].is_null());
        if is_missing {
            let data = render::value(reply["data"].take());
            return refusal::missing(self, &visit, &data, request);
        }
        match Form::of(request) {
            Form::Json => {
                send(request, StatusCode::OK, "application/json; charset=utf-8", reply.to_string())
            }
            Form::Html => {
                let page = self.filled(visit, reply["data"].take());
                self.page_or_fault(page, request, StatusCode::OK, HTML)
            }
            // Files are answered by `library`, which asks for the whole text.
            Form::Text | Form::Pdf => {
                let article = render::value(reply["data"]["article"].take());
                let text = citation(&article, &self.now(), &self.settings.base_url);
                self.page_or_fault(text, request, StatusCode::OK, "text/plain; charset=utf-8")
            }
        }
    }

    fn filled(&self, visit: Visit, data: serde_json::Value) -> Result<String, minijinja::Error> {
        let canonical = format!("{}{}", self.settings.base_url, visit.address);
        let values = context! {
            data => render::value(data),
            page => context! {
                name => visit.page.name,
                hall => visit.page.hall,
                has_twin => !visit.page.document.is_empty(),
            },
            canonical,
            here => Value::from_object(visit.address),
            notes => visit.notes,
            now => self.now(),
            ..visit.beside
        };
        self.templates.fill(visit.page.template, values)
    }

    /// Sends a rendered page, or says that we failed, in plain words.
    pub(super) fn page_or_fault(
        &self,
        page: Result<String, minijinja::Error>,
        request: &HttpRequest,
        status: StatusCode,
        media_type: &'static str,
    ) -> HttpResponse {
        match page {
            Ok(body) => send(request, status, media_type, body),
            Err(error) => {
                tracing::error!(path = request.path(), error = %format!("{error:#}"), "fill page");
                let fault = SiteError::Internal(None);
                send(request, fault.status(), HTML, refusal::bare(&fault))
            }
        }
    }

    /// The present instant as templates read it.
    pub(super) fn now(&self) -> String {
        (self.settings.now)().to_rfc3339()
    }
}

/// The media type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Sends a body with its entity tag, or 304 when the client has it already.
pub(super) fn send(
    request: &HttpRequest,
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Bytes>,
) -> HttpResponse {
    let body = body.into();
    let tag = format!("\"{}\"", hash(&body, TAG_DIGITS));
    let is_known = status == StatusCode::OK && names(request, &tag);
    let mut response = if is_known {
        HttpResponse::NotModified().finish()
    } else {
        let mut response = HttpResponseBuilder::new(status);
        response.content_type(media_type);
        match packing::Coding::wanted(request) {
            Some(coding) if body.len() >= packing::WORTH_IT => {
                response.insert_header((header::CONTENT_ENCODING, coding.name()));
                response.body(packing::packed(&tag, coding, &body))
            }
            _ => response.body(body),
        }
    };
    let headers = response.headers_mut();
    if status == StatusCode::OK {
        let tag = HeaderValue::try_from(tag).expect("hexadecimal digits in quotes are a header");
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    security::as_page(headers);
    response
}

/// Whether `If-None-Match` names this tag. Compared weakly: a proxy that compresses marks our
/// tags as weak.
fn names(request: &HttpRequest, tag: &str) -> bool {
    let sent = request.headers().get_all(header::IF_NONE_MATCH);
    sent.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
