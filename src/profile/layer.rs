//! Merges a project's own files (`policies.d/*.toml` in the order of their names, then `redress.toml`) with a profile:
//! rows with the same code are merged key by key.
//!
//! A project may tighten a limit, but loosen one only with `loosens = true`. Switching a gate or limit off and making a
//! gate warn only are loosening too (P7-A26: a branch may tighten, not loosen).

use crate::domain::policy::{DERIVED, Policy, ROW_KEYS, SECTIONS};
use crate::domain::value::within::Within;
use crate::domain::value::zone::Zone;
use crate::profile::Resolved;
use crate::profile::compiled::{Compiled, compiled};
use crate::profile::error::{PolicyError, syntax};
use crate::profile::loosening::{minutes_of_day, watch};
use crate::profile::merge::{cite_rules, drop_switched_off, merge, to_json};
use crate::profile::project::PROJECT_KEYS;
use crate::profile::rows::{RowReader, shown};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The file of the project's layer.
const FILE: &str = "redress.toml";
/// Keys of a policy file that are not sections.
const TOP_KEYS: &[&str] = &["title", "cite", "effective-from", "supersedes", "desk"];
/// Keys of `[desk]`.
pub const DESK_KEYS: &[&str] = &[
    "zone",
    "currency",
    "intake-accepts",
    "backdate",
    "guard",
    "nature",
    "people",
    "email",
    "contacts",
    "small",
    "basically",
    "again-within",
    "hours",
    "withdrawal-from-request",
    "ageing",
    "asks",
    "summary-by",
    "loosens",
];

/// A file of policy rows that is laid over a profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PolicyLayer {
    /// The file's name, for messages: `policies.d/10-branch.toml`.
    pub file: String,
    /// The keys that it sets.
    pub rows: Value,
}

/// Reads a file of `policies.d/`.
///
/// # Errors
/// The text is not TOML.
pub fn read_layer(file: &str, text: &str) -> Result<PolicyLayer, PolicyError> {
    let table: toml::Table = text.parse().map_err(|e| syntax(file, text, &e))?;
    Ok(PolicyLayer { file: file.into(), rows: to_json(toml::Value::Table(table)) })
}

/// Resolves a profile with a project's `redress.toml` over it.
///
/// # Errors
/// As [`resolve_layers`].
pub fn resolve(profile: &str, own: &Value) -> Result<Resolved, PolicyError> {
    resolve_layers(profile, &[PolicyLayer { file: FILE.into(), rows: own.clone() }])
}

/// Resolves a profile with further files over it, each over those before it.
///
/// # Errors
/// The first error that makes the policy unusable; `policy check` lists further ones.
pub fn resolve_layers(profile: &str, layers: &[PolicyLayer]) -> Result<Resolved, PolicyError> {
    let compiled = compiled(profile)?;
    let own: Vec<(&str, &Map<String, Value>)> = layers
        .iter()
        .filter_map(|layer| Some((layer.file.as_str(), layer.rows.as_object().filter(|rows| !rows.is_empty())?)))
        .collect();
    if own.is_empty() { Ok(compiled.resolved()) } else { lay_over(compiled, &own) }
}

