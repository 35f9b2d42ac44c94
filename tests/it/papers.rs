//! Papers compared, rounds exempted, replies read again, units that went into others.

use crate::desk::Desk;
use crate::gate::{Bench, assign, intake, reply};
use redress::domain::gate::refusal::Problem;
use redress::domain::gate::{Accept, Approve, Step};
use serde_json::Value;

fn json(ran: &str) -> Value {
    serde_json::from_str(ran).expect("JSON")
}

fn at(desk: &Desk, now: &str, args: &[&str]) -> String {
    desk.run(&[args, &["--now", now]].concat()).ok()
}

/// Registers a complaint and answers it on the next day.
fn settled(desk: &Desk, title: &str, day: u32) {
    let on = |day: u32| format!("2026-10-{day:02}T10:00");
    at(desk, &on(day), &["intake", "--title", title, "--channel", "phone", "--category", "attitude"]);
}

#[test]
fn two_papers_differ_by_exactly_what_was_recorded_between_them() {
    let desk = Desk::bank();
    for (title, day) in [("one", 8), ("two", 9), ("three", 12), ("four", 13), ("five", 14), ("six", 15)] {
        settled(&desk, title, day);
    }
    at(&desk, "2026-10-20T10:00", &["accept", "6"]);
    at(&desk, "2026-10-21T10:00", &["decline", "5", "--reason", "not ours", "--told", "phone", "--override", "told"]);
    at(&desk, "2026-11-02T08:00", &["filing", "run", "service-stats", "--period", "2026-10"]);
    // Ordinary work of November moves nothing of October.
    at(&desk, "2026-11-02T09:00", &["contact", "6", "--kind", "first", "--via", "phone", "--note", "asked"]);
    at(&desk, "2026-11-02T09:01", &["intake", "--title", "of November", "--channel", "phone"]);
    let lines = || desk.read_log().lines().count();
    let before = lines();
    at(
        &desk,
        "2026-11-03T09:00",
        &["intake", "--title", "late", "--channel", "web", "--category", "attitude", "--received", "2026-10-30"],
    );
    at(&desk, "2026-11-03T09:01", &["approve", "1", "received", "--as", "wang"]);
    let corrected = ["correct", "1", "--set", "received=2026-11-02", "--reason", "the letter lay", "--override", "r"];
    at(&desk, "2026-11-03T09:02", &corrected);
    at(&desk, "2026-11-03T09:03", &["void", "2", "--kind", "mistake", "--reason", "entered twice", "--override", "r"]);
    at(&desk, "2026-11-03T09:04", &["classify", "3", "--category", "product"]);
    at(&desk, "2026-11-03T09:05", &["link", "4", "3", "--kind", "duplicate"]);
    at(&desk, "2026-11-03T09:06", &["unlink", "4", "3", "--reason", "not the same"]);
    let declined = desk.read_log().lines().find(|line| line.contains("\"declined\"")).map(json).expect("the decline");
    let event = format!("HQ:{}", declined["n"]);
    at(&desk, "2026-11-03T09:07", &["revoke", &event, "--reason", "it is ours"]);
    let recorded: Vec<Value> = desk.read_log().lines().skip(before).map(json).collect();
    at(&desk, "2026-11-04T08:00", &["filing", "run", "service-stats", "--period", "2026-10", "--again"]);
    let papers: Vec<String> = desk
        .read_log()
        .lines()
        .map(json)
        .filter_map(|line| line["reported"]["name"].as_str().map(String::from))
        .collect();
    assert_eq!(papers.len(), 2, "{papers:?}");
    let table = json(&at(&desk, "2026-11-05T08:00", &["report", "diff", &papers[1], &papers[0], "--json"]));
    let named: Vec<&str> =
        table["data"].as_array().expect("rows").iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(
        named,
        ["opened", "corrected", "voided", "classified", "linked", "unlinked", "revoked"],
        "{recorded:#?}"
    );
    let counts = |row: usize| (table["data"][row]["before"].clone(), table["data"][row]["after"].clone());
    let (no, yes) = (Value::Bool(false), Value::Bool(true));
    assert_eq!(
        [counts(0), counts(1), counts(2), counts(3)],
        [(no.clone(), yes.clone()), (yes.clone(), no.clone()), (yes.clone(), no), (yes.clone(), yes)]
    );
    assert_eq!(table["inputs"], Value::Array(Vec::new()), "nothing but cases moved");
    // Another directory is told apart from what moved in cases.
    desk.write(
        "directory.toml",
        "[[unit]]\ncode = \"HQ\"\nen = \"Head office\"\nlevel = \"head-office\"\nfunctions = [\"customer-service\"]\n",
    );
    at(
        &desk,
        "2026-11-06T08:00",
        &["filing", "run", "service-stats", "--period", "2026-10", "--again", "--unit", "HQ"],
    );
    let third = papers[0].replace(".xlsx", "-3.xlsx");
    let table = json(&at(&desk, "2026-11-07T08:00", &["report", "diff", &papers[0], &third, "--json"]));
    let inputs = table["inputs"].as_array().expect("a list");
    let named: Vec<&str> = inputs.iter().filter_map(|input| input["input"].as_str()).collect();
    assert_eq!(named, ["units", "directory"], "{table}");
    let wrong = desk.run(&["report", "diff", "service-stats-HQ-2026-9.xlsx", &papers[0]]).fails(2);
    assert!(wrong.contains("did you mean service-stats-HQ-2026-10"), "{wrong}");
    let elsewhere = desk.run(&["report", "stats", "HQ:1"]).fails(2);
    assert!(elsewhere.contains("report diff"), "{elsewhere}");
}

