//! Figures that are not for everybody, and what a report says of the choice, the base and the totals that it rests on.

use crate::desk::Desk;
use crate::figures::{demo_of, json};
use serde_json::Value;

/// When the demos were made.
const NOW: &str = "2026-11-30T18:00";

/// Everybody may ask for figures; those of one person are for that person, the leader and the supervising function, however they are asked.
#[test]
fn figures_of_one_person_are_not_had_by_flag_term_or_breakdown() {
    let mut desk = Desk { now: NOW.into(), ..demo_of("utility", "120", "1") };
    for args in [
        &["report", "measures", "--person", "liu.yang", "--period", "2026"][..],
        &["report", "measures", "--where", "person:liu.yang", "--period", "2026"],
        &["report", "measures", "--where", "not:person:liu.yang", "--period", "2026"],
        &["report", "stats", "--where", "person:liu.yang"],
        &["report", "summary", "--where", "person:liu.yang", "--period", "2026-10"],
        &["report", "reconcile", "--where", "person:liu.yang", "--period", "2026-10"],
        &["report", "reconcile", "--by", "person", "--period", "2026-10"],
        &["report", "ageing", "--person", "liu.yang"],
    ] {
        desk.run(args).ok();
        desk.user = "zhou.qiang".into();
        let refused = desk.run(args).fails(1);
        assert!(refused.contains("figures of") && refused.contains("supervising function"), "{args:?}: {refused}");
        desk.user = "wang.fang".into();
    }
    desk.user = "liu.yang".into();
    desk.run(&["report", "measures", "--person", "liu.yang", "--period", "2026"]).ok();
}

/// A choice of cases tells nothing of what came of one that the reader may not see; without a choice totals are the same for everybody.
#[test]
fn a_choice_of_cases_does_not_tell_what_came_of_a_restricted_one() {
    let mut desk = demo_of("regulator", "200", "1");
    let all = |desk: &Desk, more: &[&str]| {
        json(
            desk,
            &[&["report", "measures", "--period", "2026", "--measure", "received,on-time,upheld"], more].concat(),
        )
    };
    let whole = all(&desk, &[]);
    desk.user = "nobody".into();
    assert_eq!(all(&desk, &[])["data"], whole["data"]);
    let restricted = all(&desk, &["--where", "is:restricted"]);
    let of = |code: &str| {
        let rows = restricted["data"].as_array().expect("rows");
        rows.iter()
            .find(|row| row["indicator"] == code)
            .map_or(0, |row| row["whole"].as_u64().or(row["value"].as_u64()).unwrap_or(0))
    };
    assert!(of("received") > 0, "their number is known: {restricted}");
    assert_eq!((of("on-time"), of("upheld")), (0, 0), "{restricted}");
}

/// A unit that went into another is counted with it: in openings, in movements, and where that unit is chosen.
#[test]
fn a_unit_that_went_into_another_is_one_with_it() {
    let desk = demo_of("utility", "200", "1");
    desk.run(&["unit", "end", "east-crew", "--until", "2026-09-30", "--into", "west-crew"]).ok();
    let table = json(&desk, &["report", "reconcile", "--period", "2026-10", "--by", "unit"]);
    let rows = table["data"].as_array().expect("rows");
    assert!(rows.iter().all(|row| row["unit"] != "east-crew"), "{table}");
    for key in ["woken", "duplicates"] {
        let whole = json(&desk, &["report", "reconcile", "--period", "2026-10"])["data"][0][key].clone();
        assert_eq!(table["totals"][key], whole, "{key}: {table}");
    }
    // Either name of it is the same unit.
    let of =
        |unit: &str| json(&desk, &["report", "measures", "--measure", "received", "--period", "2026", "--unit", unit]);
    assert_eq!(of("east-crew")["data"], of("west-crew")["data"]);
    let received = |more: &[&str]| -> Value {
        let args = ["report", "measures", "--measure", "received", "--period", "2026-10"];
        json(&desk, &[&args[..], more].concat())
    };
    let by_unit = received(&["--by", "unit"]);
    let row = by_unit["data"].as_array().expect("rows").iter().find(|row| row["unit"] == "west-crew").expect("a row");
    assert_eq!(row["value"], received(&["--unit", "west-crew"])["data"][0]["value"]);
}

