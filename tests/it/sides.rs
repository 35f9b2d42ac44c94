//! Between the sides of a case: parties, mediation, evidence, papers served.

use crate::desk::{Desk, files};
use crate::gate::{Bench, intake, problems, reply};
use redress::domain::case::Standing;
use redress::domain::gate::{Accept, AddEvidence, AddParty, Close, Deliver, Mediate, ReturnEvidence, Revoke};
use redress::domain::value::id::EventId;

fn mediate(result: &str) -> Mediate {
    let text = |of: &[&str]| if of.contains(&result) { "t".to_string() } else { String::new() };
    Mediate {
        result: result.into(),
        terms: text(&["agreed"]),
        reason: text(&["failed", "broken"]),
        deadline: (result == "agreed").then(|| "2026-10-09".parse().expect("a day")),
        ..Mediate::default()
    }
}

fn accepted(own: &str) -> Bench {
    let mut bench = Bench::new(own);
    bench.run("2026-09-24T10:00", &[&intake("complex"), &Accept::default()]).expect("taken");
    bench
}

fn standing(bench: &Bench, limit: &str, day: &str) -> Option<Standing> {
    bench.case().standing(limit, day.parse().expect("a day"), None)
}

#[test]
fn an_agreement_is_a_limit_until_it_is_kept_and_a_broken_one_is_none() {
    let mut bench = accepted("[[limit]]\ncode = \"m\"\nlimit = \"mediation\"\nfrom = \"accepted\"\nwithin = \"45wd\"");
    assert_eq!(problems(bench.run("2026-09-25T09:00", &[&mediate("kept")])), ["not-yet"]);
    bench.run("2026-09-25T10:00", &[&mediate("session")]).expect("held");
    assert_eq!(standing(&bench, "mediation", "2026-09-25"), Some(Standing::Running));
    bench.run("2026-09-25T11:00", &[&mediate("agreed")]).expect("agreed");
    assert_eq!(problems(bench.run("2026-09-25T12:00", &[&mediate("failed")])), ["nothing-to-do"]);
    assert_eq!(standing(&bench, "mediation", "2026-09-25"), Some(Standing::Met));
    let due = bench.case().limits["agreement"].clone();
    assert_eq!((due.at.to_string().as_str(), due.rule.as_str()), ("2026-10-09", "agreement"));
    assert_eq!(standing(&bench, "agreement", "2026-10-10"), Some(Standing::Overdue));
    let agreed = bench.case();
    // Kept, late: it stays missed. Broken: no limit any more. Revoked: none either.
    bench.run("2026-10-12T10:00", &[&mediate("kept")]).expect("kept");
    assert_eq!(bench.case().missed().map(|missed| missed.limit.as_str()).collect::<Vec<_>>(), ["agreement"]);
    assert!(!bench.case().awaits_agreement() && bench.case().mediation() == "kept");
    bench.events.pop();
    assert_eq!(bench.case(), agreed);
    bench.run("2026-09-28T10:00", &[&mediate("broken")]).expect("broken");
    assert!(!bench.case().limits.contains_key("agreement") && bench.case().missed().next().is_none());
    bench.run("2026-09-28T11:00", &[&mediate("agreed")]).expect("a second agreement");
    assert!(bench.case().awaits_agreement());
    let event: EventId = "HQ:4".parse().expect("an event");
    let revoke = |event| Revoke { event, reason: "r".into() };
    assert_eq!(problems(bench.run("2026-09-28T12:00", &[&revoke(event)])), ["rests-on"], "it was broken");
    bench.run("2026-09-28T12:00", &[&revoke("HQ:5".parse().expect("an event"))]).expect("revoked");
    assert_eq!(bench.case().mediations.len(), 3);
}

