//! Pages of the law library: one law, one article, two texts side by side, what took the place of
//! what, and their files.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web::{self, Data, Path},
};
use market::contracts::Block;
use minijinja::context;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::{
    Site, SiteError,
    address::{Address, encoded},
    answer::{Form, Visit, send},
    law,
    lists::{self, Asked, is_name},
    page,
    params::Params,
    place, render, security,
};
use crate::papers::pdf;

/// The highest article number an address may name; the longest law of the land has 1,260.
const HIGHEST_ARTICLE: u32 = 99_999;
/// Whose turn it is to set a file.
static SETTING: Semaphore = Semaphore::const_new(1);
/// The media type of plain text.
const TEXT: &str = "text/plain; charset=utf-8";

/// `/policies/{law}?on=&q=&after=`, and `?article=` of its small form, which leads to the article.
pub(super) async fn law(
    site: Data<Site>,
    step: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let (slug, form) = Form::split(&step);
    if !is_name(slug) {
        return site.refuse(&SiteError::NotFound, &request);
    }
    let params = Params::read(request.query_string());
    let params = params.and_then(|params| Ok((params.cursor()?, params)));
    let (after, mut params) = match params {
        Ok(read) => read,
        Err(error) => return site.refuse(&error, &request),
    };
    let path = format!("/policies/{}", encoded(slug));
    if let Some(typed) = params.article() {
        match number(typed) {
            Some(number) => return lead_to(&format!("{path}/{number}")),
            None => params.notes.push("条号请填数字，例如 38".to_owned()),
        }
    }
    let (on, q) = (params.day("on"), params.search());
    if matches!(form, Form::Text | Form::Pdf) {
        let asked = json!({ "law": slug, "on": given(&on) });
        return whole_law(&site, asked, form, &request).await;
    }
    let visit = Visit {
        page: &page::LAW,
        variables: Some(json!({
            "law": slug, "after": after, "on": given(&on), "words": given(&q),
            "isSearching": !q.is_empty(),
        })),
        beside: context! { on => given(&on), q => &q },
        address: Address::new(path, [("on", on), ("q", q), ("after", after.unwrap_or_default())]),
        notes: params.notes,
    };
    site.answer(visit, &request).await
}

/// `/policies/{law}/{article}?on=`.
pub(super) async fn article(
    site: Data<Site>,
    steps: Path<(String, String)>,
    request: HttpRequest,
) -> HttpResponse {
    let (slug, step) = steps.into_inner();
    let (typed, form) = Form::split(&step);
    let number = is_name(&slug).then(|| number(typed)).flatten();
    let Some(number) = number.filter(|number| number.to_string() == typed) else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let mut params = match Params::read(request.query_string()) {
        Ok(params) => params,
        Err(error) => return site.refuse(&error, &request),
    };
    let on = params.day("on");
    let visit = Visit {
        page: &page::ARTICLE,
        variables: Some(json!({ "law": slug, "number": number, "on": given(&on) })),
        beside: context! { on => given(&on) },
        address: Address::new(format!("/policies/{}/{number}", encoded(&slug)), [("on", on)]),
        notes: params.notes,
    };
    if form == Form::Pdf {
        return article_file(&site, visit, &request).await;
    }
    site.answer(visit, &request).await
}

