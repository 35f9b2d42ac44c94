//! `import`: another tool's records become cases; importing again adds only new rows.

use crate::desk::{Desk, Ran, files, shared};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A bank's desk, at a date long after the imported rows.
fn bank() -> Desk {
    Desk { now: "2026-11-23T09:30".into(), ..Desk::bank() }
}

/// A fixture file of the project.
fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name)
}

/// The rows of a command's JSON output.
#[track_caller]
fn json(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&desk.run(&[args, &["--json"]].concat()).ok()).expect("JSON");
    answer["data"].as_array().cloned().unwrap_or_default()
}

/// Imports; returns the counts of cases, events, rejected and known rows.
fn import(desk: &Desk, file: &Path, map: &str) -> [u64; 4] {
    // Rows that were rejected make it exit 1.
    let ran = desk.run(&["import", text(file), "--map", map, "--json"]);
    assert!(matches!(ran.code, 0 | 1), "{ran:?}");
    let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
    counts(&answer["data"][0])
}

fn counts(row: &Value) -> [u64; 4] {
    ["cases", "events", "rejected", "known"].map(|key| row[key].as_u64().unwrap_or_else(|| panic!("{key}: {row}")))
}

fn map(name: &str) -> String {
    text(&data(&format!("{name}.toml"))).to_string()
}

/// The events of the log, without segment headers.
fn events(desk: &Desk) -> Vec<Value> {
    let lines = desk.lines();
    let lines = lines.iter().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.filter(|event| event.get("n").is_some()).collect()
}

/// The kinds of a case's events with their days.
fn history(desk: &Desk, case: &str) -> Vec<(String, String)> {
    let own = events(desk).into_iter().filter(|e| e["case"] == case);
    let kind = |event: &Value| {
        let object = event.as_object().expect("an object");
        let (kind, body) = object.iter().find(|(key, value)| value.is_object() && *key != "text").expect("a body");
        (kind.clone(), body["on"].as_str().unwrap_or_default().chars().take(10).collect())
    };
    own.map(|event| kind(&event)).collect()
}

fn pairs(all: &[(String, String)]) -> Vec<(&str, &str)> {
    all.iter().map(|(kind, on)| (kind.as_str(), on.as_str())).collect()
}

/// The fixture register (good rows) plus further rows.
fn rows(more: &str) -> String {
    let whole = std::fs::read_to_string(data("desk.csv")).expect("a fixture");
    format!("{whole}{more}")
}

#[test]
fn a_register_is_imported_with_histories_and_only_once() {
    let desk = bank();
    let file = data("desk.csv");
    assert_eq!(import(&desk, &file, &map("desk")), [3, 12, 0, 0]);
    assert_eq!(import(&desk, &file, &map("desk")), [0, 0, 0, 3]);
    assert_eq!(
        pairs(&history(&desk, "HQ-2026-0001")),
        [
            ("opened", "2025-03-03"),
            ("accepted", "2025-03-03"),
            ("assigned", "2025-03-04"),
            ("replied", "2025-03-06"),
            ("closed", "2025-03-06"),
        ]
    );
    let third = history(&desk, "HQ-2026-0003");
    assert_eq!(pairs(&third).last(), Some(&("closed", "2025-03-10")));
    let list = json(&desk, &["list", "--sort", "id"]);
    let states: Vec<_> = list.iter().map(|c| c["status"].as_str().unwrap_or_default()).collect();
    assert_eq!(states, ["closed", "accepted", "closed"]);
    assert_eq!((list[0]["category"].as_str(), list[1]["channel"].as_str()), (Some("attitude"), Some("web")));
    let all = events(&desk);
    let imported: Vec<_> = all.iter().filter_map(|e| e.get("imported")).collect();
    assert_eq!(imported.len(), 1, "a second run that adds nothing says nothing");
    assert_eq!((imported[0]["map"].as_str(), imported[0]["cases"].as_u64()), (Some("register"), Some(3)));
    assert_eq!(imported[0]["file"].as_str().map(str::len), Some(64));
    let first = &all.iter().find(|e| e["import"] == "register:T-1").expect("the key")["opened"];
    assert_eq!((first["tags"][0].as_str(), first["tags"][1].as_str()), (Some("排队"), Some("周一")));
    // The person who imports is not the handler.
    let replied = &all.iter().find_map(|e| e.get("replied")).expect("a reply");
    assert_eq!((replied.get("handler"), replied["responsibility"].as_str()), (None, Some("ours")));
    desk.run(&["verify"]).ok();
}

