//! The real program, as it is started, stopped and killed.

#![allow(clippy::print_stdout, reason = "the figures of a run are worth reading")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops where it stands")]

mod hall;
mod killed;
mod program;
mod starts;
