//! correct --party: private data of a party is corrected. The new values, with the unchanged ones beside them, go to
//! the private side; the former values are blanked once the correction is on record. The log records only which party
//! and which data.

use crate::domain::Code;
use crate::domain::event::{Body, CORRECTED, Corrected, Erased, Event};
use crate::domain::gate::check::{warn_doubtful, warn_named_before};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::gate::verbs::correct::{need, what};
use crate::domain::gate::verbs::intake::PRIVATE;
use crate::domain::gate::verbs::party::{ROLES, candidates};
use crate::domain::gate::verbs::reply::one_of;
use crate::domain::policy::condition::Fact;
use crate::domain::value::id::EventId;

/// Corrects private data of a party.
#[derive(Clone, Debug, Default)]
pub struct CorrectParty {
    /// The party: a role that only one party has, or the event that named it.
    pub party: String,
    /// New values, by the names of [`PRIVATE`]; an empty one removes the value.
    pub set: Vec<(String, String)>,
    /// The reason.
    pub reason: String,
}

impl Verb for CorrectParty {
    fn name(&self) -> &'static str {
        "correct"
    }

    fn facts(&self) -> Vec<(Code, Fact)> {
        what(&self.set)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        need(&self.set, &self.reason, proposal);
        self.put_right(proposal);
    }
}

impl CorrectParty {
    fn put_right(&self, proposal: &mut Proposal<'_>) {
        let Some(event) = party_event(&self.party, proposal) else { return };
        let known: Vec<Code> = PRIVATE.iter().copied().chain(["respondent", "source_ref"]).map(Code::from).collect();
        let mut body = Corrected { party: Some(event), ..Corrected::default() };
        let mut draft = Draft::new(Body::Noted(Default::default()));
        for (name, text) in &self.set {
            let name = Code::from(name.replace('-', "_").as_str());
            if !known.contains(&name) {
                let nearest = codes::nearest(&name, &known);
                proposal.refuse(Problem::UnknownCode {
                    kind: "field".into(),
                    value: name.to_string(),
                    nearest,
                    known: known.clone(),
                });
                continue;
            }
            draft.private.set(&format!("{event} {name}"), text.as_str());
            body.private.push(name);
        }
        warn_doubtful(proposal, &draft.private);
        warn_named_before(proposal, &draft.private);
        draft.body = Body::Corrected(body);
        let events = (proposal.cx.events)();
        let gone = |id: EventId| {
            events
                .iter()
                .any(|e| matches!(&e.body, Body::Erased(body) if body.scope == CORRECTED && body.events.contains(&id)))
        };
        let of_party =
            |e: &&Event| e.id() == event || matches!(&e.body, Body::Corrected(body) if body.party == Some(event));
        let wrong: Vec<EventId> = events.iter().filter(of_party).map(Event::id).filter(|id| !gone(*id)).collect();
        proposal.record(draft.say("reason", &self.reason));
        if !wrong.is_empty() {
            proposal.record(Draft::new(Body::Erased(Erased {
                events: wrong,
                scope: CORRECTED.into(),
                ..Erased::default()
            })));
        }
    }
}

/// The event that named the party: given directly, or the only one with a role.
fn party_event(given: &str, proposal: &mut Proposal<'_>) -> Option<EventId> {
    let roles = || ROLES.iter().flat_map(|role| candidates(proposal.case, role));
    if let Ok(event) = given.parse::<EventId>() {
        let known: Vec<EventId> = roles().filter_map(|known| known.event).collect();
        if known.contains(&event) {
            return Some(event);
        }
        proposal.refuse(Problem::NoSuchParty { role: "complainant".into(), known });
        return None;
    }
    let role = one_of(proposal, "role", given, ROLES);
    let known: Vec<EventId> = candidates(proposal.case, &role).into_iter().filter_map(|known| known.event).collect();
    if let [one] = known[..] {
        return Some(one);
    }
    proposal.refuse(Problem::NoSuchParty { role, known });
    None
}
