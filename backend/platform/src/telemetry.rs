//! What the process tells about itself: log lines with request ids, and numbers for Prometheus.

mod lines;
mod numbers;
mod request;
mod request_id;

use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

pub use lines::flush;
pub use request::observe;
pub use request_id::RequestId;

use crate::settings::{LogFormat, Settings};

/// Upper bounds of the duration histogram, in seconds.
const BUCKETS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// How often samples are folded into the histogram; between folds they take memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// The target of the line each request leaves; switch it off with `GREENBRIDGE_LOG=…,http=off`.
const REQUEST_TARGET: &str = "http";

static METRICS: OnceLock<Metrics> = OnceLock::new();
static LAST_UPKEEP: Mutex<Option<Instant>> = Mutex::new(None);

/// The numbers of this process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// The text for `/metrics`.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Folds the samples of the last moments, which take memory until then. Every process that
    /// serves calls it now and then, as often as it likes: at most every five seconds it does
    /// something.
    pub fn keep_up(&self) {
        // Somebody else is at it when the lock is taken.
        let Ok(mut last) = LAST_UPKEEP.try_lock() else { return };
        if last.is_none_or(|it| it.elapsed() >= UPKEEP) {
            *last = Some(Instant::now());
            self.0.run_upkeep();
        }
    }
}

/// Begins logging to standard error and counting. Standard output belongs to the answers of
/// sub-commands. A second call, as tests make, changes nothing and answers the same numbers.
///
/// # Errors
/// When another part of the process has installed a recorder of its own.
pub fn init(settings: &Settings) -> Result<Metrics, BuildError> {
    if let Some(metrics) = METRICS.get() {
        return Ok(metrics.clone());
    }
    init_log(settings);
    let metrics = Metrics(count()?);
    Ok(METRICS.get_or_init(|| metrics).clone())
}

fn init_log(settings: &Settings) {
    let filter = EnvFilter::builder().parse_lossy(&settings.log);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(lines::Lines);
    // An embedding program, or a test, may have its own subscriber: then ours is not needed.
    let _ = match settings.log_format {
        LogFormat::Text => lines.with_ansi(is_terminal()).with_target(false).try_init(),
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .try_init(),
    };
}

fn is_terminal() -> bool {
    std::io::IsTerminal::is_terminal(&std::io::stderr())
}

fn count() -> Result<PrometheusHandle, BuildError> {
    let handle = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
    metrics::describe_counter!("http_requests_total", "Requests by method, route and status.");
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Time from the head of a request to the head of its answer."
    );
    Ok(handle)
}
