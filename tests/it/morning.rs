//! The morning status page, what a directory lacks, and why a case is due when it is: golden files in both languages.

use crate::desk::Desk;
use crate::golden::Golden;

/// A head office with departments, a key branch, and two outlets.
const DIRECTORY: &str = r#"
[[unit]]
code = "hq"
zh = "总行"
en = "Head office"
level = "head-office"
leader = "guo.jun"
first-contact = "li.na"
second-contact = "chen.jing"
[[unit]]
code = "union"
zh = "工会工委"
en = "Union committee"
parent = "hq"
level = "head-office"
functions = ["union"]
leader = "guo.jun"
first-contact = "chen.jing"
second-contact = "li.na"
[[unit]]
code = "office"
zh = "办公室"
en = "President's office"
parent = "hq"
level = "head-office"
functions = ["president-office"]
leader = "guo.jun"
first-contact = "chen.jing"
second-contact = "li.na"
[[unit]]
code = "beijing"
zh = "北京分行"
en = "Beijing branch"
parent = "hq"
level = "branch-1"
functions = ["key-branch"]
leader = "ma.qiang"
first-contact = "zhu.hong"
second-contact = "song.jia"
[[unit]]
code = "haidian"
zh = "海淀营业所"
en = "Haidian outlet"
parent = "beijing"
level = "outlet"
leader = "ma.qiang"
first-contact = "zhu.hong"
second-contact = "song.jia"
[[unit]]
code = "wudaokou"
zh = "五道口营业所"
en = "Wudaokou outlet"
parent = "beijing"
level = "outlet"
leader = "ma.qiang"
first-contact = "zhu.hong"
second-contact = "song.jia"
[[person]]
code = "guo.jun"
name = "郭军"
unit = "union"
roles = ["leader", "union"]
[[person]]
code = "li.na"
name = "李娜"
unit = "hq"
roles = ["clerk", "supervisor"]
[[person]]
code = "chen.jing"
name = "陈静"
unit = "union"
roles = ["union"]
[[person]]
code = "ma.qiang"
name = "马强"
unit = "beijing"
roles = ["leader"]
[[person]]
code = "zhu.hong"
name = "朱红"
unit = "haidian"
roles = ["handler"]
[[person]]
code = "song.jia"
name = "宋佳"
unit = "wudaokou"
roles = ["handler"]
"#;

fn bank() -> Desk {
    let desk = Desk::bank();
    desk.write("directory.toml", DIRECTORY);
    desk
}

/// Runs a command at a time; it must succeed.
#[track_caller]
fn at(desk: &mut Desk, now: &str, args: &[&str]) {
    desk.now = now.into();
    desk.run(args).ok();
}

