//! Control characters, spreadsheet formulas and markup in stored or typed text are made harmless in output (design §6, item 10).

use crate::desk::Desk;

/// ESC, BEL, CR, BS, the 8-bit CSI, a bidirectional override, markup, a formula.
const EVIL: &str = "=1\u{1b}]0;owned\u{7}\r\u{8}\u{9b}2J\u{202e}fdp<script>alert(1)</script>|`x`\u{2066}";

fn evil_json() -> String {
    serde_json::Value::from(format!("{EVIL}\u{0}")).to_string()
}

/// A project in which everything that has a name is named like that.
fn desk() -> Desk {
    let desk = Desk::branch();
    let toml = |text: &str| toml::Value::String(text.into()).to_string();
    let evil = toml(EVIL);
    let directory = desk
        .read("directory.toml")
        .replace("\"太原分行\"", &evil)
        .replace("\"Taiyuan branch\"", &evil)
        .replace("\"张伟\"", &evil);
    desk.write("directory.toml", directory);
    let policy = desk
        .read("redress.toml")
        .replace("\"备注\"", &evil)
        .replace("\"Remark\"", &evil)
        .replace("\"复听录音\"", &evil)
        .replace("\"Listen again\"", &evil);
    let policy = policy
        .replace("cite = { zh = \"第二条\", en = \"art. 2\" }", &format!("cite = {{ zh = {evil}, en = {evil} }}"));
    desk.write("redress.toml", policy);
    let evil = evil_json();
    // A name that is also the source's number is refused.
    let name = evil.replacen('"', "\"w", 1);
    let lines = [
        format!(
            "{{\"do\":\"intake\",\"title\":{evil},\"category\":\"violation\",\"tag\":[{evil}],\"source-ref\":{evil},\"set\":{{\"remark\":{evil}}},\"statement\":{evil},\"name\":{name},\"let\":\"a\"}}"
        ),
        "{\"do\":\"accept\",\"case\":\"@a\"}".into(),
        "{\"do\":\"step\",\"case\":\"@a\",\"step\":\"relisten\"}".into(),
        "{\"do\":\"classify\",\"case\":\"@a\",\"set\":{\"product_kind\":\"card\"}}".into(),
        "{\"do\":\"assign\",\"case\":\"@a\",\"unit\":\"taiyuan\",\"person\":\"zhang.wei\"}".into(),
        format!("{{\"do\":\"note\",\"case\":\"@a\",\"text\":{evil}}}"),
        format!("{{\"do\":\"note\",\"case\":\"@a\",\"text\":{evil},\"private\":true}}"),
        format!(
            "{{\"do\":\"delay\",\"case\":\"@a\",\"told\":\"phone\",\"reason\":{evil},\"request\":{evil},\"as\":{evil},\"done-by\":\"li.na\"}}"
        ),
    ];
    let ran = desk.feed(&["batch", "-"], &(lines.join("\n") + "\n"));
    let out = ran.ok();
    steers_nothing(&out, "table", "batch");
    desk
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[track_caller]
fn steers_nothing(text: &str, format: &str, what: &str) {
    let allowed = |c: char| c == '\n' || (c == '\t' && format == "tsv") || (c == '\r' && format == "csv");
    let bad: Vec<char> = text.chars().filter(|c| c.is_control() && !allowed(*c)).collect();
    assert!(bad.is_empty(), "{what}: {bad:?} in {text:?}");
    assert!(!text.contains(is_override), "{what}: {text:?}");
    if matches!(format, "html" | "markdown") {
        let shown = text.lines().filter(|l| format == "html" || !l.starts_with("    "));
        // The only script is the page's own, at its end.
        let mut scripts = shown.filter(|line| line.contains("<script"));
        let own = scripts.next().is_none_or(|line| line.starts_with("<script>document.querySelectorAll"));
        assert!(own && scripts.next().is_none(), "{what}: {text}");
    }
    if format == "csv" {
        let lines = text.trim_start_matches('\u{feff}').as_bytes();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(lines);
        for field in reader.records().flat_map(|r| r.expect("CSV").iter().map(String::from).collect::<Vec<_>>()) {
            let starts = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            assert!(!starts || field.parse::<f64>().is_ok(), "{what}: {field:?} is a formula");
        }
    }
}

const LOOKS: &[&[&str]] = &[
    &["list"],
    &["list", "--fields", "id,remark,tags,source_ref,unit,person,title"],
    &["show", "1"],
    &["show", "1", "--private", "--purpose", "a test"],
    &["log"],
    &["log", "1"],
    &["explain", "1"],
    &["status"],
    &["report", "todo"],
    &["report", "overdue", "--as-of", "2026-12-01"],
    &["report", "due", "--period", "2026"],
    &["search", "alert"],
    &["form", "registration", "1"],
    &["form", "transfer", "1", "-n", "--issue"],
    &["form", "list", "1"],
    &["policy", "show"],
    &["policy", "diff"],
    &["note", "1", "work line"],
    &["assign", "1", "--unit", "taiyuan", "--dry-run"],
    &["verify"],
];

/// The main part of a docx, as text with its elements.
fn document(bytes: Vec<u8>) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let part = package.by_name("word/document.xml").expect("the document");
    let text = std::io::read_to_string(part).expect("UTF-8");
    assert!(!text.contains("<script") && !text.contains("instrText"), "{text}");
    text
}

