//! The person for whom look-ups are made, and the cases that are masked for that person.

use crate::domain::Code;
use crate::domain::case::registered::Registered;
use crate::domain::case::{Case, Round};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::value::id::CaseId;
use crate::domain::value::moment::Moment;
use crate::domain::value::state::State;
use crate::index::CaseSelection;
use chrono::NaiveDate;
use std::rc::Rc;

/// For whom look-ups are made.
#[derive(Clone, Debug, Default)]
pub(super) struct Viewer {
    /// Person and day; `None` sees everything, as the program itself does.
    pub(super) who: Option<(Code, NaiveDate)>,
    /// The masked cases, once computed.
    pub(super) masked: Option<Rc<Masked>>,
}

/// A masked case: only its number and state are shown.
#[derive(Clone, Debug)]
pub(super) struct MaskedCase {
    pub(super) id: CaseId,
    pub(super) state: State,
    /// Not shown; needed because totals by receipt count the case.
    pub(super) received: Option<Moment>,
    /// Not shown; needed because measures leave out cases that are not complaints, and duplicates.
    pub(super) nature: Code,
    pub(super) outcome: Code,
}

/// The masked cases, sorted by id.
#[derive(Debug, Default)]
pub struct Masked(pub(super) Vec<MaskedCase>);

impl MaskedCase {
    pub(super) fn shown(&self) -> Case {
        masked(self.id, self.state)
    }

    /// The case as filters and totals see it.
    pub(super) fn counted(&self) -> Case {
        Case { rounds: vec![Round { received: self.received, ..Round::default() }], ..self.shown() }
    }
}

/// A case with number and state only.
pub(super) fn masked(id: CaseId, state: State) -> Case {
    let facts = Registered { restricted: true, ..Registered::default() };
    Case { id, state, facts, ..Case::default() }
}

impl Masked {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = CaseId> {
        self.0.iter().map(|entry| entry.id)
    }

    /// Whether a case is masked.
    #[must_use]
    pub fn has(&self, id: CaseId) -> bool {
        self.0.binary_search_by_key(&id, |entry| entry.id).is_ok()
    }

    /// Those that match, sorted by id, each with its place in the list.
    pub(super) fn passing(&self, which: CaseSelection<'_>) -> Vec<(CaseId, usize)> {
        let passes = |entry: &MaskedCase| which.holds(&entry.counted());
        self.0.iter().enumerate().filter(|(_, entry)| passes(entry)).map(|(place, entry)| (entry.id, place)).collect()
    }

    /// The case at a place of the list, as it is shown.
    pub(super) fn at(&self, place: usize) -> Option<Case> {
        self.0.get(place).map(MaskedCase::shown)
    }

    /// Counts those that match, without revealing their values in any dimension.
    pub(super) fn tally(&self, which: CaseSelection<'_>, by: &[Dimension], cohort: &Cohort, tally: &mut Tally) {
        for entry in &self.0 {
            let counted = entry.counted();
            if !which.holds(&counted) {
                continue;
            }
            let mut real = Case { outcome: entry.outcome.clone(), ..counted.clone() };
            real.facts.nature.clone_from(&entry.nature);
            match cohort.leaves_out(&real) {
                Some(_) => tally.add(&real, by, cohort),
                None => tally.add(&counted, by, cohort),
            }
        }
    }
}
