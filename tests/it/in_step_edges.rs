//! Staying in step at its edges: what a later file leaves out, hides, names anew, or says of cases that were voided or erased.

use crate::desk::Desk;
use serde_json::{Value, json};

const MAP: &str = "name = 'old'\nkey = 'id'\n[case]\ntitle = 'title'\nreceived = 'received'\n\
    amount = { column = 'amount', optional = true }\ncategory = { column = 'kind', default = '', optional = true }\n\
    [private]\nname = 'name'\nphone = { column = 'phone', optional = true }\n\
    statement = { column = 'words', optional = true }\n[accepted]\n[assigned]\nwhen = { column = 'unit', set = true }\n\
    unit = 'unit'\n[replied]\non = { column = 'answered', optional = true }\nfindings = 'answer'\n";
const HEADER: &str = "id,title,received,amount,kind,name,phone,words,unit,answered,answer";
const FIRST: &str = "1,Queue,2026-10-20,5,attitude,Ann Example,13911112222,He shouted at me,u1,2026-10-28,told her";

/// Imports a file; its record.
#[track_caller]
fn import(desk: &Desk, header: &str, rows: &str) -> Value {
    desk.write("map.toml", MAP);
    desk.write("export.csv", format!("{header}\n{rows}\n"));
    let out = desk.run(&["import", "export.csv", "--map", "map.toml", "--json"]).ok();
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    answer["data"][0].clone()
}

/// What a file's first row is told to differ in.
fn differs(done: &Value) -> Vec<&str> {
    let all = done["differs"][0]["differs"].as_array();
    all.into_iter().flatten().filter_map(|one| one["what"].as_str()).collect()
}

fn case(desk: &Desk) -> Value {
    let out = desk.run(&["list", "--fields", "id,status,amount,category,replied.on,late", "--format", "jsonl"]).ok();
    serde_json::from_str(out.lines().next().expect("a case")).expect("JSON")
}

/// What a file leaves out, empties or masks takes nothing away from the complainant's data, and no fact or act of the case.
#[test]
fn a_file_that_says_less_takes_nothing_away() {
    let desk = crate::in_step::desk();
    import(&desk, HEADER, FIRST);
    let (private, before) = (desk.read_private(), case(&desk));
    let kept =
        || ["Ann Example", "13911112222", "He shouted at me"].iter().all(|text| desk.read_private().contains(text));
    // The columns are not there.
    let short = "1,Queue,2026-10-20,Ann Example,u1,told her";
    let done = import(&desk, "id,title,received,name,unit,answer", short);
    assert_eq!((&done["followed"], &done["differs"]), (&json!(0), &json!([])), "{done}");
    assert_eq!(case(&desk), before);
    assert_eq!(desk.read_private(), private);
    // They are there and empty, or hide a part.
    for (name, phone, words) in [("", "", ""), ("A** E******", "139****2222", ""), ("Ann某", "＊2222", "")] {
        let row = FIRST.replace("Ann Example", name).replace("13911112222", phone).replace("He shouted at me", words);
        let done = import(&desk, HEADER, &row);
        assert_eq!(done["followed"], 0, "{done}");
        assert!(!differs(&done).is_empty() && kept(), "{done}");
        // Said once.
        let again = import(&desk, HEADER, &row);
        assert_eq!((&again["events"], &again["differs"]), (&json!(0), &json!([])), "{again}");
    }
    // What it says in full is followed, and the wrong value goes.
    let done = import(&desk, HEADER, &FIRST.replace("13911112222", "13933334444"));
    assert_eq!(done["followed"], 1, "{done}");
    assert!(desk.read_private().contains("13933334444") && !desk.read_private().contains("13911112222"));
    desk.run(&["verify"]).ok();
}

/// A name that comes with the row is known to the guard for all that the row changes.
#[test]
fn a_name_that_the_row_brings_is_kept_out_of_the_log() {
    let desk = crate::in_step::desk();
    let first = "1,Queue,2026-10-20,5,attitude,,13911112222,x,u1,,";
    let second = "1,Wang Dawei waited,2026-10-20,5,attitude,Wang Dawei,13922223333,x,u1,2026-10-28,told Wang Dawei at 13922223333";
    import(&desk, HEADER, first);
    let done = import(&desk, HEADER, second);
    assert_eq!(done["kept_private"], json!({ "findings": 1, "title": 1 }), "{done}");
    assert!(!desk.read_log().contains("Dawei") && !desk.read_log().contains("13922223333"));
}