#[test]
fn an_exempted_round_is_not_in_the_rate_and_stands_beside_it() {
    let mut bench = Bench::new("");
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    let approve = |set: &[(&str, &str)]| Approve {
        what: "exempt".into(),
        note: String::new(),
        set: set.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
    };
    let refused = |bench: &mut Bench, set: &[(&str, &str)]| {
        let refusal = bench.run("2026-10-09T10:00", &[&approve(set)]).expect_err("refused");
        format!("{:?}", refusal.problems.first().map(|ruled| &ruled.problem))
    };
    assert!(refused(&mut bench, &[]).contains("measure"));
    assert!(refused(&mut bench, &[("measure", "upheld"), ("ground", "unreasonable")]).contains("UnknownCode"));
    assert!(refused(&mut bench, &[("measure", "on-time"), ("ground", "weather")]).contains("weather"));
    assert!(refused(&mut bench, &[("meassure", "on-time")]).contains("meassure"));
    bench.run("2026-10-09T10:00", &[&approve(&[("指标", "按时办结率"), ("事由", "不合理诉求")])]).expect("taken");
    let case = bench.case();
    assert!(case.is_exempt(1, "on-time") && !case.is_exempt(1, "satisfied") && !case.is_exempt(2, "on-time"));

    let desk = Desk::bank();
    settled(&desk, "one", 12);
    settled(&desk, "two", 12);
    let table = |day| at(&desk, day, &["report", "measures", "--measure", "on-time", "--format", "table"]);
    assert!(table("2026-11-02T07:00").contains("0   2"), "{}", table("2026-11-02T07:00"));
    at(
        &desk,
        "2026-11-01T08:00",
        &["approve", "2", "exempt", "--set", "measure=on-time", "--set", "ground=force-majeure"],
    );
    let table = table("2026-11-02T08:00");
    assert!(table.contains("0   1") && table.contains("exempted 1"), "{table}");
}

