//! A desk that no profile is for, written in TOML alone (`examples/hospital`): its rules refuse and let through what they say.

use crate::desk::{Desk, copy_folder};
use std::path::Path;

/// The hospital's desk, as its README makes it.
fn hospital() -> Desk {
    let mut desk = Desk::empty();
    desk.run(&["init", ".", "--profile", "base", "--desk", "YY", "--simulated"]).ok();
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hospital"), desk.path());
    (desk.user, desk.lang) = ("li.min".into(), "zh".into());
    desk
}

fn intake(desk: &Desk, category: &str, more: &[&str]) {
    let start = [
        "intake",
        "--title",
        "门诊叫号混乱",
        "--channel",
        "phone",
        "--category",
        category,
        "--name",
        "钱小红",
        "--accept",
    ];
    desk.run(&[&start, more].concat()).ok();
}

#[test]
fn nothing_is_wrong_in_it() {
    let checked = hospital().run(&["policy", "check"]).ok();
    assert!(checked.contains("制度无误"), "{checked}");
}

#[test]
fn the_department_of_the_doctor_does_not_handle_the_complaint_whatever_was_registered() {
    let desk = hospital();
    // 徐梅 is of surgery; whoever registers names internal medicine.
    intake(&desk, "attitude", &["--respondent", "徐梅", "--against", "内科"]);
    let refused = desk.run(&["assign", "1", "--unit", "外科"]).fails(5);
    assert!(refused.contains("第五条"), "{refused}");
    desk.run(&["assign", "1", "--unit", "护理部"]).ok();
}

#[test]
fn an_answer_on_medical_quality_is_put_off_once() {
    let desk = hospital();
    intake(&desk, "quality", &["--against", "外科"]);
    desk.run(&["assign", "1", "--unit", "医务科"]).ok();
    let extend = |until: &str| desk.run(&["extend", "1", "--until", until, "--reason", "等候专家讨论"]);
    extend("+3wd").fails(5);
    desk.run(&["approve", "1", "extend", "--as", "孙海"]).ok();
    let due = || desk.run(&["list", "--fields", "due,extensions"]).ok();
    let before = due();
    extend("2026-10-23").ok();
    assert!(due() != before && due().trim_end().ends_with('1'), "{before} {}", due());
    let refused = extend("2026-10-26").fails(5);
    assert!(refused.contains("延期次数"), "{refused}");
}

#[test]
fn the_quarterly_paper_tells_of_the_whole_hospital_and_is_issued_as_it_was_shown() {
    let mut desk = hospital();
    for (unit, category) in [("外科", "attitude"), ("内科", "attitude"), ("护理部", "waiting")] {
        intake(&desk, category, &["--against", unit, "--unit", unit]);
    }
    desk.now = "2026-10-10T09:00".into();
    let shown = desk.run(&["report", "filing", "nhc", "--period", "2026-Q3", "--format", "tsv"]).ok();
    let rows: Vec<&str> = shown.lines().collect();
    assert!(rows.iter().any(|row| row.starts_with("011\t0\t2\t")), "{shown}");
    assert!(rows.iter().any(|row| row.starts_with("013\t0\t1\t")), "{shown}");
    // The desk was made in this quarter, so that its policy owes it.
    let issued = desk.run(&["filing", "run", "nhc", "--period", "2026-Q3", "--json"]).ok();
    assert!(issued.contains("\"nil\":false") && issued.contains("\"unit\":\"tsk\""), "{issued}");
}
