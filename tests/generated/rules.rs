//! `docs/rules.md`: every rule of each desk, how it is kept, and a case of its demo that exercised it.

use redress::domain::Code;
use redress::domain::event::Event;
use redress::domain::policy::{Policy, RuleRow};
use redress::domain::query::term::At;
use redress::domain::value::id::CaseId;
use redress::profile;
use redress::project::Project;
use redress::report::conformance::exercised::{RuleResult, RuleScene, exercised};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

/// The demo in which the cases of a desk lie, as anybody can make it. A regulation in articles needs more cases than a short text.
fn demo(policy: &Policy) -> Vec<String> {
    let cases = if policy.rules.len() > 20 { "2000" } else { "400" };
    // What wording rows find is found in Chinese texts.
    let lang = if policy.wordings.is_empty() { "en" } else { "zh" };
    let words = [
        "demo",
        "rules",
        "--profile",
        &policy.profile,
        "--cases",
        cases,
        "--seed",
        "1",
        "--now",
        "2026-11-23T09:00",
        "--lang",
        lang,
    ];
    words.map(Into::into).to_vec()
}

/// Articles by what they are about: the last of each group. A text without articles is one group.
const GROUPS: &[(u32, &str, &str)] = &[
    (8, "Principles", "原则"),
    (9, "Channels", "渠道"),
    (10, "Each channel's own path", "各渠道处理流程"),
    (11, "Time limits, and who handles", "时限与回避"),
    (12, "Replies", "回复"),
    (15, "Classes and what they ask for", "分类处理"),
    (18, "The media, the courts, complaints made again", "媒体、司法、再次投诉"),
    (19, "Withdrawals", "撤诉"),
    (21, "Who answers for it, supervision, call-backs", "责任人、督办、回访"),
    (24, "Reports that are owed", "报送"),
    (u32::MAX, "In force, own rules, forms", "施行、细则、单据"),
];

/// The policies of all desks that have rules.
pub(crate) fn policies() -> Vec<Policy> {
    let all = profile::PROFILES.iter().map(|(name, _)| profile::resolve(name, &Value::Null).expect("a profile").policy);
    all.filter(|policy| !policy.rules.is_empty()).collect()
}

/// The rows of a policy that cite each rule: section and code.
pub(crate) fn rows(policy: &Policy) -> BTreeMap<Code, Vec<(String, String)>> {
    let json = serde_json::to_value(policy).expect("a policy is JSON");
    let mut found: BTreeMap<Code, Vec<(String, String)>> = BTreeMap::new();
    for (section, all) in json.as_object().expect("an object").iter().filter(|(section, _)| *section != "rule") {
        for row in all.as_array().into_iter().flatten() {
            let text = |key: &str| row[key].as_str().unwrap_or_default();
            let rule = if text("rule").is_empty() { text("code") } else { text("rule") };
            found.entry(rule.into()).or_default().push((section.clone(), text("code").into()));
        }
    }
    found
}

/// The policy with each row by its own name, so that one sees which of a rule's rows spoke.
fn apart(policy: &Policy) -> Policy {
    let mut json = serde_json::to_value(policy).expect("a policy is JSON");
    for (section, all) in json.as_object_mut().into_iter().flatten().filter(|(section, _)| *section != "rule") {
        for row in all.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            let name = format!("{section} {}", row["code"].as_str().unwrap_or_default());
            row.insert("rule".into(), name.into());
        }
    }
    serde_json::from_value(json).expect("a policy")
}

/// What a demo exercised: the first case, or event without one, by rule; and the rows by section and code.
pub(crate) struct Seen {
    pub(crate) rules: BTreeMap<Code, String>,
    rows: BTreeSet<Code>,
}