/// An answer that the source dates anew counts from that day, before the end as after it.
#[test]
fn an_answer_dated_anew_counts_from_its_new_day() {
    let desk = crate::in_step::desk();
    import(&desk, HEADER, FIRST);
    assert_eq!((&case(&desk)["replied.on"], &case(&desk)["late"]), (&json!("2026-10-28"), &json!(true)));
    let done = import(&desk, HEADER, &FIRST.replace("2026-10-28", "2026-10-22"));
    assert_eq!((&done["followed"], &done["differs"]), (&json!(1), &json!([])), "{done}");
    let now = case(&desk);
    assert_eq!((&now["status"], &now["replied.on"]), (&json!("replied"), &json!("2026-10-22")), "{now}");
    assert_eq!(now["late"], false, "{now}");
}

/// A voided case stays as it is, and one whose private data was erased cannot be compared: both are said.
#[test]
fn voided_and_erased_cases_are_not_followed_in_silence() {
    let desk = crate::in_step::desk();
    import(&desk, HEADER, FIRST);
    desk.run(&["void", "1", "--kind", "mistake", "--reason", "twice", "--override", "late", "-y"]).ok();
    let changed = FIRST.replace("Queue", "Long queue").replace("13911112222", "13933334444").replace(",u1,", ",u2,");
    let done = import(&desk, HEADER, &changed);
    assert_eq!((&done["followed"], differs(&done)), (&json!(0), vec!["status"]), "{done}");
    assert_eq!(done["voided"], 1, "{done}");
    assert!(desk.read_private().contains("13911112222"), "nothing of a voided case is corrected");

    let desk = crate::in_step::desk();
    import(&desk, HEADER, FIRST);
    desk.run(&["erase", "1", "--reason", "asked", "--override", "on request", "-y"]).ok();
    let done = import(&desk, HEADER, &changed);
    assert_eq!((&done["known"], &done["erased"], &done["followed"]), (&json!(1), &json!(1), &json!(0)), "{done}");
    let told = desk.run(&["import", "export.csv", "--map", "map.toml"]);
    assert!(told.err.contains("erased"), "{told:?}");

    // Corrected by hand since: each new content of the row is told once.
    let desk = crate::in_step::desk();
    import(&desk, HEADER, FIRST);
    desk.run(&["correct", "1", "--party", "complainant", "--set", "name=Ann Other", "--reason", "asked"]).ok();
    let done = import(&desk, HEADER, &FIRST.replace("13911112222", "13955556666"));
    assert!(!differs(&done).is_empty() || done["followed"] == 1, "{done}");
}

/// Undoing names the cases that the run only followed, and a later file is still told from an older one.
#[test]
fn undoing_a_run_tells_what_of_it_stands() {
    let desk = crate::in_step::desk();
    import(&desk, HEADER, "1,Queue,2026-10-20,5,attitude,Ann Example,,x,u1,,");
    let done = import(&desk, HEADER, &format!("{FIRST}\n2,New,2026-10-21,1,attitude,Bea Example,,y,u1,,"));
    let run = done["run"].as_str().expect("a run");
    let ran = desk.run(&["import", "undo", run, "--reason", "wrong map", "-y"]);
    assert!(ran.code == 0 && ran.out.contains("1 case voided") && ran.err.contains("HQ-2026-0001"), "{ran:?}");
    assert!(desk.run(&["import", "list"]).ok().trim_end().ends_with("\tundone-in-part"));
    let older = import(&desk, HEADER, "1,Queue,2026-10-20,5,attitude,Ann Example,,x,u1,,");
    assert_eq!(older["followed"], 0, "{older}");
    assert_eq!(case(&desk)["status"], "replied");
}

