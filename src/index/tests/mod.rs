//! Random histories over three desks: layered indexes give the same answers as a fold of all events, whatever they have seen when.

#![allow(clippy::cast_possible_truncation, reason = "numbers of a test are small")]

use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::apply::fold;
use crate::domain::event::Event;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::Directory;
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::query::term::{At, FLAGS, Filter, TermReader};
use crate::domain::value::id::{CaseId, DeskCode};
use crate::domain::value::moment::Moment;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;

mod many;

const DESKS: [&str; 3] = ["AA", "BB", "B2"];
const CASES: [&str; 5] = ["AA-2026-0001", "AA-2026-0002", "BB-2026-0001", "B2-2025-0007", "AA-2026-10007"];

/// Dimensions to count by: from columns, one of them twice, and some that only the case has.
const BY: [&[&str]; 7] = [
    &["channel", "category", "month"],
    &["status"],
    &["week", "level"],
    &["cause", "unit"],
    &[],
    &["nature", "quarter", "nature", "outcome"],
    &["channel", "category", "month", "unit", "status"],
];

/// A step: the desk, how far its event number jumps, the case (none for the last value), the kind of event, and a number for choices.
type Step = (usize, u64, usize, usize, usize);

/// The events of each desk.
type Log = [Vec<Event>; 3];

/// A nature; one of them is counted apart, and one is too long for the string table.
fn nature(choice: usize) -> String {
    match choice % 11 {
        0 => "enquiry".into(),
        1 => "x".repeat(81),
        _ => "complaint".into(),
    }
}