/// `/policies/compare?a=&b=&m=&n=&all=&after=`: two texts side by side, or two of their articles.
pub(super) async fn compare(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let params = Params::read(request.query_string());
    let params = params.and_then(|params| Ok((params.cursor()?, params)));
    let (after, params) = match params {
        Ok(read) => read,
        Err(error) => return site.refuse(&error, &request),
    };
    let mut notes = params.notes.clone();
    let name = |key: &str| {
        let typed = params.name(key);
        if is_name(&typed) { typed } else { String::new() }
    };
    let (a, b) = (name("a"), name("b"));
    let (m, n) = (number(&params.typed("m")), number(&params.typed("n")));
    let is_asked = !a.is_empty() && !b.is_empty();
    if a.is_empty() != b.is_empty() {
        notes.push("请写明两份文本".to_owned());
    }
    let of_articles = is_asked && m.is_some() && n.is_some();
    let all = params.typed("all") == "1";
    let text = |it: Option<u32>| it.map_or_else(String::new, |it| it.to_string());
    let visit = Visit {
        page: &page::LAW_COMPARE,
        variables: Some(json!({
            "a": a, "b": b, "after": after, "changedOnly": !all,
            "isOfLaws": is_asked && !of_articles, "isOfArticles": of_articles,
            "before": { "law": a, "number": m.unwrap_or(1) },
            "later": { "law": b, "number": n.unwrap_or(1) },
        })),
        beside: context! { a => &a, b => &b, all, is_asked, of_articles, m => text(m), n => text(n) },
        address: Address::new(
            "/policies/compare",
            [
                ("a", a),
                ("b", b),
                ("m", text(m)),
                ("n", text(n)),
                ("all", if all { "1".to_owned() } else { String::new() }),
                ("after", after.unwrap_or_default()),
            ],
        ),
        notes,
    };
    site.answer(visit, &request).await
}