/// Merges and checks only the sections that the project's layers touch: the tests cover the built-in ones.
fn lay_over(compiled: &'static Compiled, layers: &[(&str, &Map<String, Value>)]) -> Result<Resolved, PolicyError> {
    layers.iter().try_for_each(|(file, own)| check_keys(file, own))?;
    let sets = |key: &str| layers.iter().any(|(_, own)| own.contains_key(key));
    // Rows of every section take their article from the rules.
    let all = sets("rule");
    let touched = |key: &str| all || sets(key) || key == "profile" || TOP_KEYS.contains(&key);
    let mut json: Map<String, Value> = compiled.laid(&touched);
    let mut loosened = Vec::new();
    let before = json.get("limit").cloned();
    let minutes = minutes_of_day(compiled.value("desk").as_ref(), layers);
    for (_, own) in layers {
        let own = (*own).clone();
        let below = json.get("limit").cloned().unwrap_or_default();
        merge(&mut json, own, &mut |section, code, old, new| {
            watch((section, code), old, new, (minutes, &mut loosened))
        })?;
        note_beside(&mut json, &below);
    }
    let before = before.unwrap_or_default();
    note_departures(&mut json, &before);
    drop_switched_off(&mut json);
    let rules = if all { json.get("rule").cloned() } else { compiled.value("rule") };
    cite_rules(&mut json, &rules.unwrap_or_default());
    let rest = |key: &str| if touched(key) { None } else { compiled.text(key) };
    let policy = read(&json, layers)?.over_built_in(&rest);
    let own = json.into_iter().map(|(key, value)| (Cow::Owned(key), Cow::Owned(value.to_string())));
    let built_in =
        compiled.parts.iter().filter(|part| !touched(part.key)).map(|part| (part.key.into(), part.text.into()));
    let mut parts: Vec<_> = own.chain(built_in).collect();
    parts.sort();
    Ok(Resolved { policy, loosened, parts, digest: None })
}

/// Keeps the regulation's values in each limit whose length the project changed.
pub(super) fn note_departures(json: &mut Map<String, Value>, before: &Value) {
    let old = |code: &Value| before.as_array()?.iter().find(|row| row.get("code") == Some(code));
    for row in json.get_mut("limit").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(old) = row.get("code").and_then(old).filter(|old| old.get("within") != row.get("within")) else {
            continue;
        };
        // A warning that the shorter limit leaves no room for was the longer one's.
        let days = |value: Option<&Value>| match value.and_then(Value::as_str).map(str::parse::<Within>) {
            Some(Ok(Within::WorkingDays(days))) => Some(days),
            _ => None,
        };
        let inherited = old.get("warn").is_some() && old.get("warn") == row.get("warn");
        let is_beyond = days(row.get("warn")).zip(days(row.get("within"))).is_some_and(|(warn, within)| warn > within);
        if let Some(row) = row.as_object_mut().filter(|_| inherited && is_beyond) {
            row.remove("warn");
        }
        let kept = ["within", "zh", "en"].into_iter().filter_map(|key| Some((key.into(), old.get(key)?.clone())));
        if let Some(row) = row.as_object_mut() {
            row.insert("departs".into(), Value::Object(kept.collect()));
        }
    }
}

/// Marks the rows that a layer adds to a limit that there was below it: what is added may be shorter, and loosens nothing.
fn note_beside(json: &mut Map<String, Value>, below: &Value) {
    let below = below.as_array().map(Vec::as_slice).unwrap_or_default();
    let name = |row: &Value| row.get("limit").or_else(|| row.get("code")).cloned();
    let number = |row: &Value| row.get("beside").map_or(0, |number| number.as_u64().unwrap_or(1));
    for row in json.get_mut("limit").and_then(Value::as_array_mut).into_iter().flatten() {
        let is_new = below.iter().all(|known| known.get("code") != row.get("code"));
        let last = below.iter().filter(|known| name(known) == name(row)).map(number).max();
        if let (true, Some(last), Some(row)) = (is_new, last, row.as_object_mut()) {
            row.insert("beside".into(), if last == 0 { Value::Bool(true) } else { Value::from(last + 1) });
        }
    }
}

/// The checks of a file of policy rows.
fn rows(file: &str) -> RowReader<'_> {
    fn keys(section: &str) -> Option<Vec<String>> {
        let (_, fields) = SECTIONS.iter().find(|(known, _)| *known == section)?;
        let own = fields.iter().filter(|field| !DERIVED.contains(field)).map(|field| field.replace('_', "-"));
        Some(own.chain(ROW_KEYS.iter().map(|key| (*key).into())).collect())
    }
    let top = SECTIONS
        .iter()
        .map(|(section, _)| *section)
        .chain(TOP_KEYS.iter().copied())
        .chain(PROJECT_KEYS.iter().copied());
    RowReader { file, keys: &keys, top: top.collect(), codes_later: false }
}

