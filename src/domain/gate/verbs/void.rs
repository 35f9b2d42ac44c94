//! void: not a case at all (a test, a mistake); its number stays used.

use crate::domain::Code;
use crate::domain::event::{Body, Voided};
use crate::domain::gate::codes;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::gate::refusal::Problem;
use crate::domain::value::id::EventId;
use crate::domain::value::state::State;

/// Voids a case.
#[derive(Clone, Debug, Default)]
pub struct Void {
    /// test or mistake.
    pub kind: String,
    /// The reason.
    pub reason: String,
}

impl Verb for Void {
    fn name(&self) -> &'static str {
        "void"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        const KINDS: &[&str] = &["test", "mistake"];
        if proposal.case.state == State::Voided {
            let allowed = State::ALL.into_iter().filter(|s| *s != State::Voided).collect();
            proposal.refuse(Problem::WrongState { state: State::Voided, allowed });
        }
        proposal.need_text("reason", &self.reason);
        if !KINDS.contains(&self.kind.as_str()) {
            let known = KINDS.iter().map(|k| Code::from(*k)).collect();
            let nearest = codes::nearest(&self.kind, KINDS);
            proposal.refuse(Problem::UnknownCode { kind: "kind".into(), value: self.kind.clone(), nearest, known });
        }
        let body = Voided { kind: self.kind.as_str().into(), ..Voided::default() };
        proposal.record(Draft::new(Body::Voided(body)).say("reason", &self.reason));
    }
}

/// Voids a case that an import made, because the import is undone: its row may be imported again.
#[derive(Clone, Debug)]
pub struct UndoRow {
    /// The import.
    pub run: EventId,
    /// The reason.
    pub reason: String,
}

impl Verb for UndoRow {
    fn name(&self) -> &'static str {
        "undo"
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("reason", &self.reason);
        let body = Voided { kind: "mistake".into(), run: Some(self.run), ..Voided::default() };
        proposal.record(Draft::new(Body::Voided(body)).say("reason", &self.reason));
    }
}