/// `/policies/{law}/succession?after=`: which articles took the place of those of a repealed law.
pub(super) async fn succession(
    site: Data<Site>,
    step: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let params = Params::read(request.query_string());
    let after = match params.and_then(|params| params.cursor()) {
        Ok(after) if is_name(&step) => after,
        Ok(_) => return site.refuse(&SiteError::NotFound, &request),
        Err(error) => return site.refuse(&error, &request),
    };
    let path = format!("/policies/{}/succession", encoded(&step));
    let filter = json!({ "oldLaw": *step, "bestOnly": true });
    let visit = Visit {
        page: &page::SUCCESSION,
        variables: Some(json!({ "law": *step, "filter": filter, "after": after })),
        beside: context! {},
        address: Address::new(path, [("after", after.unwrap_or_default())]),
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

/// `/policies/limits?pollutant=&industry=&discharge=&region=&on=`.
pub(super) async fn limits(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let understand = |params: &mut Params, _: Option<&str>| {
        let [pollutant, industry] = ["pollutant", "industry"].map(|name| params.typed(name));
        let discharge = params.choice("discharge", "排放去向", &["DIRECT", "INDIRECT"]);
        let region = params.region();
        let on = params.day("on");
        let is_asked = !pollutant.is_empty() && region.is_some();
        if !pollutant.is_empty() && region.is_none() {
            params.notes.push("请选地区，地方标准按地区不同".to_owned());
        }
        let code = region.map(|it| it.code.to_string()).unwrap_or_default();
        Asked {
            variables: Some(json!({
                "pollutant": pollutant, "industry": given(&industry), "discharge": discharge,
                "region": if is_asked { code.as_str() } else { "31" }, "on": given(&on),
                "isAsked": is_asked,
            })),
            beside: context! { place => place::chooser(region), is_asked },
            pairs: vec![
                ("pollutant", pollutant),
                ("industry", industry),
                ("discharge", lists::lower(discharge)),
                ("region", code),
                ("on", on),
            ],
        }
    };
    lists::list(&site, &request, &page::LIMITS, understand).await
}

/// `/policies/compare-regions`.
pub(super) async fn regions(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::plain(&site, &request, &page::REGIONS).await
}

/// A value of the schema that is null when nothing was given.
fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A whole law as plain text or as PDF.
async fn whole_law(site: &Site, asked: Value, form: Form, request: &HttpRequest) -> HttpResponse {
    let mut reply = match (site.run)(page::LAW_TEXT, asked).await {
        Ok(reply) => reply,
        Err(SiteError::BadInput) => return site.refuse(&SiteError::NotFound, request),
        Err(error) => return site.refuse(&error, request),
    };
    let found = reply["data"]["law"].take();
    if found.is_null() {
        return site.refuse(&SiteError::NotFound, request);
    }
    let about = match law::about_file(&render::value(found.clone()), &site.now(), site.base()) {
        Ok(about) => about,
        Err(error) => return site.page_or_fault(Err(error), request, StatusCode::OK, TEXT),
    };
    let lines = found["lines"].as_array().map_or(&[][..], Vec::as_slice);
    let words = |it: &Value| it["text"].as_str().unwrap_or_default().to_owned();
    if form == Form::Text {
        let lines: Vec<String> = lines.iter().map(words).collect();
        let body = format!("{}\n\n{about}\n", lines.join("\n"));
        return send(request, StatusCode::OK, TEXT, body);
    }
    let mut blocks: Vec<Block> = lines
        .iter()
        .map(|it| match it["kind"].as_str() {
            Some("TITLE") => Block::Title(words(it)),
            Some("HEADING") => Block::Heading(words(it)),
            _ => Block::Text(words(it)),
        })
        .collect();
    blocks.insert(blocks.len().min(1), Block::Text(about));
    let title = found["title"].as_str().unwrap_or("文件").to_owned();
    as_pdf(site, title, blocks, request).await
}

/// One article as PDF, with everything a quotation needs.
async fn article_file(site: &Site, visit: Visit, request: &HttpRequest) -> HttpResponse {
    let variables = visit.variables.clone().unwrap_or_default();
    let mut reply = match (site.run)(visit.page.document, variables).await {
        Ok(reply) => reply,
        Err(error) => return site.refuse(&error, request),
    };
    let found = reply["data"]["article"].take();
    if found.is_null() {
        return site.refuse(&SiteError::NotFound, request);
    }
    let title = format!(
        "{} {}",
        found["law"]["title"].as_str().unwrap_or_default(),
        found["label"].as_str().unwrap_or_default()
    );
    let quoted = match law::citation(&render::value(found), &site.now(), site.base()) {
        Ok(quoted) => quoted,
        Err(error) => return site.page_or_fault(Err(error), request, StatusCode::OK, TEXT),
    };
    let mut blocks = vec![Block::Title(title.clone())];
    blocks.extend(quoted.lines().map(|it| Block::Text(it.to_owned())));
    as_pdf(site, title, blocks, request).await
}

/// Sets blocks as PDF; the same blocks are set once while they are asked for.
async fn as_pdf(
    site: &Site,
    title: String,
    blocks: Vec<Block>,
    request: &HttpRequest,
) -> HttpResponse {
    let key = super::assets::hash(format!("{blocks:?}").as_bytes(), 32);
    if let Some(known) = site.pdfs.get(&key) {
        return send(request, StatusCode::OK, "application/pdf", known);
    }
    // A code of a thousand articles takes seconds of a core: one at a time, the next is asked to come back.
    let Ok(turn) = SETTING.try_acquire() else {
        return site.refuse(&SiteError::LimitExceeded, request);
    };
    let place = site.settings.font.clone();
    // Reading a font and setting a thousand articles takes a while; others are not kept waiting.
    let set = web::block(move || {
        // Held until the file is set, also when whoever asked has gone.
        let _turn = turn;
        let font = pdf::FontFile::find(place.as_deref());
        font.map(|font| pdf::set(&title, &blocks, &font)).transpose()
    });
    match set.await {
        Ok(Ok(Some(file))) => {
            let file = web::Bytes::from(file);
            site.pdfs.insert(key, file.clone());
            send(request, StatusCode::OK, "application/pdf", file)
        }
        // No font with Chinese characters on this machine: there is no such file here.
        Ok(Ok(None)) => site.refuse(&SiteError::NotFound, request),
        Ok(Err(error)) => {
            tracing::error!(%error, "set a law as PDF");
            site.refuse(&SiteError::Internal(None), request)
        }
        Err(error) => {
            tracing::error!(%error, "set a law as PDF");
            site.refuse(&SiteError::Internal(None), request)
        }
    }
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
}
