//! append LOG PRIVATE: what a durable intake cannot do without: a line to each of two files, each synced before success.

#![allow(clippy::disallowed_methods)]

use std::fs::OpenOptions;
use std::io::{self, Write as _};

fn append(path: &str, line: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(line)?;
    file.sync_data()
}

fn main() -> io::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    for path in paths.iter().rev() {
        append(path, &[b"x".repeat(600), b"\n".to_vec()].concat())?;
    }
    Ok(())
}
