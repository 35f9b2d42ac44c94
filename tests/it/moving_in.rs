//! Moving in: workbooks, JSON and other forms of files; undoing an import; what the desk has changed itself; a first map.

use crate::desk::{Desk, Ran};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};
use std::io::Write;

fn bank() -> Desk {
    let desk = Desk { now: "2026-11-23T09:30".into(), ..Desk::bank() };
    let units = ["u1", "u2"].map(|u| format!("[[unit]]\ncode = \"{u}\"\nen = \"Unit {u}\"\nzh = \"单位{u}\"\n"));
    desk.write("directory.toml", desk.read("directory.toml") + &units.concat());
    desk.write("m.toml", MAP);
    desk
}

const MAP: &str = "name = 'old'\nkey = '编号'\n[case]\ntitle = '标题'\nreceived = '投诉时间'\nsource-ref = '编号'\n\
     amount = { column = '涉及金额（万元）', optional = true, unit = '万元' }\n[private]\nname = '姓名'\nphone = '联系电话'\n\
     [accepted]\n[assigned]\nwhen = { column = '转办单位', set = true }\non = '投诉时间'\nunit = '转办单位'\n[closed]\n\
     when = { column = '状态', is = ['已结'] }\non = '回复时间'\nfindings = '回复内容'\noutcome = { const = 'explained' }\n";

const HEADER: &str = "编号,投诉时间,姓名,联系电话,标题,转办单位,回复时间,回复内容,状态\n";

fn run(desk: &Desk, args: &[&str]) -> Ran {
    desk.run(&[&["import"], args].concat())
}

/// The record of an import of a file by the map of this page.
#[track_caller]
fn import(desk: &Desk, file: &str) -> Value {
    let ran = run(desk, &[file, "--map", "m.toml", "--json"]);
    assert!(matches!(ran.code, 0 | 1), "{ran:?}");
    serde_json::from_str::<Value>(&ran.out).expect("JSON")["data"][0].clone()
}

fn counts(record: &Value) -> [u64; 4] {
    ["cases", "events", "rejected", "known"].map(|key| record[key].as_u64().expect(key))
}

fn list(desk: &Desk, fields: &str) -> Vec<String> {
    desk.run(&["list", "--fields", fields, "--sort", "id"]).ok().lines().map(Into::into).collect()
}

