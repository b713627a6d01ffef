//! `GET /graphql` as a WebSocket: subscriptions, by the protocol `graphql-transport-ws`.
//!
//! A browser lets any page open a connection to us and sends our cookies along, so the page it comes from
//! must be ours. Who asks is settled once, as the connection opens; it ends with the session, and at the
//! latest after the time an access token lives, and is then opened again.
//!
//! | state | next |
//! |---|---|
//! | opened | greeted (`connection_init`, within ten seconds) |
//! | greeted | closed: by the caller, silent, idle, too old, session over, server stops, a rule broken |

mod places;
mod protocol;

use super::graphql::{Unknown, identify, refuse};
use crate::app::App;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Session};
use async_graphql::{Request, Response, Value};
use futures::StreamExt;
use futures::stream::{self, AbortHandle, BoxStream, SelectAll};
use kernel::Actor;
pub(super) use places::Places;
use places::{Place, Refused};
use platform::auth::{Attempt, network};
use platform::graphql::RequestContext;
use protocol::{Asked, Broken, PROTOCOL, Told};
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior};
use url::Url;

/// The largest message; a document may have this much.
const MESSAGE_BYTES: usize = 64 * 1024;
/// How long a caller may take to say the first word.
const GREETING: Duration = Duration::from_secs(10);
/// How long a caller may take to accept a message.
const SENDING: Duration = Duration::from_secs(10);
/// How often a caller is asked whether it is still there; one that says nothing three times is not.
const BEAT: Duration = Duration::from_secs(20);
/// Subscriptions of one connection at a time.
const AT_A_TIME: usize = 8;
/// Subscriptions of one connection in all.
const IN_ALL: usize = 500;

/// Tells connections that the server stops.
pub(super) struct Stopping(pub(super) watch::Receiver<bool>);

/// Opens a connection, or says why not.
pub(super) async fn open(
    app: web::Data<App>,
    places: web::Data<Places>,
    stopping: Option<web::Data<Stopping>>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse, actix_web::Error> {
    if !is_ours(request.headers(), &app.settings().public_url) {
        return Ok(refuse(403, "FORBIDDEN", "只接受本站页面发起的连接"));
    }
    if !speaks_our_protocol(request.headers()) {
        return Ok(refuse(400, "BAD_INPUT", "sec-websocket-protocol must be graphql-transport-ws"));
    }
    let context = match identify(&app, &request).await {
        Ok((context, _)) => context,
        Err(Unknown::Nobody) => {
            return Ok(refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录"));
        }
        Err(Unknown::Fault(error)) => {
            tracing::error!(%error, "identify a machine");
            return Ok(refuse(500, "INTERNAL", "系统出错，请稍后再试"));
        }
    };
    let limits = &app.settings().limits;
    let from = context.ip.map(network);
    let place = match places.take(from, limits.sockets) {
        Ok(place) => place,
        Err(Refused::Address) => return Ok(refuse(429, "LIMIT_EXCEEDED", "同时打开的连接过多")),
        Err(Refused::Full) => return Ok(refuse(503, "LIMIT_EXCEEDED", "连接已满，请稍后再试")),
    };
    let (mut answer, session, messages) = actix_ws::handle(&request, body)?;
    answer.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(PROTOCOL));
    let messages = messages.max_frame_size(MESSAGE_BYTES).aggregate_continuations();
    let line = Line {
        session,
        context,
        _place: place,
        running: SelectAll::new(),
        handles: HashMap::new(),
        begun: 0,
        is_greeted: false,
        heard: Instant::now(),
        busy: Instant::now(),
        app: app.get_ref().clone(),
    };
    let stopping = stopping.map(|it| it.0.clone());
    actix_web::rt::spawn(line.serve(messages.max_continuation_size(MESSAGE_BYTES), stopping));
    Ok(answer)
}

/// Whether a page of ours opens the connection, or a program, which sends no origin. The host that was
/// asked for counts as ours beside the public address: nobody else's page has it as its origin.
fn is_ours(headers: &HeaderMap, public: &Url) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Some(origin) = origin.to_str().ok().and_then(|it| Url::parse(it).ok()) else {
        return false;
    };
    if origin.origin() == public.origin() {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let asked = host.and_then(|it| Url::parse(&format!("{}://{it}", origin.scheme())).ok());
    matches!(origin.scheme(), "http" | "https")
        && origin.scheme() == public.scheme()
        && asked.is_some_and(|it| it.origin() == origin.origin())
}

fn speaks_our_protocol(headers: &HeaderMap) -> bool {
    let named = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).filter_map(|it| it.to_str().ok());
    named.flat_map(|it| it.split(',')).any(|it| it.trim() == PROTOCOL)
}

