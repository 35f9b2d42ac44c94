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

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_text("duty", &self.duty);
        desk.need_text("unit", &self.unit);
        let code = desk.code("duty", &self.duty);
        let unit = desk.code("unit", &self.unit);
        if self.nil && !self.found.is_empty() {
            desk.refuse(Problem::Conflict { first: "nil".into(), second: "found".into() });
        }
        let unknown = self.found.iter().filter(|id| (desk.cx.other)(**id).is_none()).map(ToString::to_string);
        unknown.collect::<Vec<_>>().into_iter().for_each(|name| desk.refuse(Problem::NoSuchCase { name }));
        let current = desk.cx.current;
        let mut late = false;
        if let Some(row) = current.duties.iter().find(|row| row.code == code && !unit.is_empty()) {
            late = duty::is_late(row, desk.cx.when());
            if row.finds && !self.nil && self.found.is_empty() {
                desk.need_text("found", "");
            }
            self.owed(row, &unit, desk);
            may(&unit, desk);
        }
        let body = DutyDone { duty: code, unit, nil: self.nil, found: self.found.clone(), late, ..DutyDone::default() };
        desk.record(Draft::new(Body::DutyDone(body)).of(Target::Desk).say("note", &self.note));
    }
}

impl DoDuty {
    /// Checks that the unit owes the duty and that this result is not on record yet.
    fn owed(&self, row: &Duty, unit: &Code, desk: &mut Proposal<'_>) {
        let (cx, title) = (desk.cx, row.title.clone());
        if cx.past {
            return;
        }
        let day = cx.when().date();
        if !duty::owing(row, cx.directory, cx.desk.as_str(), day).contains(unit) {
            desk.refuse(Problem::DutyNotOwed { duty: row.code.clone(), title: title.clone(), unit: unit.clone() });
        }
        let span = duty::span(row, day);
        let known: Vec<CompletedDuty> = duty::done(&(cx.apart)());
        let same = |d: &&CompletedDuty| d.duty == row.code && d.unit == *unit && span.contains(d.on.date());
        let before: Vec<&CompletedDuty> = known.iter().filter(same).collect();
        // Doing it again the same day may find more.
        let more = self.found.iter().any(|id| !before.iter().any(|d| d.found.contains(id)));
        if let (Some(first), false) = (before.first(), more) {
            let (duty, span, event) = (row.code.clone(), span.to_string(), first.event);
            desk.refuse(Problem::DutyDone { duty, title, unit: unit.clone(), span, event });
        }
    }
}

/// Checks that the person is of the unit or of one above it. Persons not in the directory are left to the policy.
fn may(unit: &Code, desk: &mut Proposal<'_>) {
    let cx = desk.cx;
    let Some(person) = cx.directory.find_person(cx.doer()).filter(|_| !cx.past) else { return };
    if !cx.directory.units.is_empty() && !cx.directory.with_parents(unit).iter().any(|u| u.code == person.unit) {
        desk.refuse(Problem::NotOfUnit { person: person.code.clone(), unit: unit.clone() });
    }
}
