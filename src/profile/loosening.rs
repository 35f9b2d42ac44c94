//! What a layer loosens: a value that asks less than the one below it.
//!
//! Invariant: where it cannot be told whether less is asked, the change counts as loosening.

use crate::domain::calendar::Hours;
use crate::domain::policy::condition::Condition;
use crate::domain::value::within::Within;
use crate::profile::error::{Loosening, PolicyError};
use crate::profile::sound::implies;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The minutes of a working day by the hours that hold; an hour where none are known.
pub(super) fn minutes_of_day(built_in: Option<&Value>, layers: &[(&str, &Map<String, Value>)]) -> u32 {
    let of = |desk: &Value| Hours::deserialize(desk.get("hours")?).ok().filter(|hours| !hours.is_empty());
    let own = layers.iter().rev().find_map(|(_, own)| of(own.get("desk")?));
    own.or_else(|| of(built_in?)).map_or(60, |hours| hours.of_day())
}

/// Refuses what a project's layer loosens in a row or single table without declaring it.
pub(super) fn watch(
    (section, code): (&str, &str),
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    (minutes, loosened): (u32, &mut Vec<Loosening>),
) -> Result<(), PolicyError> {
    let declared = new.get("loosens") == Some(&Value::Bool(true));
    for (key, value) in new {
        if is_looser((section, key), old.get(key), value, minutes) {
            let text =
                |v: Option<&Value>| v.map_or("-".to_string(), |v| v.as_str().map_or_else(|| v.to_string(), Into::into));
            let (from, to) = (text(old.get(key)), text(Some(value)));
            let it = Loosening { section: section.into(), row: code.into(), key: key.clone(), from, to };
            if !declared {
                return Err(PolicyError::Loosens(it));
            }
            loosened.push(it);
        }
    }
    Ok(())
}

/// The sections whose rows ask something of people.
const GUARDED: &[&str] = &[
    "limit",
    "gate",
    "element",
    "escalate",
    "duty",
    "filing",
    "approval",
    "extension",
    "major",
    "callback",
    "improve",
    "category",
    "retention",
    "form",
    "follow",
    "spot-check",
    "wording",
];

/// The sections in which a row that holds in more cases asks more: no other row gives way to it, and it permits nothing. Of
/// limits, call-backs and improvements the first row that holds counts.
const MORE_CASES_ASK_MORE: &[&str] =
    &["gate", "element", "escalate", "major", "retention", "form", "follow", "spot-check", "wording"];

/// Whether the new value of a key asks less than the old one.
fn is_looser((section, key): (&str, &str), old: Option<&Value>, new: &Value, minutes: u32) -> bool {
    let guarded = GUARDED.contains(&section);
    let is_changed = old != Some(new);
    let warns = |v: Option<&Value>| v.and_then(Value::as_str) == Some("warn");
    let is = |v: Option<&Value>, flag: bool| v == Some(&Value::Bool(flag));
    match key {
        "off" => guarded && is(Some(new), true),
        // Words that are looked for no more, in fewer places, or let through.
        "avoid" | "wants" | "texts" if section == "wording" => lacks(new, old),
        "on" if section == "wording" => old.is_none() || lacks(new, old),
        "unless" if section == "wording" => gains(new, old),
        // What was our fault is none.
        "fault" if section == "responsibility" => is(Some(new), false) && is(old, true),
        // Who sees what a supervisor sees.
        "part" if matches!(section, "role" | "function") => is_changed,
        // The time that a paper gives the complainant.
        "within" if section == "form" => old.is_some() && is_changed,
        // Settings of the desk.
        "guard" if section == "desk" => warns(Some(new)) && !warns(old),
        "people" if section == "desk" => warns(Some(new)) && old.is_some() && !warns(old),
        "contacts" if section == "desk" => is(Some(new), false) && is(old, true),
        // Smaller groups are shown outside.
        "small" if section == "desk" => new.as_u64() < old.map_or(Some(5), Value::as_u64),
        // Not counted, closed without a reply, visible to all.
        "apart" | "unanswered" => is(Some(new), true) && is_changed,
        "restricted" => is(Some(new), false) && is(old, true),
        "parent" if section == "category" => old.is_some() && is_changed,
        "severity" => warns(Some(new)) && !warns(old),
        "share" if matches!(section, "callback" | "spot-check") => new.as_u64() < old.map_or(Some(100), Value::as_u64),
        "within" | "backdate"
            if matches!(section, "limit" | "extension" | "callback" | "improve" | "filing" | "source" | "desk") =>
        {
            is_longer(old, new, minutes)
        }
        "when" if MORE_CASES_ASK_MORE.contains(&section) => !holds_wherever(new, old),
        // A row that held always holds in fewer cases now; a limit begins or ends elsewhere.
        "when" => guarded && is_changed,
        "from" | "until" if section == "limit" => is_changed,
        // What is asked before a command may grow.
        "needs" if section == "gate" => old.is_some_and(|old| {
            let of = |of: &'static str| (new.get(of).unwrap_or(&Value::Null), old.get(of));
            ["fields", "steps", "approvals", "links"].map(of).into_iter().any(|(new, old)| lacks(new, old))
        }),
        "needs" if section == "form" => lacks(new, old),
        "on" | "after" if section == "gate" => lacks(new, old),
        "on" if section == "follow" => is_changed && (old.is_none() || lacks(new, old)),
        "must" if section == "gate" => {
            old.and_then(Value::as_object).is_some_and(|old| old.iter().any(|(fact, test)| new.get(fact) != Some(test)))
        }
        "by" if section == "gate" => old.and_then(Value::as_object).is_some_and(|old| {
            old.iter().any(|(who, wanted)| match (who.as_str(), new.get(who)) {
                ("not", Some(new)) => lacks(new, Some(wanted)),
                ("role" | "part", Some(new)) => gains(new, Some(wanted)),
                (_, new) => new != Some(wanted),
            })
        }),
        "roles" if section == "approval" => old.is_some() && gains(new, old),
        "needs" | "must" | "by" | "after" | "from" | "until" | "on" | "level-at-least" | "close"
            if guarded && old.is_some() =>
        {
            is_changed
        }
        // Who may see, who may override a gate, and how long a case is kept.
        "may-override" | "part" => is_changed && (section == "gate" || old.is_some()),
        "keep" | "then" if section == "retention" => old.is_some() && is_changed,
        "from" if section == "filing" => is_changed,
        // Who owes it, and how often: any change counts, because only a person can judge whether less is owed.
        "every" | "levels" | "functions" | "roles" | "except" if matches!(section, "duty" | "filing") => is_changed,
        "every" | "levels" | "roles" | "except" => guarded && old.is_some() && is_changed,
        _ => false,
    }
}

