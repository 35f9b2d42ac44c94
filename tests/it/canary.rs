//! Private data stays in `private/`, is shown only after a `revealed` event, and is gone after `erase` (design §6, item 7).

use crate::desk::{Desk, Ran, files};
use std::path::Path;

/// Canary words, each given as a different kind of private data; they occur nowhere else.
struct Canaries(Vec<String>);

impl Canaries {
    fn new() -> Self {
        Self(Vec::new())
    }

    /// A new canary for `what`.
    fn word(&mut self, what: &str) -> String {
        let word = format!("Kanarie{}{what}", self.0.len() + 100);
        self.0.push(word.clone());
        word
    }

    #[track_caller]
    fn silent(&self, words: &[&str], ran: &Ran) {
        // Words typed in this very command may be repeated to the user.
        let typed = words.join(" ");
        for canary in self.0.iter().filter(|c| !typed.contains(c.as_str())) {
            assert!(
                !ran.out.contains(canary) && !ran.err.contains(canary),
                "{canary} in what {words:?} says:\n{}{}",
                ran.out,
                ran.err
            );
        }
    }

    /// Checks the bytes and names of all files below a folder, except below `except`.
    #[track_caller]
    fn nowhere(&self, folder: &Path, except: &Path) {
        for file in files(folder).iter().filter(|f| !f.starts_with(except)) {
            let bytes = std::fs::read(file).expect("readable");
            let (text, name) = (String::from_utf8_lossy(&bytes).into_owned(), file.display().to_string());
            for canary in &self.0 {
                assert!(!text.contains(canary) && !name.contains(canary), "{canary} in {name}");
            }
        }
    }
}

