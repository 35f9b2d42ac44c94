//! `unit` and `person`: rows of `directory.toml` listed, added, changed and ended, of one or of a list.

use crate::desk::Desk;

#[test]
fn rows_are_added_changed_and_ended_and_the_rest_of_the_file_stays() {
    let desk = Desk::branch();
    desk.write("directory.toml", format!("# Ours.\n{}# end\n", desk.read("directory.toml").trim_start()));
    let before = desk.read("directory.toml");
    assert_eq!(
        desk.run(&["unit", "add", "yangquan", "--zh", "阳泉分行", "--parent", "总行", "--level", "branch-2"]).ok(),
        "yangquan: added\n"
    );
    let person = [
        "person",
        "add",
        "wang.min",
        "--name",
        "王敏",
        "--unit",
        "阳泉分行",
        "--role",
        "handler",
        "--from",
        "2026-09-01",
    ];
    desk.run(&person).ok();
    desk.run(&["person", "set", "王敏", "--phone", "0353-202", "--role", "handler", "--role", "clerk"]).ok();
    assert_eq!(desk.run(&["person", "set", "wang.min", "--phone", "0353-202"]).ok(), "wang.min: unchanged\n");
    assert_eq!(desk.run(&["unit", "set", "yangquan", "--leader", "王敏"]).ok(), "yangquan: changed\n");
    assert!(desk.read("directory.toml").contains("leader = \"wang.min\""), "the log and the directory know codes");
    assert_eq!(desk.run(&["person", "end", "zhang.wei"]).ok(), "zhang.wei: ended\n");
    let after = desk.read("directory.toml");
    for line in before.lines() {
        assert!(after.contains(line), "{line} is gone");
    }
    let row = "code = \"wang.min\"\nname = \"王敏\"\nunit = \"yangquan\"\nroles = [\"handler\", \"clerk\"]\nfrom = 2026-09-01\nphone = \"0353-202\"\n";
    assert!(after.contains(row) && after.contains("until = 2026-09-24\n") && after.contains("# end"), "{after}");
    let listed = desk.run(&["person", "--format", "tsv"]).ok();
    assert!(listed.contains("wang.min\t王敏\tyangquan\thandler,clerk\t0353-202\t\t2026-09-01\t"), "{listed}");
    assert!(!listed.contains("zhao.lei") && desk.run(&["人员", "列表", "--all"]).ok().contains("zhao.lei"));
    // Work goes on with it.
    desk.run(&[
        "intake",
        "--title",
        "排队",
        "--category",
        "attitude",
        "--accept",
        "--unit",
        "yangquan",
        "--person",
        "wang.min",
    ])
    .ok();
}

#[test]
fn what_the_reader_of_the_file_would_refuse_is_refused_and_nothing_is_written() {
    let desk = Desk::branch();
    let before = desk.read("directory.toml");
    for (args, code, says) in [
        (&["unit", "add", "taiyuan", "--zh", "x"][..], 1, "stands twice"),
        (&["unit", "add", "x", "--parent", "taiyuann"], 1, "taiyuan"),
        (&["unit", "set", "hq", "--parent", "taiyuan"], 1, "circle"),
        (&["unit", "add", "x", "--level", "branch-9"], 2, "branch"),
        (&["unit", "set", "taiyuna", "--zh", "x"], 2, "taiyuan"),
        (&["unit", "set", "taiyuan", "--leader", "li.nna"], 1, "li.na"),
        (&["unit", "set", "taiyuan"], 2, "--zh"),
        (&["unit", "add"], 2, "CODE"),
        (&["unit", "add", "x", "--until", "soon"], 2, "soon"),
        (&["unit", "set", "taiyuan", "--customers", "many"], 2, "12000"),
        (&["person", "add", "x", "--role", "handlr"], 2, "handler"),
        (&["person", "end", "nobody"], 2, "nobody"),
        (&["person", "ad", "x"], 2, "add"),
        (&["person", "list", "x"], 2, "x"),
    ] {
        let told = desk.run(args).fails(code);
        assert!(told.contains(says), "{args:?}: {told}");
        assert_eq!(desk.read("directory.toml"), before, "{args:?}");
    }
    let account = ["person", "set", "li.na", "--account", "anna"];
    desk.run(&account).ok();
    assert!(desk.run(&["person", "set", "zhang.wei", "--account", "anna"]).fails(1).contains("one account"));
    let told = desk.run(&["unit", "add", "x", "--zh", "试", "-n"]).ok();
    assert!(
        told.contains("added") && told.contains("nothing was written") && !desk.read("directory.toml").contains("试"),
        "{told}"
    );
}

