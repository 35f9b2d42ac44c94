//! Enquiries, disputes, pauses that a step ends, the source's limit, and what follows from an act by itself.

use crate::desk::Desk;
use crate::gate::{Bench, assign, intake, problems, reply};
use redress::domain::event::Body;
use redress::domain::gate::{Accept, Approve, Classify, Contact, Decline, Intake, Pause, Rework, Step};
use redress::domain::value::state::State;

fn contact(kind: &str) -> Contact {
    Contact { kind: kind.into(), via: "phone".into(), ..Contact::default() }
}

#[test]
fn what_was_no_complaint_stays_as_an_enquiry_and_what_was_late_stays_late() {
    let declined = Decline { reason: "no fault".into(), told: "phone".into(), as_enquiry: true };
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    bench.run("2026-09-25T10:00", &[&declined]).expect("declined");
    let case = bench.case();
    assert_eq!((case.state, case.facts.nature.as_str(), case.limits.len()), (State::Declined, "enquiry", 0));
    assert!(case.missed().next().is_none());
    // And back: a communicative matter that turns out to be a complaint has limits again, from its receipt.
    let mut bench = Bench::new("");
    let enquiry = Intake {
        facts: redress::domain::case::registered::GivenFacts { nature: "enquiry".into(), ..intake("attitude").facts },
        ..intake("attitude")
    };
    bench.run("2026-09-24T10:00", &[&enquiry]).expect("taken");
    assert!(bench.case().limits.is_empty());
    bench.run("2026-09-25T10:00", &[&Classify { nature: "complaint".into(), ..Classify::default() }]).expect("turned");
    assert_eq!(bench.due(), "2026-09-30");
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    // What is late is no enquiry by the word of one person.
    assert_eq!(problems(bench.run("2026-10-10T10:00", &[&declined])), ["missing-approval"]);
    let approved = Approve { what: "nature".into(), ..Approve::default() };
    bench.run("2026-10-10T10:00", &[&approved, &declined]).expect("declined");
    assert!(bench.case().missed().any(|missed| missed.limit == "reply"));
}

/// Rows that a desk may have; all of them pass `policy check`.
const VALID: &str = r#"
[[field]]
code = "validity"
zh = "有效性"
en = "Validity"
kind = "choice"
choices = [{ code = "communicative", zh = "沟通", en = "Communicative" }, { code = "valid", zh = "有效", en = "Valid" }]
[[field]]
code = "authority_by"
zh = "认定机关"
en = "Established by"
kind = "text"
[[step]]
code = "established"
zh = "认定"
en = "Established"
[[gate]]
code = "valid"
on = ["classify", "step"]
when = { validity = "valid" }
needs = { fields = ["authority_by"] }
[[gate]]
code = "disputed"
on = ["reply", "callback", "close"]
when = { disputed = true }
must = { disputed = false }
[[escalate]]
code = "chased"
when = { chases = { at-least = 2 } }
"#;

#[test]
fn validity_names_who_established_it() {
    let mut bench = Bench::new(VALID);
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    let set =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_string(), (*v).to_string())).collect::<Vec<_>>();
    let bare = Classify { set: set(&[("validity", "valid")]), ..Classify::default() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&bare])), ["missing"]);
    let step = Step {
        step: "established".into(),
        set: set(&[("validity", "valid"), ("authority_by", "质监局")]),
        ..Step::default()
    };
    bench.run("2026-09-24T11:00", &[&step]).expect("established");
}

#[test]
fn a_disputed_result_goes_back_before_anyone_answers() {
    let mut bench = Bench::new(VALID);
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("assigned");
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&contact("dispute")])), ["not-yet"]);
    bench.run("2026-09-24T11:00", &[&contact("chase"), &contact("chase")]).expect("asked again");
    assert_eq!(bench.case().counts.chases, 2);
    assert!(bench.case().reached("contacted").is_none());
    bench.run("2026-09-25T10:00", &[&reply()]).expect("replied");
    bench.run("2026-09-25T11:00", &[&contact("dispute")]).expect("disputed");
    assert!(bench.case().flags().contains(&"disputed"));
    assert!(problems(bench.run("2026-09-25T12:00", &[&reply()])).contains(&"must-be".to_string()));
    bench.run("2026-09-25T12:00", &[&Rework { reason: "r".into() }]).expect("back to the unit");
    bench.run("2026-09-25T13:00", &[&reply()]).expect("answered anew");
    assert!(!bench.case().disputed);
}