#[test]
fn stored_text_is_harmless_in_every_output() {
    let desk = desk();
    let mut seen = 0;
    for words in LOOKS {
        for format in ["", "table", "tsv", "csv", "json", "jsonl", "markdown", "html", "txt", "docx"] {
            for lang in ["en", "zh"] {
                let mut words = [words, &["--lang", lang][..]].concat();
                if !format.is_empty() {
                    words.extend(["--format", format]);
                }
                // Wide and narrow terminals have different layouts and line breaks.
                for columns in ["200", "30"] {
                    let output = desk.command().args(&words).env("COLUMNS", columns).output().expect("runs");
                    let err = String::from_utf8_lossy(&output.stderr);
                    let out = if output.stdout.starts_with(b"PK") {
                        document(output.stdout)
                    } else {
                        String::from_utf8_lossy(&output.stdout).into_owned()
                    };
                    let is_table = ["list", "report", "log", "search", "status", "policy", "desk", "config"]
                        .contains(&words[0])
                        || words[..2] == ["form", "list"];
                    let shape = if format.is_empty() && is_table { "tsv" } else { format };
                    steers_nothing(&out, shape, &format!("{words:?}"));
                    steers_nothing(&err, "table", &format!("{words:?}"));
                    seen += usize::from(out.contains("owned"));
                }
            }
        }
    }
    assert!(seen > 200, "the texts are hardly shown: {seen}");
}

