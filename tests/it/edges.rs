//! Edges of the life of a case, by the gate alone: acts that would hide a breach, make one, or rest on nothing.

use crate::gate::{Bench, assign, at, day, intake, problems, reply};
use redress::domain::event::{Body, Event};
use redress::domain::gate::{
    Accept, Appeal, Approve, Classify, Close, Decline, Extend, Intake, Mediate, Pause, Remedy, Reopen, Reply, Resume,
    Revoke, Withdraw, WithdrawalAnswer,
};
use redress::domain::value::amount::Amount;
use redress::domain::value::id::EventId;
use redress::domain::value::moment::Moment;
use redress::domain::value::state::State;

/// A case of the bank that was assigned on a Thursday; the reply is due on the 29th.
fn assigned(own: &str) -> Bench {
    let mut bench = Bench::new(own);
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench
}

fn due(text: &str) -> Moment {
    Moment::day(day(text))
}

fn last(bench: &Bench, is: impl Fn(&Body) -> bool) -> EventId {
    bench.events.iter().rev().find(|event| is(&event.body)).map(Event::id).expect("an event")
}

fn revoke(bench: &Bench, is: impl Fn(&Body) -> bool) -> Revoke {
    Revoke { event: last(bench, is), reason: "a mistake".into() }
}

fn late(bench: &Bench) -> Vec<String> {
    bench.case().missed().map(|missed| format!("{} {}", missed.limit, missed.due.date())).collect()
}

const EVIDENCE: &str = "[[pause-ground]]\ncode = \"evidence\"\nzh = \"取证\"\nen = \"Evidence\"\n";

#[test]
fn a_reply_ends_a_pause_and_all_views_count_it() {
    let mut bench = assigned(EVIDENCE);
    let before = bench.case().limits["reply"].at;
    bench.run("2026-09-25T10:00", &[&Pause { ground: "evidence".into() }]).expect("paused");
    bench.run("2026-10-20T10:00", &[&reply()]).expect("replied");
    let case = bench.case();
    assert_eq!((case.state, case.paused, case.pauses.len()), (State::Replied, None, 1));
    let moved = case.limits["reply"].at;
    assert!(moved.is_after(before) && !at("2026-10-20T10:00").is_after(moved), "{moved}");
    assert_eq!(late(&bench), Vec::<String>::new());
    assert_eq!(problems(bench.run("2026-10-20T11:00", &[&Resume])), ["wrong-state", "not-paused"]);
    bench.run("2026-10-21T10:00", &[&Close::default()]).expect("closed");
    assert_eq!(late(&bench), Vec::<String>::new());
}

#[test]
fn a_limit_that_has_run_out_is_not_extended_in_a_pause() {
    let grants =
        "[[extension]]\ncode = \"X\"\nlimit = \"reply\"\nwithin = \"10wd\"\nzh = \"延期\"\nen = \"Extension\"\n";
    let extend = |until: &str| Extend { until: Some(due(until)), reason: "r".into(), ..Extend::default() };
    let mut bench = assigned(&format!("{EVIDENCE}{grants}"));
    bench.run("2026-10-10T10:00", &[&Pause { ground: "evidence".into() }]).expect("paused");
    assert_eq!(problems(bench.run("2026-10-12T10:00", &[&extend("2026-10-13")])), ["limit-past"]);
    // Paused in time, it is; no extension ends before the limit does.
    let mut bench = assigned(&format!("{EVIDENCE}{grants}"));
    bench.run("2026-09-25T10:00", &[&Pause { ground: "evidence".into() }]).expect("paused");
    assert_eq!(problems(bench.run("2026-10-12T09:00", &[&extend("2026-09-28")])), ["not-later"]);
    bench.run("2026-10-12T10:00", &[&extend("2026-10-13")]).expect("extended");
}

#[test]
fn the_sources_day_moves_by_its_own_extension_and_the_reply_limit_not_past_it() {
    let own = "[[source]]\ncode = \"bureau\"\nzh = \"信访局\"\nen = \"Bureau\"\nreply = true\n\
        [[extension]]\ncode = \"X\"\nwithin = \"20wd\"\nzh = \"延期\"\nen = \"Extension\"\n";
    let mut bench = Bench::new(own);
    let mut intake = intake("attitude");
    (intake.facts.source, intake.facts.source_due) = ("bureau".into(), Some(due("2026-09-28")));
    bench.run("2026-09-24T10:00", &[&intake, &Accept::default(), &assign()]).expect("taken");
    let extend = |limit: &str| Extend { limit: limit.into(), until: Some(due("2026-10-09")), reason: "r".into() };
    assert_eq!(bench.case().limits["reply"].at, due("2026-09-28"));
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&extend("reply")])), ["no-extension"]);
    bench.run("2026-09-25T10:00", &[&extend("source")]).expect("extended");
    let source = bench.case().limits["source"].clone();
    assert_eq!((source.at, source.original), (due("2026-10-09"), Some(due("2026-09-28"))));
}

