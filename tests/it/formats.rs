//! Every command in every format with no, one and many cases: standard output parses or is empty, and exit codes are those of
//! `cli.md` §3 (design §6, item 8).

use crate::desk::{BIN, Desk, Ran, skipped};
use serde_json::Value;
use std::process::Output;

const FORMATS: &[&str] = &["table", "tsv", "csv", "json", "jsonl", "markdown", "html", "docx", "txt", "xlsx"];

/// Commands that read; they succeed in an empty project too.
const READS: &[&[&str]] = &[
    &["list"],
    &["list", "is:overdue", "--sort", "-due", "--fields", "id,due_reply,amount,remark,tags,title"],
    &["status"],
    &["log"],
    &["search", "Queue"],
    &["report", "due", "--period", "2026"],
    &["export", "-o", "-"],
    &["verify"],
    &["desk"],
    &["config"],
    &["config", "user"],
    &["policy"],
    &["policy", "show", "limit"],
    &["policy", "check"],
    &["policy", "diff"],
    &["profile"],
    &["profile", "show", "bank"],
    &["calendar", "2026"],
    &["calendar", "due", "2026-09-25", "+3wd"],
    &["help"],
    &["help", "terms"],
    &["help", "assign"],
    &["completions", "bash"],
];

/// Commands that read a case.
const ON_A_CASE: &[&[&str]] = &[
    &["show", "1"],
    &["show", "1", "--at", "2026-09-25"],
    &["explain", "1"],
    &["log", "1"],
    &["show", "1", "--private", "--purpose", "a test"],
];

/// Commands that write and can be repeated.
const WORK: &[&[&str]] = &[
    &["note", "1", "a note"],
    &["intake", "--title", "another"],
    &["accept", "2", "--dry-run"],
    &["intake", "--title", "dry", "--dry-run"],
    &["approve", "1", "erase", "--as", "wang.fang"],
    &["erase", "1", "--reason", "asked for", "--yes", "--override", "a court's order"],
];

fn raw(desk: &Desk, words: &[&str], format: &str, lang: &str) -> Output {
    desk.command().args(words).args(["--format", format, "--lang", lang]).output().expect("the program runs")
}

/// A desk with so many cases; the texts contain all kinds of special characters.
fn filled(cases: usize) -> Desk {
    let desk = Desk::branch();
    // Its units have no leaders, which would give warnings.
    desk.write("redress.toml", desk.read("redress.toml") + "[desk]\ncontacts = false\nloosens = true\n");
    for i in 0..cases {
        let title = ["Queue, \"long\"", "a|b\tc\\d", "第三件；<b>", "=1+1", "x\ny"][i % 5];
        let mut words =
            vec!["intake", "--title", title, "--category", "attitude", "--amount", "12.50", "--tag", "a", "--tag", "b"];
        words.extend(["--set", "remark=one, two", "--name", "Wang Xiaoming", "--statement", "lines\nof <text>"]);
        desk.run(&words).ok();
    }
    if cases > 0 {
        desk.run(&["assign", "1", "--unit", "taiyuan"]).fails(5);
        desk.run(&["accept", "1"]).ok();
        desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
        desk.run(&["delay", "1", "--reason", "the expert is ill", "--told", "phone"]).ok();
    }
    desk
}

#[track_caller]
fn parses(bytes: &[u8], format: &str, what: &str) {
    if bytes.is_empty() {
        return;
    }
    if let Some(part) =
        [("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")].iter().find(|(name, _)| *name == format)
    {
        assert!(bytes.starts_with(b"PK\x03\x04"), "{what}: no zip");
        assert!(bytes.windows(part.1.len()).any(|w| w == part.1.as_bytes()), "{what}: no {}", part.1);
        return;
    }
    let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{what}: {e}"));
    assert!(text.ends_with('\n'), "{what}: {text:?}");
    match format {
        "json" => json(text, what),
        "jsonl" => text
            .lines()
            .for_each(|l| assert!(serde_json::from_str::<Value>(l).is_ok_and(|v| v.is_object()), "{what}: {l}")),
        "tsv" => even(text.lines().map(|l| l.split('\t').count()), what),
        "csv" => {
            let body = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{what}: no BOM"));
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
            even(reader.records().map(|r| r.expect("CSV").len()), what);
        }
        "markdown" => markdown(text, what),
        "html" => html(text, what),
        _ => assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{what}: {text:?}"),
    }
}

#[track_caller]
fn json(text: &str, what: &str) {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{what}: {e}\n{text}"));
    assert!(
        value["schema"].as_str().is_some_and(|s| s.starts_with("redress.") && s.ends_with("/1")),
        "{what}: {value}"
    );
    assert_eq!(value["data"].as_array().map(|all| all.len() as u64), value["total"].as_u64(), "{what}");
}