fn register(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

/// A register as desks keep it: title lines, a header of two rows with merged cells and line breaks, dates as serials, merged data.
fn workbook(desk: &Desk) {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").expect("a name").write(0, 0, "填写说明").expect("writes");
    let sheet = book.add_worksheet().set_name("2026年").expect("a name");
    let (plain, day) = (Format::new(), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    sheet.merge_range(0, 0, 0, 8, "某某支行投诉登记表", &plain).expect("merges");
    sheet.write(1, 0, "填表单位：某某支行").expect("writes");
    for (column, name) in [
        (0, "编号"),
        (1, "投诉\n时间"),
        (4, "标题"),
        (5, "涉及金额\n（万元）"),
        (6, "转办 单位"),
        (7, "回复时间"),
        (8, "回复内容"),
        (9, "状态"),
    ] {
        sheet.merge_range(2, column, 3, column, name, &plain).expect("merges");
    }
    sheet.merge_range(2, 2, 2, 3, "投诉人信息", &plain).expect("merges");
    sheet.write(3, 2, "姓名").expect("writes").write(3, 3, "联系电话").expect("writes");
    let at = |d, h, m| ExcelDateTime::from_ymd(2026, 10, d).expect("a day").and_hms(h, m, 0).expect("a time");
    sheet.write(4, 0, "T-1").expect("writes");
    sheet.write_with_format(4, 1, at(20, 9, 30), &day).expect("writes");
    sheet.write(4, 2, "甲某某").expect("writes").write(4, 3, 13_800_138_000_u64).expect("writes");
    sheet.write(4, 4, "柜台排队").expect("writes").write(4, 5, 1.5).expect("writes");
    sheet.merge_range(4, 6, 5, 6, "u1", &plain).expect("merges");
    sheet.write_with_format(4, 7, at(22, 0, 0), &day).expect("writes");
    sheet.write(4, 8, "甲某某女士：您好，已增开窗口。").expect("writes").write(4, 9, "已结").expect("writes");
    sheet.write(5, 0, "T-2").expect("writes").write(5, 1, "2026/10/21 下午 3:20").expect("writes");
    sheet
        .write(5, 4, "手续费")
        .expect("writes")
        .write(5, 5, "￥1,200元")
        .expect("writes")
        .write(5, 9, "办理中")
        .expect("writes");
    book.save(desk.path().join("r.xlsx")).expect("saves");
}

#[test]
fn a_register_in_excel_is_read_as_it_is() {
    let desk = bank();
    workbook(&desk);
    let done = import(&desk, "r.xlsx");
    assert_eq!((counts(&done), &done["sheet"]), ([2, 8, 0, 0], &json!("2026年")), "{done}");
    assert_eq!(done["kept_private"], json!({ "findings": 1 }));
    assert_eq!(
        list(&desk, "status,received,amount,unit,source_ref"),
        [
            "closed\t2026-10-20T09:30:00.000+08:00\t15000.00\tu1\tT-1",
            "assigned\t2026-10-21T15:20:00.000+08:00\t1200.00\tu1\tT-2"
        ]
    );
    assert!(!desk.lines().concat().contains("甲某某"));
    let page = desk.run(&["show", "ref:T-2"]).ok();
    assert!(page.contains("imported from") && page.contains("old · r.xlsx · 2026年 · row 6 · import HQ:"), "{page}");
    let record: Value = serde_json::from_str(&desk.run(&["show", "ref:T-2", "--json"]).ok()).expect("JSON");
    assert_eq!(
        (&record["data"][0]["import"]["row"], &record["data"][0]["import"]["source"]),
        (&json!(6), &json!("old"))
    );
    assert_eq!(counts(&import(&desk, "r.xlsx")), [0, 0, 0, 2]);
    assert_eq!(desk.run(&["show", "ref:T-9"]).code, 3);
    let ran = run(&desk, &["r.xlsx", "--map", "m.toml", "--sheet", "2025年"]);
    assert!(ran.code == 2 && ran.err.contains("2026年"), "{ran:?}");
    // Nothing of the table is left anywhere but in the history.
    assert!(crate::desk::files(&desk.path().join("private")).iter().all(|f| !f.to_string_lossy().contains(".import-")));
}

#[test]
fn the_same_rows_are_the_same_in_every_form_of_file() {
    let desk = bank();
    let rows =
        "T-1,2026-10-20,甲某某,13800138000,\"柜台\n排队\",u1,2026-10-22,已说明,已结\nT-2,2026-10-21,,,收费,,,,办理中\n";
    let csv = register(rows);
    desk.write("a.csv", &csv);
    assert_eq!(counts(&import(&desk, "a.csv")), [2, 7, 0, 0]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<String> = reader.headers().expect("a header").iter().map(Into::into).collect();
    let records: Vec<Value> = reader
        .records()
        .map(|row| names.iter().cloned().zip(row.expect("a row").iter().map(|cell| json!(cell))).collect())
        .collect();
    desk.write("b.json", json!({ "total": 2, "data": records }).to_string());
    desk.write("c.jsonl", records.iter().map(|record| format!("{record}\n")).collect::<String>());
    let mut tsv = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes()).records().for_each(|row| {
        tsv.write_record(&row.expect("a row")).expect("writes");
    });
    let tsv = String::from_utf8(tsv.into_inner().expect("bytes")).expect("UTF-8");
    desk.write("d.tsv", &tsv);
    desk.write("d.txt", &tsv);
    let mut wide = vec![0xff, 0xfe];
    tsv.encode_utf16().for_each(|unit| wide.extend(unit.to_le_bytes()));
    desk.write("e.txt", wide);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(csv.as_bytes()).expect("writes");
    desk.write("f.csv.gz", gz.finish().expect("bytes"));
    desk.write("g.csv", format!("某某支行投诉登记表,,,\n填表单位：某某支行,,2026年\n{csv}"));
    for file in ["b.json", "c.jsonl", "d.tsv", "d.txt", "e.txt", "f.csv.gz", "g.csv"] {
        assert_eq!(counts(&import(&desk, file)), [0, 0, 0, 2], "{file}");
    }
    let ran = desk.feed(&["import", "-", "--map", "m.toml"], &csv);
    assert!(ran.code == 0 && ran.out.contains("\t0\t0\t0\t2\t0"), "{ran:?}");
    // Several files at once: a row each.
    let both = run(&desk, &["a.csv", "b.json", "--map", "m.toml"]).ok();
    assert_eq!(both.lines().count(), 2, "{both}");
    desk.write("h.json", "{\"a\": {\"b\": [1, 2]}}\n{\"a\":");
    let ran = run(&desk, &["h.json", "--map", "m.toml"]);
    assert!(ran.code == 1 && ran.err.contains("h.json:2"), "{ran:?}");
}

#[test]
fn an_import_is_undone_and_its_rows_may_come_again() {
    let desk = bank();
    desk.write(
        "a.csv",
        register("T-1,2026-10-20,甲某某,13800138000,甲,,,,\nT-2,2026-10-21,,,乙,,,,\nT-3,2026-10-21,,,丙,,,,\n"),
    );
    let run_id = import(&desk, "a.csv")["run"].as_str().expect("a run").to_string();
    desk.run(&["note", "2", "looked at"]).ok();
    let listed = run(&desk, &["list"]).ok();
    assert!(
        listed.starts_with(&format!("{run_id}\t")) && listed.trim_end().ends_with("\ta.csv\told\t3\t6\t0\t0\tdone"),
        "{listed}"
    );
    let ran = run(&desk, &["undo", &run_id, "--reason", "wrong map", "-n", "-y"]);
    assert!(
        ran.code == 0 && ran.out.contains("would be") && list(&desk, "status").iter().all(|s| s == "accepted"),
        "{ran:?}"
    );
    let ran = run(&desk, &["undo", &run_id, "--reason", "wrong map", "-y"]);
    assert!(ran.code == 0 && ran.out.contains("2 cases voided") && ran.err.contains("HQ-2026-0002"), "{ran:?}");
    assert_eq!(list(&desk, "status"), ["voided", "accepted", "voided"]);
    let private: String = crate::desk::files(&desk.path().join("private"))
        .iter()
        .filter_map(|f| std::fs::read_to_string(f).ok())
        .collect();
    assert!(!private.contains("13800138000"), "the private side is erased");
    let again = import(&desk, "a.csv");
    assert_eq!(counts(&again), [2, 4, 0, 1], "the case that was worked on is known: {again}");
    assert_eq!(counts(&import(&desk, "a.csv")), [0, 0, 0, 3]);
    assert!(run(&desk, &["list"]).ok().lines().next().expect("a line").ends_with("\tundone-in-part"));
    assert_eq!(run(&desk, &["undo", "HQ:999", "--reason", "r", "-y"]).code, 2);
    assert_eq!(run(&desk, &["undo", &run_id]).code, 2, "a reason is wanted");
    desk.run(&["verify"]).ok();
    // What was voided by hand stays out, and that is said.
    desk.run(&["void", "4", "--kind", "mistake", "--reason", "twice", "-y"]).ok();
    let ran = run(&desk, &["a.csv", "--map", "m.toml"]);
    assert!(ran.err.contains("voided") && ran.err.contains("import undo"), "{ran:?}");
}

#[test]
fn nothing_is_taken_where_one_row_would_be_rejected_if_that_is_wanted() {
    let desk = bank();
    desk.write("a.csv", register("T-1,2026-10-20,,,甲,,,,\nT-2,gestern,,,乙,,,,\n"));
    let ran = run(&desk, &["a.csv", "--map", "m.toml", "--fail-if-rejected", "--rejects", "no.csv"]);
    assert!(ran.code == 8 && list(&desk, "id").is_empty() && desk.read("no.csv").contains("gestern"), "{ran:?}");
    assert_eq!(run(&desk, &["a.csv", "--map", "m.toml"]).code, 1);
    assert_eq!(list(&desk, "id").len(), 1);
    desk.write("a.csv", register("T-1,2026-10-20,,,甲,,,,\nT-2,2026-10-21,,,乙,,,,\n"));
    assert_eq!(run(&desk, &["a.csv", "--map", "m.toml", "--fail-if-rejected"]).code, 0);
}

#[test]
fn cases_that_are_gone_from_a_complete_export_are_listed_and_stay() {
    let desk = bank();
    desk.write("a.csv", register("T-1,2026-10-20,,,甲,,,,\nT-2,2026-10-21,,,乙,,,,\n"));
    import(&desk, "a.csv");
    desk.write("b.csv", register("T-2,2026-10-21,,,乙,,,,\nT-3,2026-10-21,,,丙,,,,\n"));
    let ran = run(&desk, &["b.csv", "--map", "m.toml", "--complete", "--json"]);
    let done: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(done["data"][0]["gone"], json!(["HQ-2026-0001"]));
    assert!(ran.code == 0 && ran.err.contains("HQ-2026-0001"), "{ran:?}");
    assert_eq!(list(&desk, "status"), ["accepted", "accepted", "accepted"]);
    let done = run(&desk, &["a.csv", "b.csv", "--map", "m.toml", "--complete", "--json"]).ok();
    let done: Value = serde_json::from_str(&done).expect("JSON");
    assert_eq!(done["data"][1]["gone"], json!([]), "the files together have all");
}

#[test]
fn what_the_desk_has_changed_itself_is_left_and_listed() {
    let desk = bank();
    desk.write("a.csv", register("T-1,2026-10-20,甲某某,13800138000,甲,u1,,,\nT-2,2026-10-20,,,乙,u1,,,\n"));
    import(&desk, "a.csv");
    desk.run(&["correct", "1", "--set", "title=新标题", "--reason", "wrong"]).ok();
    desk.run(&["close", "2", "--outcome", "explained"]);
    desk.run(&["classify", "2", "--category", "general"]).ok();
    desk.run(&["reply", "2", "--responsibility", "none", "--findings", "done", "--via", "phone", "--override", "test"]);
    // The row changes elsewhere: the desk's own title stays.
    desk.write("b.csv", register("T-1,2026-10-20,甲某某,13900139000,甲,u2,,,\nT-2,2026-10-20,,,乙,u1,,,\n"));
    let done = import(&desk, "b.csv");
    assert_eq!((&done["followed"], &done["differs"]), (&json!(1), &json!([])), "{done}");
    assert_eq!(list(&desk, "unit,title")[0], "u2\t新标题");
    let shown = desk.run(&["show", "1", "--private", "--purpose", "test"]).ok();
    assert!(shown.contains("13900139000") && !shown.contains("13800138000"), "{shown}");
    // The source changes the title too: that is told once, and noted.
    desk.write("c.csv", register("T-1,2026-10-20,甲某某,13900139000,甲甲,u2,,,\nT-2,2026-10-20,,,乙,u1,,,\n"));
    let done = import(&desk, "c.csv");
    assert_eq!(done["differs"][0]["differs"], json!([{ "what": "title", "why": "changed here since" }]), "{done}");
    assert_eq!(list(&desk, "title")[0], "新标题");
    assert_eq!(counts(&import(&desk, "c.csv")), [0, 0, 0, 2]);
    assert!(desk.run(&["show", "1"]).ok().contains("the source differs: title"));
    desk.run(&["verify"]).ok();
}

#[test]
fn a_reply_that_changes_afterwards_is_followed_and_a_case_whose_data_was_erased_is_left() {
    let desk = bank();
    desk.write("a.csv", register("T-1,2026-10-20,甲某某,13800138000,甲,u1,2026-10-22,已说明,已结\n"));
    import(&desk, "a.csv");
    desk.write("b.csv", register("T-1,2026-10-20,甲某某,13800138000,甲,u1,2026-10-22,已说明并致歉,已结\n"));
    let done = import(&desk, "b.csv");
    assert_eq!((&done["followed"], &done["differs"]), (&json!(1), &json!([])), "{done}");
    assert_eq!(desk.run(&["list", "--fields", "status,findings"]).ok(), "closed\t已说明并致歉\n");
    assert_eq!(counts(&import(&desk, "b.csv"))[1], 0, "and once");
    desk.run(&["erase", "1", "--reason", "asked for", "-y"]).ok();
    desk.write("c.csv", register("T-1,2026-10-20,甲某某,13900139000,甲,u1,2026-10-22,已说明并致歉,已结\n"));
    assert_eq!(counts(&import(&desk, "c.csv")), [0, 0, 0, 1]);
    let private: String = crate::desk::files(&desk.path().join("private"))
        .iter()
        .filter_map(|f| std::fs::read_to_string(f).ok())
        .collect();
    assert!(!private.contains("13900139000"), "an erased case does not get its data back");
}

#[test]
fn a_map_may_say_what_is_private_and_what_is_not_personal() {
    let desk = bank();
    let map = MAP.replace("findings = '回复内容'", "findings = { column = '回复内容', private = true }");
    desk.write("m.toml", format!("not-personal = ['0731-5551234']\n{map}"));
    desk.write("a.csv", register("T-1,2026-10-20,,,请拨0731-5551234,u1,2026-10-22,一切正常,已结\n"));
    let done = import(&desk, "a.csv");
    assert_eq!((counts(&done)[2], &done["kept_private"]), (0, &json!({})), "{done}");
    let log = desk.lines().concat();
    assert!(log.contains("0731-5551234") && !log.contains("一切正常"));
    desk.write(
        "m.toml",
        MAP.replace("phone = '联系电话'", "phone = '联系电话'\n[field]\nproduct = '标题'")
            .replace("unit = '转办单位'", "unit = { column = '转办单位', private = true }"),
    );
    let ran = run(&desk, &["a.csv", "--map", "m.toml"]);
    assert!(ran.code == 1 && ran.err.contains("assigned.unit") && ran.err.contains("private"), "{ran:?}");
}

#[test]
fn a_first_map_is_made_and_works() {
    let desk = bank();
    workbook(&desk);
    let ran = run(&desk, &["r.xlsx", "--suggest", "-o", "s.toml"]);
    assert!(ran.code == 0 && ran.err.contains("s.toml"), "{ran:?}");
    let map = desk.read("s.toml");
    for line in [
        "key = '编号'",
        "sheet = '2026年'",
        "received = '投诉时间'",
        "amount = { column = '涉及金额(万元)', unit = '万元' }",
        "name = '姓名'",
        "phone = '联系电话'",
        "unit = '转办单位'",
        "when = { column = '状态', is = ['已结'], other = [",
        "findings = '回复内容'",
    ] {
        assert!(map.contains(line), "{line}: {map}");
    }
    assert!(!map.contains("甲某某") && !map.contains("13800138000"), "no private value is in it: {map}");
    let ran = run(&desk, &["r.xlsx", "--map", "s.toml", "--dry-run", "--format", "table"]);
    assert!(ran.code == 0 && ran.out.contains("case.received") && ran.out.contains("柜台排队"), "{ran:?}");
    assert_eq!(list(&desk, "id").len(), 0);
    run(&desk, &["r.xlsx", "--map", "s.toml"]).ok();
    assert_eq!(list(&desk, "status,unit"), ["closed\tu1", "assigned\tu1"]);
    // What cannot be decided is not guessed.
    desk.write("x.csv", "id,subject,created\n1,a,10/11/2026\n2,b,01/02/2026\n");
    let map = run(&desk, &["x.csv", "--suggest"]).ok();
    assert!(map.contains("date = '?'") && map.contains("%m/%d/%Y or %d/%m/%Y"), "{map}");
    desk.write("x.toml", map);
    let ran = run(&desk, &["x.csv", "--map", "x.toml"]);
    assert!(ran.code == 1 && ran.err.contains("“?” is no format"), "{ran:?}");
    // How a case ended is never dropped, though no column tells when.
    let header = "编号,投诉标题,投诉时间,办理状态,处理结果\n";
    desk.write(
        "y.csv",
        format!("{header}1,排队,2026-10-20,办结,已解释\n2,手续费,2026-10-21,处理中,\n3,网银,2026-10-21,撤诉,\n4,理财,2026-10-21,已移送,\n5,理财,2026-10-21,未受理,\n6,理财,2026-10-21,暂缓,\n"),
    );
    let map = run(&desk, &["y.csv", "--suggest"]).ok();
    for line in [
        "[closed]\nwhen = { column = '办理状态', is = ['办结'] }",
        "other = ['处理中', '未受理']",
        "[withdrawn]",
        "[referred]\nwhen = { column = '办理状态', is = ['已移送'] }",
        "to = '?'",
        "findings = '处理结果'",
        "on = '?'",
    ] {
        assert!(map.contains(line), "{line}: {map}");
    }
    // Words that say nothing known are told, and not taken for those of open cases.
    assert!(map.contains("办理状态 are not known, and rows that have them are not taken: 暂缓 1."), "{map}");
    desk.write("z.csv", format!("{header}1,排队,2026-10-20,一档,\n2,手续费,2026-10-21,二档,\n"));
    let map = run(&desk, &["z.csv", "--suggest"]).ok();
    assert!(map.contains("办理状态") && map.contains("一档 1"), "{map}");
}

#[test]
fn work_after_a_closing_in_an_event_log_reopens_and_a_second_closing_is_a_note() {
    let desk = bank();
    let map = "name = 'log'\n[case]\ntitle = { const = 'x' }\n[events]\ncase = 'case'\nactivity = 'act'\ntime = 'time'\n[events.as]\n\
         new = 'opened'\nsent = { kind = 'assigned', unit = { const = 'u1' } }\nclosed = { kind = 'closed', outcome = { const = 'resolved' } }\n";
    desk.write("l.toml", map);
    let first = "case,act,time\nA,new,2026-10-02\nA,closed,2026-10-06\nA,closed,2026-10-08\n";
    desk.write("l.csv", first);
    run(&desk, &["l.csv", "--map", "l.toml"]).ok();
    assert_eq!(list(&desk, "status,closed,round"), ["closed\t2026-10-06\t1"]);
    desk.write("l.csv", format!("{first}A,sent,2026-10-10\nA,closed,2026-10-12\n"));
    run(&desk, &["l.csv", "--map", "l.toml"]).ok();
    assert_eq!(list(&desk, "status,closed,round"), ["closed\t2026-10-12\t2"]);
}

#[test]
fn a_hotlines_work_orders_are_read_by_the_built_in_map() {
    let desk = bank();
    let head = "工单号,工单标题,诉求内容,受理时间,诉求来源,来电人,来电号码,事发地点,承办单位,工单状态,办结时间,办理结果,满意度,办理期限\n";
    desk.write(
        "w.csv",
        format!(
            "12345热线工单,,,\n{head}2026110300012,路灯不亮,三天了,2026-11-03 09:12:00,电话,甲某某,13800138000,某路1号,城管局,已办结,2026-11-05 10:00,甲某某您好：已修复。,满意,2026-11-10\n2026110300013,噪音,夜间施工,2026-11-03 10:12:00,微信,,,,住建局,办理中,,,,2026-11-10\n"
        ),
    );
    let ran = run(&desk, &["w.csv", "--map", "12345", "--rejects", "no.csv"]);
    assert!(ran.code == 0 && ran.out.contains("\t2\t6\t0"), "{ran:?}");
    assert_eq!(
        list(&desk, "status,channel,source_ref"),
        ["closed\tphone\t2026110300012", "accepted\tweb\t2026110300013"]
    );
    let log = desk.lines().concat();
    assert!(!log.contains("甲某某") && !log.contains("三天了") && !log.contains("某路1号"));
}

/// A word that a condition does not know is asked of the map: such a row is not taken as one of an open case.
#[test]
fn a_status_word_that_the_map_does_not_know_is_not_held_for_open() {
    let desk = bank();
    let row = |n: u8, status: &str, closed: &str| format!("C{n},2026-11-0{n},柜台态度,{status},{closed}\n");
    let header = "编号,收到日期,标题,状态,办结日期\n";
    let rows = [row(1, "办结", "2026-11-09"), row(2, "处理中", ""), row(3, "挂起", ""), row(4, "", "")].concat();
    desk.write("s.csv", format!("{header}{rows}"));
    let map = run(&desk, &["s.csv", "--suggest"]).ok();
    assert!(map.contains("when = { column = '状态', is = ['办结'], other = ['处理中'] }"), "{map}");
    assert!(map.contains("挂起 1"), "{map}");
    desk.write("s.toml", &map);
    let import = |by: &str| {
        let ran = run(&desk, &["s.csv", "--map", by, "--json"]);
        (ran.code, counts(&serde_json::from_str::<Value>(&ran.out).expect("JSON")["data"][0]), ran.err)
    };
    let (code, taken, said) = import("s.toml");
    assert_eq!((code, taken[0], taken[2]), (1, 3, 1), "{said}");
    assert!(said.contains("not imported: 1 of 4 rows"), "{said}");
    desk.write("s.toml", map.replace("['处理中']", "['处理中', '挂起']"));
    let (code, taken, said) = import("s.toml");
    assert_eq!((code, taken[0], taken[3]), (0, 1, 3), "{said}");
    assert_eq!(list(&desk, "source_ref,status").len(), 4);
}
