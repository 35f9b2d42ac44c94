//! Duties without a case, improvements, added and dropped parties, and automatic escalation.

use crate::desk::{BIN, Desk};
use std::process::Command;

const DIRECTORY: &str = r#"
[[unit]]
code = "hq"
functions = ["customer-service"]
zh = "总行客服中心"
en = "Head office"
level = "head-office"
[[unit]]
code = "taiyuan"
zh = "太原分行"
en = "Taiyuan"
parent = "hq"
level = "branch-2"
[[unit]]
code = "yingze"
zh = "迎泽支行"
en = "Yingze"
parent = "taiyuan"
level = "outlet"
[[unit]]
code = "datong"
zh = "大同支行"
en = "Datong"
parent = "taiyuan"
level = "outlet"
[[unit]]
code = "oldtown"
zh = "古城支行"
en = "Old Town"
parent = "taiyuan"
level = "outlet"
until = 2026-06-30
[[person]]
code = "li.na"
name = "李娜"
unit = "hq"
roles = ["clerk"]
[[person]]
code = "sun.li"
name = "孙丽"
unit = "yingze"
roles = ["handler"]
[[person]]
code = "zhang.wei"
name = "张伟"
unit = "datong"
roles = ["handler"]
"#;

/// A bank with three outlets, one of them closed, on a Monday morning.
fn bank() -> Desk {
    let mut desk = Desk::bank();
    desk.write("directory.toml", DIRECTORY);
    desk.now = "2026-11-16T09:00".into();
    desk
}

fn intake(desk: &Desk, more: &[&str]) -> String {
    let args = [&["intake", "--title", "Queue", "--channel", "phone", "--category", "attitude"], more].concat();
    desk.run(&args).ok().trim().to_string()
}

#[test]
fn the_box_duty_is_owed_every_working_day_and_records_nil() {
    let mut desk = bank();
    let case = intake(&desk, &[]);
    desk.user = "sun.li".into();
    let line = desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil"]).ok();
    assert!(line.contains("Suggestion book and box, Yingze, nothing found"), "{line}");
    // Repeating the same result is refused; adding a found case is not.
    let again = desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil"]).fails(5);
    assert!(again.contains("on record for 2026-11-16 already, as HQ:"), "{again}");
    desk.run(&["duty", "done", "box", "--unit", "yingze", "--found", &case]).ok();
    // Nobody checks on the next day; the day after somebody does, after hours, and that is noted.
    desk.now = "2026-11-18T18:05".into();
    let late = desk.run(&["日常检查", "完成", "查看意见簿（箱）", "--unit", "迎泽支行", "--nil", "--lang", "zh"]).ok();
    assert!(late.contains("在营业终了后"), "{late}");
    desk.now = "2026-11-19T10:00".into();
    let report = ["report", "duties", "--unit", "yingze", "--period", "2026-11-14..2026-11-19"];
    let lines = desk.run(&report).ok();
    let lines: Vec<&str> = lines.lines().filter(|line| line.starts_with("box")).collect();
    assert_eq!(
        lines,
        [
            "box\tyingze\t2026-11-16\tfound\t1\tsun.li",
            "box\tyingze\t2026-11-17\tmissing\t\t",
            "box\tyingze\t2026-11-18\tnil\t0\tsun.li",
            "box\tyingze\t2026-11-19\topen\t\t",
        ]
    );
    desk.run(&[&report[..], &["--fail-if-any"]].concat()).fails(8);
    let one = ["report", "duties", "--unit", "yingze", "--fail-if-any", "--period"];
    desk.run(&[&one[..], &["2026-11-18..2026-11-19"]].concat()).ok();
    // As of its end the day is over; what was known at noon is not what was known in the evening.
    desk.run(&[&one[..], &["2026-11-19", "--as-of", "2026-11-19"]].concat()).fails(8);
    desk.run(&[&one[..], &["2026-11-18", "--as-of", "2026-11-18", "--known", "2026-11-18T12:00"]].concat()).fails(8);
    // A duty recorded later counts for its own day; a revoked one does not count.
    desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil", "--on", "2026-11-17"]).ok();
    desk.run(&[&one[..], &["2026-11-17"]].concat()).ok();
    let log = desk.run(&["log", "--kind", "duty_done"]).ok();
    let event = log.lines().last().and_then(|line| line.split('\t').next()).expect("an event").to_string();
    desk.run(&["revoke", &event, "--reason", "the wrong day"]).ok();
    desk.run(&[&one[..], &["2026-11-17"]].concat()).fails(8);
    desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil", "--on", "2026-11-17"]).ok();
}

