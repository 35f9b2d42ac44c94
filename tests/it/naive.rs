//! An independent second fold: it reads the lines of the log as JSON and uses neither the index nor `apply` nor the reports. It must agree
//! with them on random histories, as of any day. A failing run prints its seed.
//!
//! 500 histories with a few days each by default; a long run: `REDRESS_NAIVE=20000 cargo test --release --test it naive::`.

use crate::asof::{Step, events_of, play, steps};
use chrono::NaiveDate;
use proptest::prelude::*;
use redress::document::table::{Cell, Table};
use redress::domain::calendar::Calendar;
use redress::domain::calendar::period::Period;
use redress::domain::case::{Case, Standing};
use redress::domain::policy::escalation;
use redress::domain::query::dimension::Dimension;
use redress::domain::query::tally::{Cohort, Tally};
use redress::domain::value::moment::Moment;
use redress::domain::value::title::Lang;
use redress::project::{HistoryCut, Project};
use redress::report::context::ReportContext;
use redress::report::{due, explain, overdue, stats};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A line of the log.
struct Line(Value);

impl Line {
    fn id(&self) -> String {
        format!("HQ:{}", self.0["n"])
    }

    fn kind(&self) -> &str {
        let known = [
            "n", "at", "by", "case", "seq", "said", "sealed", "hash", "text", "request", "import", "more", "clock",
            "os", "account",
        ];
        let keys = self.0.as_object().expect("an object").keys();
        keys.map(String::as_str).find(|key| !known.contains(key)).unwrap_or_default()
    }

    fn body(&self) -> &Value {
        &self.0[self.kind()]
    }

    fn at(&self) -> Moment {
        moment(&self.0["at"]).expect("a time")
    }

    fn on(&self) -> Moment {
        moment(&self.body()["on"]).unwrap_or_else(|| self.at())
    }

    fn code(&self, key: &str) -> Option<String> {
        self.body()[key].as_str().map(Into::into)
    }

    fn receipt(&self) -> Option<Moment> {
        (self.kind() == "corrected").then(|| moment(&self.body()["set"]["received"])).flatten()
    }

    fn is_knowledge(&self) -> bool {
        matches!(self.kind(), "revoked" | "corrected")
    }
}

fn moment(value: &Value) -> Option<Moment> {
    value.as_str()?.parse().ok()
}

/// Ids of revoked events, evaluated from the end.
fn gone(lines: &[&Line]) -> HashSet<String> {
    let mut gone = HashSet::new();
    for line in lines.iter().rev().filter(|line| line.kind() == "revoked") {
        if !gone.contains(&line.id()) {
            gone.extend(line.code("event"));
        }
    }
    gone
}

#[derive(Clone, Debug, Default)]
struct Round {
    received: Option<Moment>,
    reached: HashMap<&'static str, Moment>,
    /// Limits met by a reply that was sent back.
    sent_back: HashMap<String, Moment>,
    stopped: Option<Moment>,
    ended: Option<Moment>,
    /// The last time the source of an imported round spoke, and the state that it told.
    told: Option<(Moment, String)>,
}

impl Round {
    /// Neither late nor in time: the date had passed when the source spoke, and the source does not say whether it was met.
    fn is_untold(&self, limit: &str, due: NaiveDate) -> bool {
        let reached = self.reached.get(until(limit));
        self.told.as_ref().is_some_and(|(told, state)| {
            let ended = !matches!(state.as_str(), "received" | "accepted" | "assigned" | "replied");
            let beyond = match until(limit) {
                "accepted" => state != "received",
                "assigned" => ended || state == "replied",
                _ => ended,
            };
            (told.date() > due || beyond)
                && !(limit == "reply" && is_unanswered(state))
                && !self.sent_back.contains_key(limit)
                && reached.is_none_or(|reached| reached.is_after(*told))
        })
    }
}

/// A missed limit: round, limit, due date.
type Past = (usize, String, NaiveDate);

