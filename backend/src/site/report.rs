//! Reporting an error on a provider's page: the form, what is wrong with it, the receipt.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use kernel::id::{ErrorReportId, ProviderId};
use minijinja::context;
use serde::Deserialize;
use serde_json::json;

use super::{Site, SiteError, address::Address, answer::Visit, lists, page, params::Params, words};

/// What somebody typed into the form, as it is shown again.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TypedReport {
    /// Where on the page; the name of a part.
    pub part: String,
    /// What is wrong.
    pub text: String,
    /// Where to answer.
    pub email: String,
}

/// `/providers/{id}/report?part=`.
pub(super) async fn form(site: Data<Site>, id: Path<String>, request: HttpRequest) -> HttpResponse {
    let params = match Params::read(request.query_string()) {
        Ok(params) => params,
        Err(error) => return site.refuse(&error, &request),
    };
    let part = params.typed("part").to_ascii_uppercase();
    let typed = TypedReport { part, ..TypedReport::default() };
    site.report_form(&request, &id, &typed, &[]).await
}

impl Site {
    /// The form with what was typed, and what is wrong with it: the name of each field, empty for
    /// the whole, and a sentence.
    pub async fn report_form(
        &self,
        request: &HttpRequest,
        id: &str,
        typed: &TypedReport,
        wrong: &[(String, String)],
    ) -> HttpResponse {
        if ProviderId::parse(id).is_err() {
            return self.refuse(&SiteError::NotFound, request);
        }
        let problems: Vec<_> =
            wrong.iter().map(|(path, message)| context! { path, message }).collect();
        let TypedReport { part, text, email } = typed;
        let visit = Visit {
            page: &page::REPORT,
            address: Address::new(format!("/providers/{id}/report"), []),
            variables: Some(json!({ "id": id })),
            beside: context! {
                asked => context! { part, text, email },
                parts => words::reported_parts(),
                wrong => problems,
            },
            notes: Vec::new(),
        };
        let mut answer = self.answer(visit, request).await;
        if !wrong.is_empty() && answer.status() == StatusCode::OK {
            answer.head_mut().status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        answer
    }
}

/// `/reports?receipt=`.
pub(super) async fn receipt(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::list(&site, &request, &page::REPORTS, |params, _| {
        let receipt = params.typed("receipt");
        let is_asked = ErrorReportId::parse(&receipt).is_ok();
        lists::Asked {
            variables: is_asked.then(|| json!({ "receipt": receipt })),
            beside: context! {},
            pairs: vec![("receipt", receipt)],
        }
    })
    .await
}
