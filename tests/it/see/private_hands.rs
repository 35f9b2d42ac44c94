//! What is private is put right, taken away and matched only by those to whom it may be shown; and what the guard keeps out of the log.

use super::{accused, by, desk};

const WHO: &[&str] = &["--name", "Wang Da Chui", "--phone", "13800138000", "--statement", "He shouted"];

/// Case 1 with a complainant, registered by li.na of the head office.
fn complained() -> crate::desk::Desk {
    let desk = desk();
    let first = ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--accept"];
    by(&desk, "li.na", &[&first[..], WHO].concat()).ok();
    desk
}

#[test]
fn a_correction_of_private_data_is_for_those_who_may_see_it_and_taking_all_away_is_erasing() {
    let desk = complained();
    let is_there = || desk.read_private().contains("Wang Da Chui") && desk.read_private().contains("He shouted");
    let all: &[&str] = &["--set", "name=", "--set", "phone=", "--set", "statement="];
    for (who, set) in
        [("ghost", all), ("ren.jing", all), ("ren.jing", &["--set", "name=X"]), ("li.na", all), ("boss", all)]
    {
        let args = [&["correct", "1", "--party", "complainant", "--reason", "typo"], set].concat();
        let err = by(&desk, who, &args).fails(5);
        assert!(is_there(), "{who}: {err}");
    }
    // Who has a part puts a value right, or takes a wrong one away.
    let set = ["correct", "1", "--party", "complainant", "--reason", "typo", "--set"];
    by(&desk, "li.na", &[&set[..], &["phone=13900139000"]].concat()).ok();
    by(&desk, "boss", &[&set[..], &["phone="]].concat()).ok();
    assert!(is_there() && !desk.read_private().contains("13900139000"));
    // With a second person's consent, when the case has ended, it is erased either way.
    by(&desk, "boss", &["approve", "1", "erase"]).ok();
    let err = by(&desk, "li.na", &[&set[..], &["name=", "--set", "statement="]].concat()).fails(5);
    assert!(err.contains("is pending") && is_there(), "{err}");
}

#[test]
fn nobody_learns_who_complained_about_himself_by_matching() {
    let desk = accused("taiyuan");
    by(&desk, "boss", &["correct", "1", "--party", "complainant", "--set", "phone=13900139000", "--reason", "r"]).ok();
    let intake = ["intake", "--title", "p", "--phone", "13900139000"];
    let told = by(&desk, "li.na", &intake);
    assert!(told.code == 0 && !told.err.contains("HQ-2026-0001"), "{told:?}");
    assert!(by(&desk, "boss", &intake).err.contains("HQ-2026-0001"), "others are told");

    // Whether a link to a restricted case would fit is told to nobody without a part in it, nor to the one whom it accuses.
    let desk = desk_with_restricted();
    by(&desk, "zhang.wei", &["intake", "--title", "p1", "--phone", "13800138000"]).ok();
    by(&desk, "zhang.wei", &["intake", "--title", "p2", "--phone", "13711112222"]).ok();
    for who in ["zhang.wei", "ghost", "ren.jing"] {
        let [right, wrong] = ["2", "3"].map(|case| by(&desk, who, &["link", case, "1", "--kind", "duplicate", "-n"]));
        let masked = |err: &str| err.replace("HQ-2026-0002", "X").replace("HQ-2026-0003", "X");
        assert_eq!((right.code, wrong.code), (5, 5), "{who}: {right:?} {wrong:?}");
        assert_eq!(masked(&right.err), masked(&wrong.err), "{who}");
    }
    by(&desk, "boss", &["link", "2", "1", "--kind", "duplicate"]).ok();
    by(&desk, "boss", &["link", "3", "1", "--kind", "duplicate"]).fails(5);
}

fn desk_with_restricted() -> crate::desk::Desk {
    let desk = desk();
    let first = ["intake", "--title", "S", "--category", "crime", "--channel", "book", "--restricted", "--accept"];
    by(&desk, "boss", &[&first[..], &["--respondent", "zhang.wei"], WHO].concat()).ok();
    desk
}

