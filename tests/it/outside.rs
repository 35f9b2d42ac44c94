//! Tables for outside: no small group is shown, and none follows from all tables of a period together. Filings with a receiver's columns,
//! the papers of units added up, wording counted by person.

use crate::desk::Desk;
use serde_json::Value;
use std::collections::BTreeMap;

const PRIME: u64 = 2_147_483_647;
const NOW: &[&str] = &["--now", "2026-11-30T18:00", "--json"];

fn json(desk: &Desk, args: &[&str]) -> Value {
    serde_json::from_str(&desk.run(&[args, NOW].concat()).ok()).expect("JSON")
}

fn demo(cases: &str, seed: &str) -> Desk {
    let desk = Desk::empty();
    desk.run(&["demo", ".", "--cases", cases, "--seed", seed, "--now", "2026-11-30T18:00"]).ok();
    desk
}

/// Independent equations over a prime field.
#[derive(Default)]
struct Equations(Vec<(usize, Vec<u64>)>);

impl Equations {
    fn left(&self, mut row: Vec<u64>) -> Vec<u64> {
        for (pivot, known) in &self.0 {
            let factor = row[*pivot];
            if factor > 0 {
                row.iter_mut().zip(known).for_each(|(x, y)| *x = (*x + (PRIME - factor) * y) % PRIME);
            }
        }
        row
    }

    fn add(&mut self, row: Vec<u64>) {
        let mut row = self.left(row);
        let Some(pivot) = row.iter().position(|x| *x > 0) else { return };
        let power = |mut base: u64, mut exponent: u64| {
            let mut all = 1;
            while exponent > 0 {
                if exponent & 1 == 1 {
                    all = all * base % PRIME;
                }
                base = base * base % PRIME;
                exponent >>= 1;
            }
            all
        };
        let scale = power(row[pivot], PRIME - 2);
        row.iter_mut().for_each(|x| *x = *x * scale % PRIME);
        self.0.push((pivot, row));
    }
}

/// The values of a row in some dimensions.
fn values(row: &Value, by: &[&str]) -> Vec<String> {
    by.iter().map(|key| row[*key].as_str().unwrap_or_default().to_string()).collect()
}

#[test]
fn the_issued_tables_of_a_period_solved_together_tell_no_small_group() {
    let desk = demo("400", "5");
    let all = ["channel", "category", "outcome"];
    let of = |by: &str, external: bool| {
        let outside: &[&str] = if external { &["--external"] } else { &[] };
        let args = [&["report", "stats", "--period", "2026-H1", "--by", by], outside].concat();
        json(&desk, &args)["data"].as_array().expect("rows").clone()
    };
    // What the desk itself knows: the finest groups.
    let cells: Vec<Vec<String>> = of("channel,category,outcome", false).iter().map(|row| values(row, &all)).collect();
    let mut domain: Vec<Vec<String>> = vec![Vec::new()];
    for at in 0..all.len() {
        let mut own: Vec<String> = cells.iter().map(|cell| cell[at].clone()).collect();
        own.sort();
        own.dedup();
        domain =
            domain.iter().flat_map(|so_far| own.iter().map(|v| [so_far.clone(), vec![v.clone()]].concat())).collect();
    }
    let equation = |by: &[&str], group: &[String]| -> Vec<u64> {
        let is_in = |cell: &Vec<String>| {
            by.iter().zip(group).all(|(key, value)| {
                let at = all.iter().position(|known| known == key).expect("a dimension");
                cell[at] == *value
            })
        };
        domain.iter().map(|cell| u64::from(is_in(cell))).collect()
    };
    let (mut equations, mut secret, mut shown) = (Equations::default(), Vec::new(), 0);
    let tables = [
        "channel",
        "category",
        "outcome",
        "category,channel",
        "outcome,channel",
        "category,outcome",
        "outcome,category,channel",
    ];
    for by in tables {
        let keys: Vec<&str> = by.split(',').collect();
        let own: BTreeMap<Vec<String>, u64> =
            of(by, false).iter().map(|row| (values(row, &keys), row["count"].as_u64().expect("a count"))).collect();
        for row in of(by, true) {
            let group = values(&row, &keys);
            let n = own.get(&group).copied().unwrap_or(0);
            match row["count"].as_u64() {
                Some(told) => {
                    assert!(told == n && (n == 0 || n >= 5), "{row}");
                    equations.add(equation(&keys, &group));
                    shown += 1;
                }
                None => {
                    assert_eq!(row["count"], "*", "{row}");
                    if (1..5).contains(&n) {
                        secret.push((group.clone(), equation(&keys, &group)));
                    }
                }
            }
        }
    }
    assert!(shown > 30 && secret.len() > 30, "{shown} shown, {} hidden", secret.len());
    for (group, row) in secret {
        assert!(equations.left(row).iter().any(|x| *x > 0), "{group:?} follows from what is shown");
    }
    // The same groups are hidden in a table of measures, and in the table with a dimension across.
    let stars = |table: &Value, key: &str, count: &str| -> Vec<String> {
        let rows = table["data"].as_array().expect("rows").iter().filter(|row| row[count] == "*");
        rows.filter_map(|row| row[key].as_str().map(Into::into)).collect()
    };
    let plain = json(&desk, &["report", "stats", "--period", "2026-H1", "--by", "category", "--external"]);
    let measured = json(
        &desk,
        &["report", "measures", "--measure", "received", "--period", "2026-H1", "--by", "category", "--external"],
    );
    let across = json(
        &desk,
        &["report", "stats", "--period", "2026-H1", "--by", "category", "--across", "channel", "--external"],
    );
    let hidden = stars(&plain, "category", "count");
    assert!(!hidden.is_empty());
    assert_eq!(hidden, stars(&measured, "category", "value"));
    assert_eq!(hidden, stars(&across, "category", "total"));
}