#[test]
fn a_step_ends_the_pause_on_its_ground() {
    let rows = "[[step]]\ncode = \"restored\"\n[[pause-ground]]\ncode = \"arrears\"\nuntil = \"restored\"\n";
    let mut bench = Bench::new(rows);
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    let step = Step { step: "restored".into(), ..Step::default() };
    bench.run("2026-09-25T10:00", &[&Pause { ground: "evidence".into() }]).expect("stopped");
    bench.run("2026-09-25T11:00", &[&step]).expect("another ground");
    assert!(bench.case().paused.is_some());
    bench.events.truncate(1);
    bench.run("2026-09-25T10:00", &[&Pause { ground: "arrears".into() }]).expect("stopped");
    bench.run("2026-09-28T10:00", &[&step]).expect("done");
    assert!(bench.case().paused.is_none() && matches!(bench.events.last().expect("one").body, Body::Resumed(_)));
}

#[test]
fn the_shorter_limit_of_a_source_counts_for_the_reply_where_its_row_says_so() {
    for (counts, given, due) in
        [("", "", "2026-10-15"), ("reply = true\n", "", "2026-09-29"), ("reply = true\n", "2026-11-30", "2026-10-15")]
    {
        let mut bench = Bench::new(&format!("[[source]]\ncode = \"hotline\"\nwithin = \"2wd\"\n{counts}"));
        let mut taken = intake("complex");
        taken.facts.source = "hotline".into();
        taken.facts.source_ref = "12345-7".into();
        taken.facts.source_due = (!given.is_empty()).then(|| given.parse().expect("a day"));
        bench.run("2026-09-24T10:00", &[&taken]).expect("taken");
        assert_eq!(bench.due(), due, "{counts} {given}");
    }
}

const FOLLOW: &str = r#"
[[field]]
code = "reprisal"
zh = "打击报复"
en = "Reprisal"
kind = "flag"
[[field]]
code = "risk"
zh = "风险"
en = "Risk"
kind = "choice"
choices = [{ code = "low", zh = "低", en = "Low" }, { code = "high", zh = "高", en = "High" }]
[[field]]
code = "leak"
zh = "泄密"
en = "Leak"
kind = "flag"
[[follow]]
code = "reprisal"
zh = "打击报复投诉人"
en = "Reprisal against a complainant"
when = { reprisal = true }
open = "accountability"
link = "accountability"
restricted = true
[[follow]]
code = "leak"
zh = "泄露投诉人信息"
en = "A leak"
when = { leak = true }
restricted = true
[[follow]]
code = "risk"
zh = "风险升高"
en = "A raised risk"
on = ["classify", "intake"]
when = { risk = "high" }
escalate = "head-office"
"#;

