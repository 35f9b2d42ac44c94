//! Each kind of flaw by an organisation's own rows; the built-in profiles have none.

use super::*;
use crate::profile::{PROFILES, read_project, resolve};

fn told(profile: &str, own: &str) -> Vec<String> {
    let project = read_project(&format!("project = \"p\"\n{own}")).expect("TOML");
    let policy = resolve(profile, &project.layer).expect("resolves").policy;
    let mine = |section: &str, code: &Code| {
        let rows = project.layer.get(section).and_then(serde_json::Value::as_array);
        rows.is_some_and(|rows| rows.iter().any(|row| row["code"] == code.as_str()))
    };
    flaws(&policy, &mine)
        .into_iter()
        .map(|flaw| format!("{} {} {}: {:?}", flaw.section, flaw.row, flaw.key, flaw.kind))
        .collect()
}

#[test]
fn the_built_in_profiles_have_no_flaw() {
    for (name, _) in PROFILES {
        assert_eq!(told(name, ""), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn conditions_that_test_a_fact_as_what_it_is_not() {
    let fields = "[[field]]\ncode = \"weight\"\nkind = \"count\"\n[[field]]\ncode = \"insured\"\nkind = \"flag\"\n";
    for (when, fact, is) in [
        ("{ amount = \"big\" }", "amount", "Number"),
        ("{ amount = true }", "amount", "Number"),
        ("{ weight = [\"5\"] }", "weight", "Number"),
        ("{ channel = { over = 5 } }", "channel", "Code"),
        ("{ outcome = 3 }", "outcome", "Code"),
        ("{ insured = \"yes\" }", "insured", "Flag"),
        ("{ not = { insured = { at-least = 1 } } }", "insured", "Flag"),
        ("{ any = { channel = \"phone\" } }", "any", "Conditions"),
    ] {
        for own in [
            format!("{fields}[[limit]]\ncode = \"x\"\nwithin = \"1wd\"\nwhen = {when}"),
            format!("{fields}[[follow]]\ncode = \"x\"\nrestricted = true\nwhen = {when}"),
        ] {
            let wanted = format!("x when: Mistyped {{ fact: \"{fact}\", is: {is} }}");
            assert!(told("bank", &own).iter().any(|it| it.ends_with(&wanted)), "{own}: {:?}", told("bank", &own));
        }
    }
    for when in [
        "{ amount = { over = 5 } }",
        "{ weight = [5, 6] }",
        "{ insured = true }",
        "{ assigned = true }",
        "{ any = [] }",
    ] {
        let own = format!("{fields}[[limit]]\ncode = \"x\"\nwithin = \"1wd\"\nwhen = {when}");
        assert!(!told("bank", &own).iter().any(|it| it.contains("Mistyped")), "{when}");
    }
}

#[test]
fn keys_that_do_nothing_as_they_stand() {
    let column = |more: &str| {
        format!(
            "[[filing]]\ncode = \"x\"\nevery = \"month\"\nwithin = \"5wd\"\nform = \"columns\"\n\
             columns = [{{ code = \"a\", source = \"amount\", when = {{ channel = \"phone\" }}{more}"
        )
    };
    let idle = |own: &str| told("bank", own).iter().any(|it| it.starts_with("filing x columns.when: Idle"));
    assert!(idle(&column(" }]\nrows = \"case\"")));
    assert!(idle(&column(", required = true }]")));
    assert!(!idle(&column(", required = true }]\nrows = \"case\"")));
    let form = told("bank", "[[form]]\ncode = \"x\"\nseries = \"RE\"");
    assert!(form.iter().any(|it| it.starts_with("form x series: SameSeries")), "{form:?}");
}

#[test]
fn conditions_that_contradict_themselves() {
    for (when, fact) in [
        ("{ channel = \"phone\", not = { channel = \"phone\" } }", "channel"),
        ("{ amount = { over = 5, under = 3 } }", "amount"),
        ("{ channel = \"phone\", all = [{ channel = [\"web\", \"visit\"] }] }", "channel"),
        ("{ anonymous = true, all = [{ anonymous = false }] }", "anonymous"),
        ("{ any = [{ amount = { at-least = 5, at-most = 4 } }] }", "amount"),
    ] {
        let rows = told("bank", &format!("[[major]]\ncode = \"x\"\nrule = \"P7-A5\"\nwhen = {when}"));
        assert_eq!(rows, [format!("major x when: NeverHolds {{ fact: \"{fact}\" }}")], "{when}");
    }
    for when in [
        "{ channel = \"phone\", not = { channel = \"phone\", amount = { over = 5 } } }",
        "{ amount = { over = 3, under = 5 } }",
        "{ cause = \"fees\", all = [{ cause = \"system\" }] }",
        "{ category = \"general\", not = { category = \"attitude\" } }",
        "{ any = [] }",
    ] {
        assert_eq!(
            told("bank", &format!("[[major]]\ncode = \"x\"\nrule = \"P7-A5\"\nwhen = {when}")),
            [""; 0],
            "{when}"
        );
    }
}

#[test]
fn a_limit_that_another_hides_a_gate_that_locks_and_gates_that_contradict() {
    let own = "[[limit]]\ncode = \"a\"\nlimit = \"x\"\nwithin = \"3wd\"\nrule = \"P7-A5\"\n\
               [[limit]]\ncode = \"b\"\nlimit = \"x\"\nwithin = \"5wd\"\nrule = \"P7-A5\"\nwhen = { channel = \"phone\" }";
    assert_eq!(told("bank", own), ["limit b when: Hidden { by: \"a\" }"]);
    let own = "[[gate]]\ncode = \"a\"\non = [\"accept\"]\nafter = [\"replied\"]\nrule = \"P7-A5\"";
    assert_eq!(told("bank", own), ["gate a after: Locks { verb: \"accept\", needs: \"replied\" }"]);
    let own = "[[gate]]\ncode = \"a\"\non = [\"assign\"]\nmust = { form = \"transfer\" }\nrule = \"P7-A5\"\n\
               [[gate]]\ncode = \"b\"\non = [\"assign\", \"reply\"]\nmust = { form = \"supervision\" }\nrule = \"P7-A5\"";
    let found = told("base", own);
    assert!(found.contains(&"gate b must: Contradicts { other: \"a\", fact: \"form\" }".into()), "{found:?}");
}

#[test]
fn circles_of_steps_and_trees() {
    let gate = |code: &str, step: &str, after: &str| {
        format!(
            "[[step]]\ncode = \"{step}\"\n[[gate]]\ncode = \"{code}\"\non = [\"step\"]\nwhen = {{ step = \"{step}\" }}\nafter = [\"{after}\"]\ncite = {{ zh = \"一\", en = \"1\" }}\n"
        )
    };
    let own = gate("g", "a", "b") + &gate("h", "b", "a");
    assert_eq!(told("base", &own), ["step a after: Circle { rows: [\"a\", \"b\"] }"]);
    let own = "[[cause]]\ncode = \"a\"\nparent = \"b\"\n[[cause]]\ncode = \"b\"\nparent = \"a\"";
    assert_eq!(told("base", own), ["cause a parent: Circle { rows: [\"a\", \"b\"] }"]);
}

#[test]
fn what_cites_nothing_and_what_nothing_reads_is_told_of_own_rows() {
    let own = "[[limit]]\ncode = \"a\"\nlimit = \"x\"\nwithin = \"3wd\"\n[[approval]]\ncode = \"b\"\n[[function]]\ncode = \"c\"\n\
               [[wording]]\ncode = \"d\"\n[[duty]]\ncode = \"e\"\nevery = \"day\"\nrule = \"none\"\n[[rule]]\ncode = \"f\"";
    let wanted = [
        "limit a cite: CitesNothing",
        "duty e rule: NoRule { rule: \"none\" }",
        "approval b code: Unread",
        "function c code: Unread",
        "wording d code: Unread",
        "rule f code: Unread",
    ];
    assert_eq!(told("base", own), wanted);
}

#[test]
fn fields_named_as_facts_and_choices_that_cannot_be_given() {
    let field = |code: &str, rest: &str| format!("[[field]]\ncode = \"{code}\"\nzh = \"甲\"\nen = \"A\"\n{rest}\n");
    let own = field("amount", "kind = \"money\"")
        + &field("status", "kind = \"text\"")
        + &field("damage", "kind = \"choice\"\nmany = true\nchoices = [\"x\", \"y\", \"x,y\", \"y\"]");
    let found = told("base", &own);
    for wanted in [
        "field amount code: Shadowed { fact: \"amount\" }",
        "field status code: Shadowed { fact: \"status\" }",
        "field damage choices: NoChoice { choice: \"x,y\" }",
        "field damage choices: NoChoice { choice: \"y\" }",
    ] {
        assert!(found.contains(&wanted.into()), "{wanted}: {found:?}");
    }
}

#[test]
fn a_command_that_needs_what_comes_after_it_locks_cases_in() {
    let own = "[[gate]]\ncode = \"g\"\non = [\"accept\"]\nneeds = { fields = [\"replied\"] }\nrule = \"P7-A5\"";
    let found = told("base", own);
    assert!(found.iter().any(|flaw| flaw.starts_with("gate g needs: Locks")), "{found:?}");
}