/// In a file of acts an act on record stays; what its row says now is noted at the case, under the kind of act, once.
#[test]
fn an_act_that_its_source_tells_otherwise_is_noted() {
    let desk = crate::in_step::desk();
    let map = "name = 'ev'\n[case]\ntitle = { const = 'x' }\n[events]\ncase = 'case'\nactivity = 'act'\ntime = 'time'\n\
        [events.as]\nnew = 'opened'\nsent = { kind = 'assigned', unit = 'unit' }\n";
    let rows =
        |unit: &str| format!("case,act,time,unit\nA,new,2026-10-02T09:00:00,\nA,sent,2026-10-02T11:00:00,{unit}\n");
    desk.write("ev.toml", map);
    let run = |unit: &str| {
        desk.write("ev.csv", rows(unit));
        let answer: Value =
            serde_json::from_str(&desk.run(&["import", "ev.csv", "--map", "ev.toml", "--json"]).ok()).expect("JSON");
        answer["data"][0].clone()
    };
    run("u1");
    let done = run("u2");
    assert_eq!(differs(&done), ["assigned"], "{done}");
    assert_eq!(run("u2")["events"], 0);
    assert!(desk.run(&["log", "1", "--kind", "note"]).ok().contains("the source differs"));
}

/// What was taken out of a map is no longer told by its source; it was not taken back by it.
#[test]
fn a_line_that_is_taken_out_of_a_map_takes_nothing_back() {
    let desk = crate::in_step::desk();
    let full = "name = 'old'\nkey = 'id'\n[case]\ntitle = 'title'\nreceived = 'received'\namount = 'amount'\n\
        [accepted]\n[replied]\non = 'answered'\nfindings = 'answer'\n[closed]\non = 'closed'\noutcome = { const = 'explained' }\n";
    desk.write(
        "export.csv",
        "id,title,received,amount,answered,answer,closed\n1,Queue,2026-10-20,5,2026-10-28,told her,2026-10-29\n",
    );
    let import = |map: &str| {
        desk.write("map.toml", map);
        let out = desk.run(&["import", "export.csv", "--map", "map.toml", "--json"]).ok();
        let answer: Value = serde_json::from_str(&out).expect("JSON");
        answer["data"][0].clone()
    };
    import(full);
    let list = || desk.run(&["list", "--fields", "status,amount,replied,closed,round"]).ok();
    let (before, events) = (list(), desk.lines().len());
    let without = |cut: &str| full.replace(cut, "");
    let shorter = [
        without("amount = 'amount'\n"),
        without("findings = 'answer'\n"),
        without("[closed]\non = 'closed'\noutcome = { const = 'explained' }\n"),
        full.split("[replied]").next().expect("a part").replace("amount = 'amount'\n", ""),
    ];
    for map in shorter {
        let done = import(&map);
        assert_eq!(differs(&done), Vec::<&str>::new(), "{map}");
        assert_eq!(list(), before, "{map}");
    }
    // The runs themselves may be on record, the case is as it was, and the whole map finds nothing to do.
    assert!(desk.run(&["log", "1"]).ok().lines().count() <= events);
    import(full);
    assert_eq!(list(), before);
}

#[test]
fn marks_by_which_programs_keep_digits_from_a_spreadsheet_are_none_of_the_value() {
    let desk = crate::in_step::desk();
    desk.write(
        "map.toml",
        "name = 'old'\nkey = 'id'\n[case]\ntitle = 'title'\nreceived = 'received'\namount = 'amount'\n",
    );
    desk.write(
        "export.csv",
        "id,title,received,amount\n\"=\"\"0012\"\"\",A,\"=\"\"2026-10-20\"\"\",\"=\"\"5\"\"\"\n'0013,B,2026-10-20,6\n",
    );
    desk.run(&["import", "export.csv", "--map", "map.toml"]).ok();
    // The same rows as a spreadsheet saves them.
    desk.write("export.csv", "id,title,received,amount\n0012,A,2026-10-20,5\n0013,B,2026-10-20,6\n");
    desk.run(&["import", "export.csv", "--map", "map.toml"]).ok();
    assert_eq!(desk.run(&["list", "--fields", "title,amount"]).ok(), "A\t5.00\nB\t6.00\n");
    let log = desk.read_log();
    assert!(log.contains("\"old:0012\"") && log.contains("\"old:0013\""), "{log}");
}