#[track_caller]
fn even(counts: impl Iterator<Item = usize>, what: &str) {
    let mut counts: Vec<usize> = counts.collect();
    counts.dedup();
    assert!(counts.len() <= 1, "{what}: rows of {counts:?} fields");
}

/// All rows of a table have equally many cells, and there is no HTML outside code.
#[track_caller]
fn markdown(text: &str, what: &str) {
    let cells = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    // A document may have several tables.
    let lines: Vec<&str> = text.lines().collect();
    for table in lines.split(|line| !line.starts_with('|')) {
        even(table.iter().map(|line| cells(line)), what);
    }
    let open = text.lines().filter(|l| !l.starts_with("    ")).find(|l| l.replace("<br>", "").contains('<'));
    assert_eq!(open, None, "{what}");
}

/// Every opened element is closed, in order.
#[track_caller]
fn html(text: &str, what: &str) {
    assert!(text.starts_with("<!doctype html>\n<html lang="), "{what}");
    let mut open: Vec<String> = Vec::new();
    for part in text.split('<').skip(2) {
        let name: String = part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "{what}: </{closed}>"),
            None if matches!(name.as_str(), "meta" | "br") => {}
            // Shapes of a chart have no contents: `<rect …/>`.
            None if part.split('>').next().is_some_and(|tag| tag.ends_with('/')) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{what}: {open:?} stay open");
}

#[test]
fn output_of_reading_commands_parses_in_every_format() {
    for cases in [0, 1, 7] {
        let desk = filled(cases);
        let kinds = desk.report_kinds();
        let reports = kinds.iter().map(|kind| vec!["report", kind]);
        for words in READS.iter().chain(ON_A_CASE).map(|words| words.to_vec()).chain(reports) {
            for format in FORMATS {
                for lang in ["en", "zh"] {
                    let output = raw(&desk, &words, format, lang);
                    let what = format!("{words:?} --format {format} --lang {lang} on {cases}");
                    let expected = if cases == 0 && ON_A_CASE.contains(&&words[..]) { 3 } else { 0 };
                    let err = String::from_utf8_lossy(&output.stderr);
                    assert_eq!(output.status.code(), Some(expected), "{what}: {err}");
                    assert!(expected == 0 || output.stdout.is_empty(), "{what}");
                    parses(&output.stdout, format, &what);
                }
            }
        }
        assert!(!desk.path().join("-").exists(), "`-o -` is standard output");
    }
}

#[test]
fn output_of_writing_commands_parses_in_every_format() {
    for format in FORMATS {
        let desk = filled(2);
        for words in WORK {
            let output = raw(&desk, words, format, "en");
            let what = format!("{words:?} --format {format}");
            assert_eq!(output.status.code(), Some(0), "{what}: {}", String::from_utf8_lossy(&output.stderr));
            assert!(!output.stdout.is_empty(), "{what}");
            parses(&output.stdout, format, &what);
        }
        let batch = desk.feed(&["batch", "-", "--format", format, "--keep-going"], BATCH);
        assert_eq!(batch.code, 5, "{}", batch.err);
        if !["xlsx", "docx"].contains(format) {
            parses(batch.out.as_bytes(), format, "batch");
        }
        let batch = desk.feed(&["batch", "-", "--format", format], BATCH);
        assert_eq!((batch.code, batch.out.as_str()), (5, ""));
    }
}

const BATCH: &str = "{\"do\":\"note\",\"case\":\"1\",\"text\":\"x\"}\n{\"do\":\"close\",\"case\":\"1\"}\n";

/// Commands with their exit codes.
const ERRORS: &[(&[&str], i32)] = &[
    (&["lst"], 2),
    (&["list", "--limt", "3"], 2),
    (&["list", "--limit", "many"], 2),
    (&["list", "sttaus:open"], 2),
    (&["list", "status:opne"], 2),
    (&["list", "--fields", "di"], 2),
    (&["list", "received:2026-99"], 2),
    (&["list", "--as-of", "someday"], 2),
    (&["report", "overdu"], 2),
    (&["report", "due", "--period", "someday"], 2),
    (&["report", "stats", "--by", "wether"], 2),
    (&["report", "stats", "--by", "day,week,month,year"], 2),
    (&["report", "due", "--by", "unit"], 2),
    (&["report"], 2),
    (&["assign"], 2),
    (&["note", "1"], 2),
    (&["return", "1"], 2),
    (&["intake", "--title", "x", "--channel", "phon"], 2),
    (&["intake", "--title", "x", "--amount", "much"], 2),
    (&["intake", "--title", "x", "--set", "remark"], 2),
    (&["withdraw", "1", "--reason", "x"], 2),
    (&["withdraw", "1", "--reason", "x", "--requested", "--voluntary"], 2),
    (&["show", "1", "2"], 2),
    (&["show", "1", "--private"], 2),
    (&["show", "@"], 2),
    (&["policy", "shwo"], 2),
    (&["calendar", "soon"], 2),
    (&["config", "usr"], 2),
    (&["show", "99"], 3),
    (&["show", "SX-2026-0001"], 3),
    (&["note", "99", "x"], 3),
    (&["note", "x1", "x"], 3),
    (&["close", "1"], 5),
    (&["accept", "1", "2", "3"], 5),
    (&["intake", "--title", ""], 2),
    (&["report", "overdue", "--as-of", "2027-01-01", "--fail-if-any"], 8),
    (&["attach", "1", "no-such-file"], 74),
    (&["batch", "no-such-file"], 74),
    (&["list", "-o", "no/such/folder.csv"], 74),
    (&["erase", "1", "--reason", "x", "--all"], 1),
];