/// Of several measures each has a total, and none of them is a record.
#[test]
fn totals_are_no_records() {
    let desk = demo_of("tourism", "120", "1");
    let args = ["report", "measures", "--by", "unit", "--measure", "received,on-time", "--period", "2026"];
    let table = json(&desk, &args);
    let data = table["data"].as_array().expect("rows");
    assert!(data.iter().all(|row| row["unit"] != "total"), "{table}");
    let totals = table["totals"].as_array().expect("a total a measure");
    assert_eq!(totals.len(), 2, "{table}");
    let sum: u64 =
        data.iter().filter(|row| row["indicator"] == "received").filter_map(|row| row["value"].as_u64()).sum();
    assert_eq!(Some(sum), totals[0]["value"].as_u64());
    let lines = desk.run(&[&args[..], &["--format", "jsonl"]].concat()).ok();
    assert_eq!(lines.lines().count(), data.len());
    // Without a group they are all there is.
    let none =
        json(&desk, &["report", "measures", "--by", "unit", "--measure", "on-time,received", "--period", "2020-01"]);
    assert_eq!((none["data"].as_array().map(Vec::len), none.get("totals")), (Some(2), None), "{none}");
    // Sorting and cutting leave them.
    let cut = json(&desk, &[&args[..], &["--sort", "-value", "--top", "1"]].concat());
    assert_eq!((cut["data"].as_array().map(Vec::len), cut["totals"].as_array().map(Vec::len)), (Some(1), Some(2)));
}

/// A report of chosen cases says so in every form, and what was not a whole period of the desk's work is no comparison.
#[test]
fn a_choice_is_said_and_half_a_year_of_work_is_no_comparison() {
    let mut desk = Desk { now: NOW.into(), ..demo_of("utility", "200", "1") };
    desk.lang = "zh".into();
    for args in [&["report", "summary", "--period", "2026-10"][..], &["report", "stats", "--by", "channel"]] {
        for format in ["txt", "markdown", "html"] {
            let told = desk.run(&[args, &["--where", "category:safety", "--format", format]].concat()).ok();
            assert!(told.contains("仅限 ") && told.contains("安全"), "{args:?} {format}: {told}");
            assert!(!desk.run(&[args, &["--format", format]].concat()).ok().contains("仅限 "), "{args:?} {format}");
        }
    }
    // A term is one word of the command, blanks and all.
    desk.lang = "en".into();
    let titles = desk.run(&["profile", "show", "utility", "--format", "tsv"]).ok();
    let spaced = titles.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells.first() == Some(&"category")).then(|| cells.get(2).copied().unwrap_or_default().to_string())
    });
    for title in spaced.filter(|title| title.contains(' ')).take(2) {
        let told = desk.run(&["report", "stats", "--where", &format!("category:{title}"), "--format", "txt"]).ok();
        assert!(told.contains("Only cases with"), "{title}: {told}");
    }
    let year = json(&desk, &["report", "summary", "--period", "2026"]);
    let row = &year["data"][0];
    let compared: Vec<&String> =
        row.as_object().expect("a row").keys().filter(|key| key.starts_with("value_")).collect();
    assert_eq!(compared, ["value_2025"], "{row}");
    assert!(row["value_2025"].is_null() && row["change_2025"].is_null(), "{row}");
}

/// Enquiries and repair orders are counted apart: where they are asked for by name, they are counted.
#[test]
fn what_is_counted_apart_is_counted_where_it_is_asked_for() {
    let desk = Desk { now: NOW.into(), ..demo_of("utility", "200", "1") };
    let listed = desk.run(&["list", "nature:repair", "not:status:voided", "--fields", "id"]).ok().lines().count();
    assert!(listed > 0, "the demo has repair orders");
    let stats = json(&desk, &["report", "stats", "--by", "channel", "--where", "nature:repair"]);
    let counted: u64 = stats["data"].as_array().expect("rows").iter().filter_map(|row| row["count"].as_u64()).sum();
    let measured = json(&desk, &["report", "measures", "--measure", "received", "--where", "nature:repair"]);
    assert_eq!(measured["data"][0]["value"].as_u64(), Some(counted), "{stats}");
    assert!(counted > 0 && counted <= listed as u64, "{stats}");
    let all = json(&desk, &["report", "stats", "--by", "nature"]);
    assert!(all["data"].as_array().expect("rows").iter().all(|row| row["nature"] != "repair"), "{all}");
}