#[test]
fn an_open_accountability_case_keeps_the_data_whichever_side_linked_it() {
    for args in [["link", "1", "2"], ["link", "2", "1"]] {
        let desk = desk();
        let solved =
            ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--solved", "said sorry"];
        by(&desk, "li.na", &[&solved[..], WHO].concat()).ok();
        by(&desk, "li.na", &["intake", "--title", "A", "--nature", "accountability"]).ok();
        by(&desk, "li.na", &[&args[..], &["--kind", "accountability"]].concat()).ok();
        by(&desk, "boss", &["approve", "1", "erase"]).ok();
        let err = by(&desk, "li.na", &["erase", "1", "--reason", "r", "-y"]).fails(5);
        assert!(err.contains("HQ-2026-0002"), "{args:?}: {err}");
    }
}

#[test]
fn names_stay_out_of_the_log_after_a_drop_and_in_texts_about_many_cases() {
    let desk = desk();
    let first = ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--accept"];
    by(&desk, "li.na", &[&first[..], &["--name", "赵铁柱", "--phone", "0351-4567890转12"]].concat()).ok();
    by(&desk, "li.na", &["note", "1", "回电4567890"]).fails(5);
    by(&desk, "li.na", &["party", "drop", "1", "--role", "complainant", "--reason", "not him"]).ok();
    by(&desk, "li.na", &["note", "1", "客户赵铁柱来电"]).fails(5);
    let improve = ["improve", "add", "--title", "赵铁柱建议增设窗口", "--unit", "ho", "--due", "2026-12-30"];
    by(&desk, "li.na", &[&improve[..], &["--case", "1"]].concat()).fails(5);
    by(&desk, "li.na", &[&improve[..], &["--where", "status:open"]].concat()).fails(5);
    by(&desk, "li.na", &["incident", "open", "--title", "Power cut", "--kind", "outage"]).ok();
    let listed = desk.run(&["incident", "list"]).ok();
    let incident = listed.split('\t').next().expect("an incident").to_string();
    by(&desk, "li.na", &["incident", "link", &incident, "1"]).ok();
    by(&desk, "li.na", &["incident", "update", &incident, "--notice", "赵铁柱家已恢复"]).fails(5);
    by(&desk, "li.na", &["incident", "close", &incident, "--note", "赵铁柱家已恢复"]).fails(5);
    by(&desk, "li.na", &["incident", "update", &incident, "--notice", "全部恢复"]).ok();
    assert!(!desk.read_log().contains("赵铁柱"));
}

#[test]
fn what_is_given_twice_is_refused_and_a_value_counts_once() {
    let desk = desk();
    desk.write("who.txt", "name: 王小明\nname: 李四光\n");
    by(&desk, "li.na", &["intake", "--title", "c", "--from", "who.txt"]).fails(2);
    desk.write("who.txt", "name: 王小明\n");
    by(&desk, "li.na", &["intake", "--title", "c", "--from", "who.txt", "--name", "李四光"]).fails(2);
    let intake = ["intake", "--title", "c", "--category", "attitude", "--channel", "book", "--from", "who.txt"];
    by(
        &desk,
        "li.na",
        &[&intake[..], &["--tag", "x", "--tag", "x", "--respondent", "zhang.wei", "--respondent", "zhang.wei"]]
            .concat(),
    )
    .ok();
    for by in ["tag", "respondent"] {
        let counted = desk.run(&["report", "stats", "--by", by]).ok();
        assert!(counted.lines().next().expect("a group").ends_with("\t1"), "{by}: {counted}");
    }
    by(&desk, "li.na", &["correct", "1", "--set", "amount=1", "--set", "amount=2", "--reason", "r"]).fails(2);
    for line in [
        r#"{"do":"note","case":"1","text":["first","second"]}"#,
        r#"{"do":"correct","case":"1","set":{"amount":["1","2"]},"reason":"r"}"#,
    ] {
        let ran = desk.feed(&["batch", "-", "--as", "li.na"], line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
    }
    assert!(!desk.read_log().contains("first"));
}
