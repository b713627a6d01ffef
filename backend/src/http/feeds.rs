//! `POST /feeds/{mapping}`: neighbouring systems send files of a source in, with a key made for that.
//!
//! The body is kept in the file store and imported in its turn; the answer is the address of the run.
//! The same body again is the same run.

use super::documents::told;
use super::graphql::{identify, refuse};
use crate::app::App;
use crate::import;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use commons::feeds::{self, FeedRunRow};
use kernel::id::FeedRunId;
use kernel::{Actor, Denied, Error, Scope};
use platform::auth::Attempt;
use platform::files::FileKey;
use platform::graphql::RequestContext;
use serde_json::json;
use sha2::{Digest, Sha256};

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/feeds/runs/{run}").route(web::get().to(show)))
        .service(web::resource("/feeds/{mapping}").route(web::post().to(take)));
}

/// The ending of a file of each media type that is taken.
const FORMS: [(&str, &str); 6] = [
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "json"),
    ("application/x-ndjson", "jsonl"),
    ("application/jsonl", "jsonl"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
];

/// The machine that asks, when its key was made for this.
async fn pusher(app: &App, request: &HttpRequest) -> Result<RequestContext, HttpResponse> {
    let Ok((context, _)) = identify(app, request).await else {
        return Err(refuse(401, "UNAUTHENTICATED", "密钥无效或已停用"));
    };
    match &context.actor {
        Actor::Machine { key_id, scopes, .. } if scopes.contains(&Scope::FeedPush) => {
            match app.auth().rates.check(Attempt::Machine(key_id)) {
                Ok(()) => Ok(context),
                Err(too_many) => Err(refuse(429, "LIMIT_EXCEEDED", &too_many.to_string())),
            }
        }
        Actor::Visitor => Err(refuse(401, "UNAUTHENTICATED", "请使用有推送权限的机器密钥")),
        _ => Err(refuse(403, "FORBIDDEN", "请使用有推送权限的机器密钥")),
    }
}

async fn take(
    app: web::Data<App>,
    request: HttpRequest,
    mapping: web::Path<String>,
    body: web::Payload,
) -> HttpResponse {
    let context = match pusher(&app, &request).await {
        Ok(context) => context,
        Err(refusal) => return refusal,
    };
    let Some((_, ending)) = FORMS.iter().find(|(media, _)| *media == request.content_type()) else {
        return refuse(415, "BAD_INPUT", "只接受 CSV、TSV、JSON、JSONL 和 XLSX");
    };
    let limit = usize::try_from(app.settings().limits.upload_bytes).unwrap_or(usize::MAX);
    let Ok(Ok(content)) = body.to_bytes_limited(limit).await else {
        return refuse(413, "LIMIT_EXCEEDED", "文件过大");
    };
    if content.is_empty() {
        return refuse(400, "BAD_INPUT", "没有内容");
    }
    let digest = hex::encode(Sha256::digest(&content));
    let key = format!("feeds/{mapping}/{digest}.{ending}");
    let name = format!("{mapping}.{ending}");
    // Only what we have a mapping for becomes a name of a file.
    let Some(new) = import::received(&mapping, key.clone(), digest, name) else {
        return told(&Denied::NotFound.into());
    };
    let kept = match FileKey::parse(&key) {
        Ok(key) => app.files().put(&key, content).await.map_err(anyhow::Error::new),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = kept {
        return told(&Error::Fault(error));
    }
    let origin = context.origin();
    let received = app.db().in_transaction_for(context.actor, origin, |cx| {
        Box::pin(async move { feeds::actions::receive(cx, new).await })
    });
    match received.await {
        Ok(run) => HttpResponse::Accepted()
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((header::LOCATION, address(&run)))
            .json(shown(&run)),
        Err(error) => told(&error),
    }
}

async fn show(app: web::Data<App>, request: HttpRequest, id: web::Path<String>) -> HttpResponse {
    let context = match pusher(&app, &request).await {
        Ok(context) => context,
        Err(refusal) => return refusal,
    };
    let found = match FeedRunId::parse(&id) {
        Ok(id) => feeds::find_run(app.db().read(), &id).await,
        Err(_) => Ok(None),
    };
    let is_own = |run: &FeedRunRow| match &context.actor {
        Actor::Machine { key_id, .. } => run.begun_by_key.as_ref() == Some(key_id),
        _ => false,
    };
    match found {
        Ok(Some(run)) if is_own(&run) => {
            HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(shown(&run))
        }
        Ok(_) => told(&Denied::NotFound.into()),
        Err(error) => told(&error),
    }
}

fn address(run: &FeedRunRow) -> String {
    format!("/feeds/runs/{}", run.id)
}

/// A run as the system reads it that sent it in.
fn shown(run: &FeedRunRow) -> serde_json::Value {
    json!({
        "run": run.id, "address": address(run), "state": run.state, "digest": run.digest,
        "receivedAt": run.received_at, "endedAt": run.ended_at, "stopped": run.stopped,
        "new": run.new_count, "changed": run.changed_count, "unchanged": run.unchanged_count,
        "conflict": run.conflict_count, "rejected": run.rejected_count,
        "passed": run.passed_count, "gone": run.gone_count,
    })
}
