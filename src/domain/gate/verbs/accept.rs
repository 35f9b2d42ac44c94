//! accept: the desk accepts a case; from then on a unit holds it.

use crate::domain::event::{Accepted, Body};
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::value::state::State;

/// Accepts a case.
#[derive(Clone, Debug, Default)]
pub struct Accept {
    /// Channel by which the complainant was told.
    pub told: String,
}

impl Verb for Accept {
    fn name(&self) -> &'static str {
        "accept"
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_state(&[State::Received]);
        let told = desk.code("channel", &self.told);
        // A pending accepted case always has a unit: the one that received it, else the desk.
        let case = desk.case;
        let unit = [&case.unit, &case.facts.received_by].into_iter().find(|u| !u.is_empty()).cloned();
        let unit = unit.unwrap_or_else(|| desk.cx.own_unit());
        desk.record(Draft::new(Body::Accepted(Accepted { unit, told, ..Accepted::default() })));
    }
}