/// Whether a list lacks a value that the old one has.
fn lacks(new: &Value, old: Option<&Value>) -> bool {
    gains(old.unwrap_or(&Value::Null), Some(new))
}

/// Whether a list has a value that the old one lacks.
fn gains(new: &Value, old: Option<&Value>) -> bool {
    let all = |v: Option<&Value>| v.and_then(Value::as_array).cloned().unwrap_or_default();
    let old = all(old);
    all(Some(new)).iter().any(|value| !old.contains(value))
}

/// Whether a condition holds wherever the old one did; no condition always holds.
fn holds_wherever(new: &Value, old: Option<&Value>) -> bool {
    let read = |value: &Value| Condition::deserialize(value).ok();
    let old = old.map_or(Some(Condition::default()), read);
    old.zip(read(new)).is_some_and(|(old, new)| implies(&old, &new))
}

/// Whether a time is longer than the old one, or may be; `minutes` are those of a working day.
fn is_longer(old: Option<&Value>, new: &Value, minutes: u32) -> bool {
    let read = |v: Option<&Value>| v.and_then(Value::as_str).and_then(|s| s.parse::<Within>().ok());
    let (Some(was), Some(is)) = (read(old), read(Some(new))) else { return false };
    match (was, is) {
        (Within::None, _) => false,
        (_, Within::None) => true,
        (Within::WorkingDays(a), Within::WorkingDays(b))
        | (Within::Days(a), Within::Days(b) | Within::PlainDays(b))
        | (Within::PlainDays(a), Within::PlainDays(b))
        | (Within::WorkingHours(a), Within::WorkingHours(b) | Within::Hours(b))
        | (Within::Hours(a), Within::Hours(b)) => b > a,
        // The day of the start has working hours too: as many days end no later.
        (Within::WorkingDays(a), Within::WorkingHours(b)) => u64::from(b) * 60 > u64::from(a) * u64::from(minutes),
        // Working days take at least as long as calendar days, so of the changes of unit only this one is
        // certainly tighter.
        (Within::WorkingDays(a), Within::Days(b) | Within::PlainDays(b)) => b > a,
        (Within::WorkingDays(a) | Within::Days(a), Within::Hours(b)) => b > a * 24,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_asks_more_is_no_loosening() {
        for (section, key, old, new) in [
            ("gate", "needs", json!({ "fields": ["a"] }), json!({ "fields": ["b", "a"], "steps": ["s"] })),
            ("gate", "on", json!(["reply"]), json!(["reply", "close"])),
            ("gate", "after", json!(["accepted"]), json!(["accepted", "assigned"])),
            ("gate", "must", json!({ "a": true }), json!({ "a": true, "b": true })),
            (
                "gate",
                "by",
                json!({ "role": ["a", "b"], "not": ["holder"] }),
                json!({ "role": ["a"], "not": ["holder", "handler"] }),
            ),
            ("gate", "when", json!({ "category": ["a"] }), json!({ "category": ["a", "b"] })),
            ("gate", "when", json!({ "category": "a" }), json!({})),
            (
                "gate",
                "when",
                json!({ "amount": { "over": 1000 }, "media": "lead" }),
                json!({ "amount": { "over": 500 } }),
            ),
            ("form", "needs", json!(["replied"]), json!(["replied", "findings"])),
            ("approval", "roles", json!(["a", "b"]), json!(["a"])),
            ("limit", "within", json!("1wd"), json!("4wh")),
            ("limit", "within", json!("3wd"), json!("3d")),
        ] {
            assert!(!is_looser((section, key), Some(&old), &new, 450), "{section} {key}: {old} → {new}");
            // The way back asks less.
            assert!(is_looser((section, key), Some(&new), &old, 450), "{section} {key}: {new} → {old}");
        }
        assert!(is_looser(("limit", "within"), Some(&json!("1wd")), &json!("8wh"), 450));
        // Of a limit the first row that holds counts: in more cases may be longer for some.
        assert!(is_looser(("limit", "when"), Some(&json!({ "category": "a" })), &json!({}), 450));
        assert!(is_looser(
            ("gate", "when"),
            Some(&json!({ "all": [{ "a": 1 }] })),
            &json!({ "all": [{ "a": 1 }, { "b": 2 }] }),
            450
        ));
        // A row that held always holds in fewer cases.
        assert!(is_looser(("gate", "when"), None, &json!({ "category": "a" }), 450));
    }
}
