//! Masking: a restricted case shows only its number and state to somebody who has no part in it.
//!
//! Invariant: every look-up goes through here: lists, counts, search, histories. What cannot be read is not shown. Masking does not
//! protect the files; file permissions do.

use crate::domain::Code;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::part::Parts;
use crate::domain::query::term::{At, Filter};
use crate::domain::value::id::CaseId;
use crate::index::{CaseSelection, Rejection, WantedParts};
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::{History, HistoryCut};
use crate::project::viewer::{Masked, MaskedCase, Viewer, masked};
use chrono::NaiveDate;
use std::rc::Rc;

impl Project {
    /// From now on look-ups are made for this person, on this day.
    pub fn look_as(&self, person: Code, day: NaiveDate) {
        *self.viewer.borrow_mut() = Viewer { who: Some((person, day)), masked: None };
    }

    /// Whether a case is masked for the viewer.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn masks(&self, id: CaseId) -> Result<bool, ProjectError> {
        let Some((who, day)) = self.viewer.borrow().who.clone() else { return Ok(false) };
        Ok(self.case(id)?.is_some_and(|case| case.facts.restricted && !self.sees(&case, &who, day)))
    }

    /// The case as it may be shown to the viewer.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn as_shown(&self, case: Case) -> Result<Case, ProjectError> {
        Ok(if case.facts.restricted && self.masks(case.id)? { masked(case.id, case.state) } else { case })
    }

    /// The restricted cases that are masked for the viewer.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn masked(&self) -> Result<Rc<Masked>, ProjectError> {
        let Viewer { who, masked } = self.viewer.borrow().clone();
        let Some((who, day)) = who else { return Ok(Rc::default()) };
        if let Some(known) = masked {
            return Ok(known);
        }
        let found = Rc::new(Masked(self.find_masked(&who, day)?));
        self.viewer.borrow_mut().masked = Some(found.clone());
        Ok(found)
    }

    fn find_masked(&self, who: &str, day: NaiveDate) -> Result<Vec<MaskedCase>, ProjectError> {
        let (filter, at) = (Filter::is_any(&["restricted"]), At { day, now: None });
        let keys = ["id", "status", "received", "unit", "person", "received_by", "nature", "outcome", "restricted"];
        let mut found = Vec::new();
        let mut look = |case: &Case| {
            if !self.sees(case, who, day) {
                found.push(MaskedCase {
                    id: case.id,
                    state: case.state,
                    received: case.received(),
                    nature: case.facts.nature.clone(),
                    outcome: case.outcome.clone(),
                });
            }
        };
        let (all, nothing) = (CaseSelection::pass(&filter, &at), Masked::default());
        if let Some(wanted) = WantedParts::of(&keys) {
            let drawn = self.through(|view| {
                let drawn = view.draw(self, all, (&wanted, usize::MAX), &nothing)?;
                let mut hand = drawn.hand();
                // On any doubt about the index, read the log instead.
                let cases = (0..drawn.len()).map(|place| hand.case(place).cloned());
                cases.collect::<Result<Vec<_>, Rejection>>()
            })?;
            if let Some(cases) = drawn {
                cases.iter().for_each(&mut look);
                return Ok(found);
            }
        }
        self.cases(HistoryCut::default())?.values().filter(|case| all.holds(case)).for_each(&mut look);
        Ok(found)
    }

    /// Whether a person may see the content of a restricted case: the parts that the policy's `reveal` gates name may, a respondent never.
    /// If this cannot be determined the answer is no.
    fn sees(&self, case: &Case, who: &str, day: NaiveDate) -> bool {
        // With errors in the project's files, neither the person nor the policy's rows can be trusted.
        if !self.mistakes.is_empty() {
            return false;
        }
        let rows = self.policy.gates.iter().filter(|gate| gate.on.iter().any(|on| on == "reveal"));
        let named: Vec<Code> = rows.flat_map(|gate| gate.by.part.iter().cloned()).collect();
        let desk = self.desk();
        let parts = Parts { directory: &self.directory, policy: &self.policy, desk: desk.as_str(), day };
        let has_part = named.is_empty() || parts.has(&named, who, case);
        has_part && !case.accuses(who) && !(case.withheld && self.is_accused(case.id, who).unwrap_or(true))
    }

    /// Whether a person is a respondent of the case, by its private data too.
    fn is_accused(&self, id: CaseId, who: &str) -> Result<bool, ProjectError> {
        let history: History = self.history(id, HistoryCut::default())?.unwrap_or_default();
        Ok(apply::fold(&self.whole(history)?).accuses(who))
    }
}
