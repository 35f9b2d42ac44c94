//! improve: adds an improvement with a responsible unit and a deadline, records that it was done, or whether what it was to remove came
//! back.

use crate::domain::Code;
use crate::domain::event::{Body, ImprovementAdded, ImprovementChecked, ImprovementDone};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::improvement::{self, MEASURE};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;

/// Adds an improvement, to the current case if there is one.
#[derive(Clone, Debug, Default)]
pub struct AddImprovement {
    /// What must be improved.
    pub title: String,
    /// The responsible unit.
    pub unit: String,
    /// The responsible person.
    pub person: String,
    /// The deadline.
    pub deadline: Option<Moment>,
    /// Whether it belongs to the current case.
    pub of_case: bool,
    /// The cause that it is to remove.
    pub cause: String,
    /// The cases to which it applies, as terms.
    pub terms: Vec<String>,
    /// Further cases that it was learnt from.
    pub cases: Vec<CaseId>,
    /// The cases to which it applies, whose complainants it does not name.
    pub about: Vec<CaseId>,
    /// How many others were found to be affected.
    pub affected: u64,
    /// How they were found.
    pub found_how: String,
}

impl Verb for AddImprovement {
    fn name(&self) -> &'static str {
        "improve"
    }

    fn on_case(&self) -> bool {
        self.of_case
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.guard_names_of(&self.cases);
        proposal.guard_names_of(&self.about);
        proposal.need_text("title", &self.title);
        proposal.need_text("unit", &self.unit);
        let unit = proposal.code("unit", &self.unit);
        let person = proposal.code("person", &self.person);
        match self.deadline {
            None => proposal.need_text("deadline", ""),
            // A deadline in the past is a typing error.
            Some(when) if !proposal.cx.past && proposal.cx.when().is_after(when) => {
                let (field, value) = ("deadline".into(), when.to_string());
                proposal.refuse(Problem::BadValue { field, value, wanted: "future".into() });
            }
            Some(_) => {}
        }
        let cause = proposal.code("cause", &self.cause);
        let (cases, affected) = (self.cases.clone(), self.affected);
        let terms = self.terms.iter().map(|term| Code::from(term.as_str())).collect();
        let deadline = self.deadline;
        let body = ImprovementAdded { unit, person, deadline, cause, terms, cases, affected, ..Default::default() };
        let draft = Draft::new(Body::ImprovementAdded(body)).say(MEASURE, self.title.trim());
        let draft = draft.say("found_how", &self.found_how);
        proposal.record(draft.of(target(self.of_case)));
    }
}

/// Records that an improvement was done.
#[derive(Clone, Debug)]
pub struct FinishImprovement {
    /// The event that added it.
    pub item: EventId,
    /// What was done.
    pub note: String,
    /// Whether it belongs to the current case.
    pub of_case: bool,
}

impl Verb for FinishImprovement {
    fn name(&self) -> &'static str {
        "improve"
    }

    fn on_case(&self) -> bool {
        self.of_case
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let items = improvement::items(&(proposal.cx.apart)());
        let item = self.item;
        match items.iter().find(|known| known.event == item) {
            None => proposal.refuse(Problem::NoSuchItem { item }),
            Some(known) if known.done.is_some() => proposal.refuse(Problem::ItemDone { item }),
            Some(known) if known.added.is_after(proposal.cx.when()) => proposal.refuse(Problem::BeforeAct {
                when: proposal.cx.when(),
                act: "improvement_added".into(),
                needed: known.added,
            }),
            Some(_) => {}
        }
        let body = ImprovementDone { item: Some(item), ..ImprovementDone::default() };
        proposal.record(Draft::new(Body::ImprovementDone(body)).say("note", &self.note).of(target(self.of_case)));
    }
}

/// Records whether what an improvement was to remove came back.
#[derive(Clone, Debug)]
pub struct CheckImprovement {
    /// The event that added it.
    pub item: EventId,
    /// The days since it was done.
    pub days: u64,
    /// Complaints received in as many days before it was added.
    pub before: u64,
    /// Complaints received since it was done.
    pub after: u64,
    /// What was found.
    pub note: String,
    /// Whether it belongs to the current case.
    pub of_case: bool,
}

impl Verb for CheckImprovement {
    fn name(&self) -> &'static str {
        "improve"
    }

    fn on_case(&self) -> bool {
        self.of_case
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        let items = improvement::items(&(proposal.cx.apart)());
        let item = self.item;
        match items.iter().find(|known| known.event == item) {
            None => proposal.refuse(Problem::NoSuchItem { item }),
            Some(known) if known.done.is_none() => proposal.refuse(Problem::ItemNotDone { item }),
            Some(_) => {}
        }
        let (days, before, after) = (self.days, self.before, self.after);
        let body = ImprovementChecked { item: Some(item), days, before, after, ..Default::default() };
        proposal.record(Draft::new(Body::ImprovementChecked(body)).say("note", &self.note).of(target(self.of_case)));
    }
}

fn target(of_case: bool) -> Target {
    if of_case { Target::This } else { Target::Desk }
}
