//! Asking the assistant without any script, and judging what it said: counted by address, since the pages
//! themselves run as a visitor nobody knows.

use super::graphql::identify;
use crate::app::App;
use crate::site::{Site, SiteError, TypedQuestion};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::{Request, Variables};
use platform::auth::{Attempt, caller_address};
use serde::Deserialize;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

/// The longest form, in bytes.
const LONGEST: usize = 16 * 1024;
const SEND: &str = "mutation ConsultationSend($input: ConsultationSendInput!) {
  consultationSend(input: $input) { consultation { id } problems { path message } }
}";
const RATE: &str = "mutation ConsultationRate($input: ConsultationRateInput!) {
  consultationRate(input: $input) { problems { message } }
}";
const JUDGE: &str = "mutation AskJudge($input: AskJudgeInput!) {
  askJudge(input: $input) { isJudged problems { message } }
}";

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    for path in ["/ask", "/ask.json"] {
        cfg.service(web::resource(path).route(web::get().to(ask)).route(web::head().to(ask)));
    }
    macro_rules! posted {
        ($($path:literal => $handler:ident),+) => {
            $(cfg.service(
                web::resource($path)
                    .guard(actix_web::guard::Post())
                    .app_data(web::FormConfig::default().limit(LONGEST))
                    .route(web::post().to($handler)),
            );)+
        };
    }
    posted!("/ask/judge" => judge, "/ask/expert" => hand_over, "/ask/rate" => rate);
}

async fn ask(app: web::Data<App>, site: web::Data<Site>, request: HttpRequest) -> HttpResponse {
    let asks = request.query_string().contains("q=");
    let from = caller_address(&request, app.settings().behind_proxy);
    if asks && app.auth().rates.check(Attempt::Ask(from)).is_err() {
        return site.refuse(&SiteError::LimitExceeded, &request);
    }
    site.ask(&request).await
}

async fn hand_over(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    typed: web::Form<TypedQuestion>,
) -> HttpResponse {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let input = json!({
        "question": typed.question, "region": said(&typed.region),
        "field": said(&typed.field.to_ascii_uppercase()), "email": typed.email,
        "conversation": said(&typed.c),
    });
    let sent = match run(&app, &site, &request, SEND, input).await {
        Ok(data) => data["consultationSend"].clone(),
        Err(refused) => return refused,
    };
    if let Some(code) = sent["consultation"]["id"].as_str() {
        return see(&format!("/ask/{code}"));
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let problems = sent["problems"].as_array().into_iter().flatten();
    let wrong: Vec<_> = problems.map(|it| (text(&it["path"][0]), text(&it["message"]))).collect();
    site.expert_form(&request, &typed, &wrong).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Rated {
    code: String,
    rating: i32,
    note: String,
}

async fn rate(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    typed: web::Form<Rated>,
) -> HttpResponse {
    let input = json!({ "code": typed.code, "rating": typed.rating, "note": typed.note });
    match run(&app, &site, &request, RATE, input).await {
        Ok(_) => see(&format!("/ask/{}", typed.code)),
        Err(refused) => refused,
    }
}

/// Runs a mutation as whoever asks; what comes back, or the page that says why not.
async fn run(
    app: &App,
    site: &Site,
    request: &HttpRequest,
    document: &str,
    input: Value,
) -> Result<Value, HttpResponse> {
    let Ok((context, _)) = identify(app, request).await else {
        return Err(site.refuse(&SiteError::NotFound, request));
    };
    let variables = Variables::from_json(json!({ "input": input }));
    let response = app.door().run(Request::new(document).variables(variables), context).await;
    if let Some(error) = response.errors.first() {
        let code = error.extensions.as_ref().and_then(|it| it.get("code"));
        let code = code.and_then(|it| it.clone().into_json().ok());
        let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
        return Err(site.refuse(&SiteError::from_code(code), request));
    }
    Ok(response.data.into_json().unwrap_or_default())
}

fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Judged {
    answer: String,
    verdict: String,
    reason: String,
    q: String,
}

async fn judge(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    typed: web::Form<Judged>,
) -> HttpResponse {
    let input = json!({
        "answerId": typed.answer, "verdict": typed.verdict, "reason": typed.reason,
    });
    if let Err(refused) = run(&app, &site, &request, JUDGE, input).await {
        return refused;
    }
    let back = Serializer::new(String::from("/ask?"))
        .append_pair("q", &typed.q)
        .append_pair("judged", "yes")
        .finish();
    see(&back)
}
