//! Each gate of the bank's policy: first refused, with the article and exit code 5; then passed after its needs are met; and overridden
//! with a reason, which is recorded. The needs are met by typing the hints of the refusal.

use super::rows::{Row, rows};
use super::{bank, done, refused, typed, words};
use crate::desk::Desk;
use redress::domain::policy::Severity;
use redress::profile::resolve;
use redress::text::Lang;
use redress::text::command_names::localized;
use std::collections::BTreeSet;

/// Gates that only warn.
const WARNS: &[&str] = &["acknowledged"];

/// Gates that the refused person cannot override.
const STRICT: &[&str] = &["respondent", "reveal", "reporter", "restricted", "erase"];

#[test]
fn every_gate_of_the_policy_has_a_row_here() {
    let policy = resolve("bank", &serde_json::Value::Null).expect("the profile").policy;
    let warns: BTreeSet<&str> =
        policy.gates.iter().filter(|g| g.severity == Severity::Warn).map(|g| g.code.as_str()).collect();
    assert_eq!(warns, WARNS.iter().copied().collect());
    let gates: BTreeSet<&str> = policy.gates.iter().map(|g| g.code.as_str()).filter(|g| !warns.contains(g)).collect();
    let shown: BTreeSet<&str> = rows().map(|r| r.gate).collect();
    assert_eq!(gates, shown, "gates without a row, or rows without a gate");
}

/// A desk with the case brought to the gate.
fn at(row: &Row, lang: &str) -> Desk {
    let mut desk = bank();
    desk.write("letter.txt", "来信");
    row.before.iter().for_each(|line| drop(done(&desk, line)));
    desk.lang = lang.into();
    desk
}

fn show(row: &Row) {
    let desk = at(row, "en");
    let said = refused(&desk, row.refused, row.cites.0);
    let in_chinese = refused(&desk, &format!("{} --lang zh", row.refused), row.cites.0);
    assert!(in_chinese.contains(row.cites.1), "{}: {in_chinese}", row.gate);
    println!("## {}\n{}\n{said}{in_chinese}", row.gate, row.refused);
    let again = if row.taken.is_empty() { row.refused } else { row.taken };
    let typed: Vec<&str> = row.needs.iter().copied().chain([again]).collect();
    let hints = |line| str::strip_prefix(line, "hint: ").or_else(|| str::strip_prefix(line, "提示："));
    for hint in said.lines().chain(in_chinese.lines()).filter_map(hints) {
        assert!(
            typed.iter().any(|line| is_typed(hint, line) || is_typed(hint, &typed_in_chinese(line))),
            "{}: nobody types “{hint}”:\n{said}{in_chinese}",
            row.gate
        );
    }
    row.needs.iter().for_each(|line| drop(done(&desk, line)));
    done(&desk, again);
    pass_over(row);
}

/// With a reason the gate is overridden: the event names the rule, and the exceptions report lists it.
fn pass_over(row: &Row) {
    let desk = at(row, "en");
    let line = format!("{} --override 分行停电", row.refused);
    let ran = typed(&desk, &line);
    if STRICT.contains(&row.gate) {
        assert_eq!(ran.code, 5, "{line}\n{}", ran.err);
        return;
    }
    assert_eq!(ran.code, 0, "{line}\n{}", ran.err);
    assert!(ran.err.contains(row.cites.0), "{}: what is passed over is said: {}", row.gate, ran.err);
    let verb = words(row.refused)[0];
    let event = desk.lines().into_iter().rev().find(|l| l.contains(&format!("\"overridden\":{{\"verb\":\"{verb}\"")));
    let event = event.unwrap_or_else(|| panic!("{}: no overridden event", row.gate));
    assert!(event.contains(&format!("\"{}\"", row.cites.0)), "{}: {event}", row.gate);
    let report = done(&desk, "report exceptions");
    let found = report.lines().any(|l| l.starts_with("override\t") && l.contains(row.cites.0));
    assert!(found, "{}: {report}", row.gate);
}

/// A typed line as it is typed in Chinese.
fn typed_in_chinese(line: &str) -> String {
    localized(&format!("redress {}", words(line).join(" ")), Lang::Zh)["redress ".len()..].to_string()
}

