//! The gate without a log: chains of verbs under the bank's policy, the events they give and their refusals.

#![allow(clippy::cast_possible_truncation, reason = "numbers of a test are small")]

use chrono::NaiveDate;
use redress::domain::calendar::Calendar;
use redress::domain::case::apply::fold;
use redress::domain::case::registered::GivenFacts;
use redress::domain::case::{Case, Standing};
use redress::domain::event::{Body, Event};
use redress::domain::gate::refusal::{Problem, Refusal};
use redress::domain::gate::{
    Accept, Approve, Assign, Classify, Close, Decline, Delay, Extend, GateContext, Intake, Pause, Reopen, Reply,
    Resume, Return, Rework, Verb, Void, Withdraw, WithdrawalAnswer, decide,
};
use redress::domain::policy::Policy;
use redress::domain::policy::directory::Directory;
use redress::domain::value::id::CaseId;
use redress::domain::value::moment::Moment;
use redress::domain::value::state::State;
use redress::profile::{read_project, resolve};

/// A desk in memory: the events of one case so far.
pub struct Bench {
    pub policy: Policy,
    pub directory: Directory,
    pub calendar: Calendar,
    pub events: Vec<Event>,
    pub by: &'static str,
    pub overriding: Option<&'static str>,
}

const DIRECTORY: &str = r#"
[[unit]]
code = "hq"
level = "head-office"
[[unit]]
code = "taiyuan"
parent = "hq"
level = "branch-2"
[[unit]]
code = "counter"
parent = "taiyuan"
level = "outlet"
[[person]]
code = "li.na"
unit = "hq"
roles = ["clerk", "supervisor"]
phone = "010-6885"
[[person]]
code = "zhang.wei"
unit = "taiyuan"
roles = ["handler"]
phone = "0351-202"
[[person]]
code = "sun.li"
unit = "counter"
roles = ["handler"]
[[person]]
code = "old.hand"
unit = "taiyuan"
until = 2025-12-31
"#;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn at(text: &str) -> Moment {
    format!("{text}:00.000+08:00").parse().expect("a time")
}

impl Bench {
    pub fn new(own: &str) -> Self {
        Self::of("bank", own)
    }

    /// The same on another profile.
    pub fn of(profile: &str, own: &str) -> Self {
        let project = read_project(&format!("profile = \"{profile}\"\n{own}")).expect("toml");
        let policy = resolve(profile, &project.layer).expect("resolves").policy;
        let mut calendar = Calendar::embedded();
        calendar.hours = policy.desk.hours.clone();
        Self {
            policy,
            directory: toml::from_str(DIRECTORY).expect("a directory"),
            calendar,
            events: Vec::new(),
            by: "li.na",
            overriding: None,
        }
    }

    pub fn case(&self) -> Case {
        fold(&self.events)
    }

    pub fn run_on(&mut self, now: &str, on: Option<&str>, chain: &[&dyn Verb]) -> Result<Vec<Problem>, Refusal> {
        let before = (!self.events.is_empty()).then(|| self.case());
        self.run_from(before, now, on, chain)
    }

    /// The same on a case as given.
    pub fn run_from(
        &mut self,
        before: Option<Case>,
        now: &str,
        on: Option<&str>,
        chain: &[&dyn Verb],
    ) -> Result<Vec<Problem>, Refusal> {
        let all = self.events.clone();
        let cx = GateContext {
            policy: &self.policy,
            current: &self.policy,
            digest: "d",
            directory: &self.directory,
            calendar: &self.calendar,
            desk: "HQ".parse().expect("a code"),
            id: Default::default(),
            clock: None,
            os: "",
            now: at(now),
            on: on.map(|on| on.parse().expect("a date")),
            by: self.by.into(),
            done_by: Default::default(),
            request: "",
            overriding: self.overriding,
            not_personal: &[],
            names: &Vec::new,
            names_of: &|_| Vec::new(),
            duplicates: &Vec::new,
            accusing: &Vec::new,
            events: &|| all.clone(),
            apart: &|| std::sync::Arc::new(all.clone()),
            other: &|_| Some(Case::default()),
            past: false,
        };
        let decision = decide(chain, before.as_ref(), &cx)?;
        for draft in decision.drafts {
            let seq = self.events.len() as u32 + 1;
            self.events.push(Event {
                desk: cx.desk,
                n: u64::from(seq),
                at: cx.now,
                by: cx.by.clone(),
                clock: None,
                os: Default::default(),
                account: Default::default(),
                case: Some(CaseId::first(cx.desk, 2026)),
                seq,
                body: draft.body,
                request: Default::default(),
                import: Default::default(),
                row: 0,
                text: draft.text,
                sealed: None,
            });
        }
        // The gate's result must equal a fold of the recorded events; after a revocation the session folds again.
        let mut said = decision.case;
        let folded = self.case();
        (said.id, said.last, said.opened) = (folded.id, folded.last, folded.opened);
        // Entries that refer to their own event get its number only when recorded.
        assert!(folded.refold || said.recorded_late.len() == folded.recorded_late.len());
        said.recorded_late.clone_from(&folded.recorded_late);
        (said.parties, said.evidence) = (folded.parties.clone(), folded.evidence.clone());
        assert!(folded.refold || said == folded, "{said:?}\n{folded:?}");
        Ok(decision.warnings.into_iter().map(|w| w.problem).collect())
    }

