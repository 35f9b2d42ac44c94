//! erase: private data of a case is erased for good (with `all` the institution's own texts too). The event records the
//! ground, who approved it, and the row that kept the case until now.

use crate::domain::event::{Body, Erased};
use crate::domain::gate::check::approver;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::policy::retention;
use crate::domain::value::id::EventId;
use chrono::NaiveDate;

/// The approval without which nothing is erased.
pub const APPROVAL: &str = "erase";

/// Erases a case's private data.
#[derive(Clone, Debug)]
pub struct Erase {
    /// The events whose data is erased.
    pub events: Vec<EventId>,
    /// Whether to erase the institution's own texts too.
    pub all: bool,
    /// The events whose own texts name a complainant and stay.
    pub named: Vec<EventId>,
    /// The reason.
    pub reason: String,
    /// Whether the ground is the end of the retention period; otherwise somebody requested it.
    pub due: bool,
    /// The day by the real clock, so that a given clock cannot shorten the retention period.
    pub today: NaiveDate,
}

impl Verb for Erase {
    fn name(&self) -> &'static str {
        "erase"
    }

    fn today(&self) -> Option<NaiveDate> {
        Some(self.today)
    }

    fn decide(&self, proposal: &mut Proposal<'_>) {
        proposal.need_text("reason", &self.reason);
        let cx = proposal.cx;
        let kept = retention::longest((cx.events)().iter(), &[cx.policy, cx.current]);
        let body = Erased {
            events: self.events.clone(),
            scope: if self.all { "all" } else { "private" }.into(),
            ground: if self.due { "retention" } else { "request" }.into(),
            approver: approver(&APPROVAL.into(), proposal).unwrap_or_default(),
            row: kept.map(|kept| kept.row.code.clone()).unwrap_or_default(),
            named: self.named.clone(),
            ..Erased::default()
        };
        proposal.record(Draft::new(Body::Erased(body)).say("reason", &self.reason));
    }
}
