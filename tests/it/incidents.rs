//! Incidents: matched at intake, linked, answered together, unlinked with nothing left behind.

use crate::desk::Desk;

const TEAM: &str = r#"
[[team]]
code = "emergency"
zh = "应急小组"
en = "Emergency team"
lead = "li.na"
members = [{ person = "zhang.wei", task = { zh = "联络", en = "liaison" } }]
"#;

/// An open incident HQ:1 and three cases about it, the second restricted to nobody, the third not accepted.
fn outage() -> (Desk, String) {
    let desk = Desk::branch();
    desk.write("redress.toml", desk.read("redress.toml") + TEAM);
    let open = [
        "incident",
        "open",
        "--title",
        "城东停电",
        "--kind",
        "停供故障",
        "--place",
        "城东",
        "--word",
        "没电",
        "--category",
        "attitude",
        "--team",
        "emergency",
        "--notice",
        "电缆故障，预计18时恢复",
    ];
    let out = desk.run(&open).ok();
    let id = out.split_whitespace().next().expect("an event").to_string();
    (desk, id)
}

#[test]
fn intake_names_the_incidents_that_match_and_links_with_one_flag() {
    let (desk, id) = outage();
    for (title, more, matches) in [
        ("家里没电", &["--channel", "phone"][..], true),
        ("柜员态度", &["--channel", "phone", "--category", "attitude"], true),
        ("无关", &["--channel", "phone", "--place", "城东一街 3 号"], true),
        ("无关", &["--channel", "phone", "--category", "product"], false),
    ] {
        let ran = desk.run(&[&["intake", "--title", title, "--lang", "zh"], more].concat());
        assert_eq!((ran.code, ran.err.contains(&id)), (0, matches), "{title} {more:?}: {}", ran.err);
        assert_eq!(ran.err.contains("预计18时恢复"), matches);
    }
    let ran = desk.run(&["intake", "--title", "又没电", "--channel", "phone", "--incident", &id, "--accept"]);
    assert!(ran.code == 0 && ran.err.is_empty(), "{}", ran.err);
    assert_eq!(
        desk.run(&["list", &format!("incident:{id}"), "--fields", "id,category"]).ok(),
        "HQ-2026-0005\tattitude\n"
    );
    let page = desk.run(&["show", "5", "--lang", "zh"]).ok();
    assert!(page.contains("应急小组，负责人 li.na") && page.contains("联络"), "{page}");
    desk.run(&["intake", "--title", "x", "--incident", "HQ:999"]).fails(3);
}

#[test]
fn one_reply_reaches_each_linked_case_on_its_own_record_and_a_wrong_link_leaves_nothing() {
    let (desk, id) = outage();
    for n in 0..3 {
        let title = format!("没电 {n}");
        desk.run(&["intake", "--title", &title, "--channel", "phone", "--incident", &id, "--accept"]).ok();
    }
    let before =
        desk.run(&["intake", "--title", "别的事", "--channel", "phone", "--category", "attitude", "--accept"]).ok();
    assert_eq!(before, "HQ-2026-0004\n");
    let view = |desk: &Desk| desk.run(&["list", "--fields", "id,status,flags,links,incident,due", "--json"]).ok();
    let was = view(&desk);
    desk.run(&["incident", "link", &id, "4"]).ok();
    assert_ne!(view(&desk), was);
    desk.run(&["incident", "link", &id, "4"]).fails(5);
    desk.run(&["incident", "unlink", &id, "4", "--reason", "another street"]).ok();
    assert_eq!(view(&desk), was, "a wrong link leaves nothing behind");
    let all = format!("incident:{id}");
    let reply = [
        "reply",
        &all,
        "--via",
        "phone",
        "--responsibility",
        "third-party",
        "--findings",
        "cable cut",
        "--outcome",
        "explained",
        "--satisfaction",
        "satisfied",
        "--phone",
        "010-1",
        "--staff-action",
        "none",
        "--lessons",
        "none",
        "--explanation",
        "told",
    ];
    let out = desk.run(&reply).ok();
    assert_eq!(out.lines().count(), 3, "{out}");
    assert_eq!(desk.run(&["report", "stats", "--by", "status"]).ok(), "accepted\t1\nreplied\t3\n");
    let log = desk.run(&["log", "--kind", "replied"]).ok();
    assert_eq!(log.lines().count(), 3);
    let list = desk.run(&["incident", "list", "--json"]).ok();
    assert!(list.contains("\"count\":3"), "{list}");
    desk.run(&["incident", "update", &id, "--notice", "power is back"]).ok();
    desk.run(&["incident", "close", &id, "--note", "repaired"]).ok();
    desk.run(&["incident", "close", &id]).fails(5);
    desk.run(&["incident", "link", &id, "4"]).fails(5);
    assert_eq!(desk.run(&["incident", "list"]).ok(), "");
    assert!(desk.run(&["incident", "list", "--all"]).ok().contains("power is back"));
    desk.run(&["verify"]).ok();
}

#[test]
fn only_a_mass_incident_makes_its_cases_mass_complaints_and_a_revoked_one_is_none() {
    let (desk, id) = outage();
    let out = desk.run(&["incident", "open", "--title", "讨薪", "--kind", "mass"]).ok();
    let mass = out.split_whitespace().next().expect("an event").to_string();
    desk.run(&["intake", "--title", "a", "--channel", "phone", "--incident", &id]).ok();
    desk.run(&["intake", "--title", "b", "--channel", "phone", "--incident", &mass]).ok();
    assert_eq!(desk.run(&["list", "is:mass", "--fields", "id"]).ok(), "HQ-2026-0002\n");
    let folded = desk.run(&["list", "--json"]).ok();
    std::fs::remove_dir_all(desk.path().join(".redress/cache")).ok();
    assert_eq!(desk.run(&["list", "--json"]).ok(), folded);
    desk.run(&["revoke", &id, "--reason", "false alarm"]).fails(5);
    desk.run(&["incident", "unlink", &id, "1", "--reason", "false alarm"]).ok();
    desk.run(&["revoke", &id, "--reason", "false alarm"]).ok();
    assert!(!desk.run(&["incident", "list", "--all"]).ok().contains("城东停电"));
}
