//! Who has a part in a case: who received it, who handles it, who supervises it, who is accountable for it.
//!
//! Invariant: pure. Units and people are as in today's directory; a person complained about has no part, whatever else
//! that person is.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::policy::Policy;
use crate::domain::policy::directory::{Directory, Person, Unit};
use chrono::NaiveDate;

/// The parts that a policy row may name.
pub const PARTS: &[&str] = &["received-by", "lead", "assisting", "supervising", "leader", "team"];

/// The parts that come from a role or function.
pub const GIVEN: &[&str] = &["supervising", "leader"];

/// What decides parts, besides the case.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    /// Units and people.
    pub directory: &'a Directory,
    /// Roles and functions.
    pub policy: &'a Policy,
    /// The desk: the unit of persons without one.
    pub desk: &'a str,
    /// The day; a person who is not in service on it has no part.
    pub day: NaiveDate,
}

impl Parts<'_> {
    /// Whether a person has one of these parts. If the directory names no persons, everybody has, except persons
    /// complained about.
    #[must_use]
    pub fn has(&self, parts: &[Code], person: &str, case: &Case) -> bool {
        if case.accuses(person) {
            return false;
        }
        if self.directory.people.is_empty() {
            return true;
        }
        let Some(known) = self.directory.person(person).filter(|p| p.serves_on(self.day)) else { return false };
        parts.iter().any(|part| match part.as_str() {
            "received-by" => self.received(known, case),
            "lead" => case.person == known.code || self.is_of(known, &case.unit),
            "assisting" => case.assist.iter().any(|unit| self.is_of(known, unit)),
            "team" => self.is_in_team(known, case),
            given => self.has_role(given, known, case) || (given == "leader" && self.leads(known, case)),
        })
    }

    /// Whether a person may see the figures of another one: its leader, a leader above it, or the supervising function. Everybody
    /// sees the own ones; if the directory names no persons, everybody sees all. Source: `domain.md` §4.
    #[must_use]
    pub fn sees_figures_of(&self, viewer: &str, person: &str) -> bool {
        if self.directory.people.is_empty() || viewer == person {
            return true;
        }
        let Some(viewer) = self.directory.person(viewer).filter(|p| p.serves_on(self.day)) else { return false };
        let own = self.unit_of(viewer);
        let of = self.directory.person(person).map_or(self.desk, |person| self.unit_of(person));
        let above = self.directory.with_parents(of);
        let role = |part: &str| {
            let is = |code: &Code| self.policy.roles.iter().any(|row| row.code == *code && row.part == part);
            viewer.roles.iter().any(is)
        };
        let function =
            |code: &Code| self.policy.functions.iter().any(|row| row.code == *code && row.part == "supervising");
        let supervises =
            role("supervising") || self.directory.unit(own).is_some_and(|u| u.functions.iter().any(function));
        let leads = above.iter().any(|unit| unit.leader == viewer.code)
            || (role("leader") && (own == of || above.iter().any(|unit| unit.code == own)));
        supervises || leads
    }

    /// Whether a person leads or works in the team of an incident that the case is about.
    fn is_in_team(&self, person: &Person, case: &Case) -> bool {
        let teams = case.incidents.iter().filter_map(|link| self.policy.teams.iter().find(|row| row.code == link.team));
        teams
            .into_iter()
            .any(|row| row.lead == person.code || row.members.iter().any(|member| member.person == person.code))
    }

    fn unit_of<'p>(&'p self, person: &'p Person) -> &'p str {
        if person.unit.is_empty() { self.desk } else { &person.unit }
    }

    fn is_of(&self, person: &Person, unit: &str) -> bool {
        !unit.is_empty() && self.unit_of(person) == unit
    }

    /// The person or unit that first heard it, or the person who registered it and that person's unit.
    fn received(&self, person: &Person, case: &Case) -> bool {
        let registrar = self.directory.person(&case.recorded_by);
        case.facts.taken_by == person.code
            || case.recorded_by == person.code
            || self.is_of(person, &case.facts.received_by)
            || registrar.is_some_and(|registrar| self.is_of(person, self.unit_of(registrar)))
    }

    /// The units that hold or received the case, and those above them.
    fn above(&self, case: &Case) -> Vec<&Unit> {
        [&case.unit, &case.facts.received_by].into_iter().flat_map(|unit| self.directory.with_parents(unit)).collect()
    }

    /// By a role of a person in one of these units or at the desk, or by a function of a unit there or directly below
    /// one.
    fn has_role(&self, part: &str, person: &Person, case: &Case) -> bool {
        let above = self.above(case);
        let own = self.unit_of(person);
        // If the directory does not know the case's units, all units qualify.
        let at = |unit: &str| above.is_empty() || above.iter().any(|u| u.code == unit) || unit == self.desk;
        let role = |code: &Code| self.policy.roles.iter().any(|row| row.code == *code && row.part == part);
        let function = |code: &Code| self.policy.functions.iter().any(|row| row.code == *code && row.part == part);
        let unit = self.directory.unit(own);
        (at(own) && person.roles.iter().any(role))
            || unit.is_some_and(|u| u.functions.iter().any(function) && (at(own) || at(&u.parent)))
    }

    /// As the leader of one of these units.
    fn leads(&self, person: &Person, case: &Case) -> bool {
        self.above(case).iter().any(|unit| unit.leader == person.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_person_are_for_leaders_above_and_the_supervising_function() {
        let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
        let policy: Policy = toml::from_str(
            "profile = \"x\"\nfunction = [{ code = \"union\", part = \"supervising\" }]\nrole = [{ code = \"leader\", part = \"leader\" }]",
        )
        .expect("a policy");
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let parts = Parts { directory: &directory, policy: &policy, desk: "ho", day };
        let see = |viewer: &str| ["handler", "other"].map(|person| parts.sees_figures_of(viewer, person));
        let found = ["handler", "helper", "head", "other.head", "watch", "boss", "gone", "stranger"].map(see);
        let wanted = [
            [true, false],
            [false, false],
            [true, false],
            [false, true],
            [true, true],
            [true, true],
            [false, false],
            [false, false],
        ];
        assert_eq!(found, wanted);
    }

    const DIRECTORY: &str = r#"
        unit = [
            { code = "ho", leader = "chief" },
            { code = "ho-union", parent = "ho", functions = ["union"] },
            { code = "taiyuan", parent = "ho", leader = "head" },
            { code = "taiyuan-union", parent = "taiyuan", functions = ["union"] },
            { code = "counter", parent = "taiyuan" },
            { code = "datong", parent = "ho", leader = "other.head" },
            { code = "datong-union", parent = "datong", functions = ["union"] },
        ]
        person = [
            { code = "clerk", unit = "ho" }, { code = "colleague", unit = "ho" }, { code = "head", unit = "counter" },
            { code = "handler", unit = "taiyuan" }, { code = "helper", unit = "counter" }, { code = "chief", unit = "ho-union" },
            { code = "other", unit = "datong" }, { code = "other.head", unit = "datong" }, { code = "watch", unit = "taiyuan-union" },
            { code = "watch.ho", unit = "ho-union" }, { code = "watch.other", unit = "datong-union" },
            { code = "boss", unit = "ho", roles = ["leader"] }, { code = "boss.other", unit = "datong", roles = ["leader"] },
            { code = "gone", unit = "taiyuan", until = 2025-12-31 }, { code = "free" },
        ]"#;

    fn with(parts: &[&str], case: &Case) -> String {
        let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
        let policy: Policy = toml::from_str(
            "profile = \"x\"\nfunction = [{ code = \"union\", part = \"supervising\" }]\nrole = [{ code = \"leader\", part = \"leader\" }]",
        )
        .expect("a policy");
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
        let all = Parts { directory: &directory, policy: &policy, desk: "HQ", day };
        let parts: Vec<Code> = parts.iter().map(|p| (*p).into()).collect();
        let found = directory.people.iter().filter(|p| all.has(&parts, &p.code, case));
        found.map(|p| p.code.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_part_has_exactly_its_people() {
        let mut case = Case { unit: "taiyuan".into(), assist: vec!["counter".into()], ..Case::default() };
        case.facts.received_by = "ho".into();
        assert_eq!(with(&["received-by"], &case), "clerk colleague boss");
        assert_eq!(with(&["lead"], &case), "handler");
        assert_eq!(with(&["assisting"], &case), "head helper");
        assert_eq!(with(&["supervising"], &case), "chief watch watch.ho");
        assert_eq!(with(&["leader"], &case), "head chief boss");
        assert_eq!(with(&[], &case), "");
        // Whoever registered it for another unit received it too.
        case.facts.received_by = "datong".into();
        case.recorded_by = "free".into();
        assert_eq!(with(&["received-by"], &case), "other other.head boss.other free");
    }

    #[test]
    fn the_team_of_an_incident_has_a_part_in_its_cases() {
        let directory: Directory = toml::from_str(DIRECTORY).expect("a directory");
        let policy: Policy = toml::from_str(
            "profile = \"x\"\nteam = [{ code = \"flood\", lead = \"other.head\", members = [{ person = \"other\" }] }]",
        )
        .expect("a policy");
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
        let all = Parts { directory: &directory, policy: &policy, desk: "HQ", day };
        let link = |team: &str| crate::domain::case::acts::IncidentLink {
            incident: "HQ:7".parse().expect("an event"),
            kind: "mass".into(),
            team: team.into(),
        };
        let case = |team: &str| Case { unit: "taiyuan".into(), incidents: vec![link(team)], ..Case::default() };
        let has =
            |case: &Case| ["other.head", "other", "handler"].map(|person| all.has(&["team".into()], person, case));
        assert_eq!(has(&case("flood")), [true, true, false]);
        assert_eq!(has(&case("fire")), [false; 3]);
        assert_eq!(has(&Case::default()), [false; 3]);
    }

    #[test]
    fn present_and_former_respondents_have_no_part() {
        let case = Case { unit: "taiyuan".into(), person: "handler".into(), ..Case::default() };
        assert_eq!(with(&["lead"], &case), "handler");
        let mut accused = case.clone();
        accused.facts.respondents = vec!["handler".into()];
        assert_eq!(with(PARTS, &accused), "head chief watch watch.ho boss");
        assert_eq!(with(&["lead"], &Case { former: vec!["handler".into()], ..case.clone() }), "");
        let nobody = Directory::default();
        let policy = Policy::default();
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
        let all = Parts { directory: &nobody, policy: &policy, desk: "HQ", day };
        assert!(all.has(&[], "anybody", &accused) && !all.has(&[], "handler", &accused));
    }
}