#[derive(Clone, Debug, Default)]
struct Folded {
    state: String,
    category: String,
    nature: String,
    unit: String,
    person: String,
    received_by: String,
    rounds: Vec<Round>,
    limits: BTreeMap<String, NaiveDate>,
    /// Limits that were over when their row began to apply: its length, and the day before which they do not end.
    spared: BTreeMap<String, (usize, NaiveDate)>,
    /// The length of each, in working days.
    lengths: BTreeMap<String, usize>,
    paused: Option<Moment>,
    pauses: Vec<(Moment, Moment)>,
    past: BTreeSet<Past>,
    imported: bool,
    recorded: Option<Moment>,
}

/// What ends a limit: a milestone or a step.
fn until(limit: &str) -> &'static str {
    match limit {
        "reply" => "replied",
        "form" => "reported",
        "apology" => "step:apology",
        _ => "never",
    }
}

/// Whether a case in this state cannot have been answered yet.
fn is_unanswered(state: &str) -> bool {
    matches!(state, "received" | "accepted" | "assigned")
}

struct Naive<'n> {
    calendar: &'n Calendar,
    /// As of the end of this day; `None`: now.
    day: Option<NaiveDate>,
}

impl Naive<'_> {
    fn happened(&self, on: Moment) -> bool {
        self.day.is_none_or(|day| on.date() <= day)
    }

    /// The n-th working day after a day, without paused days.
    fn working_day(&self, from: NaiveDate, n: usize, paused: &[(Moment, Moment)]) -> NaiveDate {
        let is_paused = |day: NaiveDate| paused.iter().any(|(since, to)| since.date() <= day && day < to.date());
        let days = from.iter_days().skip(1).filter(|day| self.calendar.day(*day).working && !is_paused(*day));
        days.into_iter().nth(n - 1).expect("a day")
    }

    /// The first day from a day on that is a working day and not paused.
    fn spared_until(&self, floor: NaiveDate, paused: &[(Moment, Moment)]) -> NaiveDate {
        self.working_day(floor.pred_opt().expect("a day"), 1, paused)
    }

    /// The due dates after an act, computed from the facts: what is met keeps its day, and no act makes a breach that was not there.
    fn dates_after(&self, case: &mut Folded, line: &Line, before: &BTreeMap<String, NaiveDate>, resumed: bool) {
        let wanted = self.dates(case);
        let days = |limit: &str| match (limit, case.category.as_str()) {
            ("apology", _) => 2,
            (_, "product") => 10,
            _ => 3,
        };
        if matches!(line.kind(), "opened" | "reopened" | "corrected" | "revoked") {
            case.limits = wanted;
            if matches!(line.kind(), "corrected" | "revoked") {
                // What is met is counted again by the row that it has on record.
                for (limit, due) in before {
                    if case.met(limit).is_some() {
                        let n = case.lengths.get(limit).copied();
                        let again = n.and_then(|n| self.date(case, limit, n)).unwrap_or(*due);
                        case.limits.insert(limit.clone(), again);
                    }
                }
            }
            let fresh: Vec<_> = case.limits.keys().filter(|limit| case.met(limit).is_none()).cloned().collect();
            let fresh: Vec<_> = fresh.into_iter().map(|limit| (limit.clone(), days(&limit))).collect();
            case.lengths.extend(fresh);
            return;
        }
        let (on, clock) = (line.on(), case.clock(line));
        let now = case.paused.filter(|since| clock.is_after(*since)).unwrap_or(clock).date();
        let pause = case.pauses.last().filter(|_| resumed).map(|(since, _)| *since);
        let received = case.rounds.last().and_then(|round| round.received).map(Moment::date);
        let (mut limits, mut lengths) = (BTreeMap::new(), Vec::new());
        for limit in before.keys().chain(wanted.keys()).collect::<BTreeSet<_>>() {
            let met = case.met(limit);
            let is_free = |met: Moment| met == on || pause.is_some_and(|since| !since.is_after(met));
            let old = before.get(limit).copied();
            let Some(mut due) = wanted.get(limit).copied().filter(|_| met.is_none_or(is_free)) else {
                limits.extend(old.filter(|_| !met.is_none_or(is_free)).map(|due| (limit.clone(), due)));
                continue;
            };
            lengths.push((limit.clone(), days(limit)));
            if old != Some(due) && now > due && received.is_some_and(|received| received < on.date()) {
                let floor = old.filter(|old| now > *old).unwrap_or(now);
                if floor > due {
                    case.spared.insert(limit.clone(), (days(limit), floor));
                    due = self.spared_until(floor, &case.pauses);
                }
            }
            limits.insert(limit.clone(), due);
        }
        case.limits = limits;
        case.lengths.extend(lengths);
    }

    /// The date of a limit of so many working days from the receipt.
    fn date(&self, case: &Folded, limit: &str, n: usize) -> Option<NaiveDate> {
        let received = case.rounds.last()?.received?;
        let met = case.met(limit);
        let pauses: Vec<_> =
            case.pauses.iter().filter(|(since, _)| met.is_none_or(|met| !since.is_after(met))).copied().collect();
        let plain = self.working_day(received.date(), n, &pauses);
        let spared = case.spared.get(limit).filter(|(of, floor)| *of == n && *floor > plain);
        Some(spared.map_or(plain, |(_, floor)| self.spared_until(*floor, &pauses)))
    }

    /// The due dates computed from the facts alone.
    fn dates(&self, case: &Folded) -> BTreeMap<String, NaiveDate> {
        let mut dates = BTreeMap::new();
        let Some(round) = case.rounds.last() else { return dates };
        if round.received.is_none() || case.nature != "complaint" {
            return dates;
        }
        let n = match case.category.as_str() {
            "attitude" => 3,
            "product" => 10,
            _ => return dates,
        };
        let mut date =
            |limit: &str, n: usize| dates.extend(self.date(case, limit, n).map(|due| (limit.to_string(), due)));
        date("apology", 2);
        date("reply", n);
        if case.state == "replied" && !round.reached.contains_key("reported") {
            date("form", n);
        }
        dates
    }

    /// Folds all known lines of a case.
    fn fold(&self, lines: &[&Line]) -> Option<Folded> {
        let mut case = self.walk(lines);
        // What the source told counts as known on any day.
        for (round, whole) in case.rounds.iter_mut().zip(Naive { day: None, ..*self }.walk(lines).rounds) {
            round.told.clone_from(&whole.told);
        }
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.kind() == "revoked") {
            let mut then = self.walk(&lines[..at]);
            then.keep_past(then.clock(line));
            case.past.extend(then.past);
        }
        let last = case.clone();
        case.past.retain(|(round, limit, due)| {
            let met =
                last.rounds.get(round - 1).and_then(|r| r.sent_back.get(limit).or_else(|| r.reached.get(until(limit))));
            let ended = last.rounds.get(round - 1).and_then(|r| r.ended);
            let met = met.filter(|met| ended.is_none_or(|ended| !met.is_after(ended)));
            let untold = last.rounds.get(round - 1).is_some_and(|r| r.is_untold(limit, *due));
            !untold && met.is_none_or(|met| met.date() > *due) && self.day.is_none_or(|day| day > *due)
        });
        (!case.rounds.is_empty()).then_some(case)
    }

    /// The lines that count, with receipts as known now.
    fn walk(&self, lines: &[&Line]) -> Folded {
        let gone = gone(lines);
        let mut receipts: Vec<(usize, Moment)> = Vec::new();
        let mut whose: HashMap<usize, usize> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            match line.kind() {
                "opened" | "reopened" => receipts.push((at, line.on())),
                _ => {
                    if let (Some(given), false, Some(last)) =
                        (line.receipt(), gone.contains(&line.id()), receipts.last_mut())
                    {
                        last.1 = given;
                        whose.insert(at, last.0);
                    }
                }
            }
        }
        let counts = |at: usize| match receipts.iter().find(|(opener, _)| *opener == at) {
            Some((_, receipt)) => self.happened(*receipt),
            None => lines[at].is_knowledge() || self.happened(lines[at].on()),
        };
        let (mut case, mut left_out) = (Folded::default(), false);
        for (at, line) in lines.iter().enumerate() {
            let absent = gone.contains(&line.id());
            if !counts(at) || absent {
                left_out |= !absent;
                continue;
            }
            let no_round = whose.get(&at).is_some_and(|opener| !counts(*opener) || gone.contains(&lines[*opener].id()));
            self.step(&mut case, line, no_round, left_out);
        }
        case
    }

    fn step(&self, case: &mut Folded, line: &Line, no_round: bool, left_out: bool) {
        let resumes = line.kind() == "resumed" && case.paused.is_some();
        case.imported |= line.0["import"].is_string();
        if line.kind() == "opened" {
            case.recorded = Some(line.at());
        }
        if !resumes {
            case.keep_past(case.clock(line));
        }
        let (before, paused) = (case.limits.clone(), case.paused);
        let met_before: HashMap<String, Moment> =
            case.limits.keys().filter_map(|limit| Some((limit.clone(), case.met(limit)?))).collect();
        case.act(line, no_round);
        let resumes = paused.is_some() && case.paused.is_none();
        let (is_history, state) = (case.is_history(line), case.state.clone());
        if let Some(round) = case.rounds.last_mut().filter(|_| is_history) {
            round.told = Some((line.at(), state));
        }
        let moves = !matches!(
            line.kind(),
            "noted"
                | "attached"
                | "delayed"
                | "paused"
                | "overridden"
                | "declined"
                | "referred"
                | "withdrawn"
                | "closed"
                | "voided"
                | "revealed"
                | "erased"
        );
        if left_out && moves {
            self.dates_after(case, line, &before, resumes);
        } else if let Some(dues) = line.body()["due"].as_object().filter(|_| !left_out && !no_round) {
            for (limit, due) in dues {
                let since = case.pauses.last().filter(|_| resumes).map(|(since, _)| *since);
                if since.is_some_and(|since| case.met(limit).is_some_and(|met| since.is_after(met))) {
                    continue;
                }
                let days = due["within"].as_str().and_then(|within| within.trim_end_matches("wd").parse().ok());
                case.lengths.extend(days.map(|days| (limit.clone(), days)));
                match moment(&due["spared"]).zip(days) {
                    Some((floor, days)) => drop(case.spared.insert(limit.clone(), (days, floor.date()))),
                    None => drop(case.spared.remove(limit)),
                }
                match moment(&due["at"]) {
                    Some(at) => drop(case.limits.insert(limit.clone(), at.date())),
                    None => drop(case.limits.remove(limit)),
                }
            }
        }
        // Each date is judged once: by the act that met it (or the day on which the clock was stopped), or by the end of the round.
        let round = case.rounds.len();
        let stopped = case.rounds.last().and_then(|r| r.stopped).filter(|_| !case.is_pending());
        for (limit, due) in before.iter().chain(&case.limits.clone()) {
            let is_new = case.limits.get(limit) == Some(due);
            let met = case.met(limit);
            if before.get(limit) == Some(due) && met == met_before.get(limit).copied() && stopped.is_none() {
                continue;
            }
            // A pause that is found to have ended before the act does not cover it.
            let still =
                case.paused.or(paused
                    .filter(|_| case.pauses.last().is_none_or(|(_, to)| met.is_none_or(|met| !met.is_after(*to)))));
            let met = met.map(|met| still.filter(|since| met.is_after(*since)).unwrap_or(met));
            let met =
                met.filter(|_| before.get(limit) != Some(due) || case.met(limit) != met_before.get(limit).copied());
            let open = case.met(limit).is_none();
            let by = met.or(stopped.or(case.paused).filter(|_| is_new && open));
            if by.is_some_and(|by| by.date() > *due) && round > 0 && (is_new || line.kind() != "reopened") {
                case.past.insert((round, limit.clone(), *due));
            }
        }
    }
}

