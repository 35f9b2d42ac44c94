//! What goes out: every fact, text and date as a column; private data with its purpose; partitions that follow the log.

use crate::desk::{Desk, files};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A bank desk with a replied case of the year's first days, and an open one.
fn worked() -> Desk {
    let mut desk = Desk::bank();
    desk.now = "2026-01-05T10:00".into();
    let all =
        ["intake", "--title", "Queue", "--category", "general", "--channel", "phone", "--accept", "--unit", "taiyuan"];
    desk.write("directory.toml", UNITS);
    desk.run(
        &[&all[..], &["--name", "Wang Da Chui", "--phone", "13800138000", "--statement", "I waited two hours"]]
            .concat(),
    )
    .ok();
    desk.now = "2026-01-06T10:00".into();
    desk.run(&[
        "reply",
        "1",
        "--to",
        "complainant",
        "--to",
        "desk",
        "--via",
        "phone",
        "--from",
        "taiyuan",
        "--responsibility",
        "ours",
        "--findings",
        "One counter was open",
        "--staff-action",
        "None",
        "--lessons",
        "Two counters at noon",
        "--explanation",
        "Told",
        "--satisfaction",
        "satisfied",
        "--handler",
        "zhang.wei",
        "--phone",
        "0351-202",
        "--override",
        "test",
    ])
    .ok();
    desk.now = "2026-02-03T10:00".into();
    desk.run(&["intake", "--title", "Fee", "--category", "general", "--channel", "phone"]).ok();
    desk
}

const UNITS: &str = "[[unit]]\ncode = \"taiyuan\"\nen = \"Taiyuan branch\"\nzh = \"太原分行\"\n\
    [[person]]\ncode = \"zhang.wei\"\nname = \"Zhang Wei\"\nunit = \"taiyuan\"\nphone = \"0351-202\"\n\
    [[person]]\ncode = \"li.na\"\nname = \"Li Na\"\nunit = \"taiyuan\"\nroles = [\"supervisor\", \"clerk\"]\n\
    [[person]]\ncode = \"boss\"\nname = \"Bo Shu\"\nunit = \"taiyuan\"\nroles = [\"leader\", \"union\", \"supervisor\"]\n";

#[test]
fn columns_know_texts_acts_and_steps() {
    let desk = worked();
    let fields = "id,findings,replied.lessons,replied.on,replied.by,opened.count,step:apology,closed.on,acknowledged";
    let told = desk.run(&["list", "--fields", fields, "--header"]).ok();
    let rows: Vec<Vec<&str>> = told.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0].join(","), fields);
    assert_eq!(rows[1][1..4], ["One counter was open", "Two counters at noon", "2026-01-06T10:00:00.000+08:00"]);
    assert_eq!((rows[1][5], rows[2][1], rows[2][7]), ("1", "", ""));
    // Sorted by an act, in Chinese, and of the past.
    let ids = |args: &[&str]| {
        desk.run(args).ok().lines().map(|l| l.split('\t').next().unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["list", "--fields", "id", "--sort", "replied.on"]), ["HQ-2026-0001", "HQ-2026-0002"]);
    let zh =
        desk.run(&["列表", "--fields", "编号,调查核实情况,回复.发生时间", "--format", "markdown", "--lang", "zh"]).ok();
    assert!(zh.contains("| 编号 | 调查核实情况 | 回复：发生时间 |"), "{zh}");
    let before = desk.run(&["list", "--fields", "id,findings", "--as-of", "2026-01-05"]).ok();
    assert_eq!(before, "HQ-2026-0001\t\n");
    assert!(desk.run(&["list", "--fields", "replied.lesson"]).fails(2).contains("replied.lesson"));
    // A reply that was revoked says nothing.
    let event = desk.run(&["log", "1", "--kind", "replied"]).ok();
    desk.run(&["revoke", event.split('\t').next().expect("an event"), "--reason", "mistake"]).ok();
    assert_eq!(desk.run(&["list", "--fields", "findings"]).ok(), "\n\n");
}

#[test]
fn an_export_has_every_fact_and_private_data_only_for_a_purpose() {
    let desk = worked();
    let csv = desk.run(&["export", "-o", "-", "--format", "csv"]).ok();
    assert!(
        csv.contains("One counter was open") && csv.lines().next().is_some_and(|head| head.contains("staff_action")),
        "{csv}"
    );
    assert!(!csv.contains("13800138000"));
    let json: Value = serde_json::from_str(&desk.run(&["export", "-o", "-", "--json"]).ok()).expect("JSON");
    assert_eq!(json["data"][0]["lessons"], "Two counters at noon");
    desk.run(&["export", "--private", "-o", "a.csv"]).fails(2);
    desk.run(&["export", "--private", "--purpose", "audit", "-o", "-"]).fails(2);
    let before = desk.lines().len();
    desk.run(&["export", "--private", "--purpose", "audit", "--fields", "id,nosuch", "-o", "a.csv"]).fails(2);
    assert_eq!(desk.lines().len(), before, "nothing is put on record that was not shown");
    desk.run(&["export", "--private", "--purpose", "audit", "-o", "a.csv"]).ok();
    let csv = desk.read("a.csv");
    assert!(csv.contains("Wang Da Chui,13800138000") && csv.contains("I waited two hours"), "{csv}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(desk.path().join("a.csv").metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    }
    for case in ["1", "2"] {
        assert!(desk.run(&["log", case, "--kind", "revealed"]).ok().contains("audit"), "case {case}");
    }
}

/// The lines of all partitions, by path.
fn partitions(desk: &Desk, folder: &str) -> BTreeMap<String, String> {
    let root = desk.path().join(folder);
    let found = files(&root).into_iter().filter(|file| file.ends_with("part.jsonl"));
    let text = |file: std::path::PathBuf| {
        let name = file.strip_prefix(&root).expect("below it").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&file).expect("UTF-8"))
    };
    found.map(text).collect()
}

