//! Staying in step with a source: a week of daily exports leads, act by act, to where the source's history is; random histories and cuts.

#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "numbers of a test are small")]

use crate::desk::Desk;
use serde_json::{Value, json};
use std::fmt::Write;

const MAP: &str = "name = 'old'\nkey = 'id'\n[case]\ntitle = 'subject'\nreceived = 'created'\nchannel = 'channel'\n\
     category = 'kind'\namount = 'amount'\n[private]\nname = 'who'\nphone = 'tel'\n[accepted]\n[assigned]\n\
     when = { column = 'unit', set = true }\non = 'started'\nunit = 'unit'\n[replied]\n\
     when = { column = 'status', is = ['Answered', 'Closed'] }\non = 'answered'\nfindings = 'answer'\n[closed]\n\
     when = { column = 'status', is = ['Closed'] }\non = 'closed'\noutcome = { const = 'explained' }\n[withdrawn]\n\
     when = { column = 'status', is = ['Withdrawn'] }\non = 'closed'\nreason = 'answer'\n";

const HEADER: &str = "id,subject,created,channel,kind,amount,who,tel,unit,started,status,answered,answer,closed\n";

/// The days of exports: two weeks of November 2026.
const DAYS: &[u32] = &[2, 3, 4, 5, 6, 9, 10, 11, 12, 13];

/// A generator of small numbers; the seed is in every message.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A case at its source, as a row of an export.
#[derive(Clone, Default)]
struct Source {
    id: u64,
    subject: String,
    created: u32,
    channel: &'static str,
    kind: &'static str,
    amount: u64,
    who: &'static str,
    tel: String,
    unit: &'static str,
    started: u32,
    status: &'static str,
    answered: u32,
    answer: String,
    closed: u32,
    rounds: usize,
    /// What was done with it, with the day.
    acts: Vec<(&'static str, u32)>,
}

fn day(day: u32) -> String {
    if day == 0 { String::new() } else { format!("2026-11-{day:02}") }
}

impl Source {
    fn row(&self, out: &mut String) {
        let Self { id, subject, channel, kind, amount, who, tel, unit, status, answer, .. } = self;
        let (created, started) = (day(self.created), day(self.started));
        let (answered, closed) = (day(self.answered), day(self.closed));
        writeln!(
            out,
            "{id},{subject},{created},{channel},{kind},{amount},{who},{tel},{unit},{started},{status},{answered},{answer},{closed}"
        )
        .expect("writes");
    }

    /// The state in which a desk that follows has it.
    fn state(&self) -> &'static str {
        match self.status {
            "Answered" => "replied",
            "Closed" => "closed",
            "Withdrawn" => "withdrawn",
            _ if self.unit.is_empty() => "accepted",
            _ => "assigned",
        }
    }

    /// One day at the source: at most one act, and facts that change.
    fn live(&mut self, today: u32, dice: &mut Dice, reopens: bool) {
        match dice.roll(12) {
            0 => self.subject = format!("Subject {} of day {today}", self.id),
            1 => self.amount = 100 + dice.roll(9) * 10,
            2 => self.kind = ["attitude", "product", "general"][dice.roll(3) as usize],
            3 => self.tel = format!("555-01{:02}", dice.roll(90)),
            4 => self.channel = ["web", "phone"][dice.roll(2) as usize],
            _ => {}
        }
        let open = matches!(self.status, "New" | "In progress");
        match dice.roll(5) {
            0 if open => {
                let unit = ["u1", "u2", "u3"][dice.roll(3) as usize];
                // A single export does not tell who had a case before.
                if unit != self.unit && (reopens || self.unit.is_empty()) {
                    (self.unit, self.started, self.status) = (unit, today, "In progress");
                    self.acts.push(("assigned", today));
                }
            }
            1 if open && !self.unit.is_empty() => {
                (self.status, self.answered) = ("Answered", today);
                self.answer = format!("Answer of day {today}");
                self.acts.push(("replied", today));
            }
            2 if self.status == "Answered" => {
                (self.status, self.closed) = ("Closed", today);
                self.acts.push(("closed", today));
            }
            3 if reopens && matches!(self.status, "Closed" | "Withdrawn") => {
                (self.status, self.answered, self.closed) =
                    (if self.unit.is_empty() { "New" } else { "In progress" }, 0, 0);
                self.answer.clear();
                self.rounds += 1;
                self.acts.push(("reopened", today));
                if !self.unit.is_empty() {
                    self.acts.push(("assigned", today));
                }
            }
            4 if open && dice.roll(4) == 0 => {
                (self.status, self.closed, self.answer) = ("Withdrawn", today, "settled among themselves".into());
                self.acts.push(("withdrawn", today));
            }
            _ => {}
        }
    }
}

