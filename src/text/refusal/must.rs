//! Messages for `must` of gates: what must hold, and the command that achieves it.

use super::Talk;
use super::flag::{flag, quoted};
use super::slot::choice;
use crate::domain::Code;
use crate::domain::gate::fact_values;
use crate::say;
use crate::text::code_names::one_of;
use crate::text::sanitize::sanitized;

/// `the unit of HQ-2026-0042 must be legal (Legal affairs); hq-legal is`.
pub(super) fn must_be(t: &Talk<'_>, fact: &str, wanted: &[Code], units: &[Code]) -> String {
    let (lang, case, label) = (t.lang, t.subject(), t.names.label(fact, t.lang));
    match wanted {
        [] => return say!(lang, "{case} must have: {label}", "{case} 须有：{label}"),
        [one] if matches!(one.as_str(), "true" | "yes" | "false" | "no") => {
            return yes_or_no(t, fact, matches!(one.as_str(), "true" | "yes"));
        }
        _ => {}
    }
    let all: Vec<String> = wanted.iter().map(|code| t.known(kind(fact), code)).collect();
    let all = one_of(&all, lang);
    if fact == "party" {
        return say!(lang, "{case} must have a party: {all}", "{case} 须先登记当事人：{all}");
    }
    let mut text = say!(lang, "the {label} must be {all}", "{label}须为 {all}");
    if !units.is_empty() && units.len() <= super::parts::FEW {
        let units: Vec<String> = units.iter().map(|u| t.names.coded("unit", u, lang)).collect();
        let units = one_of(&units, lang);
        text += &say!(lang, ": {units}", "，即 {units}");
    }
    text
}

/// A flag: a built-in one is worded as a property of the case, one of the policy as a field of its form.
fn yes_or_no(t: &Talk<'_>, fact: &str, yes: bool) -> String {
    let (lang, case, label) = (t.lang, t.subject(), t.names.label(fact, t.lang));
    match (fact, yes) {
        ("unit_complained_about", true) => {
            say!(lang, "{case} must be with the unit complained about", "{case} 须由被投诉单位办理")
        }
        ("unit_complained_about", false) => {
            say!(lang, "{case} must not go to the unit complained about", "{case} 不得转交被投诉单位办理")
        }
        (own, yes) if t.is_own(own) => {
            let value = if yes { say!(lang, "yes", "是") } else { say!(lang, "no", "否") };
            say!(lang, "{case}: “{label}” must be {value}", "{case}：“{label}”须为“{value}”")
        }
        (_, true) => say!(lang, "{case} must be {label}", "{case} 须为“{label}”"),
        (_, false) => say!(lang, "{case} must not be {label}", "{case} 不得为“{label}”"),
    }
}

/// The warning about something that was not required because no unit can satisfy it.
pub(super) fn nobody_has(t: &Talk<'_>, fact: &str, wanted: &[Code]) -> String {
    let lang = t.lang;
    let all: Vec<String> = wanted.iter().map(|code| t.known(kind(fact), code)).collect();
    let all = one_of(&all, lang);
    say!(
        lang,
        "directory.toml has no unit that is {all}: this article could not be asked for",
        "directory.toml 中没有单位承担 {all}，该条未能落实"
    )
}

/// The message about a skipped level.
pub(super) fn level_skipped(t: &Talk<'_>, unit: &str, next: &str) -> String {
    let (unit, next) = (t.names.coded("unit", unit, t.lang), t.names.coded("unit", next, t.lang));
    say!(t.lang, "it goes down level by level: {next} comes before {unit}", "须逐级下发：{unit} 之前应先发 {next}")
}

/// The command that achieves it.
pub(super) fn hint(t: &Talk<'_>, fact: &str, wanted: &[Code], units: &[Code]) -> String {
    let value = value(t, fact, wanted);
    match fact {
        "unit_function" | "unit_level" => {
            let unit = units.first().map_or_else(|| t.slot("unit"), |unit| quoted(unit));
            if t.verb == "assign" {
                t.again(&format!("--unit {unit}"))
            } else {
                t.command("assign", &format!("--unit {unit}"))
            }
        }
        "unit_complained_about" if t.verb == "assign" => t.again(&t.asked("unit")),
        "unit_complained_about" => t.command("assign", &t.asked("unit")),
        "mediation" => t.command("mediate", &value),
        "party" => t.command("party", &format!("--role {value} --name {}", t.slot("name"))),
        "restricted" => t.command("classify", "--restricted"),
        "category" | "nature" => t.command("classify", &format!("{} {value}", flag(fact))),
        own if t.is_own(own) && t.verb != "intake" => {
            let value = if value == "true" { "yes".into() } else { value };
            t.command("classify", &format!("--set {}={value}", sanitized(own)))
        }
        other => t.again(&format!("{} {value}", flag(other))),
    }
}

/// The only accepted value, or the values to choose from; a bound is no value.
fn value(t: &Talk<'_>, fact: &str, wanted: &[Code]) -> String {
    let is_bound = |code: &Code| code.starts_with(['<', '>', '≤', '≥']);
    match wanted {
        [one] if !is_bound(one) => quoted(one),
        [_, ..] if wanted.len() <= super::parts::FEW && !wanted.iter().any(is_bound) => {
            choice(&wanted.iter().map(|code| sanitized(code)).collect::<Vec<_>>())
        }
        _ => t.slot(fact),
    }
}

/// The kind of code that a fact has.
fn kind(fact: &str) -> &str {
    fact_values::of(fact).sections.first().copied().unwrap_or(fact)
}
