//! What shows only with a second act of a kind, or with a limit in hours, at the gate. Each test fails if the rule that it names is taken
//! out of the code.

use crate::desk::Desk;
use crate::gate::{Bench, assign, day, intake, problems, reply};
use redress::domain::calendar::Calendar;
use redress::domain::case::acts::WithdrawalRequest;
use redress::domain::case::limit;
use redress::domain::gate::{
    Accept, Approve, Classify, Close, Contact, Correct, Escalate, Extend, Pause, Reopen, Resume, Revoke, Rework,
    Withdraw, WithdrawalAnswer,
};
use redress::domain::value::amount::Amount;
use redress::domain::value::id::EventId;
use redress::domain::value::moment::Moment;
use redress::domain::value::within::Within;

fn date(text: &str) -> Moment {
    Moment::day(day(text))
}

fn limit_at(bench: &Bench, name: &str) -> String {
    bench.case().limits.get(name).map(|due| due.at.to_string()).unwrap_or_default()
}

const IN_HOURS: &str = "[[limit]]\ncode = \"x\"\nwithin = \"24h\"\nfrom = \"received\"\n";

#[test]
fn a_limit_in_hours_from_a_whole_day_starts_at_its_end() {
    let mut bench = Bench::new(IN_HOURS);
    let mut letter = intake("attitude");
    letter.received = Some(date("2026-09-23"));
    bench.run("2026-09-24T10:00", &[&letter]).expect("taken");
    assert_eq!(limit_at(&bench, "x"), "2026-09-25T00:00:00.000+08:00");
}

#[test]
fn a_paused_day_moves_a_limit_in_hours_by_a_day() {
    let mut bench = Bench::new(IN_HOURS);
    bench.run("2026-10-12T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    assert_eq!(limit_at(&bench, "x"), "2026-10-13T10:00:00.000+08:00");
    bench.run("2026-10-13T09:00", &[&Pause { ground: "evidence".into() }]).expect("taken");
    bench.run("2026-10-15T09:00", &[&Resume]).expect("taken");
    assert_eq!(limit_at(&bench, "x"), "2026-10-15T10:00:00.000+08:00");
}

#[test]
fn hours_end_where_a_pause_does_not() {
    let from: Moment = "2026-10-12T10:00:00.000+08:00".parse().expect("a time");
    let end = limit::end(&Calendar::embedded(), from, Within::Hours(1), &|_| true);
    assert!(end.is_after(from));
}

#[test]
fn of_thirty_hours_and_a_working_day_the_hours_are_shorter() {
    let own = "[[limit]]\ncode = \"a\"\nlimit = \"z\"\nwithin = \"1wd\"\nfrom = \"received\"\nwhen = { category = \"product\" }\n\
               [[limit]]\ncode = \"b\"\nlimit = \"z\"\nwithin = \"30h\"\nfrom = \"received\"\nwhen = { category = \"attitude\" }\n";
    let mut bench = Bench::new(own);
    bench.run("2026-09-21T10:00", &[&intake("")]).expect("taken");
    assert_eq!(limit_at(&bench, "z"), "2026-09-22T16:00:00.000+08:00");
}

#[test]
fn the_sources_own_date_is_stronger_than_a_row_called_source() {
    let mut bench = Bench::new("[[limit]]\ncode = \"source\"\nwithin = \"2wd\"\nfrom = \"received\"\n");
    let mut passed_on = intake("attitude");
    passed_on.facts.source_due = Some(date("2026-10-20"));
    bench.run("2026-09-24T10:00", &[&passed_on]).expect("taken");
    assert_eq!(limit_at(&bench, "source"), "2026-10-20");
    bench.run("2026-09-25T10:00", &[&Accept::default()]).expect("taken");
    assert_eq!(limit_at(&bench, "source"), "2026-10-20");
}

#[test]
fn a_date_that_moves_during_a_pause_has_not_run_out() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-25T10:00", &[&Pause { ground: "evidence".into() }]).expect("taken");
    // The three working days would have ended on the 30th.
    bench.run("2026-10-12T10:00", &[&Classify { category: "product".into(), ..Classify::default() }]).expect("taken");
    assert_eq!(bench.case().missed().count(), 0);
}

#[test]
fn a_second_contact_leaves_the_day_of_the_first() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    let contact = |kind: &str| Contact { kind: kind.into(), via: "phone".into(), note: "n".into() };
    bench.run("2026-09-25T10:00", &[&contact("first")]).expect("taken");
    bench.run("2026-09-28T10:00", &[&contact("meeting")]).expect("taken");
    assert_eq!(bench.case().reached("contacted").map(Moment::date), Some(day("2026-09-25")));
}

