//! Rows that tell of a reopening, or of an answer before the day on which its unit was seen first; rejected rows that come later.

use crate::desk::{Desk, Ran};
use crate::in_step::desk;
use serde_json::{Value, json};

const HEADER: &str = "id,created,who,tel,subject,unit,assigned,replied,closed,reopened,findings\n";
const MAP: &str = "name = 'own'\nkey = 'id'\n[private]\nname = 'who'\nphone = 'tel'\n[case]\ntitle = 'subject'\n\
    received = 'created'\ncategory = { const = 'general' }\n[accepted]\n";
const UNIT: &str = "[assigned]\nunit = 'unit'\nwhen = { column = 'unit', set = true }\n";
const REST: &str = "[replied]\non = 'replied'\nfindings = 'findings'\n[closed]\non = 'closed'\noutcome = { const = 'explained' }\n\
    [reopened]\non = 'reopened'\nreason = { const = 'again' }\n";

fn take(desk: &mut Desk, today: u32, map: &str, text: &str) -> Ran {
    desk.now = format!("2026-11-{today:02}T18:00");
    desk.write("own.toml", map);
    desk.write("own.csv", text);
    desk.run(&["import", "own.csv", "--map", "own.toml", "--rejects", "rejects.csv"])
}

fn stands(desk: &Desk) -> Value {
    let fields = "status,unit,round,received,due,replied,closed";
    let line = desk.run(&["list", "--fields", fields, "--format", "jsonl"]).ok();
    serde_json::from_str(&line).expect("one case")
}

fn acts(desk: &Desk) -> Vec<(String, u32)> {
    let out = desk.run(&["log", "1", "--format", "jsonl"]).ok();
    let events = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let day = |event: &Value| event["on"].as_str().and_then(|on| on.get(8..10)?.parse().ok()).unwrap_or(0);
    events.map(|event| (event["kind"].as_str().unwrap_or_default().to_string(), day(&event))).collect()
}

fn row(replied: &str, closed: &str, reopened: &str) -> String {
    format!(
        "{HEADER}7,2026-11-02,Zhao Ping,13800000001,Charged twice,u1,2026-11-03,{replied},{closed},{reopened},told\n"
    )
}

/// A row has one date for each act: that of the answer and of the closing is of the last round.
#[test]
fn an_answer_after_a_reopening_is_of_the_last_round_however_many_exports_tell_of_it() {
    let map = format!("{MAP}{UNIT}on = 'assigned'\n{REST}");
    let all = [
        (3, row("", "", "")),
        (6, row("2026-11-04", "2026-11-05", "")),
        (10, row("2026-11-04", "2026-11-05", "2026-11-09")),
        (13, row("2026-11-11", "2026-11-12", "2026-11-09")),
    ];
    let wanted = json!({
        "status": "closed", "unit": "u1", "round": 2, "received": "2026-11-02", "due": "2026-11-12",
        "replied": "2026-11-11", "closed": "2026-11-12"
    });
    let last = [("closed", 9), ("reopened", 9), ("assigned", 9), ("replied", 11), ("closed", 12)];
    for seen in 1..16_u32 {
        let mut desk = desk();
        let seen: Vec<_> = (0..4).filter(|at| seen >> at & 1 == 1).map(|at| &all[at]).collect();
        for (today, text) in &seen {
            let ran = take(&mut desk, *today, &map, text);
            assert_eq!((ran.code, ran.err.contains("cannot be followed")), (0, false), "{seen:?}: {ran:?}");
        }
        if seen.iter().any(|(today, _)| *today == 13) {
            assert_eq!(stands(&desk), wanted, "{seen:?}");
        }
        if seen.len() == 1 && seen[0].0 == 13 {
            let acts = acts(&desk);
            let acts: Vec<(&str, u32)> = acts.iter().map(|(kind, day)| (kind.as_str(), *day)).collect();
            assert_eq!(acts[3..], last, "what the row does not tell of the first round is not told");
        }
    }
}

