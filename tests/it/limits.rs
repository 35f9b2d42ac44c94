//! Limits and calendars through the program: what ends a limit, extensions, days late, and dates that a calendar moves.

use crate::desk::{Desk, Ran, ran};
use serde_json::Value;

const NEW_YEAR: &str = r#"{"year":2027,"days":[{"name":"元旦","date":"2026-12-31","isOffDay":true},{"name":"元旦","date":"2027-01-01","isOffDay":true}]}"#;

/// A bank's desk with additional policy rows.
fn bank(rows: &str) -> Desk {
    let desk = Desk::bank();
    desk.write("redress.toml", desk.read("redress.toml") + rows);
    desk
}

fn at(desk: &Desk, now: &str, args: &[&str]) -> Ran {
    ran(desk.command().args(args).env("REDRESS_NOW", now).output().expect("the program runs"))
}

/// The same with an index of the whole log (`0`) or none (`off`).
fn by_index(desk: &Desk, index: &str, now: &str, args: &[&str]) -> String {
    let mut command = desk.command();
    command.args(args).env("REDRESS_NOW", now).env("REDRESS_INDEX", index);
    ran(command.output().expect("the program runs")).ok()
}

#[track_caller]
fn intake(desk: &Desk, now: &str, title: &str) {
    let category = ["--category", "attitude", "--channel", "book", "--accept"];
    at(desk, now, &[&["intake", "--title", title], &category[..]].concat()).ok();
}

#[track_caller]
fn json(desk: &Desk, now: &str, args: &[&str]) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&at(desk, now, &[args, &["--json"]].concat()).ok()).expect("JSON");
    answer["data"].as_array().cloned().unwrap_or_default()
}

/// A limit of the first case in the JSON of `list`.
#[track_caller]
fn limit(desk: &Desk, now: &str, name: &str) -> Value {
    let limits = json(desk, now, &["list"])[0]["limits"].as_array().cloned().expect("limits");
    limits.into_iter().find(|limit| limit["limit"] == name).unwrap_or_else(|| panic!("no limit {name}"))
}

fn until(what: &str) -> String {
    format!(
        "[[limit]]\ncode = \"own\"\nen = \"Own\"\nzh = \"x\"\nlimit = \"own\"\nuntil = \"{what}\"\nwithin = \"2wd\"\n"
    )
}

#[test]
fn a_limit_until_a_step_ends_with_that_step() {
    for what in ["apology", "step:apology"] {
        let desk = bank(&until(what));
        at(&desk, "2026-12-07T10:00", &["policy", "check"]).ok();
        intake(&desk, "2026-12-07T10:00", "in time");
        at(&desk, "2026-12-08T10:00", &["step", "1", "apology"]).ok();
        assert_eq!(limit(&desk, "2026-12-14T10:00", "own")["standing"], "met", "{what}");
        assert_eq!(at(&desk, "2026-12-14T10:00", &["list", "is:late", "overdue:own"]).ok(), "", "{what}");
        let page = at(&desk, "2026-12-14T10:00", &["explain", "1", "--format", "table"]).ok();
        assert!(page.contains("met on 2026-12-08") && page.contains("Apology"), "{page}");

        let desk = bank(&until(what));
        intake(&desk, "2026-12-07T10:00", "late");
        assert_eq!(at(&desk, "2026-12-10T10:00", &["report", "overdue"]).ok().lines().count(), 1);
        at(&desk, "2026-12-11T10:00", &["step", "1", "apology"]).ok();
        assert_eq!(at(&desk, "2026-12-11T11:00", &["list", "overdue:own"]).ok(), "");
        assert_eq!(
            at(&desk, "2026-12-11T11:00", &["list", "is:late"]).ok().lines().count(),
            1,
            "what was late stays late"
        );
    }
    // Milestones end limits too, and a step can start one.
    let rows = until("contacted")
        + "[[limit]]\ncode = \"then\"\nlimit = \"then\"\nfrom = \"apology\"\nuntil = \"review\"\nwithin = \"1wd\"\n";
    let desk = bank(&rows);
    at(&desk, "2026-12-07T10:00", &["policy", "check"]).ok();
    intake(&desk, "2026-12-07T10:00", "a");
    at(&desk, "2026-12-07T11:00", &["contact", "1", "--kind", "first", "--via", "phone"]).ok();
    at(&desk, "2026-12-08T10:00", &["step", "1", "apology"]).ok();
    assert_eq!(limit(&desk, "2026-12-08T11:00", "own")["standing"], "met");
    assert_eq!(limit(&desk, "2026-12-08T11:00", "then")["due"], "2026-12-09");
}

