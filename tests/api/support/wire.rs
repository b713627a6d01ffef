//! A connection for subscriptions, as a browser or a program opens it.

use actix_http::ws::{Codec, Frame, Message};
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

/// An open connection.
pub(crate) struct Wire(Framed<TcpStream, Codec>);

/// What was heard.
#[derive(Debug, PartialEq)]
pub(crate) enum Heard {
    /// A message.
    Told(Value),
    /// The server closes, with this code.
    Closed(u16),
    /// Nobody is there any more.
    Gone,
}

impl Wire {
    /// Opens a connection at a base address with more headers; the status when it is refused.
    pub(crate) async fn open(base: &str, headers: &[(&str, &str)]) -> Result<Self, u16> {
        Self::open_as("graphql-transport-ws", base, headers).await
    }

    /// The same for another protocol.
    pub(crate) async fn open_as(
        protocol: &str,
        base: &str,
        headers: &[(&str, &str)],
    ) -> Result<Self, u16> {
        let host = base.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.expect("the server of the test listens");
        let more: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "GET /graphql HTTP/1.1\r\nhost: {host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
             sec-websocket-protocol: {protocol}\r\n{more}\r\n"
        );
        stream.write_all(head.as_bytes()).await.expect("the server of the test reads");
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.expect("the server of the test answers"));
        }
        let answer = String::from_utf8(answer).expect("a head is text");
        let status = answer.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        if status != 101 {
            return Err(status);
        }
        assert!(answer.to_lowercase().contains("sec-websocket-protocol: graphql-transport-ws"));
        Ok(Self(Framed::new(stream, Codec::new().client_mode())))
    }

    /// Says the first word and hears the answer.
    pub(crate) async fn greet(&mut self) {
        self.say(&json!({ "type": "connection_init" })).await;
        assert_eq!(self.hear().await, Heard::Told(json!({ "type": "connection_ack" })));
    }

    /// Begins a subscription.
    pub(crate) async fn subscribe(&mut self, id: &str, text: &str, variables: Value) {
        let payload = json!({ "query": text, "variables": variables });
        self.say(&json!({ "type": "subscribe", "id": id, "payload": payload })).await;
    }

    /// Says something.
    pub(crate) async fn say(&mut self, message: &Value) {
        self.say_as_it_is(&message.to_string()).await;
    }

    /// Says any text.
    pub(crate) async fn say_as_it_is(&mut self, text: &str) {
        // Whether anybody hears it is what is heard next.
        let _ = self.0.send(Message::Text(text.to_owned().into())).await;
    }

    /// What is heard next, after answering pings.
    pub(crate) async fn hear(&mut self) -> Heard {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(60), self.0.next()).await;
            return match next.expect("something is heard within a minute") {
                Some(Ok(Frame::Text(text))) => {
                    Heard::Told(serde_json::from_slice(&text).expect("messages are JSON"))
                }
                Some(Ok(Frame::Ping(bytes))) => {
                    let _ = self.0.send(Message::Pong(bytes)).await;
                    continue;
                }
                Some(Ok(Frame::Close(reason))) => {
                    Heard::Closed(reason.map_or(1005, |it| it.code.into()))
                }
                Some(Ok(other)) => panic!("nobody sends {other:?}"),
                Some(Err(_)) | None => Heard::Gone,
            };
        }
    }

    /// The message that is heard next.
    pub(crate) async fn next(&mut self) -> Value {
        match self.hear().await {
            Heard::Told(message) => message,
            other => panic!("a message was expected: {other:?}"),
        }
    }
}
