//! party: adds a party to a case after its registration, or removes one.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::party::{SIDES, side_of};
use crate::domain::event::{Body, PartyAdded, PartyDropped};
use crate::domain::gate::check::{warn_doubtful, warn_named_before};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;
use crate::domain::value::texts::Texts;

pub use crate::domain::case::party::ROLES;

const PENDING: &[State] = &[State::Received, State::Accepted, State::Assigned, State::Replied];

/// Adds a party.
#[derive(Clone, Debug, Default)]
pub struct AddParty {
    /// The role.
    pub role: String,
    /// A member of staff, by code or name.
    pub person: String,
    /// The name of an organisation.
    pub organisation: String,
    /// The side, if the role does not tell it.
    pub side: String,
    /// How many persons it is, if more than one.
    pub persons: Option<u32>,
    /// Its authority is attached with the same command.
    pub authority: bool,
    /// Private data, by the names in [`crate::domain::gate::verbs::intake::PRIVATE`].
    pub private: Texts,
}

impl Verb for AddParty {
    fn name(&self) -> &'static str {
        "party"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(PENDING);
        proposal.need_text("role", &self.role);
        let role = one_of(proposal, "role", &self.role, ROLES);
        let mut private = self.private.clone();
        let mut person = proposal.code("person", &self.person);
        if role == "respondent" {
            if let Some(name) = private.get("name").map(Code::from) {
                // As at registration: staff are named by code, other names are private and are not the complainant's.
                private.set("name", "");
                match codes::find("person", &name, proposal.cx) {
                    Ok(code) if person.is_empty() && !proposal.cx.directory.people.is_empty() => person = code,
                    _ => private.set("respondent", name.as_str()),
                }
            }
            if !person.is_empty() && proposal.case.facts.respondents.contains(&person) {
                proposal.refuse(Problem::NothingToDo);
            }
        } else if !person.is_empty() {
            proposal.refuse(Problem::Conflict { first: "person".into(), second: "role".into() });
        }
        let organisation = Code::from(self.organisation.trim());
        let persons = self.persons.unwrap_or_default();
        if person.is_empty() && private.is_empty() && organisation.is_empty() && persons < 2 {
            proposal.need_text("name", "");
        }
        let side = self.side(&role, proposal);
        let authority = self.authority;
        let added = PartyAdded { role, person, side, organisation, persons, authority, ..PartyAdded::default() };
        warn_doubtful(proposal, &private);
        if ["complainant", "representative"].contains(&added.role.as_str()) {
            warn_named_before(proposal, &private);
        }
        let mut draft = Draft::new(Body::PartyAdded(added));
        draft.private = private;
        proposal.record(draft);
    }
}

impl AddParty {
    /// The side that is recorded: an agent acts for the complainant unless told otherwise; where the role tells it,
    /// another one is refused.
    fn side(&self, role: &str, proposal: &mut Proposal<'_>) -> Code {
        let side = one_of(proposal, "side", &self.side, SIDES);
        match (side_of(role), side.as_str()) {
            ("", "") if role == "agent" => "complainant".into(),
            ("", _) => side,
            (own, given) => {
                if !given.is_empty() && given != own {
                    proposal.refuse(Problem::Conflict { first: "side".into(), second: "role".into() });
                }
                Code::default()
            }
        }
    }
}

/// A party with a role.
pub(super) struct PartyCandidate {
    /// The event that named it; `None` for staff named at registration.
    pub(super) event: Option<EventId>,
    /// The code, if it is a member of staff.
    pub(super) person: Code,
    /// The name, if it is an organisation.
    pub(super) organisation: Code,
}

/// All parties with a role, including the complainant named at registration.
pub(super) fn candidates(case: &Case, role: &str) -> Vec<PartyCandidate> {
    let own = case.opened.filter(|_| role == "complainant" && case.has_own_complainant());
    let own =
        own.map(|event| PartyCandidate { event: Some(event), person: Code::default(), organisation: Code::default() });
    let added = || case.parties.iter().filter(|party| party.role == role);
    let of_added = added().map(|party| PartyCandidate {
        event: Some(party.event),
        person: party.person.clone(),
        organisation: party.organisation.clone(),
    });
    let mut all: Vec<PartyCandidate> = own.into_iter().chain(of_added).collect();
    if role == "respondent" {
        let registered = case.facts.respondents.iter().filter(|code| added().all(|party| party.person != **code));
        let none = Code::default;
        all.extend(registered.map(|code| PartyCandidate { event: None, person: code.clone(), organisation: none() }));
    }
    all
}

/// Removes a party.
#[derive(Clone, Debug, Default)]
pub struct DropParty {
    /// The role.
    pub role: String,
    /// The member of staff, by code or name.
    pub person: String,
    /// The name of an organisation.
    pub organisation: String,
    /// The event that added it, if the role alone is not enough.
    pub party: Option<EventId>,
    /// The reason.
    pub reason: String,
}

impl Verb for DropParty {
    fn name(&self) -> &'static str {
        "party"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(PENDING);
        proposal.need_text("role", &self.role);
        let role = one_of(proposal, "role", &self.role, ROLES);
        let person = proposal.code("person", &self.person);
        let all = candidates(proposal.case, &role);
        let meant = |known: &&PartyCandidate| match (&self.party, person.as_str()) {
            (Some(event), _) => known.event == Some(*event),
            (None, "") if !self.organisation.is_empty() => known.organisation == self.organisation.trim(),
            (None, "") => true,
            (None, code) => known.person == code,
        };
        let body = match all.iter().filter(meant).collect::<Vec<_>>()[..] {
            [one] => PartyDropped { person: one.person.clone(), party: one.event, ..PartyDropped::default() },
            _ => {
                let known = all.iter().filter_map(|known| known.event).collect();
                return proposal.refuse(Problem::NoSuchParty { role, known });
            }
        };
        proposal.record(Draft::new(Body::PartyDropped(PartyDropped { role, ..body })).say("reason", &self.reason));
    }
}
