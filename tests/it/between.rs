//! Remedies, appeals, what was signed for, working hours, reminders: acts beside the life of a case, by the gate alone.

use crate::gate::{Bench, assign, at, day, intake, problems, reply};
use redress::domain::case::Case;
use redress::domain::case::registered::GivenFacts;
use redress::domain::gate::{
    Accept, Appeal, Classify, Close, Decline, Intake, Mediate, Remedy, Reopen, Reply, Step, Withdraw, WithdrawalAnswer,
};
use redress::domain::policy::remind::reminded;
use redress::domain::value::amount::Amount;
use redress::domain::value::moment::Moment;
use redress::domain::value::state::State;

fn offer(kind: &str, amount: Option<i64>) -> Remedy {
    let basis = "contract, clause 7".into();
    Remedy { act: "offer".into(), kind: kind.into(), amount: amount.map(Amount), basis, ..Remedy::default() }
}

fn act(act: &str) -> Remedy {
    Remedy { act: act.into(), ..Remedy::default() }
}

/// A case of the bank that was assigned on a Thursday.
fn assigned(own: &str) -> Bench {
    let mut bench = Bench::new(own);
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench
}

fn paid(bench: &Bench) -> [i64; 3] {
    let case = bench.case();
    [case.offered().0, case.paid().0, case.compensation.0]
}

#[test]
fn a_remedy_is_offered_accepted_and_paid() {
    let mut bench = assigned("");
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&act("accept")])), ["not-yet"]);
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&offer("refund", None)])), ["missing"]);
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&offer("apology", Some(100))])), ["conflict"]);
    assert_eq!(
        problems(bench.run("2026-09-24T11:00", &[&Remedy { basis: String::new(), ..offer("refund", Some(100)) }])),
        ["missing"]
    );
    bench.run("2026-09-24T11:00", &[&offer("refund", Some(12_000))]).expect("offered");
    assert_eq!(paid(&bench), [12_000, 0, 0], "an offer is no payment");
    bench.run("2026-09-24T12:00", &[&act("accept")]).expect("accepted");
    assert!(bench.case().awaits_remedy());
    assert_eq!(problems(bench.run("2026-09-24T12:30", &[&act("refuse")])), ["not-yet"]);
    bench.run("2026-09-24T13:00", &[&reply(), &Close::default()]).expect("closed");
    // What was accepted is given after the end, with the sum of the offer.
    bench.run("2026-09-28T13:00", &[&act("pay")]).expect("paid");
    let case = bench.case();
    assert_eq!((case.remedy().as_str(), case.awaits_remedy(), case.state), ("pay", false, State::Closed));
    assert_eq!(paid(&bench), [12_000, 12_000, 12_000]);
    assert_eq!(problems(bench.run("2026-09-28T14:00", &[&act("pay")])), ["missing"], "the sum is not paid twice");
    bench.run("2026-09-28T14:00", &[&Remedy { amount: Some(Amount(500)), ..act("pay") }]).expect("paid further");
    assert_eq!(paid(&bench), [12_000, 12_500, 12_500]);
    bench.run("2026-09-28T15:00", &[&offer("apology", None), &act("pay")]).expect("given");
    assert_eq!(problems(bench.run("2026-09-28T16:00", &[&act("pay")])), ["nothing-to-do"]);
}

#[test]
fn what_is_given_in_a_later_round_belongs_to_the_round_of_its_offer() {
    let mut bench = assigned("");
    bench.run("2026-09-24T11:00", &[&offer("refund", Some(12_000)), &reply(), &Close::default()]).expect("closed");
    bench.run("2026-09-25T09:00", &[&Reopen { reason: "again".into() }]).expect("reopened");
    bench.run("2026-09-25T10:00", &[&act("accept"), &act("pay")]).expect("paid");
    let case = bench.case();
    assert_eq!((case.round(), case.paid_in(1, false), case.paid_in(2, false)), (2, Amount(12_000), Amount(0)));
    assert_eq!(paid(&bench), [12_000, 12_000, 12_000]);
}

