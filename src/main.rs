//! argv in, exit code out.

use redress::cli;
use std::process::ExitCode;

/// Work goes from thread to thread here, and with it memory that one takes and another gives back: the C library's allocator lets them
/// wait for each other, this one does not.
#[cfg(unix)]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(cli::run(&cli::env::args(), cli::env::Env::read()))
}