#[test]
fn medians_rates_and_what_stands_beside_a_small_group_are_hidden_with_it() {
    let desk = demo("400", "5");
    let args = ["report", "measures", "--period", "2026-09", "--by", "category"];
    let own = json(&desk, &args);
    let outside = json(&desk, &[&args[..], &["--external"]].concat());
    let key = |row: &Value| (row["category"].to_string(), row["indicator"].to_string());
    let own: BTreeMap<_, &Value> = own["data"].as_array().expect("rows").iter().map(|row| (key(row), row)).collect();
    let mut hidden = 0;
    for row in outside["data"].as_array().expect("rows") {
        let Some(own) = own.get(&key(row)) else {
            assert_eq!(row["value"], "*", "{row}");
            continue;
        };
        let base = own["whole"].as_u64().or(own["value"].as_u64());
        if base.is_some_and(|base| (1..5).contains(&base)) {
            for figure in ["value", "part", "whole", "p90", "max", "beside"] {
                assert_eq!(row[figure], "*", "{figure} of {row}");
            }
            hidden += 1;
        }
        // A rate tells how many hit and how many did not.
        if let (Some(part), Some(whole), Some(shown)) =
            (own["part"].as_u64(), own["whole"].as_u64(), row["part"].as_u64())
            && own["indicator"] != "compensation"
            && !own["indicator"].as_str().is_some_and(|code| code.starts_with("density"))
        {
            assert!(shown == part && [part, whole - part].iter().all(|n| *n == 0 || *n >= 5), "{row}");
        }
    }
    assert!(hidden > 10, "{hidden}");
    // What would tell the difference is refused.
    for with in [&["--where", "channel:phone"][..], &["--unit", "hq"], &["--cases"], &["--by", "quarter"]] {
        let args =
            [&["report", "measures", "--period", "2026-09", "--external", "--now", "2026-11-30T18:00"], with].concat();
        assert!(desk.run(&args).fails(2).contains("--external"), "{with:?}");
    }
    // A density counts by the unit complained about, else by the holder: its groups would tell of both together.
    let density = ["report", "measures", "--period", "2026-09", "--measure", "density-outlets"];
    let outside = json(&desk, &[&density[..], &["--by", "unit", "--external"]].concat());
    for row in outside["data"].as_array().expect("rows").iter().filter(|row| !row["unit"].is_null()) {
        assert_eq!((row["value"].as_str(), row["part"].as_str()), (Some("*"), Some("*")), "{row}");
    }
    // What was known before the end of a period is a part of it.
    let of_september =
        ["report", "stats", "--by", "channel", "--period", "2026-09", "--external", "--now", "2026-11-30T18:00"];
    desk.run(&[&of_september[..], &["--known", "2026-10-20"]].concat()).ok();
    let err = desk.run(&[&of_september[..], &["--known", "2026-09-20"]].concat()).fails(2);
    assert!(err.contains("whole months that are over"), "{err}");
    // A table of all cases would tell by what it adds.
    for kind in [&["report", "stats", "--by", "channel"][..], &["report", "measures"]] {
        assert!(desk.run(&[kind, &["--external"]].concat()).fails(2).contains("--period 2026-10"), "{kind:?}");
    }
}

/// The examples of filings that come with the program.
fn example(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/filings").join(name);
    std::fs::read_to_string(path).expect("an example")
}

