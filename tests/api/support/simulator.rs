//! A language model in the process that says what a test recorded, and remembers what it was told.

use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it does when it is asked.
#[derive(Clone)]
pub(crate) enum Recorded {
    /// Says these words one after the other, and that they took so many tokens.
    Says(Vec<&'static str>, u64),
    /// Says these words and breaks off.
    BreaksOff(Vec<&'static str>),
    /// Says these words and never ends.
    Hangs(Vec<&'static str>),
    /// Answers with a status.
    Refuses(u16),
    /// Answers with what is not of the protocol.
    Babbles(&'static str),
    /// Never stops talking.
    Endless(&'static str),
}

/// A model that listens at an address of its own.
pub(crate) struct Simulator {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<(String, Value)>>>,
    serving: JoinHandle<()>,
}

impl Simulator {
    pub(crate) async fn start(recorded: Recorded) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let heard: Arc<Mutex<Vec<(String, Value)>>> = Arc::default();
        let ears = Arc::clone(&heard);
        let serving = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                // A caller that goes away is no concern of the model.
                tokio::spawn(answer(socket, recorded.clone(), Arc::clone(&ears)));
            }
        });
        Self { address, heard, serving }
    }

    /// `GREENBRIDGE_MODEL_URL` of it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// What it was told: head and body of each request.
    pub(crate) fn heard(&self) -> Vec<(String, Value)> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(
    socket: TcpStream,
    recorded: Recorded,
    heard: Arc<Mutex<Vec<(String, Value)>>>,
) -> std::io::Result<()> {
    let mut socket = BufReader::new(socket);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        socket.read_line(&mut line).await?;
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await?;
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    heard.lock().unwrap_or_else(PoisonError::into_inner).push((head, body));
    speak(&mut socket, recorded).await?;
    socket.shutdown().await
}

fn event(value: &Value) -> String {
    format!("data: {value}\n\n")
}

fn words(text: &str) -> String {
    event(&json!({ "choices": [{ "delta": { "content": text }, "finish_reason": null }] }))
}

async fn speak(socket: &mut BufReader<TcpStream>, recorded: Recorded) -> std::io::Result<()> {
    let status = match recorded {
        Recorded::Refuses(status) => status,
        _ => 200,
    };
    let head = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
    );
    socket.write_all(head.as_bytes()).await?;
    match recorded {
        Recorded::Says(all, tokens) => {
            for text in all {
                socket.write_all(words(text).as_bytes()).await?;
            }
            let end = json!({ "choices": [{ "delta": {}, "finish_reason": "stop" }] });
            let used = json!({ "choices": [], "usage": { "total_tokens": tokens } });
            let rest = format!("{}{}data: [DONE]\n\n", event(&end), event(&used));
            socket.write_all(rest.as_bytes()).await
        }
        Recorded::BreaksOff(all) => {
            for text in all {
                socket.write_all(words(text).as_bytes()).await?;
            }
            Ok(())
        }
        Recorded::Hangs(all) => {
            for text in all {
                socket.write_all(words(text).as_bytes()).await?;
            }
            socket.flush().await?;
            std::future::pending().await
        }
        Recorded::Refuses(_) => Ok(()),
        Recorded::Babbles(text) => socket.write_all(text.as_bytes()).await,
        Recorded::Endless(text) => loop {
            socket.write_all(words(text).as_bytes()).await?;
        },
    }
}