#[test]
fn what_a_reply_offers_counts_until_it_is_refused() {
    let mut bench = assigned("");
    let basis = vec![("compensation_basis".into(), "tariff 7".into())];
    let classify = Classify { set: basis, ..Classify::default() };
    let generous = Reply { compensation: Some(Amount(20_000)), ..reply() };
    bench.run("2026-09-24T10:30", &[&classify]).expect("classified");
    bench.run("2026-09-24T11:00", &[&generous]).expect("replied");
    assert_eq!(paid(&bench), [20_000, 0, 20_000]);
    bench.run("2026-09-24T12:00", &[&act("refuse")]).expect("refused");
    assert_eq!(paid(&bench), [0, 0, 0]);
    bench.run("2026-09-24T13:00", &[&offer("compensation", Some(30_000)), &act("accept"), &act("pay")]).expect("paid");
    assert_eq!(paid(&bench), [30_000, 30_000, 30_000], "the payments on record take the place of what replies offer");
}

#[test]
fn a_reply_that_names_the_sum_of_an_offer_says_it_again() {
    let basis = vec![("compensation_basis".into(), "tariff 7".into())];
    let classify = Classify { set: basis, ..Classify::default() };
    let again = |sum: i64| Reply { compensation: Some(Amount(sum)), ..reply() };
    let offered = |acts: &[&dyn redress::domain::gate::Verb]| {
        let mut bench = assigned("");
        bench.run("2026-09-24T10:30", &[&classify]).expect("classified");
        for (n, one) in acts.iter().enumerate() {
            bench.run(&format!("2026-09-24T11:{n:02}"), &[*one]).expect("taken");
        }
        paid(&bench)[0]
    };
    let offer = |sum: i64| offer("compensation", Some(sum));
    assert_eq!(offered(&[&offer(200), &again(200)]), 200);
    assert_eq!(offered(&[&offer(200), &act("accept"), &act("pay"), &again(200)]), 200);
    assert_eq!(offered(&[&offer(200), &again(300)]), 300, "the reply offers more");
    assert_eq!(offered(&[&offer(200), &act("refuse"), &offer(300)]), 300, "what was refused does not stand");
    assert_eq!(offered(&[&offer(200), &offer(300)]), 300, "another offer takes its place");
    assert_eq!(offered(&[&offer(200), &act("accept"), &offer(100)]), 300, "what was accepted stays");
    assert_eq!(offered(&[&again(200), &act("accept"), &offer(100)]), 300);
    assert_eq!(offered(&[&again(200), &act("refuse")]), 0);
}

fn agreed(sum: i64) -> Mediate {
    let (result, terms) = ("agreed".into(), "the fee is given back".into());
    Mediate { result, terms, amount: Some(Amount(sum)), ..Mediate::default() }
}

fn became(result: &str) -> Mediate {
    Mediate {
        result: result.into(),
        reason: if result == "broken" { "moved away" } else { "" }.into(),
        ..Mediate::default()
    }
}

#[test]
fn an_agreement_counts_once_it_was_kept_and_a_broken_one_does_not() {
    let compensation = |acts: &[&dyn redress::domain::gate::Verb]| {
        let mut bench = assigned("");
        let basis = vec![("compensation_basis".into(), "tariff 7".into())];
        bench.run("2026-09-24T10:30", &[&Classify { set: basis, ..Classify::default() }]).expect("classified");
        for (n, one) in acts.iter().enumerate() {
            bench.run(&format!("2026-09-24T11:{n:02}"), &[*one]).expect("taken");
        }
        paid(&bench)[2]
    };
    let again = |sum: i64| Reply { compensation: Some(Amount(sum)), ..reply() };
    let pay = Remedy { amount: Some(Amount(500)), ..act("pay") };
    let end = Withdraw { answer: WithdrawalAnswer::Voluntary, reason: "settled".into(), ..Withdraw::default() };
    assert_eq!(compensation(&[&agreed(500)]), 0, "it waits to be kept");
    assert_eq!(compensation(&[&agreed(500), &became("kept")]), 500);
    assert_eq!(compensation(&[&agreed(500), &end, &became("kept")]), 500, "withdrawn after the agreement");
    assert_eq!(compensation(&[&agreed(500), &again(500)]), 500, "the reply offers it");
    assert_eq!(compensation(&[&agreed(500), &again(500), &became("kept")]), 500, "the reply names the same sum");
    assert_eq!(compensation(&[&agreed(500), &again(500), &became("broken")]), 0);
    assert_eq!(compensation(&[&agreed(500), &again(700), &became("broken")]), 200, "the reply offers more");
    assert_eq!(compensation(&[&agreed(500), &became("broken"), &agreed(300), &became("kept")]), 300);
    assert_eq!(compensation(&[&agreed(500), &act("pay"), &became("kept")]), 500, "paid without an offer");
    assert_eq!(compensation(&[&agreed(500), &act("pay"), &pay, &became("kept")]), 1_000);
    assert_eq!(compensation(&[&agreed(500), &became("kept"), &again(500), &act("refuse")]), 500);
}

