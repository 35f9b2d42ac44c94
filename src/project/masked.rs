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
use crate::index::CaseSelection;
use crate::project::error::ProjectError;
use crate::project::index_use::Layers;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use crate::project::viewer::{Masked, MaskedCase, Viewer, masked};
use chrono::NaiveDate;
use std::rc::Rc;

impl Project {
    /// From now on look-ups are made for this person, on this day.
    pub fn look_as(&self, person: Code, day: NaiveDate) {
        *self.viewer.borrow_mut() = Viewer { who: Some((person, day)), masked: None };
    }

    /// From now on look-ups see everything, as the program itself does: for figures that must not depend on who asks for them.
    pub fn look_as_program(&self) {
        *self.viewer.borrow_mut() = Viewer::default();
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
        let all = CaseSelection::pass(&filter, &at);
        let everything = Layers { masked: &Masked::default(), past: None };
        // Who has a part in a case is decided by the whole case, wherever it is read.
        let restricted = match self.through(|view| view.select(self, all, &|_| true, everything))? {
            Some(cases) => cases,
            None => self.cases(HistoryCut::default())?.into_values().filter(|case| all.holds(case)).collect(),
        };
        Ok(restricted.iter().filter(|case| !self.sees(case, who, day)).map(MaskedCase::of).collect())
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
        let Ok(desk) = self.desk() else { return false };
        let parts = Parts { directory: &self.directory, policy: &self.policy, desk: desk.as_str(), day };
        let has_part = named.is_empty() || parts.has(&named, who, case);
        has_part && !case.accuses(who) && !(case.withheld && self.is_accused(case.id, who).unwrap_or(true))
    }

    /// Whether a person is a respondent of the case, by its private data too.
    fn is_accused(&self, id: CaseId, who: &str) -> Result<bool, ProjectError> {
        let missing = || ProjectError::NoCase { name: id.to_string() };
        let history = self.history(id, HistoryCut::default())?.ok_or_else(missing)?;
        Ok(apply::fold(&self.whole(history)?).accuses(who))
    }
}