#[test]
fn rows_open_restrict_and_take_up_once_and_hide_who_reports() {
    let desk = Desk::branch();
    desk.write("redress.toml", desk.read("redress.toml") + FOLLOW);
    let checked = desk.run(&["policy", "check"]).out;
    let wrong: Vec<&str> =
        checked.lines().filter(|l| l.starts_with("wrong") && !l.contains("directory.toml")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let run = |words: &[&str]| desk.run(words).ok();
    let told = |words: &[&str]| -> String {
        let ran = desk.run(words);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    run(&[
        "intake",
        "--title",
        "retold",
        "--channel",
        "phone",
        "--name",
        "Wang Da Chui",
        "--against",
        "taiyuan",
        "--accept",
    ]);
    let out = told(&["classify", "1", "--set", "reprisal=yes"]);
    assert!(out.contains("HQ-2026-0002"), "{out}");
    let links = run(&["list", "--fields", "id,links"]);
    assert!(links.contains("accountability:HQ-2026-0002"), "{links}");
    // Said again, or unset and set again while the link stands: no second case.
    run(&["classify", "1", "--set", "reprisal=no"]);
    run(&["classify", "1", "--set", "reprisal=yes"]);
    assert_eq!(run(&["list", "--fields", "id"]).lines().count(), 2);
    for words in [&["show", "2"][..], &["log", "2"], &["list", "nature:accountability"]] {
        assert!(!desk.run(words).out.contains("Wang Da Chui"), "{words:?}");
    }
    // From the registration on, and later: restricted.
    run(&["intake", "--title", "secret words", "--channel", "phone", "--set", "leak=yes"]);
    assert!(run(&["list", "is:restricted", "--fields", "id"]).contains("HQ-2026-0003"));
    run(&["intake", "--title", "plain words", "--channel", "phone"]);
    run(&["classify", "4", "--set", "leak=yes", "--set", "risk=high"]);
    assert!(run(&["list", "is:restricted", "is:escalated", "--fields", "id"]).contains("HQ-2026-0004"));
    let log = std::fs::read_dir(desk.path().join("log")).expect("a folder").flatten();
    let mut text = String::new();
    for folder in log {
        for file in std::fs::read_dir(folder.path()).expect("a folder").flatten() {
            text += &std::fs::read_to_string(file.path()).expect("a segment");
        }
    }
    assert!(!text.contains("secret words") && !text.contains("plain words"));
    run(&["verify"]);
}

const UNREACHED: &str = r#"
[[outcome]]
code = "unreached"
zh = "联系未果结案"
en = "Not reached"
unanswered = true
[[gate]]
code = "tried"
on = ["close"]
when = { outcome = "unreached" }
must = { attempts = { at-least = 3 }, attempt_days = { at-least = 2 } }
[[gate]]
code = "named"
on = ["assign"]
needs = { fields = ["person"] }
"#;

#[test]
fn who_was_not_reached_was_not_contacted_and_is_closed_only_after_so_many_attempts() {
    let mut bench = Bench::new(UNREACHED);
    let unnamed = redress::domain::gate::Assign { unit: "taiyuan".into(), ..Default::default() };
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default()]).expect("accepted");
    assert_eq!(problems(bench.run("2026-09-24T10:00", &[&unnamed])), ["missing"]);
    bench.run("2026-09-24T10:00", &[&assign()]).expect("assigned");
    for hour in ["09", "10", "11"] {
        bench.run(&format!("2026-09-28T{hour}:00"), &[&contact("attempt")]).expect("tried");
    }
    assert!(bench.case().reached("contacted").is_none());
    let close = redress::domain::gate::Close { outcome: "unreached".into() };
    let refused = problems(bench.run("2026-09-28T12:00", &[&close]));
    assert!(refused.contains(&"must-be".to_string()), "{refused:?}");
    bench.run("2026-09-29T09:00", &[&contact("attempt")]).expect("tried");
    let left = bench.run("2026-09-29T12:00", &[&close]);
    assert!(left.is_ok() || !problems(left).contains(&"must-be".to_string()));
}

#[test]
fn the_cause_as_the_complainant_says_it_stands_beside_the_cause_found() {
    let mut bench = Bench::new("[[cause]]\ncode = \"rude\"\n[[cause]]\ncode = \"slow\"");
    let mut taken = intake("attitude");
    taken.facts.causes_said = vec!["rude".into()];
    bench.run("2026-09-24T10:00", &[&taken]).expect("taken");
    bench.run("2026-09-24T11:00", &[&Classify { causes: vec!["slow".into()], ..Classify::default() }]).expect("found");
    let case = bench.case();
    assert_eq!((case.facts.causes_said[0].as_str(), case.facts.causes[0].as_str()), ("rude", "slow"));
}