#[test]
fn an_award_counts_once_it_was_carried_out() {
    let compensation = |first: &[&dyn redress::domain::gate::Verb], then: &[&dyn redress::domain::gate::Verb]| {
        let mut bench = assigned("");
        let basis = vec![("compensation_basis".into(), "tariff 7".into())];
        bench.run("2026-09-24T10:30", &[&Classify { set: basis, ..Classify::default() }]).expect("classified");
        let lodged = Appeal { to: "hq".into(), ..Appeal::default() };
        let award = Appeal { decision: "overturned".into(), award: Some(Amount(30_000)), ..Appeal::default() };
        let mut acts = first.to_vec();
        acts.push(&lodged);
        for (n, one) in acts.iter().enumerate() {
            bench.run(&format!("2026-09-24T11:{n:02}"), &[*one]).expect("taken");
        }
        bench.by = "li.na";
        bench.run("2026-09-28T09:00", &[&award]).expect("decided");
        for (n, one) in then.iter().enumerate() {
            bench.run(&format!("2026-09-29T11:{n:02}"), &[*one]).expect("taken");
        }
        paid(&bench)[2]
    };
    let out = Appeal { carried_out: true, ..Appeal::default() };
    let generous = Reply { compensation: Some(Amount(20_000)), ..reply() };
    let first = offer("compensation", Some(10_000));
    let pay = act("pay");
    let owed = Remedy { amount: Some(Amount(30_000)), ..act("pay") };
    assert_eq!(compensation(&[&reply()], &[]), 0, "it waits to be carried out");
    assert_eq!(compensation(&[&reply()], &[&out]), 30_000);
    assert_eq!(compensation(&[&reply()], &[&pay]), 30_000, "paid without an offer");
    assert_eq!(compensation(&[&reply()], &[&pay, &out]), 30_000, "once");
    assert_eq!(compensation(&[&generous], &[&out]), 30_000, "in place of what was only offered");
    assert_eq!(compensation(&[&first, &pay, &reply()], &[&out]), 40_000, "beside what was paid before");
    assert_eq!(compensation(&[&first, &pay, &reply()], &[&owed, &out]), 40_000);
}

#[test]
fn what_is_given_at_once_names_its_kind_and_basis() {
    let mut bench = assigned("");
    let pay = Remedy { act: "pay".into(), ..offer("refund", Some(4_000)) };
    let unfounded = Remedy { basis: String::new(), ..pay.clone() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&unfounded])), ["not-yet"]);
    bench.run("2026-09-24T11:00", &[&pay]).expect("given");
    assert_eq!(paid(&bench), [0, 4_000, 4_000]);
}

