//! Pages of one thing, and the pages of words only.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
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
    params::Params,
    security,
};

/// The highest article number an address may name; the longest law of the land has 1,260.
const HIGHEST_ARTICLE: u32 = 99_999;

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
    if form == Form::Text || !is_name(id) {
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

/// `/policies/{law}?after=`, and `?article=` of its small form, which leads to the article.
pub(super) async fn law(
    site: Data<Site>,
    step: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let (slug, form) = Form::split(&step);
    if form == Form::Text || !is_name(slug) {
        return site.refuse(&SiteError::NotFound, &request);
    }
    let params = Params::read(request.query_string());
    let params = params.and_then(|params| Ok((params.cursor()?, params)));
    let (after, params) = match params {
        Ok(read) => read,
        Err(error) => return site.refuse(&error, &request),
    };
    let path = format!("/policies/{}", encoded(slug));
    let mut notes = Vec::new();
    if let Some(typed) = params.article() {
        match number(typed) {
            Some(number) => return lead_to(&format!("{path}/{number}")),
            None => notes.push("条号请填数字，例如 38".to_owned()),
        }
    }
    let visit = Visit {
        page: &page::LAW,
        variables: Some(json!({ "law": slug, "after": after })),
        address: Address::new(path, [("after", after.unwrap_or_default())]),
        beside: context! {},
        notes,
    };
    site.answer(visit, &request).await
}

/// `/policies/{law}/{article}`.
pub(super) async fn article(
    site: Data<Site>,
    steps: Path<(String, String)>,
    request: HttpRequest,
) -> HttpResponse {
    let (slug, step) = steps.into_inner();
    let (typed, _) = Form::split(&step);
    let number = is_name(&slug).then(|| number(typed)).flatten();
    let Some(number) = number.filter(|number| number.to_string() == typed) else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let visit = Visit {
        page: &page::ARTICLE,
        address: Address::new(format!("/policies/{}/{number}", encoded(&slug)), []),
        variables: Some(json!({ "law": slug, "number": number })),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
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

/// The number of an article as people type it: `38`, `第38条`, full-width digits.
fn number(typed: &str) -> Option<u32> {
    let plain: String = typed.chars().map(kernel::text::half_width).collect();
    let digits = plain.trim().trim_start_matches('第').trim_end_matches('条');
    let number = digits.parse().ok()?;
    (1..=HIGHEST_ARTICLE).contains(&number).then_some(number)
}

fn lead_to(address: &str) -> HttpResponse {
    let mut response = HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish();
    security::as_page(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_number_is_read_as_people_type_it() {
        assert_eq!(number("38"), Some(38));
        assert_eq!(number("第３８条"), Some(38));
        assert_eq!(number("0"), None);
        assert_eq!(number("三十八"), None);
        assert_eq!(number("9999999999"), None);
    }

    #[test]
    fn a_name_holds_no_markup_and_no_path() {
        assert!(is_name("prv_01J0000"));
        assert!(is_name("中华人民共和国生态环境法典"));
        assert!(!is_name("<b>"));
        assert!(!is_name("a b"));
        assert!(!is_name(""));
    }
}
