//! Shows on stderr how far an import is: a bar on a terminal, else a line now and then.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// How often a line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

pub(super) enum Progress {
    Bar(ProgressBar),
    Lines { total: u64, last: Instant },
}

impl Progress {
    /// `total` is in the unit in which [`Progress::at`] is told; 0 when it is not known.
    pub(super) fn new(total: u64) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines { total, last: Instant::now() };
        }
        let bar = if total == 0 { ProgressBar::new_spinner() } else { ProgressBar::new(total) };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3}%  {elapsed}  {wide_msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    /// Tells the place reached and what has been counted.
    pub(super) fn at(&mut self, place: u64, counts: &str) {
        match self {
            Self::Bar(bar) => {
                bar.set_position(place);
                bar.set_message(counts.to_owned());
            }
            Self::Lines { total, last } if last.elapsed() >= LINE_EVERY => {
                *last = Instant::now();
                match (place * 100).checked_div(*total) {
                    Some(percent) => eprintln!("{:>3}%  {counts}", percent.min(100)),
                    None => eprintln!("{counts}"),
                }
            }
            Self::Lines { .. } => {}
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