    pub fn run(&mut self, now: &str, chain: &[&dyn Verb]) -> Result<Vec<Problem>, Refusal> {
        self.run_on(now, None, chain)
    }

    pub fn due(&self) -> String {
        self.case().limits.get("reply").map(|d| d.at.to_string()).unwrap_or_default()
    }
}

pub fn intake(category: &str) -> Intake {
    let facts = GivenFacts { channel: "phone".into(), category: category.into(), ..GivenFacts::default() };
    Intake { title: "a".into(), facts, ..Intake::default() }
}

pub fn reply() -> Reply {
    Reply {
        responsibility: "customer".into(),
        findings: "f".into(),
        staff_action: "s".into(),
        lessons: "l".into(),
        explanation: "e".into(),
        satisfaction: "satisfied".into(),
        phone: "010".into(),
        outcome: "resolved".into(),
        ..Reply::default()
    }
}

pub fn assign() -> Assign {
    Assign { unit: "taiyuan".into(), person: "zhang.wei".into(), ..Assign::default() }
}

pub fn problems(refused: Result<Vec<Problem>, Refusal>) -> Vec<String> {
    refused.expect_err("a refusal").problems.iter().map(|p| p.problem.code()).collect()
}

#[test]
fn each_category_has_its_limit_and_an_unclassified_case_the_shortest() {
    for (class, due) in
        [("attitude", "2026-09-30"), ("product", "2026-10-15"), ("", "2026-09-30"), ("crime", ""), ("anonymous", "")]
    {
        let mut bench = Bench::new("");
        bench.run("2026-09-24T10:00", &[&intake(class)]).expect("taken");
        assert_eq!(bench.due(), due, "{class}");
        assert_eq!(bench.case().limits.get("reply").is_some_and(|d| d.unclassified), class.is_empty());
    }
}

#[test]
fn reclassifying_counts_from_receipt_and_keeps_breaches() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    // The three working days end on the 30th; on 9 October the case is reclassified as complex, which has ten.
    bench.run("2026-10-09T10:00", &[&Classify { category: "product".into(), ..Classify::default() }]).expect("taken");
    assert_eq!(bench.due(), "2026-10-15");
    let case = bench.case();
    assert_eq!(
        case.missed().map(|m| (m.rule.as_str(), m.due.date())).collect::<Vec<_>>(),
        [("P7-A11-general", day("2026-09-30"))]
    );
    assert!(case.is_late(day("2026-10-10"), None) && case.overdue(day("2026-10-10"), None).next().is_none());
}

#[test]
fn a_reply_in_time_recorded_late_is_in_time() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run_on("2026-10-08T10:00", Some("2026-09-30"), &[&reply()]).expect("taken");
    assert!(bench.case().missed().next().is_none());
    assert_eq!(bench.case().standing("reply", day("2026-10-08"), None), Some(Standing::Met));
}

