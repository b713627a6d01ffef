//! Servers outside, played back: each question gets the next of the recorded answers, the last of them
//! from then on. What was asked is kept.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Answers to every name; it ends with this value.
pub(crate) struct Recorded {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Recorded {
    /// Plays these back: a line of status, lines of headers, an empty line, the body.
    pub(crate) async fn play(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let answers: Vec<String> = answers.iter().map(|it| wire(it)).collect();
        let serving = tokio::spawn(async move {
            let mut next = 0;
            while let Ok((mut caller, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match caller.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => break,
                    }
                }
                let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
                seen.lock().expect("no holder of this lock panics").push(head);
                // A caller that goes away is no concern of the server.
                let _ = caller.write_all(answers[next].as_bytes()).await;
                next = (next + 1).min(answers.len() - 1);
            }
        });
        Self { address, asked, serving }
    }

    /// For `GREENBRIDGE_LINK_CHECKS`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The heads of all questions so far, in lower case.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no holder of this lock panics").clone()
    }
}

fn wire(answer: &str) -> String {
    let (head, body) = answer.split_once("\n\n").unwrap_or((answer, ""));
    let head = head.replace('\n', "\r\n");
    let has_length = head.to_ascii_lowercase().contains("content-length");
    let length =
        if has_length { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    format!("HTTP/1.1 {head}\r\n{length}connection: close\r\n\r\n{body}")
}

impl Drop for Recorded {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
