//! Reminders in lists of limits: which row speaks of a limit, and the notes below a table.
//!
//! Invariant: the rows are today's; a reminder adds to a list and takes nothing from it.

use crate::document::table::Cell;
use crate::domain::case::Case;
use crate::domain::case::due::Due;
use crate::domain::policy::remind::{Reminded, reminded};
use crate::report::context::ReportContext;
use crate::say;
use crate::text::sanitize::sanitized;
use crate::text::sentence::shown;

/// All reminders of a case on the day of the report.
pub(super) fn all<'c>(case: &'c Case, context: &ReportContext<'c>) -> Vec<Reminded<'c>> {
    reminded(case, context.policy, context.calendar, (context.day, context.now))
}

/// The reminder of one limit, if there is one.
pub(super) fn of<'c>(case: &'c Case, due: &Due, context: &ReportContext<'c>) -> Option<Reminded<'c>> {
    all(case, context).into_iter().find(|reminder| std::ptr::eq(reminder.due, due))
}

/// A line for each of these limits of which a reminder speaks, each once.
pub(super) fn notes<'c>(limits: impl Iterator<Item = (&'c Case, &'c Due)>, context: &ReportContext<'c>) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for (case, due) in limits {
        let Some(reminder) = of(case, due, context) else { continue };
        let limit = match context.limit(reminder.limit) {
            Cell::Named { name, .. } => name,
            _ => reminder.limit.to_string(),
        };
        let (id, title) = (case.id, sanitized(reminder.row.title.get(context.lang)));
        let title = if title.is_empty() { sanitized(&reminder.row.code) } else { title };
        let at = shown(due.at);
        let note = say!(context.lang, "reminder: {title}: {id}, {limit} {at}", "提醒：{title}：{id}，{limit} {at}");
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