#[test]
fn a_filing_with_the_receivers_columns_foots_and_is_issued_once() {
    let desk = demo("400", "7");
    for name in ["rbi-yearly.toml", "hotline-bulletin.toml"] {
        desk.write(&format!("policies.d/{name}"), example(name));
    }
    let yearly = json(&desk, &["report", "filing", "rbi-yearly", "--period", "2026"]);
    let row = &yearly["data"][0];
    let n = |key: &str| row[key].as_i64().unwrap_or_else(|| panic!("{key} in {row}"));
    assert_eq!(n("opening") + n("received") - n("disposed"), n("closing"));
    assert!(n("disposed") > 100 && n("rejected") > 0, "{row}");
    let whole = json(&desk, &["report", "reconcile", "--period", "2026"]);
    assert_eq!(
        (n("opening"), n("closing")),
        (whole["data"][0]["opening"].as_i64().expect("n"), whole["data"][0]["closing"].as_i64().expect("n"))
    );
    let grounds = json(&desk, &["report", "filing", "rbi-grounds", "--period", "2026"]);
    let stats = json(&desk, &["report", "stats", "--period", "2026", "--by", "category"]);
    for group in stats["data"].as_array().expect("rows") {
        let rows = grounds["data"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["ground"] == group["category"]).expect("its ground");
        assert_eq!(row["received"], group["count"], "{row}");
    }
    let bulletin = json(&desk, &["report", "filing", "hotline-bulletin", "--period", "2026-10"]);
    let first = &bulletin["data"][0];
    assert!(first["no"] == 1 && first["sent"].is_u64() && first["unit"].is_string(), "{first}");
    // A paper that the receiver would not take is not issued, and says where it is wrong.
    desk.write(
        "policies.d/own.toml",
        "[[filing]]\ncode = \"own\"\nevery = \"month\"\nwithin = \"5wd\"\nform = \"columns\"\nrows = \"case\"\n\
         columns = [{ code = \"ref\", source = \"id\" }, { code = \"via\", source = \"channel\", codes = { phone = \"A04\" }, required = true }]\n",
    );
    let wrong = desk.run(&["report", "filing", "own", "--period", "2026-10", "--now", "2026-11-30T18:00"]).fails(1);
    assert!(wrong.contains("column via") && wrong.contains("HQ-2026-"), "{wrong}");
    let refused = desk.run(&["filing", "run", "own", "--period", "2026-10", "--now", "2026-12-01T08:00"]).fails(1);
    let log = desk.read_log();
    let issued = |unit: &str| log.lines().any(|line| line.contains("\"filing\":\"own\"") && line.contains(unit));
    assert!(refused.contains("own beijing 2026-10") && refused.contains("column via"), "{refused}");
    assert!(!issued("\"unit\":\"beijing\"") && !issued("\"unit\":\"datong\""), "{refused}");
    let typo = desk.run(&["report", "filing", "rbi-yearl", "--period", "2026"]).fails(2);
    assert!(typo.contains("rbi-yearly"), "{typo}");
}

#[test]
fn the_papers_of_units_are_added_up_against_their_digests() {
    let desk = Desk::branch();
    desk.write(
        "policies.d/monthly.toml",
        "[[filing]]\ncode = \"counts\"\nzh = \"月度件数\"\nen = \"Monthly counts\"\nevery = \"month\"\nlevels = [\"head-office\", \"branch-1\", \"branch-2\", \"sub-branch\"]\nwithin = \"5wd\"\nform = \"stats\"\n",
    );
    desk.run(&["intake", "--title", "one", "--channel", "phone", "--now", "2026-08-03T09:00"]).ok();
    let at = |args: &[&str]| desk.run(&[args, &["--now", "2026-10-26T09:00"]].concat());
    let list: Value =
        serde_json::from_str(&at(&["filing", "list", "--period", "2026-09", "--json"]).ok()).expect("JSON");
    let owed: Vec<String> = list["data"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["filing"] == "counts")
        .map(|row| row["unit"].as_str().expect("a unit").to_string())
        .collect();
    assert!(owed.len() >= 3, "{list}");
    desk.write("a.csv", "类别,件数\n服务态度,3\n收费,4\n合计,7\n");
    desk.write("b.csv", "类别,件数\n服务态度,\"1,000\"\n合计,1000\n");
    desk.write("c.csv", "类别,件数\n服务态度,1\n");
    for (unit, file) in owed.iter().zip(["a.csv", "b.csv"]) {
        at(&["filing", "receive", "counts", "--period", "2026-09", "--unit", unit, file]).ok();
    }
    let sum = ["filing", "consolidate", "counts", "--period", "2026-09"];
    let table = at(&[&sum[..], &["a.csv", "b.csv", "--json"]].concat()).ok();
    let table: Value = serde_json::from_str(&table).expect("JSON");
    assert_eq!((&table["data"][0]["件数"], &table["data"][1]["件数"]), (&1003.into(), &4.into()), "{table}");
    let standing: Vec<&str> =
        table["units"].as_array().expect("units").iter().filter_map(|unit| unit["standing"].as_str()).collect();
    assert_eq!(standing.iter().filter(|standing| **standing == "sent").count(), 2);
    assert_eq!(standing.iter().filter(|standing| **standing == "overdue").count(), owed.len() - 2, "{table}");
    // A file that is not the one on record is none of theirs; one that does not add up is named.
    assert!(at(&[&sum[..], &["c.csv"]].concat()).fails(1).contains("c.csv"));
    desk.write("a.csv", "类别,件数\n服务态度,3\n收费,5\n合计,7\n");
    assert!(at(&[&sum[..], &["a.csv"]].concat()).fails(1).contains("digest"), "changed since it came in");
    at(&["filing", "receive", "counts", "--period", "2026-09", "--unit", &owed[2], "a.csv"]).ok();
    let broken = at(&[&sum[..], &["a.csv", "b.csv"]].concat());
    assert!(broken.code == 1 && broken.err.contains('8') && broken.err.contains('7'), "{}{}", broken.out, broken.err);
}