/// The exports of ten days, one after the other.
fn exports(seed: u64, reopens: bool) -> Vec<Vec<Source>> {
    let mut dice = Dice(seed);
    let (mut cases, mut all): (Vec<Source>, Vec<Vec<Source>>) = (Vec::new(), Vec::new());
    for today in DAYS {
        for case in &mut cases {
            case.live(*today, &mut dice, reopens);
        }
        for _ in 0..=dice.roll(3) {
            let id = cases.len() as u64 + 1;
            cases.push(Source {
                id,
                subject: format!("Subject {id}"),
                created: *today,
                channel: "web",
                kind: "general",
                amount: 100,
                who: ["Ann Example", "Ben Sample", ""][dice.roll(3) as usize],
                tel: format!("555-01{id:02}"),
                status: "New",
                rounds: 1,
                acts: vec![("opened", *today), ("accepted", *today)],
                ..Source::default()
            });
        }
        all.push(cases.clone());
    }
    all
}

pub fn desk() -> Desk {
    let desk = Desk { now: "2026-11-02T18:00".into(), ..Desk::bank() };
    let units = ["u1", "u2", "u3"].map(|u| format!("[[unit]]\ncode = \"{u}\"\nen = \"Unit {u}\"\nzh = \"{u}\"\n"));
    desk.write("directory.toml", desk.read("directory.toml") + &units.concat());
    desk.write("map.toml", MAP);
    desk
}

/// Imports an export on the evening of its day; the command's record.
#[track_caller]
/// Imports an export of which some rows may be rejected.
fn import_some(desk: &mut Desk, today: u32, rows: &[Source]) -> crate::desk::Ran {
    desk.now = format!("2026-11-{today:02}T18:00");
    let mut text = HEADER.to_string();
    rows.iter().for_each(|case| case.row(&mut text));
    desk.write("export.csv", text);
    desk.run(&["import", "export.csv", "--map", "map.toml", "--rejects", "rejects.csv", "--json"])
}

fn import(desk: &mut Desk, today: u32, rows: &[Source]) -> Value {
    let ran = import_some(desk, today, rows);
    assert_eq!(ran.code, 0, "{ran:?}\n{}", desk.read("rejects.csv"));
    let answer: Value = serde_json::from_str(&ran.out).expect("JSON");
    answer["data"][0].clone()
}

