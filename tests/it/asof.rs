//! `--as-of` and `--known`: a report on the past equals the report on the events filtered by hand. A failing run prints its seed.

use crate::desk::Desk;
use crate::gate::{assign, at, intake, reply};
use crate::histories::categories;
use chrono::NaiveDate;
use proptest::prelude::*;
use redress::document::table::Table;
use redress::domain::calendar::period::Period;
use redress::domain::case::Case;
use redress::domain::case::apply::PastView;
use redress::domain::case::duplicate;
use redress::domain::case::limit;
use redress::domain::event::{Body, Event, Revealed};
use redress::domain::gate::{
    Assign, Callback, Classify, Close, Correct, Delay, Link, Past, Pause, Reopen, Resume, Return, Revoke, Rework,
    Supervise, Unlink, Verb, Void, Withdraw, WithdrawalAnswer,
};
use redress::domain::policy::duty;
use redress::domain::policy::improvement;
use redress::domain::query::dimension::Dimension;
use redress::domain::query::tally::{Cohort, Tally};
use redress::domain::query::term::{At, Filter};
use redress::domain::value::id::{CaseId, EventId};
use redress::domain::value::moment::Moment;
use redress::domain::value::title::Lang;
use redress::profile::{PROFILES, resolve};
use redress::project::CaseSelection;
use redress::project::{Actor, HistoryCut, IndexNote, Init, Project, Session, init};
use redress::render::{self, Format, Look};
use redress::report::context::ReportContext;
use redress::report::exceptions::Exceptions;
use redress::report::measures::tally::{Figure, FigureRequest, Figures};
use redress::report::measures::{self, Again};
use redress::report::todo::Whose;
use redress::report::{callbacks, major, overdue, stats, status, supervised, todo, withdrawals};
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// Which case, which act, hours since the previous step, days it is dated back, whether gates are overridden.
pub type Step = (usize, u8, u16, u8, bool);

const CASES: usize = 3;

pub fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..CASES, 0u8..29, 1u16..60, 0u8..5, any::<bool>()), 1..most)
}

/// The same, with links of duplicates that are made and taken back, and cases that become restricted.
fn steps_with_duplicates(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..CASES, 0u8..34, 1u16..60, 0u8..5, any::<bool>()), 1..most)
}

fn actor(now: Moment) -> Actor {
    Actor {
        by: "li.na".into(),
        done_by: Default::default(),
        now,
        clock: None,
        os: Default::default(),
        account: Default::default(),
        on: None,
        overriding: None,
        not_personal: Vec::new(),
        request: Default::default(),
        content: String::new(),
        past: false,
    }
}

fn verb(
    act: u8,
    (last, other): (Option<EventId>, CaseId),
    day: String,
    [first, second]: &[String; 2],
) -> Option<Box<dyn Verb>> {
    let r = || "r".to_string();
    let withdraw = |answer| Box::new(Withdraw { answer, reason: r(), ..Withdraw::default() });
    let called = |resolved: &str| Box::new(Callback { resolved: resolved.into(), ..Callback::default() });
    Some(match act {
        0 => Box::new(assign()),
        1 => Box::new(Assign { form: "supervision".into(), ..assign() }),
        2 | 3 => Box::new(reply()),
        4 => Box::new(redress::domain::gate::Reply { lessons: String::new(), ..reply() }),
        5 => Box::new(Close::default()),
        6 => Box::new(Reopen { reason: r() }),
        7 => Box::new(Rework { reason: r() }),
        8 => Box::new(Return { reason: r() }),
        9 => Box::new(Classify { category: second.clone(), ..Classify::default() }),
        10 => Box::new(Pause { ground: "evidence".into() }),
        11 => Box::new(Resume),
        12 => Box::new(Delay { reason: r(), told: "phone".into(), ..Delay::default() }),
        13 => Box::new(Supervise { reason: r() }),
        14 => withdraw(WithdrawalAnswer::Requested),
        15 => withdraw(WithdrawalAnswer::Unverified),
        16 => withdraw(WithdrawalAnswer::Coerced),
        17 => called("no"),
        18 => called("yes"),
        19 => Box::new(Link { other, kind: "incident".into() }),
        20 => Box::new(Correct { set: vec![("amount".into(), "60000".into())], reason: r() }),
        21 => Box::new(Void { kind: "mistake".into(), reason: r() }),
        24 => Box::new(Correct { set: vec![("received".into(), day)], reason: r() }),
        25 => Box::new(Classify { category: first.clone(), ..Classify::default() }),
        33 => Box::new(Classify { restricted: true, ..Classify::default() }),
        29..=31 => Box::new(Link { other, kind: "duplicate".into() }),
        32 => Box::new(Unlink { other, reason: r() }),
        28 => Box::new(redress::domain::gate::Step { step: "apology".into(), ..Default::default() }),
        _ => Box::new(Revoke { event: last?, reason: r() }),
    })
}

