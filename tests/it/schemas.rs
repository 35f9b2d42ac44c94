//! The outputs of all commands against `src/cli/schemas.json`. `REDRESS_BLESS=1` adds to that file what they show: read the difference, for
//! a member is never taken away again within a schema's number.

use crate::desk::Desk;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Members whose own members are codes or texts of a desk, and not of the program.
const OPEN: &[&str] =
    &["fields", "milestones", "body", "text", "set", "was", "texts", "by", "figures", "values", "cells", "keys"];

/// Commands whose answers have records.
const READS: &[&[&str]] = &[
    &["list"],
    &["list", "--fields", "id,due_reply,findings,replied.on,tags,flags"],
    &["log"],
    &["log", "--after", "start"],
    &["search", "the"],
    &["status"],
    &["show", "1"],
    &["explain", "1"],
    &["export", "-o", "-"],
    &["verify"],
    &["desk"],
    &["unit"],
    &["person", "list", "--all"],
    &["person", "set", "li.na", "--phone", "0351-1", "-n"],
    &["config"],
    &["policy"],
    &["policy", "show", "limit"],
    &["policy", "check"],
    &["policy", "check", "--against", "iso-10002"],
    &["policy", "diff"],
    &["policy", "simulate", "cn-bank-2020"],
    &["profile"],
    &["profile", "show", "bank"],
    &["calendar", "2026"],
    &["calendar", "due", "2026-09-25", "+3wd"],
    &["help", "terms"],
    &["completions", "bash"],
    &["duty", "list"],
    &["filing", "list"],
    &["improve", "list"],
    &["form", "list", "1"],
    &["form", "transfer", "1"],
    &["attach", "1", "--list"],
    &["erase", "--due", "-n"],
    &["report", "measures", "--explain"],
    &["report", "performance", "--cases"],
    &["report", "stats", "--by", "unit,month"],
    &["report", "stats", "--by", "channel", "--across", "category"],
    &["report", "stats", "--by", "channel", "--period", "this-month", "--compare", "previous"],
    &["report", "stats", "--cases", "phone"],
    &["report", "measures", "--by", "unit", "--compare", "previous", "--period", "this-month"],
    &["report", "ageing", "--by", "channel,category"],
    &["report", "stats", "--explain"],
    &["report", "register", "--explain"],
    &["report", "trend", "--by", "channel"],
    &["report", "measures", "--cases", "received"],
    &["report", "reconcile", "--period", "this-month", "--cases"],
    &["list", "--group", "unit"],
    &["erase", "1", "--reason", "asked for", "-y", "-n"],
];

/// What a desk that has just begun shows: cases without a handler, dates or outcome.
const BEGUN: &[&[&str]] = &[
    &["intake", "--title", "a", "--channel", "phone", "--source-ref", "114-7"],
    &["intake", "--title", "b", "--channel", "phone", "--name", "赵六", "--accept"],
    &["list"],
    &["show", "1"],
    &["show", "2"],
    &["explain", "2"],
    &["log"],
    &["status"],
    &["policy", "show"],
    &["import", "rows.csv", "--suggest", "-o", "map.toml"],
    &["import", "rows.csv", "--map", "map.toml", "-n"],
    &["import", "rows.csv", "--map", "map.toml"],
    &["import", "list"],
    &["import", "undo", "HQ:8", "--reason", "typed wrong", "-y", "-n"],
];

/// Commands that record something.
const WORK: &[&[&str]] = &[
    &["note", "1", "a note"],
    &["intake", "--title", "another", "--category", "general", "--channel", "phone"],
    SAME_PERSON,
    SAME_PERSON,
    &["remedy", "1", "offer", "--kind", "compensation", "--amount", "20"],
    &["appeal", "1", "--to", "ombudsman"],
    &["policy", "adopt", "cn-bank-2020", "--from", "2030-01-01"],
    &["escalate", "--due", "-n"],
    &["incident", "open", "--title", "an outage", "--kind", "outage"],
    &["incident", "list"],
    &["evidence", "1", "add", "--what", "a receipt", "--from", "complainant", "--place", "shelf"],
    &["evidence", "1", "list"],
    &["import", "list"],
    &["filing", "run"],
    &["filing", "list"],
    &["report", "filings"],
    &["form", "transfer", "1", "--issue"],
    &["form", "list", "1"],
];

/// Registered twice: the second time somebody is known.
const SAME_PERSON: &[&str] = &[
    "intake",
    "--title",
    "a",
    "--category",
    "general",
    "--channel",
    "phone",
    "--name",
    "王芳",
    "--phone",
    "13800138000",
];

