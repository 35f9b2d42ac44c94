//! Details of the command line: usage errors and exit codes, retry keys, output that fails, hints that can be typed.

use crate::desk::{BIN, Desk};
use serde_json::Value;
use std::process::Stdio;

/// A desk with a case that was registered.
fn desk() -> Desk {
    let desk = Desk::branch();
    desk.run(&["intake", "--title", "One", "--category", "general"]).ok();
    desk
}

fn shell(desk: &Desk, line: &str) -> std::process::Output {
    let mut command = desk.command_of("sh");
    command.args(["-c", line]).env("R", BIN).stdin(Stdio::null());
    command.output().expect("a shell")
}

#[test]
fn a_mistyped_command_is_a_usage_error() {
    let desk = desk();
    for words in
        [&["zz"][..], &["rm", "1"], &["x"], &["xyz", "--json"], &["查"], &["-q", "zz"], &["--lang", "en", "zz"]]
    {
        let ran = desk.run(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}: {}", ran.err);
    }
    desk.run(&["-q", "list"]).ok();
    desk.run(&["-C", ".", "list"]).ok();
}

#[test]
fn a_missing_required_flag_is_a_usage_error() {
    let desk = desk();
    for words in
        ["intake", "decline 1", "classify 1", "assign 1", "withdraw 1", "correct 1 --reason r", "rework 1", "show"]
    {
        let ran = desk.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, 2, "{words}: {}", ran.err);
    }
    desk.feed(&["batch", "-"], "{\"do\":\"intake\"}\n").fails(2);
}

#[test]
fn full_width_names_dates_and_numbers_are_understood() {
    let desk = desk();
    for words in [
        &["show", "１"][..],
        &["show", "ＨＱ－２０２６－０００１"],
        &["list", "ｒｅｃｅｉｖｅｄ：２０２６－０９"],
        &["list", "status：ｒｅｃｅｉｖｅｄ"],
        &["list", "amount:１００．．"],
        &["report", "stats", "--period", "２０２６－Ｑ３"],
        &["list", "--as-of", "２０２６－０９－２４"],
        &["intake", "--title", "x", "--amount", "５０００", "--channel", "ｐｈｏｎｅ", "-n"],
        &["classify", "１", "--category", "ａｔｔｉｔｕｄｅ", "-n"],
        &["calendar", "due", "２０２６－０９－２４", "＋３ｗｄ"],
    ] {
        desk.run(words).ok();
    }
    desk.run(&["intake", "--title", "ＡＴＭ　吞卡", "--category", "general"]).ok();
    assert!(desk.run(&["show", "2"]).ok().contains("ＡＴＭ"), "a text stays as it was typed");
}

#[test]
fn a_byte_order_mark_in_input_is_ignored() {
    let desk = desk();
    let bom = |text: &str| format!("\u{feff}{text}");
    desk.write("p.txt", bom("name: Wang Xiaoming\r\nphone: 13800138000\r\n"));
    desk.write("p.json", bom("{\"name\":\"Wang Xiaoming\"}"));
    desk.write("s.txt", bom("He shouted.\r\n"));
    desk.run(&["intake", "--title", "a", "--from", "p.txt", "--statement", "@s.txt"]).ok();
    desk.run(&["intake", "--title", "b", "--from", "p.json"]).ok();
    desk.feed(&["intake", "--title", "c", "--statement", "-"], &bom("He shouted.")).ok();
    let private = crate::desk::files(&desk.path().join("private"));
    let held: String = private.iter().map(|p| std::fs::read_to_string(p).expect("UTF-8")).collect();
    assert!(held.contains("He shouted.") && !held.contains('\u{feff}'), "{held}");
}

