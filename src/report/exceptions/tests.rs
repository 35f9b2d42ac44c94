use super::*;
use crate::report::context::tests::plain;
use crate::report::sample::{events, with_context};
use crate::text::Lang;

fn rows(lines: &[(&str, &str)], loosened: &[Loosened]) -> (Vec<String>, Table) {
    let events = events(lines);
    let mut found = Exceptions::default();
    events.iter().for_each(|e| found.take(e));
    let revoked = found.revoked().clone();
    events.iter().filter(|e| revoked.contains(&e.id())).for_each(|e| found.was(e.clone()));
    let case = crate::domain::case::apply::fold(&events);
    let table = with_context(Lang::Zh, "2026-10-09", |context| found.table([&case], ("d2", loosened), None, context));
    (plain(&table), table)
}

#[test]
fn each_kind_of_exception_has_a_row() {
    let (rows, table) = rows(
        &[
            (r#""opened":{"channel":"phone","on":"2026-09-17"}"#, ""),
            (r#""overridden":{"verb":"reply","rules":["P7-A12","P7-A7"]}"#, r#""reason":"随后补单""#),
            (r#""noted":{}"#, ""),
            (r#""revoked":{"event":"HQ:3"}"#, r#""reason":"误操作""#),
            (r#""corrected":{"set":{"amount":5}}"#, r#""reason":"抄错","title":"新标题""#),
            (r#""revealed":{"cases":["HQ-2026-0042"],"command":"show"}"#, r#""purpose":"客户来电""#),
            (r#""erased":{"events":["HQ:1"],"scope":"private"}"#, r#""reason":"应客户要求""#),
            (r#""policy":{"digest":"d1"}"#, ""),
            (r#""policy":{"digest":"d2"}"#, ""),
            (r#""danced":{"must":true}"#, ""),
            (r#""voided":{"kind":"test"}"#, r#""reason":"演练""#),
        ],
        &[Loosened { what: "limit P7-A11-general within".into(), from: "3wd".into(), to: "5wd".into() }],
    );
    let at = |minute: u32| format!("2026-09-25T10:{minute}:00.000+08:00 li.na");
    let wanted = [
        format!("backdated HQ-2026-0042 HQ:1 {} opened 2026-09-17 8d 6wd beyond -", at(10)),
        format!("override HQ-2026-0042 HQ:2 {} reply P7-A12,P7-A7 随后补单", at(11)),
        format!("revoked HQ-2026-0042 HQ:4 {} HQ:3 noted 误操作", at(13)),
        format!("corrected HQ-2026-0042 HQ:5 {} amount,title 抄错", at(14)),
        format!("revealed HQ-2026-0042 HQ:6 {} show HQ-2026-0042 客户来电", at(15)),
        format!("erased HQ-2026-0042 HQ:7 {} private 1 应客户要求", at(16)),
        format!("loosened - HQ:9 {} limit P7-A11-general within 3wd 5wd -", at(18)),
        format!("policy HQ-2026-0042 HQ:9 {} d2 -", at(18)),
        format!("not-understood HQ-2026-0042 HQ:10 {} danced -", at(19)),
        format!("voided HQ-2026-0042 HQ:11 {} test 演练", at(20)),
    ];
    assert_eq!(rows, wanted);
    assert!(table.rows.iter().all(|r| DEFINITION.columns.iter().all(|c| !r.more.contains_key(*c))));
}

#[test]
fn missed_limits_are_listed_once_as_explained_or_unexplained() {
    let opened = r#""opened":{"on":"2026-09-25","due":{"reply":{"at":"2026-09-30","rule":"P7-A11-general","from":"2026-09-25","within":"3wd"},"close":{"at":"2026-10-08","rule":"S","from":"2026-09-25","within":"5wd"}}}"#;
    let assigned = |unit: &str, on: &str| format!(r#""assigned":{{"unit":"{unit}","on":"{on}"}}"#);
    let delayed = r#""delayed":{"told":"phone","on":"2026-10-08"}"#;
    let (first, second) = (assigned("taiyuan", "2026-09-26"), assigned("yingze", "2026-10-08"));
    let (rows, table) = rows(&[(opened, ""), (&first, ""), (&second, ""), (delayed, "")], &[]);
    let late: Vec<&String> = rows.iter().filter(|r| r.starts_with("late")).collect();
    assert_eq!(
        late,
        [
            "late-unexplained HQ-2026-0042 - 2026-09-30 - reply 2026-09-30 P7-A11-general -",
            "late-explained HQ-2026-0042 - 2026-10-08 - close 2026-10-08 S -"
        ]
    );
    let units: Vec<_> = table.rows.iter().filter_map(|r| r.more.get("unit").cloned()).collect();
    assert_eq!(units, ["taiyuan", "yingze"], "of the unit that held it then");
}

#[test]
fn contested_acts_are_listed_and_imported_rows_are_not() {
    let mut all = events(&[
        (r#""opened":{}"#, ""),
        (r#""assigned":{"unit":"a"}"#, ""),
        (r#""assigned":{"unit":"b"}"#, ""),
        (r#""noted":{"on":"2026-09-01"}"#, ""),
    ]);
    all[2].seq = 2;
    all[3].import = "row-7".into();
    all[1].os = "account@host".into();
    let mut found = Exceptions::default();
    all.iter().for_each(|e| found.take(e));
    let table = with_context(Lang::En, "2026-10-09", |context| found.table([], ("", &[]), None, context));
    let at = |minute: u32| format!("2026-09-25T10:{minute}:00.000+08:00 li.na");
    assert_eq!(
        plain(&table),
        [
            format!("given-actor HQ-2026-0042 HQ:2 {} assigned account@host -", at(11)),
            format!("contested HQ-2026-0042 HQ:3 {} assigned 2 -", at(12)),
        ]
    );
    assert_eq!(table.notes, ["left out: 1 row of imports"]);
}

#[test]
fn a_revoked_exception_is_still_listed_with_its_revocation() {
    let (rows, table) = rows(
        &[(r#""overridden":{"verb":"reply","rules":["P7-A12"]}"#, ""), (r#""revoked":{"event":"HQ:1"}"#, "")],
        &[],
    );
    assert_eq!(rows.len(), 2);
    assert_eq!((table.rows[0].tone, &table.rows[0].more["revoked_by"]), (Tone::Dim, &Value::from("HQ:2")));
}