#[test]
fn a_reply_is_read_again_by_somebody_who_did_not_handle_it() {
    let mut bench = Bench::new(
        "[[spot-check]]\ncode = \"reread\"\nzh = \"回复抽查\"\nen = \"Reply read again\"\nwithin = \"5wd\"\n",
    );
    bench.run("2026-09-24T10:00", &[&intake("attitude"), &Accept::default(), &assign()]).expect("taken");
    let check = |result: &str, note: &str| Step {
        step: "回复抽查".into(),
        note: note.into(),
        set: vec![("result".into(), result.into())],
    };
    let early = bench.run("2026-09-24T11:00", &[&check("pass", "")]).expect_err("not answered yet");
    assert!(matches!(early.problems[0].problem, Problem::WrongState { .. }));
    bench.run("2026-09-25T10:00", &[&reply()]).expect("taken");
    let no_reason = bench.run("2026-09-28T10:00", &[&check("fail", "")]).expect_err("why?");
    assert!(matches!(&no_reason.problems[0].problem, Problem::Missing { field } if field == "note"));
    assert!(bench.run("2026-09-28T10:00", &[&check("maybe", "")]).is_err());
    // Its handler does not read his own reply.
    let reader = std::mem::replace(&mut bench.by, "zhang.wei");
    let own = bench.run("2026-09-28T10:00", &[&check("pass", "")]).expect_err("his own");
    assert!(own.problems.iter().any(|ruled| matches!(ruled.problem, Problem::IsHandler { .. })), "{own:?}");
    bench.by = reader;
    bench.run("2026-09-28T10:00", &[&check("不合格", "no word on the amount")]).expect("taken");
    let case = bench.case();
    assert_eq!(
        case.spot_checks.iter().map(|made| (made.round, made.passed, made.taken_up)).collect::<Vec<_>>(),
        [(1, false, true)]
    );
    assert!(case.steps.is_empty(), "a check is no step of the case");
    // What failed is sent back, with what was found as the reason.
    assert_eq!((case.state.is_open(), case.reached("reworked").is_some()), (true, true));
    bench.run("2026-09-29T10:00", &[&reply()]).expect("answered again");
    bench.run("2026-09-30T10:00", &[&check("pass", "")]).expect("read again");
    let case = bench.case();
    assert_eq!(case.spot_checks.iter().map(|made| made.passed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_period_is_told_with_the_units_of_its_last_day() {
    let desk = Desk::branch();
    let units = desk.read("directory.toml");
    for (title, unit, day) in [("one", "taiyuan", "09-03"), ("two", "taiyuan", "09-04"), ("three", "datong", "09-07")] {
        let now = format!("2026-{day}T10:00");
        at(&desk, &now, &["intake", "--title", title, "--channel", "phone", "--against", unit, "--received-by", unit]);
    }
    let by = |period: &str| {
        let args = ["report", "stats", "--by", "against", "--period", period, "--format", "tsv"];
        let mut lines: Vec<String> =
            at(&desk, "2026-11-30T10:00", &args).lines().map(|line| line.replace('\t', " ")).collect();
        lines.retain(|line| !line.starts_with("total"));
        lines.sort();
        lines.join(";")
    };
    assert_eq!(by("2026-09"), "datong 1;taiyuan 2");
    let merged = units.replacen("code = \"taiyuan\"", "code = \"taiyuan\"\nuntil = 2026-09-30\ninto = \"datong\"", 1);
    assert_ne!(merged, units);
    desk.write("directory.toml", merged);
    assert_eq!(by("2026-09"), "datong 1;taiyuan 2", "on its last day both were there");
    assert_eq!(by("2026-09-01..2026-10-31"), "datong 3");
    desk.write("directory.toml", units.replacen("code = \"taiyuan\"", "code = \"taiyuan\"\ninto = \"nowhere\"", 1));
    assert!(
        desk.run(&["report", "stats"]).err.contains("nowhere")
            || desk.run(&["policy", "check"]).err.contains("nowhere")
    );
}

#[test]
fn an_improvement_over_several_cases_is_looked_at_again_months_later() {
    let desk = Desk::bank();
    for day in [8, 9, 12] {
        settled(&desk, "waited an hour", day);
    }
    let add = [
        "improve",
        "add",
        "--title",
        "Two counters at noon",
        "--unit",
        "HQ",
        "--due",
        "2026-11-10",
        "--case",
        "1",
        "--case",
        "2",
        "--where",
        "category:attitude",
        "--affected",
        "7",
        "--found-how",
        "September read again",
    ];
    at(&desk, "2026-10-16T10:00", &add);
    let item = |now: &str| json(&at(&desk, now, &["improve", "list", "--all", "--json"]))["data"][0].clone();
    let first = item("2026-10-16T11:00");
    assert_eq!((&first["affected"], &first["cases"][0]), (&7.into(), &"HQ-2026-0002".into()), "{first}");
    let event = first["event"].as_str().expect("an event").to_string();
    let early = desk.run(&["improve", "check", &event, "--now", "2026-10-19T10:00"]).fails(5);
    assert!(early.contains("improve done"), "{early}");
    at(&desk, "2026-10-20T10:00", &["improve", "done", &event, "--note", "since Monday"]);
    at(&desk, "2026-11-02T10:00", &["intake", "--title", "again", "--channel", "phone", "--category", "attitude"]);
    at(
        &desk,
        "2026-11-03T10:00",
        &["intake", "--title", "another matter", "--channel", "phone", "--category", "product"],
    );
    at(&desk, "2026-11-19T10:00", &["improve", "check", &event, "--note", "one, at the other counter"]);
    // Thirty days from 21 October; as many before 16 October.
    let checked = item("2026-11-20T10:00")["checked"].clone();
    assert_eq!(
        [&checked["days"], &checked["before"], &checked["after"]],
        [&30, &3, &1].map(|n| Value::from(*n)).each_ref()
    );
    let nothing_to_count =
        ["improve", "add", "--title", "t", "--unit", "HQ", "--due", "2026-12-01", "--where", "wether:1"];
    desk.run(&[&nothing_to_count[..], &["--now", "2026-11-20T10:00"]].concat()).fails(2);
}