#[test]
fn a_retry_key_repeats_the_answer_and_refuses_other_content() {
    let desk = desk();
    let intake = ["intake", "--title", "Two", "--category", "general", "--request", "k1"];
    let first = desk.run(&intake).ok();
    assert_eq!(desk.run(&intake).ok(), first);
    let now = [&intake[..], &["--now", "2026-09-25T09:00"]].concat();
    assert_eq!(desk.run(&now).ok(), first, "how it is carried out is no content");
    for other in [
        &["accept", "2", "--request", "k1"][..],
        &["intake", "--title", "Three", "--category", "general", "--request", "k1"],
        &["intake", "--title", "Two", "--category", "complex", "--request", "k1"],
        &["intake", "--title", "Two", "--request", "k1"],
        &["duty", "done", "box", "--unit", "yingze", "--nil", "--request", "k1"],
    ] {
        let before = desk.read_log();
        let said = desk.run(other).fails(5);
        assert!(said.contains("k1") && said.contains("HQ:"), "{said}");
        assert_eq!(desk.read_log(), before);
        let json: Value = serde_json::from_str(&desk.run(&[other, &["--json"]].concat()).fails(5)).expect("JSON");
        assert_eq!(json["code"], "request-used");
    }
    // The content of a request may come from a file: not only the file's name counts.
    desk.write("s.txt", "one");
    let note = ["note", "2", "@s.txt", "--request", "k2"];
    desk.run(&note).ok();
    desk.run(&note).ok();
    desk.write("s.txt", "another");
    desk.run(&note).fails(5);
    assert!(!desk.read_log().contains("\"of\""), "the log holds nothing of it");
    desk.run(&["accept", "1", "--request", "k3"]).ok();
    let page = desk.run(&["show", "1"]).ok();
    assert!(!page.contains("not shown"), "a digest is nobody's text:\n{page}");
    let shown = desk.run(&["show", "2", "--private", "--purpose", "a test"]).ok();
    assert!(!shown.lines().any(|l| l.trim_start().starts_with("of ")), "{shown}");
}

#[test]
fn retry_keys_work_without_a_case_and_with_several_cases() {
    let desk = desk();
    let add = ["improve", "add", "--title", "t", "--unit", "taiyuan", "--due", "2026-12-01", "--request", "i1"];
    desk.run(&add).ok();
    let before = desk.read_log();
    desk.run(&add).ok();
    assert_eq!(desk.read_log(), before);
    desk.run(&["improve", "add", "--title", "u", "--unit", "taiyuan", "--due", "2026-12-01", "--request", "i1"])
        .fails(5);
    // The second of three cases did not exist yet: a retry does what is left, and nothing twice.
    desk.run(&["intake", "--title", "Two", "--category", "general"]).ok();
    let several = ["accept", "1", "3", "2", "--keep-going", "--request", "a1"];
    desk.run(&several).fails(3);
    desk.run(&["intake", "--title", "Three", "--category", "general"]).ok();
    desk.run(&several).ok();
    let accepted = desk.lines().iter().filter(|l| l.contains("\"accepted\":")).count();
    assert_eq!(accepted, 3);
}