/// Every key and value of a file of policy rows that cannot be read.
#[must_use]
pub fn layer_mistakes(layer: &PolicyLayer) -> Vec<PolicyError> {
    let (rows, mut found) = (rows(&layer.file), Vec::new());
    for (section, value) in layer.rows.as_object().into_iter().flatten() {
        let known = SECTIONS.iter().any(|(known, _)| known == section);
        match value.as_array().filter(|all| known && all.iter().all(Value::is_object)) {
            Some(all) => {
                let reads = |row: Value| bad_value(&layer.file, section, &row, false).is_none();
                let code = |row: &Value| {
                    Value::from(Map::from_iter(row.get("code").map(|code| ("code".into(), code.clone()))))
                };
                found.extend(rows.check(section, &all.iter().map(code).collect()).err());
                let with_code = all.iter().filter(|row| row["code"].is_string());
                found.extend(with_code.flat_map(|row| rows.take_out(section, &mut row.clone(), &reads)));
            }
            None => {
                let one = Map::from_iter([(section.clone(), value.clone())]);
                found.extend(check_keys(&layer.file, &one).err());
            }
        }
    }
    found
}

fn check_keys(file: &str, layer: &Map<String, Value>) -> Result<(), PolicyError> {
    let rows = rows(file);
    for (key, value) in layer {
        match (key.as_str(), value) {
            ("desk", Value::Object(desk)) => {
                let known: Vec<String> = DESK_KEYS.iter().map(|key| (*key).into()).collect();
                rows.check_keys("desk", "", desk, &known)?;
            }
            ("desk", other) => return Err(rows.bad_value("", "", "desk", &shown(other))),
            (key, _) if TOP_KEYS.contains(&key) => {}
            (section, rows_of) => rows.check(section, rows_of)?,
        }
    }
    Ok(())
}

/// Reads the merged rows, section by section if there is an error, so that the error names its row.
fn read(json: &Map<String, Value>, layers: &[(&str, &Map<String, Value>)]) -> Result<Policy, PolicyError> {
    if let Ok(policy) = Policy::deserialize(json) {
        check_zone(&policy)?;
        return Ok(policy);
    }
    for (section, value) in json {
        let (rows, single) = match value {
            Value::Array(rows) if section != "supersedes" => (&rows[..], false),
            one => (std::slice::from_ref(one), true),
        };
        let file = |row: &Value| layers.iter().rev().find(|(_, own)| has_row(own, section, row)).map_or(FILE, |l| l.0);
        rows.iter().find_map(|row| bad_value(file(row), section, row, single)).map_or(Ok(()), Err)?;
    }
    // Each row can be read by itself, but not all together.
    Err(rows(FILE).bad_value("", "", "", ""))
}

/// Whether a layer has this row of a section, or sets the single table.
fn has_row(layer: &Map<String, Value>, section: &str, row: &Value) -> bool {
    let is_same = |own: &Value| own.get("code") == row.get("code");
    layer.get(section).is_some_and(|rows| rows.as_array().is_none_or(|rows| rows.iter().any(is_same)))
}

/// The value in a row that cannot be read; each key is tried alone.
fn bad_value(file: &str, section: &str, row: &Value, single: bool) -> Option<PolicyError> {
    let reads = |row: Value| {
        let rows = if single { row } else { Value::Array(vec![row]) };
        let policy = Value::Object(Map::from_iter([("profile".into(), Value::from("x")), (section.into(), rows)]));
        serde_json::from_value::<Policy>(policy).is_ok()
    };
    // A key at the top of the file that is no table.
    if single && !row.is_object() {
        return (!reads(row.clone())).then(|| rows(file).bad_value("", "", section, &shown(row)));
    }
    rows(file).find_bad_value(section, row, &reads)
}

