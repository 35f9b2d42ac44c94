//! reveal: somebody looks at what is private of a case. Nothing of the case changes; the gate says who may.

use crate::domain::gate::proposal::{Proposal, Verb};

/// Asks whether private data of a case may be shown to who asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reveal;

impl Verb for Reveal {
    fn name(&self) -> &'static str {
        "reveal"
    }

    fn decide(&self, _: &mut Proposal<'_>) {}
}