#[test]
fn private_columns_stay_out_of_the_log() {
    let desk = bank();
    import(&desk, &data("desk.csv"), &map("desk"));
    let log = desk.lines().concat();
    for word in ["试样甲", "13800138000", "等了一个小时", "正常"] {
        assert!(!log.contains(word), "{word}");
    }
    assert!(desk.run(&["search", "试样甲", "--private", "--purpose", "test"]).ok().contains("HQ-2026-0001"));
}

#[test]
fn texts_with_personal_data_are_kept_private_and_other_faults_can_be_corrected() {
    let desk = bank();
    let row = "T-4,客户13900139000要求回电,电话,态度,2025-03-08,,,,,,,,,,,,,\n\
               T-5,柜员试样乙态度差,电话,态度,2025-03-08,,,13900139000,试样丙,,,,,,,,,\n\
               T-6,业务办理慢,电话,天气,2025-03-08,,,,,,,,,,,,,\n";
    let file = desk.write("old.csv", rows(row));
    let ran = desk.run(&["import", text(&file), "--map", &map("desk"), "--rejects", "again.csv"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("\t5\t16\t1\t0\t0"), "{ran:?}");
    assert!(ran.err.contains("kept private: Product 1, title 1"), "{ran:?}");
    assert!(ran.err.contains("again.csv") && ran.err.contains("private data"), "{ran:?}");
    assert!(!desk.lines().concat().contains("13900139000"));
    let shown = desk.run(&["show", "4", "--private", "--purpose", "test"]).ok();
    assert!(shown.contains("客户13900139000要求回电"), "{shown}");
    let rejects = desk.read("again.csv");
    assert!(
        rejects.starts_with("\u{feff}编号,")
            && rejects.lines().next().expect("a header").ends_with("_line,_reason,_read")
    );
    let row = rejects.lines().find(|row| row.contains(",8,")).unwrap_or_else(|| panic!("{rejects}"));
    assert!(row.matches("天气").count() >= 2, "the reason names it: {row}");
    let file = desk.write("again.csv", rejects.replace("天气", "失误"));
    assert_eq!(import(&desk, &file, &map("desk")), [1, 2, 0, 0]);
    assert_eq!(import(&desk, &file, &map("desk")), [0, 0, 0, 1]);
}

#[test]
fn rejects_are_written_to_private_by_default() {
    let desk = bank();
    let file = desk.write("old.csv", rows("T-4,,电话,态度,2025-03-08,,,,,,,,,,,,,\n"));
    for _ in 0..2 {
        let ran = desk.run(&["import", text(&file), "--map", &map("desk")]);
        assert!(ran.code == 1 && ran.err.contains("register-1.csv"), "{ran:?}");
    }
    let names: Vec<_> = std::fs::read_dir(desk.path().join("private/rejects")).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 1, "the same rejects are kept once");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| std::fs::metadata(desk.path().join(name)).expect(name).permissions().mode() & 0o777;
        assert_eq!((mode("private/rejects"), mode("private/rejects/register-1.csv")), (0o700, 0o600));
    }
}