/// A piece of a subscription; none at its end.
type Piece = (String, Option<Response>);

/// One open connection.
struct Line {
    session: Session,
    context: RequestContext,
    _place: Place,
    running: SelectAll<BoxStream<'static, Piece>>,
    handles: HashMap<String, AbortHandle>,
    begun: usize,
    is_greeted: bool,
    /// When the caller was last heard of.
    heard: Instant,
    /// When a subscription last ran.
    busy: Instant,
    app: App,
}

/// Why a connection ends: with this code and these words, or because nobody is there any more.
enum End {
    Closed(CloseCode, &'static str),
    Gone,
}

impl From<Broken> for End {
    fn from(it: Broken) -> Self {
        let (code, reason) = it.close();
        Self::Closed(CloseCode::from(code), reason)
    }
}

impl Line {
    async fn serve(
        mut self,
        mut messages: AggregatedMessageStream,
        stopping: Option<watch::Receiver<bool>>,
    ) {
        let end = self.run(&mut messages, stopping).await;
        for (_, handle) in self.handles.drain() {
            handle.abort();
        }
        if let End::Closed(code, reason) = end {
            let closing = self.session.close(Some(CloseReason::from((code, reason))));
            let _ = tokio::time::timeout(SENDING, closing).await;
        }
    }