fn manifest(desk: &Desk, folder: &str) -> Value {
    let manifest: Value = serde_json::from_str(&desk.read(&format!("{folder}/manifest.json"))).expect("JSON");
    for part in manifest["partitions"].as_array().expect("a list") {
        let bytes =
            std::fs::read(desk.path().join(folder).join(part["path"].as_str().expect("a path"))).expect("a file");
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (part["sha256"].as_str(), part["bytes"].as_u64()),
            (Some(digest.as_str()), Some(bytes.len() as u64))
        );
        assert_eq!(part["rows"], bytes.iter().filter(|byte| **byte == b'\n').count());
    }
    manifest
}

#[test]
fn partitions_follow_the_log_and_only_those_that_changed_are_written() {
    let mut desk = worked();
    desk.run(&["export", "--by", "desk,month", "-o", "w"]).ok();
    let first = partitions(&desk, "w");
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        ["desk=HQ/month=2026-01/part.jsonl", "desk=HQ/month=2026-02/part.jsonl"]
    );
    let cursor = manifest(&desk, "w")["cursor"].as_str().expect("a cursor").to_string();
    let written = |desk: &Desk, args: &[&str]| desk.run(args).err;
    assert!(written(&desk, &["export", "--after", &cursor, "--by", "desk,month", "-o", "w"]).contains("0 partitions"));
    desk.now = "2026-03-01T10:00".into();
    desk.run(&["note", "1", "called again"]).ok();
    assert!(
        written(&desk, &["export", "--after", &cursor, "--by", "desk,month", "-o", "w"])
            .contains("1 partition written of 2")
    );
    let second = partitions(&desk, "w");
    assert_eq!(first["desk=HQ/month=2026-02/part.jsonl"], second["desk=HQ/month=2026-02/part.jsonl"]);
    assert_ne!(first["desk=HQ/month=2026-01/part.jsonl"], second["desk=HQ/month=2026-01/part.jsonl"]);
    // The same as a whole new export, and rows of one shape.
    desk.run(&["export", "--by", "desk,month", "-o", "anew"]).ok();
    assert_eq!(partitions(&desk, "anew"), second);
    let rows: Vec<Value> =
        second.values().flat_map(|text| text.lines()).map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let keys = |row: &Value| row.as_object().expect("a record").keys().cloned().collect::<Vec<_>>();
    assert!(rows.windows(2).all(|two| keys(&two[0]) == keys(&two[1])));
    assert_eq!((&rows[0]["findings"], &rows[0]["received_on"]), (&"One counter was open".into(), &"2026-01-05".into()));
    assert_eq!(manifest(&desk, "w")["rows"], 2);
}

#[test]
fn every_copy_learns_of_an_erasing() {
    let desk = worked();
    desk.run(&["export", "--by", "month", "-o", "w"]).ok();
    let cursor = manifest(&desk, "w")["cursor"].as_str().expect("a cursor").to_string();
    assert!(partitions(&desk, "w")["month=2026-01/part.jsonl"].contains("One counter"));
    desk.run(&["close", "1", "--outcome", "resolved"]).ok();
    desk.run(&["approve", "1", "erase", "--as", "boss"]).ok();
    desk.run(&["erase", "1", "--all", "--reason", "asked for", "-y"]).ok();
    desk.run(&["export", "--after", &cursor, "--by", "month", "-o", "w"]).ok();
    let text = &partitions(&desk, "w")["month=2026-01/part.jsonl"];
    let row: Value = serde_json::from_str(text.lines().next().expect("a row")).expect("JSON");
    assert_eq!(row["findings"], Value::Null);
    assert!(!row["erased"].as_array().expect("a list").is_empty(), "{row}");
    assert_eq!(manifest(&desk, "w")["erased"][0]["case"], "HQ-2026-0001");
}

#[test]
fn a_cursor_exports_the_cases_with_news() {
    let desk = worked();
    let ids = |desk: &Desk| -> Vec<Value> {
        let told = desk.run(&["export", "--cursor", "seen", "--format", "jsonl", "-o", "-"]).ok();
        told.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["id"].clone()).collect()
    };
    assert_eq!(ids(&desk).len(), 2);
    assert_eq!(ids(&desk), Vec::<Value>::new());
    desk.run(&["note", "2", "more"]).ok();
    assert_eq!(ids(&desk), ["HQ-2026-0002"]);
    for wrong in [
        &["export", "--after", "HQ:1", "-o", "-"][..],
        &["export", "--by", "desk,month", "-o", "-"],
        &["export", "--by", "unit", "-o", "w"],
        &["export", "--by", "desk", "status:open", "-o", "w"],
        &["export", "--by", "desk", "--private", "--purpose", "x", "-o", "w"],
        &["export", "--after", "start", "--as-of", "2026-01-01", "-o", "-"],
    ] {
        desk.run(wrong).fails(2);
    }
}
