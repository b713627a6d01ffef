//! The door for public pages: `frontend/site/<page>/page.graphql` is run in-process against the
//! public schema as the visitor, and `page.html` (MiniJinja) is filled with what came back.
//!
//! | address | page | twin |
//! |---|---|---|
//! | `/` | `home` | `/index.json` |
//! | `/search` `/providers` `/demands` `/policies` | lists; the query string is the filter | `….json` |
//! | `/apps` | neighbouring systems, and whether they open | `….json` |
//! | `/open-data` | files of the public facts, and what each column says | `….json` |
//! | `/open-data/ocds` | needs as contracting processes (OCDS) | `….json` |
//! | `/providers/{id}/report` `/reports` `/quality` | saying that a page is wrong, what came of it, how fast errors are mended | `….json` |
//! | `/shared/{code}` | a dated copy of a page, for whoever has the code | |
//! | `/ranking` | by which rules the directory is ordered | `….json` |
//! | `/providers/waste` `/providers/compare` | who may take a waste, providers side by side | `….json` |
//! | `/providers.csv` `/providers.xlsx` | the directory as a table, filtered as the list | |
//! | `/providers/{id}` `/demands/{id}` | one provider, one need | `….json` |
//! | `/practice` | needs of the practice hall, and what it is | `….json` |
//! | `/notices` `/notices/{id}` | notices of government buyers, one project | `….json` |
//! | `/policies/{law}` | one law, articles paged, as of a day | `….json`, `….txt`, `….pdf` |
//! | `/policies/{law}/{article}` | one article | `….json`, `….txt`, `….pdf` |
//! | `/policies/{law}/succession` | which articles took the place of a repealed law's | |
//! | `/policies/compare` | two texts, or two articles, side by side | `….json` |
//! | `/policies/limits` | which limit holds for a pollutant, an industry, a place and a day | `….json` |
//! | `/policies/duties` | what a firm must do, by when | `….json`, `….ics` |
//! | `/policies/compare-regions` | duties as the three provinces have them | `….json` |
//! | `/policies/follows/{token}.atom`, `.ics` | what somebody follows, for whoever knows the address | |
//! | `/policies.atom` | what happened to texts, as a feed | |
//! | `/about` | who runs it, and where the data comes from | `….json` |
//! | `/ask` `/ask/topics` | the assistant (`/ask` itself: `http::ask`), what is asked often | `….json` |
//! | `/ask/guides/{id}` | a guide through a procedure | |
//! | `/ask/expert` `/ask/{code}` | handing a question to a person, what came of it | |
//! | `/classroom` `/privacy` `/accessibility` | words only | |
//! | `/demands.atom` | the newest needs as a feed | |
//! | `/assets/<name>.<hash>.<ext>`, `/favicon.svg`, `/robots.txt`, `/sitemap.xml`, `/sitemap-policies.xml` | files | |
//!
//! Promises: every page can be read, filtered and paged without script; what a visitor may not
//! see is answered as not found; wrong filters are ignored with a note, wrong cursors are a 400
//! that leads back to the first page. Pages translate and never decide.

mod address;
mod answer;
mod ask;
mod assets;
mod duties;
mod feed;
mod filters;
mod fixed;
mod follow;
mod law;
mod library;
mod linked;
mod lists;
mod map;
mod packing;
mod page;
mod params;
mod place;
mod providers;
mod refusal;
mod render;
mod report;
pub mod security;
mod shared;
mod table;
mod things;
mod time;
mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

pub use ask::TypedQuestion;
pub use page::documents;
pub use report::TypedReport;

/// Runs one document (the text of a `page.graphql`, one `&'static str` for each page, so its
/// address may serve as the key of a cache of parsed documents) with its variables against the
/// public schema, as a visitor nobody knows. Answers `{"data": …}`.
pub type RunQuery = Arc<
    dyn Fn(
            &'static str,
            serde_json::Value,
        ) -> BoxFuture<'static, Result<serde_json::Value, SiteError>>
        + Send
        + Sync,
>;

/// Tells the present instant; a standing clock in tests.
pub type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// Nothing there, or not for visitors; the same words for both.
    NotFound,
    /// The address is malformed: a foreign cursor, an over-long query.
    BadInput,
    /// A limit was passed: too many requests, or a query over the limits.
    LimitExceeded,
    /// The answer took too long.
    Timeout,
    /// Our fault. The id of the request helps whoever looks for it, when there is one.
    Internal(Option<String>),
}

impl SiteError {
    /// Translates `extensions.code` of a GraphQL error. Unknown codes are our fault.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "NOT_FOUND" | "FORBIDDEN" | "UNAUTHENTICATED" => Self::NotFound,
            "BAD_INPUT" => Self::BadInput,
            "LIMIT_EXCEEDED" => Self::LimitExceeded,
            "TIMEOUT" => Self::Timeout,
            _ => Self::Internal(None),
        }
    }

    /// The status the page is sent with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadInput => StatusCode::BAD_REQUEST,
            Self::LimitExceeded => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What differs from one installation to the next.