impl Folded {
    fn is_pending(&self) -> bool {
        matches!(self.state.as_str(), "received" | "accepted" | "assigned" | "replied")
    }

    fn met(&self, limit: &str) -> Option<Moment> {
        let round = self.rounds.last()?;
        round.sent_back.get(limit).or_else(|| round.reached.get(until(limit))).copied()
    }

    fn open(&self) -> impl Iterator<Item = (&String, &NaiveDate)> {
        let runs = |limit: &str, due: NaiveDate| self.met(limit).is_none() && !self.is_untold(limit, due);
        self.limits.iter().filter(move |(limit, due)| self.is_pending() && runs(limit, **due))
    }

    fn is_untold(&self, limit: &str, due: NaiveDate) -> bool {
        self.rounds.last().is_some_and(|round| round.is_untold(limit, due))
    }

    fn is_history(&self, line: &Line) -> bool {
        line.0["import"].is_string() || (self.imported && self.recorded == Some(line.at()))
    }

    /// The time by which limits are judged: an imported act counts by the day it happened.
    fn clock(&self, line: &Line) -> Moment {
        if self.is_history(line) { line.on() } else { line.at() }
    }

    /// The unit if no other has the case.
    fn of_desk(&self) -> String {
        if self.received_by.is_empty() { "HQ".into() } else { self.received_by.clone() }
    }