/// Makes the demo and looks at what it exercised.
pub(crate) fn seen(policy: &Policy) -> Seen {
    let folder = tempfile::tempdir().expect("a folder");
    let mut run = Command::new(env!("CARGO_BIN_EXE_redress"));
    run.current_dir(folder.path()).env_clear().env("HOME", folder.path()).args(demo(policy));
    let ran = run.output().expect("the program");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let project = Project::open(&folder.path().join("rules"), "a machine").expect("a project");
    let mut cases: BTreeMap<Option<CaseId>, Vec<Event>> = BTreeMap::new();
    project
        .events(&mut |entry| {
            cases.entry(entry.event.case).or_default().push(entry.event);
            ControlFlow::Continue(())
        })
        .expect("the log");
    let parts = apart(policy);
    let mut seen = Seen { rules: BTreeMap::new(), rows: BTreeSet::new() };
    let at = At { day: "2026-11-23".parse().expect("the demo's day"), now: None };
    let (directory, calendar, within) = (&project.directory, &project.calendar, |_| true);
    let kept = |events: &[&Event], policy: &Policy| -> Vec<Code> {
        let all = exercised(events, RuleScene { policy, directory, calendar, at, within: &within });
        all.into_iter().filter(|(_, result)| *result == RuleResult::Kept).map(|(rule, _)| rule).collect()
    };
    let mut note = |events: &[&Event], name: String| {
        for rule in kept(events, policy) {
            seen.rules.entry(rule).or_insert_with(|| name.clone());
        }
        seen.rows.extend(kept(events, &parts));
    };
    let without = cases.remove(&None).unwrap_or_default();
    for (id, events) in &cases {
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        note(&events.iter().collect::<Vec<_>>(), id);
    }
    for event in &without {
        note(&[event], event.id().to_string());
    }
    seen
}

/// The page: an introduction, and a section a desk.
pub(crate) fn page(desks: &[(Policy, Seen)]) -> String {
    let mut out = intro(desks);
    for (policy, seen) in desks {
        out += &section(policy, seen);
    }
    out
}

fn section(policy: &Policy, seen: &Seen) -> String {
    let rows = rows(policy);
    let profile = &policy.profile;
    let mut out = format!(
        "\n## {} · {}\n\n{} · {}. Rows: [`src/profile/{profile}.toml`](../src/profile/{profile}.toml). Cases from:\n\n```sh\nredress {}\n```\n",
        policy.title.en,
        policy.title.zh,
        policy.cite.en,
        policy.cite.zh,
        demo(policy).join(" "),
    );
    for ((_, en, zh), rules) in groups(&policy.rules) {
        if !en.is_empty() {
            let _ = write!(out, "\n### {en} · {zh}\n");
        }
        let _ = write!(out, "\n| rule | article | what it asks | kept by | seen in |\n|---|---|---|---|---|\n");
        for rule in rules {
            let cite = format!("{} · {}", rule.cite.zh, rule.cite.en);
            let title = format!("{}<br>{}", rule.title.zh, rule.title.en);
            let kept = kept(rule, rows.get(&rule.code).map(Vec::as_slice).unwrap_or_default());
            let _ = writeln!(out, "| `{}` | {cite} | {title} | {kept} | {} |", rule.code, shown(rule, &seen.rules));
        }
    }
    out
}

type Group = (u32, &'static str, &'static str);

/// The rules by group, by their articles within each.
fn groups(rules: &[RuleRow]) -> Vec<(Group, Vec<&RuleRow>)> {
    if !rules.iter().any(|rule| rule.cite.en.starts_with("art.")) {
        return vec![((0, "", ""), rules.iter().collect())];
    }
    let mut from = 0;
    let mut found = Vec::new();
    for group in GROUPS {
        let mut own: Vec<&RuleRow> = rules.iter().filter(|r| article(r) > from && article(r) <= group.0).collect();
        own.sort_by_key(|rule| article(rule));
        from = group.0;
        if !own.is_empty() {
            found.push((*group, own));
        }
    }
    found
}

/// The number of a rule's article; the annex comes last.
fn article(rule: &RuleRow) -> u32 {
    let digits: String =
        rule.cite.en.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(u32::MAX)
}

