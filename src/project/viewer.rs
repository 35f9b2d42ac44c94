//! For whom a project is looked at, and the cases of which that person sees no more than number and state.

use crate::domain::Code;
use crate::domain::case::{Case, Round};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::index::Which;
use chrono::NaiveDate;
use std::rc::Rc;

/// For whom a project is looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Viewer {
    /// Who, and on which day; nobody in particular sees everything, as the program itself does.
    pub(super) who: Option<(Code, NaiveDate)>,
    /// What he does not see, once it was asked for.
    pub(super) masked: Option<Rc<Masked>>,
}

/// A case of which no more than number and state is shown.
#[derive(Clone, Debug)]
pub(super) struct MaskedCase {
    pub(super) id: CaseId,
    pub(super) state: State,
    /// Not shown: totals by receipt count it.
    pub(super) received: Option<Moment>,
    /// Not shown: measures leave out what is no complaint, and what is another's duplicate.
    pub(super) nature: Code,
    pub(super) outcome: Code,
}

/// The cases that are masked, by name.
#[derive(Debug, Default)]
pub struct Masked(pub(super) Vec<MaskedCase>);

impl MaskedCase {
    pub(super) fn shown(&self) -> Case {
        masked(self.id, self.state)
    }

    /// As terms and totals see it.
    pub(super) fn counted(&self) -> Case {
        Case { rounds: vec![Round { received: self.received, ..Round::default() }], ..self.shown() }
    }
}

/// Number and state.
pub(super) fn masked(id: CaseId, state: State) -> Case {
    Case { id, state, restricted: true, ..Case::default() }
}

impl Masked {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their names.
    pub(super) fn ids(&self) -> impl Iterator<Item = CaseId> {
        self.0.iter().map(|entry| entry.id)
    }

    /// Whether a case is masked.
    #[must_use]
    pub fn has(&self, id: CaseId) -> bool {
        self.0.binary_search_by_key(&id, |entry| entry.id).is_ok()
    }

    /// Those that pass, by name, each with its place.
    pub(super) fn passing(&self, which: Which<'_>) -> Vec<(CaseId, usize)> {
        let passes = |entry: &MaskedCase| which.holds(&entry.counted());
        self.0.iter().enumerate().filter(|(_, entry)| passes(entry)).map(|(place, entry)| (entry.id, place)).collect()
    }

    /// The case at a place, as it is shown.
    pub(super) fn at(&self, place: usize) -> Option<Case> {
        self.0.get(place).map(MaskedCase::shown)
    }

    /// Counts those that pass: in no dimension by what they are.
    pub(super) fn tally(&self, which: Which<'_>, by: &[Dimension], cohort: &Cohort, tally: &mut Tally) {
        for entry in &self.0 {
            let counted = entry.counted();
            if !which.holds(&counted) {
                continue;
            }
            let real = Case { nature: entry.nature.clone(), outcome: entry.outcome.clone(), ..counted.clone() };
            match cohort.leaves_out(&real) {
                Some(_) => tally.add(&real, by, cohort),
                None => tally.add(&counted, by, cohort),
            }
        }
    }
}
