//! What makes the keyboard pleasant: aliases, templates, groups, the order of names, the pager, and the queue for the lock.

use crate::desk::Desk;
use std::process::Stdio;
use std::time::Instant;

fn desk() -> Desk {
    let desk = Desk::branch();
    for title in ["北京分行排队", "阿姨投诉", "成都网点", "安康网点", "Queue"] {
        desk.run(&["intake", "--title", title, "--category", "attitude"]).ok();
    }
    desk
}

#[test]
fn an_alias_stands_for_its_words_and_never_for_a_command() {
    let desk = desk();
    desk.run(&["config", "alias.mine", "list 'category:attitude' --fields id"]).ok();
    assert_eq!(desk.run(&["mine", "--limit", "2"]).ok(), "HQ-2026-0001\nHQ-2026-0002\n");
    assert_eq!(desk.run(&["-C", ".", "mine"]).ok().lines().count(), 5);
    assert!(desk.run(&["config"]).ok().contains("alias.mine\tlist"));
    desk.run(&["config", "alias.list", "log"]).fails(2);
    desk.run(&["config", "alias.bad", "list 'open"]).fails(2);
    desk.write(".redress/config.toml", "[aliases]\nevil = \"list\"\n");
    desk.run(&["evil"]).fails(2);
    desk.run(&["config", "alias.mine", ""]).ok();
    desk.run(&["mine"]).fails(2);
}

#[test]
fn a_template_prints_each_record_and_names_what_it_could_have() {
    let desk = desk();
    let told = desk.run(&["list", "--template", "{{ id }}|{{ unit }}|{{ title | upper }}", "--limit", "1"]).ok();
    assert_eq!(told, "HQ-2026-0001||北京分行排队\n");
    assert!(desk.run(&["show", "5", "--template", "{{ id }} {{ status }}"]).ok().starts_with("HQ-2026-0005 received"));
    let told = desk.run(&["list", "--template", "{{ titel }}"]).fails(2);
    assert!(told.contains("title"), "{told}");
    desk.run(&["list", "--template", "{{ id "]).fails(2);
    desk.run(&["list", "--template", "x", "--json"]).fails(2);
    desk.write("t.txt", "{{ id }};");
    assert_eq!(desk.run(&["list", "--template", "@t.txt", "--limit", "1"]).ok(), "HQ-2026-0001;\n");
    let hostile = desk.run(&["list", "--template", "\u{1b}[31m{{ id }}", "--limit", "1"]).ok();
    assert!(!hostile.contains('\u{1b}'));
}

#[test]
fn titles_are_sorted_as_they_are_read() {
    let desk = desk();
    let told = desk.run(&["list", "--sort", "title", "--fields", "title"]).ok();
    assert_eq!(told.lines().collect::<Vec<_>>(), ["阿姨投诉", "安康网点", "北京分行排队", "成都网点", "Queue"]);
    let down = desk.run(&["list", "--sort", "-title", "--fields", "title"]).ok();
    assert_eq!(down.lines().next(), Some("Queue"));
}

#[test]
fn a_grouped_list_has_a_table_for_each_group() {
    let desk = desk();
    desk.run(&["accept", "1", "2"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei"]).ok();
    let page = desk.run(&["list", "--group", "status", "--format", "markdown"]).ok();
    assert!(page.contains(": 1") && page.contains(": 3"), "{page}");
    let data = desk.run(&["list", "--group", "status"]).ok();
    let first: Vec<&str> = data.lines().map(|line| line.split('\t').next().unwrap_or_default()).collect();
    assert!(first.windows(2).filter(|two| two[0] != two[1]).count() == 2, "{first:?}");
    desk.run(&["list", "--group", "nothing"]).fails(2);
}

#[test]
fn sixty_four_writers_each_get_their_turn() {
    let desk = desk();
    let begun = Instant::now();
    let all: Vec<_> = (0..64)
        .map(|n| {
            let mut command = desk.command();
            command.args(["note", "1", &format!("n{n}")]).stdout(Stdio::null()).stderr(Stdio::null());
            command.spawn().expect("it runs")
        })
        .collect();
    for mut child in all {
        assert!(child.wait().expect("it ends").success());
    }
    println!("64 writers: {:?}", begun.elapsed());
    assert_eq!(desk.run(&["log", "1", "--kind", "noted"]).ok().lines().count(), 64);
}

/// A day in a field of the desk's own is typed as any other; titles and the source's numbers are found in either width.
#[test]
fn own_days_titles_and_numbers_are_taken_as_people_type_them() {
    let desk = Desk { now: "2026-12-04T09:30".into(), ..Desk::bank() };
    let own = "\n[[field]]\ncode = \"promised\"\nzh = \"承诺日期（口头）\"\nen = \"promised\"\nkind = \"date\"\n";
    desk.write("redress.toml", desk.read("redress.toml") + own);
    let typed = ["2026年11月20日", "１２月１日", "昨天", "下周五", "月底", "三天后", "2026-11-20T09:30"].map(|day| {
        let set = format!("承诺日期(口头)={day}");
        desk.run(&["intake", "--title", "柜台态度", "--source-ref", "GOV 17", "--set", &set]).ok();
        set
    });
    let told = desk.run(&["list", "--fields", "promised", "--sort", "id"]).ok();
    let wanted =
        "2026-11-20\n2026-12-01\n2026-12-03\n2026-12-11\n2026-12-31\n2026-12-07\n2026-11-20T09:30:00.000+08:00\n";
    assert_eq!(told, wanted, "{typed:?}");
    desk.run(&["correct", "1", "--set", "promised=后天", "--reason", "misheard"]).ok();
    assert_eq!(desk.run(&["list", "--fields", "promised", "promised:2026-12-06"]).ok(), "2026-12-06\n");
    let refused = desk.run(&["intake", "--title", "x", "--set", "promised=someday"]).fails(2);
    assert!(refused.contains("redress intake --set promised=DATE …"), "{refused}");
    assert_eq!(desk.run(&["list", "ref:ＧＯＶ　１７"]).ok().lines().count(), 7);
}
