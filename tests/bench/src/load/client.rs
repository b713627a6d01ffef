//! A small HTTP/1.1 client that costs the machine as little as possible: it shares two cores
//! with the server it measures.

use anyhow::{Context, bail};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest answer that is taken, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// A connection that is kept open.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer; its body lies in the client until the next request.
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) head: &'a str,
    /// As sent: compressed when it was, without the frames of chunks.
    pub(crate) body: Vec<u8>,
}

impl Answer<'_> {
    /// The value of a header of the answer.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(self.head, name)
    }
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens.
    pub(crate) async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connect")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a whole request and reads the whole answer.
    ///
    /// # Errors
    /// When the connection breaks or the answer is none.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> anyhow::Result<Answer<'_>> {
        self.stream.write_all(request).await.context("send")?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = std::str::from_utf8(&self.buffer[..head_end]).context("read the head")?;
        let status = head.get(9..12).and_then(|it| it.parse().ok()).context("read the status")?;
        let is_chunked = header(head, "transfer-encoding").is_some();
        let length: usize = match header(head, "content-length") {
            Some(text) => text.parse().context("read the length")?,
            None => 0,
        };
        let body = if is_chunked {
            self.chunks(head_end).await?
        } else {
            while self.buffer.len() < head_end + length {
                self.more().await?;
            }
            self.buffer[head_end..head_end + length].to_vec()
        };
        let head = std::str::from_utf8(&self.buffer[..head_end]).context("read the head")?;
        Ok(Answer { status, head, body })
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        if self.buffer.len() > LONGEST {
            bail!("the answer is longer than {LONGEST} bytes");
        }
        match self.stream.read_buf(&mut self.buffer).await.context("receive")? {
            0 => bail!("the server closed the connection"),
            _ => Ok(()),
        }
    }

    async fn chunks(&mut self, start: usize) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        let mut at = start;
        loop {
            let line = loop {
                if let Some(end) = find(&self.buffer[at..], b"\r\n") {
                    break end;
                }
                self.more().await?;
            };
            let size = std::str::from_utf8(&self.buffer[at..at + line]).context("chunk size")?;
            let size = usize::from_str_radix(size.trim(), 16).context("chunk size")?;
            at += line + 2;
            while self.buffer.len() < at + size + 2 {
                self.more().await?;
            }
            if size == 0 {
                return Ok(body);
            }
            body.extend_from_slice(&self.buffer[at..at + size]);
            at += size + 2;
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|it| it == wanted)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// A GET with what a browser would say of compression.
pub(crate) fn get(path: &str, accept_encoding: Option<&str>) -> Vec<u8> {
    let accept =
        accept_encoding.map_or_else(String::new, |it| format!("accept-encoding: {it}\r\n"));
    let path = encoded(path);
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{accept}\r\n").into_bytes()
}

/// A GraphQL request.
pub(crate) fn graphql(query: &str, variables: &serde_json::Value, token: Option<&str>) -> Vec<u8> {
    let body = serde_json::json!({ "query": query, "variables": variables }).to_string();
    let token = token.map_or_else(String::new, |it| format!("authorization: Bearer {it}\r\n"));
    format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         {token}content-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// The request with one more header.
pub(crate) fn with_header(request: &[u8], name: &str, value: &str) -> Vec<u8> {
    let first = find(request, b"\r\n").map_or(0, |at| at + 2);
    let header = format!("{name}: {value}\r\n");
    [&request[..first], header.as_bytes(), &request[first..]].concat()
}

/// Escapes what may not stand in an address, leaving its own signs alone.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"/?&=-_.~%".contains(&byte);
        if is_plain {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