#[test]
fn an_extension_counts_from_the_paused_date_and_its_hint_works() {
    let desk = bank("[[extension]]\ncode = \"own\"\nlimit = \"reply\"\nwithin = \"5wd\"\n");
    intake(&desk, "2026-12-07T10:00", "a");
    at(&desk, "2026-12-08T10:00", &["pause", "1", "--ground", "evidence"]).ok();
    at(&desk, "2026-12-16T10:00", &["resume", "1"]).ok();
    // Due on the 18th: five more working days end on the 25th.
    let now = "2026-12-16T11:00";
    let refused = at(&desk, now, &["extend", "1", "--until", "+6wd", "--reason", "r"]).fails(5);
    let hint = refused.lines().find_map(|line| line.strip_prefix("hint: ")).expect("a hint");
    assert!(hint.contains("--until 2026-12-25"), "{refused}");
    let until = hint.split_whitespace().skip_while(|word| *word != "--until").nth(1).expect("a date");
    at(&desk, now, &["extend", "1", "--until", "+1wd", "--reason", "r"]).ok();
    at(&desk, now, &["extend", "1", "--until", until, "--reason", "r"]).ok();
    assert_eq!(at(&desk, now, &["list", "--fields", "due"]).ok(), "2026-12-25\n");
    // The extension is used up: the hint names no date.
    let refused = at(&desk, now, &["extend", "1", "--until", "+1wd", "--reason", "r"]).fails(5);
    assert!(!refused.contains("--until") && refused.contains("redress delay"), "{refused}");
    assert_eq!(limit(&desk, now, "reply")["original"], "2026-12-10");
}

#[test]
fn paused_days_count_as_late_in_no_view() {
    let desk = bank("");
    intake(&desk, "2026-03-02T10:00", "a");
    at(&desk, "2026-03-10T10:00", &["pause", "1", "--ground", "evidence"]).ok();
    at(&desk, "2026-03-17T10:00", &["resume", "1"]).ok();
    let now = "2026-03-17T11:00";
    let days = |args: &[&str]| json(&desk, now, args)[0]["days_late"].as_i64();
    assert_eq!(days(&["report", "overdue"]), Some(3));
    assert_eq!(at(&desk, now, &["list", "--fields", "days_late"]).ok(), "3\n");
    assert_eq!(limit(&desk, now, "reply")["days_late"], 3);
    assert_eq!(json(&desk, now, &["report", "todo"]).iter().find_map(|row| row["days_late"].as_i64()), Some(3));
    let explained = at(&desk, now, &["explain", "1", "--format", "table"]).ok();
    assert!(explained.contains("overdue by 3 working days"), "{explained}");
    let status = at(&desk, now, &["status", "--json"]).ok();
    assert!(status.contains("\"days_late\":3"), "{status}");
}

#[test]
fn a_changed_limit_is_explained_with_its_own_row_and_the_article() {
    let row = |within: &str, more: &str| format!("[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"{within}\"\n{more}");
    for (within, more, how, zh) in [("5wd", "loosens = true\n", "loosened", "放宽"), ("2wd", "", "tightened", "从严")]
    {
        let desk = bank(&row(within, more));
        intake(&desk, "2026-11-02T10:00", "a");
        let page = at(&desk, "2026-11-02T10:00", &["explain", "1", "--format", "table"]).ok();
        assert!(page.contains("redress.toml, [[limit]] P7-A11-general") && page.contains(how), "{page}");
        assert!(page.contains("art. 11") && page.contains("3 working days"), "{page}");
        let zh_page = at(&desk, "2026-11-02T10:00", &["explain", "1", "--format", "table", "--lang", "zh"]).ok();
        assert!(zh_page.contains(zh) && zh_page.contains("第十一条"), "{zh_page}");
        let all = json(&desk, "2026-11-02T10:00", &["explain", "1"])[0]["limits"].as_array().cloned().expect("limits");
        let reply = all.iter().find(|limit| limit["limit"] == "reply").expect("the reply limit");
        assert_eq!((&reply["departs"]["from"], &reply["departs"]["how"]), (&"3wd".into(), &how.into()));
        assert!(all.iter().all(|limit| limit["limit"] == "reply" || limit["departs"].is_null()));
    }
    let written = bank(&row("2wd", "departs = { within = \"9wd\" }\n"));
    assert!(
        at(&written, "2026-11-02T10:00", &["policy", "check"]).fails(1).contains("departs"),
        "nobody writes it by hand"
    );
}

