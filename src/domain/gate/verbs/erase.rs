//! erase: what is private of a case is blanked for good (and with the scope `all` the institution's own texts). The event names the
//! ground, who else approved, and the row by which the case was kept until now.

use crate::domain::event::{Body, Erased};
use crate::domain::gate::check::approver;
use crate::domain::gate::draft::Draft;
use crate::domain::gate::proposal::{Proposal, Verb};
use crate::domain::policy::retention;
use crate::domain::value::id::EventId;
use chrono::NaiveDate;

/// The consent without which nothing is erased.
pub const APPROVAL: &str = "erase";

/// Erases a case's private data.
#[derive(Clone, Debug)]
pub struct Erase {
    /// The events whose data goes.
    pub events: Vec<EventId>,
    /// The institution's own texts too.
    pub all: bool,
    /// Why.
    pub reason: String,
    /// Its time of keeping is over, and that is why; else somebody asked for it.
    pub due: bool,
    /// The day, by the real clock: a clock that was given does not shorten the time that a case is kept.
    pub today: NaiveDate,
}

impl Verb for Erase {
    fn name(&self) -> &'static str {
        "erase"
    }

    fn today(&self) -> Option<NaiveDate> {
        Some(self.today)
    }

    fn decide(&self, desk: &mut Proposal<'_>) {
        desk.need_text("reason", &self.reason);
        let cx = desk.cx;
        let kept = retention::longest(&(cx.events)(), &[cx.policy, cx.current]);
        let body = Erased {
            events: self.events.clone(),
            scope: if self.all { "all" } else { "private" }.into(),
            ground: if self.due { "retention" } else { "request" }.into(),
            approver: approver(&APPROVAL.into(), desk).unwrap_or_default(),
            row: kept.map(|kept| kept.row.code.clone()).unwrap_or_default(),
            ..Erased::default()
        };
        desk.record(Draft::new(Body::Erased(body)).say("reason", &self.reason));
    }
}