#[derive(Clone)]
pub struct SiteSettings {
    /// Where visitors reach the site, without a slash at the end: `https://example.org`.
    pub base_url: String,
    /// 指导单位, in the order shown; the column is left out when empty.
    pub guided_by: Vec<String>,
    /// 主办单位 and 承办单位, in the order shown.
    pub operated_by: Vec<String>,
    /// Number of the ICP filing, when there is one.
    pub icp_number: Option<String>,
    /// Number of the public security filing, when there is one.
    pub police_number: Option<String>,
    /// How a person reaches people: a telephone number or an e-mail address.
    pub contact: Option<String>,
    /// What the ids of contracting processes start with.
    pub ocid_prefix: String,
    /// The font PDF files are set in; the usual ones of the machine when there is none.
    pub font: Option<String>,
    /// The clock.
    pub now: Now,
}

/// The public pages: templates compiled and files hashed once, at the start.
pub struct Site {
    run: RunQuery,
    settings: SiteSettings,
    templates: render::Templates,
    assets: Arc<assets::Assets>,
    /// Files set lately, by what they say.
    pdfs: moka::sync::Cache<String, web::Bytes>,
}

/// How many files are kept.
const KEPT_FILES: u64 = 24;

impl Site {
    /// Compiles the templates and hashes the files.
    ///
    /// # Panics
    /// When a template that is part of the program does not compile, which a test excludes.
    #[must_use]
    pub fn new(run: RunQuery, settings: SiteSettings) -> Self {
        let assets = Arc::new(assets::Assets::load());
        let templates = render::Templates::compile(&settings, &assets);
        Self { run, settings, templates, assets, pdfs: moka::sync::Cache::new(KEPT_FILES) }
    }

    /// What the ids of contracting processes start with.
    fn ocds_prefix(&self) -> &str {
        &self.settings.ocid_prefix
    }

    /// Where visitors reach the site, without a slash at the end.
    fn base(&self) -> &str {
        &self.settings.base_url
    }

    /// The page that says what went wrong and what to do, or the same as JSON for an address
    /// that ends in `.json`. For middleware that refuses a request itself (429, 503).
    #[must_use]
    pub fn refuse(&self, error: &SiteError, request: &HttpRequest) -> HttpResponse {
        refusal::page(self, error, None, request)
    }
}

/// Answers whatever no route answers; for `App::default_service`.
pub async fn not_found(site: web::Data<Site>, request: HttpRequest) -> HttpResponse {
    match fixed::without_slash(&request) {
        Some(redirect) => redirect,
        None => site.refuse(&SiteError::NotFound, &request),
    }
}

/// Adds every address of the public pages. Expects a [`web::Data`] of [`Site`] in the app.
pub fn routes(cfg: &mut web::ServiceConfig) {
    macro_rules! at {
        ($($path:literal)+ => $handler:path) => {
            $(cfg.service(
                web::resource($path)
                    .route(web::get().to($handler))
                    .route(web::head().to($handler)),
            );)+
        };
    }
    at!("/" "/index.json" => lists::home);
    at!("/search" "/search.json" => lists::search);
    at!("/providers" "/providers.json" => providers::list);
    at!("/providers.csv" => table::as_csv);
    at!("/providers.xlsx" => table::as_xlsx);
    at!("/providers/waste" "/providers/waste.json" => providers::waste);
    at!("/providers/labs" "/providers/labs.json" => providers::labs);
    at!("/providers/compare" "/providers/compare.json" => providers::compare);
    at!("/providers/map" "/providers/map.json" => providers::map);
    at!("/demands/map" "/demands/map.json" => lists::demands_map);
    at!("/ranking" "/ranking.json" => providers::ranking);
    at!("/apps" "/apps.json" => lists::apps);
    at!("/open-data" "/open-data.json" => lists::open_data);
    at!("/open-data/ocds" "/open-data/ocds.json" => lists::ocds);
    at!("/demands" "/demands.json" => lists::demands);
    at!("/demands.atom" => feed::demands);
    at!("/practice" "/practice.json" => lists::practice);
    at!("/notices" "/notices.json" => lists::notices);
    at!("/notices/{id}" => things::notice);
    at!("/policies" "/policies.json" => lists::policies);
    at!("/providers/{id}/report" "/providers/{id}/report.json" => report::form);
    at!("/reports" "/reports.json" => report::receipt);
    at!("/quality" "/quality.json" => lists::quality);
    at!("/providers/{id}" => things::provider);
    at!("/demands/{id}" => things::demand);
    at!("/policies.atom" => feed::policies);
    at!("/policies/compare" "/policies/compare.json" => library::compare);
    at!("/policies/limits" "/policies/limits.json" => library::limits);
    at!("/policies/duties" "/policies/duties.json" => duties::list);
    at!("/policies/duties.ics" => duties::calendar);
    at!("/policies/compare-regions" "/policies/compare-regions.json" => library::regions);
    at!("/policies/follows/{file}" => follow::feed);
    at!("/policies/{law}" => library::law);
    at!("/policies/{law}/succession" => library::succession);
    at!("/policies/{law}/{article}" => library::article);
    at!("/about" "/about.json" => lists::about);
    at!("/ask" "/ask.json" => ask::ask);
    at!("/ask/topics" "/ask/topics.json" => ask::topics);
    at!("/ask/guides/{id}" => ask::guide);
    at!("/ask/expert" => ask::expert);
    at!("/ask/{code}" => ask::code);
    at!("/classroom" "/privacy" "/accessibility" => things::words_only);
    at!("/assets/{file}" => fixed::asset);
    at!("/favicon.svg" "/favicon.ico" => fixed::favicon);
    at!("/robots.txt" => fixed::robots);
    at!("/sitemap.xml" => fixed::sitemap);
    at!("/sitemap-policies.xml" => fixed::law_sitemap);
}
