//! reveal: somebody views private data of a case. It changes nothing; the gate decides who may.

use crate::domain::gate::proposal::{Proposal, Verb};

/// Asks whether private data of a case may be shown to the actor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reveal;

impl Verb for Reveal {
    fn name(&self) -> &'static str {
        "reveal"
    }

    fn decide(&self, _: &mut Proposal<'_>) {}
}
