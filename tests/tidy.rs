//! The directions of the house: a room may name only the rooms below it, and files stay readable.

#![allow(clippy::disallowed_macros, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use (`lib.rs` draws the same).
const ROOMS: &[(&str, &[&str])] = &[
    ("json", &[]),
    ("workers", &[]),
    ("domain", &["json"]),
    ("text", &["domain"]),
    ("profile", &["domain"]),
    ("log", &["domain", "json", "workers"]),
    ("index", &["domain", "json", "workers"]),
    ("report", &["domain", "text"]),
    ("render", &["domain", "report", "text"]),
    ("project", &["domain", "index", "json", "log", "profile", "workers"]),
    ("import", &["domain", "log", "profile", "project", "text", "workers"]),
    ("demo", &["domain", "log", "profile", "project", "text"]),
    // Errors of the log are worded in `cli/messages`; nothing else of `cli` looks below the front door.
    ("cli", &["demo", "domain", "import", "log", "profile", "project", "render", "report", "text", "workers"]),
];

fn files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder of the crate").map(|e| e.expect("an entry").path()) {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let name = |p: &Path| p.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
    found.iter().map(|p| (name(p), fs::read_to_string(p).expect("UTF-8"))).collect()
}

#[test]
fn rooms_depend_downwards_only() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let room = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some((_, may)) = ROOMS.iter().find(|(name, _)| *name == room) else { continue };
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for (_, rest) in line.match_indices("crate::").map(|(at, _)| line.split_at(at + 7)) {
                let named: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_room = ROOMS.iter().any(|(name, _)| *name == named);
                if is_room && named != room && !may.contains(&named.as_str()) {
                    wrong.push(format!("src/{file}:{}: {room} may not use {named}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut wrong = Vec::new();
    for (file, text) in sources().into_iter().filter(|(f, _)| !f.ends_with("tests.rs")) {
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{file} does not open with its purpose"));
        }
        // Tests stand below the code and do not count.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        if code > 480 {
            wrong.push(format!("src/{file} has {code} lines of code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