#[test]
fn an_agreement_is_recorded_as_kept_after_the_case_has_ended() {
    let mut bench = accepted("");
    bench.run("2026-09-25T10:00", &[&mediate("agreed")]).expect("agreed");
    bench.run("2026-09-25T11:00", &[&reply()]).expect("replied");
    bench.run("2026-09-25T12:00", &[&Close { outcome: "mediated".into() }]).expect("closed");
    assert!(bench.case().awaits_agreement());
    // Its day does not pass with the end of the case.
    bench.run("2026-10-20T10:00", &[&mediate("kept")]).expect("kept");
    assert_eq!((bench.case().mediation().as_str(), bench.case().missed().count()), ("kept", 1));
}

#[test]
fn only_an_agreement_has_a_sum_and_a_day() {
    let mut bench = accepted("");
    let odd = Mediate { deadline: mediate("agreed").deadline, terms: "t".into(), ..mediate("session") };
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&odd])), ["conflict", "conflict"]);
    let bare = Mediate { terms: String::new(), ..mediate("agreed") };
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&bare])), ["missing"]);
    assert_eq!(problems(bench.run("2026-10-25T10:00", &[&mediate("agreed")])), ["bad-value"]);
}

#[test]
fn a_row_bounds_the_representatives_and_an_agent_shows_the_authority() {
    let mut bench = accepted(
        "[[gate]]\ncode = \"few\"\non = [\"party\"]\nwhen = { role = \"representative\" }\nmust = { representatives = { at-most = 2 } }",
    );
    let party = |role: &str| AddParty {
        role: role.into(),
        persons: Some(1),
        organisation: "A 社".into(),
        ..AddParty::default()
    };
    for _ in 0..2 {
        bench.run("2026-09-25T10:00", &[&party("representative")]).expect("added");
    }
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&party("representative")])), ["must-be"]);
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&party("agent")])), ["missing"]);
    bench.run("2026-09-25T10:00", &[&AddParty { authority: true, ..party("agent") }]).expect("with authority");
    let side = |side: &str, role: &str| AddParty { side: side.into(), authority: true, ..party(role) };
    bench.run("2026-09-25T10:00", &[&side("respondent", "agent")]).expect("for the other side");
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&side("respondent", "complainant")])), ["conflict"]);
    let group = AddParty { role: "complainant".into(), persons: Some(31), ..AddParty::default() };
    bench.run("2026-09-25T10:00", &[&group]).expect("a group");
    let case = bench.case();
    assert_eq!((case.complainants(), case.persons("representative"), case.organisations.len()), (32, 2, 1));
}

#[test]
fn evidence_is_held_until_it_is_given_back_and_a_paper_served_ends_a_limit() {
    let mut bench = accepted(
        "[[limit]]\ncode = \"told\"\nfrom = \"accepted\"\nuntil = \"delivered\"\nwithin = \"7wd\"\n\
         [[gate]]\ncode = \"held\"\non = [\"close\"]\nwhen = { evidence_held = { over = 0 } }\nneeds = { fields = [\"title\"] }\nseverity = \"warn\"",
    );
    let add = AddEvidence { what: "w".into(), from: "complainant".into(), ..AddEvidence::default() };
    bench.run("2026-09-25T10:00", &[&add]).expect("taken in");
    bench.run("2026-09-25T10:00", &[&AddEvidence { pieces: Some(3), ..add.clone() }]).expect("taken in");
    let back = |item: Option<&str>| ReturnEvidence {
        item: item.map(|item| item.parse().expect("an event")),
        to: "complainant".into(),
        ..ReturnEvidence::default()
    };
    assert_eq!(problems(bench.run("2026-09-25T11:00", &[&back(None)])), ["missing"]);
    assert_eq!(problems(bench.run("2026-09-25T11:00", &[&back(Some("HQ:1"))])), ["no-such-event"]);
    bench.run("2026-09-25T11:00", &[&back(Some("HQ:3"))]).expect("given back");
    assert_eq!(problems(bench.run("2026-09-25T11:00", &[&back(Some("HQ:3"))])), ["nothing-to-do"]);
    assert_eq!(bench.case().evidence_held(), 1);
    bench.run("2026-09-25T11:00", &[&back(None)]).expect("the one that is left");
    let paper = |refused: &str, how: &str| Deliver {
        document: "p".into(),
        to: "respondent".into(),
        how: how.into(),
        refused: refused.into(),
        ..Deliver::default()
    };
    bench.run("2026-09-28T10:00", &[&paper("would not sign", "hand")]).expect("refused");
    assert_eq!(standing(&bench, "told", "2026-09-28"), Some(Standing::Running));
    bench.run("2026-09-28T11:00", &[&paper("would not sign", "left")]).expect("left there");
    assert_eq!(standing(&bench, "told", "2026-09-28"), Some(Standing::Met));
    let number = Deliver { document: "HQ-RE-2026-0009".into(), ..paper("", "post") };
    assert_eq!(problems(bench.run("2026-09-28T12:00", &[&number])), ["unknown-code"]);
}

