//! `docs/desks/NAME.md`: what a clerk types in the first hour at each desk, and what goes up at the month's end, with real output.
//!
//! A page's source is a page whose commands have no output yet. `@ desk P` begins a fresh desk on a profile with the units and people of
//! its demo, `@ demo P` its demo, `@ now WHEN` sets the clock; `| head -N` shows the first lines of an answer.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The sources: profile and text.
pub(crate) fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated/desks");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the sources").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).expect("a name").to_string();
    files.iter().map(|path| (name(path), std::fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// A page with the output of its commands.
pub(crate) fn page(source: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut now, mut at) = ("2026-11-16T09:00".to_string(), folder.path().to_path_buf());
    let mut out = String::new();
    for line in source.lines() {
        if let Some(said) = line.strip_prefix("@ ") {
            let (word, value) = said.split_once(' ').expect("a word and its value");
            match word {
                "now" => now = value.into(),
                "desk" => {
                    at = folder.path().join("desk");
                    run(
                        folder.path(),
                        &now,
                        &["init", "desk", "--profile", value, "--desk", "HQ", "--simulated", "-q"],
                    );
                    let people =
                        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo").join(value).join("directory.toml");
                    if let Ok(text) = std::fs::read_to_string(people) {
                        std::fs::write(at.join("directory.toml"), text).expect("the directory");
                    }
                }
                _ => {
                    at = folder.path().join("demo");
                    run(
                        folder.path(),
                        &now,
                        &["demo", "demo", "--profile", value, "--cases", "400", "--seed", "1", "-q"],
                    );
                }
            }
            continue;
        }
        let _ = writeln!(out, "{line}");
        if let Some(typed) = line.strip_prefix("$ redress ") {
            out += &answer(&at, &now, typed);
        }
    }
    out
}

fn answer(at: &Path, now: &str, typed: &str) -> String {
    let (command, lines) = match typed.rsplit_once(" | head -") {
        Some((command, lines)) => (command, lines.parse().expect("a number")),
        None => (typed, usize::MAX),
    };
    let mut words = words(command);
    // As a terminal shows it.
    let reads = ["概况", "列表", "报表", "报送", "查看", "时限说明", "status", "filing"];
    if words.first().is_some_and(|word| reads.contains(&word.as_str()))
        && !words.iter().any(|word| word == "--format" || word == "-o")
    {
        words.extend(["--format".to_string(), "table".to_string()]);
    }
    let said = run(at, now, &words.iter().map(String::as_str).collect::<Vec<_>>());
    let all = said.lines().count();
    let mut shown: String = said.lines().take(lines).map(|line| line.trim_end().to_string() + "\n").collect();
    if all > lines {
        shown += "…\n";
    }
    shown
}

/// Words between spaces, those in double quotes as one.
fn words(line: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => all.push(String::new()),
            c => all.last_mut().expect("a word").push(c),
        }
    }
    all
}

fn run(at: &Path, now: &str, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
    command.current_dir(at).env_clear().env("HOME", at).env("REDRESS_CONFIG", at.join("none.toml"));
    command.env("REDRESS_NOW", now).env("REDRESS_USER", "li.na").env("REDRESS_LANG", "zh").env("COLUMNS", "110");
    let ran = command.args(words).output().expect("the program");
    assert!(matches!(ran.status.code(), Some(0 | 5)), "{words:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr)
}