fn check_zone(policy: &Policy) -> Result<(), PolicyError> {
    let zone = &policy.desk.zone;
    Zone::named(zone).map(drop).ok_or_else(|| PolicyError::UnknownZone { zone: zone.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{PROFILES, read_project};

    fn bank(own: &str) -> Result<Resolved, PolicyError> {
        let project = read_project(&format!("profile = \"bank\"\n{own}"))?;
        resolve("bank", &project.layer)
    }

    #[test]
    fn every_profile_resolves_and_round_trips_through_json() {
        for (name, _) in PROFILES {
            let resolved = resolve(name, &Value::Null).expect("a built-in profile");
            let again: Policy = serde_json::from_str(&resolved.json().to_string()).expect("reads back");
            assert_eq!(again, resolved.policy);
        }
    }

    #[test]
    fn loosening_a_limit_needs_the_loosens_key() {
        let own = |within: &str, more: &str| {
            bank(&format!("[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"{within}\"\n{more}"))
        };
        let tight = own("2wd", "").expect("tighter");
        assert_eq!(tight.policy.limits[0].within, Some(Within::WorkingDays(2)));
        assert!(tight.loosened.is_empty());
        assert!(matches!(own("5wd", ""), Err(PolicyError::Loosens(l)) if l.row == "P7-A11-general" && l.from == "3wd"));
        assert_eq!(own("5wd", "loosens = true").expect("said so").loosened.len(), 1);
        assert!(own("3d", "").is_ok() && matches!(own("none", ""), Err(PolicyError::Loosens(_))));
        assert!(matches!(bank("[[gate]]\ncode = \"respondent\"\noff = true"), Err(PolicyError::Loosens(_))));
        // A report that fewer units owe, or owe later or less often, is loosened.
        let filing = |text: &str| bank(&format!("[[filing]]\ncode = \"branch-register\"\n{text}"));
        for text in
            ["within = \"9wd\"", "except = [\"key-branch\", \"overseas\"]", "every = \"year\"", "from = \"union\""]
        {
            assert!(matches!(filing(text), Err(PolicyError::Loosens(_))), "{text}");
        }
        assert!(filing("within = \"3wd\"").is_ok());
    }

    #[test]
    fn every_kind_of_loosening_needs_the_loosens_key() {
        for own in [
            "[desk]\nbackdate = \"30wd\"",
            "[desk]\nguard = \"warn\"",
            "[[category]]\ncode = \"attitude\"\nparent = \"complex\"",
            "[[category]]\ncode = \"crime\"\nrestricted = false",
            "[[nature]]\ncode = \"suggestion\"\napart = true",
            "[[outcome]]\ncode = \"explained\"\nunanswered = true",
            "[[gate]]\ncode = \"crime\"\nmust = {}",
            "[[approval]]\ncode = \"media-contact\"\nroles = [\"clerk\"]",
            "[[duty]]\ncode = \"box\"\nevery = \"month\"",
        ] {
            assert!(matches!(bank(own), Err(PolicyError::Loosens(_))), "{own}");
            assert_eq!(bank(&format!("{own}\nloosens = true")).expect(own).loosened.len(), 1, "{own}");
        }
        for own in [
            "[desk]\nbackdate = \"1wd\"",
            "[desk]\npeople = \"refuse\"",
            "[[step]]\ncode = \"review\"\nen = \"Checked\"",
        ] {
            assert!(bank(own).expect(own).loosened.is_empty(), "{own}");
        }
    }

    #[test]
    fn words_faults_and_parts_are_loosened_by_what_they_lose() {
        let of = |profile: &str, own: &str| {
            let project = read_project(&format!("profile = \"{profile}\"\n{own}")).expect("TOML");
            resolve(profile, &project.layer)
        };
        for own in [
            "[[wording]]\ncode = \"indifferent\"\noff = true",
            "[[wording]]\ncode = \"indifferent\"\navoid = [\"没空\"]",
            "[[wording]]\ncode = \"indifferent\"\non = [\"reply\"]",
            "[[wording]]\ncode = \"indifferent\"\nunless = [\"金额太小\"]",
            "[[responsibility]]\ncode = \"ours\"\nfault = false",
            "[[role]]\ncode = \"officer\"\npart = \"supervising\"",
            "[[form]]\ncode = \"decline\"\nwithin = \"10d\"",
        ] {
            assert!(matches!(of("regulator", own), Err(PolicyError::Loosens(_))), "{own}");
            assert_eq!(of("regulator", &format!("{own}\nloosens = true")).expect(own).loosened.len(), 1, "{own}");
        }
        let more = "[[wording]]\ncode = \"indifferent\"\navoid = [\"不归我们管\", \"不属我管\", \"你去找别人\", \"金额太小\", \"小事\", \"没空\", \"too small a sum\", \"not our problem\", \"下班了\"]";
        assert!(of("regulator", more).expect("more words").loosened.is_empty());
        // A warning that a shorter limit leaves no room for goes with the longer one.
        let tight = of("tourism", "[[limit]]\ncode = \"reply\"\nwithin = \"10wd\"").expect("tighter");
        let row = tight.policy.limits.iter().find(|row| row.code == "reply").expect("a row");
        assert_eq!((row.within, row.warn), (Some(Within::WorkingDays(10)), None));
        assert!(crate::profile::check(&tight.policy).is_empty());
    }

    #[test]
    fn each_layer_that_adds_rows_to_a_limit_has_its_number() {
        let layer = |file: &str, text: &str| read_layer(file, text).expect("TOML");
        let own = layer("policies.d/10-own.toml", "[[limit]]\ncode = \"own\"\nlimit = \"reply\"\nwithin = \"20wd\"");
        let law = "[[limit]]\ncode = \"law-a\"\nlimit = \"reply\"\nwithin = \"30d\"\nwhen = { repeat = true }\n\
                   [[limit]]\ncode = \"law-b\"\nlimit = \"reply\"\nwithin = \"15d\"\n\
                   [[limit]]\ncode = \"new\"\nwithin = \"1wd\"";
        let last = layer(FILE, "[[limit]]\ncode = \"house\"\nlimit = \"reply\"\nwithin = \"5wd\"");
        let resolved = resolve_layers("base", &[own, layer("policies.d/20-law.toml", law), last]).expect("sound");
        let numbers: Vec<_> = resolved.policy.limits.iter().map(|row| (row.code.as_str(), row.beside.0)).collect();
        assert_eq!(numbers, [("own", 0), ("law-a", 1), ("law-b", 1), ("new", 0), ("house", 2)]);
        let again: Policy = serde_json::from_str(&resolved.json().to_string()).expect("reads back");
        assert_eq!(again, resolved.policy);
        assert!(crate::profile::flaws(&resolved.policy, &|_, _| false).is_empty());
    }

    #[test]
    fn misspelled_keys_are_reported_with_the_nearest_known() {
        let Err(PolicyError::UnknownKey { key, nearest, row, .. }) =
            bank("[[limit]]\ncode = \"P7-A11-general\"\nwithn = \"2wd\"")
        else {
            panic!("a typo")
        };
        assert_eq!((key.as_str(), nearest.as_deref(), row.as_str()), ("withn", Some("within"), "P7-A11-general"));
        assert!(
            matches!(bank("[[limits]]\ncode = \"x\""), Err(PolicyError::UnknownSection { nearest: Some(n), .. }) if n == "limit")
        );
        assert!(
            matches!(bank("[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"3 days\""), Err(PolicyError::BadValue { row, .. }) if row == "P7-A11-general")
        );
        assert!(matches!(bank("[desk]\nzone = \"Asia/Peking\""), Err(PolicyError::UnknownZone { .. })));
        assert!(matches!(bank("name = "), Err(PolicyError::Syntax { line: 2, .. })));
    }
}