#[test]
fn an_appeal_and_an_agreement_run_on_after_the_end() {
    let own = "[[limit]]\ncode = \"X-appeal\"\nlimit = \"appeal\"\nfrom = \"appealed\"\nwithin = \"5wd\"\n";
    let mut bench = assigned(own);
    bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("closed");
    bench.run("2026-10-12T09:00", &[&Appeal { to: "City Ombudsman".into(), ..Appeal::default() }]).expect("lodged");
    let overdue =
        |bench: &Bench, on: &str| bench.case().overdue(day(on), None).map(|(l, _)| l.to_string()).collect::<Vec<_>>();
    assert!(overdue(&bench, "2026-10-19").is_empty());
    assert_eq!(overdue(&bench, "2026-10-20"), ["appeal"]);
    // Decided in time and recorded later: nothing was missed.
    let decided = Appeal { decision: "upheld".into(), when: "2026-10-16".parse().ok(), ..Appeal::default() };
    bench.run("2026-10-20T09:00", &[&decided]).expect("decided");
    assert!(late(&bench).is_empty() && overdue(&bench, "2026-12-01").is_empty());
    let mut bench = assigned("");
    let agreed = |on: &str, terms: &str| Mediate {
        result: "agreed".into(),
        amount: Some(Amount(20_000)),
        terms: terms.into(),
        deadline: Some(due(on)),
        ..Mediate::default()
    };
    let kept = Mediate { result: "kept".into(), ..Mediate::default() };
    bench.run("2026-09-24T11:00", &[&agreed("2026-09-28", "pay"), &reply(), &Close::default()]).expect("agreed");
    assert_eq!(overdue(&bench, "2026-09-29"), ["agreement"]);
    bench.run("2026-09-28T12:00", &[&kept]).expect("kept");
    assert!(overdue(&bench, "2026-12-01").is_empty() && late(&bench).is_empty());
}

#[test]
fn a_second_agreement_and_a_second_payment_have_limits_of_their_own() {
    let own = "[[limit]]\ncode = \"X-pay\"\nlimit = \"payment\"\nfrom = \"offer-accepted\"\nuntil = \"paid\"\nwithin = \"3wd\"\n";
    let mut bench = assigned(own);
    let mediate = |result: &str, on: Option<&str>| Mediate {
        result: result.into(),
        terms: if on.is_some() { "pay".into() } else { String::new() },
        deadline: on.map(due),
        ..Mediate::default()
    };
    bench.run("2026-09-24T11:00", &[&mediate("agreed", Some("2026-09-28"))]).expect("agreed");
    bench.run("2026-09-25T11:00", &[&mediate("kept", None)]).expect("kept");
    let again = mediate("agreed", Some("2026-09-30"));
    bench.run("2026-09-28T11:00", &[&mediate("session", None), &again]).expect("agreed again");
    let case = bench.case();
    assert_eq!((case.limits["agreement"].at, case.met("agreement")), (due("2026-09-30"), None));
    let remedy = |act: &str, kind: &str, amount: Option<i64>| Remedy {
        act: act.into(),
        kind: kind.into(),
        amount: amount.map(Amount),
        basis: "contract".into(),
        ..Remedy::default()
    };
    let offer = |kind: &str, sum| remedy("offer", kind, Some(sum));
    bench.run("2026-09-28T12:00", &[&offer("refund", 50_000), &remedy("accept", "", Some(30_000))]).expect("accepted");
    bench.run("2026-09-28T13:00", &[&remedy("pay", "", None)]).expect("paid");
    assert_eq!(bench.case().paid(), Amount(30_000), "what was accepted is given");
    bench
        .run("2026-09-29T12:00", &[&offer("compensation", 90_000), &remedy("accept", "compensation", None)])
        .expect("again");
    let case = bench.case();
    assert_eq!((case.met("payment"), case.limits["payment"].from), (None, due("2026-09-29")));
}

#[test]
fn a_duplicate_needs_its_main_case_whoever_says_so() {
    let mut bench = assigned("");
    let duplicate = Reply { outcome: "duplicate".into(), ..reply() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&duplicate])), ["missing-link"]);
}

