//! The other side of the wire, for real: an S3 store in the process, an SMTP server beside it.

use super::in_tree;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use serde_json::Value;
use std::net::SocketAddr;
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;

/// An S3 store that checks signatures, with one empty bucket called `bucket`.
pub(crate) struct S3Store {
    address: SocketAddr,
    folder: TempDir,
    serving: JoinHandle<()>,
}

/// What the store lets in.
pub(crate) const S3_KEYS: (&str, &str) = ("greenbridge", "a-secret-of-the-tests");

impl S3Store {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the store");
        std::fs::create_dir(folder.path().join("bucket")).expect("a bucket");
        let store = s3s_fs::FileSystem::new(folder.path()).expect("the store opens its folder");
        let mut builder = S3ServiceBuilder::new(store);
        builder.set_auth(SimpleAuth::from_single(S3_KEYS.0, S3_KEYS.1));
        let service = builder.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let http = Builder::new(TokioExecutor::new());
                    // A caller that goes away is no concern of the store.
                    let _ = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { address, folder, serving }
    }

    /// `STORAGE_URL` of the store.
    pub(crate) fn url(&self) -> String {
        format!("s3://bucket?endpoint=http://{}&region=us-east-1&allow_http=true", self.address)
    }

    /// The files that lie in the bucket, half-written ones included.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = walk(&self.folder.path().join("bucket"));
        names.sort();
        names
    }
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder can be read").flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() { walk(&path) } else { vec![path.display().to_string()] }
        })
        .collect()
}

impl Drop for S3Store {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A real SMTP server (`tests/e2e/peers/smtp.mjs`); it ends with this value.
pub(crate) struct SmtpServer {
    port: u16,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl SmtpServer {
    pub(crate) async fn start() -> Self {
        let folder = in_tree("tests/e2e");
        assert!(
            folder.join("node_modules/smtp-server").exists(),
            "the SMTP server is not installed: npm --prefix tests/e2e ci"
        );
        let mut process = Command::new("node")
            .arg("peers/smtp.mjs")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node starts");
        let output = process.stdout.take().expect("its output is piped");
        let mut this = Self { port: 0, lines: BufReader::new(output).lines(), _process: process };
        let hello = this.next().await;
        this.port = hello["port"].as_u64().and_then(|it| u16::try_from(it).ok()).expect("a port");
        this
    }

    /// `SMTP_URL` of the server.
    pub(crate) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The next mail that was taken over: `{ from, to, text }`.
    pub(crate) async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(std::time::Duration::from_secs(20), self.lines.next_line());
        let line = line.await.expect("the SMTP server says something in time");
        let line = line.expect("its output can be read").expect("it is still there");
        serde_json::from_str(&line).expect("it speaks JSON")
    }
}
