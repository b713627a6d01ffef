//! The GraphQL door: the districts' root fields merged, its limits, and how a request runs.

use crate::figures::{Counted, FiguresQuery};
use crate::import;
use crate::search::{ProviderSearchQuery, SearchQuery, ShortlistSaveMutation};
use async_graphql::dataloader::DataLoader;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{
    MergedObject, MergedSubscription, PathSegment, Request, Response, Schema, ServerError,
    ValidationMode,
};
use commons::feeds::MappingCheck;
use commons::moderation::Policy;
use commons::registrations::OpenRegions;
use commons::sessions::Auth;
use commons::{OrderMutation, OrderQuery, PeopleMutation, PeopleQuery};
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use kernel::{Actor, Clock, Role};
use knowledge::assistant::{Desk, Shelf};
use knowledge::{KnowledgeMutation, KnowledgeQuery, KnowledgeSubscription};
use market::demands::ShortestWindow;
use market::envelopes::Signer;
use market::{MarketMutation, MarketQuery};
use platform::graphql::{ErrorCode, RequestContext};
use platform::settings::Limits;
use platform::{Db, Model};
use search_index::SearchIndex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Everything that can be asked; what is asked most stands first, and is found first.
#[derive(MergedObject, Default)]
pub struct Query(
    MarketQuery,
    ProviderSearchQuery,
    SearchQuery,
    KnowledgeQuery,
    FiguresQuery,
    PeopleQuery,
    OrderQuery,
);

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    MarketMutation,
    ShortlistSaveMutation,
    KnowledgeMutation,
    PeopleMutation,
    OrderMutation,
);

/// Everything that can be followed as it happens.
#[derive(MergedSubscription, Default)]
pub struct Subscription(KnowledgeSubscription);

/// How many parsed documents are kept. Pages and the workspace send a few dozen.
const PARSED_DOCUMENTS: u64 = 512;
/// A document longer than this is parsed each time and kept by nobody.
const KEPT_DOCUMENT_BYTES: usize = 8 * 1024;
/// The longest document.
const DOCUMENT_BYTES: usize = 64 * 1024;

type Served = Schema<Query, Mutation, Subscription>;

/// The schema with what its resolvers need, and the documents already parsed.
///
/// A document is held against all rules of GraphQL until it has once run without an error. From
/// then on only what depends on the variables is checked (depth, complexity, values): the rules
/// look at the document alone, and cost more than a list of twenty rows.
#[derive(Clone)]
pub struct Door {
    strict: Served,
    known: Served,
    parsed: moka::sync::Cache<String, Parsed>,
    db: Db,
    time: Duration,
}

/// A document with whether it keeps all rules.
#[derive(Clone)]
struct Parsed {
    document: Arc<ExecutableDocument>,
    is_sound: Arc<AtomicBool>,
}

/// What the schema is built from.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The search index.
    pub index: SearchIndex,
    /// Passwords, tokens and limits on attempts.
    pub auth: Auth,
    /// Signs receipts and openings.
    pub signer: Signer,
    /// The shortest time bids are taken.
    pub shortest_window: chrono::Duration,
    /// How checks are done.
    pub moderation: Policy,
    /// Where the demand side may register.
    pub open_regions: OpenRegions,
    /// Where questions wait to be written down.
    pub desk: Desk,
    /// The language model, when one is set.
    pub model: Model,
    /// What a request may cost.
    pub limits: Limits,
}

