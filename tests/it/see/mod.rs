//! Who may see, do and erase what: respondents, outsiders, people who are not in the directory.

mod erasing;
mod private_hands;
mod restricted;

use crate::desk::{Desk, Ran};

const PEOPLE: &str = r#"
[[unit]]
code = "ho"
en = "Head office"
zh = "总行"
level = "head-office"
leader = "chief"
functions = ["union", "customer-service"]
[[unit]]
code = "taiyuan"
en = "Taiyuan branch"
zh = "太原分行"
level = "branch-1"
parent = "ho"
functions = ["inspection"]
[[unit]]
code = "datong"
en = "Datong branch"
zh = "大同分行"
level = "branch-1"
parent = "ho"
[[person]]
code = "li.na"
name = "Li Na"
unit = "ho"
roles = ["union", "supervisor"]
[[person]]
code = "boss"
name = "Bo Shu"
unit = "ho"
roles = ["leader", "union", "supervisor"]
[[person]]
code = "chief"
name = "Chi Fu"
unit = "ho"
[[person]]
code = "zhang.wei"
name = "Zhang Wei"
unit = "taiyuan"
phone = "0351-202"
[[person]]
code = "wu.clerk"
name = "Wu Ke"
unit = "taiyuan"
roles = ["clerk"]
[[person]]
code = "ren.jing"
name = "Ren Jing"
unit = "datong"
[[person]]
code = "audit"
name = "Au Dit"
unit = "datong"
roles = ["auditor"]
"#;

fn desk() -> Desk {
    let desk = Desk::bank();
    desk.write("directory.toml", PEOPLE);
    desk
}

fn by(desk: &Desk, who: &str, args: &[&str]) -> Ran {
    desk.run(&[args, &["--as", who]].concat())
}

/// Case 1, against unit `against` with respondent li.na, registered by boss.
fn accused(against: &str) -> Desk {
    let desk = desk();
    let all = ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--accept"];
    by(&desk, "boss", &[&all[..], &["--against", against, "--respondent", "li.na", "--name", "Wang Da Chui"]].concat())
        .ok();
    desk
}

/// Acts on case 1 that the respondent may not do.
const ACTS: &[&[&str]] = &[
    &["accept", "1"],
    &["decline", "1", "--reason", "r", "--told", "phone"],
    &["refer", "1", "--to", "police", "--reason", "r", "--told", "phone"],
    &["classify", "1", "--category", "general"],
    &["classify", "1", "--restricted"],
    &["party", "add", "1", "--role", "respondent", "--person", "zhang.wei"],
    &["party", "drop", "1", "--role", "respondent", "--person", "li.na"],
    &["assign", "1", "--unit", "taiyuan", "--form", "transfer"],
    &["return", "1", "--reason", "r"],
    &["rework", "1", "--reason", "r"],
    &["contact", "1", "--kind", "first", "--via", "phone"],
    &["step", "1", "apology"],
    &["approve", "1", "backdate"],
    &["delay", "1", "--reason", "r", "--told", "phone"],
    &["extend", "1", "--until", "+5wd", "--reason", "r"],
    &["pause", "1", "--ground", "evidence"],
    &["resume", "1"],
    &["escalate", "1", "--to", "head-office", "--reason", "r"],
    &["supervise", "1", "--reason", "r"],
    &["reply", "1", "--responsibility", "none", "--findings", "f"],
    &["callback", "1", "--resolved", "yes"],
    &["withdraw", "1", "--requested", "--reason", "r"],
    &["withdraw", "1", "--voluntary", "--reason", "r", "--checked-by", "boss"],
    &["reopen", "1", "--reason", "r"],
    &["close", "1", "--outcome", "filed"],
    &["link", "1", "2", "--kind", "related"],
    &["unlink", "1", "2", "--reason", "r"],
    &["correct", "1", "--set", "respondents=", "--reason", "r"],
    &["correct", "1", "--set", "against=taiyuan", "--reason", "r"],
    &["revoke", "HQ:2", "--reason", "r"],
    &["void", "1", "--kind", "mistake", "--reason", "r"],
    &["erase", "1", "--reason", "r", "--yes"],
    &["show", "1", "--private", "--purpose", "curious"],
    &["improve", "add", "--case", "1", "--title", "t", "--unit", "ho", "--due", "+9wd"],
];

