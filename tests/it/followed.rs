//! Rows that say something else than their cases: which are other complaints, what of them is followed, and from when it counts.

use crate::desk::Desk;
use crate::in_step::{cases, desk};
use serde_json::json;

/// Imports a file with a map of these sections.
fn rows(desk: &mut Desk, today: u32, map: &str, text: &str) -> crate::desk::Ran {
    desk.now = format!("2026-11-{today:02}T18:00");
    desk.write("own.toml", format!("name = 'own'\nkey = 'id'\n[private]\nname = 'who'\nphone = 'tel'\n{map}"));
    desk.write("own.csv", text);
    desk.run(&["import", "own.csv", "--map", "own.toml", "--rejects", "rejects.csv"])
}

const CASE: &str = "[case]\ntitle = 'subject'\nreceived = 'created'\ncategory = { const = 'general' }\n";

#[test]
fn a_number_given_out_twice_makes_no_case_of_two_people() {
    let mut desk = desk();
    let map = format!("{CASE}[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n");
    let head = "id,created,who,tel,subject,closed\n";
    // The first row with the number is rejected, and the second is not it.
    let first = "7,2026-11-02,Zhao Ping,13800000001,Charged twice,the 3rd\n";
    let second = "7,2026-11-04,Qian Wei,13900000002,Counter closed,\n";
    rows(&mut desk, 4, &map, &format!("{head}{first}{second}"));
    assert_eq!((cases(&desk).len(), desk.read("rejects.csv").lines().count()), (0, 3));
    // Put right, the first is taken; the second is another complaint, in this file and in a later one.
    let first = first.replace("the 3rd", "2026-11-03");
    let rejects = rows(&mut desk, 5, &map, &format!("{head}{first}{second}"));
    assert!(rejects.code == 1 && desk.read("rejects.csv").contains("the same key as line 2"), "{rejects:?}");
    rows(&mut desk, 6, &map, &format!("{head}{second}"));
    let reason = desk.read("rejects.csv");
    assert!(reason.contains("its key is that of HQ-2026-0001") && reason.contains("columns = ["), "{reason}");
    let stands = cases(&desk);
    assert_eq!(
        (stands.len(), &stands[0]["title"], &stands[0]["status"]),
        (1, &json!("Charged twice"), &json!("closed"))
    );
    let shown = desk.run(&["show", "1", "--private", "--purpose", "a test"]).ok();
    assert!(shown.contains("Zhao Ping") && !shown.contains("Qian Wei"), "{shown}");
    // A corrected day and title of the same person are followed.
    let corrected = "7,2026-11-01,Zhao Ping,13800000001,Charged three times,2026-11-03\n";
    rows(&mut desk, 9, &map, &format!("{head}{corrected}"));
    assert_eq!(cases(&desk)[0]["title"], "Charged three times");
}

#[test]
fn what_can_be_followed_is_and_the_rest_is_told() {
    let mut desk = desk();
    let map = format!("{CASE}amount = 'sum'\n[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n");
    let row = |created: &str, sum: u32| {
        format!("id,created,who,tel,subject,sum,closed\n7,{created},Zhao Ping,13800000001,Charged twice,{sum},\n")
    };
    rows(&mut desk, 20, &map, &row("2026-11-18", 1200)).ok();
    // A source that puts the receipt back far needs no approval: it was not the desk's word.
    rows(&mut desk, 23, &map, &row("2026-11-10", 12000)).ok();
    let stands = &cases(&desk)[0];
    assert_eq!((&stands["amount"], &stands["received"]), (&json!(12000.0), &json!("2026-11-10")));
}

/// What could not be recorded anew is not taken back: the case stays as it stands, and the difference is told.
#[test]
fn an_end_is_not_taken_back_for_a_day_before_what_stays() {
    let mut desk = desk();
    let map = format!(
        "{CASE}[accepted]\non = 'accepted'\n[replied]\non = 'replied'\nfindings = {{ const = 'told' }}\n[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n"
    );
    let row = |accepted: &str, replied: &str, closed: &str| {
        format!(
            "id,created,who,tel,subject,accepted,replied,closed\n7,2026-11-02,Zhao Ping,13800000001,Charged twice,{accepted},{replied},{closed}\n"
        )
    };
    rows(&mut desk, 20, &map, &row("2026-11-04", "2026-11-05", "2026-11-06")).ok();
    let told = rows(&mut desk, 23, &map, &row("2026-11-02", "2026-11-03", "2026-11-03"));
    let stands = &cases(&desk)[0];
    assert_eq!((&stands["status"], &stands["closed"]), (&json!("closed"), &json!("2026-11-06")), "{told:?}");
    assert!(told.code == 0 && told.err.contains("cannot be followed"), "{told:?}");
    // A source that begins to tell the time of day says nothing new.
    let timed = row("2026-11-04", "2026-11-05T09:30", "2026-11-06T10:00");
    let followed = rows(&mut desk, 24, &map, &timed);
    assert!(!desk.read_log().contains("\"revoked\""), "{followed:?}");
}