#[test]
fn a_duty_is_done_by_people_of_the_unit_or_above() {
    let mut desk = bank();
    intake(&desk, &[]);
    let lines = desk.lines().len();
    let refused = |args: &[&str], code: i32, says: &str| {
        let text = desk.run(&[&["duty", "done"], args].concat()).fails(code);
        assert!(text.contains(says), "{text}");
    };
    refused(&["box", "--unit", "oldtown", "--nil"], 5, "is closed since 2026-06-30");
    refused(&["box", "--unit", "yinze", "--nil"], 2, "did you mean yingze?");
    refused(&["bok", "--unit", "yingze", "--nil"], 2, "did you mean box?");
    refused(&["box", "--unit", "hq", "--nil"], 5, "does not owe the duty");
    refused(&["box", "--unit", "yingze"], 2, "lacks: what was found, or --nil (--found)");
    refused(&["box", "--unit", "yingze", "--nil", "--found", "1"], 2, "--nil and --found exclude each other");
    refused(&["box", "--unit", "yingze", "--found", "HQ-2026-0099"], 3, "there is no case HQ-2026-0099");
    refused(&["box", "--unit", "yingze", "--nil", "--on", "2026-11-17"], 5, "lies in the future");
    refused(&["box", "--unit", "yingze", "--nil", "--on", "2026-10-09"], 5, "too far back");
    desk.user = "zhang.wei".into();
    let text = desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil", "--lang", "zh"]).fails(5);
    assert!(text.contains("须由本单位或上级单位人员完成"), "{text}");
    assert_eq!(desk.lines().len(), lines, "a refusal writes nothing");
    // People of the unit and of the units above may do it.
    desk.run(&["duty", "done", "box", "--unit", "datong", "--nil"]).ok();
    desk.user = "li.na".into();
    desk.run(&["duty", "done", "box", "--unit", "yingze", "--nil"]).ok();
    // The web is checked by the unit with that function; the notice is confirmed once a month.
    desk.run(&["duty", "done", "web", "--unit", "hq", "--nil"]).ok();
    desk.run(&["duty", "done", "posted", "--unit", "yingze"]).ok();
    let list = desk.run(&["duty", "list"]).ok();
    assert!(list.contains("web\thq\tday\t2026-11-16\tnil\t2026-11-16"), "{list}");
    assert!(list.contains("posted\tyingze\tmonth\t2026-11-30\tdone\t2026-11-16"), "{list}");
    assert!(list.contains("posted\tdatong\tmonth\t2026-11-30\topen\t\n") && !list.contains("oldtown"), "{list}");
    desk.now = "2026-11-30T09:00".into();
    desk.run(&["duty", "done", "posted", "--unit", "yingze"]).fails(5);
    desk.now = "2026-12-01T09:00".into();
    desk.run(&["duty", "done", "posted", "--unit", "yingze"]).ok();
}

