//! `report stats` and `report trend` against a count of the records of `list --json`: random breakdowns, terms, periods and days of the past.

use crate::desk::{Desk, Dice};
use crate::figures::{demo_of, json, told};
use chrono::{Datelike, NaiveDate};
use redress::domain::policy::Policy;
use redress::profile::resolve;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case as `list --json` prints it.
type Record = Value;

fn texts(value: &Value) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        other => other.to_string(),
    };
    match value {
        Value::Array(all) if all.is_empty() => vec![String::new()],
        Value::Array(all) => all.iter().map(one).collect(),
        other => vec![one(other)],
    }
}

fn received(case: &Record) -> NaiveDate {
    case["received"].as_str().and_then(|text| text.get(..10)?.parse().ok()).expect("a receipt")
}

/// The values of a case in a dimension.
fn values(case: &Record, by: &str) -> Vec<String> {
    let day = received(case);
    let (y, m) = (day.year(), day.month());
    match by {
        "day" => vec![day.to_string()],
        "week" => vec![format!("{:04}-W{:02}", day.iso_week().year(), day.iso_week().week())],
        "half-month" => vec![format!("{y}-{m:02}-{}", if day.day() < 16 { "a" } else { "b" })],
        "month" => vec![format!("{y}-{m:02}")],
        "quarter" => vec![format!("{y}-Q{}", m.div_ceil(3))],
        "half-year" => vec![format!("{y}-H{}", m.div_ceil(6))],
        "year" => vec![y.to_string()],
        "round" => vec![case["rounds"].as_array().expect("rounds").len().to_string()],
        "cause" => texts(&case["causes"]),
        "tag" => texts(&case["tags"]),
        own if case.get(own).is_none() => texts(&case["fields"][own]),
        fact => texts(&case[fact]),
    }
}

/// Without persons: their figures are not for everybody.
const DIMENSIONS: &[&str] = &[
    "day",
    "week",
    "half-month",
    "month",
    "quarter",
    "half-year",
    "year",
    "round",
    "cause",
    "tag",
    "status",
    "category",
    "channel",
    "nature",
    "unit",
    "outcome",
    "responsibility",
    "satisfaction",
    "received_by",
    "level",
];

/// A term, and whether it holds for a case.
type Term = (String, Box<dyn Fn(&Record) -> bool>);

/// A random term on one of the values that occur, and whether it holds for a case.
fn term(cases: &[Record], policy: &Arc<Policy>, dice: &mut Dice) -> Term {
    const KEYS: &[&str] = &[
        "channel",
        "category",
        "nature",
        "status",
        "outcome",
        "person",
        "responsibility",
        "satisfaction",
        "tag",
        "cause",
    ];
    let flag = |term: &str, key: &'static str| -> Term { (term.into(), Box::new(move |case| case[key] == true)) };
    match dice.below(8) {
        0 => flag("is:late", "late"),
        1 => flag("is:overdue", "overdue"),
        2 => ("round:2..".into(), Box::new(|case| values(case, "round")[0] != "1")),
        3 => {
            let month = values(&cases[dice.below(cases.len())], "month").remove(0);
            (format!("received:{month}"), Box::new(move |case| values(case, "month")[0] == month))
        }
        way => {
            let key = dice.pick(KEYS);
            let wanted: Vec<String> =
                (0..=dice.below(2)).map(|_| values(&cases[dice.below(cases.len())], key).remove(0)).collect();
            let typed: Vec<&str> = wanted.iter().map(|one| if one.is_empty() { "unset" } else { one }).collect();
            let (not, is_turned) = if way == 4 { ("not:", true) } else { ("", false) };
            let text = format!("{not}{key}:{}", typed.join(","));
            // A class or cause stands for those below it too.
            let policy = policy.clone();
            let is_wanted = move |value: &String| {
                let above = policy.with_parents(key, value);
                wanted.contains(value) || above.iter().any(|code| wanted.iter().any(|one| one == code.as_str()))
            };
            (text, Box::new(move |case| values(case, key).iter().any(&is_wanted) != is_turned))
        }
    }
}

/// Whether a case counts: no void, no duplicate, none of the natures that are counted apart (unless a term asks for natures).
fn counts(case: &Record, apart: &[String]) -> bool {
    let is_duplicate = case["flags"].as_array().expect("flags").contains(&"duplicate".into())
        || (case["status"] == "closed" && case["outcome"] == "duplicate");
    case["status"] != "voided" && !is_duplicate && !apart.contains(&texts(&case["nature"]).remove(0))
}

fn policy(profile: &str) -> Policy {
    resolve(profile, &Value::Null).expect("a profile").policy
}

/// The natures of a policy that are counted apart.
fn apart(policy: &Policy) -> Vec<String> {
    policy.natures.iter().filter(|nature| nature.apart).map(|nature| nature.code.to_string()).collect()
}

/// The counts of each combination of values.
fn counted<'c>(cases: impl Iterator<Item = &'c Record>, by: &[&str]) -> BTreeMap<Vec<String>, u64> {
    let mut found = BTreeMap::new();
    for case in cases {
        let mut all: Vec<Vec<String>> = vec![Vec::new()];
        for key in by {
            let of = values(case, key);
            let further = |begun: &Vec<String>| {
                of.iter().map(|value| [&begun[..], std::slice::from_ref(value)].concat()).collect::<Vec<_>>()
            };
            all = all.iter().flat_map(further).collect();
        }
        for one in all {
            *found.entry(one).or_insert(0) += 1;
        }
    }
    found
}