#[test]
fn a_part_that_is_refused_is_told_once_with_its_reason() {
    let mut desk = desk();
    let map = format!("{CASE}amount = 'sum'\n[accepted]\n");
    let row = |created: &str, sum: u32| {
        format!("id,created,who,tel,subject,sum\n7,{created},Zhao Ping,13800000001,Charged twice,{sum}\n")
    };
    rows(&mut desk, 20, &map, &row("2026-11-18", 1200)).ok();
    // No receipt after the case's own acts; the sum is followed all the same.
    let told = rows(&mut desk, 23, &map, &row("2026-11-19", 500));
    assert!(told.err.contains("cannot have been received") && !told.err.contains("change nothing"), "{told:?}");
    let stands = &cases(&desk)[0];
    assert_eq!((&stands["amount"], &stands["received"]), (&json!(500.0), &json!("2026-11-18")));
    let again = rows(&mut desk, 24, &map, &row("2026-11-19", 500));
    assert!(!again.err.contains("received") && again.out.ends_with("\t0\t0\t0\t1\t0\n"), "{again:?}");
}

/// Dates of an answer and an end that the source corrects: the case is judged by the later word, in one round, as if only that had come.
#[test]
fn a_corrected_day_of_an_end_is_followed_in_the_same_round() {
    let map = format!(
        "{CASE}[accepted]\n[replied]\non = 'replied'\nfindings = {{ const = 'told' }}\n[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n"
    );
    let row = |replied: &str, closed: &str| {
        format!(
            "id,created,who,tel,subject,replied,closed\n7,2026-11-02,Zhao Ping,13800000001,Charged twice,{replied},{closed}\n"
        )
    };
    let says = |desk: &Desk| {
        let fields = "round,received,replied,closed,late,days_late";
        let line = desk.run(&["list", "--fields", fields, "--format", "jsonl"]).ok();
        serde_json::from_str::<serde_json::Value>(&line).expect("one case")
    };
    let on_time = row("2026-11-04", "2026-11-05");
    for other in [row("2026-11-10", "2026-11-11"), row("2026-11-04", "2026-11-12"), row("2026-11-03", "2026-11-03")] {
        let (mut both, mut only) = (desk(), desk());
        rows(&mut both, 20, &map, &on_time).ok();
        let followed = rows(&mut both, 23, &map, &other);
        assert!(followed.code == 0 && followed.err.contains("followed: 1 case"), "{followed:?}");
        rows(&mut only, 23, &map, &other).ok();
        assert_eq!(says(&both), says(&only), "{other}");
        assert_eq!(says(&both)["round"], 1, "{other}");
        let again = rows(&mut both, 24, &map, &other);
        assert!(again.out.contains("\t0\t0\t0\t1\t0"), "{again:?}");
        // Back to what it was, in a file that is not the first one again.
        rows(&mut both, 25, &map, &format!("{on_time}\n")).ok();
        assert_eq!((&says(&both)["round"], &says(&both)["closed"]), (&json!(1), &json!("2026-11-05")));
    }
}

#[test]
fn an_end_before_the_reopening_was_seen_counts_from_then() {
    let mut desk = desk();
    let map = format!(
        "{CASE}[assigned]\nwhen = {{ column = 'unit', set = true }}\nunit = 'unit'\n[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n"
    );
    let row = |unit: &str, closed: &str| {
        format!(
            "id,created,who,tel,subject,unit,closed\n7,2026-11-02,Zhao Ping,13800000001,Charged twice,{unit},{closed}\n"
        )
    };
    rows(&mut desk, 6, &map, &row("u1", "2026-11-05")).ok();
    rows(&mut desk, 13, &map, &row("u1", "")).ok();
    let told = rows(&mut desk, 16, &map, &row("u1", "2026-11-12"));
    assert!(told.err.contains("counts from then"), "{told:?}");
    assert_eq!(cases(&desk)[0]["status"], "closed");
    // Nothing is told twice.
    assert!(!rows(&mut desk, 17, &map, &row("u1", "2026-11-12")).err.contains("counts from"));
}