/// A page as on a terminal with 80 columns.
fn page(golden: &mut Golden, desk: &Desk, title: &str, words: &[&str]) {
    let words = [words, &["--format", "table"]].concat();
    golden.tell_with(desk, title, &words, 0, |words| {
        let done = desk.command().env("COLUMNS", "80").args(words).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        crate::desk::Ran { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
    });
}

#[test]
fn the_morning_page() {
    let mut desk = bank();
    let intake = ["intake", "--title", "Kept waiting", "--channel", "phone", "--category", "attitude"];
    at(
        &mut desk,
        "2026-11-09T09:00",
        &[&intake[..], &["--accept", "--unit", "haidian", "--person", "zhu.hong"]].concat(),
    );
    at(&mut desk, "2026-11-09T10:00", &["duty", "done", "box", "--unit", "haidian", "--nil"]);
    at(&mut desk, "2026-11-12T10:00", &["duty", "done", "box", "--unit", "haidian", "--found", "1"]);
    let improve = ["improve", "add", "--title", "A second counter at noon", "--unit", "haidian", "--due"];
    at(&mut desk, "2026-11-12T11:00", &[&improve[..], &["2026-11-13"]].concat());
    at(&mut desk, "2026-11-12T11:01", &[&improve[..], &["2026-11-18"]].concat());
    at(&mut desk, "2026-11-12T14:00", &[&intake[..], &["--accept"]].concat());
    at(&mut desk, "2026-11-16T16:00", &intake);
    let mut golden = Golden::default();
    desk.now = "2026-11-17T08:00".into();
    page(&mut golden, &desk, "eight in the morning", &["status"]);
    page(&mut golden, &desk, "of a unit", &["status", "--unit", "wudaokou"]);
    page(&mut golden, &desk, "cases only", &["status", "channel:phone"]);
    page(&mut golden, &desk, "some days before", &["status", "--as-of", "2026-11-10"]);
    page(&mut golden, &Desk::bank(), "nothing yet", &["status"]);
    golden.is("morning_status");
    // TSV has every count in its place, and JSON has the items.
    let counts = desk.run(&["status"]).ok();
    assert!(counts.starts_with("to-accept\t1\nto-dispatch\t1\n") && counts.contains("\nfilings-owed\t2\n"), "{counts}");
    let json: serde_json::Value = serde_json::from_str(&desk.run(&["status", "--json"]).ok()).expect("JSON");
    let owed = json["data"].as_array().expect("rows").iter().find(|row| row["block"] == "filings-owed").expect("a row");
    assert_eq!(
        owed["items"][0],
        serde_json::json!({ "filing": "head-office-report", "unit": "union", "to": "office", "period": "2026-11-a",
            "due": "2026-11-20", "form": "summary", "provisional": false, "overdue": false })
    );
}

#[test]
fn what_a_directory_lacks() {
    let mut golden = Golden::default();
    let mut desk = bank();
    desk.now = "2026-11-17T08:00".into();
    let with = |from: &str, to: &str| {
        assert!(DIRECTORY.contains(from), "{from}");
        desk.write("directory.toml", DIRECTORY.replacen(from, to, 1));
    };
    golden.tell(&desk, "nobody serves customers", &["policy", "check"], 0);
    with("leader = \"guo.jun\"\nfirst-contact = \"li.na\"\n", "");
    golden.tell(&desk, "no leader, no first contact", &["policy", "check"], 1);
    with("first-contact = \"zhu.hong\"", "first-contact = \"song.jia\"");
    golden.tell(&desk, "one person twice", &["policy", "check"], 1);
    with("name = \"郭军\"", "name = \"郭军\"\nuntil = 2026-11-16");
    golden.tell(&desk, "out of service", &["policy", "check"], 1);
    with("functions = [\"key-branch\"]", "functions = [\"keybranch\"]");
    golden.tell(&desk, "a function", &["policy", "check"], 1);
    with("level = \"branch-1\"", "level = \"branch\"");
    golden.tell(&desk, "a level", &["policy", "check"], 1);
    with("roles = [\"handler\"]", "roles = [\"handlr\"]");
    golden.tell(&desk, "a role", &["policy", "check"], 1);
    desk.write(
        "directory.toml",
        format!("{DIRECTORY}[[unit]]\ncode = \"hq\"\nuntil = 2026-01-01\nparent = \"nowhere\"\n"),
    );
    golden.tell(&desk, "what keeps a project from being opened", &["policy", "check"], 1);
    // A bank without contacts gets no findings about them.
    desk.write("redress.toml", desk.read("redress.toml") + "[desk]\ncontacts = false\nloosens = true\n");
    with("leader = \"guo.jun\"\nfirst-contact = \"li.na\"\n", "");
    desk.run(&["policy", "check"]).ok();
    golden.is("morning_directory");
}

/// Every date was counted by hand against a published table of working days; the comment next to it shows how.
#[test]
fn why_a_case_is_due_when_it_is() {
    let mut golden = Golden::default();
    let mut desk = Desk::bank();
    let intake = ["intake", "--title", "A pension plan", "--channel", "phone", "--category", "attitude", "--accept"];
    at(&mut desk, "2026-09-17T10:00", &intake);
    at(&mut desk, "2026-09-17T10:30", &["assign", "1", "--unit", "HQ"]);
    at(&mut desk, "2026-09-18T10:00", &["pause", "1", "--ground", "evidence"]);
    page(&mut golden, &desk, "paused", &["explain", "1"]);
    at(&mut desk, "2026-09-20T09:00", &["resume", "1"]);
    // Received Thu 17; Fri 18 and Sat 19 paused; Sun 20 is a working day (1), Mon 21 (2), Tue 22 (3).
    page(&mut golden, &desk, "three working days, two days paused, a Sunday worked", &["explain", "1"]);
    at(&mut desk, "2026-09-21T10:00", &["classify", "1", "--category", "product"]);
    // From the same receipt: 20, 21, 22, 23, 24 (5); 25–27 festival; 28, 29, 30 (8); 1–7 October; 8 (9), 9 (10).
    page(&mut golden, &desk, "ten working days, from the same receipt", &["explain", "1"]);
    at(&mut desk, "2026-09-28T15:00", REPLY);
    at(&mut desk, "2026-09-28T16:00", &["close", "1"]);
    at(&mut desk, "2026-09-30T09:00", &["callback", "1", "--resolved", "no"]);
    at(&mut desk, "2026-09-30T09:05", &["reopen", "1", "--reason", "the callback found it unresolved"]);
    at(&mut desk, "2026-10-13T09:00", &["pause", "1", "--ground", "evidence"]);
    at(&mut desk, "2026-10-15T09:00", &["resume", "1"]);
    // Received again 30 September; 8, 9, Sat 10 (working day, 3), 12 (4); 13 and 14 paused; 15, 16 (6); 19, 20, 21, 22 (10).
    desk.now = "2026-10-16T09:00".into();
    page(&mut golden, &desk, "the second round, a Saturday worked, two days paused", &["explain", "1"]);
    page(&mut golden, &desk, "the first round, as it ended", &["explain", "1", "--as-of", "2026-09-28"]);
    golden.is("explain_rounds");
    let due = |as_of: &str| {
        let json: serde_json::Value =
            serde_json::from_str(&desk.run(&["explain", "1", "--as-of", as_of, "--json"]).ok()).expect("JSON");
        let limits = json["data"][0]["limits"].as_array().expect("limits").clone();
        let reply = limits.into_iter().find(|limit| limit["limit"] == "reply").expect("a reply limit");
        [&reply["due"], &reply["warn"]].map(|day| day.as_str().unwrap_or_default().to_string())
    };
    assert_eq!(due("2026-09-17"), ["2026-09-21", "2026-09-20"]);
    assert_eq!(due("2026-09-20"), ["2026-09-22", "2026-09-21"]);
    assert_eq!(due("2026-09-21"), ["2026-10-09", "2026-09-29"]);
    assert_eq!(due("2026-09-30"), ["2026-10-20", "2026-10-15"]);
    assert_eq!(due("2026-10-15"), ["2026-10-22", "2026-10-19"]);
}

const REPLY: &[&str] = &[
    "reply",
    "1",
    "--responsibility",
    "ours",
    "--findings",
    "sold without its risks being named",
    "--staff-action",
    "none",
    "--lessons",
    "the leaflet is handed out first",
    "--satisfaction",
    "satisfied",
    "--handler",
    "li.na",
    "--phone",
    "010-68850000",
    "--via",
    "phone",
    "--outcome",
    "explained",
];