#[test]
fn a_first_map_takes_the_receipt_for_the_receipt_and_overwrites_no_map() {
    let desk = crate::in_step::desk();
    for (header, received, accepted) in [
        ("收到日期,受理日期", "收到日期", Some("受理日期")),
        ("受理时间,来电时间", "来电时间", Some("受理时间")),
        ("受理时间", "受理时间", None),
    ] {
        desk.write("h.csv", format!("编号,标题,{header}\nA1,甲,2026-11-02,2026-11-05\n"));
        let map = desk.run(&["import", "h.csv", "--suggest", "-o", "-"]).ok();
        assert!(map.contains(&format!("received = '{received}'")), "{header}: {map}");
        let after = map.split("[accepted]").nth(1).expect("a table");
        assert_eq!(after.lines().nth(1).is_some_and(|line| line.starts_with("on = ")), accepted.is_some(), "{map}");
        assert!(accepted.is_none_or(|column| after.contains(column)), "{map}");
    }
    desk.run(&["import", "h.csv", "--suggest", "-o", "mine.toml"]).ok();
    desk.write("mine.toml", desk.read("mine.toml") + "# put right\n");
    desk.run(&["import", "h.csv", "--suggest", "-o", "mine.toml"]).fails(74);
    assert!(desk.read("mine.toml").ends_with("# put right\n"));
}

#[test]
fn staff_who_have_the_complainants_name_lie_on_the_private_side() {
    for (who, staff) in [("王芳", "王芳"), ("欧阳志远", "欧阳志远"), ("Wang Xiaoming", "Wang Xiaoming")] {
        let desk = Desk::bank();
        desk.write("directory.toml", desk.read("directory.toml") + "[[unit]]\ncode = 'u1'\nen = 'One'\nzh = '一'\n");
        desk.write("m.toml", "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\n[private]\nname='who'\n[accepted]\n[assigned]\nunit={const='u1'}\nperson='staff'\n[replied]\nwhen={column='how',is=['answered']}\non='done'\nby='staff'\nhandler='staff'\nsatisfaction='said'\n[withdrawn]\nwhen={column='how',is=['withdrawn']}\non='done'\nby='staff'\n");
        desk.write(
            "a.csv",
            format!("id,date,title,who,staff,how,done,said\nT-1,2026-09-01,queue,{who},{staff},answered,2026-09-03,基本满意\nT-2,2026-09-01,fee,{who},{staff},withdrawn,2026-09-03,\nT-3,2026-09-01,fee,,{staff},answered,2026-09-03,Not Satisfied\n"),
        );
        let done = desk.run(&["import", "a.csv", "--map", "m.toml", "--json"]);
        let record: Value = serde_json::from_str(&done.out).expect("JSON");
        let record = &record["data"][0];
        assert_eq!((&record["cases"], &record["rejected"]), (&json!(3), &json!(0)), "{who}: {record} {}", done.err);
        assert_eq!(record["kept_private"], json!({"checked_by": 1, "done_by": 2, "handler": 1, "person": 2}), "{who}");
        let log = desk.lines();
        let named = |case: &str| log.iter().filter(|l| l.contains(case) && l.contains(staff)).count();
        assert_eq!((named("HQ:0001"), named("HQ:0002")), (0, 0), "{who}");
        assert_eq!(desk.run(&["list", "--fields", "status", "--sort", "id"]).ok(), "replied\nwithdrawn\nreplied\n");
        assert!(
            desk.run(&["show", "1", "--private", "--purpose", "call"]).ok().matches(staff).count() == 4,
            "whoever may see the private side sees them"
        );
        let again = desk.run(&["import", "a.csv", "--map", "m.toml"]).ok();
        assert!(again.contains("\t0\t0\t0\t3"), "{again}");
        assert_eq!(desk.run(&["verify"]).code, 0);
    }
}