#[test]
fn an_appeal_is_decided_by_somebody_who_handled_no_round() {
    let mut bench = assigned("");
    let to = |body: &str| Appeal { to: body.into(), ..Appeal::default() };
    let decided = |decision: &str| Appeal { decision: decision.into(), ..Appeal::default() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&to("hq")])), ["wrong-state"], "there is no decision yet");
    bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("closed");
    assert_eq!(problems(bench.run("2026-09-25T09:00", &[&decided("upheld")])), ["not-yet"]);
    bench.run("2026-09-25T09:00", &[&to("hq")]).expect("lodged");
    assert_eq!(problems(bench.run("2026-09-25T10:00", &[&to("hq")])), ["nothing-to-do"]);
    // The handler of the first round reviews nothing; a withdrawal of the appeal anybody may note.
    bench.by = "zhang.wei";
    assert_eq!(problems(bench.run("2026-09-28T09:00", &[&decided("overturned")])), ["is-handler"]);
    bench.by = "li.na";
    let award = Appeal { award: Some(Amount(30_000)), ..decided("overturned") };
    assert_eq!(
        problems(bench.run("2026-09-28T09:00", &[&Appeal { award: Some(Amount(1)), ..decided("upheld") }])),
        ["conflict"]
    );
    bench.run("2026-09-28T09:00", &[&award]).expect("decided");
    let case = bench.case();
    assert_eq!((case.state, case.appeal().as_str(), case.awarded()), (State::Closed, "overturned", Amount(30_000)));
    assert!(case.appeal_to_carry_out().is_some());
    // It is carried out in a round of its own, and waits until that is recorded.
    bench.run("2026-09-28T10:00", &[&Reopen { reason: "overturned".into() }]).expect("reopened");
    assert!(bench.case().appeal_to_carry_out().is_some());
    bench.run("2026-09-29T09:00", &[&Appeal { carried_out: true, ..Appeal::default() }]).expect("carried out");
    let case = bench.case();
    assert_eq!((case.appeal().as_str(), case.appeals[0].round, case.round()), ("carried-out", 1, 2));
    assert_eq!(
        problems(bench.run("2026-09-29T10:00", &[&Appeal { carried_out: true, ..Appeal::default() }])),
        ["nothing-to-do"]
    );
}

#[test]
fn an_outside_body_decides_as_it_does_and_the_days_are_in_order() {
    let mut bench = assigned("");
    bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("closed");
    let early = Appeal { to: "City Ombudsman".into(), when: "2026-09-23".parse().ok(), ..Appeal::default() };
    assert_eq!(problems(bench.run("2026-09-28T09:00", &[&early])), ["before-receipt"]);
    bench.run("2026-09-28T09:00", &[&Appeal { when: "2026-09-25".parse().ok(), ..early }]).expect("lodged");
    assert!(bench.case().open_appeal().is_some_and(|appeal| appeal.outside && appeal.unit.is_empty()));
    // Whoever notes its decision did not take it.
    bench.by = "zhang.wei";
    bench.run("2026-10-12T09:00", &[&Appeal { decision: "varied".into(), ..Appeal::default() }]).expect("noted");
    assert_eq!(bench.case().appeals.len(), 1);
}

#[test]
fn a_second_appeal_of_a_round_has_a_limit_of_its_own() {
    let mut bench =
        assigned("[[limit]]\ncode = \"X-appeal\"\nlimit = \"appeal\"\nfrom = \"appealed\"\nwithin = \"5wd\"\n");
    let to = |body: &str| Appeal { to: body.into(), ..Appeal::default() };
    let upheld = Appeal { decision: "upheld".into(), ..Appeal::default() };
    let due = |text: &str| Moment::day(day(text));
    let appeal = |bench: &Bench| (bench.case().limits["appeal"].at, bench.case().met("appeal"));
    bench.run("2026-09-24T11:00", &[&reply()]).expect("replied");
    assert_eq!(
        problems(bench.run("2026-10-12T09:00", &[&to("hqq")])),
        ["unknown-code"],
        "no body, but a unit mistyped"
    );
    bench.run("2026-10-12T09:00", &[&to("hq")]).expect("lodged");
    assert_eq!(appeal(&bench), (due("2026-10-19"), None));
    bench.by = "li.na";
    bench.run("2026-10-13T09:00", &[&upheld]).expect("decided");
    assert_eq!(appeal(&bench), (due("2026-10-19"), Some(at("2026-10-13T09:00"))));
    let early = Appeal { when: "2026-10-12".parse().ok(), ..to("City Ombudsman") };
    assert_eq!(problems(bench.run("2026-10-15T09:00", &[&early])), ["before-act"], "before the first was decided");
    bench.run("2026-10-15T09:00", &[&to("City Ombudsman")]).expect("lodged again");
    assert_eq!(appeal(&bench), (due("2026-10-22"), None));
    assert!(bench.case().missed().next().is_none());
    bench.run("2026-10-23T09:00", &[&upheld]).expect("decided late");
    let case = bench.case();
    let missed: Vec<_> = case.missed().map(|missed| (missed.limit.as_str(), missed.due)).collect();
    assert_eq!(missed, [("appeal", due("2026-10-22"))]);
}