    /// Whether the clock was paused on a day.
    fn stood_still(&self, day: NaiveDate) -> bool {
        self.pauses.iter().any(|(since, to)| since.date() <= day && day < to.date())
    }

    /// Keeps dates that are running and past; if the clock is paused, by the day on which it was paused.
    fn keep_past(&mut self, clock: Moment) {
        let clock = self.paused.filter(|since| clock.is_after(*since)).unwrap_or(clock).date();
        let round = self.rounds.len();
        let past: Vec<Past> =
            self.open().filter(|(_, due)| clock > **due).map(|(limit, due)| (round, limit.clone(), *due)).collect();
        self.past.extend(past);
    }

    fn reach(&mut self, milestone: &'static str, on: Moment) {
        let Some(round) = self.rounds.last_mut() else { return };
        let known = round.reached.entry(milestone).or_insert(on);
        if known.is_after(on) {
            *known = on;
        }
    }

    fn end(&mut self, state: &str, line: &Line) {
        let at = self.clock(line);
        let clock = self.paused.filter(|since| at.is_after(*since)).unwrap_or(at);
        if let Some(round) = self.rounds.last_mut().filter(|round| state != "voided" || round.stopped.is_none()) {
            round.stopped = Some(clock);
            let last = round.reached.values().fold(line.on(), |last, on| if on.is_after(last) { *on } else { last });
            round.ended = Some(last);
        }
        self.state = state.into();
        self.end_pause(line.on());
    }