#[test]
fn a_late_reply_a_rework_and_a_reopening_keep_the_breach() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-10-08T10:00", &[&reply()]).expect("taken");
    assert_eq!(bench.case().missed().count(), 1);
    bench.run("2026-10-09T10:00", &[&Rework { reason: "r".into() }]).expect("taken");
    bench.run("2026-10-09T11:00", &[&reply(), &Close::default()]).expect("taken");
    bench.run("2026-10-12T10:00", &[&Reopen { reason: "r".into() }]).expect("taken");
    let case = bench.case();
    assert_eq!((case.round(), case.state, bench.due().as_str()), (2, State::Accepted, "2026-10-15"));
    assert_eq!(case.missed().count(), 1, "the first round's breach stands, once");
    assert_eq!(case.rounds[0].ended.map(|e| e.0), Some(State::Closed));
}

#[test]
fn paused_days_are_not_counted() {
    let mut bench = Bench::new("");
    bench.run("2026-10-12T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    assert_eq!(bench.due(), "2026-10-15");
    bench.run("2026-10-13T10:00", &[&Pause { ground: "evidence".into() }]).expect("taken");
    assert_eq!(bench.case().standing("reply", day("2026-10-20"), None), Some(Standing::Paused));
    // Paused on the 13th and 14th (pause ≤ day < resume): days 1, 2, 3 are the 15th, 16th and 19th.
    bench.run("2026-10-15T10:00", &[&Resume]).expect("taken");
    assert_eq!(bench.due(), "2026-10-19");
    let due = bench.case().limits["reply"].clone();
    assert_eq!(due.original, Some(Moment::day(day("2026-10-15"))));
    assert_eq!(problems(bench.run("2026-10-15T11:00", &[&Resume])), ["not-paused"]);
}

#[test]
fn an_extension_exists_only_where_the_policy_grants_it() {
    let extend = Extend { until: Some("2026-10-22".parse().expect("a date")), reason: "r".into(), ..Extend::default() };
    let mut bench = Bench::new("");
    bench.run("2026-10-12T10:00", &[&intake("attitude")]).expect("taken");
    assert_eq!(problems(bench.run("2026-10-13T10:00", &[&extend])), ["no-extension"]);
    let mut bench =
        Bench::new("[[extension]]\ncode = \"x\"\nlimit = \"reply\"\nwithin = \"5wd\"\napproval = \"backdate\"\n");
    bench.run("2026-10-12T10:00", &[&intake("attitude")]).expect("taken");
    assert_eq!(problems(bench.run("2026-10-13T10:00", &[&extend])), ["missing-approval"]);
    bench.run("2026-10-13T10:00", &[&Approve { what: "backdate".into(), ..Approve::default() }]).expect("taken");
    let far = Extend { until: Some("2026-10-23".parse().expect("a date")), ..extend.clone() };
    assert_eq!(problems(bench.run("2026-10-13T10:00", &[&far])), ["extended-too-far"]);
    bench.run("2026-10-13T10:00", &[&extend]).expect("taken");
    assert_eq!((bench.due().as_str(), bench.case().extended), ("2026-10-22", true));
}

#[test]
fn a_refusal_lists_all_problems() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake(""), &Accept::default(), &assign()]).expect("taken");
    let bare = Reply { phone: "010".into(), ..Reply::default() };
    let found = problems(bench.run("2026-09-24T11:00", &[&bare, &Close::default()]));
    assert_eq!(
        found,
        [
            "not-classified",
            "missing",
            "missing",
            "missing-element",
            "missing-element",
            "missing-element",
            "missing-element",
            "no-outcome",
            "missing",
            "missing"
        ]
    );
    assert_eq!(bench.case().state, State::Assigned);
}

#[test]
fn a_respondent_cannot_be_assigned() {
    let mut bench = Bench::new("");
    let mut against = intake("attitude");
    against.facts.respondents = vec!["zhang.wei".into()];
    against.facts.against = "taiyuan".into();
    bench.run("2026-09-24T10:00", &[&against, &Accept::default()]).expect("taken");
    let refused = bench.run("2026-09-24T11:00", &[&assign()]).expect_err("a refusal");
    assert!(matches!(&refused.problems[0].problem, Problem::IsRespondent { person } if person == "zhang.wei"));
    assert_eq!(
        refused.problems[0].rule.as_ref().map(|r| (r.id.as_str(), r.cite.zh.as_str())),
        Some(("P7-A11-coi", "第十一条"))
    );
    // The unit may handle it, and so may other people of it.
    bench.run("2026-09-24T11:00", &[&Assign { unit: "taiyuan".into(), ..Assign::default() }]).expect("taken");
}

