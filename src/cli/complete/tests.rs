use super::*;

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(Into::into).collect()
}

#[test]
fn pieces_that_bash_breaks_at_colons_and_equals_signs_are_one_word() {
    let pieces = words("list status : open --sort = -id unit :");
    assert_eq!(joined(&pieces), words("list status:open --sort=-id unit:"));
    assert_eq!(broken_off("status:open"), 7);
    assert_eq!(broken_off("--set=media="), 12);
    assert_eq!(broken_off("sta"), 0);
}

#[test]
fn a_flag_waits_for_its_value_and_what_follows_is_by_place() {
    let spec = parse::find("assign").expect("a command");
    let typing = Typing::of(spec, &words("1 --unit"));
    assert_eq!(typing.value_of.map(|flag| flag.name), Some("unit"));
    let typing = Typing::of(spec, &words("1 --unit taiyuan -q 2"));
    assert!(typing.value_of.is_none() && typing.used == ["unit", "quiet"]);
    assert_eq!(typing.places, ["1", "2"]);
    let typing = Typing::of(spec, &words("--unit=taiyuan -- --unit"));
    assert!(typing.only_places && typing.value_of.is_none());
    assert_eq!(typing.places, ["--unit"]);
}

#[test]
fn every_flag_whose_value_is_a_code_of_the_policy_offers_its_section() {
    let sections: Vec<&str> = crate::domain::policy::SECTIONS.iter().map(|(name, _)| *name).collect();
    let mut seen = 0;
    for spec in cmd::ALL {
        for flag in spec.flags {
            if let FlagValues::Section(section) = FlagValues::of(spec, flag) {
                assert!(sections.contains(&section), "{} --{}: no section {section}", spec.name, flag.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn every_script_asks_the_hidden_command_of_its_shell() {
    for (shell, file, script) in SCRIPTS {
        assert!(script.contains(&format!("{COMMAND} {shell}")), "{file}");
    }
}
