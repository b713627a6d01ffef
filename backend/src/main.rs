//! `greenbridge`: the program around [`greenbridge::command`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    greenbridge::command::main()
}