/// Compares so many random counts of a desk.
fn agree(desk: &Desk, profile: &str, times: usize) {
    let policy = Arc::new(policy(profile));
    let apart = &apart(&policy)[..];
    let mut dice = Dice::new("breakdowns");
    let days: Vec<String> = ["2026-03-31", "2026-07-15", "2026-11-30"].map(String::from).into();
    let not_restricted = "not:is:restricted";
    let cases: Vec<Vec<Record>> = days
        .iter()
        .map(|day| json(desk, &["list", not_restricted, "--as-of", day])["data"].as_array().expect("cases").clone())
        .collect();
    for _ in 0..times {
        let at = dice.below(days.len());
        let (cases, day) = (&cases[at], &days[at]);
        if cases.is_empty() {
            continue;
        }
        let by: Vec<&str> = (0..=dice.below(3)).map(|_| dice.pick(DIMENSIONS)).collect();
        let by: Vec<&str> =
            by.iter().enumerate().filter(|(at, key)| !by[..*at].contains(key)).map(|(_, key)| *key).collect();
        let terms: Vec<_> = (0..dice.below(3)).map(|_| term(cases, &policy, &mut dice)).collect();
        let from = received(&cases[dice.below(cases.len())]);
        let to = from + chrono::Duration::days(i64::try_from(dice.below(200)).expect("few"));
        let period = if dice.below(2) == 0 { String::new() } else { format!("{from}..{to}") };
        let within = |case: &Record| period.is_empty() || (from <= received(case) && received(case) <= to);
        let words = by.join(",");
        let mut args = vec!["report", "stats", "--by", &words, "--as-of", day, "--where", not_restricted];
        terms.iter().for_each(|(text, _)| args.extend(["--where", text]));
        if !period.is_empty() {
            args.extend(["--period", &period]);
        }
        let report = json(desk, &args);
        let row = |row: &Value| {
            let names = by.iter().map(|key| texts(&row[*key]).remove(0)).collect::<Vec<_>>();
            (names, row["count"].as_u64().expect("a count"))
        };
        let told: BTreeMap<Vec<String>, u64> = report["data"].as_array().expect("rows").iter().map(row).collect();
        let asks_for_natures = terms.iter().any(|(text, _)| text.starts_with("nature:"));
        let apart = if asks_for_natures { &[] } else { apart };
        let own = cases
            .iter()
            .filter(|case| counts(case, apart) && within(case) && terms.iter().all(|(_, holds)| holds(case)));
        assert_eq!(told, counted(own, &by), "{}", args.join(" "));
    }
}

#[test]
fn random_counts_agree_with_a_count_of_the_records() {
    agree(&demo_of("bank", "400", "9"), "bank", 104);
    for profile in told() {
        agree(&demo_of(profile, "120", "9"), profile, 16);
    }
}

#[test]
fn the_months_of_a_trend_agree_with_a_count_of_the_records() {
    let desk = demo_of("bank", "300", "4");
    let cases = json(&desk, &["list", "not:is:restricted"]);
    let apart = apart(&policy("bank"));
    let own = cases["data"].as_array().expect("cases").iter().filter(|case| counts(case, &apart));
    let months = counted(own, &["month"]);
    let trend = json(&desk, &["report", "trend", "--period", "2026", "--where", "not:is:restricted"]);
    let rows = trend["data"].as_array().expect("rows");
    assert!(rows.len() > 6, "{rows:?}");
    for row in rows {
        let month = row["month"].as_str().expect("a month").to_string();
        let wanted = months.get(&vec![month.clone()]).copied().unwrap_or(0);
        assert_eq!(row["received"].as_u64().unwrap_or(0), wanted, "{month}");
    }
}

/// A month without a case, or without one that the terms let through, is a month of the desk: what rose is compared with it.
#[test]
fn hot_spots_are_compared_with_months_of_nothing() {
    let mut desk = Desk::bank();
    let months: [(u32, usize, usize); 4] = [(1, 2, 0), (2, 2, 0), (8, 2, 2), (9, 2, 14)];
    for (month, product, violation) in months {
        desk.now = format!("2026-{month:02}-06T10:00");
        let line = |category| {
            format!("{{\"do\":\"intake\",\"title\":\"a\",\"channel\":\"phone\",\"category\":\"{category}\"}}\n")
        };
        let lines = line("product").repeat(product) + &line("violation").repeat(violation);
        desk.feed(&["batch", "-"], &lines).ok();
    }
    desk.now = "2026-10-08T10:00".into();
    for terms in [&[][..], &["--where", "category:violation"]] {
        let of = [&["report", "hotspots", "--period", "2026-09", "--format"], &["table"][..], terms].concat();
        let table = desk.run(&of).ok();
        // January, in which the desk began, is no whole month; March to July had nothing.
        assert!(table.contains("violation") || table.contains("Violation"), "{terms:?}: {table}");
        assert!(table.contains("the 7 periods before"), "{terms:?}: {table}");
    }
    // Behind the table are the cases of the groups that it names, behind a row those of the row.
    let behind = |words: &[&str]| {
        let of = [&["report", "hotspots", "--period", "2026-09"][..], words].concat();
        desk.run(&of).ok().lines().count()
    };
    assert_eq!([behind(&["--cases"]), behind(&["--cases", "violation"]), behind(&["--cases", "product"])], [14, 14, 2]);
    // A month that is not over is compared with none.
    desk.run(&["intake", "--title", "a", "--channel", "phone", "--category", "product"]).ok();
    let of = |period: &str| -> Vec<Value> {
        let out = desk.run(&["report", "stats", "--period", period, "--compare", "previous", "--json"]).ok();
        let table: Value = serde_json::from_str(&out).expect("JSON");
        table["data"].as_array().expect("rows").clone()
    };
    assert!(of("2026-09").iter().all(|row| row["count_2026-08"].is_number()));
    assert!(of("2026-10").iter().all(|row| row["count_2026-09"].is_null()));
}
