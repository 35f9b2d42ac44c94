//! Folds a case from its events at a history cut, with the policies and the calendar that decide due dates again.

use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case::apply;
use crate::domain::case::due::Dues;
use crate::domain::case::limit;
use crate::domain::event::{Body, Event};
use crate::domain::value::moment::Moment;
use crate::project::error::ProjectError;
use crate::project::open::Project;
use crate::project::read::HistoryCut;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

impl Project {
    /// Folds a case from all its events known by `as_of`.
    pub(super) fn fold(&self, events: &[&Event], as_of: HistoryCut) -> Result<Case, ProjectError> {
        self.fold_by(events, as_of, &OnceCell::new())
    }

    /// The same for one of many cases: the calendar of `as_of` is read once, when it is first needed.
    pub(super) fn fold_by<'p>(
        &'p self,
        events: &[&Event],
        as_of: HistoryCut,
        calendar: &OnceCell<Cow<'p, Calendar>>,
    ) -> Result<Case, ProjectError> {
        let Some(by) = as_of.by else { return Ok(apply::fold(events.iter().copied())) };
        let failed = RefCell::new(None);
        let decide = |act: &Body, clock: Moment, case: &Case| -> Result<Dues, ProjectError> {
            if calendar.get().is_none() {
                let _ = calendar.set(self.calendar_at(as_of.known)?);
            }
            let policy = self.policy_of(case.policy())?;
            Ok(calendar
                .get()
                .map_or_else(Dues::new, |calendar| limit::settle_after(act, clock, case, &policy, calendar)))
        };
        let settle = |act: &Body, clock: Moment, case: &Case| {
            decide(act, clock, case).unwrap_or_else(|error| {
                failed.borrow_mut().get_or_insert(error);
                Dues::new()
            })
        };
        let case = apply::PastView { by, settle: &settle }.fold(events);
        failed.into_inner().map_or(Ok(case), Err)
    }
}
