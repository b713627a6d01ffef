//! Pages of one thing, and the pages of words only.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use minijinja::context;
use serde_json::json;

use super::{
    Site, SiteError,
    address::{Address, encoded},
    answer::{Form, Visit},
    lists::is_name,
    page::{self, Page},
};

/// `/providers/{id}`.
pub(super) async fn provider(
    site: Data<Site>,
    id: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    one(&site, &request, &page::PROVIDER, "/providers", &id).await
}

/// `/demands/{id}`.
pub(super) async fn demand(
    site: Data<Site>,
    id: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    one(&site, &request, &page::DEMAND, "/demands", &id).await
}

/// `/notices/{id}`.
pub(super) async fn notice(
    site: Data<Site>,
    id: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    one(&site, &request, &page::NOTICE, "/notices", &id).await
}

async fn one(
    site: &Site,
    request: &HttpRequest,
    page: &'static Page,
    list: &str,
    step: &str,
) -> HttpResponse {
    let (id, form) = Form::split(step);
    if matches!(form, Form::Text | Form::Pdf) || !is_name(id) {
        return site.refuse(&SiteError::NotFound, request);
    }
    let visit = Visit {
        page,
        address: Address::new(format!("{list}/{}", encoded(id)), []),
        variables: Some(json!({ "id": id })),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, request).await
}

/// The pages that hold words and no data.
pub(super) async fn words_only(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let pages = [&page::CLASSROOM, &page::ASK, &page::PRIVACY, &page::ACCESSIBILITY];
    let name = request.path().trim_start_matches('/');
    let Some(page) = pages.into_iter().find(|page| page.name == name) else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let visit = Visit {
        page,
        address: Address::new(format!("/{name}"), []),
        variables: None,
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_no_markup_and_no_path() {
        assert!(is_name("prv_01J0000"));
        assert!(is_name("中华人民共和国生态环境法典"));
        assert!(!is_name("<b>"));
        assert!(!is_name("a b"));
        assert!(!is_name(""));
    }
}
