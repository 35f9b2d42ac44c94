//! What is refused before anything is recorded or shown, and flags, hints and places that a person pastes or puts elsewhere.

use crate::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "queue", "--channel", "phone", "--name", "诸葛孔明", "--phone", "13800138000"])
        .ok();
    desk
}

#[test]
fn where_the_output_cannot_be_written_nothing_is_recorded_as_shown() {
    let desk = desk();
    let file = desk.write("letter.txt", "a letter").display().to_string();
    desk.run(&["attach", "1", &file]).ok();
    let before = desk.read_log();
    for words in [
        &["export", "--private", "--purpose", "the yearly file", "-o", "missing/x.csv"][..],
        &["show", "1", "--private", "--purpose", "he asks", "-o", "missing/x.txt"],
        &["form", "registration", "1", "--issue", "-o", "missing/x.html"],
        &["attach", "1", "--get", "letter.txt", "--purpose", "he asks", "-o", "missing/x.txt"],
        &["attach", "1", "--get", "all", "--purpose", "he asks", "-o", "redress.toml/out"],
    ] {
        desk.run(words).fails(74);
        assert_eq!(desk.read_log(), before, "{words:?}");
    }
    assert!(!desk.path().join("missing").exists());
    desk.run(&["export", "--private", "--purpose", "the yearly file", "-o", "x.csv"]).ok();
    assert!(desk.read("x.csv").contains("诸葛孔明"));
}

#[test]
fn a_purpose_does_not_name_those_whom_the_search_finds() {
    let desk = desk();
    let before = desk.read_log();
    let search = |purpose: &str| desk.run(&["search", "诸葛孔明", "--private", "--purpose", purpose]);
    let refused = search("诸葛孔明来电").fails(5);
    assert!(refused.contains("--purpose") && !refused.contains("note --private"), "{refused}");
    assert_eq!(desk.read_log(), before);
    assert!(search("来电人询问进度").ok().contains("HQ-2026-0001"));
}

#[test]
fn the_place_of_a_value_is_no_value() {
    let desk = desk();
    let before = desk.read_log();
    for words in [
        &["note", "1", "〈内容〉"][..],
        &["show", "1", "--private", "--purpose", "…"],
        &["show", "1", "--private", "--purpose", "REASON"],
        &["note", "1", "TEXT"],
        &["correct", "1", "--set", "title=〈标题〉", "--reason", "typed wrong"],
    ] {
        desk.run(words).fails(2);
        assert_eq!(desk.read_log(), before, "{words:?}");
    }
    desk.run(&["search", "〈内容〉"]).ok();
    desk.run(&["note", "1", "〈消费者须知〉"]).ok();
}

#[test]
fn flags_of_work_may_stand_before_the_command() {
    let desk = desk();
    desk.run(&["--done-by", "li.na", "note", "1", "called"]).ok();
    desk.run(&["-n", "--override", "agreed", "note", "1", "called again"]).ok();
    assert_eq!(desk.read_log().matches("called").count(), 1);
}

#[test]
fn a_hint_that_holds_all_that_was_typed_can_be_pasted() {
    let desk = desk();
    let refused = desk.run(&["classify", "1", "--category", "attitud"]).fails(2);
    let hint = refused.lines().find_map(|line| line.strip_prefix("hint: redress ")).expect("a hint").to_string();
    assert!(!hint.contains('…'), "{hint}");
    desk.run(&hint.split(' ').collect::<Vec<_>>()).ok();
    // What was typed besides stays: the points say so.
    let refused = desk.run(&["classify", "1", "--category", "complexx", "--set", "media=lead"]).fails(2);
    assert!(refused.lines().any(|line| line.starts_with("hint: ") && line.ends_with(" …")), "{refused}");
}

#[test]
fn words_of_a_message_are_the_complainants_and_not_judged() {
    let desk = Desk::empty();
    desk.run(&["init", ".", "--profile", "mediation", "--desk", "HQ", "--simulated"]).ok();
    let mail = |name: &str, subject: &str, words: &str| {
        let text = format!(
            "From: z@example.com\nSubject: {subject}\nMessage-ID: <{name}@example.com>\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
        );
        desk.write(&format!("{name}.eml"), &text).display().to_string()
    };
    desk.run(&["intake", "--mail", &mail("w1", "邻居无理取闹，请调解", "请调解")]).ok();
    desk.run(&["intake", "--mail", &mail("w2", "Re: HQ-2026-0001", "他还是无理取闹")]).ok();
    // A clerk's own title is.
    desk.run(&["intake", "--title", "邻居无理取闹", "--channel", "phone"]).fails(5);
}