#[test]
fn what_wording_rows_found_is_counted_by_person_and_row() {
    let desk = Desk::empty();
    desk.run(&["init", ".", "--profile", "utility", "--desk", "HQ", "--simulated"]).ok();
    for title in ["望查看 no power", "电工已查 no power", "meter reads wrong"] {
        desk.run(&["intake", "--title", title, "--channel", "phone"]).ok();
    }
    let found = json(&desk, &["report", "wording"]);
    let row = &found["data"][0];
    assert_eq!(
        (&row["person"], &row["wording"], &row["count"], &row["cases"]),
        (&"li.na".into(), &"filler".into(), &2.into(), &2.into())
    );
    let cases = json(&desk, &["report", "wording", "--cases", "filler"]);
    assert_eq!(cases["data"].as_array().map(Vec::len), Some(2), "{cases}");
    let none = json(&desk, &["report", "wording", "--period", "2025"]);
    assert_eq!(none["data"].as_array().map(Vec::len), Some(0));
}

#[test]
fn codes_and_titles_are_the_readers_choice_in_every_format() {
    let desk = demo("60", "3");
    let stats = |args: &[&str]| {
        let all = [
            &["report", "stats", "--period", "2026", "--by", "channel", "--lang", "zh", "--now", "2026-11-30T18:00"],
            args,
        ];
        desk.run(&all.concat()).ok()
    };
    for (format, titled) in [
        ("tsv", false),
        ("csv", false),
        ("json", false),
        ("jsonl", false),
        ("table", true),
        ("markdown", true),
        ("html", true),
    ] {
        let (plain, codes, titles) = (
            stats(&["--format", format]),
            stats(&["--format", format, "--codes"]),
            stats(&["--format", format, "--titles"]),
        );
        let has = |text: &str, word: &str| text.contains(word);
        assert_eq!(has(&plain, "电话"), titled, "{format}: {plain}");
        assert!(!has(&codes, "电话") && has(&codes, "phone"), "{format}: {codes}");
        assert!(has(&titles, "电话"), "{format}: {titles}");
    }
    desk.run(&["report", "stats", "--codes", "--titles"]).fails(2);
}

/// A filing of some cases only: what is shown before it is issued, and the paper itself, hold these cases and no others.
#[test]
fn a_filing_with_terms_tells_of_these_cases_only() {
    let desk = demo("300", "7");
    let own = |terms: &str| {
        let row = "[[filing]]\ncode = \"own\"\nzh = \"x\"\nen = \"Own\"\nevery = \"month\"\nfrom = \"customer-service\"\nlevels = [\"head-office\"]\nwithin = \"5wd\"\nform = \"register\"\n";
        desk.write("policies.d/own.toml", format!("{row}terms = [\"{terms}\"]\n"));
    };
    own("category:attitude");
    desk.run(&["policy", "check"]).ok();
    let shown = json(&desk, &["report", "filing", "own", "--period", "2026-10"]);
    let rows = shown["data"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["category"] == "attitude"), "{shown}");
    let paper = desk.run(&["filing", "run", "own", "--period", "2026-10", "--now", "2026-12-03T08:00"]).ok();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(desk.path().join(paper.trim())).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).expect("a sheet").expect("read");
    let held = sheet.rows().filter(|row| row[0].to_string().starts_with("HQ-")).count();
    assert_eq!(held, rows.len(), "{paper}");
    // Terms that cannot run are named, and leave the other papers to be issued.
    own("category:attitud");
    let wrong = desk.run(&["policy", "check"]);
    assert!(wrong.code == 1 && (wrong.out + &wrong.err).contains("[[filing]] own: terms"));
    let refused = desk.run(&["filing", "run", "--period", "2026-09", "--now", "2026-12-03T08:00"]);
    assert!(
        refused.code == 1 && refused.out.contains("2026-09.xlsx") && refused.err.contains("own"),
        "{}",
        refused.err
    );
}