#[test]
fn what_had_run_out_when_a_classification_was_revoked_stays_missed() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("product"), &Accept::default(), &assign()]).expect("taken");
    // Ten working days until 15 October; reclassified, three until the 30th, which pass.
    bench.run("2026-09-25T10:00", &[&Classify { category: "attitude".into(), ..Classify::default() }]).expect("taken");
    let event = bench.events.last().map(|event| EventId { desk: event.desk, n: event.n }).expect("an event");
    bench.run("2026-10-09T10:00", &[&Revoke { event, reason: "r".into() }]).expect("taken");
    let case = bench.case();
    assert_eq!((bench.due().as_str(), case.facts.category.as_str()), ("2026-10-15", "product"));
    assert_eq!(case.missed().map(|missed| missed.due.date()).collect::<Vec<_>>(), [day("2026-09-30")]);
}

#[test]
fn a_reply_sent_back_takes_back_the_form_too() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-25T10:00", &[&reply()]).expect("taken");
    assert!(bench.case().reached("reported").is_some());
    bench.run("2026-09-28T10:00", &[&Rework { reason: "r".into() }]).expect("taken");
    assert!(bench.case().reached("reported").is_none() && bench.case().reached("replied").is_none());
}

/// A desk whose reply limit, the 15th, may be extended by five working days, with the approval given.
fn extendable() -> Bench {
    let mut bench =
        Bench::new("[[extension]]\ncode = \"x\"\nlimit = \"reply\"\nwithin = \"5wd\"\napproval = \"backdate\"\n");
    bench.run("2026-10-12T10:00", &[&intake("attitude")]).expect("taken");
    bench.run("2026-10-13T10:00", &[&Approve { what: "backdate".into(), ..Approve::default() }]).expect("taken");
    bench
}

fn extend(until: &str) -> Extend {
    Extend { until: Some(date(until)), reason: "r".into(), ..Extend::default() }
}

#[test]
fn a_second_extension_is_bounded_by_the_first_date() {
    let mut bench = extendable();
    bench.run("2026-10-13T10:00", &[&extend("2026-10-22")]).expect("taken");
    assert_eq!(problems(bench.run("2026-10-14T10:00", &[&extend("2026-10-23")])), ["extended-too-far"]);
}

#[test]
fn a_second_extension_adds_to_the_first() {
    let mut bench = extendable();
    bench.run("2026-10-13T10:00", &[&extend("2026-10-19")]).expect("taken");
    bench.run("2026-10-14T10:00", &[&extend("2026-10-21")]).expect("taken");
    assert_eq!((bench.due().as_str(), bench.case().extensions.get("reply").copied()), ("2026-10-21", Some(4)));
}

#[test]
fn a_coerced_withdrawal_is_recorded_once() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    let mut case = bench.case();
    case.wishes = vec![WithdrawalRequest { round: 1, answer: "coerced".into(), ..WithdrawalRequest::default() }];
    let pressed = case.clone();
    let coerced = Withdraw { answer: WithdrawalAnswer::Coerced, reason: "r".into(), checked_by: "li.na".into() };
    assert_eq!(problems(bench.run_from(Some(case), "2026-09-24T11:00", None, &[&coerced])), ["nothing-to-do"]);
    let voluntary = Withdraw { answer: WithdrawalAnswer::Voluntary, ..coerced.clone() };
    assert_eq!(problems(bench.run_from(Some(pressed), "2026-09-24T12:00", None, &[&voluntary])), ["was-coerced"]);
}

#[test]
fn a_wish_found_to_be_under_pressure_is_free_only_when_it_is_made_anew() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "a", "--channel", "phone", "--category", "attitude", "--accept"]).ok();
    let withdraw = |answer: &str| desk.run(&["withdraw", "1", answer, "--reason", "r", "--checked-by", "zhang.wei"]);
    withdraw("--coerced").ok();
    let refused = withdraw("--voluntary");
    assert!(refused.code == 5 && refused.err.contains("--requested --reason"), "{}", refused.err);
    withdraw("--requested").ok();
    withdraw("--voluntary").ok();
}

#[test]
fn a_round_does_not_begin_before_the_end_of_the_one_before() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-25T10:00", &[&reply()]).expect("taken");
    bench.run("2026-09-28T10:00", &[&Close::default()]).expect("taken");
    let reopen = Reopen { reason: "r".into() };
    assert_eq!(problems(bench.run_on("2026-09-29T10:00", Some("2026-09-27"), &[&reopen])), ["before-act"]);
    bench.run_on("2026-09-29T10:00", Some("2026-09-28"), &[&reopen]).expect("taken");
}

