//! Measures, reconciliation and filings: figures against independent counts, papers issued once.

use crate::asof::{play, steps};
use crate::desk::{Desk, Dice};
use chrono::NaiveDate;
use proptest::prelude::*;
use redress::domain::calendar::Calendar;
use redress::domain::case::Case;
use redress::domain::query::dimension::Dimension;
use redress::domain::query::tally::Cohort;
use redress::domain::value::id::CaseId;
use redress::domain::value::moment::Moment;
use redress::project::HistoryCut;
use redress::report::reconcile::{self, CountedCases, Flow, Follow, Reconciled};
use serde_json::Value;
use std::collections::BTreeMap;

fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// A demo desk whose clock stands at the end of its last day.
fn demo(cases: &str, seed: &str) -> Desk {
    demo_of("bank", cases, seed)
}

/// The same of another profile.
pub fn demo_of(profile: &str, cases: &str, seed: &str) -> Desk {
    let mut desk = Desk::empty();
    let words = ["demo", ".", "--profile", profile, "--cases", cases, "--seed", seed, "--now", "2026-11-30T18:00"];
    desk.run(&words).ok();
    // Who supervises sees the figures of every person.
    let directory = desk.read("directory.toml");
    let people = directory.split("[[person]]").skip(1).filter(|row| row.contains("\"supervisor\""));
    let codes = people.filter_map(|row| row.lines().find_map(|line| line.strip_prefix("code = ")));
    desk.user = codes.map(|code| code.trim_matches('"').to_string()).next().expect("a supervisor");
    desk
}

/// The profiles whose year is told by stories.
pub fn told() -> impl Iterator<Item = &'static str> {
    redress::profile::PROFILES.iter().map(|(name, _)| *name).filter(|name| !matches!(*name, "base" | "bank"))
}

pub fn json(desk: &Desk, args: &[&str]) -> Value {
    serde_json::from_str(&desk.run(&[args, &["--json", "--now", "2026-11-30T18:00"]].concat()).ok()).expect("JSON")
}

/// A case as the test counts it, from the record that `list --json` prints.
struct Record<'a>(&'a Value);

impl Record<'_> {
    fn counts(&self) -> bool {
        let case = self.0;
        let is_duplicate = case["flags"].as_array().expect("flags").contains(&"duplicate".into())
            || (case["status"] == "closed" && case["outcome"] == "duplicate");
        case["status"] != "voided"
            && !is_duplicate
            && ["complaint", "suggestion"].contains(&case["nature"].as_str().unwrap_or(""))
    }

    fn rounds(&self) -> &Vec<Value> {
        self.0["rounds"].as_array().expect("rounds")
    }

    fn replied(&self) -> impl Iterator<Item = (&Value, NaiveDate)> {
        self.rounds().iter().filter_map(|round| Some((round, date(&round["milestones"]["replied"])?)))
    }
}

/// The days on which the clock of each case stood still, from the lines of the log.
fn pauses(desk: &Desk) -> BTreeMap<String, Vec<(NaiveDate, NaiveDate)>> {
    let mut all: BTreeMap<String, Vec<(NaiveDate, NaiveDate)>> = BTreeMap::new();
    for line in desk.read_log().lines() {
        let line: Value = serde_json::from_str(line).expect("a line");
        let case = line["case"].as_str().unwrap_or_default().to_string();
        let on = |kind: &str| date(&line[kind]["on"]).or_else(|| date(&line["at"]));
        if line["paused"].is_object() {
            all.entry(case.clone()).or_default().push((on("paused").expect("a day"), NaiveDate::MAX));
        }
        if line["resumed"].is_object() {
            let open = all.get_mut(&case).and_then(|own| own.last_mut()).expect("a pause");
            open.1 = on("resumed").expect("a day");
        }
    }
    all
}

/// Working days after `from` up to `to`, one by one.
fn working_days(calendar: &Calendar, stops: &[(NaiveDate, NaiveDate)], from: NaiveDate, to: NaiveDate) -> i64 {
    let stood = |day: NaiveDate| stops.iter().any(|(pause, resume)| *pause <= day && day < *resume);
    let days = from.iter_days().skip(1).take_while(|day| *day <= to);
    i64::try_from(days.filter(|day| calendar.is_working(*day) && !stood(*day)).count()).expect("few")
}

