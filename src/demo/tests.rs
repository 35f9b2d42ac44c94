//! The demo is deterministic, complete and plausible, and its log holds no personal data.

use super::*;
use crate::domain::case::Case;
use crate::domain::event::{Body, Event};
use crate::domain::guard::{Guard, GuardNames, GuardSeverity};
use crate::domain::value::id::CaseId;
use crate::domain::value::state::State;
use crate::project::HistoryCut;
use crate::report::context::ReportContext;
use crate::report::overdue::overdue;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::PathBuf;

fn order(cases: u32, seed: u64, lang: Lang) -> Order {
    let today = "2026-11-23".parse().expect("a date");
    let profile = data::simulated().to_string();
    Order { profile, cases, seed, ids: None, today, lang, machine: format!("machine of {cases}") }
}

/// The simulated desk needs no words of commands.
fn no_words(words: &[String], _at: chrono::NaiveDateTime) -> Result<Translated, String> {
    panic!("{words:?}")
}

fn made(order: &Order) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let made = make(folder.path(), order, &mut no_words, &mut |_| {}).expect("a demo");
    assert_eq!(made.cases, order.cases as usize);
    folder
}

fn events(project: &Project) -> Vec<Event> {
    let mut all = Vec::new();
    let each = &mut |entry: crate::project::HistoryEntry| {
        all.push(entry.event);
        ControlFlow::Continue(())
    };
    project.events(each).expect("the log");
    all
}

fn open(folder: &tempfile::TempDir, order: &Order) -> (Project, BTreeMap<CaseId, Case>) {
    let project = Project::open(folder.path(), &order.machine).expect("a project");
    let cases = project.cases(HistoryCut::default()).expect("the log");
    (project, cases)
}

/// All files except those in `.redress/`, with their bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(root: &Path, dir: &Path, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for path in std::fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()) {
            let name = path.strip_prefix(root).expect("below").to_path_buf();
            if name.starts_with(".redress") {
            } else if path.is_dir() {
                walk(root, &path, all);
            } else {
                all.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(folder, folder, &mut all);
    all
}

#[test]
fn equal_seeds_give_equal_bytes_and_other_seeds_other_bytes() {
    let mut elsewhere = order(60, 7, Lang::Zh);
    elsewhere.machine = "another machine".into();
    let (one, same) = (made(&order(60, 7, Lang::Zh)), made(&elsewhere));
    let (one, same) = (bytes(one.path()), bytes(same.path()));
    for part in ["log", "private", "policies", "redress.toml", "directory.toml"] {
        assert!(one.keys().any(|name| name.starts_with(part)), "{part}");
    }
    assert!(one == same, "two runs differ");
    let other = bytes(made(&order(60, 8, Lang::Zh)).path());
    let writers = |all: &BTreeMap<PathBuf, Vec<u8>>| all.keys().filter(|n| n.starts_with("log")).cloned().collect();
    let (a, b): (Vec<PathBuf>, Vec<PathBuf>) = (writers(&one), writers(&other));
    assert!(a.iter().all(|name| !b.contains(name)), "another seed is another writer");
}

