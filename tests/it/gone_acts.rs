//! Acts that a later export of a source dates anew, or gives no date any more.

use crate::desk::Desk;
use serde_json::{Value, json};

const MAP: &str = "name = 'old'\nkey = 'id'\n[case]\ntitle = { const = 'Queue' }\nreceived = 'received'\n[accepted]\non = 'accepted'\n\
    [contacted]\non = 'called'\n[assigned]\non = 'sent'\nunit = { const = 'u1' }\n[replied]\non = 'answered'\n\
    findings = { const = 'told' }\n[closed]\nwhen = { column = 'status', is = ['closed'] }\non = 'ended'\n";

/// Imports a row: received, accepted, called, sent, answered, status, ended. What it differs in, and how many events it wrote.
#[track_caller]
fn import(desk: &Desk, row: &str) -> (Vec<String>, u64) {
    desk.write("map.toml", MAP);
    desk.write("export.csv", format!("id,received,accepted,called,sent,answered,status,ended\n1,{row}\n"));
    let out = desk.run(&["import", "export.csv", "--map", "map.toml", "--json"]).ok();
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let done = &answer["data"][0];
    let all = done["differs"][0]["differs"].as_array().into_iter().flatten();
    let what = all.filter_map(|one| Some(one["what"].as_str()?.to_string())).collect();
    (what, done["events"].as_u64().expect("a count"))
}

/// The acts that stand, with their days.
fn acts(desk: &Desk) -> Vec<String> {
    let out = desk.run(&["log", "1", "--format", "jsonl"]).ok();
    let events: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let standing = events.iter().filter(|event| event["revoked_by"].is_null());
    let acts = standing.filter(|event| !matches!(event["kind"].as_str(), Some("noted" | "revoked")));
    let day = |event: &Value| event["on"].as_str().map(|on| on[..10].to_string()).unwrap_or_default();
    acts.map(|event| format!("{} {}", event["kind"].as_str().unwrap_or_default(), day(event))).collect()
}

const WHOLE: &str = "2026-10-16,2026-10-16,2026-10-17,2026-10-17,2026-10-18,closed,2026-10-20";

#[test]
fn a_date_that_is_gone_is_told_once_and_takes_no_act_back() {
    for (row, gone) in [
        ("2026-10-16,2026-10-16,,2026-10-17,2026-10-18,closed,2026-10-20", &["contacted"][..]),
        ("2026-10-16,2026-10-16,2026-10-17,2026-10-17,,closed,2026-10-20", &["replied"]),
        ("2026-10-16,,2026-10-17,,2026-10-18,closed,2026-10-20", &["accepted", "assigned"]),
    ] {
        let desk = crate::in_step::desk();
        import(&desk, WHOLE);
        let before = acts(&desk);
        assert_eq!(before.len(), 6, "{before:?}");
        assert_eq!(import(&desk, row), (gone.iter().map(ToString::to_string).collect(), 1), "{row}");
        assert_eq!(acts(&desk), before, "{row}");
        assert_eq!(import(&desk, row), (Vec::new(), 0), "{row}");
    }
}

#[test]
fn an_answer_dated_anew_and_a_contact_that_is_gone_are_both_dealt_with() {
    let desk = crate::in_step::desk();
    import(&desk, WHOLE);
    let (gone, _) = import(&desk, "2026-10-16,2026-10-16,,2026-10-17,2026-10-19,closed,2026-10-20");
    assert_eq!(gone, ["contacted"]);
    assert!(acts(&desk).contains(&"replied 2026-10-19".to_string()), "{:?}", acts(&desk));
}

/// A contact moves no case: it is followed also where the desk works on the case itself.
#[test]
fn a_contact_dated_anew_is_followed_where_the_desk_works_on_the_case() {
    let desk = crate::in_step::desk();
    import(&desk, "2026-10-16,2026-10-16,2026-10-17,,,open,");
    desk.run(&["assign", "1", "--unit", "u1"]).ok();
    assert_eq!(import(&desk, "2026-10-16,2026-10-16,2026-10-19,,,open,"), (Vec::new(), 2));
    let acts = acts(&desk);
    assert!(acts.contains(&"contacted 2026-10-19".to_string()), "{acts:?}");
    assert!(!acts.contains(&"contacted 2026-10-17".to_string()), "{acts:?}");
    assert_eq!(acts.iter().filter(|act| act.starts_with("assigned")).count(), 1, "{acts:?}");
}

/// As one import of the later export would have it, the call was made once, on its later day.
#[test]
fn a_contact_dated_anew_takes_the_place_of_the_former() {
    let later = "2026-10-16,2026-10-16,2026-10-18,2026-10-17,,open,";
    let (desk, other) = (crate::in_step::desk(), crate::in_step::desk());
    import(&desk, "2026-10-16,2026-10-16,2026-10-17,2026-10-17,,open,");
    assert_eq!(import(&desk, later), (Vec::new(), 2));
    import(&other, later);
    let sorted = |desk: &Desk| {
        let mut all = acts(desk);
        all.sort();
        all
    };
    assert_eq!(sorted(&desk), sorted(&other));
    assert!(json!(sorted(&desk)).to_string().contains("contacted 2026-10-18"));
}