#[test]
fn malformed_rows_are_rejected_by_line_and_the_rest_is_imported() {
    let desk = bank();
    let long = "字".repeat(7000);
    let more = format!(
        "T-4,缺格,电话\n\
         T-5,多格,电话,态度,2025-03-08,,,,,,,,,,,,,,多,余\n\
         ,无编号,电话,态度,2025-03-08,,,,,,,,,,,,,\n\
         T-1,重复,电话,态度,2025-03-08,,,,,,,,,,,,,\n\
         T-6,重复,电话,态度,2025-03-08,,,,,,{long},,,,,,,\n\
         T-6,重复,电话,态度,2025-03-08,,,,,,,,,,,,,\n\
         T-7,日期,电话,态度,08.03.2025,,,,,,,,,,,,,\n\
         T-8,金额,电话,态度,2025-03-08,很多,,,,,,,,,,,,\n\
         T-9,渠道,飞鸽,态度,2025-03-08,,,,,,,,,,,,,\n\
         T-10,将来,电话,态度,2027-03-08,,,,,,,,,,,,,\n\
         T-11,何时,电话,态度,2025-03-08,,,,,,,,,已结,,,,\n\
         \n , \n\
         T-12,半行,电话,态度,2025-03-08,,,,,,\"没有结束"
    );
    let file = desk.write("old.csv", rows(&more));
    let ran = desk.run(&["import", text(&file), "--map", &map("desk"), "--rejects", "no.csv"]);
    assert!(ran.code == 1 && ran.out.contains("\t4\t14\t11\t0\t0"), "{ran:?}");
    let mut reader = csv::Reader::from_path(desk.path().join("no.csv")).expect("CSV");
    let found: Vec<(String, String)> =
        reader.records().map(|r| r.expect("whole")).map(|r| (r[18].to_string(), r[19].to_string())).collect();
    let expected = [
        ("6", "3 cells"),
        ("7", "beyond it: 多 | 余"),
        ("8", "key is empty"),
        ("9", "same key as line 2"),
        ("11", "same key as line 10"),
        ("12", "08.03.2025"),
        ("13", "很多"),
        ("14", "飞鸽"),
        ("15", "2027-03-08"),
        ("16", "no date"),
        ("19", "inside of quotation marks"),
    ];
    for ((line, reason), (at, part)) in found.iter().zip(expected) {
        assert!(line == at && reason.contains(part), "{line}: {reason}; expected {at}: {part}");
    }
    assert_eq!(found.len(), expected.len());
    // After the end of the file is repaired, only new rows are imported.
    let file = desk.write("old.csv", rows(&more).replace("没有结束", "没有结束\",,,,,,,\n"));
    // A key that occurs twice is rejected again.
    assert_eq!(import(&desk, &file, &map("desk")), [1, 2, 10, 4]);
}

/// Imports an unusable file in both languages; nothing is written. Returns the English run.
fn refused(bytes: &[u8], map: &str) -> Ran {
    let desk = bank();
    let file = desk.write("x.csv", bytes);
    let ran = desk.run(&["import", text(&file), "--map", map]);
    assert!(ran.out.is_empty() && events(&desk).is_empty(), "{ran:?}");
    let zh = Desk { lang: "zh".into(), ..bank() };
    let file = zh.write("x.csv", bytes);
    let other = zh.run(&["import", text(&file), "--map", map]);
    assert_eq!(other.code, ran.code);
    assert!(other.err.starts_with("错误："), "{other:?}");
    ran
}