/// What the commands answer in two demo desks and two that have just begun, by schema.
fn answers() -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut put = |text: &str, what: &[&str]| {
        if text.is_empty() {
            return;
        }
        let value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{what:?}: {e}: {text}"));
        let Some(name) = value["schema"].as_str() else { panic!("{what:?}: no schema: {text}") };
        found.entry(name.to_string()).or_default().push(value);
    };
    for (profile, seed) in [("bank", "1"), ("tourism", "2")] {
        let desk = Desk::empty();
        let demo = ["demo", "d", "--profile", profile, "--cases", "80", "--seed", seed, "--json"];
        put(&desk.run(&demo).ok(), &["demo"]);
        let answer =
            "[[answer]]\ncode = \"fee\"\nen = \"The yearly fee\"\ntext = { en = \"Ten yuan.\", zh = \"十元。\" }\n";
        desk.write("d/answers.toml", answer);
        put(&desk.run(&["-C", "d", "answer", "fee", "--json"]).ok(), &["answer"]);
        let kinds: Vec<String> = desk.report_kinds();
        let reports = kinds
            .iter()
            .flat_map(|kind| [vec!["report", kind.as_str(), "--period", "2025"], vec!["report", kind.as_str()]]);
        let all = READS.iter().chain(WORK).map(|args| args.to_vec()).chain(reports);
        for args in all {
            let ran = desk.run(&[&["-C", "d"], &args[..], &["--json"]].concat());
            put(&ran.out, &args);
        }
        desk.run(&["-C", "d", "export", "--by", "desk", "-o", "w"]).ok();
        for file in crate::desk::files(desk.path()).iter().filter(|file| file.ends_with("manifest.json")) {
            put(&std::fs::read_to_string(file).expect("UTF-8"), &["manifest"]);
            let rows = std::fs::read_to_string(file.with_file_name("desk=HQ").join("part.jsonl")).expect("UTF-8");
            let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            found_rows(&mut put, rows);
        }
        let batch =
            desk.feed(&["-C", "d", "batch", "-", "--json"], "{\"do\":\"note\",\"case\":\"2\",\"text\":\"b\"}\n");
        put(&batch.out, &["batch"]);
    }
    for profile in ["base", "tourism"] {
        let desk = Desk::empty();
        desk.run(&["init", ".", "--profile", profile, "--desk", "HQ", "--simulated"]).ok();
        desk.write("rows.csv", "编号,收到日期,标题,投诉人\nA1,2026-09-01,排队,王芳\nA2,2026-09-02,错账,李四\n");
        BEGUN.iter().for_each(|args| put(&desk.run(&[args, &["--json"][..]].concat()).out, args));
    }
    found
}

fn found_rows(put: &mut impl FnMut(&str, &[&str]), rows: Vec<Value>) {
    for row in rows {
        put(&json!({"schema": "redress.export-row/1", "data": [row]}).to_string(), &["rows"]);
    }
}

/// The records of an answer; of a manifest it is itself one.
fn records(name: &str, answer: &Value) -> Vec<Value> {
    if name == "redress.export/1" {
        vec![answer.clone()]
    } else {
        answer["data"].as_array().cloned().unwrap_or_default()
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Widens a schema so that a value is valid.
fn widen(schema: &mut Map<String, Value>, key: &str, value: &Value) {
    let mut kinds: BTreeSet<String> = schema
        .get("type")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|k| k.as_str().map(Into::into))
        .collect();
    kinds.insert(kind(value).into());
    if !key.is_empty() {
        // A member that has always been there may be empty one day.
        kinds.insert("null".into());
    }
    if kinds.contains("number") {
        kinds.remove("integer");
    }
    schema.insert("type".into(), json!(kinds));
    match value {
        Value::Array(all) => {
            let mut items = schema.remove("items").and_then(|items| items.as_object().cloned()).unwrap_or_default();
            for one in all {
                widen(&mut items, "", one);
            }
            schema.insert("items".into(), items.into());
        }
        Value::Object(members) if !OPEN.contains(&key) => {
            let mut known =
                schema.remove("properties").and_then(|known| known.as_object().cloned()).unwrap_or_default();
            for (name, member) in members {
                let mut inner = known.remove(name).and_then(|inner| inner.as_object().cloned()).unwrap_or_default();
                widen(&mut inner, name, member);
                known.insert(name.clone(), inner.into());
            }
            // Required is what every example has.
            let before = schema.remove("required").and_then(|known| known.as_array().cloned());
            let always = |name: &&String| before.as_ref().is_none_or(|known| known.contains(&json!(name)));
            let required: Vec<&String> = members.keys().filter(always).collect();
            schema.insert("required".into(), json!(required));
            schema.insert("properties".into(), known.into());
        }
        _ => {}
    }
}

/// Where a value is not valid, and why.
fn wrong(schema: &Value, value: &Value, place: &str) -> Option<String> {
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let is = kind(value);
    let fits = kinds.contains(&is) || (is == "integer" && kinds.contains(&"number"));
    if !fits {
        return Some(format!("{place} is {is}, not {kinds:?}"));
    }
    match value {
        Value::Array(all) => {
            all.iter().enumerate().find_map(|(n, one)| wrong(&schema["items"], one, &format!("{place}[{n}]")))
        }
        Value::Object(members) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let lacks = required.into_iter().find(|name| !members.contains_key(*name));
            let lacks = lacks.map(|name| format!("{place} lacks {name}"));
            lacks.or_else(|| {
                members.iter().find_map(|(name, member)| {
                    let inner = schema["properties"].get(name)?;
                    wrong(inner, member, &format!("{place}.{name}"))
                })
            })
        }
        _ => None,
    }
}