#[test]
fn what_an_ending_or_a_round_rests_on_is_not_revoked() {
    let mut bench = assigned("");
    bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("closed");
    let of_reply = revoke(&bench, |body| matches!(body, Body::Replied(_)));
    assert_eq!(problems(bench.run("2026-09-24T12:00", &[&of_reply])), ["rests-on"]);
    bench.run("2026-09-25T09:00", &[&Reopen { reason: "again".into() }]).expect("reopened");
    let of_reopening = revoke(&bench, |body| matches!(body, Body::Reopened(_)));
    bench.run("2026-09-25T10:00", &[&assign()]).expect("assigned");
    assert_eq!(problems(bench.run("2026-09-25T11:00", &[&of_reopening])), ["rests-on"]);
    let of_hop = revoke(&bench, |body| matches!(body, Body::Assigned(_)));
    bench.run("2026-09-25T12:00", &[&of_hop]).expect("revoked");
    bench.run("2026-09-25T13:00", &[&of_reopening]).expect("revoked");
    let of_closing = revoke(&bench, |body| matches!(body, Body::Closed(_)));
    bench.run("2026-09-25T14:00", &[&of_closing]).expect("revoked");
    bench.run("2026-09-25T15:00", &[&of_reply]).expect("revoked, the last first");
    assert_eq!(bench.case().state, State::Assigned);
}

#[test]
fn a_request_dated_back_hides_no_breach() {
    let from_request = "[desk]\nwithdrawal-from-request = true\nbackdate = \"none\"\nloosens = true\n";
    let answer = |answer| Withdraw { answer, reason: "settled".into(), ..Withdraw::default() };
    let mut bench = assigned(from_request);
    let asked = answer(WithdrawalAnswer::Requested);
    bench.run_on("2026-10-20T09:00", Some("2026-09-25"), &[&asked]).expect("asked");
    bench.run("2026-10-20T10:00", &[&answer(WithdrawalAnswer::Voluntary)]).expect("withdrawn");
    assert_eq!(late(&bench), ["reply 2026-09-30"]);
    // Recorded in time, it ends the clock on the day of the request.
    let mut bench = assigned(from_request);
    bench.run("2026-09-25T09:00", &[&asked]).expect("asked");
    bench.run("2026-10-20T10:00", &[&answer(WithdrawalAnswer::Voluntary)]).expect("withdrawn");
    assert!(late(&bench).is_empty());
}

#[test]
fn acts_come_after_those_that_they_need() {
    let on = |text: &str| Some(text.to_string());
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    bench.run("2026-09-25T10:00", &[&Accept::default()]).expect("accepted");
    let decline = Decline { reason: "outside".into(), ..Decline::default() };
    let refused = |bench: &mut Bench, day: Option<String>, verb: &dyn redress::domain::gate::Verb| {
        problems(bench.run_on("2026-09-29T10:00", day.as_deref(), &[verb]))
    };
    let refused_decline = refused(&mut bench, on("2026-09-24"), &decline);
    assert!(
        refused_decline.contains(&"wrong-state".to_string()) || refused_decline.contains(&"before-act".to_string())
    );
    bench.run("2026-09-28T10:00", &[&assign()]).expect("assigned");
    assert!(refused(&mut bench, on("2026-09-25"), &reply()).contains(&"before-act".to_string()));
    bench.run("2026-09-29T09:00", &[&reply()]).expect("replied");
    let withdraw = Withdraw { answer: WithdrawalAnswer::Voluntary, reason: "r".into(), ..Withdraw::default() };
    assert!(refused(&mut bench, on("2026-09-25"), &withdraw).contains(&"before-act".to_string()));
}

#[test]
fn who_has_the_case_does_not_exempt_it() {
    let set = [("measure", "on-time"), ("ground", "unreasonable")].map(|(k, v)| (k.to_string(), v.to_string()));
    let exempt = Approve { what: "exempt".into(), set: set.to_vec(), ..Approve::default() };
    let mut bench = Bench::new("");
    let own = redress::domain::gate::Assign { unit: "hq".into(), person: "li.na".into(), ..Default::default() };
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &own]).expect("taken");
    assert_eq!(problems(bench.run("2026-10-24T10:00", &[&exempt])), ["holds-case", "is-handler"]);
}

#[test]
fn a_respondent_does_not_act_under_a_rule_that_takes_the_case_up() {
    let own = "[[field]]\ncode = \"hot\"\nkind = \"flag\"\nzh = \"热\"\nen = \"Hot\"\n\
        [[follow]]\ncode = \"up\"\nwhen = { hot = true }\nescalate = \"head-office\"\nzh = \"上报\"\nen = \"Up\"\n";
    let mut bench = Bench::new(own);
    let mut intake: Intake = intake("attitude");
    intake.facts.respondents = vec!["zhang.wei".into()];
    bench.run("2026-09-24T10:00", &[&intake, &Accept::default()]).expect("taken");
    bench.by = "zhang.wei";
    for set in [Vec::new(), vec![("hot".to_string(), "true".to_string())]] {
        let classify = Classify { category: "product".into(), set, ..Classify::default() };
        let refused = problems(bench.run("2026-09-24T11:00", &[&classify]));
        assert!(refused.contains(&"is-respondent".to_string()), "{refused:?}");
    }
}
