//! argv in, exit code out.

use redress::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run(&cli::env::args(), cli::env::Env::read()))
}
