//! Writes log lines to standard error: those of requests gathered for a moment, since one write
//! for each costs more than making it; all others at once, after what was gathered.

use std::io::{Result, Write, stderr};
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

use super::REQUEST_TARGET;

/// How long lines of requests are gathered.
const MOMENT: Duration = Duration::from_millis(20);
/// So many bytes are written without waiting for the moment to pass.
const ENOUGH: usize = 64 << 10;

static GATHERED: Mutex<Vec<u8>> = Mutex::new(Vec::new());
/// Rung when the first line is gathered.
static FIRST: Condvar = Condvar::new();

/// Writes out what is still gathered; call it before the process ends.
pub fn flush() {
    write_out(&mut gathered());
}

/// Where the subscriber writes to.
pub(super) struct Lines;

/// Takes one line.
pub(super) struct Line {
    may_wait: bool,
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line;

    fn make_writer(&'a self) -> Line {
        Line { may_wait: false }
    }

    fn make_writer_for(&'a self, meta: &Metadata<'_>) -> Line {
        Line { may_wait: meta.target() == REQUEST_TARGET && *meta.level() >= Level::INFO }
    }
}

impl Write for Line {
    fn write(&mut self, line: &[u8]) -> Result<usize> {
        let mut gathered = gathered();
        let is_first = gathered.is_empty();
        gathered.extend_from_slice(line);
        if !self.may_wait || gathered.len() >= ENOUGH {
            write_out(&mut gathered);
        } else if is_first {
            drop(gathered);
            clear_soon();
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

fn gathered() -> MutexGuard<'static, Vec<u8>> {
    GATHERED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A closed standard error is nobody's problem: the server goes on without a log.
fn write_out(gathered: &mut Vec<u8>) {
    if !gathered.is_empty() {
        let _ = stderr().write_all(gathered);
        gathered.clear();
    }
}

/// Wakes the one thread that writes out what was gathered, a moment after the first line.
fn clear_soon() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // Without a thread the lines come when enough are gathered.
        let _ = thread::Builder::new().name("log-lines".to_owned()).spawn(clear);
    });
    FIRST.notify_one();
}

fn clear() {
    loop {
        let waiting = FIRST.wait_while(gathered(), |it| it.is_empty());
        drop(waiting.unwrap_or_else(PoisonError::into_inner));
        thread::sleep(MOMENT);
        flush();
    }
}