#[test]
fn what_a_map_no_longer_tells_of_an_act_is_not_lost_with_a_new_date() {
    let desk = crate::in_step::desk();
    let with = "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\n[accepted]\n[assigned]\nunit='unit'\nperson='staff'\n[replied]\non='done'\nfindings='found'\nsatisfaction='said'\n[closed]\non='ended'\noutcome='how'\n";
    let without = "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\n[accepted]\n[assigned]\nunit='unit'\n[replied]\non='done'\nfindings='found'\n[closed]\non='ended'\noutcome={const='answered'}\n";
    let import = |map: &str, row: &str| {
        desk.write("map.toml", map);
        desk.write("e.csv", format!("id,title,date,unit,staff,done,found,said,ended,how\n{row}\n"));
        let out = desk.run(&["import", "e.csv", "--map", "map.toml", "--json"]).ok();
        serde_json::from_str::<Value>(&out).expect("JSON")["data"][0].clone()
    };
    let show = || desk.run(&["list", "--fields", "unit,person,satisfaction,replied,outcome"]).ok();
    import(with, "1,Fee,2026-10-20,u1,li.si,2026-10-22,told,满意,,");
    let before = show();
    assert!(before.starts_with("u1\tli.si\tsatisfied\t2026-10-22"), "{before}");
    // The answer has another date; how satisfied the complainant was, and who handled it, this map does not tell.
    let done = import(without, "1,Fee,2026-10-20,u1,li.si,2026-10-23,told,满意,,");
    assert_eq!(show(), before, "{done}");
    assert_eq!(
        (&done["events"], &done["differs"][0]["differs"][0]["what"]),
        (&json!(1), &json!("replied")),
        "listed, and noted at the case: {done}"
    );
    // A map that tells all follows.
    let done = import(with, "1,Fee,2026-10-20,u1,li.si,2026-10-24,told,满意,,");
    assert!(show().starts_with("u1\tli.si\tsatisfied\t2026-10-24"), "{} {done}", show());
    // An ending likewise: where a case was referred to.
    let referred = "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\n[referred]\nwhen={column='how',is=['referred']}\non='ended'\nreason='found'\n";
    let to = format!("{referred}to={{const='the regulator'}}\n");
    let ended = || {
        let log = desk.run(&["log", "2"]).ok();
        log.lines().rfind(|line| line.contains("\treferred\t")).expect("referred").to_string()
    };
    import(&to, "3,Fee,2026-10-20,,,,no matter of ours,,2026-10-22,referred");
    let before = ended();
    import(referred, "3,Fee,2026-10-20,,,,no matter of ours,,2026-10-23,referred");
    assert_eq!(ended(), before);
    import(&to, "3,Fee,2026-10-20,,,,no matter of ours,,2026-10-23,referred");
    assert!(ended().contains("the regulator") && ended().contains("2026-10-23"), "{}", ended());
    // Another unit is another assignment, whatever else the map tells.
    import(without, "2,Fee,2026-10-20,u1,li.si,,,,,");
    import(without, "2,Fee,2026-10-20,u2,li.si,,,,,");
    assert!(desk.run(&["list", "--fields", "unit", "--sort", "id"]).ok().ends_with("u2\n"));
}

const CLOSING: &str = "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\ncategory={const='attitude'}\n[accepted]\n[assigned]\nunit={const='u1'}\n[replied]\nwhen={column='status',is=['Answered','Closed','Withdrawn']}\non='answered'\nfindings='found'\nresponsibility={column='fault',default=''}\ncompensation={column='paid',default=''}\n[closed]\nwhen={column='status',is=['Closed']}\non='ended'\noutcome={column='how',default=''}\n[withdrawn]\nwhen={column='status',is=['Withdrawn']}\non='ended'\n";

/// What a desk has that imports these rows on days of their own, and one that imports the last alone.
#[track_caller]
fn same_as_one_import(rows: &[(u32, &str)]) -> String {
    let fields = "status,replied,responsibility,compensation,findings,outcome,ended,round,late";
    let desk_with = |rows: &[(u32, &str)]| {
        let mut desk = crate::in_step::desk();
        desk.write("map.toml", CLOSING);
        for (day, row) in rows {
            desk.now = format!("2026-11-{day:02}T18:00");
            desk.write("e.csv", format!("id,title,date,status,answered,found,fault,paid,ended,how\n{row}\n"));
            let ran = desk.run(&["import", "e.csv", "--map", "map.toml"]);
            assert!(ran.code == 0 && !ran.err.contains("differ"), "{}{}", ran.out, ran.err);
        }
        let facts = desk.run(&["list", "--fields", fields]).ok();
        (facts, desk.run(&["report", "reconcile", "--period", "2026-10"]).ok())
    };
    let (step_by_step, at_once) = (desk_with(rows), desk_with(&rows[rows.len() - 1..]));
    assert_eq!(step_by_step, at_once);
    step_by_step.0
}

