//! What must not depend on who asks: figures with restricted cases, papers, and what a batch takes for a value.

use crate::desk::Desk;
use serde_json::Value;

const DIRECTORY: &str = r#"
unit = [
  { code = "hq", level = "head-office", functions = ["customer-service", "union"] },
  { code = "taiyuan", parent = "hq", level = "branch-2" },
  { code = "datong", parent = "hq", level = "branch-2" },
]
person = [
  { code = "li.na", unit = "hq", roles = ["clerk"] },
  { code = "chen.hui", unit = "hq", roles = ["leader", "union"] },
  { code = "zhang.wei", unit = "taiyuan", roles = ["handler"] },
  { code = "sun.li", unit = "datong", roles = ["handler"] },
]
"#;

/// A desk with an open case, and a restricted one of November that Taiyuan handles.
fn desk() -> Desk {
    let mut desk = Desk::bank();
    desk.write("directory.toml", DIRECTORY);
    desk.now = "2026-10-12T10:00".into();
    let line = |title: &'static str| {
        ["intake", "--title", title, "--category", "attitude", "--channel", "phone", "--as", "li.na"]
    };
    desk.run(&line("queue")).ok();
    desk.now = "2026-11-16T10:00".into();
    desk.run(
        &[&line("secret matter")[..], &["--restricted", "--accept", "--unit", "taiyuan", "--person", "zhang.wei"]]
            .concat(),
    )
    .ok();
    desk.now = "2026-11-30T10:00".into();
    desk
}

fn json(desk: &Desk, words: &[&str], who: &str) -> Value {
    let out = desk.run(&[words, &["--as", who, "--json"]].concat()).ok();
    serde_json::from_str(&out).unwrap_or_else(|e| panic!("{words:?}: {e}: {out}"))
}

#[test]
fn figures_count_a_restricted_case_for_everybody_and_show_it_to_nobody() {
    let desk = desk();
    let value = |report: &[&str], who: &str| {
        let table = json(&desk, report, who);
        table["data"].as_array().expect("rows").iter().map(|row| row["value"].clone()).collect::<Vec<_>>()
    };
    for report in [
        &["report", "measures", "--measure", "received,pending,on-time", "--period", "2026"][..],
        &["report", "measures", "--measure", "received", "--period", "2026-11"],
    ] {
        assert_eq!(value(report, "sun.li"), value(report, "zhang.wei"), "{report:?}");
    }
    let stats = json(&desk, &["report", "stats", "--by", "month", "--period", "2026"], "sun.li");
    assert_eq!(stats["data"].as_array().map(Vec::len), Some(2), "{stats:#}");
    let reconciled = |who| json(&desk, &["report", "reconcile", "--period", "2026-10"], who)["data"].clone();
    assert_eq!(reconciled("sun.li"), reconciled("zhang.wei"));
    // It was not there in October, in whoever's list.
    for who in ["sun.li", "zhang.wei"] {
        let then = desk.run(&["list", "--as-of", "2026-10-31", "--fields", "id", "--as", who]).ok();
        assert_eq!(then, "HQ-2026-0001\n", "{who}");
    }
    let of = |report: &[&str]| desk.run(&[report, &["--as", "sun.li"]].concat()).ok();
    for report in [&["report", "register"][..], &["list"], &["report", "stats", "--cases"]] {
        let out = of(report);
        assert!(
            out.contains("HQ-2026-0002") && !out.contains("secret") && !out.contains("taiyuan"),
            "{report:?}: {out}"
        );
    }
    // Which observations and movements it has would tell what came of it, and when.
    for report in [&["report", "measures", "--cases"][..], &["report", "reconcile", "--period", "2026-11", "--cases"]] {
        assert!(!of(report).contains("HQ-2026-0002"), "{report:?}");
    }
}

#[test]
fn whoever_has_no_part_in_a_restricted_case_is_told_the_same() {
    let desk = desk();
    desk.run(&["party", "add", "2", "--role", "respondent", "--person", "sun.li", "--as", "zhang.wei"]).ok();
    let said = |who: &str| desk.run(&["note", "2", "x", "-n", "--as", who]).fails(5).replace(who, "WHO");
    assert_eq!(said("sun.li"), said("wu.di"), "the one complained about is not told so");
}

#[test]
fn papers_that_say_the_same_are_all_in_their_place() {
    let mut desk = Desk::bank();
    let row = |code: &str, zh: &str| {
        format!(
            "[[filing]]\ncode = \"{code}\"\nzh = \"{zh}\"\nevery = \"month\"\nto = \"union\"\nwithin = \"5wd\"\nform = \"columns\"\nrows = \"case\"\n\
             columns = [{{ code = \"ref\", source = \"id\" }}]\n"
        )
    };
    desk.write("redress.toml", desk.read("redress.toml") + &row("one", "表") + &row("two", "表"));
    desk.now = "2026-09-15T10:00".into();
    desk.run(&["intake", "--title", "x"]).ok();
    desk.now = "2026-10-30T10:00".into();
    let out = desk.run(&["filing", "run", "--period", "2026-10"]);
    desk.now = "2026-12-02T10:00".into();
    let more = desk.run(&["filing", "run", "--json"]).ok();
    let told: Value = serde_json::from_str(&more).expect("JSON");
    let files: Vec<&str> =
        told["data"].as_array().expect("rows").iter().filter_map(|row| row["file"].as_str()).collect();
    assert!(files.len() >= 4, "{more}{}{}", out.out, out.err);
    for file in files {
        assert!(desk.path().join(file).is_file(), "{file} was told and is not there");
    }
    assert_eq!(desk.run(&["filing", "run"]).ok(), "");
}