/// A project of the bank with the steps played on it; refused steps are skipped.
pub fn play(root: &Path, steps: &[Step]) -> (Project, Moment) {
    play_on("bank", ["attitude".into(), "product".into()], root, steps)
}

/// The same on any profile, with two of its categories.
pub fn play_on(profile: &str, categories: [String; 2], root: &Path, steps: &[Step]) -> (Project, Moment) {
    let callback = if profile == "bank" { "P7-A21-callback" } else { "callback" };
    let made = Init {
        profile: profile.into(),
        desk: "HQ".parse().expect("a desk"),
        name: String::new(),
        simulated: true,
        shared: false,
        project: "0".repeat(32),
        writer: "00000001".into(),
        machine: "m".into(),
        redress_toml: format!(
            "profile = \"{profile}\"\nsimulated = true\n[[callback]]\ncode = \"{callback}\"\nshare = 100\nwithin = \"5wd\"\n\
             loosens = true\n[[step]]\ncode = \"apology\"\n\
             [[limit]]\ncode = \"own-apology\"\nlimit = \"apology\"\nuntil = \"apology\"\nwithin = \"2wd\"\n"
        ),
        directory_toml: "[[unit]]\ncode = \"hq\"\n[[unit]]\ncode = \"taiyuan\"\n".into(),
    };
    init(root, &made).expect("a project");
    let project = Project::open(root, "m").expect("opens");
    let mut now = at("2026-09-01T09:00");
    let mut salt = 0u8;
    let salts = move || {
        salt = salt.wrapping_add(1);
        [salt; 16]
    };
    let mut session = project.begin(Duration::from_secs(5), &actor(now), Box::new(salts)).expect("a session");
    let mut ids: Vec<CaseId> = (1..CASES)
        .map(|_| {
            let accept = redress::domain::gate::Accept { told: "phone".into() };
            let (mut first, over) = (intake(&categories[0]), Actor { overriding: Some("r".into()), ..actor(now) });
            first.private.set("place", "1 Lane, building 2");
            session.run(&[&first as &dyn Verb, &accept, &assign()], None, &over).expect("a case").case
        })
        .collect();
    ids.push(taken_in(&mut session, &categories[0], steps.first().map_or(0, |(_, act, ..)| *act), now));
    now = act(&mut session, &ids, steps, (now, &categories));
    drop(session);
    (project, now)
}

/// Plays steps on cases, and commits.
fn act(
    session: &mut Session<'_>,
    ids: &[CaseId],
    steps: &[Step],
    (mut now, categories): (Moment, &[String; 2]),
) -> Moment {
    for (which, act, hours, back, over) in steps {
        now = now.plus_hours(i64::from(*hours));
        session.set_now(now);
        step(session, (ids[*which], ids[(*which + 1) % CASES]), (*act, *back, *over), (now, categories));
    }
    session.commit().expect("on record");
    now
}