#[test]
fn the_unit_complained_about_cannot_check_a_withdrawal() {
    let mut bench = Bench::new("");
    let mut against = intake("attitude");
    against.facts.against = "taiyuan".into();
    bench.run("2026-09-24T10:00", &[&against]).expect("taken");
    let withdraw = |answer, by: &str| Withdraw { answer, reason: "r".into(), checked_by: by.into() };
    bench.run("2026-09-24T10:10", &[&withdraw(WithdrawalAnswer::Requested, "")]).expect("taken");
    assert_eq!((bench.case().state, bench.case().withdrawal_open), (State::Received, true));
    // The counter belongs to the unit complained about.
    assert_eq!(
        problems(bench.run("2026-09-24T10:20", &[&withdraw(WithdrawalAnswer::Voluntary, "sun.li")])),
        ["of-unit-complained-about"]
    );
    bench.run("2026-09-24T10:30", &[&withdraw(WithdrawalAnswer::Unverified, "li.na")]).expect("taken");
    assert_eq!(bench.case().state, State::Received);
    bench.run("2026-09-24T10:40", &[&withdraw(WithdrawalAnswer::Voluntary, "li.na")]).expect("taken");
    assert_eq!((bench.case().state, bench.case().withdrawal_open), (State::Withdrawn, false));
}

#[test]
fn a_coerced_withdrawal_opens_an_accountability_case() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    let coerced = Withdraw { answer: WithdrawalAnswer::Coerced, reason: "r".into(), checked_by: "li.na".into() };
    // The session records the drafts of the other case; this test looks at this case only.
    let all = bench.events.clone();
    let cx = GateContext {
        policy: &bench.policy,
        current: &bench.policy,
        digest: "d",
        directory: &bench.directory,
        calendar: &bench.calendar,
        desk: "HQ".parse().expect("a code"),
        id: Default::default(),
        clock: None,
        os: "",
        now: at("2026-09-24T11:00"),
        on: None,
        by: "li.na".into(),
        done_by: Default::default(),
        request: "",
        overriding: None,
        not_personal: &[],
        names: &Vec::new,
        names_of: &|_| Vec::new(),
        duplicates: &Vec::new,
        accusing: &Vec::new,
        events: &|| all.clone(),
        apart: &|| std::sync::Arc::new(all.clone()),
        other: &|_| None,
        past: false,
    };
    let decision = decide(&[&coerced], Some(&bench.case()), &cx).expect("taken");
    let kinds: Vec<&str> = decision.drafts.iter().map(|d| d.body.kind()).collect();
    assert_eq!(kinds, ["withdrawal_coerced", "opened", "linked", "linked"]);
    assert_eq!(decision.case.state, State::Received);
    assert!(matches!(&decision.drafts[1].body, Body::Opened(o) if o.restricted && o.nature == "accountability"));
}

#[test]
fn back_dating_is_limited_and_future_dates_are_refused() {
    let mut bench = Bench::new("");
    // Sunday the 20th is a make-up workday: five working days back are the 23rd, 22nd, 21st, 20th and 18th.
    let far = bench.run_on("2026-09-24T10:00", Some("2026-09-17"), &[&intake("attitude")]);
    assert_eq!(problems(far), ["too-far-back"]);
    bench.run_on("2026-09-24T10:00", Some("2026-09-18"), &[&intake("attitude")]).expect("five working days back");
    assert_eq!(problems(bench.run_on("2026-09-24T10:00", Some("2026-09-25"), &[&Accept::default()])), ["in-future"]);
    assert_eq!(
        problems(bench.run_on("2026-09-24T10:00", Some("2026-09-16"), &[&Accept::default()])),
        ["before-receipt", "too-far-back"]
    );
}

#[test]
fn an_override_passes_gates_but_not_states_and_is_recorded() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    let short = Reply { lessons: String::new(), ..reply() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&short])), ["missing-element"]);
    bench.overriding = Some("the form follows");
    let warnings = bench.run("2026-09-24T11:00", &[&short]).expect("passed over");
    // Returned with the warnings: the complainant was not told of the acceptance.
    assert_eq!(warnings.iter().map(Problem::code).collect::<Vec<_>>(), ["not-yet", "missing-element"]);
    let last = bench.events.last().expect("an event");
    assert!(matches!(&last.body, Body::Overridden(o) if o.rules == ["P7-A12"] && o.verb == "reply"));
    // A wrong state cannot be overridden.
    assert_eq!(problems(bench.run("2026-09-24T12:00", &[&Accept::default()])), ["wrong-state"]);
}

