//! The messages of `graphql-transport-ws`, and how a broken rule ends a connection.

use async_graphql::{Request, Response, ServerError};
use serde::{Deserialize, Serialize};

/// The name of the protocol.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";
/// The longest name of a subscription.
pub(super) const ID_BYTES: usize = 64;

/// What a caller says. What else it puts into a message is not read: who it is was settled by its headers.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a message is read, used and gone")]
pub(super) enum Asked {
    ConnectionInit {},
    Ping {},
    Pong {},
    Subscribe { id: String, payload: Request },
    Complete { id: String },
}

/// What a caller is told.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Told<'a> {
    ConnectionAck,
    Pong,
    Next {
        id: &'a str,
        payload: &'a Response,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    #[serde(rename = "error")]
    Refused {
        id: &'a str,
        payload: serde_json::Value,
    },
    Complete {
        id: &'a str,
    },
}

impl<'a> Told<'a> {
    /// A subscription that is not begun.
    pub(super) fn refused(id: &'a str, message: &str, code: &str) -> Self {
        let error = serde_json::json!({ "message": message, "extensions": { "code": code } });
        Self::Refused { id, payload: serde_json::json!([error]) }
    }

    /// As it is sent.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A rule of the protocol that was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// No message of the protocol, or too long.
    Message,
    /// A subscription before the greeting.
    Unauthorised,
    /// The session is over.
    Forbidden,
    /// No greeting in time.
    NotGreeted,
    /// Two subscriptions of one name.
    SameId,
    /// Two greetings.
    GreetedTwice,
}

impl Broken {
    /// The code and the words a connection is closed with; the protocol gives both.
    pub(super) fn close(self) -> (u16, &'static str) {
        match self {
            Self::Message => (4400, "Invalid message"),
            Self::Unauthorised => (4401, "Unauthorized"),
            Self::Forbidden => (4403, "Forbidden"),
            Self::NotGreeted => (4408, "Connection initialisation timeout"),
            Self::SameId => (4409, "Subscriber already exists"),
            Self::GreetedTwice => (4429, "Too many initialisation requests"),
        }
    }
}

/// Reads a message.
///
/// # Errors
/// It is none.
pub(super) fn read(text: &str) -> Result<Asked, Broken> {
    serde_json::from_str(text).map_err(|_| Broken::Message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_protocol_are_read_and_nothing_else() {
        for text in [
            r#"{"type":"connection_init"}"#,
            r#"{"type":"connection_init","payload":{"token":"x"}}"#,
            r#"{"type":"ping"}"#,
            r#"{"type":"pong","payload":null}"#,
            r#"{"id":"1","type":"subscribe","payload":{"query":"subscription { x }"}}"#,
            r#"{"id":"1","type":"complete"}"#,
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "{}",
            "[]",
            "7",
            r#"{"type":"start"}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            "\u{0}",
        ] {
            assert_eq!(read(text).err(), Some(Broken::Message), "{text}");
        }
    }

    #[test]
    fn what_is_told_has_the_names_of_the_protocol() {
        assert_eq!(Told::ConnectionAck.written(), r#"{"type":"connection_ack"}"#);
        assert_eq!(Told::Complete { id: "1" }.written(), r#"{"type":"complete","id":"1"}"#);
        let refused = Told::refused("1", "过多", "LIMIT_EXCEEDED").written();
        assert!(refused.starts_with(r#"{"type":"error","id":"1","payload":[{"#), "{refused}");
        let errors = [ServerError::new("x", None)];
        let told = Told::Error { id: "1", payload: &errors }.written();
        assert!(told.contains(r#""type":"error""#), "{told}");
    }
}