#[test]
fn a_unit_has_no_work_before_its_first_day() {
    let desk = Desk::branch();
    desk.run(&["unit", "add", "new", "--zh", "新区支行", "--level", "sub-branch", "--from", "2026-10-01"]).ok();
    desk.run(&["intake", "--title", "排队", "--category", "attitude", "--accept"]).ok();
    let told = desk.run(&["assign", "1", "--unit", "new"]).fails(5);
    assert!(told.contains("2026-10-01"), "{told}");
    let later = Desk { now: "2026-10-08T10:00".into(), ..desk };
    later.run(&["assign", "1", "--unit", "新区支行"]).ok();
}

#[test]
fn a_list_of_staff_adds_changes_and_ends_rows() {
    let desk = Desk::branch();
    // What a personnel department sends: a title line, its own headings, dates as Excel shows them, a column that is nobody's key.
    let list = "太原分行人员名单,,,,,,\n工号,姓名,所属单位,岗位,办公电话,入职日期,备注\nwang.min,王敏,太原分行,handler,0351-203,2026/9/1,新\nzhang.wei,张伟,taiyuan,handler,0351-202,,\n";
    desk.write("staff.csv", list);
    let told = desk.run(&["person", "set", "--from", "staff.csv"]);
    assert!(told.err.contains("备注"), "{}", told.err);
    assert_eq!(told.ok(), "wang.min: added\nzhang.wei: changed\n");
    assert_eq!(desk.run(&["person", "set", "--from", "staff.csv"]).ok(), "unchanged: 2\n");
    let listed = desk.run(&["person", "--fields", "x"]);
    assert_eq!(listed.code, 2);
    assert!(desk.run(&["person"]).ok().contains("wang.min\t王敏\ttaiyuan\thandler\t0351-203\t\t2026-09-01\t"));
    assert!(desk.run(&["person", "add", "--from", "staff.csv"]).fails(1).contains("wang.min"), "they are there");
    desk.write("gone.csv", "code,until\nwang.min,2026-12-31\n");
    assert_eq!(desk.run(&["person", "end", "--from", "gone.csv"]).ok(), "wang.min: ended\n");
    for (bad, says) in [
        ("name\n王敏\n", "工号"),
        ("code,name\na,甲\na,乙\n", "two rows"),
        ("code,name\n,甲\n", "no code"),
        ("code,roles\na,handlr\n", "line 2"),
        ("code,unit\na,nowhere\n", "nowhere"),
    ] {
        let before = desk.read("directory.toml");
        desk.write("bad.csv", bad);
        let told = desk.run(&["person", "add", "--from", "bad.csv"]);
        assert!(told.code != 0 && told.err.contains(says), "{bad}: {} {}", told.code, told.err);
        assert_eq!(desk.read("directory.toml"), before, "{bad}");
    }
    // The list in a workbook, as the program writes one itself; its own listing goes in again.
    desk.run(&["person", "list", "--all", "-o", "all.xlsx"]).ok();
    assert_eq!(desk.run(&["person", "set", "--from", "all.xlsx"]).ok(), "unchanged: 5\n");
    let units = "代码,名称,上级\nyq,阳泉分行,总行\nyq1,阳泉城区支行,阳泉分行\n";
    let fed = desk.feed(&["unit", "add", "--from", "-"], units);
    assert_eq!(fed.ok(), "yq: added\nyq1: added\n");
    assert!(desk.run(&["unit"]).ok().contains("yq1\t阳泉城区支行\t\tyq\t"));
}

#[cfg(unix)]
#[test]
fn the_file_keeps_its_mode_and_who_may_not_write_it_does_not() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::branch();
    let path = desk.path().join("directory.toml");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o7777;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("set");
    desk.run(&["unit", "add", "x", "--zh", "试"]).ok();
    assert_eq!(mode(&path), 0o640);
    let left: Vec<_> = crate::desk::files(desk.path())
        .into_iter()
        .filter(|p| p.file_name().is_some_and(|name| name.to_string_lossy().contains("tmp")))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    // A link is followed: what it points to is replaced, and it stays a link.
    std::fs::rename(&path, desk.path().join("real.toml")).expect("moved");
    std::os::unix::fs::symlink("real.toml", &path).expect("a link");
    desk.run(&["unit", "set", "x", "--zh", "试点"]).ok();
    assert!(std::fs::symlink_metadata(&path).expect("there").is_symlink() && desk.read("real.toml").contains("试点"));
}