#[test]
fn a_former_employee_cannot_be_assigned_or_act() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default()]).expect("taken");
    let gone = Assign { unit: "taiyuan".into(), person: "old.hand".into(), ..Assign::default() };
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&gone])), ["not-in-service"]);
    bench.by = "old.hand";
    assert_eq!(problems(bench.run("2026-09-24T11:00", &[&assign()])), ["not-in-service"]);
}

#[test]
fn a_delay_explanation_counts_only_until_the_due_date() {
    let delay = Delay { reason: "r".into(), told: "phone".into(), ..Delay::default() };
    for (when, explained) in [("2026-09-30T17:00", true), ("2026-10-08T09:00", false)] {
        let mut bench = Bench::new("");
        bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
        bench.run(when, &[&delay]).expect("taken");
        let case = bench.case();
        assert_eq!(case.explained(&case.limits["reply"]), explained);
        assert_eq!(bench.due(), "2026-09-30", "it moves no date");
    }
}

#[test]
fn state_transitions_follow_the_documentation() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude")]).expect("taken");
    assert_eq!(problems(bench.run("2026-09-24T10:01", &[&assign()])), ["wrong-state"]);
    bench.run("2026-09-24T10:02", &[&Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-24T10:03", &[&Return { reason: "not ours".into() }]).expect("taken");
    assert_eq!((bench.case().state, bench.case().counts.returns), (State::Accepted, 1));
    assert_eq!(
        problems(bench.run("2026-09-24T10:04", &[&Decline { reason: "r".into(), ..Decline::default() }])),
        ["wrong-state"]
    );
    bench.run("2026-09-24T10:05", &[&Void { kind: "test".into(), reason: "r".into() }]).expect("taken");
    assert_eq!(bench.case().state, State::Voided);
    assert_eq!(
        problems(bench.run("2026-09-24T10:06", &[&Void { kind: "tset".into(), reason: "r".into() }])),
        ["wrong-state", "unknown-code"]
    );
}

#[test]
fn a_pause_neither_causes_nor_hides_lateness() {
    let mut bench = Bench::new("");
    bench.run("2026-10-12T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-10-13T10:00", &[&Pause { ground: "evidence".into() }]).expect("taken");
    bench.run("2026-10-26T10:00", &[&Resume]).expect("taken");
    assert!(!bench.case().is_late(day("2026-10-26"), None), "the old date passed while the clock stood still");
    let mut bench = Bench::new("");
    bench.run("2026-10-12T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-10-20T10:00", &[&Pause { ground: "evidence".into() }]).expect("taken");
    assert!(bench.case().is_late(day("2026-10-20"), None), "it had run out before the pause");
}

#[test]
fn gates_check_resolved_codes_not_typed_titles() {
    let own = "[[gate]]\ncode = \"x\"\non = [\"intake\"]\nwhen = { channel = \"media\", category = \"general\" }\nneeds = { fields = [\"against\"] }\n";
    for (channel, refused) in [("media", true), ("媒体", true), ("电话", false)] {
        let mut bench = Bench::new(own);
        let mut by = intake("attitude");
        by.facts.channel = channel.into();
        let taken = bench.run("2026-09-24T10:00", &[&by]);
        assert_eq!(taken.is_err(), refused, "{channel}");
    }
}

#[test]
fn a_case_is_archived_once_its_complainant_is_answered() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-24T11:00", &[&Reply { to: vec!["desk".into()], ..reply() }]).expect("the form went back");
    assert_eq!(problems(bench.run("2026-09-24T12:00", &[&Close::default()])), ["not-yet"]);
    bench
        .run("2026-09-24T13:00", &[&Reply { to: vec!["complainant".into()], ..reply() }, &Close::default()])
        .expect("answered");
    let mut bench = Bench::new("");
    let mut letter = intake("attitude");
    letter.facts.anonymous = true;
    bench.run("2026-09-24T10:00", &[&letter, &Accept::default(), &assign()]).expect("taken");
    bench.run("2026-09-24T11:00", &[&reply(), &Close::default()]).expect("put on file");
    assert!(bench.case().missed().next().is_none() && bench.case().reached("replied").is_some());
}