/// A limit that was missed counts in the period of its day, whatever class, pause or day of rest moves it afterwards.
#[test]
fn a_missed_limit_stays_in_its_period() {
    let mut desk = Desk { now: "2026-03-25T10:00".into(), ..Desk::bank() };
    desk.run(&["intake", "--title", "a", "--category", "attitude", "--channel", "book", "--accept"]).ok();
    desk.now = "2026-04-01T10:00".into();
    let on_time = |desk: &Desk, period: &str| {
        desk.run(&["report", "measures", "--measure", "on-time", "--period", period, "--format", "tsv"]).ok()
    };
    let before = on_time(&desk, "2026-03");
    assert!(before.contains("\t0\t1\t"), "{before}");
    desk.run(&["classify", "1", "--category", "product"]).ok();
    assert_eq!(on_time(&desk, "2026-03"), before);
    desk.now = "2026-05-05T10:00".into();
    assert_eq!(on_time(&desk, "2026-03"), before);
    assert!(on_time(&desk, "2026-04").contains("\t0\t0\t"), "counted once: {}", on_time(&desk, "2026-04"));
}

#[test]
fn a_period_after_the_as_of_day_opens_and_closes_as_that_day_stands() {
    let desk = demo_of("bank", "300", "7");
    let of = |period: &str, as_of: &str| {
        json(&desk, &["report", "reconcile", "--period", period, "--as-of", as_of])["data"][0].clone()
    };
    let last = of("2026-07", "2026-07-20");
    for period in ["2026-08", "2026-10"] {
        let later = of(period, "2026-07-20");
        assert!(last["closing"].as_u64().is_some_and(|n| n > 0), "{last}");
        assert_eq!((&later["opening"], &later["closing"]), (&last["closing"], &last["closing"]), "{period}: {later}");
    }
}

/// Ageing is of what is open: what was answered for good waits for nothing but its closing. Each class leads to its cases.
#[test]
fn ageing_counts_open_cases_and_leads_to_them() {
    let desk = Desk { now: NOW.into(), ..demo_of("bank", "120", "1") };
    let open = json(&desk, &["list", "status:open"])["total"].as_u64();
    let waiting = json(&desk, &["list", "status:replied"])["total"].as_u64();
    assert!(waiting > Some(0), "the demo has answered cases that are not closed");
    let ages = json(&desk, &["report", "ageing", "--by", "channel"]);
    let rows = ages["data"].as_array().expect("rows");
    let of = |key: &str| rows.iter().filter_map(|row| row[key].as_u64()).sum::<u64>();
    assert_eq!(Some(of("total")), open);
    for class in ["days_0_3", "days_4_5", "days_6_10", "days_11_20", "days_21_on"] {
        let cases = json(&desk, &["report", "ageing", "--by", "channel", "--cases", class]);
        assert_eq!(cases["total"], of(class), "{class}");
    }
    let phone = rows.iter().find(|row| row["channel"] == "phone").expect("calls");
    let cases = json(&desk, &["report", "ageing", "--by", "channel", "--cases", "phone,0–3 days"]);
    assert_eq!(cases["total"], phone["days_0_3"]);
    desk.run(&["report", "ageing", "--cases", "days_9"]).fails(2);
}

/// Rows that are missing are told of in data too; so is the time for which a closing is watched, and why a comparison is blank.
#[test]
fn what_a_table_leaves_out_is_said_in_data_too() {
    let mut desk = Desk { now: NOW.into(), ..demo_of("utility", "120", "1") };
    desk.user = "zhou.qiang".into();
    let by_person = &["report", "stats", "--by", "person"];
    let hidden = json(&desk, by_person)["persons_not_shown"].as_u64().expect("hidden persons");
    assert!(desk.run(by_person).err.contains(&format!("{hidden} persons not shown")));
    // The cases of one person add up to that person's figures.
    for kind in ["measures", "ageing", "stats"] {
        desk.run(&["report", kind, "--by", "person", "--cases", "liu.yang"]).fails(1);
    }
    let again = json(&desk, &["report", "measures", "--measure", "complained-again"]);
    assert!(again["again_within"].is_string(), "{again}");
    let running = ["report", "measures", "--measure", "received,pending", "--period", "2026", "--compare", "previous"];
    let table = desk.run(&[&running[..], &["--format", "markdown"]].concat()).ok();
    assert!(table.contains("the period is not over") && table.contains("not compared: pending"), "{table}");
}