/// Goes on where [`play`] ended: a restricted case, and further steps.
fn go_on(project: &Project, steps: &[Step], now: Moment) -> Moment {
    let ids: Vec<CaseId> = project.cases(HistoryCut::default()).expect("reads").into_keys().collect();
    let mut salt = 100u8;
    let salts = move || {
        salt = salt.wrapping_add(1);
        [salt; 16]
    };
    let actor = actor(now);
    let mut session = project.begin(Duration::from_secs(5), &actor, Box::new(salts)).expect("a session");
    let mut restricted = intake("attitude");
    restricted.facts.restricted = true;
    session.run(&[&restricted as &dyn Verb], None, &actor).expect("a case");
    act(&mut session, &ids, steps, (now, &["attitude".into(), "product".into()]))
}

/// A case with an imported history of varying completeness.
fn taken_in(session: &mut Session<'_>, category: &str, told: u8, now: Moment) -> CaseId {
    let on = |day: &str| Some(day.parse().expect("a day"));
    let past =
        |verb: Box<dyn Verb>, day: &str| Past { import: format!("old:{day}").into(), ..Past::boxed(verb, on(day)) };
    let mut chain = vec![past(Box::new(intake(category)), "2026-08-20")];
    if !told.is_multiple_of(4) {
        chain.push(past(Box::new(assign()), "2026-08-21"));
    }
    match told % 4 {
        2 => chain.push(past(Box::new(reply()), "2026-08-27")),
        3 => {
            let answer = WithdrawalAnswer::Voluntary;
            chain.push(past(Box::new(Withdraw { answer, reason: "r".into(), ..Withdraw::default() }), "2026-08-28"));
        }
        _ => {}
    }
    let verbs: Vec<&dyn Verb> = chain.iter().map(|past| past as &dyn Verb).collect();
    session.run(&verbs, None, &Actor { past: true, ..actor(now) }).expect("a case").case
}

fn step(
    session: &mut Session<'_>,
    (id, other): (CaseId, CaseId),
    (act, back, over): (u8, u8, bool),
    (now, categories): (Moment, &[String; 2]),
) {
    if act > 21 {
        session.commit().expect("on record");
    }
    let last = match act {
        // An act before the last one, on which others may depend.
        26 => event_before(session.project, id, usize::from(back)),
        act if act > 21 => event_before(session.project, id, 0),
        _ => None,
    };
    let day = now.plus_hours(-24 * i64::from(back)).date().to_string();
    let Some(verb) = verb(act, (last, other), day, categories) else { return };
    let on = (back > 0 && act != 24).then(|| Moment::day(now.plus_hours(-24 * i64::from(back)).date()));
    let actor = Actor { on, overriding: over.then(|| "passed over".into()), ..actor(now) };
    if act == 23 {
        let history = session.project.history(id, HistoryCut::default()).expect("reads").expect("a case");
        let how = Revealed { command: "show".into(), ..Revealed::default() };
        session.reveal(&[&history], "the caller asks", how, &actor).expect("on record");
    } else {
        let _ = session.run(&[verb.as_ref()], Some(id), &actor);
    }
}

fn event_before(project: &Project, id: CaseId, back: usize) -> Option<EventId> {
    let history = project.history(id, HistoryCut::default()).expect("reads")?;
    let acts = history.entries.iter().rev().map(|e| &e.event).filter(|e| !matches!(e.body, Body::Opened(_)));
    acts.map(Event::id).nth(back)
}

/// The lines of the log.
pub fn events_of(project: &Project) -> Vec<String> {
    let mut all = Vec::new();
    project
        .events(&mut |entry| {
            all.push(entry.line);
            ControlFlow::Continue(())
        })
        .expect("reads");
    all
}

fn events(project: &Project) -> Vec<Event> {
    let mut all = Vec::new();
    project
        .events(&mut |entry| {
            all.push(entry.event);
            ControlFlow::Continue(())
        })
        .expect("reads");
    all
}

