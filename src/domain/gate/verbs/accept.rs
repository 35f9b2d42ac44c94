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

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_state(&[State::Received]);
        let told = proposal.code("channel", &self.told);
        // A pending accepted case always has a unit: the one that received it, else the desk.
        let case = proposal.case;
        let unit = [&case.unit, &case.facts.received_by].into_iter().find(|u| !u.is_empty()).cloned();
        let unit = unit.unwrap_or_else(|| proposal.cx.own_unit());
        proposal.record(Draft::new(Body::Accepted(Accepted { unit, told, ..Accepted::default() })));
    }
}