#[test]
fn signing_for_a_case_moves_no_date_and_is_no_contact() {
    let sign = "[desk]\nhours = [\"08:30-12:00\", \"13:30-17:30\"]\n[[limit]]\ncode = \"X-sign\"\nlimit = \"sign\"\nfrom = \"assigned\"\n\
         until = \"signed-for\"\nwithin = \"4wh\"\n";
    let mut bench = assigned(sign);
    let before = bench.case();
    // Assigned at ten: two hours before lunch, two after.
    assert_eq!(before.limits["sign"].at, at("2026-09-24T15:30"));
    bench.run("2026-09-24T15:30", &[&Step { step: "signed-for".into(), ..Step::default() }]).expect("signed for");
    let case = bench.case();
    assert_eq!((case.met("sign"), case.reached("contacted")), (Some(at("2026-09-24T15:30")), None));
    let others =
        |case: &Case| case.limits.iter().filter(|(name, _)| *name != "sign").map(|(_, due)| due.at).collect::<Vec<_>>();
    assert_eq!(others(&case), others(&before));
    assert!(case.missed().next().is_none());
    let mut late = assigned(sign);
    late.run("2026-09-24T15:31", &[&Step { step: "signed-for".into(), ..Step::default() }]).expect("signed for");
    assert_eq!(late.case().missed().map(|missed| missed.limit.as_str()).collect::<Vec<_>>(), ["sign"]);
}

#[test]
fn a_gate_may_ask_for_the_form_of_the_channel() {
    let own = "[[gate]]\ncode = \"X-letter\"\non = [\"accept\"]\nwhen = { channel_form = \"written\" }\nneeds = { fields = [\"told\"] }\n";
    let mut bench = Bench::new(own);
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default()]).expect("a call is oral");
    let mut bench = Bench::new(own);
    let mut letter = intake("attitude");
    letter.facts.channel = "letter".into();
    assert!(problems(bench.run("2026-09-24T10:00", &[&letter, &Accept::default()])).contains(&"missing".to_string()));
}

#[test]
fn a_voluntary_withdrawal_may_end_the_round_on_the_day_it_was_asked_for() {
    let withdraw = |answer| Withdraw { answer, reason: "r".into(), ..Withdraw::default() };
    for (own, ended, late) in [("", "2026-10-09", 1), ("[desk]\nwithdrawal-from-request = true\n", "2026-09-25", 0)] {
        let mut bench = assigned(own);
        bench.run("2026-09-25T10:00", &[&withdraw(WithdrawalAnswer::Requested)]).expect("asked");
        // The limit of three working days runs out on the thirtieth, before the check.
        bench.run("2026-10-09T10:00", &[&withdraw(WithdrawalAnswer::Voluntary)]).expect("found voluntary");
        let case = bench.case();
        let round = case.current().expect("a round");
        assert_eq!(round.ended.map(|(_, on)| on.date()), Some(day(ended)), "{own}");
        assert_eq!(case.missed().count(), late, "{own}");
    }
}