#[test]
fn an_erased_request_is_answered_by_its_key_with_a_warning() {
    let desk = desk();
    desk.run(&["intake", "--title", "Two", "--category", "general", "--name", "Qian Qi", "--request", "k1"]).ok();
    desk.run(&["decline", "2", "--reason", "not ours", "--told", "phone"]).ok();
    desk.run(&["approve", "2", "erase", "--as", "wang.fang"]).ok();
    desk.run(&["erase", "2", "--reason", "asked for", "--yes"]).ok();
    let ran = desk.run(&["intake", "--title", "Other", "--category", "general", "--request", "k1"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("HQ-2026-0002") && ran.err.contains("key alone"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_repeated_batch_binds_its_names_and_does_what_is_left() {
    let desk = desk();
    let first = "{\"do\":\"intake\",\"title\":\"x\",\"category\":\"general\",\"request\":\"k1\",\"let\":\"a\"}\n";
    desk.feed(&["batch", "-"], first).ok();
    let more = format!("{first}{{\"do\":\"note\",\"case\":\"@a\",\"text\":\"new\",\"request\":\"k2\"}}\n");
    desk.feed(&["batch", "-"], &more).ok();
    desk.feed(&["batch", "-"], &more).ok();
    assert_eq!(desk.lines().iter().filter(|l| l.contains("\"noted\":")).count(), 1);
    assert_eq!(desk.run(&["list"]).ok().lines().count(), 2);
    let twice = "{\"do\":\"intake\",\"title\":\"x\",\"category\":\"general\",\"request\":\"k3\"}\n{\"do\":\"intake\",\"title\":\"y\",\"category\":\"general\",\"request\":\"k3\"}\n";
    let said = desk.feed(&["batch", "-"], twice).fails(5);
    assert!(said.contains("line 2") && said.contains("k3"), "{said}");
    assert_eq!(desk.run(&["list"]).ok().lines().count(), 2, "all or nothing");
}

#[cfg(target_os = "linux")]
#[test]
fn a_failed_output_reports_that_the_command_was_recorded() {
    let desk = desk();
    for (line, named) in [
        ("\"$R\" intake --title Two --category general > /dev/full", "HQ-2026-0002"),
        ("\"$R\" note 1 text > /dev/full", "HQ-2026-0001"),
        ("\"$R\" note 1 text --json > /dev/full", "\"recorded\":[\"HQ-2026-0001\"]"),
        ("\"$R\" improve add --title t --unit taiyuan --due 2026-12-01 > /dev/full", "HQ:"),
        ("echo '{\"do\":\"intake\",\"title\":\"b\"}' | \"$R\" batch - > /dev/full", "HQ-2026-0003"),
        ("echo '{\"do\":\"note\",\"case\":\"1\",\"text\":\"b\"}' | \"$R\" batch - > /dev/full", "1 done"),
    ] {
        let before = desk.lines().len();
        let output = shell(&desk, line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(74), "{line}: {said}");
        assert!(desk.lines().len() > before && said.contains(named), "{line}: {said}");
        assert!(!said.contains("nothing was recorded"), "{line}: {said}");
    }
    // A dry run and a look-up recorded nothing.
    for line in ["\"$R\" note 1 text -n > /dev/full", "\"$R\" list > /dev/full"] {
        let output = shell(&desk, line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(74), "{line}: {said}");
        assert!(!said.contains("was recorded"), "{line}: {said}");
    }
}

#[test]
fn refusals_of_several_cases_name_theirs() {
    let desk = desk();
    desk.run(&["intake", "--title", "Two", "--category", "general"]).ok();
    for lang in ["en", "zh"] {
        let ran = desk.run(&["escalate", "1", "--to", "nowhere", "--reason", "r", "--lang", lang]);
        assert!(ran.err.contains("HQ-2026-0001"), "{}", ran.err);
        let ran = desk.run(&["note", "1", "2", "--lang", lang]);
        assert_ne!(ran.code, 1, "{}", ran.err);
    }
    let ran = desk.run(&["decline", "1", "--reason", "call 13800138000", "--keep-going"]);
    assert!(ran.err.contains("HQ-2026-0001"), "{}", ran.err);
}

#[test]
fn show_refuses_several_cases_on_standard_input() {
    let desk = desk();
    for input in ["1\n2\n", ""] {
        let said = desk.feed(&["show", "-"], input).fails(2);
        assert!(said.contains("show takes one case") && said.contains("xargs -n 1 redress show"), "{said}");
    }
    desk.feed(&["explain", "-"], "1\n").ok();
}

#[test]
fn the_hint_of_the_guard_can_be_pasted() {
    let desk = desk();
    let said = desk.run(&["intake", "--title", "call 138 0013 8000"]).fails(5);
    let start = said.find("--not-personal").expect("a hint");
    let hint = said[start..].split(" if it is none").next().expect("a flag").replace('\n', " ");
    let output = shell(&desk, &format!("\"$R\" intake --title 'call 138 0013 8000' {hint}"));
    assert!(output.status.success(), "{hint}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A pack can be read before it is put in force: its own rows, and nothing of what it is laid over.
#[test]
fn a_pack_is_shown_by_its_name() {
    let desk = Desk::bank();
    let before = desk.bytes();
    let page = desk.run(&["profile", "show", "cn-market-20", "--lang", "zh", "--format", "txt"]).ok();
    assert!(page.contains("redress 制度 施行 cn-market-20") && page.contains("SAMR20-14"), "{page}");
    assert!(!page.contains("P7-A11"), "{page}");
    let text = desk.run(&["profile", "show", "cn-market-20", "--json"]).ok();
    let answer: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let rows = answer["data"][0]["rows"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["section"] != "channel"), "{text}");
    let err = desk.run(&["profile", "show", "cn-market-21"]).fails(2);
    assert!(err.contains("cn-market-20") && err.contains("bank"), "{err}");
    assert_eq!(desk.bytes(), before);
}