#[test]
fn files_that_are_not_tables_are_refused() {
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for (bytes, words) in [
        (b"<!DOCTYPE html>\n<html><body>Not found</body></html>".to_vec(), "looks like an HTML page"),
        (b"PK\x03\x04\x14\x00\x06\x00".to_vec(), "no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "cannot be read"),
        (b"{\"a\": [1, 2".to_vec(), "not JSON"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (Vec::new(), "is empty"),
        (b"\n\n".to_vec(), "is empty"),
        ("编号,标题\n1,x\n".into(), "no column 渠道"),
        ("序号,收到日其\n1,x\n".into(), "did you mean 收到日其"),
        ("编号,标题\n1,caf\u{e9}\n".chars().map(|c| c as u8).collect(), "is not UTF-8"),
    ] {
        let ran = refused(&bytes, &map("desk"));
        assert!(ran.code == 1 && ran.err.contains(words), "{words}: {ran:?}");
    }
    // The map says UTF-8 but the file is not: the error names the line and the likely encoding.
    let desk = bank();
    let toml = std::fs::read_to_string(data("desk.toml")).expect("a fixture");
    let strict = desk.write("strict.toml", toml.replace("format = {", "format = { encoding = 'utf-8',"));
    let file = desk.write("gb.csv", gb(&rows("")));
    let ran = desk.run(&["import", text(&file), "--map", text(&strict)]);
    assert!(ran.code == 1 && ran.err.contains("gb.csv:1:") && ran.err.contains("gb18030"), "{ran:?}");
    let ran = desk.run(&["import", "nowhere.csv", "--map", "cfpb"]);
    assert_eq!(ran.code, 74, "{ran:?}");
}

#[test]
fn a_file_with_only_a_header_imports_nothing() {
    let desk = bank();
    let header = rows("").lines().next().expect("a header").to_string();
    let file = desk.write("x.csv", header + "\n");
    assert_eq!(import(&desk, &file, &map("desk")), [0, 0, 0, 0]);
    assert!(events(&desk).is_empty());
}

#[test]
fn an_import_that_rejects_every_row_fails() {
    let desk = bank();
    let header = rows("").lines().next().expect("a header").to_string();
    let file = desk.write("x.csv", header + "\n,无编号,电话,态度,2025-03-08,,,,,,,,,,,,,\n");
    let ran = desk.run(&["import", text(&file), "--map", &map("desk")]);
    assert!(ran.code == 1 && ran.out.contains("\t0\t0\t1\t0\t0") && events(&desk).is_empty(), "{ran:?}");
}

#[test]
fn errors_of_a_map_name_the_place() {
    for (toml, words) in [
        ("name = 'x'\nkey = 'a'\n[case]\ntitel = 'a'\nreceived = 'a'", "did you mean title?"),
        ("name = 'x'\nkey = 'a'\n[case]\ntitle = 'a'\nreceived = 'a'\n[field]\nprodukt = 'a'", "did you mean product?"),
        ("name = 'x'\nkey = ", "line 2"),
        ("name = 'x'\nkey = 'a'\n[case]\ntitle = 'a'", "case.received is missing"),
    ] {
        let desk = bank();
        let (file, map) = (desk.write("x.csv", "a\n1\n"), desk.write("x.toml", toml));
        let ran = desk.run(&["import", text(&file), "--map", text(&map)]);
        assert!(ran.code == 1 && ran.err.contains(words), "{words}: {ran:?}");
    }
    let desk = bank();
    let file = desk.write("x.csv", "a\n1\n");
    let ran = desk.run(&["import", text(&file), "--map", "cfbp"]);
    assert!(ran.code == 2 && ran.err.contains("did you mean cfpb"), "{ran:?}");
    assert_eq!(desk.run(&["import", text(&file), "--map", "none.toml"]).code, 74);
}

#[test]
fn gb18030_is_detected_and_rejects_are_utf_8() {
    let desk = bank();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let file = desk.write("gb.csv", gb(&rows("T-4,,电话,态度,2025-03-08,,,,𠀀,,,,,,,,,\n").replace('\n', "\r\n")));
    let toml = std::fs::read_to_string(data("desk.toml")).expect("a fixture");
    let strict = desk.write("gb.toml", toml.replace("format = {", "format = { encoding = 'gb18030',"));
    let ran = desk.run(&["import", text(&file), "--map", text(&strict), "--rejects", "no.csv"]);
    assert!(ran.code == 1 && ran.out.contains("\t3\t12\t1\t0\t0"), "{ran:?}");
    let rejects = desk.read("no.csv");
    assert!(rejects.contains("𠀀") && rejects.contains(",6,"), "{rejects}");
    // The reject file is UTF-8 with a byte order mark, so the same map can read it.
    let file = desk.write("yes.csv", rejects.replace("T-4,,", "T-4,有标题,"));
    assert_eq!(import(&desk, &file, text(&strict)), [1, 2, 0, 0]);
    assert!(desk.run(&["list"]).ok().contains("账户扣费不明"));
    assert_eq!(import(&desk, &data("desk.csv"), &map("desk")), [0, 0, 0, 3]);
}

#[test]
fn a_dry_run_gives_the_same_counts_and_writes_nothing() {
    let desk = bank();
    let file = desk.write("old.csv", rows("T-4,,电话,态度,2025-03-08,,,,,,,,,,,,,\n"));
    let args = ["import", text(&file), "--map", &map("desk"), "--dry-run", "--json"];
    let counted = |args: &[&str]| {
        let ran = desk.run(args);
        assert_eq!(ran.code, 1, "a row would be rejected: {ran:?}");
        counts(&serde_json::from_str::<Value>(&ran.out).expect("JSON")["data"][0])
    };
    assert_eq!(counted(&args), [3, 12, 1, 0]);
    assert!(!desk.path().join("private/rejects").exists() && events(&desk).is_empty());
    assert!(files(&desk.path().join("policies")).is_empty(), "not even a snapshot");
    assert_eq!(counted(&[&args[..], &["--rejects", "no.csv"]].concat()), [3, 12, 1, 0]);
    assert_eq!(desk.read("no.csv").lines().count(), 2);
    assert_eq!(import(&desk, &file, &map("desk")), [3, 12, 1, 0]);
    assert_eq!(counted(&args), [0, 0, 1, 3]);
    let ran = desk.run(&["import", text(&file), "--map", &map("desk"), "--rejects", text(&file)]);
    assert_eq!(ran.code, 2, "rejects do not go over the file itself: {ran:?}");
}

#[test]
fn built_in_maps_import_the_files_of_their_portals() {
    let desk = bank();
    assert_eq!(import(&desk, &data("cfpb_public.csv"), "cfpb"), [3, 9, 0, 0]);
    let shown = json(&desk, &["list", "--sort", "id"]);
    let look =
        |case: &Value| ["status", "channel", "received"].map(|k| case[k].as_str().unwrap_or_default().to_string());
    assert_eq!(look(&shown[0]), ["closed", "web", "2024-01-02"]);
    assert_eq!(look(&shown[1]), ["accepted", "letter", "2024-01-04"]);
    assert_eq!(look(&shown[2]), ["closed", "phone", "2024-01-05"]);
    assert_eq!(
        pairs(&history(&desk, "HQ-2026-0003")),
        [("opened", "2024-01-05"), ("accepted", "2024-01-08"), ("closed", "2024-01-08")],
        "an untimely response is no reply"
    );
    assert!(!desk.lines().concat().contains("12345") && !desk.lines().concat().contains("twice"));
    assert_eq!(import(&desk, &data("nyc311.csv"), "nyc311"), [3, 10, 0, 0]);
    assert_eq!(pairs(&history(&desk, "HQ-2026-0006")).last(), Some(&("closed", "2024-01-22")));
    let log = desk.lines().concat();
    assert!(log.contains("2024-01-18T00:05:09.000+08:00") && !log.contains("1 EXAMPLE STREET"));
}

#[test]
fn an_event_log_is_imported_in_any_order() {
    let desk = bank();
    let file = data("log.csv");
    let done = &json(&desk, &["import", text(&file), "--map", &map("log")])[0];
    assert_eq!((counts(done), done["skipped"].as_u64()), ([2, 10, 0, 0], Some(1)));
    assert_eq!(
        pairs(&history(&desk, "HQ-2026-0001")),
        [
            ("opened", "2025-03-03"),
            ("accepted", "2025-03-03"),
            ("assigned", "2025-03-03"),
            ("replied", "2025-03-06"),
            ("closed", "2025-03-07"),
            ("reopened", "2025-04-01"),
        ]
    );
    let all = events(&desk);
    let answered = all.iter().find(|e| e.get("replied").is_some()).expect("a reply");
    assert_eq!(answered["text"]["note"], "Answered · said sorry");
    assert_eq!((answered["replied"]["done_by"].as_str(), answered["by"].as_str()), (Some("zhang.wei"), Some("li.na")));
    let keys: std::collections::HashSet<_> = all.iter().filter_map(|e| e["import"].as_str()).collect();
    assert_eq!(keys.len(), 10, "every act has a key of its own, the same act at the same time too");
    assert!(!desk.lines().concat().contains("Sample One"));

    // The source continues: only new rows are imported, into the existing cases.
    let mut text = std::fs::read_to_string(&file).expect("a fixture");
    text.push_str("B,Filed,2025-05-01 09:00,,,,,\nC,Taken,2025-05-02 09:00,,Late,,,\nB,Sent,2025-05-03 09:00,,,,,\n,Taken,2025-05-04 09:00,,,,,\nD,Taken,gestern,,x,,,\n");
    let more = desk.write("log.csv", text);
    assert_eq!(import(&desk, &more, &map("log")), [1, 3, 3, 10]);
    assert_eq!(pairs(&history(&desk, "HQ-2026-0002")).last(), Some(&("closed", "2025-05-01")));
    // A case without an opening act is opened by its first act.
    assert_eq!(pairs(&history(&desk, "HQ-2026-0003")), [("opened", "2025-05-02"), ("accepted", "2025-05-02")]);
    let rejects = desk.read("private/rejects/log-1.csv");
    for part in ["“Sent”", "the key is empty", "gestern"] {
        assert!(rejects.contains(part), "{part}: {rejects}");
    }
}

#[test]
fn a_rejected_act_does_not_reject_the_rest_of_its_case() {
    let desk = bank();
    let file = desk.write(
        "log.csv",
        "case,what,when,by,topic,who,remark,unit\n\
         A,Entered,2025-03-03 09:00,,Queue,Sample One,,\n\
         A,Remark,2025-03-04 09:00,,,,call 13900139000,\n\
         A,Taken,2025-03-05 09:00,,,,,\n\
         A,Remark,2025-03-06 09:00,,,,Sample One called,\n\
         B,Entered,2025-03-03 09:00,,,,,\n\
         B,Remark,2025-03-03 10:00,,,,13900139000,\n\
         C,Entered,2025-03-03 09:00,,13900139000,,,\n\
         C,Taken,2025-03-03 09:00,,,,,\n",
    );
    // Case B has no title; what names a person in the others is kept private.
    assert_eq!(import(&desk, &file, &map("log")), [2, 6, 2, 0]);
    let kinds = ["opened", "noted", "accepted", "noted"];
    assert_eq!(history(&desk, "HQ-2026-0001").iter().map(|(kind, _)| kind.as_str()).collect::<Vec<_>>(), kinds);
    let (rejects, log) = (desk.read("private/rejects/log-1.csv"), desk.lines().concat());
    assert!(rejects.contains("(line 6)") && rejects.contains("case.title is empty"), "{rejects}");
    assert!(!log.contains("13900139000") && !log.contains("Sample One"));
}

/// The first rows of a shared file, or all of it in release builds.
fn part(desk: &Desk, name: &str, rows: usize) -> Option<(std::path::PathBuf, u64)> {
    let path = shared(name)?;
    let mut reader = csv::Reader::from_path(&path).expect("CSV");
    let most = if cfg!(debug_assertions) { rows } else { usize::MAX };
    let out = desk.path().join(name);
    let mut writer = csv::Writer::from_path(&out).expect("writes");
    writer.write_record(reader.headers().expect("a header")).expect("writes");
    let mut count = 0;
    for record in reader.records().take(most) {
        writer.write_record(&record.expect("whole")).expect("writes");
        count += 1;
    }
    writer.flush().expect("writes");
    Some((out, count))
}

#[test]
fn a_month_of_consumer_complaints_is_imported_once() {
    let desk = bank();
    let Some((file, rows)) = part(&desk, "cfpb_api_81264.csv", 6000) else { return };
    let [cases, _, rejected, known] = import(&desk, &file, "cfpb");
    assert_eq!((cases, rejected, known), (rows, 0, 0));
    assert_eq!(import(&desk, &file, "cfpb"), [0, 0, 0, rows]);
    let open = json(&desk, &["list", "status:open"]).len() as u64;
    let text = std::fs::read_to_string(&file).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let expected = reader.records().filter(|r| r.as_ref().is_ok_and(|r| &r[2] == "In progress")).count() as u64;
    assert_eq!(open, expected);
    desk.run(&["verify"]).ok();
}

#[test]
fn real_event_logs_are_imported() {
    let desk = bank();
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/maps");
    for (name, nobody) in [("traffic_fines", 0), ("hospital_billing", 1)] {
        let Some((file, rows)) = part(&desk, &format!("{name}.csv"), 3000) else { return };
        let map = maps.join(format!("{name}.toml"));
        let [cases, events, rejected, known] = import(&desk, &file, text(&map));
        assert!(cases > 0 && events + rejected >= rows, "{name}: {cases} {events}");
        assert_eq!((rejected, known), (nobody, 0), "{name}");
        assert_eq!(import(&desk, &file, text(&map)), [0, 0, nobody, rows - nobody], "{name}");
    }
    desk.run(&["verify"]).ok();
}

#[test]
fn a_killed_import_can_be_continued() {
    let whole = bank();
    let many = 12_000;
    let mut csv = rows("");
    for n in 0..many {
        csv.push_str(&format!(
            "K-{n},网点排队时间长,电话,态度,2025-03-08,,,,,,{},,,归档,2025-03-10,,客户,已说明\n",
            "话".repeat(60)
        ));
    }
    let file = whole.write("many.csv", &csv);
    let expected = import(&whole, &file, &map("desk"));
    assert_eq!(expected[0], many + 3);

    let desk = bank();
    let file = desk.write("many.csv", &csv);
    let mut kills = 0;
    for attempt in 1..=4 {
        let mut child =
            desk.command().args(["import", text(&file), "--map", &map("desk"), "-q"]).spawn().expect("runs");
        // Kill it after some commits, at any moment of the next one.
        let wanted = log_bytes(&desk) + 1;
        let begin = Instant::now();
        while log_bytes(&desk) < wanted && begin.elapsed() < Duration::from_mins(1) {
            if child.try_wait().expect("a child").is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(3 * attempt));
        }
        kills += u32::from(child.try_wait().expect("a child").is_none());
        let _ = child.kill();
        child.wait().expect("a child");
    }
    assert!(kills > 0, "it was killed at least once");
    let done = import(&desk, &file, &map("desk"));
    assert_eq!(done[3] + done[0], many + 3);
    assert_eq!(import(&desk, &file, &map("desk")), [0, 0, 0, many + 3]);
    let count = |desk: &Desk| events(desk).iter().filter(|e| e.get("case").is_some()).count() as u64;
    assert_eq!(count(&desk), expected[1], "no event is lost, none is there twice");
    assert_eq!(count(&whole), expected[1]);
    desk.run(&["verify"]).ok();
}

fn log_bytes(desk: &Desk) -> u64 {
    files(&desk.path().join("log")).iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}
