//! The bare floor: what the same answers cost with nothing in between.
//!
//! actix-web, prepared statements on the product's own SQLite file, two tantivy indexes with
//! jieba; no GraphQL, no guards, no limits, no log. The JSON has the product's shape, so both
//! sides write the same bytes.

mod index;
mod listing;
mod search;
mod tokens;

pub(crate) use index::build;

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Context;
use listing::Tables;
use search::Searcher;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// The GraphQL envelope, for the same shape.
#[derive(Serialize)]
struct Data<T: Serialize> {
    data: T,
}

fn answer<T: Serialize>(found: anyhow::Result<Option<T>>) -> HttpResponse {
    match found {
        Ok(Some(data)) => HttpResponse::Ok().json(Data { data }),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => HttpResponse::InternalServerError().body(format!("{error:#}")),
    }
}

#[derive(Deserialize)]
struct ListAsked {
    region: String,
    category: String,
}

async fn list(tables: web::Data<Tables>, asked: web::Query<ListAsked>) -> HttpResponse {
    answer(tables.list(&asked.region, &asked.category).map(Some))
}

async fn detail(tables: web::Data<Tables>, id: web::Path<String>) -> HttpResponse {
    answer(tables.detail(&id))
}

#[derive(Deserialize)]
struct SearchAsked {
    q: String,
    region: Option<String>,
    category: Option<String>,
    #[serde(default)]
    without_total: bool,
}

async fn providers(searcher: web::Data<Searcher>, asked: web::Query<SearchAsked>) -> HttpResponse {
    let (region, category) = (asked.region.as_deref(), asked.category.as_deref());
    answer(searcher.providers(&asked.q, region, category).map(Some))
}

async fn articles(searcher: web::Data<Searcher>, asked: web::Query<SearchAsked>) -> HttpResponse {
    answer(searcher.articles(&asked.q, !asked.without_total).map(Some))
}

/// Serves until it is killed.
///
/// # Errors
/// When the database or the index cannot be opened, or the port is taken.
pub(crate) async fn serve(data: &Path, listen: SocketAddr) -> anyhow::Result<()> {
    let searcher = web::Data::new(Searcher::open(data)?);
    let file = Arc::new(crate::data::database(data));
    // Opened once here, so that a wrong file is told and not met in every worker.
    Tables::open(&file).context("open the database")?;
    HttpServer::new(move || {
        let tables = Tables::open(&file).expect("it was opened a moment ago");
        App::new()
            .app_data(searcher.clone())
            .app_data(web::Data::new(tables))
            .route("/list", web::get().to(list))
            .route("/providers/{id}", web::get().to(detail))
            .route("/search/providers", web::get().to(providers))
            .route("/search/articles", web::get().to(articles))
    })
    .bind(listen)?
    .run()
    .await
    .context("serve the floor")
}