fn body(kind: usize, choice: usize, target: Option<String>) -> String {
    let day = |n: usize| format!("2026-10-{:02}", n % 28 + 1);
    let due = |name: &str, at: String| {
        format!(
            r#""{name}":{{"at":"{at}","rule":"R","from":"2026-10-01","within":"3wd","provisional":{}}}"#,
            choice.is_multiple_of(5)
        )
    };
    match kind {
        0 | 1 => {
            let at = if choice.is_multiple_of(3) { format!("{}T10:00:00.000+08:00", day(choice)) } else { day(choice) };
            let policy = "5e".repeat(32);
            // Some days have no number in a column, and some are the first and last that have one.
            let received = match choice % 9 {
                0 => "1969-12-30".into(),
                1 => "2149-06-05".into(),
                2 => "1970-01-01".into(),
                _ => day(choice),
            };
            format!(
                r#""opened":{{"on":"{}","channel":"phone","category":"attitude","nature":"{}","policy":"{policy}","anonymous":{},"amount":{choice}.5,"source_ref":"ref {choice}","causes":["queue"],"fields":{{"media":{},"claim":{choice}}},"due":{{{},{}}}}},"text":{{"salt":"0","title":"排队 {choice}"}}"#,
                received, nature(choice), choice.is_multiple_of(2), choice.is_multiple_of(7), due("reply", at), due("form", day(choice + 3)),
            )
        }
        2 => format!(r#""assigned":{{"unit":"taiyuan","person":"li.na","form":"{}"}}"#, if choice.is_multiple_of(4) { "supervision" } else { "transfer" }),
        3 => r#""replied":{"to":["complainant","desk"],"outcome":"settled","responsibility":"full","compensation":12.34}"#.into(),
        4 if choice.is_multiple_of(9) => r#""voided":{"kind":"test"}"#.into(),
        4 => format!(r#""closed":{{"outcome":"{}","on":"{}"}}"#, if choice.is_multiple_of(4) { "duplicate" } else { "settled" }, day(choice)),
        5 => format!(r#""reopened":{{"policy":"6f","due":{{{}}}}}"#, due("reply", day(choice))),
        6 => format!(r#""paused":{{"ground":"x","on":"{}"}}"#, day(choice)),
        7 => r#""resumed":{}"#.into(),
        8 => r#""classified":{"category":"","restricted":true}"#.into(),
        9 => r#""noted":{},"request":"again","os":"a@b""#.into(),
        10 => format!(r#""escalated":{{"to":"head","rule":"up"}},"request":"r{choice}""#),
        11 => r#""danced":{"must":true}"#.into(),
        12 => r#""withdrawal_requested":{},"text":{"salt":"0","reason":"why"}"#.into(),
        13 => r#""linked":{"other":"AA-2026-0002","kind":"repeat"}"#.into(),
        14 => r#""improvement_added":{"unit":"taiyuan","person":"li.na"}"#.into(),
        _ => match target {
            Some(event) => format!(r#""revoked":{{"event":"{event}"}}"#),
            None => r#""party_added":{"role":"complainant"}"#.into(),
        },
    }
}

fn play(steps: &[Step]) -> Log {
    let mut log: Log = Default::default();
    let mut last = [0; 3];
    for (desk, ahead, case, kind, choice) in steps {
        last[*desk] += 1 + ahead;
        let n = last[*desk];
        let id = CASES.get(*case);
        let of_case = |event: &&Event| event.case.map(|case| case.to_string()).as_deref() == id.copied();
        let targets: Vec<String> = log.iter().flatten().filter(of_case).map(|event| event.id().to_string()).collect();
        let target = (!targets.is_empty()).then(|| targets[choice % targets.len()].clone());
        let case = id.map_or_else(String::new, |id| format!(r#""case":"{id}","seq":{},"#, choice % 9));
        let line = format!(
            r#"{{"n":{n},"at":"2026-10-{:02}T09:00:00.{choice:03}+08:00","by":"li.na",{case}{}}}"#,
            n % 28 + 1,
            body(*kind, *choice, target)
        );
        let event = Event::parse(line.as_bytes(), DESKS[*desk].parse::<DeskCode>().expect("a desk")).expect("a line");
        log[*desk].push(event);
    }
    log
}

/// How many events of each desk were seen.
type Cut = [usize; 3];

/// The events between two cuts, in the order of the log, each with its desk and its index there.
fn between(log: &Log, from: Cut, to: Cut) -> Vec<(&Event, usize, usize)> {
    let mut all: Vec<(&Event, usize, usize)> = Vec::new();
    for desk in 0..3 {
        all.extend((from[desk]..to[desk]).map(|nth| (&log[desk][nth], desk, nth)));
    }
    all.sort_by_key(|(event, ..)| (event.n, event.desk));
    all
}

fn folded(log: &Log, to: Cut) -> BTreeMap<CaseId, Case> {
    let mut events: BTreeMap<CaseId, Vec<&Event>> = BTreeMap::new();
    for (event, ..) in between(log, [0; 3], to) {
        if let Some(id) = event.case {
            events.entry(id).or_default().push(event);
        }
    }
    events.into_iter().map(|(id, events)| (id, fold(events))).collect()
}

fn name(desk: usize) -> String {
    format!("{}-00000001/2026-10.0001", DESKS[desk])
}

/// Builds an index of the events between two cuts, on top of `bases`.
fn index(log: &Log, bases: Vec<&Index>, (from, to): (Cut, Cut), over: Option<&Index>) -> Index {
    let file = || tempfile::tempfile().expect("a file");
    let mut builder = Builder::new(bases, file()).expect("sound indexes");
    for (event, desk, nth) in between(log, from, to) {
        let segment = builder.segment(&name(desk)).expect("a short name");
        builder.event(event, Place { segment, offset: 100 * nth as u64, length: 99 }).expect("sound indexes");
    }
    let mut read = |places: &[Place], segments: &[String]| {
        let event = |place: &Place| {
            let desk = (0..3).find(|desk| name(*desk) == segments[place.segment as usize]).expect("a known segment");
            log[desk][place.offset as usize / 100].clone()
        };
        Ok(places.iter().map(event).collect())
    };
    let covered = vec![Covered { writer: "AA-00000001".into(), end: to[0] as u64, ..Covered::default() }];
    builder.finish(file(), &whose(), covered, over, &mut read).expect("written").index
}

fn whose() -> IndexIdentity {
    IndexIdentity { project: "p".into(), erasures: 0, clashes: 0 }
}

/// The cases that the indexes hold; the topmost index is first.
fn told(indexes: &[&Index]) -> BTreeMap<CaseId, Case> {
    let mut cases = BTreeMap::new();
    for index in indexes.iter().rev() {
        for row in 0..index.len() {
            let id = index.id_of(row).expect("sound");
            assert_eq!(index.find(id), Ok(Some(row)));
            cases.insert(id, index.record(row).expect("sound").case);
        }
    }
    cases
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0usize..3, 0u64..4, 0usize..6, 0usize..17, 0usize..1000), 1..60)
}

fn cut(log: &Log, at: [u16; 3]) -> Cut {
    let part = |desk: usize| log[desk].len() * usize::from(at[desk]) / usize::from(u16::MAX);
    [part(0), part(1), part(2)]
}

fn most(a: Cut, b: Cut) -> Cut {
    [a[0].max(b[0]), a[1].max(b[1]), a[2].max(b[2])]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each desk's events may arrive late, independently of the others.
    #[test]
    fn layered_indexes_hold_what_a_fold_of_all_events_gives(steps in steps(), a: [u16; 3], b: [u16; 3], c: [u16; 3]) {
        let log = play(&steps);
        let first = cut(&log, a);
        let second = most(first, cut(&log, b));
        let third = most(second, cut(&log, c));
        let large = index(&log, vec![], ([0; 3], first), None);
        prop_assert_eq!(told(&[&large]), folded(&log, first));
        let small = index(&log, vec![&large], (first, second), Some(&large));
        prop_assert_eq!(told(&[&small, &large]), folded(&log, second));
        prop_assert_eq!((small.base(), small.events()), (large.id(), second.iter().sum::<usize>() as u64));
        let again = index(&log, vec![&small, &large], (second, third), Some(&large));
        prop_assert_eq!(told(&[&again, &large]), folded(&log, third));
        let whole = index(&log, vec![&again, &large], (third, third), None);
        prop_assert_eq!(told(&[&whole]), folded(&log, third));
        let at_once = index(&log, vec![], ([0; 3], third), None);
        for index in [&whole, &at_once] {
            let all = between(&log, [0; 3], third);
            let kept: Vec<u64> = all.iter().filter(|(e, ..)| KEPT.contains(&e.body.kind())).map(|(e, ..)| e.n).collect();
            prop_assert_eq!(index.apart().expect("sound").iter().map(|a| a.n).collect::<Vec<_>>(), kept);
            for key in all.iter().map(|(event, ..)| event.request.as_str()).filter(|key| !key.is_empty()) {
                let first = all.iter().find(|(event, ..)| event.request == key).map(|(event, ..)| event.case);
                prop_assert_eq!(index.request(key).expect("sound").map(|r| r.case), first);
            }
            prop_assert_eq!(index.request("never").expect("sound"), None);
        }
    }

    /// Tests of terms on columns agree with tests of the cases, and cases built from columns equal the real ones.
    #[test]
    fn queries_and_counts_on_columns_agree_with_the_cases(steps in steps(), day in 1u32..29, hour in 0u32..24, hours: bool) {
        let log = play(&steps);
        let to = [log[0].len(), log[1].len(), log[2].len()];
        let index = index(&log, vec![], ([0; 3], to), None);
        let cases: BTreeMap<CaseId, Case> = folded(&log, to).into_iter().filter(|(_, c)| !c.unopened).collect();
        let now: Moment = format!("2026-10-{day:02}T{hour:02}:00:00.500+08:00").parse().expect("a moment");
        let at = At { day: now.date(), now: hours.then_some(now) };
        let cohort = Cohort { apart: vec!["enquiry".into(), nature(1).as_str().into()] };
        let mut terms: Vec<String> = FLAGS.iter().map(|flag| format!("is:{flag}")).collect();
        terms.extend([
            "status:open,closed", "category:none", "category:attitude", "channel:phone", "unit:taiyuan,none", "level:none", "ref:none", "ref:ref 3", "ref:7", "ref:ref 3,ref 5",
            "person:li.na", "received:2026-10-05..2026-10-20", "received:1970-01-01", "received:..1970-01",
            "received:2026-10-20..", "received:2026-10-03,2026-10-07", "received:2150", "recorded:2026-10", "closed:2026-10", "closed:..2026-10-10",
            "due:2026-10", "amount:100..500", "round:2..", "排队", "7", "overdue:reply", "cause:queue", "media:yes", "claim:10..500",
            "link:repeat", "outcome:settled", "responsibility:none", "",
        ].map(String::from));
        terms.extend(terms.clone().iter().filter(|t| !t.is_empty()).map(|term| format!("not:{term}")));
        for term in terms {
            let filter = read(&term, now);
            let query = Query { which: CaseSelection::pass(&filter, &at), above: &[], then: None };
            let found: Vec<CaseId> = query.rows(&index).expect("sound").iter().map(|f| f.id).collect();
            let wanted: Vec<CaseId> = cases.iter().filter(|(_, c)| filter.holds(c, &at)).map(|(id, _)| *id).collect();
            prop_assert_eq!(&found, &wanted, "{}", term);
            for by in BY {
                let by: Vec<Dimension> = by.iter().map(|key| Dimension::named(key).expect("known")).collect();
                let (mut tally, mut by_hand) = (Tally::default(), Tally::default());
                query.tally(&index, &by, &cohort, &mut tally).expect("sound");
                for case in cases.values().filter(|case| filter.holds(case, &at)) {
                    by_hand.add(case, &by, &cohort);
                }
                prop_assert_eq!(tally, by_hand, "{}", term);
            }
            let few = query.first_rows(&index, 2).expect("sound");
            prop_assert!(few.iter().map(|f| f.id).take(2).eq(wanted.iter().copied().take(2)), "{}", term);
            // Cases in `above`, and cases that are not in `among`, are skipped.
            let every: Vec<CaseId> = folded(&log, to).into_keys().collect();
            let (above, among): (Vec<CaseId>, Vec<CaseId>) = (every.iter().copied().step_by(2).collect(), every.into_iter().skip(1).collect());
            let query = Query { which: CaseSelection { among: Some(&among), ..query.which }, above: &above, then: None };
            let found: Vec<CaseId> = query.rows(&index).expect("sound").iter().map(|f| f.id).collect();
            prop_assert_eq!(found, wanted.into_iter().filter(|id| !above.contains(id) && among.contains(id)).collect::<Vec<_>>(), "{}", term);
        }
        let keys = ["id", "status", "received", "due", "category", "channel", "unit", "person", "title", "recorded", "amount", "outcome", "level", "round"];
        let mut reader = RecordReader::new(&index, &WantedParts::of(&keys).expect("all of them")).expect("sound");
        let filter = Filter::default();
        for found in (Query { which: CaseSelection::pass(&filter, &at), above: &[], then: None }).rows(&index).expect("sound") {
            let (read, case) = (reader.read(found).expect("sound"), &cases[&found.id]);
            prop_assert_eq!((read.id, read.state, read.received(), read.recorded), (case.id, case.state, case.received(), case.recorded));
            prop_assert_eq!(read.limits.get("reply").map(|d| d.at), case.limits.get("reply").map(|d| d.at));
            prop_assert_eq!((&read.facts.category, &read.facts.channel, &read.unit, &read.person), (&case.facts.category, &case.facts.channel, &case.unit, &case.person));
            prop_assert_eq!((&read.title, read.facts.amount, &read.outcome, &read.level), (&case.title, case.facts.amount, &case.outcome, &case.level));
            prop_assert_eq!((read.round(), read.facts.anonymous, read.facts.restricted), (case.round(), case.facts.anonymous, case.facts.restricted));
        }
    }
}

fn read(term: &str, now: Moment) -> Filter {
    const POLICY: &str = r#"
        profile = "test"
        channel = [{ code = "phone" }]
        category = [{ code = "attitude" }]
        outcome = [{ code = "settled" }]
        responsibility = [{ code = "full" }]
        cause = [{ code = "queue" }]
        level = [{ code = "head" }]
        field = [{ code = "media", kind = "flag" }, { code = "claim", kind = "money" }]
    "#;
    let policy: Policy = toml::from_str(POLICY).expect("a policy");
    let directory: Directory = toml::from_str(r#"unit = [{ code = "taiyuan" }]"#).expect("a directory");
    let (calendar, queries) = (Calendar::embedded(), BTreeMap::new());
    let reader = TermReader {
        policy: &policy,
        directory: &directory,
        calendar: &calendar,
        today: now.date(),
        queries: &queries,
        words: |_, _| None,
        me: Default::default(),
    };
    reader.filter(&[term.to_string()]).expect("a term")
}

fn some_index() -> (Log, Vec<u8>) {
    use std::io::Read;
    let steps: Vec<Step> = (0..200).map(|i| (i % 3, 1, i % 6, i * 7 % 17, i * 31 % 1000)).collect();
    let log = play(&steps);
    let to = [log[0].len(), log[1].len(), log[2].len()];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("index");
    let file = File::options().read(true).write(true).create_new(true).open(&path).expect("a file");
    let mut builder = Builder::new(vec![], tempfile::tempfile().expect("a file")).expect("nothing to be wrong");
    for (event, desk, nth) in between(&log, [0; 3], to) {
        let segment = builder.segment(&name(desk)).expect("a short name");
        builder.event(event, Place { segment, offset: 100 * nth as u64, length: 99 }).expect("sound");
    }
    let mut read = |places: &[Place], segments: &[String]| {
        let desk = |place: &Place| (0..3).find(|d| name(*d) == segments[place.segment as usize]).expect("known");
        Ok(places.iter().map(|place| log[desk(place)][place.offset as usize / 100].clone()).collect())
    };
    let covered = vec![Covered::default()];
    builder.finish(file, &whose(), covered, None, &mut read).expect("written");
    let mut bytes = Vec::new();
    File::open(&path).expect("there").read_to_end(&mut bytes).expect("read");
    (log, bytes)
}

type Everything = (Vec<CaseRecord>, Vec<DeskEvent>, Tally, Option<RequestEntry>);

/// Everything that an index can be asked, or the first doubt.
fn everything(bytes: &[u8], whose: &IndexIdentity) -> Result<Everything, Rejection> {
    use std::io::Write;
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    let index = Index::open(&file, whose, 0)?;
    let filter = Filter::default();
    let at = At { day: chrono::NaiveDate::default(), now: None };
    let query = Query { which: CaseSelection::pass(&filter, &at), above: &[], then: None };
    let mut tally = Tally::default();
    let by = ["unit", "month"].map(|key| Dimension::named(key).expect("known"));
    query.tally(&index, &by, &Cohort::default(), &mut tally)?;
    for found in query.rows(&index)? {
        let keys = ["title", "due", "person"];
        RecordReader::new(&index, &WantedParts::of(&keys).expect("known"))?.read(found)?;
    }
    for nth in 0..index.segments() {
        index.segment(nth)?;
    }
    let records = (0..index.len()).map(|row| index.record(row)).collect::<Result<_, _>>()?;
    Ok((records, index.apart()?, tally, index.request("again")?))
}

#[test]
fn a_flipped_bit_is_detected_or_changes_no_answer() {
    let (_, bytes) = some_index();
    let sound = everything(&bytes, &whose()).expect("sound");
    // Every byte of the header, the sums and the ends of sections; of the rest a different sample in each run.
    let seed = std::process::id() as usize;
    let places = (0..bytes.len()).filter(|at| at % 4096 < 64 || at % 4096 > 4080 || (at + seed).is_multiple_of(61));
    let mut doubted = 0;
    for at in places {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        match everything(&flipped, &whose()) {
            Ok(answer) => assert_eq!(answer, sound, "byte {at}, seed {seed}"),
            Err(_) => doubted += 1,
        }
    }
    assert!(doubted > 100, "{doubted}");
}

#[test]
fn a_truncated_or_foreign_or_outdated_index_is_not_used() {
    let (_, bytes) = some_index();
    for len in (0..bytes.len()).step_by(1024).chain([bytes.len() - 1]) {
        assert!(everything(&bytes[..len], &whose()).is_err(), "{len} bytes");
    }
    let mut longer = bytes.clone();
    longer.extend([0; 4096]);
    assert_eq!(everything(&longer, &whose()).err(), Some(Rejection::Length));
    assert!(everything(b"", &whose()).is_err());
    assert_eq!(everything(&bytes, &IndexIdentity { project: "q".into(), ..whose() }).err(), Some(Rejection::Other));
    assert_eq!(everything(&bytes, &IndexIdentity { erasures: 1, ..whose() }).err(), Some(Rejection::Other));
    assert_eq!(everything(&bytes, &IndexIdentity { clashes: 1, ..whose() }).err(), Some(Rejection::Other));
    for number in [8, 16] {
        // Another format or another program version, with a correct sum.
        let mut other = bytes.clone();
        other[number] ^= 1;
        let sum = layout::sum(&other[..4088], 0);
        other[4088..4096].copy_from_slice(&sum.to_le_bytes());
        assert_eq!(everything(&other, &whose()).err(), Some(Rejection::Version));
    }
    // Each of two swapped blocks is intact, but in the wrong place.
    let mut swapped = bytes.clone();
    swapped[2 * 4096..4 * 4096].rotate_left(4096);
    assert_eq!(everything(&swapped, &whose()).err(), Some(Rejection::Sum));
}
