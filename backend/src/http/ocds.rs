//! Needs as contracting processes: releases, records, the feed of releases, the table of processes.
//!
//! What is written in a release never changes, so the tag of an answer follows from how many there are.

use crate::app::App;
use crate::site::{Site, SiteError};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::Context;
use bytes::Bytes;
use futures::stream;
use market::ocds::{self, ProcessRow, ReleaseRow, rules};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// How many processes are read at once for the table.
const BATCH: u64 = 500;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let at = |path: &str| web::resource(path.to_owned());
    let feed = at("/open-data/ocds/releases.json");
    let table = at("/open-data/ocds/processes.csv");
    let record = at("/open-data/ocds/records/{ocid}.json");
    let releases = at("/open-data/ocds/releases/{ocid}.json");
    cfg.service(feed.route(web::get().to(follow)).route(web::head().to(follow)))
        .service(table.route(web::get().to(list)).route(web::head().to(list)))
        .service(record.route(web::get().to(record_of)).route(web::head().to(record_of)))
        .service(releases.route(web::get().to(releases_of)).route(web::head().to(releases_of)));
}

/// Where a reader of the feed is, and how much it takes at once.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    after: String,
    #[serde(default)]
    limit: String,
}

async fn follow(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    asked: web::Query<Asked>,
) -> HttpResponse {
    let number = |text: &str, usual: u64| match text {
        "" => Some(usual),
        text => text.parse::<u64>().ok(),
    };
    let after = number(&asked.after, 0).and_then(|it| i64::try_from(it).ok());
    let limit = number(&asked.limit, rules::FEED_LIMIT).filter(|it| *it > 0);
    let (Some(after), Some(limit)) = (after, limit) else {
        return site.refuse(&SiteError::BadInput, &request);
    };
    let limit = limit.min(rules::FEED_LIMIT);
    answer(&site, &request, page(&app, &request, after, limit).await)
}

/// The releases after a place, newest last. The next address is there at the end as well: a reader that
/// comes back to it gets what has come meanwhile.
async fn page(
    app: &App,
    request: &HttpRequest,
    after: i64,
    limit: u64,
) -> anyhow::Result<Option<HttpResponse>> {
    let rows = failed(ocds::releases_after(app.db().read(), after, limit + 1).await)?;
    let more = rows.len() as u64 > limit;
    let rows = &rows[..rows.len().min(usize::try_from(limit).unwrap_or(usize::MAX))];
    let last = rows.last().map_or(after, |it| it.seq);
    let tag = format!("\"ocds-{after}-{last}-{}-{more}\"", rows.len());
    if is_known(request, &tag) {
        return Ok(Some(not_modified(tag)));
    }
    let publisher = app.ocds_publisher();
    let at = rows.last().map_or_else(|| app.db().clock().now(), |it| it.released_at);
    let path = format!("releases.json?after={after}&limit={limit}");
    let mut package = match rows.is_empty() {
        // A package has a release at least, says its schema: the end of the feed is none.
        true => Map::from_iter([("releases".to_owned(), json!([]))]),
        false => publisher.releases(&path, at, bodies(rows)?),
    };
    let next = publisher.address(&format!("releases.json?after={last}&limit={limit}"));
    package.insert("links".into(), json!({ "next": next }));
    package.insert("hasMore".into(), json!(more));
    Ok(Some(json_answer(tag, &Value::Object(package))))
}

async fn record_of(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    ocid: web::Path<String>,
) -> HttpResponse {
    answer(&site, &request, package(&app, &request, &ocid, true).await)
}

async fn releases_of(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    ocid: web::Path<String>,
) -> HttpResponse {
    answer(&site, &request, package(&app, &request, &ocid, false).await)
}

async fn package(
    app: &App,
    request: &HttpRequest,
    ocid: &str,
    as_record: bool,
) -> anyhow::Result<Option<HttpResponse>> {
    let db = app.db().read();
    let Some(process) = failed(ocds::find_process(db, ocid).await)? else { return Ok(None) };
    let kind = if as_record { "record" } else { "releases" };
    let tag = format!("\"{ocid}-{}-{kind}\"", process.release_count);
    if is_known(request, &tag) {
        return Ok(Some(not_modified(tag)));
    }
    let releases = bodies(&failed(ocds::releases_of(db, &process).await)?)?;
    let publisher = app.ocds_publisher();
    let whole = if as_record {
        publisher.record(ocid, process.released_at, &read(&process.compiled)?, &releases)
    } else {
        let path = format!("releases/{ocid}.json");
        Value::Object(publisher.releases(&path, process.released_at, releases))
    };
    Ok(Some(json_answer(tag, &whole)))
}

async fn list(app: web::Data<App>, site: web::Data<Site>, request: HttpRequest) -> HttpResponse {
    let told = match failed(ocds::head(app.db().read()).await) {
        Ok(head) => {
            let tag = format!("\"ocds-{head}.csv\"");
            Ok(Some(if is_known(&request, &tag) { not_modified(tag) } else { table(&app, tag) }))
        }
        Err(error) => Err(error),
    };
    answer(&site, &request, told)
}

/// Written as it is read, some processes at a time.
fn table(app: &web::Data<App>, tag: String) -> HttpResponse {
    let (app, head) = (app.clone(), Some(rules::table_head()));
    let rows = stream::try_unfold(
        (app, String::new(), head, 0_u64),
        |(app, after, head, count)| async move {
            if let Some(head) = head {
                return Ok(Some((Bytes::from(head), (app, after, None, count))));
            }
            if count >= rules::TABLE_LIMIT {
                return Ok(None);
            }
            let found = failed(ocds::compiled_after(app.db().read(), &after, BATCH).await)?;
            let Some(last) = found.last().map(|it| it.ocid.clone()) else { return Ok(None) };
            let count = count + found.len() as u64;
            let text =
                found.iter().map(|it: &ProcessRow| Ok(rules::table_row(&read(&it.compiled)?)));
            let text = text.collect::<anyhow::Result<String>>()?;
            anyhow::Ok(Some((Bytes::from(text), (app, last, None, count))))
        },
    );
    let rows = futures::TryStreamExt::map_err(rows, |error| {
        tracing::error!(error = format!("{error:#}"), "the table of processes broke off");
        actix_web::error::ErrorInternalServerError("broken off")
    });
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"processes.csv\""))
        .streaming(rows)
}

fn bodies(rows: &[ReleaseRow]) -> anyhow::Result<Vec<Value>> {
    rows.iter().map(|it| read(&it.body)).collect()
}

fn read(text: &str) -> anyhow::Result<Value> {
    serde_json::from_str(text).context("read a release")
}

fn failed<T>(answer: kernel::Result<T>) -> anyhow::Result<T> {
    answer.map_err(|error| anyhow::anyhow!("{error:?}"))
}

fn is_known(request: &HttpRequest, tag: &str) -> bool {
    let known = request.headers().get_all(header::IF_NONE_MATCH);
    known.filter_map(|it| it.to_str().ok()).any(|it| it.contains(tag))
}

fn not_modified(tag: String) -> HttpResponse {
    HttpResponse::NotModified().insert_header((header::ETAG, tag)).finish()
}

fn json_answer(tag: String, whole: &Value) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .json(whole)
}

fn answer(
    site: &Site,
    request: &HttpRequest,
    told: anyhow::Result<Option<HttpResponse>>,
) -> HttpResponse {
    match told {
        Ok(Some(answer)) => answer,
        Ok(None) => site.refuse(&SiteError::NotFound, request),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a release was not read");
            site.refuse(&SiteError::Internal(None), request)
        }
    }
}