impl Door {
    /// Builds the schema.
    pub fn new(parts: Parts) -> Self {
        let counted = Counted::default();
        let shelf = Shelf::default();
        let schema = |mode| {
            Schema::build(Query::default(), Mutation::default(), Subscription::default())
                .data(parts.db.clone())
                .data(parts.index.clone())
                .data(parts.auth.clone())
                .data(counted.clone())
                .data(parts.desk.clone())
                .data(parts.model.clone())
                .data(shelf.clone())
                .data(ShortestWindow(parts.shortest_window))
                .data(parts.signer.clone())
                .data(parts.moderation.clone())
                .data(parts.open_regions.clone())
                .data(MappingCheck(import::is_mapping))
                .limit_depth(parts.limits.depth)
                .limit_complexity(parts.limits.complexity)
                .validation_mode(mode)
                .finish()
        };
        Self {
            strict: schema(ValidationMode::Strict),
            known: schema(ValidationMode::Fast),
            parsed: moka::sync::Cache::new(PARSED_DOCUMENTS),
            db: parts.db,
            time: parts.limits.time,
        }
    }

    /// Tells the time.
    pub fn clock(&self) -> &Clock {
        self.db.clock()
    }

    /// Runs a request. Every error leaves with a code, our faults with the request's id.
    pub async fn run(&self, request: Request, context: RequestContext) -> Response {
        let request_id = context.request_id.clone();
        let (request, parsed) = match self.prepare(request) {
            Ok(prepared) => prepared,
            Err(error) => return finish(Response::from_errors(vec![error]), &request_id),
        };
        let loader = DataLoader::new(self.db.clone(), tokio::spawn).delay(Duration::ZERO);
        let is_sound = parsed.as_ref().is_some_and(|it| it.is_sound.load(Ordering::Relaxed));
        let caller = context.actor.account_id().is_some().then(|| context.clone());
        let may_change = request.query.contains("mutation");
        let schema = if is_sound { &self.known } else { &self.strict };
        let running = schema.execute(request.data(context).data(loader));
        let response = match tokio::time::timeout(self.time, running).await {
            Ok(response) => {
                if let Some(parsed) = parsed.filter(|_| !is_sound && response.errors.is_empty()) {
                    parsed.is_sound.store(true, Ordering::Relaxed);
                }
                response
            }
            Err(_) => Response::from_errors(vec![coded(
                ServerError::new("处理超时，请缩小范围后再试", None),
                ErrorCode::Timeout,
            )]),
        };
        let response = finish(response, &request_id);
        if let Some(caller) = caller.filter(|_| !response.errors.is_empty()) {
            self.log_refused(&caller, &response, may_change).await;
        }
        response
    }

    /// Follows a subscription; whatever else is asked is refused. Limits and codes are those of [`Door::run`];
    /// how long it may take is the business of who listens.
    pub fn follow(
        &self,
        request: Request,
        context: RequestContext,
    ) -> BoxStream<'static, Response> {
        let request_id = context.request_id.clone();
        let refused = |error| {
            let response = finish(Response::from_errors(vec![error]), &request_id);
            stream::once(async { response }).boxed()
        };
        let mut request = match self.prepare(request) {
            Ok((request, _)) => request,
            Err(error) => return refused(error),
        };
        match is_subscription(&mut request) {
            Ok(true) => {}
            Ok(false) => {
                let error = ServerError::new("这里只接受 subscription，其他请求请用 POST", None);
                return refused(coded(error, ErrorCode::BadInput));
            }
            Err(error) => return refused(error),
        }
        let loader = DataLoader::new(self.db.clone(), tokio::spawn).delay(Duration::ZERO);
        let caller = context.actor.account_id().is_some().then(|| context.clone());
        let running = self.strict.execute_stream(request.data(context).data(loader));
        let door = self.clone();
        let each = move |response| {
            let (door, caller, id) = (door.clone(), caller.clone(), request_id.clone());
            async move {
                let response = finish(response, &id);
                if let Some(caller) = caller.filter(|_| !response.errors.is_empty()) {
                    door.log_refused(&caller, &response, false).await;
                }
                response
            }
        };
        running.then(each).boxed()
    }

    /// Writes into the log what a person was refused: any field to staff, a change to a member. Visitors
    /// are not persons, and what a member may not read is hidden, not refused.
    async fn log_refused(&self, caller: &RequestContext, response: &Response, may_change: bool) {
        let is_member = matches!(&caller.actor, Actor::Person { role: Role::Member, .. });
        if is_member && !may_change {
            return;
        }
        for field in refused_fields(response) {
            if let Err(error) = commons::audit::refuse(&self.db, caller, &field).await {
                tracing::error!(%error, field, "a refusal was not logged");
            }
        }
    }

    /// Parses the document, or takes it from those already parsed.
    fn prepare(&self, mut request: Request) -> Result<(Request, Option<Parsed>), ServerError> {
        if request.query.len() > DOCUMENT_BYTES {
            let error = ServerError::new("查询文档过长", None);
            return Err(coded(error, ErrorCode::LimitExceeded));
        }
        if request.query.len() > KEPT_DOCUMENT_BYTES {
            return Ok((request, None));
        }
        let parsed = match self.parsed.get(request.query.as_str()) {
            Some(parsed) => parsed,
            None => {
                let document = async_graphql::parser::parse_query(&request.query)
                    .map_err(|error| coded(error.into(), ErrorCode::BadInput))?;
                let parsed = Parsed { document: Arc::new(document), is_sound: Arc::default() };
                self.parsed.insert(request.query.clone(), parsed.clone());
                parsed
            }
        };
        request.set_parsed_query(ExecutableDocument::clone(&parsed.document));
        Ok((request, Some(parsed)))
    }
}

