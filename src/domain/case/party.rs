//! Parties: who stands on which side of a case, and how many.
//!
//! Invariant: a private person is never named here; staff are named by code, organisations by name.

use crate::domain::case::Case;

/// The roles of parties. A representative stands for the others of a joint complaint (代表人), an agent acts for somebody
/// with an authority (代理人).
pub const ROLES: &[&str] = &["complainant", "representative", "agent", "respondent", "third-party"];

/// The sides; a third party stands on neither.
pub const SIDES: &[&str] = &["complainant", "respondent"];

/// The side of a role, if the role alone tells it.
#[must_use]
pub fn side_of(role: &str) -> &'static str {
    match role {
        "complainant" | "representative" => "complainant",
        "respondent" => "respondent",
        _ => "",
    }
}

impl Case {
    /// How many persons complain: the complainant of the registration and the parties added since, groups with their
    /// number.
    #[must_use]
    pub fn complainants(&self) -> u32 {
        let own = u32::from(self.opened.is_some() && !self.complainant_dropped);
        self.persons("complainant").saturating_add(own)
    }

    /// How many persons the parties with a role are, but for the complainant of the registration.
    #[must_use]
    pub fn persons(&self, role: &str) -> u32 {
        let parties = self.parties.iter().filter(|party| party.role == role);
        parties.fold(0, |sum, party| sum.saturating_add(party.persons))
    }

    /// Finds the organisations among the parties anew.
    pub(in crate::domain::case) fn name_organisations(&mut self) {
        self.organisations.clear();
        for party in self.parties.iter().filter(|party| !party.organisation.is_empty()) {
            if !self.organisations.contains(&party.organisation) {
                self.organisations.push(party.organisation.clone());
            }
        }
    }
}