#[test]
fn a_reminder_speaks_before_the_limit_and_no_more_after_it() {
    let own = "[[remind]]\ncode = \"X-day\"\nlimit = \"reply\"\nbefore = \"1wd\"\n[[remind]]\ncode = \"X-media\"\nlimit = \"reply\"\nbefore = \"9wd\"\n\
         when = { media = \"lead\" }\n";
    let bench = assigned(own);
    let case = bench.case();
    let told = |on: &str| -> Vec<String> {
        let all = reminded(&case, &bench.policy, &bench.calendar, (day(on), None));
        all.iter().filter(|reminder| reminder.limit == "reply").map(|reminder| reminder.row.code.to_string()).collect()
    };
    // Due on Wednesday the thirtieth; the Friday before is a holiday.
    for (on, speaks) in [("2026-09-28", false), ("2026-09-29", true), ("2026-09-30", true), ("2026-10-08", false)] {
        assert_eq!(told(on), if speaks { vec!["X-day"] } else { Vec::new() }, "{on}");
    }
}

#[test]
fn an_agreement_of_an_ended_case_waits() {
    let mut bench = assigned("");
    let agreed = Mediate { result: "agreed".into(), terms: "half".into(), ..Mediate::default() };
    bench.run("2026-09-24T11:00", &[&agreed, &reply(), &Close { outcome: "mediated".into() }]).expect("closed");
    assert!(bench.case().awaits_agreement());
    bench.run("2026-09-25T11:00", &[&Mediate { result: "kept".into(), ..Mediate::default() }]).expect("kept");
    assert!(!bench.case().awaits_agreement());
}

#[test]
fn a_source_with_a_limit_is_answered_also_where_the_case_is_not_taken_on() {
    let mut bench = Bench::new("");
    let facts = GivenFacts { source_due: Some(at("2026-09-28T17:00")), ..intake("attitude").facts };
    let told = Reply { to: vec!["source".into()], findings: "in court".into(), ..Reply::default() };
    bench.run("2026-09-24T10:00", &[&Intake { facts, ..intake("attitude") }]).expect("registered");
    // Before the end a reply takes the case's own way.
    assert!(problems(bench.run("2026-09-24T10:30", &[&told])).iter().any(|code| code == "wrong-state"));
    bench.run("2026-09-24T11:00", &[&Decline { reason: "in court".into(), ..Decline::default() }]).expect("declined");
    assert!(bench.case().awaits_source());
    assert!(bench.case().overdue(at("2026-10-12T09:00").date(), None).next().is_none(), "its limits ended with it");
    assert!(problems(bench.run("2026-09-25T09:00", &[&reply()])).iter().any(|code| code == "wrong-state"));
    bench.run("2026-09-25T10:00", &[&told]).expect("told");
    let case = bench.case();
    assert_eq!((case.state, case.awaits_source()), (State::Declined, false));
    assert!(case.missed().next().is_none());
    assert!(problems(bench.run("2026-09-25T11:00", &[&told])).iter().any(|code| code == "wrong-state"));
}

#[test]
fn a_body_of_another_level_is_no_misspelling_of_a_unit() {
    let lodged = |to: &str| {
        let mut bench = assigned("");
        bench.directory.units[0].zh = "市旅游局".into();
        bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("closed");
        let appeal = Appeal { to: to.into(), ..Appeal::default() };
        let taken = bench.run("2026-09-28T09:00", &[&appeal]);
        let refused = taken.err().map_or_else(Vec::new, |refusal| problems(Err(refusal)));
        (refused, bench.case().open_appeal().map(|appeal| (appeal.outside, appeal.unit.to_string())))
    };
    let outside = Some((true, String::new()));
    assert_eq!(lodged("省旅游局"), (vec![], outside.clone()));
    assert_eq!(lodged("县旅游局"), (vec![], outside));
    assert_eq!(lodged("市旅游局"), (vec![], Some((false, "hq".into()))));
    assert_eq!(lodged("市旅遊局"), (vec!["unknown-code".to_string()], None));
}

#[test]
fn an_enquiry_is_answered_without_anybody_at_fault() {
    let silent = Reply { responsibility: String::new(), ..reply() };
    let mut bench = assigned("");
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&silent])), ["missing"]);
    let enquiry = Classify { nature: "enquiry".into(), ..Classify::default() };
    bench.run("2026-09-24T11:10", &[&enquiry]).expect("an enquiry");
    bench.run("2026-09-24T11:20", &[&silent]).expect("answered");
}
