//! Load over connections that are kept open, bounded in time and number.

mod cases;
mod client;
mod pages;
mod trust;
mod writes;

pub(crate) use cases::Cases;
pub(crate) use pages::{PageWeight, weigh};
pub(crate) use trust::{Trust, measure as measure_trust};
pub(crate) use writes::{Writes, measure as measure_writes};

use crate::process::Server;
use anyhow::{Context, ensure};
use client::Client;
use hdrhistogram::Histogram;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Requests before the clock runs.
    pub(crate) warm_up: usize,
    /// Seconds that are measured.
    pub(crate) time: Duration,
    /// Requests that are measured at most.
    pub(crate) requests: usize,
}

/// What one load gave.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub(crate) struct Measured {
    /// Requests answered.
    pub(crate) requests: usize,
    /// Answers a second.
    pub(crate) per_second: f64,
    /// Half of the answers came within, in milliseconds.
    pub(crate) p50_ms: f64,
    /// 99 of 100 answers came within, in milliseconds.
    pub(crate) p99_ms: f64,
    /// CPU time of the server process for each request, in milliseconds.
    pub(crate) cpu_ms: f64,
    /// Mean size of an answer's body as sent, in bytes.
    pub(crate) bytes: f64,
}

impl Measured {
    /// Requests that one second of CPU time of the server answers.
    pub(crate) fn per_cpu_second(&self) -> f64 {
        if self.cpu_ms > 0.0 { 1e3 / self.cpu_ms } else { 0.0 }
    }
}

struct Tally {
    latencies: RefCell<Histogram<u64>>,
    next: Cell<usize>,
    left: Cell<usize>,
    bytes: Cell<usize>,
}

/// Sends `requests` in turn over so many connections. Runs on one thread: the other core is the
/// server's.
///
/// # Errors
/// When an answer is not 200 or holds an error: a fast refusal is no result.
pub(crate) fn run(
    server: &Server,
    requests: &Arc<[Vec<u8>]>,
    connections: usize,
    bounds: Bounds,
) -> anyhow::Result<Measured> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let warm = Bounds { requests: bounds.warm_up, ..bounds };
        round(server, requests, connections, warm).await.context("warm up")?;
        round(server, requests, connections, bounds).await
    }))
}

async fn round(
    server: &Server,
    requests: &Arc<[Vec<u8>]>,
    connections: usize,
    bounds: Bounds,
) -> anyhow::Result<Measured> {
    let tally = Rc::new(Tally {
        latencies: RefCell::new(Histogram::new(3)?),
        next: Cell::new(0),
        left: Cell::new(bounds.requests),
        bytes: Cell::new(0),
    });
    let mut clients = Vec::new();
    for _ in 0..connections {
        clients.push(Client::connect(server.address).await?);
    }
    let cpu = server.cpu_seconds()?;
    let begun = Instant::now();
    let end = begun + bounds.time;
    let tasks = clients.into_iter().map(|client| {
        let (tally, requests) = (Rc::clone(&tally), Arc::clone(requests));
        tokio::task::spawn_local(keep_asking(client, tally, requests, end))
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.context("a connection panicked")??;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let cpu = server.cpu_seconds()? - cpu;
    let latencies = tally.latencies.borrow();
    let count = usize::try_from(latencies.len())?;
    let milliseconds = |quantile: f64| latencies.value_at_quantile(quantile) as f64 / 1e3;
    Ok(Measured {
        requests: count,
        per_second: count as f64 / seconds,
        p50_ms: milliseconds(0.5),
        p99_ms: milliseconds(0.99),
        cpu_ms: cpu * 1e3 / count.max(1) as f64,
        bytes: tally.bytes.get() as f64 / count.max(1) as f64,
    })
}

async fn keep_asking(
    mut client: Client,
    tally: Rc<Tally>,
    requests: Arc<[Vec<u8>]>,
    end: Instant,
) -> anyhow::Result<()> {
    while tally.left.get() > 0 && Instant::now() < end {
        tally.left.set(tally.left.get() - 1);
        let place = tally.next.get();
        tally.next.set((place + 1) % requests.len());
        let begun = Instant::now();
        let answer = client.ask(&requests[place]).await?;
        let taken = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        ensure!(answer.status == 200, "the answer was {}", answer.status);
        tally.bytes.set(tally.bytes.get() + answer.body.len());
        tally.latencies.borrow_mut().record(taken.max(1))?;
    }
    Ok(())
}

/// The JSON of one answer, checked.
///
/// # Errors
/// When it is not 200, not JSON, or holds errors.
pub(crate) async fn json(client: &mut Client, request: &[u8]) -> anyhow::Result<serde_json::Value> {
    let answer = client.ask(request).await?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    ensure!(answer.status == 200, "the answer was {}: {text}", answer.status);
    let value: serde_json::Value = serde_json::from_str(&text).context("read the answer")?;
    ensure!(value.get("errors").is_none(), "the answer holds errors: {text}");
    Ok(value)
}