#[test]
fn a_change_without_a_date_counts_from_the_import_that_tells_it() {
    let mut desk = desk();
    let map = format!("{CASE}[assigned]\nwhen = {{ column = 'unit', set = true }}\nunit = 'unit'\n");
    let row = |unit: &str| {
        format!("id,created,who,tel,subject,unit\n7,2026-11-02,Zhao Ping,13800000001,Charged twice,{unit}\n")
    };
    rows(&mut desk, 6, &map, &row("u1")).ok();
    rows(&mut desk, 13, &map, &row("u2")).ok();
    let unit = |day: &str| desk.run(&["list", "--fields", "unit", "--as-of", day]).ok();
    assert_eq!(
        [unit("2026-11-03"), unit("2026-11-12"), unit("2026-11-13")].map(|u| u.trim().to_string()),
        ["u1", "u1", "u2"]
    );
}

#[test]
fn an_undated_act_lies_before_the_dated_ones_that_follow_it() {
    let mut desk = desk();
    let map = format!(
        "{CASE}[assigned]\nwhen = {{ column = 'unit', set = true }}\nunit = 'unit'\n[closed]\non = 'closed'\noutcome = {{ const = 'explained' }}\n"
    );
    let row = |unit: &str, closed: &str| {
        format!(
            "id,created,who,tel,subject,unit,closed\n7,2026-11-02,Zhao Ping,13800000001,Charged twice,{unit},{closed}\n"
        )
    };
    rows(&mut desk, 6, &map, &row("", "")).ok();
    let told = rows(&mut desk, 16, &map, &row("u1", "2026-11-12")).err;
    let stands = &cases(&desk)[0];
    assert_eq!((&stands["status"], &stands["unit"]), (&json!("closed"), &json!("u1")), "{told}");
    let unit = |day: &str| desk.run(&["list", "--fields", "unit,status", "--as-of", day]).ok().trim().to_string();
    assert_eq!([unit("2026-11-11"), unit("2026-11-12")], ["received", "u1\tclosed"]);
}

#[test]
fn an_undated_act_is_recorded_once() {
    let mut desk = desk();
    let map = format!(
        "{CASE}[contacted]\nwhen = {{ column = 'unit', set = true }}\nkind = {{ const = 'first' }}\nnote = 'unit'\n"
    );
    let row =
        |title: &str| format!("id,created,who,tel,subject,unit\n7,2026-11-02,Zhao Ping,13800000001,{title},called\n");
    for (day, title) in [(6, "Charged twice"), (16, "Charged three times"), (18, "Charged often")] {
        rows(&mut desk, day, &map, &row(title)).ok();
    }
    assert_eq!(cases(&desk)[0]["title"], "Charged often");
    assert_eq!(desk.read_log().matches("\"contacted\":").count(), 1);
}

#[test]
fn a_row_is_another_complaint_by_title_and_person() {
    let head = "id,created,who,tel,subject\n";
    let first = "7,2026-11-02,Zhao Ping,13800000001,Charged twice\n";
    for (second, is_another) in [
        ("7,2026-11-02,Qian Wei,,Counter closed\n", true),
        ("7,2026-11-04,,,Counter closed\n", true),
        ("7,2026-11-04,Zhao Ping,13900000002,Counter closed\n", false),
        ("7,2026-11-04,Zhao P.,13800000001,Counter closed\n", false),
        ("7,2026-11-02,Qian Wei,13900000002,Charged twice\n", false),
        ("7,2026-11-02,,,Counter closed\n", false),
    ] {
        let mut desk = desk();
        rows(&mut desk, 6, CASE, &format!("{head}{first}")).ok();
        let ran = rows(&mut desk, 9, CASE, &format!("{head}{second}"));
        assert_eq!(ran.code == 1, is_another, "{second}: {ran:?}");
    }
}

#[test]
fn numbers_that_a_spreadsheet_rounded_are_told() {
    let mut desk = desk();
    let head = "id,created,who,tel,subject\n";
    for row in
        ["7,2026-11-02,Zhao Ping,1.38111E+10,Charged twice\n", "1.23457E+15,2026-11-02,Zhao Ping,,Charged twice\n"]
    {
        assert_eq!(rows(&mut desk, 6, CASE, &format!("{head}{row}")).code, 1, "{row}");
        assert!(desk.read("rejects.csv").contains("first digits only"), "{}", desk.read("rejects.csv"));
    }
    assert_eq!(cases(&desk).len(), 0);
}
