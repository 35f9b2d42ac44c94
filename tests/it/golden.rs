//! Golden files of the program's output in both languages, with volatile parts redacted.
//!
//! `INSTA_UPDATE=always cargo test` rewrites them.

use crate::desk::{Desk, Ran};
use std::fmt::Write;

/// The output so far.
#[derive(Default)]
pub struct Golden(String);

impl Golden {
    /// Runs a command in both languages; its exit code must be `code`.
    #[track_caller]
    pub fn tell(&mut self, desk: &Desk, title: &str, words: &[&str], code: i32) {
        self.tell_with(desk, title, words, code, |words| desk.run(words));
    }

    /// Runs a command in the language that it names, and keeps what it prints.
    #[track_caller]
    pub fn one(&mut self, desk: &Desk, title: &str, words: &[&str], code: i32) {
        let ran = desk.run(words);
        assert_eq!(ran.code, code, "{title}: {words:?}\n{}{}", ran.out, ran.err);
        writeln!(self.0, "## {title}").expect("a string");
        self.0 += &redacted(&(ran.out + &ran.err), desk);
        self.0.push('\n');
    }

    /// The same with another way of running it.
    #[track_caller]
    pub fn tell_with(&mut self, desk: &Desk, title: &str, words: &[&str], code: i32, run: impl Fn(&[&str]) -> Ran) {
        let shown: Vec<String> = words.iter().map(|w| redacted(w, desk)).collect();
        writeln!(self.0, "## {title}: redress {} -> {code}", shown.join(" ")).expect("a string");
        for lang in ["en", "zh"] {
            let ran = run(&[words, &["--lang", lang]].concat());
            assert_eq!(ran.code, code, "{title}: {words:?}\n{}{}", ran.out, ran.err);
            assert!(
                code == 0 || code == 6 || words[0] == "policy" || ran.out.is_empty(),
                "{title}: {words:?} prints {}",
                ran.out
            );
            self.0 += &redacted(&(ran.out + &ran.err), desk);
        }
        self.0.push('\n');
    }

    /// Compares the output with the golden file.
    pub fn is(self, name: &str) {
        insta::with_settings!({ snapshot_path => "../golden", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, self.0.trim_end());
        });
    }
}

/// Redacts paths, digests and writer ids.
fn redacted(text: &str, desk: &Desk) -> String {
    let text = text.replace(&desk.path().display().to_string(), "[folder]");
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_hexdigit() && !c.is_ascii_uppercase() {
            run.push(c);
            continue;
        }
        match run.len() {
            64 => out.push_str("[digest]"),
            32 | 12 => out.push_str("[hex]"),
            8 if out.ends_with('-') => out.push_str("[writer]"),
            _ => out.push_str(&run),
        }
        run.clear();
        out.push(c);
    }
    out.pop();
    out
}