#[test]
fn a_demo_has_every_state_and_every_special_kind_of_case() {
    for (seed, lang) in [(1, Lang::Zh), (2, Lang::En)] {
        let order = order(300, seed, lang);
        let folder = made(&order);
        let (project, cases) = open(&folder, &order);
        let all = events(&project);
        for state in State::ALL {
            assert!(cases.values().any(|case| case.state == state), "{state:?}");
        }
        let some = |what: &str, holds: &dyn Fn(&Case) -> bool| {
            assert!(cases.values().any(holds), "seed {seed}: {what}");
        };
        let linked = |case: &Case, kind: &str| case.links.iter().any(|(_, known)| known == kind);
        let late = |case: &Case| case.missed().any(|m| m.limit == "reply") && !case.state.is_pending();
        some("late and explained", &|c| {
            late(c) && c.delays.iter().any(|d| c.missed().any(|m| d.on.date() <= m.due.date()))
        });
        some("late and unexplained", &|c| late(c) && c.delays.is_empty());
        some("escalated", &|c| c.counts.escalations > 0);
        some("returned", &|c| c.counts.returns > 0);
        some("reworked", &|c| c.counts.reworks > 0);
        some("contacts", &|c| c.counts.contacts > 0);
        some("chased", &|c| c.counts.chases > 0);
        some("notes", &|c| c.counts.notes > 0);
        some("second round", &|c| c.round() == 2 && c.state == State::Closed);
        some("duplicate", &|c| c.outcome == "duplicate" && linked(c, "duplicate"));
        some("repeat", &|c| linked(c, "repeat"));
        some("one of many", &|c| linked(c, "incident"));
        some("coerced", &|c| c.counts.coerced > 0 && linked(c, "accountability"));
        some("accountability", &|c| {
            c.facts.nature == "accountability" && c.facts.restricted && linked(c, "accountability")
        });
        some("anonymous letter", &|c| {
            c.facts.anonymous && c.facts.channel == "letter" && c.facts.category == "anonymous"
        });
        some("override", &|c| c.counts.overrides > 0);
        some("restricted", &|c| c.facts.category == "crime" && c.facts.restricted && c.title.is_none());
        some("paused", &|c| !c.pauses.is_empty());
        some("supervised", &|c| c.supervised);
        some("compensated", &|c| c.outcome == "compensated" && c.compensation.0 > 0);
        some("calls for an answer today", &|c| c.limits.get("reply").is_some_and(|d| d.at.date() == order.today));
        some("a wish to withdraw", &|c| c.withdrawal_open && c.state.is_pending());
        some("a letter kept", &|c| c.facts.channel == "letter" && c.counts.files > 0);
        some("answered first, the form later", &|c| {
            let at = |what: &str| c.reached(what);
            at("replied").zip(at("reported")).is_some_and(|(replied, reported)| reported.is_after(replied))
        });
        some("part of who assists", &|c| c.counts.partial > 0);
        some("up by itself", &|c| !c.raised.is_empty());
        some("in the papers, the office told first", &|c| {
            c.facts.channel == "media" && c.steps.contains_key("report-office")
        });
        some("in court", &|c| c.steps.contains_key("legal-opinion"));
        some("listened to again", &|c| c.steps.contains_key("review"));
        some("improved", &|c| c.counts.improvements > 0);
        some("former staff", &|c| c.facts.taken_by == "he.ping");
        assert!(all.iter().any(|e| e.sealed.is_some()), "private data");
        assert!(all.iter().any(|e| matches!(e.body, Body::PolicyAdopted(_))), "a policy");
        let looked =
            |nil: bool| all.iter().any(|e| matches!(&e.body, Body::DutyDone(d) if d.duty == "box" && d.nil == nil));
        assert!(looked(true) && looked(false), "boxes, empty and not");
        let items = crate::domain::policy::improvement::items(&all);
        assert!(items.iter().any(|i| i.done.is_some()) && items.iter().any(|i| i.done.is_none()));
    }
}

#[test]
fn a_demo_is_plausible_and_verifies_and_has_overdue_cases() {
    let order = order(1500, 3, Lang::Zh);
    let folder = made(&order);
    let (project, cases) = open(&folder, &order);
    assert!(project.verify(&mut |_| {}, &Default::default()).expect("a report").report.findings.is_empty());
    let context = ReportContext {
        policy: &project.policy,
        directory: &project.directory,
        calendar: &project.calendar,
        lang: Lang::Zh,
        day: order.today,
        now: None,
    };
    // The user looks on `today`, so what was due the day before is overdue.
    let count = overdue(cases.values(), &context).rows.len();
    let open = cases.values().filter(|c| c.state.is_open()).count();
    assert!(count >= 3 && count * 4 < open, "{count} of {open} overdue");
    let replied: Vec<&Case> = cases.values().filter(|c| !c.responsibility.is_empty() && !c.limits.is_empty()).collect();
    let late = replied.iter().filter(|c| c.missed().next().is_some()).count();
    assert!((40..=120).contains(&(late * 1000 / replied.len())), "{late} of {} late", replied.len());
    let phone = cases.values().filter(|c| c.facts.channel == "phone").count();
    assert!(phone * 2 > cases.len() && phone * 10 < cases.len() * 8, "{phone} by phone");
}

#[test]
fn time_never_goes_back_and_ends_before_today() {
    let order = order(120, 4, Lang::Zh);
    let folder = made(&order);
    let (project, _) = open(&folder, &order);
    let all = events(&project);
    for pair in all.windows(2) {
        assert!(pair[0].at <= pair[1].at, "{} then {}", pair[0].at, pair[1].at);
    }
    assert!(all.iter().all(|e| e.at.date() < order.today && e.clock.is_none() && e.os.is_empty()));
    assert!(all.iter().all(|e| e.on().date() >= first_day(&order) - Duration::days(20)));
}

/// The complainants' names by digest, from the private side.
fn names(folder: &Path) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for (path, bytes) in bytes(folder).iter().filter(|(path, _)| path.extension().is_some()) {
        if !path.starts_with("private") {
            continue;
        }
        for line in std::str::from_utf8(bytes).expect("UTF-8").lines() {
            let json: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{path:?}: {e}"));
            if let (Some(sealed), Some(name)) = (json["sealed"].as_str(), json["data"]["name"].as_str()) {
                names.insert(sealed.into(), name.into());
            }
        }
    }
    names
}