#[test]
fn a_duty_in_a_batch_can_name_a_case_of_the_batch() {
    let desk = bank();
    let batch = r#"{"do":"intake","title":"In the box","channel":"book","let":"a"}
{"do":"duty","action":"done","code":"box","unit":"yingze","found":["@a"],"request":"r1"}
{"do":"duty","action":"done","code":"box","unit":"datong","nil":true}
{"do":"improve","action":"add","title":"A second box","unit":"yingze","due":"2026-12-31","case":"@a"}
"#;
    desk.feed(&["batch", "-"], batch).ok();
    assert!(
        desk.lines()
            .iter()
            .any(|l| l.contains(r#""duty_done":{"duty":"box","unit":"yingze","found":["HQ-2026-0001"]}"#))
    );
    // The same duty twice in one batch is refused as if typed, and nothing is written.
    let twice = r#"{"do":"duty","action":"done","code":"web","unit":"hq","nil":true}
{"do":"duty","action":"done","code":"web","unit":"hq","nil":true}"#;
    desk.feed(&["batch", "-"], twice).fails(5);
    desk.feed(&["batch", "-"], r#"{"do":"duty","action":"list"}"#).fails(2);
    desk.run(&["verify"]).ok();
}

#[test]
fn improvements_have_a_unit_a_person_and_a_due_date() {
    let mut desk = bank();
    let case = intake(&desk, &[]);
    desk.run(&["improve", "add", "--title", "x", "--unit", "yingze"]).fails(2);
    let past = ["improve", "add", "--title", "x", "--unit", "yingze", "--due", "2026-11-13"];
    assert!(desk.run(&past).fails(2).contains("--due DATE"), "the hint has the flag");
    let add = |title: &str, due: &str, more: &[&str]| {
        let args = ["improve", "add", "--title", title, "--unit", "yingze", "--person", "sun.li", "--due", due];
        let line = desk.run(&[&args[..], more].concat()).ok();
        line.split(' ').next().expect("an event").to_string()
    };
    let first = add("Two counters at noon", "2026-11-20", &["--case", &case]);
    let second = add("A new form", "2026-12-18", &[]);
    assert!(desk.run(&["show", &case]).ok().contains("Two counters at noon"));
    desk.now = "2026-11-24T09:00".into();
    assert_eq!(
        desk.run(&["improve", "list"]).ok(),
        format!(
            "{first}\tTwo counters at noon\tyingze\tsun.li\t2026-11-20\t2\t{case}\toverdue\n\
             {second}\tA new form\tyingze\tsun.li\t2026-12-18\t-18\t\topen\n"
        )
    );
    desk.run(&["improve", "done", &first, "--note", "since Monday"]).ok();
    desk.run(&["整改", "完成", &second]).ok();
    desk.run(&["improve", "done", &first]).fails(5);
    desk.run(&["improve", "done", "HQ:999"]).fails(3);
    assert_eq!(desk.run(&["improve", "list"]).ok(), "");
    assert_eq!(desk.run(&["improve", "list", "--all"]).ok().lines().count(), 2);
    assert!(desk.run(&["log", &case]).ok().contains("improvement_done"));
}

#[test]
fn parties_are_added_and_dropped_and_their_names_stay_private() {
    let desk = bank();
    let case = intake(&desk, &["--name", "王小明"]);
    let canary = "赵六六";
    desk.run(&["party", "add", &case, "--role", "代表人", "--name", canary, "--phone", "13900139000"]).ok();
    desk.run(&["party", "add", &case, "--role", "complainant", "--name", "钱七七"]).ok();
    desk.run(&["party", "add", &case, "--role", "respondent", "--person", "zhang.wei"]).ok();
    desk.run(&["party", "add", &case, "--role", "respondent", "--person", "zhang.wei"]).fails(5);
    desk.run(&["party", "add", &case, "--role", "respondent"]).fails(2);
    assert!(desk.run(&["party", "add", &case, "--role", "witness", "--name", "x"]).fails(2).contains("respondent"));
    let shown = desk.run(&["show", &case]).ok();
    assert!(shown.contains("representative (HQ:") && shown.contains("zhang.wei") && !shown.contains(canary), "{shown}");
    assert!(!desk.lines().concat().contains(canary));
    assert!(desk.run(&["show", &case, "--private", "--purpose", "call back"]).ok().contains("赵六六, 13900139000"));
    // The guard knows the names of added parties, within a batch too.
    let named = desk.run(&["note", &case, &format!("{canary} called again")]).fails(5);
    assert!(named.contains("looks like the complainant's name"), "{named}");
    let batch = format!(
        r#"{{"do":"party","action":"add","case":"{case}","role":"representative","name":"孙八八"}}
{{"do":"note","case":"{case}","text":"孙八八 called"}}"#
    );
    assert!(desk.feed(&["batch", "-"], &batch).fails(5).contains("孙八八"));
    // An added respondent counts as a respondent in every gate.
    desk.run(&["accept", &case]).ok();
    assert!(
        desk.run(&["assign", &case, "--unit", "datong", "--person", "zhang.wei"])
            .fails(5)
            .contains("is complained about in")
    );
    desk.run(&["party", "drop", &case, "--role", "respondent", "--person", "zhang.wei", "--reason", "not on duty"])
        .ok();
    desk.run(&["assign", &case, "--unit", "datong", "--person", "zhang.wei"]).ok();
    let json: serde_json::Value = serde_json::from_str(&desk.run(&["show", &case, "--json"]).ok()).expect("JSON");
    let case_json = &json["data"][0];
    assert_eq!(case_json["parties"].as_array().map(Vec::len), Some(2));
    assert_eq!((&case_json["counts"]["complainants"], &case_json["counts"]["respondents"]), (&2.into(), &0.into()));
    desk.run(&["party", "drop", &case, "--role", "representative"]).ok();
    assert!(
        desk.run(&["party", "drop", &case, "--role", "representative"]).fails(5).contains("no such representative")
    );
}

/// Three cases at outlets, all due on Thursday 19 November: one paused, one with an explained delay.
fn three_late() -> (Desk, Vec<String>) {
    let desk = bank();
    let ids: Vec<String> = (0..3).map(|_| intake(&desk, &["--unit", "yingze"])).collect();
    desk.run(&["pause", &ids[1], "--ground", "evidence"]).ok();
    desk.run(&["delay", &ids[2], "--reason", "a witness is ill", "--told", "phone"]).ok();
    (desk, ids)
}

#[test]
fn overdue_cases_are_escalated_automatically_and_once() {
    let (mut desk, ids) = three_late();
    desk.now = "2026-11-20T07:00".into();
    assert_eq!(desk.run(&["escalate", "--due"]).ok(), "");
    desk.now = "2026-11-23T07:00".into();
    let before = desk.lines().len();
    let dry = desk.run(&["escalate", "--due", "--dry-run"]).ok();
    assert!(dry.lines().count() == 2 && dry.starts_with("would be: HQ-2026-0001 escalated to Sub-branch"), "{dry}");
    assert_eq!(desk.lines().len(), before);
    let said = desk.run(&["上报", "--due"]).ok();
    assert_eq!(said.lines().map(|l| &l[..12]).collect::<Vec<_>>(), [&ids[0], &ids[2]]);
    let lines = desk.lines();
    assert_eq!(lines.len(), before + 2);
    assert!(
        lines[before].contains(r#""escalated":{"to":"sub-branch","rule":"overdue-level-up"},"more":1"#),
        "one commit"
    );
    assert_eq!(desk.run(&["escalate", "--due"]).ok(), "");
    assert_eq!(desk.lines().len(), before + 2, "nothing to do writes nothing");
    // The next row is due days later; if cron missed a night one run does both.
    desk.now = "2026-11-26T07:00".into();
    desk.run(&["resume", &ids[1]]).ok();
    desk.run(&["escalate", "--due"]).ok();
    assert!(desk.run(&["show", &ids[0]]).ok().contains("Head office"));
    assert_eq!(
        desk.run(&["list", "is:escalated", "--fields", "id"]).ok().lines().count(),
        2,
        "paused days do not count"
    );
    desk.run(&["escalate", "--due", "--to", "branch-1"]).fails(2);
    desk.run(&["escalate"]).fails(2);
}

#[test]
fn concurrent_escalation_runs_escalate_a_case_once() {
    let (mut desk, _) = three_late();
    desk.now = "2026-11-23T07:00".into();
    let before = desk.lines().len();
    let run = || {
        let mut command: Command = desk.command();
        assert_eq!(command.get_program(), BIN);
        command.args(["escalate", "--due"]).stdout(std::process::Stdio::null()).spawn().expect("it runs")
    };
    let mut runs: Vec<_> = (0..4).map(|_| run()).collect();
    assert!(runs.iter_mut().all(|r| r.wait().expect("it ends").success()));
    assert_eq!(desk.lines().len(), before + 2);
}

#[test]
fn the_complainant_of_a_duplicate_is_owed_the_main_cases_answer() {
    let desk = Desk::bank();
    for _ in 0..2 {
        desk.run(&["intake", "--title", "the same queue", "--category", "access", "--accept", "--unit", "HQ"]).ok();
    }
    desk.run(&["close", "2", "--outcome", "duplicate"]).fails(5);
    desk.run(&["link", "2", "1", "--kind", "duplicate"]).ok();
    desk.run(&["contact", "1", "--kind", "ack", "--via", "phone"]).ok();
    desk.run(&["close", "2", "--outcome", "duplicate"]).ok();
    let tell = || desk.run(&["report", "todo"]).ok().lines().filter(|l| l.starts_with("tell\t")).count();
    assert_eq!(tell(), 0, "the main case has no answer yet");
    let reply = ["reply", "1", "--responsibility", "third-party", "--findings", "f", "--explanation", "e"];
    let rest = ["--staff-action", "none", "--lessons", "l", "--satisfaction", "basically", "--phone", "1"];
    desk.run(&[&reply[..], &rest].concat()).ok();
    assert_eq!(tell(), 1);
    desk.run(&["contact", "2", "--kind", "explain", "--via", "phone"]).ok();
    assert_eq!(tell(), 0);
    desk.run(&["contact", "2", "--kind", "explain", "--via", "phone"]).fails(5);
}
