//! Completions and man pages are generated from the commands' definitions and committed. Stale ones fail here;
//! `REDRESS_BLESS=1 cargo test --test generated` writes them anew.

#![allow(missing_docs, clippy::disallowed_methods)]

use redress::cli::cmd::{completions, man};
use std::path::Path;

fn check(folder: &str, files: Vec<(String, String)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("REDRESS_BLESS").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in &files {
            std::fs::write(folder.join(name), text).expect("a file");
        }
    }
    for (name, text) in &files {
        let found = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(found == *text, "{}/{name} is stale: REDRESS_BLESS=1 cargo test --test generated", folder.display());
    }
    let count = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(count, files.len(), "{} holds files that nothing generates", folder.display());
}

#[test]
fn completions_are_fresh() {
    let files = completions::SHELLS.iter().map(|(shell, name)| ((*name).to_string(), completions::generate(*shell)));
    check("completions", files.collect());
}

#[test]
fn man_pages_are_fresh() {
    check("man", man::pages().expect("pages"));
}
