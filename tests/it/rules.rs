//! Values, replies, duplicates, escalation and forms of the log, through the program.

use crate::desk::Desk;
use sha2::{Digest, Sha256};

/// A desk with levels of units; people in each unit.
fn desk() -> Desk {
    let desk = Desk::bank();
    desk.write(
        "directory.toml",
        r#"unit = [
            { code = "ho", level = "head-office" },
            { code = "taiyuan", level = "branch-1", parent = "ho" },
            { code = "datong", level = "branch-1", parent = "ho" },
            { code = "linfen", level = "branch-1", parent = "ho" },
        ]
        person = [
            { code = "li.na", name = "Li Na", unit = "ho", roles = ["union", "supervisor", "customer-service"] },
            { code = "zhang.wei", name = "Zhang Wei", unit = "taiyuan", phone = "0351-202" },
            { code = "ren.jing", name = "Ren Jing", unit = "datong", phone = "0352-303" },
            { code = "wu.fei", name = "Wu Fei", unit = "linfen", phone = "0357-404" },
        ]"#,
    );
    desk
}

fn open(desk: &Desk, more: &[&str]) {
    let intake = ["intake", "--title", "T", "--category", "attitude", "--channel", "book", "--accept", "-q"];
    desk.run(&[&intake[..], more].concat()).ok();
    desk.run(&["contact", "@", "--kind", "ack", "--via", "phone"]);
}

fn assigned(more: &[&str]) -> Desk {
    let desk = desk();
    open(&desk, more);
    desk.run(&["contact", "1", "--kind", "ack", "--via", "phone"]).ok();
    desk.run(&["assign", "1", "--unit", "taiyuan", "--person", "zhang.wei", "--assist", "datong"]).ok();
    desk
}

const ANSWER: &[&str] = &[
    "--responsibility",
    "none",
    "--findings",
    "f",
    "--explanation",
    "e",
    "--satisfaction",
    "satisfied",
    "--outcome",
    "explained",
    "--staff-action",
    "s",
    "--lessons",
    "l",
    "--handler",
    "zhang.wei",
    "--phone",
    "0351-202",
];

fn reply(desk: &Desk, more: &[&str]) -> crate::desk::Ran {
    desk.run(&[&["reply", "1"], ANSWER, more].concat())
}

fn field(desk: &Desk, name: &str) -> String {
    desk.run(&["list", "--fields", name]).ok().trim().to_string()
}

fn acts(desk: &Desk) -> Vec<String> {
    let todo = desk.run(&["report", "todo"]).ok();
    let mut acts: Vec<String> = todo.lines().filter_map(|l| l.split('\t').next()).map(Into::into).collect();
    acts.sort();
    acts
}

