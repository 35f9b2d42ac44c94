//! The bank: its units on five levels and their staff. All invented; the names are common ones.
//!
//! Invariant: leader, first contact and second contact of a unit are three people (article 20). Handlers of complaints about an outlet are
//! never its tellers, because the complaints are about those.

use super::data::{Outlet, PEOPLE, PersonRow, UnitRow};
use super::random::Random;
use crate::domain::value::title::Lang;
use chrono::{Duration, NaiveDate};
use std::fmt::Write;

/// The outlets.
pub(super) fn outlets() -> impl Iterator<Item = Outlet> {
    PEOPLE.outlets.iter().copied()
}

/// One of the outlets: some get more complaints than others.
pub(super) fn outlet(random: &mut Random) -> Outlet {
    random.weighted(&outlets().map(|outlet| (outlet, outlet.weight)).collect::<Vec<_>>())
}

/// The office of a first-level branch, and its clerk.
pub(super) fn office(region: &str) -> (&'static str, &'static str) {
    PEOPLE.offices.get(region).map_or(("", ""), |(unit, clerk)| (unit, clerk))
}

/// The handler in an assisting unit, by unit code.
pub(super) fn handler_of(unit: &str) -> &'static str {
    let mut places = outlets().flat_map(|o| [o.above, o.branch, o.region]);
    places.find(|(code, _)| *code == unit).map_or("", |(_, person)| person)
}

/// Whether a person is no longer in service on a day.
pub(super) fn has_left(person: &str, first: NaiveDate, day: NaiveDate) -> bool {
    let row = PEOPLE.persons.iter().find(|row| row.code == person);
    row.and_then(|row| row.leaves_after).is_some_and(|days| day >= first + Duration::days(days))
}

/// The clerks of the customer service centre who serve on a day.
pub(super) fn clerks(first: NaiveDate, day: NaiveDate) -> Vec<&'static str> {
    PEOPLE.clerks.iter().copied().filter(|clerk| !has_left(clerk, first, day)).collect()
}

/// `directory.toml` of the demo, for a year that begins at `first`.
pub(super) fn directory_toml(lang: Lang, first: NaiveDate) -> String {
    let head = match lang {
        Lang::Zh => "# 演示用的单位和人员，均属虚构。日志中只有代码。\n",
        Lang::En => "# Units and people of the demo, all invented. The log holds only their codes.\n",
    };
    let mut out = head.to_string();
    for unit in &PEOPLE.units {
        let UnitRow { code, zh, en, parent, level, leader, first_contact, second_contact, functions, .. } = unit;
        let _ = write!(
            out,
            "\n[[unit]]\ncode = \"{code}\"\nzh = \"{zh}\"\nen = \"{en}\"\nlevel = \"{level}\"\nparent = \"{parent}\"\n\
             leader = \"{leader}\"\nfirst-contact = \"{first_contact}\"\nsecond-contact = \"{second_contact}\"\n"
        );
        if !functions.is_empty() {
            let _ = writeln!(out, "functions = {functions:?}");
        }
        if let (Some(customers), Some(outlets)) = (unit.customers, unit.outlets) {
            let _ = write!(out, "customers = {customers}\noutlets = {outlets}\n");
        }
    }
    for (i, PersonRow { code, name, unit, roles, leaves_after }) in PEOPLE.persons.iter().enumerate() {
        let name = if lang == Lang::Zh { name.clone() } else { latin(code) };
        let roles: Vec<String> = roles.iter().map(|role| format!("\"{role}\"")).collect();
        let years = i64::try_from(i % 11).unwrap_or(0) + 1;
        let from = first - Duration::days(years * 365);
        let _ = write!(
            out,
            "\n[[person]]\ncode = \"{code}\"\nname = \"{name}\"\nunit = \"{unit}\"\nroles = [{}]\nphone = \"{}-5550{:04}\"\nfrom = {from}\n",
            roles.join(", "),
            area(unit),
            100 + i
        );
        if let Some(days) = leaves_after {
            let _ = writeln!(out, "until = {}", first + Duration::days(*days));
        }
    }
    out
}

/// The dialling code of a unit, or of the nearest one above it that has one.
fn area(unit: &str) -> &'static str {
    let row = PEOPLE.units.iter().find(|row| row.code == unit);
    row.map_or("010", |row| row.area.as_deref().unwrap_or_else(|| area(&row.parent)))
}

/// Makes a name of a code: `li.na` becomes `Na Li`.
fn latin(code: &str) -> String {
    let words = code.split('.').map(|w| format!("{}{}", w[..1].to_uppercase(), &w[1..]));
    let [family, given] = words.collect::<Vec<_>>().try_into().unwrap_or_default();
    format!("{given} {family}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy::directory::Directory;
    use std::collections::HashSet;

    #[test]
    fn the_directory_has_all_contacts_levels_and_functions() {
        let first: NaiveDate = "2025-11-23".parse().expect("a date");
        for lang in [Lang::Zh, Lang::En] {
            let directory: Directory = toml::from_str(&directory_toml(lang, first)).expect("a directory");
            for unit in &directory.units {
                let three = HashSet::from([&unit.leader, &unit.first_contact, &unit.second_contact]);
                assert_eq!(three.len(), 3, "{}", unit.code);
                let serves = |code: &&crate::domain::Code| directory.person(code).is_some_and(|p| p.until.is_none());
                assert!(three.iter().all(serves), "{}", unit.code);
            }
            let policy = crate::profile::resolve("bank", &serde_json::Value::Null).expect("a profile").policy;
            let today = first + Duration::days(365);
            assert_eq!(crate::profile::check_directory(&policy, &directory, today), []);
            let levels: HashSet<&str> = directory.units.iter().map(|u| u.level.as_str()).collect();
            assert_eq!(levels.len(), 5);
            assert_eq!(directory.people.iter().filter(|p| p.until.is_some()).count(), 1);
            for function in &policy.functions {
                let staffed = |unit: &crate::domain::policy::directory::Unit| {
                    directory.people.iter().any(|p| p.unit == unit.code)
                };
                let mut units = directory.with_function(std::slice::from_ref(&function.code), first);
                assert!(units.any(staffed), "{}", function.code);
            }
        }
    }

    #[test]
    fn handlers_belong_to_their_units_and_tellers_handle_nothing() {
        let home = |code: &str| PEOPLE.persons.iter().find(|p| p.code == code).map(|p| p.unit.as_str());
        for outlet in outlets() {
            for (unit, person) in [outlet.above, outlet.branch, outlet.region] {
                assert_eq!(home(person), Some(unit));
            }
            assert!(outlet.manager.is_none_or(|m| home(m) == Some(outlet.code)));
            assert!(outlet.teller.is_none_or(|t| home(t) == Some(outlet.code) && outlet.manager != Some(t)));
        }
    }
}
