//! Reports that need the events themselves and not only the cases that they made.

use super::Asked;
use crate::cli::error::CliError;
use crate::cli::reading;
use crate::domain::event::Event;
use crate::domain::id::CaseId;
use crate::profile::Loosening;
use crate::report::exceptions::{Exceptions, Loosened};
use crate::report::table::Table;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// Exceptions: once through the log, and again for what revocations took back.
///
/// # Errors
/// The log cannot be read.
pub(super) fn exceptions(asked: &Asked<'_>) -> Result<Table, CliError> {
    let ws = asked.cx.ws()?;
    let (as_of, ..) = reading::as_of(asked.input, asked.cx)?;
    let narrowed = !asked.input.many("where").is_empty();
    let ids: HashSet<CaseId> = asked.seen.cases.iter().map(|c| c.id).collect();
    let counts = |event: &Event| as_of.counts(event) && (!narrowed || event.case.is_some_and(|id| ids.contains(&id)));
    let mut found = Exceptions::default();
    ws.events(&mut |entry| {
        if counts(&entry.event) {
            found.take(&entry.event);
        }
        ControlFlow::Continue(())
    })?;
    let revoked = found.revoked().clone();
    if !revoked.is_empty() {
        ws.events(&mut |entry| {
            if revoked.contains(&entry.event.id()) && counts(&entry.event) {
                found.was(entry.event);
            }
            ControlFlow::Continue(())
        })?;
    }
    let loosened = |l: &Loosening| Loosened {
        what: format!("{} {} {}", l.section, l.row, l.key),
        from: l.from.clone(),
        to: l.to.clone(),
    };
    let loosened: Vec<Loosened> = ws.resolved.loosened.iter().map(loosened).collect();
    Ok(found.table(&asked.seen.cases, (ws.digest(), &loosened), asked.period.as_ref(), asked.scene))
}
