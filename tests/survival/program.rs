//! The real program, started, asked and stopped as people do.

use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Nothing may take longer than this; a program that hangs fails the test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// One installation: a folder, an address, the program.
pub(crate) struct Installation {
    data: TempDir,
    listen: String,
    http: reqwest::Client,
}

/// The program beside this test: built by the same `cargo build --workspace`.
fn program() -> PathBuf {
    let here = std::env::current_exe().expect("a test knows where it is");
    let folder = here.ancestors().nth(2).expect("target/<profile>/deps/<test>");
    let program = folder.join("greenbridge");
    assert!(program.exists(), "{} is missing: cargo build --workspace", program.display());
    program
}

impl Installation {
    pub(crate) fn new() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let listen = free.local_addr().expect("an address").to_string();
        let http = reqwest::Client::builder().timeout(PATIENCE).build().expect("a client");
        Self { data: tempfile::tempdir().expect("a folder"), listen, http }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(words)
            .env("GREENBRIDGE_DATA", self.data.path().join("data"))
            .env("GREENBRIDGE_LISTEN", &self.listen)
            .env("GREENBRIDGE_RATE_MUTATIONS", "off")
            .env("GREENBRIDGE_RATE_REGISTER", "off")
            .env("GREENBRIDGE_LINK_CHECKS", "off")
            .env("GREENBRIDGE_RATE_SIGN_IN", "off")
            .env("GREENBRIDGE_BID_WINDOW", "1s")
            .env("GREENBRIDGE_STAFF_SECOND_FACTOR", "optional")
            .env("GREENBRIDGE_LOG", "error")
            .env_remove("DATABASE_URL")
            .current_dir(self.data.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// A path in its folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }

    /// Where it listens.
    pub(crate) fn listen(&self) -> &str {
        &self.listen
    }

    /// Starts the server and returns once it serves.
    pub(crate) async fn serve(&self) -> Child {
        let mut server = self.command(&["serve"]).spawn().expect("the program starts");
        let output = server.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(output).lines();
        let hello = tokio::time::timeout(PATIENCE, lines.next_line()).await;
        let hello = hello.expect("it starts in time").expect("its output can be read");
        if hello.is_none() {
            let ended = server.wait_with_output().await.expect("it has ended");
            panic!("it did not start: {}", String::from_utf8_lossy(&ended.stderr));
        }
        server
    }

    /// Runs a command to its end: whether it succeeded, and what it printed.
    pub(crate) async fn run(&self, words: &[&str]) -> (bool, String) {
        let output = tokio::time::timeout(PATIENCE, self.command(words).output()).await;
        let output = output.expect("it ends in time").expect("the program starts");
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        (output.status.success(), text)
    }

    /// Sends a file; none when the server is gone.
    pub(crate) async fn send(&self, token: &str, path: &str, content: Vec<u8>) -> Option<Value> {
        let address = format!("http://{}{path}", self.listen);
        let request = self.http.post(address).bearer_auth(token).body(content);
        let body = request.send().await.ok()?.bytes().await.ok()?;
        serde_json::from_slice(&body).ok()
    }

    /// Asks; none when the server is gone.
    pub(crate) async fn ask(&self, token: &str, query: &str, variables: &Value) -> Option<Value> {
        let mut request = self.http.post(format!("http://{}/graphql", self.listen));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        let body = json!({ "query": query, "variables": variables });
        let response = request.json(&body).send().await.ok()?;
        let body = response.bytes().await.ok()?;
        serde_json::from_slice(&body).ok()
    }
}