/// Two cases full of private data: an ordinary one, and a restricted one worked to its end.
fn filled(desk: &Desk, c: &mut Canaries) {
    let letter =
        desk.write("letter", format!("name: {}\nphone: {}\n  {}\n", c.word("name"), c.word("phone"), c.word("line")));
    let statement = c.word("statement");
    let file = desk.write("words.txt", &statement);
    let files = (letter.display().to_string(), format!("@{}", file.display()));
    let [email, address, id, place, demand, respondent] =
        ["email", "address", "id", "place", "demand", "respondent"].map(|what| c.word(what));
    let respondent = format!("{respondent} Someone");
    let run = |c: &Canaries, words: &[&str]| {
        let ran = desk.run(words);
        c.silent(words, &ran);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    };
    run(
        c,
        &[
            "intake",
            "--title",
            "Ordinary",
            "--category",
            "attitude",
            "--from",
            &files.0,
            "--statement",
            &files.1,
            "--email",
            &email,
            "--address",
            &address,
            "--id-number",
            &id,
            "--place",
            &place,
            "--demand",
            &demand,
            "--respondent",
            &respondent,
            "--accept",
        ],
    );
    let note = c.word("note");
    run(c, &["note", "1", &note, "--private"]);
    let attached = c.word("file");
    let path = desk.write(&format!("outside/{attached}.txt"), c.word("content"));
    run(c, &["attach", "1", &path.display().to_string()]);
    run(c, &["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]);
    restricted(desk, c);
    for name in ["letter", "words.txt"] {
        std::fs::remove_file(desk.path().join(name)).expect("there");
    }
    std::fs::remove_dir_all(desk.path().join("outside")).expect("there");
}

fn restricted(desk: &Desk, c: &mut Canaries) {
    let mut work = |words: &[&str], what: &str| {
        let word = c.word(what);
        let words: Vec<String> = words.iter().map(|w| w.replace('?', &word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = desk.run(&words);
        c.silent(&words, &ran);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
    };
    work(&["intake", "--title", "?", "--restricted", "--category", "attitude", "--accept"], "title");
    work(&["note", "2", "?"], "notetext");
    work(&["contact", "2", "--kind", "first", "--via", "phone", "--note", "?"], "contact");
    work(&["classify", "2", "--set", "remark=?"], "remark");
    work(&["step", "2", "relisten", "--note", "?"], "step");
    work(&["approve", "2", "extension", "--note", "?", "--as", "wang.fang"], "approval");
    work(&["assign", "2", "--unit", "taiyuan", "--person", "zhang.wei"], "none");
    work(&["return", "2", "--reason", "?"], "return");
    work(&["assign", "2", "--unit", "taiyuan", "--person", "zhang.wei"], "none");
    work(&["delay", "2", "--reason", "?", "--told", "phone"], "delay");
    work(&["extend", "2", "--until", "+1wd", "--reason", "?"], "extension");
    work(&["escalate", "2", "--to", "head-office", "--reason", "?"], "escalation");
    work(&["supervise", "2", "--reason", "?"], "supervision");
    work(&["withdraw", "2", "--requested", "--reason", "?"], "withdrawal");
    work(&["correct", "2", "--set", "title=corrected", "--reason", "?"], "correction");
    work(&["step", "2", "apology", "--note", "?"], "apology");
    work(
        &[
            "reply",
            "2",
            "--responsibility",
            "ours",
            "--findings",
            "?",
            "--staff-action",
            "none",
            "--lessons",
            "none",
            "--satisfaction",
            "satisfied",
            "--phone",
            "010-6885",
            "--outcome",
            "resolved",
        ],
        "findings",
    );
    work(&["callback", "2", "--resolved", "yes", "--note", "?"], "callback");
    work(&["close", "2"], "none");
    work(&["reopen", "2", "--reason", "?"], "reopening");
    work(&["note", "2", "later", "--override", "?"], "overriding");
}

/// All commands that read, and some that are refused.
const LOOKS: &[&[&str]] = &[
    &["list"],
    &["list", "--fields", "id,title,remark,respondents"],
    &["show", "1"],
    &["show", "2"],
    &["log"],
    &["log", "1"],
    &["log", "2"],
    &["explain", "1"],
    &["status"],
    &["search", "Kanarie"],
    &["search", "Ordinary"],
    &["report", "overdue", "--as-of", "2027-01-01"],
    &["report", "due", "--period", "2026"],
    &["report", "stats", "--by", "status,unit,month"],
    &["export", "-o", "-"],
    &["verify"],
    &["policy", "check"],
    &["desk"],
    &["config"],
    &["show", "1", "--private"],
    &["search", "Kanarie", "--private"],
    &["note", "1", ""],
    &["close", "1"],
    &["assign", "1", "--unit", "nowhere"],
    &["accept", "1", "2", "--keep-going"],
    &["attach", "1", "no-such-file"],
    &["extend", "1", "--until", "2027-12-31", "--reason", "x"],
    &["erase", "1", "--reason", "x", "--no-input"],
];

#[test]
fn private_data_is_only_in_private_and_gone_after_erasing() {
    let desk = Desk::branch();
    let mut c = Canaries::new();
    filled(&desk, &mut c);
    let private = desk.path().join("private");
    c.nowhere(desk.path(), &private);
    let held: String = files(&private)
        .iter()
        .map(|f| String::from_utf8_lossy(&std::fs::read(f).expect("readable")).into_owned())
        .collect();
    let unheld: Vec<_> =
        c.0.iter()
            .filter(|w| !held.contains(w.as_str()) && !w.ends_with("none") && !w.ends_with("overriding"))
            .collect();
    assert!(unheld.is_empty(), "{unheld:?} lie nowhere: the test shows nothing of them");
    let kinds = desk.report_kinds();
    let reports = kinds.iter().map(|kind| vec!["report", kind]);
    for words in LOOKS.iter().map(|words| words.to_vec()).chain(reports) {
        for lang in ["en", "zh"] {
            for format in ["table", "tsv", "csv", "json", "jsonl", "markdown", "html", "txt"] {
                let words: Vec<&str> = words.iter().copied().chain(["--format", format, "--lang", lang]).collect();
                c.silent(&words, &desk.run(&words));
            }
        }
    }
    let exported = desk.path().join("out.xlsx").display().to_string();
    desk.run(&["export", "-o", &exported]).ok();
    refused_batches(&desk, &mut c);
    c.nowhere(desk.path(), &private);
    assert!(!desk.read_log().contains("\"revealed\""), "nothing was shown so far");
    revealed(&desk, &c);
    for case in ["1", "2"] {
        desk.run(&["approve", case, "erase", "--as", "wang.fang"]).ok();
        desk.run(&["erase", case, "--reason", "asked for", "--yes", "--override", "a court's order"]).ok();
    }
    c.nowhere(desk.path(), Path::new("/nowhere"));
    desk.run(&["verify"]).ok();
    for words in LOOKS {
        c.silent(words, &desk.run(words));
    }
    let shown = desk.run(&["show", "1", "--private", "--purpose", "see what is left"]).ok();
    assert!(c.0.iter().all(|w| !shown.contains(w.as_str())), "{shown}");
}

/// A refused batch repeats nothing of its lines.
fn refused_batches(desk: &Desk, c: &mut Canaries) {
    let word = c.word("batch");
    let lines = [
        format!("{{\"do\":\"intake\",\"title\":\"x\",\"name\":\"{word}\",\"chanel\":\"phone\"}}"),
        format!("{{\"do\":\"intake\",\"title\":\"x\",\"statement\":\"{word}\",\"channel\":\"phon\"}}"),
        format!("{{\"do\":\"intake\",\"name\":\"{word}\"}}"),
        format!("{{\"do\":\"intake\",\"title\":\"x\",\"name\":\"{word}\""),
        format!("{{\"do\":\"intake\",\"title\":\"x\",\"anonymous\":true,\"name\":\"{word}\"}}"),
        format!("{{\"do\":\"note\",\"case\":\"99\",\"text\":\"{word}\",\"private\":true}}"),
        format!("\"{word}\""),
        format!("[\"{word}\"]"),
    ];
    for line in &lines {
        for json in [&[][..], &["--json"][..], &["--keep-going", "--json"][..]] {
            let words: Vec<&str> = ["batch", "-"].iter().chain(json).copied().collect();
            let ran = desk.feed(&words, &(line.clone() + "\n"));
            assert_ne!(ran.code, 0, "{line}");
            c.silent(&words, &ran);
        }
    }
    // A dry run shows no more than a real run.
    let words = ["intake", "--title", "x", "--name", &word, "--dry-run", "--json"];
    let ran = desk.run(&words);
    assert!(ran.code == 0 && !ran.out.contains(&word) && !ran.err.contains(&word), "{}{}", ran.out, ran.err);
}

/// With a purpose private data is shown, after that is recorded.
fn revealed(desk: &Desk, c: &Canaries) {
    let shown = desk.run(&["show", "1", "--private", "--purpose", "call back"]).ok()
        + &desk.run(&["show", "2", "--private", "--purpose", "call back", "--json"]).ok();
    let missing: Vec<_> = c
        .0
        .iter()
        .filter(|w| {
            !shown.contains(w.as_str()) && !["none", "content", "batch", "overriding"].iter().any(|e| w.ends_with(e))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?} are not shown: {shown}");
    let log = desk.run(&["log", "--kind", "revealed", "--json"]).ok();
    assert_eq!(log.matches("purpose: call back").count(), 2, "{log}");
    let found = desk.run(&["search", &c.0[0], "--private", "--purpose", "who was it", "--fields", "id"]).ok();
    assert_eq!(found, "HQ-2026-0001\n");
    assert!(!desk.read_log().contains(&c.0[0]), "what was looked for is no less private");
}

#[test]
fn a_refused_command_leaves_no_attached_file() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "x"]).ok();
    let path = desk.write("letter.pdf", "words");
    let before = desk.bytes();
    let path = path.display().to_string();
    desk.run(&["attach", "1", &path, "no-such-file"]).fails(74);
    desk.run(&["attach", "9", &path]).fails(3);
    desk.run(&["attach", "1", &path, "--on", "2030-01-01"]).fails(5);
    let line =
        format!("{{\"do\":\"attach\",\"case\":\"1\",\"file\":[\"{path}\"]}}\n{{\"do\":\"close\",\"case\":\"1\"}}\n");
    desk.feed(&["batch", "-"], &line).fails(5);
    assert_eq!(desk.bytes(), before);
    desk.run(&["attach", "1", &path]).ok();
    assert_eq!(files(&desk.path().join("private/files")).len(), 1);
    desk.feed(&["batch", "-", "--keep-going"], &line).fails(5);
    assert_eq!(files(&desk.path().join("private/files")).len(), 2);
}

#[test]
fn personal_data_is_refused_in_every_text_that_stays_in_the_log() {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "x", "--name", "Wang Xiaoming", "--category", "attitude", "--accept"]).ok();
    let number = "13800138000";
    let refused: &[&[&str]] = &[
        &["intake", "--title", number],
        &["intake", "--title", "x", "--set", "remark=13800138000"],
        &["intake", "--title", "x", "--tag", number],
        &["note", "1", number],
        &["note", "1", "Wang Xiaoming rang"],
        &["classify", "1", "--set", "remark=13800138000"],
        &["correct", "1", "--set", "title=13800138000", "--reason", "x"],
        &["correct", "1", "--set", "remark=13800138000", "--reason", "x"],
        &["correct", "1", "--set", "amount=1", "--reason", number],
        &["assign", "1", "--unit", "hq", "--person", "li.na", "--override", number, "--on", "2025-01-01"],
        &["show", "1", "--private", "--purpose", "call 13800138000"],
        &["show", "1", "--private", "--purpose", "Wang Xiaoming asked"],
        &["search", "Wang", "--private", "--purpose", number],
        &["erase", "1", "--reason", "Wang Xiaoming asked", "--yes"],
    ];
    let before = desk.bytes();
    for words in refused {
        let ran = desk.run(words);
        assert_eq!(ran.code, 5, "{words:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("would stay in the log for ever"), "{words:?}: {}", ran.err);
        assert_eq!(desk.bytes(), before, "{words:?}");
    }
    desk.run(&["show", "1", "--private", "--purpose", "call back"]).ok();
}