#[test]
fn errors_leave_stdout_empty_and_have_the_documented_exit_code() {
    let desk = filled(3);
    let before = desk.bytes();
    for (words, code) in ERRORS {
        for format in ["tsv", "csv", "json", "jsonl", "markdown", "html", "docx", "txt", "xlsx"] {
            for lang in ["en", "zh"] {
                let words: Vec<&str> = words.iter().copied().chain(["--format", format, "--lang", lang]).collect();
                let ran = desk.run(&words);
                assert_eq!(ran.code, *code, "{words:?}: {}{}", ran.out, ran.err);
                if *code == 8 {
                    assert!(!ran.out.is_empty() && ran.err.is_empty(), "{words:?}");
                    continue;
                }
                assert_eq!(ran.out, "", "{words:?}");
                said(&words, &ran, format, lang);
            }
        }
    }
    assert_eq!(desk.bytes(), before, "nothing was written");
}

/// Standard error: an object for JSON formats, else lines with the prefixes of `cli.md` §4.
#[track_caller]
fn said(words: &[&str], ran: &Ran, format: &str, lang: &str) {
    if format.starts_with("json") {
        let error: Value = serde_json::from_str(&ran.err).unwrap_or_else(|e| panic!("{words:?}: {e}\n{}", ran.err));
        for key in ["code", "message", "rules", "hint", "facts"] {
            assert!(error.get(key).is_some(), "{words:?}: no {key} in {error}");
        }
        assert!(error["code"].as_str().is_some_and(|c| !c.is_empty()) && error["message"].is_string(), "{error}");
        return;
    }
    let en = ["error: ", "rule: ", "hint: ", "nothing was written"];
    let starts = if lang == "en" { en } else { ["错误：", "依据：", "提示：", "未写入"] };
    assert!(ran.err.starts_with(starts[0]), "{words:?}: {}", ran.err);
    assert!(ran.err.lines().all(|l| starts.iter().any(|s| l.starts_with(s))), "{words:?}: {}", ran.err);
}

#[test]
fn a_file_is_written_in_the_format_of_its_ending() {
    let desk = filled(2);
    for words in [&["list"][..], &["show", "1"], &["explain", "1"], &["status"], &["report", "overdue"], &["log"]] {
        for (ending, format) in [
            ("csv", "csv"),
            ("json", "json"),
            ("jsonl", "jsonl"),
            ("md", "markdown"),
            ("html", "html"),
            ("xlsx", "xlsx"),
            ("docx", "docx"),
            ("txt", "txt"),
        ] {
            let path = desk.path().join(format!("out.{ending}"));
            let mut words = words.to_vec();
            let name = path.display().to_string();
            words.extend(["-o", &name]);
            assert_eq!(desk.run(&words).ok(), "", "{words:?}");
            parses(&std::fs::read(&path).expect("written"), format, &format!("{words:?}"));
            let bytes = std::fs::metadata(&path).expect("written").len();
            assert!(bytes > 0 || ending == "jsonl", "{words:?}");
        }
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let desk = filled(7);
    let script = format!(
        "for i in 1 2 3 4 5 6 7 8 9 10; do '{BIN}' log --json; done; '{BIN}' list | head -c 1; '{BIN}' show 1 | true"
    );
    let output = desk
        .command_of("bash")
        .args(["-o", "pipefail", "-c", &format!("{script}; '{BIN}' log --format html | head -1; echo done >&2")])
        .output();
    let Ok(output) = output else { return skipped("bash", "no bash") };
    assert_eq!(String::from_utf8_lossy(&output.stderr), "done\n");
    let script = format!(
        "'{BIN}' help terms | true; echo ${{PIPESTATUS[0]}}; '{BIN}' list --format xlsx | true; echo ${{PIPESTATUS[0]}}; '{BIN}' log | true; echo ${{PIPESTATUS[0]}}"
    );
    let output = desk.command_of("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n0\n0\n");
}