#[test]
fn limits_not_told_by_the_source_are_neither_late_nor_in_time() {
    let desk = bank(&until("apology"));
    let events = "id,what,when,title\nA,received,2026-03-02,a\nA,withdrawn,2026-03-20,\nB,received,2026-03-02,b\n";
    desk.write("old.csv", events);
    desk.write("old.toml", EVENTS_MAP);
    at(&desk, "2026-11-02T10:00", &["import", "old.csv", "--map", "old.toml"]).ok();
    let now = "2026-11-03T10:00";
    let ids = |term: &str| at(&desk, now, &["list", term, "--fields", "title"]).ok();
    assert_eq!(ids("is:not-told"), "a\nb\n");
    // The withdrawn one may have been answered before; the other is open, so it was not.
    assert_eq!(ids("is:late"), "b\n");
    assert_eq!(at(&desk, now, &["report", "overdue"]).ok().lines().count(), 1);
    let rows = json(&desk, now, &["list"]);
    let standing = |row: &Value, name: &str| {
        let limits = row["limits"].as_array().expect("limits");
        limits.iter().find(|l| l["limit"] == name).map(|l| l["standing"].as_str().unwrap_or_default().to_string())
    };
    assert_eq!([standing(&rows[0], "reply"), standing(&rows[0], "own")].map(Option::unwrap), ["not-told", "not-told"]);
    assert_eq!([standing(&rows[1], "reply"), standing(&rows[1], "own")].map(Option::unwrap), ["overdue", "not-told"]);
    assert_eq!(at(&desk, now, &["list", "is:late", "--as-of", "2026-03-10", "--fields", "title"]).ok(), "b\n");
    let page = at(&desk, now, &["explain", "1", "--format", "table"]).ok();
    assert!(page.contains("not told by the source") && !page.contains("overdue"), "{page}");
}

const EVENTS_MAP: &str = r#"name = "old"
[case]
title = "title"
channel = { const = "book" }
category = { const = "attitude" }
[events]
case = "id"
activity = "what"
time = { column = "when", date = ["%Y-%m-%d"] }
[events.as]
received = "opened"
withdrawn = "withdrawn"
"#;

