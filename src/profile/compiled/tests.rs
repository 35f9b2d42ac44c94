//! The output of the build script, with or without a project's layer, equals what the complete TOML resolves to.

use super::*;
use crate::profile::layer::note_departures;
use crate::profile::merge::{cite_rules, drop_switched_off, merge, to_json};
use crate::profile::{BASE, PROFILES, resolve, text};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

fn table(text: &str) -> Map<String, Value> {
    match to_json(toml::Value::Table(text.parse().expect("TOML"))) {
        Value::Object(all) => all,
        other => panic!("no table: {other}"),
    }
}

/// Merges all three layers from their TOML, without shortcuts.
fn from_toml(profile: &str, own: &Map<String, Value>) -> Map<String, Value> {
    let mut json = Map::new();
    let lay = |json: &mut Map<String, Value>, layer| {
        merge(json, layer, &mut |_, _, _, _| Ok::<_, Infallible>(())).unwrap_or_else(|e| match e {});
    };
    for file in [BASE, profile].into_iter().skip(usize::from(profile == BASE)) {
        lay(&mut json, table(text(file).expect("a profile")));
    }
    let before = json.get("limit").cloned().unwrap_or_default();
    lay(&mut json, own.clone());
    note_departures(&mut json, &before);
    drop_switched_off(&mut json);
    let rules = json.get("rule").cloned().unwrap_or_default();
    cite_rules(&mut json, &rules);
    json
}

fn assert_same(found: &Resolved, wanted: &Map<String, Value>) {
    let policy: Policy = serde_json::from_value(Value::Object(wanted.clone())).expect("a policy");
    assert!(found.policy == policy, "the rows differ");
    assert_eq!(found.json(), Value::Object(wanted.clone()));
    let calendar = Calendar::embedded();
    let snapshot =
        serde_json::json!({ "redress": 1, "policy": wanted, "notices": calendar.last_year(), "calendars": "" });
    assert_eq!(found.snapshot(&calendar), snapshot.to_string() + "\n");
    assert!(read_snapshot(&found.snapshot(&calendar)) == Some(policy), "read back, the rows differ");
}

#[test]
fn a_compiled_profile_equals_its_toml() {
    assert_eq!(
        COMPILED.iter().map(|c| c.name).collect::<Vec<_>>(),
        PROFILES.iter().map(|(n, _)| *n).collect::<Vec<_>>()
    );
    for compiled in COMPILED {
        let resolved = compiled.resolved();
        assert_same(&resolved, &from_toml(compiled.name, &Map::new()));
        compiled.parts.iter().for_each(|part| drop(read(part.laid.unwrap_or(part.text))));
        let digest = Sha256::digest(resolved.snapshot(&Calendar::embedded()));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(resolved.known_digest(&Calendar::embedded()), Some(digest.as_str()));
    }
}

#[test]
fn an_added_calendar_year_changes_the_digest() {
    let mut calendar = Calendar::embedded();
    calendar
        .add_year(r#"{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}"#)
        .expect("a year");
    let resolved = resolve("bank", &Value::Null).expect("a built-in profile");
    assert_eq!(resolved.known_digest(&calendar), None);
    assert_ne!(resolved.snapshot(&calendar), resolved.snapshot(&Calendar::embedded()));
}

#[test]
fn a_snapshot_of_another_version_is_read_unchanged() {
    let resolved = resolve("bank", &Value::Null).expect("a built-in profile");
    let whole = resolved.snapshot(&Calendar::embedded());
    let other =
        whole.replacen("\"within\":\"3wd\"", "\"within\":\"4wd\"", 1).replace("\"wording\":", "\"new-section\":");
    let json: Value = serde_json::from_str(&other).expect("JSON");
    let wanted: Policy = serde_json::from_value(json["policy"].clone()).expect("a policy");
    assert_ne!(wanted, resolved.policy);
    assert!(read_snapshot(&other) == Some(wanted), "the rows differ");
    // A profile that this version does not have; and texts that are not policies.
    assert!(read_snapshot(&whole.replace("\"profile\":\"bank\"", "\"profile\":\"gone\"")).is_some());
    assert_eq!(read_snapshot(&whole.replacen("\"within\":\"3wd\"", "\"within\":\"soon\"", 1)), None);
    assert_eq!(read_snapshot(&whole[..whole.floor_char_boundary(whole.len() / 2)]), None);
    assert_eq!(read_snapshot("{}"), None);
}

/// One change each; together they change rows, rules, single tables, and add keys that the profile does not have.
const CHANGES: &[&str] = &[
    "[[limit]]\ncode = \"P7-A11-general\"\nwithin = \"2wd\"",
    "[[limit]]\ncode = \"own\"\nwithin = \"9wd\"\nrule = \"P7-A5\"",
    "[[gate]]\ncode = \"respondent\"\nrule = \"own-rule\"",
    "[[gate]]\ncode = \"crime\"\noff = true\nloosens = true",
    "[[rule]]\ncode = \"P7-A11-general\"\ncite = { zh = \"新\", en = \"new\" }",
    "[[rule]]\ncode = \"P7-A5\"\noff = true",
    "[[rule]]\ncode = \"own-rule\"\ncite = { zh = \"本行第一条\" }",
    "[[field]]\ncode = \"account\"\nzh = \"账户\"\nkind = \"choice\"\nchoices = [{ code = \"savings\", zh = \"储蓄\" }]",
    "[[wording]]\ncode = \"own\"\navoid = [\"x\"]\nrule = \"P7-A5\"",
    "[desk]\nzone = \"Europe/Paris\"",
    "title = { en = \"Ours\" }",
    "effective-from = 2026-01-01",
    "supersedes = []",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_layer_over_a_compiled_profile_resolves_as_from_toml(chosen in proptest::sample::subsequence(CHANGES, 0..=CHANGES.len())) {
        let own = chosen.iter().fold(Map::new(), |mut all: Map<String, Value>, change| {
            for (key, value) in table(change) {
                match (all.get_mut(&key), value) {
                    (Some(Value::Array(rows)), Value::Array(more)) => rows.extend(more),
                    (_, value) => drop(all.insert(key, value)),
                }
            }
            all
        });
        assert_same(&resolve("bank", &Value::Object(own.clone())).expect("nothing is wrong"), &from_toml("bank", &own));
    }
}