    async fn run(
        &mut self,
        messages: &mut AggregatedMessageStream,
        mut stopping: Option<watch::Receiver<bool>>,
    ) -> End {
        let limits = self.app.settings().limits.clone();
        let life = tokio::time::sleep(limits.socket_life);
        let greeting = tokio::time::sleep(GREETING);
        tokio::pin!(life, greeting);
        let mut beat = tokio::time::interval(beat_of(limits.socket_idle));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let step = tokio::select! {
                message = messages.recv() => match message {
                    Some(Ok(message)) => self.hear(message).await,
                    Some(Err(_)) => Err(Broken::Message.into()),
                    None => Err(End::Gone),
                },
                Some((id, piece)) = self.running.next(), if !self.running.is_empty() => {
                    self.pass_on(id, piece).await
                }
                _ = beat.tick() => self.look_after(limits.socket_idle).await,
                () = &mut greeting, if !self.is_greeted => Err(Broken::NotGreeted.into()),
                () = &mut life => Err(End::Closed(CloseCode::Restart, "connect again")),
                () = stopped(&mut stopping) => Err(End::Closed(CloseCode::Away, "server stops")),
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// One message of the caller.
    async fn hear(&mut self, message: AggregatedMessage) -> Result<(), End> {
        self.heard = Instant::now();
        let text = match message {
            AggregatedMessage::Text(text) => text,
            AggregatedMessage::Ping(bytes) => {
                return self.session.pong(&bytes).await.map_err(|_| End::Gone);
            }
            AggregatedMessage::Pong(_) => return Ok(()),
            AggregatedMessage::Close(_) => return Err(End::Closed(CloseCode::Normal, "")),
            AggregatedMessage::Binary(_) => return Err(Broken::Message.into()),
        };
        match protocol::read(&text)? {
            Asked::ConnectionInit {} if self.is_greeted => Err(Broken::GreetedTwice.into()),
            Asked::ConnectionInit {} => {
                self.is_greeted = true;
                self.tell(&Told::ConnectionAck).await
            }
            Asked::Ping {} => self.tell(&Told::Pong).await,
            Asked::Pong {} => Ok(()),
            Asked::Subscribe { .. } if !self.is_greeted => Err(Broken::Unauthorised.into()),
            Asked::Subscribe { id, payload } => self.begin(id, payload).await,
            Asked::Complete { id } => {
                if let Some(handle) = self.handles.remove(&id) {
                    handle.abort();
                    self.busy = Instant::now();
                }
                Ok(())
            }
        }
    }

    /// Begins a subscription under the caller's name for it.
    async fn begin(&mut self, id: String, request: Request) -> Result<(), End> {
        if id.is_empty() || id.len() > protocol::ID_BYTES {
            return Err(Broken::Message.into());
        }
        if self.handles.contains_key(&id) {
            return Err(Broken::SameId.into());
        }
        self.begun += 1;
        if self.begun > IN_ALL {
            return Err(End::Closed(CloseCode::Restart, "connect again"));
        }
        if self.handles.len() >= AT_A_TIME {
            return self.tell(&Told::refused(&id, "同时订阅过多", "LIMIT_EXCEEDED")).await;
        }
        if let Actor::Machine { key_id, .. } = &self.context.actor
            && let Err(too_many) = self.app.auth().rates.check(Attempt::Machine(key_id))
        {
            let text = too_many.to_string();
            return self.tell(&Told::refused(&id, &text, "LIMIT_EXCEEDED")).await;
        }
        let name = id.clone();
        let pieces = self.app.door().follow(request, self.context.clone()).map(Some);
        let pieces = pieces.chain(stream::once(async { None }));
        let (pieces, handle) = stream::abortable(pieces.map(move |it| (name.clone(), it)));
        self.handles.insert(id, handle);
        self.running.push(pieces.boxed());
        Ok(())
    }

    /// Passes a piece of a subscription on.
    async fn pass_on(&mut self, id: String, piece: Option<Response>) -> Result<(), End> {
        self.busy = Instant::now();
        let Some(response) = piece else {
            self.handles.remove(&id);
            return self.tell(&Told::Complete { id: &id }).await;
        };
        if response.data != Value::Null || response.errors.is_empty() {
            return self.tell(&Told::Next { id: &id, payload: &response }).await;
        }
        if let Some(handle) = self.handles.remove(&id) {
            handle.abort();
        }
        self.tell(&Told::Error { id: &id, payload: &response.errors }).await
    }

    /// Now and then: whether the caller is there, may still listen, and does.
    async fn look_after(&mut self, idle: Duration) -> Result<(), End> {
        if self.heard.elapsed() > BEAT * 3 {
            return Err(End::Gone);
        }
        if self.context.session.as_ref().is_some_and(|it| self.app.auth().ended.has(it)) {
            return Err(Broken::Forbidden.into());
        }
        if self.handles.is_empty() && self.busy.elapsed() >= idle {
            return Err(End::Closed(CloseCode::Normal, "idle"));
        }
        let ping = tokio::time::timeout(SENDING, self.session.ping(b""));
        ping.await.ok().and_then(Result::ok).ok_or(End::Gone)
    }

    async fn tell(&mut self, told: &Told<'_>) -> Result<(), End> {
        let sending = tokio::time::timeout(SENDING, self.session.text(told.written()));
        sending.await.ok().and_then(Result::ok).ok_or(End::Gone)
    }
}

/// How often a connection is looked after that may be idle for so long.
fn beat_of(idle: Duration) -> Duration {
    (idle / 2).clamp(Duration::from_millis(100), BEAT)
}

/// Comes back when the server stops.
async fn stopped(stopping: &mut Option<watch::Receiver<bool>>) {
    match stopping {
        Some(stopping) => {
            let _ = stopping.wait_for(|it| *it).await;
        }
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(origin: Option<&str>, host: &str) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_str(origin).expect("a header"));
        }
        headers.insert(header::HOST, HeaderValue::from_str(host).expect("a header"));
        is_ours(&headers, &Url::parse("https://bridge.example.org").expect("an address"))
    }

    #[test]
    fn only_our_own_pages_and_programs_open_connections() {
        let host = "bridge.example.org";
        assert!(judged(None, host));
        assert!(judged(Some("https://bridge.example.org"), host));
        assert!(judged(Some("https://10.0.0.7:8443"), "10.0.0.7:8443"));
        for foreign in [
            "https://evil.example.org",
            "http://bridge.example.org",
            "https://bridge.example.org.evil.example",
            "https://bridge.example.org:444",
            "null",
            "file://",
            "",
        ] {
            assert!(!judged(Some(foreign), host), "{foreign}");
        }
        assert!(!judged(Some("https://evil.example.org"), "10.0.0.7:8443"));
    }

    #[test]
    fn the_protocol_is_found_among_those_a_caller_speaks() {
        let speaks = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(value));
            speaks_our_protocol(&headers)
        };
        assert!(speaks("graphql-transport-ws"));
        assert!(speaks("graphql-ws, graphql-transport-ws"));
        assert!(!speaks("graphql-ws"));
    }
}
