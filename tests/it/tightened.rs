//! What is met keeps its day, and an act that tightens a limit makes no breach of its own: by the gate alone.

use crate::gate::{Bench, assign, at, intake, problems, reply};
use redress::domain::event::Body;
use redress::domain::gate::{Accept, Classify, Delay, Revoke};
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
    (due.at.to_string(), due.spared)
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
    bench.run("2026-10-26T10:00", &[&classify(SHORT)]).expect("classified");
    assert!(!reply_due(&bench).1, "it was over by the old row too");
    assert!(missed(&bench) >= 1);
    assert!(problems(bench.run("2026-10-26T11:00", &[&classify(SHORT)])).iter().any(|code| code == "nothing-to-do"));
}