#[test]
fn no_text_in_the_log_contains_personal_data() {
    for lang in [Lang::Zh, Lang::En] {
        let order = order(300, 5, lang);
        let folder = made(&order);
        let (project, _) = open(&folder, &order);
        let known = names(folder.path());
        assert!(known.len() > 250);
        let all: GuardNames = known.values().map(String::as_str).collect();
        let mut texts = 0;
        for event in events(&project) {
            for (field, text) in event.text.iter() {
                texts += 1;
                let guard = Guard { names: &all, exempt: &[] };
                let hit = guard.check(text).into_iter().find(|f| f.severity == GuardSeverity::Refuse);
                assert!(hit.is_none(), "{field}: {text}: {hit:?}");
                assert!(lang == Lang::Zh || text.is_ascii(), "{field} in English: {text}");
            }
        }
        assert!(texts > 1000);
    }
}

#[test]
fn replies_to_the_desk_have_all_their_elements() {
    let order = order(120, 6, Lang::Zh);
    let folder = made(&order);
    let (project, _) = open(&folder, &order);
    let mut seen = 0;
    for event in events(&project) {
        let Body::Replied(reply) = &event.body else { continue };
        if !reply.partial && reply.to.iter().any(|to| to == "desk") && event.sealed.is_none() {
            seen += 1;
            for text in ["findings", "staff_action", "lessons"] {
                assert!(event.text.get(text).is_some(), "{text}");
            }
            assert!(!reply.satisfaction.is_empty() && !reply.handler.is_empty() && !reply.phone.is_empty());
        }
    }
    assert!(seen > 50);
}

#[test]
fn the_demo_does_extra_steps_of_a_policy_or_names_the_failed_case() {
    let order = order(30, 1, Lang::Zh);
    let with = |rows: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        create(folder.path(), &order).expect("a project");
        let path = folder.path().join("redress.toml");
        let text = std::fs::read_to_string(&path).expect("a file") + rows;
        std::fs::write(path, text).expect("a file");
        folder
    };
    let step = "[[step]]\ncode = \"listen\"\nzh = \"复听\"\nen = \"Listen\"\n\
        [[gate]]\ncode = \"g\"\nzh = \"复听\"\nen = \"Listen\"\non = [\"assign\"]\nneeds = { steps = [\"listen\"] }\n";
    let folder = with(step);
    live(folder.path(), &order, &mut no_words, &mut |_| {}).expect("the step is done");
    let (_, cases) = open(&folder, &order);
    assert!(cases.values().any(|c| c.steps.contains_key("listen")));
    assert!(cases.values().filter(|c| !c.route.is_empty() && c.round() == 1).all(|c| c.steps.contains_key("listen")));

    let role = "[[role]]\ncode = \"nobody\"\nzh = \"无人\"\nen = \"Nobody\"\n";
    let folder = with(&(step.replace("needs = { steps = [\"listen\"] }", "by = { role = [\"nobody\"] }") + role));
    let error = live(folder.path(), &order, &mut no_words, &mut |_| {}).expect_err("nobody may");
    let DemoError::Act { id, act, source, .. } = &error else { panic!("{error:?}") };
    assert!(id.starts_with("HQ-20") && act.starts_with("Hop"), "{error:?}");
    assert!(matches!(source, ProjectError::Refused(_)), "{error:?}");
}

#[test]
fn small_demos_work_and_never_overwrite_a_project() {
    for cases in [1, 2, 3, 9] {
        let order = order(cases, 1, Lang::Zh);
        let folder = made(&order);
        let error = make(folder.path(), &order, &mut no_words, &mut |_| {}).expect_err("it exists");
        assert!(matches!(error, DemoError::Project(ProjectError::Exists { .. })), "{error:?}");
    }
}

#[test]
fn an_index_that_is_not_kept_leaves_no_file() {
    let order = order(300, 1, Lang::En);
    let folder = made(&order);
    let cache = folder.path().join(".redress").join("cache");
    let files = || std::fs::read_dir(&cache).map_or(0, Iterator::count);
    assert_eq!(files(), 0, "nothing was looked up");
    for keep in [false, true] {
        let project = Project::open(folder.path(), &order.machine).expect("a project");
        let id = "HQ-2026-0001".parse().expect("a case");
        assert!(project.case(id).expect("readable").is_some());
        assert_eq!(files(), 1, "it was made, and waits");
        if keep {
            project.keep_indexes();
        }
        drop(project);
        assert_eq!(files(), usize::from(keep));
    }
}