#[test]
fn typed_text_is_harmless_in_errors() {
    let desk = desk();
    // Prefixed, so that it matches no existing name.
    let evil = &format!("x{EVIL}");
    let evil = evil.as_str();
    let term = format!("status:{evil}");
    let set = format!("{evil}={evil}");
    let commands: &[&[&str]] = &[
        &[evil],
        &["list", &term],
        &["list", "--fields", evil],
        &["list", "--limit", evil],
        &["list", "--as-of", evil],
        &["report", evil],
        &["report", "due", "--period", evil],
        &["report", "todo", "--unit", evil],
        &["show", evil],
        &["form", evil, "1"],
        &["form", "transfer", evil],
        &["show", "1", evil],
        &["help", evil],
        &["note", evil, "x"],
        &["accept", evil],
        &["intake", "--title", "x", "--channel", evil],
        &["intake", "--title", "x", "--against", evil],
        &["intake", "--title", "x", "--set", &set],
        &["intake", "--title", "x", "--amount", evil],
        &["intake", "--title", "x", "--received", evil],
        &["intake", "--title", evil, "--on", "2030-01-01", "--anonymous", "--name", evil],
        &["assign", "1", "--unit", evil, "--person", evil],
        &["assign", "1", "--unit", "taiyuan", "--person", "li.na"],
        &["attach", "1", evil],
        &["batch", evil],
        &["correct", "1", "--set", &set, "--reason", "x"],
        &["revoke", evil, "--reason", "x"],
        &["close", "1", "--as", evil],
        &["close", "1", "--done-by", evil],
        &["list", "-C", evil],
        &["list", "--format", evil],
        &["list", "--lang", evil],
        &["policy", "show", evil],
        &["profile", "show", evil],
        &["config", "lang", evil],
        &["completions", evil],
        &["calendar", evil],
        &["calendar", "due", evil, evil],
        &["desk", "new", evil],
        &["init", "x", "--profile", evil, "--desk", "HQ"],
        &["init", "x", "--profile", "bank", "--desk", evil],
        &["erase", evil, "--reason", evil],
        &["reply", "1", "--findings", evil, "--cc", evil, "--responsibility", evil],
    ];
    for words in commands {
        for lang in ["en", "zh"] {
            for json in [false, true] {
                let mut words = [words, &["--lang", lang][..]].concat();
                if json {
                    words.push("--json");
                }
                let ran = desk.run(&words);
                assert!(matches!(ran.code, 1..=5 | 74), "{words:?}: {} {}", ran.code, ran.out);
                assert_eq!(ran.out, "", "{words:?}");
                steers_nothing(&ran.err, "table", &format!("{words:?}"));
                if json {
                    serde_json::from_str::<serde_json::Value>(&ran.err)
                        .unwrap_or_else(|e| panic!("{words:?}: {e} {}", ran.err));
                }
            }
        }
    }
    // A batch line can contain characters that no argument can.
    for key in ["do", "case", "text", "evil"] {
        let line = format!("{{\"do\":\"note\",\"case\":\"99\",\"text\":\"x\",\"{key}\":{}}}\n", evil_json());
        let ran = desk.feed(&["batch", "-"], &line);
        assert_ne!(ran.code, 0, "{line}");
        steers_nothing(&ran.err, "table", &line);
    }
}

#[test]
fn text_of_wrong_project_files_is_harmless_in_errors() {
    let evil = toml::Value::String(EVIL.into()).to_string();
    let files = [
        ("redress.toml", format!("profile = {evil}\n")),
        ("redress.toml", format!("profile = \"bank\"\n[desk]\nzone = {evil}\n")),
        ("redress.toml", format!("profile = \"bank\"\n[[limit]]\ncode = {evil}\nwithin = {evil}\n")),
        ("redress.toml", format!("profile = \"bank\"\n[[limit]]\ncode = \"x\"\n{evil} = 1\n")),
        ("redress.toml", format!("profile = \"bank\"\n[[{evil}]]\ncode = \"x\"\n")),
        ("redress.toml", format!("profile = \"bank\"\n{EVIL}\n")),
        ("directory.toml", format!("[[unit]]\ncode = {evil}\n[[unit]]\ncode = {evil}\n")),
        ("directory.toml", format!("[[unit]]\ncode = \"a\"\nparent = {evil}\n")),
        ("directory.toml", EVIL.to_string()),
        ("calendars/cn-2027.json", format!("{{\"year\":{}}}", evil_json())),
    ];
    for (name, text) in files {
        let desk = Desk::bank();
        desk.write(name, &text);
        for words in [&["list"][..], &["list", "--json"], &["policy", "check"], &["intake", "--title", "x"]] {
            for lang in ["en", "zh"] {
                let words = [words, &["--lang", lang][..]].concat();
                let ran = desk.run(&words);
                // Reading goes on.
                let reads = words.first() == Some(&"list");
                assert_eq!(reads, ran.code == 0, "{name}: {text}: exit {} {}", ran.code, ran.out);
                assert!(matches!(ran.code, 0..=2), "{name}: {text}: exit {} {}", ran.code, ran.out);
                steers_nothing(&ran.err, "table", &text);
            }
        }
    }
}
