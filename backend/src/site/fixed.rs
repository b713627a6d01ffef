//! Files and addresses that are no pages: styles, the icon, `robots.txt`, the site map.

use std::fmt::Write;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path},
};
use serde_json::{Value, json};

use super::{Site, SiteError, answer::send, page, security};

/// Addresses of the site map that are there on every installation.
const FIXED: [&str; 21] = [
    "/",
    "/providers",
    "/providers/waste",
    "/ranking",
    "/demands",
    "/notices",
    "/policies",
    "/policies/compare",
    "/policies/limits",
    "/policies/duties",
    "/policies/compare-regions",
    "/apps",
    "/open-data",
    "/open-data/ocds",
    "/quality",
    "/classroom",
    "/ask",
    "/ask/topics",
    "/about",
    "/privacy",
    "/accessibility",
];

/// `/assets/<name>.<hash>.<ext>`.
pub(super) async fn asset(
    site: Data<Site>,
    file: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let Some(asset) = site.assets.addressed(&file) else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let caching =
        if cfg!(debug_assertions) { "no-cache" } else { "public, max-age=31536000, immutable" };
    let mut response = HttpResponse::Ok()
        .content_type(asset.media_type.as_str())
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::VARY, "accept-encoding"))
        .body(asset.content.clone());
    security::as_page(response.headers_mut());
    response
}

/// The icon, at the address browsers try by themselves.
pub(super) async fn favicon(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    match site.assets.named("favicon.svg") {
        Some(asset) => {
            let mut response = send(
                &request,
                actix_web::http::StatusCode::OK,
                "image/svg+xml",
                asset.content.clone(),
            );
            let day = header::HeaderValue::from_static("public, max-age=86400");
            response.headers_mut().insert(header::CACHE_CONTROL, day);
            response
        }
        None => site.refuse(&SiteError::NotFound, &request),
    }
}

/// Everything public may be read by machines; the workspace is not for them.
pub(super) async fn robots(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let body = format!(
        "User-agent: *\nDisallow: /workspace\nDisallow: /graphql\nDisallow: /search?\nDisallow: /ask?\nDisallow: /shared/\n\
         Sitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap-policies.xml\n",
        base = site.settings.base_url
    );
    send(&request, actix_web::http::StatusCode::OK, "text/plain; charset=utf-8", body)
}

/// The fixed pages and what stands on the first page of each list. Demo entries are left out:
/// a search engine should not offer invented firms.
pub(super) async fn sitemap(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let reply = (site.run)(page::SITEMAP, json!({})).await;
    let data = match reply {
        Ok(mut reply) => reply["data"].take(),
        Err(error) => {
            tracing::warn!(?error, "site map without lists");
            Value::Null
        }
    };
    let listed = ["providers", "demands", "laws"]
        .into_iter()
        .flat_map(|list| data[list]["nodes"].as_array())
        .flatten()
        .filter(|node| node["isDemo"] != true)
        .filter_map(|node| node["url"].as_str());
    map_of(&site, &request, FIXED.into_iter().chain(listed))
}

/// Every dated text of the library, as far as a site map may go.
pub(super) async fn law_sitemap(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    /// Of a hundred each: 10,000 addresses.
    const PAGES: usize = 100;
    let mut listed: Vec<String> = Vec::new();
    let mut after = Value::Null;
    for _ in 0..PAGES {
        let mut reply = match (site.run)(page::LAW_SITEMAP, json!({ "after": after })).await {
            Ok(reply) => reply,
            Err(error) => return site.refuse(&error, &request),
        };
        let laws = reply["data"]["laws"].take();
        let urls = laws["nodes"].as_array().into_iter().flatten();
        listed.extend(urls.filter_map(|it| it["url"].as_str().map(str::to_owned)));
        if laws["pageInfo"]["hasNextPage"] != true {
            break;
        }
        after = laws["pageInfo"]["endCursor"].clone();
    }
    map_of(&site, &request, listed.iter().map(String::as_str))
}

fn map_of<'a>(
    site: &Site,
    request: &HttpRequest,
    addresses: impl Iterator<Item = &'a str>,
) -> HttpResponse {
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for address in addresses {
        let full = format!("{}{address}", site.settings.base_url);
        writeln!(body, "<url><loc>{}</loc></url>", kernel::Escaped(&full))
            .expect("a string takes any text");
    }
    body.push_str("</urlset>\n");
    send(request, actix_web::http::StatusCode::OK, "application/xml; charset=utf-8", body)
}

/// Where an address with a slash too many should have gone; None for any other address.
pub(super) fn without_slash(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().strip_suffix('/')?;
    // A second slash at the front, of either kind, would lead to another host.
    if path.is_empty() || path[1..].starts_with(['/', '\\']) || path.ends_with('/') {
        return None;
    }
    let query = request.query_string();
    let target = match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    };
    let mut response =
        HttpResponse::PermanentRedirect().insert_header((header::LOCATION, target)).finish();
    security::as_page(response.headers_mut());
    Some(response)
}