pub fn cases(desk: &Desk) -> Vec<Value> {
    let fields = "id,status,unit,category,channel,amount,title,received,closed,due,round";
    let out = desk.run(&["list", "--fields", fields, "--sort", "id", "--format", "jsonl"]).ok();
    out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The kinds of a case's events that are acts, with their days.
fn acts(desk: &Desk, id: &str) -> Vec<(String, u32)> {
    let out = desk.run(&["log", id, "--format", "jsonl"]).ok();
    let events = out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let acts = events.filter(|event| !matches!(event["kind"].as_str(), Some("corrected" | "classified" | "erased")));
    let day = |event: &Value| event["on"].as_str().and_then(|on| on.get(8..10)?.parse().ok()).unwrap_or(0);
    acts.map(|event| (event["kind"].as_str().unwrap_or_default().to_string(), day(&event))).collect()
}

/// A desk stands where the source stands.
#[track_caller]
fn stands(desk: &Desk, source: &[Source], rounds: bool, seed: u64) {
    let found = cases(desk);
    assert_eq!(found.len(), source.len(), "seed {seed}");
    for (case, expected) in found.iter().zip(source) {
        let unit = if expected.unit.is_empty() { "HQ" } else { expected.unit };
        let of = |key: &str| case[key].as_str().map_or_else(|| case[key].to_string(), Into::into);
        let own = ["status", "unit", "category", "channel", "title"].map(of);
        let wanted = [expected.state(), unit, expected.kind, expected.channel, &expected.subject].map(String::from);
        assert_eq!(own, wanted, "seed {seed}: {case}");
        assert_eq!(case["amount"].as_f64(), Some(expected.amount as f64), "seed {seed}: {case}");
        if rounds {
            assert_eq!(case["round"], json!(expected.rounds), "seed {seed}: {case}");
        }
    }
}

#[test]
fn daily_exports_lead_act_by_act_to_the_sources_history() {
    for seed in [1, 2, 3] {
        let (mut desk, all) = (desk(), exports(seed, true));
        for (today, rows) in DAYS.iter().zip(&all) {
            let done = import(&mut desk, *today, rows);
            assert_eq!(
                (&done["rejected"], &done["differs"]),
                (&json!(0), &json!([])),
                "seed {seed}, day {today}: {done}"
            );
            stands(&desk, rows, true, seed);
            // The same again adds nothing.
            let again = import(&mut desk, *today, rows);
            assert_eq!(
                [&again["cases"], &again["events"]],
                [&json!(0), &json!(0)],
                "seed {seed}, day {today}: {again}"
            );
            assert_eq!(again["known"], json!(rows.len()));
        }
        let last = all.last().expect("a day");
        for (case, source) in cases(&desk).iter().zip(last) {
            let id = case["id"].as_str().expect("a number");
            let expected: Vec<(String, u32)> = source.acts.iter().map(|(kind, on)| ((*kind).into(), *on)).collect();
            assert_eq!(acts(&desk, id), expected, "seed {seed}: {id}");
        }
        desk.run(&["verify"]).ok();
    }
}

#[test]
fn exports_at_random_days_lead_to_the_last_one() {
    for seed in 10..15 {
        let (mut desk, all, mut dice) = (desk(), exports(seed, true), Dice(seed));
        let mut cut: Vec<usize> = (0..DAYS.len() - 1).filter(|_| dice.roll(3) == 0).collect();
        cut.push(DAYS.len() - 1);
        for at in cut {
            import(&mut desk, DAYS[at], &all[at]);
            stands(&desk, &all[at], false, seed);
        }
    }
}

/// Without reopenings and second units, which a single export cannot tell, exports days apart give what the last one alone gives.
#[test]
fn two_exports_give_the_dates_and_figures_of_the_later_one() {
    for seed in 20..24 {
        let all = exports(seed, false);
        let (mut stepwise, mut once) = (desk(), desk());
        for at in [1, 4, 9] {
            import(&mut stepwise, DAYS[at], &all[at]);
        }
        import(&mut once, DAYS[9], &all[9]);
        assert_eq!(cases(&stepwise), cases(&once), "seed {seed}");
        for args in [
            &["report", "stats", "--by", "unit,category"][..],
            &["report", "performance", "--period", "2026-11"],
            &["report", "overdue"],
            &["list", "is:late", "--fields", "id"],
            &["list", "is:not-told", "--fields", "id"],
            &["report", "stats", "--by", "category", "--as-of", "2026-11-05"],
        ] {
            assert_eq!(stepwise.run(args).ok(), once.run(args).ok(), "seed {seed}: {args:?}");
        }
    }
}

#[test]
fn a_file_that_a_later_one_has_overtaken_changes_nothing() {
    let mut desk = desk();
    let one = |status, unit, closed| Source {
        id: 1,
        subject: "Charged twice".into(),
        created: 2,
        channel: "phone",
        kind: "general",
        who: "Zhao Ping",
        tel: "13800000001".into(),
        unit,
        started: 2,
        status,
        answered: closed,
        answer: if closed > 0 { "Paid back".into() } else { String::new() },
        closed,
        ..Source::default()
    };
    let (open, closed) = (one("In progress", "u1", 0), one("Closed", "u1", 4));
    let other = Source { id: 2, ..one("In progress", "u9", 0) };
    // The second row is rejected until its unit exists.
    let first = [open, other];
    import_some(&mut desk, 3, &first);
    assert_eq!(import(&mut desk, 4, std::slice::from_ref(&closed))["followed"], 1);
    let stands = cases(&desk);
    assert_eq!((stands.len(), &stands[0]["status"]), (1, &json!("closed")));
    desk.write("directory.toml", desk.read("directory.toml") + "\n[[unit]]\ncode = \"u9\"\nen = \"Unit u9\"\n");
    // The first file twice more: what it says of the first case is older than what is on record.
    for (today, taken) in [(5, 1), (6, 0)] {
        let again = import(&mut desk, today, &first);
        let told = (&again["cases"], &again["followed"], &again["overtaken"]);
        let overtaken = json!([{ "case": stands[0]["id"], "row": 2 }]);
        assert_eq!(told, (&json!(taken), &json!(0), &overtaken), "{again}");
        assert_eq!(cases(&desk)[0], stands[0]);
    }
    // The latest file says nothing new.
    let last = import(&mut desk, 9, &[closed]);
    assert_eq!((&last["followed"], &last["overtaken"]), (&json!(0), &json!([])));
}