#[test]
fn local_days_are_added_to_the_calendar_and_departures_listed() {
    let desk = bank("");
    let day = |more: &str| {
        format!(r#"{{"year":2026,{more}"days":[{{"name":"本地停业","date":"2026-09-30","isOffDay":true}}]}}"#)
    };
    desk.write("calendars/local.json", day(""));
    let now = "2026-09-29T09:00";
    intake(&desk, now, "a");
    // The 30th is closed here; the National Day holidays remain: 8, 9, 10 October.
    assert_eq!(at(&desk, now, &["list", "--fields", "due"]).ok(), "2026-10-10\n");
    let check = at(&desk, now, &["policy", "check"]).ok();
    assert!(check.contains("2026-09-30") && !check.contains("2026-10-01"), "{check}");
    let page = at(&desk, now, &["explain", "1", "--format", "table"]).ok();
    assert!(page.contains("not the State Council's: 2026-09-30"), "{page}");
    let year: Value = serde_json::from_str(&at(&desk, now, &["calendar", "2026", "--json"]).ok()).expect("JSON");
    assert_eq!((&year["provisional"], &year["year"]), (&false.into(), &2026.into()));
    desk.write("calendars/local.json", day("\"replace\":true,"));
    let check = at(&desk, now, &["policy", "check"]).ok();
    assert!(check.contains("2026-10-01"), "{check}");
    assert_eq!(at(&desk, now, &["list", "--fields", "due"]).ok(), "2026-10-05\n");
}

/// All output with due dates, by the index and by the log.
fn told(desk: &Desk, now: &str, more: &[&str]) -> [String; 2] {
    ["0", "off"].map(|index| {
        let commands: [&[&str]; 8] = [
            &["list", "--fields", "id,due,next_due,late,overdue"],
            &["list", "--json"],
            &["list", "is:overdue"],
            &["list", "due:2027-01-06"],
            &["report", "overdue"],
            &["report", "due", "--period", "2027-01"],
            &["explain", "HQ-2026-0002", "--json"],
            &["show", "HQ-2026-0002", "--format", "table"],
        ];
        let plain = commands.iter().filter(|command| command[0] != "show" || more.is_empty());
        plain.map(|command| by_index(desk, index, now, &[command, more].concat())).collect::<Vec<_>>().join("\n--\n")
    })
}

#[test]
fn a_read_shows_the_dates_that_the_next_write_would_record() {
    let desk = bank("");
    let ended = ["intake", "--title", "Ended", "--category", "attitude", "--channel", "book"];
    at(&desk, "2026-12-29T10:00", &ended).ok();
    at(&desk, "2026-12-30T09:00", &["decline", "1", "--reason", "r", "--told", "phone"]).ok();
    intake(&desk, "2026-12-30T10:00", "Earlier");
    let now = "2027-01-04T10:00";
    let before = told(&desk, now, &[])[0].clone();
    assert!(before.contains("2027-01-04"), "{before}");
    desk.write("calendars/cn-2027.json", NEW_YEAR);
    let [index, log] = told(&desk, now, &[]);
    assert_eq!(index, log);
    assert!(index.contains("2027-01-06") && !index.contains("are not published"), "{index}");
    let [as_of, by_log] = told(&desk, now, &["--as-of", "2027-01-03"]);
    assert_eq!(as_of, by_log);
    assert!(as_of.contains("2027-01-06"), "{as_of}");
    // What was on record then.
    assert_eq!(
        at(&desk, now, &["list", "--known", "2027-01-04T09:00", "--fields", "due"]).ok(),
        "2027-01-01\n2027-01-04\n"
    );
    assert_eq!(at(&desk, "2027-01-05T09:00", &["report", "overdue"]).ok(), "");
    // The same answers from the stored index, and after the write that records the dates.
    assert_eq!(told(&desk, now, &[]), [index.clone(), log]);
    at(&desk, now, &["intake", "--title", "Later"]).ok();
    assert!(desk.read_log().contains("\"recomputed\":{"));
    let after = told(&desk, now, &["--as-of", "2027-01-03"]);
    assert_eq!(after[0], after[1]);
    for more in [&[][..], &["--as-of", "2027-01-03"], &["--known", "2027-01-04T09:00"]] {
        let row = at(&desk, now, &[&["list", "Earlier", "--fields", "due,late"], more].concat()).ok();
        assert_eq!(row, if more.first() == Some(&"--known") { "2027-01-04\tfalse\n" } else { "2027-01-06\tfalse\n" });
    }
    // The explanation uses the calendar in force at that time.
    let then = ["explain", "HQ-2026-0002", "--known", "2027-01-04T09:00", "--format", "table"];
    let page = at(&desk, now, &then).ok();
    assert!(page.contains("are not published") && !page.contains("New Year"), "{page}");
}

#[test]
fn a_date_missed_before_the_new_calendar_stays_missed() {
    let desk = bank("");
    intake(&desk, "2026-12-30T10:00", "a");
    desk.write("calendars/cn-2027.json", NEW_YEAR);
    let now = "2027-01-05T10:00";
    let late = |index: &str| by_index(&desk, index, now, &["list", "is:late", "--fields", "due,overdue"]);
    assert_eq!([late("0"), late("off")], ["2027-01-06\tfalse\n", "2027-01-06\tfalse\n"]);
    at(&desk, now, &["note", "HQ-2026-0001", "n"]).ok();
    assert_eq!([late("0"), late("off")], ["2027-01-06\tfalse\n", "2027-01-06\tfalse\n"]);
}

#[test]
fn provisional_dates_are_marked_in_every_format() {
    let desk = bank("");
    intake(&desk, "2026-12-30T10:00", "a");
    let now = "2026-12-31T10:00";
    for format in ["table", "json", "markdown", "html"] {
        for args in
            [&["list"][..], &["report", "due", "--period", "2027-01"], &["calendar", "due", "2026-12-30", "+3wd"]]
        {
            let ran = at(&desk, now, &[args, &["--format", format]].concat());
            assert!(ran.out.to_lowercase().contains("provisional"), "{args:?} {format}: {}", ran.out);
        }
    }
    // Of a case whose clock is stopped no date runs.
    intake(&desk, "2026-12-30T10:00", "b");
    at(&desk, now, &["pause", "2", "--ground", "evidence"]).ok();
    // Rows that come out of an index one by one are marked beside them as those of a whole table are.
    for (index, format) in [("0", "tsv"), ("0", "csv"), ("off", "tsv"), ("off", "csv")] {
        let mut list = desk.command();
        list.args(["list", "--fields", "id,due", "--format", format])
            .env("REDRESS_NOW", now)
            .env("REDRESS_INDEX", index);
        let err = ran(list.output().expect("the program runs")).err;
        assert!(err.contains("1 provisional") && err.contains("HQ-2026-0001"), "{index} {format}: {err}");
    }
    for args in [&["calendar", "due", "2026-12-30", "+3wd"][..], &["calendar", "2027"]] {
        assert!(at(&desk, now, args).err.contains("provisional"), "{args:?}");
    }
    for page in ["explain", "show"] {
        let out = at(&desk, now, &[page, "1", "--format", "table"]).ok();
        assert!(out.contains("provisional"), "{out}");
    }
    let year: Value = serde_json::from_str(&at(&desk, now, &["calendar", "2027", "--json"]).ok()).expect("JSON");
    assert_eq!((&year["provisional"], &year["total"]), (&true.into(), &0.into()));
}

#[test]
fn policy_check_finds_invalid_saved_queries() {
    for (query, named) in
        [("\"nosuch:thing\"", "nosuch"), ("\"is:overdu\"", "overdu"), ("\"@x\"", "@x"), ("[\"is:open\"]", "x")]
    {
        let desk = bank(&format!("[queries]\ngood = \"is:overdue\"\nx = {query}\n"));
        let ran = at(&desk, "2026-11-02T10:00", &["policy", "check"]);
        assert!(ran.code != 0 && ran.out.contains("[queries]") && ran.out.contains(named), "{query}: {ran:?}");
        assert!(!ran.out.contains("good"), "{ran:?}");
    }
    at(&bank("[queries]\ngood = \"is:overdue\"\n"), "2026-11-02T10:00", &["policy", "check"]).ok();
}

#[test]
fn cases_are_found_by_codes_of_former_policies() {
    let desk = Desk::bank();
    let before = desk.read("redress.toml");
    let rows = "[[category]]\ncode = \"atm\"\nparent = \"general\"\n[[channel]]\ncode = \"pigeon\"\n";
    desk.write("redress.toml", format!("{before}{rows}"));
    at(&desk, "2026-11-02T10:00", &["intake", "--title", "x", "--category", "atm", "--channel", "pigeon"]).ok();
    desk.write("redress.toml", before);
    for term in ["category:atm", "category:general", "channel:pigeon"] {
        assert_eq!(at(&desk, "2026-11-02T11:00", &["list", term]).ok().lines().count(), 1, "{term}");
    }
    assert!(at(&desk, "2026-11-02T11:00", &["list", "category:atn"]).fails(2).contains("atn"));
}

#[test]
fn a_new_round_does_not_inherit_the_source_due_date() {
    let desk = bank("");
    let source = ["--source-due", "2026-03-04", "--category", "attitude", "--channel", "book"];
    at(&desk, "2026-03-02T10:00", &[&["intake", "--title", "a"], &source[..]].concat()).ok();
    at(&desk, "2026-03-03T10:00", &["decline", "1", "--reason", "r", "--told", "phone"]).ok();
    at(&desk, "2026-03-20T10:00", &["reopen", "1", "--reason", "r"]).ok();
    let row = &json(&desk, "2026-03-20T10:01", &["list"])[0];
    assert_eq!((&row["late"], &row["source_due"]), (&false.into(), &Value::Null));
    assert!(row["limits"].as_array().expect("limits").iter().all(|limit| limit["limit"] != "source"));
}

#[test]
fn response_is_judged_by_the_limit_that_a_contact_ends() {
    let desk = bank(&until("contacted"));
    intake(&desk, "2026-12-07T10:00", "in time");
    intake(&desk, "2026-12-07T10:00", "too late");
    let contact = |now: &str, case: &str| {
        at(&desk, now, &["contact", case, "--kind", "first", "--via", "phone", "--note", "n"]).ok();
    };
    contact("2026-12-08T10:00", "1");
    contact("2026-12-10T10:00", "2");
    let rows = json(&desk, "2026-12-14T10:00", &["report", "measures", "--period", "2026-12", "--measure", "response"]);
    assert_eq!((rows[0]["part"].as_u64(), rows[0]["whole"].as_u64()), (Some(1), Some(2)), "{rows:?}");
}

#[test]
fn a_limit_from_a_field_counts_from_the_day_in_it() {
    let promised = "[[field]]\ncode = \"promised\"\nen = \"Promised for\"\nzh = \"承诺日期\"\nkind = \"date\"\n";
    let own = |from: &str| format!("{promised}{}from = \"{from}\"\n", until("apology"));
    let desk = bank(&own("field:promise"));
    let (told, code) = (at(&desk, "2026-12-07T10:00", &["policy", "check"]), 1);
    assert!(told.err.contains("field:promised") && told.code == code, "{} {}", told.code, told.err);
    let desk = bank(&own("field:promised"));
    at(&desk, "2026-12-07T10:00", &["policy", "check"]).ok();
    intake(&desk, "2026-12-07T10:00", "a parcel");
    let own = |now: &str| {
        json(&desk, now, &["list"])[0]["limits"]
            .as_array()
            .expect("limits")
            .iter()
            .find(|l| l["limit"] == "own")
            .cloned()
    };
    assert_eq!(own("2026-12-07T10:00"), None, "nothing runs while the field is empty");
    let page = at(&desk, "2026-12-07T10:00", &["explain", "1", "--lang", "en"]).ok();
    assert!(page.contains("Promised for"), "{page}");
    // The day may lie ahead: a limit from it is not late before.
    at(&desk, "2026-12-07T10:00", &["classify", "1", "--set", "promised=2026-12-10"]).ok();
    assert_eq!(own("2026-12-07T10:00").expect("a limit")["due"], "2026-12-14");
    let set = |now: &str, day: &str| {
        at(&desk, now, &["correct", "1", "--set", &format!("promised={day}"), "--reason", "misread"]).ok()
    };
    set("2026-12-08T10:00", "2026-12-11");
    assert_eq!(own("2026-12-08T10:00").expect("a limit")["due"], "2026-12-15");
    assert_eq!(at(&desk, "2026-12-16T10:00", &["list", "overdue:own"]).ok().lines().count(), 1);
    // A date may have a time of day: the day counts.
    set("2026-12-08T11:00", "2026-12-11T09:30:00.000+08:00");
    assert_eq!(own("2026-12-08T11:00").expect("a limit")["due"], "2026-12-15");
    // What was missed stays missed.
    set("2026-12-16T10:00", "2026-12-21");
    let late = own("2026-12-16T10:00").expect("a limit");
    assert_eq!(
        (&late["due"], at(&desk, "2026-12-16T10:00", &["list", "is:late"]).ok().lines().count()),
        (&"2026-12-23".into(), 1)
    );
}

#[test]
fn hours_are_counted_by_the_clock_from_an_instant_and_from_the_end_of_a_day() {
    let desk = bank("");
    let due = |from: &str| -> Value {
        serde_json::from_str(&at(&desk, "2026-12-01T10:00", &["calendar", "due", from, "+24h", "--json"]).ok())
            .expect("JSON")
    };
    let (instant, day) = (due("2026-12-01T10:00"), due("2026-12-01"));
    assert!(instant["due"].as_str().is_some_and(|due| due.starts_with("2026-12-02T10:00")), "{instant}");
    assert!(day["due"].as_str().is_some_and(|due| due.starts_with("2026-12-03T00:00")), "{day}");
    let minutes: Vec<_> = instant["data"].as_array().expect("rows").iter().map(|row| row["number"].as_u64()).collect();
    assert_eq!(minutes, [Some(840), Some(600)], "{instant}");
    let told = at(&desk, "2026-12-01T10:00", &["calendar", "due", "2026-12-01", "soon"]);
    assert!(told.code == 2 && told.err.contains("WITHIN"), "{}", told.err);
}

#[test]
fn a_step_in_full_width_counts_from_the_due_date_as_well() {
    let desk = bank("[[extension]]\ncode = \"own\"\nzh = \"x\"\nen = \"Own\"\nlimit = \"reply\"\nwithin = \"20wd\"\n");
    let due = |until: &str| -> Value {
        intake(&desk, "2026-12-07T10:00", "x");
        let case = at(&desk, "2026-12-07T10:00", &["list", "--sort", "-id", "--limit", "1"]).ok();
        let case = case.split('\t').next().expect("a case").to_string();
        at(&desk, "2026-12-07T10:00", &["extend", &case, "--until", until, "--reason", "an expert"]).ok();
        json(&desk, "2026-12-07T10:00", &["show", &case])[0]["next_due"].clone()
    };
    let narrow = due("+15wd");
    assert_eq!((due("＋１５ｗｄ"), narrow.is_null()), (narrow, false));
}