/// The events that count, filtered by hand.
fn apart(all: &[Event], day: NaiveDate, known: Option<Moment>) -> Vec<Event> {
    // Revocations and corrections are knowledge: they count whenever they were recorded.
    let told = |e: &Event| matches!(e.body, Body::Revoked(_) | Body::Corrected(_));
    let happened = |e: &Event| told(e) || e.body.on().unwrap_or(e.at).date() <= day;
    all.iter().filter(|e| happened(e) && recorded(e, known)).cloned().collect()
}

fn recorded(event: &Event, known: Option<Moment>) -> bool {
    known.is_none_or(|known| event.at <= known)
}

/// Each case folded from its own events, as of a day.
fn folded(project: &Project, all: &[Event], day: NaiveDate, known: Option<Moment>) -> BTreeMap<CaseId, Case> {
    let mut by_case: HashMap<CaseId, Vec<&Event>> = HashMap::new();
    for event in all.iter().filter(|event| recorded(event, known)) {
        if let Some(id) = event.case {
            by_case.entry(id).or_default().push(event);
        }
    }
    let settle = |act: &Body, clock: Moment, case: &Case| {
        limit::settle_after(act, clock, case, &project.policy, &project.calendar)
    };
    let view = PastView { by: Moment::day(day), settle: &settle };
    let cases = by_case.into_iter().map(|(id, events)| (id, view.fold(&events)));
    cases.filter(|(_, case)| !case.unopened).collect()
}

/// Every report with its name.
fn reports(
    project: &Project,
    cases: &BTreeMap<CaseId, Case>,
    events: &[Event],
    day: NaiveDate,
) -> Vec<(&'static str, Table)> {
    let scene = ReportContext {
        policy: &project.policy,
        directory: &project.directory,
        calendar: &project.calendar,
        lang: Lang::En,
        day,
        now: None,
    };
    let mut found = Exceptions::default();
    events.iter().for_each(|e| found.take(e));
    let revoked = found.revoked().clone();
    events.iter().filter(|e| revoked.contains(&e.id())).for_each(|e| found.was(e.clone()));
    let all = || cases.values();
    let (done, items) = (duty::done(events), improvement::items(events));
    let policies: Vec<_> = events
        .iter()
        .filter_map(|event| match &event.body {
            Body::PolicyAdopted(body) => {
                Some((body.from.unwrap_or(event.at).date(), project.policy_of(&body.digest).expect("a policy")))
            }
            _ => None,
        })
        .collect();
    let (whose, desk) = (Whose::default(), project.desk().expect("the binding can be read"));
    let by = [Dimension::named(stats::USUAL).expect("known")];
    let mut tally = Tally::default();
    all().for_each(|case| tally.add(case, &by, &Cohort::of(&project.policy)));
    let beside = status::Beside {
        done: &done,
        filed: &[],
        items: &items,
        policies: &policies,
        desk: desk.as_str(),
        whose: &whose,
    };
    vec![
        ("overdue", overdue::overdue(all(), &scene)),
        ("todo", todo::todo(all(), &Whose::default(), &scene)),
        ("supervised", supervised::supervised(all(), None, &scene)),
        ("major", major::major(all(), None, &scene)),
        ("withdrawals", withdrawals::withdrawals(all(), None, &scene)),
        ("callbacks", callbacks::callbacks(all(), None, &scene)),
        ("stats", stats::stats(&tally, &by, None, &[], None, &scene)),
        ("exceptions", found.table(all(), ("", &[]), None, &scene)),
        ("status", status::status(all(), Some(&beside), &scene).counts),
    ]
}

