//! classify: sets category, nature, causes, policy fields and restriction. Limits are recomputed from receipt; missed
//! ones stay missed.

use crate::domain::event::{Body, Classified, Erased, SEALED};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;

/// Classifies a case.
#[derive(Clone, Debug, Default)]
pub struct Classify {
    /// Category.
    pub category: String,
    /// Nature.
    pub nature: String,
    /// Causes; an empty list leaves them unchanged.
    pub causes: Vec<String>,
    /// Values of policy fields.
    pub set: Vec<(String, String)>,
    /// Restricted from now on.
    pub restricted: bool,
}

impl Verb for Classify {
    fn name(&self) -> &'static str {
        "classify"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received, State::Accepted, State::Assigned, State::Replied]);
        let category = proposal.code("category", &self.category);
        let nature = proposal.code("nature", &self.nature);
        let causes = proposal.codes("cause", &self.causes);
        let fields = proposal.fields(&self.set);
        let case = proposal.case;
        let restricts = self.restricted || proposal.cx.current.is_restricted(&category);
        let body = Classified {
            category: (!category.is_empty() && category != case.facts.category).then_some(category),
            nature: (!nature.is_empty() && nature != case.facts.nature).then_some(nature),
            causes: (!causes.is_empty() && causes != case.facts.causes).then_some(causes),
            fields: fields.into_iter().filter(|(name, value)| case.facts.fields.get(name) != Some(value)).collect(),
            restricted: (restricts && !case.facts.restricted).then_some(true),
            ..Classified::default()
        };
        let given =
            !self.category.is_empty() || !self.nature.is_empty() || !self.causes.is_empty() || !self.set.is_empty();
        if body == Classified::default() {
            let problem = if given || self.restricted {
                Problem::NothingToDo
            } else {
                Problem::Missing { field: "category".into() }
            };
            proposal.refuse(problem);
        }
        if body.restricted == Some(true) && !proposal.cx.past {
            restrict(body, proposal);
        } else {
            proposal.record(Draft::new(Body::Classified(body)));
        }
    }
}

/// Records a classification that restricts the case: texts that are in the log move to the private side.
pub(in crate::domain::gate) fn restrict(body: Classified, proposal: &mut Proposal<'_>) {
    stays(proposal);
    let mut draft = Draft::new(Body::Classified(body));
    let moved = move_texts(proposal, &mut draft);
    proposal.record(draft);
    if !moved.is_empty() {
        let body = Erased { events: moved, scope: SEALED.into(), ..Erased::default() };
        proposal.record(Draft::new(Body::Erased(body)));
    }
}

/// Warns that the codes of persons and units complained about stay in the log, whose hashes cover them.
fn stays(proposal: &mut Proposal<'_>) {
    let case = proposal.case;
    let persons: Vec<_> =
        case.facts.respondents.iter().chain(&case.former).chain(&case.organisations).cloned().collect();
    let units: Vec<_> = Some(case.facts.against.clone()).filter(|unit| !unit.is_empty()).into_iter().collect();
    if !persons.is_empty() || !units.is_empty() {
        proposal.object(Problem::StaysInLog { persons, units }, None, true);
    }
}

/// Moves the texts of a case that becomes restricted to the private side: this event gets a copy, keyed by the event
/// that had the text, and the text in the log is blanked. Returns the events whose texts moved.
fn move_texts(proposal: &Proposal<'_>, draft: &mut Draft) -> Vec<EventId> {
    let mut moved = Vec::new();
    for event in (proposal.cx.events)().into_iter().filter(|event| !event.text.is_empty()) {
        for (name, text) in event.text.iter() {
            draft.private.set(&format!("{} {name}", event.id()), text);
        }
        moved.push(event.id());
    }
    moved
}