#[test]
fn an_answer_that_changes_with_the_closing_or_in_its_words_and_an_ending_of_another_kind_are_followed() {
    let first = "1,Queue,2026-10-12,Answered,2026-10-14,First answer,none,,,";
    let told = same_as_one_import(&[
        (1, first),
        (9, "1,Queue,2026-10-12,Closed,2026-10-19,Second answer,ours,500,2026-10-20,explained"),
    ]);
    assert!(told.contains("2026-10-19") && told.contains("ours\t500.00") && told.ends_with("true\n"), "{told}");
    // Only the words, and whose fault it was.
    let told = same_as_one_import(&[(1, first), (9, "1,Queue,2026-10-12,Answered,2026-10-14,Another,ours,20,,")]);
    assert!(told.contains("ours\t20.00\tAnother"), "{told}");
    // Closed with another outcome.
    let closed = "1,Queue,2026-10-12,Closed,2026-10-14,First answer,none,,2026-10-15,explained";
    let told = same_as_one_import(&[(1, closed), (9, &closed.replace("explained", "resolved"))]);
    assert!(told.contains("resolved"), "{told}");
    // The day of the closing is called a withdrawal since: nobody worked on it again.
    let told = same_as_one_import(&[
        (1, closed),
        (9, "1,Queue,2026-10-12,Withdrawn,2026-10-14,First answer,none,,2026-10-15,"),
    ]);
    assert!(told.starts_with("withdrawn"), "{told}");
}

#[test]
fn staff_and_respondents_by_name_are_not_in_the_log() {
    let desk = Desk { user: "p1".into(), ..crate::in_step::desk() };
    desk.write("directory.toml", desk.read("directory.toml") + "[[person]]\ncode = 'p1'\nname = '李娜'\nunit = 'u1'\n");
    desk.write("m.toml", "name='old'\nkey='id'\n[case]\ntitle='title'\nreceived='date'\nrespondent='against'\ntaken-by='taken'\n[accepted]\n[assigned]\nunit='unit'\nperson='staff'\nby='staff'\n");
    desk.write("a.csv", "id,title,date,against,taken,unit,staff\n1,queue,2026-10-12,李强生,赵六六,u1,王大明\n2,queue,2026-10-12,李娜,li.si,u1,李娜\n");
    let done = desk.run(&["import", "a.csv", "--map", "m.toml", "--json"]).ok();
    assert!(done.contains("\"cases\": 2") || done.contains("\"cases\":2"), "{done}");
    let log = desk.read_log();
    for name in ["李强生", "赵六六", "王大明", "李娜"] {
        assert!(!log.contains(name), "{name}");
    }
    assert_eq!(
        desk.run(&["list", "--fields", "respondents,person,taken_by", "--sort", "id"]).ok(),
        "\t\t\np1\tp1\tli.si\n"
    );
    let page = desk.run(&["show", "1", "--private", "--purpose", "call"]).ok();
    for name in ["李强生", "王大明"] {
        assert!(page.contains(name), "{name}: {page}");
    }
    let again = desk.run(&["import", "a.csv", "--map", "m.toml"]).ok();
    assert!(again.contains("\t0\t0\t0\t2"), "{again}");
    assert_eq!(desk.run(&["verify"]).code, 0);
}

/// A row whose texts name the complainant comes out as it went in, for whoever may see that.
#[test]
fn what_went_in_privately_comes_out_of_a_private_export() {
    let desk = crate::in_step::desk();
    desk.write("map.toml", MAP);
    desk.write("e.csv", format!("{HEADER}\n1,Ann Example was shouted at,2026-10-20,,attitude,Ann Example,13911112222,He shouted,u1,2026-10-28,Ann Example was told\n"));
    desk.run(&["import", "e.csv", "--map", "map.toml"]).ok();
    let fields = "id,title,findings,replied.on";
    assert_eq!(desk.run(&["list", "--fields", "title,findings"]).ok(), "\t\n");
    desk.run(&["export", "--private", "--purpose", "move", "--fields", fields, "-o", "out.csv"]).ok();
    let out = desk.read("out.csv");
    assert!(out.contains("Ann Example was shouted at") && out.contains("Ann Example was told"), "{out}");
}

#[test]
fn a_built_in_map_fits_every_profile() {
    for profile in ["base", "utility", "regulator", "group", "property", "tourism", "mediation", "bank"] {
        let desk = Desk::empty();
        desk.run(&["init", ".", "--profile", profile, "--desk", "HQ", "--simulated"]).ok();
        desk.write("g.csv", "工单编号,标题,来电时间,内容,来源,状态,办结时间,办理结果\nG1,停水,2026-09-02 09:00,没水,,已受理,,\nG2,停水,2026-09-02 09:00,没水,微信,已受理,,\n");
        let ran = desk.run(&["import", "g.csv", "--map", "12345"]);
        assert_eq!((ran.code, desk.run(&["list"]).ok().lines().count()), (0, 2), "{profile}: {}{}", ran.out, ran.err);
    }
}