/// The figures that the test counts: received, on time (part, whole), upheld (part, whole), days of handling.
type Counted = (u64, (u64, u64), (u64, u64), Vec<i64>);

fn counted(
    (cases, faults): (&[Value], &[String]),
    stops: &BTreeMap<String, Vec<(NaiveDate, NaiveDate)>>,
    period: (NaiveDate, NaiveDate),
) -> Counted {
    let calendar = Calendar::embedded();
    let today: NaiveDate = "2026-11-30".parse().expect("a date");
    let within = |day: NaiveDate| period.0 <= day && day <= period.1;
    let (mut received, mut on_time, mut upheld, mut days) = (0, (0, 0), (0, 0), Vec::new());
    for case in cases.iter().map(Record).filter(Record::counts) {
        received += u64::from(date(&case.0["received"]).is_some_and(within));
        let own = stops.get(case.0["id"].as_str().expect("an id")).cloned().unwrap_or_default();
        for (round, replied) in case.replied() {
            let from = date(&round["received"]).expect("a receipt");
            if within(replied) {
                days.push(working_days(&calendar, &own, from, replied));
                let fault = match round["responsibility"].as_str() {
                    None => continue,
                    Some(code) => faults.iter().any(|fault| fault == code),
                };
                upheld = (upheld.0 + u64::from(fault), upheld.1 + 1);
            }
        }
        // Limits of earlier rounds are not in the record.
        let [round] = &case.rounds()[..] else { continue };
        let Some(limit) = case.0["limits"].as_array().expect("limits").iter().find(|l| l["limit"] == "reply") else {
            continue;
        };
        let of_reply = || case.0["missed"].as_array().expect("a list").iter().filter(|m| m["limit"] == "reply");
        // What was missed counts on the day that was missed, whatever moved the limit since.
        let lapsed = of_reply().filter(|m| m["corrected"] != true).filter_map(|m| date(&m["due"])).min();
        let due = lapsed.or(date(&limit["due"])).expect("a date");
        let (ended, replied) = (date(&round["ended"]["on"]), date(&round["milestones"]["replied"]));
        let in_cohort = within(due) && due <= today && (due < today || replied.is_some());
        if !in_cohort || (lapsed.is_none() && replied.is_none() && ended.is_some_and(|ended| ended <= due)) {
            continue;
        }
        let missed: Vec<&Value> = of_reply().collect();
        if !missed.is_empty() && missed.iter().all(|m| m["corrected"] == true) {
            continue;
        }
        // A reply that was sent back leaves the limit met; only the one that stands makes the round on time.
        let met = replied.is_some_and(|replied| replied <= due) && missed.is_empty();
        on_time = (on_time.0 + u64::from(met), on_time.1 + 1);
    }
    days.sort_unstable();
    (received, on_time, upheld, days)
}

#[test]
fn measures_agree_with_a_count_of_the_records_for_random_periods_and_terms() {
    let own = ["category:attitude", "not:category:attitude,management"];
    agree("bank", &demo("500", "7"), &own, 12);
    for profile in told() {
        agree(profile, &demo_of(profile, "150", "7"), &[], 5);
    }
}