    fn end_pause(&mut self, on: Moment) {
        if let Some(since) = self.paused.take().filter(|since| !since.is_after(on)) {
            self.pauses.push((since, on));
        }
    }

    fn act(&mut self, line: &Line, no_round: bool) {
        let on = line.on();
        match line.kind() {
            "opened" => {
                self.state = "received".into();
                self.category = line.code("category").unwrap_or_default();
                self.nature = line.code("nature").unwrap_or_default();
                self.received_by = line.code("received_by").unwrap_or_default();
                self.rounds.push(Round { received: Some(on), ..Round::default() });
            }
            "reopened" => {
                self.rounds.push(Round { received: Some(on), ..Round::default() });
                self.state = "accepted".into();
                (self.paused, self.pauses) = (None, Vec::new());
                self.limits.clear();
                if self.unit.is_empty() {
                    self.unit = self.of_desk();
                }
                self.reach("accepted", on);
            }
            "accepted" => {
                if let Some(unit) = line.code("unit").filter(|unit| !unit.is_empty()) {
                    self.unit = unit;
                }
                if self.state == "received" {
                    self.state = "accepted".into();
                }
                self.reach("accepted", on);
            }
            "assigned" => {
                self.unit = line.code("unit").unwrap_or_default();
                self.person = line.code("person").unwrap_or_default();
                if self.is_pending() {
                    self.state = "assigned".into();
                }
            }
            "returned" => {
                self.unit = self.of_desk();
                self.person.clear();
                if self.is_pending() {
                    self.state = "accepted".into();
                }
            }
            "replied" => {
                let settled = line.body()["answers"].as_array().cloned().unwrap_or_default();
                if settled.iter().any(|whom| whom == "complainant") {
                    self.reach("replied", on);
                    if self.is_pending() {
                        self.end_pause(on);
                        self.state = "replied".into();
                    }
                }
                if settled.iter().any(|whom| whom == "desk") {
                    self.reach("reported", on);
                }
            }
            "reworked" => {
                if self.is_pending() {
                    self.state = "assigned".into();
                }
                let back = self.limits.keys().filter(|limit| matches!(until(limit), "replied" | "reported"));
                let met: Vec<(String, Moment)> =
                    back.filter_map(|limit| Some((limit.clone(), self.met(limit)?))).collect();
                if let Some(round) = self.rounds.last_mut() {
                    round.sent_back.extend(met);
                    round.reached.retain(|milestone, _| !matches!(*milestone, "replied" | "reported"));
                }
            }
            "classified" => {
                if let Some(category) = line.code("category") {
                    self.category = category;
                }
            }
            "corrected" => {
                if let (Some(received), Some(round), false) = (line.receipt(), self.rounds.last_mut(), no_round) {
                    round.received = Some(received);
                }
            }
            "stepped" if line.code("step").as_deref() == Some("apology") => self.reach("step:apology", on),
            // Within a pause the clock stands since its beginning.
            "paused" if self.is_pending() => {
                self.paused = Some(self.paused.filter(|since| !since.is_after(on)).unwrap_or(on));
            }
            "resumed" => {
                if let Some(since) = self.paused.take() {
                    self.pauses.push((since, on));
                }
            }
            "declined" | "referred" | "withdrawn" | "closed" | "voided" => self.end(line.kind(), line),
            _ => {}
        }
    }
}

