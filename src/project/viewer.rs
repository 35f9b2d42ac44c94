//! The person for whom look-ups are made, and the cases that are masked for that person.

use crate::domain::Code;
use crate::domain::case::acts::CallbackMade;
use crate::domain::case::duplicate::DUPLICATE;
use crate::domain::case::registered::Registered;
use crate::domain::case::{Answered, Case, Hop, Round};
use crate::domain::query::dimension::Dimension;
use crate::domain::query::tally::{Cohort, Tally};
use crate::domain::value::id::CaseId;
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
    /// Not shown; figures count it, the same for whoever asks.
    counted: Case,
}

/// The masked cases, sorted by id.
#[derive(Debug, Default)]
pub struct Masked(pub(super) Vec<MaskedCase>);

impl MaskedCase {
    pub(super) fn of(case: &Case) -> Self {
        Self { id: case.id, state: case.state, counted: counted(case) }
    }

    fn shown(&self) -> Case {
        masked(self.id, self.state)
    }

    fn filtered(&self) -> Case {
        filtered(&self.counted)
    }
}

/// A case with number and state only.
pub(super) fn masked(id: CaseId, state: State) -> Case {
    let facts = Registered { restricted: true, ..Registered::default() };
    Case { id, state, facts, ..Case::default() }
}

/// A masked case as filters see it: totals by receipt count it, and no other fact chooses it.
pub(super) fn filtered(case: &Case) -> Case {
    Case { rounds: vec![Round { received: case.received(), ..Round::default() }], ..masked(case.id, case.state) }
}

/// A masked case as figures count it: when things happened and what came of them, and nothing of who, whom and what about. Every breakdown
/// has it under what is not given, also by its channel, which decides what its first response was.
pub(super) fn counted(case: &Case) -> Case {
    let (nature, anonymous, channel) = (case.facts.nature.clone(), case.facts.anonymous, case.facts.channel.clone());
    let own = |person: &Code| if case.was_handled_by(person) { Code::default() } else { Code::const_new("-") };
    let hop = |hop: &Hop| Hop { unit: Code::default(), person: Code::default(), on: hop.on };
    let round =
        |round: &Round| Round { answered: round.answered.as_ref().map(|_| Answered::default()), ..round.clone() };
    Case {
        facts: Registered { restricted: true, nature, anonymous, channel, ..Registered::default() },
        rounds: case.rounds.iter().map(round).collect(),
        route: case.route.iter().map(hop).collect(),
        callbacks: case.callbacks.iter().map(|call| CallbackMade { by: own(&call.by), ..call.clone() }).collect(),
        links: case.links.iter().filter(|(_, kind)| kind == DUPLICATE).cloned().collect(),
        title: None,
        former: Vec::new(),
        recorded_by: Code::default(),
        unit: Code::default(),
        person: Code::default(),
        assist: Vec::new(),
        parties: Vec::new(),
        organisations: Vec::new(),
        answers: Vec::new(),
        incidents: Vec::new(),
        incident_names: Vec::new(),
        forms: Vec::new(),
        spot_checks: Vec::new(),
        ..case.clone()
    }
}

impl Masked {
    /// Their ids.
    pub fn ids(&self) -> impl Iterator<Item = CaseId> {
        self.0.iter().map(|entry| entry.id)
    }

    /// Whether a case is masked.
    #[must_use]
    pub fn has(&self, id: CaseId) -> bool {
        self.0.binary_search_by_key(&id, |entry| entry.id).is_ok()
    }

    /// Those that match, sorted by id, each with its place in the list.
    pub(super) fn passing(&self, which: CaseSelection<'_>) -> Vec<(CaseId, usize)> {
        let passes = |entry: &MaskedCase| which.holds(&entry.filtered());
        self.0.iter().enumerate().filter(|(_, entry)| passes(entry)).map(|(place, entry)| (entry.id, place)).collect()
    }

    /// The case at a place of the list, as it is shown.
    pub(super) fn at(&self, place: usize) -> Option<Case> {
        self.0.get(place).map(MaskedCase::shown)
    }

    /// The case at a place of the list, as figures count it.
    pub(super) fn counted_at(&self, place: usize) -> Option<&Case> {
        self.0.get(place).map(|entry| &entry.counted)
    }

    /// Counts those that match, without revealing their values in any dimension.
    pub(super) fn tally(&self, which: CaseSelection<'_>, by: &[Dimension], cohort: &Cohort, tally: &mut Tally) {
        for entry in &self.0 {
            let filtered = entry.filtered();
            if !which.holds(&filtered) {
                continue;
            }
            match cohort.leaves_out(&entry.counted) {
                Some(_) => tally.add(&entry.counted, by, cohort),
                None => tally.add(&filtered, by, cohort),
            }
        }
    }
}