/// Compares measures of random periods under random terms with counts of the records.
fn agree(profile: &str, desk: &Desk, own: &[&str], periods: u32) {
    let stops = pauses(desk);
    let rows = redress::profile::resolve(profile, &Value::Null).expect("a profile").policy.responsibilities;
    let faults: Vec<String> = rows.iter().filter(|row| row.fault).map(|row| row.code.to_string()).collect();
    let mut random = Dice::new("measures");
    let terms = [&["channel:phone", "not:channel:phone", "is:late", "status:closed"], own].concat();
    for _ in 0..periods {
        let from = NaiveDate::from_ymd_opt(2025, 12, 1).expect("a date")
            + chrono::Duration::days(i64::try_from(random.below(300)).expect("few"));
        let to = from + chrono::Duration::days(i64::try_from(random.below(120)).expect("few"));
        let term = random.pick(&terms);
        let fixed = ["round:1", "not:is:restricted", term];
        let mut list = vec!["list"];
        list.extend(fixed);
        let cases = json(desk, &list);
        let cases = cases["data"].as_array().expect("cases");
        let (received, on_time, upheld, days) = counted((cases, &faults), &stops, (from, to));
        let period = format!("{from}..{to}");
        let mut args = vec!["report", "measures", "--period", &period];
        fixed.iter().for_each(|term| args.extend(["--where", term]));
        let report = json(desk, &args);
        let row = |code: &str| {
            let rows = report["data"].as_array().expect("rows");
            rows.iter().find(|row| row["indicator"] == code).unwrap_or_else(|| panic!("{code}")).clone()
        };
        let pair = |code: &str| (row(code)["part"].as_u64().unwrap_or(0), row(code)["whole"].as_u64().unwrap_or(0));
        assert_eq!(row("received")["value"], received, "{period} {term}");
        assert_eq!(pair("on-time"), on_time, "{period} {term}");
        assert_eq!(pair("upheld"), upheld, "{period} {term}");
        let handling = row("handling-time");
        assert_eq!(handling["whole"].as_u64().unwrap_or(0), days.len() as u64, "{period} {term}");
        if let Some(last) = days.last() {
            let median =
                f64::from(i32::try_from(days[(days.len() - 1) / 2] + days[days.len() / 2]).expect("few")) / 2.0;
            assert_eq!(handling["value"].as_f64(), Some(median), "{period} {term}");
            assert_eq!(handling["p90"], days[(days.len() * 9).div_ceil(10) - 1], "{period} {term}");
            assert_eq!(handling["max"], *last, "{period} {term}");
        }
    }
}

#[test]
fn the_cases_behind_a_figure_are_as_many_as_it_says() {
    for desk in std::iter::once(demo("300", "11")).chain(told().map(|profile| demo_of(profile, "120", "11"))) {
        behind_each_figure(&desk);
    }
}