/// Days within a history and around it; each with all knowledge, with that of the day, and with that of the middle.
fn moments(end: Moment) -> Vec<(NaiveDate, Option<Moment>)> {
    let (first, last) = (at("2026-09-01T09:00").date().pred_opt().expect("a day"), end.date());
    let step = usize::try_from((last - first).num_days() / 6).unwrap_or(0).max(1);
    let days: Vec<NaiveDate> = first.iter_days().take_while(|d| *d <= last).step_by(step).collect();
    let known = |day: NaiveDate| format!("{day}T14:00:00.000+08:00").parse::<Moment>().ok();
    let half = days[days.len() / 2];
    days.into_iter().flat_map(|day| [(day, None), (day, known(day)), (day, known(half))]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Four hundred histories with back-dated, revoked and reopened acts, on all profiles.
    #[test]
    fn cases_as_of_a_day_equal_a_fold_of_the_filtered_events(
        profile in 1..PROFILES.len(), steps in steps_with_duplicates(40)
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let name = PROFILES[profile].0;
        let policy = resolve(name, &serde_json::Value::Null).expect("a profile").policy;
        let (project, end) = play_on(name, categories(&policy), folder.path(), &steps);
        let all = events(&project);
        for (day, known) in moments(end) {
            let mut wanted = folded(&project, &all, day, known);
            duplicate::settle(&mut wanted);
            let cut = HistoryCut { by: Some(Moment::day(day)), known };
            let cases = project.cases(cut).expect("reads");
            prop_assert_eq!(&cases, &wanted, "as of {} known {:?}", day, known);
            prop_assert!(cases.values().all(|c| !c.contested || c.woken), "one writer never contests itself");
        }
        let now = HistoryCut { by: Some(Moment::day(end.date())), known: Some(end) };
        let mut wanted = folded(&project, &all, end.date(), None);
        duplicate::settle(&mut wanted);
        prop_assert_eq!(project.cases(now).expect("reads"), wanted);
    }
}

/// Which events of which cases.
fn ids(histories: BTreeMap<CaseId, Vec<Event>>) -> BTreeMap<CaseId, Vec<EventId>> {
    histories.into_iter().map(|(id, events)| (id, events.iter().map(Event::id).collect())).collect()
}

/// All measures of some days, by unit; cases of which nothing happened in them may be passed over.
fn figures(project: &Project, cut: HistoryCut, days: (NaiveDate, NaiveDate), passes_over: bool) -> Vec<Vec<Figure>> {
    let context = ReportContext {
        policy: &project.policy,
        directory: &project.directory,
        calendar: &project.calendar,
        lang: Lang::En,
        day: days.1,
        now: None,
    };
    let periods = [Some(Period::range(days.0, days.1))];
    let by = [Dimension::named("unit").expect("known")];
    let whose = None;
    let wants =
        [FigureRequest { measures: measures::ALL, by: &by, periods: &periods, behind: false, whose, until: None }];
    let (filter, at, cohort) = (Filter::default(), At { day: days.1, now: None }, Cohort::of(&project.policy));
    let which = CaseSelection { days: passes_over.then_some(days), ..CaseSelection::pass(&filter, &at) };
    let again = Again::default();
    let begin = || vec![Figures::default()];
    let add = |all: &mut Vec<Figures>, case: &Case| {
        measures::tally::add_each(all, &wants, case, (&context, &again), &cohort);
    };
    let join = |all: &mut Vec<Figures>, others: Vec<Figures>| {
        all.iter_mut().zip(others).for_each(|(all, others)| all.join(others));
    };
    let found = project.fold_cases(which, cut, (&begin, &add, &join)).expect("reads").remove(0);
    let groups = ["", "hq", "taiyuan", "HQ"].map(|unit| if unit.is_empty() { vec![] } else { vec![unit.into()] });
    let of = |values: &Vec<_>| (0..measures::ALL.len()).map(|measure| found.at(0, measure, values)).collect();
    groups.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// An index of a part of the log, with a second layer or a tail, gives the cases of a past moment as a reading of the log does.
    #[test]
    fn an_index_gives_the_cases_as_of_a_day_too(
        steps in steps_with_duplicates(30), more in steps_with_duplicates(12), tail in any::<bool>(), outsider in any::<bool>()
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let (project, end) = play(folder.path(), &steps);
        project.use_indexes(Some(0));
        let everything = (Filter::default(), At { day: end.date(), now: None });
        project.select(&everything.0, &everything.1, HistoryCut::default()).expect("reads");
        project.keep_indexes();
        let end = go_on(&project, &more, end);
        let project = Project::open(folder.path(), "m").expect("opens");
        project.use_indexes(None);
        let indexed = Project::open(folder.path(), "m").expect("opens");
        indexed.use_indexes(Some(if tail { 1 << 20 } else { 0 }));
        if outsider {
            [&project, &indexed].iter().for_each(|project| project.look_as("somebody.else".into(), end.date()));
        }
        let by_dimensions = ["status", "category", "unit"].map(|key| Dimension::named(key).expect("known"));
        let cohort = Cohort::of(&project.policy);
        for (day, known) in moments(end).into_iter().step_by(2) {
            let noon: Moment = format!("{day}T12:00:00.000+08:00").parse().expect("an instant");
            let cuts = [(Some(Moment::day(day)), known), (Some(noon), known), (None, known)];
            for (by, known) in cuts.into_iter().filter(|(by, known)| by.or(*known).is_some()) {
                let (cut, at) = (HistoryCut { by, known }, At { day, now: by.filter(|by| !by.is_day()) });
                for term in ["", "late", "pending", "overdue", "restricted", "duplicate"] {
                    let filter = if term.is_empty() { Filter::default() } else { Filter::is_any(&[term]) };
                    let wanted = project.select(&filter, &at, cut).expect("reads");
                    let found = indexed.select(&filter, &at, cut).expect("reads");
                    prop_assert_eq!(&found, &wanted, "{} as of {:?} known {:?}", term, by, known);
                    let tally = |project: &Project| project.tally(&filter, &at, cut, (&by_dimensions, &cohort)).expect("reads");
                    prop_assert_eq!(tally(&indexed), tally(&project), "{} as of {:?} known {:?}", term, by, known);
                }
            }
            let cut = HistoryCut { by: Some(Moment::day(day)), known };
            let first = day - chrono::Duration::days(7);
            let histories = |project: &Project| ids(project.histories_between(first, day, known).expect("reads"));
            prop_assert_eq!(histories(&indexed), histories(&project));
            // Cases of which nothing happened in a period are passed over, and say nothing of it.
            prop_assert_eq!(figures(&indexed, cut, (first, day), true), figures(&project, cut, (first, day), false));
        }
        let notes = indexed.index_notes();
        prop_assert!(notes.iter().all(|note| matches!(note, IndexNote::Made(_))), "{:?}", notes);
        prop_assert_eq!(notes.is_empty(), tail, "an index of part of the log is used as it is, or gets a second layer");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// The same for every report, as the program prints it.
    #[test]
    fn reports_as_of_a_day_equal_reports_on_the_filtered_events(steps in steps(60)) {
        let desk = Desk { now: "2027-02-01T09:00".into(), ..Desk::empty() };
        let (project, end) = play(desk.path(), &steps);
        let all = events(&project);
        let look = Look { lang: Lang::En, width: None, color: false, header: false };
        for (day, known) in moments(end).into_iter().skip(9).step_by(4) {
            let apart = apart(&all, day, known);
            for (kind, table) in reports(&project, &folded(&project, &all, day, known), &apart, day) {
                let mut wanted = Vec::new();
                render::write(&table, Format::Tsv, &look, &mut wanted).expect("memory");
                let day = day.to_string();
                let known = known.map(|k| k.to_string());
                let mut args = if kind == "status" { vec!["status"] } else { vec!["report", kind] };
                args.extend(["--as-of", &day]);
                args.extend(known.iter().flat_map(|k| ["--known", k.as_str()]));
                prop_assert_eq!(desk.run(&args).ok(), String::from_utf8_lossy(&wanted), "{:?}", args);
            }
        }
    }
}

#[test]
fn reports_work_by_both_names_and_explain_their_definition() {
    let mut desk = Desk::bank();
    desk.run(&["intake", "--title", "Fraud", "--amount", "60000", "--category", "attitude", "--unit", "HQ"]).ok();
    desk.run(&["supervise", "1", "--reason", "slow"]).ok();
    desk.run(&["withdraw", "1", "--requested", "--reason", "tired of it"]).ok();
    desk.run(&["correct", "1", "--set", "amount=50000.01", "--reason", "misread"]).ok();
    let both = |kind: &str, zh: &str, more: &[&str]| {
        let of = |name: &str| desk.run(&[&["report", name][..], more].concat()).ok();
        assert_eq!(of(kind), of(zh), "{kind}");
        let explained = desk.run(&["report", kind, "--explain", "--lang", "zh"]).ok();
        assert!(explained.contains("统计口径") && explained.contains("不计"), "{explained}");
        of(kind)
    };
    both("overdue", "超期", &[]);
    both("due", "到期", &[]);
    both("todo", "待办", &[]);
    let supervised = both("supervised", "督办", &[]);
    assert!(
        supervised.starts_with("HQ-2026-0001\t2026-09-24T10:00:00.000+08:00\tli.na\tordered\tslow\tHQ\t"),
        "{supervised}"
    );
    let major = both("major", "重大", &["--period", "2026-09"]);
    assert_eq!(major, "HQ-2026-0001\tamount\t50000.01\t\tHQ\tassigned\t2026-09-30\tFraud\n");
    assert_eq!(both("major", "重大", &["--period", "2026-08"]), "");
    let withdrawals = both("withdrawals", "撤诉", &["--where", "is:supervised"]);
    assert!(withdrawals.contains("\trequested\t") && withdrawals.contains("\ttrue\t"), "{withdrawals}");
    both("callbacks", "回访", &[]);
    assert_eq!(both("stats", "统计", &["--by", "类别,status,月"]), "attitude\tassigned\t2026-09\t1\n");
    assert_eq!(
        both("exceptions", "例外", &[]),
        "corrected\tHQ-2026-0001\tHQ:7\t2026-09-24T10:00:00.000+08:00\tli.na\tamount\tmisread\n"
    );
    assert_eq!(both("exceptions", "例外", &["--where", "not:is:supervised"]), "");
    desk.run(&["report", "exceptions", "--fail-if-any"]).fails(8);
    desk.run(&["report", "callbacks", "--fail-if-any"]).ok();
    desk.run(&["report", "excepions"]).fails(2);
    desk.now = "2026-10-08T09:00".into();
    let status = desk.run(&["status"]).ok();
    assert!(status.contains("supervised-overdue\t1\n"), "{status}");
    let late = desk.run(&["report", "exceptions", "--period", "2026-09-30"]).ok();
    assert_eq!(late, "late-unexplained\tHQ-2026-0001\t\t2026-09-30\t\treply 2026-09-30 P7-A11-general\t\n");
}

#[test]
fn a_loosened_policy_is_reported_from_the_day_it_was_adopted() {
    let mut desk = Desk::bank();
    desk.run(&["intake", "--title", "old"]).ok();
    desk.now = "2026-09-28T10:00".into();
    let own = "\n[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"5wd\"\nloosens = true\n";
    desk.write("redress.toml", desk.read("redress.toml") + own);
    assert_eq!(desk.run(&["report", "exceptions"]).ok(), "", "no event names it yet");
    desk.run(&["intake", "--title", "new"]).ok();
    let rows = desk.run(&["report", "exceptions"]).ok();
    let kinds: Vec<&str> = rows.lines().filter_map(|l| l.split('\t').next()).collect();
    assert_eq!(kinds, ["policy", "loosened"], "{rows}");
    assert!(rows.contains("limit P7-A11-general within 3wd 5wd"), "{rows}");
    assert_eq!(desk.run(&["report", "exceptions", "--as-of", "2026-09-27"]).ok(), "");
    assert_eq!(desk.run(&["report", "exceptions", "--period", "2026-09-24"]).ok(), "");
}
