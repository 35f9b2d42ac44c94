use super::*;
use crate::domain::query::term::keys;
use crate::domain::query::view;
use crate::profile::{PROFILES, read_project, resolve};

#[test]
fn a_choice_without_values_can_never_be_given() {
    let row = |more: &str| format!(r#"{{"field": [{{"code": "damage", "kind": "choice"{more}}}]}}"#);
    let found = |more: &str| {
        let layer = serde_json::from_str(&row(more)).expect("JSON");
        let policy = crate::profile::resolve("base", &layer).expect("a policy").policy;
        check(&policy).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(found("").len(), 1, "{:?}", found(""));
    assert_eq!(found(r#", "choices": ["wet", "torn"]"#), [""; 0]);
}

#[test]
fn every_built_in_profile_passes_the_check() {
    for (name, _) in PROFILES {
        let resolved = resolve(name, &serde_json::Value::Null).expect("a built-in profile");
        assert_eq!(check(&resolved.policy), Vec::new(), "{name}");
    }
}

#[test]
fn no_field_of_a_profile_hides_a_fact_of_every_case() {
    for (name, _) in PROFILES {
        let policy = resolve(name, &serde_json::Value::Null).expect("a built-in profile").policy;
        for field in &policy.fields {
            let hides = crate::domain::case::fact::CaseFact::all().find(|fact| fact.key() == field.code);
            assert!(hides.is_none(), "{name}: {}", field.code);
        }
    }
}

#[test]
fn every_verb_on_a_case_is_kept_from_respondents_and_outsiders() {
    // A note and a paper of one's own may be added; who erases and reveals has gates of its own.
    let exempt = [
        ("respondent", &["intake", "note", "answer", "attach", "filing", "duty", "reveal", "erase"][..]),
        ("restricted", &["intake", "filing", "duty", "reveal"]),
    ];
    let policy = resolve("bank", &serde_json::Value::Null).expect("a built-in profile").policy;
    for (gate, exempt) in exempt {
        let gate = policy.gates.iter().find(|row| row.code == gate).expect("a gate of the base");
        let open = VERBS.iter().map(|row| row.name).filter(|verb| gate.on.iter().all(|on| on != verb));
        assert_eq!(open.collect::<Vec<_>>(), exempt, "{}", gate.code);
    }
}

#[test]
fn no_profile_field_has_the_key_of_a_built_in_term() {
    for (name, _) in PROFILES {
        let resolved = resolve(name, &serde_json::Value::Null).expect("a built-in profile");
        let is_taken = |code: &str| keys().any(|key| code == key) || view::names().any(|name| code == name);
        let taken = resolved.policy.fields.iter().filter(|f| is_taken(&f.code));
        assert_eq!(taken.map(|f| f.code.as_str()).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn unknown_codes_are_reported_with_the_nearest_known() {
    let own = "profile = \"bank\"\n[[gate]]\ncode = \"x\"\non = [\"acept\"]\nwhen = { channel = \"phne\" }\n[[limit]]\ncode = \"y\"\nwithin = \"1wd\"\nfrom = \"asigned\"";
    let project = read_project(own).expect("toml");
    let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
    let near: Vec<_> = problems
        .iter()
        .filter_map(|p| if let PolicyError::UnknownCode { nearest, .. } = p { nearest.as_deref() } else { None })
        .collect();
    assert_eq!(near, ["assigned", "accept", "phone"]);
}

#[test]
fn a_form_needs_a_series_and_what_its_needs_name() {
    let own = "profile = \"bank\"\n[[form]]\ncode = \"x\"\nwhen = { channel = \"phne\" }\nneeds = [\"replied\", \"findngs\", \"further\", \"until\"]\n\
               [[form]]\ncode = \"y\"\nseries = \"b-1\"\n";
    let project = read_project(own).expect("toml");
    let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
    let told: Vec<String> = problems
        .iter()
        .map(|p| match p {
            PolicyError::UnknownCode { row, value, nearest, .. } => {
                format!("{row}: {value} {}", nearest.as_deref().unwrap_or("?"))
            }
            PolicyError::Missing { row, key, .. } => format!("{row} lacks {key}"),
            other => other.to_string(),
        })
        .collect();
    let wanted =
        ["x: phne phone", "x lacks series", "x: findngs findings", "x lacks further", "x lacks within", "y: b-1 ?"];
    assert_eq!(told, wanted);
}

#[test]
fn a_filing_needs_a_period_units_a_recipient_and_a_limit() {
    let own = "profile = \"bank\"\n[[filing]]\ncode = \"x\"\nevery = \"halfmonth\"\nfrom = \"unoin\"\nto = \"presidents-office\"\n\
               except = [\"keybranch\"]\nlevels = [\"branch1\"]\nform = \"registr\"\nwithin = \"5wd\"\n[[filing]]\ncode = \"y\"\nwithin = \"none\"";
    let project = read_project(own).expect("toml");
    let problems = check(&resolve("bank", &project.layer).expect("resolves").policy);
    let told: Vec<String> = problems
        .iter()
        .map(|p| match p {
            PolicyError::UnknownCode { key, nearest, .. } => {
                format!("{key}: {}", nearest.as_deref().unwrap_or("?"))
            }
            PolicyError::Missing { row, key, .. } => format!("{row} lacks {key}"),
            other => other.to_string(),
        })
        .collect();
    let wanted = [
        "every: half-month",
        "from: union",
        "to: president-office",
        "except: key-branch",
        "levels: branch-1",
        "form: register",
        "y lacks every",
        "y lacks within",
    ];
    assert_eq!(told, wanted);
}

/// Words of the engine's own, in each of its facts: a mistyped one would hold for no case, and nobody would see it.
#[test]
fn a_word_that_a_fact_never_has_is_unknown() {
    let of = |fact: &str, word: &str| {
        let own =
            format!("profile = \"base\"\n[[gate]]\ncode = \"x\"\non = [\"close\"]\nwhen = {{ {fact} = \"{word}\" }}\n");
        let project = read_project(&own).expect("toml");
        let problems = check(&resolve("base", &project.layer).expect("resolves").policy);
        problems.iter().any(|p| matches!(p, PolicyError::UnknownCode { value, .. } if value == word))
    };
    let wrong = [
        ("state", "recieved"),
        ("satisfaction", "happy"),
        ("link", "duplicte"),
        ("kind", "volontary"),
        ("to", "complaint"),
        ("form", "transfr"),
        ("issued", "receit"),
        ("party", "respondant"),
        ("role", "agnt"),
        ("mediation", "agred"),
        ("remedy", "payed"),
        ("appeal", "uphold"),
        ("unit_function", "legall"),
        ("what", "backdated"),
        ("step", "mediat"),
    ];
    wrong.iter().for_each(|(fact, word)| assert!(of(fact, word), "{fact} = {word} is taken"));
    let right = [
        ("state", "received"),
        ("satisfaction", "no"),
        ("link", "duplicate"),
        ("kind", "voluntary"),
        ("kind", "chase"),
        ("to", "source"),
        ("form", "supervision"),
        ("party", "agent"),
        ("mediation", "agreed"),
        ("remedy", "pay"),
        ("appeal", "upheld"),
        ("what", "received"),
    ];
    right.iter().for_each(|(fact, word)| assert!(!of(fact, word), "{fact} = {word} is refused"));
}

#[test]
fn a_gate_needs_a_command_and_something_that_it_asks() {
    let lacks = |own: &str| {
        let project =
            crate::profile::read_project(&format!("project = \"p\"\n[[gate]]\ncode = \"x\"\n{own}")).expect("TOML");
        let policy = crate::profile::resolve("base", &project.layer).expect("resolves").policy;
        let of_x = |it: &PolicyError| match it {
            PolicyError::Missing { row, key, .. } if row == "x" => Some(key.clone()),
            _ => None,
        };
        check(&policy).iter().filter_map(of_x).collect::<Vec<_>>()
    };
    assert_eq!(lacks("needs = { fields = [\"findings\"] }"), ["on"]);
    assert_eq!(lacks("on = [\"reply\"]"), ["needs"]);
    assert_eq!(lacks("on = [\"reply\"]\nby = { not = [\"holder\"] }"), Vec::<String>::new());
}
