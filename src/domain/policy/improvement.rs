//! Improvements: what must be improved, by whom, and by when. Each is identified by the event that added it.

use crate::domain::Code;
use crate::domain::case::apply;
use crate::domain::event::{Body, Event};
use crate::domain::value::id::{CaseId, EventId};
use crate::domain::value::moment::Moment;
use std::collections::HashMap;

/// The kinds of events that concern improvements.
pub const EVENTS: &[&str] = &["improvement_added", "improvement_done", "improvement_checked", "revoked"];

/// The name of the text that describes the improvement.
pub const MEASURE: &str = "measure";

/// An improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// The event that added it; identifies it.
    pub event: EventId,
    /// The case from whose reply it came.
    pub case: Option<CaseId>,
    /// What must be improved; `None` if it is private (of a restricted case) or was erased.
    pub measure: Option<String>,
    /// The responsible unit.
    pub unit: Code,
    /// The responsible person.
    pub person: Code,
    /// The deadline.
    pub deadline: Option<Moment>,
    /// When it was added.
    pub added: Moment,
    /// When it was done.
    pub done: Option<Moment>,
    /// The cause that it is to remove.
    pub cause: Code,
    /// The cases to which it applies, as terms.
    pub terms: Vec<Code>,
    /// Further cases that it was learnt from.
    pub cases: Vec<CaseId>,
    /// How many others were found to be affected.
    pub affected: u64,
    /// The last look whether it came back.
    pub checked: Option<Checked>,
}

/// A look whether what an improvement was to remove came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub on: Moment,
    /// The days that are compared.
    pub days: u64,
    /// Complaints in the days before it was added.
    pub before: u64,
    /// Complaints since it was done.
    pub after: u64,
}

impl Improvement {
    /// Whether it is not done and its deadline has passed at `now`, or at the end of `day`.
    #[must_use]
    pub fn is_overdue(&self, day: chrono::NaiveDate, now: Option<Moment>) -> bool {
        let past = |deadline: Moment| now.map_or(day > deadline.date(), |now| now.is_after(deadline));
        self.done.is_none() && self.deadline.is_some_and(past)
    }
}

/// The improvements in these events, in order; without revoked ones.
#[must_use]
pub fn items(events: &[Event]) -> Vec<Improvement> {
    let all: Vec<&Event> = events.iter().collect();
    let gone = apply::revoked(&all);
    let mut items: Vec<Improvement> = Vec::new();
    let mut places: HashMap<EventId, usize> = HashMap::new();
    for event in all.into_iter().filter(|event| !gone.contains(&event.id())) {
        match &event.body {
            Body::ImprovementAdded(body) => {
                places.entry(event.id()).or_insert(items.len());
                items.push(Improvement {
                    event: event.id(),
                    case: event.case,
                    measure: event.text.get(MEASURE).map(Into::into),
                    unit: body.unit.clone(),
                    person: body.person.clone(),
                    deadline: body.deadline,
                    added: event.on(),
                    done: None,
                    cause: body.cause.clone(),
                    terms: body.terms.clone(),
                    cases: body.cases.clone(),
                    affected: body.affected,
                    checked: None,
                });
            }
            Body::ImprovementDone(body) => {
                if let Some(place) = body.item.and_then(|item| places.get(&item)) {
                    items[*place].done.get_or_insert(event.on());
                }
            }
            Body::ImprovementChecked(body) => {
                if let Some(place) = body.item.and_then(|item| places.get(&item)) {
                    let (days, before, after) = (body.days, body.before, body.after);
                    items[*place].checked = Some(Checked { on: event.on(), days, before, after });
                }
            }
            _ => {}
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn improvements_are_added_done_and_revoked() {
        let lines = [
            r#""improvement_added":{"unit":"a","deadline":"2026-10-09"},"text":{"measure":"m"}"#,
            r#""improvement_done":{"item":"HQ:1"}"#,
            r#""improvement_added":{"unit":"b"}"#,
            r#""revoked":{"event":"HQ:2"}"#,
            r#""revoked":{"event":"HQ:3"}"#,
        ];
        let event = |(i, line): (usize, &&str)| {
            let line = format!(r#"{{"n":{},"at":"2026-09-24T10:00:00.000+08:00","by":"p",{line}}}"#, i + 1);
            Event::parse(line.as_bytes(), "HQ".parse().expect("a desk")).expect("a line")
        };
        let events: Vec<Event> = lines.iter().enumerate().map(event).collect();
        assert!(items(&events[..3])[0].done.is_some());
        let left = items(&events);
        assert_eq!((left.len(), left[0].done, left[0].measure.as_deref()), (1, None, Some("m")));
        let day = |text: &str| text.parse().expect("a date");
        assert!(!left[0].is_overdue(day("2026-10-09"), None));
        assert!(left[0].is_overdue(day("2026-10-10"), None));
    }
}