#[test]
fn a_respondent_cannot_act_on_the_case_under_any_name() {
    let desk = accused("taiyuan");
    by(&desk, "boss", &["intake", "--title", "U", "--channel", "book", "--category", "attitude"]).ok();
    let before = desk.lines().len();
    for act in ACTS {
        let can_override = !matches!(act[0], "improve");
        let who: &[&[&str]] = &[&["--as", "li.na"], &["--as", "Li Na"], &["--as", "li.na", "--override", "urgent"]];
        for who in &who[..if can_override { 3 } else { 2 }] {
            let err = desk.run(&[*act, *who].concat()).fails(5);
            assert!(err.contains("li.na is complained about") || err.contains("take part"), "{act:?} {who:?}: {err}");
            assert!(err.contains("rule: "), "{act:?}: {err}");
        }
        // Neither on behalf of somebody else, nor through somebody else.
        if !matches!(act[0], "erase" | "show") {
            desk.run(&[*act, &["--as", "li.na", "--done-by", "boss"]].concat()).fails(5);
            desk.run(&[*act, &["--as", "boss", "--done-by", "li.na"]].concat()).fails(5);
        }
    }
    let lines = "{\"do\":\"close\",\"case\":\"1\",\"outcome\":\"filed\",\"as\":\"li.na\"}\n\
                 {\"do\":\"void\",\"case\":\"1\",\"kind\":\"mistake\",\"reason\":\"r\",\"as\":\"boss\",\"done_by\":\"li.na\"}\n";
    desk.feed(&["batch", "-", "--keep-going"], lines).fails(5);
    assert_eq!(desk.lines().len(), before, "nothing was recorded");
    // The respondent may add a note.
    by(&desk, "li.na", &["note", "1", "my account of that day"]).ok();
    by(&desk, "boss", &["void", "1", "--kind", "mistake", "--reason", "r"]).ok();
}

#[test]
fn a_former_respondent_stays_barred() {
    for off in [
        &["correct", "1", "--set", "respondents=", "--reason", "r"][..],
        &["correct", "1", "--set", "respondents=zhang.wei", "--reason", "r"],
        &["party", "drop", "1", "--role", "respondent", "--person", "li.na", "--reason", "r"],
    ] {
        let desk = accused("taiyuan");
        by(&desk, "boss", off).ok();
        by(&desk, "li.na", &["void", "1", "--kind", "mistake", "--reason", "r"]).fails(5);
        by(&desk, "li.na", &["show", "1", "--private", "--purpose", "p"]).fails(5);
        // The answer is the same from the index and from the log.
        std::fs::remove_dir_all(desk.path().join(".redress/cache")).ok();
        by(&desk, "li.na", &["void", "1", "--kind", "mistake", "--reason", "r"]).fails(5);
        by(&desk, "boss", &["void", "1", "--kind", "mistake", "--reason", "r"]).ok();
    }
    // A respondent added by mistake is free after somebody else revokes that.
    let desk = desk();
    by(&desk, "boss", &["intake", "--title", "T", "--category", "attitude", "--channel", "book"]).ok();
    by(&desk, "boss", &["party", "add", "1", "--role", "respondent", "--person", "li.na"]).ok();
    let log = by(&desk, "boss", &["log", "1", "--kind", "party_added"]).ok();
    let event = log.split('\t').next().expect("an event").to_string();
    by(&desk, "li.na", &["revoke", &event, "--reason", "r"]).fails(5);
    by(&desk, "boss", &["revoke", &event, "--reason", "r"]).ok();
    by(&desk, "li.na", &["pause", "1", "--ground", "evidence"]).ok();
}

#[test]
fn complaints_about_the_head_office_are_decided_there_with_a_warning() {
    let desk = desk();
    let all = [
        "intake",
        "--title",
        "T",
        "--category",
        "attitude",
        "--channel",
        "book",
        "--against",
        "ho",
        "--respondent",
        "li.na",
    ];
    by(&desk, "boss", &all).ok();
    by(&desk, "li.na", &["decline", "1", "--reason", "no fault", "--told", "phone"]).fails(5);
    let ran = by(&desk, "boss", &["decline", "1", "--reason", "no fault", "--told", "phone"]);
    assert!(ran.err.contains("warning: boss belongs to"), "{}", ran.err);
    ran.ok();
    // Somebody from another unit is refused.
    let desk = accused("taiyuan");
    by(&desk, "wu.clerk", &["reopen", "1", "--reason", "r"]).fails(5);
}