#[test]
fn a_case_goes_up_to_a_higher_level_only() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    let up = |to: &str| Escalate { to: to.into(), reason: "r".into(), ..Escalate::default() };
    bench.run("2026-09-25T10:00", &[&up("branch-1")]).expect("taken");
    assert_eq!(problems(bench.run("2026-09-28T10:00", &[&up("branch-1")])), ["level-not-higher"]);
    bench.run("2026-09-28T10:00", &[&up("head-office")]).expect("taken");
}

#[test]
fn a_correction_removes_what_was_wrongly_stated() {
    let mut bench = Bench::new("");
    let mut passed_on = intake("attitude");
    passed_on.facts.source_due = Some(date("2026-10-20"));
    passed_on.facts.amount = Some(Amount(12_050));
    bench.run("2026-09-24T10:00", &[&passed_on]).expect("taken");
    let correct = |set: &[(&str, &str)]| Correct {
        set: set.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        reason: "r".into(),
    };
    bench
        .run(
            "2026-09-25T10:00",
            &[&correct(&[("channel", "letter"), ("source_due", "2026-10-21"), ("received_by", "taiyuan")])],
        )
        .expect("taken");
    let facts = bench.case().facts;
    assert_eq!(
        (facts.channel.as_str(), facts.received_by.as_str(), facts.source_due),
        ("letter", "taiyuan", Some(date("2026-10-21")))
    );
    bench.run("2026-09-28T10:00", &[&correct(&[("source_due", ""), ("amount", ""), ("channel", "")])]).expect("taken");
    let facts = bench.case().facts;
    assert_eq!((facts.channel.as_str(), facts.amount, facts.source_due), ("", None, None));
    assert_eq!(limit_at(&bench, "source"), "");
    let again = bench.run("2026-09-28T11:00", &[&correct(&[("amount", ""), ("received_by", "taiyuan")])]);
    assert_eq!(problems(again), ["nothing-to-do"]);
    let title = bench.case().title.expect("a title");
    assert_eq!(problems(bench.run("2026-09-28T11:00", &[&correct(&[("title", &title)])])), ["nothing-to-do"]);
    assert!(problems(bench.run("2026-09-28T11:00", &[&correct(&[("title", " ")])])).contains(&"bad-value".into()));
    // What is so already is left out of the record.
    bench.run("2026-09-28T12:00", &[&correct(&[("received_by", "taiyuan"), ("amount", "9")])]).expect("taken");
    assert_eq!(bench.case().facts.amount, Some(Amount(900)));
}

#[test]
fn another_source_takes_the_earlier_sources_limit_away() {
    let sources = "[[source]]\ncode = \"x\"\nwithin = \"3wd\"\n[[source]]\ncode = \"y\"\n";
    let mut bench = Bench::new(sources);
    let mut passed_on = intake("attitude");
    passed_on.facts.source = "x".into();
    bench.run("2026-09-24T10:00", &[&passed_on]).expect("taken");
    assert_eq!(limit_at(&bench, "source"), "2026-09-30");
    let correct = Correct { set: [("source".into(), "y".into())].into(), reason: "r".into() };
    bench.run("2026-09-28T10:00", &[&correct]).expect("taken");
    assert_eq!(limit_at(&bench, "source"), "");
}

#[test]
fn a_limit_in_hours_does_not_run_out_while_its_clock_is_stopped() {
    let hours = "[desk]\nhours = [\"08:30-12:00\", \"13:30-17:30\"]\n";
    // Each by hand: what ran before the pause stays used, unless whole paused days give more.
    for (within, received, paused, resumed, due) in [
        ("24h", "2026-10-12T10:00", "2026-10-12T11:00", "2026-10-12T16:00", "2026-10-13T15:00"),
        ("4wh", "2026-10-12T09:00", "2026-10-12T10:00", "2026-10-12T15:00", "2026-10-13T09:00"),
        ("4wh", "2026-10-12T09:00", "2026-10-12T10:00", "2026-10-13T15:00", "2026-10-14T09:00"),
        ("4h", "2026-10-12T09:00", "2026-10-12T10:00", "2026-10-13T15:00", "2026-10-13T18:00"),
        // The paused day counts nowhere, and that of the resumption whole.
        ("12wh", "2026-10-12T10:00", "2026-10-12T16:00", "2026-10-14T09:00", "2026-10-15T14:30"),
    ] {
        let mut bench =
            Bench::new(&format!("{hours}[[limit]]\ncode = \"x\"\nwithin = \"{within}\"\nfrom = \"received\"\n"));
        bench.run(received, &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
        bench.run(paused, &[&Pause { ground: "evidence".into() }]).expect("taken");
        bench.run(resumed, &[&Resume]).expect("taken");
        assert_eq!(limit_at(&bench, "x"), format!("{due}:00.000+08:00"), "{within} from {received}");
        assert_eq!(bench.case().missed().count(), 0);
    }
}