/// The schema as a text, without its parts: for `greenbridge schema` and the committed copy.
pub fn sdl() -> String {
    let schema =
        Schema::build(Query::default(), Mutation::default(), Subscription::default()).finish();
    schema.sdl_with_options(
        async_graphql::SDLExportOptions::new()
            .sorted_fields()
            .sorted_enum_items()
            .prefer_single_line_descriptions(),
    )
}

/// Whether the operation that is meant is a subscription.
fn is_subscription(request: &mut Request) -> Result<bool, ServerError> {
    let name = request.operation_name.clone();
    let document = request.parsed_query().map_err(|it| coded(it, ErrorCode::BadInput))?;
    let meant = match (&document.operations, name) {
        (DocumentOperations::Single(it), _) => Some(it),
        (DocumentOperations::Multiple(all), Some(name)) => all.get(name.as_str()),
        (DocumentOperations::Multiple(_), None) => None,
    };
    Ok(meant.is_some_and(|it| it.node.ty == OperationType::Subscription))
}

fn coded(mut error: ServerError, code: ErrorCode) -> ServerError {
    error.extensions.get_or_insert_default().set("code", code.as_str());
    error
}

/// The root fields that were forbidden or are not the caller's; at most a few of one request.
fn refused_fields(response: &Response) -> Vec<String> {
    const AT_MOST: usize = 5;
    let refused = response.errors.iter().filter(|error| {
        let code = error.extensions.as_ref().and_then(|it| it.get("code"));
        let Some(async_graphql::Value::String(code)) = code else { return false };
        code == ErrorCode::Forbidden.as_str() || code == ErrorCode::NotFound.as_str()
    });
    let fields = refused.filter_map(|error| match error.path.first() {
        Some(PathSegment::Field(name)) => Some(name.clone()),
        _ => None,
    });
    fields.take(AT_MOST).collect()
}

/// Gives a code to the errors async-graphql found by itself, and our faults their request id.
fn finish(mut response: Response, request_id: &str) -> Response {
    for error in &mut response.errors {
        let code = error.extensions.as_ref().and_then(|it| it.get("code")).cloned();
        let is_fault = match code {
            Some(async_graphql::Value::String(code)) => code == ErrorCode::Internal.as_str(),
            _ => {
                let code = if error.message.ends_with("too deep.")
                    || error.message.ends_with("too complex.")
                {
                    ErrorCode::LimitExceeded
                } else {
                    ErrorCode::BadInput
                };
                error.extensions.get_or_insert_default().set("code", code.as_str());
                false
            }
        };
        if is_fault {
            error.extensions.get_or_insert_default().set("requestId", request_id);
        }
    }
    response
}
