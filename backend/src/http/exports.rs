//! Files that are made for the caller: the audit log, and what is kept about a person.

use super::graphql::identify;
use crate::app::App;
use crate::personal;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use chrono::{DateTime, NaiveDate, Utc};
use commons::audit::export::{self, Form};
use commons::audit::{AuditFilter, AuditFilterInput, AuditResult};
use commons::privacy;
use futures::stream;
use kernel::id::OrganisationId;
use kernel::{Actor, Cursor, Result, Role};
use knowledge::assistant::statistics;
use platform::Db;
use platform::graphql::RequestContext;
use serde::Deserialize;

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/exports/audit.csv", web::get().to(audit_csv))
        .route("/exports/audit.jsonl", web::get().to(audit_lines))
        .route("/exports/ask-statistics.csv", web::get().to(ask_statistics))
        .route("/exports/my-data.json", web::get().to(my_data));
}

/// The questions of the audit page, as it writes them into the address.
#[derive(Deserialize)]
struct Questions {
    who: Option<String>,
    organisation: Option<OrganisationId>,
    action: Option<String>,
    subject: Option<String>,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
    result: Option<AuditResult>,
    address: Option<String>,
}

/// From one day to another, both included.
#[derive(Deserialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

/// What was asked of the assistant, in numbers, for moderators.
async fn ask_statistics(
    app: web::Data<App>,
    request: HttpRequest,
    days: web::Query<Days>,
) -> HttpResponse {
    let Ok((caller, _)) = identify(&app, &request).await else { return refused(401) };
    match &caller.actor {
        Actor::Person { role: Role::Moderator, .. } => {}
        Actor::Person { .. } => return refused(403),
        _ => return refused(401),
    }
    let Days { from, to } = days.into_inner();
    match statistics::of(app.db(), from, to).await {
        Ok(counted) => file("text/csv; charset=utf-8", "ask-statistics.csv")
            .body(statistics::table(&counted, from, to)),
        Err(kernel::Error::Problems(_)) => refused(400),
        Err(error) => {
            tracing::error!(%error, "statistics were not counted");
            refused(500)
        }
    }
}

async fn audit_csv(
    app: web::Data<App>,
    request: HttpRequest,
    asked: web::Query<Questions>,
) -> HttpResponse {
    audit(&app, &request, asked.into_inner(), Form::Csv).await
}

async fn audit_lines(
    app: web::Data<App>,
    request: HttpRequest,
    asked: web::Query<Questions>,
) -> HttpResponse {
    audit(&app, &request, asked.into_inner(), Form::Lines).await
}

async fn audit(app: &App, request: &HttpRequest, asked: Questions, form: Form) -> HttpResponse {
    let Ok((caller, _)) = identify(app, request).await else { return refused(401) };
    match &caller.actor {
        Actor::Person { role: Role::AuditAdministrator, .. } => {}
        Actor::Person { .. } => {
            // Tried by somebody who is known: that is worth a line.
            if let Err(error) = commons::audit::refuse(app.db(), &caller, "exports/audit").await {
                tracing::error!(%error, "a refusal was not logged");
            }
            return refused(403);
        }
        _ => return refused(401),
    }
    let filter = match begin(app.db(), &caller, asked, form).await {
        Ok(filter) => filter,
        Err(error) => {
            tracing::error!(%error, "an export did not begin");
            return refused(500);
        }
    };
    let (kind, name) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "audit.csv"),
        Form::Lines => ("application/jsonl; charset=utf-8", "audit.jsonl"),
    };
    let mut answer = file(kind, name);
    match filter {
        Some(filter) => answer.streaming(lines(app.db().clone(), filter, form)),
        None => answer.body(form.head()),
    }
}

/// The filter, once it is in the log that somebody takes the log out; none when nobody is who was
/// asked for.
async fn begin(
    db: &Db,
    caller: &RequestContext,
    asked: Questions,
    form: Form,
) -> Result<Option<AuditFilter>> {
    let typed = AuditFilterInput {
        who: asked.who,
        organisation_id: asked.organisation,
        action: asked.action,
        subject_id: asked.subject.map(Into::into),
        from: asked.from,
        to: asked.to,
        result: asked.result,
        address: asked.address,
    };
    let filter = typed.read(db).await?;
    let told = filter.clone().unwrap_or_default();
    db.in_transaction_for(caller.actor.clone(), caller.origin(), |cx| {
        Box::pin(async move { export::announce(cx, &told, form).await })
    })
    .await?;
    Ok(filter)
}

/// Everything that is kept about the caller, as one file.
async fn my_data(app: web::Data<App>, request: HttpRequest) -> HttpResponse {
    let Ok((caller, _)) = identify(&app, &request).await else { return refused(401) };
    let Some(id) = caller.actor.account_id() else { return refused(401) };
    let db = app.db();
    let logged = db.in_transaction_for(caller.actor.clone(), caller.origin(), |cx| {
        Box::pin(async move { privacy::actions::record_export(cx).await })
    });
    let tables = personal::tables();
    let document = match logged.await {
        Ok(()) => privacy::export::document(db, &tables, id).await,
        Err(error) => Err(error),
    };
    match document.map(|it| serde_json::to_vec_pretty(&it)) {
        Ok(Ok(text)) => file("application/json; charset=utf-8", "my-data.json").body(text),
        Ok(Err(error)) => {
            tracing::error!(%error, "what is kept about a person was not written");
            refused(500)
        }
        Err(error) => {
            tracing::error!(%error, "what is kept about a person was not read");
            refused(500)
        }
    }
}

enum Next {
    Head,
    Batch(Option<Cursor>),
    End,
}

/// The text of an export, batch by batch: the whole of it is never in memory.
fn lines(
    db: Db,
    filter: AuditFilter,
    form: Form,
) -> impl futures::Stream<Item = std::result::Result<web::Bytes, actix_web::Error>> {
    stream::unfold((db, filter, Next::Head), move |(db, filter, next)| async move {
        let after = match next {
            Next::End => return None,
            Next::Head => {
                let head = web::Bytes::from_static(form.head().as_bytes());
                return Some((Ok(head), (db, filter, Next::Batch(None))));
            }
            Next::Batch(after) => after,
        };
        match export::batch(&db, &filter, form, after).await {
            Ok((text, after)) => {
                let next = after.map_or(Next::End, |it| Next::Batch(Some(it)));
                Some((Ok(text.into()), (db, filter, next)))
            }
            // The connection ends without its end: the file is seen to be cut.
            Err(error) => {
                tracing::error!(%error, "an export was cut");
                let error = actix_web::error::ErrorInternalServerError("cut");
                Some((Err(error), (db, filter, Next::End)))
            }
        }
    })
}

/// An answer that browsers keep as a file and nobody else keeps at all.
fn file(kind: &'static str, name: &str) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

fn refused(status: u16) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    HttpResponse::build(status).insert_header((header::CACHE_CONTROL, "no-store")).finish()
}
