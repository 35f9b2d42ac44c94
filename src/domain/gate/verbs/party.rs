//! party: adds a party to a case after its registration, or removes one.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::event::{Body, PartyAdded, PartyDropped};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;
use crate::domain::value::texts::Texts;

/// The roles of parties.
pub const ROLES: &[&str] = &["complainant", "representative", "respondent"];

const PENDING: &[State] = &[State::Received, State::Accepted, State::Assigned, State::Replied];

/// Adds a party.
#[derive(Clone, Debug, Default)]
pub struct AddParty {
    /// The role.
    pub role: String,
    /// A member of staff, by code or name.
    pub person: String,
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
        if person.is_empty() && private.is_empty() {
            proposal.need_text("name", "");
        }
        let mut draft = Draft::new(Body::PartyAdded(PartyAdded { role, person, ..PartyAdded::default() }));
        draft.private = private;
        proposal.record(draft);
    }
}

/// A party with a role.
pub(super) struct PartyCandidate {
    /// The event that named it; `None` for staff named at registration.
    pub(super) event: Option<EventId>,
    /// The code, if it is a member of staff.
    pub(super) person: Code,
}

/// All parties with a role, including the complainant named at registration.
pub(super) fn candidates(case: &Case, role: &str) -> Vec<PartyCandidate> {
    let own = case.opened.filter(|_| role == "complainant" && case.has_own_complainant());
    let own = own.map(|event| PartyCandidate { event: Some(event), person: Code::default() });
    let added = || case.parties.iter().filter(|party| party.role == role);
    let of_added = added().map(|party| PartyCandidate { event: Some(party.event), person: party.person.clone() });
    let mut all: Vec<PartyCandidate> = own.into_iter().chain(of_added).collect();
    if role == "respondent" {
        let registered = case.facts.respondents.iter().filter(|code| added().all(|party| party.person != **code));
        all.extend(registered.map(|code| PartyCandidate { event: None, person: code.clone() }));
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
