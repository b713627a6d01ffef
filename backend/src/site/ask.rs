//! The assistant's pages: asking, what is asked often, guides.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use kernel::id::{ConsultationId, GuideId};
use minijinja::context;
use serde_json::json;
use url::form_urlencoded::Serializer;

use super::{
    Site, SiteError,
    address::Address,
    answer::Visit,
    lists::{self, lower},
    page,
    params::Params,
    place,
};

/// What a question may be about, as the schema has it.
pub(super) const FIELDS: [&str; 16] = [
    "WATER",
    "AIR",
    "NOISE",
    "SOLID_WASTE",
    "SOIL",
    "RADIATION",
    "PERMIT",
    "EIA",
    "MONITORING",
    "ENFORCEMENT",
    "CREDIT",
    "CARBON",
    "PROCUREMENT",
    "PETITION",
    "PLATFORM",
    "OTHER",
];

impl Site {
    /// `/ask?q=&region=&field=&c=`: a question, or the page one starts from.
    pub async fn ask(&self, request: &HttpRequest) -> HttpResponse {
        let mut params = match Params::read_long(request.query_string()) {
            Ok(params) => params,
            Err(error) => return self.refuse(&error, request),
        };
        let q = params.question("q");
        let region = params.region();
        let field = params.choice("field", "领域", &FIELDS);
        let conversation = params.token("c");
        let code = region.map(|it| it.code.as_str());
        let is_asked = !q.is_empty();
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let input = json!({
            "question": q, "region": code, "field": field, "conversation": said(&conversation),
        });
        let again = json!({
            "question": q, "region": code, "field": field, "conversation": said(&conversation), "isAgain": true,
        });
        let expert = Serializer::new(String::from("/ask/expert?"))
            .append_pair("q", &q)
            .append_pair("region", code.unwrap_or_default())
            .append_pair("field", &lower(field))
            .append_pair("c", &conversation)
            .finish();
        let expert = if is_asked { expert } else { "/ask/expert".to_owned() };
        let pairs = vec![
            ("q", q),
            ("region", code.unwrap_or_default().to_owned()),
            ("field", lower(field)),
            ("c", conversation),
        ];
        let asked = minijinja::Value::from_pairs(
            pairs
                .iter()
                .map(|(name, value)| (*name, value.clone()))
                .chain([("judged", params.typed("judged"))]),
        );
        let visit = Visit {
            page: &page::ASK,
            address: Address::new("/ask", pairs),
            variables: Some(json!({ "input": input, "isAsked": is_asked, "isStart": !is_asked })),
            beside: context! { asked, expert, stream => again.to_string(), fields => FIELDS, place => place::chooser(region) },
            notes: params.notes,
        };
        self.answer(visit, request).await
    }
}

/// What somebody typed into the form for a person, as it is shown again.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct TypedQuestion {
    /// What is asked.
    pub question: String,
    /// Where; a code or nothing.
    pub region: String,
    /// What it is about, in small letters.
    pub field: String,
    /// Where to answer.
    pub email: String,
    /// The conversation with the assistant.
    pub c: String,
}

impl Site {
    /// The form by which a question is handed to a person, with what was typed and what is wrong with it.
    pub async fn expert_form(
        &self,
        request: &HttpRequest,
        typed: &TypedQuestion,
        wrong: &[(String, String)],
    ) -> HttpResponse {
        let TypedQuestion { question, region, field, email, c } = typed;
        let problems: Vec<_> =
            wrong.iter().map(|(path, message)| context! { path, message }).collect();
        let visit = Visit {
            page: &page::EXPERT,
            address: Address::new("/ask/expert", []),
            variables: Some(json!({})),
            beside: context! {
                asked => context! { question, region, field, email, c },
                wrong => problems,
                fields => FIELDS,
                place => place::chooser(kernel::region::find(region)),
            },
            notes: Vec::new(),
        };
        let mut answer = self.answer(visit, request).await;
        if !wrong.is_empty() && answer.status() == StatusCode::OK {
            answer.head_mut().status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        answer
    }
}

/// `/ask/expert?q=&region=&field=&c=`.
pub(super) async fn expert(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let mut params = match Params::read_long(request.query_string()) {
        Ok(params) => params,
        Err(error) => return site.refuse(&error, &request),
    };
    let typed = TypedQuestion {
        question: params.question("q").chars().take(500).collect(),
        region: params.region().map(|it| it.code.as_str().to_owned()).unwrap_or_default(),
        field: lower(params.choice("field", "领域", &FIELDS)),
        email: String::new(),
        c: params.token("c"),
    };
    site.expert_form(&request, &typed, &[]).await
}

/// `/ask/{code}`: a question handed to a person.
pub(super) async fn code(
    site: Data<Site>,
    code: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    if ConsultationId::parse(&code).is_err() {
        return site.refuse(&SiteError::NotFound, &request);
    }
    let visit = Visit {
        page: &page::ASK_CODE,
        address: Address::new(format!("/ask/{code}"), []),
        variables: Some(json!({ "code": *code })),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}

/// `/ask`, for whoever does not count.
pub(super) async fn ask(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    site.ask(&request).await
}

/// `/ask/topics?field=`.
pub(super) async fn topics(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::list(&site, &request, &page::ASK_TOPICS, |params, _| {
        let field = params.choice("field", "领域", &FIELDS);
        lists::Asked {
            variables: Some(json!({ "field": field })),
            beside: context! {},
            pairs: vec![("field", lower(field))],
        }
    })
    .await
}

/// `/ask/guides/{id}`.
pub(super) async fn guide(
    site: Data<Site>,
    id: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    if GuideId::parse(&id).is_err() {
        return site.refuse(&SiteError::NotFound, &request);
    }
    let visit = Visit {
        page: &page::GUIDE,
        address: Address::new(format!("/ask/guides/{id}"), []),
        variables: Some(json!({ "id": *id })),
        beside: context! {},
        notes: Vec::new(),
    };
    site.answer(visit, &request).await
}