/// The lines of each case as on disk.
fn lines(project: &Project) -> BTreeMap<String, Vec<Line>> {
    let mut all: Vec<Line> =
        events_of(project).iter().map(|line| Line(serde_json::from_str(line).expect("JSON"))).collect();
    all.sort_by_key(|line| line.0["n"].as_u64());
    let mut cases: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in all {
        if let Some(case) = line.0["case"].as_str() {
            cases.entry(case.to_string()).or_default().push(line);
        }
    }
    cases
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Named { code: text, .. } | Cell::Text(text) => text.clone(),
        Cell::Time(at) => at.date().to_string(),
        Cell::DaysLate(n) | Cell::Int(n) => n.to_string(),
        _ => String::new(),
    }
}

/// The first cells of each row.
fn rows(table: &Table, cells: usize) -> BTreeSet<String> {
    table.rows.iter().map(|row| row.cells[..cells].iter().map(text).collect::<Vec<_>>().join(" ")).collect()
}

/// What is compared: for each report a set of rows.
type Answers = Vec<(&'static str, BTreeSet<String>)>;

/// The answers of the program, from cases.
fn said(cases: &BTreeMap<redress::domain::value::id::CaseId, Case>, project: &Project, day: NaiveDate) -> Answers {
    let scene = ReportContext {
        policy: &project.policy,
        directory: &project.directory,
        calendar: &project.calendar,
        lang: Lang::En,
        day,
        now: None,
    };
    let period = Period::range(day, day + chrono::Duration::days(60));
    let by = [Dimension::named("category").expect("known"), Dimension::named("status").expect("known")];
    let mut tally = Tally::default();
    cases.values().for_each(|case| tally.add(case, &by, &Cohort::of(&project.policy)));
    let list = cases.values().map(|case| {
        let due = case.limits.get("reply").map(|due| due.at.date().to_string()).unwrap_or_default();
        let received = case.received().map(|r| r.date().to_string()).unwrap_or_default();
        format!(
            "{} {} {received} {due} {} {} {}",
            case.id,
            case.state.code(),
            case.facts.category,
            case.unit,
            case.person
        )
    });
    let late = cases.values().flat_map(|case| {
        let now = case.overdue(day, None).map(|(limit, due)| (case.round(), limit.to_string(), due.at.date()));
        let all = case.missed().map(|m| (m.round, m.limit.to_string(), m.due.date())).chain(now);
        all.map(|(round, limit, due)| format!("{} {round} {limit} {due}", case.id)).collect::<Vec<_>>()
    });
    let explained = cases.values().flat_map(|case| {
        let json = explain::explain(case, &scene).json(&scene);
        let limits = json["limits"].as_array().cloned().unwrap_or_default();
        let counted = limits.into_iter().filter(|limit| limit["state"] == "counted");
        counted.map(|l| format!("{} {} {} {}", case.id, l["limit"], l["due"], l["standing"])).collect::<Vec<_>>()
    });
    vec![
        ("list", list.collect()),
        ("is:late", late.collect()),
        ("overdue", rows(&overdue::overdue(cases.values(), &scene), 6)),
        ("due", rows(&due::due(cases.values(), &period, &scene), 3)),
        ("stats", rows(&stats::stats(&tally, &by, None, &[], None, &scene), 3)),
        ("explain", explained.collect()),
    ]
}

/// The same from the second fold.
fn told(cases: &BTreeMap<String, Folded>, project: &Project, day: NaiveDate) -> Answers {
    let received = |case: &Folded| case.rounds[0].received.map(|r| r.date().to_string()).unwrap_or_default();
    let list = cases.iter().map(|(id, c)| {
        let due = c.limits.get("reply").map(ToString::to_string).unwrap_or_default();
        format!("{id} {} {} {due} {} {} {}", c.state, received(c), c.category, c.unit, c.person)
    });
    let working = |case: &Folded, from: NaiveDate, to: NaiveDate| {
        let runs = |day: &NaiveDate| project.calendar.day(*day).working && !case.stood_still(*day);
        from.iter_days().skip(1).take_while(|d| *d <= to).filter(runs).count()
    };
    let runs = |c: &Folded| c.open().map(|(l, d)| (l.clone(), *d)).filter(|_| c.paused.is_none()).collect::<Vec<_>>();
    let (mut late, mut overdue, mut due, mut explained) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (id, case) in cases {
        late.extend(case.past.iter().map(|(round, limit, due)| format!("{id} {round} {limit} {due}")));
        for (limit, at) in runs(case) {
            if day > at {
                late.insert(format!("{id} {} {limit} {at}", case.rounds.len()));
                overdue.insert(format!("{id} {limit} {at} {} {} {}", working(case, at, day), case.unit, case.person));
            } else if at <= day + chrono::Duration::days(60) {
                due.insert(format!("{id} {limit} {at}"));
            }
        }
        for (limit, at) in &case.limits {
            let standing = match (case.met(limit), case.is_pending(), case.paused) {
                _ if case.is_untold(limit, *at) => "not-told",
                (Some(_), ..) => "met",
                (None, false, _) => "over",
                (None, true, Some(_)) => "paused",
                _ if day > *at => "overdue",
                _ => "running",
            };
            explained.insert(format!("{id} {:?} {:?} {standing:?}", limit, at.to_string()));
        }
        if case.state != "voided" && case.nature == "complaint" {
            *counts.entry(format!("{} {}", case.category, case.state)).or_default() += 1;
        }
    }
    let stats = counts.iter().map(|(values, n)| format!("{values} {n}")).collect();
    vec![
        ("list", list.collect()),
        ("is:late", late),
        ("overdue", overdue),
        ("due", due),
        ("stats", stats),
        ("explain", explained),
    ]
}

fn histories() -> u32 {
    std::env::var("REDRESS_NAIVE").ok().and_then(|n| n.parse().ok()).unwrap_or(500)
}

/// Whether both folds agree about a history, as of some days (counted from 28 August 2026) and now.
fn agree(steps: &[Step], asked: &[u16]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().expect("a folder");
    let (project, end) = play(folder.path(), steps);
    let lines = lines(&project);
    let first: NaiveDate = "2026-08-28".parse().expect("a date");
    let days = asked.iter().map(|days| first + chrono::Duration::days(i64::from(*days)));
    for day in days.map(Some).chain([None]) {
        let naive = Naive { calendar: &project.calendar, day };
        let fold =
            |(id, lines): (&String, &Vec<Line>)| Some((id.clone(), naive.fold(&lines.iter().collect::<Vec<_>>())?));
        let folded: BTreeMap<String, Folded> = lines.iter().filter_map(fold).collect();
        let cases = project.cases(HistoryCut { by: day.map(Moment::day), known: None }).expect("reads");
        let day = day.unwrap_or(end.date());
        for ((what, said), (_, told)) in said(&cases, &project, day).iter().zip(told(&folded, &project, day)) {
            prop_assert_eq!(said, &told, "{} as of {}", what, day);
        }
    }
    // Automatic escalation now: two working days late, without paused days.
    let naive = Naive { calendar: &project.calendar, day: None };
    for (id, case) in project.cases(HistoryCut::default()).expect("reads") {
        let told = naive.fold(&lines[&id.to_string()].iter().collect::<Vec<_>>()).expect("a case");
        let reply = told.open().find(|(limit, _)| *limit == "reply").map(|(_, due)| *due);
        let late = reply.is_some_and(|due| {
            end.date() > due && end.date() >= naive.working_day(due, 2, &told.pauses) && told.paused.is_none()
        });
        let goes = escalation::next(&case, &project.policy, &project.directory, &project.calendar, end).is_some();
        prop_assert_eq!(goes, late, "{} goes up", id);
        prop_assert!(case.standing("reply", end.date(), None) != Some(Standing::Paused) || told.paused.is_some());
    }
    Ok(())
}

/// An act on the day on which a pause ended; a case that was voided with a date before its reply; a reply in time whose revocation was
/// revoked, sent back after its due date.
#[test]
fn histories_that_differed_once() {
    let pause = [
        (0, 0, 4, 0, false),
        (0, 0, 47, 0, false),
        (1, 10, 5, 0, false),
        (0, 0, 31, 0, false),
        (1, 11, 48, 1, false),
        (0, 0, 39, 0, false),
        (1, 9, 9, 3, false),
    ];
    let void = [
        (0, 0, 13, 0, false),
        (0, 4, 8, 0, false),
        (0, 0, 16, 0, false),
        (0, 0, 20, 0, false),
        (0, 2, 30, 1, false),
        (0, 21, 1, 2, true),
    ];
    let revoked = [
        (0, 0, 8, 0, false),
        (0, 4, 16, 0, false),
        (0, 4, 15, 1, true),
        (0, 14, 24, 0, false),
        (0, 13, 12, 0, false),
        (0, 7, 58, 1, false),
        (0, 26, 14, 4, false),
        (0, 2, 36, 0, false),
        (0, 26, 1, 1, false),
    ];
    for steps in [&pause[..], &void[..], &revoked[..]] {
        agree(steps, &[0, 0, 0]).expect("both agree");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), ..ProptestConfig::default() })]

    #[test]
    fn an_independent_fold_agrees_as_of_any_day(steps in steps(24), asked in prop::collection::vec(0u16..70, 3)) {
        agree(&steps, &asked)?;
    }
}