fn kept(rule: &RuleRow, rows: &[(String, String)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    match rule.checked.as_str() {
        "code" => parts.push("in code".into()),
        "later" => parts.push("later".into()),
        "never" => parts.push("not checkable".into()),
        _ => {}
    }
    let mut sections: Vec<&str> = Vec::new();
    rows.iter().for_each(|(section, _)| {
        if !sections.contains(&section.as_str()) {
            sections.push(section);
        }
    });
    for section in sections {
        let codes: Vec<String> =
            rows.iter().filter(|(s, _)| s == section).map(|(_, code)| format!("`{code}`")).collect();
        parts.push(format!("{section} {}", codes.join(", ")));
    }
    let note = rule.note.replace('|', "\\|");
    if note.is_empty() { parts.join("; ") } else { format!("{}: {note}", parts.join("; ")) }
}

fn shown(rule: &RuleRow, seen: &BTreeMap<Code, String>) -> String {
    match seen.get(&rule.code) {
        Some(name) if name.contains(':') => format!("event {name}"),
        Some(name) => name.clone(),
        None => "–".into(),
    }
}

fn intro(desks: &[(Policy, Seen)]) -> String {
    let list: String = desks
        .iter()
        .map(|(policy, _)| {
            format!(
                "- `{}`: {} · {}, {}\n",
                policy.profile,
                policy.title.en,
                policy.title.zh,
                counted(policy.rules.len())
            )
        })
        .collect();
    format!(
        "# The desks' rules, one by one · 制度条款对照表\n\n\
<!-- Generated: REDRESS_BLESS=1 cargo test --test generated -->\n\n\
How to follow a rule from its text to a case: find it below; *kept by* names the rows of its profile that enforce it\n\
(section and code), or says where else it lives, or why it cannot be checked; *seen in* names a case in which it was at work, or an event\n\
of the log where it needs no case (a duty, a policy).\n\n\
由条文到实例：在下表中找到条款，“kept by”列出执行该条款的制度行（节名和代码）或说明在何处执行、为何无法检查，“seen in”列出实际用到它的投诉件或记录。\n\n\
{list}\n\
```sh\nredress policy show          # the rows in force, with their articles\nredress profile show bank    # those of a profile, in words\n\
redress log HQ-2025-0001     # what happened to a case, step by step\n```\n\n\
A dash means that nothing is on record by its nature: what is checked in the directory, owed by the calendar, or still to come.\n",
    )
}

/// `1 rule`, `5 rules`.
fn counted(n: usize) -> String {
    if n == 1 { "1 rule".into() } else { format!("{n} rules") }
}

/// What is wrong with the table itself.
pub(crate) fn problems(policy: &Policy, seen: &Seen) -> Vec<String> {
    let rows = rows(policy);
    let mut wrong = Vec::new();
    for rule in &policy.rules {
        let own = rows.get(&rule.code).map(Vec::as_slice).unwrap_or_default();
        let by_rows = rule.checked.is_empty() || rule.checked == "rows";
        // What is owed by the calendar is issued by a command to come.
        let owed = !own.is_empty() && own.iter().all(|(section, _)| section == "filing");
        let shows = (by_rows && !owed) || (rule.checked == "code" && !rule.seen.is_empty());
        if shows && !seen.rules.contains_key(&rule.code) {
            wrong.push(format!("{}: no case of the demo exercised it", rule.code));
        }
        // The invented desk erases nobody: that gate is shown by the tests of who may erase.
        let is_erasing = |section: &str, code: &str| section == "gate" && code == "erase";
        // A gate whose condition is nothing but a lack is on record only where it was passed over: the tests of the desk's day show it.
        let is_lack = |section: &str, code: &str| {
            let gate = policy.gates.iter().find(|gate| section == "gate" && gate.code == code);
            gate.is_some_and(|gate| gate.when.0.keys().eq(["not"]))
        };
        let shown =
            |row: &&(String, String)| row.0 != "filing" && !is_erasing(&row.0, &row.1) && !is_lack(&row.0, &row.1);
        for (section, code) in own.iter().filter(shown) {
            // Dates name the rule, not the row.
            if section != "limit" && !seen.rows.contains(format!("{section} {code}").as_str()) {
                wrong.push(format!("{}: no case of the demo exercised {section} {code}", rule.code));
            }
        }
        if !by_rows && rule.note.is_empty() {
            wrong.push(format!("{}: no note says how it is kept", rule.code));
        }
    }
    // Rules that are cited and not declared are flaws, which a test of the profiles looks for.
    wrong
}

/// Rules of the list of all desks' rules that no policy declares, or more than one; `None` where that list is not here.
pub(crate) fn missing(policies: &[Policy]) -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/rules.jsonl");
    let path = if path.exists() {
        path
    } else {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/rules.jsonl")
    };
    let text = std::fs::read_to_string(path).ok()?;
    let id = |line: &str| serde_json::from_str::<Value>(line).ok()?["id"].as_str().map(ToString::to_string);
    let declared = |id: &String| policies.iter().filter(|policy| policy.rules.iter().any(|r| r.code == *id)).count();
    Some(text.lines().filter_map(id).filter(|id| declared(id) != 1).collect())
}