fn behind_each_figure(desk: &Desk) {
    let report = json(desk, &["report", "measures", "--by", "channel", "--period", "2026-H1"]);
    for row in report["data"].as_array().expect("rows").iter().filter(|row| row["channel"] == "phone") {
        let code = row["indicator"].as_str().expect("a code");
        let cell = format!("phone,{code}");
        let behind = json(desk, &["report", "measures", "--by", "channel", "--period", "2026-H1", "--cases", &cell]);
        let rows = behind["data"].as_array().expect("rows");
        let counted = rows.iter().filter(|row| row["beside"].is_null()).count();
        let said = if row["whole"].is_null() { &row["value"] } else { &row["whole"] };
        if code != "compensation" && !code.starts_with("density") {
            assert_eq!(said.as_u64().unwrap_or(0), counted as u64, "{code}");
        }
        let hits = rows.iter().filter(|row| row["hit"] == true).count();
        if !row["part"].is_null() && code != "compensation" {
            assert_eq!(row["part"], hits, "{code}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_was_pending_and_what_moved_give_what_is_pending(steps in steps(28), from in 0u16..40, length in 1u16..40) {
        let folder = tempfile::tempdir().expect("a folder");
        let (project, _) = play(folder.path(), &steps);
        let first = NaiveDate::from_ymd_opt(2026, 8, 28).expect("a date") + chrono::Duration::days(i64::from(from));
        let last = first + chrono::Duration::days(i64::from(length));
        let counts = CountedCases {
            cohort: Cohort::of(&project.policy),
            holds: &|_| true,
            directory: &project.directory,
            day: last,
        };
        let cases = |day: Option<NaiveDate>| -> BTreeMap<CaseId, Case> {
            project.cases(HistoryCut { by: day.map(Moment::day), known: None }).expect("reads")
        };
        let (before, after) = (cases(first.pred_opt()), cases(Some(last)));
        let histories = project.histories_between(first, last, None).expect("reads");
        for by in [&[][..], &["unit"], &["category"], &["status"], &["channel", "unit"], &["person"]] {
            let by: Vec<Dimension> = by.iter().filter_map(|key| Dimension::named(key)).collect();
            let groups = |cases: &BTreeMap<CaseId, Case>| -> BTreeMap<CaseId, Vec<_>> {
                cases.iter().filter_map(|(id, case)| Some((*id, reconcile::group(case, &by, &counts)?))).collect()
            };
            let (opening, closing) = (groups(&before), groups(&after));
            let follow = Follow { days: (first, last), by: &by, counts: &counts };
            let mut movements = Vec::new();
            for (id, events) in &histories {
                let events: Vec<_> = events.iter().collect();
                movements.extend(follow.movements(&events, opening.get(id).cloned(), closing.get(id).cloned()));
            }
            let sum = |of: &BTreeMap<CaseId, Vec<_>>| {
                let mut sums = BTreeMap::new();
                of.values().for_each(|values| *sums.entry(values.clone()).or_insert(0) += 1);
                sums
            };
            // Each complaint received in the period and counted at its end came in once.
            let received = after.values().filter(|case| {
                let on = case.received().map(Moment::date);
                on.is_some_and(|on| first <= on && on <= last) && counts.cohort.leaves_out(case).is_none()
            });
            let came = movements.iter().filter(|one| one.flow == Flow::Received).count();
            prop_assert!(came >= received.count(), "{:?}", movements);
            let found = Reconciled { opening: sum(&opening), closing: sum(&closing), movements, filed: None };
            prop_assert_eq!(found.breaks(), vec![]);
        }
    }
}

#[test]
fn a_reconciliation_opens_with_what_was_filed_and_names_what_changed_since() {
    let desk = Desk::bank();
    let at = |day: &str, args: &[&str]| {
        let run = desk.run(&[args, &["--now", day]].concat());
        run.ok()
    };
    for (title, received) in [("one", "2026-10-12"), ("two", "2026-10-20"), ("three", "2026-10-28")] {
        at(
            "2026-10-28T10:00",
            &[
                "intake",
                "--title",
                title,
                "--channel",
                "phone",
                "--category",
                "attitude",
                "--received",
                received,
                "--override",
                "late entry",
            ],
        );
    }
    at("2026-11-02T08:00", &["filing", "run", "service-stats", "--period", "2026-10"]);
    // Recorded after the filing: one more of October, and one that had been a mistake.
    at("2026-11-02T09:05", &["void", "3", "--kind", "mistake", "--reason", "entered twice"]);
    at(
        "2026-11-03T09:00",
        &["intake", "--title", "four", "--channel", "web", "--category", "attitude", "--received", "2026-10-30"],
    );
    let table = desk
        .run(&["report", "reconcile", "--period", "2026-11", "--format", "tsv", "--header", "--now", "2026-11-10"])
        .ok();
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
    let cell = |key: &str| lines[1][lines[0].iter().position(|known| *known == key).expect("a column")];
    assert_eq!(["filed", "restated", "opening", "voided", "closing"].map(cell), ["3", "1", "4", "1", "3"]);
    let json: Value = serde_json::from_str(
        &desk.run(&["report", "reconcile", "--period", "2026-11", "--json", "--now", "2026-11-10"]).ok(),
    )
    .expect("JSON");
    assert_eq!(json["breaks"], 0);
    let table =
        desk.run(&["report", "reconcile", "--period", "2026-11", "--format", "table", "--now", "2026-11-10"]).ok();
    assert!(table.contains("restated: HQ-2026-0004 +1 by HQ:"), "{table}");
}

#[test]
fn a_paper_is_issued_once_whatever_interrupts_it() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "one", "--channel", "phone", "--now", "2026-10-12T09:00"]).ok();
    let run = |args: &[&str]| desk.run(&[&["filing"], args, &["--now", "2026-11-02T08:00"]].concat());
    let files = || -> Vec<String> {
        let folder = desk.path().join("reports");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .map(|all| all.map(|f| f.expect("a file").file_name().into_string().expect("UTF-8")).collect())
            .unwrap_or_default();
        names.sort();
        names
    };
    let first = run(&["run", "service-stats"]).ok();
    assert!(first.starts_with("reports/service-stats-"), "{first}");
    let (name, events) = (files(), desk.read_log().lines().count());
    assert_eq!(name.len(), 1);
    assert_eq!(run(&["run", "service-stats"]).ok(), "", "nothing is issued twice");
    // As if the process had been killed after the event: the paper lies beside its place.
    let (place, log) = (desk.path().join("reports").join(&name[0]), desk.read_log());
    let digest = log.split("\"file\":\"").nth(1).expect("a digest")[..64].to_string();
    let bytes = std::fs::read(&place).expect("a paper");
    std::fs::rename(&place, desk.path().join("reports").join(format!("{digest}.part"))).expect("moves");
    run(&["run"]).ok();
    assert!(files().contains(&name[0]) && std::fs::read(&place).expect("a paper") == bytes);
    assert!(
        !files().iter().any(|name| Some("part") == std::path::Path::new(name).extension().and_then(|e| e.to_str()))
    );
    assert_eq!(
        desk.read_log().lines().filter(|line| line.contains("\"reported\":{\"filing\":\"service-stats\"")).count(),
        1
    );
    assert!(desk.read_log().lines().count() >= events);
    // A corrected one takes the place of the first; the first stays as a file.
    let again = run(&["run", "service-stats", "--period", "2026-10", "--again"]).ok();
    assert!(again.contains("2026-10-2.xlsx") && desk.read_log().contains("\"replaces\":\"HQ:"), "{again}");
    let third = run(&["run", "service-stats", "--period", "2026-10", "--again"]).ok();
    assert!(third.contains("2026-10-3.xlsx"), "no paper takes the file of another: {third}");
    assert_eq!(files().iter().filter(|name| name.starts_with("service-stats-HQ-")).count(), 3, "{:?}", files());
}