#[test]
fn what_is_private_between_the_sides_stays_private_and_forms_are_filled_in() {
    let desk = Desk::branch();
    let run = |words: &[&str]| desk.run(words).ok();
    run(&[
        "intake",
        "--title",
        "甩团",
        "--category",
        "attitude",
        "--channel",
        "phone",
        "--name",
        "欧阳金丝雀",
        "--accept",
    ]);
    run(&["当事人", "增加", "1", "--role", "被投诉人", "--organisation", "春光旅行社"]);
    run(&["证据", "1", "增加", "--what", "合同", "--from", "钱金丝雀", "--place", "金丝雀路 8 号", "--pieces", "2"]);
    run(&["调解", "1", "已调解", "--present", "投诉人", "--present", "赵金丝雀"]);
    let refused = desk.run(&["调解", "1", "达成", "--terms", "欧阳金丝雀获退款"]).fails(5);
    assert!(refused.contains("欧阳金丝雀"), "{refused}");
    run(&["调解", "1", "达成", "--amount", "800", "--terms", "退一半", "--due", "2026-10-09"]);
    desk.write("proof.txt", "signed");
    run(&["deliver", "1", "--document", "调解通知", "--to", "respondent", "--how", "post", "--proof", "proof.txt"]);
    let private = desk.path().join("private");
    let outside = files(desk.path()).into_iter().filter(|path| !path.starts_with(&private));
    let leaks =
        outside.filter(|path| String::from_utf8_lossy(&std::fs::read(path).expect("a file")).contains("金丝雀"));
    assert_eq!(leaks.collect::<Vec<_>>(), Vec::<std::path::PathBuf>::new());
    for words in [&["show", "1"][..], &["log", "1"], &["evidence", "1", "list"], &["form", "evidence", "1"]] {
        let out = run(words);
        assert!(!out.contains("金丝雀"), "{words:?}: {out}");
    }
    assert!(run(&["evidence", "1", "list", "--purpose", "x"]).contains("钱金丝雀"));
    let form = run(&["form", "mediation", "1", "--purpose", "x", "--lang", "zh"]);
    for word in ["退一半", "800 元", "2026年10月9日", "投诉人、赵金丝雀", "春光旅行社"] {
        assert!(form.contains(word), "{word}: {form}");
    }
    assert!(run(&["form", "delivery", "1", "--lang", "zh"]).contains("调解通知"));
    assert_eq!(run(&["list", "organisations:春光旅行社", "mediation:agreed", "--fields", "id"]), "HQ-2026-0001\n");
    assert_eq!(run(&["report", "stats", "--by", "organisations"]), "春光旅行社\t1\n");
    // A restricted case keeps the organisation complained about in private too.
    run(&["intake", "--title", "b", "--restricted"]);
    run(&["party", "add", "2", "--role", "respondent", "--organisation", "密云社"]);
    assert!(!run(&["log", "2"]).contains("密云社") && !desk.run(&["show", "2"]).ok().contains("密云社"));
    run(&["verify"]);
}