#[test]
fn outputs_are_valid_and_no_member_is_without_a_schema() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/schemas.json");
    let mut schemas: Map<String, Value> =
        serde_json::from_str(&std::fs::read_to_string(&file).expect("UTF-8")).expect("JSON");
    let answers = answers();
    if std::env::var_os("REDRESS_BLESS").is_some() {
        for (name, all) in &answers {
            let mut schema = schemas.remove(name).and_then(|schema| schema.as_object().cloned()).unwrap_or_default();
            for record in all.iter().flat_map(|answer| records(name, answer)) {
                widen(&mut schema, "", &record);
            }
            schemas.insert(name.clone(), schema.into());
        }
        let lines: Vec<String> = schemas.iter().map(|(name, schema)| format!("{}: {schema}", json!(name))).collect();
        std::fs::write(&file, format!("{{\n{}\n}}\n", lines.join(",\n"))).expect("written");
    }
    for (name, all) in &answers {
        let schema = schemas.get(name).unwrap_or_else(|| panic!("no schema {name}: REDRESS_BLESS=1 adds it"));
        let keys = schema["properties"].as_object().cloned().unwrap_or_default();
        for record in all.iter().flat_map(|answer| records(name, answer)) {
            assert!(schema["required"].is_array(), "{name} does not say what is required: REDRESS_BLESS=1 adds it");
            assert_eq!(wrong(schema, &record, name), None);
            for key in record.as_object().expect("a record").keys() {
                assert!(keys.contains_key(key), "{name} has no member {key}: REDRESS_BLESS=1 adds it");
            }
        }
    }
}

/// Of these no command of this test answers: what an erasing and an import tell, parts of documents, samples of tests, and papers whose
/// columns a receiver prescribes.
const UNTRIED: &[&str] = &[
    "redress.erase/1",
    "redress.filing/1",
    "redress.consolidated/1",
    "redress.import/1",
    "redress.movements/1",
    "redress.chart/1",
    "redress.sample/1",
    "redress.conformance-cases/1",
    "redress.report-diff/1",
    "redress.import-columns/1",
    "redress.import-undo/1",
    "redress.profile-rows/1",
];

#[test]
fn every_schema_that_the_program_names_is_printed() {
    let desk = Desk::empty();
    let printed: BTreeSet<String> = desk.run(&["help", "schema"]).ok().lines().map(String::from).collect();
    let mut named = BTreeSet::new();
    for file in crate::desk::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if file.ends_with("schemas.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let quoted = text.split('"').filter(|word| word.starts_with("redress.") && word.ends_with("/1"));
        named.extend(quoted.map(String::from));
    }
    let lacking: Vec<&String> =
        named.iter().filter(|name| !printed.contains(*name) && !UNTRIED.contains(&name.as_str())).collect();
    assert!(lacking.is_empty(), "without a schema: {lacking:?}");
    for name in &printed {
        let schema: Value = serde_json::from_str(&desk.run(&["help", "schema", name]).ok()).expect("JSON");
        assert_eq!(schema["title"], name.as_str());
    }
    assert!(desk.run(&["help", "schema", "redress.case/2"]).fails(2).contains("redress.case"));
    let cases: Value =
        serde_json::from_str(&desk.run(&["help", "schema", "cases", "--lang", "zh"]).ok()).expect("JSON");
    assert_eq!(cases["properties"]["data"]["items"]["properties"]["due"]["description"], "到期");
}