#[test]
fn verify_compares_issued_papers_with_their_events() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "one", "--channel", "phone", "--now", "2026-10-12T09:00"]).ok();
    desk.run(&["filing", "run", "service-stats", "--now", "2026-11-02T08:00"]).ok();
    let folder = desk.path().join("reports");
    let paper = std::fs::read_dir(&folder).expect("papers").next().expect("a paper").expect("a file").path();
    let bytes = std::fs::read(&paper).expect("a paper");
    let verify = || desk.run(&["verify"]);
    assert!(!verify().ok().contains("reports/"));
    std::fs::write(&paper, [&bytes[..], b"x"].concat()).expect("writes");
    let changed = verify();
    assert!(changed.code == 6 && changed.out.contains("the paper is not the one that was issued"), "{changed:?}");
    std::fs::remove_file(&paper).expect("removes");
    assert!(verify().ok().contains("the issued paper is not there"));
    std::fs::write(&paper, bytes).expect("writes");
    assert!(!verify().ok().contains("reports/"));
}

#[test]
fn what_comes_in_is_on_record_once_and_only_where_it_is_owed() {
    let desk = Desk::bank();
    desk.run(&["intake", "--title", "one", "--channel", "phone", "--now", "2026-10-12T09:00"]).ok();
    let run = |args: &[&str]| desk.run(&[&["filing"], args, &["--now", "2026-11-02T08:00"]].concat());
    let unit = json_units(&desk);
    desk.write("october.xlsx", "the paper");
    let received = ["receive", "service-stats", "--period", "2026-10", "--unit", &unit];
    run(&[&received[..], &["october.xlsx"]].concat()).ok();
    assert!(run(&[&received[..], &["--nil"]].concat()).fails(5).contains("on record"));
    run(&[&received[..], &["--receipt", "no. 12"]].concat()).ok();
    let list = run(&["list", "--format", "tsv"]).ok();
    assert!(
        list.lines().any(|line| line.starts_with("service-stats\t2026-10")
            && line.contains("acknowledged")
            && line.ends_with("no. 12")),
        "{list}"
    );
    run(&["receive", "service-stats", "--period", "2026-11", "--unit", &unit, "--nil"]).fails(5);
    run(&["receive", "service-stats", "--period", "2026-Q3", "--unit", &unit, "--nil"]).fails(5);
    run(&["receive", "service-stat", "--period", "2026-10", "--nil"]).fails(2);
    run(&["receive", "service-stats", "--period", "2026-10", "--unit", &unit]).fails(2);
    run(&["receive", "service-stats", "--period", "2026-10", "--unit", &unit, "missing.xlsx"]).fails(74);
    assert!(
        run(&["crontab"]).ok().contains("redress filing run") && run(&["systemd"]).ok().contains("Persistent=true")
    );
}

/// The unit that owes the monthly statistics in October.
fn json_units(desk: &Desk) -> String {
    let list = desk.run(&["filing", "list", "--json", "--now", "2026-11-02T08:00"]).ok();
    let list: Value = serde_json::from_str(&list).expect("JSON");
    let rows = list["data"].as_array().expect("rows");
    let row = rows.iter().find(|row| row["filing"] == "service-stats" && row["period"] == "2026-10").expect("owed");
    row["unit"].as_str().expect("a unit").to_string()
}