#[test]
fn a_batch_takes_values_as_they_stand_and_by_their_type() {
    let desk = Desk::bank();
    desk.write("secret.txt", "SECRET");
    let line = |more: &str| format!(r#"{{"do":"intake","title":"x","channel":"web",{more}}}"#);
    desk.feed(&["batch", "-"], &line(r#""statement":"@secret.txt""#)).ok();
    desk.feed(&["batch", "-"], r#"{"do":"note","case":"1","text":"@secret.txt"}"#).ok();
    assert!(desk.read_log().contains("@secret.txt") && !desk.read_log().contains("SECRET"));
    let private = desk.run(&["show", "1", "--private", "--purpose", "p"]).ok();
    assert!(private.contains("@secret.txt") && !private.contains("SECRET"), "{private}");
    for wrong in [
        r#""anonymous":"true""#,
        r#""restricted":"yes""#,
        r#""accept":1"#,
        r#""title":{"a":1}"#,
        r#""name":["one","two"]"#,
        r#""let":5"#,
        r#""dry-run":true"#,
        r#""dry_run":true"#,
        r#""keep-going":true"#,
        r#""mail":"n.eml""#,
        r#""edit":true"#,
    ] {
        let text = line(wrong);
        assert_eq!(desk.feed(&["batch", "-"], &text).code, 2, "{text}");
    }
    for wrong in [r#"{"do":"accept","case":null}"#, r#"{"do":"close","case":[],"outcome":"explained"}"#] {
        assert_eq!(desk.feed(&["batch", "-"], wrong).code, 2, "{wrong}");
    }
    assert_eq!(desk.run(&["list", "--fields", "id"]).ok(), "HQ-2026-0001\n", "nothing else was registered");
    let more = r#"{"name":"A","phone":null}"#;
    desk.write("one.json", more);
    desk.run(&["intake", "--title", "y", "--from", "one.json"]).ok();
    assert!(!desk.run(&["show", "2", "--private", "--purpose", "p"]).ok().contains("null"));
}

#[test]
fn a_retry_with_files_keeps_one_copy_and_no_other_bytes() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "x"]).ok();
    desk.write("letter.txt", "first");
    for _ in 0..3 {
        desk.run(&["attach", "1", "letter.txt", "--request", "r"]).ok();
    }
    assert_eq!(crate::desk::files(&desk.path().join("private/files")).len(), 1);
    desk.write("letter.txt", "second");
    desk.run(&["attach", "1", "letter.txt", "--request", "r"]).fails(5);
    assert_eq!(crate::desk::files(&desk.path().join("private/files")).len(), 1);
    let added =
        desk.run(&["improve", "add", "--title", "t", "--unit", "HQ", "--due", "2026-12-31", "--request", "k"]).ok();
    let again =
        desk.run(&["improve", "add", "--title", "t", "--unit", "HQ", "--due", "2026-12-31", "--request", "k"]).ok();
    let event = |text: &str| text.split([' ', '\t']).next().unwrap_or_default().to_string();
    assert_eq!(event(&added), event(&again), "{added}{again}");
}

#[test]
fn a_paper_is_shown_as_it_is_filed_and_what_is_asked_of_it_besides_as_in_other_reports() {
    let mut desk = desk();
    let row = "\n[[filing]]\ncode = \"stats\"\nzh = \"月报\"\nen = \"Monthly\"\nevery = \"month\"\nfrom = \"customer-service\"\nto = \"hq\"\nwithin = \"5wd\"\nform = \"stats\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + row);
    desk.now = "2026-12-02T10:00".into();
    let of =
        |words: &[&str], who: &str| desk.run(&[&["report", "filing", "stats"], words, &["--as", who]].concat()).ok();
    let paper = ["--period", "2026-11"];
    assert_eq!(of(&paper, "sun.li"), of(&paper, "zhang.wei"));
    assert!(of(&paper, "sun.li").contains("attitude"), "{}", of(&paper, "sun.li"));
    for asked in [
        &["--period", "2026-11", "--by", "category"][..],
        &["--period", "2026-11", "--by", "unit,category"],
        &["--period", "2026-11", "--where", "received:2026-11"],
        &["--period", "2026-11", "--as-of", "2026-11-20"],
        &["--period", "2026-11-16"],
        &["--period", "2026-11-02..2026-11-29"],
        &["--period", "2026-11", "--unit", "taiyuan"],
        &["--period", "2026-11", "--cases"],
    ] {
        let out = of(asked, "sun.li");
        assert!(!out.contains("attitude\t1") && !out.contains("taiyuan"), "{asked:?}: {out}");
    }
}
