//! duty: records that a duty (work without a case) was done for a unit, and what was found.

use crate::domain::Code;
use crate::domain::event::{Body, DutyDone};
use crate::domain::gate::draft::{Draft, Target};
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::policy::Duty;
use crate::domain::policy::duty::{self, CompletedDuty};
use crate::domain::value::id::CaseId;

/// Records that a duty was done.
#[derive(Clone, Debug, Default)]
pub struct DoDuty {
    /// The duty.
    pub duty: String,
    /// The unit.
    pub unit: String,
    /// Nothing was found.
    pub nil: bool,
    /// The cases that were found.
    pub found: Vec<CaseId>,
    /// A note.
    pub note: String,
}

impl Verb for DoDuty {
    fn name(&self) -> &'static str {
        "duty"
    }

    fn on_case(&self) -> bool {
        false
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("duty", &self.duty);
        proposal.need_text("unit", &self.unit);
        let code = proposal.code("duty", &self.duty);
        let unit = proposal.code("unit", &self.unit);
        if self.nil && !self.found.is_empty() {
            proposal.refuse(Problem::Conflict { first: "nil".into(), second: "found".into() });
        }
        let unknown = self.found.iter().filter(|id| (proposal.cx.other)(**id).is_none()).map(ToString::to_string);
        unknown.collect::<Vec<_>>().into_iter().for_each(|name| proposal.refuse(Problem::NoSuchCase { name }));
        proposal.guard_names_of(&self.found);
        let current = proposal.cx.current;
        let mut late = false;
        if let Some(row) = current.duties.iter().find(|row| row.code == code && !unit.is_empty()) {
            late = duty::is_late(row, proposal.cx.when());
            if row.finds && !self.nil && self.found.is_empty() {
                proposal.need_text("found", "");
            }
            self.owed(row, &unit, proposal);
            may(&unit, proposal);
        }
        let body = DutyDone { duty: code, unit, nil: self.nil, found: self.found.clone(), late, ..DutyDone::default() };
        proposal.record(Draft::new(Body::DutyDone(body)).of(Target::Desk).say("note", &self.note));
    }
}

impl DoDuty {
    /// Checks that the unit owes the duty and that this result is not on record yet.
    fn owed(&self, row: &Duty, unit: &Code, proposal: &mut Proposal<'_>) {
        let (cx, title) = (proposal.cx, row.title.clone());
        if cx.past {
            return;
        }
        let day = cx.when().date();
        if !duty::owing(row, cx.directory, cx.desk.as_str(), day).contains(unit) {
            proposal.refuse(Problem::DutyNotOwed { duty: row.code.clone(), title: title.clone(), unit: unit.clone() });
        }
        let span = duty::span(row, day);
        let known: Vec<CompletedDuty> = duty::done(&(cx.apart)());
        let same = |d: &&CompletedDuty| d.duty == row.code && d.unit == *unit && span.contains(d.on.date());
        let before: Vec<&CompletedDuty> = known.iter().filter(same).collect();
        // Doing it again the same day may find more.
        let more = self.found.iter().any(|id| !before.iter().any(|d| d.found.contains(id)));
        if let (Some(first), false) = (before.first(), more) {
            let (duty, span, event) = (row.code.clone(), span.to_string(), first.event);
            proposal.refuse(Problem::DutyDone { duty, title, unit: unit.clone(), span, event });
        }
    }
}

/// Checks that the person is of the unit or of one above it. Persons not in the directory are left to the policy.
fn may(unit: &Code, proposal: &mut Proposal<'_>) {
    let cx = proposal.cx;
    let Some(person) = cx.directory.find_person(cx.doer()).filter(|_| !cx.past) else { return };
    if !cx.directory.units.is_empty() && !cx.directory.with_parents(unit).iter().any(|u| u.code == person.unit) {
        proposal.refuse(Problem::NotOfUnit { person: person.code.clone(), unit: unit.clone() });
    }
}