#[test]
fn for_outside_small_groups_are_hidden_and_cannot_be_worked_out() {
    let desk = demo("400", "5");
    for by in [&["--by", "category", "--across", "channel"][..], &["--by", "unit", "--across", "category"]] {
        let args =
            [&["report", "stats", "--period", "2026-H1", "--external", "--format", "tsv", "--header"], by].concat();
        let table = desk.run(&[&args[..], &["--now", "2026-11-30T18:00"]].concat()).ok();
        let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split('\t').skip(1).collect()).collect();
        assert!(rows.iter().flatten().any(|cell| *cell == "*"));
        for cell in rows.iter().flatten().filter(|cell| **cell != "*") {
            let n: u64 = cell.parse().expect("a count");
            assert!(n == 0 || n >= 5, "{table}");
        }
        for row in &rows {
            assert_ne!(row.iter().filter(|cell| **cell == "*").count(), 1, "{table}");
        }
    }
}

#[test]
fn what_was_broken_and_passed_over_is_what_the_lists_name() {
    let desk = demo("400", "11");
    let rules = json(&desk, &["report", "conformance"]);
    let named = |result: &str, section: &str| -> std::collections::BTreeSet<String> {
        let rows = rules["data"].as_array().expect("rows").iter();
        let rows = rows.filter(|row| row["rows"].as_str().is_some_and(|rows| rows.contains(section)));
        let all = rows.flat_map(|row| row["numbers"][result].as_array().expect("numbers"));
        all.map(|number| number.as_str().expect("a number").to_string()).filter(|n| n.starts_with("HQ-2")).collect()
    };
    let ids = |table: &Value| -> std::collections::BTreeSet<String> {
        table["data"].as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id").into()).collect()
    };
    let late = ids(&json(&desk, &["list", "is:late"]));
    assert!(late.len() > 10, "{}", late.len());
    assert_eq!(named("broken", "limit "), late);
    let first = rules["data"].as_array().expect("rows").iter().find(|row| row["rule"] == "P7-A11-general");
    let general = first.expect("the article's row");
    let one = json(&desk, &["report", "conformance", "--cases", "P7-A11-general,broken"]);
    assert_eq!(one["data"].as_array().map(Vec::len), general["broken"].as_u64().and_then(|n| n.try_into().ok()));
    // Of another year nothing came up.
    let empty = json(&desk, &["report", "conformance", "--period", "2019"]);
    for row in empty["data"].as_array().expect("rows") {
        assert_eq!((&row["kept"], &row["broken"]), (&0.into(), &0.into()), "{row}");
    }
    let wrong = desk.run(&["report", "conformance", "--cases", "P7-A11-generl"]).fails(2);
    assert!(wrong.contains("P7-A11-general?"), "{wrong}");
}

#[test]
fn the_catalogue_has_each_case_that_ended_and_what_its_file_lacks() {
    let desk = demo("400", "11");
    let files = json(&desk, &["report", "archive", "--period", "2026"]);
    let files = files["data"].as_array().expect("rows");
    let ended = json(&desk, &["list", "is:ended"]);
    let of_year = |case: &&Value| {
        let ended = case["rounds"].as_array().and_then(|rounds| rounds.last()).and_then(|r| date(&r["ended"]["on"]));
        ended.is_some_and(|on| on.to_string().starts_with("2026"))
    };
    assert_eq!(files.len(), ended["data"].as_array().expect("rows").iter().filter(of_year).count());
    let open = files.iter().find(|file| file["missing"].as_str().is_some_and(|missing| missing.contains("acceptance")));
    let id = open.expect("a file without its notice")["id"].as_str().expect("an id");
    desk.run(&["form", "acceptance", id, "--issue"]).ok();
    let again = json(&desk, &["report", "archive", "--period", "2026"]);
    let file = again["data"].as_array().expect("rows").iter().find(|file| file["id"] == id).expect("its file");
    assert!(!file["missing"].as_str().unwrap_or_default().contains("acceptance"), "{file}");
    assert!(file["papers"].to_string().contains("HQ-AC-"), "{file}");
}