#[test]
fn an_answer_before_the_day_on_which_its_unit_was_seen_first_is_taken() {
    let map = format!("{MAP}{UNIT}{REST}");
    let mut desk = desk();
    let text = |unit: &str, replied: &str, closed: &str| {
        format!("{HEADER}7,2026-11-02,Zhao Ping,13800000001,Charged twice,{unit},,{replied},{closed},,told\n")
    };
    take(&mut desk, 3, &map, &text("", "", "")).ok();
    take(&mut desk, 6, &map, &text("u1", "", "")).ok();
    let ran = take(&mut desk, 9, &map, &text("u1", "2026-11-05", "2026-11-05"));
    assert!(!ran.err.contains("cannot be followed"), "{ran:?}");
    let now = stands(&desk);
    assert_eq!((&now["replied"], &now["closed"]), (&json!("2026-11-05"), &json!("2026-11-05")));
    let again = take(&mut desk, 10, &map, &text("u1", "2026-11-05", "2026-11-05"));
    assert!(again.out.ends_with("\t0\t0\t0\t1\t0\n"), "{again:?}");
}

/// An answer that the gate refuses leaves the case open, though the row's closing could be taken.
#[test]
fn a_case_is_not_closed_without_the_answer_that_its_row_gives() {
    let closed = "[closed]\nwhen = { column = 'closed', set = true }\noutcome = { const = 'explained' }\n";
    let map = format!("{MAP}{UNIT}[replied]\non = 'replied'\nfindings = 'findings'\n{closed}");
    let mut desk = desk();
    take(&mut desk, 5, &map, &row("", "", "")).ok();
    // The desk itself gives it to another unit, after the day of the answer that comes later.
    desk.run(&["assign", "1", "--unit", "u2", "--on", "2026-11-05T17:00"]).ok();
    let ran = take(&mut desk, 9, &map, &row("2026-11-04", "yes", ""));
    assert!(ran.err.contains("cannot be followed") && ran.err.contains("; closing ("), "{ran:?}");
    assert_eq!(stands(&desk)["status"], "assigned", "{ran:?}");
}

/// What was rejected, and is put right after a later export was taken, does not undo what that one says.
#[test]
fn a_mended_reject_does_not_overwrite_what_came_since() {
    let map = format!("{MAP}{UNIT}on = 'assigned'\n{REST}");
    let mut desk = desk();
    let ran = take(&mut desk, 5, &map, &row("the 4th", "", ""));
    assert_eq!(ran.code, 1, "{ran:?}");
    let rejects = desk.read("rejects.csv").replace("the 4th", "2026-11-04");
    take(&mut desk, 9, &map, &row("2026-11-04", "2026-11-06", "")).ok();
    let before = stands(&desk);
    let ran = take(&mut desk, 10, &map, &rejects);
    assert!(ran.err.contains("read before") && ran.code == 0, "{ran:?}");
    assert_eq!((stands(&desk), &before["status"]), (before.clone(), &json!("closed")));
    // In time it is taken as it is.
    let mut desk = crate::in_step::desk();
    take(&mut desk, 9, &map, &row("", "", "")).ok();
    take(&mut desk, 10, &map, &row("the 4th", "", ""));
    let rejects = desk.read("rejects.csv").replace("the 4th", "2026-11-04");
    let ran = take(&mut desk, 11, &map, &rejects);
    assert!(ran.err.contains("followed: 1 case"), "{ran:?}");
    assert_eq!(stands(&desk)["replied"], "2026-11-04");
}

#[test]
fn a_text_that_may_hold_a_complainants_name_is_kept_private() {
    let map = format!("{MAP}{UNIT}on = 'assigned'\n{REST}");
    let mut desk = desk();
    let text = row("2026-11-04", "", "").replace("Zhao Ping", "赵敏").replace("told", "经与赵敏联系已说明");
    let ran = take(&mut desk, 5, &map, &text);
    assert!(ran.err.contains("kept private: findings 1"), "{ran:?}");
    assert!(!desk.read_log().contains("赵敏"));
    let shown = desk.run(&["show", "1", "--private", "--purpose", "a test"]).ok();
    assert!(shown.contains("经与赵敏联系已说明"), "{shown}");
}
