//! Man pages are generated from the commands' definitions and committed, and the table of the desks' rules from their
//! profiles and demos. Stale ones fail here;
//! `REDRESS_BLESS=1 cargo test --test generated` writes them anew.

#![allow(missing_docs, clippy::disallowed_methods)]

use redress::cli::cmd::man;
use redress::domain::value::title::Lang;
use std::path::{Path, PathBuf};

#[path = "generated/desks.rs"]
mod desks;
#[path = "generated/rules.rs"]
mod rules;
#[path = "it/skipped.rs"]
mod skipped;

fn check(folder: &str, files: Vec<(String, String)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("REDRESS_BLESS").is_some() {
        std::fs::create_dir_all(&folder).expect("a folder");
        held(&folder).iter().for_each(|file| std::fs::remove_file(file).expect("removed"));
        for (name, text) in &files {
            std::fs::write(folder.join(name), text).expect("a file");
        }
    }
    for (name, text) in &files {
        let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(found == *text, "{}/{name} is stale: REDRESS_BLESS=1 cargo test --test generated", folder.display());
    }
    assert_eq!(held(&folder).len(), files.len(), "{} holds files that nothing generates", folder.display());
}

/// The files of a folder, not what lies in folders below.
fn held(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    all.filter(|path| path.is_file()).collect()
}

#[test]
fn man_pages_are_fresh() {
    check("man", man::pages(Lang::En).expect("pages"));
    check("man/zh_CN", man::pages(Lang::Zh).expect("pages"));
}

#[test]
fn each_article_is_kept_and_seen_and_its_table_fresh() {
    let desks: Vec<_> = rules::policies().into_iter().map(|policy| (rules::seen(&policy), policy)).collect();
    let desks: Vec<_> = desks.into_iter().map(|(seen, policy)| (policy, seen)).collect();
    let wrong: Vec<String> = desks.iter().flat_map(|(policy, seen)| rules::problems(policy, seen)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let page = rules::page(&desks);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if std::env::var_os("REDRESS_BLESS").is_some() {
        std::fs::write(&path, &page).expect("a file");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == page, "docs/rules.md is stale: REDRESS_BLESS=1 cargo test --test generated");
}

#[test]
fn no_article_is_missing() {
    match rules::missing(&rules::policies()) {
        Some(missing) => assert!(missing.is_empty(), "{}", missing.join(" ")),
        // The list of rules lies beside the repository, where it was taken from.
        None => skipped::skipped("shared-data", "../shared/reference/rules.jsonl is not here"),
    }
}

/// A page a desk: the first hour and the month's end, with the real answers.
#[test]
fn the_pages_of_the_desks_are_fresh() {
    let sources = desks::sources();
    let named: Vec<&str> = sources.iter().map(|(name, _)| name.trim_end_matches(".md")).collect();
    let rules = rules::policies();
    for policy in &rules {
        assert!(named.contains(&policy.profile.as_str()), "{} has no page", policy.profile);
    }
    check("docs/desks", sources.iter().map(|(name, source)| (name.clone(), desks::page(source))).collect());
}

#[test]
fn the_page_of_the_command_line_names_every_command() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let page = std::fs::read_to_string(path).expect("docs/cli.md");
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map(Into::into).collect()
    };
    let (named, to_come) = (words(&page), page.lines().find(|line| line.starts_with("To come:")).unwrap_or_default());
    for spec in redress::cli::cmd::ALL {
        assert!(named.iter().any(|word| word == spec.name), "docs/cli.md does not name {}", spec.name);
        assert!(!words(to_come).iter().any(|word| word == spec.name), "docs/cli.md says that {} is to come", spec.name);
    }
}

/// The work summary of a demo desk, in both languages: the same figures give the same sentences.
#[test]
fn the_examples_of_summaries_are_fresh() {
    let run = |folder: &Path, lang: &str, args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_redress"));
        command.current_dir(folder).env_clear().env("REDRESS_CONFIG", folder.join("none.toml"));
        let output = command.args(args).args(["--lang", lang, "--now", "2026-11-30T18:00:00+08:00"]).output();
        let output = output.expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let mut files = Vec::new();
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().expect("a folder");
        run(folder.path(), lang, &["demo", ".", "--cases", "600", "--seed", "3"]);
        // The half-year as it is written on the first days after it; the year as far as it has come.
        for (period, day) in [("2026-H1", "2026-07-03"), ("2026", "2026-11-30")] {
            let args = ["report", "summary", "--period", period, "--as-of", day, "--format", "markdown"];
            let text = run(folder.path(), lang, &args);
            files.push((format!("summary-{period}.{lang}.md"), text));
        }
        let text = run(folder.path(), lang, &["report", "dashboard", "--format", "markdown"]);
        files.push((format!("dashboard.{lang}.md"), text));
    }
    check("docs/examples", files);
}