#[test]
fn a_reply_to_desk_or_source_leaves_the_complainants_reply_owed() {
    for to in ["desk", "source"] {
        let desk = assigned(&["--source-ref", "X", "--name", "王小明"]);
        let told = reply(&desk, &["--to", to]).ok();
        assert!(told.contains("still owed"), "{told}");
        assert_eq!(field(&desk, "status"), "assigned");
        assert!(acts(&desk).contains(&"reply".into()), "{:?}", acts(&desk));
        desk.run(&["close", "1"]).fails(5);
        assert!(desk.read_log().contains(&format!(r#""answers":["{to}"]"#)));
        reply(&desk, &["--to", "complainant"]).ok();
        assert_eq!(field(&desk, "status"), "replied");
    }
}

#[test]
fn an_anonymous_complaint_is_answered_by_the_reply_to_the_desk() {
    let desk = assigned(&["--anonymous"]);
    reply(&desk, &["--to", "desk"]).ok();
    assert_eq!(field(&desk, "status"), "replied");
    assert!(desk.read_log().contains(r#""to":["desk"],"answers":["complainant","desk"]"#));
}

#[test]
fn a_form_can_be_reworked_before_the_complainant_is_answered() {
    let desk = assigned(&[]);
    desk.run(&["rework", "1", "--reason", "r"]).fails(5);
    reply(&desk, &["--to", "desk"]).ok();
    desk.run(&["rework", "1", "--reason", "nobody asked the teller"]).ok();
    reply(&desk, &[]).ok();
    assert_eq!(field(&desk, "status"), "replied");
}

#[test]
fn only_the_lead_unit_gives_the_final_reply() {
    let desk = assigned(&[]);
    for foreign in ["datong", "linfen", "ho"] {
        let refused = reply(&desk, &["--from", foreign]).fails(5);
        assert!(refused.contains(foreign) && refused.contains("taiyuan"), "{refused}");
    }
    // Neither the recording person nor the one given by `--done-by`.
    for who in [["--as", "wu.fei"], ["--done-by", "wu.fei"], ["--done-by", "ren.jing"]] {
        reply(&desk, &who).fails(5);
    }
    let batch = r#"{"do":"reply","case":"1","from":"linfen","responsibility":"none","findings":"f"}"#;
    desk.feed(&["batch", "-"], batch).fails(5);
    assert_eq!(field(&desk, "status"), "assigned");
    // An assisting unit may reply in part, another unit may not.
    let part = ["reply", "1", "--partial", "--findings", "ours"];
    desk.run(&[&part[..], &["--from", "linfen"]].concat()).fails(5);
    desk.run(&[&part[..], &["--as", "ren.jing"]].concat()).ok();
    assert!(desk.read_log().contains(r#""from":"datong","partial":true"#));
    assert_eq!(field(&desk, "status"), "assigned");
    reply(&desk, &["--done-by", "zhang.wei"]).ok();
    assert_eq!(field(&desk, "status"), "replied");
}

#[test]
fn a_reworked_reply_replaces_the_compensation_of_the_returned_one() {
    let desk = assigned(&["--set", "compensation_basis=rule 6"]);
    desk.run(&["step", "1", "apology"]).ok();
    let ours = |more: &[&str]| {
        let answer: Vec<&str> = ANSWER
            .iter()
            .map(|w| match *w {
                "none" => "ours",
                "explained" => "compensated",
                w => w,
            })
            .collect();
        desk.run(&[&["reply", "1"], &answer[..], more].concat()).ok()
    };
    let part = |sum: &str| {
        desk.run(&["reply", "1", "--partial", "--findings", "o", "--as", "ren.jing", "--compensation", sum]).ok()
    };
    part("20");
    let told = part("5");
    assert!(told.contains("compensation 25 in all"), "{told}");
    ours(&["--compensation", "100"]);
    assert_eq!(field(&desk, "compensation"), "125.00");
    desk.run(&["rework", "1", "--reason", "r"]).ok();
    ours(&["--compensation", "80"]);
    assert_eq!(field(&desk, "compensation"), "105.00");
    // Without a rework it is a further payment, and the output gives the total.
    let told = ours(&["--compensation", "10"]);
    assert!(told.contains("compensation 115 in all"), "{told}");
    desk.run(&["rework", "1", "--reason", "r"]).ok();
    ours(&[]);
    assert_eq!(field(&desk, "compensation"), "25.00");
}

#[test]
fn a_case_is_escalated_to_higher_levels_only() {
    let desk = assigned(&[]);
    for level in ["outlet", "branch-1"] {
        let refused = desk.run(&["escalate", "1", "--to", level, "--reason", "r"]).fails(5);
        assert!(refused.contains("branch-1"), "{refused}");
    }
    desk.run(&["escalate", "1", "--to", "head-office", "--reason", "r"]).ok();
    desk.run(&["escalate", "1", "--to", "branch-1", "--reason", "r"]).fails(5);
    // Long overdue, but it is with the head office already.
    let late = Desk { now: "2026-12-24T10:00".into(), ..desk };
    assert_eq!(late.run(&["escalate", "--due"]).ok(), "");
}

#[test]
fn amounts_are_parsed_alike_in_all_inputs() {
    let desk = Desk::branch();
    let take = |amount: &str| desk.run(&["intake", "--title", "T", "--amount", amount]);
    for (typed, read) in
        [("50,000", "50000.00"), ("1,234,567.05", "1234567.05"), ("50，000", "50000.00"), ("0", "0.00")]
    {
        take(typed).ok();
        assert_eq!(field(&desk, "amount").lines().last(), Some(read));
    }
    for bad in ["12,34", "5,00,00", "1,2", "0,500", "1.234", "-5", "-0.01", "1000000000000", "99999999999999.99"] {
        desk.run(&["intake", "--title", "T", &format!("--amount={bad}")]).fails(2);
        desk.run(&["intake", "--title", "T", "--set", &format!("claimed={bad}")]).fails(2);
        desk.run(&["correct", "1", "--set", &format!("amount={bad}"), "--reason", "r"]).fails(2);
        desk.run(&["classify", "1", "--set", &format!("claimed={bad}")]).fails(2);
        let line = format!(r#"{{"do":"intake","title":"T","amount":"{bad}"}}"#);
        assert_ne!(desk.feed(&["batch", "-"], &line).code, 0, "{bad}");
    }
    take("999,999,999,999.99").ok();
    assert_eq!(field(&desk, "amount").lines().last(), Some("999999999999.99"));
    assert_eq!(desk.run(&["list", "amount:50,000", "--fields", "amount"]).ok().lines().count(), 2);
    assert_eq!(desk.run(&["list", "amount:50,000..60,000", "--fields", "amount"]).ok().lines().count(), 2);
    desk.run(&["verify", "-q"]).ok();
    let desk = Desk::bank();
    let policy = desk.read("redress.toml");
    let gate = "\n[[gate]]\ncode = \"X-big\"\non = [\"close\"]\nneeds = { steps = [\"relisten\"] }\n";
    for (bound, right) in
        [("\"50,000\"", true), ("50000.5", true), ("\"5,00\"", false), ("-1", false), ("0.001", false)]
    {
        desk.write("redress.toml", format!("{policy}{gate}when = {{ amount = {{ over = {bound} }} }}\n"));
        assert_eq!(desk.run(&["policy", "check"]).code == 0, right, "{bound}");
    }
}

#[test]
fn too_long_texts_are_refused() {
    let desk = desk();
    open(&desk, &[]);
    let long = desk.write("long.txt", "长".repeat(400_000));
    let refused = desk.run(&["note", "1", &format!("@{}", long.display())]).fails(2);
    assert!(refused.contains("1 MiB"), "{refused}");
    desk.run(&["intake", "--title", "T", "--tag", &"x".repeat(2000)]).fails(2);
}

#[test]
fn one_case_of_a_chain_of_duplicates_is_pending_and_counted() {
    let desk = desk();
    (0..3).for_each(|_| open(&desk, &[]));
    let count = |desk: &Desk, term: &str| desk.run(&["list", term, "--fields", "id"]).ok().lines().count();
    let counted = |desk: &Desk| desk.run(&["report", "stats", "--by", "channel"]).ok().trim().to_string();
    let link = |a: &str, b: &str| desk.run(&["link", a, b, "--kind", "duplicate"]);
    let warned = link("1", "2");
    assert!(warned.err.contains("same complainant"), "{}", warned.err);
    assert_eq!(
        (count(&desk, "status:pending"), count(&desk, "is:duplicate"), counted(&desk).as_str()),
        (2, 1, "book\t2")
    );
    assert!(desk.run(&["report", "stats", "--by", "channel", "--format", "table"]).ok().contains("duplicates 1"));
    link("2", "3").ok();
    for (a, b) in [("3", "1"), ("3", "2"), ("1", "3")] {
        link(a, b).fails(5);
    }
    assert_eq!((count(&desk, "status:pending"), counted(&desk).as_str()), (1, "book\t1"));
    let late = Desk { now: "2026-12-24T10:00".into(), ..desk };
    assert_eq!(late.run(&["report", "overdue"]).ok().lines().count(), 1);
    // The main case at the end of the chain cannot be removed.
    for act in [
        &["void", "3", "--kind", "mistake", "--reason", "r"][..],
        &["refer", "3", "--to", "x", "--reason", "r"],
        &["unlink", "2", "3", "--reason", "r"],
    ] {
        let refused = late.run(act).fails(5);
        assert!(refused.contains("HQ-2026-000") && refused.contains("unlink"), "{refused}");
    }
    late.run(&["close", "1", "--outcome", "duplicate"]).ok();
    // Undoing the link restores the earlier state.
    late.run(&["unlink", "1", "2", "--reason", "r"]).ok();
    assert_eq!((count(&late, "status:pending"), counted(&late).as_str()), (2, "book\t2"));
    assert!(!late.run(&["show", "1"]).ok().contains("closed"));
}

#[test]
fn a_duplicate_of_another_complainant_is_refused() {
    let desk = desk();
    for name in ["王小明", "李大伟", "王小明"] {
        open(&desk, &["--name", name]);
    }
    open(&desk, &[]);
    let link = |a: &str, more: &[&str]| desk.run(&[&["link", a, "1", "--kind", "duplicate"], more].concat());
    let refused = link("2", &[]).fails(5);
    assert!(refused.contains("not the same person") && !refused.contains("王"), "{refused}");
    link("2", &["--override", "one phone, two names"]).ok();
    assert!(!link("3", &[]).err.contains("complainant"));
    assert!(link("4", &[]).err.contains("not on record"));
}

#[test]
fn a_circle_of_duplicates_by_two_desks_leaves_one_case_live() {
    let hq = desk();
    (0..2).for_each(|_| open(&hq, &[]));
    let sx = hq.copied();
    sx.run(&["desk", "new", "SX"]).ok();
    for (desk, a, b) in [(&hq, "HQ-2026-0001", "HQ-2026-0002"), (&sx, "HQ-2026-0002", "HQ-2026-0001")] {
        desk.run(&["link", a, b, "--kind", "duplicate"]).ok();
        desk.run(&["close", a, "--outcome", "duplicate"]).ok();
    }
    hq.receive(&sx);
    sx.receive(&hq);
    for desk in [&hq, &sx] {
        // With the index and without.
        for _ in 0..2 {
            assert_eq!(desk.run(&["list", "status:pending", "--fields", "id"]).ok().trim(), "HQ-2026-0001");
            assert_eq!(desk.run(&["report", "stats", "--by", "channel"]).ok().trim(), "book\t1");
            let shown = desk.run(&["show", "HQ-2026-0001", "--json"]).ok();
            desk.run(&["assign", "HQ-2026-0001", "--unit", "taiyuan"]).fails(5);
            assert!(shown.contains("contested") && !shown.contains(r#""status":"closed""#), "{shown}");
            assert_eq!(
                desk.run(&["report", "stats", "--by", "channel", "--as-of", "2026-09-24"]).ok().trim(),
                "book\t1"
            );
            let _ = std::fs::remove_dir_all(desk.path().join(".redress/cache"));
        }
    }
    // Unlinked from the circle, the case continues normally.
    hq.run(&["unlink", "HQ-2026-0001", "HQ-2026-0002", "--reason", "r"]).ok();
    hq.run(&["assign", "HQ-2026-0001", "--unit", "taiyuan"]).ok();
    assert_eq!(hq.run(&["list", "status:assigned", "--fields", "id"]).ok().trim(), "HQ-2026-0001");
}

/// The hash of a log line after the previous hash.
fn chained(previous: &str, covered: &str) -> String {
    let digest = Sha256::new().chain_update(previous).chain_update(covered).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Rewrites the only segment of a desk in another form: its header, and its lines changed by `change`.
fn in_form(desk: &Desk, form: u32, change: impl Fn(&str) -> String) {
    let path = desk.segments().remove(0);
    let text = std::fs::read_to_string(&path).expect("a segment");
    let (mut previous, mut all) = ("0".repeat(64), String::new());
    for line in text.lines() {
        let line = change(&line.replacen("{\"redress\":2", &format!("{{\"redress\":{form}"), 1));
        let (covered, rest) = line.split_once(",\"hash\":\"").expect("a line");
        let hash = chained(&previous, covered);
        all += &format!("{covered},\"hash\":\"{hash}{}\n", &rest[64..]);
        previous = hash;
    }
    std::fs::write(path, all).expect("written");
    std::fs::remove_file(desk.path().join(".redress/head")).expect("it was there");
    // Remove the account's record of the previous log.
    for folder in [".redress/cache", ".local"] {
        let _ = std::fs::remove_dir_all(desk.path().join(folder));
    }
}

#[test]
fn a_form_1_log_is_upcast_and_continued_in_form_2() {
    let desk = assigned(&[]);
    reply(&desk, &["--to", "desk"]).ok();
    in_form(&desk, 1, |line| line.replace(r#","answers":["desk"]"#, ""));
    assert_eq!(field(&desk, "status"), "assigned");
    assert_eq!(desk.run(&["list", "is:reread", "--fields", "id"]).ok().trim(), "HQ-2026-0001");
    desk.run(&["verify", "-q"]).ok();
    // The first write reports the change of form and begins a new segment.
    let told = desk.run(&["note", "1", "n"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let segments = desk.segments();
    let header = |at: usize| std::fs::read_to_string(&segments[at]).expect("a segment")[..14].to_string();
    assert_eq!((segments.len(), header(0).as_str(), header(1).as_str()), (2, "{\"redress\":1,\"", "{\"redress\":2,\""));
    desk.run(&["note", "1", "n"]).ok();
    assert_eq!(desk.segments().len(), 2);
    desk.run(&["verify", "-q"]).ok();
    assert!(desk.run(&["help", "changes"]).ok().contains("Form 2"));
}

#[test]
fn status_counts_reread_cases_until_this_version_writes() {
    let desk = assigned(&[]);
    reply(&desk, &["--to", "source"]);
    reply(&desk, &["--to", "desk"]).ok();
    in_form(&desk, 1, |line| line.replace(r#","answers":["desk"]"#, "").replace(r#","answers":["source"]"#, ""));
    // A refused write rebuilds head and nothing else.
    let refused = desk.run(&["accept", "1"]).fails(5);
    assert!(refused.contains("1 case read otherwise") || !refused.contains("read otherwise"), "{refused}");
    assert!(desk.run(&["status"]).err.contains("1 case read otherwise"), "{}", desk.run(&["status"]).err);
    desk.run(&["note", "1", "n"]).ok();
    assert!(!desk.run(&["status"]).err.contains("otherwise"));
}

#[test]
fn an_unknown_form_is_refused() {
    let desk = assigned(&[]);
    in_form(&desk, 3, std::string::ToString::to_string);
    for command in
        [&["list"][..], &["show", "1"], &["log"], &["note", "1", "n"], &["report", "stats", "--by", "channel"]]
    {
        let refused = desk.run(command);
        assert!(refused.code != 0 && refused.err.contains("form 3"), "{command:?}: {} {}", refused.code, refused.err);
    }
    let verified = desk.run(&["verify"]);
    assert!(verified.code != 0 && (verified.out + &verified.err).contains("form 3"));
    assert_eq!(desk.segments().len(), 1);
}

#[test]
fn cases_that_are_not_understood_are_counted_and_shown() {
    let desk = desk();
    open(&desk, &[]);
    in_form(&desk, 2, |line| line.replacen(r#""opened":{"#, r#""opened":{"must":true,"later":1,"#, 1));
    assert_eq!(desk.run(&["list", "--fields", "id"]).ok().trim(), "HQ-2026-0001");
    let status = desk.run(&["status"]).ok();
    assert!(status.contains("not-understood\t1"), "{status}");
    open(&desk, &[]);
    let stats = desk.run(&["report", "stats", "--by", "channel", "--format", "table"]).ok();
    assert!(stats.contains("not understood 1"), "{stats}");
    desk.run(&["show", "1"]).ok();
}