#[test]
fn private_data_is_shown_to_people_with_a_part_only() {
    let desk = desk();
    let all = ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--accept"];
    by(&desk, "li.na", &[&all[..], &["--name", "Wang Da Chui", "--phone", "13800138000"]].concat()).ok();
    let shows = |who: &str| by(&desk, who, &["show", "1", "--private", "--purpose", "call back"]);
    // Allowed: the registrar, the supervising function, the leader. Refused: people of other units or not in the directory.
    for who in ["li.na", "boss", "chief"] {
        assert!(shows(who).ok().contains("Wang Da Chui"), "{who}");
    }
    for who in ["zhang.wei", "wu.clerk", "ren.jing", "nobody.here", "audit"] {
        let ran = shows(who);
        assert!(ran.out.is_empty(), "{who}: {}", ran.out);
        let err = ran.fails(5);
        assert!(err.contains(who) && err.contains("rule: P7-A6a") && !err.contains("Wang"), "{err}");
    }
    by(&desk, "li.na", &["assign", "1", "--unit", "taiyuan", "--form", "transfer"]).ok();
    for who in ["zhang.wei", "wu.clerk", "li.na", "chief"] {
        assert!(shows(who).ok().contains("Wang Da Chui"), "{who}");
    }
    shows("ren.jing").fails(5);
    // A search says nothing about cases that the person may not see.
    let search =
        |who: &str| by(&desk, who, &["search", "13800138000", "--private", "--purpose", "who calls", "--fields", "id"]);
    assert_eq!(search("zhang.wei").ok(), "HQ-2026-0001\n");
    let ran = search("ren.jing");
    assert!(!ran.err.contains("HQ-2026-0001"), "{}", ran.err);
    assert_eq!(ran.ok(), "");
    // Only a role named in the gate can override it, and that is recorded.
    let over =
        |who: &str| by(&desk, who, &["show", "1", "--private", "--purpose", "audit", "--override", "the annual audit"]);
    over("ren.jing").fails(5);
    over("nobody.here").fails(5);
    assert!(over("audit").ok().contains("Wang Da Chui"));
    assert!(by(&desk, "boss", &["report", "exceptions", "--json"]).ok().contains("reveal"));
}

#[test]
fn without_a_directory_everybody_but_respondents_sees_private_data() {
    let desk = Desk::bank();
    desk.run(&[
        "intake",
        "--title",
        "T",
        "--category",
        "attitude",
        "--channel",
        "book",
        "--respondent",
        "qian.er",
        "--name",
        "Wang Da Chui",
    ])
    .ok();
    assert!(by(&desk, "anybody", &["show", "1", "--private", "--purpose", "p"]).ok().contains("Wang Da Chui"));
    by(&desk, "qian.er", &["show", "1", "--private", "--purpose", "p"]).fails(5);
    assert!(desk.read_log().contains("\"revealed\""));
    by(&desk, "anybody", &["erase", "1", "--reason", "asked for", "--yes"]).ok();
}

#[test]
fn a_complainants_name_needs_consent_and_is_listed_in_exceptions() {
    let desk = desk();
    by(
        &desk,
        "li.na",
        &["intake", "--title", "T", "--channel", "book", "--category", "attitude", "--name", "Wang Da Chui"],
    )
    .ok();
    let note = ["note", "1", "Wang Da Chui is also our builder", "--not-personal", "Wang Da Chui"];
    let err = by(&desk, "li.na", &note).fails(5);
    assert!(err.contains("approve HQ-2026-0001 not-personal"), "{err}");
    // That gate cannot be overridden; a word that is not a name needs no consent.
    by(&desk, "li.na", &[&note[..], &["--override", "x"]].concat()).fails(5);
    by(&desk, "li.na", &["note", "1", "order 13800138000", "--not-personal", "13800138000"]).ok();
    by(&desk, "wu.clerk", &["approve", "1", "not-personal"]).fails(5);
    by(&desk, "boss", &["approve", "1", "not-personal"]).ok();
    by(&desk, "li.na", &note).ok();
    assert!(by(&desk, "li.na", &["report", "exceptions", "--json"]).ok().contains("not-personal"));
    // At registration there is nobody who could have consented.
    let all = [
        "intake",
        "--title",
        "Zhao Liu's card",
        "--channel",
        "book",
        "--name",
        "Zhao Liu",
        "--not-personal",
        "Zhao Liu",
    ];
    by(&desk, "li.na", &all).fails(5);
    by(&desk, "li.na", &["show", "1", "--private", "--purpose", "Wang Da Chui asks", "--not-personal", "Wang Da Chui"])
        .fails(5);
}
