//! People as values: who they are, and how they ask.

use super::{Answer, Wire};
use serde_json::{Value, json};

/// Somebody who asks through the real door: nobody yet, or a person with an access token.
#[derive(Clone)]
pub(crate) struct Actor {
    http: reqwest::Client,
    base: String,
    token: Option<String>,
    /// Where they sign in; empty for visitors.
    pub(crate) email: String,
}

/// The password of everybody in the tests.
pub(crate) const PASSWORD: &str = "Abc-12345-xyz";

impl Actor {
    /// Nobody, asking at an address.
    pub(crate) fn visitor(http: reqwest::Client, base: &str) -> Self {
        Self { http, base: base.to_owned(), token: None, email: String::new() }
    }

    /// Somebody who shows this access token and knows no password.
    pub(crate) fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: Some(token.into()), email: String::new(), ..self.clone() }
    }

    /// Sends a file, as a browser does.
    pub(crate) async fn send_file(&self, path: &str, content: Vec<u8>) -> reqwest::Response {
        let request = self.http.post(format!("{}{path}", self.base)).bearer_auth(self.token());
        request.body(content).send().await.expect("the server of the test answers")
    }

    /// Fetches a file.
    pub(crate) async fn fetch(&self, path: &str) -> reqwest::Response {
        let mut request = self.http.get(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request.send().await.expect("the server of the test answers")
    }

    /// The token they carry.
    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// Asks, or changes something. A person whose token is over signs in again, as people do.
    pub(crate) async fn query(&self, text: &str, variables: Value) -> Answer {
        let body = json!({ "query": text, "variables": variables });
        let answer = self.send(&body).await;
        if answer.status != 401 || self.email.is_empty() {
            return answer;
        }
        let nobody = Self { token: None, email: String::new(), ..self.clone() };
        let input = json!({ "email": self.email, "password": PASSWORD });
        let again =
            nobody.send(&json!({ "query": SIGN_IN, "variables": { "input": input } })).await;
        nobody.with_token(again.text("/sessionSignIn/accessToken")).send(&body).await
    }

    /// Asks for a page or a file as this person. One whose token is over signs in again.
    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        let response = self.fetch(path).await;
        if response.status() != 401 || self.email.is_empty() {
            return response;
        }
        let nobody = Self { token: None, email: String::new(), ..self.clone() };
        nobody.signed_in_as(&self.email).await.fetch(path).await
    }

    /// Sends a body as it is to the GraphQL door.
    pub(crate) async fn send(&self, body: &Value) -> Answer {
        let mut request = self.http.post(format!("{}/graphql", self.base)).json(body);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("the server of the test answers");
        let status = response.status().as_u16();
        let body = response.text().await.expect("an answer has a body");
        let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
        Answer { status, body }
    }

    /// Follows a subscription; what is told first.
    pub(crate) async fn follow(&self, text: &str, variables: Value) -> Answer {
        let bearer = format!("Bearer {}", self.token());
        let headers: &[(&str, &str)] =
            if self.token.is_some() { &[("authorization", &bearer)] } else { &[] };
        let mut wire = match Wire::open(&self.base, headers).await {
            Ok(wire) => wire,
            Err(401) if !self.email.is_empty() => {
                let nobody = Self { token: None, email: String::new(), ..self.clone() };
                let again = nobody.signed_in_as(&self.email).await;
                return Box::pin(again.follow(text, variables)).await;
            }
            Err(status) => panic!("no connection: {status}"),
        };
        wire.greet().await;
        wire.subscribe("1", text, variables).await;
        let told = wire.next().await;
        let body = match told["type"].as_str() {
            Some("error") => json!({ "data": null, "errors": told["payload"] }),
            _ => told["payload"].clone(),
        };
        Answer { status: 200, body }
    }

    /// Signs in; the answer tells whether it worked.
    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let input = json!({ "email": email, "password": password });
        self.query(SIGN_IN, json!({ "input": input })).await
    }

    /// Signs in with the password of everybody.
    pub(crate) async fn signed_in_as(&self, email: &str) -> Self {
        let answer = self.sign_in(email, PASSWORD).await.ok();
        let token = answer.text("/sessionSignIn/accessToken");
        Self { token: Some(token), email: email.to_owned(), ..self.clone() }
    }
}

const SIGN_IN: &str = "mutation($input: SessionSignInInput!) { sessionSignIn(input: $input) {
    viewer { id email role } accessToken problems { code path message } } }";
