//! The HTTP door: GraphQL, the public pages, the workspace, and what machines ask.

mod ask;
mod contracts;
mod documents;
mod envelopes;
mod exports;
mod feeds;
mod graphql;
mod health;
mod ocds;
mod open_data;
mod originals;
mod reports;
mod scores;
mod shared;
mod socket;
mod workspace;

use crate::app::App;
use crate::site::{self, security};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::{App as Actix, HttpServer, web};
use anyhow::Context;
use platform::telemetry;
use std::net::TcpListener;
use std::time::Duration;
use tokio::sync::watch;

/// How long open requests may take once we are told to stop, in seconds.
const GRACE_SECONDS: u64 = 5;

/// Adds every address of the product.
pub fn configure(app: &App) -> impl Fn(&mut web::ServiceConfig) + Clone + Send + 'static {
    let pages = web::Data::new(app.site());
    let app = web::Data::new(app.clone());
    let places = web::Data::new(socket::Places::default());
    move |cfg: &mut web::ServiceConfig| {
        cfg.app_data(pages.clone())
            .app_data(app.clone())
            .app_data(places.clone())
            .configure(graphql::routes)
            .configure(ask::routes)
            .configure(contracts::routes)
            .configure(documents::routes)
            .configure(envelopes::routes)
            .configure(exports::routes)
            .configure(ocds::routes)
            .configure(open_data::routes)
            .configure(originals::routes)
            .configure(reports::routes)
            .configure(scores::routes)
            .configure(feeds::routes)
            .configure(shared::routes)
            .configure(health::routes)
            .configure(workspace::routes)
            .configure(site::routes)
            .default_service(web::to(site::not_found));
    }
}

/// Around every route: what browsers must not do with an answer, whoever gives it.
async fn secured<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>();
    let is_https = app.is_some_and(|it| it.settings().is_https());
    let mut answer = next.call(request).await?;
    security::complete(answer.headers_mut(), is_https);
    Ok(answer)
}

/// Serves until told to stop, then lets open requests end.
///
/// # Errors
/// When the listener or the runtime fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let configure = configure(&app);
    let stopping = web::Data::new(socket::Stopping(stop.clone()));
    let server = HttpServer::new(move || {
        Actix::new()
            .app_data(stopping.clone())
            .wrap(from_fn(secured))
            .wrap(from_fn(telemetry::observe))
            .wrap(Compress::default())
            .configure(configure.clone())
    })
    // An answer goes out at once, also its last small piece.
    .tcp_nodelay(true)
    .keep_alive(Duration::from_secs(75))
    .client_request_timeout(Duration::from_secs(10))
    .shutdown_timeout(GRACE_SECONDS)
    .disable_signals()
    .listen(listener)
    .context("listen")?
    .run();
    let handle = server.handle();
    tokio::spawn(async move {
        let _ = stop.wait_for(|it| *it).await;
        handle.stop(true).await;
    });
    server.await.context("serve")
}

/// Answers operators what is counted, at a port that is not the public one, until told to stop.
///
/// # Errors
/// When the listener or the runtime fails.
pub async fn serve_operators(
    app: App,
    listener: TcpListener,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let app = web::Data::new(app);
    let server = HttpServer::new(move || {
        Actix::new().app_data(app.clone()).configure(health::operator_routes)
    })
    .workers(1)
    .shutdown_timeout(GRACE_SECONDS)
    .disable_signals()
    .listen(listener)
    .context("listen for operators")?
    .run();
    let handle = server.handle();
    tokio::spawn(async move {
        let _ = stop.wait_for(|it| *it).await;
        handle.stop(true).await;
    });
    server.await.context("serve operators")
}