/// Whether a line follows a hint: the same command with every word of it. Placeholders (capitals or 〈 〉) match any value, codes joined by
/// `|`, in quotes, match one of them (or a title), and `…` stands for the rest of the original command.
fn is_typed(hint: &str, line: &str) -> bool {
    let hint = hint.replace("HQ-2026-000", "");
    // As whom it was typed; who types the line stands before it.
    let hint = hint.split_once(" --as ").map_or(hint.as_str(), |(hint, _)| hint);
    let mut wanted: Vec<&str> = hint.split(' ').skip(1).filter(|w| *w != "…").collect();
    let line: Vec<&str> = words(line);
    let slot = |w: &str| {
        (w.starts_with('〈') && w.ends_with('〉')) || (w.len() > 2 && w.chars().all(|c| c.is_ascii_uppercase()))
    };
    let one_of = |given: &str, w: &str| {
        w.contains('|') && (!given.is_ascii() || w.trim_matches('\'').split('|').any(|code| code == given))
    };
    let value = |given: &str, wanted: &str| given == wanted || slot(wanted) || one_of(given, wanted);
    // `--set FIELD=CODE` is one word.
    let pair = |given: &str, wanted: &str| match (given.split_once('='), wanted.split_once('=')) {
        (Some((field, given)), Some((own, wanted))) => field == own && value(given, wanted),
        _ => false,
    };
    let fits = |given: &str, wanted: &str| value(given, wanted) || pair(given, wanted);
    let bare: Vec<&str> = wanted.iter().copied().take_while(|w| !w.starts_with("--")).collect();
    if line.len() < bare.len() || !bare.iter().zip(&line).all(|(w, given)| fits(given, w)) {
        return false;
    }
    wanted.drain(..bare.len());
    let mut at = 0;
    while at < wanted.len() {
        let flag = wanted[at];
        let value = wanted.get(at + 1).copied().filter(|w| !w.starts_with("--"));
        let has = line.windows(2).any(|pair| pair[0] == flag && value.is_none_or(|v| fits(pair[1], v)));
        let is_switch = value.is_none() && line.contains(&flag);
        if !has && !is_switch {
            return false;
        }
        at += 1 + usize::from(value.is_some());
    }
    true
}

#[test]
fn a_typed_line_is_matched_against_a_hint() {
    assert!(is_typed("redress 步骤 HQ-2026-0001 apology", &typed_in_chinese("step 1 apology")));
    assert!(is_typed("redress step HQ-2026-0001 apology", "step 1 apology"));
    assert!(!is_typed("redress step HQ-2026-0001 apology", "step 1 review"));
    assert!(is_typed(
        "redress assign HQ-2026-0001 --unit shanxi …",
        "chen.hui: assign 1 --unit shanxi --form supervision"
    ));
    assert!(!is_typed("redress assign HQ-2026-0001 --unit hq …", "assign 1 --unit hq-union"));
    assert!(is_typed("redress classify HQ-2026-0001 --set loss=AMOUNT", "classify 1 --set loss=500"));
    assert!(is_typed("redress classify HQ-2026-0001 --set loss=〈损失金额〉", "classify 1 --set loss=500"));
    assert!(!is_typed("redress classify HQ-2026-0001 --set loss=〈损失金额〉", "classify 1 --set gain=500"));
    let listed = "redress classify HQ-2026-0001 --category general|complex";
    assert!(is_typed(listed, "classify 1 --category complex") && is_typed(listed, "classify 1 --category 服务态度"));
    assert!(!is_typed(listed, "classify 1 --category grave"));
}

/// Articles 6, 7 and 10.
#[test]
fn gates_of_documents_and_channels() {
    rows().filter(|r| is_early(r)).take(12).for_each(show);
}

#[test]
fn gates_of_channels_through_the_union() {
    rows().filter(|r| is_early(r)).skip(12).for_each(show);
}

/// Articles 11 to 15, and the gates of every profile.
#[test]
fn gates_of_classes_and_people() {
    rows().filter(|r| !is_early(r) && !is_grave(r)).for_each(show);
}

/// Articles 16 to 19.
#[test]
fn gates_of_media_law_repeats_and_withdrawals() {
    rows().filter(|r| is_grave(r)).for_each(show);
}

fn is_early(row: &Row) -> bool {
    ["第六条", "第七条", "第十条"].contains(&row.cites.1)
}

fn is_grave(row: &Row) -> bool {
    ["第十六条", "第十七条", "第十八条", "第十九条"].contains(&row.cites.1)
}

/// A gate with severity `warn` lets the command pass and cites the article.
#[test]
fn a_warning_gate_lets_the_command_pass_and_warns() {
    let row = "reply 1 --responsibility customer --findings 已核实 --staff-action 无 --lessons 无 --explanation 已说明 --satisfaction satisfied";
    for (acknowledged, warns) in [("contact 1 --kind ack --via 电话", false), ("note 1 已查账", true)] {
        let desk = bank();
        done(&desk, "intake --title 柜台态度 --channel 电话 --category 服务态度 --accept");
        done(&desk, "assign 1 --unit taiyuan --person liu.yang");
        done(&desk, acknowledged);
        let ran = typed(&desk, &format!("{row} --lang zh"));
        assert_eq!((ran.code, ran.err.contains("P7-A5，第五条")), (0, warns), "{}", ran.err);
        assert!(done(&desk, "report exceptions").is_empty(), "nothing was passed over");
    }
}
