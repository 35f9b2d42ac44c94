//! What is met keeps its day, and an act that tightens a limit makes no breach of its own: by the gate alone.

use crate::gate::{Bench, assign, at, intake, problems, reply};
use redress::domain::event::Body;
use redress::domain::gate::{Accept, Classify, Delay, Extend, Pause, Resume, Revoke};
use redress::domain::value::id::EventId;

/// Two classes of the bank: a complex one of ten working days, a general one of three.
const LONG: &str = "product";
const SHORT: &str = "attitude";

fn classify(category: &str) -> Classify {
    Classify { category: category.into(), ..Classify::default() }
}

/// A case of the long class since Thursday, 24 September 2026.
fn long() -> Bench {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake(LONG), &Accept::default(), &assign()]).expect("taken");
    bench
}

fn reply_due(bench: &Bench) -> (String, bool) {
    let due = bench.case().limits["reply"].clone();
    (due.at.to_string(), due.spared.is_some())
}

fn missed(bench: &Bench) -> usize {
    bench.case().missed().count()
}

#[test]
fn a_limit_that_was_met_keeps_its_day() {
    let mut bench = long();
    let due = reply_due(&bench);
    bench.run("2026-10-09T10:00", &[&reply()]).expect("replied in time");
    bench.run("2026-10-10T10:00", &[&classify(SHORT)]).expect("classified");
    assert_eq!((reply_due(&bench), missed(&bench)), (due, 0));
    // Nor does a longer class make a late answer one in time.
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake(SHORT), &Accept::default(), &assign()]).expect("taken");
    let due = reply_due(&bench);
    bench.run("2026-10-12T10:00", &[&reply()]).expect("replied late");
    bench.run("2026-10-12T11:00", &[&classify(LONG)]).expect("classified");
    assert_eq!((reply_due(&bench), missed(&bench)), (due, 1));
}

#[test]
fn a_class_whose_day_is_over_ends_with_the_day_of_the_act() {
    let mut bench = long();
    bench.run("2026-10-09T10:00", &[&classify(SHORT)]).expect("classified");
    assert_eq!((reply_due(&bench), missed(&bench)), (("2026-10-09".into(), true), 0));
    let due = bench.case().limits["reply"].clone();
    assert!(due.original.is_some_and(|first| at("2026-10-09T10:00").is_after(first)), "{due:?}");
    // Further acts leave it there; the delay can still be explained on that day.
    bench
        .run("2026-10-09T11:00", &[&Delay { reason: "busy".into(), told: "phone".into(), ..Delay::default() }])
        .expect("explained");
    bench
        .run("2026-10-12T09:00", &[&Classify { set: vec![("media".into(), "lead".into())], ..Classify::default() }])
        .ok();
    assert_eq!(reply_due(&bench).0, "2026-10-09");
    let case = bench.case();
    let late: Vec<_> = case.overdue(at("2026-10-12T09:00").date(), None).map(|(_, due)| case.explained(due)).collect();
    assert_eq!(late, [true], "late from the next day on, and explained");
    // Taken back it is the long class again, but for what ran out meanwhile.
    let is = |body: &Body| matches!(body, Body::Classified(body) if !body.category.as_deref().unwrap_or_default().is_empty());
    let event: EventId = bench.events.iter().find(|event| is(&event.body)).expect("the act").id();
    let mut same_day = long();
    same_day.run("2026-10-09T10:00", &[&classify(SHORT)]).expect("classified");
    same_day.run("2026-10-09T12:00", &[&Revoke { event, reason: "mistaken".into() }]).expect("revoked");
    assert_eq!((reply_due(&same_day), missed(&same_day)), (reply_due(&long()), 0));
}

#[test]
fn a_limit_that_had_run_out_stays_missed_whatever_the_class() {
    let mut bench = long();
    let due = reply_due(&bench).0;
    bench.run("2026-10-26T10:00", &[&classify(SHORT)]).expect("classified");
    assert_eq!(reply_due(&bench).0, due, "it was over by the old row too");
    assert!(missed(&bench) >= 1);
    assert!(problems(bench.run("2026-10-26T11:00", &[&classify(SHORT)])).iter().any(|code| code == "nothing-to-do"));
}

#[test]
fn a_spared_limit_is_extended_and_paused_like_any_other() {
    let grants = "[[extension]]\ncode = \"X\"\nlimit = \"reply\"\nwithin = \"10wd\"\nzh = \"延期\"\nen = \"Extension\"\n[[pause-ground]]\ncode = \"evidence\"\nzh = \"取证\"\nen = \"Evidence\"\n";
    let spared = |pauses_at: Option<&str>| {
        let mut bench = Bench::new(grants);
        bench.run("2026-09-24T10:00", &[&intake(LONG), &Accept::default(), &assign()]).expect("taken");
        let pause = Pause { ground: "evidence".into() };
        if let Some(when) = pauses_at {
            bench.run(when, &[&pause]).expect("paused");
        }
        bench.run("2026-10-09T10:00", &[&classify(SHORT)]).expect("classified");
        bench
    };
    // An extension counts from the day that it was given: Friday, 9 October.
    let mut bench = spared(None);
    let until = Some("2026-10-14".parse().expect("a day"));
    bench.run("2026-10-09T11:00", &[&Extend { until, reason: "r".into(), ..Extend::default() }]).expect("extended");
    assert_eq!((reply_due(&bench), missed(&bench)), (("2026-10-14".into(), true), 0));
    // A pause that begins on that day moves it to the first working day on which the clock runs again.
    let mut bench = spared(None);
    bench.run("2026-10-09T11:00", &[&Pause { ground: "evidence".into() }]).expect("paused");
    bench.run("2026-10-13T10:00", &[&Resume]).expect("resumed");
    assert_eq!((reply_due(&bench), missed(&bench)), (("2026-10-13".into(), true), 0));
    // During a pause nothing runs out: it is counted when the clock runs again.
    let mut bench = spared(Some("2026-09-25T10:00"));
    assert_eq!(missed(&bench), 0);
    bench.run("2026-10-13T10:00", &[&Resume]).expect("resumed");
    assert!(!reply_due(&bench).1 && missed(&bench) == 0, "{:?}", reply_due(&bench));
}

#[test]
fn a_delay_that_was_explained_stays_one_breach_and_a_backdated_class_makes_none() {
    let mut bench = long();
    let due = reply_due(&bench).0;
    bench.run("2026-10-14T10:00", &[&Delay { reason: "r".into(), told: "phone".into(), ..Delay::default() }]).ok();
    bench.run("2026-10-26T10:00", &[&classify(SHORT)]).expect("classified");
    assert_eq!(reply_due(&bench).0, due, "the day on which it had run out");
    let days: Vec<String> = bench.case().missed().filter(|m| m.limit == "reply").map(|m| m.due.to_string()).collect();
    assert!(days.is_empty() || days == [due], "{days:?}");
    let mut bench = long();
    let due = reply_due(&bench);
    bench.run("2026-10-09T10:00", &[&reply()]).expect("replied");
    bench.run_on("2026-10-12T10:00", Some("2026-10-08"), &[&classify(SHORT)]).expect("dated back");
    assert_eq!((reply_due(&bench), missed(&bench)), (due, 0));
}
