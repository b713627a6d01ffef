//! A browser: keeps cookies, says what it is, sends our script's header unless told otherwise.

use super::{Answer, TestApp};
use reqwest::header::{COOKIE, SET_COOKIE, USER_AGENT};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A browser of somebody, at a test's app.
pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    /// What it keeps.
    pub(crate) cookies: BTreeMap<String, String>,
    /// Whether it sends the header that forms of other sites cannot.
    pub(crate) own_script: bool,
    /// What it says it is.
    pub(crate) agent: &'static str,
    /// Where its proxy says it is.
    pub(crate) from: Option<String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        let cookies = BTreeMap::new();
        Self { app, cookies, own_script: true, agent: "Firefox on Windows", from: None }
    }

    /// As another device, with the cookies this one has now.
    pub(crate) fn copy(&self) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::new(self.app) }
    }

    /// Asks with variables.
    pub(crate) async fn ask(&mut self, text: &str, variables: Value) -> Answer {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self
            .app
            .http()
            .post(self.app.address("/graphql"))
            .header(COOKIE, cookies.join("; "))
            .header(USER_AGENT, self.agent)
            .json(&json!({ "query": text, "variables": variables }));
        if self.own_script {
            request = request.header("x-greenbridge", "workspace");
        }
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        Answer { status, body: response.json().await.unwrap() }
    }

    /// Changes something: the mutation's name, what of its payload is wanted, its input.
    pub(crate) async fn mutate(&mut self, field: &str, wanted: &str, input: Value) -> Answer {
        let mut kind = field.to_owned();
        kind[..1].make_ascii_uppercase();
        let text = format!(
            "mutation($input: {kind}Input!) {{ {field}(input: $input) \
             {{ {wanted} problems {{ code path message }} }} }}"
        );
        self.ask(&text, json!({ "input": input })).await
    }

    /// Signs in with a password.
    pub(crate) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        let input = json!({ "email": email, "password": password });
        self.mutate("sessionSignIn", "viewer { id }", input).await
    }

    /// Whether somebody is signed in.
    pub(crate) async fn is_signed_in(&mut self) -> bool {
        !self.ask("{ viewer { id } }", json!({})).await.get("/viewer").is_null()
    }

    /// Whether the refresh token still gives new ones.
    pub(crate) async fn refreshes(&mut self) -> bool {
        let text = "mutation { sessionRefresh { viewer { id } problems { code } } }";
        let answer = self.ask(text, json!({})).await;
        !answer.body["data"]["sessionRefresh"]["viewer"].is_null()
    }

    /// The devices of the person, as they see them.
    pub(crate) async fn sessions(&mut self) -> Vec<Value> {
        let text = "{ sessions { id device address isCurrent } }";
        self.ask(text, json!({})).await.list("/sessions").to_vec()
    }
}
